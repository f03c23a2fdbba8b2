/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "timestamp.h"

#define US_PER_SECOND G_GINT64_CONSTANT (1000000)
#define US_PER_DAY    (G_GINT64_CONSTANT (86400) * US_PER_SECOND)
#define NS_PER_SECOND G_GINT64_CONSTANT (1000000000)

/* 2000-01-01 and 2100-01-01, in microseconds from 1970-01-01. */
#define FIRST_PLAUSIBLE_US (G_GINT64_CONSTANT (946684800) * 1000000)
#define END_OF_PLAUSIBLE_US (G_GINT64_CONSTANT (4102444800) * 1000000)

/* 0001-01-01T00:00:00Z and the last microsecond of 9999-12-31, in days and microseconds from 1970-01-01. */
#define FIRST_DAY     G_GINT64_CONSTANT (-719162)
#define LAST_DAY      G_GINT64_CONSTANT (2932896)
#define FIRST_US      (FIRST_DAY * US_PER_DAY)
#define LAST_US       ((LAST_DAY + 1) * US_PER_DAY - 1)

/* The clock face of a text, before anything is known about its zone. */
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
  gint64      precision_us;     /* how long the time lasts that the text names; 0 below the microsecond */
} Reader;

static const gint64 powers_of_ten[] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000 };

static gboolean
skip (Reader *self,
      char    c)
{
  if (self->at == self->end || *self->at != c)
    return FALSE;

  self->at++;
  return TRUE;
}

static gboolean
read_digits (Reader *self,
             int     n_digits,
             int     lowest,
             int     highest,
             int    *out_value)
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

