/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/registry-writer.h"

G_BEGIN_DECLS

/*
 * What MLflow says of runs, models and data sets, wherever it says it: in the tables of a store, in the small files of a file store or in
 * the JSON of an export. Each reader fills a struct from its own form, and the claims are the same.
 *
 * All texts may be NULL where the record has none; times are RC_TIME_NONE then. The functions answer as those of RcRegistryWriter.
 */

/* Of a logged model, as JSON: which versions were registered from it. */
#define RC_MLFLOW_VERSIONS_TAG "mlflow.modelVersions"
/* Of a run before MLflow 3, as JSON: which model packages it wrote. */
#define RC_MLFLOW_HISTORY_TAG "mlflow.log-model.history"

typedef struct
{
  const char *id;
  const char *name;
  const char *status;
  const char *user;
  const char *artifact_uri;
  const char *source_type;       /* these four only before the tags had them */
  const char *source_name;
  const char *entry_point;
  const char *commit;
  const char *lifecycle_stage;
  gint64      start_us;
  gint64      end_us;
  gint64      deleted_us;
} RcMlflowRun;

typedef struct
{
  const char *name;
  const char *description;
  gint64      created_us;
  gint64      updated_us;
} RcMlflowModel;

typedef struct
{
  const char *model;
  const char *number;
  const char *workspace;         /* in which the names of other models hold */
  const char *run_id;
  const char *run_link;
  const char *model_id;          /* the logged model behind it, where the record names it beside its places */
  const char *source;
  const char *storage_location;
  const char *stage;
  const char *status;
  const char *status_message;
  const char *description;
  const char *user;
  gint64      created_us;
  gint64      updated_us;
} RcMlflowVersion;

typedef struct
{
  const char *id;
  const char *name;
  const char *run_id;
  const char *artifact_location;
  const char *status;
  const char *status_message;
  const char *model_type;
  const char *lifecycle_stage;
  gint64      created_us;
  gint64      updated_us;
} RcMlflowLoggedModel;

/* "m-" and 32 hex digits, and nothing else. */
gboolean    rc_mlflow_is_logged_model_id   (const char                *text,
                                            gsize                      length);
/* 32 hex digits, and nothing else. */
gboolean    rc_mlflow_is_run_id            (const char                *text,
                                            gsize                      length);
gboolean    rc_mlflow_is_digest_tag        (const char                *key,
                                            const char                *value);
const char *rc_mlflow_run_status_name      (gint64                     status);    /* (nullable) */
const char *rc_mlflow_logged_model_status_name (gint64                 status);    /* (nullable) */
/* (transfer full) */
char       *rc_mlflow_dup_dataset_name     (const char                *name,
                                            const char                *digest);
char       *rc_mlflow_dup_version_name     (const char                *model,
                                            const char                *number);
/* What a run built, before MLflow gave it an id of its own. (transfer full) */
char       *rc_mlflow_dup_build_name       (const char                *run_id,
                                            const char                *artifact_path);
gboolean    rc_mlflow_read_only_version    (const char                *text,
                                            char                     **out_name,
                                            char                     **out_version);

gboolean    rc_mlflow_add_run              (RcRegistryWriter          *writer,
                                            const RcMlflowRun         *run,
                                            GError                   **error);
gboolean    rc_mlflow_add_run_tag          (RcRegistryWriter          *writer,
                                            gint64                     run,
                                            const char                *key,
                                            const char                *value,
                                            GError                   **error);
/* mlflow-history.c */
gboolean    rc_mlflow_add_history          (RcRegistryWriter          *writer,
                                            gint64                     run,
                                            const char                *text,
                                            GError                   **error);
gboolean    rc_mlflow_is_approver_tag      (const char                *key);
gboolean    rc_mlflow_add_trained_by       (RcRegistryWriter          *writer,
                                            gint64                     version,
                                            const char                *run_id,
                                            GError                   **error);
gboolean    rc_mlflow_add_place            (RcRegistryWriter          *writer,
                                            gint64                     version,
                                            const char                *place,
                                            GError                   **error);
gboolean    rc_mlflow_add_model            (RcRegistryWriter          *writer,
                                            const RcMlflowModel       *model,
                                            GError                   **error);
gboolean    rc_mlflow_add_version          (RcRegistryWriter          *writer,
                                            const RcMlflowVersion     *version,
                                            GError                   **error);
gboolean    rc_mlflow_add_version_tag      (RcRegistryWriter          *writer,
                                            gint64                     version,
                                            const char                *key,
                                            const char                *value,
                                            gint64                     approved_us,
                                            GError                   **error);
gboolean    rc_mlflow_add_alias            (RcRegistryWriter          *writer,
                                            gint64                     version,
                                            const char                *alias,
                                            GError                   **error);
gboolean    rc_mlflow_add_logged_model     (RcRegistryWriter          *writer,
                                            const RcMlflowLoggedModel *model,
                                            GError                   **error);
gboolean    rc_mlflow_add_logged_model_tag (RcRegistryWriter          *writer,
                                            gint64                     model,
                                            const char                *key,
                                            const char                *value,
                                            GError                   **error);
gboolean    rc_mlflow_add_dataset          (RcRegistryWriter          *writer,
                                            const char                *name,
                                            const char                *digest,
                                            gint64                    *out_dataset,
                                            GError                   **error);

G_END_DECLS
