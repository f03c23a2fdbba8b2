/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "exercise-fixture.h"
#include "ui/exercise-attach.h"
#include "ui/exercise-desk.h"
#include "ui/exercise-page.h"

/* A tabletop exercise as the facilitator conducts it, from the plan to its conclusion; what came of it is read again from the case. */

static RcExercise *
load_again (UiFixture *fixture,
            gint64     number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (fixture->case_path, FALSE, &error);
  RcExercise *exercise;

  g_assert_no_error (error);
  exercise = rc_exercise_load (case_file, number, &error);
  g_assert_no_error (error);
  return exercise;
}

static const RcExerciseTurn *
turn (const RcExercise *exercise,
      guint             decision,
      guint             index)
{
  const RcExerciseQuestion *question = g_ptr_array_index (exercise->setup->pack->questions, index);

  return rc_exercise_find_turn (exercise, decision, question->id);
}

static void
import_in_the_middle (ExerciseTest *test,
                      UiFixture    *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "minutes.txt", NULL);
  const char * const paths[] = { path, NULL };
  RcExerciseLive *live = rc_exercise_desk_peek_live (RC_EXERCISE_DESK (exercise_test_desk (test)));

  g_assert_true (g_file_set_contents (path, "Minutes of the model board (fictitious)\n", -1, NULL));
  rc_exercise_attach_paths (live, paths);
  ui_fixture_settle (300);
  exercise_test_settle (test);
  ui_fixture_settle (300);
  exercise_test_settle (test);
  g_assert_cmpuint (exercise_test_peek (test)->attachments->len, ==, 1);
}

/* Each way of answering, and all that can happen to a question. */
static void
conduct_first (ExerciseTest *test,
               UiFixture    *fixture)
{
  exercise_test_do (test, "exercise.ask");
  ui_fixture_pictures (test->window, "exercise-desk-question");
  exercise_test_do (test, "exercise.pause");
  g_assert_cmpint (exercise_test_peek (test)->state, ==, RC_EXERCISE_HALTED);
  exercise_test_do (test, "exercise.resume");
  exercise_test_do_asked (test, "exercise.pass-on", "step-role", "0", NULL);
  exercise_test_do_asked (test, "exercise.note", "step-text", "They looked at each other", "step-private", "yes", NULL);
  import_in_the_middle (test, fixture);
  exercise_test_answer (test, RC_EXERCISE_STATUS_RECORD, "Seventeen fields", "exercise-source", "E-001", "exercise-record", "1", NULL);
  ui_fixture_picture (test->window, "exercise-desk-answered");
  exercise_test_lock (test);
  ui_fixture_pictures (test->window, "exercise-desk-locked");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (ui_fixture_find (exercise_test_desk (test), "exercise-comparison-agree")), TRUE);
  exercise_test_do (test, "exercise.reveal");
  ui_fixture_pictures (test->window, "exercise-desk-revealed");
  exercise_test_do_asked (test, "exercise.correct", "step-text", "It was sixteen", NULL);

  exercise_test_do (test, "exercise.ask");
  exercise_test_answer (test, RC_EXERCISE_STATUS_SAID, "It was version 4.2", NULL);
  exercise_test_lock (test);
  exercise_test_do (test, "exercise.ask");
  exercise_test_answer (test, RC_EXERCISE_STATUS_PROMISED, "The board’s minutes", "exercise-role", "0", "exercise-due", "2100-02-01", NULL);
  exercise_test_lock (test);
  exercise_test_do_asked (test, "exercise.skip", "step-reason", "No person was involved", NULL);
  exercise_test_do_asked (test, "exercise.card", "step-card", "0", NULL);
  g_assert_cmpint (exercise_test_peek (test)->state, ==, RC_EXERCISE_SURPRISE);
  exercise_test_answer (test, RC_EXERCISE_STATUS_COULD_NOT, "", NULL);
  exercise_test_do (test, "exercise.close-decision");
  g_assert_cmpint (exercise_test_peek (test)->state, ==, RC_EXERCISE_OPEN);
}

