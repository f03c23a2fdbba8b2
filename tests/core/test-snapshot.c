/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/snapshot.h"
#include "lineage-evidence.h"

/* Snapshots of one registry bound when a version changed its stage. */

#define STAGED(version, stage, changed) "model-version\t" version "\tstage\t" stage "\t-\t-\t-\t" changed "\n"
#define RUN(version, run) LINK ("model-version", version, "trained-by", "run", run)

#define FIRST "FAKE REGISTRY\n" STAGED ("k/3", "None", "2026-03-01T00:00:00Z") RUN ("k/3", "r3")
#define SECOND "FAKE REGISTRY\n" STAGED ("k/3", "Production", "2026-04-05T00:00:00Z") RUN ("k/3", "r3")
#define THIRD "FAKE REGISTRY\n" STAGED ("k/3", "Archived", "-") RUN ("k/3", "r3")

static gint64
at (const char *text)
{
  RcTimestamp time;

  g_assert_true (rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &time));
  return time.from_us;
}

static void
import_three (LineageFixture *fixture)
{
  /* Not in the order of their times. */
  lineage_fixture_import_as_of (fixture, "third", "2026-06-01T00:00:00Z", THIRD);
  lineage_fixture_import_as_of (fixture, "first", "2026-04-01T00:00:00Z", FIRST);
  lineage_fixture_import_as_of (fixture, "second", "2026-05-01T00:00:00Z", SECOND);
}

static void
test_changes (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  const RcStageChange *change;
  g_autofree char *words = NULL;

  import_three (fixture);
  changes = rc_stage_change_list (fixture->case_file, "k/3", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes->len, ==, 2);

  change = g_ptr_array_index (changes, 0);
  g_assert_cmpstr (change->from, ==, "None");
  g_assert_cmpstr (change->to, ==, "Production");
  g_assert_cmpint (change->after_us, ==, at ("2026-04-01T00:00:00Z"));
  /* The entry's own time of its last change is tighter than the snapshot's. */
  g_assert_cmpint (change->before_us, ==, at ("2026-04-05T00:00:00Z"));
  g_assert_null (change->before_how);
  g_assert_true (change->is_after_sure && change->is_before_sure);
  words = rc_stage_change_dup_words (change);
  g_assert_cmpstr (words, ==, "k/3: None → Production between 2026-04-01T00:00:00Z (as the auditor says of the snapshot) and "
                              "2026-04-05T00:00:00Z (when the entry says it was changed last)");

  change = g_ptr_array_index (changes, 1);
  g_assert_cmpstr (change->from, ==, "Production");
  g_assert_cmpstr (change->to, ==, "Archived");
  g_assert_cmpint (change->after_us, ==, at ("2026-05-01T00:00:00Z"));
  g_assert_cmpint (change->before_us, ==, at ("2026-06-01T00:00:00Z"));
  g_assert_cmpstr (change->before_how, ==, RC_AS_OF_AUDITOR);
}

/* A copied file may be older than its time says: it does not bound from below. */
static void
test_file_time (LineageFixture *fixture,
                gconstpointer   data)
{
  g_autoptr (GPtrArray) changes = NULL;
  const RcStageChange *change;

  lineage_fixture_import (fixture, "first", NULL, FIRST);
  lineage_fixture_import_as_of (fixture, "second", "2099-05-01T00:00:00Z", SECOND);
  changes = rc_stage_change_list (fixture->case_file, "k/3", NULL);
  g_assert_cmpuint (changes->len, ==, 1);
  change = g_ptr_array_index (changes, 0);
  g_assert_cmpstr (change->after_how, ==, RC_AS_OF_FILE);
  g_assert_false (change->is_after_sure);
  g_assert_cmpint (change->before_us, ==, at ("2099-05-01T00:00:00Z"));
}

static void
test_aliases (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (GPtrArray) changes = NULL;

  lineage_fixture_import_as_of (fixture, "a", "2026-04-01T00:00:00Z",
                                "FAKE REGISTRY\n" STAGED ("k/3", "@champion", "-") STAGED ("k/3", "@old", "-") STAGED ("k/3", "None", "-"));
  lineage_fixture_import_as_of (fixture, "b", "2026-05-01T00:00:00Z", "FAKE REGISTRY\n" STAGED ("k/3", "None", "-"));
  changes = rc_stage_change_list (fixture->case_file, "k/3", NULL);
  g_assert_cmpuint (changes->len, ==, 2);
  g_assert_cmpstr (((RcStageChange *) changes->pdata[0])->from, ==, "@champion");
  g_assert_null (((RcStageChange *) changes->pdata[0])->to);
  g_assert_cmpstr (((RcStageChange *) changes->pdata[1])->from, ==, "@old");
}

