/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/kubeflow/kfp-importers.h"
#include "importers/kubeflow/model-catalog.h"

#include "recording-sink.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

#define RUN     "5d6e3c1a-8f7b-4a6c-9d2e-1f0a3b4c5d6e"
#define VERSION "e15dc3ec-b45e-4cc7-bb07-e76b5dbce99a"

static RecordingSink *
import_named (const RcImporter *importer,
              const char       *name,
              const char       *text,
              gsize             length)
{
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  RcImportInput input = { .name = name, .size = length, .stream = stream, .bytes = bytes, .modified_us = RC_TIME_NONE };
  g_autoptr (GError) error = NULL;

  g_assert_true (importer->import (importer, &input, &sink->base, NULL, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

static RecordingSink *
import_text (const RcImporter *importer,
             const char       *text)
{
  return import_named (importer, "file", text, strlen (text));
}

static int
recognise (const RcImporter *importer,
           const char       *text)
{
  RcSample sample = { .name = "x", .head = text, .head_length = MIN (strlen (text), RC_LIMIT_SAMPLE_BYTES), .size = (gint64) strlen (text) };

  return importer->recognise (importer, &sample);
}

/* --- Runs and pipeline versions --- */

static const char run_snake[] =
  "{\"run_id\":\"" RUN "\",\"experiment_id\":\"exp\",\"display_name\":\"train\",\"storage_state\":\"AVAILABLE\",\"state\":\"SUCCEEDED\","
  "\"created_at\":\"2026-01-09T23:06:40Z\",\"scheduled_at\":\"1970-01-01T00:00:00Z\",\"finished_at\":\"2026-01-09T23:10:00Z\","
  "\"service_account\":\"pipeline-runner\",\"runtime_config\":{\"parameters\":{\"rate\":0.05,\"rows\":1e3,\"on\":true,\"none\":null,"
  "\"grid\":[1,2],\"hf_token\":\"hunter2\",\"db_password\":\"hunter2\"},\"pipeline_root\":\"\"},"
  "\"pipeline_version_reference\":{\"pipeline_id\":\"p\",\"pipeline_version_id\":\"" VERSION "\"},"
  "\"state_history\":[{\"update_time\":\"2026-01-09T23:06:41Z\",\"state\":\"PENDING\"},"
  "{\"update_time\":\"2026-01-09T23:06:50Z\",\"state\":\"RUNNING\"},{\"update_time\":\"1970-01-01T00:00:00Z\",\"state\":\"SUCCEEDED\"}],"
  "\"error\":{\"code\":1,\"message\":\"out of memory\",\"details\":[]}}";

static const char run_camel[] =
  "{\"runId\":\"" RUN "\",\"experimentId\":\"exp\",\"displayName\":\"train\",\"storageState\":\"AVAILABLE\",\"state\":\"SUCCEEDED\","
  "\"createdAt\":\"2026-01-09T23:06:40Z\",\"scheduledAt\":\"1970-01-01T00:00:00Z\",\"finishedAt\":\"2026-01-09T23:10:00Z\","
  "\"serviceAccount\":\"pipeline-runner\",\"runtimeConfig\":{\"parameters\":{\"rate\":0.05,\"rows\":1e3,\"on\":true,\"none\":null,"
  "\"grid\":[1,2],\"hf_token\":\"hunter2\",\"db_password\":\"hunter2\"},\"pipelineRoot\":\"\"},"
  "\"pipelineVersionReference\":{\"pipelineId\":\"p\",\"pipelineVersionId\":\"" VERSION "\"},"
  "\"stateHistory\":[{\"updateTime\":\"2026-01-09T23:06:41Z\",\"state\":\"PENDING\"},"
  "{\"updateTime\":\"2026-01-09T23:06:50Z\",\"state\":\"RUNNING\"},{\"updateTime\":\"1970-01-01T00:00:00Z\",\"state\":\"SUCCEEDED\"}],"
  "\"error\":{\"code\":1,\"message\":\"out of memory\",\"details\":[]}}";

static void
assert_nothing_secret (RecordingSink *sink)
{
  for (guint i = 0; i < sink->claims->len; i++)
    {
      const RecordedClaim *claim = g_ptr_array_index (sink->claims, i);

      g_assert_true (claim->claim.value == NULL || strstr (claim->claim.value, "hunter2") == NULL);
    }
}

static void
test_run (void)
{
  g_autoptr (RecordingSink) sink = import_text (rc_kfp_api_importer (), run_snake);
  g_autoptr (RecordingSink) camel = import_text (rc_kfp_api_importer (), run_camel);
  g_autofree char *digest = recording_sink_dup_digest (sink);
  g_autofree char *camel_digest = recording_sink_dup_digest (camel);
  const RcClaim *claim;

  g_assert_cmpint (recognise (rc_kfp_api_importer (), run_snake), >, 0);
  g_assert_cmpint (recognise (rc_kfp_api_importer (), run_camel), >, 0);
  g_assert_cmpstr (digest, ==, camel_digest);

  g_assert_cmpuint (sink->asides->len, ==, 0);
  g_assert_cmpuint (sink->events->len, ==, 0);
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_CREATED, NULL);
  g_assert_cmpint (claim->from_us, ==, G_GINT64_CONSTANT (1768000000000000));
  /* Now, and each state with its time; a time that is not set is none. */
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_STATUS), ==, 4);
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_STATUS, "RUNNING");
  g_assert_cmpint (claim->from_us, ==, G_GINT64_CONSTANT (1768000010000000));
  g_assert_cmpstr (claim->locator, ==, "/state_history/1");
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_CODE_COMMIT, NULL);
  g_assert_cmpstr (claim->value, ==, "version " VERSION " of the pipeline p");
  g_assert_cmpint (claim->target, ==, recording_sink_find_entity (sink, RC_ENTITY_COMMIT, VERSION));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_TAG, "error = out of memory"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_TAG, "parameter rate = 0.05"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_TAG, "parameter rows = 1e3"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_TAG, "parameter on = true"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_TAG, "parameter grid = [1,2]"));
  assert_nothing_secret (sink);
  /* Nobody is named: an account of the cluster is no person. */
  for (guint i = 0; i < sink->entities->len; i++)
    g_assert_cmpint (((RecordedEntity *) g_ptr_array_index (sink->entities, i))->kind, !=, RC_ENTITY_PERSON);
}

