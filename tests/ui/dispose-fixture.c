/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dispose-fixture.h"

#include <string.h>

#include "core/life/case-destruction.h"
#include "reports/life/disposal-plan.h"
#include "ui/dispose-dialog.h"
#include "ui/recent-cases.h"

/* --- The window --- */

gboolean
dispose_shows_case (gpointer data)
{
  return strcmp (rc_window_peek_view (data), "case") == 0;
}

gboolean
dispose_shows_start (gpointer data)
{
  return strcmp (rc_window_peek_view (data), "start") == 0;
}

gboolean
dispose_shows_trouble (gpointer data)
{
  return strcmp (rc_window_peek_view (data), "trouble") == 0;
}

gboolean
dispose_shows_other_than_case (gpointer data)
{
  return !dispose_shows_case (data);
}

RcWindow *
dispose_open_window (const char *path)
{
  GtkWidget *window = rc_window_new (GTK_APPLICATION (g_application_get_default ()));

  gtk_window_present (GTK_WINDOW (window));
  rc_window_open (RC_WINDOW (window), path, TRUE);
  return RC_WINDOW (window);
}

RcWindow *
dispose_open_case (UiFixtureOf *of)
{
  RcWindow *window = dispose_open_window (of->fixture->case_path);

  ui_fixture_wait (dispose_shows_case, window);
  return window;
}

void
dispose_close_window (RcWindow *window)
{
  gpointer pointer = window;

  g_object_add_weak_pointer (G_OBJECT (window), &pointer);
  gtk_window_close (GTK_WINDOW (window));
  ui_fixture_wait (ui_fixture_is_gone, &pointer);
}

void
dispose_assert_says (gpointer    within,
                     const char *text)
{
  if (ui_fixture_find_label (within, text) == NULL)
    g_error ("it does not say “%s”", text);
}

/* --- The dialog --- */

GtkWidget *
dispose_find_titled (const char *title)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (gtk_widget_get_visible (window) && g_strcmp0 (gtk_window_get_title (GTK_WINDOW (window)), title) == 0)
        found = window;
    }
  return found;
}

static gboolean
has_titled (gpointer data)
{
  return dispose_find_titled (data) != NULL;
}

gboolean
dispose_has_none_titled (gpointer data)
{
  return dispose_find_titled (data) == NULL;
}

GtkWidget *
dispose_wait_titled (const char *title)
{
  ui_fixture_wait (has_titled, (gpointer) title);
  return dispose_find_titled (title);
}

gboolean
dispose_is_form (gpointer data)
{
  return strcmp (gtk_stack_get_visible_child_name (GTK_STACK (ui_fixture_find (data, "work"))), "form") == 0;
}

GtkWidget *
dispose_ask (RcWindow *window)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.dispose", NULL));
  return dispose_wait_titled (DISPOSE_DIALOG);
}

void
dispose_type_in (GtkWidget  *dialog,
                 const char *name,
                 const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, name)), text);
}

gboolean
dispose_may_destroy (GtkWidget *dialog)
{
  return gtk_widget_get_sensitive (gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK));
}

void
dispose_answer (GtkWidget *dialog,
                int        response)
{
  gtk_dialog_response (GTK_DIALOG (dialog), response);
}

char *
dispose_dup_certificate (UiFixtureOf *of)
{
  return g_build_filename (of->fixture->folder, "X.pdf", NULL);
}

void
dispose_fill (UiFixtureOf *of,
              GtkWidget   *dialog)
{
  g_autofree char *certificate = dispose_dup_certificate (of);

  dispose_type_in (dialog, "disposal-reason", "The engagement has ended");
  rc_dispose_dialog_set_place (dialog, certificate);
  dispose_type_in (dialog, "disposal-title", DISPOSE_TITLE);
  g_assert_true (dispose_may_destroy (dialog));
}

void
dispose_order (UiFixtureOf *of,
               RcWindow    *window)
{
  GtkWidget *dialog = dispose_ask (window);

  dispose_fill (of, dialog);
  dispose_answer (dialog, GTK_RESPONSE_OK);
}

void
dispose_assert_refused_in_dialog (UiFixtureOf *of,
                                  RcWindow    *window,
                                  const char  *words)
{
  GtkWidget *dialog = dispose_find_titled (DISPOSE_DIALOG);

  ui_fixture_wait (dispose_is_form, dialog);
  dispose_assert_says (ui_fixture_find (dialog, "trouble"), words);
  dispose_answer (dialog, GTK_RESPONSE_CANCEL);
  ui_fixture_settle (50);
  g_assert_true (dispose_shows_case (window));
  g_assert_true (rc_session_is_writable (rc_window_peek_session (window)));
}

void
dispose_assert_whole (UiFixtureOf *of)
{
  g_autofree char *certificate = dispose_dup_certificate (of);
  g_autofree char *plan = rc_disposal_plan_dup_path (certificate);
  g_autoptr (RcCase) case_file = rc_case_open (of->fixture->case_path, TRUE, NULL);

  g_assert_nonnull (case_file);
  g_assert_true (rc_case_is_writable (case_file));
  g_assert_cmpint (rc_case_get_mark (case_file, "source"), >, 0);
  g_assert_true (rc_case_close (case_file, NULL));
  g_assert_false (g_file_test (plan, G_FILE_TEST_EXISTS));
}

gboolean
dispose_is_recent (const char *path)
{
  g_autoptr (GPtrArray) cases = rc_recent_cases_list (100);

  for (guint i = 0; i < cases->len; i++)
    if (strcmp (((const RcRecentCase *) g_ptr_array_index (cases, i))->path, path) == 0)
      return TRUE;
  return FALSE;
}

void
dispose_assert_names (const char *certificate,
                      const char *words)
{
  const char *command[] = { "pdftotext", "-raw", certificate, "-", NULL };
  g_autofree char *program = g_find_program_in_path (command[0]);
  g_autofree char *text = NULL;

  if (program == NULL)
    return;
  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, NULL, NULL));
  if (strstr (text, words) == NULL)
    g_error ("the certificate does not say “%s”: %s", words, text);
}

void
dispose_assert_destroyed (UiFixtureOf *of)
{
  g_autofree char *certificate = dispose_dup_certificate (of);
  g_autofree char *plan = rc_disposal_plan_dup_path (certificate);
  g_autofree char *away = rc_case_destruction_find (of->fixture->case_path);

  g_assert_false (g_file_test (of->fixture->case_path, G_FILE_TEST_EXISTS));
  g_assert_null (away);
  g_assert_false (g_file_test (plan, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (certificate, G_FILE_TEST_IS_REGULAR));
  g_assert_false (dispose_is_recent (of->fixture->case_path));
}
