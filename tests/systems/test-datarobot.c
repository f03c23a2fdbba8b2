/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "system-fixture.h"

#define DEPLOYMENT "6a10c0de30d66c0754e38c2b"
#define MODEL      "6a10beef243e8e2d2f794813"
#define OLDER      "6a10aaaa243e8e2d2f794813"
#define PROJECT    "6a10b0b0033419156b6bb801"
#define FOLDER     "deployment-" DEPLOYMENT "/"

/* An export of a deployment as the service and its pages give it: the prediction data name neither deployment nor model. */
static void
put_evidence (ImportFixture *fixture)
{
  import_fixture_put (fixture, FOLDER "predictions.csv",
                      "amount,association_id,DR_RESERVED_PREDICTION_TIMESTAMP,DR_RESERVED_PREDICTION_VALUE_no,DR_RESERVED_PREDICTION_VALUE_yes\n"
                      "1200,loan-17,2026-05-04T09:12:31Z,0.81,0.19\n"
                      "900,loan-18,2026-02-01T09:00:00Z,0.4,0.6\n", -1);
  import_fixture_put (fixture, FOLDER "export-job.json",
                      "{\"id\":\"6a10f00d79bffe18c00c6fd6\",\"modelId\":\"" MODEL "\",\"period\":{\"start\":\"2026-05-01T00:00:00Z\","
                      "\"end\":\"2026-06-01T00:00:00Z\"},\"status\":\"SUCCEEDED\",\"createdAt\":\"2026-06-02T08:00:00Z\","
                      "\"createdBy\":{\"id\":\"6a10face4943d20d14625dfa\",\"name\":\"Ada Kern\"},\"data\":[{\"id\":\"6a10fade4943d20d14625dfa\","
                      "\"name\":\"predictions.csv\"}]}", -1);
  import_fixture_put (fixture, FOLDER "deployment.json",
                      "{\"id\":\"" DEPLOYMENT "\",\"label\":\"Loans\",\"status\":\"active\",\"importance\":\"HIGH\",\"model\":{\"id\":\"" MODEL "\","
                      "\"projectId\":\"" PROJECT "\",\"projectName\":\"Loans 2026\",\"type\":\"Elastic-Net\"},"
                      "\"defaultPredictionServer\":{\"id\":\"1\",\"url\":\"https://predict.example\",\"datarobot-key\":\"geheim-4711\"}}", -1);
  import_fixture_put (fixture, FOLDER "history.json",
                      "{\"deploymentId\":\"" DEPLOYMENT "\",\"data\":["
                      "{\"modelId\":\"" MODEL "\",\"modelPackageId\":\"6a10cafe4943d20d14625dfa\",\"startDate\":\"2026-04-01T10:00:00Z\","
                      "\"endDate\":null,\"replacementReason\":\"DATA_DRIFT\",\"user\":{\"name\":\"Ada Kern\"}},"
                      "{\"modelId\":\"" OLDER "\",\"startDate\":\"2026-01-01T10:00:00Z\",\"endDate\":\"2026-04-01T10:00:00Z\","
                      "\"replacementReason\":\"OTHER\",\"user\":{\"name\":\"Ada Kern\"}}]}", -1);
  import_fixture_put (fixture, "project.json",
                      "{\"id\":\"" PROJECT "\",\"projectName\":\"Loans 2026\",\"fileName\":\"loans-2025.csv\",\"created\":\"2026-03-01T08:00:00Z\","
                      "\"target\":\"defaulted\",\"metric\":\"AUC\",\"partition\":{\"validationType\":\"CV\"}}", -1);
  import_fixture_put (fixture, "model.json",
                      "{\"id\":[\"" MODEL "\"],\"modelType\":[\"Elastic-Net\"],\"projectId\":[\"" PROJECT "\"],\"blueprintId\":[\"b\"],"
                      "\"metrics\":{\"AUC\":{\"validation\":[0.88],\"holdout\":{}}}}", -1);
}

static void
put_reviews (ImportFixture *fixture)
{
  import_fixture_put (fixture, "change-requests.json",
                      "{\"count\":1,\"data\":[{\"id\":\"6a10d00d4943d20d14625dfa\",\"entityType\":\"deployment\",\"entityId\":\"" DEPLOYMENT "\","
                      "\"action\":\"changeModel\",\"change\":{\"modelId\":\"" MODEL "\"},\"status\":\"approved\",\"userName\":\"Ada Kern\","
                      "\"createdAt\":\"2026-03-28T08:00:00Z\",\"reviews\":["
                      "{\"id\":\"r1\",\"status\":\"commented\",\"reviewer\":{\"name\":\"Max Lutz\"},\"createdAt\":\"2026-03-29T08:00:00Z\"},"
                      "{\"id\":\"r2\",\"status\":\"APPROVED\",\"reviewer\":{\"name\":\"Iris Vogt\"},\"comment\":\"limits checked\","
                      "\"createdAt\":\"2026-03-30T08:00:00Z\"}]}]}", -1);
}

