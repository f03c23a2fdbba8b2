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
 * A workflow of Argo, as which Kubeflow Pipelines runs a pipeline on the cluster, in YAML or JSON:
 *
 *   member                                 becomes                                                   answers
 *   -------------------------------------  --------------------------------------------------------  -----------
 *   metadata.labels "pipeline/runid",      run, where it has a status; else the plan is the code,    run
 *     else metadata.uid                    named "workflow NAME"
 *   metadata.creationTimestamp             created
 *   status.phase, finishedAt               status, tag
 *   spec.serviceAccountName                tag: an account of the cluster, no person
 *   spec.arguments.parameters              of "implementations-…": image, digest of the program;     environment
 *                                          of others nothing: they are the plan's own parts
 *   spec.templates[].container.image       image, but for those of Kubeflow's own drivers and        environment
 *                                          launchers
 *   status.nodes.N                         tag "step NAME = PHASE" of the steps that are pods
 *
 * It names no data and no models.
 */

#define MESSAGE "A workflow cannot be read."

static gboolean
holds_line (const RcSample *sample,
            const char     *text)
{
  return memmem (sample->head, sample->head_length, text, strlen (text)) != NULL;
}

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  g_auto (RcJsonSample) json = { 0 };
  const char *version;

  rc_json_sample_read (&json, sample);
  version = rc_json_sample_peek (&json, "apiVersion");
  if (version != NULL && g_str_has_prefix (version, "argoproj.io/"))
    return g_strcmp0 (rc_json_sample_peek (&json, "kind"), "Workflow") == 0 ? 90 : 0;
  if (json.is_object || json.is_array)
    return 0;

  return holds_line (sample, "apiVersion: argoproj.io/") &&
         (holds_line (sample, "\nkind: Workflow\n") || holds_line (sample, "\nkind: Workflow\r") ||
          g_str_has_prefix (sample->head_length > 15 ? sample->head : "", "kind: Workflow\n")) ? 90 : 0;
}

/* The component stands as JSON in the text of a parameter. */
static gboolean
read_implementation (const char        *text,
                     const char        *name,
                     RcRegistryWriter  *writer,
                     gint64             entity,
                     GError           **error)
{
  g_auto (RcKubeflowTree) tree = { .text = NULL };
  g_autofree char *image = NULL;
  g_autofree char *program = NULL;
  RcKubeflowIter iter = { 0 };
  guint32 command;
  guint32 last = RC_JSON_NO_NODE;
  RcJsonFault fault;

  rc_kubeflow_tree_init (&tree);
  if (!rc_json_parse (&tree.json, text, strlen (text), &fault) || tree.json.has_duplicate)
    return TRUE;

  image = rc_kubeflow_tree_dup_member (&tree, 0, "image");
  command = rc_kubeflow_tree_member (&tree, 0, "command");
  while (rc_kubeflow_tree_is_list (&tree, command) && rc_kubeflow_tree_iterate (&tree, command, &iter))
    last = iter.value;
  program = rc_kubeflow_tree_dup (&tree, last);

  return rc_kubeflow_add_image (writer, entity, image, NULL, error) && rc_kfp_add_program (name, program, writer, entity, error);
}

