/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-context.h"

#include <string.h>

/* Source columns of runs are UNKNOWN and empty since MLflow 1.0: the truth is in the tags. */
static gboolean
add_source_version (RcSqliteImport   *self,
                    gint64            run,
                    GError          **error)
{
  const char *commit = rc_sqlite_row_peek_text (self->row, "source_version");
  gint64 target;

  if (commit == NULL)
    return TRUE;
  if (!rc_registry_writer_add_entity (&self->writer, RC_ENTITY_COMMIT, commit, &target, error))
    return FALSE;

  return rc_registry_writer_add_claim (&self->writer, run, RC_PROPERTY_CODE_COMMIT, commit, target, RC_TIME_NONE, RC_TIME_NONE, error);
}

static gboolean
add_lifecycle (RcSqliteImport   *self,
               gint64            run,
               GError          **error)
{
  const char *stage = rc_sqlite_row_peek_text (self->row, "lifecycle_stage");
  gint64 deleted_us;

  if (stage == NULL || g_str_equal (stage, "active"))
    return TRUE;
  if (!rc_sqlite_import_read_time (self, "deleted_time", NULL, &deleted_us, error))
    return FALSE;

  return rc_registry_writer_add_tag (&self->writer, run, "lifecycle_stage", stage, deleted_us, error);
}

static gboolean
add_end (RcSqliteImport   *self,
         gint64            run,
         GError          **error)
{
  g_autofree char *text = NULL;
  gint64 end_us;

  if (!rc_sqlite_import_read_time (self, "end_time", NULL, &end_us, error))
    return FALSE;
  if (end_us == RC_TIME_NONE)
    return TRUE;

  text = rc_time_format_utc (end_us);
  return rc_registry_writer_add_tag (&self->writer, run, "end_time", text, end_us, error);
}

/**
 * rc_mlflow_read_run:
 *
 * A row of `runs`: a training run.
 */
gboolean
rc_mlflow_read_run (RcSqliteImport   *self,
                    GError          **error)
{
  const char *id;
  gint64 run;

  if (!rc_sqlite_import_require_text (self, "run_uuid", &id, error))
    return FALSE;
  if (id == NULL)
    return TRUE;

  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_RUN, id, &run, error) &&
         rc_sqlite_import_add_created (self, run, "start_time", error) &&
         add_end (self, run, error) &&
         rc_registry_writer_add_claim (&self->writer, run, RC_PROPERTY_STATUS, rc_sqlite_row_peek_text (self->row, "status"), 0, RC_TIME_NONE,
                                       RC_TIME_NONE, error) &&
         rc_registry_writer_add_person (&self->writer, run, RC_PROPERTY_TRAINED_BY_PERSON, rc_sqlite_row_peek_text (self->row, "user_id"),
                                        RC_TIME_NONE, error) &&
         rc_registry_writer_add_tag (&self->writer, run, "name", rc_sqlite_row_peek_text (self->row, "name"), RC_TIME_NONE, error) &&
         rc_registry_writer_add_tag (&self->writer, run, "artifact_uri", rc_sqlite_row_peek_text (self->row, "artifact_uri"), RC_TIME_NONE,
                                     error) &&
         add_source_version (self, run, error) &&
         add_lifecycle (self, run, error);
}

/* Tags of a run that are lineage; all others are read from their rows on demand. */
static const struct
{
  const char   *key;          /* the whole key, or its beginning where it ends with a dot */
  RcProperty    property;
  gboolean      has_target;
  RcEntityKind  target;
} run_tags[] = {
  { "mlflow.source.git.commit", RC_PROPERTY_CODE_COMMIT, TRUE, RC_ENTITY_COMMIT },
  { "mlflow.user", RC_PROPERTY_TRAINED_BY_PERSON, TRUE, RC_ENTITY_PERSON },
  { "mlflow.docker.", RC_PROPERTY_ENVIRONMENT, TRUE, RC_ENTITY_ENVIRONMENT },
  { "mlflow.project.env", RC_PROPERTY_ENVIRONMENT, FALSE, RC_ENTITY_ENVIRONMENT },
  { "mlflow.source.", RC_PROPERTY_TAG, FALSE, RC_ENTITY_RUN },
  { "mlflow.parentRunId", RC_PROPERTY_TAG, FALSE, RC_ENTITY_RUN },
};