static void
test_lists (void)
{
  g_autofree char *runs = g_strdup_printf ("{\"runs\":[%s,{\"run_id\":7},{\"run_id\":[]},{},[],null,{\"run_id\":\"second\"}],\"total_size\":6}",
                                           run_snake);
  static const char versions[] =
    "{\"pipeline_versions\":[{\"pipeline_id\":\"p\",\"pipeline_version_id\":\"" VERSION "\",\"code_source_url\":\"https://example.org/code\","
    "\"package_url\":{\"pipeline_url\":\"gs://b/p.yaml\"}}]}";
  g_autoptr (RecordingSink) sink = import_text (rc_kfp_api_importer (), runs);
  g_autoptr (RecordingSink) of_versions = import_text (rc_kfp_api_importer (), versions);

  g_assert_cmpint (recognise (rc_kfp_api_importer (), runs), >, 0);
  g_assert_cmpint (recognise (rc_kfp_api_importer (), versions), >, 0);
  g_assert_cmpint (recording_sink_find_entity (sink, RC_ENTITY_RUN, RUN), >, 0);
  g_assert_cmpint (recording_sink_find_entity (sink, RC_ENTITY_RUN, "second"), >, 0);
  g_assert_nonnull (recording_sink_find_claim (of_versions, RC_ENTITY_COMMIT, VERSION, RC_PROPERTY_TAG,
                                               "code_source_url = https://example.org/code"));
  g_assert_nonnull (recording_sink_find_claim (of_versions, RC_ENTITY_COMMIT, VERSION, RC_PROPERTY_TAG, "package_url = gs://b/p.yaml"));
}

