/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/custody.h"
#include "core/event-pages.h"
#include "ui-fixture.h"
#include "ui/appearance.h"
#include "ui/comparison-window.h"
#include "ui/lineage-detail.h"
#include "ui/lineage-graph.h"
#include "ui/lineage-page.h"
#include "ui/lineage-tree.h"

/* The lineage of one decision of the demonstration: the tree, the drawing in step with it, and what is masked until it is revealed. */

typedef struct
{
  UiFixtureOf  of;
  RcSession   *session;
  GtkWidget   *window;
  GtkWidget   *page;
  GtkWidget   *tree;
  GtkWidget   *graph;
  char        *subject;      /* in clear: it must be nowhere until it is revealed */
  char        *decision;
  gint64       event;
} PageTest;

static gboolean
is_settled (gpointer data)
{
  return rc_page_is_settled (RC_PAGE (data));
}

/* A decision of the case, read as the command line would. */
static void
choose_decision (PageTest *test)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (test->of.fixture->case_path, FALSE, &error);
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (RcEvent) event = NULL;

  g_assert_no_error (error);
  reader = rc_record_reader_new (rc_case_get_database (case_file));
  ids = rc_event_list_kind (case_file, RC_EVENT_INFERENCE, 40, &error);
  event = rc_event_load (case_file, g_array_index (ids, gint64, 39), &error);
  g_assert_true (rc_event_read_fields (event, case_file, reader, &error));
  g_assert_no_error (error);
  test->event = event->id;
  test->subject = g_strdup (rc_event_peek_field (event, RC_FIELD_SUBJECT));
  test->decision = g_strdup (rc_event_peek_field (event, RC_FIELD_DECISION));
  g_assert_nonnull (test->subject);
  g_clear_pointer (&reader, rc_record_reader_free);
  g_assert_true (rc_case_close (case_file, &error));
}

static void
open_page (PageTest  *test,
           RcSession *session)
{
  test->session = session;
  test->page = rc_lineage_page_new (session);
  test->window = gtk_window_new ();
  gtk_widget_add_css_class (test->window, "recount");
  gtk_window_set_default_size (GTK_WINDOW (test->window), 1100, 760);
  gtk_window_set_child (GTK_WINDOW (test->window), test->page);
  gtk_window_present (GTK_WINDOW (test->window));
  ui_fixture_wait (is_settled, test->page);
}

static void
set_up (PageTest      *test,
        gconstpointer  data)
{
  test->of.fixture = ui_fixture_new (UI_INFERENCES, (UiCaseFlags) GPOINTER_TO_INT (data));
  choose_decision (test);
  open_page (test, ui_fixture_open_session (test->of.fixture));
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
  g_free (test->subject);
  g_free (test->decision);
  ui_fixture_tear_down (&test->of, NULL);
}

static gboolean
has_tree (gpointer data)
{
  PageTest *test = data;

  test->tree = ui_fixture_find_type (test->page, GTK_TYPE_COLUMN_VIEW);
  return rc_page_is_settled (RC_PAGE (test->page)) && test->tree != NULL &&
         gtk_column_view_get_model (GTK_COLUMN_VIEW (test->tree)) != NULL;
}

static void
show_decision (PageTest *test)
{
  rc_session_show_event (test->session, test->event);
  ui_fixture_wait (has_tree, test);
  test->graph = ui_fixture_find (test->page, "lineage-graph");
  ui_fixture_settle (100);
}

/* Whether any text of any widget below @root, shown or not, contains @text. */
static gboolean
says_anywhere (GtkWidget  *root,
               const char *text)
{
  g_autofree char *tooltip = gtk_widget_get_tooltip_text (root) != NULL ? g_strdup (gtk_widget_get_tooltip_text (root)) : NULL;
  const char *own = GTK_IS_LABEL (root) ? gtk_label_get_text (GTK_LABEL (root)) : GTK_IS_EDITABLE (root)
                  ? gtk_editable_get_text (GTK_EDITABLE (root)) : NULL;

  if ((own != NULL && strstr (own, text) != NULL) || (tooltip != NULL && strstr (tooltip, text) != NULL))
    return TRUE;
  if (GTK_IS_TEXT_VIEW (root))
    {
      g_autofree char *all = NULL;

      g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (root)), "text", &all, NULL);
      if (strstr (all, text) != NULL)
        return TRUE;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (says_anywhere (child, text))
      return TRUE;
  return FALSE;
}

