/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/custody-list.h"
#include "core/registers/finding.h"
#include "core/registers/paper.h"
#include "ui-fixture.h"
#include "ui/finding-dialog.h"
#include "ui/page.h"
#include "ui/register-form.h"
#include "ui/registers-page.h"

/* The registers in the window: from the empty register with its next step to an entry that is seen and that the custody log has. */

/* Looks like an end of line, turns the reading direction and has a control character in it. */
#define HOSTILE "Minutes\xe2\x80\xae gpj.exe \x1b[31m"

typedef struct
{
  RcSession *session;
  GtkWidget *window;
  GtkWidget *page;
} Test;

static gboolean
is_settled (gpointer data)
{
  return rc_page_is_settled (data);
}

static void
settle (Test *test)
{
  ui_fixture_settle (200);
  ui_fixture_wait (is_settled, test->page);
  ui_fixture_settle (50);
}

static void
show_page (Test *test)
{
  test->window = gtk_window_new ();
  test->page = rc_registers_page_new (test->session);
  gtk_widget_add_css_class (test->window, "recount");
  gtk_window_set_default_size (GTK_WINDOW (test->window), 1200, 760);
  gtk_window_set_child (GTK_WINDOW (test->window), test->page);
  gtk_window_present (GTK_WINDOW (test->window));
  settle (test);
}

static void
open_page (Test      *test,
           UiFixture *fixture)
{
  test->session = ui_fixture_open_session (fixture);
  show_page (test);
}

static void
close_page (Test *test)
{
  ui_fixture_close_window (test->window);
  ui_fixture_close_session (test->session);
}

static GtkWidget *
show_register (Test       *test,
               const char *name)
{
  rc_registers_page_show_register (RC_REGISTERS_PAGE (test->page), name);
  ui_fixture_settle (100);
  return ui_fixture_find (test->page, name);
}

/* Presses the button of an act, which must be there and not greyed out. */
static GtkWidget *
begin (GtkWidget  *within,
       const char *act)
{
  GtkWidget *button = ui_fixture_find (within, act);

  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  ui_fixture_settle (100);
  g_assert_nonnull (ui_fixture_find_dialog ());
  return ui_fixture_find_dialog ();
}

static void
type (GtkWidget  *dialog,
      const char *field,
      const char *value)
{
  rc_register_form_set_value (rc_register_form_of (dialog), field, value);
}

static void
enter (Test      *test,
       GtkWidget *dialog)
{
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  settle (test);
  if (ui_fixture_find_dialog () != NULL)
    g_error ("refused: %s", gtk_label_get_text (GTK_LABEL (ui_fixture_find (ui_fixture_find_dialog (), "trouble"))));
}

/* What is refused stays, with the reason. */
static void
enter_refused (Test       *test,
               GtkWidget  *dialog,
               const char *reason)
{
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  settle (test);
  g_assert_true (ui_fixture_find_dialog () == dialog);
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));
  g_assert_nonnull (ui_fixture_find_label (dialog, reason));
}

static void
assert_says (GtkWidget  *within,
             const char *text)
{
  if (ui_fixture_find_label (within, text) == NULL)
    g_error ("it does not say “%s”", text);
}

static void
assert_silent (GtkWidget  *within,
               const char *text)
{
  if (ui_fixture_find_label (within, text) != NULL)
    g_error ("it says “%s”", text);
}

/* How often the custody log of the closed case has that act. */
static guint
count_acts (UiFixture  *fixture,
            const char *act)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (fixture->case_path, FALSE, &error);
  g_autoptr (RcCustodyList) list = case_file != NULL ? rc_custody_list_load (case_file, &error) : NULL;
  guint count = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < list->lines->len; i++)
    count += strcmp (((const RcCustodyLine *) g_ptr_array_index (list->lines, i))->act, act) == 0;
  return count;
}

static char *
make_file (UiFixture  *fixture,
           const char *name,
           const char *text)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, &error));
  g_assert_no_error (error);
  return path;
}

/* --- Findings --- */

