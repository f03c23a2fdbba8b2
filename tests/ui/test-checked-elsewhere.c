/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/elsewhere.h"
#include "ui-fixture.h"
#include "ui/data-table.h"
#include "ui/elsewhere-dialog.h"
#include "ui/sources-page.h"

/* What could not be checked here is explained on the page of its source, and can be recorded as checked elsewhere. */

static gboolean
is_settled (gpointer data)
{
  return rc_page_is_settled (RC_PAGE (data));
}

static void
assert_says (GtkWidget  *page,
             const char *text)
{
  if (ui_fixture_find_label (page, text) == NULL)
    g_error ("the page does not say “%s”", text);
}

/* The list of digests, whose signature needs a key. */
static void
select_list (GtkWidget *page)
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
  select_list (page);
  return page;
}

static void
set_text (GtkWidget  *dialog,
          const char *name,
          const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, name)), text);
}

static guint
count_checks (UiFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (fixture->case_path, FALSE, &error);
  g_autoptr (GPtrArray) checks = NULL;

  g_assert_no_error (error);
  checks = rc_elsewhere_list (case_file, &error);
  g_assert_no_error (error);
  return checks->len;
}

static void
set_up (UiFixtureOf   *of,
        gconstpointer  data)
{
  of->fixture = ui_fixture_new (UI_INFERENCES, UI_CASE_IMPORTED | UI_CASE_VERIFIED);
}

static void
test_explained (UiFixtureOf   *of,
                gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = open_page (window, session);

  assert_says (page, "The check needs the public key of the signer");
  assert_says (page, "What can have caused it innocently");
  assert_says (page, "Ask for the public key by another way than the data");
  assert_says (page, "What Stands Over It");
  ui_fixture_pictures (window, "sources-unchecked");
  gtk_window_set_default_size (GTK_WINDOW (window), 1024, 600);
  ui_fixture_settle (200);
  ui_fixture_picture (window, "sources-unchecked-1024");
  gtk_window_destroy (GTK_WINDOW (window));
  ui_fixture_close_session (session);
}

/* Nothing is recorded before all of it is said; what is refused stays in the dialog. */
static void
record (UiFixture *fixture,
        GtkWindow *window,
        RcSession *session)
{
  g_autofree char *output = g_build_filename (fixture->folder, "output.txt", NULL);
  GtkWidget *dialog = rc_elsewhere_dialog_show (window, session, 1, "evidence/SHA256SUMS");
  GtkWidget *button = gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);

  g_assert_true (g_file_set_contents (output, "Signature and comment signature verified\n", -1, NULL));
  set_text (dialog, "elsewhere-by", "M. Berger");
  set_text (dialog, "elsewhere-on", "21.11.2026");
  set_text (dialog, "elsewhere-with", "minisign 0.11");
  g_assert_false (gtk_widget_get_sensitive (button));
  rc_elsewhere_dialog_set_output (dialog, output);
  g_assert_true (gtk_widget_get_sensitive (button));

  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_settle (200);
  g_assert_nonnull (ui_fixture_find_label (dialog, "is no day"));
  g_assert_cmpuint (count_checks (fixture), ==, 0);
  ui_fixture_pictures (dialog, "sources-elsewhere");
  set_text (dialog, "elsewhere-on", "2026-11-21");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_settle (300);
  g_assert_cmpuint (count_checks (fixture), ==, 1);
}

static void
test_recorded (UiFixtureOf   *of,
               gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = open_page (window, session);

  record (of->fixture, GTK_WINDOW (window), session);
  g_assert_false (rc_session_is_verified (session));
  rc_session_verify (session);
  ui_fixture_wait_idle (session);
  select_list (page);
  assert_says (page, "Checked outside Recount");
  assert_says (page, "by M. Berger on 2026-11-21 with minisign 0.11");
  ui_fixture_picture (window, "sources-checked-elsewhere");
  gtk_window_destroy (GTK_WINDOW (window));
  ui_fixture_close_session (session);
}

#define ADD(path, test) g_test_add (path, UiFixtureOf, NULL, set_up, test, ui_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

  ADD ("/ui/checked-elsewhere/explained", test_explained);
  ADD ("/ui/checked-elsewhere/recorded", test_recorded);
  return g_test_run ();
}
