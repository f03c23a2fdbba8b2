/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "exercise-fixture.h"

#include "ui/exercise-desk.h"
#include "ui/exercise-page.h"
#include "ui/exercise-setup-dialog.h"

#define WIDTH  1180
#define HEIGHT 760

static gboolean
is_settled (gpointer data)
{
  ExerciseTest *self = data;
  GtkWidget *desk = rc_exercise_page_peek_desk (RC_EXERCISE_PAGE (self->page));

  return rc_page_is_settled (RC_PAGE (self->page)) && !rc_session_is_busy (self->session) &&
         (desk == NULL || rc_exercise_desk_is_settled (RC_EXERCISE_DESK (desk)));
}

void
exercise_test_settle (ExerciseTest *self)
{
  ui_fixture_wait (is_settled, self);
  ui_fixture_settle (50);
  ui_fixture_wait (is_settled, self);
}

static void
opened (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_session_open_finish (RC_SESSION (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static RcSession *
open_for_reading (UiFixture *fixture)
{
  RcSession *session = rc_session_new ();
  gboolean is_open = FALSE;

  rc_session_open_async (session, fixture->case_path, FALSE, opened, &is_open);
  ui_fixture_wait_flag (&is_open);
  return session;
}

void
exercise_test_open (ExerciseTest *self,
                    UiFixture    *fixture,
                    gboolean      for_writing)
{
  self->session = for_writing ? ui_fixture_open_session (fixture) : open_for_reading (fixture);
  self->window = gtk_window_new ();
  self->page = rc_exercise_page_new (self->session);
  gtk_widget_add_css_class (self->window, "recount");
  gtk_window_set_default_size (GTK_WINDOW (self->window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (self->window), self->page);
  gtk_window_present (GTK_WINDOW (self->window));
  exercise_test_settle (self);
}

/* Nothing holds on to what was closed. */
void
exercise_test_close (ExerciseTest *self)
{
  GtkWidget *desk;
  gpointer things[4] = { NULL };

  exercise_test_settle (self);
  desk = rc_exercise_page_peek_desk (RC_EXERCISE_PAGE (self->page));
  things[0] = self->page;
  things[1] = self->session;
  things[2] = desk;
  things[3] = desk != NULL ? rc_exercise_desk_peek_live (RC_EXERCISE_DESK (desk)) : NULL;
  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    if (things[i] != NULL)
      g_object_add_weak_pointer (things[i], &things[i]);
  ui_fixture_close_window (self->window);
  ui_fixture_close_session (self->session);
  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    ui_fixture_wait (ui_fixture_is_gone, &things[i]);
}

GtkWidget *
exercise_test_desk (ExerciseTest *self)
{
  GtkWidget *desk = rc_exercise_page_peek_desk (RC_EXERCISE_PAGE (self->page));

  g_assert_nonnull (desk);
  return desk;
}

const RcExercise *
exercise_test_peek (ExerciseTest *self)
{
  const RcExercise *exercise = rc_exercise_live_peek (rc_exercise_desk_peek_live (RC_EXERCISE_DESK (exercise_test_desk (self))));

  g_assert_nonnull (exercise);
  return exercise;
}

GtkWidget *
exercise_test_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (GTK_IS_DIALOG (window) && gtk_widget_get_visible (window))
        return window;
    }
  return NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return exercise_test_dialog () == NULL;
}

static gboolean
is_ready (gpointer data)
{
  return rc_exercise_setup_dialog_is_ready (data);
}

static void
set_field (GtkWidget  *root,
           const char *name,
           const char *text)
{
  GtkWidget *field = ui_fixture_find (root, name);

  if (GTK_IS_TEXT_VIEW (field))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field)), text, -1);
  else if (GTK_IS_CHECK_BUTTON (field))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (field), g_str_equal (text, "yes"));
  else if (GTK_IS_DROP_DOWN (field))
    gtk_drop_down_set_selected (GTK_DROP_DOWN (field), (guint) g_ascii_strtoull (text, NULL, 10));
  else if (GTK_IS_SPIN_BUTTON (field))
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (field), g_ascii_strtod (text, NULL));
  else
    gtk_editable_set_text (GTK_EDITABLE (field), text);
}

