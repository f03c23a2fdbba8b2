/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "event-record.h"
#include "source.h"

#define FROM_EVENTS \
  "FROM event e JOIN source s ON s.id = e.source WHERE s.state = 'published' " \
  "AND +e.id <= (SELECT mark FROM published WHERE item = 'event') " \
  "AND NOT EXISTS (SELECT 1 FROM occurrence o WHERE o.event = e.id) "

static GArray *
collect_ids (RcDatabase   *database,
             sqlite3_stmt *statement,
             GError      **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row;

  while (TRUE)
    {
      gint64 id;

      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&ids);
      id = sqlite3_column_int64 (statement, 0);
      g_array_append_val (ids, id);
    }
}

/**
 * rc_event_list_kind:
 * @case_file: the case
 * @kind: which events; for kinds of which a case has few
 * @limit: how many at most
 *
 * Returns: (element-type gint64) (transfer full): the numbers of the events, newest first, those without a time last
 */
GArray *
rc_event_list_kind (RcCase      *case_file,
                    RcEventKind  kind,
                    guint        limit,
                    GError     **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement;

  statement = rc_database_prepare (database,
                                   "SELECT e.id " FROM_EVENTS "AND e.kind = ? ORDER BY e.time_us DESC, e.id DESC LIMIT ?",
                                   error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int (statement, 1, kind);
  sqlite3_bind_int64 (statement, 2, limit);
  return collect_ids (database, statement, error);
}

/**
 * rc_event_list_between:
 * @case_file: the case
 * @kind: which events
 * @from_us: earliest beginning
 * @to_us: latest beginning
 * @limit: how many at most
 *
 * Returns: (element-type gint64) (transfer full): the numbers of the events, newest first
 */
GArray *
rc_event_list_between (RcCase      *case_file,
                       RcEventKind  kind,
                       gint64       from_us,
                       gint64       to_us,
                       guint        limit,
                       GError     **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement;

  statement = rc_database_prepare (database,
                                   "SELECT e.id " FROM_EVENTS
                                   "AND e.kind = ? AND e.time_us BETWEEN ? AND ? ORDER BY e.time_us DESC, e.id DESC LIMIT ?",
                                   error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int (statement, 1, kind);
  sqlite3_bind_int64 (statement, 2, from_us);
  sqlite3_bind_int64 (statement, 3, to_us);
  sqlite3_bind_int64 (statement, 4, limit);
  return collect_ids (database, statement, error);
}

static gboolean
record_of (RcDatabase  *database,
           gint64       id,
           guint64     *out_record,
           GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT record FROM event WHERE id = ?1", error);
  gboolean row = FALSE;

  *out_record = 0;
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (row)
    *out_record = (guint64) sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * rc_event_find_at_record:
 * @case_file: the case
 * @source: number of a source
 * @record: number of one of its records
 * @out_id: (out): number of the first event that was read from it, 0 where none was
 *
 * The events of a source follow each other in the order of its records: the place is found by halving.
 *
 * Returns: %FALSE with @error
 */
gboolean
rc_event_find_at_record (RcCase   *case_file,
                         gint64    source_id,
                         guint64   record,
                         gint64   *out_id,
                         GError  **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (RcSource) source = rc_source_load (database, source_id, error);
  guint64 found = 0;
  gint64 low, high;

  *out_id = 0;
  if (source == NULL)
    return FALSE;

  low = source->first_event;
  high = source->first_event + (gint64) source->event_rows;
  while (low < high)
    {
      gint64 middle = low + (high - low) / 2;

      if (!record_of (database, middle, &found, error))
        return FALSE;
      if (found < record)
        low = middle + 1;
      else
        high = middle;
    }
  if (low >= source->first_event + (gint64) source->event_rows)
    return TRUE;
  if (!record_of (database, low, &found, error))
    return FALSE;
  if (found == record)
    *out_id = low;
  return TRUE;
}

/**
 * rc_event_list_at_record:
 * @case_file: the case
 * @source: a source; one that repeats another has the events of that one
 * @record: number of one of its records
 * @limit: how many at most
 *
 * All that was read from a record, occurrences and replaced ones too, in whatever order an importer told them.
 *
 * Returns: (element-type gint64) (transfer full): numbers of events, ascending
 */
GArray *
rc_event_list_at_record (RcCase          *case_file,
                         const RcSource  *source,
                         guint64          record,
                         guint            limit,
                         GError         **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (RcSource) first = NULL;
  const RcSource *of = source;
  gint64 from = 0;
  sqlite3_stmt *statement;

  if (rc_source_is_repeat (source))
    {
      of = first = rc_source_load (database, source->parent, error);
      if (first == NULL)
        return NULL;
    }
  if (of->event_rows == 0)
    return g_array_new (FALSE, FALSE, sizeof (gint64));

  /* What is read record by record stands in the order of the records; what is read as a whole may not. */
  if ((of->framing == RC_FRAMING_LINES || of->framing == RC_FRAMING_OBJECTS) && g_strcmp0 (of->kind, "rows") != 0)
    {
      if (!rc_event_find_at_record (case_file, of->id, record, &from, error))
        return NULL;
      if (from == 0)
        return g_array_new (FALSE, FALSE, sizeof (gint64));
      statement = rc_database_prepare (database,
                                       "SELECT id FROM event WHERE id BETWEEN ?1 AND min (?2, ?1 + ?4 - 1) AND record = ?3 ORDER BY id LIMIT ?4",
                                       error);
    }
  else
    {
      from = of->first_event;
      statement = rc_database_prepare (database,
                                       "SELECT id FROM event WHERE id BETWEEN ?1 AND ?2 AND record = ?3 ORDER BY id LIMIT ?4", error);
    }

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, from);
  sqlite3_bind_int64 (statement, 2, of->first_event + (gint64) of->event_rows - 1);
  sqlite3_bind_int64 (statement, 3, (gint64) record);
  sqlite3_bind_int64 (statement, 4, limit);
  return collect_ids (database, statement, error);
}

/* Occurrences are at the time of their events: which of them is met makes no difference. */
#define ENDS "SELECT time_us FROM event INDEXED BY event_by_time WHERE kind = ?1 AND time_us IS NOT NULL AND id <= ?2 ORDER BY time_us "

static gboolean
find_end (RcCase      *case_file,
          const char  *sql,
          RcEventKind  kind,
          gint64      *out_us,
          GError     **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, sql, error);
  gboolean row = FALSE;

  *out_us = RC_TIME_NONE;
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, kind);
  sqlite3_bind_int64 (statement, 2, rc_case_get_mark (case_file, "event"));
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (row)
    *out_us = rc_database_column_time (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * rc_event_find_period:
 * @kind: which events
 * @out_from_us: (out): beginning of the first
 * @out_to_us: (out): beginning of the last; both %RC_TIME_NONE where no event of @kind has a time
 */
gboolean
rc_event_find_period (RcCase       *case_file,
                      RcEventKind   kind,
                      gint64       *out_from_us,
                      gint64       *out_to_us,
                      GError      **error)
{
  return find_end (case_file, ENDS "LIMIT 1", kind, out_from_us, error)
    && find_end (case_file, ENDS "DESC LIMIT 1", kind, out_to_us, error);
}
