/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mlflow/mlflow-store.h"

#include "database-fixture.h"
#include "recording-sink.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

#define RUN_1     "3f0c7a1d9b8e4f52a6d4c1e2b3a49586"
#define RUN_2     "a81b2c3d4e5f60718293a4b5c6d7e8f9"
#define LOGGED_1  "m-0a1b2c3d4e5f40718293a4b5c6d7e8f0"
#define LOGGED_2  "m-f0e8d7c6b5a493827160f5e4d3c2b1a0"
#define TRACE     "tr-5f1e0d9c8b7a695847362514039281ff"
#define COMMIT_2  "1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d"
#define DIGEST    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

/* As much of a store as the first releases had. */
#define OLD_STORE \
  "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, PRIMARY KEY (version_num));" \
  "INSERT INTO alembic_version VALUES ('451aebb31d03');" \
  "CREATE TABLE experiments (experiment_id INTEGER NOT NULL, name VARCHAR(256), PRIMARY KEY (experiment_id));" \
  "CREATE TABLE runs (run_uuid VARCHAR(32) NOT NULL, name, source_version, user_id, status, start_time BIGINT, end_time BIGINT," \
  " lifecycle_stage, deleted_time BIGINT, PRIMARY KEY (run_uuid));"
#define TAGS     "CREATE TABLE tags (\"key\" VARCHAR(250) NOT NULL, value, run_uuid VARCHAR(32) NOT NULL, PRIMARY KEY (\"key\", run_uuid));"
#define METRICS  "CREATE TABLE metrics (\"key\" VARCHAR(250) NOT NULL, value FLOAT, timestamp BIGINT, run_uuid VARCHAR(32) NOT NULL);"
#define VERSIONS \
  "CREATE TABLE model_versions (name VARCHAR(256) NOT NULL, version INTEGER NOT NULL, creation_time BIGINT, last_updated_time BIGINT," \
  " current_stage, source, run_id, status, workspace, PRIMARY KEY (name, version));" \
  "CREATE TABLE model_version_tags (\"key\" VARCHAR(250) NOT NULL, value, name VARCHAR(256) NOT NULL, version INTEGER NOT NULL," \
  " PRIMARY KEY (\"key\", name, version));"

static char *
dup_corpus_path (const char *name)
{
  const char *corpus = g_getenv ("RECOUNT_CORPUS");
  g_autofree char *path = corpus != NULL ? g_build_filename (corpus, "mlflow", name, NULL) : NULL;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no corpus at RECOUNT_CORPUS");
      return NULL;
    }
  return g_steal_pointer (&path);
}

static gboolean
import_bytes (GBytes         *bytes,
              RecordingSink  *sink,
              GError        **error)
{
  const RcImporter *importer = rc_mlflow_store_importer ();
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  RcImportInput input = { .name = "mlflow.db", .size = g_bytes_get_size (bytes), .stream = stream, .modified_us = RC_TIME_NONE };

  return importer->import (importer, &input, &sink->base, NULL, error);
}

