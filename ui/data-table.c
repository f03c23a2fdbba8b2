/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/data-table.h"

#include "ui/array-model.h"
#include "ui/parts.h"
#include "ui/state-mark.h"

typedef struct
{
  RcDataTableFlags  flags;
  RcDataTableText   text;
  RcDataTableState  state;
  gpointer      user_data;
} Column;

typedef struct
{
  GCallback changed;
  gpointer  user_data;
} Listener;

#define COLUMN_KEY "rc-column"
#define LISTENER_KEY "rc-listener"

/* The element, whether the row is one of a tree or of a list. */
static gpointer
peek_data (gpointer row)
{
  g_autoptr (GObject) item = GTK_IS_TREE_LIST_ROW (row) ? gtk_tree_list_row_get_item (row) : NULL;

  if (row == NULL)
    return NULL;
  return rc_array_item_peek (RC_ARRAY_ITEM (item != NULL ? item : row));
}

static PangoEllipsizeMode
choose_ellipsis (RcDataTableFlags flags)
{
  if (flags & RC_DATA_TABLE_NUMBER)
    return PANGO_ELLIPSIZE_NONE;
  return flags & RC_DATA_TABLE_PATH ? PANGO_ELLIPSIZE_START : PANGO_ELLIPSIZE_END;
}

static void
set_up (GtkListItemFactory *factory,
        GtkListItem        *list_item,
        const Column       *column)
{
  GtkWidget *child;

  if (column->state != NULL)
    child = rc_state_mark_new (RC_SHAPE_NOTE, "");
  else
    {
      child = gtk_label_new (NULL);
      gtk_label_set_xalign (GTK_LABEL (child), column->flags & RC_DATA_TABLE_NUMBER ? 1 : 0);
      gtk_label_set_ellipsize (GTK_LABEL (child), choose_ellipsis (column->flags));
      rc_parts_set_tabular (child);
    }
  if (column->flags & RC_DATA_TABLE_TREE)
    {
      GtkWidget *expander = gtk_tree_expander_new ();

      gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), child);
      child = expander;
    }
  gtk_list_item_set_child (list_item, child);
}

static GtkWidget *
get_cell (GtkListItem  *list_item,
          const Column *column)
{
  GtkWidget *child = gtk_list_item_get_child (list_item);

  return column->flags & RC_DATA_TABLE_TREE ? gtk_tree_expander_get_child (GTK_TREE_EXPANDER (child)) : child;
}

static void
bind (GtkListItemFactory *factory,
      GtkListItem        *list_item,
      const Column       *column)
{
  gpointer row = gtk_list_item_get_item (list_item);
  gpointer data = peek_data (row);
  GtkWidget *cell = get_cell (list_item, column);
  g_autofree char *text = NULL;

  if (column->flags & RC_DATA_TABLE_TREE)
    gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item)), row);
  if (column->state != NULL)
    {
      RcShape shape = RC_SHAPE_NOTE;

      text = column->state (data, &shape, column->user_data);
      rc_state_mark_set (RC_STATE_MARK (cell), shape, text);
    }
  else
    {
      text = column->text (data, column->user_data);
      gtk_label_set_text (GTK_LABEL (cell), text != NULL ? text : "");
    }
  /* A cut text can be read whole. */
  gtk_widget_set_tooltip_text (cell, text != NULL && *text != '\0' ? text : NULL);
}

static void
unbind (GtkListItemFactory *factory,
        GtkListItem        *list_item,
        const Column       *column)
{
  if (column->flags & RC_DATA_TABLE_TREE)
    gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item)), NULL);
}

static int
compare_items (gconstpointer a,
               gconstpointer b,
               gpointer      compare)
{
  return ((RcDataTableCompare) compare) (peek_data ((gpointer) a), peek_data ((gpointer) b));
}