static gboolean
is_leap_year (int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
count_days_in_month (int year,
                     int month)
{
  static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  return days[month - 1] + (month == 2 && is_leap_year (year));
}

/* Days from 1970-01-01 in the proleptic Gregorian calendar; years begin in March, so that the leap day comes last. */
static gint64
count_days (int year,
            int month,
            int day)
{
  int y = month <= 2 ? year - 1 : year;
  int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

  return (gint64) y * 365 + y / 4 - y / 100 + y / 400 + day_of_year - 719468;
}

static gboolean
read_date (Reader *self)
{
  return read_digits (self, 4, 1, 9999, &self->year) && skip (self, '-') &&
         read_digits (self, 2, 1, 12, &self->month) && skip (self, '-') &&
         read_digits (self, 2, 1, count_days_in_month (self->year, self->month), &self->day);
}

/* Any number of digits; what is below the nanosecond is cut off. */
static gboolean
read_fraction (Reader *self)
{
  guint n_digits = 0;
  guint32 nanoseconds = 0;

  for (; self->at < self->end && g_ascii_isdigit (*self->at); self->at++)
    if (n_digits < 9)
      {
        nanoseconds = nanoseconds * 10 + (guint32) (*self->at - '0');
        n_digits++;
      }
  if (n_digits == 0)
    return FALSE;

  self->nanoseconds = nanoseconds * (guint32) powers_of_ten[9 - n_digits];
  self->precision_us = n_digits < 6 ? powers_of_ten[6 - n_digits] : 0;
  return TRUE;
}

static gboolean
read_time (Reader *self)
{
  if (!read_digits (self, 2, 0, 23, &self->hour) || !skip (self, ':') ||
      !read_digits (self, 2, 0, 59, &self->minute))
    return FALSE;

  self->precision_us = 60 * US_PER_SECOND;
  if (!skip (self, ':'))
    return TRUE;
  if (!read_digits (self, 2, 0, 60, &self->second))
    return FALSE;

  self->precision_us = US_PER_SECOND;
  return !(skip (self, '.') || skip (self, ',')) || read_fraction (self);
}

static gboolean
skip_universal (Reader *self)
{
  const char *start = self->at;

  if (skip (self, 'Z') || skip (self, 'z'))
    return TRUE;

  skip (self, ' ');
  if (skip (self, 'U') && skip (self, 'T') && skip (self, 'C'))
    return TRUE;
  self->at = start;
  return FALSE;
}

/* What stands behind the time: nothing, Z, UTC or an offset; an offset of zero can have Z or UTC behind it. */
static gboolean
read_zone (Reader   *self,
           gboolean *out_found,
           int      *out_minutes)
{
  int hours = 0;
  int minutes = 0;
  gboolean is_negative;

  *out_minutes = 0;
  *out_found = self->at < self->end;
  if (!*out_found || skip_universal (self))
    return self->at == self->end;

  skip (self, ' ');
  is_negative = skip (self, '-');
  if (!is_negative && !skip (self, '+'))
    return FALSE;
  if (!read_digits (self, 2, 0, 23, &hours))
    return FALSE;
  if ((skip (self, ':') || (self->at < self->end && g_ascii_isdigit (*self->at))) &&
      !read_digits (self, 2, 0, 59, &minutes))
    return FALSE;

  *out_minutes = (hours * 60 + minutes) * (is_negative ? -1 : 1);
  if (*out_minutes == 0)
    skip_universal (self);
  return self->at == self->end;
}

/* A leap second is always the last of a day in UTC: 23:59:60. */
static gboolean
is_leap_second_possible (const Reader *self,
                         int           offset_minutes)
{
  int minute_of_day = self->hour * 60 + self->minute - offset_minutes;

  return (minute_of_day % 1440 + 1440) % 1440 == 1439;
}

static gint64
count_microseconds (const Reader *self,
                    int           offset_minutes)
{
  gint64 minutes = count_days (self->year, self->month, self->day) * 1440 + self->hour * 60 + self->minute - offset_minutes;

  return (minutes * 60 + self->second) * US_PER_SECOND + self->nanoseconds / 1000;
}

static gboolean
is_plausible (gint64 from_us,
              gint64 to_us)
{
  return from_us >= FIRST_US && to_us <= LAST_US;
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
 * `Z` or `UTC` behind it, or nothing; or a date alone, which is the whole day. The answer spans the time that the text
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
  Reader reader = { .at = text, .end = text + length, .precision_us = US_PER_DAY };
  RcZoneSource zone = RC_ZONE_EXPLICIT;
  gboolean has_zone = FALSE;
  gboolean is_leap_second;
  int offset = 0;
  gint64 from_us;
  gint64 to_us;

  if (!read_date (&reader))
    return FALSE;
  if (reader.end - reader.at > 1 && (*reader.at == 'T' || *reader.at == 't' ||
                                     (*reader.at == ' ' && g_ascii_isdigit (reader.at[1]))))
    {
      reader.at++;
      if (!read_time (&reader))
        return FALSE;
    }
  if (!read_zone (&reader, &has_zone, &offset))
    return FALSE;

  if (!has_zone)
    {
      zone = zone_if_absent;
      offset = zone == RC_ZONE_UNKNOWN ? 0 : offset_minutes_if_absent;
      if (zone == RC_ZONE_EXPLICIT)
        return FALSE;
    }

  is_leap_second = reader.second == 60;
  if (is_leap_second)
    {
      if (zone != RC_ZONE_UNKNOWN && !is_leap_second_possible (&reader, offset))
        return FALSE;
      reader.second = 59;
      reader.nanoseconds = 999999000;
      reader.precision_us = 0;
    }

  from_us = count_microseconds (&reader, offset);
  to_us = reader.precision_us > 0 ? from_us + reader.precision_us - 1 : from_us;
  if (!is_plausible (from_us, to_us))
    return FALSE;

  if (zone == RC_ZONE_UNKNOWN)
    {
      from_us = MAX (from_us - US_PER_DAY, FIRST_US);
      to_us = MIN (to_us + US_PER_DAY, LAST_US);
    }

  out_timestamp->from_us = from_us;
  out_timestamp->to_us = to_us;
  out_timestamp->nanoseconds = (guint16) (reader.nanoseconds % 1000);
  out_timestamp->zone = zone;
  return TRUE;
}

/* Reads a non-negative decimal; digits of the fraction beyond the ninth are cut off. */
static gboolean
read_decimal (const char *at,
              const char *end,
              gint64     *out_whole,
              gint64     *out_fraction,
              guint      *out_n_fraction)
{
  const char *start = at;
  gint64 whole = 0;
  gint64 fraction = 0;
  guint n_fraction = 0;

  for (; at < end && g_ascii_isdigit (*at); at++)
    {
      if (whole > (G_MAXINT64 - 9) / 10)
        return FALSE;
      whole = whole * 10 + (*at - '0');
    }
  if (at == start)
    return FALSE;

  if (at < end && *at == '.')
    {
      start = ++at;
      for (; at < end && g_ascii_isdigit (*at); at++)
        if (n_fraction < 9)
          {
            fraction = fraction * 10 + (*at - '0');
            n_fraction++;
          }
      if (at == start)
        return FALSE;
    }

  *out_whole = whole;
  *out_fraction = fraction;
  *out_n_fraction = n_fraction;
  return at == end;
}

/**
 * rc_timestamp_is_plausible:
 *
 * A count of milliseconds read as seconds lies tens of thousands of years ahead, one of seconds read as milliseconds in January 1970
 * (tamper-cases.md T22).
 *
 * Returns: whether it lies from 2000 to 2099
 */
gboolean
rc_timestamp_is_plausible (const RcTimestamp *self)
{
  return self->from_us >= FIRST_PLAUSIBLE_US && self->from_us < END_OF_PLAUSIBLE_US;
}

/**
 * rc_timestamp_from_epoch:
 * @digits: tainted; a decimal number of units since 1970-01-01T00:00:00Z, a minus sign and a fraction allowed; needs no
 *   terminator
 * @length: of @digits in bytes
 * @units_per_second: 1, 1000, 1000000, 1000000000 or another power of ten between them
 * @out_timestamp: (out): set where the answer is %TRUE
 *
 * The answer spans one unit of the last digit written, and says %RC_ZONE_RULE: the epoch is in UTC by definition.
 *
 * Returns: whether @digits is a number and its time lies in the years 1 to 9999
 */
gboolean
rc_timestamp_from_epoch (const char  *digits,
                         gsize        length,
                         gint64       units_per_second,
                         RcTimestamp *out_timestamp)
{
  const char *end = digits + length;
  gboolean is_negative = length > 0 && *digits == '-';
  gint64 whole = 0;
  gint64 fraction = 0;
  guint n_fraction = 0;
  gint64 ns_per_unit;
  gint64 ns;
  gint64 us;
  gint64 precision_us;

  g_return_val_if_fail (units_per_second > 0 && NS_PER_SECOND % units_per_second == 0, FALSE);

  if (!read_decimal (digits + is_negative, end, &whole, &fraction, &n_fraction))
    return FALSE;
  if (whole / units_per_second > (LAST_DAY + 1) * 86400)
    return FALSE;

  ns_per_unit = NS_PER_SECOND / units_per_second;
  ns = whole % units_per_second * ns_per_unit + fraction * ns_per_unit / powers_of_ten[n_fraction];
  us = whole / units_per_second * US_PER_SECOND + ns / 1000;
  ns %= 1000;
  if (is_negative)
    {
      us = ns > 0 ? -us - 1 : -us;
      ns = ns > 0 ? 1000 - ns : 0;
    }

  precision_us = ns_per_unit / powers_of_ten[n_fraction] / 1000;
  if (!is_plausible (us, us + MAX (precision_us, 1) - 1))
    return FALSE;

  out_timestamp->from_us = us;
  out_timestamp->to_us = us + MAX (precision_us, 1) - 1;
  out_timestamp->nanoseconds = (guint16) ns;
  out_timestamp->zone = RC_ZONE_RULE;
  return TRUE;
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

static char *
format (gint64      time_us,
        const char *zone)
{
  gint64 days = (time_us - FIRST_US) / US_PER_DAY + FIRST_DAY;
  gint64 us = (time_us - FIRST_US) % US_PER_DAY;
  int second = (int) (us / US_PER_SECOND);
  int fraction = (int) (us % US_PER_SECOND);
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
  return is_plausible (time_us, time_us) ? format (time_us, "Z") : NULL;
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

  if (zone == NULL || !is_plausible (time_us, time_us))
    return NULL;

  interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL,
                                        (time_us - FIRST_US) / US_PER_SECOND + FIRST_DAY * 86400);
  /* RFC 3339 offsets have no seconds: zones of long ago are shown to the minute. */
  offset = interval >= 0 ? g_time_zone_get_offset (zone, interval) / 60 : 0;
  local_us = time_us + offset * 60 * US_PER_SECOND;
  if (!is_plausible (local_us, local_us))
    return NULL;

  g_snprintf (offset_text, sizeof offset_text, "%c%02d:%02d", offset < 0 ? '-' : '+', ABS (offset) / 60, ABS (offset) % 60);
  return format (local_us, offset_text);
}
