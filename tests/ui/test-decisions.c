/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/mask.h"
#include "ui-fixture.h"
#include "ui/decision-filter.h"
#include "ui/decision-table.h"
#include "ui/decisions-page.h"
#include "ui/event-list-model.h"
#include "ui/text-cell.h"

/* The page of decisions on the demonstration's evidence: what it lists, what it finds, and where it leads. */

typedef struct
{
  UiFixtureOf  of;
  RcSession   *session;
  GtkWidget   *window;
  GtkWidget   *page;
  char        *shown_page;     /* the last that the page asked for */
} PageTest;

static void
note_page (RcSession  *session,
           const char *name,
           PageTest   *test)
{
  g_free (test->shown_page);
  test->shown_page = g_strdup (name);
}

static gboolean
is_settled (gpointer data)
{
  return rc_page_is_settled (RC_PAGE (data));
}

static void
set_up (PageTest      *test,
        gconstpointer  data)
{
  test->of.fixture = ui_fixture_new (UI_INFERENCES, (UiCaseFlags) GPOINTER_TO_INT (data));
  test->session = ui_fixture_open_session (test->of.fixture);
  g_signal_connect (test->session, "show-page", G_CALLBACK (note_page), test);
  test->page = rc_decisions_page_new (test->session);
  test->window = gtk_window_new ();
  gtk_widget_add_css_class (test->window, "recount");
  gtk_window_set_default_size (GTK_WINDOW (test->window), 1100, 700);
  gtk_window_set_child (GTK_WINDOW (test->window), test->page);
  gtk_window_present (GTK_WINDOW (test->window));
  ui_fixture_wait (is_settled, test->page);
  ui_fixture_settle (100);
}

static void
tear_down (PageTest      *test,
           gconstpointer  data)
{
  g_object_add_weak_pointer (G_OBJECT (test->page), (gpointer *) &test->page);
  ui_fixture_close_window (test->window);
  ui_fixture_close_session (test->session);
  ui_fixture_settle (20);
  g_assert_null (test->page);
  g_free (test->shown_page);
  ui_fixture_tear_down (&test->of, NULL);
}

typedef struct
{
  GtkWidget  *page;
  const char *name;
  const char *text;
} Saying;

static gboolean
does_say (gpointer data)
{
  const Saying *saying = data;

  return strstr (gtk_label_get_text (GTK_LABEL (ui_fixture_find (saying->page, saying->name))), saying->text) != NULL;
}

static void
wait_for (PageTest   *test,
          const char *name,
          const char *text)
{
  Saying saying = { test->page, name, text };

  ui_fixture_wait (does_say, &saying);
}

static GtkWidget *
find_type (GtkWidget *root,
           GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A cell that is seen and says this. */
static gboolean
has_cell (GtkWidget  *root,
          const char *text)
{
  if (RC_IS_TEXT_CELL (root) && g_strcmp0 (rc_text_cell_peek_text (RC_TEXT_CELL (root)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_cell (child, text))
      return TRUE;
  return FALSE;
}

static GtkWidget *
find_table (PageTest *test)
{
  return find_type (test->page, GTK_TYPE_COLUMN_VIEW);
}

static gboolean
is_loaded (gpointer data)
{
  return rc_event_row_is_loaded (data);
}

static RcEventPages *
peek_pages (PageTest *test)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_column_view_get_model (GTK_COLUMN_VIEW (find_table (test))));
  GtkSliceListModel *rows = GTK_SLICE_LIST_MODEL (gtk_single_selection_get_model (selection));

  return rc_event_list_model_peek_pages (RC_EVENT_LIST_MODEL (gtk_slice_list_model_get_model (rows)));
}

typedef struct
{
  GListModel *model;
  guint       n_rows;
} Length;

static gboolean
has_rows (gpointer data)
{
  const Length *length = data;

  return g_list_model_get_n_items (length->model) >= length->n_rows;
}

/* The line of the row at @position, once it is there and read. */
static const RcEventLine *
wait_for_line (PageTest *test,
               guint     position)
{
  Length length = { G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (find_table (test)))), position + 1 };
  g_autoptr (RcEventRow) row = NULL;

  ui_fixture_wait (has_rows, &length);
  row = g_list_model_get_item (length.model, position);
  ui_fixture_wait (is_loaded, row);
  return rc_event_row_peek_line (row);
}

static void
type (PageTest   *test,
      const char *name,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (test->page, name)), text);
}

