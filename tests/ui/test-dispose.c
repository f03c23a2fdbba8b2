/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "core/auditor-key.h"
#include "core/hold.h"
#include "core/rest/protect.h"
#include "core/timestamp.h"
#include "dispose-fixture.h"
#include "ui/application.h"
#include "ui/dispose-dialog.h"

/* The end of a case: destroyed with a certificate, or refused and whole. */

#define UNLOCK_DIALOG  "Unlock Your Auditor Key"
#define KEY_PASSPHRASE "of a test"
#define PASSPHRASE     "correct horse battery"
#define READ           "--read"

static RcApplication *application;

/* --- To its end --- */

static void
test_done (UiFixtureOf   *of,
           gconstpointer  data)
{
  RcWindow *window = dispose_open_case (of);
  g_autofree char *certificate = dispose_dup_certificate (of);
  GtkWidget *dialog;

  g_assert_true (dispose_is_recent (of->fixture->case_path));
  dialog = dispose_ask (window);
  dispose_assert_says (dialog, "does not reach backups");
  dispose_fill (of, dialog);
  dispose_type_in (dialog, "disposal-by", "M. Head (fictitious)");
  ui_fixture_pictures (dialog, "dispose");
  dispose_answer (dialog, GTK_RESPONSE_OK);
  ui_fixture_wait (dispose_shows_start, window);
  dispose_assert_destroyed (of);
  dispose_assert_names (certificate, DISPOSE_TITLE);
  dispose_assert_names (certificate, "The engagement has ended");
  dispose_assert_names (certificate, "M. Head (fictitious)");
  dispose_assert_says (window, "“case.recount” is destroyed. SHA-256 of the file as it was: ");
  dispose_assert_says (window, certificate);
  dispose_assert_says (window, "It is not signed.");
  g_assert_null (rc_window_peek_path (window));
  ui_fixture_pictures (GTK_WIDGET (window), "dispose-done");
  dispose_close_window (window);
}

static void
test_language (UiFixtureOf   *of,
               gconstpointer  data)
{
  RcWindow *window = dispose_open_case (of);
  g_autofree char *certificate = dispose_dup_certificate (of);
  GtkWidget *dialog = dispose_ask (window);

  dispose_fill (of, dialog);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_fixture_find (dialog, "disposal-language")), 1);
  dispose_answer (dialog, GTK_RESPONSE_OK);
  ui_fixture_wait (dispose_shows_start, window);
  dispose_assert_destroyed (of);
  dispose_assert_names (certificate, "Vernichtung");
  dispose_close_window (window);
}

static void
test_protected (UiFixtureOf   *of,
                gconstpointer  data)
{
  g_autoptr (RcCaseKeys) keys = rc_case_keys_new (NULL);
  RcProtectOutcome outcome;
  RcWindow *window;

  g_assert_true (rc_case_keys_set_passphrase (keys, PASSPHRASE, strlen (PASSPHRASE), NULL, NULL));
  g_assert_true (rc_protect_case (of->fixture->case_path, keys, NULL, &outcome, NULL));
  g_assert_true (rc_case_unlock (of->fixture->case_path, PASSPHRASE, strlen (PASSPHRASE), NULL));
  window = dispose_open_case (of);
  dispose_order (of, window);
  ui_fixture_wait (dispose_shows_start, window);
  dispose_assert_destroyed (of);
  dispose_close_window (window);
  rc_case_forget_keys ();
}

static void
test_signed (UiFixtureOf   *of,
             gconstpointer  data)
{
  RcWindow *window;
  g_autofree char *signature = g_build_filename (of->fixture->folder, "X.pdf.minisig", NULL);
  GtkWidget *dialog;

  rc_auditor_key_lock ();
  window = dispose_open_case (of);
  dispose_order (of, window);
  dialog = dispose_wait_titled (UNLOCK_DIALOG);
  dispose_answer (dialog, GTK_RESPONSE_CANCEL);
  ui_fixture_wait (dispose_is_form, dispose_find_titled (DISPOSE_DIALOG));
  g_assert_true (dispose_shows_case (window));

  dispose_answer (dispose_find_titled (DISPOSE_DIALOG), GTK_RESPONSE_OK);
  dialog = dispose_wait_titled (UNLOCK_DIALOG);
  dispose_type_in (dialog, "passphrase", KEY_PASSPHRASE);
  dispose_answer (dialog, GTK_RESPONSE_OK);
  ui_fixture_wait (dispose_shows_start, window);
  dispose_assert_destroyed (of);
  g_assert_true (g_file_test (signature, G_FILE_TEST_IS_REGULAR));
  dispose_assert_says (window, "with a signature of your auditor key beside it");
  dispose_close_window (window);
  rc_auditor_key_lock ();
}

/* --- What does not destroy --- */

