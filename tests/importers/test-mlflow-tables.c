/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mlflow/mlflow-store.h"

#include "database-fixture.h"
#include "recording-sink.h"

#include "core/exception.h"

#include <string.h>

/* What the rows of MLflow's tables say of each other, and where they do not fit. */

#define RUN_1    "3f0c7a1d9b8e4f52a6d4c1e2b3a49586"
#define LOGGED_1 "m-0a1b2c3d4e5f40718293a4b5c6d7e8f0"

#define STORE \
  "CREATE TABLE alembic_version (version_num PRIMARY KEY); CREATE TABLE experiments (experiment_id INTEGER PRIMARY KEY, name);" \
  "CREATE TABLE runs (run_uuid VARCHAR(32) PRIMARY KEY);"

static RecordingSink *
import_sql (const char *sql)
{
  const RcImporter *importer = rc_mlflow_store_importer ();
  g_autoptr (GBytes) bytes = database_fixture_new (sql);
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  RcImportInput input = { .name = "mlflow.db", .size = g_bytes_get_size (bytes), .stream = stream, .modified_us = RC_TIME_NONE };
  g_autoptr (GError) error = NULL;

  g_assert_true (importer->import (importer, &input, &sink->base, NULL, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

static const char *
target_of (RecordingSink *sink,
           const RcClaim *claim)
{
  return claim->target != 0 ? ((RecordedEntity *) g_ptr_array_index (sink->entities, (guint) claim->target - 1))->name : NULL;
}

static const char *
field_of (GPtrArray *fields,
          RcField    field)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (fields, i);

      if (value->field == field)
        return value->value;
    }
  return NULL;
}

/* What the server copies from one table into another must stand in both. */
static void
test_last_metric_that_was_never_logged (void)
{
  static const char tables[] =
    STORE
    "CREATE TABLE metrics (\"key\", value FLOAT, timestamp BIGINT, run_uuid, step BIGINT, is_nan BOOLEAN,"
    " PRIMARY KEY (\"key\", timestamp, step, run_uuid, value, is_nan));"
    "CREATE TABLE latest_metrics (\"key\", value FLOAT, timestamp BIGINT, step BIGINT, is_nan BOOLEAN, run_uuid, PRIMARY KEY (\"key\", run_uuid));"
    "INSERT INTO runs (run_uuid) VALUES ('r1');"
    "INSERT INTO metrics VALUES ('auc', 0.5, 1500000001000, 'r1', 0, 0), ('f1', 0.25, 1500000001000, 'r1', 0, 0);"
    "INSERT INTO latest_metrics VALUES ('auc', 0.9, 1500000001000, 0, 0, 'r1'), ('f1', 0.25, 1500000001000, 0, 0, 'r1');";
  g_autoptr (RecordingSink) sink = import_sql (tables);
  const RecordedAside *aside;

  g_assert_cmpuint (sink->asides->len, ==, 1);
  aside = g_ptr_array_index (sink->asides, 0);
  g_assert_cmpstr (aside->kind, ==, RC_EXCEPTION_REGISTRY_MALFORMED);
  g_assert_nonnull (strstr (g_ptr_array_index (sink->rows, (guint) aside->record - 1), "0.9"));
  /* What the store says is told all the same. */
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_EVALUATION), ==, 2);
}

#define ASSESSMENTS \
  STORE "CREATE TABLE assessments (assessment_id PRIMARY KEY, trace_id, name, assessment_type, value, created_timestamp BIGINT," \
  " source_type, source_id, overrides, valid BOOLEAN);"

