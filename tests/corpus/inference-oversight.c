/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/lineage.h"
#include "tests/importers/import-fixture.h"

/* The folders of the corpus that this table is of. */
static const char * const folders[] = {
  "otlp-json", "otel-sdk-console-json", "langfuse", "litellm", "elastic-ecs", "phoenix", "argilla", "label-studio", "human-review-a2i",
  "evidently", "drift-reports", "prometheus-alertmanager", "app-prediction-logs",
};

#define CREDIT "app-prediction-logs/credit-scoring/"
#define ORIGIN "our own note on where the files are from"

/**
 * OversightFile:
 * @importer: (nullable): who reads it; %NULL: nobody, and @why says why
 * @events: "NUMBER KIND", parted by commas
 * @repeats: "NUMBER repeated, NUMBER superseded" of its events
 * @asides: faults told of it
 * @why: what was counted with other tools, or why nobody reads it
 */
typedef struct
{
  const char *path;
  const char *importer;
  const char *events;
  const char *repeats;
  guint       asides;
  const char *why;
} OversightFile;

static const OversightFile files[] = {
  { "otlp-json/ORIGIN.md", NULL, "", "", 0, ORIGIN },
  { "otlp-json/file-exporter/logs.jsonl", "otlp-logs", "1 feedback", "", 0, "the label says override, and nothing says who: a rating" },
  { "otlp-json/file-exporter/traces.jsonl", "otlp-traces", "1 inference, 1 tool-call", "", 0,
    "a chat and a tool; the second batch is empty" },
  { "otlp-json/opentelemetry-proto/events.json", "otlp-logs", "1 other", "", 0, "a page that was viewed" },
  { "otlp-json/opentelemetry-proto/logs.json", "otlp-logs", "1 other", "", 0, "an example" },
  { "otlp-json/opentelemetry-proto/metrics.json", "otlp-metrics", "4 other", "", 0, "four metrics" },
  { "otlp-json/opentelemetry-proto/trace.json", "otlp-traces", "1 other", "", 0, "a span of a server, no model" },
  { "otlp-json/protobuf-json-dialect/otlp_traces.json", "otlp-traces", "2 inference", "", 0, "two chats; ids in base64" },
  { "otel-sdk-console-json/ORIGIN.md", NULL, "", "", 0, ORIGIN },
  { "otel-sdk-console-json/traces.jsonl", "otel-sdk-spans", "68 inference, 297 other, 22 tool-call", "110 repeated, 78 superseded", 0,
    "387 objects, 199 different pairs of trace and span: 110 twice the same, 78 twice of which the first has no end, 11 once without an end" },
  { "langfuse/ORIGIN.md", NULL, "", "", 0, ORIGIN },
  { "langfuse/observations_v2/2026-03-14T09.jsonl", "langfuse-observations", "1 inference, 1 other", "", 0, "a GENERATION and a SPAN" },
  { "langfuse/scores/2026-03-14T09.jsonl", "langfuse-scores", "1 human-action, 2 feedback", "", 0,
    "an ANNOTATION with the label override; EVAL and API" },
  { "litellm/ORIGIN.md", NULL, "", "", 0, ORIGIN },
  { "litellm/spend_logs.jsonl", "litellm-spend-log", "2 inference", "", 0, "two acompletion" },
  { "elastic-ecs/ORIGIN.md", NULL, "", "", 0, ORIGIN },
  { "elastic-ecs/genai.ndjson", "elastic-ecs", "1 inference, 1 guardrail", "", 0, "one with members in members, one with dots" },
  { "phoenix/ORIGIN.md", NULL, "", "", 0, ORIGIN },
  { "phoenix/span_annotations.jsonl", "phoenix-span-annotations", "1 human-action, 1 feedback", "", 0,
    "HUMAN with the label override; LLM" },
  { "argilla/ORIGIN.md", NULL, "", "", 0, ORIGIN },
  { "argilla/records.json", "argilla-records", "1 human-action", "", 0, "one response, submitted" },
  { "label-studio/ORIGIN.md", NULL, "", "", 0, ORIGIN },
  { "label-studio/test_export_csv/csv_test.json", "label-studio", "2 inference, 4 human-action", "", 0,
    "two predictions, two annotations, two reviews" },
  { "label-studio/test_export_csv/csv_test2.json", "label-studio", "1 human-action", "", 0, "one annotation" },
  { "label-studio/test_export_csv/csv_test_history.json", "label-studio", "1 human-action, 1 other", "", 0,
    "one annotation, and one step of its history" },
  { "label-studio/test_export_json_min/data.json", "label-studio", "1 human-action", "", 0, "one annotation" },
  { "label-studio/test_export_json_min/data_repeater.json", "label-studio", "1 human-action", "", 0, "one annotation" },
  { "human-review-a2i/ORIGIN.md", NULL, "", "", 0, ORIGIN },
  { "human-review-a2i/comprehend/output.json", "amazon-a2i", "1 human-action", "", 0, "one worker" },
  { "human-review-a2i/constructed/credit-review/2026/03/14/09/40/02/loan-2026-000172/output.json", "amazon-a2i", "1 human-action", "", 0,
    "one worker" },
  { "human-review-a2i/fraud-detector/output.json", "amazon-a2i", "1 human-action", "", 0, "one worker" },
  { "human-review-a2i/ground-truth/output-change.manifest", "ground-truth-manifest", "12 other", "", 0,
    "12 lines, each by persons" },
  { "evidently/ORIGIN.md", NULL, "", "", 0, ORIGIN },
  { "evidently/v0.4/report.json", "evidently-report", "2 anomaly, 1 other", "", 0,
    "the data set, one column; the table repeats the first" },
  { "evidently/v0.7/report.json", "evidently-tests", "1 anomaly, 2 other", "", 0, "one test, which failed; two figures" },
  { "drift-reports/ORIGIN.md", NULL, "", "", 0, ORIGIN },
  { "drift-reports/attrition-evidently/drift_report.json", "drift-summary", "1 other", "", 0, "no drift" },
  { "drift-reports/fraud-psi/drift_report.json", "psi-drift-report", "30 other", "", 0, "30 features, all STABLE" },
  { "prometheus-alertmanager/ORIGIN.md", NULL, "", "", 0, ORIGIN },
  { "prometheus-alertmanager/model-drift-webhook.json", "alertmanager-webhook", "1 anomaly", "", 0, "one alert, resolved" },
  { "prometheus-alertmanager/webhook-v4.json", "alertmanager-webhook", "1 anomaly", "", 0, "one alert, open: it ends in the year 1" },
  { "app-prediction-logs/ORIGIN.md", NULL, "", "", 0, ORIGIN },
  { CREDIT "MLmodel", "mlflow-model", "", "", 0, "what the served model is" },
  { CREDIT "api_calls.jsonl", "api-call-log", "258 access", "", 0, "258 lines" },
  { CREDIT "predictions.jsonl", "prediction-log", "64 inference", "", 0, "64 lines" },
  { "app-prediction-logs/provenance-guard/audit.jsonl", "attribution-audit", "4 inference, 1 human-action", "", 0,
    "four judgements, one appeal" },
};

