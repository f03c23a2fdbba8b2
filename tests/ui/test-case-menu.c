/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/entry.h"
#include "core/registers/finding.h"
#include "core/rest/case-keys.h"
#include "reports/bundle/bundle.h"
#include "ui-fixture.h"
#include "ui/application.h"
#include "ui/case-act-dialog.h"
#include "ui/window.h"

/* What is done with a case as a whole: copies, compaction, time stamps, a bundle that is taken in, protection at rest. */

#define PASSPHRASE "correct horse battery"

static RcApplication *application;

static const RcCaseAct *
find_act (const char *name)
{
  for (guint i = 0; i < rc_n_case_acts; i++)
    if (strcmp (rc_case_acts[i].name, name) == 0)
      return &rc_case_acts[i];
  g_error ("no act is “%s”", name);
}

static const char *
peek_page (GtkWidget *dialog)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (ui_fixture_find (dialog, "work")));
}

static gboolean
is_not_working (gpointer data)
{
  return strcmp (peek_page (data), "working") != 0;
}

static void
assert_says (GtkWidget  *within,
             const char *text)
{
  if (ui_fixture_find_label (within, text) == NULL)
    g_error ("it does not say “%s”", text);
}

static GtkWidget *
do_act (RcSession  *session,
        const char *name,
        const char *path)
{
  GtkWidget *dialog = rc_case_act_dialog_show (NULL, session, find_act (name));

  rc_case_act_dialog_do (dialog, path);
  ui_fixture_wait (is_not_working, dialog);
  return dialog;
}

static void
close_dialog (GtkWidget *dialog)
{
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  ui_fixture_settle (20);
}

/* --- Acts --- */

static void
test_back_up (UiFixtureOf   *of,
              gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  g_autofree char *path = g_build_filename (of->fixture->folder, "copy.recount", NULL);
  GtkWidget *dialog = do_act (session, "back-up", path);
  g_autoptr (RcCase) copy = NULL;

  g_assert_cmpstr (peek_page (dialog), ==, "done");
  assert_says (dialog, "Copied the case as it stands");
  assert_says (dialog, "SHA-256 of the file");
  ui_fixture_pictures (dialog, "case-back-up");
  close_dialog (dialog);
  copy = rc_case_open (path, FALSE, NULL);
  g_assert_nonnull (copy);
  g_assert_cmpint (rc_case_get_mark (copy, "source"), >, 0);

  /* What is there already stays. */
  dialog = do_act (session, "back-up", path);
  g_assert_cmpstr (peek_page (dialog), ==, "form");
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));
  close_dialog (dialog);
  ui_fixture_close_session (session);
}

static void
test_compact (UiFixtureOf   *of,
              gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  GtkWidget *dialog = rc_case_act_dialog_show (NULL, session, find_act ("compact"));

  assert_says (dialog, "solid-state disk");
  ui_fixture_pictures (dialog, "case-compact");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (ui_fixture_find (dialog, "act-check")), TRUE);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_wait (is_not_working, dialog);
  g_assert_cmpstr (peek_page (dialog), ==, "done");
  assert_says (dialog, "The file was written anew");
  assert_says (dialog, "Erased: ");
  assert_says (dialog, "are not reached by this");
  close_dialog (dialog);
  ui_fixture_close_session (session);
}

static void
test_stamps (UiFixtureOf   *of,
             gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  g_autofree char *path = g_build_filename (of->fixture->folder, "case.tsq", NULL);
  GtkWidget *dialog = do_act (session, "request-stamp", path);

  g_assert_cmpstr (peek_page (dialog), ==, "done");
  assert_says (dialog, "application/timestamp-query");
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  close_dialog (dialog);

  /* A request is no answer. */
  dialog = do_act (session, "add-stamp", path);
  g_assert_cmpstr (peek_page (dialog), ==, "form");
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));
  ui_fixture_picture (dialog, "case-stamp-refused");
  close_dialog (dialog);
  ui_fixture_close_session (session);
}

static void
test_merge (UiFixtureOf   *of,
            gconstpointer  data)
{
  const RcBundleTerms terms = { .language = "en", .unsealed = TRUE };
  g_autofree char *path = g_build_filename (of->fixture->folder, "bundle.zip", NULL);
  RcCase *case_file = rc_case_open (of->fixture->case_path, TRUE, NULL);
  RcSession *session;
  GtkWidget *dialog;

  rc_bundle_result_free (rc_bundle_export (case_file, path, &terms, NULL, NULL));
  g_assert_true (rc_case_close (case_file, NULL));
  g_object_unref (case_file);
  session = ui_fixture_open_session (of->fixture);
  dialog = do_act (session, "merge", path);
  g_assert_cmpstr (peek_page (dialog), ==, "done");
  assert_says (dialog, "were in the case already; 0 came in");
  assert_says (dialog, "No key of the bundle was accepted");
  ui_fixture_pictures (dialog, "case-merge");
  close_dialog (dialog);

  dialog = do_act (session, "merge", of->fixture->evidence);
  g_assert_cmpstr (peek_page (dialog), ==, "form");
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));
  close_dialog (dialog);
  ui_fixture_close_session (session);
}