/* Comments are no JSON: the place of the first is told, and nothing is read. */
static void
test_comments (void)
{
  static const char text[] = "{\"run_id\":\"r\",\"runtime_config\":{},\n  // new\n  \"tasks\":[],}";
  g_autoptr (RecordingSink) sink = import_text (rc_kfp_api_importer (), text);

  g_assert_cmpint (recognise (rc_kfp_api_importer (), text), >, 0);
  g_assert_cmpuint (sink->claims->len, ==, 0);
  g_assert_cmpuint (sink->asides->len, ==, 1);
  g_assert_cmpint (recording_sink_find_aside (sink, RC_EXCEPTION_UNREADABLE_RECORD)->offset, ==, strchr (text, '/') - text);
}

/* --- Plans --- */

#define PLAN \
  "components:\n" \
  "  comp-train:\n" \
  "    executorLabel: exec-train\n" \
  "deploymentSpec:\n" \
  "  executors:\n" \
  "    exec-import:\n" \
  "      importer:\n" \
  "        artifactUri:\n" \
  "          constant: s3://risk-data/applications\n" \
  "        typeSchema:\n" \
  "          schemaTitle: system.Dataset\n" \
  "    exec-model:\n" \
  "      importer:\n" \
  "        artifactUri:\n" \
  "          runtimeParameter: uri\n" \
  "    exec-train:\n" \
  "      container:\n" \
  "        command:\n" \
  "        - sh\n" \
  "        - \"a\\n\\\n" \
  "          b\"\n" \
  "        image: train@sha256:1\n" \
  "pipelineInfo:\n" \
  "  name: train-credit-limit\n" \
  "root:\n" \
  "  dag: {}\n" \
  "schemaVersion: 2.1.0\n" \
  "sdkVersion: kfp-2.14.6\n"

/* SHA-256 of "a\nb". */
#define PROGRAM "7e18f737311b2dc3b2f269dd78396b0351f14fb66efa879f768cb23181883c78"

static void
check_plan (RecordingSink *sink)
{
  const char *name = "pipeline train-credit-limit";
  const RcClaim *claim;

  claim = recording_sink_find_claim (sink, RC_ENTITY_COMMIT, name, RC_PROPERTY_ENVIRONMENT, "train@sha256:1, planned for exec-train");
  g_assert_nonnull (claim);
  g_assert_cmpint (claim->target, ==, recording_sink_find_entity (sink, RC_ENTITY_ENVIRONMENT, "train@sha256:1"));
  claim = recording_sink_find_claim (sink, RC_ENTITY_COMMIT, name, RC_PROPERTY_TAG,
                                     "exec-import = brings in s3://risk-data/applications (system.Dataset), planned");
  g_assert_nonnull (claim);
  g_assert_cmpint (claim->target, ==, recording_sink_find_entity (sink, RC_ENTITY_DATASET, "s3://risk-data/applications"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_COMMIT, name, RC_PROPERTY_TAG,
                                               "exec-model = brings in what the parameter names: uri (of no type), planned"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_COMMIT, name, RC_PROPERTY_TAG,
                                               "program of exec-train = sha256:" PROGRAM ", 3 bytes, in the plan"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_COMMIT, name, RC_PROPERTY_TAG, "sdk_version = kfp-2.14.6"));
  /* YAML guesses no number: 2.1.0 or 1.0 stay as they are written. */
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_COMMIT, name, RC_PROPERTY_TAG, "schema_version = 2.1.0"));
  /* A plan is no run. */
  for (guint i = 0; i < sink->entities->len; i++)
    g_assert_cmpint (((RecordedEntity *) g_ptr_array_index (sink->entities, i))->kind, !=, RC_ENTITY_RUN);
}

static void
test_plan (void)
{
  static const char * const texts[] = {
    PLAN,
    "# PIPELINE DEFINITION\n# Name: train-credit-limit\n" PLAN,
    "---\n" PLAN,
    "\xEF\xBB\xBF" PLAN,
    PLAN "---\nplatforms:\n  kubernetes: {}\n",
    "%YAML 1.1\n---\n" PLAN "---\nplatforms: {}\n---\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (RecordingSink) sink = import_text (rc_kfp_pipeline_importer (), texts[i]);

      g_assert_cmpint (recognise (rc_kfp_pipeline_importer (), texts[i]), >, 0);
      g_assert_cmpuint (sink->asides->len, ==, 0);
      check_plan (sink);
    }
}

