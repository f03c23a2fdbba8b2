/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/timeline-view.h"

#include "core/date-words.h"
#include "core/words.h"
#include "ui/parts.h"
#include "ui/state-mark.h"
#include "ui/timeline-drawing.h"

#define TABLE_ROWS 16u     /* the bins are put together to so many stretches of equal length */

struct _RcTimelineView
{
  GtkWidget   parent_instance;
  GtkWidget  *box;
  GtkWidget  *drawing;
  GtkWidget  *legend;
  GtkWidget  *selected;
  GtkWidget  *expander;
  GtkWidget  *table;
  RcTimeline *timeline;      /* (nullable) */
};

G_DEFINE_FINAL_TYPE (RcTimelineView, rc_timeline_view, GTK_TYPE_WIDGET)

static char *
day_of (gint64 time_us)
{
  char *day = rc_date_words_day (time_us, "UTC");

  return day != NULL ? day : g_strdup (_("a time that no calendar has"));
}

static void
show_selected (RcTimelineView *self)
{
  int index = rc_timeline_drawing_get_selected (RC_TIMELINE_DRAWING (self->drawing));
  const RcTimelineMark *mark;
  g_autofree char *moment = NULL;
  g_autofree char *text = NULL;

  if (self->timeline == NULL || index < 0)
    {
      gtk_label_set_text (GTK_LABEL (self->selected), _("Select a mark with the arrow keys or the pointer to read what it is."));
      return;
    }

  mark = g_ptr_array_index (self->timeline->marks, index);
  moment = rc_date_words_moment (mark->time_us, "UTC");
  /* Translators: a moment, and what happened then. */
  text = g_strdup_printf (_("%1$s: %2$s"), moment != NULL ? moment : "", mark->words);
  gtk_label_set_text (GTK_LABEL (self->selected), text);
}

/* --- Legend --- */

static void
sum_up (const RcTimeline *timeline,
        guint             first,
        guint             last,
        guint64           totals[RC_N_PROTECTIONS])
{
  for (guint i = first; i < last; i++)
    {
      for (guint each = 0; each < RC_N_PROTECTIONS; each++)
        totals[each] += g_array_index (timeline->bins, RcTimelineBin, i).counts[each];
    }
}

static void
clear_flow (GtkWidget *flow)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (flow)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (flow), child);
}

static void
fill_legend (RcTimelineView *self)
{
  guint64 totals[RC_N_PROTECTIONS] = { 0 };

  clear_flow (self->legend);
  sum_up (self->timeline, 0, self->timeline->bins->len, totals);
  for (int each = 0; each < RC_N_PROTECTIONS; each++)
    {
      g_autofree char *count = rc_count_words (totals[each]);
      g_autofree char *words = NULL;
      GtkWidget *child = gtk_flow_box_child_new ();

      if (totals[each] == 0)
        {
          g_object_ref_sink (child);
          g_object_unref (child);
          continue;
        }
      /* Translators: a state, and how many decisions are in it. */
      words = g_strdup_printf (_("%1$s (%2$s)"), rc_protection_words ((RcProtection) each), count);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child),
                                    rc_state_mark_new (rc_shape_of_verdict (rc_protection_verdict ((RcProtection) each)), words));
      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_append (GTK_FLOW_BOX (self->legend), child);
    }
}

/* --- The same as a table --- */

static void
add_cell (GtkWidget  *grid,
          int         column,
          int         row,
          int         span,
          const char *text,
          const char *css_class,
          gboolean    is_number)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), is_number ? 1 : 0);
  rc_parts_set_tabular (label);
  gtk_label_set_wrap (GTK_LABEL (label), css_class != NULL);
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (label, css_class);
      gtk_widget_set_margin_top (label, row > 0 ? 12 : 0);
    }
  gtk_grid_attach (GTK_GRID (grid), label, column, row, span, 1);
}

static int
add_counts (RcTimelineView *self,
            GtkWidget      *grid,
            int             row)
{
  const RcTimeline *timeline = self->timeline;
  guint step = (timeline->bins->len + TABLE_ROWS - 1) / TABLE_ROWS;
  guint64 all[RC_N_PROTECTIONS] = { 0 };
  int column = 2;

  sum_up (timeline, 0, timeline->bins->len, all);
  add_cell (grid, 0, row, 1, _("From"), "rc-heading", FALSE);
  add_cell (grid, 1, row, 1, _("To"), "rc-heading", FALSE);
  for (int each = 0; each < RC_N_PROTECTIONS; each++)
    {
      if (all[each] > 0)
        add_cell (grid, column++, row, 1, rc_protection_words ((RcProtection) each), "rc-heading", TRUE);
    }

  for (guint first = 0; first < timeline->bins->len; first += step)
    {
      guint last = MIN (first + step, timeline->bins->len);
      g_autofree char *from = day_of (timeline->from_us + (gint64) first * timeline->bin_us);
      g_autofree char *to = day_of (timeline->from_us + (gint64) last * timeline->bin_us - 1);
      guint64 counts[RC_N_PROTECTIONS] = { 0 };

      row++;
      column = 2;
      sum_up (timeline, first, last, counts);
      add_cell (grid, 0, row, 1, from, NULL, FALSE);
      add_cell (grid, 1, row, 1, to, NULL, FALSE);
      for (int each = 0; each < RC_N_PROTECTIONS; each++)
        {
          g_autofree char *count = rc_count_words (counts[each]);

          if (all[each] > 0)
            add_cell (grid, column++, row, 1, count, NULL, TRUE);
        }
    }
  return row + 1;
}

