/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/event.h"
#include "core/words.h"
#include "reports/bundle/bundle.h"
#include "ui-fixture.h"
#include "ui/application.h"
#include "ui/bundle-checks.h"
#include "ui/bundle-window.h"
#include "ui/message-bar.h"
#include "ui/open-bundle-dialog.h"
#include "ui/window.h"

/* A bundle that came from somebody: how it gets into a window, what the window says of it, and what it never says. */

#define PASSPHRASE "correct horse battery"

static RcApplication *application;

/* --- What came --- */

static void
set_up (UiFixtureOf   *of,
        gconstpointer  data)
{
  of->fixture = ui_fixture_new (UI_INFERENCES, UI_CASE_WHOLE | UI_CASE_SIGNED);
}

static char *
make_bundle (UiFixture           *fixture,
             const char          *name,
             const RcBundleTerms *terms)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (fixture->case_path, TRUE, &error);
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (RcBundleResult) result = rc_bundle_export (case_file, path, terms, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (rc_case_close (case_file, NULL));
  return path;
}

static char *
make_sealed (UiFixture *fixture)
{
  const RcBundleTerms terms = { .language = "en" };

  return make_bundle (fixture, "sealed.zip", &terms);
}

/* As its maker would have told it: outside of the bundle. */
static char *
write_key (UiFixture *fixture)
{
  char *path = g_build_filename (fixture->folder, "maker.pub", NULL);
  g_autofree char *key = rc_signing_dup_minisign_key (NULL);

  g_assert_true (g_file_set_contents (path, key, -1, NULL));
  return path;
}

/* --- Going about --- */

static RcWindow *
open_window (void)
{
  GtkWidget *window = rc_window_new (GTK_APPLICATION (application));

  gtk_window_set_default_size (GTK_WINDOW (window), 1180, 760);
  gtk_window_present (GTK_WINDOW (window));
  return RC_WINDOW (window);
}

static const char *
peek_page (GtkWidget *dialog)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (ui_fixture_find (dialog, "work")));
}

static gboolean
is_on_form (gpointer data)
{
  return strcmp (peek_page (data), "form") == 0;
}

static gboolean
shows_case (gpointer data)
{
  return strcmp (rc_window_peek_view (data), "case") == 0;
}

static gboolean
has_dialog (gpointer data)
{
  return ui_fixture_find_dialog () != NULL;
}

static GtkWidget *
ask_for (RcWindow   *window,
         const char *path)
{
  GtkWidget *dialog;

  rc_window_open (window, path, TRUE);
  ui_fixture_wait (has_dialog, NULL);
  dialog = ui_fixture_find_dialog ();
  /* Until it is known in which way it is closed. */
  ui_fixture_settle (200);
  return dialog;
}

static void
press_open (GtkWidget *dialog)
{
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
}

static GtkWidget *
find_checks (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (RC_IS_BUNDLE_WINDOW (window))
        return window;
    }
  return NULL;
}

static void
assert_says (gpointer    within,
             const char *text)
{
  if (ui_fixture_find_label (within, text) == NULL)
    g_error ("it does not say “%s”", text);
}

static const char *
banner_of (RcWindow *window)
{
  GtkWidget *banner = ui_fixture_find (GTK_WIDGET (window), "banner");

  g_assert_true (gtk_widget_get_visible (banner));
  return rc_message_bar_peek_sentence (RC_MESSAGE_BAR (banner));
}

static void
assert_banner (RcWindow   *window,
               const char *part)
{
  if (strstr (banner_of (window), part) == NULL)
    g_error ("expected “%s” in “%s”", part, banner_of (window));
}

static guint
count_private_folders (void)
{
  g_autoptr (GDir) folder = g_dir_open (g_get_tmp_dir (), 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (folder)) != NULL)
    n += g_str_has_prefix (name, "recount-bundle-");
  return n;
}

/* --- Into the window --- */