static RecordingSink *
import_good (GBytes *bytes)
{
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (import_bytes (bytes, sink, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

static RecordingSink *
import_sql (const char *sql)
{
  g_autoptr (GBytes) bytes = database_fixture_new (sql);

  return import_good (bytes);
}

static GBytes *
load_corpus (const char *name)
{
  g_autofree char *path = dup_corpus_path (name);
  g_autoptr (GError) error = NULL;
  char *content;
  gsize length;

  if (path == NULL)
    return NULL;
  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (content, length);
}

static int
recognise (GBytes *bytes)
{
  const RcImporter *importer = rc_mlflow_store_importer ();
  RcSample sample = { .name = "x" };
  gsize length;

  sample.head = g_bytes_get_data (bytes, &length);
  sample.head_length = MIN (length, RC_LIMIT_SAMPLE_BYTES);
  sample.size = (gint64) length;
  return importer->recognise (importer, &sample);
}

static const char *
target_of (RecordingSink  *sink,
           const RcClaim  *claim)
{
  g_assert_nonnull (claim);
  g_assert_cmpint (claim->target, >, 0);
  return ((RecordedEntity *) g_ptr_array_index (sink->entities, (guint) claim->target - 1))->name;
}

/* The row that a claim cites must say what the claim says. */
static void
assert_cites (RecordingSink  *sink,
              const RcClaim  *claim,
              const char     *locator,
              const char     *text)
{
  const char *row;

  g_assert_nonnull (claim);
  g_assert_cmpstr (claim->locator, ==, locator);
  row = g_ptr_array_index (sink->rows, (guint) claim->record - 1);
  g_assert_nonnull (strstr (row, text));
}

static void
check_versions (RecordingSink *sink)
{
  const RcClaim *claim;

  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/3", RC_PROPERTY_VERSION_OF, NULL);
  g_assert_cmpstr (target_of (sink, claim), ==, "credit-limit");
  assert_cites (sink, claim, "model_versions/credit-limit/3", "\"table\":\"model_versions\"");

  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/3", RC_PROPERTY_TRAINED_BY, NULL);
  g_assert_cmpstr (target_of (sink, claim), ==, RUN_2);
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/3", RC_PROPERTY_ARTIFACT_PLACE, NULL);
  g_assert_cmpstr (claim->value, ==, "models:/" LOGGED_2);
  g_assert_cmpstr (target_of (sink, claim), ==, LOGGED_2);
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/3", RC_PROPERTY_CREATED, NULL);
  g_assert_cmpint (claim->from_us, ==, G_GINT64_CONSTANT (1768125600000000));
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/3", RC_PROPERTY_STAGE, "Production");
  g_assert_cmpint (claim->from_us, ==, RC_TIME_NONE);
  g_assert_cmpint (claim->recorded_us, ==, G_GINT64_CONSTANT (1768208400000000));
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/3", RC_PROPERTY_STAGE, "@champion");
  assert_cites (sink, claim, "registered_model_aliases/credit-limit/champion", "champion");
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/3", RC_PROPERTY_APPROVED_BY, NULL);
  g_assert_cmpstr (target_of (sink, claim), ==, "c.ortega@example.org");
  assert_cites (sink, claim, "model_version_tags/approved_by/credit-limit/3", "c.ortega@example.org");
  g_assert_cmpint (claim->from_us, ==, G_GINT64_CONSTANT (1768148400000000));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/3", RC_PROPERTY_TAG,
                                               "approval_ticket = MRM-417"));

  /* A deleted version: what MLflow wrote over it is no lineage. */
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/2", RC_PROPERTY_STAGE,
                                               "Deleted_Internal"));
  g_assert_null (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/2", RC_PROPERTY_TRAINED_BY, NULL));
  g_assert_null (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/2", RC_PROPERTY_ARTIFACT_PLACE, NULL));
  /* A version from elsewhere has no run. */
  g_assert_null (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/4", RC_PROPERTY_TRAINED_BY, NULL));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/4", RC_PROPERTY_STAGE, "None"));
}

