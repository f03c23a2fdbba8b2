/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/decision-table.h"

#include <string.h>

#include "core/display-text.h"
#include "core/timestamp.h"
#include "core/words.h"
#include "ui/parts.h"
#include "ui/text-cell.h"

/* A cell is one line; what a record holds beyond this is read in the lineage. */
#define MAX_CELL_BYTES 200u

/* The list item of a cell, and the cells of a table that are still to be filled. */
#define ITEM_KEY "rc-list-item"
#define WAITING_KEY "rc-waiting"

/* GTK keeps some two hundred rows ready around those that are seen: they are filled a few with each frame. */
#define CELLS_A_FRAME 96u

/* So many rows are made at first, and so many more with each frame, until GTK has all that it keeps ready. */
#define ROWS_A_FRAME 16u
#define ROWS_READY 256u
#define FIRST_ROWS 48u

typedef char *(*CellText) (const RcEventLine *line);

typedef struct
{
  const char *title;
  CellText    text;
  CellText    tooltip;      /* (nullable): the text itself */
  int         width;
  gboolean    is_state;
  gboolean    is_number;
  gboolean    expands;
} Column;

/* --- What the cells say --- */

static char *
show (const char *tainted)
{
  return tainted != NULL ? rc_display_text (tainted, -1, MAX_CELL_BYTES) : NULL;
}

static char *
cell_name (const RcEventLine *line)
{
  return show (line->name);
}

static char *
tip_name (const RcEventLine *line)
{
  g_autofree char *name = show (line->name);
  g_autofree char *id = show (line->event_id);

  if (line->trouble != NULL)
    return g_strdup_printf (_("The record of this decision could not be read: %s"), line->trouble);
  return id != NULL ? g_strdup_printf (_("%1$s, record %2$s, in its log called %3$s"), name, line->reference, id)
                    : g_strdup_printf (_("%1$s, record %2$s"), name, line->reference);
}

/* To the second: what is smaller stands in the tooltip. */
static char *
cell_time (const RcEventLine *line)
{
  g_autofree char *text = rc_time_format_utc (line->time_us);

  if (text == NULL)
    return g_strdup (_("No time"));
  text[strlen ("2026-06-01T10:00:00")] = '\0';
  text[strlen ("2026-06-01")] = ' ';
  return g_steal_pointer (&text);
}

static char *
tip_time (const RcEventLine *line)
{
  g_autofree char *utc = rc_time_format_utc (line->time_us);
  g_autofree char *local = rc_time_format_local (line->time_us, NULL);

  if (utc == NULL || local == NULL)
    return g_strdup (_("The record tells no time"));
  return g_strdup_printf (_("%1$s (UTC)\n%2$s (clock of this computer)"), utc, local);
}

static char *
cell_system (const RcEventLine *line)
{
  return show (line->system);
}

static char *
cell_model (const RcEventLine *line)
{
  return show (line->model);
}

static char *
cell_subject (const RcEventLine *line)
{
  return g_strdup (line->subject);
}

static char *
tip_subject (const RcEventLine *line)
{
  return line->subject != NULL ? g_strdup (_("Masked. The same person has the same sign in every line of this case.")) : NULL;
}

static char *
cell_answer (const RcEventLine *line)
{
  return show (line->answer);
}

static char *
cell_score (const RcEventLine *line)
{
  return show (line->score);
}

static char *
cell_protection (const RcEventLine *line)
{
  return g_strdup (rc_protection_words (line->protection));
}

static const Column columns[] = {
  { N_("Decision"), cell_name, tip_name, .width = 130 },
  { N_("Time (UTC)"), cell_time, tip_time, .width = 150 },
  { N_("Machine's Answer"), cell_answer, NULL, .width = 150 },
  { N_("Score"), cell_score, NULL, .width = 65, .is_number = TRUE },
  { N_("Protection"), cell_protection, NULL, .width = 205, .is_state = TRUE, .expands = TRUE },
  { N_("Model"), cell_model, NULL, .width = 120 },
  { N_("System"), cell_system, NULL, .width = 120 },
  { N_("Person"), cell_subject, tip_subject, .width = 125 },
};

