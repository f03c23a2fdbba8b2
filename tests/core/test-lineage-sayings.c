/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/exercises/exercise-record.h"
#include "core/registers/paper.h"
#include "core/systems/system.h"
#include "exercise-fixture.h"

/* What people read, say and enter stands beside the records, by whom, and never makes them better known. The names are fictitious. */

#define EDGE "{\"system\":\"Border desk\",\"bindings\":{\"endpoints\":[\"edge\"]}}"
#define READER "A. Auditor (fictitious)"

static gint64
add_paper (LineageFixture *fixture,
           const char     *name,
           const char     *about,
           const char     *says,
           const char     *quote)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  const char * const texts[] = { about, NULL };
  const RcReadingTerms reading = { .about = texts, .page = "2", .says = says, .quote = quote, .read_by = READER };
  const RcPaperTerms terms = { .kind = "minutes", .title = name, .reading = &reading };
  g_autoptr (GError) error = NULL;
  gint64 number;

  g_assert_true (g_file_set_contents (path, name, -1, NULL));
  number = rc_paper_add_file (fixture->case_file, path, &terms, NULL, &error);
  g_assert_no_error (error);
  return number;
}

static const RcLineageSaying *
saying_of (const RcLineage *lineage,
           const char      *slot,
           guint            answer)
{
  const GPtrArray *sayings = lineage_answer (lineage, slot, answer)->sayings;

  g_assert_cmpuint (sayings->len, ==, 1);
  return g_ptr_array_index (sayings, 0);
}

static void
assert_told (const RcLineage *lineage,
             const char      *slot,
             const char      *part)
{
  const GPtrArray *steps = lineage_slot (lineage, slot)->steps;

  for (guint i = 0; i < steps->len; i++)
    if (strstr (((const RcLineageStep *) g_ptr_array_index (steps, i))->text, part) != NULL)
      return;

  g_error ("%s: no step says “%s”", slot, part);
}

static void
test_read (LineageFixture *fixture,
           gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;
  const RcLineageSaying *saying;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  add_paper (fixture, "minutes.txt", "approval", "Approved on 28 March 2026 by the board", "Das Gremium stimmt zu.");
  lineage = lineage_build_explained (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "approval", RC_STANDING_READ, 1);
  lineage_assert_value (lineage, "approval", "Approved on 28 March 2026 by the board");
  g_assert_true (rc_lineage_slot_is_answered (lineage_slot (lineage, "approval")));
  g_assert_cmpuint (lineage_answer (lineage, "approval", 0)->citations->len, ==, 0);
  saying = saying_of (lineage, "approval", 0);
  g_assert_cmpint (saying->standing, ==, RC_STANDING_READ);
  g_assert_cmpint (saying->source, >, 0);
  g_assert_cmpstr (saying->page, ==, "2");
  g_assert_cmpstr (saying->quote, ==, "Das Gremium stimmt zu.");
  g_assert_cmpstr (saying->by, ==, READER);
  g_assert_true (g_str_has_prefix (saying->words, "Read by " READER " in exhibit E-"));
  g_assert_true (g_str_has_suffix (saying->words, ", page 2."));
  assert_told (lineage, "approval", "It rests on no record: a person read it.");
}

/* A passage alone is an answer, and contradicts nothing. */
static void
test_passage (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  add_paper (fixture, "passage.txt", "model-version", NULL, "The third version is in use.");
  add_paper (fixture, "incident.txt", "incident", NULL, "No incident in May.");
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "model-version", RC_STANDING_SINGLE, 2);
  lineage_assert_slot (lineage, "incident", RC_STANDING_READ, 1);
  lineage_assert_value (lineage, "incident", "No incident in May.");
}

/* What a paper says beside an equal record lifts nothing. */
static void
test_agrees (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", "deployer", LOG);
  add_paper (fixture, "one.txt", "model-version", "K/3 ", NULL);
  add_paper (fixture, "two.txt", "model-version", "k/3", NULL);
  add_paper (fixture, "score.txt", "score", "0.71", NULL);
  lineage = lineage_build_explained (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "model-version", RC_STANDING_SINGLE, 1);
  g_assert_cmpuint (lineage_answer (lineage, "model-version", 0)->sayings->len, ==, 2);
  assert_told (lineage, "model-version", "That a person read or said the same does not make it better known.");
  lineage_assert_slot (lineage, "score", RC_STANDING_SINGLE, 1);
  saying_of (lineage, "score", 0);
}