static void
test_replaced_assessments (void)
{
  static const struct
  {
    const char *rows;
    guint       asides;
    guint       events;
  } stores[] = {
    { "('a0', 't', 'ok', 'feedback', '1', 1500000000000, 'CODE', 'x', NULL, 0), ('a1', 't', 'ok', 'feedback', '2', 1500000000000, 'HUMAN', 'p', 'a0', 1)",
      0, 1 },
    /* The replaced one still counts. */
    { "('a0', 't', 'ok', 'feedback', '1', 1500000000000, 'CODE', 'x', NULL, 1), ('a1', 't', 'ok', 'feedback', '2', 1500000000000, 'HUMAN', 'p', 'a0', 1)",
      1, 1 },
    /* What replaced it is gone. */
    { "('a0', 't', 'ok', 'feedback', '1', 1500000000000, 'HUMAN', 'p', NULL, 0)", 1, 1 },
    /* What was replaced may be deleted. */
    { "('a1', 't', 'ok', 'feedback', '2', 1500000000000, 'HUMAN', 'p', 'a0', 1)", 0, 1 },
    /* It does not say what was judged. */
    { "('a1', NULL, 'ok', 'feedback', '2', 1500000000000, 'HUMAN', 'p', NULL, 1)", 1, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (stores); i++)
    {
      g_autofree char *sql = g_strconcat (ASSESSMENTS "INSERT INTO assessments VALUES ", stores[i].rows, ";", NULL);
      g_autoptr (RecordingSink) sink = import_sql (sql);

      g_assert_cmpuint (sink->asides->len, ==, stores[i].asides);
      g_assert_cmpuint (sink->events->len, ==, stores[i].events);
    }
}

/* The forms in which a version names what it was made from. */
static void
test_sources_of_versions (void)
{
  static const char store[] =
    STORE
    "CREATE TABLE model_versions (name, version INTEGER, source, run_id, workspace, PRIMARY KEY (name, version));"
    "INSERT INTO model_versions (name, version, source) VALUES ('m', 1, 'models:/" LOGGED_1 "'), ('m', 2, 'models:/other/7'),"
    " ('m', 3, 'models:/other/Production'), ('m', 4, 'models:/other@champion'), ('m', 5, 'runs:/" RUN_1 "/model'), ('m', 6, 's3://drop/x'),"
    " ('m', 7, 'models:/m/7'), ('m', 8, 'https://u:secret@h.example.org/x');"
    "INSERT INTO model_versions (name, version, source, workspace) VALUES ('w', 1, 'models:/other/7', 'team-b');";
  static const struct
  {
    const char *version;
    const char *build;
  } versions[] = {
    { "m/1", LOGGED_1 }, { "m/2", "other/7" }, { "m/3", NULL }, { "m/4", NULL }, { "m/5", RUN_1 ":model" }, { "m/6", NULL }, { "m/7", NULL },
    { "team-b:w/1", "team-b:other/7" },
  };
  g_autoptr (RecordingSink) sink = import_sql (store);

  g_assert_cmpuint (sink->asides->len, ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      const RcClaim *claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, versions[i].version, RC_PROPERTY_ARTIFACT_PLACE, NULL);

      g_assert_nonnull (claim);
      g_assert_cmpstr (target_of (sink, claim), ==, versions[i].build);
    }
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "m/5", RC_PROPERTY_TRAINED_BY, RUN_1));
  /* An address with a password in it is not told. */
  g_assert_null (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "m/8", RC_PROPERTY_ARTIFACT_PLACE, NULL));
}

