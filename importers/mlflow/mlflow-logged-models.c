/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-context.h"

#include "core/json.h"

#include <string.h>

/*
 * Logged models (MLflow 3): what a run built, under an id of its own ("m-" and 32 hex digits). They become model versions of that
 * name; a registered version points to one by its source, "models:/m-…".
 */

/* The enumeration of mlflow.entities.LoggedModelStatus. */
static const char *
status_name (gint64 status)
{
  static const char * const names[] = { "UNSPECIFIED", "PENDING", "READY", "UPLOAD_FAILED" };

  return status >= 0 && status < (gint64) G_N_ELEMENTS (names) ? names[status] : NULL;
}

static gboolean
add_status (RcSqliteImport   *self,
            gint64            model,
            gint64            updated_us,
            GError          **error)
{
  g_autofree char *text = NULL;
  gint64 status;

  if (!rc_sqlite_row_get_integer (self->row, "status", &status))
    return TRUE;

  text = status_name (status) != NULL ? g_strdup (status_name (status)) : g_strdup_printf ("%" G_GINT64_FORMAT, status);
  return rc_registry_writer_add_claim (&self->writer, model, RC_PROPERTY_STATUS, text, 0, RC_TIME_NONE, updated_us, error);
}

static gboolean
add_run (RcSqliteImport   *self,
         gint64            model,
         GError          **error)
{
  const char *id = rc_sqlite_row_peek_text (self->row, "source_run_id");
  gint64 run;

  if (id == NULL)
    return TRUE;

  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_RUN, id, &run, error) &&
         rc_registry_writer_add_claim (&self->writer, model, RC_PROPERTY_TRAINED_BY, id, run, RC_TIME_NONE, RC_TIME_NONE, error);
}

static gboolean
add_place (RcSqliteImport   *self,
           gint64            model,
           GError          **error)
{
  const char *place = rc_sqlite_row_peek_text (self->row, "artifact_location");

  return place == NULL || rc_registry_writer_add_claim (&self->writer, model, RC_PROPERTY_ARTIFACT_PLACE, place, 0, RC_TIME_NONE, RC_TIME_NONE, error);
}

/**
 * rc_mlflow_read_logged_model:
 *
 * A row of `logged_models`.
 */
gboolean
rc_mlflow_read_logged_model (RcSqliteImport   *self,
                             GError          **error)
{
  const char *id;
  gint64 updated_us;
  gint64 model;

  if (!rc_sqlite_import_require_text (self, "model_id", &id, error))
    return FALSE;
  if (id == NULL)
    return TRUE;

  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, id, &model, error) &&
         rc_sqlite_import_read_time (self, "last_updated_timestamp_ms", NULL, &updated_us, error) &&
         rc_sqlite_import_add_created (self, model, "creation_timestamp_ms", error) &&
         add_status (self, model, updated_us, error) &&
         add_run (self, model, error) &&
         add_place (self, model, error) &&
         rc_registry_writer_add_tag (&self->writer, model, "name", rc_sqlite_row_peek_text (self->row, "name"), RC_TIME_NONE, error);
}

/* Reads [{"name":"credit-limit","version":3}]: the answer is "no" where the model was registered never or more than once. */
static gboolean
read_only_version (const char  *text,
                   char       **out_name,
                   char       **out_version)
{
  g_auto (RcJson) json = { 0 };
  RcJsonFault fault;
  guint32 version;
  guint32 name;

  *out_name = NULL;
  *out_version = NULL;
  rc_json_init (&json);
  if (!rc_json_parse (&json, text, strlen (text), &fault) || json.has_duplicate || json.nodes[0].type != RC_JSON_ARRAY ||
      json.nodes[0].count != 1)
    return FALSE;

  name = rc_json_pointer (&json, "/0/name");
  version = rc_json_pointer (&json, "/0/version");
  if (name == RC_JSON_NO_NODE || version == RC_JSON_NO_NODE || json.nodes[name].type != RC_JSON_STRING)
    return FALSE;
  if (json.nodes[version].type == RC_JSON_NUMBER)
    *out_version = g_strndup (json.text + json.nodes[version].offset, json.nodes[version].length);
  else if (json.nodes[version].type == RC_JSON_STRING)
    *out_version = rc_json_dup_text (&json, version, NULL);
  *out_name = *out_version != NULL ? rc_json_dup_text (&json, name, NULL) : NULL;

  return *out_name != NULL;
}

