/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timestamp.h"

G_BEGIN_DECLS

/* What is known of one end of an interval. */
typedef enum
{
  RC_BOUND_OPEN,      /* there is none: since ever, or until today */
  RC_BOUND_AT,        /* at a time, with its uncertainty */
  RC_BOUND_UNKNOWN,   /* there is one, and it is not known when: its text cannot be read */
} RcBound;

typedef enum
{
  RC_INTERVAL_NO,
  RC_INTERVAL_CANNOT_TELL,   /* the times do not tell */
  RC_INTERVAL_YES,
} RcIntervalAnswer;

/**
 * RcInterval:
 * @from: when it begins, where @begins is %RC_BOUND_AT
 * @to: when it ends, where @ends is %RC_BOUND_AT; the end itself is no part of it
 *
 * A time of validity: of a deployment, a card, an approval, an accepted key. Each end is itself known with some uncertainty, so that
 * every question has three answers, and none of them is ever guessed.
 */
typedef struct
{
  RcBound     begins;
  RcTimestamp from;
  RcBound     ends;
  RcTimestamp to;
} RcInterval;

/* Each time RC_TIME_NONE where that end is open. */
void             rc_interval_init        (RcInterval        *self,
                                          gint64             from_us,
                                          gint64             to_us);
/* @instant: (nullable): NULL where it is not known. */
RcIntervalAnswer rc_interval_contains    (const RcInterval  *self,
                                          const RcTimestamp *instant);
/* Whether an exact time lies outside of a validity whose first and last instant are both part of it, as those of keys are; each
 * RC_TIME_NONE where that end is open. */
gboolean         rc_validity_excludes    (gint64             first_us,
                                          gint64             last_us,
                                          gint64             time_us);
/* The record tells an end before the beginning. */
gboolean         rc_interval_is_backward (const RcInterval  *self);
/* Whether both have some time in common. */
RcIntervalAnswer rc_interval_overlaps    (const RcInterval  *a,
                                          const RcInterval  *b);
/* Whether @self lies wholly before @other, wholly after it, or neither surely. */
RcTimeOrder      rc_interval_compare     (const RcInterval  *self,
                                          const RcInterval  *other);
/* Whether there is surely some time between the end of one and the beginning of the other, in whichever order. */
RcIntervalAnswer rc_interval_leaves_gap  (const RcInterval  *a,
                                          const RcInterval  *b);
/* Earliest instant that can be of it, G_MININT64 where nothing bounds it; and the last one, inclusive, G_MAXINT64 likewise. */
gint64           rc_interval_earliest    (const RcInterval  *self);
gint64           rc_interval_latest      (const RcInterval  *self);
/* For sorting: by the beginning, those without a known one last. */
int              rc_interval_compare_beginnings (const RcInterval *a,
                                          const RcInterval  *b);

G_END_DECLS