static gboolean
read_arguments (const RcKubeflowTree  *tree,
                RcRegistryWriter      *writer,
                gint64                 entity,
                GError               **error)
{
  guint32 parameters = rc_kubeflow_tree_find (tree, 0, "spec", "arguments", "parameters", NULL);
  RcKubeflowIter iter = { 0 };

  while (iter.index < RC_LIMIT_KUBEFLOW_PARAMETERS && rc_kubeflow_tree_iterate (tree, parameters, &iter))
    {
      g_autofree char *name = rc_kubeflow_tree_dup_member (tree, iter.value, "name");
      g_autofree char *value = rc_kubeflow_tree_dup_member (tree, iter.value, "value");

      rc_registry_writer_at (writer, "/spec/arguments/parameters/%u", iter.index);
      if (name != NULL && value != NULL && g_str_has_prefix (name, "implementations-") &&
          !read_implementation (value, name, writer, entity, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_own_image (const char *image)
{
  return strstr (image, "kfp-driver") != NULL || strstr (image, "kfp-launcher") != NULL;
}

/* The template that runs a component has no image of its own: the driver fills it in. */
static gboolean
is_filled_in_later (const char *image)
{
  return strchr (image, '{') != NULL || g_str_has_prefix (image, "gcr.io/ml-pipeline/should-be-overridden");
}

static gboolean
read_templates (const RcKubeflowTree  *tree,
                RcRegistryWriter      *writer,
                gint64                 entity,
                GError               **error)
{
  guint32 templates = rc_kubeflow_tree_find (tree, 0, "spec", "templates", NULL);
  RcKubeflowIter iter = { 0 };

  while (iter.index < RC_LIMIT_KUBEFLOW_PARAMETERS && rc_kubeflow_tree_iterate (tree, templates, &iter))
    {
      g_autofree char *image = rc_kubeflow_tree_dup_member (tree, rc_kubeflow_tree_member (tree, iter.value, "container"), "image");

      rc_registry_writer_at (writer, "/spec/templates/%u/container/image", iter.index);
      if (image != NULL && !is_own_image (image) && !is_filled_in_later (image) &&
          !rc_kubeflow_add_image (writer, entity, image, NULL, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_nodes (const RcKubeflowTree  *tree,
            RcRegistryWriter      *writer,
            gint64                 run,
            GError               **error)
{
  guint32 nodes = rc_kubeflow_tree_find (tree, 0, "status", "nodes", NULL);
  RcKubeflowIter iter = { 0 };

  while (iter.index < RC_LIMIT_KUBEFLOW_PARAMETERS && rc_kubeflow_tree_iterate (tree, nodes, &iter))
    {
      g_autofree char *type = rc_kubeflow_tree_dup_member (tree, iter.value, "type");
      g_autofree char *name = rc_kubeflow_tree_dup_member (tree, iter.value, "displayName");
      g_autofree char *phase = rc_kubeflow_tree_dup_member (tree, iter.value, "phase");
      g_autofree char *key = g_strdup_printf ("step %s", name);

      rc_registry_writer_at (writer, "/status/nodes");
      if (g_strcmp0 (type, "Pod") == 0 && name != NULL && !rc_registry_writer_add_tag (writer, run, key, phase, RC_TIME_NONE, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_run (const RcKubeflowTree  *tree,
          RcRegistryWriter      *writer,
          gint64                 run,
          GError               **error)
{
  guint32 status = rc_kubeflow_tree_member (tree, 0, "status");
  g_autofree char *phase = rc_kubeflow_tree_dup_member (tree, status, "phase");
  g_autofree char *end = rc_kubeflow_tree_dup_member (tree, status, "finishedAt");
  gint64 end_us = rc_kubeflow_read_time (end, NULL);

  rc_registry_writer_at (writer, "/status");
  return rc_registry_writer_add_claim (writer, run, RC_PROPERTY_STATUS, phase, 0, RC_TIME_NONE, end_us, error) &&
         (end_us == RC_TIME_NONE || rc_registry_writer_add_tag (writer, run, "finishedAt", end, RC_TIME_NONE, error)) &&
         read_nodes (tree, writer, run, error);
}

/* A workflow with a status was run. */
static gboolean
add_subject (const RcKubeflowTree  *tree,
             RcRegistryWriter      *writer,
             gint64                *out_entity,
             gboolean              *out_is_run,
             GError               **error)
{
  guint32 metadata = rc_kubeflow_tree_member (tree, 0, "metadata");
  g_autofree char *run = rc_kubeflow_tree_dup_member (tree, rc_kubeflow_tree_member (tree, metadata, "labels"), "pipeline/runid");
  g_autofree char *uid = rc_kubeflow_tree_dup_member (tree, metadata, "uid");
  g_autofree char *name = rc_kubeflow_tree_dup_member (tree, metadata, "name");
  g_autofree char *generated = rc_kubeflow_tree_dup_member (tree, metadata, "generateName");
  g_autofree char *full = NULL;

  *out_is_run = rc_kubeflow_tree_is_map (tree, rc_kubeflow_tree_member (tree, 0, "status")) && (run != NULL || uid != NULL);
  rc_registry_writer_at (writer, "/metadata");
  if (*out_is_run)
    return rc_kubeflow_add_run (writer, run != NULL ? run : uid, out_entity, error) &&
           rc_registry_writer_add_tag (writer, *out_entity, "workflow", name, RC_TIME_NONE, error);

  full = g_strdup_printf ("workflow %s", name != NULL ? name : generated != NULL ? generated : "without a name");
  return rc_registry_writer_add_entity (writer, RC_ENTITY_COMMIT, full, out_entity, error);
}

static gboolean
read_document (const RcKubeflowTree  *tree,
               RcRegistryWriter      *writer,
               GError               **error)
{
  g_autofree char *kind = rc_kubeflow_tree_dup_member (tree, 0, "kind");
  g_autofree char *created = rc_kubeflow_tree_dup_member (tree, rc_kubeflow_tree_member (tree, 0, "metadata"), "creationTimestamp");
  g_autofree char *account = rc_kubeflow_tree_dup_member (tree, rc_kubeflow_tree_member (tree, 0, "spec"), "serviceAccountName");
  gboolean is_run;
  gint64 entity;

  if (g_strcmp0 (kind, "Workflow") != 0)
    return TRUE;

  return add_subject (tree, writer, &entity, &is_run, error) &&
         rc_registry_writer_add_created (writer, entity, rc_kubeflow_read_time (created, NULL), error) &&
         rc_registry_writer_add_tag (writer, entity, "service_account", account, RC_TIME_NONE, error) &&
         read_arguments (tree, writer, entity, error) &&
         read_templates (tree, writer, entity, error) &&
         (!is_run || read_run (tree, writer, entity, error));
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
  .id = "kfp-workflow",
  .title = N_("Argo workflow of Kubeflow Pipelines"),
  .system = RC_KUBEFLOW_SYSTEM,
  .evidences = N_("that a run was carried out on the cluster, when, with which images and steps; no data and no models"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
};

const RcImporter *
rc_kfp_workflow_importer (void)
{
  return &importer;
}