static void
check_conducted (const RcExercise *exercise)
{
  const RcExerciseTurn *first = turn (exercise, 1, 0);

  g_assert_cmpuint (exercise->faults->len, ==, 0);
  g_assert_cmpint (exercise->state, ==, RC_EXERCISE_FINISHED);
  g_assert_cmpstr (exercise->present, ==, "mlops-engineer: E. Engineer (fictitious)");
  g_assert_cmpint (rc_exercise_turn_status (first), ==, RC_EXERCISE_STATUS_RECORD);
  g_assert_cmpint (rc_exercise_turn_answer (first)->source, ==, 1);
  g_assert_cmpint (rc_exercise_turn_answer (first)->record, ==, 1);
  g_assert_cmpuint (first->pauses, ==, 1);
  g_assert_cmpuint (first->interruptions, ==, 0);
  g_assert_cmpint (first->comparison, ==, RC_EXERCISE_COMPARISON_AGREE);
  g_assert_nonnull (first->record_answer);
  g_assert_cmpuint (first->corrections->len, ==, 1);
  g_assert_cmpint (rc_exercise_turn_status (turn (exercise, 1, 1)), ==, RC_EXERCISE_STATUS_SAID);
  g_assert_cmpint (rc_exercise_turn_status (turn (exercise, 1, 2)), ==, RC_EXERCISE_STATUS_PROMISED);
  g_assert_cmpint (turn (exercise, 1, 3)->state, ==, RC_EXERCISE_TURN_SKIPPED);
  g_assert_cmpuint (exercise->attachments->len, ==, 1);
  g_assert_cmpuint (exercise->promises->len, ==, 1);
  g_assert_cmpuint (exercise->notes->len, ==, 1);
  g_assert_true (g_array_index (exercise->notes, RcExerciseNote, 0).is_private);
  g_assert_cmpuint (exercise->cards->len, ==, 1);
  g_assert_cmpint (rc_exercise_find_decision (exercise, 1)->state, ==, RC_EXERCISE_DECISION_DONE);
  g_assert_cmpint (rc_exercise_find_decision (exercise, 2)->state, ==, RC_EXERCISE_DECISION_NOT_EXAMINABLE);
  g_assert_cmpint (rc_exercise_find_decision (exercise, 1)->draw, ==, 1);
  g_assert_cmpuint (exercise->setup->draws->len, ==, 1);
  g_assert_cmpstr (exercise->conclusion->follow_up, ==, "2100-03-01");
}

static void
test_whole (UiFixtureOf   *of,
            gconstpointer  data)
{
  ExerciseTest test;
  g_autoptr (RcExercise) exercise = NULL;

  exercise_test_open (&test, of->fixture);
  ui_fixture_pictures (test.window, "exercise-empty");
  exercise_test_plan (&test);
  ui_fixture_pictures (test.window, "exercise-desk-planned");
  exercise_test_begin (&test);
  ui_fixture_picture (test.window, "exercise-desk-decision");
  conduct_first (&test, of->fixture);
  ui_fixture_picture (test.window, "exercise-desk-between");
  gtk_widget_activate_action (exercise_test_desk (&test), "exercise.pick", "(us)", 2, "");
  exercise_test_do_asked (&test, "exercise.cannot", "step-reason", "Its record cannot be read", NULL);
  exercise_test_do_asked (&test, "exercise.conclude", "step-text", "Two answers of eight were shown", "step-due", "2100-03-01", NULL);
  ui_fixture_pictures (test.window, "exercise-desk-concluded");
  ui_fixture_tight_pictures (test.window, "exercise-desk-concluded");
  gtk_widget_activate_action (exercise_test_desk (&test), "exercise.leave", NULL);
  exercise_test_settle (&test);
  ui_fixture_pictures (test.window, "exercise-list");
  exercise_test_close (&test);

  exercise = load_again (of->fixture, 1);
  check_conducted (exercise);
}

int
main (int    argc,
      char **argv)
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

  g_test_add ("/ui/exercise-desk/whole", UiFixtureOf, NULL, ui_fixture_set_up_whole, test_whole, ui_fixture_tear_down);
  return g_test_run ();
}