static void
test_contradicts (LineageFixture *fixture,
                  gconstpointer   data)
{
  RcJudgement *judgement = lineage_fixture_judge ();
  g_autoptr (RcLineage) lineage = NULL;
  gint64 log;

  log = lineage_fixture_import (fixture, "log.jsonl", "deployer", LOG);
  lineage_fixture_cover (judgement, log, 1, 2, RC_VERDICT_VALID);
  add_paper (fixture, "ticket.txt", "model-version", "k/9", NULL);
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "model-version", RC_STANDING_DISAGREE, 2);
  g_assert_cmpint (lineage_answer (lineage, "model-version", 0)->standing, ==, RC_STANDING_SEALED);
  g_assert_cmpint (lineage_answer (lineage, "model-version", 1)->standing, ==, RC_STANDING_READ);
  lineage_assert_note (lineage, "model-version", "What a person read in a document differs");
  g_assert_cmpint (rc_lineage_exit_code (lineage), ==, 1);
}

/* Of another decision, taken back, entered too late. */
static void
test_left_out (LineageFixture *fixture,
               gconstpointer   data)
{
  const char * const other[] = { "incident", "decision:KA-2", NULL }, * const this_one[] = { "incident", "decision:KA-1", NULL };
  const RcReadingTerms of_other = { .about = other, .says = "None of KA-2", .read_by = READER };
  const RcReadingTerms of_this = { .about = this_one, .says = "None of KA-1", .read_by = READER };
  g_autoptr (RcLineage) lineage = NULL;
  g_autoptr (RcPaper) paper = NULL;
  g_autoptr (GError) error = NULL;
  gint64 number;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  number = add_paper (fixture, "register.txt", "anomaly", "Nothing unusual", NULL);
  g_assert_true (rc_paper_add_reading (fixture->case_file, number, &of_other, NULL, &error));
  g_assert_true (rc_paper_add_reading (fixture->case_file, number, &of_this, NULL, &error));
  lineage = lineage_build_explained (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "incident", RC_STANDING_READ, 1);
  lineage_assert_value (lineage, "incident", "None of KA-1");
  assert_told (lineage, "incident", "“None of KA-2” is left out, because it is of another decision, system or version.");

  /* Neither was there in May. */
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build_explained (fixture, "e-1", "2026-05-20T00:00:00Z");
  lineage_assert_slot (lineage, "incident", RC_STANDING_NOTHING, 0);
  assert_told (lineage, "incident", "after the time asked for");

  paper = rc_paper_find (fixture->case_file, number, &error);
  g_assert_true (rc_paper_withdraw_reading (fixture->case_file, number, ((const RcReading *) g_ptr_array_index (paper->readings, 2))->entry,
                                            "another page", &error));
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build_explained (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "incident", RC_STANDING_NOTHING, 0);
  assert_told (lineage, "incident", "“None of KA-1” is left out, because it was taken back: another page.");
}

/* What is personal stays masked, whoever typed it. */
static void
test_masked (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  add_paper (fixture, "file.txt", "subject", "P-8f3a2c91d0", "the applicant P-8f3a2c91d0");
  lineage = lineage_build_explained (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "subject", RC_STANDING_SINGLE, 1);
  g_assert_null (saying_of (lineage, "subject", 0)->quote);
  lineage_assert_cited_and_masked (lineage);
}

