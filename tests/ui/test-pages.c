/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/custody-list.h"
#include "ui-fixture.h"
#include "ui/appearance.h"
#include "ui/custody-page.h"
#include "ui/exceptions-page.h"
#include "ui/keys-page.h"
#include "ui/overview-page.h"
#include "ui/sources-page.h"
#include "ui/data-table.h"
#include "ui/timeline-drawing.h"
#include "ui/timeline-view.h"

typedef struct
{
  UiFixtureOf  of;
  RcSession   *session;
  GtkWidget   *window;
  GtkWidget   *page;
} PageTest;

static gboolean
is_settled (gpointer data)
{
  return rc_page_is_settled (RC_PAGE (data));
}

static void
open_page (PageTest  *test,
           GtkWidget *(*make) (RcSession *session))
{
  test->session = ui_fixture_open_session (test->of.fixture);
  test->page = make (test->session);
  test->window = gtk_window_new ();
  gtk_widget_add_css_class (test->window, "recount");
  gtk_window_set_default_size (GTK_WINDOW (test->window), 1100, 760);
  gtk_window_set_child (GTK_WINDOW (test->window), test->page);
  gtk_window_present (GTK_WINDOW (test->window));
  ui_fixture_wait (is_settled, test->page);
  ui_fixture_settle (100);
}

static void
take_picture_of_size (PageTest   *test,
                      const char *name,
                      int         width,
                      int         height)
{
  gtk_window_set_default_size (GTK_WINDOW (test->window), width, height);
  ui_fixture_settle (200);
  ui_fixture_picture (test->window, name);
}

static void
close_page (PageTest *test)
{
  g_object_add_weak_pointer (G_OBJECT (test->page), (gpointer *) &test->page);
  gtk_window_destroy (GTK_WINDOW (test->window));
  ui_fixture_close_session (test->session);
  ui_fixture_settle (20);
  g_assert_null (test->page);
}

static void
tear_down (PageTest      *test,
           gconstpointer  data)
{
  ui_fixture_tear_down (&test->of, NULL);
}

static void
set_up (PageTest      *test,
        gconstpointer  data)
{
  test->of.fixture = ui_fixture_new (UI_INFERENCES, (UiCaseFlags) GPOINTER_TO_INT (data));
}

static void
assert_says (PageTest   *test,
             const char *text)
{
  if (ui_fixture_find_label (test->page, text) == NULL)
    g_error ("the page does not say “%s”", text);
}

static void
assert_says_not (PageTest   *test,
                 const char *text)
{
  if (ui_fixture_find_label (test->page, text) != NULL)
    g_error ("the page says “%s”", text);
}

static gboolean
has_timeline (gpointer data)
{
  GtkWidget *drawing = ui_fixture_find_type (data, RC_TYPE_TIMELINE_DRAWING);

  return drawing != NULL && gtk_widget_get_mapped (drawing);
}

/* --- Overview --- */

static void
test_overview_empty (PageTest      *test,
                     gconstpointer  data)
{
  open_page (test, rc_overview_page_new);
  assert_says (test, "No Evidence Yet");
  close_page (test);
}

