/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-bundle.h"

#include "mlflow-path.h"
#include "mlflow.h"

#include "importers/databricks/databricks.h"
#include "importers/json-sample.h"
#include "importers/json-value.h"
#include "importers/secret.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/words.h"

#include <string.h>

/*
 * Exports made with mlflow-export-import, from a server of one's own or from Databricks: JSON files with the members "system", "info" and
 * "mlflow". Each file is a source with one record; names hold within the folder of the export.
 *
 *   file, member                            says                                              answers
 *   all: system.export_time (SECONDS)       when the export stood so
 *   all: info.failed_*, mlflow.failed_*     a gap: what the tool could not export, set aside one by one
 *   run.json: info                          run: as meta.yaml of the file store               run
 *             tags                          run: as tags of the file store                    commit, environment, dataset
 *             tags mlflow_exim.run_info.*   run: CREATED and end_time of before the import, which count; TAG "original run" → run; told
 *             tags mlflow_exim.mlflow.*     run: what MLflow's own tag was before the import, which counts
 *             metrics                       run: EVALUATION of the last step, 32 of them      evaluation
 *             inputs                        run: DATASET → "name@digest", TAG its tags;       dataset
 *                                           data set: DATASET_DIGEST, TAG dataset_source;
 *                                           of a Delta table DERIVED_FROM → "table@version"
 *             params                        nothing: they stay in the record
 *   experiment.json                         event "other": when it was made; TAG "experiment" of each of its runs
 *   model.json: registered_model            model: CREATED, TAG description, user_id, tags    registry
 *               versions, latest_versions   version: as meta.yaml and tags of the file store  model-version, run, approval, artefact
 *               aliases                     version: STAGE "@alias", undated; a version's own list is not read
 *               permissions                 model: TAG "right X = holder": what somebody might do, never an approval
 *   version.json                            version, with its own aliases                     likewise
 *   prompt.json                             version of a model of that name, TAG its text     registry
 *   logged_model.json, logged_models.json   logged model: as meta.yaml of the file store;     run, evaluation, dataset
 *                                           EVALUATION, inputs of its run
 *   evaluation_dataset.json                 data set "name@digest" (or @dataset_id): CREATED, DATASET_DIGEST, TAG tags, source
 *   experiments.json, models.json, manifest.json, *_summary.json   event "other": the export itself, who made it and from which server
 *
 * Members that begin with '_' are copies of their neighbours in words. Not evidenced: history of stages and aliases, who approved but by tags,
 * digests of files, records of evaluation data sets (they may be about persons). Tags whose name says that they are a secret, and addresses with
 * a password, are not claimed. Python writes NaN and Infinity where a metric is none: such a document is read nevertheless, and told.
 */

guint32
rc_mlflow_bundle_member (const RcMlflowBundle *self,
                         guint32               object,
                         const char           *name,
                         RcJsonType            type)
{
  guint32 member = rc_json_member (&self->json, object, name);

  return rc_json_is (&self->json, member, type) ? member : RC_JSON_NO_NODE;
}

/**
 * rc_mlflow_bundle_read_time:
 * @out_us: (out): %RC_TIME_NONE where there is none
 *
 * Milliseconds since 1970. What is none, or none that a record of an AI system can have, is set aside.
 */
gboolean
rc_mlflow_bundle_read_time (RcMlflowBundle  *self,
                            guint32          object,
                            const char      *name,
                            gint64          *out_us,
                            GError         **error)
{
  g_autofree char *text = rc_json_document_dup (&self->json, object, name);
  gint64 offset = text != NULL ? (gint64) self->json.nodes[rc_json_member (&self->json, object, name)].offset : -1;
  RcTimestamp time = { 0 };

  *out_us = RC_TIME_NONE;
  if (text == NULL || *text == '\0' || g_str_equal (text, "0"))
    return TRUE;
  if (rc_json_document_read_time (&self->json, object, name, 1000, &time) == RC_TIME_NONE)
    return rc_registry_writer_set_aside (&self->writer, offset, RC_EXCEPTION_REGISTRY_MALFORMED, "milliseconds since 1970", text,
                                         "A time of the registry is no time.", error);
  if (!rc_timestamp_is_plausible (&time))
    return rc_registry_writer_set_aside (&self->writer, offset, RC_EXCEPTION_TIME_AMBIGUOUS,
                                         "milliseconds since 1970 of a time from 2000 to 2099", text,
                                         "A time of the registry counts other units than MLflow does.", error);

  *out_us = time.from_us;
  return TRUE;
}

