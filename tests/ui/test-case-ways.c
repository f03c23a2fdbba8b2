/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/auditor-key.h"
#include "core/bounds.h"
#include "core/digest.h"
#include "core/rest/protect.h"
#include "ui-fixture.h"
#include "ui/application.h"
#include "ui/case-way-forms.h"
#include "ui/case-ways-dialog.h"
#include "ui/form.h"
#include "ui/passphrase.h"
#include "ui/window.h"

#include <sodium.h>

/* The ways in which a protected case opens: what the dialog lists, lets in and removes, what it refuses, and that the case itself keeps to it. */

#define PASSPHRASE "correct horse battery"
#define ANOTHER    "staple of another kind"
#define AUDITOR    "passphrase of the auditor"

static RcApplication *application;

/* --- A case --- */

static void
protect (UiFixture *fixture)
{
  const RcKeyCost cost = { 1, 8 };
  g_autoptr (RcCaseKeys) keys = rc_case_keys_new (&cost);
  RcProtectOutcome outcome;
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_case_keys_set_passphrase (keys, PASSPHRASE, strlen (PASSPHRASE), NULL, &error));
  g_assert_true (rc_protect_case (fixture->case_path, keys, NULL, &outcome, &error));
  g_assert_no_error (error);
  rc_case_keys_keep (keys);
}

static void
set_up (UiFixtureOf   *of,
        gconstpointer  data)
{
  ui_fixture_set_up_empty (of, data);
  protect (of->fixture);
}

static void
tear_down (UiFixtureOf   *of,
           gconstpointer  data)
{
  rc_case_forget_keys ();
  rc_auditor_key_lock ();
  ui_fixture_tear_down (of, data);
}

static gboolean
opens_with (UiFixture  *fixture,
            const char *passphrase)
{
  gboolean opens;

  rc_case_forget_keys ();
  rc_auditor_key_lock ();
  opens = rc_case_unlock (fixture->case_path, passphrase, strlen (passphrase), NULL);
  rc_case_forget_keys ();
  rc_auditor_key_lock ();
  return opens;
}

static void
make_key (guint8 out_key[32],
          char   out_digits[65])
{
  guint8 secret[crypto_sign_SECRETKEYBYTES];

  g_assert_cmpint (crypto_sign_keypair (out_key, secret), ==, 0);
  sodium_bin2hex (out_digits, 65, out_key, 32);
}

/* --- What is shown --- */

static void
assert_says (GtkWidget  *within,
             const char *text)
{
  if (ui_fixture_find_label (within, text) == NULL)
    g_error ("it does not say “%s”", text);
}

static void
assert_trouble (GtkWidget  *dialog,
                const char *part)
{
  GtkWidget *trouble = ui_fixture_find (dialog, "trouble");

  g_assert_true (gtk_widget_get_visible (trouble));
  if (strstr (gtk_label_get_text (GTK_LABEL (trouble)), part) == NULL)
    g_error ("the trouble is “%s”", gtk_label_get_text (GTK_LABEL (trouble)));
}

static gboolean
has_trouble (gpointer dialog)
{
  return gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")) && gtk_widget_get_sensitive (dialog);
}

static void
type_in (GtkWidget  *dialog,
         const char *name,
         const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, name)), text);
}

static void
type_key (GtkWidget  *dialog,
          const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_fixture_find (dialog, "public-key-text"))), text, -1);
}

