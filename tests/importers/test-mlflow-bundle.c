/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mlflow/mlflow-bundle.h"
#include "importers/mlflow/mlflow-path.h"

#include "import-fixture.h"
#include "recording-sink.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/lineage.h"

#include <string.h>

#define RUN     "0123456789abcdef0123456789abcdef"
#define OTHER   "fedcba9876543210fedcba9876543210"
#define LOGGED  "m-00112233445566778899aabbccddeeff"
#define COMMIT  "1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d"
#define DIGEST  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

/* The time of the export is in seconds, unlike all others. */
#define SYSTEM(server) \
  "{\"system\":{\"package_version\":\"1.2.0\",\"script\":\"export.py\",\"export_time\":1767300000,\"_export_time\":\"2026-01-01 20:40:00\"," \
  "\"mlflow_tracking_uri\":\"" server "\",\"user\":\"jana\"},"
#define OSS SYSTEM ("http://mlflow.example")

#define RUN_JSON(info, tags, rest) \
  OSS "\"mlflow\":{\"info\":{\"run_id\":\"" RUN "\",\"status\":\"FINISHED\",\"lifecycle_stage\":\"active\",\"user_id\":\"jana\"," \
  "\"start_time\":1767265200000,\"end_time\":1767268800000,\"_start_time\":\"2000-01-01\"" info "}," \
  "\"params\":{\"alpha\":\"0.5\"},\"tags\":{" tags "}" rest "}}"

static gboolean
import_into (RecordingSink  *sink,
             const char     *text,
             gsize           length,
             GError        **error)
{
  const RcImporter *importer = rc_mlflow_bundle_importer ();
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  RcImportInput input = { .name = "e/experiments/7/" RUN "/run.json", .size = length, .bytes = bytes, .modified_us = RC_TIME_NONE, .delivery = 1 };

  return importer->import (importer, &input, &sink->base, NULL, error);
}