static GtkColumnViewColumn *
add_column (GtkWidget          *table,
            const char         *title,
            Column             *column,
            RcDataTableCompare  compare)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = gtk_column_view_column_new (title, factory);

  g_object_set_data_full (G_OBJECT (view_column), COLUMN_KEY, column, g_free);
  g_signal_connect (factory, "setup", G_CALLBACK (set_up), column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind), column);
  gtk_column_view_column_set_expand (view_column, (column->flags & RC_DATA_TABLE_EXPAND) != 0);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  if (compare != NULL)
    {
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_items, (gpointer) compare, NULL));

      gtk_column_view_column_set_sorter (view_column, sorter);
    }
  gtk_column_view_append_column (GTK_COLUMN_VIEW (table), view_column);
  return view_column;
}

GtkColumnViewColumn *
rc_data_table_add_text (GtkWidget          *table,
                        const char         *title,
                        RcDataTableFlags    flags,
                        RcDataTableText     text,
                        gpointer            user_data,
                        RcDataTableCompare  compare)
{
  Column *column = g_new0 (Column, 1);

  *column = (Column) { .flags = flags, .text = text, .user_data = user_data };
  return add_column (table, title, column, compare);
}

GtkColumnViewColumn *
rc_data_table_add_state (GtkWidget          *table,
                         const char         *title,
                         RcDataTableFlags    flags,
                         RcDataTableState    state,
                         gpointer            user_data,
                         RcDataTableCompare  compare)
{
  Column *column = g_new0 (Column, 1);

  *column = (Column) { .flags = flags, .state = state, .user_data = user_data };
  return add_column (table, title, column, compare);
}

GtkWidget *
rc_data_table_new (const char  *label,
                   GtkWidget  **out_scroller)
{
  GtkWidget *table = gtk_column_view_new (NULL);

  gtk_widget_add_css_class (table, "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (table), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  *out_scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (*out_scroller), table);
  gtk_widget_set_vexpand (*out_scroller, TRUE);
  gtk_widget_set_hexpand (*out_scroller, TRUE);
  return table;
}

static void
tell_listener (GtkWidget *table)
{
  Listener *listener = g_object_get_data (G_OBJECT (table), LISTENER_KEY);

  if (listener != NULL)
    ((void (*) (gpointer)) listener->changed) (listener->user_data);
}

void
rc_data_table_on_selected (GtkWidget *table,
                           GCallback  changed,
                           gpointer   user_data)
{
  Listener *listener = g_new0 (Listener, 1);

  *listener = (Listener) { changed, user_data };
  g_object_set_data_full (G_OBJECT (table), LISTENER_KEY, listener, g_free);
}

void
rc_data_table_set_model (GtkWidget  *table,
                         GListModel *model)
{
  GtkSelectionModel *before = gtk_column_view_get_model (GTK_COLUMN_VIEW (table));
  guint kept = before != NULL ? gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (before)) : 0;
  GtkSorter *sorter = gtk_column_view_get_sorter (GTK_COLUMN_VIEW (table));
  GListModel *sorted;
  g_autoptr (GtkSingleSelection) selection = NULL;

  if (GTK_IS_TREE_LIST_MODEL (model))
    sorted = model;
  else
    sorted = G_LIST_MODEL (gtk_sort_list_model_new (model, g_object_ref (sorter)));
  selection = gtk_single_selection_new (sorted);
  if (kept < g_list_model_get_n_items (G_LIST_MODEL (selection)))
    gtk_single_selection_set_selected (selection, kept);
  g_signal_connect_object (selection, "notify::selected-item", G_CALLBACK (tell_listener), table, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (GTK_COLUMN_VIEW (table), GTK_SELECTION_MODEL (selection));
  tell_listener (table);
}

gpointer
rc_data_table_peek_selected (GtkWidget *table)
{
  GtkSelectionModel *model = gtk_column_view_get_model (GTK_COLUMN_VIEW (table));

  return model != NULL ? peek_data (gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (model))) : NULL;
}

void
rc_data_table_select (GtkWidget *table,
                      guint      position)
{
  GtkSelectionModel *model = gtk_column_view_get_model (GTK_COLUMN_VIEW (table));

  if (model != NULL)
    gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (model), position);
}

void
rc_data_table_select_data (GtkWidget     *table,
                           gconstpointer  data)
{
  GListModel *model = G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)));

  for (guint i = 0; model != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) row = g_list_model_get_item (model, i);

      if (peek_data (row) == data)
        {
          rc_data_table_select (table, i);
          return;
        }
    }
}
