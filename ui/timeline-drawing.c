/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/timeline-drawing.h"

#include <math.h>
#include <string.h>

#include "core/date-words.h"
#include "core/words.h"
#include "reports/timeline/timeline-ink.h"
#include "ui/scheme.h"

#define GUTTER        150     /* names of the rows */
#define RIGHT_MARGIN  16
#define BAND_HEIGHT   20
#define MAX_LANES     4
#define BARS_HEIGHT   96
#define CHAIN_HEIGHT  18
#define MARKS_HEIGHT  20
#define AXIS_HEIGHT   24
#define GAP           8
#define REACH         9       /* pixels from a mark within which it is pointed at */

struct _RcTimelineDrawing
{
  GtkWidget         parent_instance;
  const RcTimeline *timeline;
  guint64           most;                             /* inferences in the fullest bin */
  guint             marks[RC_N_TIMELINE_MARKS];       /* how many of each kind */
  guint             n_lanes;
  guint8            lanes[RC_TIMELINE_MAX_BANDS];
  int               selected;
  double            unit;                             /* how much larger than usual the text is: all else grows with it */
};

G_DEFINE_FINAL_TYPE (RcTimelineDrawing, rc_timeline_drawing, GTK_TYPE_WIDGET)

enum
{
  PROP_SELECTED = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

/* What stands at the ground stands first: what holds carries, what failed is on top and seen. */
static const RcProtection order[] = {
  RC_PROTECTION_PASSED, RC_PROTECTION_NOBODY_VOUCHES, RC_PROTECTION_NONE, RC_PROTECTION_NOT_CHECKED, RC_PROTECTION_COULD_NOT,
  RC_PROTECTION_ABSENT, RC_PROTECTION_FAILED,
};

/* --- Places, in units --- */

static double
get_width (RcTimelineDrawing *self)
{
  return gtk_widget_get_width (GTK_WIDGET (self)) / self->unit;
}

static double
place (RcTimelineDrawing *self,
       gint64             time_us)
{
  double width = get_width (self) - GUTTER - RIGHT_MARGIN;
  double share = (double) (time_us - self->timeline->from_us) / (double) (self->timeline->to_us - self->timeline->from_us);

  return GUTTER + CLAMP (share, 0, 1) * MAX (width, 1);
}

static double
bars_top (RcTimelineDrawing *self)
{
  return self->n_lanes > 0 ? self->n_lanes * BAND_HEIGHT + GAP : 0;
}

static double
chain_top (RcTimelineDrawing *self)
{
  return bars_top (self) + BARS_HEIGHT + GAP / 2;
}

static double
marks_top (RcTimelineDrawing  *self,
           RcTimelineMarkKind  kind)
{
  double top = chain_top (self) + CHAIN_HEIGHT + GAP / 2;

  for (int each = 0; each < (int) kind; each++)
    top += self->marks[each] > 0 ? MARKS_HEIGHT : 0;
  return top;
}

/* --- Text --- */

static void
draw_text (RcTimelineDrawing *self,
           cairo_t           *cr,
           const char        *text,
           double             x,
           double             y,
           double             width,
           RcInk              ink)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();
  int height;

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.88));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_width (layout, (int) (width * self->unit * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_size (layout, NULL, &height);
  rc_scheme_set_ink (cr, ink);
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, 1 / self->unit, 1 / self->unit);
  cairo_move_to (cr, 0, -height / 2.0);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

static void
draw_row_name (RcTimelineDrawing *self,
               cairo_t           *cr,
               RcScheme           scheme,
               const char        *name,
               double             y)
{
  draw_text (self, cr, name, 0, y, GUTTER - 12, rc_scheme_ink (scheme, RC_INK_MUTED));
}

/* --- Rows --- */

static void
draw_bands (RcTimelineDrawing *self,
            cairo_t           *cr,
            RcScheme           scheme)
{
  if (self->n_lanes == 0)
    return;

  draw_row_name (self, cr, scheme, _("Versions at work"), BAND_HEIGHT / 2.0);
  for (guint i = 0; i < self->timeline->bands->len; i++)
    {
      const RcTimelineBand *band = g_ptr_array_index (self->timeline->bands, i);
      double left = place (self, band->from_us);
      double right = place (self, band->to_us == RC_TIME_NONE ? self->timeline->to_us : band->to_us);
      double top = self->lanes[i] * BAND_HEIGHT + 1;

      if (self->lanes[i] >= self->n_lanes)
        continue;
      right = MAX (right, left + 2);
      cairo_rectangle (cr, left + 0.5, top + 0.5, right - left - 1, BAND_HEIGHT - 3);
      rc_scheme_set_ink (cr, rc_scheme_ink (scheme, RC_INK_PANEL));
      cairo_fill_preserve (cr);
      rc_scheme_set_ink (cr, rc_scheme_ink (scheme, RC_INK_ACCENT));
      cairo_set_line_width (cr, 1);
      cairo_stroke (cr);
      if (right - left > 30)
        draw_text (self, cr, band->version, left + 6, top + BAND_HEIGHT / 2.0 - 1, right - left - 10,
                   rc_scheme_ink (scheme, RC_INK_TEXT));
    }
}

static void
draw_bar (RcTimelineDrawing   *self,
          cairo_t             *cr,
          RcScheme             scheme,
          guint                index,
          const RcTimelineBin *bin)
{
  double left = place (self, self->timeline->from_us + (gint64) index * self->timeline->bin_us);
  double right = place (self, self->timeline->from_us + (gint64) (index + 1) * self->timeline->bin_us);
  double width = right - left > 3 ? right - left - 1 : right - left;
  double bottom = bars_top (self) + BARS_HEIGHT;

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      double height = (double) bin->counts[order[i]] / (double) self->most * (BARS_HEIGHT - 14);

      if (bin->counts[order[i]] == 0)
        continue;
      /* One failed record among many thousands must be seen. */
      height = MAX (height, order[i] == RC_PROTECTION_FAILED ? 4 : 1);
      bottom -= height;
      rc_timeline_ink_stack (cr, scheme, order[i], left, bottom, width, height);
    }
}

