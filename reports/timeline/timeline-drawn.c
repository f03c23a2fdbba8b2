/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/timeline/timeline-drawn.h"

#include "core/date-words.h"
#include "core/words.h"
#include "reports/timeline/timeline-ink.h"
#include "reports/typesetting/type-setting.h"

/* Points. */
#define GUTTER        92.0     /* names of the rows */
#define LEAST_WIDTH   340.0    /* of the time itself, for reckoning lanes before the width is known */
#define LANE_HEIGHT   19.0
#define BAND_HEIGHT   6.0
#define BARS_HEIGHT   78.0
#define CHAIN_HEIGHT  16.0
#define ACTIONS_HEIGHT 30.0
#define MARKS_HEIGHT  26.0
#define AXIS_HEIGHT   30.0
#define LEGEND_HEIGHT 18.0     /* of two lines */
#define SWATCH_HEIGHT 8.0
#define SWATCH        14.0
#define GAP           8.0
#define SIZE          7.0
#define MAX_LANES     9u        /* so that a drawing and its heading fit on a page */
#define EM_OF_LETTER  0.62     /* a letter's share of the size, rather too wide */
#define NUMBERS_IN_A_ROW 3u

typedef struct
{
  const RcTimelineDrawn *self;
  cairo_t               *cr;
  double                 width;
} Sketch;

/* What stands at the ground stands first. */
static const RcProtection order[] = {
  RC_PROTECTION_PASSED, RC_PROTECTION_NOBODY_VOUCHES, RC_PROTECTION_NONE, RC_PROTECTION_NOT_CHECKED, RC_PROTECTION_COULD_NOT,
  RC_PROTECTION_ABSENT, RC_PROTECTION_FAILED,
};

/* --- What is drawn --- */

static void
clear_band (gpointer data)
{
  g_free (((RcTimelineDrawnBand *) data)->words);
}

static void
clear_tick (gpointer data)
{
  g_free (((RcTimelineDrawnTick *) data)->words);
}

RcTimelineDrawn *
rc_timeline_drawn_new (void)
{
  RcTimelineDrawn *self = g_new0 (RcTimelineDrawn, 1);

  self->bands = g_array_new (FALSE, FALSE, sizeof (RcTimelineDrawnBand));
  self->bars = g_array_new (FALSE, FALSE, sizeof (RcTimelineDrawnBar));
  self->marks = g_array_new (FALSE, FALSE, sizeof (RcTimelineDrawnMark));
  self->ticks = g_array_new (FALSE, FALSE, sizeof (RcTimelineDrawnTick));
  g_array_set_clear_func (self->bands, clear_band);
  g_array_set_clear_func (self->ticks, clear_tick);
  return self;
}

void
rc_timeline_drawn_free (RcTimelineDrawn *self)
{
  g_array_unref (self->bands);
  g_array_unref (self->bars);
  g_array_unref (self->marks);
  g_array_unref (self->ticks);
  for (guint i = 0; i < RC_N_TIMELINE_MARKS; i++)
    g_free (self->names[i]);
  for (guint i = 0; i < RC_N_PROTECTIONS; i++)
    g_free (self->protection_words[i]);
  g_free (self->versions_name);
  g_free (self->bars_name);
  g_free (self->chain_name);
  g_free (self->actions_name);
  g_free (self->axis_name);
  g_free (self->override_words);
  g_free (self->action_words);
  g_free (self->left_out_words);
  g_free (self);
}

/* --- Arranging --- */

static double
letters (const char *words)
{
  return (double) g_utf8_strlen (words, -1) * SIZE * EM_OF_LETTER;
}

/* A name stands over its band, begins where it begins, and ends at the right edge where it would stand out. */
static double
band_words_at (const RcTimelineDrawnBand *band,
               double                     width)
{
  return MAX (MIN (band->left * width, width - letters (band->words)), 0);
}

static void
find_lanes (RcTimelineDrawn *self)
{
  double ends[MAX_LANES];

  for (guint i = 0; i < self->bands->len; i++)
    {
      RcTimelineDrawnBand *band = &g_array_index (self->bands, RcTimelineDrawnBand, i);
      double from = MIN (band_words_at (band, LEAST_WIDTH), band->left * LEAST_WIDTH);
      guint lane = 0;

      while (lane < self->n_lanes && ends[lane] + GAP / 2 > from)
        lane++;
      band->lane = lane;
      if (lane == MAX_LANES)
        {
          self->bands_left_out++;
          continue;
        }
      ends[lane] = MAX (band->right * LEAST_WIDTH, band_words_at (band, LEAST_WIDTH) + letters (band->words));
      self->n_lanes = MAX (self->n_lanes, lane + 1);
    }
}

