/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timestamp.h"

G_BEGIN_DECLS

/*
 * What the readers of times share: the digits of a date and a clock as a text has them, before anything is known about their zone, and
 * the instants that they can mean. Times are in microseconds from 1970-01-01T00:00:00Z, in the proleptic Gregorian calendar.
 */

#define RC_US_PER_SECOND G_GINT64_CONSTANT (1000000)
#define RC_US_PER_DAY    (G_GINT64_CONSTANT (86400) * RC_US_PER_SECOND)

/* 0001-01-01T00:00:00Z and the last microsecond of 9999-12-31. */
#define RC_FIRST_DAY     G_GINT64_CONSTANT (-719162)
#define RC_LAST_DAY      G_GINT64_CONSTANT (2932896)
#define RC_FIRST_US      (RC_FIRST_DAY * RC_US_PER_DAY)
#define RC_LAST_US       ((RC_LAST_DAY + 1) * RC_US_PER_DAY - 1)

/**
 * RcClockFace:
 * @at: what was not read yet
 * @precision_us: how long the time lasts that the text names; 0 below the microsecond
 */
typedef struct
{
  const char *at;
  const char *end;
  int         year;
  int         month;
  int         day;
  int         hour;
  int         minute;
  int         second;
  guint32     nanoseconds;      /* of the fraction */
  gint64      precision_us;
  gboolean    has_zone;
  int         offset_minutes;   /* east of UTC */
} RcClockFace;

void     rc_clock_face_init          (RcClockFace  *self,
                                      const char   *text,
                                      gsize         length);
gboolean rc_clock_face_skip          (RcClockFace  *self,
                                      char          c);
gboolean rc_clock_face_read_digits   (RcClockFace  *self,
                                      int           n_digits,
                                      int           lowest,
                                      int           highest,
                                      int          *out_value);
gboolean rc_clock_face_read_second   (RcClockFace  *self);
gboolean rc_clock_face_read_fraction (RcClockFace  *self,
                                      guint         n_digits);
gboolean rc_clock_face_read_zone     (RcClockFace  *self);
gboolean rc_clock_face_has_day       (const RcClockFace *self);
gboolean rc_clock_face_resolve       (RcClockFace  *self,
                                      RcZoneSource  zone_if_absent,
                                      int           offset_minutes_if_absent,
                                      RcTimestamp  *out_timestamp);
gboolean rc_timestamp_set            (RcTimestamp  *self,
                                      gint64        from_us,
                                      gint64        precision_us,
                                      guint         nanoseconds,
                                      RcZoneSource  zone);

G_END_DECLS