static void
check_runs (RecordingSink *sink)
{
  const RcClaim *claim;

  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_2, RC_PROPERTY_CODE_COMMIT, NULL);
  g_assert_cmpstr (target_of (sink, claim), ==, COMMIT_2);
  assert_cites (sink, claim, "tags/mlflow.source.git.commit/" RUN_2, COMMIT_2);
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_RUN, RUN_2, RC_PROPERTY_TRAINED_BY_PERSON), ==, 2);
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_2, RC_PROPERTY_CREATED, NULL);
  g_assert_cmpint (claim->from_us, ==, G_GINT64_CONSTANT (1768122000000000));
  g_assert_cmpstr (claim->value, ==, "2026-01-11T09:00:00Z");
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_2, RC_PROPERTY_STATUS, "FINISHED"));
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_2, RC_PROPERTY_DATASET, NULL);
  g_assert_cmpstr (target_of (sink, claim), ==, "applications_2025@e5f60718");
  assert_cites (sink, claim, "inputs/DATASET/7e2a1d3b5c9f4b4d8a6f3e2d1c0b9a8e/RUN/" RUN_2, "\"table\":\"inputs\"");
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_2, RC_PROPERTY_TAG, "mlflow.data.context = training");
  g_assert_cmpstr (target_of (sink, claim), ==, "applications_2025@e5f60718");
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_DATASET, "applications_2025@e5f60718", RC_PROPERTY_DATASET_DIGEST,
                                               "e5f60718"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, "ffeeddccbbaa99887766554433221100", RC_PROPERTY_TAG,
                                               "lifecycle_stage = deleted"));

  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_2, RC_PROPERTY_EVALUATION, "auc = 0.889");
  assert_cites (sink, claim, "latest_metrics/auc/" RUN_2, "0.889");
  g_assert_cmpint (claim->recorded_us, ==, G_GINT64_CONSTANT (1768122060000000));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_2, RC_PROPERTY_EVALUATION, "loss = 0.4"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_2, RC_PROPERTY_EVALUATION, "psi = NaN"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_2, RC_PROPERTY_EVALUATION,
                                               "min_ratio = -1.7976931348623157e+308"));
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_RUN, RUN_2, RC_PROPERTY_EVALUATION), ==, 5);
}

static void
check_logged_models (RecordingSink *sink)
{
  const RcClaim *claim;

  /* The table and the edge say the same. */
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_MODEL_VERSION, LOGGED_1, RC_PROPERTY_TRAINED_BY), ==, 2);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, LOGGED_1, RC_PROPERTY_STATUS, "READY"));
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, LOGGED_1, RC_PROPERTY_EVALUATION, "auc = 0.871");
  g_assert_cmpstr (target_of (sink, claim), ==, "applications_2025@a1b2c3d4");
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, LOGGED_2, RC_PROPERTY_TAG,
                                     "mlflow.modelVersions = [{\"name\": \"credit-limit\", \"version\": 3}]");
  g_assert_cmpstr (target_of (sink, claim), ==, "credit-limit/3");
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

static GPtrArray *
read_fields (RecordingSink        *sink,
             const RecordedEvent  *event)
{
  const RcImporter *importer = rc_mlflow_store_importer ();
  const char *row = g_ptr_array_index (sink->rows, (guint) event->record - 1);

  g_assert_cmpint (event->place, ==, RC_IMPORT_ROWS);
  return importer->read_fields (importer, row, strlen (row), event->event.row);
}

