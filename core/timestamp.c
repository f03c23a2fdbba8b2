/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "timestamp.h"

#include "clock-face.h"

static gboolean
read_date (RcClockFace *self)
{
  return rc_clock_face_read_digits (self, 4, 1, 9999, &self->year) && rc_clock_face_skip (self, '-') &&
         rc_clock_face_read_digits (self, 2, 1, 12, &self->month) && rc_clock_face_skip (self, '-') &&
         rc_clock_face_read_digits (self, 2, 1, 31, &self->day) && rc_clock_face_has_day (self);
}

static gboolean
read_time (RcClockFace *self)
{
  if (!rc_clock_face_read_digits (self, 2, 0, 23, &self->hour) || !rc_clock_face_skip (self, ':') ||
      !rc_clock_face_read_digits (self, 2, 0, 59, &self->minute))
    return FALSE;

  self->precision_us = 60 * RC_US_PER_SECOND;
  if (!rc_clock_face_skip (self, ':'))
    return TRUE;
  if (!rc_clock_face_read_second (self))
    return FALSE;

  return !(rc_clock_face_skip (self, '.') || rc_clock_face_skip (self, ',')) || rc_clock_face_read_fraction (self, 0);
}

/**
 * rc_timestamp_parse:
 * @text: tainted; needs no terminator
 * @length: of @text in bytes
 * @zone_if_absent: what holds for a text that names no zone; with %RC_ZONE_EXPLICIT such a text is refused
 * @offset_minutes_if_absent: minutes east of UTC, for %RC_ZONE_RULE and %RC_ZONE_ASSUMED
 * @out_timestamp: (out): set where the answer is %TRUE
 *
 * Reads what logs call RFC 3339: a date, `T` or a blank, a time with or without seconds and a fraction of any length
 * (point or comma), then `Z`, `UTC`, an offset (`+02:00`, `+0200`, `+02`, a blank before it or not), a zero offset with
 * ` UTC` behind it, or nothing; or a date alone, which is the whole day. The answer spans the time that the text
 * names: up to one microsecond before the next value of the same precision. The second 60, where it can be one, is the
 * last microsecond of the second before. Years are 1 to 9999. The locale plays no part.
 *
 * Returns: whether @text is such a time and nothing else
 */
gboolean
rc_timestamp_parse (const char   *text,
                    gsize         length,
                    RcZoneSource  zone_if_absent,
                    int           offset_minutes_if_absent,
                    RcTimestamp  *out_timestamp)
{
  RcClockFace face;

  rc_clock_face_init (&face, text, length);
  if (!read_date (&face))
    return FALSE;
  if (face.end - face.at > 1 && (*face.at == 'T' || *face.at == 't' || (*face.at == ' ' && g_ascii_isdigit (face.at[1]))))
    {
      face.at++;
      if (!read_time (&face))
        return FALSE;
    }
  if (face.at < face.end && (!rc_clock_face_read_zone (&face) || face.at < face.end))
    return FALSE;

  return rc_clock_face_resolve (&face, zone_if_absent, offset_minutes_if_absent, out_timestamp);
}

/**
 * rc_timestamp_compare:
 *
 * Returns: whether @a lies wholly before or wholly after @b. Equal times and times that overlap cannot be told apart;
 *   nanoseconds count only where both times have them
 */
RcTimeOrder
rc_timestamp_compare (const RcTimestamp *a,
                      const RcTimestamp *b)
{
  if (a->to_us < b->from_us)
    return RC_TIME_ORDER_BEFORE;
  if (a->from_us > b->to_us)
    return RC_TIME_ORDER_AFTER;

  if (a->from_us == a->to_us && b->from_us == b->to_us && a->nanoseconds != b->nanoseconds &&
      a->nanoseconds > 0 && b->nanoseconds > 0)
    return a->nanoseconds < b->nanoseconds ? RC_TIME_ORDER_BEFORE : RC_TIME_ORDER_AFTER;
  return RC_TIME_ORDER_CANNOT_TELL;
}

