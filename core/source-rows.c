/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "source-rows.h"

#include <string.h>

/**
 * rc_event_row_hash:
 *
 * Feeds an event row as ten 64-bit big-endian numbers.
 */
void
rc_event_row_hash (RcHasher         *hasher,
                   const RcEventRow *row)
{
  const gint64 values[] = {
    row->id, row->source, row->record, row->row, row->kind, row->time_us, row->span_us, row->system, row->model, row->endpoint,
  };
  guint64 bytes[G_N_ELEMENTS (values)];

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    bytes[i] = GUINT64_TO_BE ((guint64) values[i]);
  rc_hasher_update (hasher, bytes, sizeof bytes);
}

gboolean
rc_source_rows_finish (RcHasher    *events,
                       RcDatabase  *database,
                       gint64       source,
                       RcDigest    *out_digest,
                       GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT * FROM claim WHERE source = ?1 ORDER BY id", error);
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  RcDigest event_digest;
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  rc_hasher_finish (events, &event_digest);
  rc_hasher_update (hasher, event_digest.bytes, RC_DIGEST_BYTES);
  sqlite3_bind_int64 (statement, 1, source);
  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      rc_database_hash_row (hasher, statement);
    }

  rc_hasher_finish (hasher, out_digest);
  return TRUE;
}

/**
 * rc_source_rows_digest:
 * @database: any connection to the case
 *
 * Computes the digest from the tables as they are now. A row more, a row less or another value gives another digest.
 */
gboolean
rc_source_rows_digest (RcDatabase      *database,
                       const RcSource  *source,
                       RcDigest        *out_digest,
                       GError         **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT id, source, record, row, kind, time_us, span_us, system, model, endpoint "
                                                 "FROM event WHERE id >= ?1 AND id < ?1 + ?2 ORDER BY id",
                                                 error);
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, source->first_event);
  sqlite3_bind_int64 (statement, 2, (gint64) source->event_rows);
  while (TRUE)
    {
      RcEventRow event;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        break;

      event.id = sqlite3_column_int64 (statement, 0);
      event.source = sqlite3_column_int64 (statement, 1);
      event.record = sqlite3_column_int64 (statement, 2);
      event.row = sqlite3_column_int64 (statement, 3);
      event.kind = sqlite3_column_int64 (statement, 4);
      event.time_us = rc_database_column_time (statement, 5);
      event.span_us = sqlite3_column_int64 (statement, 6);
      event.system = sqlite3_column_int64 (statement, 7);
      event.model = sqlite3_column_int64 (statement, 8);
      event.endpoint = sqlite3_column_int64 (statement, 9);
      rc_event_row_hash (hasher, &event);
    }

  return rc_source_rows_finish (hasher, database, source->id, out_digest, error);
}