static void
check_events (RecordingSink *sink)
{
  const RecordedEvent *trace;
  const RecordedEvent *override;
  const RecordedEvent *remark;
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (GPtrArray) override_fields = NULL;
  g_autoptr (GPtrArray) remark_fields = NULL;

  /* The judgement of a program is no human action. */
  g_assert_cmpuint (sink->events->len, ==, 3);
  trace = g_ptr_array_index (sink->events, 0);
  g_assert_cmpint (trace->event.kind, ==, RC_EVENT_INFERENCE);
  g_assert_cmpstr (trace->event.id.text, ==, TRACE);
  g_assert_cmpstr (trace->event.decision.text, ==, "app-req-000731");
  g_assert_cmpstr (trace->event.model_name.text, ==, "credit-limit");
  g_assert_cmpstr (trace->event.model_version.text, ==, "3");
  g_assert_true (trace->event.has_time);
  g_assert_cmpint (trace->event.time.from_us, ==, G_GINT64_CONSTANT (1768305600000000));
  fields = read_fields (sink, trace);
  g_assert_cmpstr (field_of (fields, RC_FIELD_ID), ==, TRACE);
  g_assert_cmpstr (field_of (fields, RC_FIELD_INPUT), ==, "{\"income\": 41200.0, \"age\": 37}");
  g_assert_cmpstr (field_of (fields, RC_FIELD_OUTPUT), ==, "{\"limit\": 2500}");
  g_assert_cmpstr (field_of (fields, RC_FIELD_LATENCY), ==, "83");
  g_assert_cmpstr (field_of (fields, RC_FIELD_MODEL_NAME), ==, "credit-limit");
  g_assert_cmpstr (field_of (fields, RC_FIELD_MODEL_VERSION), ==, "3");

  override = g_ptr_array_index (sink->events, 1);
  g_assert_cmpint (override->event.kind, ==, RC_EVENT_HUMAN_ACTION);
  g_assert_cmpstr (override->event.id.text, ==, "a-0000000000000000000000000000aa02");
  g_assert_cmpstr (override->event.target.text, ==, TRACE);
  override_fields = read_fields (sink, override);
  g_assert_cmpstr (field_of (override_fields, RC_FIELD_ACTION), ==, "override");
  g_assert_cmpstr (field_of (override_fields, RC_FIELD_ACTOR), ==, "reviewer7@example.org");
  g_assert_cmpstr (field_of (override_fields, RC_FIELD_METRIC), ==, "limit_ok");
  g_assert_cmpstr (field_of (override_fields, RC_FIELD_EVALUATION), ==, "no");
  g_assert_cmpstr (field_of (override_fields, RC_FIELD_REASON), ==, "Income not verified; reduced to 1500");
  g_assert_cmpstr (field_of (override_fields, RC_FIELD_TARGET), ==, TRACE);

  remark = g_ptr_array_index (sink->events, 2);
  remark_fields = read_fields (sink, remark);
  g_assert_cmpstr (field_of (remark_fields, RC_FIELD_ACTION), ==, "annotate");
  g_assert_cmpstr (field_of (remark_fields, RC_FIELD_METRIC), ==, "expected_limit");
  g_assert_cmpstr (field_of (remark_fields, RC_FIELD_EVALUATION), ==, "1500");

  /* What somebody thinks of an answer is neither the machine's answer nor the decision. */
  g_assert_null (field_of (override_fields, RC_FIELD_ORIGINAL));
  g_assert_null (field_of (override_fields, RC_FIELD_FINAL));
  g_assert_null (field_of (remark_fields, RC_FIELD_FINAL));
}

/* Every field says where in the row it stands. */
static void
check_places_of_fields (RecordingSink *sink)
{
  for (guint i = 0; i < sink->events->len; i++)
    {
      const RecordedEvent *event = g_ptr_array_index (sink->events, i);
      const char *row = g_ptr_array_index (sink->rows, (guint) event->record - 1);
      g_autoptr (GPtrArray) fields = read_fields (sink, event);

      for (guint k = 0; k < fields->len; k++)
        {
          const RcFieldValue *value = g_ptr_array_index (fields, k);

          g_assert_cmpuint (value->offset + value->length, <=, strlen (row));
          g_assert_cmpint (row[value->offset], ==, '"');
          g_assert_cmpint (row[value->offset + value->length - 1], ==, '"');
          g_assert_true (value->locator[0] == '/');
        }
    }
}

static void
test_full_chain (void)
{
  g_autoptr (GBytes) bytes = load_corpus ("constructed/mlflow-3-full-chain.db");
  g_autoptr (RecordingSink) sink = NULL;

  if (bytes == NULL)
    return;

  g_assert_cmpint (recognise (bytes), >, 0);
  sink = import_good (bytes);
  g_assert_cmpuint (sink->asides->len, ==, 0);
  g_assert_cmpuint (recording_sink_find_row (sink, "\"table\":\"sqlite header\""), ==, 1);
  g_assert_cmpuint (recording_sink_find_row (sink, "\"version_num\":{\"text\":\"1bd49d398cd23\"}"), ==, 2);
  check_versions (sink);
  check_runs (sink);
  check_logged_models (sink);
  check_events (sink);
  check_places_of_fields (sink);

  /* Tables with secrets, and those that are not listed, leave nothing. */
  g_assert_cmpuint (recording_sink_find_row (sink, "\"table\":\"webhooks\""), ==, 0);
  g_assert_cmpuint (recording_sink_find_row (sink, "\"table\":\"secrets\""), ==, 0);
  g_assert_cmpuint (recording_sink_find_row (sink, "\"table\":\"spans\""), ==, 0);
}