static int
add_bands (RcTimelineView *self,
           GtkWidget      *grid,
           int             row)
{
  for (guint i = 0; i < self->timeline->bands->len; i++)
    {
      const RcTimelineBand *band = g_ptr_array_index (self->timeline->bands, i);
      g_autofree char *from = day_of (band->from_us);
      g_autofree char *to = band->to_us != RC_TIME_NONE ? day_of (band->to_us) : g_strdup (_("no end on record"));
      g_autofree char *words = band->is_deployment ? g_strdup_printf (_("%s was deployed"), band->version)
                                                   : g_strdup_printf (_("%s answered"), band->version);

      if (i == 0)
        add_cell (grid, 0, row++, 3, _("Versions at work"), "rc-heading", FALSE);
      add_cell (grid, 0, row, 1, from, NULL, FALSE);
      add_cell (grid, 1, row, 1, to, NULL, FALSE);
      add_cell (grid, 2, row++, 8, words, NULL, FALSE);
    }
  return row;
}

static void
add_marks (RcTimelineView *self,
           GtkWidget      *grid,
           int             row)
{
  for (guint i = 0; i < self->timeline->marks->len; i++)
    {
      const RcTimelineMark *mark = g_ptr_array_index (self->timeline->marks, i);
      g_autofree char *moment = rc_date_words_moment (mark->time_us, "UTC");

      if (i == 0)
        add_cell (grid, 0, row++, 3, _("What happened"), "rc-heading", FALSE);
      add_cell (grid, 0, row, 1, moment, NULL, FALSE);
      add_cell (grid, 1, row, 1, rc_timeline_mark_kind_words (mark->kind), NULL, FALSE);
      add_cell (grid, 2, row++, 8, mark->words, NULL, FALSE);
    }
}

static void
fill_table (RcTimelineView *self)
{
  GtkWidget *grid = gtk_grid_new ();
  int row;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 24);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  gtk_widget_set_margin_top (grid, 8);
  row = add_counts (self, grid, 0);
  row = add_bands (self, grid, row);
  add_marks (self, grid, row);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->table), grid);
}

/* Many widgets: made when they are looked at. */
static void
expanded (RcTimelineView *self)
{
  if (gtk_expander_get_expanded (GTK_EXPANDER (self->expander)) && self->timeline != NULL && self->timeline->bins->len > 0)
    fill_table (self);
}

static void
describe (RcTimelineView *self)
{
  g_autofree char *from = day_of (self->timeline->from_us);
  g_autofree char *to = day_of (self->timeline->to_us - 1);
  g_autofree char *inferences = rc_count_words (self->timeline->inferences);
  g_autofree char *marks = rc_count_words (self->timeline->marks->len);
  g_autofree char *text = NULL;

  text = g_strdup_printf (_("%1$s decisions from %2$s to %3$s, by the protection of their records, with %4$s marks. The table below "
                            "says the same."), inferences, from, to, marks);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drawing), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Timeline"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/**
 * rc_timeline_view_set_timeline:
 * @timeline: (nullable) (transfer full): what to show
 */
void
rc_timeline_view_set_timeline (RcTimelineView *self,
                               RcTimeline     *timeline)
{
  gboolean any = timeline != NULL && timeline->bins->len > 0;

  g_return_if_fail (RC_IS_TIMELINE_VIEW (self));

  rc_timeline_drawing_set_timeline (RC_TIMELINE_DRAWING (self->drawing), any ? timeline : NULL);
  g_clear_pointer (&self->timeline, rc_timeline_free);
  self->timeline = timeline;
  gtk_widget_set_visible (GTK_WIDGET (self), any);
  if (!any)
    return;

  describe (self);
  fill_legend (self);
  show_selected (self);
  expanded (self);
}

static void
rc_timeline_view_dispose (GObject *object)
{
  RcTimelineView *self = RC_TIMELINE_VIEW (object);

  if (self->box != NULL)
    rc_timeline_drawing_set_timeline (RC_TIMELINE_DRAWING (self->drawing), NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->timeline, rc_timeline_free);
  G_OBJECT_CLASS (rc_timeline_view_parent_class)->dispose (object);
}

static void
rc_timeline_view_class_init (RcTimelineViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rc_timeline_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rc_timeline_view_init (RcTimelineView *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->drawing = rc_timeline_drawing_new ();
  g_signal_connect_swapped (self->drawing, "notify::selected", G_CALLBACK (show_selected), self);
  gtk_box_append (GTK_BOX (self->box), self->drawing);

  self->selected = rc_parts_text ("", "rc-muted");
  gtk_box_append (GTK_BOX (self->box), self->selected);

  self->legend = gtk_flow_box_new ();
  /* Nothing in it takes keys; without this, they would not get past it. */
  gtk_widget_set_can_focus (self->legend, FALSE);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->legend), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->legend), 4);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->legend), 24);
  gtk_box_append (GTK_BOX (self->box), self->legend);

  self->table = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->table), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  self->expander = gtk_expander_new (_("The Same as a Table"));
  gtk_expander_set_child (GTK_EXPANDER (self->expander), self->table);
  g_signal_connect_swapped (self->expander, "notify::expanded", G_CALLBACK (expanded), self);
  gtk_box_append (GTK_BOX (self->box), self->expander);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
rc_timeline_view_new (void)
{
  return g_object_new (RC_TYPE_TIMELINE_VIEW, NULL);
}
