/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <sqlite3.h>

#include "core/exception.h"
#include "importers/demo/demo-registry-schema.h"
#include "importers/demo/demo-set.h"

#define PATH "evidence/registry/mlflow.db"

#define EXPERIMENT 1

typedef struct
{
  const char *key;
  const char *values[RC_DEMO_N_MODELS];
} Row;

static const Row params[] = {
  { "learning_rate", { "0.08", "0.06", "0.05" } },
  { "max_depth", { "4", "5", "5" } },
  { "n_estimators", { "320", "450", "520" } },
  { "subsample", { "0.8", "0.8", "0.85" } },
  { "random_state", { "20250901", "20260316", "20260521" } },
};

static const Row metrics[] = {
  { "auc", { "0.7812", "0.8034", "0.8191" } },
  { "gini", { "0.5624", "0.6068", "0.6382" } },
  { "ks", { "0.431", "0.4587", "0.4779" } },
  { "brier", { "0.1523", "0.1461", "0.1398" } },
  { "refusal_rate", { "0.181", "0.172", "0.241" } },
  { "refusal_rate_gap_age_under_25", { "0.061", "0.048", "0.039" } },
};

static const char * const stages[RC_DEMO_N_MODELS] = { "Archived", "Archived", "Production" };
static const char * const images[RC_DEMO_N_MODELS] = { "2025.08", "2026.03", "2026.05" };
static const char * const approvals[RC_DEMO_N_MODELS] = { "A-2025-011", "A-2026-003", "A-2026-009" };

/* Runs one statement; the format is that of sqlite3_mprintf(), where %Q is a quoted text. */
static gboolean
run (sqlite3     *database,
     GError     **error,
     const char  *format,
     ...)
{
  va_list arguments;
  char *sql;
  int result;

  va_start (arguments, format);
  sql = sqlite3_vmprintf (format, arguments);
  va_end (arguments);
  if (sql == NULL)
    g_error ("out of memory");

  result = sqlite3_exec (database, sql, NULL, NULL, NULL);
  sqlite3_free (sql);
  if (result == SQLITE_OK)
    return TRUE;

  g_set_error (error, RC_DEMO_ERROR, RC_DEMO_ERROR_REGISTRY, "\"%s\" could not be written: %s", PATH, sqlite3_errmsg (database));
  return FALSE;
}

static gboolean
put_tag (sqlite3           *database,
         const RcDemoModel *model,
         const char        *key,
         const char        *value,
         GError           **error)
{
  return run (database, error, "INSERT INTO tags VALUES (%Q, %Q, %Q)", key, value, model->run_id);
}

static gboolean
put_run_tags (sqlite3           *database,
              const RcDemoModel *model,
              guint              index,
              GError           **error)
{
  g_autofree char *image = g_strdup_printf ("registry.nordhafen.example/kreditcheck-train:%s", images[index]);
  g_autofree char *image_id = g_strdup_printf ("sha256:%s", model->image);
  g_autofree char *name = g_strdup_printf ("kreditcheck-v%u", model->version);
  g_autofree char *history =
    g_strdup_printf ("[{\"run_id\": \"%s\", \"artifact_path\": \"model\", \"utc_time_created\": \"%s 09:40:12.000000\", "
                     "\"flavors\": {\"python_function\": {\"model_path\": \"model.pkl\", \"loader_module\": \"mlflow.sklearn\", "
                     "\"python_version\": \"3.10.12\"}, \"sklearn\": {\"pickled_model\": \"model.pkl\", "
                     "\"sklearn_version\": \"1.2.2\"}}}]", model->run_id, model->trained_on);

  return put_tag (database, model, "mlflow.user", RC_DEMO_ENGINEER, error)
         && put_tag (database, model, "mlflow.runName", name, error)
         && put_tag (database, model, "mlflow.source.type", "PROJECT", error)
         && put_tag (database, model, "mlflow.source.name", "https://git.nordhafen.example/risk/kreditcheck.git", error)
         && put_tag (database, model, "mlflow.source.git.repoURL", "https://git.nordhafen.example/risk/kreditcheck.git", error)
         && put_tag (database, model, "mlflow.source.git.branch", "main", error)
         && put_tag (database, model, "mlflow.source.git.commit", model->commit, error)
         && put_tag (database, model, "mlflow.docker.image.uri", image, error)
         && put_tag (database, model, "mlflow.docker.image.id", image_id, error)
         && put_tag (database, model, "mlflow.log-model.history", history, error);
}

static gboolean
put_numbers (sqlite3           *database,
             const RcDemoModel *model,
             guint              index,
             GError           **error)
{
  gint64 time_ms = model->trained_ms + 38 * RC_DEMO_MINUTE_MS;

  for (guint i = 0; i < G_N_ELEMENTS (params); i++)
    if (!run (database, error, "INSERT INTO params VALUES (%Q, %Q, %Q)", params[i].key, params[i].values[index], model->run_id))
      return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    {
      const char *value = metrics[i].values[index];

      if (!run (database, error, "INSERT INTO metrics VALUES (%Q, %s, %lld, %Q, 0, 0)",
                metrics[i].key, value, (long long) time_ms + i, model->run_id)
          || !run (database, error, "INSERT INTO latest_metrics VALUES (%Q, %s, %lld, 0, 0, %Q)",
                   metrics[i].key, value, (long long) time_ms + i, model->run_id))
        return FALSE;
    }

  return TRUE;
}

