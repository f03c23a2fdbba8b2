/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/timeline.h"
#include "reports/typesetting/document.h"

G_BEGIN_DECLS

#define RC_TIMELINE_FIGURE_MARKS 40u     /* in one drawing; more, and the time is parted */
#define RC_TIMELINE_FIGURE_PARTS 12u

/**
 * RcTimelineStretch:
 * @first, @end: bins, @end not in it
 *
 * What one drawing shows.
 */
typedef struct
{
  guint first;
  guint end;
} RcTimelineStretch;

/* Adds a drawing of @stretch. @numbers: of each mark of @timeline, as the table behind has it. */
void  rc_timeline_figure_add     (RcDocument              *document,
                                  const RcTimeline        *timeline,
                                  const RcTimelineStretch *stretch,
                                  const guint             *numbers);
/* Into how many drawings the time is parted, 1 where one shows all. */
guint rc_timeline_figure_n_parts (const RcTimeline        *timeline);

G_END_DECLS
