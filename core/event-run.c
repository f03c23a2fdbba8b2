/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "event-run.h"

#include <string.h>

#define ENTRY_BYTES 16

gboolean
rc_event_run_save (RcDatabase          *database,
                   gint64               id,
                   gint64               run,
                   RcEventKey           key,
                   const RcEventEntry  *entries,
                   guint                count,
                   GError             **error)
{
  guint8 data[RC_EVENT_RUN_PART * ENTRY_BYTES];
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "INSERT INTO key_run (id, run, key, first, count, data) "
                                                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                                 error);

  g_return_val_if_fail (count > 0 && count <= RC_EVENT_RUN_PART, FALSE);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < count; i++)
    {
      guint64 hash = GUINT64_TO_BE ((guint64) entries[i].hash);
      guint64 event = GUINT64_TO_BE ((guint64) entries[i].event);

      memcpy (data + i * ENTRY_BYTES, &hash, 8);
      memcpy (data + i * ENTRY_BYTES + 8, &event, 8);
    }

  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_int64 (statement, 2, run);
  sqlite3_bind_int (statement, 3, (int) key);
  sqlite3_bind_int64 (statement, 4, entries[0].hash);
  sqlite3_bind_int (statement, 5, (int) count);
  sqlite3_bind_blob64 (statement, 6, data, (guint64) count * ENTRY_BYTES, SQLITE_STATIC);
  return rc_database_run (database, statement, error);
}

static void
entry_at (const guint8 *data,
          guint         index,
          RcEventEntry *out_entry)
{
  guint64 hash, event;

  memcpy (&hash, data + index * ENTRY_BYTES, 8);
  memcpy (&event, data + index * ENTRY_BYTES + 8, 8);
  out_entry->hash = (gint64) GUINT64_FROM_BE (hash);
  out_entry->event = (gint64) GUINT64_FROM_BE (event);
}

/* Entries of one part with the hash; (out) whether the part before may hold some too. */
static void
collect (const guint8 *data,
         guint         count,
         gint64        hash,
         GArray       *events,
         gboolean     *out_before)
{
  guint low = 0, high = count;
  RcEventEntry entry;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      entry_at (data, middle, &entry);
      if (entry.hash < hash)
        low = middle + 1;
      else
        high = middle;
    }

  *out_before = low == 0;
  for (; low < count; low++)
    {
      entry_at (data, low, &entry);
      if (entry.hash != hash)
        break;
      g_array_append_val (events, entry.event);
    }
}

static gboolean
lookup_in_run (RcDatabase  *database,
               gint64       run,
               RcEventKey   key,
               gint64       hash,
               GArray      *events,
               GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT data FROM key_run INDEXED BY key_run_by_first "
                                                 "WHERE key = ?1 AND run = ?2 AND first <= ?3 ORDER BY first DESC, id DESC",
                                                 error);
  gboolean row = FALSE;
  gboolean before = TRUE;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int (statement, 1, (int) key);
  sqlite3_bind_int64 (statement, 2, run);
  sqlite3_bind_int64 (statement, 3, hash);
  while (before)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      collect (sqlite3_column_blob (statement, 0), (guint) sqlite3_column_bytes (statement, 0) / ENTRY_BYTES,
               hash, events, &before);
    }

  sqlite3_reset (statement);
  return TRUE;
}

GArray *
rc_event_run_lookup (RcDatabase  *database,
                     gint64       last_run,
                     RcEventKey   key,
                     gint64       hash,
                     GError     **error)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 run = 1; run <= last_run; run++)
    {
      if (!lookup_in_run (database, run, key, hash, events, error))
        return NULL;
    }
  return g_steal_pointer (&events);
}

static gboolean
load_part (RcEventRunCursor  *self,
           RcDatabase        *database,
           RcEventKey        *out_key,
           GError           **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT id, key, data FROM key_run WHERE id = ?1 AND run = ?2",
                                                 error);
  gboolean row = FALSE;
  const guint8 *data;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, self->next_row);
  sqlite3_bind_int64 (statement, 2, self->run);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;

  self->at_end = !row;
  self->position = 0;
  self->count = 0;
  if (!row)
    return TRUE;

  self->next_row = sqlite3_column_int64 (statement, 0) + 1;
  if (out_key != NULL)
    *out_key = (RcEventKey) sqlite3_column_int (statement, 1);
  data = sqlite3_column_blob (statement, 2);
  self->count = MIN ((guint) sqlite3_column_bytes (statement, 2) / ENTRY_BYTES, RC_EVENT_RUN_PART);
  for (guint i = 0; i < self->count; i++)
    entry_at (data, i, &self->entries[i]);
  sqlite3_reset (statement);
  self->at_end = self->count == 0;
  return TRUE;
}

/**
 * rc_event_run_cursor_begin:
 * @run: from 1
 * @out_key: (out): which key the run is of
 */
gboolean
rc_event_run_cursor_begin (RcEventRunCursor  *self,
                           RcDatabase        *database,
                           gint64             run,
                           RcEventKey        *out_key,
                           GError           **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT min (id) FROM key_run WHERE run = ?1", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, run);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;

  self->run = run;
  self->next_row = row ? sqlite3_column_int64 (statement, 0) : 0;
  if (row)
    sqlite3_reset (statement);
  return load_part (self, database, out_key, error);
}

gboolean
rc_event_run_cursor_advance (RcEventRunCursor  *self,
                             RcDatabase        *database,
                             GError           **error)
{
  if (++self->position < self->count)
    return TRUE;
  return load_part (self, database, NULL, error);
}

/**
 * rc_event_run_cursor_peek:
 *
 * Returns: (transfer none) (nullable): the entry that the cursor stands at; %NULL behind the last
 */
const RcEventEntry *
rc_event_run_cursor_peek (const RcEventRunCursor *self)
{
  return self->at_end ? NULL : &self->entries[self->position];
}