static RecordingSink *
import_text (const char *text)
{
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (import_into (sink, text, strlen (text), &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

static int
recognise (const RcImporter *importer,
           const char       *text)
{
  RcSample sample = { .name = "x.json", .head = text, .head_length = strlen (text), .size = (gint64) strlen (text) };

  return importer->recognise (importer, &sample);
}

static const RecordedEntity *
target_of (RecordingSink *sink,
           const RcClaim *claim)
{
  g_assert_nonnull (claim);
  g_assert_cmpint (claim->target, >, 0);
  return g_ptr_array_index (sink->entities, (guint) claim->target - 1);
}

static void
test_recognise (void)
{
  const RcImporter *own = rc_mlflow_bundle_importer ();
  const RcImporter *databricks = rc_mlflow_bundle_databricks_importer ();
  static const char of_databricks[] = SYSTEM ("databricks://demo") "\"mlflow\":{\"experiment\":{}}}";
  static const char of_workspace[] = SYSTEM ("https://adb-1.azure.databricks.com") "\"mlflow\":{\"experiment\":{}}}";

  g_assert_cmpint (recognise (own, RUN_JSON ("", "", "")), >, 90);
  g_assert_cmpint (recognise (databricks, RUN_JSON ("", "", "")), ==, 0);
  g_assert_cmpint (recognise (own, of_databricks), ==, 0);
  g_assert_cmpint (recognise (databricks, of_databricks), >, 90);
  g_assert_cmpint (recognise (databricks, of_workspace), >, 90);
  /* Damaged behind its first members it is still one. */
  g_assert_cmpint (recognise (own, OSS "\"mlflow\":{\"experiment\":{\"tags\":{\"a\":\"b\n\"c\""), >, 90);
  /* A trace comes in the same wrapping and is somebody else's. */
  g_assert_cmpint (recognise (own, OSS "\"mlflow\":{\"info\":{\"trace_id\":\"t\"},\"data\":{}}}"), ==, 0);
  g_assert_cmpint (recognise (own, "{\"system\":{},\"mlflow\":{}}"), ==, 0);
  g_assert_cmpint (recognise (own, "[]"), ==, 0);
}

static void
test_levels (void)
{
  static const struct { const char *name; guint levels; } files[] = {
    { "e/bulk/experiments/7/experiment.json", 3 },
    { "e/bulk/experiments/7/runs/" RUN "/run.json", 5 },
    { "e/bulk/experiments/7/" RUN "/run.json", 4 },
    { "e/bulk/models/credit/model.json", 3 },
    { "e/bulk/models/models.json", 2 },
    { "e/bulk/experiments/experiments.json", 2 },
    { "e/bulk/manifest.json", 1 },
    { "e/single/experiment.json", 1 },
    { "e/single/" RUN "/run.json", 2 },
    { "e/single/runs/" RUN "/run.json", 3 },
    { "e/version/run/run.json", 2 },
    { "e/version/version.json", 1 },
    { "e/bulk/experiments/7/logged_models/logged_models.json", 4 },
    { "b.zip!experiments/7/experiment.json", 3 },
    { "", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_test_message ("%s", files[i].name);
      g_assert_cmpuint (rc_mlflow_bundle_levels (files[i].name), ==, files[i].levels);
    }
}

static void
test_run (void)
{
  g_autoptr (RecordingSink) sink =
    import_text (RUN_JSON (",\"run_name\":\"nightly\"",
                           "\"mlflow.source.git.commit\":\"" COMMIT "\",\"mlflow.databricks.gitRepoStatus\":\"dirty\",\"a/b\":\"c\"",
                           ",\"metrics\":{\"a/uc\":[{\"value\":0.9,\"timestamp\":1767265300000,\"step\":2},"
                           "{\"value\":0.7,\"timestamp\":1767265200000,\"step\":1}],\"none\":[]},"
                           "\"inputs\":[{\"dataset\":{\"name\":\"loans\",\"digest\":\"062ac4fa\",\"source_type\":\"delta_table\","
                           "\"source\":\"{\\\"delta_table_name\\\": \\\"c.s.loans\\\", \\\"delta_table_version\\\": 12}\"},"
                           "\"tags\":[{\"key\":\"mlflow.data.context\",\"value\":\"training\"}]}]"));
  const RcClaim *claim;

  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_CREATED, NULL);
  g_assert_cmpint (claim->from_us, ==, G_GINT64_CONSTANT (1767265200000000));
  g_assert_cmpstr (claim->locator, ==, "/mlflow/info");
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_CODE_COMMIT, COMMIT);
  g_assert_cmpstr (claim->locator, ==, "/mlflow/tags/mlflow.source.git.commit");
  g_assert_cmpstr (target_of (sink, claim)->scope, ==, "");
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_TAG, "mlflow.databricks.gitRepoStatus = dirty"));
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_EVALUATION, NULL);
  g_assert_cmpstr (claim->value, ==, "a/uc = 0.9");
  g_assert_cmpstr (claim->locator, ==, "/mlflow/metrics/a~1uc");
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_DATASET, "loans@062ac4fa");
  g_assert_cmpstr (claim->locator, ==, "/mlflow/inputs/0");
  claim = recording_sink_find_claim (sink, RC_ENTITY_DATASET, "loans@062ac4fa", RC_PROPERTY_DERIVED_FROM, NULL);
  g_assert_cmpstr (target_of (sink, claim)->name, ==, "c.s.loans@12");
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_TAG, "mlflow.data.context = training");
  g_assert_cmpstr (target_of (sink, claim)->name, ==, "loans@062ac4fa");
  g_assert_cmpstr (((RecordedEntity *) g_ptr_array_index (sink->entities, 0))->scope, ==, "folder 1 e/");
  g_assert_cmpuint (sink->asides->len, ==, 0);
}

