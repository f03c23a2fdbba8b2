/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/event.h"
#include "ui/case-queue.h"

G_BEGIN_DECLS

/**
 * RcDecisionFound:
 * @event: number of the event; 0: none, or more than one
 * @many: more than one is called so
 * @is_id: where there are many, whether that is their id, not their business reference
 * @kind: of the event
 *
 * What a number that somebody typed means.
 */
typedef struct
{
  gint64      event;
  gboolean    many;
  gboolean    is_id;
  RcEventKind kind;
} RcDecisionFound;

/* Looks a business reference, an id or a place up, letter for letter. */
void             rc_decision_find_async  (RcCaseQueue          *reader,
                                          const char           *number,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
/* (transfer full): to be freed with g_free() */
RcDecisionFound *rc_decision_find_finish (RcCaseQueue          *reader,
                                          GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
