/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/custody-list.h"
#include "ui-fixture.h"
#include "ui/data-table.h"
#include "ui/record-view.h"
#include "ui/search-page.h"
#include "ui/search-run.h"

/* Searching from the window: places without content, the record of each, its content once it is revealed, and the entries of the log. */

typedef struct
{
  RcSession *session;
  GtkWidget *window;
  GtkWidget *page;
} Test;

static gboolean
is_settled (gpointer data)
{
  return rc_search_page_is_settled (data);
}

static void
open_page (Test      *test,
           UiFixture *fixture)
{
  test->session = ui_fixture_open_session (fixture);
  test->window = gtk_window_new ();
  test->page = rc_search_page_new (test->session);
  gtk_widget_add_css_class (test->window, "recount");
  gtk_window_set_default_size (GTK_WINDOW (test->window), 1200, 760);
  gtk_window_set_child (GTK_WINDOW (test->window), test->page);
  gtk_window_present (GTK_WINDOW (test->window));
  ui_fixture_wait (is_settled, test->page);
}

static void
close_page (Test *test)
{
  ui_fixture_close_window (test->window);
  ui_fixture_close_session (test->session);
}

static void
search (Test       *test,
        const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (test->page, "search-text")), text);
  g_assert_true (gtk_widget_activate_action (test->page, "search.start", NULL));
  ui_fixture_wait (is_settled, test->page);
  ui_fixture_settle (200);
  ui_fixture_wait (is_settled, test->page);
}

static GtkWidget *
get_table (Test *test)
{
  return ui_fixture_find_type (test->page, GTK_TYPE_COLUMN_VIEW);
}

static guint
count_rows (Test *test)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (get_table (test)))));
}

static const char *
get_status (Test *test)
{
  return gtk_label_get_text (GTK_LABEL (ui_fixture_find (test->page, "search-status")));
}

static guint
count_entries (UiFixture   *fixture,
               const char  *act,
               char       **out_detail)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (fixture->case_path, FALSE, &error);
  g_autoptr (RcCustodyList) list = rc_custody_list_load (case_file, &error);
  guint count = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < list->lines->len; i++)
    {
      const RcCustodyLine *line = g_ptr_array_index (list->lines, i);

      if (strcmp (line->act, act) != 0)
        continue;
      count++;
      g_free (*out_detail);
      *out_detail = g_strdup (line->words);
    }
  return count;
}

static gboolean
has_ended (gpointer data)
{
  return !rc_search_run_is_running (data);
}

static RcRecordView *
get_record (Test *test)
{
  return RC_RECORD_VIEW (ui_fixture_find_type (test->page, RC_TYPE_RECORD_VIEW));
}

static gboolean
is_revealed (gpointer data)
{
  RcRecordView *record = get_record (data);

  return record != NULL && rc_record_view_is_revealed (record) && rc_record_view_is_settled (record);
}

static void
small_picture (Test       *test,
               const char *name)
{
  gtk_window_set_default_size (GTK_WINDOW (test->window), 1024, 600);
  ui_fixture_settle (200);
  ui_fixture_picture (test->window, name);
  gtk_window_set_default_size (GTK_WINDOW (test->window), 1200, 760);
  ui_fixture_settle (200);
}

static void
test_places (UiFixtureOf   *of,
             gconstpointer  data)
{
  g_autofree char *detail = NULL;
  Test test;
  guint n_rows;

  open_page (&test, of->fixture);
  g_assert_nonnull (ui_fixture_find_label (test.page, "Search All Records"));
  ui_fixture_pictures (test.window, "search-purpose");

  search (&test, "KA-2026-00001");
  n_rows = count_rows (&test);
  g_assert_cmpuint (n_rows, >, 10);
  g_assert_true (g_str_has_suffix (get_status (&test), ")."));
  g_assert_nonnull (strstr (get_status (&test), "places found. All was searched"));

  /* The place and what protects it are there, its content is not. */
  g_assert_nonnull (get_record (&test));
  g_assert_false (rc_record_view_is_revealed (get_record (&test)));
  g_assert_null (ui_fixture_find_label (test.page, "KA-2026-00001"));
  ui_fixture_pictures (test.window, "search-places");
  small_picture (&test, "search-places-1024");
  ui_fixture_tight_pictures (test.window, "search-places");
  g_assert_cmpuint (count_entries (of->fixture, "search", &detail), ==, 1);
  g_assert_nonnull (strstr (detail, "which is not kept here"));
  g_assert_cmpuint (count_entries (of->fixture, "reveal", &detail), ==, 0);

  rc_record_view_reveal (get_record (&test), "a request of the person");
  ui_fixture_wait (is_revealed, &test);
  g_assert_cmpuint (count_entries (of->fixture, "reveal", &detail), ==, 1);
  g_assert_nonnull (strstr (detail, "a request of the person"));
  ui_fixture_settle (200);
  ui_fixture_pictures (test.window, "search-revealed");
  small_picture (&test, "search-revealed-1024");

  /* Another place is hidden again. */
  rc_data_table_select (get_table (&test), n_rows - 1);
  ui_fixture_settle (300);
  ui_fixture_wait (is_settled, test.page);
  g_assert_false (rc_record_view_is_revealed (get_record (&test)));
  close_page (&test);
  g_assert_true (ui_fixture_is_alone (of->fixture->case_path));
}

