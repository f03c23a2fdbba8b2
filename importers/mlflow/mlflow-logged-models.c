/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-context.h"

/* Unknown ones are claimed as the number that stands there. */
static char *
dup_status (RcSqliteImport *self)
{
  gint64 status;

  if (!rc_sqlite_row_get_integer (self->row, "status", &status))
    return NULL;
  return rc_mlflow_logged_model_status_name (status) != NULL ? g_strdup (rc_mlflow_logged_model_status_name (status))
                                                             : g_strdup_printf ("%" G_GINT64_FORMAT, status);
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
  g_autofree char *status = dup_status (self);
  RcMlflowLoggedModel model = {
    .name = rc_sqlite_row_peek_text (self->row, "name"),
    .run_id = rc_sqlite_row_peek_text (self->row, "source_run_id"),
    .artifact_location = rc_sqlite_row_peek_text (self->row, "artifact_location"),
    .status = status,
  };

  if (!rc_sqlite_import_require_text (self, "model_id", &model.id, error))
    return FALSE;
  if (model.id == NULL)
    return TRUE;

  return rc_sqlite_import_read_time (self, "creation_timestamp_ms", NULL, &model.created_us, error) &&
         rc_sqlite_import_read_time (self, "last_updated_timestamp_ms", NULL, &model.updated_us, error) &&
         rc_mlflow_add_logged_model (&self->writer, &model, error);
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
    rc_mlflow_read_only_version (values[0], out_name, out_version);

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
  const char *id;
  const char *key;
  gint64 model;

  if (!rc_sqlite_import_require_text (self, "model_id", &id, error) || !rc_sqlite_import_require_text (self, "tag_key", &key, error))
    return FALSE;
  if (id == NULL || key == NULL || value == NULL)
    return TRUE;

  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, id, &model, error) &&
         rc_mlflow_add_logged_model_tag (&self->writer, model, key, value, error);
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
    full = rc_mlflow_dup_dataset_name (dataset, digest);
  return rc_mlflow_add_evaluation (self, RC_ENTITY_MODEL_VERSION, id, metric, "metric_value", "metric_timestamp_ms", full, error);
}
