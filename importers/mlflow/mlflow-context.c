/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-context.h"

#include <string.h>

/* The one workspace of stores that have no other; it is not part of a model's name. */
#define DEFAULT_WORKSPACE "default"

/* MLflow stores 0 for what is not a number, and says so beside it. */
static char *
dup_metric_value (RcSqliteImport *self,
                  const char     *column)
{
  gint64 is_nan;

  if (rc_sqlite_row_get_integer (self->row, "is_nan", &is_nan) && is_nan != 0)
    return g_strdup ("NaN");
  return rc_sqlite_import_dup_value (self, column);
}

/**
 * rc_mlflow_add_evaluation:
 * @thing: name of the run or model version that was evaluated
 * @value_column: of the metric's value
 * @time_column: of the time at which it was recorded
 * @dataset: (nullable): name of the data set version that it was evaluated on
 */
gboolean
rc_mlflow_add_evaluation (RcSqliteImport   *self,
                          RcEntityKind      kind,
                          const char       *thing,
                          const char       *metric,
                          const char       *value_column,
                          const char       *time_column,
                          const char       *dataset,
                          GError          **error)
{
  g_autofree char *value = dup_metric_value (self, value_column);
  gint64 recorded_us;

  return value == NULL ||
         (rc_sqlite_import_read_time (self, time_column, NULL, &recorded_us, error) &&
          rc_registry_writer_add_evaluation (&self->writer, kind, thing, metric, value, dataset, recorded_us, error));
}

/**
 * rc_mlflow_dup_model_name:
 * @name: of a registered model, as its row gives it
 *
 * Returns: (transfer full): @name, with the workspace before it where the row stands in another than the default one; two workspaces
 *   may use one name for different models
 */
char *
rc_mlflow_dup_model_name (RcSqliteImport *self,
                          const char     *name)
{
  const char *workspace = rc_sqlite_row_peek_text (self->row, "workspace");

  if (workspace == NULL || g_str_equal (workspace, DEFAULT_WORKSPACE))
    return g_strdup (name);
  return g_strdup_printf ("%s:%s", workspace, name);
}
