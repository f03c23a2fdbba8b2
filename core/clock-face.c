/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "clock-face.h"

static const gint64 powers_of_ten[] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000 };

/**
 * rc_clock_face_init:
 * @text: tainted; needs no terminator, and must outlive @self
 *
 * Midnight of no day, with a whole day's precision.
 */
void
rc_clock_face_init (RcClockFace *self,
                    const char  *text,
                    gsize        length)
{
  *self = (RcClockFace) { .at = text, .end = text + length, .precision_us = RC_US_PER_DAY };
}

/**
 * rc_clock_face_skip:
 *
 * Returns: whether @c stood next; then it is passed
 */
gboolean
rc_clock_face_skip (RcClockFace *self,
                    char         c)
{
  if (self->at == self->end || *self->at != c)
    return FALSE;

  self->at++;
  return TRUE;
}

/**
 * rc_clock_face_read_digits:
 * @n_digits: exactly so many are read, at most nine
 *
 * Returns: whether they stood there, and their number lies from @lowest to @highest
 */
gboolean
rc_clock_face_read_digits (RcClockFace *self,
                           int          n_digits,
                           int          lowest,
                           int          highest,
                           int         *out_value)
{
  int value = 0;

  if (self->end - self->at < n_digits)
    return FALSE;

  for (int i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (self->at[i]))
        return FALSE;
      value = value * 10 + (self->at[i] - '0');
    }

  self->at += n_digits;
  *out_value = value;
  return value >= lowest && value <= highest;
}

/**
 * rc_clock_face_read_second:
 *
 * Returns: whether two digits stood there from 00 to 60; whether 60 can be is seen when the zone is known
 */
gboolean
rc_clock_face_read_second (RcClockFace *self)
{
  self->precision_us = RC_US_PER_SECOND;
  return rc_clock_face_read_digits (self, 2, 0, 60, &self->second);
}

/**
 * rc_clock_face_read_fraction:
 * @n_digits: exactly so many; 0: any number from one
 *
 * Reads the fraction of a second behind its point; what is below the nanosecond is cut off.
 *
 * Returns: whether the digits stood there
 */
gboolean
rc_clock_face_read_fraction (RcClockFace *self,
                             guint        n_digits)
{
  guint n_found = 0;
  guint n_kept = 0;
  guint32 nanoseconds = 0;

  for (; self->at < self->end && g_ascii_isdigit (*self->at) && (n_digits == 0 || n_found < n_digits); self->at++, n_found++)
    if (n_kept < 9)
      {
        nanoseconds = nanoseconds * 10 + (guint32) (*self->at - '0');
        n_kept++;
      }
  if (n_found == 0 || n_found < n_digits)
    return FALSE;

  self->nanoseconds = nanoseconds * (guint32) powers_of_ten[9 - n_kept];
  self->precision_us = n_kept < 6 ? powers_of_ten[6 - n_kept] : 0;
  return TRUE;
}

static gboolean
skip_utc (RcClockFace *self)
{
  const char *start = self->at;

  if (rc_clock_face_skip (self, 'U') && rc_clock_face_skip (self, 'T') && rc_clock_face_skip (self, 'C'))
    return TRUE;

  self->at = start;
  return FALSE;
}

/* Hours east or west of UTC with or without minutes; behind zero Go writes the zone's name, too. A Z behind an offset is two zones. */
static gboolean
read_offset (RcClockFace *self)
{
  gboolean is_negative = rc_clock_face_skip (self, '-');
  int hours = 0;
  int minutes = 0;

  if (!is_negative && !rc_clock_face_skip (self, '+'))
    return FALSE;
  if (!rc_clock_face_read_digits (self, 2, 0, 23, &hours))
    return FALSE;
  if ((rc_clock_face_skip (self, ':') || (self->at < self->end && g_ascii_isdigit (*self->at))) &&
      !rc_clock_face_read_digits (self, 2, 0, 59, &minutes))
    return FALSE;

  self->offset_minutes = (hours * 60 + minutes) * (is_negative ? -1 : 1);
  return self->offset_minutes != 0 || !rc_clock_face_skip (self, ' ') || skip_utc (self);
}

/**
 * rc_clock_face_read_zone:
 *
 * Reads `Z`, `UTC` or an offset, behind a blank or not.
 *
 * Returns: whether one stood there
 */