/**
 * rc_mlflow_bundle_require:
 * @out_text: (out) (transfer full): %NULL where it is not there, which is set aside
 */
gboolean
rc_mlflow_bundle_require (RcMlflowBundle  *self,
                          guint32          object,
                          const char      *name,
                          char           **out_text,
                          GError         **error)
{
  gint64 offset = object != RC_JSON_NO_NODE ? (gint64) self->json.nodes[object].offset : -1;
  char *text = rc_json_document_dup (&self->json, object, name);

  *out_text = text;
  if (text != NULL && *text != '\0')
    return TRUE;

  g_clear_pointer (out_text, g_free);
  return rc_registry_writer_set_aside (&self->writer, offset, RC_EXCEPTION_REGISTRY_MALFORMED, name, "none",
                                       "A record of the registry does not say what it is about.", error);
}

/* As RFC 6901 escapes. */
void
rc_mlflow_bundle_at (RcMlflowBundle *self,
                     const char     *pointer,
                     const char     *name)
{
  g_autoptr (GString) escaped = g_string_new (name);

  g_string_replace (escaped, "~", "~0", 0);
  g_string_replace (escaped, "/", "~1", 0);
  rc_registry_writer_at (&self->writer, "%s/%s", pointer, escaped->str);
}

/* A name with a NUL in it would read as another one. */
static char *
dup_key (const RcJson *json,
         guint32       name)
{
  gsize length;
  g_autofree char *key = rc_json_dup_text (json, name, &length);

  return key != NULL && strlen (key) == length ? g_steal_pointer (&key) : NULL;
}

static char *
dup_value (const RcJson *json,
           guint32       value)
{
  gboolean is_scalar = rc_json_is (json, value, RC_JSON_STRING) || rc_json_is (json, value, RC_JSON_NUMBER) ||
                       rc_json_is (json, value, RC_JSON_TRUE) || rc_json_is (json, value, RC_JSON_FALSE);

  return is_scalar ? rc_json_value_dup (json, value) : NULL;
}

/* The same tags may be walked twice. */
static gboolean
refuse_more_tags (RcMlflowBundle  *self,
                  guint32          tags,
                  GError         **error)
{
  if (self->refused == tags)
    return TRUE;

  self->refused = tags;
  return rc_registry_writer_set_aside (&self->writer, (gint64) self->json.nodes[tags].offset, RC_EXCEPTION_LIMIT,
                                       "at most 10000 tags of one thing (RC_LIMIT_REGISTRY_TAGS)", "more",
                                       "The other tags are not listed; they stand in their record.", error);
}

/**
 * rc_mlflow_bundle_for_tags:
 * @tags: {key: value} or [{key, value}], or no node
 * @pointer: of @tags
 */