static void
press (GtkWidget  *dialog,
       const char *name)
{
  GtkWidget *button = ui_fixture_find (dialog, name);

  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
has_dialog_above (gpointer data)
{
  GtkWidget *dialog = ui_fixture_find_dialog ();

  return dialog != NULL && dialog != data;
}

/* The dialog that pressing @name brings. */
static GtkWidget *
open_above (GtkWidget  *dialog,
            const char *name)
{
  press (dialog, name);
  ui_fixture_wait (has_dialog_above, dialog);
  ui_fixture_settle (20);
  return ui_fixture_find_dialog ();
}

static gboolean
is_on_top (gpointer dialog)
{
  return ui_fixture_find_dialog () == dialog && gtk_widget_get_sensitive (dialog);
}

static void
answer (GtkWidget *above,
        int        response)
{
  gtk_dialog_response (GTK_DIALOG (above), response);
}

static void
renewal_wanted (const char *reason,
                gpointer    owner)
{
  g_object_set_data_full (owner, "renewal", g_strdup (reason), g_free);
}

static gboolean
is_read (gpointer dialog)
{
  return gtk_widget_get_sensitive (ui_fixture_find (dialog, "renew"));
}

static guint
count_ways (gpointer dialog)
{
  guint count = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (ui_fixture_find (dialog, "ways")); row != NULL; row = gtk_widget_get_next_sibling (row))
    count += GTK_IS_BOX (row);
  return count;
}

static gboolean
has_one_way (gpointer dialog)
{
  return is_on_top (dialog) && count_ways (dialog) == 1;
}

static gboolean
has_two_ways (gpointer dialog)
{
  return is_on_top (dialog) && count_ways (dialog) == 2;
}

static GtkWidget *
show_ways (RcSession *session)
{
  GtkWidget *dialog = rc_case_ways_dialog_show (NULL, session, renewal_wanted, G_OBJECT (session));

  ui_fixture_wait (is_read, dialog);
  return dialog;
}

static void
let_in (GtkWidget  *dialog,
        const char *digits,
        const char *holder)
{
  GtkWidget *form = open_above (dialog, "let-in");

  type_key (form, digits);
  type_in (form, "key-holder", holder);
  answer (form, GTK_RESPONSE_OK);
}

static void
remove_way (GtkWidget  *dialog,
            const char *button,
            const char *says)      /* (nullable) */
{
  GtkWidget *asking = open_above (dialog, button);

  if (says != NULL)
    assert_says (asking, says);
  type_in (asking, "reason", "left the team");
  answer (asking, GTK_RESPONSE_ACCEPT);
}

static void
close_all (GtkWidget *dialog,
           RcSession *session)
{
  answer (dialog, GTK_RESPONSE_CANCEL);
  ui_fixture_settle (20);
  ui_fixture_close_session (session);
}

/* --- Passphrases --- */

static void
test_passphrase (UiFixtureOf   *of,
                 gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  GtkWidget *dialog = show_ways (session);
  GtkWidget *form;

  g_assert_cmpuint (count_ways (dialog), ==, 1);
  assert_says (dialog, "A passphrase");
  assert_says (dialog, "Since ");
  form = open_above (dialog, "set-passphrase");
  assert_says (form, "takes the place of the old one");
  type_in (form, "passphrase", "short");
  answer (form, GTK_RESPONSE_OK);
  assert_trouble (form, "at least 12 characters");
  type_in (form, "passphrase", ANOTHER);
  type_in (form, "passphrase-again", PASSPHRASE);
  answer (form, GTK_RESPONSE_OK);
  assert_trouble (form, "The two passphrases differ.");
  ui_fixture_pictures (form, "case-ways-passphrase");
  type_in (form, "passphrase-again", ANOTHER);
  answer (form, GTK_RESPONSE_OK);
  ui_fixture_wait (has_one_way, dialog);
  close_all (dialog, session);

  g_assert_false (opens_with (of->fixture, PASSPHRASE));
  g_assert_true (opens_with (of->fixture, ANOTHER));
}

static void
test_drawing_back (UiFixtureOf   *of,
                   gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  GtkWidget *dialog = show_ways (session);
  GtkWidget *form = open_above (dialog, "set-passphrase");

  type_in (form, "passphrase", ANOTHER);
  type_in (form, "passphrase-again", ANOTHER);
  answer (form, GTK_RESPONSE_CANCEL);
  ui_fixture_wait (has_one_way, dialog);
  answer (open_above (dialog, "renew"), GTK_RESPONSE_CANCEL);
  ui_fixture_wait (is_on_top, dialog);
  g_assert_null (g_object_get_data (G_OBJECT (session), "renewal"));
  close_all (dialog, session);
  g_assert_true (opens_with (of->fixture, PASSPHRASE));
}

