/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "core/auditor-key.h"
#include "core/exercises/exercise-matrix.h"
#include "exercise-fixture.h"
#include "ui/exercise-attach.h"
#include "ui/exercise-desk.h"
#include "ui/exercise-document-dialog.h"
#include "ui/exercise-matrix-view.h"
#include "ui/exercise-evidence-view.h"
#include "ui/exercise-page.h"
#include "ui/record-view.h"
#include "ui/exercise-step-dialog.h"
#include "ui/folio-window.h"

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

/* What is shown from a document was registered first. */
static void
register_in_the_middle (ExerciseTest *test,
                        UiFixture    *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "approval.txt", NULL);
  RcExerciseLive *live = rc_exercise_desk_peek_live (RC_EXERCISE_DESK (exercise_test_desk (test)));
  g_autofree char *exhibit = NULL;
  GtkWidget *dialog;

  g_assert_true (g_file_set_contents (path, "Approved by the model board (fictitious)\n", -1, NULL));
  dialog = rc_exercise_document_dialog_show (GTK_WINDOW (test->window), live, path);
  g_assert_false (gtk_widget_get_sensitive (gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK)));
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, "document-kind")), "Minutes");
  ui_fixture_picture (dialog, "exercise-document");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  exercise_test_settle (test);
  ui_fixture_settle (100);
  exercise_test_settle (test);
  g_assert_null (exercise_test_dialog ());
  g_assert_cmpuint (exercise_test_peek (test)->attachments->len, ==, 2);
  exhibit = g_strdup_printf ("E-%" G_GINT64_FORMAT, g_array_index (exercise_test_peek (test)->attachments, RcExerciseAttachment, 1).source);
  exercise_test_answer (test, RC_EXERCISE_STATUS_DOCUMENT, "Approved", "exercise-source", exhibit, "exercise-page", "1", NULL);
}

/* What a window of 1024 by 600 with its notice leaves to a page. */
static void
assert_fits (ExerciseTest *test)
{
  int width, height;

  gtk_widget_measure (test->page, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (test->page, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, 824);
  g_assert_cmpint (height, <=, 490);
}

static gboolean
has_record (gpointer data)
{
  return ui_fixture_find_type (((ExerciseTest *) data)->page, RC_TYPE_RECORD_VIEW) != NULL;
}

/* The record that the answer rests on is a step away, and masked. */
static void
show_record (ExerciseTest *test)
{
  GtkWidget *evidence = ui_fixture_find_type (test->page, RC_TYPE_EXERCISE_EVIDENCE_VIEW);
  GtkWidget *places = ui_fixture_find_type (evidence, GTK_TYPE_FLOW_BOX);

  g_assert_nonnull (places);
  g_assert_true (gtk_widget_activate (ui_fixture_find_type (places, GTK_TYPE_BUTTON)));
  ui_fixture_wait (has_record, test);
  ui_fixture_settle (200);
  g_assert_false (rc_record_view_is_revealed (RC_RECORD_VIEW (ui_fixture_find_type (evidence, RC_TYPE_RECORD_VIEW))));
  ui_fixture_picture (test->window, "exercise-desk-record");
  assert_fits (test);
}

/* Each way of answering, and all that can happen to a question. */
static void
conduct_first (ExerciseTest *test,
               UiFixture    *fixture)
{
  exercise_test_do (test, "exercise.ask");
  assert_fits (test);
  ui_fixture_pictures (test->window, "exercise-desk-question");
  ui_fixture_tight_pictures (test->window, "exercise-desk-question");
  show_record (test);
  exercise_test_do (test, "exercise.pause");
  g_assert_cmpint (exercise_test_peek (test)->state, ==, RC_EXERCISE_HALTED);
  exercise_test_do (test, "exercise.resume");
  exercise_test_do_asked (test, "exercise.pass-on", "step-role", "0", NULL);
  exercise_test_do_asked (test, "exercise.note", "step-text", "They looked at each other", "step-private", "yes", NULL);
  import_in_the_middle (test, fixture);
  exercise_test_answer (test, RC_EXERCISE_STATUS_RECORD, "Seventeen fields", "exercise-source", "E-001", "exercise-record", "1", NULL);
  ui_fixture_picture (test->window, "exercise-desk-answered");
  exercise_test_lock (test);
  assert_fits (test);
  ui_fixture_pictures (test->window, "exercise-desk-locked");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (ui_fixture_find (exercise_test_desk (test), "exercise-comparison-agree")), TRUE);
  exercise_test_do (test, "exercise.reveal");
  ui_fixture_pictures (test->window, "exercise-desk-revealed");
  exercise_test_do_asked (test, "exercise.correct", "step-text", "It was sixteen", NULL);

  exercise_test_do (test, "exercise.ask");
  exercise_test_answer (test, RC_EXERCISE_STATUS_SAID, "It was version 4.2", NULL);
  exercise_test_answer (test, RC_EXERCISE_STATUS_COULD_NOT, "", NULL);
  register_in_the_middle (test, fixture);
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
  g_assert_cmpint (rc_exercise_turn_status (turn (exercise, 1, 1)), ==, RC_EXERCISE_STATUS_DOCUMENT);
  g_assert_cmpuint (turn (exercise, 1, 1)->answers->len, ==, 3);
  g_assert_cmpint (rc_exercise_turn_status (turn (exercise, 1, 2)), ==, RC_EXERCISE_STATUS_PROMISED);
  g_assert_cmpint (turn (exercise, 1, 3)->state, ==, RC_EXERCISE_TURN_SKIPPED);
  g_assert_cmpuint (exercise->attachments->len, ==, 2);
  g_assert_cmpuint (exercise->promises->len, ==, 1);
  g_assert_cmpuint (exercise->notes->len, ==, 1);
  g_assert_true (g_array_index (exercise->notes, RcExerciseNote, 0).is_private);
  g_assert_cmpuint (exercise->cards->len, ==, 1);
  g_assert_cmpint (rc_exercise_find_decision (exercise, 1)->state, ==, RC_EXERCISE_DECISION_DONE);
  g_assert_cmpint (rc_exercise_find_decision (exercise, 2)->state, ==, RC_EXERCISE_DECISION_NOT_EXAMINABLE);
  g_assert_cmpint (rc_exercise_find_decision (exercise, 1)->draw, ==, 1);
  g_assert_cmpuint (exercise->setup->draws->len, ==, 1);
  g_assert_cmpstr (exercise->conclusion->follow_up, ==, "2100-03-01");
  g_assert_nonnull (exercise->conclusion->signed_by);
}