static void
write_finding (Test      *test,
               GtkWidget *view)
{
  GtkWidget *dialog = begin (view, "finding-add");

  g_assert_false (gtk_widget_get_sensitive (gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK)));
  /* Every field is reached by its letter, also one of several lines. */
  g_assert_true (gtk_widget_mnemonic_activate (ui_fixture_find_type (ui_fixture_find (dialog, "finding-condition"), GTK_TYPE_TEXT_VIEW), FALSE));
  g_assert_true (GTK_IS_TEXT_VIEW (gtk_window_get_focus (GTK_WINDOW (dialog))));
  type (dialog, "finding-title", "Approval came after deployment");
  type (dialog, "finding-condition", "Version 4.2 was live three days before its approval is on record.");
  type (dialog, "finding-provision", "AIA-12-1");
  type (dialog, "finding-criteria", "Model risk policy, section 4 (fictitious)");
  type (dialog, "finding-effect", "Decisions were made by a model that nobody had allowed.");
  type (dialog, "finding-recommendation", "Block the promotion until the approval is entered.");
  type (dialog, "finding-severity", "high");
  type (dialog, "finding-about", "system:KreditCheck");
  type (dialog, "finding-evidence", "E-003, line 12");
  ui_fixture_pictures (dialog, "registers-finding-dialog");
  enter (test, dialog);
}

static void
test_findings (UiFixtureOf   *of,
               gconstpointer  data)
{
  GtkWidget *view, *dialog;
  Test test;

  open_page (&test, of->fixture);
  view = show_register (&test, "findings");
  assert_says (view, "No Finding Is Written");
  ui_fixture_pictures (test.window, "registers-findings-none");
  write_finding (&test, view);
  assert_says (view, "F-001 · Approval came after deployment");
  assert_says (view, "High");
  assert_says (view, "AIA-12-1");
  assert_says (view, "not determined");
  assert_says (view, "AI system KreditCheck");
  assert_says (view, "E-003, line 12");

  dialog = begin (view, "finding-respond");
  type (dialog, "finding-response", "partly");
  type (dialog, "finding-response-words", "The approval was given orally (fictitious)");
  type (dialog, "finding-owner", "Head of Model Risk (fictitious)");
  type (dialog, "finding-due", "last week");
  enter_refused (&test, dialog, "day");
  ui_fixture_picture (dialog, "registers-finding-refused");
  type (dialog, "finding-due", "2026-01-31");
  enter (&test, dialog);
  assert_says (view, "Overdue: it was due on 2026-01-31");
  ui_fixture_pictures (test.window, "registers-findings");
  ui_fixture_tight_pictures (test.window, "registers-findings");

  dialog = begin (view, "finding-verify");
  type (dialog, "finding-by", "B. Reviewer (fictitious)");
  enter (&test, dialog);
  assert_silent (view, "Overdue");
  dialog = begin (view, "finding-reopen");
  g_assert_false (gtk_widget_get_sensitive (gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK)));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  close_page (&test);
  g_assert_cmpuint (count_acts (of->fixture, "finding add"), ==, 1);
  g_assert_cmpuint (count_acts (of->fixture, "finding respond"), ==, 1);
  g_assert_cmpuint (count_acts (of->fixture, "finding state"), ==, 1);
}

/* What is written anew takes the place of what stood there, what was not touched is not entered again. */
static void
test_change (UiFixtureOf   *of,
             gconstpointer  data)
{
  GtkWidget *view, *dialog;
  Test test;

  open_page (&test, of->fixture);
  view = show_register (&test, "findings");
  write_finding (&test, view);
  dialog = begin (view, "finding-change");
  enter_refused (&test, dialog, "Nothing is said");
  type (dialog, "finding-cause", "No gate in the pipeline asks for it.");
  type (dialog, "finding-severity", "critical");
  enter (&test, dialog);
  assert_says (view, "No gate in the pipeline");
  assert_says (view, "Critical");
  assert_says (view, "Block the promotion");
  assert_silent (view, "not determined");
  close_page (&test);
  g_assert_cmpuint (count_acts (of->fixture, "finding change"), ==, 1);
}

static void
count_trouble (RcSession  *session,
               const char *sentence,
               gboolean    is_trouble,
               guint      *count)
{
  *count += is_trouble;
}