static GListModel *
get_rows (PageTest *test)
{
  return G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (test->tree)));
}

static RcLineageNode *
get_node (PageTest *test,
          guint     position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (get_rows (test), position);
  g_autoptr (RcLineageNode) node = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  return node;
}

/* Unfolds everything. */
static void
unfold (PageTest *test)
{
  for (guint i = 0; i < g_list_model_get_n_items (get_rows (test)); i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (get_rows (test), i);

      gtk_tree_list_row_set_expanded (row, TRUE);
    }
}

/* The first line of this kind under the question. */
static RcLineageNode *
find_line (PageTest          *test,
           const char        *slot,
           RcLineageNodeKind  kind)
{
  unfold (test);
  for (guint i = 0; i < g_list_model_get_n_items (get_rows (test)); i++)
    {
      RcLineageNode *node = get_node (test, i);
      const RcLineageSlot *of = rc_lineage_node_peek_slot (node);

      if (rc_lineage_node_get_kind (node) == kind && of != NULL && strcmp (of->slot, slot) == 0)
        return node;
    }
  g_error ("there is no such line under the question %s", slot);
}

static RcRecordView *
get_record (PageTest *test)
{
  return rc_lineage_detail_peek_record (RC_LINEAGE_DETAIL (ui_fixture_find_type (test->page, RC_TYPE_LINEAGE_DETAIL)));
}

static gboolean
is_record_settled (gpointer data)
{
  PageTest *test = data;

  return get_record (test) != NULL && rc_record_view_is_settled (get_record (test)) && rc_page_is_settled (RC_PAGE (test->page));
}

/* --- Nothing chosen --- */

static void
test_none (PageTest      *test,
           gconstpointer  data)
{
  g_assert_nonnull (ui_fixture_find_label (test->page, "No Decision Chosen"));
}

/* --- The tree --- */

static void
test_tree (PageTest      *test,
           gconstpointer  data)
{
  g_autofree char *count = NULL;
  guint groups = 0, questions = 0;

  show_decision (test);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (ui_fixture_find (test->page, "decision"))), ==, test->decision);
  g_assert_nonnull (ui_fixture_find_label (test->page, "questions answered from records"));
  g_assert_nonnull (ui_fixture_find_label (test->page, "KreditCheck"));
  for (guint i = 0; i < g_list_model_get_n_items (get_rows (test)); i++)
    {
      RcLineageNodeKind kind = rc_lineage_node_get_kind (get_node (test, i));

      groups += kind == RC_LINEAGE_GROUP;
      questions += kind == RC_LINEAGE_QUESTION;
    }
  g_assert_cmpuint (groups, >=, 8);
  g_assert_cmpuint (questions, ==, 22);
  g_assert_nonnull (ui_fixture_find_label (test->page, "What did the machine answer?"));
  g_assert_nonnull (ui_fixture_find_label (test->page, "From a protected record"));
  g_assert_null (ui_fixture_find_label (test->page, "SEALED"));
  ui_fixture_pictures (test->window, "lineage");
  ui_fixture_tight_pictures (test->window, "lineage");

  rc_lineage_tree_select (test->tree, find_line (test, "output", RC_LINEAGE_CITATION));
  ui_fixture_wait (is_record_settled, test);
  ui_fixture_settle (50);
  ui_fixture_pictures (test->window, "lineage-record");
  ui_fixture_tight_pictures (test->window, "lineage-record");
}

/* --- How it was found, and two side by side --- */

static GtkWidget *
find_comparison (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (RC_IS_COMPARISON_WINDOW (window))
        return window;
    }
  g_error ("no comparison is open");
}

static gboolean
is_compared (gpointer data)
{
  return rc_comparison_window_is_settled (data);
}

static void
compare_with (GtkWidget  *window,
              const char *other,
              const char *known_at)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (window, "comparison-other")), other);
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (window, "comparison-known-at")), known_at);
  g_assert_true (gtk_widget_activate_action (window, "comparison.compare", NULL));
  ui_fixture_wait (is_compared, window);
  ui_fixture_settle (100);
}

