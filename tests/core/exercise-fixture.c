/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "exercise-fixture.h"

#include <string.h>

RcExercise *
exercise_fixture_plan_with (LineageFixture *fixture,
                            const char     *replacement,
                            guint           n_decisions)
{
  g_autoptr (RcExerciseSetup) setup = rc_exercise_setup_new ();
  g_autoptr (GError) error = NULL;

  lineage_fixture_import (fixture, "log.jsonl", "deployer", LOG INFERENCE ("e-3", "2026-06-11T10:00:00.000Z", "KA-3", "4", D4));
  setup->purpose = g_strdup ("Readiness for an authority's questions");
  setup->facilitator = g_strdup ("F. Facilitator (fictitious)");
  setup->replacement = g_strdup (replacement);
  setup->minutes = 14;
  setup->pack = rc_exercise_pack_find ("core", &error);
  g_assert_no_error (error);
  g_ptr_array_add (setup->roles, g_strdup ("mlops-engineer"));
  g_ptr_array_add (setup->roles, g_strdup ("model-owner"));
  if (n_decisions > 0)
    rc_exercise_setup_add_item (setup, "KA-1", RC_EXERCISE_ORIGIN_DRAW, 1);
  if (n_decisions > 1)
    rc_exercise_setup_add_item (setup, "KA-2", RC_EXERCISE_ORIGIN_KEY_ITEM, 0);
  g_assert_cmpint (rc_exercise_new (fixture->case_file, setup, &error), ==, 1);
  g_assert_no_error (error);
  return exercise_fixture_load (fixture);
}

RcExercise *
exercise_fixture_plan (LineageFixture *fixture)
{
  return exercise_fixture_plan_with (fixture, "The next one of the draw", 2);
}

RcExercise *
exercise_fixture_load (LineageFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RcExercise *self = rc_exercise_load (fixture->case_file, 1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (self);
  return self;
}

void
exercise_fixture_do (RcExercise     *self,
                     guint           seconds,
                     RcExerciseStep  step)
{
  g_autoptr (GError) error = NULL;

  step.at_us = EXERCISE_START_US + SECONDS (seconds);
  rc_exercise_act (self, &step, &error);
  g_assert_no_error (error);
}

static gint64
count_entries (RcExercise *self)
{
  g_autoptr (GPtrArray) additions = rc_entry_list_additions (self->case_file, self->entry, NULL);

  return additions->len;
}

void
exercise_fixture_refuse (RcExercise      *self,
                         RcExerciseStep   step,
                         RcExerciseError  code,
                         const char      *words)
{
  g_autoptr (GError) error = NULL;
  RcExerciseState state = self->state;
  gint64 entries = count_entries (self);

  g_assert_false (rc_exercise_act (self, &step, &error));
  g_assert_error (error, RC_EXERCISE_ERROR, (int) code);
  if (strstr (error->message, words) == NULL)
    g_error ("expected “%s” in “%s”", words, error->message);
  g_assert_cmpint (self->state, ==, state);
  g_assert_cmpint (count_entries (self), ==, entries);
}

void
exercise_fixture_begin (RcExercise *self,
                        guint       decision)
{
  DO (self, 1, .kind = RC_EXERCISE_OPENED, .present = "mlops: E. Engineer (fictitious)");
  DO (self, 2, .kind = RC_EXERCISE_DECISION_STARTED, .decision = decision);
}

void
exercise_fixture_answer (RcExercise       *self,
                         guint             seconds,
                         const char       *question,
                         RcExerciseStatus  status)
{
  gboolean is_record = status == RC_EXERCISE_STATUS_RECORD;

  DO (self, seconds, .kind = RC_EXERCISE_ASKED, .question = question);
  DO (self, seconds + 10, .kind = RC_EXERCISE_ANSWERED, .status = status, .text = "as was said", .source = is_record ? 1 : 0,
      .record = is_record ? 1 : 0, .role = status == RC_EXERCISE_STATUS_PROMISED ? "mlops-engineer" : NULL, .due = "2100-02-01");
  DO (self, seconds + 11, .kind = RC_EXERCISE_READ_BACK);
  DO (self, seconds + 12, .kind = RC_EXERCISE_LOCKED);
}
