/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-bundle.h"

#include "importers/json-value.h"
#include "importers/secret.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

/*
 * A run that was imported from another server has the times, the user and the id that it got at its import. The tool that imports keeps the
 * original ones as tags, "mlflow_exim.run_info.start_time", and MLflow's own tags as "mlflow_exim.mlflow.user". These count; that they had to
 * be looked for there is told.
 */
static const char * const original_prefixes[] = { "mlflow_exim.", "mlflow_export_import." };

static char *
dup_original (const RcMlflowBundle *self,
              guint32               tags,
              const char           *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (original_prefixes); i++)
    {
      g_autofree char *key = g_strconcat (original_prefixes[i], name, NULL);
      char *value = rc_mlflow_bundle_dup_tag (self, tags, key);

      if (value != NULL && *value != '\0')
        return value;
      g_free (value);
    }

  return NULL;
}

/* What stands in a tag after the prefix; (nullable). */
static const char *
peek_original_name (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (original_prefixes); i++)
    if (g_str_has_prefix (key, original_prefixes[i]))
      return key + strlen (original_prefixes[i]);
  return NULL;
}

static gboolean
read_original_time (RcMlflowBundle  *self,
                    guint32          tags,
                    const char      *name,
                    gint64          *inout_us)
{
  g_autofree char *key = g_strconcat ("run_info.", name, NULL);
  g_autofree char *text = dup_original (self, tags, key);
  RcTimestamp time = { 0 };

  if (text == NULL || !rc_timestamp_from_epoch (text, strlen (text), 1000, &time) || !rc_timestamp_is_plausible (&time) ||
      time.from_us == *inout_us)
    return FALSE;

  *inout_us = time.from_us;
  return TRUE;
}

static gboolean
tell_import (RcMlflowBundle  *self,
             guint32          tags,
             const char      *original_id,
             GError         **error)
{
  g_autofree char *found = g_strdup_printf ("a copy of run %s, made by an import", original_id != NULL ? original_id : "of another server");

  return rc_registry_writer_set_aside (&self->writer, (gint64) self->json.nodes[tags].offset, RC_EXCEPTION_REGISTRY_MALFORMED,
                                       "a run with its own times", found,
                                       "The run was imported from another server: its own times are those of the import; the original ones, "
                                       "kept as tags, are listed.", error);
}

/* Which of MLflow's own tags the import kept. */
static gboolean
note_original (RcMlflowBundle  *self,
               gint64           run,
               const char      *key,
               const char      *value,
               gpointer         user_data,
               GError         **error)
{
  const char *original = peek_original_name (key);

  if (original != NULL && *value != '\0' && g_str_has_prefix (original, "mlflow."))
    g_hash_table_add (user_data, g_strdup (original));
  return TRUE;
}

/* Every tag that the import kept is claimed as it stands; one of MLflow's own as what it was. */
static gboolean
add_run_tag (RcMlflowBundle  *self,
             gint64           run,
             const char      *key,
             const char      *value,
             gpointer         user_data,
             GError         **error)
{
  const char *original = peek_original_name (key);

  if (original != NULL && g_str_has_prefix (original, "mlflow."))
    return rc_mlflow_add_run_tag (&self->writer, run, original, value, error);
  if (original != NULL)
    return rc_mlflow_bundle_add_tag (self, run, key, value, NULL, error);

  /* "mlflow_exim.mlflow.user" counts instead of "mlflow.user". */
  return g_hash_table_contains (user_data, key) || rc_mlflow_add_run_tag (&self->writer, run, key, value, error);
}

static gboolean
add_tags (RcMlflowBundle  *self,
          gint64           run,
          guint32          tags,
          GError         **error)
{
  g_autoptr (GHashTable) originals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return rc_mlflow_bundle_for_tags (self, tags, "/mlflow/tags", run, note_original, originals, error) &&
         rc_mlflow_bundle_for_tags (self, tags, "/mlflow/tags", run, add_run_tag, originals, error);
}

static gboolean
add_original_id (RcMlflowBundle  *self,
                 gint64           run,
                 const char      *id,
                 const char      *original_id,
                 GError         **error)
{
  g_autofree char *tag = NULL;
  gint64 target;

  if (original_id == NULL || g_str_equal (id, original_id))
    return TRUE;
  tag = g_strdup_printf ("original run = %s", original_id);
  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_RUN, original_id, &target, error) &&
         rc_registry_writer_add_claim (&self->writer, run, RC_PROPERTY_TAG, tag, target, RC_TIME_NONE, RC_TIME_NONE, error);
}