static void
test_compare (PageTest      *test,
              gconstpointer  data)
{
  GtkWidget *window;

  show_decision (test);
  g_assert_true (gtk_widget_activate_action (test->page, "lineage.compare", NULL));
  ui_fixture_settle (100);
  window = find_comparison ();
  compare_with (window, "", "");
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (window, "trouble")));
  compare_with (window, "", "the other day");
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (window, "trouble")));
  compare_with (window, "no such decision", "");
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (window, "trouble")));

  /* With itself, as of long before: nothing was recorded then. */
  compare_with (window, "", "2026-01-01");
  g_assert_nonnull (ui_fixture_find_label (window, "Same: 0"));
  compare_with (window, "KA-2026-000007", "");
  g_assert_false (gtk_widget_get_visible (ui_fixture_find (window, "trouble")));
  ui_fixture_pictures (window, "comparison");
  ui_fixture_close_window (window);
}

static void
test_steps (PageTest      *test,
            gconstpointer  data)
{
  GtkWidget *steps;

  show_decision (test);
  rc_lineage_tree_select (test->tree, find_line (test, "model-version", RC_LINEAGE_QUESTION));
  ui_fixture_settle (100);
  steps = ui_fixture_find (test->page, "lineage-steps");
  gtk_expander_set_expanded (GTK_EXPANDER (steps), TRUE);
  ui_fixture_settle (200);
  g_assert_nonnull (ui_fixture_find_label (steps, "1. "));
  g_assert_nonnull (ui_fixture_find_label (steps, "E-0"));
  ui_fixture_pictures (test->window, "lineage-steps");
}

/* --- Masked, revealed, noted --- */

static gint64
count_entries (PageTest   *test,
               const char *act,
               char      **out_detail)
{
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *statement;
  gboolean row = FALSE;
  gint64 count = 0;

  case_file = rc_case_open (test->of.fixture->case_path, FALSE, &error);
  g_assert_no_error (error);
  statement = rc_database_prepare (rc_case_get_database (case_file), "SELECT detail FROM custody WHERE act = ?1 ORDER BY id", &error);
  rc_database_bind_text (statement, 1, act);
  while (rc_database_step (rc_case_get_database (case_file), statement, &row, &error) && row)
    {
      count++;
      g_free (*out_detail);
      *out_detail = rc_database_column_dup (statement, 0);
    }
  g_assert_no_error (error);
  return count;
}

static GtkWidget *
peek_bytes (PageTest *test)
{
  return ui_fixture_find_type (test->page, GTK_TYPE_TEXT_VIEW);
}

static gboolean
is_revealed (gpointer data)
{
  PageTest *test = data;

  return get_record (test) != NULL && rc_record_view_is_revealed (get_record (test)) && is_record_settled (test);
}

static void
test_reveal (PageTest      *test,
             gconstpointer  data)
{
  g_autofree char *before = NULL, *after = NULL, *text = NULL;
  GtkWindow *dialog = NULL;
  g_autoptr (GListModel) windows = NULL;

  show_decision (test);
  rc_lineage_tree_select (test->tree, find_line (test, "subject", RC_LINEAGE_CITATION));
  ui_fixture_wait (is_record_settled, test);
  ui_fixture_settle (50);
  g_assert_nonnull (ui_fixture_find_label (test->page, "••••"));
  g_assert_nonnull (ui_fixture_find_label (test->page, "Its content is not shown until it is revealed"));
  g_assert_false (says_anywhere (test->page, test->subject));
  g_assert_null (peek_bytes (test));
  g_assert_cmpint (count_entries (test, "reveal", &before), ==, 0);

  /* No reason, no reveal. */
  gtk_widget_activate_action (GTK_WIDGET (get_record (test)), "record.reveal", NULL);
  windows = g_object_ref (gtk_window_get_toplevels ());
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (GTK_IS_DIALOG (window))
        dialog = window;
    }
  g_assert_nonnull (dialog);
  g_assert_false (gtk_widget_get_sensitive (gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT)));
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (GTK_WIDGET (dialog), "reason")), "the person asked for it");
  g_assert_true (gtk_widget_get_sensitive (gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT)));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);

  ui_fixture_wait (is_revealed, test);
  ui_fixture_settle (100);
  g_assert_true (rc_record_view_is_revealed (get_record (test)));
  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (peek_bytes (test))), "text", &text, NULL);
  g_assert_nonnull (strstr (text, test->subject));
  g_assert_nonnull (strstr (text, test->decision));
  g_assert_cmpint (count_entries (test, "reveal", &after), ==, 1);
  g_assert_nonnull (strstr (after, "the person asked for it"));
  g_assert_null (strstr (after, test->subject));
  ui_fixture_pictures (test->window, "lineage-revealed");
  ui_fixture_tight_pictures (test->window, "lineage-revealed");

  gtk_widget_activate_action (GTK_WIDGET (get_record (test)), "record.hide", NULL);
  g_assert_false (says_anywhere (test->page, test->subject));

  /* Another line, and back: masked again. */
  rc_record_view_reveal (get_record (test), "again");
  ui_fixture_wait (is_revealed, test);
  rc_lineage_tree_select (test->tree, find_line (test, "output", RC_LINEAGE_CITATION));
  ui_fixture_wait (is_record_settled, test);
  g_assert_false (says_anywhere (test->page, test->subject));
}