/* A tag or a parameter whose name says that it is a secret is neither claimed nor a row. */
static void
test_secrets (void)
{
  g_autoptr (RecordingSink) sink = import_sql (STORE
    "CREATE TABLE params (\"key\", value, run_uuid, PRIMARY KEY (\"key\", run_uuid));"
    "INSERT INTO params VALUES ('api_key', 'hunter2', 'r1'), ('max_tokens', '512', 'r1');"
    "CREATE TABLE registered_model_tags (\"key\", value, name, PRIMARY KEY (\"key\", name));"
    "INSERT INTO registered_model_tags VALUES ('db.password', 'hunter2', 'm'), ('team', 'risk', 'm');"
    "CREATE TABLE model_version_tags (\"key\", value, name, version INTEGER, PRIMARY KEY (\"key\", name, version));"
    "INSERT INTO model_version_tags VALUES ('deploySecret', 'hunter2', 'm', 1), ('ticket', 'MRM-417', 'm', 1);"
    "CREATE TABLE logged_model_tags (model_id, tag_key, tag_value, PRIMARY KEY (model_id, tag_key));"
    "INSERT INTO logged_model_tags VALUES ('" LOGGED_1 "', 'hf_token', 'hunter2'), ('" LOGGED_1 "', 'stage', 'test');"
    "CREATE TABLE logged_model_params (model_id, param_key, param_value, PRIMARY KEY (model_id, param_key));"
    "INSERT INTO logged_model_params VALUES ('" LOGGED_1 "', 'access_key', 'hunter2');"
    "CREATE TABLE input_tags (input_uuid, name, value, PRIMARY KEY (input_uuid, name));"
    "INSERT INTO input_tags VALUES ('i1', 'token', 'hunter2');");
  g_autofree char *all = recording_sink_dup_digest (sink);

  g_assert_null (strstr (all, "hunter2"));
  for (guint i = 0; i < sink->rows->len; i++)
    g_assert_null (strstr (g_ptr_array_index (sink->rows, i), "hunter2"));
  /* The header and the four that are no secrets. */
  g_assert_cmpuint (sink->rows->len, ==, 1 + 4);
  g_assert_cmpuint (recording_sink_find_row (sink, "max_tokens"), ==, 2);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL, "m", RC_PROPERTY_TAG, "team = risk"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "m/1", RC_PROPERTY_TAG, "ticket = MRM-417"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, LOGGED_1, RC_PROPERTY_TAG, "stage = test"));
}

/* Of two workspaces with a model of one name, each has its own approval. */
static void
test_approvals_of_workspaces (void)
{
  g_autoptr (RecordingSink) sink = import_sql (STORE
    "CREATE TABLE model_version_tags (\"key\", value, name, version INTEGER, workspace, PRIMARY KEY (workspace, \"key\", name, version));"
    "INSERT INTO model_version_tags VALUES ('approvedBy', 'a@example.org', 'm', 1, 'default'), ('approved_at', '2026-01-02T00:00:00Z', 'm', 1, 'default'),"
    " ('approver', 'b@example.org', 'm', 1, 'team-b'), ('approved-at', '2026-03-04T00:00:00Z', 'm', 1, 'team-b');");
  const RcClaim *first = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "m/1", RC_PROPERTY_APPROVED_BY, "a@example.org");
  const RcClaim *second = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "team-b:m/1", RC_PROPERTY_APPROVED_BY, "b@example.org");

  g_assert_nonnull (first);
  g_assert_nonnull (second);
  g_assert_cmpint (first->from_us, ==, G_GINT64_CONSTANT (1767312000000000));
  g_assert_cmpint (second->from_us, ==, G_GINT64_CONSTANT (1772582400000000));
}

static void
test_history_of_packages (void)
{
  static const struct
  {
    const char *text;
    guint       claims;   /* of the run */
  } histories[] = {
    { "[{\"run_id\": \"r1\", \"artifact_path\": \"a\"}, {\"run_id\": \"r1\", \"artifact_path\": \"b\"}]", 2 },
    { "[]", 0 },
    { "[7, {}, {\"run_id\": 7}, [[]]]", 0 },
    { "[{\"run_id\": \"r1\"", 1 },
    { "{\"run_id\": \"r1\"}", 1 },
    { "[{\"run_id\": \"r1\", \"artifact_path\": \"a\", \"utc_time_created\": \"noon\", \"flavors\": []}]", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (histories); i++)
    {
      g_autofree char *sql = g_strdup_printf (STORE "CREATE TABLE tags (\"key\", value, run_uuid, PRIMARY KEY (\"key\", run_uuid));"
                                                  "INSERT INTO tags VALUES ('mlflow.log-model.history', '%s', 'r1');", histories[i].text);
      g_autoptr (RecordingSink) sink = import_sql (sql);

      g_assert_cmpuint (sink->asides->len, ==, 0);
      g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_TAG), ==, histories[i].claims);
    }
}