/* The reverse of count_days(), for days that lie not before the year 0. */
static void
split_days (gint64 days,
            int   *out_year,
            int   *out_month,
            int   *out_day)
{
  gint64 from_march_0 = days + 719468;
  gint64 era = from_march_0 / 146097;
  int day_of_era = (int) (from_march_0 % 146097);
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int month = (5 * day_of_year + 2) / 153;

  *out_day = day_of_year - (153 * month + 2) / 5 + 1;
  *out_month = month < 10 ? month + 3 : month - 9;
  *out_year = (int) (era * 400) + year_of_era + (*out_month <= 2 ? 1 : 0);
}

static gboolean
has_date (gint64 time_us)
{
  return time_us >= RC_FIRST_US && time_us <= RC_LAST_US;
}

static char *
format (gint64      time_us,
        const char *zone)
{
  gint64 days = (time_us - RC_FIRST_US) / RC_US_PER_DAY + RC_FIRST_DAY;
  gint64 us = (time_us - RC_FIRST_US) % RC_US_PER_DAY;
  int second = (int) (us / RC_US_PER_SECOND);
  int fraction = (int) (us % RC_US_PER_SECOND);
  int year, month, day;
  char digits[16] = "";

  split_days (days, &year, &month, &day);
  if (fraction % 1000 != 0)
    g_snprintf (digits, sizeof digits, ".%06d", fraction);
  else if (fraction != 0)
    g_snprintf (digits, sizeof digits, ".%03d", fraction / 1000);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d%s%s", year, month, day, second / 3600, second / 60 % 60,
                          second % 60, digits, zone);
}

/**
 * rc_time_format_utc:
 * @time_us: microseconds since 1970-01-01T00:00:00Z
 *
 * Returns: (transfer full) (nullable): the time by RFC 3339, ending in `Z`, with none, three or six digits after the
 *   point, as many as it needs; %NULL for %RC_TIME_NONE and outside of the years 1 to 9999
 */
char *
rc_time_format_utc (gint64 time_us)
{
  return has_date (time_us) ? format (time_us, "Z") : NULL;
}

/**
 * rc_time_format_local:
 * @time_us: microseconds since 1970-01-01T00:00:00Z
 * @zone_name: (nullable): a zone as the zone data base names it, such as `Europe/Berlin`; %NULL for the machine's own
 *
 * Returns: (transfer full) (nullable): as rc_time_format_utc(), but on that zone's clocks and ending in their offset;
 *   %NULL if no such zone is known, too
 */
char *
rc_time_format_local (gint64      time_us,
                      const char *zone_name)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  char offset_text[16];
  gint64 local_us;
  int offset;
  int interval;

  if (zone == NULL || !has_date (time_us))
    return NULL;

  interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL,
                                        (time_us - RC_FIRST_US) / RC_US_PER_SECOND + RC_FIRST_DAY * 86400);
  /* RFC 3339 offsets have no seconds: zones of long ago are shown to the minute. */
  offset = interval >= 0 ? g_time_zone_get_offset (zone, interval) / 60 : 0;
  local_us = time_us + offset * 60 * RC_US_PER_SECOND;
  if (!has_date (local_us))
    return NULL;

  g_snprintf (offset_text, sizeof offset_text, "%c%02d:%02d", offset < 0 ? '-' : '+', ABS (offset) / 60, ABS (offset) % 60);
  return format (local_us, offset_text);
}

gboolean
rc_timestamp_parse_zone (const char *text,
                         int        *out_minutes)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (text);
  int interval;

  if (zone == NULL)
    return FALSE;

  interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, g_get_real_time () / G_USEC_PER_SEC);
  *out_minutes = g_time_zone_get_offset (zone, MAX (interval, 0)) / 60;
  return TRUE;
}
