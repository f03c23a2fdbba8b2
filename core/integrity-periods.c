/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "integrity-periods.h"

#include "event-index.h"

#define DAY_US            (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
#define MAX_DAYS          62      /* told day by day */
#define MAX_DAYS_OF_MONTHS 3700   /* told month by month */
#define MAX_PERIODS       400u    /* looked at for being empty */
/* So many exceptions are looked up for the time of their record. */
#define MAX_PLACED        10000u

#define EVENTS "FROM event WHERE id <= (SELECT mark FROM published WHERE item = 'event') "

/* While periods are counted. */
typedef struct
{
  RcIntegrityFacts *facts;
  GHashTable       *places;     /* start_us → place in the array + 1 */
  gint64            start_us;   /* of the period met last */
  gint64            end_us;
  guint             place;
} Count;

/* --- Spans --- */

static gboolean
find_span (RcIntegrityFacts  *facts,
           RcDatabase        *database,
           GError           **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT source, min (time_us), max (time_us), count (*), count (time_us) " EVENTS
                                                 "AND id NOT IN (SELECT event FROM occurrence) GROUP BY source", error);
  gboolean row = FALSE;
  guint next = 0;

  if (statement == NULL)
    return FALSE;

  while (rc_database_step (database, statement, &row, error))
    {
      gint64 source = row ? sqlite3_column_int64 (statement, 0) : 0;
      gint64 from_us = row ? rc_database_column_time (statement, 1) : RC_TIME_NONE;
      gint64 to_us = row ? rc_database_column_time (statement, 2) : RC_TIME_NONE;

      if (!row)
        return TRUE;

      facts->events += (guint64) sqlite3_column_int64 (statement, 3);
      facts->undated += (guint64) (sqlite3_column_int64 (statement, 3) - sqlite3_column_int64 (statement, 4));
      if (from_us == RC_TIME_NONE)
        continue;
      facts->from_us = facts->from_us == RC_TIME_NONE ? from_us : MIN (facts->from_us, from_us);
      facts->to_us = facts->to_us == RC_TIME_NONE ? to_us : MAX (facts->to_us, to_us);
      /* Both are in the order of the sources. */
      while (next < facts->sources->len && g_array_index (facts->sources, RcIntegritySource, next).source->id < source)
        next++;
      if (next < facts->sources->len && g_array_index (facts->sources, RcIntegritySource, next).source->id == source)
        {
          g_array_index (facts->sources, RcIntegritySource, next).from_us = from_us;
          g_array_index (facts->sources, RcIntegritySource, next).to_us = to_us;
        }
    }
  return FALSE;
}

static void
choose_scale (RcIntegrityFacts *facts)
{
  gint64 days = facts->from_us == RC_TIME_NONE ? 0 : (facts->to_us / DAY_US) - (facts->from_us / DAY_US) + 1;

  facts->scale = days <= MAX_DAYS ? RC_INTEGRITY_BY_DAY : days <= MAX_DAYS_OF_MONTHS ? RC_INTEGRITY_BY_MONTH : RC_INTEGRITY_BY_YEAR;
}

/* --- Periods --- */

/* FALSE: a time for which there is no calendar. */
static gboolean
find_bounds (RcIntegrityScale scale,
             gint64           time_us,
             gint64          *out_start_us,
             gint64          *out_end_us)
{
  gint64 seconds = time_us / G_USEC_PER_SEC - (time_us % G_USEC_PER_SEC < 0);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) start = NULL;
  g_autoptr (GDateTime) end = NULL;

  if (time == NULL)
    return FALSE;

  start = g_date_time_new_utc (g_date_time_get_year (time), scale == RC_INTEGRITY_BY_YEAR ? 1 : g_date_time_get_month (time),
                               scale == RC_INTEGRITY_BY_DAY ? g_date_time_get_day_of_month (time) : 1, 0, 0, 0);
  end = scale == RC_INTEGRITY_BY_DAY ? g_date_time_add_days (start, 1)
        : scale == RC_INTEGRITY_BY_MONTH ? g_date_time_add_months (start, 1) : g_date_time_add_years (start, 1);
  *out_start_us = g_date_time_to_unix (start) * G_USEC_PER_SEC;
  *out_end_us = end != NULL ? g_date_time_to_unix (end) * G_USEC_PER_SEC : G_MAXINT64;
  return TRUE;
}