/* A trace whose model was registered twice cannot be said to have used one of the two. */
static void
test_models_of_traces (void)
{
  static const struct
  {
    const char *versions;
    const char *name;
    const char *version;
  } traces[] = {
    { "[{\"name\": \"m\", \"version\": 7}]", "m", "7" },
    { "[{\"name\": \"m\", \"version\": 7}, {\"name\": \"n\", \"version\": 1}]", NULL, LOGGED_1 },
    { "[]", NULL, LOGGED_1 },
    { "[", NULL, LOGGED_1 },
    { "[{\"name\": 7, \"version\": []}]", NULL, LOGGED_1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (traces); i++)
    {
      g_autofree char *sql = g_strdup_printf (STORE
        "CREATE TABLE trace_info (request_id PRIMARY KEY, experiment_id INTEGER, timestamp_ms BIGINT, request_preview, response_preview);"
        "CREATE TABLE trace_request_metadata (\"key\", value, request_id, PRIMARY KEY (\"key\", request_id));"
        "CREATE TABLE logged_model_tags (model_id, experiment_id INTEGER, tag_key, tag_value, PRIMARY KEY (model_id, tag_key));"
        "INSERT INTO trace_info VALUES ('t', 1, 1500000000000, 'longer', 'w');"
        "INSERT INTO trace_request_metadata VALUES ('mlflow.modelId', '" LOGGED_1 "', 't'), ('mlflow.traceInputs', 'c…', 't'),"
        " ('mlflow.traceOutputs', 'whole', 't');"
        "INSERT INTO logged_model_tags VALUES ('" LOGGED_1 "', 1, 'mlflow.modelVersions', '%s');", traces[i].versions);
      g_autoptr (RecordingSink) sink = import_sql (sql);
      const RecordedEvent *trace = g_ptr_array_index (sink->events, 0);
      const char *row = g_ptr_array_index (sink->rows, (guint) trace->record - 1);
      g_autoptr (GPtrArray) fields = rc_mlflow_store_importer ()->read_fields (rc_mlflow_store_importer (), row, strlen (row), 0);

      g_assert_cmpstr (trace->event.model_name.text, ==, traces[i].name);
      g_assert_cmpstr (trace->event.model_version.text, ==, traces[i].version);
      g_assert_cmpstr (field_of (fields, RC_FIELD_MODEL_NAME), ==, traces[i].name);
      g_assert_cmpstr (field_of (fields, RC_FIELD_MODEL_VERSION), ==, traces[i].version);
      /* MLflow cuts now the one and now the other: the longer one is shown. */
      g_assert_cmpstr (field_of (fields, RC_FIELD_INPUT), ==, "longer");
      g_assert_cmpstr (field_of (fields, RC_FIELD_OUTPUT), ==, "whole");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/importers/mlflow-tables/last-metric-that-was-never-logged", test_last_metric_that_was_never_logged);
  g_test_add_func ("/importers/mlflow-tables/replaced-assessments", test_replaced_assessments);
  g_test_add_func ("/importers/mlflow-tables/sources-of-versions", test_sources_of_versions);
  g_test_add_func ("/importers/mlflow-tables/secrets", test_secrets);
  g_test_add_func ("/importers/mlflow-tables/approvals-of-workspaces", test_approvals_of_workspaces);
  g_test_add_func ("/importers/mlflow-tables/history-of-packages", test_history_of_packages);
  g_test_add_func ("/importers/mlflow-tables/models-of-traces", test_models_of_traces);

  return g_test_run ();
}
