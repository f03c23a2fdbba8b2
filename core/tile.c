/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tile.h"

#include <string.h>

#define MAX_LEB128_BYTES 10

static gsize
leb128_put (guint8  *out,
            guint64  value)
{
  gsize length = 0;

  while (value >= 0x80)
    {
      out[length++] = (guint8) (value | 0x80);
      value >>= 7;
    }
  out[length++] = (guint8) value;
  return length;
}

static gboolean
leb128_get (const guint8 **cursor,
            const guint8  *end,
            guint64       *out_value)
{
  guint64 value = 0;

  for (guint shift = 0; shift < 63 && *cursor < end; shift += 7)
    {
      guint8 byte = *(*cursor)++;

      value |= (guint64) (byte & 0x7f) << shift;
      if ((byte & 0x80) == 0)
        {
          *out_value = value;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * rc_tile_from_row:
 * @statement: stands on a row with the columns first_record, start, lengths, hash
 *
 * Returns: whether the row is well-formed; it is as tainted as evidence
 */
gboolean
rc_tile_from_row (sqlite3_stmt *statement,
                  gint64        source,
                  RcTile       *out_tile)
{
  const guint8 *cursor, *end;
  guint64 place = 0;

  out_tile->source = source;
  out_tile->first_record = (guint64) sqlite3_column_int64 (statement, 0);
  out_tile->start = (guint64) sqlite3_column_int64 (statement, 1);
  out_tile->count = 0;
  if (out_tile->first_record % RC_LIMIT_TILE_LEAVES != 1 || out_tile->start > G_MAXINT64
      || !rc_database_column_digest (statement, 3, &out_tile->hash))
    return FALSE;

  cursor = sqlite3_column_blob (statement, 2);
  if (cursor == NULL)
    return FALSE;
  end = cursor + sqlite3_column_bytes (statement, 2);
  while (cursor < end)
    {
      guint64 length;

      if (out_tile->count == RC_LIMIT_TILE_LEAVES || !leb128_get (&cursor, end, &length)
          || length > G_MAXINT64 - place)
        return FALSE;
      place += length;
      out_tile->ends[out_tile->count++] = place;
    }

  return out_tile->count > 0;
}

/**
 * rc_tile_load:
 * @record: a record of the source, from 1
 *
 * Loads the tile that holds a record.
 */
gboolean
rc_tile_load (RcDatabase  *database,
              gint64       source,
              guint64      record,
              RcTile      *out_tile,
              GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT first_record, start, lengths, hash FROM tile "
                                                 "WHERE source = ?1 AND first_record = ?2",
                                                 error);
  gboolean row = FALSE;
  gboolean good;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, source);
  sqlite3_bind_int64 (statement, 2, (gint64) ((record - 1) / RC_LIMIT_TILE_LEAVES * RC_LIMIT_TILE_LEAVES + 1));
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;

  good = row && rc_tile_from_row (statement, source, out_tile) && record - out_tile->first_record < out_tile->count;
  if (row)
    sqlite3_reset (statement);
  if (!good)
    g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED,
                 "the places of the records of source %" G_GINT64_FORMAT " in the case are damaged near record %"
                 G_GUINT64_FORMAT, source, record);
  return good;
}

gboolean
rc_tile_locate (const RcTile *self,
                guint64       record,
                guint64      *out_offset,
                guint64      *out_length)
{
  guint64 index = record - self->first_record;
  guint64 begin;

  if (record < self->first_record || index >= self->count)
    return FALSE;

  begin = index == 0 ? 0 : self->ends[index - 1];
  *out_offset = self->start + begin;
  *out_length = self->ends[index] - begin;
  return TRUE;
}

