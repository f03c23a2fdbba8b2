/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-context.h"

#include "core/exception.h"

/**
 * rc_mlflow_read_run:
 *
 * A row of `runs`: a training run. The columns of the source are UNKNOWN and empty since MLflow 1.0, and the truth is in the tags; the
 * first stores have no other.
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
    .source_type = rc_sqlite_row_peek_text (self->row, "source_type"),
    .source_name = rc_sqlite_row_peek_text (self->row, "source_name"),
    .entry_point = rc_sqlite_row_peek_text (self->row, "entry_point_name"),
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
             gboolean         *out_is_metric,
             GError          **error)
{
  const char *id;
  const char *key;

  *out_is_metric = FALSE;
  if (!rc_sqlite_import_require_text (self, "run_uuid", &id, error) || !rc_sqlite_import_require_text (self, "key", &key, error))
    return FALSE;
  if (id == NULL || key == NULL)
    return TRUE;

  *out_is_metric = TRUE;
  return rc_mlflow_add_evaluation (self, RC_ENTITY_RUN, id, key, "value", "timestamp", NULL, error);
}

/* `latest_metrics` is a copy that the server keeps of rows of `metrics`: one that is no copy was written by somebody else. */
static gboolean
check_copy (RcSqliteImport   *self,
            GError          **error)
{
  static const char * const columns[] = { "key", "timestamp", "step", "run_uuid", "value", "is_nan" };
  const RcSqliteValue *values[G_N_ELEMENTS (columns) + 1] = { NULL };
  gboolean found;

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      values[i] = rc_sqlite_row_peek (self->row, columns[i]);
      if (values[i] == NULL || values[i]->storage == RC_SQLITE_NULL_VALUE)
        return TRUE;
    }

  if (!rc_sqlite_reader_has_row (self->reader,
                                 "SELECT 1 FROM metrics WHERE \"key\" = ? AND timestamp = ? AND step = ? AND run_uuid = ? AND value = ?"
                                 " AND is_nan = ?",
                                 values, &found, error))
    return FALSE;

  return found || rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, "the same value in the table metrics",
                                                "none", "The last value of a metric is none of the values that its run logged.", error);
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
  gboolean is_metric;

  return read_metric (self, &is_metric, error) && (!is_metric || check_copy (self, error));
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
  gboolean is_metric;

  return rc_sqlite_reader_peek_table (self->reader, "latest_metrics") != NULL || read_metric (self, &is_metric, error);
}