/* What a run was before it was imported counts, and that it was is told. */
static void
test_imported_run (void)
{
  g_autoptr (RecordingSink) sink =
    import_text (RUN_JSON ("", "\"mlflow_exim.run_info.run_id\":\"" OTHER "\",\"mlflow_exim.run_info.start_time\":\"1700000000000\","
                               "\"mlflow_exim.run_info.user_id\":\"petra\",\"mlflow.user\":\"jana\",\"mlflow_exim.mlflow.user\":\"petra\","
                               "\"mlflow_exim.mlflow.source.git.commit\":\"" COMMIT "\"", ""));
  g_autoptr (RecordingSink) same =
    import_text (RUN_JSON ("", "\"mlflow_export_import.run_info.run_id\":\"" RUN "\","
                               "\"mlflow_export_import.run_info.start_time\":\"1767265200000\"", ""));
  const RcClaim *claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_CREATED, NULL);
  const RecordedAside *aside = recording_sink_find_aside (sink, RC_EXCEPTION_REGISTRY_MALFORMED);

  g_assert_cmpint (claim->from_us, ==, G_GINT64_CONSTANT (1700000000000000));
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_TRAINED_BY_PERSON), ==, 2);
  g_assert_cmpint (recording_sink_find_entity (sink, RC_ENTITY_PERSON, "jana"), ==, 0);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_CODE_COMMIT, COMMIT));
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_TAG, "original run = " OTHER);
  g_assert_cmpstr (target_of (sink, claim)->name, ==, OTHER);
  g_assert_nonnull (strstr (aside->found, OTHER));
  g_assert_nonnull (strstr (aside->message, "imported from another server"));
  /* The tool may write these tags when it exports, too: nothing was imported then. */
  g_assert_cmpuint (same->asides->len, ==, 0);
}

static void
test_model (void)
{
  static const char text[] =
    OSS "\"info\":{\"failed_versions\":[]},\"mlflow\":{\"registered_model\":{\"name\":\"credit\",\"creation_timestamp\":1767272000000,"
    "\"description\":\"d\",\"aliases\":[{\"alias\":\"champion\",\"version\":\"3\"}],\"tags\":[{\"key\":\"team\",\"value\":\"risk\"},"
    "{\"key\":\"deploy_token\",\"value\":\"hunter2\"}],"
    "\"versions\":[{\"name\":\"credit\",\"version\":\"3\",\"run_id\":\"" RUN "\",\"current_stage\":\"None\",\"aliases\":[\"ignored\"],"
    "\"source\":\"dbfs:/x/" RUN "/artifacts/model\",\"creation_timestamp\":1767272400000,\"last_updated_timestamp\":1767272500000,"
    "\"_creation_timestamp\":\"1999\",\"status\":\"READY\",\"tags\":{\"approved_by\":\"Petra Vogt\",\"approved_at\":\"2026-01-12T09:00:00Z\","
    "\"artifact_sha256\":\"" DIGEST "\"}}],"
    "\"permissions\":{\"permissions\":{\"access_control_list\":[{\"user_name\":\"ops\",\"all_permissions\":"
    "[{\"permission_level\":\"CAN_MANAGE_PRODUCTION_VERSIONS\"}]}],\"privilege_assignments\":[{\"principal\":\"all\","
    "\"privileges\":[\"EXECUTE\"]}]}}}}}";
  g_autoptr (RecordingSink) sink = import_text (text);
  const RcClaim *claim;

  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit/3", RC_PROPERTY_APPROVED_BY, "Petra Vogt");
  g_assert_cmpint (claim->from_us, ==, G_GINT64_CONSTANT (1768208400000000));
  g_assert_cmpstr (claim->locator, ==, "/mlflow/registered_model/versions/0/tags/approved_by");
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit/3", RC_PROPERTY_ARTIFACT_DIGEST, DIGEST));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit/3", RC_PROPERTY_TRAINED_BY, RUN));
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit/3", RC_PROPERTY_ARTIFACT_PLACE, NULL);
  g_assert_cmpstr (target_of (sink, claim)->name, ==, RUN ":model");
  /* The model's list of aliases counts, not the version's; "None" is a text. */
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit/3", RC_PROPERTY_STAGE, "@champion"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit/3", RC_PROPERTY_STAGE, "None"));
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_MODEL_VERSION, "credit/3", RC_PROPERTY_STAGE), ==, 2);
  /* A right is no act. */
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL, "credit", RC_PROPERTY_TAG, "right CAN_MANAGE_PRODUCTION_VERSIONS = ops"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL, "credit", RC_PROPERTY_TAG, "right EXECUTE = all"));
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_MODEL, "credit", RC_PROPERTY_APPROVED_BY), ==, 0);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL, "credit", RC_PROPERTY_TAG, "team = risk"));
  for (guint i = 0; i < sink->claims->len; i++)
    g_assert_null (strstr (((RecordedClaim *) g_ptr_array_index (sink->claims, i))->claim.value, "hunter2"));
  g_assert_cmpuint (sink->asides->len, ==, 0);
}