static void
test_whole (UiFixtureOf   *of,
            gconstpointer  data)
{
  ExerciseTest test;
  g_autoptr (RcExercise) exercise = NULL;

  exercise_test_open (&test, of->fixture, TRUE);
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
  g_assert_nonnull (ui_fixture_find_label (test.window, "The conclusion is signed with the auditor’s key"));
  ui_fixture_pictures (test.window, "exercise-desk-concluded");
  ui_fixture_tight_pictures (test.window, "exercise-desk-concluded");
  gtk_widget_activate_action (exercise_test_desk (&test), "exercise.leave", NULL);
  exercise_test_settle (&test);
  ui_fixture_pictures (test.window, "exercise-list");
  exercise_test_close (&test);

  exercise = load_again (of->fixture, 1);
  check_conducted (exercise);
  rc_auditor_key_lock ();
}

static void
set_up_signed (UiFixtureOf   *of,
               gconstpointer  data)
{
  of->fixture = ui_fixture_new (UI_INFERENCES, UI_CASE_WHOLE | UI_CASE_SIGNED);
}

/* --- The program ends in the middle of a question --- */

static void
copy_file (const char *from,
           const char *to,
           const char *ending)
{
  g_autofree char *source = g_strconcat (from, ending, NULL);
  g_autofree char *target = g_strconcat (to, ending, NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  if (g_file_get_contents (source, &bytes, &length, NULL))
    g_assert_true (g_file_set_contents (target, bytes, (gssize) length, NULL));
}

/* The case as it lies on the disk at this moment: what a crash would leave. */
static void
crash (UiFixture *fixture)
{
  char *crashed = g_build_filename (fixture->folder, "crashed.recount", NULL);

  copy_file (fixture->case_path, crashed, "");
  copy_file (fixture->case_path, crashed, "-wal");
  g_free (fixture->case_path);
  fixture->case_path = crashed;
}

static void
test_crash (UiFixtureOf   *of,
            gconstpointer  data)
{
  ExerciseTest test, after;
  g_autofree char *question = NULL;

  exercise_test_open (&test, of->fixture, TRUE);
  exercise_test_plan (&test);
  exercise_test_begin (&test);
  exercise_test_do (&test, "exercise.ask");
  question = g_strdup (exercise_test_peek (&test)->question);
  crash (of->fixture);
  exercise_test_close (&test);

  exercise_test_open (&after, of->fixture, TRUE);
  rc_exercise_page_show (RC_EXERCISE_PAGE (after.page), 1);
  exercise_test_settle (&after);
  g_assert_cmpint (exercise_test_peek (&after)->state, ==, RC_EXERCISE_HALTED);
  g_assert_cmpstr (exercise_test_peek (&after)->question, ==, question);
  g_assert_nonnull (ui_fixture_find_label (after.window, "Stopped at 0:00, interrupted for"));
  g_assert_false (gtk_widget_get_mapped (ui_fixture_find (after.window, "exercise-answer")));
  ui_fixture_pictures (after.window, "exercise-desk-interrupted");
  /* Nothing is answered before somebody said that it goes on. */
  g_assert_false (gtk_widget_is_sensitive (ui_fixture_find (after.window, "exercise.answer")));
  exercise_test_do (&after, "exercise.resume");
  g_assert_cmpint (exercise_test_peek (&after)->state, ==, RC_EXERCISE_QUESTION);
  exercise_test_answer (&after, RC_EXERCISE_STATUS_SAID, "As before", NULL);
  exercise_test_lock (&after);
  g_assert_cmpuint (turn (exercise_test_peek (&after), 1, 0)->interruptions, ==, 1);
  exercise_test_close (&after);
}

/* Going to another page, or to the list, interrupts nothing. */
static void
test_left_and_back (UiFixtureOf   *of,
                    gconstpointer  data)
{
  ExerciseTest test;

  exercise_test_open (&test, of->fixture, TRUE);
  exercise_test_plan (&test);
  exercise_test_begin (&test);
  exercise_test_do (&test, "exercise.ask");
  gtk_widget_activate_action (exercise_test_desk (&test), "exercise.leave", NULL);
  exercise_test_settle (&test);
  g_assert_null (rc_exercise_page_peek_desk (RC_EXERCISE_PAGE (test.page)));
  rc_exercise_page_show (RC_EXERCISE_PAGE (test.page), 1);
  exercise_test_settle (&test);
  g_assert_cmpint (exercise_test_peek (&test)->state, ==, RC_EXERCISE_QUESTION);
  exercise_test_close (&test);
}

/* --- A case that can only be read --- */

static void
test_read_only (UiFixtureOf   *of,
                gconstpointer  data)
{
  ExerciseTest test, reading;

  exercise_test_open (&test, of->fixture, TRUE);
  exercise_test_plan (&test);
  exercise_test_begin (&test);
  exercise_test_close (&test);

  exercise_test_open (&reading, of->fixture, FALSE);
  rc_exercise_page_show (RC_EXERCISE_PAGE (reading.page), 1);
  exercise_test_settle (&reading);
  g_assert_cmpint (exercise_test_peek (&reading)->state, ==, RC_EXERCISE_IN_DECISION);
  g_assert_false (gtk_widget_is_sensitive (ui_fixture_find (reading.window, "exercise.ask")));
  g_assert_false (gtk_widget_is_sensitive (ui_fixture_find (reading.window, "exercise.note")));
  ui_fixture_picture (reading.window, "exercise-desk-read-only");
  exercise_test_close (&reading);
}

/* --- What is refused, and what cannot be read --- */

/* An act that was edited behind the program's back is told, and nothing is added to such an exercise. */
static void
test_edited (UiFixtureOf   *of,
             gconstpointer  data)
{
  ExerciseTest test, after;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = NULL;

  exercise_test_open (&test, of->fixture, TRUE);
  exercise_test_plan (&test);
  exercise_test_begin (&test);
  exercise_test_close (&test);
  case_file = rc_case_open (of->fixture->case_path, TRUE, &error);
  rc_database_exec (rc_case_get_database (case_file), "UPDATE entry SET body = replace (body, 'Engineer', 'Owner')", &error);
  g_assert_no_error (error);
  g_assert_true (rc_case_close (case_file, &error));

  exercise_test_open (&after, of->fixture, TRUE);
  rc_exercise_page_show (RC_EXERCISE_PAGE (after.page), 1);
  exercise_test_settle (&after);
  g_assert_nonnull (ui_fixture_find_label (after.window, "was edited outside the program"));
  g_assert_false (gtk_widget_is_sensitive (ui_fixture_find (after.window, "exercise.note")));
  g_assert_false (gtk_widget_is_sensitive (ui_fixture_find (after.window, "exercise.promise")));
  ui_fixture_picture (after.window, "exercise-desk-edited");
  exercise_test_close (&after);
}

static void
write_file (UiFixture   *fixture,
            const char  *name,
            const char  *text,
            char       **out_path)
{
  *out_path = g_build_filename (fixture->folder, name, NULL);
  g_assert_true (g_file_set_contents (*out_path, text, -1, NULL));
}

/* A file that has no cards changes nothing; one that has some offers them. */
static void
test_own_cards (UiFixtureOf   *of,
                gconstpointer  data)
{
  ExerciseTest test;
  GtkWidget *dialog;
  g_autofree char *bad = NULL;
  g_autofree char *good = NULL;

  write_file (of->fixture, "bad.json", "{\"cards\":[{\"id\":\"night\"}]}", &bad);
  write_file (of->fixture, "good.json", "{\"cards\":[{\"id\":\"night\",\"title\":\"It is night\",\"text\":\"Who answers?\"}]}", &good);
  exercise_test_open (&test, of->fixture, TRUE);
  exercise_test_plan (&test);
  exercise_test_begin (&test);
  exercise_test_do (&test, "exercise.card");
  dialog = exercise_test_dialog ();
  rc_exercise_step_dialog_add_cards (dialog, bad);
  ui_fixture_settle (200);
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));
  rc_exercise_step_dialog_add_cards (dialog, good);
  ui_fixture_settle (200);
  g_assert_false (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));
  g_assert_nonnull (ui_fixture_find_label (dialog, "Who answers?"));
  ui_fixture_picture (dialog, "exercise-own-card");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_settle (200);
  exercise_test_settle (&test);
  g_assert_cmpint (exercise_test_peek (&test)->state, ==, RC_EXERCISE_SURPRISE);
  g_assert_cmpstr (g_array_index (exercise_test_peek (&test)->cards, RcExercisePlayedCard, 0).id, ==, "night");
  exercise_test_close (&test);
}