/* Of a source that is not here whole a tile is the one record that is. */
static gboolean
find_excerpt (RcDatabase      *database,
              const RcSource  *source,
              guint64          offset,
              RcTile          *out_tile,
              GError         **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT record, offset, length FROM excerpt WHERE source = ?1 AND offset <= ?2 "
                                                 "AND ?2 - offset < length LIMIT 1", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, source->id);
  sqlite3_bind_int64 (statement, 2, (gint64) offset);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_WITHHELD,
                   "the record at byte %" G_GUINT64_FORMAT " of source %" G_GINT64_FORMAT " is withheld from this copy", offset, source->id);
      return FALSE;
    }

  out_tile->source = source->id;
  out_tile->first_record = (guint64) sqlite3_column_int64 (statement, 0);
  out_tile->start = (guint64) sqlite3_column_int64 (statement, 1);
  out_tile->count = 1;
  out_tile->ends[0] = (guint64) sqlite3_column_int64 (statement, 2);
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * rc_tile_find:
 * @source: a source with records, no repeat of another
 * @offset: a place in it, before its end
 *
 * Loads the tile that holds a place. Tiles follow each other: it is found by halving.
 */
gboolean
rc_tile_find (RcDatabase      *database,
              const RcSource  *source,
              guint64          offset,
              RcTile          *out_tile,
              GError         **error)
{
  guint64 low = 0;
  guint64 high = (source->records + RC_LIMIT_TILE_LEAVES - 1) / RC_LIMIT_TILE_LEAVES;

  if (rc_source_is_incomplete (source))
    return find_excerpt (database, source, offset, out_tile, error);
  while (low < high)
    {
      guint64 middle = low + (high - low) / 2;

      if (!rc_tile_load (database, source->id, middle * RC_LIMIT_TILE_LEAVES + 1, out_tile, error))
        return FALSE;
      if (offset < out_tile->start)
        high = middle;
      else if (offset - out_tile->start >= out_tile->ends[out_tile->count - 1])
        low = middle + 1;
      else
        return TRUE;
    }

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED,
               "no record of source %" G_GINT64_FORMAT " in the case holds its byte %" G_GUINT64_FORMAT, source->id, offset);
  return FALSE;
}

guint64
rc_tile_record_at (const RcTile *self,
                   guint64       offset)
{
  guint low = 0;
  guint high = self->count - 1;

  g_return_val_if_fail (offset >= self->start && offset - self->start < self->ends[high], 0);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (offset - self->start < self->ends[middle])
        high = middle;
      else
        low = middle + 1;
    }
  return self->first_record + low;
}

/**
 * rc_tile_list_hashes:
 *
 * Returns: (transfer full) (element-type RcDigest): the hash of each tile of a source, as the case keeps them
 */
GArray *
rc_tile_list_hashes (RcDatabase  *database,
                     gint64       source,
                     GError     **error)
{
  g_autoptr (GArray) hashes = g_array_new (FALSE, FALSE, sizeof (RcDigest));
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT hash FROM tile WHERE source = ?1 ORDER BY first_record",
                                                 error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, source);
  while (TRUE)
    {
      RcDigest hash;

      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&hashes);
      if (!rc_database_column_digest (statement, 0, &hash))
        memset (&hash, 0, sizeof hash);
      g_array_append_val (hashes, hash);
    }
}

/**
 * rc_tile_save:
 *
 * Inserts the tile's row within the caller's transaction.
 */
gboolean
rc_tile_save (const RcTile  *self,
              RcDatabase    *database,
              GError       **error)
{
  guint8 lengths[RC_LIMIT_TILE_LEAVES * MAX_LEB128_BYTES];
  gsize n_bytes = 0;
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "INSERT INTO tile (source, first_record, start, lengths, hash) "
                                                 "VALUES (?1, ?2, ?3, ?4, ?5)",
                                                 error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < self->count; i++)
    n_bytes += leb128_put (lengths + n_bytes, self->ends[i] - (i == 0 ? 0 : self->ends[i - 1]));

  sqlite3_bind_int64 (statement, 1, self->source);
  sqlite3_bind_int64 (statement, 2, (gint64) self->first_record);
  sqlite3_bind_int64 (statement, 3, (gint64) self->start);
  sqlite3_bind_blob64 (statement, 4, lengths, n_bytes, SQLITE_TRANSIENT);
  rc_database_bind_digest (statement, 5, &self->hash);
  return rc_database_run (database, statement, error);
}