#define REST \
  { "subject", RC_STANDING_NOTHING, "person" }, \
  { "artefact", RC_STANDING_NOTHING, "SHA-256" }, \
  { "commit", RC_STANDING_NOTHING, "DataRobot: ask for the version of the custom model as JSON" }, \
  { "environment", RC_STANDING_NOTHING, "DataRobot: ask for the version of the custom model" }, \
  { "documentation", RC_STANDING_NOTHING, "DataRobot: ask for the compliance document" }, \
  { "card", RC_STANDING_NOTHING, "DataRobot: ask for the compliance document" }, \
  { "human-action", RC_STANDING_NOTHING, "DataRobot: ask for the actuals" }, \
  { "final-decision", RC_STANDING_NOTHING, "decision" }, \
  { "anomaly", RC_STANDING_NOTHING, "alerts" }, \
  { "incident", RC_STANDING_NOTHING, "incident" }, \
  { "reliance", RC_STANDING_NOTHING, "checked" }, \
  { "retention", RC_STANDING_NOTHING, "retention" }

#define BEHIND \
  { "input", RC_STANDING_NOTHING, "DataRobot: ask for the prediction data" }, \
  { "output", RC_STANDING_SINGLE, "no = 0.81, yes = 0.19" }, \
  { "score", RC_STANDING_SINGLE, "no = 0.81, yes = 0.19" }, \
  { "endpoint", RC_STANDING_SINGLE, DEPLOYMENT }, \
  { "deployment", RC_STANDING_SINGLE, MODEL " at " DEPLOYMENT ", from 2026-04-01T10:00:00Z" }, \
  { "model-version", RC_STANDING_SINGLE, MODEL }, \
  { "run", RC_STANDING_CONSISTENT, PROJECT }, \
  { "dataset", RC_STANDING_SINGLE, "loans-2025.csv" }, \
  { "evaluation", RC_STANDING_SINGLE, "AUC (validation) = 0.88" }

static const SystemSlot reviewed[] = {
  BEHIND, REST, { "approval", RC_STANDING_SINGLE, "approve by" },
};

static const SystemSlot not_reviewed[] = {
  BEHIND, REST, { "approval", RC_STANDING_NOTHING, "DataRobot: ask for the change requests of the deployment with their reviews" },
};

static void
test_reviewed (ImportFixture *fixture,
               gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcLineage) lineage = NULL;

  put_evidence (fixture);
  put_reviews (fixture);
  result = import_fixture_import (fixture, NULL);
  lineage = system_fixture_assert_lineage (fixture, "loan-17", reviewed, G_N_ELEMENTS (reviewed));
}

/* Without an approval policy nobody reviews: nothing is invented. */
static void
test_not_reviewed (ImportFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcLineage) lineage = NULL;

  put_evidence (fixture);
  result = import_fixture_import (fixture, NULL);
  lineage = system_fixture_assert_lineage (fixture, "loan-17", not_reviewed, G_N_ELEMENTS (not_reviewed));
}

/* What answered in February was the older model. */
static void
test_earlier (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (RcLineage) lineage = NULL;
  g_autoptr (GError) error = NULL;
  RcEvent *event;
  guint n_found = 0;

  put_evidence (fixture);
  put_reviews (fixture);
  result = import_fixture_import (fixture, NULL);
  event = rc_event_find (fixture->case_file, reader, "loan-18", &error);
  g_assert_no_error (error);
  lineage = rc_lineage_build (fixture->case_file, event, RC_TIME_NONE, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      if (g_str_equal (slot->slot, "model-version"))
        {
          g_assert_cmpuint (slot->answers->len, ==, 1);
          g_assert_cmpstr (((const RcLineageAnswer *) g_ptr_array_index (slot->answers, 0))->value, ==, OLDER);
          n_found++;
        }
      /* The approval of its successor is none of its. */
      if (g_str_equal (slot->slot, "approval"))
        {
          g_assert_cmpint (slot->standing, ==, RC_STANDING_NOTHING);
          n_found++;
        }
    }
  g_assert_cmpuint (n_found, ==, 2);
}

/* The key of a prediction server is claimed nowhere. */
static void
test_secret (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;

  put_evidence (fixture);
  result = import_fixture_import (fixture, NULL);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count (*) FROM claim WHERE value LIKE '%geheim%'"), ==, 0);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count (*) FROM entity WHERE name LIKE '%geheim%'"), ==, 0);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count (*) FROM claim"), >, 10);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/systems/datarobot/reviewed", ImportFixture, NULL, import_fixture_set_up, test_reviewed, import_fixture_tear_down);
  g_test_add ("/systems/datarobot/not-reviewed", ImportFixture, NULL, import_fixture_set_up, test_not_reviewed, import_fixture_tear_down);
  g_test_add ("/systems/datarobot/earlier", ImportFixture, NULL, import_fixture_set_up, test_earlier, import_fixture_tear_down);
  g_test_add ("/systems/datarobot/secret", ImportFixture, NULL, import_fixture_set_up, test_secret, import_fixture_tear_down);
  return g_test_run ();
}