static void
test_overview (PageTest      *test,
               gconstpointer  data)
{
  GtkWidget *drawing;

  open_page (test, rc_overview_page_new);
  assert_says (test, "300 decisions of the system, 1 April 2026 to 31 July 2026");
  assert_says (test, "no exception was noticed");
  assert_says (test, "Check passed, known key");
  assert_says (test, "21 of the 22 questions");
  assert_says (test, "Against the Business’s Own List");
  assert_says (test, "On the list and in the log");
  assert_says (test, "ask the deployer for the incident register");
  assert_says_not (test, "Not checked yet");
  g_assert_null (ui_fixture_find_label (test->page, "INVALID"));

  ui_fixture_wait (has_timeline, test->page);
  drawing = ui_fixture_find_type (test->page, RC_TYPE_TIMELINE_DRAWING);
  gtk_test_accessible_assert_role (drawing, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (drawing, GTK_ACCESSIBLE_PROPERTY_LABEL, "Timeline");
  g_assert_cmpint (rc_timeline_drawing_get_selected (RC_TIMELINE_DRAWING (drawing)), ==, -1);
  g_assert_true (gtk_widget_get_focusable (drawing));
  gtk_widget_activate_action (drawing, "timeline.go", "i", 1);
  g_assert_cmpint (rc_timeline_drawing_get_selected (RC_TIMELINE_DRAWING (drawing)), ==, 0);
  assert_says (test, "16 March 2026, 10:38 UTC: 6 evaluation results for kreditcheck/3");
  gtk_widget_activate_action (drawing, "timeline.go", "i", 2);
  gtk_widget_activate_action (drawing, "timeline.go", "i", -1);
  g_assert_cmpint (rc_timeline_drawing_get_selected (RC_TIMELINE_DRAWING (drawing)), >, 5);
  ui_fixture_pictures (test->window, "overview");
  close_page (test);
}

static void
test_overview_not_checked (PageTest      *test,
                           gconstpointer  data)
{
  open_page (test, rc_overview_page_new);
  assert_says (test, "Nothing is checked yet");
  assert_says (test, "Not checked yet");
  assert_says_not (test, "Check passed");
  g_assert_true (gtk_widget_has_css_class (ui_fixture_find (test->page, "check-everything"), "suggested-action"));

  gtk_widget_activate_action (test->page, "overview.check", NULL);
  ui_fixture_wait_idle (test->session);
  ui_fixture_settle (50);
  ui_fixture_wait (is_settled, test->page);
  assert_says_not (test, "Nothing is checked yet");
  close_page (test);
}

static gboolean
has_days (gpointer data)
{
  GtkWidget *table = ui_fixture_find_type (ui_fixture_find (data, "decisions-by-day"), GTK_TYPE_COLUMN_VIEW);

  return table != NULL && gtk_widget_get_mapped (table);
}

/* What the business's own list has and the log lacks, and the days of it when somebody asks. */
static void
test_overview_decisions (PageTest      *test,
                         gconstpointer  data)
{
  GtkWidget *days, *table;

  open_page (test, rc_overview_page_new);
  assert_says (test, "Only on the list: absent from the log");
  assert_says (test, "of a time at which the log received does not speak");
  days = ui_fixture_find (test->page, "decisions-by-day");
  g_assert_false (has_days (test->page));
  gtk_expander_set_expanded (GTK_EXPANDER (days), TRUE);
  ui_fixture_wait (has_days, test->page);
  table = ui_fixture_find_type (days, GTK_TYPE_COLUMN_VIEW);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)))), >, 80);
  assert_says (test, "1 April 2026");
  ui_fixture_pictures (test->window, "overview-decisions");
  take_picture_of_size (test, "overview-decisions-large", 1100, 1300);
  take_picture_of_size (test, "overview-decisions-small", 1024, 600);
  close_page (test);
}

static void
test_overview_faults (PageTest      *test,
                      gconstpointer  data)
{
  GtkWidget *expander;

  open_page (test, rc_overview_page_new);
  assert_says (test, "14 exceptions with a cause of their own");
  assert_says (test, "Check failed");
  ui_fixture_wait (has_timeline, test->page);
  ui_fixture_settle (50);
  ui_fixture_pictures (test->window, "overview-faults");
  expander = ui_fixture_find_type (ui_fixture_find_type (test->page, RC_TYPE_TIMELINE_VIEW), GTK_TYPE_EXPANDER);
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  take_picture_of_size (test, "overview-whole-page", 1100, 2600);
  assert_says (test, "kreditcheck/4 deployed at kreditcheck-prod");
  take_picture_of_size (test, "overview-small", 848, 560);
  gtk_expander_set_expanded (GTK_EXPANDER (expander), FALSE);
  g_object_set (gtk_widget_get_settings (test->window), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  take_picture_of_size (test, "overview-large-text", 1100, 1500);
  gtk_settings_reset_property (gtk_widget_get_settings (test->window), "gtk-xft-dpi");
  close_page (test);
}

/* --- Sources --- */

static GtkWidget *
find_modal (GtkWidget *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) each = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (each) == GTK_WINDOW (window))
        return GTK_WIDGET (each);
    }
  return NULL;
}

static guint
count_rows (PageTest *test)
{
  GtkWidget *table = ui_fixture_find_type (test->page, GTK_TYPE_COLUMN_VIEW);

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table))));
}

/* The number of entries that the custody log has of an act. */
static guint
count_acts (PageTest   *test,
            const char *act)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (test->of.fixture->case_path, FALSE, &error);
  g_autoptr (RcCustodyList) list = NULL;
  guint count = 0;

  g_assert_no_error (error);
  list = rc_custody_list_load (case_file, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < list->lines->len; i++)
    count += strcmp (((const RcCustodyLine *) g_ptr_array_index (list->lines, i))->act, act) == 0;
  return count;
}