/* A copy of the case in which somebody worked meanwhile is a part of it; so much comes in, and once. */
static void
test_merge_case (UiFixtureOf   *of,
                 gconstpointer  data)
{
  g_autofree char *path = g_build_filename (of->fixture->folder, "part.recount", NULL);
  const RcFindingTerms finding = { .title = "Records are missing", .condition = "As seen" };
  const RcEntryTerms unknown = { .kind = RC_ENTRY_NOTE, .act = "note add", .body = "{\"text\":\"of another program\"}" };
  g_autoptr (GError) error = NULL;
  RcSession *session = ui_fixture_open_session (of->fixture);
  RcCase *part;
  GtkWidget *dialog = do_act (session, "back-up", path);

  close_dialog (dialog);
  part = rc_case_open (path, TRUE, NULL);
  g_assert_nonnull (part);
  g_assert_cmpint (rc_finding_add (part, &finding, &error), >, 0);
  g_assert_no_error (error);
  g_assert_cmpint (rc_entry_add (part, &unknown, NULL), >, 0);
  g_assert_true (rc_case_close (part, NULL));
  g_object_unref (part);

  dialog = do_act (session, "merge-case", path);
  g_assert_cmpstr (peek_page (dialog), ==, "done");
  assert_says (dialog, "Of the case “Nordhafen 2026” came in what this one had not.");
  assert_says (dialog, "It is a part of this case");
  assert_says (dialog, "Entries of people that came in or were added to: 1; known already: 0.");
  assert_says (dialog, "Note N-001 there: ");
  ui_fixture_pictures (dialog, "case-merge-case");
  close_dialog (dialog);

  dialog = do_act (session, "merge-case", path);
  assert_says (dialog, "Nothing of the case “Nordhafen 2026” came in.");
  assert_says (dialog, "Entries of people that came in or were added to: 0; known already: 1.");
  close_dialog (dialog);

  /* The case itself, and what is none. */
  dialog = do_act (session, "merge-case", of->fixture->case_path);
  g_assert_cmpstr (peek_page (dialog), ==, "form");
  assert_says (dialog, "is this case itself");
  close_dialog (dialog);
  dialog = do_act (session, "merge-case", of->fixture->evidence);
  g_assert_cmpstr (peek_page (dialog), ==, "form");
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));
  close_dialog (dialog);
  ui_fixture_close_session (session);
}

/* --- Protection --- */

static gboolean
shows_case (gpointer data)
{
  return strcmp (rc_window_peek_view (data), "case") == 0;
}

static gboolean
shows_trouble (gpointer data)
{
  return strcmp (rc_window_peek_view (data), "trouble") == 0;
}

static gboolean
has_dialog (gpointer data)
{
  return ui_fixture_find_dialog () != NULL;
}

static gboolean
is_sensitive (gpointer data)
{
  return gtk_widget_get_sensitive (data);
}

static gboolean
is_protected_and_open (gpointer data)
{
  return shows_case (data) && rc_case_is_protected (rc_window_peek_path (data));
}

static RcWindow *
open_window (const char *path)
{
  GtkWidget *window = rc_window_new (GTK_APPLICATION (application));

  gtk_window_present (GTK_WINDOW (window));
  rc_window_open (RC_WINDOW (window), path, TRUE);
  return RC_WINDOW (window);
}

static void
type_passphrase (GtkWidget  *dialog,
                 const char *name,
                 const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, name)), text);
}

static void
protect (RcWindow *window)
{
  GtkWidget *dialog;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.protect", NULL));
  ui_fixture_wait (has_dialog, NULL);
  dialog = ui_fixture_find_dialog ();
  type_passphrase (dialog, "passphrase", "short");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  assert_says (dialog, "at least 12 characters");
  type_passphrase (dialog, "passphrase", PASSPHRASE);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  assert_says (dialog, "The two passphrases differ.");
  type_passphrase (dialog, "passphrase-again", PASSPHRASE);
  ui_fixture_pictures (dialog, "case-protect");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_wait (is_protected_and_open, window);
}

static void
test_protect (UiFixtureOf   *of,
              gconstpointer  data)
{
  RcWindow *window = open_window (of->fixture->case_path);
  GtkWidget *dialog;

  ui_fixture_wait (shows_case, window);
  protect (window);
  ui_fixture_settle (100);
  assert_says (GTK_WIDGET (window), "The case is protected.");
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "protect"));
  ui_fixture_close (GTK_WIDGET (window));

  rc_case_forget_keys ();
  window = open_window (of->fixture->case_path);
  ui_fixture_wait (shows_trouble, window);
  assert_says (GTK_WIDGET (window), "This Case Is Protected");
  dialog = ui_fixture_find_dialog ();
  g_assert_nonnull (dialog);
  type_passphrase (dialog, "passphrase", "some other passphrase");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_wait (is_sensitive, dialog);
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));
  ui_fixture_pictures (dialog, "case-unlock");
  type_passphrase (dialog, "passphrase", PASSPHRASE);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_wait (shows_case, window);
  ui_fixture_close (GTK_WIDGET (window));
}

int
main (int    argc,
      char **argv)
{
  int status;

  if (!ui_fixture_init (&argc, &argv))
    return 0;

  application = ui_fixture_new_application (NULL);
#define ADD(name, func) g_test_add ("/ui/case-menu/" name, UiFixtureOf, NULL, ui_fixture_set_up_whole, func, ui_fixture_tear_down)
  ADD ("back-up", test_back_up);
  ADD ("compact", test_compact);
  ADD ("stamps", test_stamps);
  ADD ("merge", test_merge);
  ADD ("merge-case", test_merge_case);
  ADD ("protect", test_protect);
#undef ADD
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