/* --- Cells --- */

static void
fill (GtkListItem  *item,
      const Column *column)
{
  RcTextCell *cell = RC_TEXT_CELL (gtk_list_item_get_child (item));
  RcEventRow *row = gtk_list_item_get_item (item);
  const RcEventLine *line = rc_event_row_peek_line (row);
  g_autofree char *text = NULL;

  if (!rc_event_row_is_loaded (row))
    return;
  if (line != NULL)
    text = column->text (line);
  else if (column == columns)
    text = g_strdup (_("No longer there"));
  if (column->is_state && line != NULL)
    rc_text_cell_set_state (cell, rc_shape_of_verdict (rc_protection_verdict (line->protection)), text);
  else
    rc_text_cell_set (cell, text);
}

/* --- Cells that wait to be filled --- */

typedef struct
{
  GtkWidget  *table;
  GHashTable *cells;      /* GtkListItem → Column */
  guint       tick;
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *self = data;

  g_hash_table_unref (self->cells);
  g_free (self);
}

/* By the place of the scroll bar, since all rows are of one height. */
static gboolean
is_seen (Waiting     *self,
         GtkListItem *item)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->table));
  GtkSelectionModel *model = gtk_column_view_get_model (GTK_COLUMN_VIEW (self->table));
  guint n_rows = model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
  double height = n_rows > 0 ? gtk_adjustment_get_upper (adjustment) / n_rows : 0;
  double top = gtk_list_item_get_position (item) * height;

  if (height < 1)      /* nothing has its place yet */
    return gtk_list_item_get_position (item) < FIRST_ROWS;
  return top + 2 * height >= gtk_adjustment_get_value (adjustment) &&
         top - 2 * height <= gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment);
}

static void
fill_seen (Waiting *self)
{
  GHashTableIter iter;
  gpointer item, column;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &item, &column))
    {
      if (!is_seen (self, item))
        continue;
      fill (item, column);
      g_hash_table_iter_remove (&iter);
    }
}