static void
test_real_stores (void)
{
  static const struct
  {
    const char *name;
    const char *revision;
    guint       least_rows;
  } stores[] = {
    { "no-licence-stated/fraud-2026/mlflow.db", "1bd49d398cd23", 100 },
    { "no-licence-stated/wine-2021/mlflow.db", "a8c4a736bde6", 50 },
    { "no-licence-stated/wine-2021/mlflow.snapshot-bbbea5b5.db", "a8c4a736bde6", 50 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (stores); i++)
    {
      g_autoptr (GBytes) bytes = load_corpus (stores[i].name);
      g_autoptr (RecordingSink) sink = NULL;
      g_autoptr (RecordingSink) again = NULL;
      g_autofree char *digest = NULL;
      g_autofree char *digest_again = NULL;

      if (bytes == NULL)
        return;
      g_assert_cmpint (recognise (bytes), >, 0);
      sink = import_good (bytes);
      again = import_good (bytes);
      g_assert_cmpuint (sink->asides->len, ==, 0);
      g_assert_cmpuint (sink->rows->len, >=, stores[i].least_rows);
      g_assert_cmpuint (recording_sink_find_row (sink, stores[i].revision), ==, 2);
      digest = recording_sink_dup_digest (sink);
      digest_again = recording_sink_dup_digest (again);
      g_assert_cmpstr (digest, ==, digest_again);
    }
}

/* Two snapshots of one registry bound the moment at which version 2 went live. */
static void
test_two_snapshots (void)
{
  g_autoptr (GBytes) before_bytes = load_corpus ("no-licence-stated/wine-2021/mlflow.snapshot-bbbea5b5.db");
  g_autoptr (GBytes) after_bytes = before_bytes != NULL ? load_corpus ("no-licence-stated/wine-2021/mlflow.db") : NULL;
  g_autoptr (RecordingSink) before = NULL;
  g_autoptr (RecordingSink) after = NULL;
  const RcClaim *stage = NULL;

  if (after_bytes == NULL)
    return;

  before = import_good (before_bytes);
  after = import_good (after_bytes);
  for (guint i = 0; i < after->claims->len; i++)
    {
      const RcClaim *claim = &((RecordedClaim *) g_ptr_array_index (after->claims, i))->claim;

      if (claim->property == RC_PROPERTY_STAGE && g_str_equal (claim->value, "Production"))
        stage = claim;
    }
  g_assert_nonnull (stage);
  g_assert_cmpint (stage->recorded_us, >, 0);
  for (guint i = 0; i < before->claims->len; i++)
    {
      const RcClaim *claim = &((RecordedClaim *) g_ptr_array_index (before->claims, i))->claim;

      if (claim->property == RC_PROPERTY_STAGE)
        g_assert_cmpstr (claim->value, ==, "None");
    }
}

static void
test_oldest_revision (void)
{
  g_autoptr (RecordingSink) sink = import_sql (OLD_STORE TAGS METRICS
    "INSERT INTO runs (run_uuid, source_version, status, start_time) VALUES ('r1', '" COMMIT_2 "', 'FINISHED', 1500000000000);"
    "INSERT INTO metrics VALUES ('auc', 0.5, 1500000001000, 'r1'), ('auc', 0.75, 1500000002000, 'r1');"
    "INSERT INTO tags VALUES ('mlflow.docker.image.uri', 'img@sha256:aa', 'r1'), ('dataset', 'loans@v7', 'r1'),"
    " ('model_sha256', '" DIGEST "', 'r1'), ('mlflow.project.env', 'docker', 'r1'), ('note', 'x', 'r1');");
  const RcClaim *claim;

  g_assert_cmpuint (sink->asides->len, ==, 0);
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_CODE_COMMIT, COMMIT_2);
  assert_cites (sink, claim, "runs/r1", COMMIT_2);
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_EVALUATION), ==, 2);
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_EVALUATION, "auc = 0.75");
  g_assert_cmpstr (claim->locator, ==, "metrics/rowid=2");
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_ENVIRONMENT, "img@sha256:aa"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_ENVIRONMENT, "docker"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_ARTIFACT_DIGEST, DIGEST));
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_DATASET, NULL);
  g_assert_cmpstr (target_of (sink, claim), ==, "loans@v7");
  g_assert_cmpuint (recording_sink_find_row (sink, "\"note\""), >, 0);
}