/* --- In the window --- */

static gboolean
shows_case (gpointer data)
{
  return strcmp (rc_window_peek_view (data), "case") == 0;
}

static RcWindow *
begin_window (const char *path,
              gboolean    for_writing)
{
  GtkWidget *window = rc_window_new (GTK_APPLICATION (application));

  gtk_window_present (GTK_WINDOW (window));
  rc_window_open (RC_WINDOW (window), path, for_writing);
  return RC_WINDOW (window);
}

static RcWindow *
open_window (const char *path,
             gboolean    for_writing)
{
  RcWindow *window = begin_window (path, for_writing);

  ui_fixture_wait (shows_case, window);
  ui_fixture_settle (50);
  return window;
}

/* Nothing in this process knows the case any more: the passphrase of the auditor's key is asked for, and opens it. */
static void
open_with_own_key (const char *path)
{
  RcWindow *window;
  GtkWidget *asking;

  rc_case_forget_keys ();
  rc_auditor_key_lock ();
  window = begin_window (path, TRUE);
  ui_fixture_wait (has_dialog_above, NULL);
  asking = ui_fixture_find_dialog ();
  assert_says (asking, "send your public key");
  ui_fixture_pictures (asking, "case-ways-asked");
  type_in (asking, "passphrase", PASSPHRASE);
  answer (asking, GTK_RESPONSE_OK);
  ui_fixture_wait (has_trouble, asking);
  type_in (asking, "passphrase", AUDITOR);
  answer (asking, GTK_RESPONSE_OK);
  ui_fixture_wait (shows_case, window);
  ui_fixture_close (GTK_WIDGET (window));
}

/* --- Auditors --- */

static void
test_let_in (UiFixtureOf   *of,
             gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  GtkWidget *dialog = show_ways (session);
  g_autofree char *path = g_build_filename (of->fixture->folder, "key.txt", NULL);
  GtkWidget *form = open_above (dialog, "let-in");
  g_autofree char *more = NULL;
  guint8 key[32];
  char digits[65];

  answer (form, GTK_RESPONSE_OK);
  assert_trouble (form, "64 digits");
  rc_case_way_auditor_set_file (form, of->fixture->case_path);
  ui_fixture_settle (200);
  assert_trouble (form, "no public key of an auditor");
  make_key (key, digits);
  rc_form_set_trouble (ui_fixture_find (form, "trouble"), NULL);
  more = g_strdup_printf ("%s%*s", digits, RC_LIMIT_KEY_BYTES, "and more");
  g_assert_true (g_file_set_contents (path, more, -1, NULL));
  rc_case_way_auditor_set_file (form, path);
  ui_fixture_settle (200);
  assert_trouble (form, "no public key of an auditor");
  g_assert_true (g_file_set_contents (path, digits, -1, NULL));
  rc_case_way_auditor_set_file (form, path);
  ui_fixture_settle (200);
  g_assert_false (gtk_widget_get_visible (ui_fixture_find (form, "trouble")));
  answer (form, GTK_RESPONSE_OK);
  assert_trouble (form, "whose key it is");
  type_in (form, "key-holder", "Jana \xe2\x80\xaeNordmann");
  rc_form_set_trouble (ui_fixture_find (form, "trouble"), NULL);
  ui_fixture_pictures (form, "case-ways-auditor");
  answer (form, GTK_RESPONSE_OK);
  ui_fixture_wait (has_two_ways, dialog);
  assert_says (dialog, "The auditor key of Jana");
  /* What turns the reading direction is not shown as it is. */
  g_assert_null (ui_fixture_find_label (dialog, "\xe2\x80\xae"));

  /* Twice the same: the form stays, with what was typed. */
  let_in (dialog, digits, "J. Nordmann");
  form = ui_fixture_find_dialog ();
  ui_fixture_wait (has_trouble, form);
  assert_trouble (form, "opens the case already");
  answer (form, GTK_RESPONSE_CANCEL);
  ui_fixture_wait (has_two_ways, dialog);
  close_all (dialog, session);
}

