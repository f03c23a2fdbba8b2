/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "system-fixture.h"

#define TRACE "tr-5f1e0d9c8b7a695847362514039281ff"
#define RUN   "a81b2c3d4e5f60718293a4b5c6d7e8f9"

/* A trace in the store itself: data and code stand behind the model that it names. */
static const SystemSlot slots_of_trace[] = {
  { "input", RC_STANDING_SINGLE, "2 fields" },
  { "subject", RC_STANDING_NOTHING, "person" },
  { "output", RC_STANDING_SINGLE, "1 field" },
  { "score", RC_STANDING_NOTHING, "score" },
  { "endpoint", RC_STANDING_NOTHING, "endpoint" },
  { "deployment", RC_STANDING_NOTHING, "deployment" },
  { "model-version", RC_STANDING_SINGLE, "credit-limit/3" },
  { "artefact", RC_STANDING_NOTHING, "MLflow: ask for the model's folder" },
  { "run", RC_STANDING_SINGLE, RUN },
  { "dataset", RC_STANDING_SINGLE, "applications_2025@e5f60718" },
  { "commit", RC_STANDING_SINGLE, "1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d" },
  { "environment", RC_STANDING_NOTHING, "MLflow: ask for MLmodel, conda.yaml" },
  { "evaluation", RC_STANDING_SINGLE, "auc = 0.889" },
  { "approval", RC_STANDING_SINGLE, "as approver, 2026-01-11T16:20:00Z" },
  { "documentation", RC_STANDING_NOTHING, "documentation" },
  { "card", RC_STANDING_NOTHING, "MLflow: ask for the artifacts of the run" },
  { "human-action", RC_STANDING_SINGLE, "override" },
  { "final-decision", RC_STANDING_NOTHING, "decision" },
  { "anomaly", RC_STANDING_NOTHING, "alert" },
  { "incident", RC_STANDING_NOTHING, "incident" },
  { "reliance", RC_STANDING_NOTHING, "checked" },
  { "retention", RC_STANDING_NOTHING, "retention" },
};

static void
test_trace (ImportFixture *fixture,
            gconstpointer  data)
{
  g_autoptr (RcLineage) lineage = NULL;

  if (!system_fixture_import_corpus (fixture, "mlflow/constructed/mlflow-3-full-chain.db"))
    return;
  lineage = system_fixture_assert_lineage (fixture, TRACE, slots_of_trace, G_N_ELEMENTS (slots_of_trace));
}

/* A store of 2021 knows no inferences: a project's own log names the version, and its tags the code. */
static const char log_line[] =
  "{\"schema\":\"kreditcheck.decision/1\",\"event\":\"inference\",\"event_id\":\"inf-1\",\"timestamp\":\"2021-03-20T06:00:00Z\","
  "\"system\":\"wine\",\"endpoint\":\"quality\",\"model\":{\"name\":\"ElasticNetWineModel\",\"version\":\"2\"},"
  "\"input\":{\"fields\":{\"alcohol\":9.4}},\"output\":{\"score\":5.6}}\n";

static const SystemSlot slots_of_line[] = {
  { "input", RC_STANDING_SINGLE, "1 field" },
  { "subject", RC_STANDING_NOTHING, "person" },
  { "output", RC_STANDING_SINGLE, "1 field" },
  { "score", RC_STANDING_SINGLE, "5.6" },
  { "endpoint", RC_STANDING_SINGLE, "quality" },
  { "deployment", RC_STANDING_NOTHING, "deployment" },
  { "model-version", RC_STANDING_SINGLE, "ElasticNetWineModel/2" },
  { "artefact", RC_STANDING_NOTHING, "MLflow: ask for the model's folder" },
  { "run", RC_STANDING_SINGLE, "60cc21a399cc45019c604a6b926cfbf6" },
  { "dataset", RC_STANDING_NOTHING, "MLflow: ask for the run with its inputs" },
  { "commit", RC_STANDING_SINGLE, "a4d755929691b5bf2febfd65a5369e8d55d5f243" },
  { "environment", RC_STANDING_SINGLE, "Python 3.7.10" },
  { "evaluation", RC_STANDING_SINGLE, "rmse" },
  { "approval", RC_STANDING_NOTHING, "MLflow: ask for the tags" },
  { "documentation", RC_STANDING_NOTHING, "documentation" },
  { "card", RC_STANDING_NOTHING, "MLflow: ask for the artifacts of the run" },
  { "human-action", RC_STANDING_NOTHING, "MLflow: ask for the assessments" },
  { "final-decision", RC_STANDING_NOTHING, "decision" },
  { "anomaly", RC_STANDING_NOTHING, "alert" },
  { "incident", RC_STANDING_NOTHING, "incident" },
  { "reliance", RC_STANDING_NOTHING, "checked" },
  { "retention", RC_STANDING_NOTHING, "retention" },
};