static gboolean
fill_others (GtkWidget     *table,
             GdkFrameClock *clock,
             gpointer       data)
{
  Waiting *self = data;
  GHashTableIter iter;
  gpointer item, column;

  fill_seen (self);
  g_hash_table_iter_init (&iter, self->cells);
  for (guint i = 0; i < CELLS_A_FRAME && g_hash_table_iter_next (&iter, &item, &column); i++)
    {
      fill (item, column);
      g_hash_table_iter_remove (&iter);
    }
  if (g_hash_table_size (self->cells) > 0)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
fill_later (Waiting      *self,
            GtkListItem  *item,
            const Column *column)
{
  g_hash_table_insert (self->cells, item, (gpointer) column);
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (self->table, fill_others, self, NULL);
}

static void
fill_when_seen (Waiting      *self,
                GtkListItem  *item,
                const Column *column)
{
  if (is_seen (self, item))
    fill (item, column);
  else
    fill_later (self, item, column);
}

static gboolean
query_tooltip (GtkWidget    *cell,
               int           x,
               int           y,
               gboolean      keyboard,
               GtkTooltip   *tooltip,
               const Column *column)
{
  GtkListItem *item = g_object_get_data (G_OBJECT (cell), ITEM_KEY);
  RcEventRow *row = item != NULL ? gtk_list_item_get_item (item) : NULL;
  const RcEventLine *line = row != NULL ? rc_event_row_peek_line (row) : NULL;
  g_autofree char *text = line == NULL ? NULL : column->tooltip != NULL ? column->tooltip (line) : column->text (line);

  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

typedef struct
{
  const Column *column;
  Waiting      *waiting;      /* the table's */
} Maker;

static void
set_up (GtkListItemFactory *factory,
        GtkListItem        *item,
        const Maker        *maker)
{
  GtkWidget *cell = rc_text_cell_new (maker->column->is_number ? 1 : 0);

  gtk_widget_set_has_tooltip (cell, TRUE);
  g_signal_connect (cell, "query-tooltip", G_CALLBACK (query_tooltip), (gpointer) maker->column);
  g_object_set_data (G_OBJECT (cell), ITEM_KEY, item);
  gtk_list_item_set_child (item, cell);
}

static void
row_loaded (RcEventRow  *row,
            GParamSpec  *pspec,
            GtkListItem *item)
{
  const Maker *maker = g_object_get_data (G_OBJECT (item), WAITING_KEY);

  /* What it said stays until it says something else. */
  if (!rc_event_row_is_loaded (row))
    return;
  fill_when_seen (maker->waiting, item, maker->column);
}

static void
bind (GtkListItemFactory *factory,
      GtkListItem        *item,
      const Maker        *maker)
{
  RcEventRow *row = gtk_list_item_get_item (item);

  if (rc_event_row_is_loaded (row))
    fill_when_seen (maker->waiting, item, maker->column);
  g_object_set_data (G_OBJECT (item), WAITING_KEY, (gpointer) maker);
  g_signal_connect (row, "notify::loaded", G_CALLBACK (row_loaded), item);
}

static void
unbind (GtkListItemFactory *factory,
        GtkListItem        *item,
        const Maker        *maker)
{
  g_hash_table_remove (maker->waiting->cells, item);
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), row_loaded, item);
  rc_text_cell_set (RC_TEXT_CELL (gtk_list_item_get_child (item)), NULL);
}

static void
tear_down (GtkListItemFactory *factory,
           GtkListItem        *item,
           const Maker        *maker)
{
  GtkWidget *cell = gtk_list_item_get_child (item);

  g_hash_table_remove (maker->waiting->cells, item);
  if (cell != NULL)
    g_object_set_data (G_OBJECT (cell), ITEM_KEY, NULL);
}

static void
add_column (GtkWidget    *table,
            Waiting      *waiting,
            const Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = gtk_column_view_column_new (_(column->title), factory);
  Maker *maker = g_new0 (Maker, 1);

  *maker = (Maker) { column, waiting };
  g_object_set_data_full (G_OBJECT (factory), WAITING_KEY, maker, g_free);
  g_signal_connect (factory, "setup", G_CALLBACK (set_up), maker);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), maker);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind), maker);
  g_signal_connect (factory, "teardown", G_CALLBACK (tear_down), maker);
  /* Fixed, or the columns would dance with each row that scrolls by. */
  rc_parts_set_column_width (view_column, column->width);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_column_set_expand (view_column, column->expands);
  gtk_column_view_append_column (GTK_COLUMN_VIEW (table), view_column);
}

GtkWidget *
rc_decision_table_new (void)
{
  GtkWidget *table = gtk_column_view_new (NULL);
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->table = table;
  waiting->cells = g_hash_table_new (NULL, NULL);
  g_object_set_data_full (G_OBJECT (table), WAITING_KEY, waiting, waiting_free);
  gtk_widget_add_css_class (table, "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (table), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Decisions"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    add_column (table, waiting, &columns[i]);
  return table;
}

/* --- Rows --- */

static GtkSingleSelection *
get_selection (GtkWidget *table)
{
  return GTK_SINGLE_SELECTION (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)));
}