/**
 * rc_mlflow_find_version_of_logged_model:
 * @out_name: (out) (transfer full) (nullable): the registered model; %NULL where there is none or more than one
 * @out_version: (out) (transfer full) (nullable): its version
 */
gboolean
rc_mlflow_find_version_of_logged_model (RcSqliteImport   *self,
                                        const char       *model_id,
                                        char            **out_name,
                                        char            **out_version,
                                        GError          **error)
{
  const char *parameters[] = { model_id, NULL };
  g_auto (GStrv) values = NULL;

  *out_name = NULL;
  *out_version = NULL;
  if (!rc_sqlite_reader_look_up (self->reader,
                                 "SELECT tag_value FROM logged_model_tags WHERE model_id = ?"
                                 " AND tag_key = 'mlflow.modelVersions'",
                                 parameters, &values, error))
    return FALSE;
  if (values != NULL)
    read_only_version (values[0], out_name, out_version);

  return TRUE;
}

/**
 * rc_mlflow_read_logged_model_tag:
 *
 * A row of `logged_model_tags`.
 */
gboolean
rc_mlflow_read_logged_model_tag (RcSqliteImport   *self,
                                 GError          **error)
{
  const char *value = rc_sqlite_row_peek_text (self->row, "tag_value");
  g_autofree char *tag = NULL;
  g_autofree char *name = NULL;
  g_autofree char *version = NULL;
  gint64 target = 0;
  const char *id;
  const char *key;
  gint64 model;

  if (!rc_sqlite_import_require_text (self, "model_id", &id, error) || !rc_sqlite_import_require_text (self, "tag_key", &key, error))
    return FALSE;
  if (id == NULL || key == NULL || value == NULL)
    return TRUE;
  if (!rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, id, &model, error))
    return FALSE;

  if (rc_mlflow_is_digest_tag (key, value))
    {
      g_autofree char *digest = g_ascii_strdown (value, -1);

      return rc_registry_writer_add_claim (&self->writer, model, RC_PROPERTY_ARTIFACT_DIGEST, digest, 0, RC_TIME_NONE, RC_TIME_NONE, error);
    }
  if (g_str_equal (key, "mlflow.modelVersions") && read_only_version (value, &name, &version))
    {
      g_autofree char *full = g_strdup_printf ("%s/%s", name, version);

      if (!rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, full, &target, error))
        return FALSE;
    }

  tag = g_strdup_printf ("%s = %s", key, value);
  return rc_registry_writer_add_claim (&self->writer, model, RC_PROPERTY_TAG, tag, target, RC_TIME_NONE, RC_TIME_NONE, error);
}

/**
 * rc_mlflow_read_logged_model_metric:
 *
 * A row of `logged_model_metrics`: how the model did, and on which data set.
 */
gboolean
rc_mlflow_read_logged_model_metric (RcSqliteImport   *self,
                                    GError          **error)
{
  const char *dataset = rc_sqlite_row_peek_text (self->row, "dataset_name");
  const char *digest = rc_sqlite_row_peek_text (self->row, "dataset_digest");
  g_autofree char *full = NULL;
  const char *id;
  const char *metric;

  if (!rc_sqlite_import_require_text (self, "model_id", &id, error) || !rc_sqlite_import_require_text (self, "metric_name", &metric, error))
    return FALSE;
  if (id == NULL || metric == NULL)
    return TRUE;

  if (dataset != NULL)
    full = digest != NULL ? g_strdup_printf ("%s@%s", dataset, digest) : g_strdup (dataset);
  return rc_mlflow_add_evaluation (self, RC_ENTITY_MODEL_VERSION, id, metric, "metric_value", "metric_timestamp_ms", full, error);
}