/* What was recorded on paper says so in each act, and takes the time that was written. */
static void
test_paper (UiFixtureOf   *of,
            gconstpointer  data)
{
  ExerciseTest test;
  const RcExerciseAnswer *answer;

  exercise_test_open (&test, of->fixture, TRUE);
  exercise_test_plan (&test);
  gtk_expander_set_expanded (GTK_EXPANDER (ui_fixture_find (test.window, "exercise-paper")), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (test.window, "exercise-paper-by")), "F. Facilitator (fictitious)");
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (test.window, "exercise-paper-on")), "2026-11-28");
  gtk_expander_set_expanded (GTK_EXPANDER (ui_fixture_find (test.window, "exercise-paper")), FALSE);
  g_assert_nonnull (ui_fixture_find_label (test.window, "was recorded by F. Facilitator (fictitious) on 2026-11-28"));
  exercise_test_begin (&test);
  exercise_test_do (&test, "exercise.ask");
  g_assert_cmpint (exercise_test_peek (&test)->state, ==, RC_EXERCISE_HALTED);
  exercise_test_answer (&test, RC_EXERCISE_STATUS_SAID, "As written on the sheet", "exercise-time", "3:20", NULL);
  exercise_test_lock (&test);
  answer = rc_exercise_turn_answer (turn (exercise_test_peek (&test), 1, 0));
  g_assert_cmpstr (answer->paper_by, ==, "F. Facilitator (fictitious)");
  g_assert_cmpstr (answer->paper_on, ==, "2026-11-28");
  g_assert_cmpint (answer->elapsed_us, ==, G_GINT64_CONSTANT (200000000));
  ui_fixture_picture (test.window, "exercise-desk-paper");
  exercise_test_close (&test);
}

