/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mlflow-claims.h"

#include "importers/sqlite/sqlite-import.h"

G_BEGIN_DECLS

/* What the readers of MLflow's tables share, one function for each table that is more than kept. */

gboolean rc_mlflow_add_evaluation   (RcSqliteImport   *self,
                                     RcEntityKind      kind,
                                     const char       *thing,
                                     const char       *metric,
                                     const char       *value_column,
                                     const char       *time_column,
                                     const char       *dataset,
                                     GError          **error);
char    *rc_mlflow_dup_model_name   (RcSqliteImport   *self,
                                     const char       *name);

/* mlflow-runs.c */
gboolean rc_mlflow_read_run            (RcSqliteImport *self, GError **error);
gboolean rc_mlflow_read_run_tag        (RcSqliteImport *self, GError **error);
gboolean rc_mlflow_read_metric         (RcSqliteImport *self, GError **error);
gboolean rc_mlflow_read_latest_metric  (RcSqliteImport *self, GError **error);
/* mlflow-datasets.c */
gboolean rc_mlflow_read_dataset        (RcSqliteImport *self, GError **error);
gboolean rc_mlflow_read_evaluation_dataset (RcSqliteImport *self, GError **error);
gboolean rc_mlflow_read_input          (RcSqliteImport *self, GError **error);
gboolean rc_mlflow_read_input_tag      (RcSqliteImport *self, GError **error);
/* mlflow-logged-models.c */
gboolean rc_mlflow_read_logged_model   (RcSqliteImport *self, GError **error);
gboolean rc_mlflow_read_logged_model_tag (RcSqliteImport *self, GError **error);
gboolean rc_mlflow_read_logged_model_metric (RcSqliteImport *self, GError **error);
gboolean rc_mlflow_find_version_of_logged_model (RcSqliteImport   *self,
                                                 const char       *model_id,
                                                 char            **out_name,
                                                 char            **out_version,
                                                 GError          **error);
/* mlflow-models.c */
gboolean rc_mlflow_read_model          (RcSqliteImport *self, GError **error);
gboolean rc_mlflow_read_model_tag      (RcSqliteImport *self, GError **error);
gboolean rc_mlflow_read_version        (RcSqliteImport *self, GError **error);
gboolean rc_mlflow_read_version_tag    (RcSqliteImport *self, GError **error);
gboolean rc_mlflow_read_alias          (RcSqliteImport *self, GError **error);
/* mlflow-traces.c */
gboolean rc_mlflow_read_trace          (RcSqliteImport *self, GError **error);
gboolean rc_mlflow_read_assessment     (RcSqliteImport *self, GError **error);
GPtrArray *rc_mlflow_read_fields       (const char      *bytes,
                                        gsize            length);

G_END_DECLS
