/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event-run.h"

G_BEGIN_DECLS

/* Walks all runs of one key side by side: equal hashes follow each other, the events of one hash ascend. */
typedef struct
{
  RcDatabase       *database;
  RcEventRunCursor *cursors;
  guint             n_cursors;
  guint             current;      /* the cursor that stands at the smallest entry */
} RcEventMerge;

gboolean rc_event_merge_begin   (RcEventMerge  *self,
                                 RcDatabase    *database,
                                 gint64         last_run,
                                 RcEventKey     key,
                                 GError       **error);
void     rc_event_merge_clear   (RcEventMerge  *self);
/* (transfer none) (nullable): the entry that it stands at; NULL behind the last. */
const RcEventEntry *rc_event_merge_peek (const RcEventMerge *self);
gboolean rc_event_merge_advance (RcEventMerge  *self,
                                 GError       **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcEventMerge, rc_event_merge_clear)

G_END_DECLS
