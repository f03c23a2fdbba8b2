/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "vault.h"

#include <string.h>

#include <zstd.h>

#include "bounds.h"

#define N_CACHED_BLOCKS 8

G_DEFINE_QUARK (rc-vault-error-quark, rc_vault_error)

typedef struct
{
  guint64  start;
  guint32  length;      /* 0: nothing is kept here */
  guint64  used;        /* the turn of its last use */
  guint8  *bytes;       /* RC_LIMIT_BLOCK_BYTES */
} CachedBlock;

struct _RcVault
{
  RcDatabase  *database;
  ZSTD_DCtx   *decompressor;
  CachedBlock  cache[N_CACHED_BLOCKS];
  guint64      turn;
};

/**
 * rc_vault_new:
 * @database: a connection to the case; must outlive the vault
 *
 * A reader of the vault. It belongs to the thread of its connection.
 */
RcVault *
rc_vault_new (RcDatabase *database)
{
  RcVault *self = g_new0 (RcVault, 1);

  self->database = database;
  self->decompressor = ZSTD_createDCtx ();
  return self;
}

void
rc_vault_free (RcVault *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < N_CACHED_BLOCKS; i++)
    g_free (self->cache[i].bytes);
  ZSTD_freeDCtx (self->decompressor);
  g_free (self);
}

/**
 * rc_vault_compress_bound:
 *
 * Returns: bytes that a compressed block of @length raw bytes can take at most
 */
gsize
rc_vault_compress_bound (gsize length)
{
  return ZSTD_compressBound (length);
}

/**
 * rc_vault_append:
 * @database: the writing connection
 * @id: of the new block
 * @start: place of its first byte: the end of the stream
 * @length: raw bytes, at most RC_LIMIT_BLOCK_BYTES
 * @frame: the block as one zstd frame
 */
gboolean
rc_vault_append (RcDatabase    *database,
                 gint64         id,
                 guint64        start,
                 gsize          length,
                 const void    *frame,
                 gsize          frame_length,
                 GError       **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "INSERT INTO block (id, start, length, data) VALUES (?1, ?2, ?3, ?4)",
                                                 error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_int64 (statement, 2, (gint64) start);
  sqlite3_bind_int64 (statement, 3, (gint64) length);
  sqlite3_bind_blob64 (statement, 4, frame, frame_length, SQLITE_STATIC);
  return rc_database_run (database, statement, error);
}

/**
 * rc_vault_decompress:
 * @decompressor: scratch of the calling thread
 * @frame: tainted
 * @length: raw bytes as the block's row says; tainted
 * @buffer: room for RC_LIMIT_BLOCK_BYTES
 *
 * Returns: whether the frame holds exactly @length bytes
 */
gboolean
rc_vault_decompress (ZSTD_DCtx  *decompressor,
                     const void *frame,
                     gsize       frame_length,
                     gint64      length,
                     void       *buffer)
{
  gsize written;

  if (length <= 0 || length > (gint64) RC_LIMIT_BLOCK_BYTES)
    return FALSE;

  written = ZSTD_decompressDCtx (decompressor, buffer, RC_LIMIT_BLOCK_BYTES, frame, frame_length);
  return !ZSTD_isError (written) && written == (gsize) length;
}

static CachedBlock *
oldest_block (RcVault *self)
{
  CachedBlock *oldest = &self->cache[0];

  for (guint i = 1; i < N_CACHED_BLOCKS; i++)
    {
      if (self->cache[i].used < oldest->used)
        oldest = &self->cache[i];
    }
  return oldest;
}

/* Where no block is: withheld with the rest of its source, or lost. What a record that is here should hold is lost. */
static const CachedBlock *
refuse_hole (RcVault  *self,
             guint64   place,
             GError  **error)
{
  sqlite3_stmt *statement = rc_database_prepare (self->database,
                                                 "SELECT EXISTS (SELECT 1 FROM source WHERE start <= ?1 AND ?1 - start < size "
                                                 "AND EXISTS (SELECT 1 FROM excerpt WHERE excerpt.source = source.id) "
                                                 "AND NOT EXISTS (SELECT 1 FROM excerpt WHERE excerpt.source = source.id "
                                                 "AND source.start + offset <= ?1 AND ?1 - source.start - offset < length))", error);
  gboolean row = FALSE;
  gboolean is_withheld = FALSE;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, (gint64) place);
  if (!rc_database_step (self->database, statement, &row, error))
    return NULL;
  if (row)
    is_withheld = sqlite3_column_int (statement, 0) != 0;
  sqlite3_reset (statement);

  if (is_withheld)
    g_set_error (error, RC_VAULT_ERROR, RC_VAULT_ERROR_WITHHELD,
                 "what stands at byte %" G_GUINT64_FORMAT " of the evidence store is withheld from this copy", place);
  else
    g_set_error (error, RC_VAULT_ERROR, RC_VAULT_ERROR_DAMAGED,
                 "the evidence store cannot be read at byte %" G_GUINT64_FORMAT, place);
  return NULL;
}