static void
count (RcTimelineDrawn *self)
{
  for (guint i = 0; i < self->bars->len; i++)
    {
      const RcTimelineBin *bin = &g_array_index (self->bars, RcTimelineDrawnBar, i).bin;
      guint64 total = 0;

      for (guint each = 0; each < RC_N_PROTECTIONS; each++)
        {
          total += bin->counts[each];
          self->protected_as[each] += bin->counts[each];
        }
      self->most = MAX (self->most, total);
      self->most_actions = MAX (self->most_actions, bin->human_actions);
    }
  for (guint i = 0; i < self->marks->len; i++)
    self->n_marks[g_array_index (self->marks, RcTimelineDrawnMark, i).kind]++;
}

void
rc_timeline_drawn_arrange (RcTimelineDrawn *self)
{
  g_autofree char *most = NULL;
  g_autofree char *most_actions = NULL;

  find_lanes (self);
  count (self);
  most = rc_count_words (self->most);
  most_actions = rc_count_words (self->most_actions);
  self->versions_name = g_strdup (_("Versions at work"));
  /* Translators: what the bars count, and the height of the highest one. */
  self->bars_name = g_strdup_printf (_("Decisions; highest bar: %s"), most);
  self->chain_name = g_strdup (_("Held by a chain"));
  self->actions_name = g_strdup_printf (_("Acts of people; highest bar: %s"), most_actions);
  self->axis_name = g_strdup (_("Time in UTC"));
  if (self->bands_left_out > 0)
    self->left_out_words = g_strdup_printf (rc_words_plural ("%u further version stands in the table alone",
                                                             "%u further versions stand in the table alone", self->bands_left_out),
                                            self->bands_left_out);
  self->override_words = g_strdup (_("answer replaced"));
  self->action_words = g_strdup (_("other act of a person"));
  for (guint i = 0; i < RC_N_TIMELINE_MARKS; i++)
    self->names[i] = g_strdup (rc_timeline_mark_kind_words ((RcTimelineMarkKind) i));
  for (guint i = 0; i < RC_N_PROTECTIONS; i++)
    self->protection_words[i] = g_strdup (rc_protection_words ((RcProtection) i));
}

/* --- Places --- */

static double
bars_top (const RcTimelineDrawn *self)
{
  guint n_rows = self->n_lanes + (self->bands_left_out > 0);

  return n_rows > 0 ? n_rows * LANE_HEIGHT + GAP : 0;
}

static double
chain_top (const RcTimelineDrawn *self)
{
  return bars_top (self) + BARS_HEIGHT + GAP / 2;
}

static double
actions_top (const RcTimelineDrawn *self)
{
  return chain_top (self) + CHAIN_HEIGHT;
}

static double
marks_top (const RcTimelineDrawn *self,
           guint                  kind)
{
  double top = actions_top (self) + (self->most_actions > 0 ? ACTIONS_HEIGHT : 0) + GAP / 2;

  for (guint each = 0; each < kind; each++)
    top += self->n_marks[each] > 0 ? MARKS_HEIGHT : 0;
  return top;
}

static guint
count_legend (const RcTimelineDrawn *self)
{
  guint n = self->most_actions > 0 ? 2 : 0;

  for (guint i = 0; i < RC_N_PROTECTIONS; i++)
    n += self->protected_as[i] > 0;
  return n;
}

double
rc_timeline_drawn_height (const RcTimelineDrawn *self)
{
  return marks_top (self, RC_N_TIMELINE_MARKS) + AXIS_HEIGHT + GAP + ((count_legend (self) + 1) / 2) * LEGEND_HEIGHT;
}

static double
place (const Sketch *sketch,
       double        share)
{
  return GUTTER + share * (sketch->width - GUTTER);
}

/* --- Drawing --- */

static void
set_ink (const Sketch *sketch,
         RcInkRole     role)
{
  RcInk ink = rc_scheme_ink (RC_SCHEME_PAPER, role);

  cairo_set_source_rgb (sketch->cr, ink.red, ink.green, ink.blue);
}