/**
 * rc_mlflow_bundle_read_run:
 *
 * run.json. Parameters are many and answer no question; they stay in the record.
 */
gboolean
rc_mlflow_bundle_read_run (RcMlflowBundle  *self,
                           GError         **error)
{
  const RcJson *json = &self->json;
  guint32 info = rc_mlflow_bundle_member (self, self->mlflow, "info", RC_JSON_OBJECT);
  guint32 tags = rc_json_member (json, self->mlflow, "tags");
  g_autofree char *name = rc_json_document_dup (json, info, "run_name");
  g_autofree char *status = rc_json_document_dup (json, info, "status");
  g_autofree char *own_user = rc_json_document_dup (json, info, "user_id");
  g_autofree char *original_user = dup_original (self, tags, "run_info.user_id");
  g_autofree char *uri = rc_json_document_dup (json, info, "artifact_uri");
  g_autofree char *stage = rc_json_document_dup (json, info, "lifecycle_stage");
  g_autofree char *original_id = dup_original (self, tags, "run_info.run_id");
  g_autofree char *id = NULL;
  gboolean is_import;
  RcMlflowRun run = {
    .name = name, .status = status, .user = original_user != NULL ? original_user : own_user, .artifact_uri = uri, .lifecycle_stage = stage,
    .deleted_us = RC_TIME_NONE,
  };
  gint64 entity;

  if (!rc_mlflow_bundle_require (self, info, rc_json_member (json, info, "run_id") != RC_JSON_NO_NODE ? "run_id" : "run_uuid", &id, error))
    return FALSE;
  if (id == NULL)
    return TRUE;

  run.id = id;
  rc_registry_writer_at (&self->writer, "/mlflow/info");
  if (!rc_mlflow_bundle_read_time (self, info, "start_time", &run.start_us, error) ||
      !rc_mlflow_bundle_read_time (self, info, "end_time", &run.end_us, error))
    return FALSE;
  is_import = read_original_time (self, tags, "start_time", &run.start_us);
  is_import = read_original_time (self, tags, "end_time", &run.end_us) || is_import;
  is_import = is_import || (original_id != NULL && !g_str_equal (original_id, id));
  if (is_import && !tell_import (self, tags, original_id, error))
    return FALSE;

  return rc_mlflow_add_run (&self->writer, &run, error) &&
         rc_registry_writer_add_entity (&self->writer, RC_ENTITY_RUN, id, &entity, error) &&
         add_original_id (self, entity, id, original_id, error) &&
         add_tags (self, entity, tags, error) &&
         rc_mlflow_bundle_add_metrics (self, id, rc_json_member (json, self->mlflow, "metrics"), error) &&
         rc_mlflow_bundle_add_inputs (self, entity, rc_json_member (json, self->mlflow, "inputs"), "/mlflow/inputs", error);
}

/* A version of a Delta table pins the data as long as the table is not vacuumed. (nullable) (transfer full) */
static char *
dup_table_version (const char *source)
{
  g_auto (RcJson) json = { 0 };
  g_autofree char *table = NULL;
  g_autofree char *version = NULL;
  RcJsonFault fault;

  rc_json_init (&json);
  if (source == NULL || !rc_json_parse (&json, source, strlen (source), &fault) || json.has_duplicate)
    return NULL;

  table = rc_json_document_dup (&json, 0, "delta_table_name");
  version = rc_json_document_dup (&json, 0, "delta_table_version");
  return table != NULL && version != NULL ? g_strdup_printf ("%s@%s", table, version) : NULL;
}

/* What the data set was to the run: the tag "mlflow.data.context". */
static gboolean
add_context (RcMlflowBundle  *self,
             gint64           run,
             const char      *key,
             const char      *value,
             gpointer         user_data,
             GError         **error)
{
  g_autofree char *tag = g_strdup_printf ("%s = %s", key, value);
  gint64 dataset = *(const gint64 *) user_data;

  return rc_registry_writer_add_claim (&self->writer, run, RC_PROPERTY_TAG, tag, dataset, RC_TIME_NONE, RC_TIME_NONE, error);
}