static void
test_exact_bytes (PageTest      *test,
                  gconstpointer  data)
{
  g_autofree char *text = NULL, *hex = NULL, *expected = NULL, *log = NULL, *path = NULL;
  RcLineageNode *node;
  const RcSource *source;
  const char *line;
  guint64 record;

  show_decision (test);
  node = find_line (test, "output", RC_LINEAGE_CITATION);
  record = rc_lineage_node_peek_citation (node)->citation->record;
  source = g_hash_table_lookup (rc_lineage_node_peek_stock (node)->sources, &rc_lineage_node_peek_citation (node)->citation->source);
  path = g_build_filename (test->of.fixture->demo, source->name, NULL);
  rc_lineage_tree_select (test->tree, node);
  ui_fixture_wait (is_record_settled, test);
  rc_record_view_reveal (get_record (test), "test");
  ui_fixture_wait (is_revealed, test);

  /* The file as it was received has the same line. */
  g_assert_true (g_file_get_contents (path, &log, NULL, NULL));
  line = log;
  for (guint64 i = 1; i < record; i++)
    line = strchr (line, '\n') + 1;
  expected = g_strndup (line, strcspn (line, "\n") + 1);
  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (peek_bytes (test))), "text", &text, NULL);
  g_assert_cmpstr (text, ==, expected);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (ui_fixture_find (test->page, "as-hex")), TRUE);
  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (peek_bytes (test))), "text", &hex, NULL);
  g_assert_true (g_str_has_prefix (hex, "00000000  7b 22 "));
}

static void
test_read_only (PageTest      *test,
                gconstpointer  data)
{
  g_autofree char *detail = NULL;
  GtkWidget *page = test->page;

  /* Somebody else has the case open: this session may only read. */
  ui_fixture_close_window (test->window);
  ui_fixture_close_session (test->session);
  (void) page;
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (RcCase) holder = rc_case_open (test->of.fixture->case_path, TRUE, &error);

    g_assert_no_error (error);
    open_page (test, ui_fixture_open_session (test->of.fixture));
    g_assert_false (rc_session_is_writable (test->session));
    show_decision (test);
    rc_lineage_tree_select (test->tree, find_line (test, "subject", RC_LINEAGE_CITATION));
    ui_fixture_wait (is_record_settled, test);
    rc_record_view_reveal (get_record (test), "read only");
    ui_fixture_wait (is_revealed, test);
    g_assert_true (says_anywhere (test->page, test->subject));
    g_assert_nonnull (ui_fixture_find_label (test->page, "not in its custody log"));
    g_assert_true (rc_case_close (holder, &error));
  }
  g_assert_cmpint (count_entries (test, "reveal", &detail), ==, 0);
}

/* --- The proof --- */