/* One document cannot be read: the others are. */
static void
test_broken_document (void)
{
  static const struct
  {
    const char *text;
    const char *kind;
    const char *at;
  } cases[] = {
    { PLAN "---\nplatforms: [\n", RC_EXCEPTION_UNREADABLE_RECORD, NULL },
    { "a: {\n---\n" PLAN, RC_EXCEPTION_UNREADABLE_RECORD, NULL },
    { PLAN "---\nx: 1\nx: 2\n", RC_EXCEPTION_DUPLICATE_MEMBER, "x: 2" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RecordingSink) sink = import_text (rc_kfp_pipeline_importer (), cases[i].text);
      const RecordedAside *aside = recording_sink_find_aside (sink, cases[i].kind);

      g_assert_cmpuint (sink->asides->len, ==, 1);
      g_assert_nonnull (aside);
      if (cases[i].at != NULL)
        g_assert_cmpint (aside->offset, ==, strstr (cases[i].text, cases[i].at) - cases[i].text);
      check_plan (sink);
    }
}

static const char job[] =
  "{\"pipelineSpec\":{\"pipelineInfo\":{\"name\":\"train\"},\"deploymentSpec\":{\"executors\":{\"e\":{\"container\":{\"image\":\"i:1\"}}}}},"
  "\"runtimeConfig\":{\"parameterValues\":{\"rate\":0.1,\"secret_key\":\"hunter2\"}}}";

static void
test_job (void)
{
  g_autoptr (RecordingSink) sink = import_text (rc_kfp_pipeline_importer (), job);

  g_assert_cmpint (recognise (rc_kfp_pipeline_importer (), job), >, 0);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_COMMIT, "pipeline train", RC_PROPERTY_ENVIRONMENT, "i:1, planned for e"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_COMMIT, "pipeline train", RC_PROPERTY_TAG, "parameter rate = 0.1"));
  assert_nothing_secret (sink);
}

/* --- Workflows --- */

#define WORKFLOW(metadata, status) \
  "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata:\n" metadata \
  "spec:\n  serviceAccountName: pipeline-runner\n  arguments:\n    parameters:\n    - name: implementations-1\n" \
  "      value: '{\"image\":\"train:1\",\"command\":[\"sh\",\"a\\nb\"]}'\n    - name: implementations-2\n      value: '{'\n" \
  "  templates:\n  - container:\n      image: ghcr.io/kubeflow/kfp-driver:2\n  - container:\n      image: own:3\n" status

static void
test_workflow (void)
{
  static const char ran[] = WORKFLOW ("  name: train-x7k2p\n  uid: 11111111-2222-4333-8444-555555555555\n  labels:\n    pipeline/runid: " RUN "\n"
                                      "  creationTimestamp: \"2026-01-09T23:06:40Z\"\n",
                                      "status:\n  phase: Succeeded\n  finishedAt: \"2026-01-09T23:10:00Z\"\n  nodes:\n    n1: {type: Pod, "
                                      "displayName: train, phase: Succeeded}\n    n2: {type: DAG, displayName: root, phase: Succeeded}\n");
  static const char planned[] = WORKFLOW ("  generateName: train-\n", "status:\n  startedAt: null\n");
  g_autoptr (RecordingSink) sink = import_text (rc_kfp_workflow_importer (), ran);
  g_autoptr (RecordingSink) plan = import_text (rc_kfp_workflow_importer (), planned);

  g_assert_cmpint (recognise (rc_kfp_workflow_importer (), ran), >, 0);
  g_assert_cmpuint (sink->asides->len, ==, 0);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_ENVIRONMENT, "train:1"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_ENVIRONMENT, "own:3"));
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_ENVIRONMENT), ==, 2);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_STATUS, "Succeeded"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_TAG, "step train = Succeeded"));
  g_assert_null (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_TAG, "step root = Succeeded"));

  g_assert_nonnull (recording_sink_find_claim (plan, RC_ENTITY_COMMIT, "workflow train-", RC_PROPERTY_ENVIRONMENT, "train:1"));
  g_assert_cmpuint (recording_sink_count_claims (plan, RC_ENTITY_COMMIT, "workflow train-", RC_PROPERTY_STATUS), ==, 0);
}

