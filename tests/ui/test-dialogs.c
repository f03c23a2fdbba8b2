/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/auditor-key.h"
#include "core/custody.h"
#include "core/house.h"
#include "ui-fixture.h"
#include "ui/details-dialog.h"
#include "ui/new-case-dialog.h"
#include "ui/provenance-dialog.h"
#include "ui/unlock-dialog.h"

/* What the dialogs ask, what they refuse without losing what was typed, and what follows from them. */

static void
type_in (GtkWidget  *dialog,
         const char *name,
         const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, name)), text);
}

static gboolean
is_sensitive (gpointer data)
{
  return gtk_widget_get_sensitive (data);
}

static void
assert_trouble (GtkWidget  *dialog,
                const char *part)
{
  GtkWidget *trouble = ui_fixture_find (dialog, "trouble");

  g_assert_true (gtk_widget_get_visible (trouble));
  if (strstr (gtk_label_get_text (GTK_LABEL (trouble)), part) == NULL)
    g_error ("expected “%s” in “%s”", part, gtk_label_get_text (GTK_LABEL (trouble)));
}

static void
wait_until_gone (GtkWidget *dialog)
{
  gpointer pointer = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &pointer);
  ui_fixture_wait (ui_fixture_is_gone, &pointer);
}

/* --- A new case --- */

static void
note_made (const char *path,
           gpointer    owner)
{
  g_object_set_data_full (owner, "made", g_strdup (path), g_free);
}

static void
test_new_unsigned (UiFixtureOf   *of,
                   gconstpointer  data)
{
  g_autoptr (GObject) owner = g_object_new (G_TYPE_OBJECT, NULL);
  g_autofree char *path = g_build_filename (of->fixture->folder, "made.recount", NULL);
  GtkWidget *dialog = rc_new_case_dialog_show (NULL, note_made, owner);
  g_autoptr (RcCase) case_file = NULL;
  g_autofree char *title = NULL;
  g_autofree char *is_unsigned = NULL;

  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  assert_trouble (dialog, "Give the case a title.");
  type_in (dialog, "title", "Audit of <b>KreditCheck</b>");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  assert_trouble (dialog, "Type the passphrase");
  ui_fixture_picture (dialog, "dialog-new-case");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_fixture_find (dialog, "signing")), 1);
  g_assert_false (gtk_widget_get_visible (ui_fixture_find (dialog, "passphrase")));
  g_assert_nonnull (ui_fixture_find_label (dialog, "could rewrite its custody log unnoticed"));

  /* Where something is already, it stays, and so does what was typed. */
  rc_new_case_dialog_make (dialog, of->fixture->case_path);
  ui_fixture_wait (is_sensitive, dialog);
  assert_trouble (dialog, "is there already");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_fixture_find (dialog, "title"))), ==, "Audit of <b>KreditCheck</b>");

  rc_new_case_dialog_make (dialog, path);
  wait_until_gone (dialog);
  g_assert_cmpstr (g_object_get_data (owner, "made"), ==, path);
  g_assert_true (ui_fixture_is_alone (path));
  case_file = rc_case_open (path, FALSE, NULL);
  title = rc_case_dup_setting (case_file, "case.title");
  is_unsigned = rc_case_dup_setting (case_file, "case.unsigned");
  g_assert_cmpstr (title, ==, "Audit of <b>KreditCheck</b>");
  g_assert_cmpstr (is_unsigned, ==, "1");
}

/* --- The auditor's key --- */

static char *
make_signed_case (UiFixture *fixture)
{
  g_autoptr (GObject) owner = g_object_new (G_TYPE_OBJECT, NULL);
  char *path = g_build_filename (fixture->folder, "signed.recount", NULL);
  GtkWidget *dialog = rc_new_case_dialog_show (NULL, note_made, owner);

  g_assert_false (rc_auditor_key_exists ());
  type_in (dialog, "title", "Signed");
  type_in (dialog, "passphrase", "correct horse");
  type_in (dialog, "passphrase-again", "correct house");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  assert_trouble (dialog, "The two passphrases differ.");
  type_in (dialog, "passphrase-again", "correct horse");
  rc_new_case_dialog_make (dialog, path);
  wait_until_gone (dialog);
  g_assert_true (rc_auditor_key_exists ());
  return path;
}

static void
note_answered (gboolean go_on,
               gpointer owner)
{
  g_object_set_data (owner, "answered", GINT_TO_POINTER (go_on ? 1 : -1));
}

static void
on_key_wanted (RcSession *session,
               guint     *asked)
{
  (*asked)++;
}

static gpointer
append_note (RcCase          *case_file,
             RcRecordReader  *reader,
             gpointer         data,
             GCancellable    *cancellable,
             GError         **error)
{
  return rc_case_begin (case_file, error) && rc_custody_append (case_file, "note", NULL, error) && rc_case_commit (case_file, error)
           ? case_file : NULL;
}

static gint64
count_signed (const char *path)
{
  g_autoptr (RcCase) case_file = rc_case_open (path, FALSE, NULL);
  g_autoptr (RcCustodyReport) report = rc_custody_verify (case_file, NULL);

  g_assert_cmpint (report->entries, ==, 2);
  return report->signed_entries;
}