static void
press_enter (PageTest   *test,
             const char *name)
{
  g_signal_emit_by_name (ui_fixture_find (test->page, name), "activate");
}

static void
click (PageTest   *test,
       const char *name)
{
  g_signal_emit_by_name (ui_fixture_find (test->page, name), "clicked");
}

static void
test_list (PageTest      *test,
           gconstpointer  data)
{
  const RcEventLine *line;
  gint64 newest_us;

  wait_for (test, "list-status", "300 decisions");
  line = wait_for_line (test, 0);
  newest_us = line->time_us;
  g_assert_nonnull (line->decision);
  g_assert_nonnull (line->subject);
  g_assert_true (g_str_has_prefix (line->subject, "••••"));
  ui_fixture_settle (200);
  g_assert_true (has_cell (test->page, line->decision));
  g_assert_true (has_cell (test->page, "Check passed, known key"));
  g_assert_false (has_cell (test->page, "VALID"));
  ui_fixture_pictures (test->window, "decisions");
  ui_fixture_tight_pictures (test->window, "decisions");

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (ui_fixture_find (test->page, "newest-first")), FALSE);
  wait_for (test, "list-status", "300 decisions");
  g_assert_cmpint (wait_for_line (test, 0)->time_us, <, newest_us);
  g_assert_cmpint (wait_for_line (test, 299)->time_us, ==, newest_us);
}