/* Centred on @y; at most three lines. */
static void
draw_words (const Sketch   *sketch,
            const char     *words,
            double          x,
            double          y,
            double          width,
            PangoAlignment  align)
{
  const RcTypeSetting setting = { .size = SIZE, .width = width, .wrap = PANGO_WRAP_WORD_CHAR, .align = align };
  g_autoptr (RcText) text = rc_text_new_own (words);
  g_autoptr (PangoLayout) layout = rc_figure_set (sketch->cr, text, &setting);
  int lines = MIN (3, pango_layout_get_line_count (layout));
  int indent = 0;

  set_ink (sketch, RC_INK_TEXT);
  for (int i = 0; i < lines; i++)
    {
      PangoRectangle extents;

      pango_layout_line_get_extents (pango_layout_get_line_readonly (layout, i), NULL, &extents);
      if (align != PANGO_ALIGN_LEFT)
        indent = (int) ((width * PANGO_SCALE - extents.width) / (align == PANGO_ALIGN_CENTER ? 2 : 1));
      cairo_move_to (sketch->cr, x + indent / (double) PANGO_SCALE, y + SIZE * 0.36 + (i - (lines - 1) / 2.0) * SIZE * 1.2);
      pango_cairo_show_layout_line (sketch->cr, pango_layout_get_line_readonly (layout, i));
    }
  cairo_new_path (sketch->cr);
}

static void
draw_name (const Sketch *sketch,
           const char   *words,
           double        y)
{
  draw_words (sketch, words, 0, y, GUTTER - GAP, PANGO_ALIGN_LEFT);
}

/* A notch at the end: none is on record. */
static void
draw_band (const Sketch              *sketch,
           const RcTimelineDrawnBand *band)
{
  double left = place (sketch, band->left), right = MAX (place (sketch, band->right), left + 1.5);
  double top = band->lane * LANE_HEIGHT + SIZE * 1.5, bottom = top + BAND_HEIGHT;
  cairo_t *cr = sketch->cr;

  cairo_move_to (cr, left, top);
  cairo_line_to (cr, right, top);
  if (band->is_open)
    cairo_line_to (cr, right - BAND_HEIGHT / 2, (top + bottom) / 2);
  cairo_line_to (cr, right, bottom);
  cairo_line_to (cr, left, bottom);
  cairo_close_path (cr);
  set_ink (sketch, band->is_deployment ? RC_INK_ACCENT : RC_INK_PANEL);
  cairo_fill_preserve (cr);
  set_ink (sketch, RC_INK_ACCENT);
  cairo_set_line_width (cr, 0.7);
  cairo_stroke (cr);
  draw_words (sketch, band->words, GUTTER + band_words_at (band, sketch->width - GUTTER), top - SIZE * 0.7, 0, PANGO_ALIGN_LEFT);
}

static void
draw_bands (const Sketch *sketch)
{
  const RcTimelineDrawn *self = sketch->self;

  if (self->n_lanes > 0)
    draw_name (sketch, self->versions_name, LANE_HEIGHT / 2);
  for (guint i = 0; i < self->bands->len; i++)
    {
      const RcTimelineDrawnBand *band = &g_array_index (self->bands, RcTimelineDrawnBand, i);

      if (band->lane < MAX_LANES)
        draw_band (sketch, band);
    }
  if (self->left_out_words != NULL)
    draw_words (sketch, self->left_out_words, GUTTER, (self->n_lanes + 0.5) * LANE_HEIGHT, 0, PANGO_ALIGN_LEFT);
}

static void
draw_bar (const Sketch             *sketch,
          const RcTimelineDrawnBar *bar)
{
  double left = place (sketch, bar->left) + 0.3, width = place (sketch, bar->right) - left - 0.3;
  double bottom = bars_top (sketch->self) + BARS_HEIGHT;

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      double height = (double) bar->bin.counts[order[i]] / (double) sketch->self->most * (BARS_HEIGHT - RC_TIMELINE_MARK_SIZE - 2);

      if (bar->bin.counts[order[i]] == 0)
        continue;
      /* One failed record among many thousands must be seen. */
      height = MAX (height, order[i] == RC_PROTECTION_FAILED ? 3 : 0.7);
      bottom -= height;
      rc_timeline_ink_stack (sketch->cr, RC_SCHEME_PAPER, order[i], left, bottom, width, height);
    }
  if (bar->bin.counts[RC_PROTECTION_FAILED] > 0)
    rc_shape_draw (RC_SHAPE_FAILED, RC_SCHEME_PAPER, sketch->cr, left + width / 2 - 4, bottom - 9, 8);
}

static void
draw_line (const Sketch *sketch,
           double        y)
{
  set_ink (sketch, RC_INK_LINE);
  cairo_set_line_width (sketch->cr, 0.6);
  cairo_move_to (sketch->cr, GUTTER, y);
  cairo_line_to (sketch->cr, sketch->width, y);
  cairo_stroke (sketch->cr);
}