gboolean
rc_mlflow_bundle_for_tags (RcMlflowBundle   *self,
                           guint32           tags,
                           const char       *pointer,
                           gint64            entity,
                           RcMlflowTagFunc   func,
                           gpointer          user_data,
                           GError          **error)
{
  const RcJson *json = &self->json;
  gboolean is_list = rc_json_is (json, tags, RC_JSON_ARRAY);
  guint index = 0;

  if (entity == 0 || (!is_list && !rc_json_is (json, tags, RC_JSON_OBJECT)))
    return TRUE;

  for (guint32 item = tags + 1; item < json->nodes[tags].next; item = json->nodes[item].next, index++)
    {
      g_autofree char *key = is_list ? rc_json_document_dup (json, item, "key") : dup_key (json, item);
      g_autofree char *value = is_list ? rc_json_document_dup (json, item, "value") : dup_value (json, item + 1);
      g_autofree char *place = is_list ? g_strdup_printf ("%u", index) : g_strdup (key);

      if (index == RC_LIMIT_REGISTRY_TAGS)
        return refuse_more_tags (self, tags, error);
      if (key == NULL || value == NULL)
        continue;
      rc_mlflow_bundle_at (self, pointer, place);
      if (!func (self, entity, key, value, user_data, error))
        return FALSE;
    }

  return TRUE;
}

char *
rc_mlflow_bundle_dup_tag (const RcMlflowBundle *self,
                          guint32               tags,
                          const char           *key)
{
  const RcJson *json = &self->json;

  if (rc_json_is (json, tags, RC_JSON_OBJECT))
    return dup_value (json, rc_json_member (json, tags, key));
  if (!rc_json_is (json, tags, RC_JSON_ARRAY))
    return NULL;

  for (guint32 item = tags + 1; item < json->nodes[tags].next; item = json->nodes[item].next)
    {
      guint32 name = rc_json_member (json, item, "key");

      if (rc_json_is (json, name, RC_JSON_STRING) && rc_json_value_equals (json, name, key))
        return rc_json_document_dup (json, item, "value");
    }

  return NULL;
}

gboolean
rc_mlflow_bundle_add_tag (RcMlflowBundle  *self,
                          gint64           entity,
                          const char      *key,
                          const char      *value,
                          gpointer         user_data,
                          GError         **error)
{
  return value == NULL || rc_secret_is_name (key) || rc_secret_is_address (value) ||
         rc_registry_writer_add_tag (&self->writer, entity, key, value, RC_TIME_NONE, error);
}

/* --- Which file it is --- */

static gboolean
has (const RcMlflowBundle *self,
     const char           *name,
     RcJsonType            type)
{
  return rc_mlflow_bundle_member (self, self->mlflow, name, type) != RC_JSON_NO_NODE;
}

/* The index of experiments and the list of their logged models have one form. */
static gboolean
lists_logged_models (const RcMlflowBundle *self)
{
  guint32 experiments = rc_mlflow_bundle_member (self, self->mlflow, "experiments", RC_JSON_ARRAY);

  return experiments != RC_JSON_NO_NODE && self->json.nodes[experiments].count > 0 &&
         rc_json_member (&self->json, experiments + 1, "logged_models") != RC_JSON_NO_NODE;
}

/* An index of a bulk export: that it was made, by whom and from which server. */
static gboolean
read_index (RcMlflowBundle  *self,
            GError         **error)
{
  g_autofree char *server = rc_json_document_dup (&self->json, self->system, "mlflow_tracking_uri");
  RcParsedEvent event = { .kind = RC_EVENT_OTHER };

  event.has_time = rc_json_document_read_time (&self->json, self->system, "export_time", 1, &event.time) != RC_TIME_NONE;
  if (server != NULL && strlen (server) <= RC_LIMIT_NAME_BYTES && !rc_secret_is_address (server))
    event.target = (RcSlice) { server, strlen (server) };
  return rc_import_sink_add_event (self->writer.sink, self->writer.place, self->writer.record, &event, error);
}

static gboolean
read_content (RcMlflowBundle  *self,
              GError         **error)
{
  if (has (self, "info", RC_JSON_OBJECT))
    return rc_mlflow_bundle_read_run (self, error);
  if (has (self, "experiment", RC_JSON_OBJECT))
    return rc_mlflow_bundle_read_experiment (self, error);
  if (has (self, "registered_model", RC_JSON_OBJECT))
    return rc_mlflow_bundle_read_model (self, error);
  if (has (self, "model_version", RC_JSON_OBJECT))
    return rc_mlflow_bundle_read_version (self, error);
  if (has (self, "prompt", RC_JSON_OBJECT))
    return rc_mlflow_bundle_read_prompt (self, error);
  if (has (self, "evaluation_dataset", RC_JSON_OBJECT))
    return rc_mlflow_bundle_read_dataset (self, error);
  if (has (self, "model_id", RC_JSON_STRING))
    return rc_mlflow_bundle_read_logged_model (self, error);
  if (lists_logged_models (self) && !rc_mlflow_bundle_read_logged_models (self, error))
    return FALSE;
  return read_index (self, error);
}

