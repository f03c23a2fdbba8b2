/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exercises/exercise-record.h"
#include "exercise-fixture.h"
#include "ui/exercise-desk.h"
#include "ui/room-window.h"

/* What the room may see, and what not: every label of the window is read, also those that are hidden. */

#define NOTE     "They looked at each other"
#define FACILITATOR "F. Facilitator"
#define PRESENT  "E. Engineer"

static GtkWidget *
open_room (ExerciseTest *test)
{
  GtkWidget *room;

  gtk_widget_activate_action (exercise_test_desk (test), "exercise.room", NULL);
  room = rc_exercise_desk_peek_room (RC_EXERCISE_DESK (exercise_test_desk (test)));
  g_assert_nonnull (room);
  ui_fixture_settle (200);
  return room;
}

static GtkWidget *
room_of (ExerciseTest *test)
{
  return rc_exercise_desk_peek_room (RC_EXERCISE_DESK (exercise_test_desk (test)));
}

static void
append_texts (GtkWidget *widget,
              GString   *texts)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  if (GTK_IS_LABEL (widget))
    g_string_append_printf (texts, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_TEXT_VIEW (widget) || GTK_IS_EDITABLE (widget))
    g_error ("the Room has a field");
  if (tooltip != NULL)
    g_string_append_printf (texts, "%s\n", tooltip);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    append_texts (child, texts);
}

static char *
dup_texts (GtkWidget *room)
{
  GString *texts = g_string_new (gtk_window_get_title (GTK_WINDOW (room)));

  append_texts (room, texts);
  return g_string_free (texts, FALSE);
}

static void
assert_hides (ExerciseTest *test)
{
  static const char * const never[] = { NOTE, FACILITATOR, PRESENT, "everity", "fictitious" };
  g_autofree char *texts = dup_texts (room_of (test));

  for (guint i = 0; i < G_N_ELEMENTS (never); i++)
    if (strstr (texts, never[i]) != NULL)
      g_error ("the Room shows “%s”", never[i]);
}

static gboolean
shows (ExerciseTest *test,
       const char   *text)
{
  g_autofree char *texts = dup_texts (room_of (test));

  return strstr (texts, text) != NULL;
}

/* What the records say to the open question, of which nothing may be seen before it is revealed. */
static RcExerciseRecord *
read_record (UiFixture        *fixture,
             const RcExercise *exercise)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (fixture->case_path, FALSE, &error);
  g_autoptr (RcExercise) again = rc_exercise_load (case_file, exercise->number, &error);
  RcExerciseRecord *record = rc_exercise_record_load (again, 1, exercise->question, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (record->evidence->len, >, 0);
  return record;
}

static void
assert_silent_on (ExerciseTest           *test,
                  const RcExerciseRecord *record)
{
  for (guint i = 0; i < record->evidence->len; i++)
    if (shows (test, ((const RcExerciseEvidence *) g_ptr_array_index (record->evidence, i))->value))
      g_error ("the Room shows what the records say before it is revealed");
  assert_hides (test);
}

static void
picture (ExerciseTest *test,
         const char   *name)
{
  assert_hides (test);
  ui_fixture_pictures (room_of (test), name);
}

