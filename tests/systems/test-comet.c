/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "system-fixture.h"

#include "tests/importers/zip-builder.h"

#define KEY    "f3a81c09d2b64e57a1c8e0d9b7a65432"
#define COMMIT "1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d"

static const char experiment[] =
  "{\"offline_id\":\"" KEY "\",\"project_name\":\"loans\",\"workspace\":\"risk\",\"start_time\":1772355600000,\"stop_time\":1772359200000,"
  "\"tags\":[\"nightly\"],\"mode\":\"create\"}";

static const char messages[] =
  "{\"type\":\"git_metadata\",\"payload\":{\"git_metadata\":{\"user\":\"Ada Kern\",\"branch\":\"main\",\"parent\":\"" COMMIT "\","
  "\"origin\":\"https://ada:geheim-4711@git.example/loans.git\",\"status\":null}}}\n"
  "{\"type\":\"system_details\",\"payload\":{\"python_version\":\"3.11.4\",\"os\":\"Linux-6.1\",\"user\":\"akern\",\"hostname\":\"train-2\","
  "\"command\":[\"train.py\",\"--api-key\",\"geheim-4711\"],\"env\":{\"COMET_API_KEY\":\"geheim-4711\"},\"ip\":\"192.0.2.7\"}}\n"
  "{\"type\":\"metric_msg\",\"payload\":{\"metric\":{\"metricName\":\"auc\",\"metricValue\":0.7,\"step\":1},\"context\":\"validate\",\"local_timestamp\":1772356000000}}\n"
  "{\"type\":\"metric_msg\",\"payload\":{\"metric\":{\"metricName\":\"auc\",\"metricValue\":0.86,\"step\":2},\"context\":\"validate\",\"local_timestamp\":1772357000000}}\n"
  "{\"type\":\"remote_file\",\"payload\":{\"remote_uri\":\"s3://data/loans-2025.parquet\",\"upload_type\":\"dataset\"}}\n"
  "{\"type\":\"file_upload\",\"payload\":{\"file_path\":\"a1\",\"upload_type\":\"git-patch\",\"additional_params\":{\"fileName\":\"patch.zip\"}}}\n"
  "{\"type\":\"register_model\",\"payload\":{\"experiment_id\":\"" KEY "\",\"model_name\":\"credit\",\"registry_name\":\"credit\","
  "\"version\":\"1.2.0\",\"status\":\"Production\",\"stages\":[\"production\"]}}\n";

static const char prediction[] =
  "{\"workspaceName\":\"risk\",\"modelName\":\"credit\",\"modelVersion\":\"1.2.0\",\"predictionId\":\"p-17\",\"timestamp\":1777885951000,"
  "\"features\":{\"amount\":1200},\"prediction\":{\"value\":\"no\",\"probability\":0.81}}\n";

static const SystemSlot slots[] = {
  { "input", RC_STANDING_SINGLE, "field" },
  { "subject", RC_STANDING_NOTHING, "person" },
  { "output", RC_STANDING_SINGLE, "no" },
  { "score", RC_STANDING_SINGLE, "0.81" },
  { "endpoint", RC_STANDING_NOTHING, "endpoint" },
  { "deployment", RC_STANDING_NOTHING, "deployment" },
  { "model-version", RC_STANDING_SINGLE, "credit/1.2.0" },
  { "artefact", RC_STANDING_NOTHING, "SHA-256" },
  { "run", RC_STANDING_SINGLE, KEY },
  { "dataset", RC_STANDING_SINGLE, "s3://data/loans-2025.parquet" },
  { "commit", RC_STANDING_SINGLE, COMMIT " with changes that were not committed" },
  { "environment", RC_STANDING_SINGLE, "Python 3.11.4 on Linux-6.1" },
  { "evaluation", RC_STANDING_SINGLE, "auc (validate) = 0.86" },
  { "approval", RC_STANDING_NOTHING, "Comet: ask for the list of the registry's versions at several times" },
  { "documentation", RC_STANDING_NOTHING, "documentation" },
  { "card", RC_STANDING_NOTHING, "card" },
  { "human-action", RC_STANDING_NOTHING, "Comet: ask for the Opik traces" },
  { "final-decision", RC_STANDING_NOTHING, "decision" },
  { "anomaly", RC_STANDING_NOTHING, "alerts" },
  { "incident", RC_STANDING_NOTHING, "incident" },
  { "reliance", RC_STANDING_NOTHING, "checked" },
  { "retention", RC_STANDING_NOTHING, "retention" },
};

