/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mlflow-claims.h"

#include "importers/sqlite/sqlite-import.h"

G_BEGIN_DECLS

/* What the readers of MLflow's tables share, one function for each table that is more than kept. */

/**
 * RcMlflowTrace:
 * @model: (nullable): the logged model that answered
 * @versions: (nullable): what the store says of the versions registered from it, as JSON
 * @workspace: (nullable): in which the trace's experiment stands
 *
 * What other tables say of the trace that is being read.
 */
typedef struct
{
  char *model;
  char *versions;
  char *workspace;
} RcMlflowTrace;

/* mlflow-context.c */
gboolean rc_mlflow_add_evaluation       (RcSqliteImport   *self,
                                         RcEntityKind      kind,
                                         const char       *thing,
                                         const char       *metric,
                                         const char       *value_column,
                                         const char       *time_column,
                                         const char       *dataset,
                                         GError          **error);
gboolean rc_mlflow_add_column           (RcSqliteImport   *self,
                                         gint64            entity,
                                         const char       *column,
                                         gint64            recorded_us,
                                         GError          **error);
gboolean rc_mlflow_look_up              (RcSqliteImport   *self,
                                         const char       *sql,
                                         const char       *first,
                                         const char       *second,
                                         char            **out_text,
                                         GError          **error);
/* (nullable): a store of later revisions keeps its experiments in workspaces. */
gboolean rc_mlflow_find_workspace       (RcSqliteImport   *self,
                                         const char       *experiment,
                                         char            **out_workspace,
                                         GError          **error);
gboolean rc_mlflow_is_default_workspace (const char       *workspace);
char    *rc_mlflow_dup_name             (const char       *workspace,
                                         const char       *name);
char    *rc_mlflow_dup_model_name       (RcSqliteImport   *self,
                                         const char       *name);

/* mlflow-runs.c */
gboolean rc_mlflow_read_run             (RcSqliteImport   *self,
                                         GError          **error);
gboolean rc_mlflow_read_run_tag         (RcSqliteImport   *self,
                                         GError          **error);
gboolean rc_mlflow_read_metric          (RcSqliteImport   *self,
                                         GError          **error);
gboolean rc_mlflow_read_latest_metric   (RcSqliteImport   *self,
                                         GError          **error);
/* mlflow-datasets.c */
gboolean rc_mlflow_read_dataset         (RcSqliteImport   *self,
                                         GError          **error);
gboolean rc_mlflow_read_evaluation_dataset (RcSqliteImport *self,
                                         GError          **error);
gboolean rc_mlflow_read_input           (RcSqliteImport   *self,
                                         GError          **error);
gboolean rc_mlflow_read_input_tag       (RcSqliteImport   *self,
                                         GError          **error);
gboolean rc_mlflow_find_dataset         (RcSqliteImport   *self,
                                         const char       *id,
                                         char            **out_name,
                                         GError          **error);
/* mlflow-logged-models.c */
gboolean rc_mlflow_read_logged_model    (RcSqliteImport   *self,
                                         GError          **error);
gboolean rc_mlflow_read_logged_model_tag (RcSqliteImport  *self,
                                         GError          **error);
gboolean rc_mlflow_read_logged_model_metric (RcSqliteImport *self,
                                         GError          **error);
/* mlflow-models.c */
gboolean rc_mlflow_read_model           (RcSqliteImport   *self,
                                         GError          **error);
gboolean rc_mlflow_read_model_tag       (RcSqliteImport   *self,
                                         GError          **error);
gboolean rc_mlflow_read_version         (RcSqliteImport   *self,
                                         GError          **error);
gboolean rc_mlflow_read_version_tag     (RcSqliteImport   *self,
                                         GError          **error);
gboolean rc_mlflow_read_alias           (RcSqliteImport   *self,
                                         GError          **error);
/* mlflow-gateway.c */
gboolean rc_mlflow_read_endpoint        (RcSqliteImport   *self,
                                         GError          **error);
gboolean rc_mlflow_read_endpoint_model  (RcSqliteImport   *self,
                                         GError          **error);
/* mlflow-traces.c */
gboolean rc_mlflow_extend_trace         (RcSqliteImport   *self,
                                         RcJsonWriter     *writer,
                                         GError          **error);
gboolean rc_mlflow_read_trace           (RcSqliteImport   *self,
                                         GError          **error);
void     rc_mlflow_trace_clear          (RcMlflowTrace    *self);
/* mlflow-assessments.c */
gboolean rc_mlflow_read_assessment      (RcSqliteImport   *self,
                                         GError          **error);
/* mlflow-fields.c */
GPtrArray *rc_mlflow_read_fields        (const char       *bytes,
                                         gsize             length);

G_END_DECLS
