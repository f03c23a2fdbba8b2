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
    .status_message = rc_sqlite_row_peek_text (self->row, "status_message"),
    .model_type = rc_sqlite_row_peek_text (self->row, "model_type"),
    .lifecycle_stage = rc_sqlite_row_peek_text (self->row, "lifecycle_stage"),
  };

  if (!rc_sqlite_import_require_text (self, "model_id", &model.id, error))
    return FALSE;
  if (model.id == NULL)
    return TRUE;

  return rc_sqlite_import_read_time (self, "creation_timestamp_ms", NULL, &model.created_us, error) &&
         rc_sqlite_import_read_time (self, "last_updated_timestamp_ms", NULL, &model.updated_us, error) &&
         rc_mlflow_add_logged_model (&self->writer, &model, error);
}

static gboolean
find_workspace (RcSqliteImport   *self,
                char            **out_workspace,
                GError          **error)
{
  g_autofree char *experiment = rc_sqlite_import_dup_value (self, "experiment_id");

  *out_workspace = NULL;
  return experiment == NULL || rc_mlflow_find_workspace (self, experiment, out_workspace, error);
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
  g_autofree char *workspace = NULL;
  const char *id;
  const char *key;
  gint64 model;

  if (!rc_sqlite_import_require_text (self, "model_id", &id, error) || !rc_sqlite_import_require_text (self, "tag_key", &key, error))
    return FALSE;
  if (id == NULL || key == NULL || value == NULL)
    return TRUE;

  if (!rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, id, &model, error) ||
      !find_workspace (self, &workspace, error))
    return FALSE;
  /* The tag names a version without its workspace, in which another model may be meant. */
  if (!rc_mlflow_is_default_workspace (workspace))
    return rc_registry_writer_add_tag (&self->writer, model, key, value, RC_TIME_NONE, error);
  return rc_mlflow_add_logged_model_tag (&self->writer, model, key, value, error);
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
  const char *dataset_id = rc_sqlite_row_peek_text (self->row, "dataset_uuid");
  g_autofree char *full = NULL;
  const char *id;
  const char *metric;

  if (!rc_sqlite_import_require_text (self, "model_id", &id, error) || !rc_sqlite_import_require_text (self, "metric_name", &metric, error))
    return FALSE;
  if (id == NULL || metric == NULL)
    return TRUE;

  if (dataset != NULL)
    full = rc_mlflow_dup_dataset_name (dataset, rc_sqlite_row_peek_text (self->row, "dataset_digest"));
  else if (dataset_id != NULL && !rc_mlflow_find_dataset (self, dataset_id, &full, error))
    return FALSE;
  return rc_mlflow_add_evaluation (self, RC_ENTITY_MODEL_VERSION, id, metric, "metric_value", "metric_timestamp_ms", full, error);
}