static char *
describe (const OversightFile *file)
{
  return g_strdup_printf ("%s|%s|%s|%s|%u", file->path, file->importer != NULL ? file->importer : "-", file->events, file->repeats,
                          file->asides);
}

/* "2 tool-call, 1 other", by the numbers of the kinds. */
static char *
name_kinds (const char *counts)
{
  g_auto (GStrv) items = g_strsplit (counts, ",", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; items[i] != NULL && items[i][0] != '\0'; i++)
    {
      char *end;
      guint64 kind = g_ascii_strtoull (items[i], &end, 10);

      g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", end + 1, rc_event_kind_to_name ((RcEventKind) kind));
    }
  return g_string_free (text, FALSE);
}

#define REPEATS "(SELECT count (*) FROM occurrence o JOIN event e ON e.id = o.event WHERE e.source = s.id AND o.of "

/* Of each source: name, importer, kinds with counts, what comes again, faults. */
static const char query[] =
  "SELECT s.name, ifnull (s.importer, '-'), "
  "ifnull ((SELECT group_concat (k) FROM (SELECT kind || ' ' || count (*) AS k FROM event WHERE source = s.id GROUP BY kind "
  "ORDER BY kind)), ''), "
  REPEATS "> 0), " REPEATS "< 0), s.set_aside FROM source s ORDER BY s.name";

