/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importer.h"
#include "reference-sort.h"

G_BEGIN_DECLS

/* From when to when a source speaks. */
typedef struct
{
  gint64 from_us;     /* RC_TIME_NONE: no record of it has a time */
  gint64 last_us;     /* earliest and */
  gint64 to_us;       /* latest instant that the last time can mean */
} RcReferencePeriod;

/* A source that is a list of decisions, or holds one. */
typedef struct
{
  gint64  source;
  guint64 lines;
} RcReferenceList;

/**
 * RcReferenceCounts:
 * @events: by RcSide: lines of the business's list, calls of the log; the same bytes met again are not counted again
 * @without: of them those that name no business reference
 * @unread: of them those whose record the case cannot read any more
 * @periods: by RcSide
 * @lists: (element-type RcReferenceList): in the order of their numbers
 * @sampled: (element-type RcReferencePeriod): sources of the log whose format may leave calls out
 * @sampling: (nullable): what the first of these says of it
 */
typedef struct
{
  guint64            events[2];
  guint64            without[2];
  guint64            unread[2];
  RcReferencePeriod  periods[2];
  GArray            *lists;
  GArray            *sampled;
  char              *sampling;
} RcReferenceCounts;

void     rc_reference_counts_init  (RcReferenceCounts  *self);
void     rc_reference_counts_clear (RcReferenceCounts  *self);

/* Reads the business reference of every line of the business's lists, and of every call in the logs, from its record, and adds them to
 * @sort. Records are read front to back; memory does not grow with them. */
gboolean rc_reference_read_all     (RcCase             *case_file,
                                    RcReferenceSort    *sort,
                                    RcReferenceCounts  *counts,
                                    GCancellable       *cancellable,
                                    GError            **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcReferenceCounts, rc_reference_counts_clear)

G_END_DECLS