/* The period that holds the time, made where it is met first; (nullable). */
static RcIntegrityPeriod *
find_period (Count  *count,
             gint64  time_us)
{
  GArray *periods = count->facts->periods;
  guint place;

  if (count->end_us > count->start_us && count->start_us <= time_us && time_us < count->end_us)
    return &g_array_index (periods, RcIntegrityPeriod, count->place);
  if (!find_bounds (count->facts->scale, time_us, &count->start_us, &count->end_us))
    {
      count->end_us = count->start_us = 0;
      return NULL;
    }

  place = GPOINTER_TO_UINT (g_hash_table_lookup (count->places, &count->start_us));
  if (place == 0)
    {
      RcIntegrityPeriod period = { .start_us = count->start_us };

      g_array_append_val (periods, period);
      place = periods->len;
      g_hash_table_insert (count->places, g_memdup2 (&count->start_us, sizeof (gint64)), GUINT_TO_POINTER (place));
    }
  count->place = place - 1;
  return &g_array_index (periods, RcIntegrityPeriod, count->place);
}

static gboolean
count_events (Count         *count,
              RcDatabase    *database,
              GCancellable  *cancellable,
              GError       **error)
{
  RcProtectionMap *map = rc_coverage_peek_map (count->facts->coverage);
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT source, record, time_us " EVENTS
                                                 "AND time_us IS NOT NULL AND id NOT IN (SELECT event FROM occurrence) ORDER BY id", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  while (rc_database_step (database, statement, &row, error))
    {
      RcIntegrityPeriod *period = row ? find_period (count, sqlite3_column_int64 (statement, 2)) : NULL;
      gint64 source;
      guint64 record;

      if (!row)
        return TRUE;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        break;
      if (period == NULL)
        continue;
      source = sqlite3_column_int64 (statement, 0);
      record = (guint64) sqlite3_column_int64 (statement, 1);
      period->events++;
      period->counts[rc_protection_map_get (map, source, record, NULL)]++;
    }
  sqlite3_reset (statement);
  return FALSE;
}

/* --- What was noticed in them --- */

static gboolean
find_time (RcDatabase         *database,
           gint64              event,
           gint64             *out_time_us,
           GError            **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT time_us FROM event WHERE id = ?1", error);
  gboolean row = FALSE;

  *out_time_us = RC_TIME_NONE;
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, event);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (row)
    *out_time_us = rc_database_column_time (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
place_exception (Count              *count,
                 RcCase             *case_file,
                 const RcException  *exception,
                 GError            **error)
{
  RcIntegrityKind kind = rc_integrity_kind (exception->kind);
  RcIntegrityPeriod *period;
  gint64 event = 0;
  gint64 time_us;

  if (!rc_event_find_at_record (case_file, exception->source, (guint64) exception->record, &event, error) ||
      !find_time (rc_case_get_database (case_file), event, &time_us, error))
    return FALSE;
  period = time_us != RC_TIME_NONE ? find_period (count, time_us) : NULL;
  if (period == NULL)
    return TRUE;

  period->faults += kind == RC_INTEGRITY_KIND_FAULT || kind == RC_INTEGRITY_KIND_CONTRADICTION;
  period->holes += kind == RC_INTEGRITY_KIND_HOLE;
  return TRUE;
}

static gboolean
count_noticed (Count   *count,
               RcCase  *case_file,
               GError **error)
{
  const RcJudgement *judgement = rc_coverage_peek_judgement (count->facts->coverage);

  for (guint i = 0; i < MIN (judgement->exceptions->len, MAX_PLACED); i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);

      if (exception->caused_by == 0 && exception->source > 0 && exception->record > 0 &&
          !place_exception (count, case_file, exception, error))
        return FALSE;
    }
  return TRUE;
}

/* A period without an event stands between the others, and says so. */
static void
add_empty_periods (Count *count)
{
  RcIntegrityFacts *facts = count->facts;
  gint64 at_us = facts->from_us;

  if (facts->from_us == RC_TIME_NONE)
    return;
  for (guint i = 0; i < MAX_PERIODS && at_us <= facts->to_us; i++)
    {
      if (find_period (count, at_us) == NULL)
        return;
      at_us = count->end_us;
    }
}

static int
compare_periods (gconstpointer a,
                 gconstpointer b)
{
  const RcIntegrityPeriod *left = a;
  const RcIntegrityPeriod *right = b;

  return left->start_us < right->start_us ? -1 : left->start_us > right->start_us;
}

gboolean
rc_integrity_periods_fill (RcIntegrityFacts  *facts,
                           RcCase            *case_file,
                           GCancellable      *cancellable,
                           GError           **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Count count = { .facts = facts, .places = places };

  if (!find_span (facts, database, error))
    return FALSE;

  choose_scale (facts);
  if (!count_events (&count, database, cancellable, error) || !count_noticed (&count, case_file, error))
    return FALSE;

  add_empty_periods (&count);
  g_array_sort (facts->periods, compare_periods);
  return TRUE;
}