static void
test_sources (PageTest      *test,
              gconstpointer  data)
{
  GtkWidget *table;

  open_page (test, rc_sources_page_new);
  table = ui_fixture_find_type (test->page, GTK_TYPE_COLUMN_VIEW);
  gtk_test_accessible_assert_role (table, GTK_ACCESSIBLE_ROLE_TREE_GRID);
  gtk_test_accessible_assert_property (table, GTK_ACCESSIBLE_PROPERTY_LABEL, "Sources");
  g_assert_cmpuint (count_rows (test), ==, 34);
  assert_says (test, "34 sources");

  rc_data_table_select (table, 6);
  ui_fixture_settle (200);
  assert_says (test, "decisions-2026-04.jsonl");
  assert_says (test, "Chain of records");
  assert_says (test, "Check passed, known key: ");
  assert_says (test, "It does not show that a record was true");
  assert_says (test, "Not who decided in the end.");
  assert_says (test, "What Stands Over It");
  assert_says (test, "over it stands Signature “evidence/SHA256SUMS”: Check passed, known key");
  ui_fixture_pictures (test->window, "sources");
  take_picture_of_size (test, "sources-small", 848, 560);
  close_page (test);
}

static void
test_sources_remove (PageTest      *test,
                     gconstpointer  data)
{
  GtkWidget *dialog;

  open_page (test, rc_sources_page_new);
  rc_data_table_select (ui_fixture_find_type (test->page, GTK_TYPE_COLUMN_VIEW), 6);
  ui_fixture_settle (50);
  gtk_widget_activate_action (test->page, "sources.remove", NULL);
  ui_fixture_settle (50);
  dialog = find_modal (test->window);
  g_assert_nonnull (dialog);
  ui_fixture_picture (dialog, "sources-remove");
  /* Nothing is done without a reason. */
  g_assert_false (gtk_widget_get_sensitive (gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT)));
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, "reason")), "delivered twice");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  ui_fixture_settle (200);
  ui_fixture_wait (is_settled, test->page);
  g_assert_cmpuint (count_rows (test), ==, 33);
  g_assert_cmpuint (count_acts (test, "remove"), ==, 1);
  close_page (test);
}

/* --- Exceptions --- */

static void
test_exceptions_not_checked (PageTest      *test,
                             gconstpointer  data)
{
  open_page (test, rc_exceptions_page_new);
  assert_says (test, "Not Checked Yet");
  close_page (test);
}

static void
test_exceptions_none (PageTest      *test,
                      gconstpointer  data)
{
  open_page (test, rc_exceptions_page_new);
  assert_says (test, "No Exceptions");
  close_page (test);
}

static void
note_event (RcSession  *session,
            GParamSpec *pspec,
            gint64     *out_event)
{
  *out_event = rc_session_get_event (session);
}

/* Selects the row whose detail says @text; fails where there is none. */
static void
select_saying (PageTest   *test,
               const char *text)
{
  GtkWidget *table = ui_fixture_find_type (test->page, GTK_TYPE_COLUMN_VIEW);

  for (guint i = 0; i < count_rows (test); i++)
    {
      rc_data_table_select (table, i);
      ui_fixture_settle (20);
      if (ui_fixture_find_label (gtk_paned_get_end_child (GTK_PANED (ui_fixture_find_type (test->page, GTK_TYPE_PANED))), text) != NULL)
        return;
    }
  g_error ("no row says “%s”", text);
}

static void
test_exceptions (PageTest      *test,
                 gconstpointer  data)
{
  gint64 event = 0;

  open_page (test, rc_exceptions_page_new);
  gtk_test_accessible_assert_property (ui_fixture_find_type (test->page, GTK_TYPE_COLUMN_VIEW), GTK_ACCESSIBLE_PROPERTY_LABEL, "Exceptions");
  assert_says (test, "14 exceptions, and 6 that follow from them");
  assert_says (test, "Approved after deployment");
  g_assert_cmpuint (count_rows (test), ==, 14);      /* fourteen kinds of one cause each */
  ui_fixture_pictures (test->window, "exceptions");
  take_picture_of_size (test, "exceptions-small", 848, 560);

  g_signal_connect (test->session, "notify::event", G_CALLBACK (note_event), &event);
  select_saying (test, "came after the version was deployed");
  ui_fixture_settle (200);
  gtk_widget_activate_action (test->page, "exceptions.show-decision", NULL);
  g_assert_cmpint (event, ==, 0);
  select_saying (test, "it was changed after it was hashed");
  ui_fixture_settle (200);
  ui_fixture_picture (test->window, "exceptions-record");
  gtk_widget_activate_action (test->page, "exceptions.show-decision", NULL);
  g_assert_cmpint (event, >, 0);
  close_page (test);
}

