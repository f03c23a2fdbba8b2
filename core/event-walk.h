/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event-query.h"

G_BEGIN_DECLS

/* Events that one step of a walk looks at: short enough to be cancelled between two. */
#define RC_EVENT_WALK_STEP 256

/**
 * RcEventWalk:
 * @n_read: events looked at so far
 * @at_end: nothing follows
 *
 * A walk over the events of a kind in the order of their times, or against it, in steps. Oldest first begins with the events without a
 * time, in the order of their numbers; newest first ends with them. It looks at rows alone, never at records, and needs memory for
 * one step whatever the list's length.
 */
typedef struct
{
  const RcEventQuery *query;      /* borrowed; its kind, bounds of time, model, system and order */
  gint64              mark;
  gboolean            timed;
  gint64              time_us;
  gint64              id;
  guint64             n_read;
  gboolean            at_end;
} RcEventWalk;

/* Begins before the first event, or behind the cursor of the query. */
gboolean rc_event_walk_begin       (RcEventWalk         *self,
                                    const RcEventQuery  *query,
                                    gint64               mark,      /* no event with a higher number */
                                    GError             **error);
/* Begins behind @place. */
void     rc_event_walk_begin_after (RcEventWalk         *self,
                                    const RcEventQuery  *query,
                                    gint64               mark,
                                    const RcEventPlace  *place);
/* Fills in the events that fit among the next ones: perhaps none, and that is no end. */
gboolean rc_event_walk_step        (RcEventWalk         *self,
                                    RcCase              *case_file,
                                    RcEventPlace         places[RC_EVENT_WALK_STEP],
                                    guint               *out_count,
                                    GError             **error);

G_END_DECLS
