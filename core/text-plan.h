/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "source.h"

G_BEGIN_DECLS

/**
 * RcTextPiece:
 * @start, @length: places of the source at which a hit of it may begin
 * @reach_beyond: a hit must end behind this place of the source; 0: wherever
 *
 * A part of a source that is to be searched. The bytes of a member that stands in its container as it is are searched once, as the
 * member's; to the container belong the bytes between its members, and hits that lie across a border.
 */
typedef struct
{
  const RcSource *source;        /* borrowed from the plan */
  guint64         start;
  guint64         length;
  guint64         reach_beyond;
} RcTextPiece;

/**
 * RcTextPlan:
 * @pieces: of RcTextPiece, in the order of sources and places
 * @sources: of RcSource: all published
 *
 * What a search goes through. Sources that are the same bytes as another are left out.
 */
typedef struct
{
  GArray    *pieces;
  GPtrArray *sources;
  guint64    n_searched;        /* sources */
  guint64    n_in_part;         /* of these: not here whole, so that only some of their records are searched */
  guint64    bytes;
} RcTextPlan;

void        rc_text_plan_free (RcTextPlan  *self);
/* @source: that source and what was taken out of it; 0: all. @reach: of the pattern. Behind @after_offset of @after_source, where
 * that is not 0. @with_events: only sources of which events were read. */
RcTextPlan *rc_text_plan_new  (RcCase      *case_file,
                               gint64       source,
                               gsize        reach,
                               gint64       after_source,
                               guint64      after_offset,
                               gboolean     with_events,
                               GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcTextPlan, rc_text_plan_free)

G_END_DECLS
