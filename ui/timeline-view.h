/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/timeline.h"

G_BEGIN_DECLS

/**
 * RcTimelineView:
 *
 * A timeline with its drawing, its legend in words, the mark that is selected in a sentence, and the same as a table.
 */
#define RC_TYPE_TIMELINE_VIEW (rc_timeline_view_get_type ())
G_DECLARE_FINAL_TYPE (RcTimelineView, rc_timeline_view, RC, TIMELINE_VIEW, GtkWidget)

GtkWidget *rc_timeline_view_new          (void);
/* @timeline: (nullable) (transfer full) */
void       rc_timeline_view_set_timeline (RcTimelineView *self,
                                          RcTimeline     *timeline);

G_END_DECLS