/* Without a key of the reader's nothing is shown as passed, whatever the bundle says of itself. */
static void
test_without_key (UiFixtureOf   *of,
                  gconstpointer  data)
{
  g_autofree char *path = make_sealed (of->fixture);
  guint before = count_private_folders ();
  RcWindow *window = open_window ();
  GtkWidget *dialog = ask_for (window, path);
  GtkWidget *checks;

  assert_says (dialog, "sealed.zip");
  assert_says (dialog, "Without it nothing vouches for the seal");
  g_assert_false (gtk_widget_get_visible (ui_fixture_find (dialog, "passphrase")));
  ui_fixture_pictures (dialog, "open-bundle");
  press_open (dialog);
  g_assert_cmpstr (peek_page (dialog), ==, "working");
  ui_fixture_wait (shows_case, window);

  assert_banner (window, "opened read-only");
  assert_banner (window, "nothing vouches for that");
  g_assert_false (rc_session_is_writable (rc_window_peek_session (window)));
  g_assert_cmpstr (rc_window_peek_path (window), ==, path);
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "import"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "hand-over"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "reopen"));
  g_assert_cmpuint (count_private_folders (), ==, before + 1);

  checks = find_checks ();
  g_assert_nonnull (checks);
  assert_says (checks, "of which 0 differ");
  assert_says (checks, "A bundle from “A. Auditor”, as it says itself");
  g_assert_null (ui_fixture_find_label (ui_fixture_find (checks, "bundle-checks"), rc_verdict_word (RC_VERDICT_VALID)));
  assert_says (ui_fixture_find (checks, "bundle-checks"), rc_verdict_word (RC_VERDICT_UNANCHORED));
  ui_fixture_pictures (checks, "bundle-checks");
  ui_fixture_tight_pictures (checks, "bundle-checks");
  gtk_window_close (GTK_WINDOW (checks));
  ui_fixture_settle (200);
  ui_fixture_pictures (GTK_WIDGET (window), "bundle-opened");

  ui_fixture_close (GTK_WIDGET (window));
  g_assert_cmpuint (count_private_folders (), ==, before);
}

static void
test_with_key (UiFixtureOf   *of,
               gconstpointer  data)
{
  g_autofree char *path = make_sealed (of->fixture);
  g_autofree char *key = write_key (of->fixture);
  RcWindow *window = open_window ();
  GtkWidget *dialog = ask_for (window, path);
  GtkWidget *checks;

  rc_open_bundle_dialog_set_seal_key (dialog, key);
  assert_says (dialog, "maker.pub");
  press_open (dialog);
  ui_fixture_wait (shows_case, window);
  assert_banner (window, "which you have from elsewhere");
  checks = find_checks ();
  assert_says (ui_fixture_find (checks, "bundle-checks"), rc_verdict_word (RC_VERDICT_VALID));
  ui_fixture_pictures (checks, "bundle-checks-key");
  gtk_window_close (GTK_WINDOW (checks));
  ui_fixture_settle (100);

  /* It can be looked at again, in another language: what the command line names in English too. */
  g_assert_true (rc_words_push ("de"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.show-bundle-checks", NULL));
  checks = find_checks ();
  g_assert_nonnull (checks);
  ui_fixture_settle (200);
  assert_says (checks, "Verwahrungsprotokoll");
  assert_says (checks, "verglichene Dateien");
  g_assert_null (ui_fixture_find_label (checks, "evidence state"));
  ui_fixture_picture (checks, "bundle-checks-de");
  rc_words_pop ();
  ui_fixture_close (GTK_WIDGET (window));
}

/* The key of somebody else. */
static void
test_other_key (UiFixtureOf   *of,
                gconstpointer  data)
{
  g_autofree char *path = make_sealed (of->fixture);
  g_autofree char *key = g_build_filename (of->fixture->folder, "other.pub", NULL);
  g_autofree char *name = NULL;
  RcWindow *window = open_window ();
  GtkWidget *dialog = ask_for (window, path);
  g_autoptr (GDir) folder = NULL;
  g_autofree char *keys = g_build_filename (of->fixture->demo, "keys", NULL);
  const char *entry;

  folder = g_dir_open (keys, 0, NULL);
  while ((entry = g_dir_read_name (folder)) != NULL && name == NULL)
    if (g_str_has_suffix (entry, ".pub"))
      name = g_build_filename (keys, entry, NULL);
  g_assert_nonnull (name);
  rc_open_bundle_dialog_set_seal_key (dialog, name);
  press_open (dialog);
  ui_fixture_wait (shows_case, window);
  assert_banner (window, "Its seal does not hold.");
  assert_banner (window, "Something in it is not as it says.");
  g_assert_null (ui_fixture_find_label (ui_fixture_find (find_checks (), "bundle-checks"), rc_verdict_word (RC_VERDICT_VALID)));
  ui_fixture_pictures (find_checks (), "bundle-checks-other-key");
  ui_fixture_close (GTK_WIDGET (window));
}

/* --- Closed to others --- */

static void
test_passphrase (UiFixtureOf   *of,
                 gconstpointer  data)
{
  g_autoptr (RcCase) case_file = rc_case_open (of->fixture->case_path, FALSE, NULL);
  g_autoptr (GArray) events = rc_event_list_kind (case_file, RC_EVENT_INFERENCE, 1, NULL);
  g_autoptr (RcEvent) event = rc_event_load (case_file, g_array_index (events, gint64, 0), NULL);
  g_autofree char *reference = rc_event_dup_reference (event);
  const char * const chosen[] = { reference, NULL };
  const RcBundleTerms terms = { .language = "en", .unsealed = TRUE, .events = chosen, .envelope = { .passphrase = PASSPHRASE } };
  g_autofree char *path = NULL;
  RcWindow *window;
  GtkWidget *dialog;

  g_assert_true (rc_case_close (case_file, NULL));
  path = make_bundle (of->fixture, "closed.zip", &terms);
  window = open_window ();
  dialog = ask_for (window, path);
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (dialog, "passphrase")));
  press_open (dialog);
  assert_says (dialog, "Type the passphrase.");
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, "passphrase")), "another one altogether");
  press_open (dialog);
  ui_fixture_wait (is_on_form, dialog);
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));
  ui_fixture_pictures (dialog, "open-bundle-closed");
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, "passphrase")), PASSPHRASE);
  press_open (dialog);
  ui_fixture_wait (shows_case, window);
  assert_banner (window, "It has no seal");
  assert_says (find_checks (), "all else is withheld");
  ui_fixture_pictures (find_checks (), "bundle-checks-selective");
  gtk_window_close (GTK_WINDOW (find_checks ()));
  ui_fixture_settle (100);
  ui_fixture_pictures (GTK_WIDGET (window), "bundle-opened-selective");
  ui_fixture_close (GTK_WIDGET (window));
}