static void
test_artifact_digest (void)
{
  g_autoptr (RecordingSink) sink = import_sql (OLD_STORE VERSIONS
    "INSERT INTO model_versions (name, version) VALUES ('m', 1), ('m', 2);"
    "INSERT INTO model_version_tags VALUES"
    " ('artifact_sha256', 'E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855', 'm', 1),"
    " ('sha256', 'e3b0', 'm', 2), ('approved_by', 'A. Person', 'm', 2);");
  const RcClaim *claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "m/1", RC_PROPERTY_ARTIFACT_DIGEST, DIGEST);

  assert_cites (sink, claim, "model_version_tags/artifact_sha256/m/1", "E3B0C44298");
  g_assert_null (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "m/2", RC_PROPERTY_ARTIFACT_DIGEST, NULL));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "m/2", RC_PROPERTY_TAG, "sha256 = e3b0"));
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "m/2", RC_PROPERTY_APPROVED_BY, "A. Person");
  g_assert_cmpint (claim->from_us, ==, RC_TIME_NONE);
}

/* Two workspaces may call different models alike. */
static void
test_workspaces (void)
{
  g_autoptr (RecordingSink) sink = import_sql (OLD_STORE VERSIONS
    "INSERT INTO model_versions (name, version, workspace) VALUES ('m', 1, 'default'), ('m', 2, 'team-b');");

  g_assert_cmpint (recording_sink_find_entity (sink, RC_ENTITY_MODEL_VERSION, "m/1"), >, 0);
  g_assert_cmpint (recording_sink_find_entity (sink, RC_ENTITY_MODEL_VERSION, "m/2"), ==, 0);
  g_assert_cmpint (recording_sink_find_entity (sink, RC_ENTITY_MODEL_VERSION, "team-b:m/2"), >, 0);
}

static void
test_rows_that_do_not_say_what_they_should (void)
{
  g_autoptr (RecordingSink) sink = import_sql (OLD_STORE VERSIONS
    "INSERT INTO runs (run_uuid, start_time) VALUES (x'00', 1), ('r2', 9223372036854775807), ('r3', 'noon'), ('r4', -5);"
    "INSERT INTO runs (run_uuid, name) VALUES ('r5', CAST (x'ff' AS TEXT));"
    "INSERT INTO model_versions (name, version) VALUES ('m', 'two');");
  const RecordedAside *aside;

  /* All rows are kept; each fault names its row. */
  g_assert_cmpuint (sink->rows->len, ==, 1 + 1 + 5 + 1);
  g_assert_cmpuint (sink->asides->len, ==, 6);
  for (guint i = 0; i < sink->asides->len; i++)
    {
      aside = g_ptr_array_index (sink->asides, i);
      g_assert_cmpstr (aside->kind, ==, RC_EXCEPTION_REGISTRY_MALFORMED);
      g_assert_cmpint (aside->place, ==, RC_IMPORT_ROWS);
      g_assert_cmpuint (aside->record, >, 2);
    }
  aside = g_ptr_array_index (sink->asides, 0);
  g_assert_cmpstr (aside->expected, ==, "milliseconds since 1970 in the column start_time");
  g_assert_cmpstr (aside->found, ==, "9223372036854775807");
  g_assert_cmpuint (recording_sink_find_row (sink, "\"text-bytes\":\"ff\""), >, 0);
  g_assert_null (recording_sink_find_claim (sink, RC_ENTITY_RUN, "r2", RC_PROPERTY_CREATED, NULL));
}

