/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/demo/demo-calendar.h"

#include "importers/demo/demo-random.h"

#define FIRST_WEEKDAY 2   /* 1 April 2026 is a Wednesday; Monday is 0 */

/* Load of an hour (UTC) of a working day: branches and telephones are open from 8 to 18 o'clock local summer time, the web site
 * always. */
static const guint8 working_day[24] = {
  2, 1, 1, 1, 2, 8, 62, 90, 104, 110, 96, 80, 88, 102, 98, 84, 40, 26, 22, 18, 14, 10, 6, 3,
};

typedef struct
{
  guint8      days;       /* from the beginning of the period to the half month's end */
  const char *last_day;
  const char *log_name;
} Half;

static const Half halves[RC_DEMO_HALVES] = {
  { 15, "2026-04-15", "decisions-2026-04.jsonl" },
  { 30, "2026-04-30", "decisions-2026-04.jsonl" },
  { 45, "2026-05-15", "decisions-2026-05.jsonl" },
  { 61, "2026-05-31", "decisions-2026-05.jsonl" },
  { 76, "2026-06-15", "decisions-2026-06.jsonl" },
  { 91, "2026-06-30", "decisions-2026-06.jsonl" },
  { 106, "2026-07-15", "decisions-2026-07.jsonl" },
  { 122, "2026-07-31", "decisions-2026-07.jsonl" },
};

static guint
get_weekday (gint64 time_ms)
{
  return (guint) ((time_ms - RC_DEMO_START_MS) / RC_DEMO_DAY_MS + FIRST_WEEKDAY) % 7;
}

static guint
get_load (guint hour)
{
  guint weekday = (hour / 24 + FIRST_WEEKDAY) % 7;
  guint load = working_day[hour % 24];

  if (weekday == 5)
    return 1 + load / 6;
  if (weekday == 6)
    return 1 + load / 12;
  return load;
}

/**
 * rc_demo_calendar_init:
 * @inferences: 1 to RC_DEMO_MAX_INFERENCES
 */
void
rc_demo_calendar_init (RcDemoCalendar *self,
                       guint64         seed,
                       guint64         inferences)
{
  self->seed = seed;
  self->inferences = inferences;
  self->load[0] = 0;
  for (guint hour = 0; hour < RC_DEMO_HOURS; hour++)
    self->load[hour + 1] = self->load[hour] + get_load (hour);
}

/* The hour whose part of the whole load holds @place, which is in milliseconds of one unit of load. */
static guint
find_hour (const RcDemoCalendar *self,
           guint64               place)
{
  guint low = 0, high = RC_DEMO_HOURS;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (self->load[middle] * (guint64) RC_DEMO_HOUR_MS <= place)
        low = middle;
      else
        high = middle;
    }

  return low;
}

/**
 * rc_demo_calendar_time:
 * @index: 0 to the number of inferences - 1
 *
 * The whole load is cut into as many equal parts as there are inferences, and one instant is drawn in each: the times ascend,
 * follow the load, and each is known without the ones before it.
 */
gint64
rc_demo_calendar_time (const RcDemoCalendar *self,
                       guint64               index)
{
  guint64 total = self->load[RC_DEMO_HOURS] * (guint64) RC_DEMO_HOUR_MS;
  guint64 part = total / self->inferences;
  guint64 rest = total % self->inferences;
  guint64 place = index * part + index * rest / self->inferences;
  RcDemoRandom random;
  guint64 within, load;
  guint hour;

  rc_demo_random_init (&random, self->seed, RC_DEMO_STREAM_TIME, index);
  place += rc_demo_random_next (&random) % MAX (part, 1);

  hour = find_hour (self, place);
  within = place - self->load[hour] * (guint64) RC_DEMO_HOUR_MS;
  load = self->load[hour + 1] - self->load[hour];
  return RC_DEMO_START_MS + hour * RC_DEMO_HOUR_MS + (gint64) (within / load);
}

/**
 * rc_demo_calendar_before:
 *
 * Returns: how many inferences happen before @time_ms
 */
guint64
rc_demo_calendar_before (const RcDemoCalendar *self,
                         gint64                time_ms)
{
  guint64 low = 0, high = self->inferences;

  while (low < high)
    {
      guint64 middle = low + (high - low) / 2;

      if (rc_demo_calendar_time (self, middle) < time_ms)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/**
 * rc_demo_time_is_office:
 *
 * Returns: whether reviewers are at work
 */
gboolean
rc_demo_time_is_office (gint64 time_ms)
{
  gint64 hour = (time_ms - RC_DEMO_START_MS) % RC_DEMO_DAY_MS / RC_DEMO_HOUR_MS;

  return get_weekday (time_ms) < 5 && hour >= 6 && hour < 16;
}

guint
rc_demo_time_half (gint64 time_ms)
{
  gint64 day = (time_ms - RC_DEMO_START_MS) / RC_DEMO_DAY_MS;
  guint half = 0;

  while (half < RC_DEMO_HALVES - 1 && day >= halves[half].days)
    half++;
  return half;
}

/**
 * rc_demo_half_end:
 *
 * Returns: the first instant after the half month
 */
gint64
rc_demo_half_end (guint half)
{
  return RC_DEMO_START_MS + halves[half].days * RC_DEMO_DAY_MS;
}

const char *
rc_demo_half_last_day (guint half)
{
  return halves[half].last_day;
}

const char *
rc_demo_half_log_name (guint half)
{
  return halves[half].log_name;
}

/* The date of a day counted from 1970-01-01, in the Gregorian calendar, by eras of 400 years that begin in March. */
static void
text_date (RcDemoText *text,
           gint64      days)
{
  gint64 shifted = days + 719468;
  gint64 era = shifted / 146097;
  gint64 day_of_era = shifted % 146097;
  gint64 year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 from_march = (5 * day_of_year + 2) / 153;
  gint64 month = from_march < 10 ? from_march + 3 : from_march - 9;
  gint64 year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);

  rc_demo_text_padded (text, (guint64) year, 4);
  rc_demo_text_literal (text, "-");
  rc_demo_text_padded (text, (guint64) month, 2);
  rc_demo_text_literal (text, "-");
  rc_demo_text_padded (text, (guint64) (day_of_year - (153 * from_march + 2) / 5 + 1), 2);
}

static void
text_to_second (RcDemoText *text,
                gint64      time_ms)
{
  gint64 second = time_ms / 1000 % 86400;

  text_date (text, time_ms / RC_DEMO_DAY_MS);
  rc_demo_text_literal (text, "T");
  rc_demo_text_padded (text, (guint64) (second / 3600), 2);
  rc_demo_text_literal (text, ":");
  rc_demo_text_padded (text, (guint64) (second / 60 % 60), 2);
  rc_demo_text_literal (text, ":");
  rc_demo_text_padded (text, (guint64) (second % 60), 2);
}

/**
 * rc_demo_text_time:
 *
 * Appends "2026-04-01T08:00:03.217Z".
 */
void
rc_demo_text_time (RcDemoText *text,
                   gint64      time_ms)
{
  text_to_second (text, time_ms);
  rc_demo_text_literal (text, ".");
  rc_demo_text_padded (text, (guint64) (time_ms % 1000), 3);
  rc_demo_text_literal (text, "Z");
}

/**
 * rc_demo_text_time_seconds:
 *
 * Appends "2026-04-01T08:00:03Z".
 */
void
rc_demo_text_time_seconds (RcDemoText *text,
                           gint64      time_ms)
{
  text_to_second (text, time_ms);
  rc_demo_text_literal (text, "Z");
}