/* Neither a case from itself, nor from what is none: each is told, and nothing is entered. */
static void
test_take_over_refused (UiFixtureOf   *of,
                        gconstpointer  data)
{
  g_autofree char *other = make_file (of->fixture, "other.recount", "no case (fictitious)");
  g_autofree char *absent = g_build_filename (of->fixture->folder, "absent.recount", NULL);
  guint n_told = 0;
  Test test;

  open_page (&test, of->fixture);
  g_signal_connect (test.session, "said", G_CALLBACK (count_trouble), &n_told);
  rc_finding_take_over (test.session, of->fixture->case_path);
  settle (&test);
  g_assert_cmpuint (n_told, ==, 1);
  rc_finding_take_over (test.session, other);
  settle (&test);
  g_assert_cmpuint (n_told, ==, 2);
  rc_finding_take_over (test.session, absent);
  settle (&test);
  g_assert_cmpuint (n_told, ==, 3);
  assert_says (show_register (&test, "findings"), "No Finding Is Written");
  close_page (&test);
  g_assert_false (g_file_test (absent, G_FILE_TEST_EXISTS));
}

static void
test_take_over (UiFixtureOf   *of,
                gconstpointer  data)
{
  UiFixture *earlier = ui_fixture_new (UI_INFERENCES, UI_CASE_EMPTY);
  const RcFindingTerms terms = { .title = "Left open last year (fictitious)", .condition = "It is so", .severity = RC_SEVERITY_MEDIUM };
  g_autoptr (GError) error = NULL;
  RcCase *case_file = rc_case_open (earlier->case_path, TRUE, &error);
  GtkWidget *view;
  Test test;

  g_assert_no_error (error);
  g_assert_cmpint (rc_finding_add (case_file, &terms, &error), >, 0);
  g_assert_true (rc_case_close (case_file, &error));
  g_object_unref (case_file);

  open_page (&test, of->fixture);
  view = show_register (&test, "findings");
  rc_finding_take_over (test.session, earlier->case_path);
  settle (&test);
  assert_says (view, "Left open last year");
  assert_says (view, "Taken Over From an Earlier Case");
  ui_fixture_picture (test.window, "registers-taken-over");
  close_page (&test);
  ui_fixture_free (earlier);
}

/* --- Documents --- */

static void
test_documents (UiFixtureOf   *of,
                gconstpointer  data)
{
  g_autofree char *path = make_file (of->fixture, "minutes.txt", "Minutes (fictitious): version 4.2 is approved.\n");
  GtkWidget *view, *dialog;
  Test test;

  open_page (&test, of->fixture);
  view = show_register (&test, "documents");
  assert_says (view, "No Document Is Registered");
  ui_fixture_picture (test.window, "registers-documents-none");
  dialog = begin (view, "document-add");
  type (dialog, "document-title", HOSTILE);
  type (dialog, "document-date", "2026-07-28");
  type (dialog, "document-author", "M. Berger (fictitious)");
  type (dialog, "reading-question", "approval");
  type (dialog, "reading-page", "2");
  type (dialog, "reading-quote", "Version 4.2 wird freigegeben.");
  type (dialog, "reading-translation", "Version 4.2 is approved.");
  ui_fixture_pictures (dialog, "registers-document-dialog");
  enter_refused (&test, dialog, "Choose a file");
  type (dialog, "document-file", path);
  enter_refused (&test, dialog, "what kind of document");
  type (dialog, "document-kind-words", "Minutes of a committee");
  enter (&test, dialog);
  assert_says (view, "1 reading");
  assert_says (view, "[U+202E]");
  assert_says (view, "[U+001B]");
  assert_says (view, "Version 4.2 wird freigegeben.");
  assert_says (view, "minutes.txt");
  ui_fixture_pictures (test.window, "registers-documents");
  ui_fixture_tight_pictures (test.window, "registers-documents");

  dialog = begin (view, "document-read");
  type (dialog, "reading-about", "Q08");
  type (dialog, "reading-says", "approved");
  enter (&test, dialog);
  assert_says (view, "2 readings");
  dialog = begin (view, "document-withdraw");
  type (dialog, "reading-reason", "It was another version (fictitious)");
  enter (&test, dialog);
  assert_says (view, "Taken back");
  assert_says (view, "1 reading");
  close_page (&test);
  g_assert_cmpuint (count_acts (of->fixture, "document add"), ==, 1);
}

/* --- Requests --- */

