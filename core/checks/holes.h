/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/interval.h"

G_BEGIN_DECLS

/* A time for which something is on record: @event says so, and says, or is told by @ended_by, when it ended. */
typedef struct
{
  RcInterval period;
  gint64     event;
  gint64     ended_by;     /* 0: @event itself */
} RcPresence;

/**
 * RcHole:
 * @from_us: behind the last instant that can be covered; G_MININT64: before everything
 * @to_us: before the next one; G_MAXINT64: behind everything
 * @after: (nullable): what was on record last before it, and @before: (nullable): first behind it
 * @n_events: that surely lie in it
 * @first_event: by time, and @last_event
 */
typedef struct
{
  gint64     from_us;
  gint64     to_us;
  RcPresence after;
  RcPresence before;
  gboolean   has_after;
  gboolean   has_before;
  guint64    n_events;
  gint64     first_event;
  gint64     first_us;
  gint64     last_event;
  gint64     last_us;
} RcHole;

/**
 * RcHoles:
 *
 * The times for which surely nothing is on record, and what happened in them. A period whose end is not known covers whatever it can
 * cover.
 */
typedef struct _RcHoles RcHoles;

/* @presences: (element-type RcPresence), in any order; sorted by the call. */
RcHoles      *rc_holes_new   (GArray  *presences);
void          rc_holes_free  (RcHoles *self);
/* An event that happened between the two instants, both included. */
void          rc_holes_see   (RcHoles *self,
                              gint64   event,
                              gint64   from_us,
                              gint64   to_us);
guint         rc_holes_count (const RcHoles *self);
const RcHole *rc_holes_get   (const RcHoles *self,
                              guint          index);
/* The hole in which both instants lie; (nullable): none. */
const RcHole *rc_holes_find  (const RcHoles *self,
                              gint64         from_us,
                              gint64         to_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcHoles, rc_holes_free)

G_END_DECLS