/* A version of the same name that another run made is another registry's. */
static void
test_other_registry (LineageFixture *fixture,
                     gconstpointer   data)
{
  g_autoptr (GPtrArray) registries = NULL;
  g_autoptr (GPtrArray) changes = NULL;

  lineage_fixture_import_as_of (fixture, "a", "2026-04-01T00:00:00Z", FIRST);
  lineage_fixture_import_as_of (fixture, "b", "2026-05-01T00:00:00Z",
                                "FAKE REGISTRY\n" STAGED ("k/3", "Production", "-") RUN ("k/3", "another"));
  registries = rc_snapshot_list (fixture->case_file, "k/3", NULL);
  g_assert_cmpuint (registries->len, ==, 2);
  changes = rc_stage_change_list (fixture->case_file, "k/3", NULL);
  g_assert_cmpuint (changes->len, ==, 0);
}

static void
assert_state (LineageFixture   *fixture,
              const char       *time,
              RcStageCertainty  certainty,
              const char       *words)
{
  g_autoptr (GPtrArray) registries = rc_snapshot_list (fixture->case_file, "k/3", NULL);
  RcTimestamp instant = { .from_us = at (time), .to_us = at (time) };
  g_autoptr (RcStageState) state = NULL;
  g_autofree char *found = NULL;

  g_assert_cmpuint (registries->len, ==, 1);
  state = rc_stage_state_at (g_ptr_array_index (registries, 0), &instant);
  found = rc_stage_state_dup_words (state);
  g_assert_cmpstr (rc_stage_certainty_to_name (state->certainty), ==, rc_stage_certainty_to_name (certainty));
  if (strstr (found, words) == NULL)
    g_error ("“%s” is not in “%s”", words, found);
}

static void
test_states (LineageFixture *fixture,
             gconstpointer   data)
{
  import_three (fixture);
  assert_state (fixture, "2026-02-01T00:00:00Z", RC_STAGE_LATER, "None in the first snapshot");
  assert_state (fixture, "2026-03-15T00:00:00Z", RC_STAGE_UNCHANGED, "None: the snapshot of 2026-04-01");
  assert_state (fixture, "2026-04-02T00:00:00Z", RC_STAGE_CHANGED, "it changed some time between");
  assert_state (fixture, "2026-04-10T00:00:00Z", RC_STAGE_UNCHANGED, "Production: the snapshot of 2026-05-01");
  assert_state (fixture, "2026-05-10T00:00:00Z", RC_STAGE_CHANGED, "Archived in that of 2026-06-01");
  assert_state (fixture, "2026-07-01T00:00:00Z", RC_STAGE_ONCE, "what became of it later is not shown");
}

/* The alias in a record is a version only where a snapshot from after it shows the entry unchanged since before. */
static void
test_lineage (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, BARE ("e-1", ",\"model-name\":\"k\",\"model-version\":\"Production\""));
  lineage_fixture_import_as_of (fixture, "first", "2026-04-01T00:00:00Z", FIRST);
  lineage_fixture_import_as_of (fixture, "early", "2026-05-01T00:00:00Z", SECOND);
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "model-version", RC_STANDING_NOTHING, 0);

  g_clear_pointer (&lineage, rc_lineage_free);
  lineage_fixture_import_as_of (fixture, "late", "2026-05-20T00:00:00Z", SECOND CLAIM ("model-version", "k/3", "status", "READY"));
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_value (lineage, "model-version", "k/3");
  g_assert_cmpstr (lineage_slot (lineage, "model-version")->rung, ==, "alias in a snapshot, unchanged since before the inference");
  g_assert_cmpint (lineage_answer (lineage, "model-version", 0)->identity, ==, RC_IDENTITY_WEAK);
  lineage_assert_note (lineage, "model-version", "None → Production between 2026-04-01T00:00:00Z");

  /* Two versions in production at once: which of them answered is not told. */
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage_fixture_import_as_of (fixture, "two", "2026-05-21T00:00:00Z",
                                "FAKE REGISTRY\n" STAGED ("k/2", "Production", "2026-01-01T00:00:00Z"));
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "model-version", RC_STANDING_NOTHING, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, func, lineage_fixture_tear_down)
  ADD ("/snapshot/changes", test_changes);
  ADD ("/snapshot/file-time", test_file_time);
  ADD ("/snapshot/aliases", test_aliases);
  ADD ("/snapshot/other-registry", test_other_registry);
  ADD ("/snapshot/states", test_states);
  ADD ("/snapshot/lineage", test_lineage);
#undef ADD
  return g_test_run ();
}
