/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/auditor-key.h"
#include "core/event.h"
#include "reports/bundle/reading/bundle-open.h"
#include "ui-fixture.h"
#include "ui/handover-dialog.h"

/* The dialog that hands a case over: what it asks, what it refuses without losing what was typed, and what it says of what was written. */

#define PASSPHRASE "correct horse battery"

typedef struct
{
  RcSession *session;
  GtkWidget *parent;
  GtkWidget *dialog;
  char      *path;
} Test;

static void
begin (Test       *test,
       UiFixture  *fixture,
       const char *name)
{
  test->session = ui_fixture_open_session (fixture);
  test->path = g_build_filename (fixture->folder, name, NULL);
  test->dialog = rc_handover_dialog_show (NULL, test->session);
  ui_fixture_settle (50);
}

static void
end (Test *test)
{
  if (test->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (test->dialog));
  ui_fixture_close_session (test->session);
  g_free (test->path);
}

static void
type_in (Test       *test,
         const char *name,
         const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (test->dialog, name)), text);
}

static void
choose (Test       *test,
        const char *name,
        guint       which)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_fixture_find (test->dialog, name)), which);
}

static const char *
peek_page (Test *test)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (ui_fixture_find (test->dialog, "work")));
}

static gboolean
is_not_working (gpointer data)
{
  return strcmp (peek_page (data), "working") != 0;
}

static void
assert_says (Test       *test,
             const char *text)
{
  if (ui_fixture_find_label (test->dialog, text) == NULL)
    g_error ("it does not say “%s”", text);
}

static void
assert_trouble (Test       *test,
                const char *part)
{
  GtkWidget *trouble = ui_fixture_find (test->dialog, "trouble");

  g_assert_true (gtk_widget_get_visible (trouble));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (trouble)), part));
}

static void
write_bundle (Test *test)
{
  rc_handover_dialog_write (test->dialog, test->path);
  g_assert_cmpstr (peek_page (test), ==, "working");
  ui_fixture_wait (is_not_working, test);
}

static RcBundleOpening *
open_bundle (Test       *test,
             const char *passphrase)
{
  const RcBundleOpenTerms terms = { .keys = { .passphrase = passphrase } };
  g_autoptr (GError) error = NULL;
  RcBundleOpening *opening = rc_bundle_open (test->path, NULL, &terms, NULL, &error);

  g_assert_no_error (error);
  return opening;
}

static gint64
find_inference (UiFixture *fixture)
{
  g_autoptr (RcCase) case_file = rc_case_open (fixture->case_path, FALSE, NULL);
  g_autoptr (GArray) events = rc_event_list_kind (case_file, RC_EVENT_INFERENCE, 1, NULL);

  return g_array_index (events, gint64, 0);
}

/* --- Everything --- */

static void
test_whole (UiFixtureOf   *of,
            gconstpointer  data)
{
  Test test;
  g_autoptr (RcBundleOpening) opening = NULL;

  begin (&test, of->fixture, "whole.zip");
  g_assert_false (gtk_widget_get_visible (ui_fixture_find (test.dialog, "handover-decisions")));
  assert_says (&test, "Whoever gets hold of the file can read it.");
  choose (&test, "handover-seal", 1);
  assert_says (&test, "Without a seal nobody can tell");
  ui_fixture_pictures (test.dialog, "handover");
  write_bundle (&test);
  g_assert_cmpstr (peek_page (&test), ==, "done");
  assert_says (&test, "with the whole case");
  assert_says (&test, "SHA-256 of the file");
  assert_says (&test, "There are no private notes");
  assert_says (&test, "It has no seal.");
  ui_fixture_pictures (test.dialog, "handover-done");

  opening = open_bundle (&test, NULL);
  g_assert_cmpstr (opening->kind, ==, "full");
  g_assert_null (opening->seal_fingerprint);
  g_signal_emit_by_name (ui_fixture_find (test.dialog, "copy-sha256"), "clicked");
  end (&test);
}