static void
test_requests (UiFixtureOf   *of,
               gconstpointer  data)
{
  GtkWidget *view, *dialog;
  g_autofree char *instruction = NULL;
  Test test;

  open_page (&test, of->fixture);
  view = show_register (&test, "requests");
  assert_says (view, "Nothing Is Asked For");
  dialog = begin (view, "request-add");
  type (dialog, "request-addressee", "Nordhafen Bank, model operations (fictitious)");
  type (dialog, "request-question", "approval");
  type (dialog, "request-why", "Nothing received shows who allowed version 4.2.");
  type (dialog, "request-due", "2026-02-01");
  ui_fixture_settle (300);
  instruction = rc_register_form_dup_value (rc_register_form_of (dialog), "request-instruction");
  g_assert_cmpuint (strlen (instruction), >, 10);
  ui_fixture_pictures (dialog, "registers-request-dialog");
  enter (&test, dialog);
  assert_says (view, "R-01");
  assert_says (view, "Not sent yet");

  dialog = begin (view, "request-send");
  type (dialog, "request-on", "2026-01-15");
  enter (&test, dialog);
  assert_says (view, "Overdue");
  ui_fixture_pictures (test.window, "registers-requests");
  ui_fixture_tight_pictures (test.window, "registers-requests");
  dialog = begin (view, "request-receive");
  type (dialog, "request-exhibit", "the list");
  enter_refused (&test, dialog, "is no exhibit");
  type (dialog, "request-exhibit", "E-001");
  enter (&test, dialog);
  assert_says (view, "E-001");
  dialog = begin (view, "request-judge");
  type (dialog, "request-verdict", "partly");
  enter_refused (&test, dialog, "why");
  type (dialog, "request-remark", "The signature is not on it.");
  enter (&test, dialog);
  assert_says (view, "Received in part");
  dialog = begin (view, "request-close");
  type (dialog, "request-remark", "Asked for anew in R-02 (fictitious)");
  enter (&test, dialog);
  close_page (&test);
  g_assert_cmpuint (count_acts (of->fixture, "request add"), ==, 1);
  g_assert_cmpuint (count_acts (of->fixture, "request send"), ==, 1);
  g_assert_cmpuint (count_acts (of->fixture, "request close"), ==, 1);
}

/* --- The smaller ones --- */

static void
test_handovers (UiFixtureOf   *of,
                gconstpointer  data)
{
  g_autoptr (GString) declared = g_string_new ("evidence/\nmlflow.db-wal");
  GtkWidget *view, *dialog;
  Test test;

  open_page (&test, of->fixture);
  view = show_register (&test, "handovers");
  assert_says (view, "No Handover Is Recorded");
  dialog = begin (view, "handover-add");
  type (dialog, "handover-by", "K. Sender (fictitious)");
  type (dialog, "handover-to", "A. Auditor");
  type (dialog, "handover-on", "2026-11-21");
  type (dialog, "handover-medium", "USB stick");
  for (guint i = 0; i < 300; i++)
    g_string_append_printf (declared, "\nlog-%03u.jsonl", i);
  type (dialog, "handover-declared", declared->str);
  ui_fixture_picture (dialog, "registers-handover-dialog");
  enter (&test, dialog);
  assert_says (view, "no exhibit is said to have come with it");
  dialog = begin (view, "handover-link");
  type (dialog, "handover-first", "E-001");
  type (dialog, "handover-last", "E-003");
  enter (&test, dialog);
  assert_says (view, "mlflow.db-wal");
  assert_says (view, "301 declared names are absent");
  assert_says (view, "and 271 more");
  ui_fixture_pictures (test.window, "registers-handovers");
  ui_fixture_tight_pictures (test.window, "registers-handovers");
  close_page (&test);
}

