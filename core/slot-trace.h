/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slot-context.h"

G_BEGIN_DECLS

/*
 * The sentences of the reasoning (lineage-trace.h), as the questions and the way to them say it. Where nobody asked for it, nothing is
 * put into words, and nothing is read for it.
 */

gboolean rc_slot_is_traced            (const RcSlotContext   *self);
/* @source: 0: of no record. */
void     rc_slot_trace                (RcSlotContext         *self,
                                       RcLineageStepKind      kind,
                                       gint64                 source,
                                       guint64                record,
                                       const char            *format,
                                       ...) G_GNUC_PRINTF (5, 6);
/* @event: its record is the one that is spoken of. */
void     rc_slot_trace_event          (RcSlotContext         *self,
                                       RcLineageStepKind      kind,
                                       const RcEvent         *event,
                                       const char            *format,
                                       ...) G_GNUC_PRINTF (4, 5);
/* The event is left out because it was recorded after the time asked for. */
void     rc_slot_trace_later_event    (RcSlotContext         *self,
                                       const RcEvent         *event);
/* All of a kind that are. */
gboolean rc_slot_trace_later_events   (RcSlotContext         *self,
                                       RcEventKind            kind,
                                       GError               **error);
/* A statement that does not count (rc_slot_context_claim_counts()), and why. */
gboolean rc_slot_trace_claim_left_out (RcSlotContext         *self,
                                       const RcClaim         *claim,
                                       GError               **error);
/* @claims: (element-type RcSlotClaim): those of @property that were found for @entities. */
void     rc_slot_trace_asked          (RcSlotContext         *self,
                                       GPtrArray             *entities,
                                       RcProperty             property,
                                       GPtrArray             *claims);
/* @of and the other end of @edge are, or are not, taken for one thing. */
gboolean rc_slot_trace_edge           (RcSlotContext         *self,
                                       const RcEntity        *of,
                                       const RcIdentityEdge  *edge,
                                       gboolean               is_followed,
                                       GError               **error);
/* Those that are taken for the version by its name; (element-type RcEntity). */
gboolean rc_slot_trace_named          (RcSlotContext         *self,
                                       GPtrArray             *named,
                                       GError               **error);
/* How a thing of that identity was reached, in a few words. */
const char *rc_slot_identity_words    (RcIdentity             identity);

G_END_DECLS