static void
test_own_key (UiFixtureOf   *of,
              gconstpointer  data)
{
  RcSession *session;
  GtkWidget *dialog;
  GtkWidget *form;

  g_assert_true (rc_auditor_key_unlock (AUDITOR, strlen (AUDITOR), NULL, NULL));
  session = ui_fixture_open_session (of->fixture);
  dialog = show_ways (session);
  form = open_above (dialog, "let-in");
  press (form, "own-key");
  type_in (form, "key-holder", "A. Auditor");
  answer (form, GTK_RESPONSE_OK);
  ui_fixture_wait (has_two_ways, dialog);
  assert_says (dialog, "Your own auditor key");
  ui_fixture_pictures (dialog, "case-ways");

  /* The passphrase can go then, and the key of the auditor opens the case: its passphrase is what is typed. */
  remove_way (dialog, "remove-1", NULL);
  ui_fixture_wait (has_one_way, dialog);
  close_all (dialog, session);
  g_assert_false (opens_with (of->fixture, PASSPHRASE));
  open_with_own_key (of->fixture->case_path);
}

/* --- Removing --- */

static void
test_last_stays (UiFixtureOf   *of,
                 gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  GtkWidget *dialog = show_ways (session);

  remove_way (dialog, "remove-1", "you cannot open it yourself any more");
  ui_fixture_wait (has_trouble, dialog);
  assert_trouble (dialog, "This is the only way to open the case");
  g_assert_cmpuint (count_ways (dialog), ==, 1);
  ui_fixture_pictures (dialog, "case-ways-refused");
  close_all (dialog, session);
  g_assert_true (opens_with (of->fixture, PASSPHRASE));
}

static void
test_remove (UiFixtureOf   *of,
             gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  GtkWidget *dialog = show_ways (session);
  GtkWidget *asking;
  guint8 key[32];
  char digits[65];

  make_key (key, digits);
  let_in (dialog, digits, "Jana Nordmann");
  ui_fixture_wait (has_two_ways, dialog);
  /* The passphrase is the only way of who sits here: that is said. */
  asking = open_above (dialog, "remove-1");
  assert_says (asking, "Copies and backups made before still open with it");
  assert_says (asking, "you cannot open it yourself any more");
  ui_fixture_pictures (asking, "case-ways-remove");
  answer (asking, GTK_RESPONSE_CANCEL);
  ui_fixture_wait (has_two_ways, dialog);
  asking = open_above (dialog, "remove-2");
  assert_says (asking, "The auditor key of Jana Nordmann");
  g_assert_null (ui_fixture_find_label (asking, "you cannot open it yourself any more"));
  answer (asking, GTK_RESPONSE_CANCEL);
  ui_fixture_wait (is_on_top, dialog);

  remove_way (dialog, "remove-2", NULL);
  ui_fixture_wait (has_one_way, dialog);
  assert_says (dialog, "A passphrase");
  close_all (dialog, session);
  g_assert_true (opens_with (of->fixture, PASSPHRASE));
}

/* What comes back to a dialog that is gone fills nothing. */
static void
test_closed_meanwhile (UiFixtureOf   *of,
                       gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  GtkWidget *dialog = rc_case_ways_dialog_show (NULL, session, renewal_wanted, G_OBJECT (session));
  GtkWidget *form;

  gtk_window_destroy (GTK_WINDOW (dialog));
  ui_fixture_settle (100);
  dialog = show_ways (session);
  form = open_above (dialog, "let-in");
  rc_case_way_auditor_set_file (form, of->fixture->case_path);
  gtk_window_destroy (GTK_WINDOW (dialog));
  ui_fixture_settle (200);
  g_assert_null (ui_fixture_find_dialog ());
  ui_fixture_close_session (session);
}

/* --- The action, and a new key --- */

static gboolean
is_enabled (RcWindow *window)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (window), "case-ways");
}

static gboolean
says_renewed (gpointer window)
{
  return shows_case (window) && ui_fixture_find_label (window, "The case has a new key") != NULL;
}

