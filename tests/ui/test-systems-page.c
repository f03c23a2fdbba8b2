/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui-fixture.h"
#include "ui/code-chooser.h"
#include "ui/live-window.h"
#include "ui/page.h"
#include "ui/system-course.h"
#include "ui/systems-page.h"
#include "ui/timeline-view.h"

/* Stating what an AI system is, in the window: who says what is shown with each word, and nothing is stated twice. */

typedef struct
{
  RcSession *session;
  GtkWidget *window;
  GtkWidget *page;
} Test;

static gboolean
is_settled (gpointer data)
{
  GtkWidget *course = ui_fixture_find_type (data, RC_TYPE_SYSTEM_COURSE);

  return rc_page_is_settled (data) && (course == NULL || rc_system_course_is_settled (RC_SYSTEM_COURSE (course)));
}

static void
open_page (Test      *test,
           UiFixture *fixture)
{
  test->session = ui_fixture_open_session (fixture);
  test->window = gtk_window_new ();
  test->page = rc_systems_page_new (test->session);
  gtk_widget_add_css_class (test->window, "recount");
  gtk_window_set_default_size (GTK_WINDOW (test->window), 1200, 760);
  gtk_window_set_child (GTK_WINDOW (test->window), test->page);
  gtk_window_present (GTK_WINDOW (test->window));
  ui_fixture_wait (is_settled, test->page);
}

static void
close_page (Test *test)
{
  ui_fixture_close_window (test->window);
  ui_fixture_close_session (test->session);
}

static GtkWidget *
find_dialog (Test *test)
{
  GtkWidget *dialog = NULL;
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (GTK_IS_DIALOG (window) && gtk_widget_get_visible (window))
        dialog = window;
    }
  return dialog;
}

static void
settle (Test *test)
{
  ui_fixture_settle (200);
  ui_fixture_wait (is_settled, test->page);
}

static void
type (GtkWidget  *dialog,
      const char *field,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, field)), text);
}

static void
tick (GtkWidget  *dialog,
      const char *field,
      const char *code)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (ui_fixture_find (ui_fixture_find (dialog, field), code)), TRUE);
}

static void
assert_says (Test       *test,
             const char *text)
{
  if (ui_fixture_find_label (test->page, text) == NULL)
    g_error ("the page does not say “%s”", text);
}

/* A system of which nobody says anything yet; a date that is none is refused in the dialog, which keeps what was typed. */
static void
test_describe (UiFixtureOf   *of,
               gconstpointer  data)
{
  GtkWidget *dialog;
  Test test;

  open_page (&test, of->fixture);
  assert_says (&test, "No AI System Is Described");
  ui_fixture_picture (test.window, "systems-none");
  gtk_widget_activate_action (test.page, "systems.add", NULL);
  ui_fixture_settle (100);
  dialog = find_dialog (&test);
  g_assert_nonnull (dialog);
  type (dialog, "system-name", "TriageHelp (fictitious)");
  type (dialog, "system-purpose", "Orders emergency calls by urgency");
  type (dialog, "system-first-placed", "yesterday");
  tick (dialog, "system-role", "deployer");
  tick (dialog, "system-annex-iii", "III-5d");
  ui_fixture_picture (dialog, "systems-dialog");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_settle (200);
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));
  ui_fixture_picture (dialog, "systems-dialog-refused");

  type (dialog, "system-first-placed", "2026-03-25");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  settle (&test);
  assert_says (&test, "1 AI system");
  assert_says (&test, "TriageHelp");
  assert_says (&test, "III-5d");
  ui_fixture_pictures (test.window, "systems-stated");
  close_page (&test);
}

/* What a file among the evidence says stands beside the officer's own word, and neither takes the other's place. */
static void
test_beside_file (UiFixtureOf   *of,
                  gconstpointer  data)
{
  GtkWidget *dialog;
  Test test;

  open_page (&test, of->fixture);
  assert_says (&test, "KreditCheck");
  settle (&test);
  assert_says (&test, "How Long Its Logs Are Kept");
  g_assert_nonnull (ui_fixture_find_type (test.page, RC_TYPE_TIMELINE_VIEW));
  ui_fixture_pictures (test.window, "systems");
  ui_fixture_tight_pictures (test.window, "systems");
  gtk_widget_activate_action (test.page, "systems.change", NULL);
  ui_fixture_settle (100);
  dialog = find_dialog (&test);
  g_assert_nonnull (dialog);
  /* Nothing was changed: nothing is stated. */
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_settle (100);
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));
  type (dialog, "system-provider", "Somebody Else (fictitious)");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  settle (&test);
  assert_says (&test, "Somebody Else (fictitious)");
  assert_says (&test, "Others say something else");
  ui_fixture_picture (test.window, "systems-differ");
  close_page (&test);
}

static gboolean
is_looked_up (gpointer data)
{
  return rc_live_window_is_settled (data);
}

static void
look_up (GtkWidget  *window,
         const char *date)
{
  type (window, "live-date", date);
  g_assert_true (gtk_widget_activate_action (window, "live.look", NULL));
  ui_fixture_wait (is_looked_up, window);
  ui_fixture_settle (100);
}

/* What was live on a day, and what of it is on record together; a day that is none, and one long before, are told as that. */
static void
test_live (UiFixtureOf   *of,
           gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  GtkWidget *window = rc_live_window_new (NULL, session);

  look_up (window, "some day");
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (window, "trouble")));
  look_up (window, "1999-01-01");
  g_assert_nonnull (ui_fixture_find_label (window, "No deployment on record covers that time."));
  look_up (window, "2026-06-15");
  g_assert_nonnull (ui_fixture_find_label (window, "kreditcheck/4"));
  ui_fixture_pictures (window, "live");
  ui_fixture_close_window (window);
  ui_fixture_close_session (session);
}

int
main (int   argc,
      char *argv[])
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

  g_test_add ("/systems-page/describe", UiFixtureOf, NULL, ui_fixture_set_up_empty, test_describe, ui_fixture_tear_down);
  g_test_add ("/systems-page/beside-file", UiFixtureOf, NULL, ui_fixture_set_up_whole, test_beside_file, ui_fixture_tear_down);
  g_test_add ("/systems-page/live", UiFixtureOf, NULL, ui_fixture_set_up_whole, test_live, ui_fixture_tear_down);
  return g_test_run ();
}