static void
test_other_files (void)
{
  g_autoptr (RecordingSink) version =
    import_text (OSS "\"mlflow\":{\"model_version\":{\"name\":\"c.s.credit\",\"version\":\"15\",\"current_stage\":null,"
                     "\"aliases\":[\"white\"],\"user_id\":\"jana\"}}}");
  g_autoptr (RecordingSink) logged =
    import_text (OSS "\"mlflow\":{\"experiments\":[{\"id\":\"1\",\"logged_models\":[{\"model_id\":\"" LOGGED "\",\"source_run_id\":\"" RUN "\","
                     "\"status\":\"READY\",\"metrics\":[{\"key\":\"auc\",\"value\":0.8,\"timestamp\":1767265200000,\"dataset_name\":\"d\","
                     "\"dataset_digest\":\"1\"}],\"dataset_inputs\":[{\"dataset\":{\"name\":\"d\",\"digest\":\"1\"},\"tags\":[]}]},\"m-2\"]}]}}");
  g_autoptr (RecordingSink) dataset =
    import_text (OSS "\"mlflow\":{\"evaluation_dataset\":{\"name\":\"eval\",\"dataset_id\":\"d-1\",\"digest\":\"" DIGEST "\","
                     "\"create_time\":1767265200000,\"records\":[{\"inputs\":{\"name\":\"Eva\"}}]}}}");
  g_autoptr (RecordingSink) prompt =
    import_text (OSS "\"mlflow\":{\"prompt\":{\"name\":\"greet\",\"version\":\"1\",\"template\":\"Hello {name}\",\"tags\":{}}}}");
  const RcClaim *claim;

  g_assert_nonnull (recording_sink_find_claim (version, RC_ENTITY_MODEL_VERSION, "c.s.credit/15", RC_PROPERTY_STAGE, "@white"));
  g_assert_nonnull (recording_sink_find_claim (logged, RC_ENTITY_MODEL_VERSION, LOGGED, RC_PROPERTY_TRAINED_BY, RUN));
  claim = recording_sink_find_claim (logged, RC_ENTITY_MODEL_VERSION, LOGGED, RC_PROPERTY_EVALUATION, "auc = 0.8");
  g_assert_cmpstr (target_of (logged, claim)->name, ==, "d@1");
  g_assert_cmpstr (claim->locator, ==, "/mlflow/experiments/0/logged_models/0/metrics/0");
  g_assert_nonnull (recording_sink_find_claim (logged, RC_ENTITY_RUN, RUN, RC_PROPERTY_DATASET, "d@1"));
  g_assert_nonnull (recording_sink_find_claim (dataset, RC_ENTITY_DATASET, "eval@" DIGEST, RC_PROPERTY_DATASET_DIGEST, DIGEST));
  for (guint i = 0; i < dataset->claims->len; i++)
    g_assert_null (strstr (((RecordedClaim *) g_ptr_array_index (dataset->claims, i))->claim.value, "Eva"));
  g_assert_nonnull (recording_sink_find_claim (prompt, RC_ENTITY_MODEL_VERSION, "greet/1", RC_PROPERTY_TAG, "mlflow.prompt.text = Hello {name}"));
}

static const RcFieldValue *
find_field (GPtrArray *fields,
            RcField    field)
{
  for (guint i = 0; i < fields->len; i++)
    if (((const RcFieldValue *) g_ptr_array_index (fields, i))->field == field)
      return g_ptr_array_index (fields, i);
  return NULL;
}

static void
test_events (void)
{
  static const char experiment[] =
    OSS "\"mlflow\":{\"experiment\":{\"experiment_id\":\"18446744073709551615\",\"name\":\"credit\",\"creation_time\":1767260000000},"
    "\"runs\":[\"" RUN "\",3]}}";
  static const char index[] = OSS "\"info\":{},\"mlflow\":{}}";
  const RcImporter *importer = rc_mlflow_bundle_importer ();
  g_autoptr (RecordingSink) made = import_text (experiment);
  g_autoptr (RecordingSink) exported = import_text (index);
  g_autoptr (GPtrArray) fields = importer->read_fields (importer, experiment, strlen (experiment), 0);
  g_autoptr (GPtrArray) of_index = importer->read_fields (importer, index, strlen (index), 0);
  const RecordedEvent *event = g_ptr_array_index (made->events, 0);
  const RcFieldValue *name = find_field (fields, RC_FIELD_PURPOSE);

  g_assert_cmpint (event->event.time.from_us, ==, G_GINT64_CONSTANT (1767260000000000));
  g_assert_cmpstr (event->event.target.text, ==, "18446744073709551615");
  g_assert_nonnull (recording_sink_find_claim (made, RC_ENTITY_RUN, RUN, RC_PROPERTY_TAG, "experiment = credit"));
  g_assert_cmpstr (name->value, ==, "credit");
  g_assert_true (strncmp (experiment + name->offset, "\"credit\"", name->length) == 0);
  event = g_ptr_array_index (exported->events, 0);
  g_assert_cmpint (event->event.time.from_us, ==, G_GINT64_CONSTANT (1767300000000000));
  g_assert_cmpstr (find_field (of_index, RC_FIELD_ACTOR)->value, ==, "jana");
}