static gboolean
tell_non_finite (RcMlflowBundle  *self,
                 GError         **error)
{
  return !self->json.has_non_finite ||
         rc_registry_writer_set_aside (&self->writer, (gint64) self->json.non_finite, RC_EXCEPTION_REGISTRY_MALFORMED,
                                       "numbers as JSON has them", "NaN or Infinity",
                                       "The document holds what Python writes for no number; it is no JSON and was read as Python reads it.",
                                       error);
}

static gboolean
set_as_of (RcMlflowBundle  *self,
           GError         **error)
{
  RcTimestamp time = { 0 };

  if (rc_json_document_read_time (&self->json, self->system, "export_time", 1, &time) == RC_TIME_NONE || !rc_timestamp_is_plausible (&time))
    return TRUE;
  return rc_import_sink_set_as_of (self->writer.sink, time.from_us, error);
}

static gboolean
read_bundle (RcMlflowBundle  *self,
             GError         **error)
{
  self->system = rc_mlflow_bundle_member (self, 0, "system", RC_JSON_OBJECT);
  self->info = rc_mlflow_bundle_member (self, 0, "info", RC_JSON_OBJECT);
  self->mlflow = rc_mlflow_bundle_member (self, 0, "mlflow", RC_JSON_OBJECT);
  if (self->system == RC_JSON_NO_NODE || self->mlflow == RC_JSON_NO_NODE)
    return rc_registry_writer_set_aside (&self->writer, 0, RC_EXCEPTION_REGISTRY_MALFORMED, "the objects system and mlflow", "none",
                                         "A file of an MLflow export does not say what it is about.", error);

  return set_as_of (self, error) && tell_non_finite (self, error) && read_content (self, error) &&
         rc_mlflow_bundle_tell_gaps (self, error) && rc_registry_writer_finish (&self->writer, error);
}

static gboolean
import (const RcImporter     *importer,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_autofree char *scope = rc_registry_scope_dup (input, rc_mlflow_bundle_levels (input->name));
  g_autoptr (GError) read_error = NULL;
  RcMlflowBundle self = { 0 };

  rc_json_init (&self.json);
  self.json.reads_non_finite = TRUE;
  rc_registry_writer_init (&self.writer, sink, RC_IMPORT_SOURCE);
  self.writer.scope = scope;
  rc_registry_writer_at (&self.writer, "/mlflow");
  if (rc_json_document_read (&self.json, input, sink, "A file of an MLflow export cannot be read.", &read_error))
    (void) read_bundle (&self, &read_error);
  rc_registry_writer_clear (&self.writer);
  rc_json_clear (&self.json);

  if (read_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&read_error));
  return FALSE;
}

/* --- Recognition --- */

/* Traces are exported in the same wrapping, and are read by whoever reads traces. */
static gboolean
is_bundle (const RcJsonSample *members)
{
  return rc_json_sample_has_all (members, "system", "system/export_time", "system/mlflow_tracking_uri", NULL) &&
         (rc_json_sample_has (members, "mlflow") || rc_json_sample_has (members, "info")) &&
         !rc_json_sample_has (members, "mlflow/data") && !rc_json_sample_has (members, "mlflow/info/trace_id") &&
         !rc_json_sample_has (members, "mlflow/info/request_id");
}

static gboolean
is_of_databricks (const RcJsonSample *members)
{
  const char *server = rc_json_sample_peek (members, "system/mlflow_tracking_uri");

  return server != NULL && (g_str_has_prefix (server, "databricks") || strstr (server, ".databricks.") != NULL);
}

