/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "occurrence.h"

/* A chain of records that replace each other is as long as an id has records; each turn halves it. */
#define MAX_TURNS 64

/**
 * rc_occurrence_find:
 * @event: number of a row of `event`
 * @out_of: (out): the event that counts instead, 0: it counts itself
 * @out_superseded: (out): whether that one replaced it; else it is the same record
 *
 * What the running import found is seen too.
 */
gboolean
rc_occurrence_find (RcDatabase  *database,
                    gint64       event,
                    gint64      *out_of,
                    gboolean    *out_superseded,
                    GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT of FROM occurrence WHERE event IN (?1, -?1)", error);
  gboolean row = FALSE;

  *out_of = 0;
  *out_superseded = FALSE;
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, event);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;

  *out_superseded = sqlite3_column_int64 (statement, 0) < 0;
  *out_of = ABS (sqlite3_column_int64 (statement, 0));
  sqlite3_reset (statement);
  return TRUE;
}

GArray *
rc_occurrence_list_of (RcDatabase  *database,
                       gint64       event,
                       gboolean     superseded,
                       guint        limit,
                       GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT event FROM occurrence WHERE of = ?1 AND event > 0 ORDER BY event LIMIT ?2",
                                                 error);
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, superseded ? -event : event);
  sqlite3_bind_int64 (statement, 2, limit);
  while (row)
    {
      gint64 id;

      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        break;
      id = sqlite3_column_int64 (statement, 0);
      g_array_append_val (events, id);
    }
  return g_steal_pointer (&events);
}

gboolean
rc_occurrence_keep (RcDatabase  *database,
                    gint64       event,
                    gint64       of,
                    gboolean     is_superseded,
                    gboolean     is_published,
                    gboolean    *out_new,
                    GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "INSERT OR IGNORE INTO occurrence (event, of) VALUES (?1, ?2)", error);
  sqlite3_stmt *count;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, is_published ? -event : event);
  sqlite3_bind_int64 (statement, 2, is_superseded ? -of : of);
  if (!rc_database_run (database, statement, error))
    return FALSE;
  *out_new = sqlite3_changes (rc_database_peek (database)) > 0;
  if (!*out_new || is_published)
    return TRUE;

  count = rc_database_prepare (database,
                               "UPDATE source SET events = events - 1 WHERE id = (SELECT source FROM event WHERE id = ?1)", error);
  if (count == NULL)
    return FALSE;

  sqlite3_bind_int64 (count, 1, event);
  return rc_database_run (database, count, error);
}

/* What counts for another must count itself. */
static gboolean
settle (RcDatabase  *database,
        GError     **error)
{
  for (guint turn = 0; turn < MAX_TURNS; turn++)
    {
      if (!rc_database_exec (database,
                             "UPDATE occurrence SET of = CASE WHEN occurrence.of < 0 OR next.of < 0 THEN -abs (next.of) ELSE next.of END "
                             "FROM occurrence AS next WHERE next.event = abs (occurrence.of)", error))
        return FALSE;
      if (sqlite3_changes (rc_database_peek (database)) == 0)
        return TRUE;
    }

  g_set_error_literal (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED, "Records of the case replace each other in a circle");
  return FALSE;
}

/**
 * rc_occurrence_publish:
 *
 * Shows what the import found about events of earlier ones, and lets every row name the event that counts in the end.
 */
gboolean
rc_occurrence_publish (RcDatabase  *database,
                       GError     **error)
{
  return rc_database_exec (database,
                           "WITH loss (source, events) AS MATERIALIZED (SELECT event.source, count (*) FROM occurrence JOIN event "
                           "ON event.id = -occurrence.event WHERE occurrence.event < 0 GROUP BY event.source) "
                           "UPDATE source SET events = source.events - loss.events FROM loss WHERE source.id = loss.source", error)
    && rc_database_exec (database, "UPDATE occurrence SET event = -event WHERE event < 0", error)
    && settle (database, error);
}

/**
 * rc_occurrence_count:
 * @source: number of a source; 0: of all
 * @out_repeated: (out): rows of records that stand elsewhere with the same bytes
 * @out_superseded: (out): rows of records that another of the same id replaced
 */
gboolean
rc_occurrence_count (RcCase    *case_file,
                     gint64     source,
                     guint64   *out_repeated,
                     guint64   *out_superseded,
                     GError   **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement;
  gboolean row = FALSE;

  *out_repeated = *out_superseded = 0;
  statement = rc_database_prepare (database,
                                   source != 0
                                   ? "SELECT count (*) FILTER (WHERE of > 0), count (*) FILTER (WHERE of < 0) FROM occurrence "
                                     "WHERE event BETWEEN (SELECT first_event FROM source WHERE id = ?2) "
                                     "AND (SELECT first_event + event_rows - 1 FROM source WHERE id = ?2) AND event <= ?1"
                                   : "SELECT count (*) FILTER (WHERE of > 0), count (*) FILTER (WHERE of < 0) FROM occurrence "
                                     "WHERE event > 0 AND event <= ?1 AND ?2 = ?2", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, rc_case_get_mark (case_file, "event"));
  sqlite3_bind_int64 (statement, 2, source);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;

  *out_repeated = (guint64) sqlite3_column_int64 (statement, 0);
  *out_superseded = (guint64) sqlite3_column_int64 (statement, 1);
  sqlite3_reset (statement);
  return TRUE;
}
