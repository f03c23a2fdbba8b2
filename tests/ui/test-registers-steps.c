/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/event-pages.h"
#include "core/registers/finding.h"
#include "core/registers/paper.h"
#include "core/registers/request.h"
#include "ui-fixture.h"
#include "ui/exception-view.h"
#include "ui/exceptions-page.h"
#include "ui/extent-dialog.h"
#include "ui/lineage-page.h"
#include "ui/page.h"
#include "ui/register-form.h"
#include "ui/requirements-page.h"

/* The ways into the registers from other pages: from what was noticed to a finding, from an open question to a document or a request. */

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
open_page (Test       *test,
           UiFixture  *fixture,
           GtkWidget *(*make) (RcSession *session))
{
  test->session = ui_fixture_open_session (fixture);
  test->window = gtk_window_new ();
  test->page = make (test->session);
  gtk_widget_add_css_class (test->window, "recount");
  gtk_window_set_default_size (GTK_WINDOW (test->window), 1200, 760);
  gtk_window_set_child (GTK_WINDOW (test->window), test->page);
  gtk_window_present (GTK_WINDOW (test->window));
  settle (test);
}

static void
close_page (Test *test)
{
  ui_fixture_close_window (test->window);
  ui_fixture_close_session (test->session);
}

static RcCase *
open_case (UiFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RcCase *case_file = rc_case_open (fixture->case_path, FALSE, &error);

  g_assert_no_error (error);
  return case_file;
}

static void
select_row (Test  *test,
            guint  position)
{
  GtkWidget *table = ui_fixture_find_type (test->page, GTK_TYPE_COLUMN_VIEW);

  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (gtk_column_view_get_model (GTK_COLUMN_VIEW (table))), position);
  ui_fixture_settle (100);
}

/* Selects the first row whose detail has this button, and presses it. */
static GtkWidget *
press_first (Test       *test,
             const char *label)
{
  GtkWidget *found = ui_fixture_find_label (test->page, label);

  for (guint i = 0; i < 40 && found == NULL; i++)
    {
      select_row (test, i);
      found = ui_fixture_find_label (test->page, label);
    }
  g_assert_nonnull (found);
  g_signal_emit_by_name (gtk_widget_get_ancestor (found, GTK_TYPE_BUTTON), "clicked");
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
    g_error ("refused: %s", gtk_label_get_text (GTK_LABEL (ui_fixture_find (dialog, "trouble"))));
}

static GPtrArray *
list_findings (UiFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = open_case (fixture);
  GPtrArray *findings = rc_finding_list (case_file, &error);

  g_assert_no_error (error);
  g_assert_true (rc_case_close (case_file, &error));
  return findings;
}

/* What a finding was made of says so from then on. */
static void
test_promote (UiFixtureOf   *of,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) findings = NULL;
  const RcFinding *finding;
  GtkWidget *dialog;
  Test test;

  open_page (&test, of->fixture, rc_exceptions_page_new);
  dialog = press_first (&test, "Promote to Finding…");
  ui_fixture_pictures (dialog, "registers-promote");
  type (dialog, "finding-severity", "medium");
  enter (&test, dialog);
  g_assert_nonnull (ui_fixture_find_label (test.page, "A person made finding F-001 of it"));
  ui_fixture_pictures (test.window, "exceptions-promoted");
  ui_fixture_tight_pictures (test.window, "exceptions-promoted");
  close_page (&test);

  findings = list_findings (of->fixture);
  g_assert_cmpuint (findings->len, ==, 1);
  finding = g_ptr_array_index (findings, 0);
  g_assert_cmpuint (finding->exceptions->len, ==, 1);
  g_assert_cmpint (finding->severity, ==, RC_SEVERITY_MEDIUM);
  g_assert_cmpstr (finding->condition, ==, ((const RcExceptionMark *) g_ptr_array_index (finding->exceptions, 0))->message);
}

/* All causes of one kind become one finding. */
static void
test_promote_all (UiFixtureOf   *of,
                  gconstpointer  data)
{
  g_autoptr (GPtrArray) findings = NULL;
  GtkWidget *dialog;
  Test test;

  open_page (&test, of->fixture, rc_exceptions_page_new);
  dialog = press_first (&test, "Promote All to One Finding…");
  enter (&test, dialog);
  close_page (&test);

  findings = list_findings (of->fixture);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpuint (((const RcFinding *) g_ptr_array_index (findings, 0))->exceptions->len, >, 1);
}

