/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/event-query.h"

G_BEGIN_DECLS

/**
 * RcDecisionFilter:
 *
 * What is asked of the list of decisions: from and to, model, person, a text, and the order. Each field has its visible label.
 *
 * Signals: "applied": rc_decision_filter_fill_query() answers something else than before.
 */
#define RC_TYPE_DECISION_FILTER (rc_decision_filter_get_type ())
G_DECLARE_FINAL_TYPE (RcDecisionFilter, rc_decision_filter, RC, DECISION_FILTER, GtkWidget)

GtkWidget *rc_decision_filter_new        (void);
/* Texts stay the filter's, until it is changed. FALSE where a day is none: then the field says so. */
gboolean   rc_decision_filter_fill_query (RcDecisionFilter *self,
                                          RcEventQuery     *out_query);
/* Whether anything but the order is asked for. */
gboolean   rc_decision_filter_is_set     (RcDecisionFilter *self);
/* Only decisions of this number, beside what the fields say; NULL: of any. */
void       rc_decision_filter_set_number (RcDecisionFilter *self,
                                          const char       *number,
                                          gboolean          is_id);
const char *rc_decision_filter_peek_number (RcDecisionFilter *self);
/* Only these events, beside what the fields say; NULL: any. (element-type gint64) */
void       rc_decision_filter_set_found  (RcDecisionFilter *self,
                                          GArray           *events);
gboolean   rc_decision_filter_has_found  (RcDecisionFilter *self);
void       rc_decision_filter_clear      (RcDecisionFilter *self);

G_END_DECLS