static gboolean
show_more (GtkWidget     *table,
           GdkFrameClock *clock,
           gpointer       data)
{
  GtkSliceListModel *rows = data;
  guint size = gtk_slice_list_model_get_size (rows) + ROWS_A_FRAME;

  gtk_slice_list_model_set_size (rows, size < ROWS_READY ? size : G_MAXUINT);
  return size < ROWS_READY ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* The first rows are made a few with each frame, whenever they come. */
static void
rows_changed (GtkSliceListModel *rows,
              guint              position,
              guint              removed,
              guint              added,
              GtkWidget         *table)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (rows));

  if (n_rows == 0)
    gtk_slice_list_model_set_size (rows, ROWS_A_FRAME);
  else if (n_rows == added && gtk_slice_list_model_get_size (rows) == ROWS_A_FRAME)
    gtk_widget_add_tick_callback (table, show_more, g_object_ref (rows), g_object_unref);
}

void
rc_decision_table_set_model (GtkWidget  *table,
                             GListModel *model)
{
  GtkSliceListModel *rows = gtk_slice_list_model_new (NULL, 0, ROWS_A_FRAME);
  g_autoptr (GtkSingleSelection) selection = gtk_single_selection_new (G_LIST_MODEL (rows));

  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_column_view_set_model (GTK_COLUMN_VIEW (table), GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (rows, "items-changed", G_CALLBACK (rows_changed), table, 0);
  gtk_slice_list_model_set_model (rows, model);
}

/* The part of a GtkColumnView that has the rows; the others are its header and menus. */
static GtkWidget *
find_list (GtkWidget *table)
{
  GtkWidget *child = gtk_widget_get_first_child (table);

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

void
rc_decision_table_rewind (GtkWidget *table)
{
  GtkSingleSelection *selection = get_selection (table);
  GtkWidget *list = find_list (table);

  gtk_single_selection_set_selected (selection, GTK_INVALID_LIST_POSITION);
  if (list != NULL && g_list_model_get_n_items (G_LIST_MODEL (selection)) > 0)
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", 0);
}

RcEventRow *
rc_decision_table_peek_selected (GtkWidget *table)
{
  GtkSingleSelection *selection = get_selection (table);
  RcEventRow *row = selection != NULL ? gtk_single_selection_get_selected_item (selection) : NULL;

  return row != NULL && rc_event_row_peek_line (row) != NULL ? row : NULL;
}

void
rc_decision_table_select (GtkWidget *table,
                          guint      position)
{
  if (get_selection (table) != NULL)
    gtk_single_selection_set_selected (get_selection (table), position);
}

static GtkListItem *
pick_item (GtkWidget *table,
           double     x,
           double     y)
{
  GtkWidget *widget = gtk_widget_pick (table, x, y, GTK_PICK_DEFAULT);

  for (; widget != NULL && widget != table; widget = gtk_widget_get_parent (widget))
    {
      /* Beside the text of a cell the cell itself is met, whose child has the item. */
      GtkWidget *child = gtk_widget_get_first_child (widget);
      GtkListItem *item = g_object_get_data (G_OBJECT (widget), ITEM_KEY);

      if (item == NULL && child != NULL)
        item = g_object_get_data (G_OBJECT (child), ITEM_KEY);
      if (item != NULL)
        return item;
    }
  return NULL;
}

void
rc_decision_table_pop_up (GtkWidget  *table,
                          GtkPopover *popover,
                          double      x,
                          double      y)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (table));
  graphene_rect_t bounds;

  if (x >= 0)
    {
      GtkListItem *item = pick_item (table, x, y);

      if (item == NULL)
        return;
      rc_decision_table_select (table, gtk_list_item_get_position (item));
    }
  else if (focus != NULL && gtk_widget_is_ancestor (focus, table) && gtk_widget_compute_bounds (focus, table, &bounds))
    {
      x = bounds.origin.x + MIN (bounds.size.width / 2, 80);
      y = bounds.origin.y + bounds.size.height / 2;
    }
  if (rc_decision_table_peek_selected (table) == NULL)
    return;

  gtk_popover_set_pointing_to (popover, &(GdkRectangle) { (int) MAX (x, 0), (int) MAX (y, 0), 1, 1 });
  gtk_popover_popup (popover);
}
