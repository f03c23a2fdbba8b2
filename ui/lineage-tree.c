/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/lineage-tree.h"

#include "core/words.h"
#include "reports/exhibit.h"
#include "ui/parts.h"
#include "ui/state-mark.h"

#define LISTENER_KEY "rc-listener"
#define WIDTH_KEY "rc-tree-width"

/* Columns, in their order. */
enum
{
  COLUMN_QUESTION,
  COLUMN_ANSWER,
  COLUMN_STATE,
  N_COLUMNS
};

/* Pixels at the usual size of text. */
#define LEAST_QUESTION 170
#define LEAST_ANSWER   110
#define LEAST_STATE    165

typedef struct
{
  GCallback changed;
  gpointer  user_data;
} Listener;

/* --- Cells --- */

static RcLineageNode *
get_node (GtkListItem *item)
{
  GtkTreeListRow *row = gtk_list_item_get_item (item);
  g_autoptr (RcLineageNode) node = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  return node;       /* the row keeps it */
}

static GtkWidget *
make_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  rc_parts_set_tabular (label);
  return label;
}

static void
set_up_title (GtkListItemFactory *factory,
              GtkListItem        *item)
{
  GtkWidget *expander = gtk_tree_expander_new ();

  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), make_label ());
  gtk_list_item_set_child (item, expander);
}

/* What is told of the line as a whole to those who do not see its columns. */
static char *
dup_whole (RcLineageNode *node)
{
  RcShape shape;
  g_autofree char *title = rc_lineage_node_dup_title (node);
  g_autofree char *value = rc_lineage_node_dup_value (node);
  g_autofree char *state = rc_lineage_node_dup_state (node, &shape);

  if (state == NULL)
    return g_steal_pointer (&title);
  return value != NULL ? g_strdup_printf ("%s %s. %s", title, value, state) : g_strdup_printf ("%s. %s", title, state);
}

static void
bind_title (GtkListItemFactory *factory,
            GtkListItem        *item)
{
  GtkWidget *expander = gtk_list_item_get_child (item);
  GtkWidget *label = gtk_tree_expander_get_child (GTK_TREE_EXPANDER (expander));
  RcLineageNode *node = get_node (item);
  g_autofree char *title = rc_lineage_node_dup_title (node);
  g_autofree char *shown = rc_exhibit_shorten_hex (title);
  g_autofree char *whole = dup_whole (node);
  RcLineageNodeKind kind = rc_lineage_node_get_kind (node);

  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (expander), gtk_list_item_get_item (item));
  gtk_label_set_text (GTK_LABEL (label), shown);
  gtk_widget_set_tooltip_text (label, title);
  if (kind == RC_LINEAGE_GROUP || kind == RC_LINEAGE_NOTICED)
    gtk_widget_add_css_class (label, "heading");
  else
    gtk_widget_remove_css_class (label, "heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
}

static void
unbind_title (GtkListItemFactory *factory,
              GtkListItem        *item)
{
  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (gtk_list_item_get_child (item)), NULL);
}

static void
set_up_value (GtkListItemFactory *factory,
              GtkListItem        *item)
{
  gtk_list_item_set_child (item, make_label ());
}

static void
bind_value (GtkListItemFactory *factory,
            GtkListItem        *item)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  g_autofree char *value = rc_lineage_node_dup_value (get_node (item));
  g_autofree char *shown = value != NULL ? rc_exhibit_shorten_hex (value) : NULL;

  gtk_label_set_text (GTK_LABEL (label), shown != NULL ? shown : "");
  gtk_widget_set_tooltip_text (label, value);
}

static void
set_up_state (GtkListItemFactory *factory,
              GtkListItem        *item)
{
  GtkWidget *mark = rc_state_mark_new (RC_SHAPE_NOTE, "");

  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_list_item_set_child (item, mark);
}

static void
bind_state (GtkListItemFactory *factory,
            GtkListItem        *item)
{
  RcShape shape = RC_SHAPE_NOTE;
  g_autofree char *state = rc_lineage_node_dup_state (get_node (item), &shape);

  if (state != NULL)
    rc_state_mark_set (RC_STATE_MARK (gtk_list_item_get_child (item)), shape, state);
  else
    rc_state_mark_clear (RC_STATE_MARK (gtk_list_item_get_child (item)));
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item), state);
}

static void
add_column (GtkWidget  *tree,
            const char *title,
            GCallback   set_up,
            GCallback   bind,
            GCallback   unbind)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  g_signal_connect (factory, "setup", set_up, NULL);
  g_signal_connect (factory, "bind", bind, NULL);
  if (unbind != NULL)
    g_signal_connect (factory, "unbind", unbind, NULL);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (GTK_COLUMN_VIEW (tree), column);
}

