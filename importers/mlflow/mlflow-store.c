/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-store.h"

#include "importers/secret.h"
#include "mlflow-context.h"
#include "mlflow.h"

#include "core/words.h"

/*
 * MLflow's tracking store and model registry in one SQLite file. Its schema has changed some forty times; `alembic_version` names the
 * revision by a random word, so that tables and columns are looked for and not expected. What a row says, by table:
 *
 *   runs              run_uuid                    run                                                              → run
 *                     start_time                  created, valid from then
 *                     end_time, name, artifact_uri, tag; lifecycle_stage where it is not active, as of deleted_time
 *                     source_type, source_name, entry_point_name: tag, unless UNKNOWN or empty
 *                     status                      status
 *                     user_id                     trained-by-person → person
 *                     source_version              code-commit → commit                                             → commit
 *   tags              mlflow.source.git.commit, mlflow.databricks.gitRepoCommit: code-commit → commit              → commit
 *                     mlflow.user                 trained-by-person → person
 *                     mlflow.docker.*             environment → environment, a tag of an image unless it is a digest → environment
 *                     mlflow.project.env, mlflow.databricks.cluster.info and .libraries: environment             → environment
 *                     mlflow.log-model.history    build RUN:PATH, trained-by → run, created, tag model_uuid; environment "Python …"
 *                     mlflow.parentRunId          tag → run
 *                     dataset = NAME@DIGEST       dataset → data set                                               → dataset
 *                     artifact_sha256, model_sha256, sha256: artifact-digest                                       → artefact
 *                     mlflow.source.*, mlflow.project.*, mlflow.databricks.*, mlflow.gitRepoURL, mlflow.gitBranch: tag
 *   latest_metrics    key, value, timestamp       evaluation "key = value", recorded then                          → evaluation
 *   metrics           the same, only where there is no latest_metrics; else each of those must stand here
 *   datasets          name@digest                 data set; dataset-digest (eight characters: a name, no proof)    → dataset
 *                     dataset_source_type, dataset_source: tag
 *   inputs            DATASET → RUN               dataset → data set                                               → dataset
 *                     RUN_OUTPUT → MODEL_OUTPUT   trained-by → run, of the logged model                            → run
 *                     RUN_INPUT → MODEL_INPUT     used-model → logged model, of the run
 *   input_tags        name, value                 tag of the run → data set: mlflow.data.context = training        → dataset
 *   logged_models     model_id                    model version of that name, a build                              → artefact
 *                     creation_timestamp_ms       created; status, artifact_location, source_run_id as below
 *                     name, model_type, status_message, lifecycle_stage where it is not active: tag
 *   logged_model_tags mlflow.modelVersions        tag → registered version, where it names exactly one; others: tag
 *   logged_model_metrics                          evaluation of the build → data set                               → evaluation
 *   registered_models name                        model; created, description: tag, as of last_updated_time
 *   registered_model_tags                         tag
 *   model_versions    name/version                model version; version-of → model                                → model-version
 *                     run_id, or a source runs:/… trained-by → run                                                 → run
 *                     source, storage_location    artifact-place → build, for models:/m-…, models:/NAME/N, runs:/… → artefact
 *                     current_stage, status       stage, status: recorded at last_updated_time, valid from nobody knows when
 *                     description, user_id, status_message, run_link: tag
 *   model_version_tags approved_by                approved-by → person, from approved_at where that is a time      → approval
 *                     artifact_sha256 …           artifact-digest; all others: tag                                 → artefact
 *   registered_model_aliases                      stage "@alias", of no time: which version it names now
 *   trace_info        request_id                  inference; decision = client_request_id; time = timestamp_ms     → input, output
 *                     with what trace_request_metadata, logged_model_tags and experiments say of it, see mlflow-traces.c
 *   assessments       source_type HUMAN           human action on trace_id: override or annotate                   → human-action
 *   evaluation_datasets name@digest               data set; dataset-digest (over its records), created, created_by, last_updated_by
 *   endpoints, endpoint_model_mappings            endpoint and model behind it, as tags: the present state, no deployment
 *
 * A row of `workspace` other than "default" gives model names "WORKSPACE:NAME". NaN is stored as 0 with is_nan = 1 and claimed as NaN;
 * infinities are stored, and claimed, as ±1.7976931348623157e+308.
 *
 * What no store can evidence: when a stage or an alias was set and by whom (rows are overwritten), who approved (unless a tag says so), the
 * bytes of the model (no digest), changed or deleted rows. No time in it is that of the copy, except that nothing in it is later.
 *
 * Kept as rows only: alembic_version, experiments, experiment_tags, params, logged_model_params, trace_request_metadata, trace_tags,
 * evaluation_dataset_tags, entity_associations, model_definitions, endpoint_bindings, endpoint_tags. Not even rows: webhooks,
 * webhook_events and secrets, which hold secrets; spans, evaluation_dataset_records and jobs, which hold the data of persons in bulk;
 * scorers, guardrails, trace_metrics, span_metrics; a tag or a parameter whose name says that it is a secret.
 */