static void
test_key (UiFixtureOf   *of,
          gconstpointer  data)
{
  g_autofree char *path = make_signed_case (of->fixture);
  g_autoptr (GObject) owner = g_object_new (G_TYPE_OBJECT, NULL);
  UiFixture other = { .case_path = path };
  RcSession *session = ui_fixture_open_session (&other);
  GtkWidget *dialog;
  guint asked = 0;

  g_assert_true (rc_session_is_signed (session));
  rc_auditor_key_lock ();
  g_signal_connect (session, "key-wanted", G_CALLBACK (on_key_wanted), &asked);
  rc_session_act (session, append_note, NULL, NULL);
  g_assert_cmpuint (asked, ==, 1);

  dialog = rc_unlock_dialog_show (NULL, note_answered, owner);
  type_in (dialog, "passphrase", "wrong");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  g_assert_false (gtk_widget_get_sensitive (dialog));
  ui_fixture_wait (is_sensitive, dialog);
  assert_trouble (dialog, "This passphrase does not open the key.");
  ui_fixture_picture (dialog, "dialog-unlock");
  g_assert_null (g_object_get_data (owner, "answered"));
  type_in (dialog, "passphrase", "correct horse");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  wait_until_gone (dialog);
  g_assert_cmpint (GPOINTER_TO_INT (g_object_get_data (owner, "answered")), ==, 1);
  g_assert_true (rc_auditor_key_is_unlocked ());

  rc_session_settle_key (session, TRUE);
  ui_fixture_close_session (session);
  g_assert_cmpint (count_signed (path), ==, 2);
  rc_auditor_key_lock ();
}

static void
test_without_signing (UiFixtureOf   *of,
                      gconstpointer  data)
{
  g_autoptr (GObject) owner = g_object_new (G_TYPE_OBJECT, NULL);
  GtkWidget *dialog = rc_unlock_dialog_show (NULL, note_answered, owner);

  g_assert_nonnull (ui_fixture_find_label (dialog, "could rewrite these entries unnoticed"));
  g_signal_emit_by_name (ui_fixture_find (dialog, "without-signing"), "clicked");
  g_assert_cmpint (GPOINTER_TO_INT (g_object_get_data (owner, "answered")), ==, 1);
  g_assert_false (rc_auditor_key_is_unlocked ());

  dialog = rc_unlock_dialog_show (NULL, note_answered, owner);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  g_assert_cmpint (GPOINTER_TO_INT (g_object_get_data (owner, "answered")), ==, -1);
}

/* --- Where it comes from --- */

static void
test_provenance (UiFixtureOf   *of,
                 gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  const char * const paths[] = { of->fixture->evidence, NULL };
  GtkWidget *dialog = rc_provenance_dialog_show (NULL, session, rc_import_request_new_for_paths (paths));
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (GPtrArray) sources = NULL;

  ui_fixture_picture (dialog, "dialog-provenance");
  type_in (dialog, "controller", "Nordhafen Bank");
  g_assert_false (rc_session_is_busy (session));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  g_assert_true (rc_session_is_busy (session));
  g_assert_true (rc_session_has_provenance (session));
  ui_fixture_wait_idle (session);
  ui_fixture_close_session (session);
  case_file = rc_case_open (of->fixture->case_path, FALSE, NULL);
  sources = rc_source_list (case_file, NULL);
  g_assert_cmpstr (((RcSource *) g_ptr_array_index (sources, 0))->controller, ==, "Nordhafen Bank");
  g_assert_null (((RcSource *) g_ptr_array_index (sources, 0))->obtained);
}

static void
test_provenance_cancelled (UiFixtureOf   *of,
                           gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  const char * const paths[] = { of->fixture->evidence, NULL };
  GtkWidget *dialog = rc_provenance_dialog_show (NULL, session, rc_import_request_new_for_paths (paths));

  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  g_assert_false (rc_session_is_busy (session));
  g_assert_false (rc_session_has_provenance (session));
  ui_fixture_close_session (session);
}

/* --- Details --- */

static gboolean
is_ready (gpointer data)
{
  return rc_details_dialog_is_ready (data);
}

static void
test_details (UiFixtureOf   *of,
              gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  GtkWidget *dialog = rc_details_dialog_show (NULL, session);
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcHouse) house = NULL;

  ui_fixture_wait (is_ready, dialog);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_fixture_find (dialog, "letterhead"))),
                            "Prüfgesellschaft Nord\n\n  Hafenstraße 1 ", -1);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_fixture_find (dialog, "disclaimers"))),
                            "For the addressee alone.\n\n", -1);
  type_in (dialog, "classification", "Confidential");
  type_in (dialog, "zone", "Nowhere/Land");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_wait (is_sensitive, dialog);
  assert_trouble (dialog, "Nowhere/Land");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_fixture_find (dialog, "classification"))), ==, "Confidential");
  ui_fixture_picture (dialog, "dialog-details");

  type_in (dialog, "zone", "Europe/Berlin");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  wait_until_gone (dialog);
  ui_fixture_close_session (session);
  case_file = rc_case_open (of->fixture->case_path, FALSE, NULL);
  house = rc_house_load (case_file);
  g_assert_cmpstr (house->zone, ==, "Europe/Berlin");
  g_assert_cmpstr (house->classification, ==, "Confidential");
  g_assert_cmpuint (g_strv_length (house->letterhead), ==, 2);
  g_assert_cmpstr (house->letterhead[1], ==, "Hafenstraße 1");
  g_assert_cmpuint (g_strv_length (house->disclaimers), ==, 1);
  g_assert_cmpstr (house->disclaimers[0], ==, "For the addressee alone.");
  g_assert_null (house->logo);
}

int
main (int    argc,
      char **argv)
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

#define ADD(name, func) g_test_add ("/ui/dialogs/" name, UiFixtureOf, NULL, ui_fixture_set_up_empty, func, ui_fixture_tear_down)
  ADD ("new-unsigned", test_new_unsigned);
  ADD ("without-signing", test_without_signing);
  ADD ("key", test_key);
  ADD ("provenance", test_provenance);
  ADD ("provenance-cancelled", test_provenance_cancelled);
  ADD ("details", test_details);
#undef ADD
  return g_test_run ();
}