static void
test_screens (UiFixtureOf   *of,
              gconstpointer  data)
{
  ExerciseTest test;
  g_autoptr (RcExerciseRecord) record = NULL;

  exercise_test_open (&test, of->fixture, TRUE);
  exercise_test_plan (&test);
  (void) open_room (&test);
  g_assert_true (shows (&test, "We test records, not people."));
  g_assert_true (shows (&test, "Draw 1 of 1: 2 decisions"));
  g_assert_true (shows (&test, "Seed: “said by the room”"));
  picture (&test, "room-opening");
  exercise_test_begin (&test);
  exercise_test_do_asked (&test, "exercise.note", "step-text", NOTE, NULL);
  picture (&test, "room-card");

  exercise_test_do (&test, "exercise.ask");
  record = read_record (of->fixture, exercise_test_peek (&test));
  assert_silent_on (&test, record);
  g_assert_true (shows (&test, "What went in"));
  picture (&test, "room-question");
  exercise_test_do_asked (&test, "exercise.note", "step-text", NOTE, "step-private", "yes", NULL);
  exercise_test_answer (&test, RC_EXERCISE_STATUS_RECORD, "Seventeen fields, and the stored request",
                        "exercise-source", "E-001", "exercise-record", "1", NULL);
  assert_silent_on (&test, record);
  picture (&test, "room-read-back");
  exercise_test_lock (&test);
  assert_silent_on (&test, record);
  g_assert_true (shows (&test, "Locked"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (ui_fixture_find (exercise_test_desk (&test), "exercise-comparison-differ")), TRUE);
  exercise_test_do (&test, "exercise.reveal");
  g_assert_true (shows (&test, record->text));
  g_assert_true (shows (&test, "differ"));
  picture (&test, "room-reveal");

  exercise_test_do_asked (&test, "exercise.card", "step-card", "0", NULL);
  picture (&test, "room-surprise");
  exercise_test_answer (&test, RC_EXERCISE_STATUS_PROMISED, "The duty list", "exercise-role", "0", "exercise-due", "2100-02-01", NULL);
  exercise_test_do (&test, "exercise.close-decision");
  g_assert_true (shows (&test, "1 of 8 answers shown"));
  picture (&test, "room-closed");
  exercise_test_do_asked (&test, "exercise.conclude", "step-text", "C", "step-reason", "No time", NULL);
  g_assert_true (shows (&test, "1 of 16 answers shown"));
  picture (&test, "room-wrap-up");
  exercise_test_close (&test);
}

/* --- Keys --- */

static void
press (GtkWidget *room,
       guint      key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (room);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean is_taken;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &is_taken);
    }
}

static void
test_blank (UiFixtureOf   *of,
            gconstpointer  data)
{
  ExerciseTest test;
  GtkWidget *room;

  exercise_test_open (&test, of->fixture, TRUE);
  exercise_test_plan (&test);
  exercise_test_begin (&test);
  exercise_test_do (&test, "exercise.ask");
  room = open_room (&test);
  press (room, GDK_KEY_Escape);
  g_assert_true (rc_room_window_is_blank (RC_ROOM_WINDOW (room)));
  ui_fixture_picture (room, "room-blank");
  /* What goes on at the Desk does not bring it back. */
  exercise_test_answer (&test, RC_EXERCISE_STATUS_SAID, "Version 4.2", NULL);
  g_assert_true (rc_room_window_is_blank (RC_ROOM_WINDOW (room)));
  press (room, GDK_KEY_Escape);
  press (room, GDK_KEY_Shift_L);
  g_assert_true (rc_room_window_is_blank (RC_ROOM_WINDOW (room)));
  press (room, GDK_KEY_space);
  g_assert_false (rc_room_window_is_blank (RC_ROOM_WINDOW (room)));
  g_assert_true (shows (&test, "Version 4.2"));
  gtk_widget_activate_action (exercise_test_desk (&test), "exercise.blank", NULL);
  g_assert_true (rc_room_window_is_blank (RC_ROOM_WINDOW (room)));
  gtk_widget_activate_action (exercise_test_desk (&test), "exercise.blank", NULL);
  g_assert_false (rc_room_window_is_blank (RC_ROOM_WINDOW (room)));
  exercise_test_close (&test);
}

/* The Room goes with its Desk, and can be closed by itself and shown again. */
static void
test_closing (UiFixtureOf   *of,
              gconstpointer  data)
{
  ExerciseTest test;
  GtkWidget *room;

  exercise_test_open (&test, of->fixture, TRUE);
  exercise_test_plan (&test);
  room = open_room (&test);
  gtk_window_destroy (GTK_WINDOW (room));
  ui_fixture_settle (100);
  g_assert_null (room_of (&test));
  (void) open_room (&test);
  gtk_widget_activate_action (exercise_test_desk (&test), "exercise.room", NULL);
  g_assert_null (room_of (&test));
  (void) open_room (&test);
  exercise_test_close (&test);
}

#define ADD(name, func) g_test_add ("/ui/room-window/" name, UiFixtureOf, NULL, ui_fixture_set_up_whole, func, ui_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

  ADD ("screens", test_screens);
  ADD ("blank", test_blank);
  ADD ("closing", test_closing);
  return g_test_run ();
}
