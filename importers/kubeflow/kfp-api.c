/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "kfp-importers.h"

#include "kfp-plan.h"
#include "kubeflow-names.h"
#include "kubeflow.h"

#include "core/bounds.h"
#include "core/words.h"
#include "importers/json-sample.h"

#include <string.h>

/*
 * Objects of the API of Kubeflow Pipelines (v2beta1) as JSON: a run, a pipeline version, or the lists that the API answers. Members are
 * named as protobuf or as JSON names them: run_id, runId.
 *
 *   member                                 becomes                                                   answers
 *   -------------------------------------  --------------------------------------------------------  -------------------
 *   run_id                                 run; a UUID is a name of the world                        run
 *   created_at, finished_at                created, tag
 *   state                                  status
 *   state_history[]                        status, each from its time                                (history of the run)
 *   display_name, description,             tags
 *     experiment_id, recurring_run_id,
 *     service_account, storage_state
 *   error                                  tag
 *   runtime_config.parameters              tags "parameter NAME = VALUE", none of secret names
 *   pipeline_version_reference             code: the pipeline version                                commit
 *   pipeline_spec                          images "planned for …", digests of programs, tags         environment
 *   pipeline_version_id                    a version of the code; its plan; code_source_url and
 *                                          package_url as tags
 *
 * 1970-01-01T00:00:00Z is how protobuf writes that a time is not set. The service account is one of the cluster: no person is named
 * anywhere. Steps and what they read and wrote stand in the metadata store; a plan does not say which of its steps ran.
 */

#define MESSAGE "An object of Kubeflow Pipelines cannot be read."

static const char * const run_marks[] = {
  "runtime_config", "runtimeConfig", "pipeline_spec", "pipelineSpec", "pipeline_version_reference", "pipelineVersionReference",
  "storage_state", "storageState", "state_history", "stateHistory",
};

static gboolean
has (const RcJsonSample *sample,
     const char         *prefix,
     const char         *name)
{
  g_autofree char *path = g_strconcat (prefix, name, NULL);

  return rc_json_sample_has (sample, path);
}

static gboolean
looks_like_run (const RcJsonSample *sample,
                const char         *prefix)
{
  if (!has (sample, prefix, "run_id") && !has (sample, prefix, "runId"))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (run_marks); i++)
    if (has (sample, prefix, run_marks[i]))
      return TRUE;
  return FALSE;
}

static gboolean
looks_like_version (const RcJsonSample *sample,
                    const char         *prefix)
{
  return (has (sample, prefix, "pipeline_version_id") || has (sample, prefix, "pipelineVersionId")) &&
         (has (sample, prefix, "pipeline_id") || has (sample, prefix, "pipelineId"));
}

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  static const char * const lists[] = { "runs/0/", "pipeline_versions/0/", "pipelineVersions/0/", "" };
  g_auto (RcJsonSample) json = { 0 };

  rc_json_sample_read (&json, sample);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    if (looks_like_run (&json, lists[i]) || looks_like_version (&json, lists[i]))
      return 90;

  return 0;
}

