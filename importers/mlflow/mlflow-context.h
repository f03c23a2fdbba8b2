/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/sqlite/sqlite-reader.h"

#include "core/importer.h"

G_BEGIN_DECLS

/**
 * RcMlflowContext:
 *
 * What the readers of MLflow's tables share while one store is imported: whom they tell, and the row they tell of.
 *
 * The functions answer %FALSE only with @error set, when the case could not be written or the store's bytes could not be read. What is
 * wrong with a row is set aside, and the answer is %TRUE.
 */
typedef struct
{
  RcImportSink      *sink;
  RcSqliteReader    *reader;
  const RcSqliteRow *row;          /* the row being read */
  guint64            record;       /* its number in the rows of the source */
  char              *locator;      /* "table/key" */
  GHashTable        *evaluations;  /* utf8 → number of evaluation claims made for it */
  gboolean           is_full;      /* no more things are counted in @evaluations */
} RcMlflowContext;

/* Evaluation claims for one run or model; all metrics stay readable in their rows. */
#define RC_MLFLOW_EVALUATIONS 32u

void     rc_mlflow_context_init     (RcMlflowContext    *self,
                                     RcImportSink       *sink,
                                     RcSqliteReader     *reader);
void     rc_mlflow_context_clear    (RcMlflowContext    *self);
gboolean rc_mlflow_set_aside        (RcMlflowContext    *self,
                                     const char         *kind,
                                     const char         *expected,
                                     const char         *found,
                                     const char         *message,
                                     GError            **error);
gboolean rc_mlflow_require_text     (RcMlflowContext    *self,
                                     const char         *column,
                                     const char        **out_text,
                                     GError            **error);
gboolean rc_mlflow_read_time        (RcMlflowContext    *self,
                                     const char         *column,
                                     RcTimestamp        *out_time,
                                     gint64             *out_us,
                                     GError            **error);
gboolean rc_mlflow_add_entity       (RcMlflowContext    *self,
                                     RcEntityKind        kind,
                                     const char         *name,
                                     gint64             *out_entity,
                                     GError            **error);
gboolean rc_mlflow_add_claim        (RcMlflowContext    *self,
                                     gint64              entity,
                                     RcProperty          property,
                                     const char         *value,
                                     gint64              target,
                                     gint64              from_us,
                                     gint64              recorded_us,
                                     GError            **error);
gboolean rc_mlflow_add_tag          (RcMlflowContext    *self,
                                     gint64              entity,
                                     const char         *key,
                                     const char         *value,
                                     gint64              recorded_us,
                                     GError            **error);
gboolean rc_mlflow_add_created      (RcMlflowContext    *self,
                                     gint64              entity,
                                     const char         *column,
                                     GError            **error);
gboolean rc_mlflow_add_person       (RcMlflowContext    *self,
                                     gint64              entity,
                                     RcProperty          property,
                                     const char         *name,
                                     gint64              from_us,
                                     GError            **error);
gboolean rc_mlflow_add_evaluation   (RcMlflowContext    *self,
                                     RcEntityKind        kind,
                                     const char         *thing,
                                     const char         *metric,
                                     const char         *value_column,
                                     const char         *time_column,
                                     const char         *dataset,
                                     GError            **error);
gboolean rc_mlflow_is_digest_tag    (const char         *key,
                                     const char         *value);
char    *rc_mlflow_dup_model_name   (RcMlflowContext    *self,
                                     const char         *name);

/* Reads the row that @self stands at: after it was added to the rows of the source. */
typedef gboolean (*RcMlflowRowFunc) (RcMlflowContext    *self,
                                     GError            **error);

typedef struct
{
  const char      *name;
  RcMlflowRowFunc  read;    /* (nullable): for tables that are only kept */
} RcMlflowTable;

/* mlflow-runs.c */
gboolean rc_mlflow_read_run            (RcMlflowContext *self, GError **error);
gboolean rc_mlflow_read_run_tag        (RcMlflowContext *self, GError **error);
gboolean rc_mlflow_read_metric         (RcMlflowContext *self, GError **error);
gboolean rc_mlflow_read_latest_metric  (RcMlflowContext *self, GError **error);
/* mlflow-datasets.c */
gboolean rc_mlflow_read_dataset        (RcMlflowContext *self, GError **error);
gboolean rc_mlflow_read_evaluation_dataset (RcMlflowContext *self, GError **error);
gboolean rc_mlflow_read_input          (RcMlflowContext *self, GError **error);
gboolean rc_mlflow_read_input_tag      (RcMlflowContext *self, GError **error);
/* mlflow-logged-models.c */
gboolean rc_mlflow_read_logged_model   (RcMlflowContext *self, GError **error);
gboolean rc_mlflow_read_logged_model_tag (RcMlflowContext *self, GError **error);
gboolean rc_mlflow_read_logged_model_metric (RcMlflowContext *self, GError **error);
gboolean rc_mlflow_find_version_of_logged_model (RcMlflowContext  *self,
                                                 const char       *model_id,
                                                 char            **out_name,
                                                 char            **out_version,
                                                 GError          **error);
/* mlflow-models.c */
gboolean rc_mlflow_read_model          (RcMlflowContext *self, GError **error);
gboolean rc_mlflow_read_model_tag      (RcMlflowContext *self, GError **error);
gboolean rc_mlflow_read_version        (RcMlflowContext *self, GError **error);
gboolean rc_mlflow_read_version_tag    (RcMlflowContext *self, GError **error);
gboolean rc_mlflow_read_alias          (RcMlflowContext *self, GError **error);
/* mlflow-traces.c */
gboolean rc_mlflow_read_trace          (RcMlflowContext *self, GError **error);
gboolean rc_mlflow_read_assessment     (RcMlflowContext *self, GError **error);
GPtrArray *rc_mlflow_read_fields       (const char      *bytes,
                                        gsize            length);

G_END_DECLS