/* The training data of a run: data set, edge to the run, and the edge's role. */
static gboolean
put_data (RcDemoSet         *self,
          sqlite3           *database,
          const RcDemoModel *model,
          GError           **error)
{
  char data_id[33], input_id[33];
  g_autofree char *digest = g_strndup (model->data_revision, 8);
  g_autofree char *source = g_strdup_printf ("{\"uri\": \"s3://nordhafen-risk-data/%s/%s/part.parquet\"}",
                                             model->data_name, model->data_revision);
  g_autofree char *profile = g_strdup_printf ("{\"num_rows\": %s, \"num_elements\": %s00}", model->data_rows, model->data_rows);

  rc_demo_story_hex (&self->story, "data set id", model->version, data_id, sizeof data_id);
  rc_demo_story_hex (&self->story, "input id", model->version, input_id, sizeof input_id);

  return run (database, error, "INSERT INTO datasets VALUES (%Q, %d, %Q, %Q, 's3', %Q, %Q, %Q)",
              data_id, EXPERIMENT, model->data_name, digest, source,
              "{\"mlflow_colspec\": [{\"type\": \"long\", \"name\": \"net_income_eur\", \"required\": true},"
              " {\"type\": \"long\", \"name\": \"requested_amount_eur\", \"required\": true}]}", profile)
         && run (database, error, "INSERT INTO inputs VALUES (%Q, 'DATASET', %Q, 'RUN', %Q)", input_id, data_id, model->run_id)
         && run (database, error, "INSERT INTO input_tags VALUES (%Q, 'mlflow.data.context', 'training')", input_id);
}

static gboolean
put_run (RcDemoSet  *self,
         sqlite3    *database,
         guint       index,
         GError    **error)
{
  const RcDemoModel *model = &self->story.models[index];

  return run (database, error,
              "INSERT INTO runs VALUES (%Q, 'kreditcheck-v%u', 'UNKNOWN', '', '', %Q, 'FINISHED', %lld, %lld, '', 'active',"
              " 'mlflow-artifacts:/%d/%s/artifacts', %d, NULL)",
              model->run_id, model->version, RC_DEMO_ENGINEER, (long long) model->trained_ms,
              (long long) (model->trained_ms + 41 * RC_DEMO_MINUTE_MS), EXPERIMENT, model->run_id, EXPERIMENT)
         && put_run_tags (database, model, index, error)
         && put_numbers (database, model, index, error)
         && put_data (self, database, model, error);
}

static gboolean
put_version_tag (sqlite3           *database,
                 const RcDemoModel *model,
                 const char        *key,
                 const char        *value,
                 GError           **error)
{
  return run (database, error, "INSERT INTO model_version_tags VALUES (%Q, %Q, %Q, %u)",
              key, value, RC_DEMO_MODEL, model->version);
}

/* When the version was archived, or promoted where it still answers. */
static gint64
get_updated (RcDemoSet *self,
             guint      index)
{
  const RcDemoModel *models = self->story.models;

  return models[MIN (index + 1, RC_DEMO_N_MODELS - 1)].deployed_ms + 7 * RC_DEMO_SECOND_MS;
}

static gboolean
put_version (RcDemoSet  *self,
             sqlite3    *database,
             guint       index,
             GError    **error)
{
  const RcDemoModel *model = &self->story.models[index];
  char artifact[RC_DIGEST_HEX_SIZE];

  g_strlcpy (artifact, model->artifact_sha256, sizeof artifact);
  if (self->faults.planted && index == RC_DEMO_MODEL_3)
    rc_demo_story_hex (&self->story, "another artifact", model->version, artifact, sizeof artifact);

  return run (database, error,
              "INSERT INTO model_versions VALUES (%Q, %u, %lld, %lld, %Q, '', %Q, 'mlflow-artifacts:/%d/%s/artifacts/model', %Q,"
              " 'READY', NULL, NULL)",
              RC_DEMO_MODEL, model->version, (long long) (model->trained_ms + 2 * RC_DEMO_HOUR_MS),
              (long long) get_updated (self, index), "Gradient boosting over the application form; all data invented",
              stages[index], EXPERIMENT, model->run_id, model->run_id)
         && put_version_tag (database, model, "artifact_sha256", artifact, error)
         && put_version_tag (database, model, "approval_id", approvals[index], error)
         && put_version_tag (database, model, "approved_by", RC_DEMO_APPROVER, error);
}