/* --- Keys --- */

static void
test_keys_empty (PageTest      *test,
                 gconstpointer  data)
{
  g_autofree char *key = g_build_filename (test->of.fixture->demo, "keys", "nordhafen-log.pub", NULL);
  GtkWidget *dialog;

  open_page (test, rc_keys_page_new);
  assert_says (test, "No Key Is Accepted");

  rc_keys_page_offer (RC_KEYS_PAGE (test->page), key, FALSE);
  ui_fixture_settle (200);
  dialog = find_modal (test->window);
  g_assert_nonnull (dialog);
  ui_fixture_picture (dialog, "keys-accept");
  /* Nothing is accepted of which nobody says whose it is. */
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_settle (50);
  g_assert_cmpuint (count_acts (test, "trust add"), ==, 0);

  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, "key-owner")), "Nordhafen Bank");
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, "key-how")), "by telephone");
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, "key-from")), "2026-01-01");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_settle (200);
  ui_fixture_wait (is_settled, test->page);
  g_assert_cmpuint (count_acts (test, "trust add"), ==, 1);
  assert_says (test, "1 accepted key");
  assert_says (test, "1 January 2026");
  close_page (test);
}

static void
test_keys (PageTest      *test,
           gconstpointer  data)
{
  g_autofree char *list = g_build_filename (test->of.fixture->folder, "anchors.json", NULL);
  GtkWidget *dialog;

  open_page (test, rc_keys_page_new);
  g_assert_cmpuint (count_rows (test), ==, 1);
  assert_says (test, "signed by the key 22A50591902CAADB, which nobody accepted");
  ui_fixture_pictures (test->window, "keys");
  take_picture_of_size (test, "keys-small", 848, 560);

  rc_keys_page_export (RC_KEYS_PAGE (test->page), list);
  ui_fixture_settle (200);
  g_assert_true (g_file_test (list, G_FILE_TEST_IS_REGULAR));

  gtk_widget_activate_action (test->page, "keys.remove", NULL);
  ui_fixture_settle (50);
  dialog = find_modal (test->window);
  g_assert_nonnull (dialog);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  ui_fixture_settle (200);
  ui_fixture_wait (is_settled, test->page);
  g_assert_cmpuint (count_acts (test, "trust remove"), ==, 1);

  rc_keys_page_offer (RC_KEYS_PAGE (test->page), list, TRUE);
  ui_fixture_settle (200);
  dialog = find_modal (test->window);
  g_assert_nonnull (dialog);
  ui_fixture_picture (dialog, "keys-import");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  ui_fixture_settle (200);
  ui_fixture_wait (is_settled, test->page);
  g_assert_cmpuint (count_acts (test, "trust add"), ==, 2);
  g_assert_cmpuint (count_rows (test), ==, 1);
  close_page (test);
}

static void
import_key (PageTest   *test,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (test->of.fixture->folder, name, NULL);
  const char * const paths[] = { path, NULL };
  const RcImportOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (test->of.fixture->case_path, TRUE, &error);
  g_autoptr (RcImportResult) result = NULL;

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  result = rc_import_paths (case_file, paths, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (rc_case_close (case_file, &error));
}

static void
check_purpose (GtkWidget  *dialog,
               const char *purpose,
               gboolean    checked)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (ui_fixture_find (dialog, purpose)), checked);
}

static void
answer_ok (GtkWidget *dialog)
{
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_settle (200);
}

