/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "lineage-evidence.h"

/* Where the times do not tell what was so at the instant, each possibility is shown, and none is chosen. */

#define AT(id, time, more) \
  "{\"kind\":\"inference\",\"id\":\"" id "\",\"time\":\"" time "\",\"system\":\"K\",\"endpoint\":\"prod\"" more "}\n"

/* The clock of @source went back at @record. */
static void
add_clock_back (RcJudgement *judgement,
                gint64       source,
                gint64       record)
{
  RcException *exception = rc_exception_new (RC_EXCEPTION_CLOCK_BACK, source, record, -1, "later", "earlier", "The clock went back.");

  exception->id = judgement->exceptions->len + 1;
  g_ptr_array_add (judgement->exceptions, exception);
}

static void
assert_undecided (const RcLineage *lineage,
                  const char      *slot,
                  RcStanding       standing,
                  guint            n_answers)
{
  lineage_assert_slot (lineage, slot, standing, n_answers);
  g_assert_true (lineage_slot (lineage, slot)->undecided);
  g_assert_false (rc_lineage_slot_is_answered (lineage_slot (lineage, slot)));
  g_assert_cmpstr (rc_lineage_slot_word (lineage_slot (lineage, slot)), ==, "Cannot be told");
}

/* The record gives a day only, and on that day one version followed the other. */
static void
test_day_only (LineageFixture *fixture,
               gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          AT ("day", "2026-06-01", "") AT ("named", "2026-06-01", ",\"model-name\":\"k\",\"model-version\":\"4\""));
  lineage_fixture_import (fixture, "deployments.jsonl", NULL,
                          DEPLOYMENT ("D-1", "3", D3, "2026-04-01T00:00:00Z", TO ("2026-06-01T09:00:00Z"))
                          DEPLOYMENT ("D-2", "4", D4, "2026-06-01T09:00:00Z", ""));
  lineage = lineage_build (fixture, "day", NULL);
  assert_undecided (lineage, "deployment", RC_STANDING_SINGLE, 2);
  lineage_assert_note (lineage, "deployment", "each of them can be the one");
  assert_undecided (lineage, "model-version", RC_STANDING_SINGLE, 2);
  lineage_assert_note (lineage, "model-version", "more than one version was deployed there at that instant, or could have been");
  /* What stands behind a version is not told of one that was chosen from two. */
  lineage_assert_slot (lineage, "approval", RC_STANDING_NOTHING, 0);
  g_assert_cmpuint (rc_lineage_count (lineage).disagreeing, ==, 0);
  assert_undecided (lineage, "artefact", RC_STANDING_SINGLE, 2);

  /* The record that names one decides. */
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build_explained (fixture, "named", NULL);
  lineage_assert_slot (lineage, "deployment", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "deployment", "D-2");
}

/* The clock went back by half an hour before the inference, which its record dates ten minutes before the change of the version. */
static void
test_clock_back (LineageFixture *fixture,
                 gconstpointer   data)
{
  RcJudgement *judgement = lineage_fixture_judge ();
  g_autoptr (RcLineage) lineage = NULL;
  gint64 log;

  log = lineage_fixture_import (fixture, "log.jsonl", NULL,
                                AT ("early", "2026-06-01T09:10:00.000000Z", "") AT ("back", "2026-06-01T08:40:00.000000Z", "")
                                AT ("near", "2026-06-01T08:50:00.000000Z", "") AT ("far", "2026-06-01T12:00:00.000000Z", ""));
  lineage_fixture_import (fixture, "deployments.jsonl", NULL,
                          DEPLOYMENT ("D-1", "3", D3, "2026-04-01T00:00:00.000000Z", TO ("2026-06-01T09:00:00.000000Z"))
                          DEPLOYMENT ("D-2", "4", D4, "2026-06-01T09:00:00.000000Z", ""));
  lineage = lineage_build (fixture, "near", NULL);
  lineage_assert_slot (lineage, "model-version", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "model-version", "k/3");

  add_clock_back (judgement, log, 2);
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build_explained (fixture, "near", NULL);
  assert_undecided (lineage, "deployment", RC_STANDING_SINGLE, 2);
  lineage_assert_note (lineage, "deployment", "by up to 1800.000 seconds: by as much its time is not certain");
  assert_undecided (lineage, "model-version", RC_STANDING_SINGLE, 2);
  g_assert_cmpint (rc_lineage_exit_code (lineage), ==, 3);

  /* Before that place the clock may have been fast. */
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build (fixture, "early", NULL);
  assert_undecided (lineage, "deployment", RC_STANDING_SINGLE, 2);

  /* As far from the change as this, it makes no difference. */
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build (fixture, "far", NULL);
  lineage_assert_slot (lineage, "deployment", RC_STANDING_SINGLE, 1);
  g_assert_false (lineage_slot (lineage, "deployment")->undecided);
  lineage_assert_value (lineage, "model-version", "k/4");
}

/* One version ran all day, and another joined it at noon. */
static void
test_joined (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, AT ("day", "2026-06-01", "") AT ("morning", "2026-06-01T08:00:00Z", ""));
  lineage_fixture_import (fixture, "deployments.jsonl", NULL,
                          DEPLOYMENT ("D-1", "3", D3, "2026-04-01T00:00:00Z", TO ("2026-06-05T00:00:00Z"))
                          DEPLOYMENT ("D-2", "4", D4, "2026-06-01T12:00:00Z", ""));
  lineage = lineage_build (fixture, "day", NULL);
  assert_undecided (lineage, "deployment", RC_STANDING_SINGLE, 2);
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build (fixture, "morning", NULL);
  lineage_assert_slot (lineage, "deployment", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "deployment", "D-1");
}