/* It stays in the dialog, with all that was typed. */
static void
test_refused (UiFixtureOf   *of,
              gconstpointer  data)
{
  ExerciseTest test;
  GtkWidget *dialog;

  exercise_test_open (&test, of->fixture, TRUE);
  exercise_test_plan (&test);
  exercise_test_begin (&test);
  exercise_test_do (&test, "exercise.ask");
  exercise_test_do (&test, "exercise.promise");
  dialog = exercise_test_dialog ();
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, "step-due")), "soon");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  exercise_test_settle (&test);
  g_assert_true (exercise_test_dialog () == dialog);
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));
  ui_fixture_picture (dialog, "exercise-step-refused");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  g_assert_cmpuint (exercise_test_peek (&test)->promises->len, ==, 0);

  /* Shown from the record, and no record said. */
  exercise_test_answer (&test, RC_EXERCISE_STATUS_RECORD, "Seventeen fields", NULL);
  g_assert_cmpint (exercise_test_peek (&test)->state, ==, RC_EXERCISE_QUESTION);
  exercise_test_close (&test);
}

static void
test_absent (UiFixtureOf   *of,
             gconstpointer  data)
{
  ExerciseTest test;

  exercise_test_open (&test, of->fixture, TRUE);
  rc_exercise_page_show (RC_EXERCISE_PAGE (test.page), 77);
  exercise_test_settle (&test);
  g_assert_false (gtk_widget_is_sensitive (ui_fixture_find (test.window, "exercise.open")));
  ui_fixture_picture (test.window, "exercise-desk-absent");
  exercise_test_close (&test);
}