static void
test_many_metrics (void)
{
  g_autoptr (GString) sql = g_string_new (OLD_STORE METRICS "INSERT INTO runs (run_uuid) VALUES ('r1'), ('r2');");
  g_autoptr (RecordingSink) sink = NULL;

  for (int i = 0; i < 40; i++)
    g_string_append_printf (sql, "INSERT INTO metrics VALUES ('m%d', %d, 1500000001000, 'r1');", i, i);
  g_string_append (sql, "INSERT INTO metrics VALUES ('m', 7, 1500000001000, 'r2');");
  sink = import_sql (sql->str);
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_EVALUATION), ==, 32);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, "r2", RC_PROPERTY_EVALUATION, "m = 7"));
  g_assert_cmpuint (recording_sink_find_row (sink, "\"key\":{\"text\":\"m39\"}"), >, 0);
}

static void
test_long_texts (void)
{
  g_autofree char *value = g_strnfill (RC_LIMIT_NAME_BYTES + 1, 'v');
  g_autofree char *sql = g_strdup_printf (OLD_STORE VERSIONS
    "INSERT INTO runs (run_uuid) VALUES ('%s');"
    "INSERT INTO model_version_tags VALUES ('note', '%s', 'm', 1);", value, value);
  g_autoptr (RecordingSink) sink = import_sql (sql);

  g_assert_cmpuint (sink->asides->len, ==, 2);
  g_assert_cmpstr (recording_sink_find_aside (sink, RC_EXCEPTION_LIMIT)->kind, ==, RC_EXCEPTION_LIMIT);
  g_assert_cmpuint (sink->claims->len, ==, 0);
  g_assert_cmpuint (recording_sink_find_row (sink, value), >, 0);
}

/* A database of others is not ours to judge: nothing at all is told. */
static void
test_other_databases (void)
{
  g_autoptr (GBytes) other = database_fixture_new ("CREATE TABLE runs (a); CREATE VIEW experiments AS SELECT random();");
  g_autoptr (GBytes) damaged = database_fixture_change (other, 512, 0xff);
  g_autoptr (RecordingSink) sink = import_good (other);
  g_autoptr (RecordingSink) damaged_sink = import_good (damaged);
  g_autoptr (GBytes) text = g_bytes_new_static ("SQLite format 4, CREATE TABLE alembic_version, experiments", 58);

  g_assert_cmpint (recognise (other), >, 0);
  g_assert_cmpint (recognise (other), <, 50);
  g_assert_cmpuint (sink->n_calls, ==, 0);
  g_assert_cmpuint (damaged_sink->n_calls, ==, 0);
  g_assert_cmpint (recognise (text), ==, 0);
}

static void
assert_malformed (GBytes     *bytes,
                  const char *found)
{
  g_autoptr (RecordingSink) sink = import_good (bytes);
  const RecordedAside *aside = recording_sink_find_aside (sink, RC_EXCEPTION_REGISTRY_MALFORMED);

  g_assert_nonnull (aside);
  g_assert_false (sink->has_rows);
  g_assert_cmpuint (sink->claims->len, ==, 0);
  g_assert_cmpint (aside->place, ==, RC_IMPORT_SOURCE);
  if (aside->offset >= 0)
    g_assert_cmpuint (aside->record, ==, (guint64) aside->offset / RC_LIMIT_FIXED_TILE_BYTES + 1);
  else
    g_assert_cmpuint (aside->record, ==, 0);
  if (strstr (aside->found, found) == NULL)
    g_error ("found “%s”, wanted “%s”", aside->found, found);
}

