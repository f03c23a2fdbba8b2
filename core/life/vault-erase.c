/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/life/vault-erase.h"

#include <string.h>

#include <zstd.h>

#include "core/bounds.h"
#include "core/case.h"
#include "core/vault.h"

/*
 * What uses which bytes is decided by places and not by sources: a stored member is a range of its container, a file met again is the range of the
 * first, and what was read again by another importer is the range of what it replaced.
 */

/* Bytes of the store, the end not among them. */
typedef struct
{
  guint64 start;
  guint64 end;
} Range;

typedef struct
{
  gint64  id;
  Range   range;
  guint64 frame_bytes;
} Block;

void
rc_vault_erased_free (RcVaultErased *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->sources);
  g_free (self);
}

/* --- Ranges --- */

/* Tainted. */
static gboolean
read_range (sqlite3_stmt *statement,
            int           column,
            Range        *out_range,
            GError      **error)
{
  gint64 start = sqlite3_column_int64 (statement, column);
  gint64 length = sqlite3_column_int64 (statement, column + 1);

  if (start >= 0 && length >= 0 && length <= G_MAXINT64 - start)
    {
      *out_range = (Range) { (guint64) start, (guint64) start + (guint64) length };
      return TRUE;
    }
  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED, "the case says of bytes of the evidence store that they stand at %" G_GINT64_FORMAT
               " and are %" G_GINT64_FORMAT " long", start, length);
  return FALSE;
}

/* Ascending, and apart from each other. @statement: start and length, by their start. */
static GArray *
load_ranges (RcDatabase  *database,
             const char  *sql,
             GError     **error)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  sqlite3_stmt *statement = rc_database_prepare (database, sql, error);
  gboolean row;

  if (statement == NULL)
    return NULL;

  for (;;)
    {
      Range *last = ranges->len > 0 ? &g_array_index (ranges, Range, ranges->len - 1) : NULL;
      Range range;

      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&ranges);
      if (!read_range (statement, 0, &range, error))
        {
          sqlite3_reset (statement);
          return NULL;
        }
      if (last != NULL && range.start <= last->end)
        last->end = MAX (last->end, range.end);
      else
        g_array_append_val (ranges, range);
    }
}

/* The first range that ends behind @place. */
static guint
find_range (const GArray *ranges,
            guint64       place)
{
  guint low = 0, high = ranges->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (ranges, Range, middle).end > place)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

static guint64
count_common (const GArray *ranges,
              Range         range)
{
  guint64 common = 0;

  for (guint i = find_range (ranges, range.start); i < ranges->len; i++)
    {
      const Range *other = &g_array_index (ranges, Range, i);

      if (other->start >= range.end)
        break;
      common += MIN (other->end, range.end) - MAX (other->start, range.start);
    }
  return common;
}

static void
add_range (GArray  *ranges,
           guint64  start,
           guint64  end)
{
  Range *last = ranges->len > 0 ? &g_array_index (ranges, Range, ranges->len - 1) : NULL;
  Range range = { start, end };

  if (last != NULL && last->end == start)
    last->end = end;
  else
    g_array_append_val (ranges, range);
}

/* --- Blocks --- */

static GArray *
load_blocks (RcDatabase    *database,
             const GArray  *kept,
             GError       **error)
{
  g_autoptr (GArray) blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id, start, length, length (data) FROM block ORDER BY start", error);
  gboolean row;

  if (statement == NULL)
    return NULL;

  for (;;)
    {
      Block block;

      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&blocks);
      block.id = sqlite3_column_int64 (statement, 0);
      block.frame_bytes = (guint64) sqlite3_column_int64 (statement, 3);
      if (!read_range (statement, 1, &block.range, error))
        {
          sqlite3_reset (statement);
          return NULL;
        }
      if (block.frame_bytes > 0 && count_common (kept, block.range) < block.range.end - block.range.start)
        g_array_append_val (blocks, block);
    }
}

static gboolean
save_frame (RcDatabase   *database,
            const Block  *block,
            const void   *frame,
            gsize         length,
            GError      **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "UPDATE block SET data = ?2 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, block->id);
  sqlite3_bind_blob64 (statement, 2, frame, length, SQLITE_STATIC);
  return rc_database_run (database, statement, error);
}

static gboolean
load_frame (RcDatabase   *database,
            const Block  *block,
            guint8       *out_bytes,
            GError      **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT data FROM block WHERE id = ?1", error);
  ZSTD_DCtx *decompressor;
  gboolean row, fits;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, block->id);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;

  decompressor = ZSTD_createDCtx ();
  fits = row && rc_vault_decompress (decompressor, sqlite3_column_blob (statement, 0), (gsize) sqlite3_column_bytes (statement, 0),
                                     (gint64) (block->range.end - block->range.start), out_bytes);
  ZSTD_freeDCtx (decompressor);
  sqlite3_reset (statement);
  if (!fits)
    g_set_error (error, RC_VAULT_ERROR, RC_VAULT_ERROR_DAMAGED, "the evidence store cannot be read at byte %" G_GUINT64_FORMAT,
                 block->range.start);
  return fits;
}