/* Of tags and parameters. */
static gboolean
is_secret (const RcSqliteRow *row)
{
  static const char * const columns[] = { "key", "name", "tag_key", "param_key" };

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const char *name = rc_sqlite_row_peek_text (row, columns[i]);

      if (name != NULL && rc_secret_is_name (name))
        return TRUE;
    }

  return FALSE;
}

/*
 * Tables in the order in which their rows come in the source "rows of". Tables that hold secrets, and those whose rows can hold the
 * data of persons in bulk (spans, records of evaluation data sets), are not among them. A revision may lack any of them.
 */
static const RcSqliteImportTable tables[] = {
  { "alembic_version", NULL },
  { "experiments", NULL },
  { "experiment_tags", NULL, .is_secret = is_secret },
  { "runs", rc_mlflow_read_run },
  { "tags", rc_mlflow_read_run_tag, .is_secret = is_secret },
  { "params", NULL, .is_secret = is_secret },
  { "latest_metrics", rc_mlflow_read_latest_metric },
  { "metrics", rc_mlflow_read_metric },
  { "datasets", rc_mlflow_read_dataset },
  { "inputs", rc_mlflow_read_input },
  { "input_tags", rc_mlflow_read_input_tag, .is_secret = is_secret },
  { "logged_models", rc_mlflow_read_logged_model },
  { "logged_model_params", NULL, .is_secret = is_secret },
  { "logged_model_tags", rc_mlflow_read_logged_model_tag, .is_secret = is_secret },
  { "logged_model_metrics", rc_mlflow_read_logged_model_metric },
  { "registered_models", rc_mlflow_read_model },
  { "registered_model_tags", rc_mlflow_read_model_tag, .is_secret = is_secret },
  { "model_versions", rc_mlflow_read_version },
  { "model_version_tags", rc_mlflow_read_version_tag, .is_secret = is_secret },
  { "registered_model_aliases", rc_mlflow_read_alias },
  { "trace_info", rc_mlflow_read_trace, rc_mlflow_extend_trace },
  { "trace_request_metadata", NULL, .is_secret = is_secret },
  { "trace_tags", NULL, .is_secret = is_secret },
  { "assessments", rc_mlflow_read_assessment },
  { "evaluation_datasets", rc_mlflow_read_evaluation_dataset },
  { "evaluation_dataset_tags", NULL, .is_secret = is_secret },
  { "entity_associations", NULL },
  { "model_definitions", NULL },
  { "endpoints", rc_mlflow_read_endpoint },
  { "endpoint_model_mappings", rc_mlflow_read_endpoint_model },
  { "endpoint_bindings", NULL },
  { "endpoint_tags", NULL, .is_secret = is_secret },
};

/* Tables that every MLflow store has had since its first release with migrations. */
static const char * const marks[] = { "alembic_version", "experiments", "runs", NULL };
static const char * const words[] = { "alembic_version", "run_uuid", NULL };

static const RcSqliteFormat format = { marks, words, tables, G_N_ELEMENTS (tables) };

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  return rc_sqlite_import_recognise (&format, sample);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  RcMlflowTrace trace = { NULL };
  gboolean good = rc_sqlite_import_run (&format, &trace, input, sink, cancellable, error);

  rc_mlflow_trace_clear (&trace);
  return good;
}

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  return rc_mlflow_read_fields (bytes, length);
}

static const RcImporter importer = {
  .id = "mlflow-store",
  .title = N_("MLflow store (SQLite)"),
  .system = RC_MLFLOW_SYSTEM,
  .evidences = N_("training runs, data set inputs, code commits, metrics, registered model versions, traces and assessments; "
                  "keeps no history of stages and names no approver unless a tag does"),
  .framing = RC_FRAMING_FIXED,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
};

/**
 * rc_mlflow_store_importer:
 *
 * Returns: the importer of MLflow's SQL store as an SQLite file, of any revision: tables and columns are probed, not assumed. Its rows
 *   are those of RcSqliteRow, in the order of the table of tables above and of each table's primary key.
 */
const RcImporter *
rc_mlflow_store_importer (void)
{
  return &importer;
}
