/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "system-fixture.h"

#define MODEL "63cd44fd46b7f76875dc9556a2000cb5"

/* DVC logs no inference: a project's own log names the model by the path and the digest that dvc.lock has for it. */
static const char by_digest[] =
  "{\"schema\":\"kreditcheck.decision/1\",\"event\":\"inference\",\"event_id\":\"inf-1\",\"timestamp\":\"2024-06-01T09:00:00Z\","
  "\"system\":\"tagger\",\"endpoint\":\"questions\",\"model\":{\"name\":\"model.pkl\",\"version\":\"" MODEL "\"},\"output\":{\"score\":0.7}}\n";

static const SystemSlot slots_by_digest[] = {
  { "input", RC_STANDING_NOTHING, "deployer" },
  { "subject", RC_STANDING_NOTHING, "person" },
  { "output", RC_STANDING_SINGLE, "1 field" },
  { "score", RC_STANDING_SINGLE, "0.7" },
  { "endpoint", RC_STANDING_SINGLE, "questions" },
  { "deployment", RC_STANDING_NOTHING, "deployment" },
  { "model-version", RC_STANDING_SINGLE, "model.pkl/" MODEL },
  { "artefact", RC_STANDING_NOTHING, "DVC: ask for" },
  { "run", RC_STANDING_SINGLE, "train" },
  { "dataset", RC_STANDING_SINGLE, "features@f35d4cc2c552ac959ae602162b8543f3.dir" },
  { "commit", RC_STANDING_SINGLE, "src/train.py md5 324001573ed724e5ae092226fcf9ca30" },
  { "environment", RC_STANDING_NOTHING, "environment" },
  { "evaluation", RC_STANDING_SINGLE, "stage evaluate wrote eval (md5 ea452ca56ec7558c9387cfd5162514e7.dir)" },
  { "approval", RC_STANDING_NOTHING, "DVC: ask for" },
  { "documentation", RC_STANDING_NOTHING, "DVC: ask for" },
  { "card", RC_STANDING_NOTHING, "DVC: ask for" },
  { "human-action", RC_STANDING_NOTHING, "human" },
  { "final-decision", RC_STANDING_NOTHING, "decision" },
  { "anomaly", RC_STANDING_NOTHING, "alerts" },
  { "incident", RC_STANDING_NOTHING, "incident" },
  { "reliance", RC_STANDING_NOTHING, "checked" },
  { "retention", RC_STANDING_NOTHING, "retention" },
};

static void
test_by_digest (ImportFixture *fixture,
                gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcLineage) lineage = NULL;

  if (!system_fixture_import_corpus (fixture, "dvc/no-licence-stated/example-get-started/11-random-forest-experiments"))
    return;
  import_fixture_put (fixture, "log.jsonl", by_digest, -1);
  result = import_fixture_import (fixture, NULL);
  lineage = system_fixture_assert_lineage (fixture, "inf-1", slots_by_digest, G_N_ELEMENTS (slots_by_digest));
}

/* A log that names the stage: the tags tell which version it was at that time. */
static const char by_stage[] =
  "{\"schema\":\"kreditcheck.decision/1\",\"event\":\"inference\",\"event_id\":\"inf-2\",\"timestamp\":\"2024-06-01T09:00:00Z\","
  "\"system\":\"tagger\",\"endpoint\":\"questions\",\"model\":{\"name\":\"text-classification\",\"version\":\"prod\"}}\n"
  "{\"schema\":\"kreditcheck.decision/1\",\"event\":\"inference\",\"event_id\":\"inf-3\",\"timestamp\":\"2024-01-01T09:00:00Z\","
  "\"system\":\"tagger\",\"endpoint\":\"questions\",\"model\":{\"name\":\"text-classification\",\"version\":\"prod\"}}\n";

static const SystemSlot slots_by_stage[] = {
  { "input", RC_STANDING_NOTHING, "deployer" },
  { "subject", RC_STANDING_NOTHING, "person" },
  { "output", RC_STANDING_NOTHING, "deployer" },
  { "score", RC_STANDING_NOTHING, "score" },
  { "endpoint", RC_STANDING_SINGLE, "questions" },
  { "deployment", RC_STANDING_NOTHING, "deployment" },
  { "model-version", RC_STANDING_SINGLE, "text-classification/v1.0.0" },
  { "artefact", RC_STANDING_NOTHING, "DVC: ask for" },
  { "run", RC_STANDING_NOTHING, "DVC: ask for" },
  { "dataset", RC_STANDING_NOTHING, "DVC: ask for" },
  { "commit", RC_STANDING_SINGLE, "0d46eb42e874eb1f681adda2aa772b6d1ea2bb97" },
  { "environment", RC_STANDING_NOTHING, "environment" },
  { "evaluation", RC_STANDING_NOTHING, "DVC: ask for" },
  { "approval", RC_STANDING_SINGLE, "assign stage prod by" },
  { "documentation", RC_STANDING_NOTHING, "DVC: ask for" },
  { "card", RC_STANDING_NOTHING, "DVC: ask for" },
  { "human-action", RC_STANDING_NOTHING, "human" },
  { "final-decision", RC_STANDING_NOTHING, "decision" },
  { "anomaly", RC_STANDING_NOTHING, "alerts" },
  { "incident", RC_STANDING_NOTHING, "incident" },
  { "reliance", RC_STANDING_NOTHING, "checked" },
  { "retention", RC_STANDING_NOTHING, "retention" },
};

static void
test_by_stage (ImportFixture *fixture,
               gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcLineage) lineage = NULL;

  if (!system_fixture_import_corpus (fixture, "dvc/no-licence-stated/example-get-started/git-tags.tsv"))
    return;
  import_fixture_put (fixture, "log.jsonl", by_stage, -1);
  result = import_fixture_import (fixture, NULL);
  lineage = system_fixture_assert_lineage (fixture, "inf-2", slots_by_stage, G_N_ELEMENTS (slots_by_stage));
}

/* Before the stage was assigned it meant nothing. */
static void
test_before_stage (ImportFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (RcLineage) lineage = NULL;
  g_autoptr (GError) error = NULL;
  RcEvent *event;

  if (!system_fixture_import_corpus (fixture, "dvc/no-licence-stated/example-get-started/git-tags.tsv"))
    return;
  import_fixture_put (fixture, "log.jsonl", by_stage, -1);
  result = import_fixture_import (fixture, NULL);
  event = rc_event_find (fixture->case_file, reader, "inf-3", &error);
  g_assert_no_error (error);
  lineage = rc_lineage_build (fixture->case_file, event, RC_TIME_NONE, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      if (g_str_equal (slot->slot, "model-version"))
        g_assert_cmpint (slot->standing, ==, RC_STANDING_NOTHING);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/systems/dvc/by-digest", ImportFixture, NULL, import_fixture_set_up, test_by_digest, import_fixture_tear_down);
  g_test_add ("/systems/dvc/by-stage", ImportFixture, NULL, import_fixture_set_up, test_by_stage, import_fixture_tear_down);
  g_test_add ("/systems/dvc/before-stage", ImportFixture, NULL, import_fixture_set_up, test_before_stage, import_fixture_tear_down);
  return g_test_run ();
}