static gboolean
put_experiment (RcDemoSet  *self,
                sqlite3    *database,
                GError    **error)
{
  long long made = self->story.models[RC_DEMO_MODEL_2].trained_ms - 30 * RC_DEMO_DAY_MS;
  long long updated = self->story.models[RC_DEMO_MODEL_4].trained_ms;

  return run (database, error, "INSERT INTO alembic_version VALUES (%Q)", RC_DEMO_REGISTRY_REVISION)
         && run (database, error, "INSERT INTO experiments VALUES (0, 'Default', 'mlflow-artifacts:/0', 'active', %lld, %lld)",
                 made, made)
         && run (database, error,
                 "INSERT INTO experiments VALUES (%d, 'kreditcheck-scoring', 'mlflow-artifacts:/%d', 'active', %lld, %lld)",
                 EXPERIMENT, EXPERIMENT, made, updated)
         && run (database, error, "INSERT INTO experiment_tags VALUES ('owner', %Q, %d)", RC_DEMO_BANK, EXPERIMENT);
}

static gboolean
put_model (RcDemoSet  *self,
           sqlite3    *database,
           GError    **error)
{
  return run (database, error, "INSERT INTO registered_models VALUES (%Q, %lld, %lld, %Q)", RC_DEMO_MODEL,
              (long long) (self->story.models[RC_DEMO_MODEL_2].trained_ms + RC_DEMO_HOUR_MS),
              (long long) get_updated (self, RC_DEMO_MODEL_4), "Credit scoring of KreditCheck, " RC_DEMO_BANK)
         && run (database, error, "INSERT INTO registered_model_tags VALUES ('system', %Q, %Q)", RC_DEMO_SYSTEM, RC_DEMO_MODEL)
         && run (database, error, "INSERT INTO registered_model_aliases VALUES ('champion', 4, %Q)", RC_DEMO_MODEL);
}

/*
 * An import of the store lists a row for the file's header, then the rows of these tables, each by its primary key: the place of
 * the tag that was changed. A test holds this against the importer.
 */
static const char * const tables_before[] = {
  "alembic_version", "experiments", "experiment_tags", "runs", "tags", "params", "latest_metrics", "metrics", "datasets", "inputs",
  "input_tags", "registered_models", "registered_model_tags", "model_versions",
};

static gboolean
count (sqlite3     *database,
       const char  *from,
       guint64     *total,
       GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", from);
  sqlite3_stmt *statement = NULL;
  gboolean counted;

  counted = sqlite3_prepare_v2 (database, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step (statement) == SQLITE_ROW;
  if (counted)
    *total += (guint64) sqlite3_column_int64 (statement, 0);
  else
    g_set_error (error, RC_DEMO_ERROR, RC_DEMO_ERROR_REGISTRY, "\"%s\" could not be read: %s", PATH, sqlite3_errmsg (database));
  sqlite3_finalize (statement);
  return counted;
}

static gboolean
tell_fault (RcDemoSet  *self,
            sqlite3    *database,
            GError    **error)
{
  guint64 record = 1;

  for (guint i = 0; i < G_N_ELEMENTS (tables_before); i++)
    if (!count (database, tables_before[i], &record, error))
      return FALSE;
  if (!count (database, "model_version_tags WHERE (key, name, version) <= ('artifact_sha256', '" RC_DEMO_MODEL "', 3)", &record, error))
    return FALSE;

  rc_demo_faults_add (&self->faults, RC_EXCEPTION_DIGEST_DISAGREES, PATH "!rows", record,
                      "The registry's artifact_sha256 of kreditcheck/3 is not the one that the log states.",
                      "The tag artifact_sha256 of version 3 was set to the digest of another file.");
  return TRUE;
}

static gboolean
fill (RcDemoSet  *self,
      sqlite3    *database,
      GError    **error)
{
  /* No journal: the file is new, and is taken back where anything fails. */
  if (!run (database, error, "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
      || !run (database, error, "BEGIN")
      || !run (database, error, "%s", rc_demo_registry_schema)
      || !put_experiment (self, database, error)
      || !put_model (self, database, error))
    return FALSE;

  for (guint index = 0; index < RC_DEMO_N_MODELS; index++)
    if (!put_run (self, database, index, error) || !put_version (self, database, index, error))
      return FALSE;

  return run (database, error, "COMMIT") && (!self->faults.planted || tell_fault (self, database, error));
}

/**
 * rc_demo_set_write_registry:
 *
 * Writes the MLflow store. The bytes depend on nothing but the seed and the version of the SQLite library, which stands in
 * the file's header.
 */
gboolean
rc_demo_set_write_registry (RcDemoSet  *self,
                            GError    **error)
{
  g_autofree char *path = rc_demo_folder_dup_path (self->folder, PATH);
  sqlite3 *database = NULL;
  gboolean filled = FALSE;

  rc_demo_folder_announce (self->folder, PATH);
  if (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) == SQLITE_OK)
    filled = fill (self, database, error);
  else
    g_set_error (error, RC_DEMO_ERROR, RC_DEMO_ERROR_REGISTRY, "\"%s\" could not be made: %s", PATH, sqlite3_errmsg (database));

  if (sqlite3_close (database) != SQLITE_OK)
    g_error ("a statement of the registry was left open");
  return filled && rc_demo_folder_digest (self->folder, PATH, error);
}