static void
draw_bars (const Sketch *sketch)
{
  double top = bars_top (sketch->self);

  for (guint i = 0; i < sketch->self->bars->len; i++)
    draw_bar (sketch, &g_array_index (sketch->self->bars, RcTimelineDrawnBar, i));
  draw_line (sketch, top + BARS_HEIGHT);
  draw_name (sketch, sketch->self->bars_name, top + BARS_HEIGHT / 2);
}

/* Full: every decision of the bar is in a chain. Thin: some. Nothing: none, or nobody checked. */
static void
draw_chain (const Sketch *sketch)
{
  double middle = chain_top (sketch->self) + CHAIN_HEIGHT / 2;

  draw_name (sketch, sketch->self->chain_name, middle);
  set_ink (sketch, RC_INK_ACCENT);
  for (guint i = 0; i < sketch->self->bars->len; i++)
    {
      const RcTimelineDrawnBar *bar = &g_array_index (sketch->self->bars, RcTimelineDrawnBar, i);
      double left = place (sketch, bar->left), right = place (sketch, bar->right);
      guint64 total = 0;
      double height;

      for (guint each = 0; each < RC_N_PROTECTIONS; each++)
        total += bar->bin.counts[each];
      if (bar->bin.in_chain == 0)
        continue;
      height = bar->bin.in_chain == total ? 5 : 1.5;
      cairo_rectangle (sketch->cr, left, middle - height / 2, right - left, height);
      cairo_fill (sketch->cr);
    }
}

static void
draw_act (const Sketch *sketch,
          double        left,
          double        top,
          double        width,
          double        height,
          gboolean      is_override)
{
  if (height <= 0)
    return;
  cairo_rectangle (sketch->cr, left + 0.3, top + 0.3, width - 0.6, MAX (height - 0.6, 0.4));
  set_ink (sketch, is_override ? RC_INK_TEXT : RC_INK_GROUND);
  cairo_fill_preserve (sketch->cr);
  set_ink (sketch, RC_INK_TEXT);
  cairo_set_line_width (sketch->cr, 0.6);
  cairo_stroke (sketch->cr);
}

static void
draw_actions (const Sketch *sketch)
{
  const RcTimelineDrawn *self = sketch->self;
  double bottom = actions_top (self) + ACTIONS_HEIGHT - 4;

  if (self->most_actions == 0)
    return;
  for (guint i = 0; i < self->bars->len; i++)
    {
      const RcTimelineDrawnBar *bar = &g_array_index (self->bars, RcTimelineDrawnBar, i);
      double left = place (sketch, bar->left), width = place (sketch, bar->right) - left;
      double unit = (ACTIONS_HEIGHT - 8) / (double) self->most_actions;
      double replaced = (double) bar->bin.overrides * unit, others = (double) (bar->bin.human_actions - bar->bin.overrides) * unit;

      draw_act (sketch, left, bottom - replaced, width, replaced, TRUE);
      draw_act (sketch, left, bottom - replaced - others, width, others, FALSE);
    }
  draw_line (sketch, bottom);
  draw_name (sketch, self->actions_name, actions_top (self) + ACTIONS_HEIGHT / 2);
}

/* "12", "12, 15", "12 … 19": the marks that stand so near that each cannot have its own. */
static char *
dup_numbers (const guint *numbers,
             guint        n)
{
  GString *out = g_string_new (NULL);

  if (n > NUMBERS_IN_A_ROW)
    g_string_append_printf (out, "%u … %u", numbers[0], numbers[n - 1]);
  for (guint i = 0; n <= NUMBERS_IN_A_ROW && i < n; i++)
    g_string_append_printf (out, "%s%u", i > 0 ? ", " : "", numbers[i]);
  return g_string_free (out, FALSE);
}

static double
numbers_width (GArray *group)        /* of guint */
{
  g_autofree char *words = dup_numbers ((const guint *) (gpointer) group->data, group->len);

  return letters (words) + 4;
}

static void
draw_numbers (const Sketch *sketch,
              GArray       *group,        /* of guint */
              double        left,
              double        right,
              double        y)
{
  g_autofree char *words = dup_numbers ((const guint *) (gpointer) group->data, group->len);
  double wide = numbers_width (group);
  double x = CLAMP ((left + right) / 2 - wide / 2, GUTTER - GAP / 2, sketch->width - wide);

  draw_words (sketch, words, x, y, wide, PANGO_ALIGN_CENTER);
}