/* Rows are measured with the widths that columns were given, not with those that they grow to: so they are given what there is. */
static gboolean
share_width (gpointer data)
{
  GtkWidget *tree = data;
  int width = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (tree), WIDTH_KEY));
  int state = MAX (width * 28 / 100, rc_parts_scale_width (LEAST_STATE));
  int question = MAX ((width - state) * 58 / 100, rc_parts_scale_width (LEAST_QUESTION));
  const int widths[N_COLUMNS] = { question, MAX (width - state - question, rc_parts_scale_width (LEAST_ANSWER)), state };
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (tree));

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (column != NULL)
        gtk_column_view_column_set_fixed_width (column, widths[i]);
    }
  return G_SOURCE_REMOVE;
}

void
rc_lineage_tree_set_width (GtkWidget *tree,
                           int        width)
{
  g_object_set_data (G_OBJECT (tree), WIDTH_KEY, GINT_TO_POINTER (width));
  /* It is told while widths are being given out. */
  g_idle_add_full (GDK_PRIORITY_REDRAW - 20, share_width, g_object_ref (tree), g_object_unref);
}

/* --- The tree --- */

static GListModel *
list_children (gpointer item,
               gpointer user_data)
{
  return rc_lineage_node_list_children (item);
}

static GtkSingleSelection *
get_selection (GtkWidget *tree)
{
  return GTK_SINGLE_SELECTION (gtk_column_view_get_model (GTK_COLUMN_VIEW (tree)));
}

static GtkTreeListRow *
get_row (GtkWidget *tree,
         guint      position)
{
  return g_list_model_get_item (G_LIST_MODEL (get_selection (tree)), position);
}

static guint
count_rows (GtkWidget *tree)
{
  return get_selection (tree) != NULL ? g_list_model_get_n_items (G_LIST_MODEL (get_selection (tree))) : 0;
}

RcLineageNode *
rc_lineage_tree_peek_selected (GtkWidget *tree)
{
  GtkTreeListRow *row = get_selection (tree) != NULL ? gtk_single_selection_get_selected_item (get_selection (tree)) : NULL;
  g_autoptr (RcLineageNode) node = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  return node;
}

/* Whether @node stands under @above. */
static gboolean
is_above (RcLineageNode *above,
          RcLineageNode *node)
{
  g_autoptr (GListModel) children = rc_lineage_node_list_children (above);

  for (guint i = 0; children != NULL && i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (RcLineageNode) child = g_list_model_get_item (children, i);

      if (rc_lineage_node_is_same (child, node) || is_above (child, node))
        return TRUE;
    }
  return FALSE;
}

static void
bring_into_view (GtkWidget *tree,
                 guint      position)
{
  GtkWidget *list = gtk_widget_get_last_child (tree);

  if (list != NULL)
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
}

void
rc_lineage_tree_select (GtkWidget     *tree,
                        RcLineageNode *node)
{
  RcLineageNode *selected = rc_lineage_tree_peek_selected (tree);

  if (selected != NULL && rc_lineage_node_is_same (selected, node))
    return;

  for (guint i = 0; i < count_rows (tree); i++)
    {
      g_autoptr (GtkTreeListRow) row = get_row (tree, i);
      g_autoptr (RcLineageNode) here = gtk_tree_list_row_get_item (row);

      if (rc_lineage_node_is_same (here, node))
        {
          gtk_single_selection_set_selected (get_selection (tree), i);
          bring_into_view (tree, i);
          return;
        }
      if (is_above (here, node))
        gtk_tree_list_row_set_expanded (row, TRUE);
    }
}

void
rc_lineage_tree_select_slot (GtkWidget *tree,
                             guint      slot)
{
  for (guint i = 0; i < count_rows (tree); i++)
    {
      g_autoptr (GtkTreeListRow) row = get_row (tree, i);
      g_autoptr (RcLineageNode) node = gtk_tree_list_row_get_item (row);
      const RcLineageSlot *wanted = g_ptr_array_index (rc_lineage_node_peek_stock (node)->lineage->slots, slot);

      if (rc_lineage_node_get_kind (node) == RC_LINEAGE_GROUP)
        gtk_tree_list_row_set_expanded (row, TRUE);
      if (rc_lineage_node_get_kind (node) != RC_LINEAGE_QUESTION || rc_lineage_node_peek_slot (node) != wanted)
        continue;
      gtk_single_selection_set_selected (get_selection (tree), i);
      bring_into_view (tree, i);
      return;
    }
}