/* What an exercise is planned without is said in the dialog, before anything is drawn. */
static void
test_set_up (UiFixtureOf   *of,
             gconstpointer  data)
{
  ExerciseTest test;
  GtkWidget *dialog;

  exercise_test_open (&test, of->fixture, TRUE);
  gtk_widget_activate_action (test.page, "exercises.plan", NULL);
  dialog = exercise_test_dialog ();
  ui_fixture_settle (300);
  ui_fixture_pictures (dialog, "exercise-setup");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, "plan-purpose")), "Readiness");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_fixture_find (dialog, "plan-way")), 2);
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, "plan-confidence")), "most");
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, "plan-tolerable")), "5");
  ui_fixture_picture (dialog, "exercise-setup-rule");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  exercise_test_settle (&test);
  g_assert_true (exercise_test_dialog () == dialog);
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  exercise_test_close (&test);
}

/* The pack of the exercise that is shown, to be printed. */
static gboolean
is_ready (gpointer data)
{
  return rc_folio_window_is_ready (data);
}

static void
test_pack (UiFixtureOf   *of,
           gconstpointer  data)
{
  ExerciseTest test;
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *folio = NULL;

  exercise_test_open (&test, of->fixture, TRUE);
  exercise_test_plan (&test);
  gtk_widget_activate_action (exercise_test_desk (&test), "exercise.pack", NULL);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (RC_IS_FOLIO_WINDOW (window))
        folio = window;
    }
  g_assert_nonnull (folio);
  ui_fixture_wait (is_ready, folio);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (folio)), ==, "Exercise Pack");
  ui_fixture_picture (folio, "exercise-pack");
  gtk_window_destroy (GTK_WINDOW (folio));
  exercise_test_close (&test);
}

/* A matrix that is too large for a screen says what is left out of it, and its count is of all. */
static void
test_large_matrix (UiFixtureOf   *of,
                   gconstpointer  data)
{
  ExerciseTest test;
  g_autoptr (RcExerciseMatrix) matrix = NULL;
  RcExerciseMatrix large;
  GtkWidget *view;

  exercise_test_open (&test, of->fixture, TRUE);
  exercise_test_plan (&test);
  matrix = rc_exercise_matrix_new (exercise_test_peek (&test));
  large = *matrix;
  large.rows = g_ptr_array_new ();
  for (guint i = 0; i < 40; i++)
    g_ptr_array_add (large.rows, g_ptr_array_index (matrix->rows, i % 2));
  view = g_object_ref_sink (rc_exercise_matrix_view_new (&large, exercise_test_peek (&test)->setup->pack, 1));
  g_assert_nonnull (ui_fixture_find_label (view, "Here stand 30 of 40 decisions, with 8 of 8 questions"));
  g_assert_nonnull (ui_fixture_find_label (view, "0 of 16 answers shown"));
  g_object_unref (view);
  g_ptr_array_unref (large.rows);
  exercise_test_close (&test);
}

#define ADD(name, set_up, func) g_test_add ("/ui/exercise-desk/" name, UiFixtureOf, NULL, set_up, func, ui_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

  ADD ("whole", set_up_signed, test_whole);
  ADD ("crash", ui_fixture_set_up_whole, test_crash);
  ADD ("left-and-back", ui_fixture_set_up_whole, test_left_and_back);
  ADD ("read-only", ui_fixture_set_up_whole, test_read_only);
  ADD ("refused", ui_fixture_set_up_whole, test_refused);
  ADD ("edited", ui_fixture_set_up_whole, test_edited);
  ADD ("own-cards", ui_fixture_set_up_whole, test_own_cards);
  ADD ("paper", ui_fixture_set_up_whole, test_paper);
  ADD ("absent", ui_fixture_set_up_empty, test_absent);
  ADD ("large-matrix", ui_fixture_set_up_whole, test_large_matrix);
  ADD ("pack", ui_fixture_set_up_whole, test_pack);
  ADD ("set-up", ui_fixture_set_up_whole, test_set_up);
  return g_test_run ();
}