static void
test_line (ImportFixture *fixture,
           gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcLineage) lineage = NULL;

  if (!system_fixture_import_corpus (fixture, "mlflow/no-licence-stated/wine-2021/mlflow.db"))
    return;
  import_fixture_put (fixture, "log.jsonl", log_line, -1);
  result = import_fixture_import (fixture, NULL);
  lineage = system_fixture_assert_lineage (fixture, "inf-1", slots_of_line, G_N_ELEMENTS (slots_of_line));
}

/* An alias is dated by a webhook's delivery alone: before the move it named another version. */
static const char alias_lines[] =
  "{\"entity\":\"model_version_alias\",\"action\":\"created\",\"timestamp\":\"2026-01-05T12:00:00Z\","
  "\"data\":{\"name\":\"credit-limit\",\"alias\":\"champion\",\"version\":\"1\"}}\n"
  "{\"entity\":\"model_version_alias\",\"action\":\"created\",\"timestamp\":\"2026-01-11T16:21:00Z\","
  "\"data\":{\"name\":\"credit-limit\",\"alias\":\"champion\",\"version\":\"3\"}}\n";

static const char aliased_lines[] =
  "{\"schema\":\"kreditcheck.decision/1\",\"event\":\"inference\",\"event_id\":\"early\",\"timestamp\":\"2026-01-10T06:00:00Z\","
  "\"system\":\"limit\",\"model\":{\"name\":\"credit-limit\",\"version\":\"@champion\"}}\n"
  "{\"schema\":\"kreditcheck.decision/1\",\"event\":\"inference\",\"event_id\":\"late\",\"timestamp\":\"2026-01-12T06:00:00Z\","
  "\"system\":\"limit\",\"model\":{\"name\":\"credit-limit\",\"version\":\"@champion\"}}\n";

static void
assert_version (ImportFixture *fixture,
                const char    *event,
                const char    *version)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (RcLineage) lineage = NULL;
  g_autoptr (GError) error = NULL;
  RcEvent *found = rc_event_find (fixture->case_file, reader, event, &error);

  g_assert_no_error (error);
  lineage = rc_lineage_build (fixture->case_file, found, RC_TIME_NONE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      if (!g_str_equal (slot->slot, "model-version"))
        continue;
      g_assert_cmpuint (slot->answers->len, ==, 1);
      g_assert_cmpstr (((const RcLineageAnswer *) g_ptr_array_index (slot->answers, 0))->value, ==, version);
    }
}

static void
test_dated_alias (ImportFixture *fixture,
                  gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;

  import_fixture_put (fixture, "webhooks.jsonl", alias_lines, -1);
  import_fixture_put (fixture, "log.jsonl", aliased_lines, -1);
  result = import_fixture_import (fixture, NULL);
  assert_version (fixture, "early", "credit-limit/1");
  assert_version (fixture, "late", "credit-limit/3");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/systems/mlflow/trace", ImportFixture, NULL, import_fixture_set_up, test_trace, import_fixture_verify_and_tear_down);
  g_test_add ("/systems/mlflow/line", ImportFixture, NULL, import_fixture_set_up, test_line, import_fixture_verify_and_tear_down);
  g_test_add ("/systems/mlflow/dated-alias", ImportFixture, NULL, import_fixture_set_up, test_dated_alias, import_fixture_verify_and_tear_down);

  return g_test_run ();
}
