/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mlflow-claims.h"
#include "mlflow-path.h"

#include "importers/yaml-document.h"

G_BEGIN_DECLS

/**
 * RcMlflowFile:
 * @text: (nullable): what the file holds, ended by a NUL, where it is kept as plain text
 * @yaml: (nullable): its document, where it is kept as YAML
 *
 * One small file of a file store while it is imported. The functions that read one kind of file answer as those of RcRegistryWriter.
 */
typedef struct
{
  RcRegistryWriter     writer;
  const RcImportInput *input;
  RcMlflowPath         path;
  char                *text;
  RcYaml              *yaml;
} RcMlflowFile;

/* A scalar of the document's own mapping; (nullable). */
const char *rc_mlflow_file_peek          (const RcMlflowFile  *self,
                                          const char          *key);
gboolean    rc_mlflow_file_read_time     (RcMlflowFile        *self,
                                          const char          *key,
                                          RcTimestamp         *out_time,
                                          gint64              *out_us,
                                          GError             **error);
gboolean    rc_mlflow_file_require       (RcMlflowFile        *self,
                                          const char          *key,
                                          const char         **out_text,
                                          GError             **error);
/* A file that says another id inside than its folders say has been moved or edited. */
gboolean    rc_mlflow_file_check_id      (RcMlflowFile        *self,
                                          const char          *key,
                                          const char          *expected,
                                          GError             **error);

/* mlflow-file-runs.c */
gboolean    rc_mlflow_file_read_run      (RcMlflowFile *self, GError **error);
gboolean    rc_mlflow_file_read_param    (RcMlflowFile *self, GError **error);
gboolean    rc_mlflow_file_read_run_tag  (RcMlflowFile *self, GError **error);
gboolean    rc_mlflow_file_read_input    (RcMlflowFile *self, GError **error);
gboolean    rc_mlflow_file_read_output   (RcMlflowFile *self, GError **error);
gboolean    rc_mlflow_file_read_dataset  (RcMlflowFile *self, GError **error);
/* mlflow-file-metrics.c */
gboolean    rc_mlflow_file_read_metric   (RcMlflowFile *self, GError **error);
/* mlflow-file-models.c */
gboolean    rc_mlflow_file_read_logged_model     (RcMlflowFile *self, GError **error);
gboolean    rc_mlflow_file_read_logged_model_tag (RcMlflowFile *self, GError **error);
gboolean    rc_mlflow_file_read_registered_meta  (RcMlflowFile *self, GError **error);
gboolean    rc_mlflow_file_read_model            (RcMlflowFile *self, GError **error);
gboolean    rc_mlflow_file_read_model_tag        (RcMlflowFile *self, GError **error);
gboolean    rc_mlflow_file_read_alias            (RcMlflowFile *self, GError **error);
gboolean    rc_mlflow_file_read_version          (RcMlflowFile *self, GError **error);
gboolean    rc_mlflow_file_read_version_tag      (RcMlflowFile *self, GError **error);
/* mlflow-file-events.c */
gboolean    rc_mlflow_file_read_experiment       (RcMlflowFile *self, GError **error);
gboolean    rc_mlflow_file_read_trace            (RcMlflowFile *self, GError **error);
gboolean    rc_mlflow_file_read_trace_text       (RcMlflowFile *self, GError **error);
gboolean    rc_mlflow_file_read_assessment       (RcMlflowFile *self, GError **error);
GPtrArray  *rc_mlflow_file_read_fields           (const char   *bytes,
                                                  gsize         length,
                                                  guint32       row);

G_END_DECLS