static void
draw_bars (RcTimelineDrawing *self,
           cairo_t           *cr,
           RcScheme           scheme)
{
  g_autofree char *most = rc_count_words (self->most);
  g_autofree char *words = NULL;
  double bottom = bars_top (self) + BARS_HEIGHT;

  for (guint i = 0; i < self->timeline->bins->len; i++)
    draw_bar (self, cr, scheme, i, &g_array_index (self->timeline->bins, RcTimelineBin, i));

  rc_scheme_set_ink (cr, rc_scheme_ink (scheme, RC_INK_LINE));
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, GUTTER, floor (bottom) + 0.5);
  cairo_line_to (cr, get_width (self) - RIGHT_MARGIN, floor (bottom) + 0.5);
  cairo_stroke (cr);

  draw_row_name (self, cr, scheme, _("Decisions"), bars_top (self) + 22);
  /* Translators: the height of the highest bar, as a count. */
  words = g_strdup_printf (_("highest bar: %s"), most);
  draw_row_name (self, cr, scheme, words, bars_top (self) + 40);
}

/* Full: every decision of the bin is in a chain. Half: some. Nothing: none, or nobody checked. */
static void
draw_chain (RcTimelineDrawing *self,
            cairo_t           *cr,
            RcScheme           scheme)
{
  double middle = chain_top (self) + CHAIN_HEIGHT / 2.0;

  draw_row_name (self, cr, scheme, _("Held by a chain"), middle);
  rc_scheme_set_ink (cr, rc_scheme_ink (scheme, RC_INK_ACCENT));
  for (guint i = 0; i < self->timeline->bins->len; i++)
    {
      const RcTimelineBin *bin = &g_array_index (self->timeline->bins, RcTimelineBin, i);
      double left = place (self, self->timeline->from_us + (gint64) i * self->timeline->bin_us);
      double right = place (self, self->timeline->from_us + (gint64) (i + 1) * self->timeline->bin_us);
      guint64 total = 0;
      double height;

      for (guint each = 0; each < RC_N_PROTECTIONS; each++)
        total += bin->counts[each];
      if (bin->in_chain == 0)
        continue;
      height = bin->in_chain == total ? 6 : 2;
      cairo_rectangle (cr, left, middle - height / 2, right - left + 0.3, height);
      cairo_fill (cr);
    }
}

static void
draw_marks (RcTimelineDrawing *self,
            cairo_t           *cr,
            RcScheme           scheme)
{
  for (int kind = 0; kind < RC_N_TIMELINE_MARKS; kind++)
    {
      if (self->marks[kind] > 0)
        draw_row_name (self, cr, scheme, rc_timeline_mark_kind_words ((RcTimelineMarkKind) kind),
                       marks_top (self, (RcTimelineMarkKind) kind) + MARKS_HEIGHT / 2.0);
    }
  for (guint i = 0; i < self->timeline->marks->len; i++)
    {
      const RcTimelineMark *mark = g_ptr_array_index (self->timeline->marks, i);

      rc_timeline_ink_mark (cr, scheme, mark->kind, place (self, mark->time_us), marks_top (self, mark->kind) + MARKS_HEIGHT / 2.0);
    }
}