/* What is there already stays, and so does what was typed. */
static void
test_refused (UiFixtureOf   *of,
              gconstpointer  data)
{
  Test test;

  begin (&test, of->fixture, "there.zip");
  choose (&test, "handover-seal", 1);
  g_assert_true (g_file_set_contents (test.path, "mine", -1, NULL));
  write_bundle (&test);
  g_assert_cmpstr (peek_page (&test), ==, "form");
  assert_trouble (&test, "there.zip");
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (ui_fixture_find (test.dialog, "handover-seal"))), ==, 1);
  end (&test);
}

static void
test_cancelled (UiFixtureOf   *of,
                gconstpointer  data)
{
  Test test;

  begin (&test, of->fixture, "cancelled.zip");
  choose (&test, "handover-seal", 1);
  rc_handover_dialog_write (test.dialog, test.path);
  gtk_dialog_response (GTK_DIALOG (test.dialog), GTK_RESPONSE_CANCEL);
  ui_fixture_wait (is_not_working, &test);
  /* It may have been too late; then the bundle is whole. */
  g_assert_cmpint (g_file_test (test.path, G_FILE_TEST_EXISTS), ==, strcmp (peek_page (&test), "done") == 0);
  end (&test);
}

/* A window that goes with its case does not wait for the dialog. */
static void
test_destroyed (UiFixtureOf   *of,
                gconstpointer  data)
{
  Test test;

  begin (&test, of->fixture, "destroyed.zip");
  choose (&test, "handover-seal", 1);
  rc_handover_dialog_write (test.dialog, test.path);
  gtk_window_destroy (GTK_WINDOW (test.dialog));
  test.dialog = NULL;
  end (&test);
}

/* --- Chosen decisions --- */

static void
test_chosen (UiFixtureOf   *of,
             gconstpointer  data)
{
  gint64 event = find_inference (of->fixture);
  Test test;
  g_autoptr (RcBundleOpening) opening = NULL;
  GtkTextBuffer *buffer;

  test.session = ui_fixture_open_session (of->fixture);
  rc_session_select_event (test.session, event);
  test.path = g_build_filename (of->fixture->folder, "chosen.zip", NULL);
  test.dialog = rc_handover_dialog_show (NULL, test.session);
  ui_fixture_settle (300);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (ui_fixture_find (test.dialog, "handover-out"))), ==, 1);
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (test.dialog, "handover-decisions")));

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_fixture_find_type (ui_fixture_find (test.dialog, "handover-decisions"), GTK_TYPE_TEXT_VIEW)));
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), >, 2);
  choose (&test, "handover-seal", 1);
  choose (&test, "handover-closed", 2);
  gtk_dialog_response (GTK_DIALOG (test.dialog), GTK_RESPONSE_OK);
  assert_trouble (&test, "at least 16 characters");
  type_in (&test, "passphrase", PASSPHRASE);
  gtk_dialog_response (GTK_DIALOG (test.dialog), GTK_RESPONSE_OK);
  assert_trouble (&test, "The two passphrases differ.");
  type_in (&test, "passphrase-again", PASSPHRASE);
  ui_fixture_pictures (test.dialog, "handover-chosen");
  write_bundle (&test);
  g_assert_cmpstr (peek_page (&test), ==, "done");
  assert_says (&test, "records of the chosen decisions");
  assert_says (&test, "Withheld: ");
  assert_says (&test, "SHA-256 of the bundle in it");
  ui_fixture_pictures (test.dialog, "handover-chosen-done");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_fixture_find (test.dialog, "passphrase"))), ==, "");

  opening = open_bundle (&test, PASSPHRASE);
  g_assert_cmpstr (opening->kind, ==, "selective");
  end (&test);
}

static void
test_unknown (UiFixtureOf   *of,
              gconstpointer  data)
{
  Test test;
  GtkTextBuffer *buffer;

  begin (&test, of->fixture, "unknown.zip");
  choose (&test, "handover-out", 1);
  choose (&test, "handover-seal", 1);
  gtk_dialog_response (GTK_DIALOG (test.dialog), GTK_RESPONSE_OK);
  assert_trouble (&test, "Name at least one decision");
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_fixture_find_type (ui_fixture_find (test.dialog, "handover-decisions"), GTK_TYPE_TEXT_VIEW)));
  gtk_text_buffer_set_text (buffer, "NOBODY-1", -1);
  write_bundle (&test);
  g_assert_cmpstr (peek_page (&test), ==, "form");
  assert_trouble (&test, "NOBODY-1");
  g_assert_false (g_file_test (test.path, G_FILE_TEST_EXISTS));
  end (&test);
}