/* An approval of the day on which the version went live. */
static void
test_approval (LineageFixture *fixture,
               gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYMENTS);
  lineage_fixture_import (fixture, "approvals.jsonl", NULL, APPROVAL ("A-1", "3", "2026-04-01", "approve"));
  lineage = lineage_build (fixture, "e-1", NULL);
  assert_undecided (lineage, "approval", RC_STANDING_SINGLE, 1);
  lineage_assert_note (lineage, "approval", "Whether the approval came before the version was in use or after it the times do not tell.");

  /* One that certainly came before is enough. */
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage_fixture_import (fixture, "earlier.jsonl", NULL, APPROVAL ("A-0", "3", "2026-03-20T10:00:00Z", "approve"));
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "approval", RC_STANDING_SINGLE, 2);
  g_assert_false (lineage_slot (lineage, "approval")->undecided);
}

#define UNTIL(id, time, until) \
  "{\"kind\":\"approval\",\"id\":\"" id "\",\"time\":\"" time "\",\"system\":\"K\",\"model-name\":\"k\",\"model-version\":\"3\"," \
  "\"action\":\"approve\",\"actor\":\"M. Berger\",\"role\":\"Head of Model Risk\",\"valid-to\":\"" until "\"}\n"

/* An approval that had ended, ends on the very day, or was taken back. */
static void
test_approval_end (LineageFixture *fixture,
                   gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG AT ("day", "2026-04-30", ",\"model-name\":\"k\",\"model-version\":\"3\""));
  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYMENTS);
  lineage_fixture_import (fixture, "approvals.jsonl", NULL, UNTIL ("A-1", "2026-03-20T10:00:00Z", "2026-04-30T12:00:00Z"));
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "approval", RC_STANDING_DISAGREE, 1);
  lineage_assert_note (lineage, "approval", "The approval had ended before the inference, yet the version answered.");

  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build (fixture, "day", NULL);
  assert_undecided (lineage, "approval", RC_STANDING_SINGLE, 1);
  lineage_assert_note (lineage, "approval", "Whether the approval still held at the inference");

  /* A newer one that held, and its withdrawal before the inference and after it. */
  lineage_fixture_import (fixture, "newer.jsonl", NULL, APPROVAL ("A-2", "3", "2026-03-28T09:00:00Z", "approve"));
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "approval", RC_STANDING_SINGLE, 2);
  g_assert_false (lineage_slot (lineage, "approval")->undecided);
  lineage_fixture_import (fixture, "after.jsonl", NULL, APPROVAL ("A-4", "3", "2026-05-20T09:00:00Z", "withdraw"));
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "approval", RC_STANDING_SINGLE, 2);
  lineage_fixture_import (fixture, "before.jsonl", NULL, APPROVAL ("A-3", "3", "2026-05-02T09:00:00Z", "withdraw"));
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "approval", RC_STANDING_DISAGREE, 3);
  lineage_assert_note (lineage, "approval", "The approval was taken back before the inference, yet the version answered.");
}

/* A registry that says from when: another run is linked from noon of the day of the inference on. */
static void
test_statements (LineageFixture *fixture,
                 gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, AT ("day", "2026-05-10", ",\"model-name\":\"k\",\"model-version\":\"3\"")
                          AT ("sharp", "2026-05-10T10:00:00Z", ",\"model-name\":\"k\",\"model-version\":\"3\""));
  lineage_fixture_import (fixture, "registry", NULL,
                          "FAKE REGISTRY\n"
                          "model-version\tk/3\ttrained-by\t-\trun\tr1\t2026-01-01T00:00:00Z\t-\n"
                          "model-version\tk/3\ttrained-by\t-\trun\tr2\t2026-05-10T12:00:00Z\t-\n");
  lineage = lineage_build (fixture, "day", NULL);
  assert_undecided (lineage, "run", RC_STANDING_SINGLE, 2);
  lineage_assert_note (lineage, "run", "Whether 1 of these statements was valid at the instant the times do not tell.");
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build (fixture, "sharp", NULL);
  lineage_assert_slot (lineage, "run", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "run", "r1");
}

/* An inference without a time: nothing is said to be before it or after it. */
static void
test_no_time (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          "{\"kind\":\"inference\",\"id\":\"timeless\",\"system\":\"K\",\"endpoint\":\"prod\",\"model-name\":\"k\","
                          "\"model-version\":\"3\"}\n");
  lineage_fixture_import (fixture, "card", NULL, CARD ("k/3", "1.0", "2026-03-20"));
  lineage = lineage_build_explained (fixture, "timeless", NULL);
  lineage_assert_slot (lineage, "card", RC_STANDING_NOTHING, 0);
  lineage_assert_note (lineage, "card", "tells no time: which card was current then cannot be told");
  g_assert_null (strstr (lineage_slot (lineage, "card")->note, "dated after the inference"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) \
  g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, function, lineage_fixture_tear_down)
  ADD ("/lineage-clock/day-only", test_day_only);
  ADD ("/lineage-clock/clock-back", test_clock_back);
  ADD ("/lineage-clock/joined", test_joined);
  ADD ("/lineage-clock/approval", test_approval);
  ADD ("/lineage-clock/approval-end", test_approval_end);
  ADD ("/lineage-clock/statements", test_statements);
  ADD ("/lineage-clock/no-time", test_no_time);
  return g_test_run ();
}