static void
draw_axis (RcTimelineDrawing *self,
           cairo_t           *cr,
           RcScheme           scheme)
{
  double top = marks_top (self, RC_N_TIMELINE_MARKS);
  double width = get_width (self) - GUTTER - RIGHT_MARGIN;
  int n_labels = CLAMP ((int) (width / 150), 1, 8);

  for (int i = 0; i <= n_labels; i++)
    {
      gint64 time_us = self->timeline->from_us + (self->timeline->to_us - self->timeline->from_us) / n_labels * i;
      g_autofree char *day = rc_date_words_day (time_us, "UTC");
      double x = floor (place (self, time_us)) + 0.5;

      rc_scheme_set_ink (cr, rc_scheme_ink (scheme, RC_INK_LINE));
      cairo_move_to (cr, x, top);
      cairo_line_to (cr, x, top + 5);
      cairo_set_line_width (cr, 1);
      cairo_stroke (cr);
      if (day != NULL && i < n_labels)
        draw_text (self, cr, day, x, top + 15, width / n_labels - 4, rc_scheme_ink (scheme, RC_INK_MUTED));
    }
}

static void
draw_selected (RcTimelineDrawing *self,
               cairo_t           *cr,
               RcScheme           scheme)
{
  const RcTimelineMark *mark;
  double x, y;

  if (self->selected < 0 || self->selected >= (int) self->timeline->marks->len)
    return;

  mark = g_ptr_array_index (self->timeline->marks, self->selected);
  x = place (self, mark->time_us);
  y = marks_top (self, mark->kind) + MARKS_HEIGHT / 2.0;
  rc_scheme_set_ink (cr, rc_scheme_ink (scheme, RC_INK_TEXT));
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, floor (x) + 0.5, 0);
  cairo_line_to (cr, floor (x) + 0.5, y - RC_TIMELINE_MARK_SIZE + 2);
  cairo_stroke (cr);
  cairo_set_line_width (cr, 2);
  cairo_arc (cr, x, y, RC_TIMELINE_MARK_SIZE * 0.85, 0, 2 * G_PI);
  cairo_stroke (cr);
}

static void
rc_timeline_drawing_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  RcTimelineDrawing *self = RC_TIMELINE_DRAWING (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  RcScheme scheme = rc_scheme_of_widget (widget);
  cairo_t *cr;

  if (self->timeline == NULL || self->timeline->bins->len == 0)
    return;

  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  cairo_scale (cr, self->unit, self->unit);
  draw_bands (self, cr, scheme);
  draw_bars (self, cr, scheme);
  draw_chain (self, cr, scheme);
  draw_marks (self, cr, scheme);
  draw_axis (self, cr, scheme);
  draw_selected (self, cr, scheme);
  cairo_destroy (cr);
}

static void
rc_timeline_drawing_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  RcTimelineDrawing *self = RC_TIMELINE_DRAWING (widget);

  self->unit = rc_scheme_text_unit (widget);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = (int) ((GUTTER + 150) * self->unit);
      *natural = (int) ((GUTTER + 600) * self->unit);
    }
  else
    *minimum = *natural = self->timeline == NULL ? 0 : (int) ((marks_top (self, RC_N_TIMELINE_MARKS) + AXIS_HEIGHT) * self->unit);
}

/* --- Going from mark to mark --- */