static void
set_fields (GtkWidget *root,
            va_list    fields)
{
  const char *name;

  while ((name = va_arg (fields, const char *)) != NULL)
    set_field (root, name, va_arg (fields, const char *));
}

void
exercise_test_plan (ExerciseTest *self)
{
  GtkWidget *dialog;

  gtk_widget_activate_action (self->page, "exercises.plan", NULL);
  dialog = exercise_test_dialog ();
  g_assert_nonnull (dialog);
  ui_fixture_wait (is_ready, dialog);
  set_field (dialog, "plan-purpose", "Readiness for an authority’s questions");
  set_field (dialog, "plan-facilitator", "F. Facilitator (fictitious)");
  set_field (dialog, "plan-way", "3");
  set_field (dialog, "plan-size", "2");
  set_field (dialog, "plan-why", "As many as the time allows");
  set_field (dialog, "plan-seed", "said by the room");
  set_field (dialog, "plan-replacement", "The next one of the draw");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_wait (has_no_dialog, NULL);
  exercise_test_settle (self);
}

/* A key that two things in sight have would do neither. */
static void
collect_mnemonics (GtkWidget  *widget,
                   GHashTable *keys)
{
  guint key = GTK_IS_LABEL (widget) ? gtk_label_get_mnemonic_keyval (GTK_LABEL (widget)) : GDK_KEY_VoidSymbol;

  if (!gtk_widget_get_mapped (widget))
    return;
  if (key != GDK_KEY_VoidSymbol && !g_hash_table_insert (keys, GUINT_TO_POINTER (key), widget))
    g_error ("“%s” has the key of another: %c", gtk_label_get_label (GTK_LABEL (widget)), (char) key);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_mnemonics (child, keys);
}

static void
assert_keys (ExerciseTest *self)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (NULL, NULL);

  collect_mnemonics (exercise_test_desk (self), keys);
  g_assert_cmpuint (g_hash_table_size (keys), >, 5);
}

void
exercise_test_do (ExerciseTest *self,
                  const char   *action)
{
  GtkWidget *button = ui_fixture_find (exercise_test_desk (self), action);

  if (!gtk_widget_is_sensitive (button))
    g_error ("“%s” cannot be done now: %s", action, rc_exercise_state_words (exercise_test_peek (self)->state));
  assert_keys (self);
  gtk_widget_activate_action (exercise_test_desk (self), action, NULL);
  exercise_test_settle (self);
}

void
exercise_test_do_asked (ExerciseTest *self,
                        const char   *action,
                        ...)
{
  GtkWidget *dialog;
  va_list fields;

  exercise_test_do (self, action);
  dialog = exercise_test_dialog ();
  g_assert_nonnull (dialog);
  va_start (fields, action);
  set_fields (dialog, fields);
  va_end (fields);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_wait (has_no_dialog, NULL);
  exercise_test_settle (self);
}

void
exercise_test_answer (ExerciseTest     *self,
                      RcExerciseStatus  status,
                      const char       *text,
                      ...)
{
  GtkWidget *desk = exercise_test_desk (self);
  va_list fields;

  gtk_widget_activate_action (desk, "exercise.status", "i", (int) status);
  set_field (desk, "exercise-answer", text);
  va_start (fields, text);
  set_fields (desk, fields);
  va_end (fields);
  exercise_test_do (self, exercise_test_peek (self)->state == RC_EXERCISE_SURPRISE ? "exercise.answer-card" : "exercise.answer");
}

void
exercise_test_lock (ExerciseTest *self)
{
  exercise_test_do (self, "exercise.read-back");
  exercise_test_do (self, "exercise.lock");
  g_assert_cmpint (exercise_test_peek (self)->state, ==, RC_EXERCISE_FIXED);
}

void
exercise_test_begin (ExerciseTest *self)
{
  exercise_test_do_asked (self, "exercise.open", "step-present", "mlops-engineer: E. Engineer (fictitious)", NULL);
  exercise_test_do (self, "exercise.start");
  g_assert_cmpint (exercise_test_peek (self)->state, ==, RC_EXERCISE_IN_DECISION);
}
