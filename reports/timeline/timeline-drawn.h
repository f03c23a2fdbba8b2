/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "core/timeline.h"

G_BEGIN_DECLS

#define RC_TIMELINE_DRAWN_TICKS 5u

/* All places are shares of the stretch, from 0 to 1. */
typedef struct
{
  char     *words;
  double    left, right;
  guint     lane;
  gboolean  is_open;        /* no end on record */
  gboolean  is_deployment;
} RcTimelineDrawnBand;

typedef struct
{
  RcTimelineBin bin;
  double        left, right;
} RcTimelineDrawnBar;

typedef struct
{
  RcTimelineMarkKind kind;
  guint              number;
  double             at;
} RcTimelineDrawnMark;

typedef struct
{
  char   *words;
  double  at;
} RcTimelineDrawnTick;

/**
 * RcTimelineDrawn:
 * @n_lanes: of bands, one under the other
 * @bands_left_out: that find no lane; the table has them
 *
 * A stretch of a timeline as it stands on paper: rows of versions, bars, chain, acts and marks over one axis of time. It knows the case no more.
 */
typedef struct
{
  gint64   from_us;
  gint64   to_us;
  GArray  *bands;       /* of RcTimelineDrawnBand */
  GArray  *bars;        /* of RcTimelineDrawnBar */
  GArray  *marks;       /* of RcTimelineDrawnMark, by time */
  GArray  *ticks;       /* of RcTimelineDrawnTick */
  guint    n_lanes;
  guint    bands_left_out;
  guint    n_marks[RC_N_TIMELINE_MARKS];
  guint64  most;        /* inferences of the fullest bar */
  guint64  most_actions;
  guint64  protected_as[RC_N_PROTECTIONS];
  char    *names[RC_N_TIMELINE_MARKS];
  char    *versions_name, *bars_name, *chain_name, *actions_name, *axis_name;
  char    *protection_words[RC_N_PROTECTIONS];
  char    *override_words, *action_words;
  char    *left_out_words;      /* (nullable): that bands find no lane */
} RcTimelineDrawn;

RcTimelineDrawn *rc_timeline_drawn_new     (void);
void             rc_timeline_drawn_free    (RcTimelineDrawn *self);
/* Finds lanes and heights, and the words of the rows in the language that is pushed, once all is added. */
void             rc_timeline_drawn_arrange (RcTimelineDrawn *self);
double           rc_timeline_drawn_height  (const RcTimelineDrawn *self);
/* As RcFigureFunc. */
void             rc_timeline_drawn_draw    (cairo_t         *cr,
                                            double           width,
                                            double           height,
                                            gpointer         user_data);

G_END_DECLS