static void
compare (GHashTable *expected,
         const char *found)
{
  g_auto (GStrv) columns = g_strsplit (found, "|", -1);
  g_autofree char *kinds = NULL;
  g_autofree char *repeats = NULL;
  g_autofree char *line = NULL;
  const char *known;

  g_assert_cmpuint (g_strv_length (columns), ==, 6);
  kinds = name_kinds (columns[2]);
  repeats = g_str_equal (columns[3], "0") && g_str_equal (columns[4], "0")
              ? g_strdup ("") : g_strdup_printf ("%s repeated, %s superseded", columns[3], columns[4]);
  line = g_strjoin ("|", columns[0], columns[1], kinds, repeats, columns[5], NULL);
  known = g_hash_table_lookup (expected, columns[0]);
  if (g_strcmp0 (known, line) != 0)
    {
      g_test_message ("expected %s\n#    found    %s", known != NULL ? known : "nothing", line);
      g_test_fail ();
    }
  g_hash_table_remove (expected, columns[0]);
}

/* (nullable): there is no corpus. */
static GPtrArray *
list_folders (void)
{
  const char *corpus = g_getenv ("RECOUNT_CORPUS");
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; corpus != NULL && i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (corpus, "inference", folders[i], NULL);

      if (!g_file_test (path, G_FILE_TEST_IS_DIR))
        return NULL;
      g_ptr_array_add (paths, g_steal_pointer (&path));
    }
  if (corpus == NULL)
    return NULL;
  g_ptr_array_add (paths, NULL);
  return g_steal_pointer (&paths);
}

/* Every file of the folders: who reads it, what its events are, which of them come again, and what is told of it. */
static void
test_folders (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) paths = list_folders ();
  g_autoptr (GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) found = NULL;
  GHashTableIter iter;
  gpointer line;

  if (paths == NULL)
    {
      g_test_skip ("no corpus at RECOUNT_CORPUS");
      return;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_assert_true (files[i].why != NULL);
      g_assert_true (g_hash_table_insert (expected, g_strdup (files[i].path), describe (&files[i])));
    }

  result = rc_import_paths (fixture->case_file, (const char * const *) paths->pdata, &(RcImportOptions) { 0 }, NULL, &error);
  g_assert_no_error (error);

  text = import_fixture_query_text (fixture, query);
  found = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 0; found[i] != NULL; i++)
    compare (expected, found[i]);

  g_hash_table_iter_init (&iter, expected);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    {
      g_test_message ("not in the folders: %s", (const char *) line);
      g_test_fail ();
    }
}

static void
assert_unproven (ImportFixture  *fixture,
                 RcRecordReader *reader,
                 const char     *id,
                 const char     *made)
{
  g_autoptr (GError) error = NULL;
  RcEvent *event = rc_event_find (fixture->case_file, reader, id, &error);
  g_autoptr (RcLineage) lineage = event != NULL ? rc_lineage_build (fixture->case_file, event, RC_TIME_NONE, &error) : NULL;
  const RcLineageSlot *slot;

  g_assert_no_error (error);
  slot = rc_lineage_find_slot (lineage, "model-version");
  g_test_message ("%s", slot->note);
  g_assert_nonnull (strstr (slot->note, "cannot be proven from these files: it names “sklearn_v1”, and no registry, model file"));
  g_assert_nonnull (strstr (slot->note, "m-410251246122495ebf0b31275b2e936c"));
  g_assert_nonnull (strstr (slot->note, made));
}

/* The log names a version by a word, the served model an id that no line has; the model was made between two calls of the log. */
static void
test_credit_scoring (ImportFixture *fixture,
                     gconstpointer  data)
{
  const char *corpus = g_getenv ("RECOUNT_CORPUS");
  g_autofree char *path = corpus != NULL ? g_build_filename (corpus, "inference", CREDIT, NULL) : NULL;
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("no corpus at RECOUNT_CORPUS");
      return;
    }

  result = rc_import_paths (fixture->case_file, (const char * const []) { path, NULL }, &(RcImportOptions) { 0 }, NULL, &error);
  g_assert_no_error (error);
  assert_unproven (fixture, reader, "e3cddb4c-72aa-4167-8e48-590c6b562c84", "(after this call");
  assert_unproven (fixture, reader, "66dca135-c8f2-42a9-8e1e-97c73d27c8c0", "(before this call)");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/corpus/inference-oversight", ImportFixture, NULL, import_fixture_set_up, test_folders, import_fixture_verify_and_tear_down);
  g_test_add ("/corpus/credit-scoring", ImportFixture, NULL, import_fixture_set_up, test_credit_scoring,
              import_fixture_verify_and_tear_down);
  return g_test_run ();
}
