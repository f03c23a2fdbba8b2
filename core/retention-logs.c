/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "retention-parts.h"

#define ROWS_BETWEEN_LOOKS 4096u
#define DAY_US             G_TIME_SPAN_DAY

/* From when to when each source has inferences, and the days between that have none. */
typedef struct
{
  const RcRetentionScope *scope;
  GHashTable             *logs;     /* number of a source → RcRetentionLog, borrowed */
  GPtrArray              *list;
  GHashTable             *days;     /* of gint64: days with an inference */
  RcRetentionLog         *last;
} Scan;

static gint64
day_of (gint64 time_us)
{
  gint64 day = time_us / DAY_US;

  return time_us % DAY_US < 0 ? day - 1 : day;
}

static RcRetentionLog *
find_log (Scan   *self,
          gint64  source)
{
  RcRetentionLog *log = self->last;

  if (log == NULL || log->source != source)
    log = g_hash_table_lookup (self->logs, &source);
  if (log == NULL)
    {
      log = g_new0 (RcRetentionLog, 1);
      log->source = source;
      log->first_us = log->last_us = RC_TIME_NONE;
      g_hash_table_insert (self->logs, &log->source, log);
      g_ptr_array_add (self->list, log);
    }
  return self->last = log;
}

static void
count_row (Scan   *self,
           gint64  source,
           gint64  time_us)
{
  RcRetentionLog *log = find_log (self, source);
  gint64 day;

  log->inferences++;
  if (time_us == RC_TIME_NONE)
    {
      log->undated++;
      return;
    }
  log->first_us = log->first_us == RC_TIME_NONE ? time_us : MIN (log->first_us, time_us);
  log->last_us = MAX (log->last_us, time_us);
  day = day_of (time_us);
  if (!g_hash_table_contains (self->days, &day))
    g_hash_table_add (self->days, g_memdup2 (&day, sizeof day));
}

static gboolean
belongs (Scan          *self,
         sqlite3_stmt  *statement,
         gboolean      *out_belongs,
         GError       **error)
{
  const RcRetentionScope *scope = self->scope;
  const RcSystemRow row = { sqlite3_column_int64 (statement, 1), sqlite3_column_int64 (statement, 3), sqlite3_column_int64 (statement, 4),
                            sqlite3_column_int64 (statement, 5) };
  g_autoptr (RcEvent) event = NULL;
  RcSystemCoverage coverage;

  *out_belongs = scope->within == NULL || rc_system_filter_fits_row (scope->within, &row);
  if (!*out_belongs || scope->within == NULL || !rc_system_filter_has_conditions (scope->within))
    return TRUE;
  event = rc_event_load (scope->case_file, sqlite3_column_int64 (statement, 0), error);
  if (event == NULL || !rc_system_filter_covers (scope->within, scope->case_file, scope->reader, event, &coverage, error))
    return FALSE;
  *out_belongs = coverage == RC_SYSTEM_COVERS;
  return TRUE;
}

static gboolean
scan_rows (Scan    *self,
           GError **error)
{
  RcDatabase *database = rc_case_get_database (self->scope->case_file);
  guint64 rows = 0;
  gboolean row = FALSE;
  sqlite3_stmt *statement;

  statement = rc_database_prepare (database,
                                   "SELECT e.id, e.source, e.time_us, e.system, e.model, e.endpoint FROM event e NOT INDEXED "
                                   "JOIN source s ON s.id = e.source WHERE s.state = 'published' AND e.id <= ?1 AND e.kind = ?2 "
                                   "AND NOT EXISTS (SELECT 1 FROM occurrence o WHERE o.event = e.id)", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, rc_case_get_mark (self->scope->case_file, "event"));
  sqlite3_bind_int (statement, 2, RC_EVENT_INFERENCE);
  while (TRUE)
    {
      gboolean counts;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (!belongs (self, statement, &counts, error) ||
          (++rows % ROWS_BETWEEN_LOOKS == 0 && g_cancellable_set_error_if_cancelled (self->scope->cancellable, error)))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
      if (counts)
        count_row (self, sqlite3_column_int64 (statement, 1), rc_database_column_time (statement, 2));
    }
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

static int
compare_lengths (gconstpointer a,
                 gconstpointer b)
{
  const RcRetentionHole *left = a;
  const RcRetentionHole *right = b;

  return compare_days (&(gint64) { right->to_us - right->from_us }, &(gint64) { left->to_us - left->from_us });
}

static int
compare_beginnings (gconstpointer a,
                    gconstpointer b)
{
  return compare_days (&((const RcRetentionHole *) a)->from_us, &((const RcRetentionHole *) b)->from_us);
}

static void
find_holes (RcRetention *self,
            GHashTable  *days)
{
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer day;

  g_hash_table_iter_init (&iter, days);
  while (g_hash_table_iter_next (&iter, &day, NULL))
    g_array_append_vals (sorted, day, 1);
  g_array_sort (sorted, compare_days);
  for (guint i = 1; i < sorted->len; i++)
    {
      RcRetentionHole hole = { (g_array_index (sorted, gint64, i - 1) + 1) * DAY_US, g_array_index (sorted, gint64, i) * DAY_US };

      if (hole.from_us < hole.to_us)
        g_array_append_val (self->holes, hole);
    }
  g_array_sort (self->holes, compare_lengths);
  if (self->holes->len > RC_RETENTION_MAX_HOLES)
    g_array_set_size (self->holes, RC_RETENTION_MAX_HOLES);
  g_array_sort (self->holes, compare_beginnings);
}

static int
compare_logs (gconstpointer a,
              gconstpointer b)
{
  const RcRetentionLog *left = *(const RcRetentionLog * const *) a;
  const RcRetentionLog *right = *(const RcRetentionLog * const *) b;
  int order = compare_days (&left->first_us, &right->first_us);

  return order != 0 ? order : compare_days (&left->source, &right->source);
}

gboolean
rc_retention_add_logs (RcRetention             *self,
                       const RcRetentionScope  *scope,
                       GError                 **error)
{
  g_autoptr (GHashTable) logs = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) days = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Scan scan = { scope, logs, self->logs, days, NULL };

  if (!scan_rows (&scan, error))
    return FALSE;
  for (guint i = 0; i < self->logs->len; i++)
    {
      RcRetentionLog *log = g_ptr_array_index (self->logs, i);
      g_autoptr (RcSource) source = rc_source_load (rc_case_get_database (scope->case_file), log->source, error);

      if (source == NULL)
        return FALSE;
      log->name = g_strdup (source->name);
    }
  g_ptr_array_sort (self->logs, compare_logs);
  find_holes (self, days);
  return TRUE;
}
