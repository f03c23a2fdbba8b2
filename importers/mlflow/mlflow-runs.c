/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-context.h"

/**
 * rc_mlflow_read_run:
 *
 * A row of `runs`: a training run. The source columns are UNKNOWN and empty since MLflow 1.0: the truth is in the tags.
 */
gboolean
rc_mlflow_read_run (RcSqliteImport   *self,
                    GError          **error)
{
  RcMlflowRun run = {
    .name = rc_sqlite_row_peek_text (self->row, "name"),
    .status = rc_sqlite_row_peek_text (self->row, "status"),
    .user = rc_sqlite_row_peek_text (self->row, "user_id"),
    .artifact_uri = rc_sqlite_row_peek_text (self->row, "artifact_uri"),
    .commit = rc_sqlite_row_peek_text (self->row, "source_version"),
    .lifecycle_stage = rc_sqlite_row_peek_text (self->row, "lifecycle_stage"),
  };

  if (!rc_sqlite_import_require_text (self, "run_uuid", &run.id, error))
    return FALSE;
  if (run.id == NULL)
    return TRUE;

  return rc_sqlite_import_read_time (self, "start_time", NULL, &run.start_us, error) &&
         rc_sqlite_import_read_time (self, "end_time", NULL, &run.end_us, error) &&
         rc_sqlite_import_read_time (self, "deleted_time", NULL, &run.deleted_us, error) &&
         rc_mlflow_add_run (&self->writer, &run, error);
}

/**
 * rc_mlflow_read_run_tag:
 *
 * A row of `tags`.
 */
gboolean
rc_mlflow_read_run_tag (RcSqliteImport   *self,
                        GError          **error)
{
  const char *value = rc_sqlite_row_peek_text (self->row, "value");
  const char *id;
  const char *key;
  gint64 run;

  if (!rc_sqlite_import_require_text (self, "run_uuid", &id, error) || !rc_sqlite_import_require_text (self, "key", &key, error))
    return FALSE;
  if (id == NULL || key == NULL || value == NULL)
    return TRUE;

  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_RUN, id, &run, error) &&
         rc_mlflow_add_run_tag (&self->writer, run, key, value, error);
}

static gboolean
read_metric (RcSqliteImport   *self,
             GError          **error)
{
  const char *id;
  const char *key;

  if (!rc_sqlite_import_require_text (self, "run_uuid", &id, error) || !rc_sqlite_import_require_text (self, "key", &key, error))
    return FALSE;
  if (id == NULL || key == NULL)
    return TRUE;

  return rc_mlflow_add_evaluation (self, RC_ENTITY_RUN, id, key, "value", "timestamp", NULL, error);
}

/**
 * rc_mlflow_read_latest_metric:
 *
 * A row of `latest_metrics`: the last value of a metric of a run.
 */
gboolean
rc_mlflow_read_latest_metric (RcSqliteImport   *self,
                              GError          **error)
{
  return read_metric (self, error);
}

/**
 * rc_mlflow_read_metric:
 *
 * A row of `metrics`: one step of a metric. Stores older than MLflow 1.4 have no other table.
 */
gboolean
rc_mlflow_read_metric (RcSqliteImport   *self,
                       GError          **error)
{
  if (rc_sqlite_reader_peek_table (self->reader, "latest_metrics") != NULL)
    return TRUE;
  return read_metric (self, error);
}
