/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/timeline/timeline-figure.h"

#include "core/date-words.h"
#include "core/words.h"
#include "reports/frame.h"
#include "reports/timeline/timeline-drawn.h"

/* From the bins, bands and marks of a stretch of time to what is drawn of them: places as shares of the stretch, words ready to be set. */

#define MAX_BARS         56u
#define SHOWN_CHARACTERS 34

static double
share_of (const RcTimelineDrawn *self,
          gint64                 time_us)
{
  return CLAMP ((double) (time_us - self->from_us) / (double) (self->to_us - self->from_us), 0, 1);
}

static void
add_bars (RcTimelineDrawn         *self,
          const RcTimeline        *timeline,
          const RcTimelineStretch *stretch)
{
  guint step = (stretch->end - stretch->first + MAX_BARS - 1) / MAX_BARS;

  for (guint first = stretch->first; first < stretch->end; first += step)
    {
      RcTimelineDrawnBar bar = { 0 };

      for (guint i = first; i < MIN (first + step, stretch->end); i++)
        {
          const RcTimelineBin *bin = &g_array_index (timeline->bins, RcTimelineBin, i);

          for (guint each = 0; each < RC_N_PROTECTIONS; each++)
            bar.bin.counts[each] += bin->counts[each];
          bar.bin.in_chain += bin->in_chain;
          bar.bin.human_actions += bin->human_actions;
          bar.bin.overrides += bin->overrides;
        }
      bar.left = share_of (self, timeline->from_us + (gint64) first * timeline->bin_us);
      bar.right = share_of (self, timeline->from_us + (gint64) (first + step) * timeline->bin_us);
      g_array_append_val (self->bars, bar);
    }
}

static void
add_bands (RcTimelineDrawn  *self,
           const RcTimeline *timeline)
{
  for (guint i = 0; i < timeline->bands->len; i++)
    {
      const RcTimelineBand *band = g_ptr_array_index (timeline->bands, i);
      RcTimelineDrawnBand drawn = { .is_open = band->to_us == RC_TIME_NONE, .is_deployment = band->is_deployment };

      if (band->from_us >= self->to_us || (!drawn.is_open && band->to_us < self->from_us))
        continue;
      drawn.words = rc_frame_dup_quoted (band->version, SHOWN_CHARACTERS, NULL);
      drawn.left = share_of (self, band->from_us);
      drawn.right = drawn.is_open ? 1 : share_of (self, band->to_us);
      g_array_append_val (self->bands, drawn);
    }
}

static void
add_marks (RcTimelineDrawn  *self,
           const RcTimeline *timeline,
           const guint      *numbers)
{
  for (guint i = 0; i < timeline->marks->len; i++)
    {
      const RcTimelineMark *mark = g_ptr_array_index (timeline->marks, i);
      RcTimelineDrawnMark drawn = { mark->kind, numbers[i], share_of (self, mark->time_us) };

      if (mark->time_us >= self->from_us && mark->time_us < self->to_us)
        g_array_append_val (self->marks, drawn);
    }
}

static char *
dup_tick (gint64   time_us,
          gboolean with_clock)
{
  g_autofree char *day = rc_date_words_day (time_us, "UTC");
  g_autofree char *clock = with_clock ? rc_date_words_clock (time_us, "UTC") : NULL;

  return clock != NULL ? g_strdup_printf ("%s\n%s", day != NULL ? day : "", clock) : g_steal_pointer (&day);
}

static void
add_ticks (RcTimelineDrawn         *self,
           const RcTimeline        *timeline,
           const RcTimelineStretch *stretch)
{
  guint n_bins = stretch->end - stretch->first;
  guint n_ticks = MIN (n_bins, RC_TIMELINE_DRAWN_TICKS);

  for (guint i = 0; i < n_ticks; i++)
    {
      guint bin = stretch->first + n_bins * i / n_ticks;
      gint64 time_us = timeline->from_us + (gint64) bin * timeline->bin_us;
      RcTimelineDrawnTick tick = { dup_tick (time_us, timeline->bin_us < G_TIME_SPAN_DAY), share_of (self, time_us) };

      g_array_append_val (self->ticks, tick);
    }
}

static RcTimelineDrawn *
make_drawn (const RcTimeline        *timeline,
            const RcTimelineStretch *stretch,
            const guint             *numbers)
{
  RcTimelineDrawn *self = rc_timeline_drawn_new ();

  self->from_us = timeline->from_us + (gint64) stretch->first * timeline->bin_us;
  self->to_us = timeline->from_us + (gint64) stretch->end * timeline->bin_us;
  add_bars (self, timeline, stretch);
  add_bands (self, timeline);
  add_marks (self, timeline, numbers);
  add_ticks (self, timeline, stretch);
  rc_timeline_drawn_arrange (self);
  return self;
}

static char *
dup_alternative (const RcTimelineDrawn *self)
{
  g_autofree char *from = rc_date_words_moment (self->from_us, "UTC");
  g_autofree char *to = rc_date_words_moment (self->to_us, "UTC");

  return g_strdup_printf (_("The time from %1$s to %2$s as a drawing, from left to right: the versions that were at work, how many decisions "
                            "were recorded and how their records are protected, and what happened, each with its number in the table. Versions: "
                            "%3$u. Marks: %4$u. The tables that follow say the same."),
                          from != NULL ? from : "", to != NULL ? to : "", self->bands->len, self->marks->len);
}

void
rc_timeline_figure_add (RcDocument              *document,
                        const RcTimeline        *timeline,
                        const RcTimelineStretch *stretch,
                        const guint             *numbers)
{
  RcTimelineDrawn *drawn = make_drawn (timeline, stretch, numbers);
  g_autofree char *alternative = dup_alternative (drawn);

  rc_document_add_figure (document, alternative, rc_timeline_drawn_height (drawn), rc_timeline_drawn_draw, drawn,
                          (GDestroyNotify) rc_timeline_drawn_free);
}

guint
rc_timeline_figure_n_parts (const RcTimeline *timeline)
{
  guint parts = (timeline->marks->len + RC_TIMELINE_FIGURE_MARKS - 1) / RC_TIMELINE_FIGURE_MARKS;

  return CLAMP (parts, 1, MIN (RC_TIMELINE_FIGURE_PARTS, MAX (timeline->bins->len, 1)));
}