static void
test_proof (PageTest      *test,
            gconstpointer  data)
{
  g_autofree char *leaf = NULL;

  show_decision (test);
  rc_lineage_tree_select (test->tree, find_line (test, "output", RC_LINEAGE_CITATION));
  ui_fixture_wait (is_record_settled, test);
  gtk_widget_activate_action (GTK_WIDGET (get_record (test)), "record.prove", NULL);
  ui_fixture_wait (is_record_settled, test);
  g_assert_nonnull (ui_fixture_find_label (test->page, "The path leads to the root kept at import."));
  g_assert_nonnull (ui_fixture_find_label (test->page, "A byte 00, then the record"));
  g_assert_nonnull (ui_fixture_find_label (test->page, "2. A byte 01"));
  g_assert_nonnull (ui_fixture_find_label (test->page, "must be the root over the whole file"));
  g_assert_false (says_anywhere (test->page, test->subject));
  ui_fixture_pictures (test->window, "lineage-proof");
  ui_fixture_tight_pictures (test->window, "lineage-proof");
}

/* --- In step --- */

static void
test_in_step (PageTest      *test,
              gconstpointer  data)
{
  RcLineageNode *selected;
  guint slot;

  show_decision (test);
  rc_lineage_tree_select (test->tree, find_line (test, "model-version", RC_LINEAGE_CITATION));
  selected = rc_lineage_tree_peek_selected (test->tree);
  slot = rc_lineage_graph_get_selected (RC_LINEAGE_GRAPH (test->graph));
  g_assert_true (g_ptr_array_index (rc_lineage_node_peek_stock (selected)->lineage->slots, slot) ==
                 rc_lineage_node_peek_slot (selected));

  gtk_stack_set_visible_child_name (GTK_STACK (ui_fixture_find (test->page, "lineage-forms")), "drawing");
  ui_fixture_settle (100);
  rc_lineage_graph_select (RC_LINEAGE_GRAPH (test->graph), 0);
  selected = rc_lineage_tree_peek_selected (test->tree);
  g_assert_cmpint (rc_lineage_node_get_kind (selected), ==, RC_LINEAGE_QUESTION);
  g_assert_cmpstr (rc_lineage_node_peek_slot (selected)->slot, ==, "input");
  ui_fixture_pictures (test->window, "lineage-drawing");
  ui_fixture_tight_pictures (test->window, "lineage-drawing");

  /* A group is no question of the drawing. */
  {
    g_autoptr (RcLineageNode) group = g_object_ref (get_node (test, 0));

    g_assert_cmpint (rc_lineage_node_get_kind (group), ==, RC_LINEAGE_GROUP);
    rc_lineage_tree_select (test->tree, group);
  }
  g_assert_cmpuint (rc_lineage_graph_get_selected (RC_LINEAGE_GRAPH (test->graph)), ==, GTK_INVALID_LIST_POSITION);
}

/* --- What was noticed --- */

/* A decision of the case on which records disagree, and about which something was noticed. */
static gint64
find_troubled (PageTest *test)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (test->of.fixture->case_path, FALSE, &error);
  g_autoptr (GArray) ids = rc_event_list_kind (case_file, RC_EVENT_INFERENCE, UI_INFERENCES, &error);
  gint64 found = 0;

  for (guint i = 0; i < ids->len && found == 0; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      g_autoptr (RcLineage) lineage = rc_lineage_build (case_file, rc_event_load (case_file, id, &error), RC_TIME_NONE, &error);

      g_assert_no_error (error);
      if (lineage->exceptions->len > 0 && rc_lineage_count (lineage).disagreeing > 0)
        found = id;
    }
  g_assert_true (rc_case_close (case_file, &error));
  g_assert_cmpint (found, >, 0);
  return found;
}

static void
test_noticed (PageTest      *test,
              gconstpointer  data)
{
  g_autoptr (RcLineageNode) noticed = NULL;
  guint last;

  test->event = find_troubled (test);
  show_decision (test);
  g_assert_nonnull (ui_fixture_find_label (test->page, "records disagree on"));
  last = g_list_model_get_n_items (get_rows (test)) - 1;
  noticed = g_object_ref (get_node (test, last));
  g_assert_cmpint (rc_lineage_node_get_kind (noticed), ==, RC_LINEAGE_EXCEPTION);
  rc_lineage_tree_select (test->tree, noticed);
  ui_fixture_settle (50);
  g_assert_nonnull (ui_fixture_find_label (test->page, "whether it is a finding is for a person to say"));
  g_assert_null (ui_fixture_find_label (test->page, "DISAGREE"));
  ui_fixture_pictures (test->window, "lineage-noticed");
}

