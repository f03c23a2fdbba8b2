/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "core/event-pages.h"

G_BEGIN_DECLS

/**
 * RcEventRow:
 *
 * One row of a list of events. It is there at once, and empty until its page was read.
 *
 * Properties: "loaded" (notifies): its list may begin anew, and then it is filled again.
 */
#define RC_TYPE_EVENT_ROW (rc_event_row_get_type ())
G_DECLARE_FINAL_TYPE (RcEventRow, rc_event_row, RC, EVENT_ROW, GObject)

RcEventRow        *rc_event_row_new       (guint        position);
guint              rc_event_row_get_position (RcEventRow *self);
/* NULL until loaded; also afterwards where the event was removed meanwhile. */
const RcEventLine *rc_event_row_peek_line (RcEventRow  *self);
gboolean           rc_event_row_is_loaded (RcEventRow  *self);
/* @line: (transfer full) (nullable) */
void               rc_event_row_take_line (RcEventRow  *self,
                                           RcEventLine *line);
/* Empties it: its list begins anew. */
void               rc_event_row_reset     (RcEventRow  *self);

G_END_DECLS