static void
put_archive (ImportFixture *fixture)
{
  ZipBuilder *zip = zip_builder_new ();
  g_autoptr (GBytes) bytes = NULL;

  zip_builder_text (zip, "experiment.json", experiment);
  zip_builder_text (zip, "messages.json", messages);
  bytes = zip_builder_end (zip, NULL);
  import_fixture_put_bytes (fixture, ".cometml-runs/" KEY ".zip", bytes);
}

static void
test_offline (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcLineage) lineage = NULL;

  put_archive (fixture);
  import_fixture_put (fixture, "mpm/events.jsonl", prediction, -1);
  result = import_fixture_import (fixture, NULL);
  lineage = system_fixture_assert_lineage (fixture, "p-17", slots, G_N_ELEMENTS (slots));
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count (*) FROM claim WHERE value LIKE '%geheim%'"), ==, 0);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count (*) FROM set_aside"), ==, 0);
}

/* A tree of "cometx download" and the registry's list: the same run by its key. */
static void
test_download (ImportFixture *fixture,
               gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (RcLineage) lineage = NULL;
  g_autoptr (GError) error = NULL;
  RcEvent *event;
  guint n_found = 0;

  import_fixture_put (fixture, "risk/loans/" KEY "/metadata.json",
                      "{\"experimentKey\":\"" KEY "\",\"experimentName\":\"night\",\"userName\":\"akern\",\"projectName\":\"loans\","
                      "\"workspaceName\":\"risk\",\"startTimeMillis\":1772355600000,\"running\":false,\"hasCrashed\":false}", -1);
  import_fixture_put (fixture, "risk/loans/" KEY "/run/git_metadata.json", "{\"user\":\"Ada\",\"branch\":\"main\",\"parent\":\"" COMMIT "\",\"origin\":\"git@git.example:loans.git\"}", -1);
  import_fixture_put (fixture, "risk/loans/" KEY "/metrics.jsonl",
                      "{\"metricName\":\"auc\",\"metricValue\":\"0.91\",\"timestamp\":1772357000000,\"step\":2,\"runContext\":\"test\"}\n", -1);
  import_fixture_put (fixture, "registry.json",
                      "{\"modelName\":\"credit\",\"versions\":[{\"version\":\"1.2.0\",\"status\":\"Production\",\"stages\":[\"production\"],"
                      "\"experimentKey\":\"" KEY "\",\"userName\":\"akern\",\"createdAt\":1772360000000,\"comment\":\"first\"}]}", -1);
  import_fixture_put (fixture, "mpm/events.jsonl", prediction, -1);
  result = import_fixture_import (fixture, NULL);
  event = rc_event_find (fixture->case_file, reader, "p-17", &error);
  g_assert_no_error (error);
  lineage = rc_lineage_build (fixture->case_file, event, RC_TIME_NONE, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);
      const char *answer = slot->answers->len > 0 ? ((const RcLineageAnswer *) g_ptr_array_index (slot->answers, 0))->value : NULL;

      if (g_str_equal (slot->slot, "commit"))
        n_found += g_strcmp0 (answer, COMMIT) == 0;
      else if (g_str_equal (slot->slot, "evaluation"))
        n_found += g_strcmp0 (answer, "auc (test) = 0.91") == 0;
      else if (g_str_equal (slot->slot, "run"))
        n_found += g_strcmp0 (answer, KEY) == 0;
      else if (g_str_equal (slot->slot, "approval"))
        n_found += answer == NULL;
    }
  g_assert_cmpuint (n_found, ==, 4);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/systems/comet/offline", ImportFixture, NULL, import_fixture_set_up, test_offline, import_fixture_tear_down);
  g_test_add ("/systems/comet/download", ImportFixture, NULL, import_fixture_set_up, test_download, import_fixture_tear_down);
  return g_test_run ();
}