static void
test_results (void)
{
  static const char outputs[] =
    "{\"outputs\":[{\"type\":\"roc\",\"format\":\"csv\",\"source\":\"gs://b/roc.csv\"},{\"type\":\"markdown\",\"storage\":\"inline\","
    "\"source\":\"# Title\"},{\"type\":\"table\"},7,{\"type\":\"table\",\"source\":\"gs://b/t.csv\"}]}";
  static const char metrics[] = "{\"metrics\":[{\"name\":\"auc\",\"numberValue\":0.5,\"format\":\"RAW\"},{\"numberValue\":1},{\"name\":\"f1\"}]}";
  g_autoptr (RecordingSink) sink = import_text (rc_kfp_ui_importer (), outputs);
  g_autoptr (RecordingSink) of_metrics = import_text (rc_kfp_ui_importer (), metrics);

  g_assert_cmpint (recognise (rc_kfp_ui_importer (), outputs), >, 0);
  g_assert_cmpint (recognise (rc_kfp_ui_importer (), metrics), >, 0);
  g_assert_cmpuint (sink->entities->len, ==, 2);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_EVALUATION, "gs://b/roc.csv", RC_PROPERTY_TAG, "type = roc"));
  g_assert_nonnull (recording_sink_find_claim (of_metrics, RC_ENTITY_EVALUATION, "metrics", RC_PROPERTY_EVALUATION, "auc = 0.5"));
  g_assert_cmpuint (of_metrics->claims->len, ==, 1);
}

/* --- The catalog of models --- */

#define CATALOG \
  "source: Own\nmodels:\n  - name: acme/credit\n    provider: Acme\n    license: mit\n    tasks: [a, b]\n    readme: |-\n      # Card\n\n" \
  "      ---\n      text\n    createTimeSinceEpoch: \"1736899200000\"\n    lastUpdateTimeSinceEpoch: \"0\"\n    artifacts:\n" \
  "      - uri: oci://r/m@sha256:cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd\n      - uri: oci://r/m:v1\n" \
  "    customProperties:\n      api_key: {string_value: hunter2}\n      tier: {metadataType: MetadataIntValue, int_value: \"3\"}\n" \
  "  - provider: Nameless\n  - text\n  - name: second\n"

static void
test_catalog (void)
{
  g_autoptr (RecordingSink) sink = import_text (rc_model_catalog_importer (), CATALOG);
  const char *image = "oci://r/m@sha256:cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd";
  const RcClaim *claim;

  g_assert_cmpint (recognise (rc_model_catalog_importer (), CATALOG), >, 0);
  claim = recording_sink_find_claim (sink, RC_ENTITY_CARD, "card of acme/credit", RC_PROPERTY_DESCRIBES, "acme/credit");
  g_assert_nonnull (claim);
  /* The card has no date: not that of the model's entry. */
  g_assert_cmpint (claim->from_us, ==, RC_TIME_NONE);
  g_assert_cmpint (claim->recorded_us, ==, RC_TIME_NONE);
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_CARD, "card of acme/credit", RC_PROPERTY_CARD_DATE), ==, 0);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_CARD, "card of acme/credit", RC_PROPERTY_ISSUED_BY, "Acme"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_CARD, "card of acme/credit", RC_PROPERTY_TAG, "tasks = a, b"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_CARD, "card of acme/credit", RC_PROPERTY_TAG, "readme = 16 bytes of text"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL, "acme/credit", RC_PROPERTY_TAG, "tier = 3"));
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_MODEL_VERSION, image, RC_PROPERTY_ARTIFACT_DIGEST), ==, 1);
  assert_nothing_secret (sink);
  /* Two entries do not say which model they are about; the others are read. */
  g_assert_cmpuint (sink->asides->len, ==, 2);
  g_assert_cmpint (recording_sink_find_entity (sink, RC_ENTITY_MODEL, "second"), >, 0);
}

/* --- Wrong input --- */

typedef struct
{
  const RcImporter *(*importer) (void);
  const char       *text;
} Sample;