static void
test_filter (PageTest      *test,
             gconstpointer  data)
{
  g_autofree char *model = NULL, *decision = NULL;
  const RcEventLine *line;

  wait_for (test, "list-status", "300 decisions");
  model = g_strdup (wait_for_line (test, 0)->model);
  decision = g_strdup (wait_for_line (test, 5)->decision);

  type (test, "from", "2026-06-01");
  type (test, "to", "2026-06-30");
  press_enter (test, "to");
  wait_for (test, "list-status", "decisions fit");
  line = wait_for_line (test, 0);
  g_assert_cmpint (line->time_us, >=, G_GINT64_CONSTANT (1780272000000000));
  g_assert_cmpint (line->time_us, <, G_GINT64_CONSTANT (1782864000000000));

  type (test, "from", "last week");
  press_enter (test, "from");
  wait_for (test, "list-status", "no day or time");
  g_assert_true (gtk_widget_has_css_class (ui_fixture_find (test->page, "from"), "error"));
  click (test, "clear-filter");
  wait_for (test, "list-status", "300 decisions");
  g_assert_false (gtk_widget_has_css_class (ui_fixture_find (test->page, "from"), "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_fixture_find (test->page, "from"))), ==, "");

  type (test, "model", model);
  click (test, "apply-filter");
  wait_for (test, "list-status", "decisions fit");
  g_assert_cmpstr (wait_for_line (test, 0)->model, ==, model);
  type (test, "model", "");
  type (test, "text", decision);
  click (test, "apply-filter");
  wait_for (test, "list-status", "1 decision fits");
  g_assert_cmpstr (wait_for_line (test, 0)->decision, ==, decision);

  type (test, "text", "nothing has this in it");
  click (test, "apply-filter");
  wait_for (test, "list-status", "0 decisions fit");
  ui_fixture_settle (20);
  g_assert_true (gtk_widget_get_mapped (ui_fixture_find_label (test->page, "No Decision Fits")));
}

static gboolean
was_sent_on (gpointer data)
{
  return ((PageTest *) data)->shown_page != NULL;
}

static void
test_find (PageTest      *test,
           gconstpointer  data)
{
  const RcEventLine *line;
  g_autofree char *decision = NULL, *id = NULL;
  gint64 event;

  wait_for (test, "list-status", "300 decisions");
  line = wait_for_line (test, 150);
  decision = g_strdup_printf ("  %s ", line->decision);
  id = g_strdup (line->event_id);
  event = line->id;

  type (test, "find-number", decision);
  press_enter (test, "find-number");
  ui_fixture_wait (was_sent_on, test);
  g_assert_cmpstr (test->shown_page, ==, "lineage");
  g_assert_cmpint (rc_session_get_event (test->session), ==, event);

  rc_session_select_event (test->session, 0);
  g_clear_pointer (&test->shown_page, g_free);
  type (test, "find-number", id);
  press_enter (test, "find-number");
  ui_fixture_wait (was_sent_on, test);
  g_assert_cmpint (rc_session_get_event (test->session), ==, event);

  g_clear_pointer (&test->shown_page, g_free);
  type (test, "find-number", "KA-no-such");
  press_enter (test, "find-number");
  wait_for (test, "found-note", "No record is called “KA-no-such”");
  g_assert_null (test->shown_page);
}

static void
test_activate (PageTest      *test,
               gconstpointer  data)
{
  const RcEventLine *line;
  GtkWidget *table = find_table (test);

  wait_for (test, "list-status", "300 decisions");
  g_assert_null (rc_decision_table_peek_selected (table));
  g_assert_true (gtk_widget_activate_action (test->page, "decisions.show-lineage", NULL));
  g_assert_null (test->shown_page);

  line = wait_for_line (test, 7);
  g_signal_emit_by_name (table, "activate", 7);
  g_assert_cmpstr (test->shown_page, ==, "lineage");
  g_assert_cmpint (rc_session_get_event (test->session), ==, line->id);

  g_clear_pointer (&test->shown_page, g_free);
  line = wait_for_line (test, 9);
  rc_decision_table_select (table, 9);
  gtk_widget_activate_action (test->page, "decisions.show-lineage", NULL);
  g_assert_cmpint (rc_session_get_event (test->session), ==, line->id);
  gtk_widget_activate_action (test->page, "decisions.copy-reference", NULL);
  gtk_widget_activate_action (test->page, "decisions.menu", NULL);
  ui_fixture_settle (50);
}

/* What changes nothing in the evidence leaves the list, and the place in it, alone. */
static void
test_change (PageTest      *test,
             gconstpointer  data)
{
  RcEventPages *before;
  const char *paths[] = { NULL, NULL };
  g_autofree char *path = g_build_filename (test->of.fixture->folder, "more.txt", NULL);

  wait_for (test, "list-status", "300 decisions");
  before = rc_event_pages_ref (peek_pages (test));
  rc_session_tell_changed (test->session);
  ui_fixture_wait (is_settled, test->page);
  g_assert_true (peek_pages (test) == before);

  g_assert_true (g_file_set_contents (path, "another file", -1, NULL));
  paths[0] = path;
  rc_session_import (test->session, paths);
  ui_fixture_wait_idle (test->session);
  ui_fixture_wait (is_settled, test->page);
  ui_fixture_settle (50);
  g_assert_true (peek_pages (test) != before);
  rc_event_pages_unref (before);
  wait_for (test, "list-status", "300 decisions");
  g_assert_cmpint (wait_for_line (test, 0)->protection, ==, RC_PROTECTION_NOT_CHECKED);
}

static void
test_roles (PageTest      *test,
            gconstpointer  data)
{
  static const char * const fields[] = { "find-number", "from", "to", "model", "person", "text" };
  GtkWidget *table = find_table (test);

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (test->page), GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (table), GTK_ACCESSIBLE_ROLE_TREE_GRID);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (table), GTK_ACCESSIBLE_PROPERTY_LABEL, "Decisions");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (ui_fixture_find (test->page, "list-status")), GTK_ACCESSIBLE_ROLE_STATUS);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (ui_fixture_find (test->page, fields[i])),
                                                     GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  g_assert_true (gtk_widget_activate_action (test->page, "decisions.find", NULL));
  g_assert_true (gtk_widget_has_focus (ui_fixture_find (test->page, "find-number")) ||
                 gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (test->window)), ui_fixture_find (test->page, "find-number")));
}

static void
test_empty (PageTest      *test,
            gconstpointer  data)
{
  ui_fixture_settle (300);
  g_assert_nonnull (ui_fixture_find_label (test->page, "No Decisions Yet"));
  g_assert_true (gtk_widget_get_mapped (ui_fixture_find_label (test->page, "No Decisions Yet")));
}

int
main (int   argc,
      char *argv[])
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

#define ADD(path, flags, func) g_test_add (path, PageTest, GINT_TO_POINTER (flags), set_up, func, tear_down)
  ADD ("/decisions/list", UI_CASE_WHOLE, test_list);
  ADD ("/decisions/filter", UI_CASE_WHOLE, test_filter);
  ADD ("/decisions/find", UI_CASE_WHOLE, test_find);
  ADD ("/decisions/activate", UI_CASE_WHOLE, test_activate);
  ADD ("/decisions/change", UI_CASE_WHOLE, test_change);
  ADD ("/decisions/roles", UI_CASE_WHOLE, test_roles);
  ADD ("/decisions/empty", UI_CASE_EMPTY, test_empty);
#undef ADD
  return g_test_run ();
}
