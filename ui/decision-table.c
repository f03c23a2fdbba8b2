/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/decision-table.h"

#include <string.h>

#include "core/display-text.h"
#include "core/timestamp.h"
#include "core/words.h"
#include "ui/parts.h"
#include "ui/state-mark.h"

/* A cell is one line; what a record holds beyond this is read in the lineage. */
#define MAX_CELL_BYTES 200u

/* The list item of a cell, and the handler that waits for the row of it. */
#define ITEM_KEY "rc-list-item"
#define WAIT_KEY "rc-wait"

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
  { N_("Decision"), cell_name, tip_name, .width = 150 },
  { N_("Time (UTC)"), cell_time, tip_time, .width = 155 },
  { N_("Machine's Answer"), cell_answer, NULL, .width = 150 },
  { N_("Score"), cell_score, NULL, .width = 65, .is_number = TRUE },
  { N_("Protection"), cell_protection, NULL, .width = 215, .is_state = TRUE, .expands = TRUE },
  { N_("Model"), cell_model, NULL, .width = 150 },
  { N_("System"), cell_system, NULL, .width = 120 },
  { N_("Person"), cell_subject, tip_subject, .width = 95 },
};

/* --- Cells --- */

static void
fill_state (GtkWidget         *cell,
            const RcEventLine *line)
{
  if (line == NULL)
    rc_state_mark_clear (RC_STATE_MARK (cell));
  else
    rc_state_mark_set (RC_STATE_MARK (cell), rc_shape_of_verdict (rc_protection_verdict (line->protection)),
                       rc_protection_words (line->protection));
}

static void
fill (GtkWidget    *cell,
      const Column *column,
      RcEventRow   *row)
{
  const RcEventLine *line = rc_event_row_peek_line (row);
  g_autofree char *text = NULL;

  if (column->is_state)
    {
      fill_state (cell, line);
      return;
    }
  if (line != NULL)
    text = column->text (line);
  else if (rc_event_row_is_loaded (row) && column == columns)
    text = g_strdup (_("No longer there"));
  gtk_label_set_text (GTK_LABEL (cell), text != NULL ? text : "");
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

static void
set_up (GtkListItemFactory *factory,
        GtkListItem        *item,
        const Column       *column)
{
  GtkWidget *cell = column->is_state ? rc_state_mark_new (RC_SHAPE_NOTE, "") : gtk_label_new (NULL);

  if (!column->is_state)
    {
      gtk_label_set_xalign (GTK_LABEL (cell), column->is_number ? 1 : 0);
      gtk_label_set_ellipsize (GTK_LABEL (cell), PANGO_ELLIPSIZE_END);
    }
  gtk_widget_set_has_tooltip (cell, TRUE);
  g_signal_connect (cell, "query-tooltip", G_CALLBACK (query_tooltip), (gpointer) column);
  g_object_set_data (G_OBJECT (cell), ITEM_KEY, item);
  gtk_list_item_set_child (item, cell);
}

static void
row_loaded (RcEventRow  *row,
            GParamSpec  *pspec,
            GtkListItem *item)
{
  GtkWidget *cell = gtk_list_item_get_child (item);

  fill (cell, g_object_get_data (G_OBJECT (item), WAIT_KEY), row);
}

static void
bind (GtkListItemFactory *factory,
      GtkListItem        *item,
      const Column       *column)
{
  RcEventRow *row = gtk_list_item_get_item (item);

  fill (gtk_list_item_get_child (item), column, row);
  if (rc_event_row_is_loaded (row))
    return;
  g_object_set_data (G_OBJECT (item), WAIT_KEY, (gpointer) column);
  g_signal_connect (row, "notify::loaded", G_CALLBACK (row_loaded), item);
}

static void
unbind (GtkListItemFactory *factory,
        GtkListItem        *item,
        const Column       *column)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), row_loaded, item);
}

static void
tear_down (GtkListItemFactory *factory,
           GtkListItem        *item,
           const Column       *column)
{
  GtkWidget *cell = gtk_list_item_get_child (item);

  if (cell != NULL)
    g_object_set_data (G_OBJECT (cell), ITEM_KEY, NULL);
}

static void
add_column (GtkWidget    *table,
            const Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = gtk_column_view_column_new (_(column->title), factory);

  g_signal_connect (factory, "setup", G_CALLBACK (set_up), (gpointer) column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), (gpointer) column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind), (gpointer) column);
  g_signal_connect (factory, "teardown", G_CALLBACK (tear_down), (gpointer) column);
  /* Fixed, or the columns would dance with each row that scrolls by. */
  gtk_column_view_column_set_fixed_width (view_column, column->width);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_column_set_expand (view_column, column->expands);
  gtk_column_view_append_column (GTK_COLUMN_VIEW (table), view_column);
}

GtkWidget *
rc_decision_table_new (void)
{
  GtkWidget *table = gtk_column_view_new (NULL);

  gtk_widget_add_css_class (table, "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (table), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Decisions"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    add_column (table, &columns[i]);
  return table;
}

/* --- Rows --- */

static GtkSingleSelection *
get_selection (GtkWidget *table)
{
  return GTK_SINGLE_SELECTION (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)));
}

void
rc_decision_table_set_model (GtkWidget  *table,
                             GListModel *model)
{
  GtkSingleSelection *selection = NULL;

  if (model != NULL)
    {
      selection = gtk_single_selection_new (g_object_ref (model));
      gtk_single_selection_set_autoselect (selection, FALSE);
      gtk_single_selection_set_can_unselect (selection, TRUE);
    }
  gtk_column_view_set_model (GTK_COLUMN_VIEW (table), GTK_SELECTION_MODEL (selection));
  g_clear_object (&selection);
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