static void
test_wrong_title (UiFixtureOf   *of,
                  gconstpointer  data)
{
  RcWindow *window = dispose_open_case (of);
  GtkWidget *dialog = dispose_ask (window);

  g_assert_false (dispose_may_destroy (dialog));
  dispose_fill (of, dialog);
  dispose_type_in (dialog, "disposal-title", "nordhafen 2026");
  g_assert_false (dispose_may_destroy (dialog));
  dispose_type_in (dialog, "disposal-title", "");
  g_assert_false (dispose_may_destroy (dialog));
  /* Not even where something presses what cannot be pressed. */
  dispose_answer (dialog, GTK_RESPONSE_OK);
  dispose_assert_refused_in_dialog (of, window, "This is not the title of the case.");
  dispose_close_window (window);
  dispose_assert_whole (of);
}

static void
test_gaps (UiFixtureOf   *of,
           gconstpointer  data)
{
  RcWindow *window = dispose_open_case (of);
  g_autofree char *certificate = dispose_dup_certificate (of);
  GtkWidget *dialog = dispose_ask (window);

  dispose_type_in (dialog, "disposal-title", DISPOSE_TITLE);
  dispose_answer (dialog, GTK_RESPONSE_OK);
  dispose_assert_says (dialog, "Say why the case is destroyed");
  dispose_type_in (dialog, "disposal-reason", "The engagement has ended");
  dispose_type_in (dialog, "disposal-until", "soon");
  dispose_answer (dialog, GTK_RESPONSE_OK);
  dispose_assert_says (dialog, "This is no time");
  dispose_type_in (dialog, "disposal-until", "");
  dispose_answer (dialog, GTK_RESPONSE_OK);
  dispose_assert_says (dialog, "Choose a place for the certificate.");
  ui_fixture_pictures (dialog, "dispose-gap");
  rc_dispose_dialog_set_place (dialog, certificate);
  dispose_type_in (dialog, "disposal-rule", "house rule 7");
  dispose_type_in (dialog, "disposal-until", "2999-01-01");
  dispose_answer (dialog, GTK_RESPONSE_OK);
  dispose_assert_refused_in_dialog (of, window, "house rule 7");
  dispose_close_window (window);
  dispose_assert_whole (of);
}

static void
test_held (UiFixtureOf   *of,
           gconstpointer  data)
{
  const RcHoldTerms hold = { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .since_us = RC_TIME_NONE, .reason = "a court asks" };
  RcCase *case_file = rc_case_open (of->fixture->case_path, TRUE, NULL);
  RcWindow *window;

  g_assert_cmpint (rc_hold_set (case_file, &hold, NULL), ==, 1);
  g_assert_true (rc_case_close (case_file, NULL));
  g_object_unref (case_file);
  window = dispose_open_case (of);
  dispose_order (of, window);
  dispose_assert_refused_in_dialog (of, window, "a court asks");
  dispose_close_window (window);
  dispose_assert_whole (of);
}

static void
test_exists (UiFixtureOf   *of,
             gconstpointer  data)
{
  g_autofree char *certificate = dispose_dup_certificate (of);
  g_autofree char *kept = NULL;
  RcWindow *window = dispose_open_case (of);

  g_assert_true (g_file_set_contents (certificate, "of another case", -1, NULL));
  dispose_order (of, window);
  dispose_assert_refused_in_dialog (of, window, "X.pdf");
  g_assert_true (g_file_get_contents (certificate, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "of another case");
  dispose_close_window (window);
  dispose_assert_whole (of);
}

/* What only shows once the case is closed: it is open again, and says so. */
static void
test_no_folder (UiFixtureOf   *of,
                gconstpointer  data)
{
  g_autofree char *certificate = g_build_filename (of->fixture->folder, "no-such-folder", "X", NULL);
  RcWindow *window = dispose_open_case (of);
  GtkWidget *dialog = dispose_ask (window);

  dispose_fill (of, dialog);
  rc_dispose_dialog_set_place (dialog, certificate);
  dispose_answer (dialog, GTK_RESPONSE_OK);
  ui_fixture_wait (dispose_shows_other_than_case, window);
  ui_fixture_wait (dispose_shows_case, window);
  ui_fixture_settle (50);
  dispose_assert_says (window, "The case was not destroyed: ");
  dispose_assert_says (window, "X.pdf");
  g_assert_true (rc_session_is_writable (rc_window_peek_session (window)));
  g_assert_true (dispose_is_recent (of->fixture->case_path));
  dispose_close_window (window);
  dispose_assert_whole (of);
}

/* In a process of its own: reads the case until it is told to end. */
static int
read_until_told (const char *path)
{
  g_autoptr (RcCase) case_file = NULL;
  char byte;

  if (sodium_init () < 0)
    return 1;
  case_file = rc_case_open (path, FALSE, NULL);
  return case_file != NULL && write (STDOUT_FILENO, "x", 1) == 1 && read (STDIN_FILENO, &byte, 1) == 0 ? 0 : 1;
}

static GSubprocess *
read_elsewhere (const char *path)
{
  g_autoptr (GSubprocess) other = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, "/proc/self/exe", READ, path, NULL);
  char byte;

  g_assert_nonnull (other);
  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (other), &byte, 1, NULL, NULL), ==, 1);
  return g_steal_pointer (&other);
}