static const Sample samples[] = {
  { rc_kfp_api_importer, run_snake },
  { rc_kfp_pipeline_importer, PLAN "---\nplatforms: {}\n" },
  { rc_kfp_pipeline_importer, job },
  { rc_kfp_workflow_importer, WORKFLOW ("  name: w\n", "") },
  { rc_model_catalog_importer, CATALOG },
};

/* Of JSON that is cut off nothing is read; of YAML what stands before the cut may be a document. */
static void
test_truncated (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    for (gsize length = 0; length < strlen (samples[i].text); length++)
      {
        g_autoptr (RecordingSink) sink = import_named (samples[i].importer (), "file", samples[i].text, length);

        if (samples[i].text[0] == '{')
          g_assert_cmpuint (sink->claims->len, ==, 0);
        if (samples[i].text[0] == '{' && length > 0)
          g_assert_cmpuint (sink->asides->len, ==, 1);
      }
}

static void
test_changed (void)
{
  static const char bytes[] = { '\0', '\n', '"', '{', ']', ':', '&', '*', '\t', '\x80' };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    for (gsize at = 0; at < strlen (samples[i].text); at++)
      {
        g_autofree char *changed = g_strdup (samples[i].text);
        g_autoptr (RecordingSink) sink = NULL;

        changed[at] = bytes[at % G_N_ELEMENTS (bytes)];
        sink = import_named (samples[i].importer (), "file", changed, strlen (samples[i].text));
        g_assert_cmpuint (sink->events->len, ==, 0);
      }
}

static void
test_twice (void)
{
  g_autoptr (RecordingSink) sink = import_text (rc_kfp_api_importer (), "{\"run_id\":\"a\",\"runtime_config\":{},\"run_id\":\"b\"}");

  g_assert_cmpuint (sink->claims->len, ==, 0);
  g_assert_nonnull (recording_sink_find_aside (sink, RC_EXCEPTION_DUPLICATE_MEMBER));
}

