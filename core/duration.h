/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RcDuration:
 *
 * A period in whole days, months or years, as rules on retention give it: ISO 8601, "P6M", "P2Y", "P1Y6M", "P90D". How many days a month has
 * depends on where it is counted from, so that a duration is never a number of days, and two are compared from an instant.
 */
typedef struct
{
  guint years;
  guint months;
  guint weeks;
  guint days;
} RcDuration;

/* FALSE: no such duration, or one of more than ten thousand of a unit. */
gboolean rc_duration_parse     (const char       *text,
                                RcDuration       *out_duration);
/* The instant so much later, by the calendar in UTC; FALSE: beyond the calendar. Times in microseconds. */
gboolean rc_duration_add       (const RcDuration *self,
                                gint64            from_us,
                                gint64           *out_end_us);
/* Whether @self ends before @other where both begin at @from_us; durations beyond the calendar are not less than others. */
gboolean rc_duration_is_less   (const RcDuration *self,
                                const RcDuration *other,
                                gint64            from_us);
/* "6 months", "1 year and 6 months"; (transfer full). */
char    *rc_duration_dup_words (const RcDuration *self);

G_END_DECLS
