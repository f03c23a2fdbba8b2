/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"

G_BEGIN_DECLS

/*
 * MLflow's folders, where the path of a file says what the file is: "0/RUN/params/alpha" holds nothing but the value of alpha. Only paths
 * that no other program is likely to make are taken for them: a run's id has 32 hex digits, and so on.
 */

typedef enum
{
  RC_MLFLOW_PATH_NONE,
  RC_MLFLOW_PATH_EXPERIMENT,           /* <experiment>/meta.yaml */
  RC_MLFLOW_PATH_RUN,                  /* <experiment>/<run>/meta.yaml */
  RC_MLFLOW_PATH_RUN_PARAM,
  RC_MLFLOW_PATH_RUN_TAG,
  RC_MLFLOW_PATH_RUN_METRIC,
  RC_MLFLOW_PATH_RUN_INPUT,            /* <experiment>/<run>/inputs/<id>/meta.yaml */
  RC_MLFLOW_PATH_RUN_OUTPUT,           /* <experiment>/<run>/outputs/<m-id>/meta.yaml */
  RC_MLFLOW_PATH_DATASET,              /* <experiment>/datasets/<id>/meta.yaml */
  RC_MLFLOW_PATH_LOGGED_MODEL,         /* <experiment>/models/<m-id>/meta.yaml */
  RC_MLFLOW_PATH_LOGGED_MODEL_PARAM,
  RC_MLFLOW_PATH_LOGGED_MODEL_TAG,
  RC_MLFLOW_PATH_LOGGED_MODEL_METRIC,
  RC_MLFLOW_PATH_REGISTERED_META,      /* …/artifacts/…/registered_model_meta */
  RC_MLFLOW_PATH_ENVIRONMENT,          /* …/artifacts/…/conda.yaml, python_env.yaml, requirements.txt */
  RC_MLFLOW_PATH_MODEL,                /* models/<name>/meta.yaml */
  RC_MLFLOW_PATH_MODEL_TAG,
  RC_MLFLOW_PATH_ALIAS,                /* models/<name>/aliases/<alias> */
  RC_MLFLOW_PATH_VERSION,              /* models/<name>/version-<n>/meta.yaml */
  RC_MLFLOW_PATH_VERSION_TAG,
  RC_MLFLOW_PATH_TRACE,                /* <experiment>/traces/<id>/trace_info.yaml */
  RC_MLFLOW_PATH_TRACE_METADATA,       /* <experiment>/traces/<id>/request_metadata/<key> */
  RC_MLFLOW_PATH_TRACE_TAG,
  RC_MLFLOW_PATH_ASSESSMENT,           /* <experiment>/traces/<id>/assessments/<id>.yaml */
} RcMlflowPathKind;

/**
 * RcMlflowPath:
 * @id: of the run, logged model, data set or trace; name of the registered model; the experiment's id for an experiment
 * @number: of a version
 * @key: name of the parameter, tag or metric, which may hold a '/'; id of the input, logged model or assessment; the alias; path of an
 *   artifact
 * @levels: folders above the file up to the one in which the names hold, see rc_registry_scope_dup()
 * @is_deleted: it stands in the store's .trash
 */
typedef struct
{
  RcMlflowPathKind  kind;
  char             *id;
  char             *number;
  char             *key;
  guint             levels;
  gboolean          is_deleted;
} RcMlflowPath;

void     rc_mlflow_path_read      (RcMlflowPath        *self,
                                   const char          *name);
void     rc_mlflow_path_clear     (RcMlflowPath        *self);

/**
 * RcMlflowHome:
 * @run_id: (nullable): of the run whose artifact the file is
 * @model_id: (nullable): of the logged model whose artifact it is
 * @artifact_path: (nullable): folder of the file below the run's or the model's artifacts, "" for the artifacts' own folder
 *
 * Where a file of a model package stands.
 */
typedef struct
{
  char *run_id;
  char *model_id;
  char *artifact_path;
  guint levels;
} RcMlflowHome;

void     rc_mlflow_home_read      (RcMlflowHome        *self,
                                   const char          *name);
void     rc_mlflow_home_clear     (RcMlflowHome        *self);
/* The levels up to the folder in which the names of a file of an export hold. */
guint    rc_mlflow_bundle_levels  (const char          *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcMlflowPath, rc_mlflow_path_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcMlflowHome, rc_mlflow_home_clear)

G_END_DECLS
