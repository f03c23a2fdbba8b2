/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rest/spill-file.h"
#include "core/rest/page-cipher.h"

#include <sodium.h>
#include <string.h>

#define BLOCK_BYTES 16384
#define SEALED_BYTES (BLOCK_BYTES + RC_CASE_RESERVED_BYTES)
#define NO_BLOCK (-1)

struct _RcSpillFile
{
  sqlite3_file *inner;
  RcPagePlace   place;                    /* its context tells the files of the process apart */
  gint64        size;
  gint64        stored;                   /* blocks in the file */
  gint64        current;                  /* NO_BLOCK, or the number of the block in memory */
  gboolean      is_dirty;
  guint8        block[SEALED_BYTES];      /* in clear; its end is room that the cipher wants */
  guint8        sealed[SEALED_BYTES];
};

static gpointer
make_cipher (gpointer data)
{
  guint8 key[RC_PAGE_KEY_BYTES];
  guint8 salt[RC_PAGE_SALT_BYTES];
  RcPageCipher *cipher;

  if (sodium_init () < 0)
    g_error ("libsodium could not be started");
  randombytes_buf (key, sizeof key);
  randombytes_buf (salt, sizeof salt);
  cipher = rc_page_cipher_new (key, salt);
  sodium_memzero (key, sizeof key);
  return cipher;
}

/* Lives as long as the process. */
static RcPageCipher *
peek_cipher (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, make_cipher, NULL);
}

RcSpillFile *
rc_spill_file_new (sqlite3_file *inner)
{
  RcSpillFile *self = g_new0 (RcSpillFile, 1);

  self->inner = inner;
  self->current = NO_BLOCK;
  self->place.kind = RC_PAGE_KIND_TEMPORARY;
  peek_cipher ();
  randombytes_buf (self->place.context, sizeof self->place.context);
  return self;
}

void
rc_spill_file_free (RcSpillFile *self)
{
  sodium_memzero (self->block, sizeof self->block);
  g_free (self);
}

static int
store (RcSpillFile *self,
       gint64       number)
{
  int result;

  self->place.number = (guint64) number;
  rc_page_cipher_seal (peek_cipher (), &self->place, self->block, SEALED_BYTES, self->sealed);
  result = self->inner->pMethods->xWrite (self->inner, self->sealed, SEALED_BYTES, number * SEALED_BYTES);
  if (result == SQLITE_OK)
    self->stored = MAX (self->stored, number + 1);
  return result;
}

/* Writes what is in memory; blocks between it and the end of the file first, as zeros. */
static int
flush (RcSpillFile *self)
{
  guint8 *kept = NULL;
  int result = SQLITE_OK;

  if (self->current == NO_BLOCK || !self->is_dirty)
    return SQLITE_OK;
  if (self->current > self->stored)
    {
      kept = g_memdup2 (self->block, BLOCK_BYTES);
      memset (self->block, 0, BLOCK_BYTES);
      while (result == SQLITE_OK && self->stored < self->current)
        result = store (self, self->stored);
      memcpy (self->block, kept, BLOCK_BYTES);
      sodium_memzero (kept, BLOCK_BYTES);
      g_free (kept);
    }
  if (result == SQLITE_OK)
    result = store (self, self->current);
  self->is_dirty = result != SQLITE_OK;
  return result;
}

static int
load (RcSpillFile *self,
      gint64       number,
      gboolean     is_overwritten)
{
  int result;

  if (self->current == number)
    return SQLITE_OK;
  result = flush (self);
  if (result != SQLITE_OK)
    return result;

  self->current = NO_BLOCK;
  if (is_overwritten || number >= self->stored)
    {
      memset (self->block, 0, BLOCK_BYTES);
      self->current = number;
      return SQLITE_OK;
    }

  result = self->inner->pMethods->xRead (self->inner, self->sealed, SEALED_BYTES, number * SEALED_BYTES);
  if (result == SQLITE_IOERR_SHORT_READ)
    return SQLITE_IOERR_DATA;
  if (result != SQLITE_OK)
    return result;
  self->place.number = (guint64) number;
  if (!rc_page_cipher_open (peek_cipher (), &self->place, self->sealed, SEALED_BYTES, self->block))
    return SQLITE_IOERR_DATA;
  self->current = number;
  return SQLITE_OK;
}

int
rc_spill_file_read (RcSpillFile   *self,
                    guint8        *out,
                    int            amount,
                    sqlite3_int64  offset)
{
  gint64 left = MIN ((gint64) amount, MAX (self->size - offset, 0));
  gboolean is_short = left < amount;

  memset (out + left, 0, (gsize) (amount - left));
  while (left > 0)
    {
      gint64 within = offset % BLOCK_BYTES;
      gint64 step = MIN (left, BLOCK_BYTES - within);
      int result = load (self, offset / BLOCK_BYTES, FALSE);

      if (result != SQLITE_OK)
        return result;
      memcpy (out, self->block + within, (gsize) step);
      out += step;
      offset += step;
      left -= step;
    }
  return is_short ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
}

int
rc_spill_file_write (RcSpillFile   *self,
                     const guint8  *bytes,
                     int            amount,
                     sqlite3_int64  offset)
{
  while (amount > 0)
    {
      gint64 within = offset % BLOCK_BYTES;
      int step = (int) MIN ((gint64) amount, BLOCK_BYTES - within);
      int result = load (self, offset / BLOCK_BYTES, step == BLOCK_BYTES);

      if (result != SQLITE_OK)
        return result;
      memcpy (self->block + within, bytes, (gsize) step);
      self->is_dirty = TRUE;
      bytes += step;
      offset += step;
      amount -= step;
      self->size = MAX (self->size, offset);
    }
  return SQLITE_OK;
}

int
rc_spill_file_truncate (RcSpillFile   *self,
                        sqlite3_int64  size)
{
  gint64 blocks = (size + BLOCK_BYTES - 1) / BLOCK_BYTES;
  int result = SQLITE_OK;

  if (size >= self->size)
    {
      self->size = size;
      return SQLITE_OK;
    }
  if (size % BLOCK_BYTES != 0)
    {
      result = load (self, size / BLOCK_BYTES, FALSE);
      if (result != SQLITE_OK)
        return result;
      memset (self->block + size % BLOCK_BYTES, 0, (gsize) (BLOCK_BYTES - size % BLOCK_BYTES));
      self->is_dirty = TRUE;
    }
  else if (self->current >= blocks)
    {
      self->current = NO_BLOCK;
      self->is_dirty = FALSE;
    }

  self->size = size;
  if (self->stored <= blocks)
    return SQLITE_OK;
  self->stored = blocks;
  return self->inner->pMethods->xTruncate (self->inner, blocks * SEALED_BYTES);
}

sqlite3_int64
rc_spill_file_get_size (RcSpillFile *self)
{
  return self->size;
}