/* A source beyond the limit has no bytes in memory. */
static void
test_too_large (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{", 1);

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (RecordingSink) sink = recording_sink_new ();
      g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
      RcImportInput input = { .name = "x", .size = 65u << 20, .stream = stream, .modified_us = RC_TIME_NONE };
      const RcImporter *importer = samples[i].importer ();
      g_autoptr (GError) error = NULL;

      g_assert_true (importer->import (importer, &input, &sink->base, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (sink->asides->len, ==, 1);
      g_assert_nonnull (recording_sink_find_aside (sink, RC_EXCEPTION_LIMIT));
    }
}

static void
test_deep (void)
{
  g_autoptr (GString) json = g_string_new ("{\"run_id\":\"r\",\"runtime_config\":{\"parameters\":{\"a\":");
  g_autoptr (GString) yaml = g_string_new ("deploymentSpec:\n  executors: ");
  g_autoptr (RecordingSink) of_json = NULL;
  g_autoptr (RecordingSink) of_yaml = NULL;

  for (guint i = 0; i < 5000; i++)
    {
      g_string_append_c (json, '[');
      g_string_append_c (yaml, '[');
    }
  of_json = import_text (rc_kfp_api_importer (), json->str);
  of_yaml = import_text (rc_kfp_pipeline_importer (), yaml->str);
  g_assert_cmpuint (of_json->asides->len, ==, 1);
  g_assert_cmpuint (of_yaml->asides->len, ==, 1);
  g_assert_cmpuint (of_json->claims->len + of_yaml->claims->len, ==, 0);
}

/* An alias that names what it stands in is no endless way. */
static void
test_alias (void)
{
  g_autoptr (RecordingSink) sink = import_text (rc_kfp_pipeline_importer (),
                                                "deploymentSpec: &d\n  executors:\n    e: *d\n    f: {container: {image: \"i:1\"}}\n"
                                                "pipelineInfo: &p {name: *p}\n");

  g_assert_cmpuint (sink->events->len, ==, 0);
}

static void
test_long_names (void)
{
  g_autofree char *name = g_strnfill (5000, 'n');
  g_autofree char *text = g_strdup_printf ("{\"run_id\":\"%s\",\"runtime_config\":{\"parameters\":{\"a\":\"%s\"}}}", name, name);
  g_autofree char *value = g_strdup_printf ("{\"run_id\":\"r\",\"runtime_config\":{\"parameters\":{\"a\":\"%s\",\"b\":1}}}", name);
  g_autoptr (RecordingSink) sink = import_text (rc_kfp_api_importer (), text);
  g_autoptr (RecordingSink) of_value = import_text (rc_kfp_api_importer (), value);

  g_assert_cmpuint (sink->claims->len, ==, 0);
  g_assert_nonnull (recording_sink_find_aside (sink, RC_EXCEPTION_LIMIT));
  g_assert_nonnull (recording_sink_find_aside (of_value, RC_EXCEPTION_LIMIT));
  g_assert_nonnull (recording_sink_find_claim (of_value, RC_ENTITY_RUN, "r", RC_PROPERTY_TAG, "parameter b = 1"));
}

/* A full disk at any moment ends the import with an error. */
static void
test_full_disk (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (RecordingSink) whole = import_text (samples[i].importer (), samples[i].text);
      g_autoptr (GBytes) bytes = g_bytes_new (samples[i].text, strlen (samples[i].text));
      const RcImporter *importer = samples[i].importer ();

      for (guint call = 1; call <= whole->n_calls; call++)
        {
          g_autoptr (RecordingSink) sink = recording_sink_new ();
          g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
          RcImportInput input = { .name = "x", .size = g_bytes_get_size (bytes), .stream = stream, .bytes = bytes, .modified_us = RC_TIME_NONE };
          g_autoptr (GError) error = NULL;

          sink->fail_at = call;
          g_assert_false (importer->import (importer, &input, &sink->base, NULL, &error));
          g_assert_nonnull (error);
        }
    }
}

/* What others write in a like way is not taken for one's own. */
static void
test_others (void)
{
  static const char * const others[] = {
    "", "{", "[]", "null",
    "{\"run_id\":\"r\",\"experiment_id\":\"0\",\"status\":\"FINISHED\"}",
    "{\"info\":{\"run_id\":\"r\"},\"data\":{}}",
    "{\"outputs\":[{\"type\":\"text\",\"source\":\"s\"}]}",
    "{\"apiVersion\":\"argoproj.io/v1alpha1\",\"kind\":\"CronWorkflow\"}",
    "apiVersion: v1\nkind: ConfigMap\n",
    "models:\n  - name: stg_orders\nversion: 2\n",
    "deploymentSpec: x\n",
  };
  const RcImporter *importers[] = { rc_kfp_api_importer (), rc_kfp_pipeline_importer (), rc_kfp_workflow_importer (), rc_kfp_ui_importer (),
                                    rc_model_catalog_importer () };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (importers); k++)
      g_assert_cmpint (recognise (importers[k], others[i]), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/importers/kfp/run", test_run);
  g_test_add_func ("/importers/kfp/lists", test_lists);
  g_test_add_func ("/importers/kfp/comments", test_comments);
  g_test_add_func ("/importers/kfp/plan", test_plan);
  g_test_add_func ("/importers/kfp/broken-document", test_broken_document);
  g_test_add_func ("/importers/kfp/job", test_job);
  g_test_add_func ("/importers/kfp/workflow", test_workflow);
  g_test_add_func ("/importers/kfp/results", test_results);
  g_test_add_func ("/importers/kfp/catalog", test_catalog);
  g_test_add_func ("/importers/kfp/truncated", test_truncated);
  g_test_add_func ("/importers/kfp/changed", test_changed);
  g_test_add_func ("/importers/kfp/twice", test_twice);
  g_test_add_func ("/importers/kfp/too-large", test_too_large);
  g_test_add_func ("/importers/kfp/deep", test_deep);
  g_test_add_func ("/importers/kfp/alias", test_alias);
  g_test_add_func ("/importers/kfp/long-names", test_long_names);
  g_test_add_func ("/importers/kfp/full-disk", test_full_disk);
  g_test_add_func ("/importers/kfp/others", test_others);
  return g_test_run ();
}
