/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mlflow-claims.h"

#include "importers/json-document.h"

G_BEGIN_DECLS

/**
 * RcMlflowBundle:
 * @system: what the exporting tool says of itself
 * @info: (RC_JSON_NO_NODE for none): what it says of the export: counts, and what it could not read
 * @mlflow: what was exported
 *
 * One JSON file of an export made with mlflow-export-import, while it is imported. Names that begin with '_' are copies of their neighbours
 * in words and are not read. The functions that read one kind of file answer as those of RcRegistryWriter.
 */
typedef struct
{
  RcRegistryWriter writer;
  RcJson           json;
  guint32          system;
  guint32          info;
  guint32          mlflow;
  /*< private >*/
  guint32          refused;      /* the tags of which there were too many, told last */
} RcMlflowBundle;

/* One tag of an object {key: value} or a list of {key, value}. */
typedef gboolean (*RcMlflowTagFunc) (RcMlflowBundle *self,
                                     gint64          entity,
                                     const char     *key,
                                     const char     *value,
                                     gpointer        user_data,
                                     GError        **error);

const RcImporter *rc_mlflow_bundle_importer (void);
const RcImporter *rc_mlflow_bundle_databricks_importer (void);

guint32     rc_mlflow_bundle_member     (const RcMlflowBundle *self,
                                         guint32               object,
                                         const char           *name,
                                         RcJsonType            type);
gboolean    rc_mlflow_bundle_read_time  (RcMlflowBundle       *self,
                                         guint32               object,
                                         const char           *name,
                                         gint64               *out_us,
                                         GError              **error);
gboolean    rc_mlflow_bundle_require    (RcMlflowBundle       *self,
                                         guint32               object,
                                         const char           *name,
                                         char                **out_text,
                                         GError              **error);
/* The locator of what follows: @pointer and the name of a member, escaped. */
void        rc_mlflow_bundle_at         (RcMlflowBundle       *self,
                                         const char           *pointer,
                                         const char           *name);
gboolean    rc_mlflow_bundle_for_tags   (RcMlflowBundle       *self,
                                         guint32               tags,
                                         const char           *pointer,
                                         gint64                entity,
                                         RcMlflowTagFunc       func,
                                         gpointer              user_data,
                                         GError              **error);
/* The value of one tag; (nullable) (transfer full). */
char       *rc_mlflow_bundle_dup_tag    (const RcMlflowBundle *self,
                                         guint32               tags,
                                         const char           *key);
/* A tag that is claimed as it stands, unless it is a secret. */
gboolean    rc_mlflow_bundle_add_tag    (RcMlflowBundle       *self,
                                         gint64                entity,
                                         const char           *key,
                                         const char           *value,
                                         gpointer              user_data,
                                         GError              **error);

/* mlflow-bundle-runs.c */
gboolean    rc_mlflow_bundle_read_run           (RcMlflowBundle *self, GError **error);
gboolean    rc_mlflow_bundle_read_experiment    (RcMlflowBundle *self, GError **error);
gboolean    rc_mlflow_bundle_add_inputs         (RcMlflowBundle *self,
                                                 gint64          run,
                                                 guint32         inputs,
                                                 const char     *pointer,
                                                 GError        **error);
/* mlflow-bundle-models.c */
gboolean    rc_mlflow_bundle_read_model         (RcMlflowBundle *self, GError **error);
gboolean    rc_mlflow_bundle_read_version       (RcMlflowBundle *self, GError **error);
gboolean    rc_mlflow_bundle_read_prompt        (RcMlflowBundle *self, GError **error);
/* mlflow-bundle-logged.c */
gboolean    rc_mlflow_bundle_read_logged_model  (RcMlflowBundle *self, GError **error);
gboolean    rc_mlflow_bundle_read_logged_models (RcMlflowBundle *self, GError **error);
gboolean    rc_mlflow_bundle_read_dataset       (RcMlflowBundle *self, GError **error);
/* mlflow-bundle-metrics.c */
gboolean    rc_mlflow_bundle_add_metrics        (RcMlflowBundle *self,
                                                 const char     *run_id,
                                                 guint32         metrics,
                                                 GError        **error);
/* mlflow-bundle-gaps.c */
gboolean    rc_mlflow_bundle_tell_gaps          (RcMlflowBundle *self, GError **error);

G_END_DECLS