static gboolean
add_input (RcMlflowBundle  *self,
           gint64           run,
           guint32          input,
           const char      *pointer,
           GError         **error)
{
  const RcJson *json = &self->json;
  guint32 described = rc_mlflow_bundle_member (self, input, "dataset", RC_JSON_OBJECT);
  g_autofree char *digest = rc_json_document_dup (json, described, "digest");
  g_autofree char *source = rc_json_document_dup (json, described, "source");
  g_autofree char *table = dup_table_version (source);
  g_autofree char *name = NULL;
  g_autofree char *full = NULL;
  gint64 dataset;

  rc_registry_writer_at (&self->writer, "%s", pointer);
  if (!rc_mlflow_bundle_require (self, described, "name", &name, error))
    return FALSE;
  if (name == NULL)
    return TRUE;

  full = rc_mlflow_dup_dataset_name (name, digest);
  return rc_mlflow_add_dataset (&self->writer, name, digest, &dataset, error) &&
         rc_registry_writer_link (&self->writer, run, RC_PROPERTY_DATASET, RC_ENTITY_DATASET, full, RC_TIME_NONE, error) &&
         rc_registry_writer_link (&self->writer, dataset, RC_PROPERTY_DERIVED_FROM, RC_ENTITY_DATASET, table, RC_TIME_NONE, error) &&
         rc_mlflow_bundle_add_tag (self, dataset, "dataset_source", source, NULL, error) &&
         rc_mlflow_bundle_for_tags (self, rc_json_member (json, input, "tags"), pointer, run, add_context, &dataset, error);
}

/**
 * rc_mlflow_bundle_add_inputs:
 * @inputs: [{dataset, tags}], or no node
 */
gboolean
rc_mlflow_bundle_add_inputs (RcMlflowBundle  *self,
                             gint64           run,
                             guint32          inputs,
                             const char      *pointer,
                             GError         **error)
{
  guint index = 0;

  if (!rc_json_is (&self->json, inputs, RC_JSON_ARRAY))
    return TRUE;

  for (guint32 input = inputs + 1; input < self->json.nodes[inputs].next; input = self->json.nodes[input].next, index++)
    {
      g_autofree char *place = g_strdup_printf ("%s/%u", pointer, index);

      if (!add_input (self, run, input, place, error))
        return FALSE;
    }

  return TRUE;
}

/* The runs that the export holds, by the name of their experiment. */
static gboolean
add_runs (RcMlflowBundle  *self,
          const char      *experiment,
          GError         **error)
{
  guint32 runs = rc_mlflow_bundle_member (self, self->mlflow, "runs", RC_JSON_ARRAY);
  guint index = 0;

  if (runs == RC_JSON_NO_NODE)
    return TRUE;

  for (guint32 item = runs + 1; item < self->json.nodes[runs].next; item = self->json.nodes[item].next, index++)
    {
      g_autofree char *id = rc_json_is (&self->json, item, RC_JSON_STRING) ? rc_json_value_dup (&self->json, item) : NULL;
      gint64 run;

      if (id == NULL || *id == '\0')
        continue;
      rc_registry_writer_at (&self->writer, "/mlflow/runs/%u", index);
      if (!rc_registry_writer_add_entity (&self->writer, RC_ENTITY_RUN, id, &run, error) ||
          !rc_registry_writer_add_tag (&self->writer, run, "experiment", experiment, RC_TIME_NONE, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rc_mlflow_bundle_read_experiment:
 *
 * experiment.json: the making of the experiment is an event of no kind of its own.
 */
gboolean
rc_mlflow_bundle_read_experiment (RcMlflowBundle  *self,
                                  GError         **error)
{
  guint32 experiment = rc_mlflow_bundle_member (self, self->mlflow, "experiment", RC_JSON_OBJECT);
  g_autofree char *id = rc_json_document_dup (&self->json, experiment, "experiment_id");
  g_autofree char *name = rc_json_document_dup (&self->json, experiment, "name");
  RcParsedEvent event = { .kind = RC_EVENT_OTHER };
  gint64 us;

  rc_registry_writer_at (&self->writer, "/mlflow/experiment");
  if (!rc_mlflow_bundle_read_time (self, experiment, "creation_time", &us, error))
    return FALSE;

  event.has_time = us != RC_TIME_NONE && rc_json_document_read_time (&self->json, experiment, "creation_time", 1000, &event.time) == us;
  if (id != NULL && strlen (id) <= RC_LIMIT_NAME_BYTES)
    event.target = (RcSlice) { id, strlen (id) };
  return rc_import_sink_add_event (self->writer.sink, self->writer.place, self->writer.record, &event, error) &&
         add_runs (self, name, error);
}