static void
test_renew (UiFixtureOf   *of,
            gconstpointer  data)
{
  RcWindow *window = open_window (of->fixture->case_path, TRUE);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GtkWidget *dialog, *asking;
  gsize length;

  g_assert_true (g_file_get_contents (of->fixture->case_path, &before, &length, NULL));
  g_assert_true (is_enabled (window));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.case-ways", NULL));
  dialog = ui_fixture_find_dialog ();
  ui_fixture_wait (is_read, dialog);
  asking = open_above (dialog, "renew");
  assert_says (asking, "still open with the old passphrase");
  type_in (asking, "reason", "somebody left");
  ui_fixture_pictures (asking, "case-ways-renew");
  answer (asking, GTK_RESPONSE_ACCEPT);
  ui_fixture_wait (says_renewed, window);
  g_assert_null (ui_fixture_find_dialog ());
  g_assert_true (is_enabled (window));
  ui_fixture_close (GTK_WIDGET (window));

  g_assert_true (g_file_get_contents (of->fixture->case_path, &after, &length, NULL));
  /* The salt of the case, which goes with its key. */
  g_assert_cmpint (memcmp (before + 32, after + 32, 32), !=, 0);
  g_assert_true (opens_with (of->fixture, PASSPHRASE));
}

/* The window goes while the file is written anew: the case is whole, before or after. */
static void
test_renew_closed_meanwhile (UiFixtureOf   *of,
                             gconstpointer  data)
{
  RcWindow *window = open_window (of->fixture->case_path, TRUE);
  gpointer pointer = window;
  GtkWidget *dialog, *asking;

  g_object_add_weak_pointer (G_OBJECT (window), &pointer);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.case-ways", NULL));
  dialog = ui_fixture_find_dialog ();
  ui_fixture_wait (is_read, dialog);
  asking = open_above (dialog, "renew");
  type_in (asking, "reason", "somebody left");
  answer (asking, GTK_RESPONSE_ACCEPT);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_fixture_wait (ui_fixture_is_gone, &pointer);
  g_assert_true (ui_fixture_is_alone (of->fixture->case_path));
  g_assert_true (opens_with (of->fixture, PASSPHRASE));
}

static void
test_read_only (UiFixtureOf   *of,
                gconstpointer  data)
{
  RcWindow *window = open_window (of->fixture->case_path, FALSE);

  g_assert_false (is_enabled (window));
  ui_fixture_close (GTK_WIDGET (window));
}

static void
test_in_clear (UiFixtureOf   *of,
               gconstpointer  data)
{
  RcWindow *window = open_window (of->fixture->case_path, TRUE);

  g_assert_false (is_enabled (window));
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "protect"));
  ui_fixture_close (GTK_WIDGET (window));
}

/* --- Wiping --- */

static void
test_wiping (void)
{
  char typed[] = PASSPHRASE;

  rc_passphrase_wipe (typed);
  for (gsize i = 0; i < sizeof typed; i++)
    g_assert_cmpint (typed[i], ==, 0);
  rc_passphrase_wipe (NULL);
  rc_passphrase_free (NULL);
}

int
main (int    argc,
      char **argv)
{
  int status;

  if (!ui_fixture_init (&argc, &argv))
    return 0;

  application = ui_fixture_new_application (NULL);
#define ADD(name, func) g_test_add ("/ui/case-ways/" name, UiFixtureOf, NULL, set_up, func, tear_down)
  ADD ("passphrase", test_passphrase);
  ADD ("drawing-back", test_drawing_back);
  ADD ("let-in", test_let_in);
  ADD ("last-stays", test_last_stays);
  ADD ("remove", test_remove);
  ADD ("closed-meanwhile", test_closed_meanwhile);
  ADD ("renew", test_renew);
  ADD ("renew-closed-meanwhile", test_renew_closed_meanwhile);
  ADD ("read-only", test_read_only);
  ADD ("own-key", test_own_key);
#undef ADD
  g_test_add ("/ui/case-ways/in-clear", UiFixtureOf, NULL, ui_fixture_set_up_empty, test_in_clear, ui_fixture_tear_down);
  g_test_add_func ("/ui/case-ways/wiping", test_wiping);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