/* What the check of a requirement answers; the requirement is the criterion. */
static void
test_promote_check (UiFixtureOf   *of,
                    gconstpointer  data)
{
  g_autoptr (GPtrArray) findings = NULL;
  const RcFinding *finding;
  GtkWidget *dialog;
  Test test;

  open_page (&test, of->fixture, rc_requirements_page_new);
  dialog = press_first (&test, "Promote to Finding…");
  ui_fixture_picture (dialog, "requirements-promote");
  enter (&test, dialog);
  ui_fixture_picture (test.window, "requirements-promoted");
  close_page (&test);

  findings = list_findings (of->fixture);
  g_assert_cmpuint (findings->len, ==, 1);
  finding = g_ptr_array_index (findings, 0);
  g_assert_nonnull (finding->check);
  g_assert_cmpstr (g_ptr_array_index (finding->criteria, 0), ==, finding->check);
  g_assert_cmpstr (finding->check_verdict, !=, "MET");
}

/* A kind with more causes than one finding can name is not offered to be promoted as one. */
static void
test_too_many (void)
{
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();
  const RcExceptionGroup group = { .kind = RC_EXCEPTION_SIGNATURE_INVALID, .exit_code = 1, .roots = roots };
  GtkWidget *few = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  GtkWidget *many = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));

  g_ptr_array_set_size (roots, 100);
  rc_exception_view_add_group (few, &group);
  g_assert_nonnull (ui_fixture_find_label (few, "Promote All to One Finding"));
  g_ptr_array_set_size (roots, 100000);
  rc_exception_view_add_group (many, &group);
  g_assert_null (ui_fixture_find_label (many, "Promote All to One Finding"));
  g_assert_nonnull (ui_fixture_find_label (many, "more than one finding can name"));
  g_object_unref (few);
  g_object_unref (many);
}

/* Where a case is open for reading only, nothing can be made of what was noticed, nor asked for; it can be counted. */
static void
test_read_only (UiFixtureOf   *of,
                gconstpointer  data)
{
  RcSession *holder = ui_fixture_open_session (of->fixture);
  Test test;

  open_page (&test, of->fixture, rc_exceptions_page_new);
  g_assert_false (rc_session_is_writable (test.session));
  g_assert_false (gtk_widget_get_sensitive (ui_fixture_find (test.page, "exceptions.promote")));
  g_assert_true (gtk_widget_get_sensitive (ui_fixture_find (test.page, "exceptions.show-extent")));
  close_page (&test);
  ui_fixture_close_session (holder);
}

static gboolean
has_counted (gpointer data)
{
  return rc_extent_dialog_is_ready (data);
}

static void
take_found (RcSession *session,
            GArray    *events,
            guint     *out_count)
{
  *out_count = events->len;
}

/* How many other decisions: counted, told in sentences, and led to as a list. */
static void
test_extent (UiFixtureOf   *of,
             gconstpointer  data)
{
  GtkWidget *dialog;
  guint n_found = 0;
  Test test;

  open_page (&test, of->fixture, rc_exceptions_page_new);
  g_signal_connect (test.session, "found", G_CALLBACK (take_found), &n_found);
  for (guint i = 0; i < 40 && n_found == 0; i++)
    {
      select_row (&test, i);
      if (ui_fixture_find_label (test.page, "How Many Other Decisions?") == NULL)
        continue;
      dialog = press_first (&test, "How Many Other Decisions?");
      ui_fixture_wait (has_counted, dialog);
      g_assert_nonnull (ui_fixture_find_label (dialog, "SHA-256 of the list"));
      if (gtk_widget_get_sensitive (gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK)))
        ui_fixture_pictures (dialog, "exceptions-extent");
      gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
      ui_fixture_settle (100);
    }
  g_assert_cmpuint (n_found, >, 0);
  g_assert_null (ui_fixture_find_dialog ());
  close_page (&test);
}