/* What the tool could not export is a gap, told item by item with its place. */
static void
test_gaps (void)
{
  static const char text[] =
    OSS "\"info\":{\"num_failed_runs\":2,\"failed_runs\":[\"" OTHER "\"],\"failed_versions\":[{\"message\":\"Run not found\","
    "\"model\":\"credit\",\"version\":\"1\",\"run_id\":\"" RUN "\"}],\"models\":{\"failed_models\":[\"x\"]},\"experiments\":{\"failed_runs\":1}},"
    "\"mlflow\":{\"failed_exports\":0}}";
  g_autoptr (RecordingSink) sink = import_text (text);
  g_autoptr (GString) many = g_string_new (OSS "\"info\":{\"failed_runs\":[0");
  g_autoptr (RecordingSink) flood = NULL;
  const RecordedAside *first = g_ptr_array_index (sink->asides, 0);
  const RecordedAside *second = g_ptr_array_index (sink->asides, 1);

  g_assert_cmpuint (sink->asides->len, ==, 4);
  g_assert_cmpstr (first->kind, ==, RC_EXCEPTION_LISTED_ABSENT);
  g_assert_cmpstr (first->expected, ==, "run " OTHER);
  g_assert_cmpint (first->offset, ==, (gint64) (strstr (text, "\"" OTHER) - text));
  g_assert_cmpstr (second->expected, ==, "version, model credit, version 1, run_id " RUN);
  g_assert_cmpstr (second->found, ==, "Run not found");

  for (guint i = 0; i < 100000; i++)
    g_string_append (many, ",0");
  g_string_append (many, "]},\"mlflow\":{}}");
  flood = import_text (many->str);
  g_assert_cmpuint (flood->asides->len, ==, RC_LIMIT_REGISTRY_PARTS + 1);
}

/* --- Wrong input --- */

static void
assert_aside (const char *text,
              const char *kind)
{
  g_autoptr (RecordingSink) sink = import_text (text);

  g_test_message ("%.200s", text);
  g_assert_nonnull (recording_sink_find_aside (sink, kind));
}