static void
select_mark (RcTimelineDrawing *self,
             int                index)
{
  if (self->selected == index)
    return;

  self->selected = index;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
go (GtkWidget  *widget,
    const char *name,
    GVariant   *parameter)
{
  RcTimelineDrawing *self = RC_TIMELINE_DRAWING (widget);
  int last = self->timeline != NULL ? (int) self->timeline->marks->len - 1 : -1;
  int step = g_variant_get_int32 (parameter);

  if (last < 0)
    return;
  if (ABS (step) > 1)
    select_mark (self, step < 0 ? 0 : last);
  else if (self->selected < 0)
    select_mark (self, step < 0 ? last : 0);
  else
    select_mark (self, CLAMP (self->selected + step, 0, last));
}

static int
find_mark (RcTimelineDrawing *self,
           double             x,
           double             y)
{
  int best = -1;
  double least = REACH;

  for (guint i = 0; self->timeline != NULL && i < self->timeline->marks->len; i++)
    {
      const RcTimelineMark *mark = g_ptr_array_index (self->timeline->marks, i);
      double distance = hypot (place (self, mark->time_us) - x, marks_top (self, mark->kind) + MARKS_HEIGHT / 2.0 - y);

      if (distance > least)
        continue;
      least = distance;
      best = (int) i;
    }
  return best;
}

static gboolean
rc_timeline_drawing_query_tooltip (GtkWidget  *widget,
                                   int         x,
                                   int         y,
                                   gboolean    by_keyboard,
                                   GtkTooltip *tooltip)
{
  RcTimelineDrawing *self = RC_TIMELINE_DRAWING (widget);
  int index = by_keyboard ? self->selected : find_mark (self, x / self->unit, y / self->unit);
  const RcTimelineMark *mark;
  g_autofree char *moment = NULL;
  g_autofree char *text = NULL;

  if (index < 0 || self->timeline == NULL || index >= (int) self->timeline->marks->len)
    return FALSE;

  mark = g_ptr_array_index (self->timeline->marks, index);
  moment = rc_date_words_moment (mark->time_us, "UTC");
  text = g_strdup_printf ("%s\n%s", mark->words, moment != NULL ? moment : "");
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
pressed (GtkGestureClick *gesture,
         int              n_press,
         double           x,
         double           y,
         gpointer         user_data)
{
  RcTimelineDrawing *self = user_data;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  select_mark (self, find_mark (self, x / self->unit, y / self->unit));
}

/* --- What is shown --- */

static void
find_lanes (RcTimelineDrawing *self)
{
  gint64 ends[MAX_LANES];

  self->n_lanes = 0;
  for (guint i = 0; i < self->timeline->bands->len; i++)
    {
      const RcTimelineBand *band = g_ptr_array_index (self->timeline->bands, i);
      guint lane = 0;

      while (lane < self->n_lanes && ends[lane] > band->from_us)
        lane++;
      self->lanes[i] = (guint8) lane;
      if (lane == MAX_LANES)
        continue;
      ends[lane] = band->to_us == RC_TIME_NONE ? G_MAXINT64 : band->to_us;
      self->n_lanes = MAX (self->n_lanes, lane + 1);
    }
}

static void
count (RcTimelineDrawing *self)
{
  self->most = 1;
  memset (self->marks, 0, sizeof self->marks);
  for (guint i = 0; i < self->timeline->bins->len; i++)
    {
      guint64 total = 0;

      for (guint each = 0; each < RC_N_PROTECTIONS; each++)
        total += g_array_index (self->timeline->bins, RcTimelineBin, i).counts[each];
      self->most = MAX (self->most, total);
    }
  for (guint i = 0; i < self->timeline->marks->len; i++)
    self->marks[((const RcTimelineMark *) g_ptr_array_index (self->timeline->marks, i))->kind]++;
}

void
rc_timeline_drawing_set_timeline (RcTimelineDrawing *self,
                                  const RcTimeline  *timeline)
{
  g_return_if_fail (RC_IS_TIMELINE_DRAWING (self));

  self->timeline = timeline;
  select_mark (self, -1);
  if (timeline != NULL)
    {
      find_lanes (self);
      count (self);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

int
rc_timeline_drawing_get_selected (RcTimelineDrawing *self)
{
  return self->selected;
}

static void
rc_timeline_drawing_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  if (id == PROP_SELECTED)
    g_value_set_int (value, RC_TIMELINE_DRAWING (object)->selected);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rc_timeline_drawing_class_init (RcTimelineDrawingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = rc_timeline_drawing_get_property;
  widget_class->measure = rc_timeline_drawing_measure;
  widget_class->snapshot = rc_timeline_drawing_snapshot;
  widget_class->query_tooltip = rc_timeline_drawing_query_tooltip;

  properties[PROP_SELECTED] = g_param_spec_int ("selected", NULL, NULL, -1, G_MAXINT, -1, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);

  /* One mark back or on, or to the first or last. */
  gtk_widget_class_install_action (widget_class, "timeline.go", "i", go);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, 0, "timeline.go", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, 0, "timeline.go", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, 0, "timeline.go", "i", -2);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_End, 0, "timeline.go", "i", 2);
  gtk_widget_class_set_css_name (widget_class, "timeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
rc_timeline_drawing_init (RcTimelineDrawing *self)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  self->selected = -1;
  self->unit = 1;
  g_signal_connect (gesture, "pressed", G_CALLBACK (pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
rc_timeline_drawing_new (void)
{
  return g_object_new (RC_TYPE_TIMELINE_DRAWING, NULL);
}