/* A dialog that is closed while it counts leaves nothing behind. */
static void
test_extent_closed (UiFixtureOf   *of,
                    gconstpointer  data)
{
  GtkWidget *dialog;
  Test test;

  open_page (&test, of->fixture, rc_exceptions_page_new);
  dialog = press_first (&test, "How Many Other Decisions?");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  ui_fixture_settle (200);
  g_assert_null (ui_fixture_find_dialog ());
  close_page (&test);
}

static gint64
choose_event (UiFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = open_case (fixture);
  g_autoptr (GArray) ids = rc_event_list_kind (case_file, RC_EVENT_INFERENCE, 40, &error);
  gint64 event;

  g_assert_no_error (error);
  event = g_array_index (ids, gint64, 39);
  g_assert_true (rc_case_close (case_file, &error));
  return event;
}

/* From a question of the lineage: what a paper says on it, and what is still to be asked for. */
static void
test_lineage (UiFixtureOf   *of,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (of->fixture->folder, "minutes.txt", NULL);
  gint64 event = choose_event (of->fixture);
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (GPtrArray) papers = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *question = NULL;
  GtkWidget *dialog;
  Test test;

  g_assert_true (g_file_set_contents (path, "Minutes (fictitious)", -1, &error));
  open_page (&test, of->fixture, rc_lineage_page_new);
  rc_session_show_event (test.session, event);
  settle (&test);
  dialog = press_first (&test, "Read in a Document…");
  ui_fixture_picture (test.window, "lineage-open-question");
  question = rc_register_form_dup_value (rc_register_form_of (dialog), "reading-question");
  g_assert_cmpstr (question, !=, "");
  type (dialog, "document-file", path);
  type (dialog, "document-kind-words", "Minutes");
  type (dialog, "reading-page", "2");
  type (dialog, "reading-says", "as recorded");
  enter (&test, dialog);
  dialog = press_first (&test, "Ask for It…");
  ui_fixture_settle (300);
  type (dialog, "request-addressee", "Nordhafen Bank (fictitious)");
  ui_fixture_picture (dialog, "lineage-ask");
  enter (&test, dialog);
  close_page (&test);

  case_file = open_case (of->fixture);
  papers = rc_paper_list_about (case_file, RC_ABOUT_SLOT, question, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (papers->len, ==, 1);
  g_assert_cmpuint (((const RcReading *) g_ptr_array_index (papers, 0))->about->len, ==, 2);
  requests = rc_request_list (case_file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (requests->len, ==, 1);
  g_assert_cmpuint (((const RcRequest *) g_ptr_array_index (requests, 0))->about->len, ==, 2);
  g_assert_true (rc_case_close (case_file, &error));
}

/* Nobody accepted the key: every signature of it is an exception of one kind. */
static void
set_up_unknown_key (UiFixtureOf   *of,
                    gconstpointer  data)
{
  of->fixture = ui_fixture_new (UI_INFERENCES, UI_CASE_IMPORTED | UI_CASE_VERIFIED | UI_CASE_FAULTS);
}

int
main (int   argc,
      char *argv[])
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

  g_test_add ("/registers-steps/promote", UiFixtureOf, NULL, ui_fixture_set_up_faults, test_promote, ui_fixture_tear_down);
  g_test_add ("/registers-steps/promote-all", UiFixtureOf, NULL, set_up_unknown_key, test_promote_all, ui_fixture_tear_down);
  g_test_add ("/registers-steps/promote-check", UiFixtureOf, NULL, ui_fixture_set_up_faults, test_promote_check, ui_fixture_tear_down);
  g_test_add_func ("/registers-steps/too-many", test_too_many);
  g_test_add ("/registers-steps/read-only", UiFixtureOf, NULL, ui_fixture_set_up_faults, test_read_only, ui_fixture_tear_down);
  g_test_add ("/registers-steps/extent", UiFixtureOf, NULL, ui_fixture_set_up_faults, test_extent, ui_fixture_tear_down);
  g_test_add ("/registers-steps/extent-closed", UiFixtureOf, NULL, ui_fixture_set_up_faults, test_extent_closed, ui_fixture_tear_down);
  g_test_add ("/registers-steps/lineage", UiFixtureOf, NULL, ui_fixture_set_up_whole, test_lineage, ui_fixture_tear_down);
  return g_test_run ();
}