static void
test_wrong_documents (void)
{
  g_autoptr (GString) deep = g_string_new (OSS "\"mlflow\":");

  for (guint i = 0; i < 1000; i++)
    g_string_append_c (deep, '[');
  assert_aside (deep->str, RC_EXCEPTION_UNREADABLE_RECORD);
  assert_aside ("", RC_EXCEPTION_UNREADABLE_RECORD);
  assert_aside ("{}", RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_aside ("[1]", RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_aside ("{\"system\":1,\"mlflow\":[]}", RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_aside (OSS "\"mlflow\":{\"info\":{}}}", RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_aside (OSS "\"mlflow\":{\"info\":{\"run_id\":[\"x\"]}}}", RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_aside (OSS "\"mlflow\":{\"info\":{\"run_id\":\"\"}}}", RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_aside (OSS "\"mlflow\":{\"registered_model\":{\"versions\":[1]}}}", RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_aside (OSS "\"mlflow\":{\"registered_model\":{\"name\":\"m\",\"versions\":[1,{\"name\":\"m\"}]}}}", RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_aside (OSS "\"mlflow\":{\"info\":{\"run_id\":\"a\",\"run_id\":\"b\"}}}", RC_EXCEPTION_DUPLICATE_MEMBER);
  assert_aside (RUN_JSON (",\"deleted\":1", "", ",\"inputs\":[1,{\"dataset\":[]}]"), RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_aside (OSS "\"mlflow\":{\"info\":{\"run_id\":\"a\",\"start_time\":\"soon\"}}}", RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_aside (OSS "\"mlflow\":{\"info\":{\"run_id\":\"a\",\"start_time\":1767265200}}}", RC_EXCEPTION_TIME_AMBIGUOUS);
  assert_aside (OSS "\"mlflow\":{\"info\":{\"run_id\":\"a\",\"start_time\":1e400}}}", RC_EXCEPTION_REGISTRY_MALFORMED);
  /* A published export lost a quote and a comma: the place is told. */
  assert_aside (OSS "\"mlflow\":{\"experiment\":{\"tags\":{\"a\":\"2022\n\"b\":\"c\"}}}}", RC_EXCEPTION_UNREADABLE_RECORD);
}

static void
test_wrong_types (void)
{
  static const char * const texts[] = {
    RUN_JSON ("", "", ",\"metrics\":[],\"inputs\":{}"),
    RUN_JSON ("", "", ",\"metrics\":{\"a\":1,\"b\":[1,{}],\"c\":[{\"value\":null}],\"d\":[{\"value\":{},\"step\":\"x\"}]}"),
    RUN_JSON ("", "\"a\":null,\"mlflow.user\":{},\"mlflow.source.git.commit\":[1]", ""),
    RUN_JSON ("", "\"mlflow.log-model.history\":\"{\",\"mlflow_exim.run_info.start_time\":\"x\",\"mlflow_exim.mlflow.\":\"\"", ""),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (RecordingSink) sink = import_text (texts[i]);

      g_test_message ("%s", texts[i]);
      g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_STATUS, "FINISHED"));
      g_assert_cmpuint (sink->asides->len, ==, 0);
    }
}

/* Python writes what JSON has not; it is read, and told. */
static void
test_non_finite (void)
{
  static const char text[] = RUN_JSON ("", "", ",\"metrics\":{\"loss\":[{\"value\":NaN,\"step\":1}],\"max\":[{\"value\":-Infinity}]}");
  g_autoptr (RecordingSink) sink = import_text (text);
  const RecordedAside *aside = recording_sink_find_aside (sink, RC_EXCEPTION_REGISTRY_MALFORMED);

  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_EVALUATION, "loss = NaN"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_EVALUATION, "max = -Infinity"));
  g_assert_cmpuint (sink->asides->len, ==, 1);
  g_assert_cmpint (aside->offset, ==, (gint64) (strstr (text, "NaN") - text));
}

static void
test_many_tags (void)
{
  g_autoptr (GString) text = g_string_new (OSS "\"mlflow\":{\"info\":{\"run_id\":\"" RUN "\",\"lifecycle_stage\":\"active\"},\"tags\":{"
                                           "\"mlflow_exim.mlflow.user\":\"petra\"");
  g_autoptr (RecordingSink) sink = NULL;
  gint64 begin = g_get_monotonic_time ();

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (text, ",\"mlflow.source.%u\":\"x\"", i);
  g_string_append (text, "}}}");
  sink = import_text (text->str);
  g_assert_nonnull (recording_sink_find_aside (sink, RC_EXCEPTION_LIMIT));
  g_assert_cmpuint (sink->asides->len, ==, 1);
  g_assert_cmpuint (sink->claims->len, <=, RC_LIMIT_REGISTRY_TAGS + 10);
  /* Tags are looked for in each other: it must not take the square of their number. */
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 60 * G_USEC_PER_SEC);
}

static void
test_truncated (void)
{
  static const char text[] =
    OSS "\"info\":{\"failed_runs\":[\"a\"]},\"mlflow\":{\"registered_model\":{\"name\":\"m\",\"aliases\":[{\"alias\":\"a\",\"version\":\"1\"}],"
    "\"versions\":[{\"version\":\"1\",\"tags\":[{\"key\":\"k\",\"value\":\"v\"}]}]}}}";

  for (gsize length = 0; length <= strlen (text); length++)
    {
      g_autoptr (RecordingSink) sink = recording_sink_new ();
      g_autoptr (GPtrArray) fields = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (import_into (sink, text, length, &error));
      g_assert_no_error (error);
      g_assert_cmpint (sink->asides->len > 0, ==, TRUE);
      g_assert_cmpint (sink->claims->len > 0, ==, length == strlen (text));
      fields = rc_mlflow_bundle_importer ()->read_fields (rc_mlflow_bundle_importer (), text, length, 0);
      g_assert_nonnull (fields);
    }
}

static void
test_case_that_fails (void)
{
  static const char text[] = RUN_JSON ("", "\"mlflow.user\":\"x\"", ",\"metrics\":{\"a\":[{\"value\":1}]}");

  for (guint fail_at = 1; fail_at < 10; fail_at++)
    {
      g_autoptr (RecordingSink) sink = recording_sink_new ();
      g_autoptr (GError) error = NULL;

      sink->fail_at = fail_at;
      g_assert_false (import_into (sink, text, strlen (text), &error));
      g_assert_nonnull (error);
    }
}

/* --- In a case --- */

/* The files of one export stand in many folders and speak of the same things; what is damaged is told, and the rest is read. */
static void
test_whole_bundle (ImportFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autofree char *linked = NULL;
  g_autofree char *as_of = NULL;
  g_autofree char *faults = NULL;

  import_fixture_put (fixture, "bulk/experiments/7/experiment.json", OSS "\"mlflow\":{\"experiment\":{\"tags\":{\"a\":\"2022\n\"b\":1}}}}", -1);
  import_fixture_put (fixture, "bulk/experiments/7/runs/" RUN "/run.json", RUN_JSON ("", "\"mlflow.source.git.commit\":\"" COMMIT "\"", ""), -1);
  import_fixture_put (fixture, "bulk/experiments/7/runs/" RUN "/artifacts/model/conda.yaml", "dependencies:\n- python=3.11\n", -1);
  import_fixture_put (fixture, "bulk/models/credit/model.json",
                      OSS "\"mlflow\":{\"registered_model\":{\"name\":\"credit\",\"versions\":[{\"version\":\"3\",\"run_id\":\"" RUN "\"}]}}}", -1);
  result = import_fixture_import (fixture, NULL);

  linked = g_strchomp (import_fixture_query_text (fixture, "SELECT DISTINCT d.value FROM claim c JOIN claim d ON d.entity = c.target "
                                                           "WHERE c.property = 'trained-by' AND d.property IN ('code-commit', 'environment') "
                                                           "ORDER BY 1"));
  g_assert_cmpstr (linked, ==, COMMIT "\nconda.yaml: python=3.11");
  as_of = g_strchomp (import_fixture_query_text (fixture, "SELECT DISTINCT as_of_us, as_of_how FROM source WHERE name LIKE '%model.json'"));
  g_assert_cmpstr (as_of, ==, "1767300000000000|inside");
  faults = g_strchomp (import_fixture_query_text (fixture, "SELECT s.name FROM set_aside a JOIN source s ON s.id = a.source"));
  g_assert_cmpstr (faults, ==, "evidence/bulk/experiments/7/experiment.json");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/importers/mlflow-bundle/recognise", test_recognise);
  g_test_add_func ("/importers/mlflow-bundle/levels", test_levels);
  g_test_add_func ("/importers/mlflow-bundle/run", test_run);
  g_test_add_func ("/importers/mlflow-bundle/imported-run", test_imported_run);
  g_test_add_func ("/importers/mlflow-bundle/model", test_model);
  g_test_add_func ("/importers/mlflow-bundle/other-files", test_other_files);
  g_test_add_func ("/importers/mlflow-bundle/events", test_events);
  g_test_add_func ("/importers/mlflow-bundle/gaps", test_gaps);
  g_test_add_func ("/importers/mlflow-bundle/wrong-documents", test_wrong_documents);
  g_test_add_func ("/importers/mlflow-bundle/wrong-types", test_wrong_types);
  g_test_add_func ("/importers/mlflow-bundle/non-finite", test_non_finite);
  g_test_add_func ("/importers/mlflow-bundle/many-tags", test_many_tags);
  g_test_add_func ("/importers/mlflow-bundle/truncated", test_truncated);
  g_test_add_func ("/importers/mlflow-bundle/case-that-fails", test_case_that_fails);
  g_test_add ("/importers/mlflow-bundle/whole-bundle", ImportFixture, NULL, import_fixture_set_up, test_whole_bundle,
              import_fixture_verify_and_tear_down);
  return g_test_run ();
}