static gboolean
key_fits (const char *key,
          const char *pattern)
{
  return g_str_has_suffix (pattern, ".") ? g_str_has_prefix (key, pattern) : g_str_equal (key, pattern);
}

/* A convention where the tables of data sets are not used: a tag "dataset" that says "name@digest". */
static gboolean
is_dataset_tag (const char *key,
                const char *value)
{
  const char *at = strrchr (value, '@');

  return (g_str_equal (key, "dataset") || g_str_equal (key, "mlflow.dataset")) && at != NULL && at > value && at[1] != '\0';
}

static gboolean
add_run_tag (RcSqliteImport   *self,
             gint64            run,
             const char       *key,
             const char       *value,
             GError          **error)
{
  gint64 target = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (run_tags); i++)
    {
      if (!key_fits (key, run_tags[i].key))
        continue;
      if (run_tags[i].property == RC_PROPERTY_TAG)
        return rc_registry_writer_add_tag (&self->writer, run, key, value, RC_TIME_NONE, error);
      if (run_tags[i].has_target && !rc_registry_writer_add_entity (&self->writer, run_tags[i].target, value, &target, error))
        return FALSE;
      return rc_registry_writer_add_claim (&self->writer, run, run_tags[i].property, value, target, RC_TIME_NONE, RC_TIME_NONE, error);
    }

  if (is_dataset_tag (key, value))
    return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_DATASET, value, &target, error) &&
           rc_registry_writer_add_claim (&self->writer, run, RC_PROPERTY_DATASET, value, target, RC_TIME_NONE, RC_TIME_NONE, error);

  return TRUE;
}

/**
 * rc_mlflow_read_run_tag:
 *
 * A row of `tags`.
 */
gboolean
rc_mlflow_read_run_tag (RcSqliteImport   *self,
                        GError          **error)
{
  const char *value = rc_sqlite_row_peek_text (self->row, "value");
  const char *id;
  const char *key;
  gint64 run;

  if (!rc_sqlite_import_require_text (self, "run_uuid", &id, error) || !rc_sqlite_import_require_text (self, "key", &key, error))
    return FALSE;
  if (id == NULL || key == NULL || value == NULL)
    return TRUE;
  if (!rc_registry_writer_add_entity (&self->writer, RC_ENTITY_RUN, id, &run, error))
    return FALSE;

  if (rc_mlflow_is_digest_tag (key, value))
    {
      g_autofree char *digest = g_ascii_strdown (value, -1);

      return rc_registry_writer_add_claim (&self->writer, run, RC_PROPERTY_ARTIFACT_DIGEST, digest, 0, RC_TIME_NONE, RC_TIME_NONE, error);
    }
  return add_run_tag (self, run, key, value, error);
}

static gboolean
read_metric (RcSqliteImport   *self,
             GError          **error)
{
  const char *id;
  const char *key;

  if (!rc_sqlite_import_require_text (self, "run_uuid", &id, error) || !rc_sqlite_import_require_text (self, "key", &key, error))
    return FALSE;
  if (id == NULL || key == NULL)
    return TRUE;

  return rc_mlflow_add_evaluation (self, RC_ENTITY_RUN, id, key, "value", "timestamp", NULL, error);
}

/**
 * rc_mlflow_read_latest_metric:
 *
 * A row of `latest_metrics`: the last value of a metric of a run.
 */
gboolean
rc_mlflow_read_latest_metric (RcSqliteImport   *self,
                              GError          **error)
{
  return read_metric (self, error);
}

/**
 * rc_mlflow_read_metric:
 *
 * A row of `metrics`: one step of a metric. Stores older than MLflow 1.4 have no other table.
 */
gboolean
rc_mlflow_read_metric (RcSqliteImport   *self,
                       GError          **error)
{
  if (rc_sqlite_reader_peek_table (self->reader, "latest_metrics") != NULL)
    return TRUE;
  return read_metric (self, error);
}