static const CachedBlock *
load_block (RcVault  *self,
            guint64   place,
            GError  **error)
{
  CachedBlock *block;
  sqlite3_stmt *statement;
  gboolean row = FALSE;
  gint64 start, length;
  gboolean fits;

  self->turn++;
  for (guint i = 0; i < N_CACHED_BLOCKS; i++)
    {
      block = &self->cache[i];
      if (block->length != 0 && place >= block->start && place - block->start < block->length)
        {
          block->used = self->turn;
          return block;
        }
    }

  statement = rc_database_prepare (self->database,
                                   "SELECT start, length, data FROM block WHERE start <= ?1 ORDER BY start DESC LIMIT 1",
                                   error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, (gint64) place);
  if (!rc_database_step (self->database, statement, &row, error))
    return NULL;

  block = oldest_block (self);
  block->length = 0;
  if (block->bytes == NULL)
    block->bytes = g_malloc (RC_LIMIT_BLOCK_BYTES);

  start = row ? sqlite3_column_int64 (statement, 0) : 0;
  length = row ? sqlite3_column_int64 (statement, 1) : 0;
  fits = row && start >= 0
    && place - (guint64) start < (guint64) length
    && rc_vault_decompress (self->decompressor,
                            sqlite3_column_blob (statement, 2), (gsize) sqlite3_column_bytes (statement, 2),
                            length, block->bytes);
  sqlite3_reset (statement);
  if (!fits && (!row || start < 0 || place - (guint64) start >= (guint64) length))
    return refuse_hole (self, place, error);
  if (!fits)
    {
      g_set_error (error, RC_VAULT_ERROR, RC_VAULT_ERROR_DAMAGED,
                   "the evidence store cannot be read at byte %" G_GUINT64_FORMAT, place);
      return NULL;
    }

  block->start = (guint64) start;
  block->length = (guint32) length;
  block->used = self->turn;
  return block;
}

/**
 * rc_vault_read:
 * @place: of the first byte in the vault's stream
 * @buffer: room for @length bytes
 *
 * Reads bytes of the vault. Fails with %RC_VAULT_ERROR_DAMAGED where a block is absent, altered or too short, and with
 * %RC_VAULT_ERROR_WITHHELD where there is none because this copy holds only other records of that source.
 */
gboolean
rc_vault_read (RcVault  *self,
               guint64   place,
               void     *buffer,
               gsize     length,
               GError  **error)
{
  guint8 *out = buffer;

  while (length > 0)
    {
      const CachedBlock *block = load_block (self, place, error);
      gsize skip, take;

      if (block == NULL)
        return FALSE;

      skip = (gsize) (place - block->start);
      take = MIN (length, block->length - skip);
      memcpy (out, block->bytes + skip, take);
      out += take;
      place += take;
      length -= take;
    }

  return TRUE;
}

typedef struct
{
  RcStream  stream;
  RcVault  *vault;
  guint64   start;
  guint64   length;
  guint64   position;
} VaultStream;

static gssize
vault_stream_pread (RcStream  *stream,
                    guint64    offset,
                    void      *buffer,
                    gsize      length,
                    GError   **error)
{
  VaultStream *self = (VaultStream *) stream;
  gsize take;

  if (offset >= self->length)
    return 0;

  take = (gsize) MIN ((guint64) MIN (length, G_MAXSSIZE), self->length - offset);
  if (!rc_vault_read (self->vault, self->start + offset, buffer, take, error))
    return -1;
  return (gssize) take;
}

static gssize
vault_stream_read (RcStream  *stream,
                   void      *buffer,
                   gsize      length,
                   GError   **error)
{
  VaultStream *self = (VaultStream *) stream;
  gssize got = vault_stream_pread (stream, self->position, buffer, length, error);

  if (got > 0)
    self->position += (guint64) got;
  return got;
}

/**
 * rc_vault_new_stream:
 * @start: place of the first byte
 * @length: bytes
 *
 * Returns: (transfer full): a stream over a range of the vault, readable at any place; @self must outlive it
 */
RcStream *
rc_vault_new_stream (RcVault *self,
                     guint64  start,
                     guint64  length)
{
  VaultStream *stream = g_new0 (VaultStream, 1);

  stream->stream.read = vault_stream_read;
  stream->stream.pread = vault_stream_pread;
  stream->stream.size = (gint64) length;
  stream->vault = self;
  stream->start = start;
  stream->length = length;
  return &stream->stream;
}