gboolean
rc_clock_face_read_zone (RcClockFace *self)
{
  self->has_zone = TRUE;
  if (rc_clock_face_skip (self, 'Z') || rc_clock_face_skip (self, 'z'))
    return TRUE;

  rc_clock_face_skip (self, ' ');
  return skip_utc (self) || read_offset (self);
}

/* --- Instants --- */

static gboolean
is_leap_year (int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/**
 * rc_clock_face_has_day:
 *
 * Returns: whether there is such a day in the years 1 to 9999
 */
gboolean
rc_clock_face_has_day (const RcClockFace *self)
{
  static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (self->year < 1 || self->year > 9999 || self->month < 1 || self->month > 12 || self->day < 1)
    return FALSE;

  return self->day <= days[self->month - 1] + (self->month == 2 && is_leap_year (self->year));
}

/* Days from 1970-01-01; years begin in March, so that the leap day comes last. */
static gint64
count_days (int year,
            int month,
            int day)
{
  int y = month <= 2 ? year - 1 : year;
  int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

  return (gint64) y * 365 + y / 4 - y / 100 + y / 400 + day_of_year - 719468;
}

static gint64
count_microseconds (const RcClockFace *self,
                    int                offset_minutes)
{
  gint64 minutes = count_days (self->year, self->month, self->day) * 1440 + self->hour * 60 + self->minute - offset_minutes;

  return (minutes * 60 + self->second) * RC_US_PER_SECOND + self->nanoseconds / 1000;
}

/* A leap second is always the last of a day in UTC: 23:59:60. */
static gboolean
is_leap_second_possible (const RcClockFace *self,
                         int                offset_minutes)
{
  int minute_of_day = self->hour * 60 + self->minute - offset_minutes;

  return (minute_of_day % 1440 + 1440) % 1440 == 1439;
}

/**
 * rc_timestamp_set:
 * @precision_us: how long the time lasts that was named; 0 below the microsecond
 * @nanoseconds: of which those below the microsecond are kept
 *
 * Returns: whether it lies wholly in the years 1 to 9999; then @self is set
 */
gboolean
rc_timestamp_set (RcTimestamp  *self,
                  gint64        from_us,
                  gint64        precision_us,
                  guint         nanoseconds,
                  RcZoneSource  zone)
{
  if (from_us < RC_FIRST_US || from_us > RC_LAST_US || MAX (precision_us, 1) - 1 > RC_LAST_US - from_us)
    return FALSE;

  self->from_us = from_us;
  self->to_us = from_us + MAX (precision_us, 1) - 1;
  self->nanoseconds = (guint16) (nanoseconds % 1000);
  self->zone = zone;
  return TRUE;
}

/**
 * rc_clock_face_resolve:
 * @self: with a day that there is; the second 60 becomes the last microsecond of the second before
 *
 * Returns: whether it is an instant of the years 1 to 9999; then @out_timestamp is set
 */
gboolean
rc_clock_face_resolve (RcClockFace  *self,
                       RcZoneSource  zone_if_absent,
                       int           offset_minutes_if_absent,
                       RcTimestamp  *out_timestamp)
{
  RcZoneSource zone = self->has_zone ? RC_ZONE_EXPLICIT : zone_if_absent;
  int offset = self->offset_minutes;

  if (!self->has_zone)
    {
      offset = zone == RC_ZONE_UNKNOWN ? 0 : offset_minutes_if_absent;
      if (zone == RC_ZONE_EXPLICIT)
        return FALSE;
    }

  if (self->second == 60)
    {
      if (zone != RC_ZONE_UNKNOWN && !is_leap_second_possible (self, offset))
        return FALSE;
      self->second = 59;
      self->nanoseconds = 999999000;
      self->precision_us = 0;
    }

  if (!rc_timestamp_set (out_timestamp, count_microseconds (self, offset), self->precision_us, self->nanoseconds, zone))
    return FALSE;

  if (zone == RC_ZONE_UNKNOWN)
    {
      out_timestamp->from_us = MAX (out_timestamp->from_us - RC_US_PER_DAY, RC_FIRST_US);
      out_timestamp->to_us = MIN (out_timestamp->to_us + RC_US_PER_DAY, RC_LAST_US);
    }
  return TRUE;
}