static int
recognise (const RcImporter *importer,
           const RcSample   *sample)
{
  g_auto (RcJsonSample) members = { 0 };
  gboolean wants_databricks = g_str_equal (importer->system, RC_DATABRICKS_SYSTEM);

  rc_json_sample_read (&members, sample);
  return is_bundle (&members) && is_of_databricks (&members) == wants_databricks ? 95 : 0;
}

/* --- What an event says --- */

typedef struct
{
  const char *object;
  const char *name;
  RcField     field;
} FieldOfMember;

static const FieldOfMember experiment_members[] = {
  { "/mlflow/experiment", "experiment_id", RC_FIELD_TARGET },
  { "/mlflow/experiment", "creation_time", RC_FIELD_TIME },
  { "/mlflow/experiment", "name", RC_FIELD_PURPOSE },
  { "/mlflow/experiment", "lifecycle_stage", RC_FIELD_STATUS },
};

static const FieldOfMember index_members[] = {
  { "/system", "mlflow_tracking_uri", RC_FIELD_TARGET },
  { "/system", "export_time", RC_FIELD_TIME },
  { "/system", "user", RC_FIELD_ACTOR },
  { "/system", "script", RC_FIELD_PURPOSE },
};

static void
add_fields (GPtrArray           *fields,
            const RcJson        *json,
            const FieldOfMember *members,
            gsize                n_members)
{
  for (gsize i = 0; i < n_members; i++)
    {
      guint32 node = rc_json_member (json, rc_json_pointer (json, members[i].object), members[i].name);
      g_autofree char *locator = g_strdup_printf ("%s/%s", members[i].object, members[i].name);
      g_autofree char *value = dup_value (json, node);

      if (value != NULL && !rc_secret_is_address (value))
        rc_json_fields_add (fields, members[i].field, json, node, locator);
    }
}

static GPtrArray *
read_fields (const RcImporter *importer,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  GPtrArray *fields = rc_json_fields_new ();
  g_auto (RcJson) json = { 0 };
  RcJsonFault fault;

  rc_json_init (&json);
  json.reads_non_finite = TRUE;
  if (!rc_json_parse (&json, bytes, length, &fault) || json.has_duplicate)
    return fields;

  if (rc_json_is (&json, rc_json_pointer (&json, "/mlflow/experiment"), RC_JSON_OBJECT))
    add_fields (fields, &json, experiment_members, G_N_ELEMENTS (experiment_members));
  else
    add_fields (fields, &json, index_members, G_N_ELEMENTS (index_members));
  return fields;
}

static const RcImporter importer_of_server = {
  .id = "mlflow-bundle",
  .title = N_("MLflow export (mlflow-export-import)"),
  .system = RC_MLFLOW_SYSTEM,
  .evidences = N_("training runs, registered models with versions, aliases and rights, and what the tool could not export; no history of "
                  "stages and no approver unless a tag names one"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
};

static const RcImporter importer_of_databricks = {
  .id = "databricks-mlflow-bundle",
  .title = N_("MLflow export of Databricks (mlflow-export-import)"),
  .system = RC_DATABRICKS_SYSTEM,
  .evidences = N_("training runs with cluster, notebook and version of Delta tables, registered models with versions, aliases and rights; "
                  "no history of stages and no approver unless a tag names one"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
};

/**
 * rc_mlflow_bundle_importer:
 *
 * Returns: the importer of exports made with mlflow-export-import from a server of one's own
 */
const RcImporter *
rc_mlflow_bundle_importer (void)
{
  return &importer_of_server;
}

/**
 * rc_mlflow_bundle_databricks_importer:
 *
 * Returns: the same for exports from Databricks, which tell more of where a run ran
 */
const RcImporter *
rc_mlflow_bundle_databricks_importer (void)
{
  return &importer_of_databricks;
}
