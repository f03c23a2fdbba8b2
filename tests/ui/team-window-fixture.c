/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "team-window-fixture.h"

#include <string.h>

#include "core/custody-list.h"
#include "ui/register-form.h"

static gboolean
is_settled (gpointer data)
{
  return rc_team_window_is_settled (data) && rc_team_window_peek_team (data) != NULL;
}

static gboolean
is_answered (gpointer data)
{
  return ui_fixture_find_dialog () != data || gtk_widget_get_sensitive (data);
}

void
team_test_settle (TeamTest *test)
{
  ui_fixture_settle (100);
  ui_fixture_wait (is_settled, test->window);
  ui_fixture_settle (50);
}

void
team_test_show (TeamTest *test)
{
  test->window = RC_TEAM_WINDOW (rc_team_window_show (NULL, test->session));
  team_test_settle (test);
}

void
team_test_open (TeamTest  *test,
                UiFixture *fixture)
{
  test->session = ui_fixture_open_session (fixture);
  team_test_show (test);
}

void
team_test_close (TeamTest *test)
{
  ui_fixture_close_window (GTK_WIDGET (test->window));
  ui_fixture_close_session (test->session);
}

GtkWidget *
team_test_begin (TeamTest   *test,
                 const char *act)
{
  GtkWidget *button = ui_fixture_find (GTK_WIDGET (test->window), act);

  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  ui_fixture_settle (100);
  g_assert_nonnull (ui_fixture_find_dialog ());
  return ui_fixture_find_dialog ();
}

void
team_test_type (GtkWidget  *dialog,
                const char *field,
                const char *value)
{
  rc_register_form_set_value (rc_register_form_of (dialog), field, value);
}

void
team_test_assert_says (GtkWidget  *within,
                       const char *text)
{
  if (ui_fixture_find_label (within, text) == NULL)
    g_error ("it does not say “%s”", text);
}

void
team_test_assert_silent (GtkWidget  *within,
                         const char *text)
{
  if (ui_fixture_find_label (within, text) != NULL)
    g_error ("it says “%s”", text);
}

void
team_test_says (TeamTest   *test,
                const char *text)
{
  team_test_assert_says (GTK_WIDGET (test->window), text);
}

static void
respond (GtkWidget *dialog)
{
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_wait (is_answered, dialog);
  ui_fixture_settle (50);
}

void
team_test_enter (TeamTest  *test,
                 GtkWidget *dialog)
{
  respond (dialog);
  if (ui_fixture_find_dialog () != NULL)
    g_error ("refused: %s", gtk_label_get_text (GTK_LABEL (ui_fixture_find (ui_fixture_find_dialog (), "trouble"))));
  team_test_settle (test);
}

/* What is refused stays, with the reason. */
void
team_test_enter_refused (GtkWidget  *dialog,
                         const char *reason)
{
  respond (dialog);
  g_assert_true (ui_fixture_find_dialog () == dialog);
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));
  team_test_assert_says (dialog, reason);
}

void
team_test_draw_back (GtkWidget *dialog)
{
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  ui_fixture_settle (50);
  g_assert_null (ui_fixture_find_dialog ());
}

/* The act of an entry stands beside the one that is selected. */
void
team_test_choose (TeamTest *test,
                  guint     position)
{
  GtkWidget *table = ui_fixture_find_type (GTK_WIDGET (test->window), GTK_TYPE_COLUMN_VIEW);

  gtk_selection_model_select_item (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)), position, TRUE);
  ui_fixture_settle (50);
}

const RcTeamRow *
team_test_peek_row (TeamTest *test,
                    guint     index)
{
  return g_ptr_array_index (rc_team_window_peek_team (test->window)->rows, index);
}

void
team_test_add (TeamTest   *test,
               const char *name,
               const char *role,
               const char *key)
{
  GtkWidget *dialog = team_test_begin (test, "team-add");

  team_test_type (dialog, "team-name", name);
  team_test_type (dialog, "team-role", role);
  if (key != NULL)
    team_test_type (dialog, "team-key", key);
  team_test_enter (test, dialog);
}

void
team_test_set_up_signed (UiFixtureOf  *of,
                         gconstpointer data)
{
  of->fixture = ui_fixture_new (UI_INFERENCES, UI_CASE_SIGNED | UI_CASE_IMPORTED);
}

guint
team_test_count_acts (UiFixture  *fixture,
                      const char *act)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (fixture->case_path, FALSE, &error);
  g_autoptr (RcCustodyList) list = case_file != NULL ? rc_custody_list_load (case_file, &error) : NULL;
  guint count = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < list->lines->len; i++)
    count += strcmp (((const RcCustodyLine *) g_ptr_array_index (list->lines, i))->act, act) == 0;
  return count;
}
