/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "date-words.h"

#include "words.h"

#include <string.h>

#define GROUP 3     /* digits that stand together */

static const char *
get_month (int month)
{
  switch (month)
    {
    case 1:
      return C_("in a date", "January");
    case 2:
      return C_("in a date", "February");
    case 3:
      return C_("in a date", "March");
    case 4:
      return C_("in a date", "April");
    case 5:
      return C_("in a date", "May");
    case 6:
      return C_("in a date", "June");
    case 7:
      return C_("in a date", "July");
    case 8:
      return C_("in a date", "August");
    case 9:
      return C_("in a date", "September");
    case 10:
      return C_("in a date", "October");
    case 11:
      return C_("in a date", "November");
    default:
      return C_("in a date", "December");
    }
}

static GDateTime *
place_in_zone (gint64      time_us,
               const char *zone_name)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  gint64 seconds = time_us / G_USEC_PER_SEC - (time_us % G_USEC_PER_SEC < 0 ? 1 : 0);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);

  return zone != NULL && utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
}

static char *
write_day (GDateTime *time)
{
  int day = g_date_time_get_day_of_month (time);
  const char *month = get_month (g_date_time_get_month (time));
  int year = g_date_time_get_year (time);

  /* Translators: day, month, year of any day but the first: 14 August 2026. */
  if (day != 1)
    return g_strdup_printf (C_("a day", "%1$d %2$s %3$d"), day, month, year);
  /* Translators: the same for the first day of a month: 1 August 2026. */
  return g_strdup_printf (C_("the first day of a month", "%1$d %2$s %3$d"), day, month, year);
}

static char *
write_clock (GDateTime *time)
{
  /* Translators: hour, minute, and the zone's own short name: 10:42 CEST. */
  return g_strdup_printf (C_("clock time", "%1$02d:%2$02d %3$s"), g_date_time_get_hour (time), g_date_time_get_minute (time),
                          g_date_time_get_timezone_abbreviation (time));
}

/**
 * rc_date_words_day:
 * @time_us: microseconds since 1970-01-01T00:00:00Z
 * @zone_name: (nullable): on whose calendar, as the zone data base names it, such as `Europe/Berlin` or `UTC`; %NULL for the
 *   machine's own
 *
 * Returns: (transfer full) (nullable): "14 August 2026"; %NULL for a time outside the years 1 to 9999, and for a zone that nobody knows
 */
char *
rc_date_words_day (gint64      time_us,
                   const char *zone_name)
{
  g_autoptr (GDateTime) time = place_in_zone (time_us, zone_name);

  return time != NULL ? write_day (time) : NULL;
}

/**
 * rc_date_words_clock:
 * @time_us: microseconds since 1970-01-01T00:00:00Z
 * @zone_name: (nullable): as in rc_date_words_day()
 *
 * Returns: (transfer full) (nullable): "10:42 CEST", the minute that had begun; %NULL as in rc_date_words_day()
 */
char *
rc_date_words_clock (gint64      time_us,
                     const char *zone_name)
{
  g_autoptr (GDateTime) time = place_in_zone (time_us, zone_name);

  return time != NULL ? write_clock (time) : NULL;
}

/**
 * rc_date_words_moment:
 * @time_us: microseconds since 1970-01-01T00:00:00Z
 * @zone_name: (nullable): as in rc_date_words_day()
 *
 * Returns: (transfer full) (nullable): "14 August 2026, 10:42 CEST"; %NULL as in rc_date_words_day()
 */
char *
rc_date_words_moment (gint64      time_us,
                      const char *zone_name)
{
  g_autoptr (GDateTime) time = place_in_zone (time_us, zone_name);
  g_autofree char *day = time != NULL ? write_day (time) : NULL;
  g_autofree char *clock = time != NULL ? write_clock (time) : NULL;

  /* Translators: a day and a clock time: 14 August 2026, 10:42 CEST. */
  return time != NULL ? g_strdup_printf (C_("day and clock time", "%1$s, %2$s"), day, clock) : NULL;
}

/**
 * rc_count_words:
 * @count: how many
 *
 * Returns: (transfer full): the number with its thousands set apart, never broken over two lines: "41,206"
 */
char *
rc_count_words (guint64 count)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, count);
  /* Translators: what stands between the groups of three digits of a large number; a space must be U+00A0. */
  const char *between = C_("between thousands", ",");
  GString *out = g_string_new (NULL);

  for (gsize left = strlen (digits), i = 0; left > 0; left--, i++)
    {
      if (i > 0 && left % GROUP == 0)
        g_string_append (out, between);
      g_string_append_c (out, digits[i]);
    }

  return g_string_free (out, FALSE);
}