/* A key that came with the evidence is offered, and accepted by an act of its own that says how it was confirmed. */
static void
test_keys_promote (PageTest      *test,
                   gconstpointer  data)
{
  GtkWidget *dialog;

  import_key (test, "vendor-release.pub", "untrusted comment: minisign public key E7620F1842B4E81F\n"
              "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3\n");
  import_key (test, "vendor.pem", "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"
              "-----END PUBLIC KEY-----\n");
  open_page (test, rc_keys_page_new);
  assert_says (test, "Keys that came with the evidence");
  assert_says (test, "vendor-release.pub");
  assert_says (test, "vendor.pem");
  ui_fixture_pictures (test->window, "keys-candidates");
  take_picture_of_size (test, "keys-candidates-small", 1024, 600);

  gtk_widget_activate_action (test->page, "keys.promote", "u", 0);
  ui_fixture_settle (100);
  dialog = find_modal (test->window);
  g_assert_nonnull (dialog);
  ui_fixture_pictures (dialog, "keys-promote");
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, "key-owner")), "Vendor");
  answer_ok (dialog);
  g_assert_cmpuint (count_acts (test, "trust promote"), ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, "key-how")), "read out in person");

  /* A key that may vouch for nothing is none, and a limit that cannot be read is not passed over. */
  check_purpose (dialog, "any", FALSE);
  answer_ok (dialog);
  g_assert_nonnull (ui_fixture_find_label (dialog, "Say what the key may vouch for."));
  check_purpose (dialog, "files", TRUE);
  check_purpose (dialog, "models", TRUE);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_fixture_find (dialog, "key-identities-text"))), "nonsense", -1);
  answer_ok (dialog);
  g_assert_nonnull (ui_fixture_find_label (dialog, "What the key is limited to is written as a name"));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_fixture_find (dialog, "key-identities-text"))),
                            "namespace=file\n\nsubject=a b\n", -1);
  ui_fixture_picture (dialog, "keys-promote-filled");
  answer_ok (dialog);
  ui_fixture_wait (is_settled, test->page);
  g_assert_cmpuint (count_acts (test, "trust promote"), ==, 1);
  select_saying (test, "Vendor");
  assert_says (test, "Signatures over files, Signatures over models");
  assert_says (test, "namespace=file\nsubject=a b");
  assert_says (test, "Accepted on");
  assert_says_not (test, "minisign key in ");
  ui_fixture_pictures (test->window, "keys-promoted");
  close_page (test);
}

/* What is no key is told, and nothing is done. */
static void
test_keys_refused (PageTest      *test,
                   gconstpointer  data)
{
  open_page (test, rc_keys_page_new);
  rc_keys_page_offer (RC_KEYS_PAGE (test->page), test->of.fixture->case_path, FALSE);
  ui_fixture_settle (200);
  g_assert_null (find_modal (test->window));
  g_assert_cmpuint (count_acts (test, "trust add"), ==, 0);
  close_page (test);
}

/* --- Custody log --- */

static void
test_custody (PageTest      *test,
              gconstpointer  data)
{
  open_page (test, rc_custody_page_new);
  g_assert_cmpuint (count_rows (test), ==, 4);
  assert_says (test, "All 4 entries follow each other without a break");
  assert_says (test, "None is signed");
  assert_says (test, "The case was made.");
  assert_says (test, "Evidence was imported: sources 1 to 34.");
  assert_says (test, "The key of Nordhafen Bank (fictitious) was accepted");
  ui_fixture_pictures (test->window, "custody");
  close_page (test);
}

#define ADD(path, flags, function) g_test_add (path, PageTest, GINT_TO_POINTER (flags), set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

  ADD ("/pages/overview/empty", UI_CASE_EMPTY, test_overview_empty);
  ADD ("/pages/overview/whole", UI_CASE_WHOLE, test_overview);
  ADD ("/pages/overview/not-checked", UI_CASE_IMPORTED, test_overview_not_checked);
  ADD ("/pages/overview/faults", UI_CASE_WHOLE | UI_CASE_FAULTS, test_overview_faults);
  ADD ("/pages/overview/decisions", UI_CASE_WHOLE | UI_CASE_FAULTS, test_overview_decisions);
  ADD ("/pages/sources/whole", UI_CASE_WHOLE, test_sources);
  ADD ("/pages/sources/remove", UI_CASE_WHOLE, test_sources_remove);
  ADD ("/pages/exceptions/not-checked", UI_CASE_IMPORTED, test_exceptions_not_checked);
  ADD ("/pages/exceptions/none", UI_CASE_WHOLE, test_exceptions_none);
  ADD ("/pages/exceptions/faults", UI_CASE_WHOLE | UI_CASE_FAULTS, test_exceptions);
  ADD ("/pages/keys/empty", UI_CASE_IMPORTED, test_keys_empty);
  ADD ("/pages/keys/whole", UI_CASE_WHOLE | UI_CASE_FAULTS, test_keys);
  ADD ("/pages/keys/promote", UI_CASE_WHOLE, test_keys_promote);
  ADD ("/pages/keys/refused", UI_CASE_IMPORTED, test_keys_refused);
  ADD ("/pages/custody/whole", UI_CASE_WHOLE, test_custody);
  return g_test_run ();
}
