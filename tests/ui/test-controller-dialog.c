/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/source.h"
#include "ui-fixture.h"
#include "ui/controller-dialog.h"
#include "ui/data-table.h"
#include "ui/sources-page.h"

/* Who controls a source is said from its page: one of the offered parties, a name of their own, or that nobody knows. */

#define NOT_KNOWN   0u
#define THIRD_PARTY 4u
#define ANOTHER     6u

static gboolean
is_settled (gpointer data)
{
  return rc_page_is_settled (RC_PAGE (data));
}

static void
select_first (GtkWidget *page)
{
  ui_fixture_wait (is_settled, page);
  rc_data_table_select (ui_fixture_find_type (page, GTK_TYPE_COLUMN_VIEW), 0);
  ui_fixture_settle (200);
}

static GtkWidget *
open_page (GtkWidget *window,
           RcSession *session)
{
  GtkWidget *page = rc_sources_page_new (session);

  gtk_widget_add_css_class (window, "recount");
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 760);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  select_first (page);
  return page;
}

/* (transfer full) (nullable): what stands in the case. */
static char *
dup_controller (UiFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (fixture->case_path, FALSE, &error);
  g_autoptr (RcSource) source = NULL;

  g_assert_no_error (error);
  source = rc_source_load (rc_case_get_database (case_file), 1, &error);
  g_assert_no_error (error);
  return g_strdup (source->controller);
}

static void
assert_controller (UiFixture  *fixture,
                   const char *controller)
{
  g_autofree char *found = dup_controller (fixture);

  g_assert_cmpstr (found, ==, controller);
}

static GtkWidget *
open_dialog (GtkWidget *window,
             GtkWidget *page)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  gtk_widget_activate_action (page, "sources.controller", NULL);
  ui_fixture_settle (200);
  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) each = g_list_model_get_item (toplevels, i);

      if (GTK_IS_DIALOG (each) && gtk_window_get_transient_for (GTK_WINDOW (each)) == GTK_WINDOW (window))
        return each;
    }
  g_error ("no dialog was opened");
}

static void
choose (GtkWidget *dialog,
        guint      party)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_fixture_find (dialog, "controller-who")), party);
}

static void
record (GtkWidget *dialog)
{
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_settle (400);
}

static void
set_up (UiFixtureOf   *of,
        gconstpointer  data)
{
  of->fixture = ui_fixture_new (UI_INFERENCES, UI_CASE_IMPORTED);
}

/* A party that is offered; the page says it in words. */
static void
say_party (UiFixture *fixture,
           GtkWidget *window,
           GtkWidget *page)
{
  GtkWidget *dialog = open_dialog (window, page);

  choose (dialog, THIRD_PARTY);
  g_assert_false (gtk_widget_get_visible (ui_fixture_find (dialog, "controller-name")));
  ui_fixture_pictures (dialog, "controller-party");
  record (dialog);
  assert_controller (fixture, "third-party");
  select_first (page);
  g_assert_nonnull (ui_fixture_find_label (page, "Third party"));
}

/* A name of their own: nothing is recorded without one, and what is refused stays. */
static void
say_name (UiFixture *fixture,
          GtkWidget *window,
          GtkWidget *page)
{
  GtkWidget *dialog = open_dialog (window, page);
  GtkWidget *button = gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  GtkEditable *name = GTK_EDITABLE (ui_fixture_find (dialog, "controller-name"));
  g_autofree char *too_long = g_strnfill (RC_LIMIT_NAME_BYTES + 1, 'n');

  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (ui_fixture_find (dialog, "controller-who"))), ==, THIRD_PARTY);
  choose (dialog, ANOTHER);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (name)));
  gtk_editable_set_text (name, "  ");
  g_assert_false (gtk_widget_get_sensitive (button));

  gtk_editable_set_text (name, too_long);
  g_assert_true (gtk_widget_get_sensitive (button));
  record (dialog);
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));
  g_assert_cmpuint (strlen (gtk_editable_get_text (name)), ==, RC_LIMIT_NAME_BYTES + 1);
  assert_controller (fixture, "third-party");

  ui_fixture_picture (dialog, "controller-refused");
  gtk_editable_set_text (name, " Testhaus Elbe (fictitious) ");
  g_assert_false (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));
  ui_fixture_pictures (dialog, "controller-name");
  record (dialog);
  assert_controller (fixture, "Testhaus Elbe (fictitious)");
  select_first (page);
  g_assert_nonnull (ui_fixture_find_label (page, "Testhaus Elbe (fictitious)"));
}

/* What was said is taken back. */
static void
take_back (UiFixture *fixture,
           GtkWidget *window,
           GtkWidget *page)
{
  GtkWidget *dialog = open_dialog (window, page);

  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (ui_fixture_find (dialog, "controller-who"))), ==, ANOTHER);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_fixture_find (dialog, "controller-name"))), ==, "Testhaus Elbe (fictitious)");
  choose (dialog, NOT_KNOWN);
  record (dialog);
  assert_controller (fixture, NULL);
  select_first (page);
  g_assert_nonnull (ui_fixture_find_label (page, "Nobody said"));
}

static void
test_say (UiFixtureOf   *of,
          gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = open_page (window, session);

  g_assert_nonnull (ui_fixture_find_label (page, "As it stood at"));
  say_party (of->fixture, window, page);
  ui_fixture_pictures (window, "sources-controller");
  gtk_window_set_default_size (GTK_WINDOW (window), 1024, 600);
  ui_fixture_settle (200);
  ui_fixture_picture (window, "sources-controller-1024");
  say_name (of->fixture, window, page);
  take_back (of->fixture, window, page);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_fixture_close_session (session);
}

static GtkWidget *
find_button (GtkWidget *page)
{
  return gtk_widget_get_ancestor (ui_fixture_find_label (page, "Who Controls It…"), GTK_TYPE_BUTTON);
}

/* A case that another window holds can only be read. */
static void
test_read_only (UiFixtureOf   *of,
                gconstpointer  data)
{
  RcSession *holder = ui_fixture_open_session (of->fixture);
  RcSession *session = ui_fixture_open_session (of->fixture);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page;

  g_assert_false (rc_session_is_writable (session));
  page = open_page (window, session);
  g_assert_false (gtk_widget_get_sensitive (find_button (page)));
  gtk_window_destroy (GTK_WINDOW (window));

  window = gtk_window_new ();
  page = open_page (window, holder);
  g_assert_true (gtk_widget_get_sensitive (find_button (page)));
  gtk_window_destroy (GTK_WINDOW (window));
  ui_fixture_close_session (session);
  ui_fixture_close_session (holder);
}

#define ADD(path, test) g_test_add (path, UiFixtureOf, NULL, set_up, test, ui_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

  ADD ("/ui/controller-dialog/say", test_say);
  ADD ("/ui/controller-dialog/read-only", test_read_only);
  return g_test_run ();
}