/* --- What is none --- */

static void
test_none (UiFixtureOf   *of,
           gconstpointer  data)
{
  g_autofree char *path = g_build_filename (of->fixture->folder, "none.zip", NULL);
  RcWindow *window = open_window ();
  GtkWidget *dialog;

  g_assert_true (g_file_set_contents (path, "PK\003\004 and no more", -1, NULL));
  dialog = ask_for (window, path);
  press_open (dialog);
  ui_fixture_wait (is_on_form, dialog);
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  g_assert_cmpstr (rc_window_peek_view (window), ==, "start");
  ui_fixture_close (GTK_WIDGET (window));
}

static void
test_cancelled (UiFixtureOf   *of,
                gconstpointer  data)
{
  g_autofree char *path = make_sealed (of->fixture);
  guint before = count_private_folders ();
  RcWindow *window = open_window ();
  GtkWidget *dialog = ask_for (window, path);

  press_open (dialog);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  ui_fixture_wait (is_on_form, dialog);
  g_assert_false (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  ui_fixture_close (GTK_WIDGET (window));
  g_assert_cmpuint (count_private_folders (), ==, before);
}

/* The window goes while the bundle is being read: what reads it ends by itself, and leaves nothing behind. */
static void
test_closed_meanwhile (UiFixtureOf   *of,
                       gconstpointer  data)
{
  g_autofree char *path = make_sealed (of->fixture);
  guint before = count_private_folders ();
  RcWindow *window = open_window ();
  GtkWidget *dialog = ask_for (window, path);
  gpointer pointer = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &pointer);
  press_open (dialog);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_null (ui_fixture_find_dialog ());
  /* The work keeps it until it is answered. */
  g_assert_nonnull (pointer);
  ui_fixture_wait (ui_fixture_is_gone, &pointer);
  g_assert_cmpuint (count_private_folders (), ==, before);
}

int
main (int    argc,
      char **argv)
{
  int status;

  if (!ui_fixture_init (&argc, &argv))
    return 0;

  application = ui_fixture_new_application (NULL);
#define ADD(name, func) g_test_add ("/ui/open-bundle/" name, UiFixtureOf, NULL, set_up, func, ui_fixture_tear_down)
  ADD ("without-key", test_without_key);
  ADD ("with-key", test_with_key);
  ADD ("other-key", test_other_key);
  ADD ("passphrase", test_passphrase);
  ADD ("none", test_none);
  ADD ("cancelled", test_cancelled);
  ADD ("closed-meanwhile", test_closed_meanwhile);
#undef ADD
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
