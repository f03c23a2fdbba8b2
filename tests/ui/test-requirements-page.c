/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/requirement.h"
#include "ui-fixture.h"
#include "ui/page.h"
#include "ui/record-view.h"
#include "ui/requirements-page.h"

/* The catalogue in the window: what the evidence says of each requirement, the records behind it, and a person's word beside it. */

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
}

static void
open_page (Test      *test,
           UiFixture *fixture)
{
  test->session = ui_fixture_open_session (fixture);
  test->window = gtk_window_new ();
  test->page = rc_requirements_page_new (test->session);
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

static guint
count_rows (Test *test)
{
  GtkWidget *table = ui_fixture_find_type (test->page, GTK_TYPE_COLUMN_VIEW);

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table))));
}

static void
choose (Test       *test,
        const char *choice,
        guint       item)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_fixture_find (test->page, choice)), item);
  settle (test);
}

static void
assert_says (Test       *test,
             const char *text)
{
  if (ui_fixture_find_label (test->page, text) == NULL)
    g_error ("the page does not say “%s”", text);
}

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *dialog = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (GTK_IS_DIALOG (window) && gtk_widget_get_visible (window))
        dialog = window;
    }
  g_assert_nonnull (dialog);
  return dialog;
}

static guint
count_verdicts (UiFixture            *fixture,
                RcRequirementVerdict  verdict)
{
  const RcRequirementOptions options = { .as_of_us = RC_TIME_NONE };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (fixture->case_path, FALSE, &error);
  g_autoptr (RcRequirementReport) report = rc_requirement_check_case (case_file, &options, &error);

  g_assert_no_error (error);
  return report->counts[verdict];
}

/* Each filter shows as many as the core counts; all together are the catalogue. */
static void
test_filter (UiFixtureOf   *of,
             gconstpointer  data)
{
  guint contradicted = count_verdicts (of->fixture, RC_REQUIREMENT_NOT_MET);
  guint open = count_verdicts (of->fixture, RC_REQUIREMENT_NO_EVIDENCE);
  guint all;
  Test test;

  open_page (&test, of->fixture);
  all = count_rows (&test);
  g_assert_cmpuint (all, >, 100);
  ui_fixture_pictures (test.window, "requirements");
  ui_fixture_tight_pictures (test.window, "requirements");
  choose (&test, "requirements-filter", 2);
  g_assert_cmpuint (count_rows (&test), ==, open);
  choose (&test, "requirements-filter", 1);
  g_assert_cmpuint (count_rows (&test), ==, contradicted);
  g_assert_cmpuint (contradicted, >, 0);
  ui_fixture_picture (test.window, "requirements-contradicted");
  choose (&test, "requirements-filter", 0);
  g_assert_cmpuint (count_rows (&test), ==, all);
  choose (&test, "requirements-scope", 1);
  ui_fixture_picture (test.window, "requirements-system");
  close_page (&test);
}

static gboolean
has_record (gpointer data)
{
  return ui_fixture_find_type (((Test *) data)->page, RC_TYPE_RECORD_VIEW) != NULL;
}

/* What contradicts a requirement stands one step away, as its exact record. */
static void
test_record (UiFixtureOf   *of,
             gconstpointer  data)
{
  GType view = g_type_from_name ("RcRequirementView");
  GtkWidget *widget;
  Test test;

  open_page (&test, of->fixture);
  choose (&test, "requirements-filter", 1);
  widget = ui_fixture_find_type (test.page, view != 0 ? view : g_type_from_name ("RcRequirementView"));
  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_activate_action (widget, "requirement.show-record", "u", 0));
  ui_fixture_wait (has_record, &test);
  ui_fixture_settle (300);
  ui_fixture_picture (test.window, "requirements-record");
  close_page (&test);
}

/* A person's word stands beside the program's. */
static void
test_judge (UiFixtureOf   *of,
            gconstpointer  data)
{
  GtkWidget *dialog;
  guint before;
  Test test;

  open_page (&test, of->fixture);
  choose (&test, "requirements-filter", 3);
  before = count_rows (&test);
  g_assert_true (gtk_widget_activate_action (test.page, "requirements.judge", NULL));
  ui_fixture_settle (100);
  dialog = find_dialog ();
  ui_fixture_picture (dialog, "requirements-judge");
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, "judgement-reason")), "Read the whole of section 4 (fictitious)");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  settle (&test);
  assert_says (&test, "Read the whole of section 4");
  g_assert_cmpuint (count_rows (&test), ==, before);
  ui_fixture_picture (test.window, "requirements-judged");
  close_page (&test);
}

int
main (int   argc,
      char *argv[])
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

  g_test_add ("/requirements-page/filter", UiFixtureOf, NULL, ui_fixture_set_up_faults, test_filter, ui_fixture_tear_down);
  g_test_add ("/requirements-page/record", UiFixtureOf, NULL, ui_fixture_set_up_faults, test_record, ui_fixture_tear_down);
  g_test_add ("/requirements-page/judge", UiFixtureOf, NULL, ui_fixture_set_up_whole, test_judge, ui_fixture_tear_down);
  return g_test_run ();
}