/* Another program reads it. */
static void
test_elsewhere (UiFixtureOf   *of,
                gconstpointer  data)
{
  RcWindow *window = dispose_open_case (of);
  g_autoptr (GSubprocess) other = read_elsewhere (of->fixture->case_path);

  dispose_order (of, window);
  ui_fixture_wait (dispose_shows_other_than_case, window);
  ui_fixture_wait (dispose_shows_case, window);
  ui_fixture_settle (50);
  dispose_assert_says (window, "is open in another program");
  ui_fixture_picture (GTK_WIDGET (window), "dispose-refused");
  g_assert_true (g_output_stream_close (g_subprocess_get_stdin_pipe (other), NULL, NULL));
  g_assert_true (g_subprocess_wait_check (other, NULL, NULL));
  dispose_close_window (window);
  dispose_assert_whole (of);
}

/* Enter cancels, and does nothing in a field. */
static void
test_cancelled (UiFixtureOf   *of,
                gconstpointer  data)
{
  RcWindow *window = dispose_open_case (of);
  GtkWidget *dialog = dispose_ask (window);

  dispose_fill (of, dialog);
  g_assert_true (gtk_window_get_default_widget (GTK_WINDOW (dialog)) == gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL));
  for (GtkWidget *child = gtk_widget_get_first_child (ui_fixture_find (dialog, "disposal-title")); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_activate (child);
  ui_fixture_settle (50);
  g_assert_nonnull (dispose_find_titled (DISPOSE_DIALOG));
  gtk_widget_activate_default (dialog);
  ui_fixture_wait (dispose_has_none_titled, (gpointer) DISPOSE_DIALOG);
  ui_fixture_settle (50);
  g_assert_true (dispose_shows_case (window));
  dispose_close_window (window);
  dispose_assert_whole (of);
}

/* Drawn back while it is looked whether anything stands against it. */
static void
test_cancelled_late (UiFixtureOf   *of,
                     gconstpointer  data)
{
  RcWindow *window = dispose_open_case (of);
  GtkWidget *dialog = dispose_ask (window);

  dispose_fill (of, dialog);
  dispose_answer (dialog, GTK_RESPONSE_OK);
  dispose_answer (dialog, GTK_RESPONSE_CANCEL);
  ui_fixture_wait (dispose_is_form, dialog);
  dispose_answer (dialog, GTK_RESPONSE_OK);
  gtk_window_close (GTK_WINDOW (dialog));
  ui_fixture_wait (dispose_is_form, dialog);
  g_assert_false (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));
  dispose_answer (dialog, GTK_RESPONSE_CANCEL);
  ui_fixture_settle (50);
  g_assert_true (dispose_shows_case (window));
  dispose_close_window (window);
  dispose_assert_whole (of);
}

static void
test_read_only (UiFixtureOf   *of,
                gconstpointer  data)
{
  GtkWidget *window = rc_window_new (GTK_APPLICATION (application));

  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "dispose"));
  gtk_window_present (GTK_WINDOW (window));
  rc_window_open (RC_WINDOW (window), of->fixture->case_path, FALSE);
  ui_fixture_wait (dispose_shows_case, window);
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "dispose"));
  dispose_close_window (RC_WINDOW (window));
}

/* --- Closed meanwhile --- */

/* The dialog is gone before it is known whether anything stands against it: then nothing is destroyed. */
static void
test_dialog_closed (UiFixtureOf   *of,
                    gconstpointer  data)
{
  RcWindow *window = dispose_open_case (of);
  GtkWidget *dialog = dispose_ask (window);

  dispose_fill (of, dialog);
  dispose_answer (dialog, GTK_RESPONSE_OK);
  gtk_window_destroy (GTK_WINDOW (dialog));
  ui_fixture_settle (50);
  ui_fixture_wait_idle (rc_window_peek_session (window));
  ui_fixture_settle (50);
  g_assert_true (dispose_shows_case (window));
  dispose_close_window (window);
  dispose_assert_whole (of);
}

/* The window goes once all is done. */
static void
test_closed (UiFixtureOf   *of,
             gconstpointer  data)
{
  RcWindow *window = dispose_open_case (of);

  dispose_order (of, window);
  ui_fixture_wait (dispose_shows_other_than_case, window);
  /* There is no case that a command could be about. */
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "verify"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "dispose"));
  dispose_close_window (window);
  dispose_assert_destroyed (of);
}

