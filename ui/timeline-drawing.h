/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/timeline.h"

G_BEGIN_DECLS

/**
 * RcTimelineDrawing:
 *
 * The drawing of a timeline. Arrow keys, Home and End go from mark to mark; "selected" says which, as its place in the timeline's marks,
 * or -1. A drawing is never the only form of what it shows: see RcTimelineView.
 */
#define RC_TYPE_TIMELINE_DRAWING (rc_timeline_drawing_get_type ())
G_DECLARE_FINAL_TYPE (RcTimelineDrawing, rc_timeline_drawing, RC, TIMELINE_DRAWING, GtkWidget)

GtkWidget  *rc_timeline_drawing_new          (void);
/* @timeline is borrowed until another is set. */
void        rc_timeline_drawing_set_timeline (RcTimelineDrawing  *self,
                                              const RcTimeline   *timeline);
int         rc_timeline_drawing_get_selected (RcTimelineDrawing  *self);

G_END_DECLS
