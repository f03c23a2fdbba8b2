/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/demo/demo.h"
#include "ui-fixture.h"
#include "ui/application.h"
#include "ui/lineage-detail.h"
#include "ui/lineage-page.h"
#include "ui/lineage-tree.h"
#include "ui/folio-window.h"
#include "ui/window.h"

/*
 * The whole job as somebody does it who never saw a terminal, by actions of the window alone: the demo case, a decision by its number, its
 * lineage, a cited record with its proof, the sheet.
 */
#define DECISION "KA-2026-000024"

static RcApplication *application;

static gboolean
write_demo (const char    *folder,
            GCancellable  *cancellable,
            GError       **error)
{
  const RcDemoOptions options = { .folder = folder, .inferences = UI_INFERENCES, .seed = 1, .cancellable = cancellable };

  return rc_demo_write (&options, error);
}

static gboolean
has_case (gpointer data)
{
  return strcmp (rc_window_peek_view (data), "case") == 0;
}

static gboolean
is_settled (gpointer data)
{
  return rc_page_is_settled (data);
}

static gboolean
shows_lineage (gpointer data)
{
  RcCaseView *view = data;

  return strcmp (rc_case_view_peek_page (view), "lineage") == 0 &&
         rc_page_is_settled (RC_PAGE (rc_case_view_peek_page_widget (view, "lineage"))) &&
         ui_fixture_find_label (GTK_WIDGET (view), "What did the machine answer?") != NULL;
}

/* The first citation under the question, with everything above it unfolded. */
static RcLineageNode *
find_citation (GtkWidget  *tree,
               const char *slot)
{
  GListModel *rows = G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (tree)));

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (rows, i);
      g_autoptr (RcLineageNode) node = gtk_tree_list_row_get_item (row);
      const RcLineageSlot *of = rc_lineage_node_peek_slot (node);

      gtk_tree_list_row_set_expanded (row, TRUE);
      if (of != NULL && strcmp (of->slot, slot) == 0 && rc_lineage_node_get_kind (node) == RC_LINEAGE_CITATION)
        return g_steal_pointer (&node);
    }
  g_error ("no record is cited under the question %s", slot);
}

static gboolean
is_proved (gpointer data)
{
  RcRecordView *record = rc_lineage_detail_peek_record (data);

  return record != NULL && rc_record_view_is_settled (record) && ui_fixture_find_type (GTK_WIDGET (record), GTK_TYPE_BUTTON) != NULL &&
         ui_fixture_find_label (GTK_WIDGET (record), "The path leads to the root kept at import") != NULL;
}

static gboolean
has_record (gpointer data)
{
  RcRecordView *record = rc_lineage_detail_peek_record (data);

  return record != NULL && rc_record_view_is_settled (record);
}

static gboolean
is_paper_there (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (RC_IS_FOLIO_WINDOW (window) && rc_folio_window_is_ready (RC_FOLIO_WINDOW (window)))
        {
          *(GtkWidget **) data = GTK_WIDGET (window);
          return TRUE;
        }
    }
  return FALSE;
}

static void
find_decision (RcCaseView *view)
{
  GtkWidget *page = rc_case_view_peek_page_widget (view, "decisions");
  GtkWidget *find;

  g_assert_cmpstr (rc_case_view_peek_page (view), ==, "decisions");
  ui_fixture_wait (is_settled, page);
  find = ui_fixture_find (page, "find-number");
  gtk_editable_set_text (GTK_EDITABLE (find), DECISION);
  g_signal_emit_by_name (find, "activate");
  ui_fixture_wait (shows_lineage, view);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (ui_fixture_find (GTK_WIDGET (view), "decision"))), ==, DECISION);
}

static void
prove_record (RcCaseView *view)
{
  GtkWidget *page = rc_case_view_peek_page_widget (view, "lineage");
  GtkWidget *tree = ui_fixture_find (page, "lineage-tree");
  GtkWidget *detail = ui_fixture_find_type (page, RC_TYPE_LINEAGE_DETAIL);
  g_autoptr (RcLineageNode) citation = find_citation (tree, "output");

  rc_lineage_tree_select (tree, citation);
  ui_fixture_wait (has_record, detail);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (rc_lineage_detail_peek_record (RC_LINEAGE_DETAIL (detail))), "record.prove",
                                             NULL));
  ui_fixture_wait (is_proved, detail);
}

static void
test_walk (void)
{
  GtkWidget *window = rc_window_new (GTK_APPLICATION (application));
  GtkWidget *paper = NULL;
  RcCaseView *view;

  gtk_window_set_default_size (GTK_WINDOW (window), 1180, 760);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (gtk_widget_activate_action (window, "win.demo-case", NULL));
  ui_fixture_wait (has_case, window);
  view = rc_window_peek_case_view (RC_WINDOW (window));
  ui_fixture_wait (is_settled, rc_case_view_peek_page_widget (view, "overview"));
  ui_fixture_picture (window, "walk-1-overview");

  g_assert_true (gtk_widget_activate_action (window, "win.find", NULL));
  find_decision (view);
  ui_fixture_settle (50);
  ui_fixture_picture (window, "walk-2-lineage");

  prove_record (view);
  ui_fixture_settle (50);
  ui_fixture_picture (window, "walk-3-proof");

  g_assert_true (gtk_widget_activate_action (window, "win.show-sheet", NULL));
  ui_fixture_wait (is_paper_there, &paper);
  ui_fixture_settle (50);
  ui_fixture_picture (paper, "walk-4-sheet");
  ui_fixture_close_window (paper);
  ui_fixture_close_window (window);
}

int
main (int    argc,
      char **argv)
{
  int status;

  if (!ui_fixture_init (&argc, &argv))
    return 0;

  application = ui_fixture_new_application (write_demo);
  g_test_add_func ("/ui/walk", test_walk);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