/* What was not done is told, although the window was to close. */
static void
test_closed_refused (UiFixtureOf   *of,
                     gconstpointer  data)
{
  g_autofree char *certificate = g_build_filename (of->fixture->folder, "no-such-folder", "X.pdf", NULL);
  RcWindow *window = dispose_open_case (of);
  GtkWidget *dialog = dispose_ask (window);

  dispose_fill (of, dialog);
  rc_dispose_dialog_set_place (dialog, certificate);
  dispose_answer (dialog, GTK_RESPONSE_OK);
  ui_fixture_wait (dispose_shows_other_than_case, window);
  gtk_window_close (GTK_WINDOW (window));
  ui_fixture_wait (dispose_shows_case, window);
  ui_fixture_settle (50);
  dispose_assert_says (window, "The case was not destroyed: ");
  dispose_close_window (window);
  dispose_assert_whole (of);
}

/* Nobody waits for the window: the session ends, or the desktop does. */
static void
test_window_destroyed (UiFixtureOf   *of,
                       gconstpointer  data)
{
  g_autofree char *certificate = dispose_dup_certificate (of);
  RcWindow *window = dispose_open_case (of);
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  dispose_order (of, window);
  ui_fixture_wait (dispose_shows_other_than_case, window);
  gtk_window_destroy (GTK_WINDOW (window));
  while (!g_file_test (certificate, G_FILE_TEST_EXISTS) && g_file_test (of->fixture->case_path, G_FILE_TEST_EXISTS) && g_get_monotonic_time () < deadline)
    ui_fixture_settle (50);
  ui_fixture_settle (300);
  /* Either nothing was begun, or it came to its end. */
  if (g_file_test (of->fixture->case_path, G_FILE_TEST_EXISTS))
    dispose_assert_whole (of);
  else
    dispose_assert_destroyed (of);
}

/* In its place another case comes into another window. */
static void
test_open_meanwhile (UiFixtureOf   *of,
                     gconstpointer  data)
{
  UiFixture *other = ui_fixture_new (UI_INFERENCES, UI_CASE_EMPTY);
  RcWindow *window = dispose_open_case (of);
  GtkWindow *second;

  dispose_order (of, window);
  ui_fixture_wait (dispose_shows_other_than_case, window);
  rc_window_open (window, other->case_path, TRUE);
  ui_fixture_wait (dispose_shows_start, window);
  dispose_assert_destroyed (of);
  second = gtk_application_get_active_window (GTK_APPLICATION (application));
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (application)); l != NULL; l = l->next)
    if (RC_IS_WINDOW (l->data) && g_strcmp0 (rc_window_peek_path (l->data), other->case_path) == 0)
      second = l->data;
  g_assert_true (RC_WINDOW (second) != window);
  ui_fixture_wait (dispose_shows_case, second);
  dispose_close_window (RC_WINDOW (second));
  dispose_close_window (window);
  ui_fixture_free (other);
}

static void
set_up_signed (UiFixtureOf   *of,
               gconstpointer  data)
{
  of->fixture = ui_fixture_new (UI_INFERENCES, UI_CASE_WHOLE | UI_CASE_SIGNED);
}

int
main (int    argc,
      char **argv)
{
  int status;

  if (argc == 3 && strcmp (argv[1], READ) == 0)
    return read_until_told (argv[2]);
  if (!ui_fixture_init (&argc, &argv))
    return 0;

  application = ui_fixture_new_application (NULL);
#define ADD_WITH(name, set_up, func) g_test_add ("/ui/dispose/" name, UiFixtureOf, NULL, set_up, func, ui_fixture_tear_down)
#define ADD(name, func) ADD_WITH (name, ui_fixture_set_up_whole, func)
  ADD ("done", test_done);
  ADD ("language", test_language);
  ADD ("protected", test_protected);
  ADD_WITH ("signed", set_up_signed, test_signed);
  ADD ("wrong-title", test_wrong_title);
  ADD ("gaps", test_gaps);
  ADD ("held", test_held);
  ADD ("exists", test_exists);
  ADD ("no-folder", test_no_folder);
  ADD ("elsewhere", test_elsewhere);
  ADD ("cancelled", test_cancelled);
  ADD ("cancelled-late", test_cancelled_late);
  ADD ("read-only", test_read_only);
  ADD ("dialog-closed", test_dialog_closed);
  ADD ("closed", test_closed);
  ADD ("closed-refused", test_closed_refused);
  ADD ("window-destroyed", test_window_destroyed);
  ADD ("open-meanwhile", test_open_meanwhile);
#undef ADD
#undef ADD_WITH
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