/* Said in a room: not shown, and no answer. */
static void
test_said (LineageFixture *fixture,
           gconstpointer   data)
{
  g_autoptr (RcExercise) exercise = exercise_fixture_plan (fixture);
  g_autoptr (RcExerciseRecord) record = NULL;
  g_autoptr (RcLineage) lineage = NULL;
  g_autoptr (GError) error = NULL;
  const RcLineageSaying *saying;

  exercise_fixture_begin (exercise, 1);
  exercise_fixture_answer (exercise, 10, "Q08", RC_EXERCISE_STATUS_SAID);
  exercise_fixture_answer (exercise, 40, "Q05", RC_EXERCISE_STATUS_SAID);
  lineage = lineage_build_explained (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "approval", RC_STANDING_STATED, 1);
  lineage_assert_value (lineage, "approval", "as was said");
  saying = saying_of (lineage, "approval", 0);
  g_assert_cmpint (saying->standing, ==, RC_STANDING_STATED);
  g_assert_nonnull (strstr (saying->words, " in exercise 1, to the question “"));
  g_assert_true (g_str_has_suffix (saying->words, "; not shown."));
  g_assert_false (rc_lineage_slot_is_answered (lineage_slot (lineage, "approval")));
  lineage_assert_note (lineage, "approval", "ask the provider's or deployer's change management");

  /* Beside a record it is told, and changes nothing. */
  lineage_assert_slot (lineage, "output", RC_STANDING_SINGLE, 2);
  lineage_assert_value (lineage, "output", "refuse");
  lineage_assert_note (lineage, "output", "What was said or entered differs from the other answers: it contradicts none");

  /* Of the other decision nothing was said, and the record has not become less silent. */
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build (fixture, "e-2", NULL);
  lineage_assert_slot (lineage, "approval", RC_STANDING_NOTHING, 0);
  record = rc_exercise_record_load (exercise, 1, "Q08", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (record->evidence->len, ==, 0);
  g_assert_nonnull (record->note);
}

static void
test_entered (LineageFixture *fixture,
              gconstpointer   data)
{
  const RcSystemSetting years = { RC_SYSTEM_RETENTION, "P3Y" }, months = { RC_SYSTEM_RETENTION, "P24M" };
  g_autoptr (RcLineage) lineage = NULL;
  g_autoptr (GError) error = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  g_assert_cmpint (rc_system_add (fixture->case_file, "{\"system\":\"K\"}", strlen ("{\"system\":\"K\"}"), "O. Officer (fictitious)", &error), >, 0);
  g_assert_cmpint (rc_system_set (fixture->case_file, "K", &years, 1, "O. Officer (fictitious)", &error), >, 0);
  g_assert_cmpint (rc_system_set (fixture->case_file, "K", &months, 1, "O. Officer (fictitious)", &error), >, 0);
  g_assert_no_error (error);
  lineage = lineage_build_explained (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "retention", RC_STANDING_STATED, 1);
  lineage_assert_value (lineage, "retention", "P24M");
  g_assert_nonnull (strstr (saying_of (lineage, "retention", 0)->words, "O. Officer (fictitious)"));
  assert_told (lineage, "retention", "“P3Y” is left out, because the same person entered something else later.");

  /* Which system an endpoint belongs to, where its records name none. */
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage_fixture_import (fixture, "nameless.jsonl", NULL,
                          "{\"kind\":\"inference\",\"id\":\"nameless\",\"time\":\"2026-05-10T10:00:00.000Z\",\"endpoint\":\"edge\"}\n");
  g_assert_cmpint (rc_system_add (fixture->case_file, EDGE, strlen (EDGE), "O. Officer (fictitious)", &error), >, 0);
  g_assert_no_error (error);
  lineage = lineage_build (fixture, "nameless", NULL);
  lineage_assert_slot (lineage, "endpoint", RC_STANDING_SINGLE, 2);
  g_assert_cmpstr (lineage_answer (lineage, "endpoint", 1)->value, ==, "Border desk");
  g_assert_cmpint (lineage_answer (lineage, "endpoint", 1)->standing, ==, RC_STANDING_STATED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) \
  g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, function, lineage_fixture_tear_down)
  ADD ("/lineage-sayings/read", test_read);
  ADD ("/lineage-sayings/passage", test_passage);
  ADD ("/lineage-sayings/agrees", test_agrees);
  ADD ("/lineage-sayings/contradicts", test_contradicts);
  ADD ("/lineage-sayings/left-out", test_left_out);
  ADD ("/lineage-sayings/masked", test_masked);
  ADD ("/lineage-sayings/said", test_said);
  ADD ("/lineage-sayings/entered", test_entered);
  return g_test_run ();
}