/* --- What had been recorded by then --- */

static void
test_known_at (PageTest      *test,
               gconstpointer  data)
{
  show_decision (test);
  g_assert_nonnull (ui_fixture_find_label (test->page, "From a protected record"));
  gtk_widget_activate_action (test->page, "lineage.known-at", "s", "not a day");
  g_assert_true (gtk_widget_has_css_class (ui_fixture_find (test->page, "known-at"), "error"));
  gtk_widget_activate_action (test->page, "lineage.known-at", "s", "2020-01-01");
  ui_fixture_wait (has_tree, test);
  g_assert_nonnull (ui_fixture_find_label (test->page, "Only what had been recorded by 1 January 2020"));
  g_assert_nonnull (ui_fixture_find_label (test->page, "0 of 22 questions"));
  gtk_widget_activate_action (test->page, "lineage.known-at", "s", "");
  ui_fixture_wait (has_tree, test);
  g_assert_null (ui_fixture_find_label (test->page, "0 of 22 questions"));
  g_assert_false (gtk_widget_get_mapped (ui_fixture_find (test->page, "known-note")));
}

/* What changes in the case leaves the place in the lineage alone. */
static void
test_change (PageTest      *test,
             gconstpointer  data)
{
  RcLineageNode *selected;

  show_decision (test);
  rc_lineage_tree_select (test->tree, find_line (test, "run", RC_LINEAGE_ANSWER));
  rc_session_tell_changed (test->session);
  ui_fixture_wait (has_tree, test);
  selected = rc_lineage_tree_peek_selected (test->tree);
  g_assert_nonnull (selected);
  g_assert_cmpint (rc_lineage_node_get_kind (selected), ==, RC_LINEAGE_ANSWER);
  g_assert_cmpstr (rc_lineage_node_peek_slot (selected)->slot, ==, "run");
}

static void
test_roles (PageTest      *test,
            gconstpointer  data)
{
  show_decision (test);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (test->tree), GTK_ACCESSIBLE_ROLE_TREE_GRID);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (test->tree), GTK_ACCESSIBLE_PROPERTY_LABEL, "Lineage: Questions and Answers");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (test->graph), GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (test->graph), GTK_ACCESSIBLE_PROPERTY_LABEL, "The Lineage as a Drawing");
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (test->graph), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  g_assert_true (gtk_widget_get_focusable (test->graph));
  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (ui_fixture_find (test->page, "known-at")),
                                                   GTK_ACCESSIBLE_RELATION_LABELLED_BY));
}

int
main (int   argc,
      char *argv[])
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

#define ADD(path, flags, func) g_test_add (path, PageTest, GINT_TO_POINTER (flags), set_up, func, tear_down)
  ADD ("/lineage-page/none", UI_CASE_WHOLE, test_none);
  ADD ("/lineage-page/tree", UI_CASE_WHOLE, test_tree);
  ADD ("/lineage-page/steps", UI_CASE_WHOLE, test_steps);
  ADD ("/lineage-page/compare", UI_CASE_WHOLE, test_compare);
  ADD ("/lineage-page/reveal", UI_CASE_WHOLE, test_reveal);
  ADD ("/lineage-page/exact-bytes", UI_CASE_WHOLE, test_exact_bytes);
  ADD ("/lineage-page/read-only", UI_CASE_WHOLE, test_read_only);
  ADD ("/lineage-page/proof", UI_CASE_WHOLE, test_proof);
  ADD ("/lineage-page/in-step", UI_CASE_WHOLE, test_in_step);
  ADD ("/lineage-page/noticed", UI_CASE_WHOLE | UI_CASE_FAULTS, test_noticed);
  ADD ("/lineage-page/known-at", UI_CASE_WHOLE, test_known_at);
  ADD ("/lineage-page/change", UI_CASE_WHOLE, test_change);
  ADD ("/lineage-page/roles", UI_CASE_WHOLE, test_roles);
#undef ADD
  return g_test_run ();
}