static void
test_readers (UiFixtureOf   *of,
              gconstpointer  data)
{
  g_autofree char *certificate = g_build_filename (of->fixture->folder, "reader.pem", NULL);
  const char * const paths[] = { certificate, NULL };
  Test test;

  begin (&test, of->fixture, "readers.zip.p7m");
  choose (&test, "handover-seal", 1);
  choose (&test, "handover-closed", 1);
  gtk_dialog_response (GTK_DIALOG (test.dialog), GTK_RESPONSE_OK);
  assert_trouble (&test, "at least one reader");
  g_assert_true (g_file_set_contents (certificate, "no certificate", -1, NULL));
  rc_handover_dialog_set_readers (test.dialog, paths);
  assert_says (&test, "reader.pem");
  write_bundle (&test);
  g_assert_cmpstr (peek_page (&test), ==, "form");
  assert_trouble (&test, "reader.pem");
  g_assert_false (g_file_test (test.path, G_FILE_TEST_EXISTS));
  end (&test);
}

/* --- Sealed --- */

static void
set_up_signed (UiFixtureOf   *of,
               gconstpointer  data)
{
  of->fixture = ui_fixture_new (UI_INFERENCES, UI_CASE_WHOLE | UI_CASE_SIGNED);
}

static gboolean
has_other_dialog (gpointer data)
{
  return ui_fixture_find_dialog () != data;
}

static void
test_sealed (UiFixtureOf   *of,
             gconstpointer  data)
{
  Test test;
  g_autoptr (RcBundleOpening) opening = NULL;

  begin (&test, of->fixture, "sealed.zip");
  g_assert_true (rc_auditor_key_is_unlocked ());
  write_bundle (&test);
  assert_says (&test, "Fingerprint of your key");
  assert_says (&test, "only that shows that the seal is yours");
  ui_fixture_pictures (test.dialog, "handover-sealed");
  opening = open_bundle (&test, NULL);
  g_assert_nonnull (opening->seal_fingerprint);
  end (&test);
}

/* A seal is never left out because nobody unlocked the key. */
static void
test_locked (UiFixtureOf   *of,
             gconstpointer  data)
{
  Test test;
  GtkWidget *unlock;

  rc_auditor_key_lock ();
  begin (&test, of->fixture, "locked.zip");
  gtk_dialog_response (GTK_DIALOG (test.dialog), GTK_RESPONSE_OK);
  ui_fixture_wait (has_other_dialog, test.dialog);
  unlock = ui_fixture_find_dialog ();
  g_signal_emit_by_name (ui_fixture_find (unlock, "without-signing"), "clicked");
  assert_trouble (&test, "A seal needs your auditor key.");
  write_bundle (&test);
  g_assert_cmpstr (peek_page (&test), ==, "form");
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (test.dialog, "trouble")));
  g_assert_false (g_file_test (test.path, G_FILE_TEST_EXISTS));
  end (&test);
}

int
main (int    argc,
      char **argv)
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

#define ADD(name, set_up, func) g_test_add ("/ui/handover/" name, UiFixtureOf, NULL, set_up, func, ui_fixture_tear_down)
  ADD ("whole", ui_fixture_set_up_whole, test_whole);
  ADD ("refused", ui_fixture_set_up_whole, test_refused);
  ADD ("cancelled", ui_fixture_set_up_whole, test_cancelled);
  ADD ("destroyed", ui_fixture_set_up_whole, test_destroyed);
  ADD ("chosen", ui_fixture_set_up_whole, test_chosen);
  ADD ("unknown", ui_fixture_set_up_whole, test_unknown);
  ADD ("readers", ui_fixture_set_up_whole, test_readers);
  ADD ("sealed", set_up_signed, test_sealed);
  ADD ("locked", set_up_signed, test_locked);
#undef ADD
  return g_test_run ();
}
