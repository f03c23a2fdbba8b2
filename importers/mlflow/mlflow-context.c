/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-context.h"

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
 * rc_mlflow_add_column:
 *
 * Adds a column of text as a tag of its name; nothing where it is empty or missing.
 */
gboolean
rc_mlflow_add_column (RcSqliteImport   *self,
                      gint64            entity,
                      const char       *column,
                      gint64            recorded_us,
                      GError          **error)
{
  return rc_registry_writer_add_tag (&self->writer, entity, column, rc_sqlite_row_peek_text (self->row, column), recorded_us, error);
}

/**
 * rc_mlflow_look_up:
 * @second: (nullable): for a query with one parameter
 * @out_text: (out) (transfer full) (nullable): the first column of the first row; %NULL for none, and for an empty one
 */
gboolean
rc_mlflow_look_up (RcSqliteImport   *self,
                   const char       *sql,
                   const char       *first,
                   const char       *second,
                   char            **out_text,
                   GError          **error)
{
  const char *parameters[] = { first, second, NULL };
  g_auto (GStrv) values = NULL;

  *out_text = NULL;
  if (!rc_sqlite_reader_look_up (self->reader, sql, parameters, &values, error))
    return FALSE;
  if (values != NULL && values[0][0] != '\0')
    *out_text = g_strdup (values[0]);

  return TRUE;
}

gboolean
rc_mlflow_find_workspace (RcSqliteImport   *self,
                          const char       *experiment,
                          char            **out_workspace,
                          GError          **error)
{
  return rc_mlflow_look_up (self, "SELECT workspace FROM experiments WHERE experiment_id = ?", experiment, NULL, out_workspace, error);
}

gboolean
rc_mlflow_is_default_workspace (const char *workspace)
{
  return workspace == NULL || g_str_equal (workspace, DEFAULT_WORKSPACE);
}

/**
 * rc_mlflow_dup_name:
 * @workspace: (nullable):
 * @name: of a registered model
 *
 * Returns: (transfer full): @name, with the workspace before it where it stands in another than the default one; two workspaces may use one
 *   name for different models
 */
char *
rc_mlflow_dup_name (const char *workspace,
                    const char *name)
{
  if (rc_mlflow_is_default_workspace (workspace))
    return g_strdup (name);
  return g_strdup_printf ("%s:%s", workspace, name);
}

char *
rc_mlflow_dup_model_name (RcSqliteImport *self,
                          const char     *name)
{
  return rc_mlflow_dup_name (rc_sqlite_row_peek_text (self->row, "workspace"), name);
}