static void
draw_marks_of (const Sketch       *sketch,
               RcTimelineMarkKind  kind)
{
  g_autoptr (GArray) group = g_array_new (FALSE, FALSE, sizeof (guint));
  double top = marks_top (sketch->self, kind), y = top + MARKS_HEIGHT - RC_TIMELINE_MARK_SIZE / 2.0 - 3;
  double left = 0, right = 0;

  draw_name (sketch, sketch->self->names[kind], y);
  for (guint i = 0; i < sketch->self->marks->len; i++)
    {
      const RcTimelineDrawnMark *mark = &g_array_index (sketch->self->marks, RcTimelineDrawnMark, i);
      double x = CLAMP (place (sketch, mark->at), GUTTER, sketch->width - RC_TIMELINE_MARK_SIZE / 2.0);

      if (mark->kind != kind)
        continue;
      rc_timeline_ink_mark (sketch->cr, RC_SCHEME_PAPER, kind, x, y);
      if (group->len > 0 && x - (left + right) / 2 > numbers_width (group) / 2 + SIZE * EM_OF_LETTER * 2)
        {
          draw_numbers (sketch, group, left, right, top + SIZE * 0.6);
          g_array_set_size (group, 0);
        }
      left = group->len == 0 ? x : left;
      right = x;
      g_array_append_val (group, mark->number);
    }
  if (group->len > 0)
    draw_numbers (sketch, group, left, right, top + SIZE * 0.6);
}

static void
draw_axis (const Sketch *sketch)
{
  const RcTimelineDrawn *self = sketch->self;
  double top = marks_top (self, RC_N_TIMELINE_MARKS);
  double step = (sketch->width - GUTTER) / MAX (self->ticks->len, 1);

  draw_line (sketch, top);
  draw_name (sketch, self->axis_name, top + AXIS_HEIGHT / 2);
  for (guint i = 0; i < self->ticks->len; i++)
    {
      const RcTimelineDrawnTick *tick = &g_array_index (self->ticks, RcTimelineDrawnTick, i);
      double x = place (sketch, tick->at);

      set_ink (sketch, RC_INK_LINE);
      cairo_move_to (sketch->cr, x, top);
      cairo_line_to (sketch->cr, x, top + 5);
      cairo_stroke (sketch->cr);
      draw_words (sketch, tick->words, x, top + AXIS_HEIGHT / 2 + 3, step - 4, PANGO_ALIGN_LEFT);
    }
}

static void
draw_legend (const Sketch *sketch)
{
  const RcTimelineDrawn *self = sketch->self;
  double top = marks_top (self, RC_N_TIMELINE_MARKS) + AXIS_HEIGHT + GAP;
  double half = sketch->width / 2;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (order) + 2; i++)
    {
      gboolean is_act = i >= G_N_ELEMENTS (order);
      gboolean is_override = i == G_N_ELEMENTS (order);
      double x = (n % 2) * half, y = top + (n / 2) * LEGEND_HEIGHT;
      const char *words = !is_act ? self->protection_words[order[i]] : is_override ? self->override_words : self->action_words;

      if (is_act ? self->most_actions == 0 : self->protected_as[order[i]] == 0)
        continue;
      if (is_act)
        draw_act (sketch, x, y + (LEGEND_HEIGHT - SWATCH_HEIGHT) / 2, SWATCH, SWATCH_HEIGHT, is_override);
      else
        rc_timeline_ink_stack (sketch->cr, RC_SCHEME_PAPER, order[i], x, y + (LEGEND_HEIGHT - SWATCH_HEIGHT) / 2, SWATCH, SWATCH_HEIGHT);
      draw_words (sketch, words, x + SWATCH + 4, y + LEGEND_HEIGHT / 2, half - SWATCH - 8, PANGO_ALIGN_LEFT);
      n++;
    }
}

void
rc_timeline_drawn_draw (cairo_t  *cr,
                        double    width,
                        double    height,
                        gpointer  user_data)
{
  const Sketch sketch = { user_data, cr, width };

  draw_bands (&sketch);
  draw_bars (&sketch);
  draw_chain (&sketch);
  draw_actions (&sketch);
  for (guint kind = 0; kind < RC_N_TIMELINE_MARKS; kind++)
    {
      if (sketch.self->n_marks[kind] > 0)
        draw_marks_of (&sketch, (RcTimelineMarkKind) kind);
    }
  draw_axis (&sketch);
  draw_legend (&sketch);
}