static void
test_nothing (UiFixtureOf   *of,
              gconstpointer  data)
{
  Test test;

  open_page (&test, of->fixture);
  search (&test, "ka-2026-00001");
  g_assert_nonnull (ui_fixture_find_label (test.page, "Not Found"));
  g_assert_nonnull (strstr (get_status (&test), "0 places found. All was searched"));
  ui_fixture_pictures (test.window, "search-nothing");

  gtk_check_button_set_active (GTK_CHECK_BUTTON (ui_fixture_find (test.page, "search-ignore-case")), TRUE);
  search (&test, "ka-2026-00001");
  g_assert_cmpuint (count_rows (&test), >, 10);
  close_page (&test);
}

/* A thousand places at once; going on adds the next. */
static void
test_more (UiFixtureOf   *of,
           gconstpointer  data)
{
  Test test;

  open_page (&test, of->fixture);
  search (&test, "e");
  g_assert_cmpuint (count_rows (&test), ==, RC_SEARCH_RUN_PLACES);
  g_assert_nonnull (strstr (get_status (&test), "There may be more."));
  ui_fixture_picture (test.window, "search-more");
  g_assert_true (gtk_widget_activate_action (test.page, "search.more", NULL));
  ui_fixture_wait (is_settled, test.page);
  g_assert_cmpuint (count_rows (&test), ==, 2 * RC_SEARCH_RUN_PLACES);
  close_page (&test);
}

/* An act that began meanwhile: the entry of the search follows it. */
static void
test_busy (UiFixtureOf   *of,
           gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  RcSearchRun *run = rc_search_run_new (session);
  g_autofree char *detail = NULL;

  rc_search_run_start (run, "KA-2026", RC_TEXT_PATTERN_ESCAPED);
  rc_session_verify (session);
  g_assert_true (rc_session_is_busy (session));
  ui_fixture_wait (has_ended, run);
  ui_fixture_wait_idle (session);
  g_assert_cmpint (rc_search_run_get_outcome (run), ==, RC_SEARCH_RUN_ENDED);
  g_assert_cmpuint (rc_search_run_peek_rows (run)->len, >, 10);
  g_assert_cmpuint (count_entries (of->fixture, "search", &detail), ==, 1);

  /* None begins while one is running. */
  rc_session_verify (session);
  rc_search_run_start (run, "KA-2026", RC_TEXT_PATTERN_ESCAPED);
  g_assert_cmpint (rc_search_run_get_outcome (run), ==, RC_SEARCH_RUN_FAILED);
  g_assert_nonnull (strstr (rc_search_run_peek_trouble (run), "still running"));
  ui_fixture_wait_idle (session);
  g_object_unref (run);
  ui_fixture_close_session (session);
}

static void
set_flag (gpointer flag)
{
  *(gboolean *) flag = TRUE;
}

/* A search that is cancelled is in the log, as one that did not come to its end; one that the closing of the case ends leaves it in order. */
static void
test_cancel (UiFixtureOf   *of,
             gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  RcSearchRun *run = rc_search_run_new (session);
  g_autofree char *detail = NULL;
  gboolean ended = FALSE;

  g_signal_connect_swapped (run, "ended", G_CALLBACK (set_flag), &ended);
  rc_search_run_start (run, "KA-2026", RC_TEXT_PATTERN_ESCAPED);
  g_assert_true (rc_search_run_is_running (run));
  rc_search_run_cancel (run);
  ui_fixture_wait_flag (&ended);
  g_assert_false (rc_search_run_is_running (run));
  g_assert_cmpint (rc_search_run_get_outcome (run), ==, RC_SEARCH_RUN_CANCELLED);
  g_assert_cmpuint (count_entries (of->fixture, "search", &detail), ==, 1);
  g_assert_nonnull (strstr (detail, "ended before all was gone through"));

  ended = FALSE;
  rc_search_run_start (run, "KA-2026", RC_TEXT_PATTERN_ESCAPED);
  ui_fixture_close_session (session);
  ui_fixture_wait_flag (&ended);
  g_object_unref (run);
  ui_fixture_settle (100);
  g_assert_true (ui_fixture_is_alone (of->fixture->case_path));
}

/* Without an entry in the log, which is said. */
static void
test_read_only (UiFixtureOf   *of,
                gconstpointer  data)
{
  RcSession *holder = ui_fixture_open_session (of->fixture);
  g_autofree char *detail = NULL;
  Test test;

  open_page (&test, of->fixture);
  g_assert_false (rc_session_is_writable (test.session));
  search (&test, "KA-2026-00001");
  g_assert_cmpuint (count_rows (&test), >, 10);
  g_assert_nonnull (strstr (get_status (&test), "this search is not in its custody log"));
  ui_fixture_picture (test.window, "search-read-only");
  g_assert_cmpuint (count_entries (of->fixture, "search", &detail), ==, 0);
  close_page (&test);
  ui_fixture_close_session (holder);
}

static void
test_empty (UiFixtureOf   *of,
            gconstpointer  data)
{
  Test test;

  open_page (&test, of->fixture);
  g_assert_nonnull (ui_fixture_find_label (test.page, "Nothing to Search"));
  close_page (&test);
}

#define ADD(path, test, set_up) g_test_add (path, UiFixtureOf, NULL, set_up, test, ui_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

  ADD ("/ui/search-page/places", test_places, ui_fixture_set_up_whole);
  ADD ("/ui/search-page/nothing", test_nothing, ui_fixture_set_up_whole);
  ADD ("/ui/search-page/more", test_more, ui_fixture_set_up_whole);
  ADD ("/ui/search-page/busy", test_busy, ui_fixture_set_up_whole);
  ADD ("/ui/search-page/cancel", test_cancel, ui_fixture_set_up_whole);
  ADD ("/ui/search-page/read-only", test_read_only, ui_fixture_set_up_whole);
  ADD ("/ui/search-page/empty", test_empty, ui_fixture_set_up_empty);
  return g_test_run ();
}