static gboolean
add_tags (const RcKubeflowTree      *tree,
          guint32                    object,
          const char * const        *names,
          RcRegistryWriter          *writer,
          gint64                     entity,
          GError                   **error)
{
  for (; *names != NULL; names++)
    {
      g_autofree char *value = rc_kubeflow_tree_dup_either (tree, object, *names);

      if (!rc_registry_writer_add_tag (writer, entity, *names, value, RC_TIME_NONE, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_created (const RcKubeflowTree  *tree,
             guint32                object,
             RcRegistryWriter      *writer,
             gint64                 entity,
             GError               **error)
{
  g_autofree char *created = rc_kubeflow_tree_dup_either (tree, object, "created_at");

  return rc_registry_writer_add_created (writer, entity, rc_kubeflow_read_time (created, NULL), error);
}

static gboolean
add_states (const RcKubeflowTree  *tree,
            guint32                object,
            const char            *pointer,
            RcRegistryWriter      *writer,
            gint64                 run,
            GError               **error)
{
  g_autofree char *state = rc_kubeflow_tree_dup_member (tree, object, "state");
  g_autofree char *end = rc_kubeflow_tree_dup_either (tree, object, "finished_at");
  guint32 history = rc_kubeflow_tree_either (tree, object, "state_history");
  gint64 end_us = rc_kubeflow_read_time (end, NULL);
  RcKubeflowIter iter = { 0 };

  if (!rc_registry_writer_add_claim (writer, run, RC_PROPERTY_STATUS, state, 0, RC_TIME_NONE, end_us, error) ||
      (end_us != RC_TIME_NONE && !rc_registry_writer_add_tag (writer, run, "finished_at", end, RC_TIME_NONE, error)))
    return FALSE;

  while (iter.index < RC_LIMIT_KUBEFLOW_PARAMETERS && rc_kubeflow_tree_iterate (tree, history, &iter))
    {
      g_autofree char *word = rc_kubeflow_tree_dup_member (tree, iter.value, "state");
      g_autofree char *time = rc_kubeflow_tree_dup_either (tree, iter.value, "update_time");

      rc_registry_writer_at (writer, "%s/state_history/%u", pointer, iter.index);
      if (!rc_registry_writer_add_claim (writer, run, RC_PROPERTY_STATUS, word, 0, rc_kubeflow_read_time (time, NULL), RC_TIME_NONE, error))
        return FALSE;
    }

  rc_registry_writer_at (writer, "%s", pointer);
  return TRUE;
}

/* A version of a pipeline is what the run was started from; it has a random name that everyone knows it by. */
static gboolean
add_version (RcRegistryWriter  *writer,
             const char        *id,
             gint64            *out_version,
             GError           **error)
{
  const char *scope = writer->scope;
  gboolean good;

  if (g_uuid_string_is_valid (id))
    writer->scope = "";
  good = rc_registry_writer_add_entity (writer, RC_ENTITY_COMMIT, id, out_version, error);
  writer->scope = scope;

  return good;
}

static gboolean
add_code (const RcKubeflowTree  *tree,
          guint32                object,
          RcRegistryWriter      *writer,
          gint64                 run,
          GError               **error)
{
  guint32 reference = rc_kubeflow_tree_either (tree, object, "pipeline_version_reference");
  g_autofree char *version = rc_kubeflow_tree_dup_either (tree, reference, "pipeline_version_id");
  g_autofree char *pipeline = rc_kubeflow_tree_dup_either (tree, reference, "pipeline_id");
  g_autofree char *value = NULL;
  gint64 target;

  if (version == NULL)
    return TRUE;

  value = pipeline != NULL ? g_strdup_printf ("version %s of the pipeline %s", version, pipeline) : g_strdup_printf ("pipeline version %s", version);
  return add_version (writer, version, &target, error) &&
         rc_registry_writer_add_claim (writer, run, RC_PROPERTY_CODE_COMMIT, value, target, RC_TIME_NONE, RC_TIME_NONE, error);
}

static gboolean
add_error (const RcKubeflowTree  *tree,
           guint32                object,
           RcRegistryWriter      *writer,
           gint64                 run,
           GError               **error)
{
  g_autofree char *message = rc_kubeflow_tree_dup_member (tree, rc_kubeflow_tree_member (tree, object, "error"), "message");

  return rc_registry_writer_add_tag (writer, run, "error", message, RC_TIME_NONE, error);
}

static gboolean
read_plan (const RcKubeflowTree  *tree,
           guint32                object,
           const char            *pointer,
           RcRegistryWriter      *writer,
           gint64                 entity,
           GError               **error)
{
  g_autofree char *place = g_strconcat (pointer, "/pipeline_spec", NULL);
  guint32 plan = rc_kfp_plan_find (tree, object);

  return plan == RC_JSON_NO_NODE || rc_kfp_plan_read (tree, plan, place, writer, entity, error);
}

static gboolean
read_run (const RcKubeflowTree  *tree,
          guint32                object,
          const char            *pointer,
          RcRegistryWriter      *writer,
          GError               **error)
{
  static const char * const tags[] = { "display_name", "description", "experiment_id", "recurring_run_id", "service_account",
                                       "storage_state", NULL };
  g_autofree char *id = rc_kubeflow_tree_dup_either (tree, object, "run_id");
  guint32 config = rc_kubeflow_tree_either (tree, object, "runtime_config");
  gint64 run;

  if (id == NULL)
    return TRUE;

  rc_registry_writer_at (writer, "%s", pointer);
  return rc_kubeflow_add_run (writer, id, &run, error) &&
         add_created (tree, object, writer, run, error) &&
         add_states (tree, object, pointer, writer, run, error) &&
         add_tags (tree, object, tags, writer, run, error) &&
         add_error (tree, object, writer, run, error) &&
         add_code (tree, object, writer, run, error) &&
         rc_kfp_add_parameters (tree, rc_kubeflow_tree_member (tree, config, "parameters"), writer, run, error) &&
         read_plan (tree, object, pointer, writer, run, error);
}

static gboolean
read_version (const RcKubeflowTree  *tree,
              guint32                object,
              const char            *pointer,
              RcRegistryWriter      *writer,
              GError               **error)
{
  static const char * const tags[] = { "pipeline_id", "display_name", "name", "description", "code_source_url", NULL };
  g_autofree char *id = rc_kubeflow_tree_dup_either (tree, object, "pipeline_version_id");
  g_autofree char *package = rc_kubeflow_tree_dup_either (tree, rc_kubeflow_tree_either (tree, object, "package_url"), "pipeline_url");
  gint64 version;

  if (id == NULL)
    return TRUE;

  rc_registry_writer_at (writer, "%s", pointer);
  return add_version (writer, id, &version, error) &&
         add_created (tree, object, writer, version, error) &&
         add_tags (tree, object, tags, writer, version, error) &&
         rc_registry_writer_add_tag (writer, version, "package_url", package, RC_TIME_NONE, error) &&
         read_plan (tree, object, pointer, writer, version, error);
}

static gboolean
read_object (const RcKubeflowTree  *tree,
             guint32                object,
             const char            *pointer,
             RcRegistryWriter      *writer,
             GError               **error)
{
  if (rc_kubeflow_tree_either (tree, object, "run_id") != RC_JSON_NO_NODE)
    return read_run (tree, object, pointer, writer, error);

  return read_version (tree, object, pointer, writer, error);
}

static gboolean
read_document (const RcKubeflowTree  *tree,
               RcRegistryWriter      *writer,
               GError               **error)
{
  static const char * const lists[] = { "runs", "pipeline_versions" };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      guint32 list = rc_kubeflow_tree_either (tree, 0, lists[i]);
      RcKubeflowIter iter = { 0 };

      while (rc_kubeflow_tree_is_list (tree, list) && rc_kubeflow_tree_iterate (tree, list, &iter))
        {
          g_autofree char *pointer = g_strdup_printf ("/%s/%u", lists[i], iter.index);

          if (!read_object (tree, iter.value, pointer, writer, error))
            return FALSE;
        }
    }

  return read_object (tree, 0, "", writer, error);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_autofree char *scope = rc_registry_scope_dup (input, 1);

  return rc_kubeflow_import_documents (input, sink, scope, MESSAGE, read_document, error);
}

static const RcImporter importer = {
  .id = "kfp-api",
  .title = N_("Kubeflow Pipelines run or pipeline version (JSON)"),
  .system = RC_KUBEFLOW_SYSTEM,
  .evidences = N_("a run with its parameters, its dated states, its pipeline version and the images planned; not which steps ran, on which data"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
};

const RcImporter *
rc_kfp_api_importer (void)
{
  return &importer;
}