/* C71 and C72 */
static void
test_malformed_stores (void)
{
  g_autoptr (GBytes) view = database_fixture_new (
    "CREATE TABLE alembic_version (version_num); CREATE TABLE experiments (a); CREATE TABLE t (a);"
    "CREATE VIEW runs AS SELECT hex (randomblob (1000000000)) AS run_uuid FROM t;"
    "CREATE TRIGGER g INSTEAD OF INSERT ON runs BEGIN DELETE FROM t; END;");
  g_autoptr (GBytes) generated = database_fixture_new (
    "CREATE TABLE alembic_version (version_num); CREATE TABLE experiments (a);"
    "CREATE TABLE runs (run_uuid TEXT PRIMARY KEY, x AS (run_uuid || run_uuid));");
  g_autoptr (GBytes) good = database_fixture_new (OLD_STORE TAGS "INSERT INTO runs (run_uuid) VALUES ('r1');");
  gsize size = g_bytes_get_size (good);
  g_autoptr (GBytes) short_of_a_page = g_bytes_new_from_bytes (good, 0, size - 512);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (good, 0, size - 100);
  g_autoptr (GBytes) count = database_fixture_change (good, 31, 99);
  g_autoptr (GBytes) page = database_fixture_change (good, size - 512, 0x33);

  assert_malformed (view, "the view “runs”");
  assert_malformed (generated, "a generated column in the table “runs”");
  assert_malformed (short_of_a_page, "pages");
  assert_malformed (cut, "bytes, pages of 512");
  assert_malformed (count, "pages");
  assert_malformed (page, "");
}

/* The machine fails at the n-th thing that is told: the import ends with that error. */
static void
test_full_disk (void)
{
  g_autoptr (GBytes) bytes = load_corpus ("constructed/mlflow-3-full-chain.db");
  g_autoptr (RecordingSink) whole = bytes != NULL ? import_good (bytes) : NULL;

  for (guint n = 1; whole != NULL && n <= whole->n_calls; n += 7)
    {
      g_autoptr (RecordingSink) sink = recording_sink_new ();
      g_autoptr (GError) error = NULL;

      sink->fail_at = n;
      g_assert_false (import_bytes (bytes, sink, &error));
      g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
      g_assert_cmpuint (sink->n_calls, ==, n);
    }
}

static void
test_fields_of_other_bytes (void)
{
  static const char * const rows[] = {
    "", "{", "{}", "[]", "{\"table\":1}", "{\"table\":\"assessments\"}", "{\"table\":\"assessments\",\"columns\":[]}",
    "{\"table\":\"assessments\",\"columns\":{\"overrides\":{}}}", "{\"table\":\"assessments\",\"columns\":{\"overrides\":\"x\"}}",
    "{\"table\":\"trace_info\",\"logged_model_tags\":{\"mlflow.modelVersions\":{\"text\":\"[]\"}}}",
    "{\"table\":\"trace_info\",\"columns\":{\"request_id\":{\"text\":[]}}}", "{\"table\":\"runs\",\"columns\":{}}",
  };
  const RcImporter *importer = rc_mlflow_store_importer ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) fields = importer->read_fields (importer, rows[i], strlen (rows[i]), 0);

      g_assert_nonnull (fields);
      g_assert_cmpuint (fields->len, ==, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/importers/mlflow-store/full-chain", test_full_chain);
  g_test_add_func ("/importers/mlflow-store/real-stores", test_real_stores);
  g_test_add_func ("/importers/mlflow-store/two-snapshots", test_two_snapshots);
  g_test_add_func ("/importers/mlflow-store/oldest-revision", test_oldest_revision);
  g_test_add_func ("/importers/mlflow-store/artifact-digest", test_artifact_digest);
  g_test_add_func ("/importers/mlflow-store/workspaces", test_workspaces);
  g_test_add_func ("/importers/mlflow-store/rows-that-do-not-say-what-they-should", test_rows_that_do_not_say_what_they_should);
  g_test_add_func ("/importers/mlflow-store/many-metrics", test_many_metrics);
  g_test_add_func ("/importers/mlflow-store/long-texts", test_long_texts);
  g_test_add_func ("/importers/mlflow-store/other-databases", test_other_databases);
  g_test_add_func ("/importers/mlflow-store/C71-C72/malformed-stores", test_malformed_stores);
  g_test_add_func ("/importers/mlflow-store/full-disk", test_full_disk);
  g_test_add_func ("/importers/mlflow-store/fields-of-other-bytes", test_fields_of_other_bytes);

  return g_test_run ();
}