static void
test_reviews (UiFixtureOf   *of,
              gconstpointer  data)
{
  GtkWidget *view, *dialog;
  Test test;

  open_page (&test, of->fixture);
  view = show_register (&test, "reviews");
  assert_says (view, "Nothing Is Under Review");
  dialog = begin (view, "review-begin");
  type (dialog, "review-subject", "report:tabletop");
  type (dialog, "review-by", "A. Auditor");
  enter (&test, dialog);
  dialog = begin (view, "review-note");
  type (dialog, "review-note", "Page 3 names a person.");
  type (dialog, "review-by", "B. Reviewer (fictitious)");
  enter (&test, dialog);
  assert_says (view, "1 note open");
  dialog = begin (view, "review-sign");
  type (dialog, "review-by", "A. Auditor");
  enter (&test, dialog);
  dialog = begin (view, "review-final");
  type (dialog, "review-by", "C. Signatory (fictitious)");
  enter_refused (&test, dialog, "note");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  ui_fixture_settle (100);
  ui_fixture_pictures (test.window, "registers-reviews");
  ui_fixture_tight_pictures (test.window, "registers-reviews");
  dialog = begin (view, "review-clear");
  type (dialog, "review-with", "The name was masked.");
  enter (&test, dialog);
  dialog = begin (view, "review-final");
  type (dialog, "review-by", "C. Signatory (fictitious)");
  enter (&test, dialog);
  assert_says (view, "Final");
  close_page (&test);
}

static void
test_notes (UiFixtureOf   *of,
            gconstpointer  data)
{
  GtkWidget *view, *dialog;
  Test test;

  open_page (&test, of->fixture);
  view = show_register (&test, "notes");
  assert_says (view, "No Private Note Is Written");
  ui_fixture_picture (test.window, "registers-notes-none");
  dialog = begin (view, "note-add");
  type (dialog, "note-words", "Ask again who held the key.\nNobody wanted to say.");
  enter (&test, dialog);
  assert_says (view, "Nobody wanted to say.");
  assert_says (view, "Stays in this case");
  ui_fixture_pictures (test.window, "registers-notes");
  ui_fixture_tight_pictures (test.window, "registers-notes");
  close_page (&test);
  g_assert_cmpuint (count_acts (of->fixture, "note add"), ==, 1);
}

/* With text of twice the size a dialog still fits a small screen, and what does not fit scrolls. */
static void
test_large_text (UiFixtureOf   *of,
                 gconstpointer  data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  GtkWidget *view, *dialog;
  Test test;

  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  open_page (&test, of->fixture);
  view = show_register (&test, "documents");
  dialog = begin (view, "document-add");
  ui_fixture_picture (dialog, "registers-document-dialog-large-text");
  g_assert_cmpint (gtk_widget_get_width (dialog), <=, 1024);
  g_assert_cmpint (gtk_widget_get_height (dialog), <=, 600);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  close_page (&test);
  gtk_settings_reset_property (settings, "gtk-xft-dpi");
}

/* A case that is open for reading shows its registers, and nothing can be entered. */
static void
test_read_only (UiFixtureOf   *of,
                gconstpointer  data)
{
  GtkWidget *view;
  Test holder, test;

  open_page (&holder, of->fixture);
  view = show_register (&holder, "findings");
  write_finding (&holder, view);
  test.session = ui_fixture_open_session (of->fixture);
  g_assert_false (rc_session_is_writable (test.session));
  show_page (&test);
  view = show_register (&test, "findings");
  assert_says (view, "Approval came after deployment");
  g_assert_false (gtk_widget_get_sensitive (ui_fixture_find (view, "finding-respond")));
  view = show_register (&test, "notes");
  g_assert_false (gtk_widget_get_sensitive (ui_fixture_find (view, "note-add")));
  ui_fixture_picture (test.window, "registers-read-only");
  close_page (&test);
  close_page (&holder);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void      (*test) (UiFixtureOf *of, gconstpointer data);
  } tests[] = {
    { "/registers-page/findings", test_findings },
    { "/registers-page/change", test_change },
    { "/registers-page/take-over", test_take_over },
    { "/registers-page/take-over-refused", test_take_over_refused },
    { "/registers-page/documents", test_documents },
    { "/registers-page/requests", test_requests },
    { "/registers-page/handovers", test_handovers },
    { "/registers-page/reviews", test_reviews },
    { "/registers-page/notes", test_notes },
    { "/registers-page/large-text", test_large_text },
    { "/registers-page/read-only", test_read_only },
  };

  if (!ui_fixture_init (&argc, &argv))
    return 0;

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, UiFixtureOf, NULL, ui_fixture_set_up_whole, tests[i].test, ui_fixture_tear_down);
  return g_test_run ();
}