static void
tell_listener (GtkWidget *tree)
{
  Listener *listener = g_object_get_data (G_OBJECT (tree), LISTENER_KEY);

  if (listener != NULL && listener->changed != NULL)
    ((void (*) (gpointer)) listener->changed) (listener->user_data);
}

void
rc_lineage_tree_on_selected (GtkWidget *tree,
                             GCallback  changed,
                             gpointer   user_data)
{
  Listener *listener = g_new0 (Listener, 1);

  *listener = (Listener) { changed, user_data };
  g_object_set_data_full (G_OBJECT (tree), LISTENER_KEY, listener, g_free);
}

/* The questions are seen at once, their answers beside them. */
static void
unfold_groups (GtkWidget *tree)
{
  for (guint i = 0; i < count_rows (tree); i++)
    {
      g_autoptr (GtkTreeListRow) row = get_row (tree, i);

      if (gtk_tree_list_row_get_depth (row) == 0)
        gtk_tree_list_row_set_expanded (row, TRUE);
    }
}

static GPtrArray *
list_unfolded (GtkWidget *tree)
{
  GPtrArray *nodes = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < count_rows (tree); i++)
    {
      g_autoptr (GtkTreeListRow) row = get_row (tree, i);

      if (gtk_tree_list_row_get_expanded (row))
        g_ptr_array_add (nodes, gtk_tree_list_row_get_item (row));
    }
  return nodes;
}

static gboolean
is_among (GPtrArray     *nodes,
          RcLineageNode *node)
{
  for (guint i = 0; i < nodes->len; i++)
    if (rc_lineage_node_is_same (nodes->pdata[i], node))
      return TRUE;

  return FALSE;
}

static void
unfold_again (GtkWidget *tree,
              GPtrArray *unfolded)
{
  for (guint i = 0; i < count_rows (tree); i++)
    {
      g_autoptr (GtkTreeListRow) row = get_row (tree, i);
      g_autoptr (RcLineageNode) node = gtk_tree_list_row_get_item (row);

      if (is_among (unfolded, node))
        gtk_tree_list_row_set_expanded (row, TRUE);
    }
}

static void
set_model (GtkWidget      *tree,
           RcLineageStock *stock)
{
  GtkTreeListModel *rows = gtk_tree_list_model_new (rc_lineage_node_list_groups (stock), FALSE, FALSE, list_children, NULL, NULL);
  g_autoptr (GtkSingleSelection) selection = gtk_single_selection_new (G_LIST_MODEL (rows));

  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_selected (selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (selection, "notify::selected-item", G_CALLBACK (tell_listener), tree, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (GTK_COLUMN_VIEW (tree), GTK_SELECTION_MODEL (selection));
}

static gboolean
is_same_event (GPtrArray      *unfolded,
               RcLineageStock *stock)
{
  return unfolded->len > 0 &&
         rc_lineage_node_peek_stock (unfolded->pdata[0])->lineage->event->id == stock->lineage->event->id;
}

void
rc_lineage_tree_set_lineage (GtkWidget      *tree,
                             RcLineageStock *stock)
{
  g_autoptr (GPtrArray) unfolded = list_unfolded (tree);
  RcLineageNode *selected = rc_lineage_tree_peek_selected (tree);
  g_autoptr (RcLineageNode) kept = selected != NULL ? g_object_ref (selected) : NULL;

  if (stock == NULL)
    {
      gtk_column_view_set_model (GTK_COLUMN_VIEW (tree), NULL);
      return;
    }
  set_model (tree, stock);
  if (!is_same_event (unfolded, stock))
    {
      unfold_groups (tree);
      tell_listener (tree);
      return;
    }
  unfold_again (tree, unfolded);
  if (kept != NULL)
    rc_lineage_tree_select (tree, kept);
  else
    tell_listener (tree);
}

GtkWidget *
rc_lineage_tree_new (void)
{
  GtkWidget *tree = gtk_column_view_new (NULL);

  gtk_widget_add_css_class (tree, "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (tree), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Lineage: Questions and Answers"), -1);
  add_column (tree, _("Question"), G_CALLBACK (set_up_title), G_CALLBACK (bind_title), G_CALLBACK (unbind_title));
  add_column (tree, _("Answer"), G_CALLBACK (set_up_value), G_CALLBACK (bind_value), NULL);
  add_column (tree, _("How We Know"), G_CALLBACK (set_up_state), G_CALLBACK (bind_state), NULL);
  share_width (tree);
  return tree;
}
