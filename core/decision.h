/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"

G_BEGIN_DECLS

/**
 * RcDecision:
 * @reference: the business reference
 * @events: by RcEventKind: (element-type gint64) numbers of the events under the reference, ascending; %NULL where there is none
 * @n_events: all of them
 * @is_cut: of a kind there are more than RC_LIMIT_LINEAGE_EVENTS
 * @outcome: (nullable): what was decided in the end, as it may be shown; the business's list says it, else the last human action
 *   that does, else the log
 * @outcome_event: number of the event that says it; 0: none does
 *
 * The business unit: all events under one business reference. Its answer may have been given several times (scored again, rows of a batch),
 * and it may be known from the log alone, or from the business's own list alone.
 */
typedef struct
{
  char    *reference;
  GArray  *events[RC_N_EVENT_KINDS];
  guint    n_events;
  gboolean is_cut;
  char    *outcome;
  gint64   outcome_event;
} RcDecision;

void        rc_decision_free  (RcDecision       *self);
/* A decision without any event where the case knows no such reference. */
RcDecision *rc_decision_load  (RcCase           *case_file,
                               RcRecordReader   *reader,
                               const char       *reference,
                               GError          **error);
guint       rc_decision_count (const RcDecision *self,
                               RcEventKind       kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDecision, rc_decision_free)

G_END_DECLS
