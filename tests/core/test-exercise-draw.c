/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exercises/exercise-draw.h"
#include "core/samples/draw.h"
#include "exercise-fixture.h"

/* The decisions of an exercise out of a draw: every draw of the case is taken down, and one that was given up gives no decision. */

static gint64
draw_some (LineageFixture *fixture,
           const char     *seed,
           guint           size)
{
  const RcDrawTerms terms = {
    .kind = RC_DRAW_JUDGEMENTAL, .size = size, .why = "as many as the time allows", .seed = seed,
    .query = { .kind = RC_EVENT_INFERENCE, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDraw) draw = rc_draw_take (fixture->case_file, &terms, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (draw->members->len, ==, size);
  return draw->draw;
}

static const RcExerciseDrawn *
nth_draw (const RcExerciseSetup *setup,
          guint                  index)
{
  return &g_array_index (setup->draws, RcExerciseDrawn, index);
}

static void
test_draws (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (RcExerciseSetup) setup = rc_exercise_setup_new ();
  g_autoptr (RcExerciseSetup) none = rc_exercise_setup_new ();
  g_autoptr (GError) error = NULL;
  gint64 first, second;

  lineage_fixture_import (fixture, "log.jsonl", "deployer", LOG INFERENCE ("e-3", "2026-06-11T10:00:00.000Z", "KA-3", "4", D4));
  g_assert_true (rc_exercise_setup_take_draws (none, fixture->case_file, 0, TRUE, &error));
  g_assert_cmpuint (none->draws->len, ==, 0);
  first = draw_some (fixture, "one", 1);
  second = draw_some (fixture, "two", 2);
  g_assert_true (rc_draw_discard (fixture->case_file, first, "too small", &error));

  g_assert_true (rc_exercise_setup_take_draws (setup, fixture->case_file, second, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (setup->draws->len, ==, 2);
  g_assert_false (nth_draw (setup, 0)->is_used);
  g_assert_cmpuint (nth_draw (setup, 0)->decisions, ==, 1);
  g_assert_true (nth_draw (setup, 1)->is_used);
  g_assert_cmpstr (nth_draw (setup, 1)->seed, ==, "two");
  g_assert_cmpuint (setup->items->len, ==, 2);
  g_assert_cmpint (((const RcExerciseItem *) g_ptr_array_index (setup->items, 0))->origin, ==, RC_EXERCISE_ORIGIN_DRAW);
  g_assert_cmpint (((const RcExerciseItem *) g_ptr_array_index (setup->items, 0))->draw, ==, second);
}

static void
test_refused (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (RcExerciseSetup) setup = rc_exercise_setup_new ();
  g_autoptr (GError) error = NULL;
  gint64 draw;

  lineage_fixture_import (fixture, "log.jsonl", "deployer", LOG);
  g_assert_false (rc_exercise_setup_take_draws (setup, fixture->case_file, 7, FALSE, &error));
  g_assert_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  draw = draw_some (fixture, "one", 1);
  g_assert_true (rc_draw_discard (fixture->case_file, draw, "drawn by mistake", &error));
  g_assert_false (rc_exercise_setup_take_draws (setup, fixture->case_file, draw, FALSE, &error));
  g_assert_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_NOT_FOUND);
  g_assert_cmpuint (setup->items->len, ==, 0);
}

/* A decision that was named before stays what it was. */
static void
test_named_before (LineageFixture *fixture,
                   gconstpointer   data)
{
  g_autoptr (RcExerciseSetup) setup = rc_exercise_setup_new ();
  g_autoptr (GError) error = NULL;
  gint64 draw;

  lineage_fixture_import (fixture, "log.jsonl", "deployer", LOG);
  draw = draw_some (fixture, "one", 2);
  rc_exercise_setup_add_item (setup, "1:1", RC_EXERCISE_ORIGIN_NAMED, 0);
  g_assert_true (rc_exercise_setup_take_draws (setup, fixture->case_file, draw, FALSE, &error));
  g_assert_cmpuint (setup->items->len, ==, 2);
  g_assert_cmpint (((const RcExerciseItem *) g_ptr_array_index (setup->items, 0))->origin, ==, RC_EXERCISE_ORIGIN_NAMED);
}

/* What will be examined is not rehearsed. */
static void
test_rehearsal (LineageFixture *fixture,
                gconstpointer   data)
{
  g_autoptr (RcExerciseSetup) setup = rc_exercise_setup_new ();
  g_autoptr (RcExercise) exercise = NULL;
  g_autoptr (GError) error = NULL;
  gint64 draw;

  lineage_fixture_import (fixture, "log.jsonl", "deployer", LOG);
  draw = draw_some (fixture, "one", 2);
  setup->purpose = g_strdup ("to try it out");
  setup->pack = rc_exercise_pack_find ("core", &error);
  setup->is_rehearsal = TRUE;
  rc_exercise_setup_add_item (setup, "KA-1", RC_EXERCISE_ORIGIN_NAMED, 0);
  g_assert_cmpint (rc_exercise_new (fixture->case_file, setup, &error), ==, 0);
  g_assert_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_SETUP);
  g_clear_error (&error);

  g_assert_true (rc_draw_discard (fixture->case_file, draw, "drawn by mistake", &error));
  g_assert_cmpint (rc_exercise_new (fixture->case_file, setup, &error), ==, 1);
  exercise = exercise_fixture_load (fixture);
  g_assert_true (exercise->setup->is_rehearsal);
  /* The draws are counted, whoever planned it. */
  g_assert_cmpuint (exercise->setup->draws->len, ==, 1);
  g_assert_true (nth_draw (exercise->setup, 0)->is_discarded);
}

/* A drawn decision whose record cannot be found any more stays in, as one that cannot be examined. */
static void
test_lost_record (LineageFixture *fixture,
                  gconstpointer   data)
{
  g_autoptr (RcExerciseSetup) setup = rc_exercise_setup_new ();
  g_autoptr (RcExercise) exercise = NULL;
  g_autoptr (GError) error = NULL;

  lineage_fixture_import (fixture, "log.jsonl", "deployer", LOG);
  setup->purpose = g_strdup ("p");
  setup->pack = rc_exercise_pack_find ("core", &error);
  rc_exercise_setup_add_item (setup, "9:9", RC_EXERCISE_ORIGIN_DRAW, 1);
  g_assert_cmpint (rc_exercise_new (fixture->case_file, setup, &error), ==, 1);
  g_assert_no_error (error);
  exercise = exercise_fixture_load (fixture);
  g_assert_cmpstr (rc_exercise_find_decision (exercise, 1)->handle, ==, "9:9");
  DO (exercise, 1, .kind = RC_EXERCISE_OPENED);
  DO (exercise, 2, .kind = RC_EXERCISE_NOT_EXAMINABLE, .decision = 1, .reason = "its record is gone");
}

#define ADD(name, function) \
  g_test_add ("/exercise-draw/" name, LineageFixture, NULL, lineage_fixture_set_up, function, lineage_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("draws", test_draws);
  ADD ("refused", test_refused);
  ADD ("rehearsal", test_rehearsal);
  ADD ("lost-record", test_lost_record);
  ADD ("named-before", test_named_before);
  return g_test_run ();
}