/* Sets @bytes to zero but where they are kept, and notes the places that were not so before. Answers whether there were any. */
static gboolean
clear_unused (const Block  *block,
              const GArray *kept,
              guint8       *bytes,
              GArray       *erased)
{
  guint64 place = block->range.start;
  gboolean any = FALSE;

  for (guint i = find_range (kept, place); place < block->range.end; i++)
    {
      const Range *next = i < kept->len ? &g_array_index (kept, Range, i) : NULL;
      guint64 end = next != NULL ? CLAMP (next->start, place, block->range.end) : block->range.end;
      guint8 *from = bytes + (place - block->range.start);
      gsize length = (gsize) (end - place);

      if (length > 0 && (from[0] != 0 || memcmp (from, from + 1, length - 1) != 0))
        {
          memset (from, 0, length);
          add_range (erased, place, end);
          any = TRUE;
        }
      place = next != NULL ? MAX (end, MIN (next->end, block->range.end)) : block->range.end;
    }
  return any;
}

static gboolean
erase_part (RcDatabase    *database,
            const Block   *block,
            const GArray  *kept,
            GArray        *erased,
            GError       **error)
{
  gsize length = (gsize) (block->range.end - block->range.start);
  g_autofree guint8 *bytes = g_malloc (RC_LIMIT_BLOCK_BYTES);
  g_autofree void *frame = NULL;
  gsize frame_length;

  if (!load_frame (database, block, bytes, error))
    return FALSE;
  if (!clear_unused (block, kept, bytes, erased))
    return TRUE;

  frame = g_malloc (rc_vault_compress_bound (length));
  frame_length = ZSTD_compress (frame, rc_vault_compress_bound (length), bytes, length, 1);
  g_assert (!ZSTD_isError (frame_length));
  return save_frame (database, block, frame, frame_length, error);
}

static gboolean
erase_block (RcDatabase    *database,
             const Block   *block,
             const GArray  *kept,
             GArray        *erased,
             GError       **error)
{
  if (count_common (kept, block->range) > 0)
    return erase_part (database, block, kept, erased, error);

  add_range (erased, block->range.start, block->range.end);
  return save_frame (database, block, "", 0, error);
}

/* --- Sources --- */

static gboolean
list_sources (RcDatabase     *database,
              const GArray   *kept,
              const GArray   *erased,
              RcVaultErased  *self,
              GError        **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id, start, size FROM main.source WHERE state = 'removed' ORDER BY id", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      RcErasedSource source;
      Range range;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (!read_range (statement, 1, &range, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
      source.id = sqlite3_column_int64 (statement, 0);
      source.erased = count_common (erased, range);
      source.kept = count_common (kept, range);
      if (source.erased > 0 || source.kept > 0)
        g_array_append_val (self->sources, source);
    }
}

/**
 * rc_vault_erase_removed:
 * @database: the writing connection, within a transaction, with `secure_delete` on
 *
 * The rows of blocks and sources stay: where bytes were is still known, and that the others follow each other without a hole.
 *
 * Returns: (transfer full) (nullable): what was erased; %NULL with @error set: then the transaction must be rolled back
 */
RcVaultErased *
rc_vault_erase_removed (RcDatabase  *database,
                        GError     **error)
{
  g_autoptr (GArray) kept = load_ranges (database, "SELECT start, size FROM main.source WHERE state NOT IN ('removed', 'withheld') AND size > 0 ORDER BY start",
                                         error);
  g_autoptr (GArray) blocks = kept != NULL ? load_blocks (database, kept, error) : NULL;
  g_autoptr (GArray) erased = g_array_new (FALSE, FALSE, sizeof (Range));
  g_autoptr (RcVaultErased) self = g_new0 (RcVaultErased, 1);

  self->sources = g_array_new (FALSE, FALSE, sizeof (RcErasedSource));
  if (blocks == NULL)
    return NULL;

  for (guint i = 0; i < blocks->len; i++)
    {
      if (!erase_block (database, &g_array_index (blocks, Block, i), kept, erased, error))
        return NULL;
    }
  for (guint i = 0; i < erased->len; i++)
    {
      const Range *range = &g_array_index (erased, Range, i);

      self->bytes += range->end - range->start;
    }
  return list_sources (database, kept, erased, self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * rc_vault_count_erased:
 * @source: its number
 * @out_bytes: (out): how many of its bytes were erased
 */
gboolean
rc_vault_count_erased (RcDatabase  *database,
                       gint64       source,
                       guint64     *out_bytes,
                       GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
    "SELECT sum (min (b.start + b.length, s.start + s.size) - max (b.start, s.start)) FROM main.source s JOIN block b "
    "ON b.start < s.start + s.size AND b.start >= (SELECT ifnull (max (start), 0) FROM block WHERE start <= s.start) "
    "WHERE s.id = ?1 AND s.state = 'removed' AND s.size > 0 AND length (b.data) = 0 AND b.start + b.length > s.start", error);
  gboolean row = FALSE;

  *out_bytes = 0;
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, source);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (row)
    *out_bytes = (guint64) MAX (sqlite3_column_int64 (statement, 0), 0);
  sqlite3_reset (statement);
  return TRUE;
}
