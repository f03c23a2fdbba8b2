/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wandb-log-reader.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>
#include <zlib.h>

#define CHUNK_HEADER_BYTES 7u

typedef enum
{
  CHUNK_FULL   = 1,
  CHUNK_FIRST  = 2,
  CHUNK_MIDDLE = 3,
  CHUNK_LAST   = 4,
} ChunkType;

static const guint8 file_header[RC_WANDB_LOG_HEADER_BYTES] = { ':', 'W', '&', 'B', 0xe1, 0xbe, 0x00 };

/**
 * rc_wandb_log_reader_init:
 * @stream: borrowed; readable at any place
 */
void
rc_wandb_log_reader_init (RcWandbLogReader *self,
                          RcStream         *stream)
{
  *self = (RcWandbLogReader) { .stream = stream };
  self->record = g_byte_array_new ();
  self->block = g_malloc (RC_WANDB_LOG_BLOCK_BYTES);
}

void
rc_wandb_log_reader_clear (RcWandbLogReader *self)
{
  g_clear_pointer (&self->record, g_byte_array_unref);
  g_clear_pointer (&self->block, g_free);
}

G_GNUC_PRINTF (6, 7)
static RcWandbLogStep
tell (RcWandbLogReader *self,
      const char       *kind,
      guint64           offset,
      const char       *expected,
      const char       *message,
      const char       *found,
      ...)
{
  va_list arguments;

  self->fault = (RcWandbLogFault) { .kind = kind, .offset = offset, .expected = expected, .message = message };
  va_start (arguments, found);
  g_vsnprintf (self->fault.found, sizeof self->fault.found, found, arguments);
  va_end (arguments);

  self->is_open = FALSE;
  return RC_WANDB_LOG_FAULT;
}

/* Of what stands there until the next chunk that begins a record nothing more is told. */
static RcWandbLogStep
lose (RcWandbLogReader *self,
      RcWandbLogStep    step)
{
  self->is_lost = TRUE;
  return step;
}

static guint64
offset_here (const RcWandbLogReader *self)
{
  return self->block_start + self->place;
}

static gboolean
load_block (RcWandbLogReader  *self,
            guint64            start,
            GError           **error)
{
  self->block_start = start;
  self->place = 0;
  return rc_stream_pread_full (self->stream, start, self->block, RC_WANDB_LOG_BLOCK_BYTES, &self->block_length, error);
}

static RcWandbLogStep
begin (RcWandbLogReader  *self,
       GError           **error)
{
  self->has_begun = TRUE;
  if (!load_block (self, 0, error))
    return RC_WANDB_LOG_FAILED;

  self->place = MIN (self->block_length, RC_WANDB_LOG_HEADER_BYTES);
  if (self->block_length >= RC_WANDB_LOG_HEADER_BYTES && memcmp (self->block, file_header, sizeof file_header) == 0)
    return RC_WANDB_LOG_RECORD;

  self->has_ended = TRUE;
  if (self->block_length < RC_WANDB_LOG_HEADER_BYTES)
    return tell (self, RC_EXCEPTION_UNREADABLE_RECORD, 0, "the seven bytes that a log begins with",
                 "A transaction log ends within its own header; nothing was written into it.",
                 "%" G_GSIZE_FORMAT " bytes", self->block_length);
  return tell (self, RC_EXCEPTION_UNREADABLE_RECORD, 4, "the mark e1be and version 0",
               "A transaction log is of a version that the program does not know.",
               "%02x%02x and version %u", self->block[4], self->block[5], self->block[6]);
}

static gboolean
is_zero (const guint8 *bytes,
         gsize         length)
{
  for (gsize i = 0; i < length; i++)
    if (bytes[i] != 0)
      return FALSE;
  return TRUE;
}

/* The file ends here. A process that was killed leaves its last record half written: that is no sign of a forgery. */
static RcWandbLogStep
end (RcWandbLogReader *self,
     gboolean          is_torn)
{
  guint64 offset = self->is_open ? self->offset : offset_here (self);
  guint64 length = self->block_start + self->block_length;

  self->has_ended = TRUE;
  if (!is_torn && !self->is_open)
    return RC_WANDB_LOG_END;

  return tell (self, RC_EXCEPTION_UNREADABLE_RECORD, offset, "a whole record",
               "The transaction log ends within a record: incomplete, as when the process that wrote it was stopped.",
               "the end of the file after %" G_GUINT64_FORMAT " bytes of it", length - offset);
}

/* What fills a block up must be zero: anything else was not written by a writer of such logs. */
static RcWandbLogStep
skip_rest (RcWandbLogReader *self)
{
  gsize place = self->place;
  gsize length = self->block_length - place;
  guint64 offset = offset_here (self);

  self->place = self->block_length;
  if (is_zero (self->block + place, length))
    return self->is_open && length >= CHUNK_HEADER_BYTES
           ? tell (self, RC_EXCEPTION_UNREADABLE_RECORD, self->offset, "the rest of the record", "A record of the transaction log has no end.",
                   "an empty rest of the block")
           : RC_WANDB_LOG_RECORD;

  return lose (self, tell (self, RC_EXCEPTION_UNREADABLE_RECORD, offset, "zero bytes up to the end of the block",
                           "Bytes of the transaction log belong to no record.", "other bytes"));
}

/* Moves on to the next chunk's header. RC_WANDB_LOG_RECORD: there is one, whole, in the block. */
static RcWandbLogStep
find_header (RcWandbLogReader  *self,
             GError           **error)
{
  while (TRUE)
    {
      gsize left = self->block_length - self->place;
      RcWandbLogStep step;

      if (left >= CHUNK_HEADER_BYTES && !is_zero (self->block + self->place, CHUNK_HEADER_BYTES))
        return RC_WANDB_LOG_RECORD;
      if (self->block_length < RC_WANDB_LOG_BLOCK_BYTES && left < CHUNK_HEADER_BYTES)
        return end (self, left > 0);
      if (left > 0)
        {
          step = skip_rest (self);
          if (step != RC_WANDB_LOG_RECORD)
            return step;
        }
      if (self->block_length < RC_WANDB_LOG_BLOCK_BYTES)
        return end (self, FALSE);
      if (!load_block (self, self->block_start + RC_WANDB_LOG_BLOCK_BYTES, error))
        return RC_WANDB_LOG_FAILED;
    }
}

static RcWandbLogStep
append (RcWandbLogReader *self,
        gsize             length)
{
  const guint8 *bytes = self->block + self->place + CHUNK_HEADER_BYTES;
  guint64 offset = self->offset;

  self->place += CHUNK_HEADER_BYTES + length;
  if (length > RC_LIMIT_WANDB_RECORD_BYTES - self->record->len)
    return lose (self, tell (self, RC_EXCEPTION_LIMIT, offset, "a record of at most 8 MiB (RC_LIMIT_WANDB_RECORD_BYTES)",
                             "A record of the transaction log is larger than the program reads.", "a larger one"));

  if (length > 0)
    g_byte_array_append (self->record, bytes, (guint) length);
  return RC_WANDB_LOG_RECORD;
}

/* RC_WANDB_LOG_RECORD with @is_open unset: a record is complete. */
static RcWandbLogStep
take_chunk (RcWandbLogReader *self,
            ChunkType         type,
            gsize             length)
{
  gboolean begins = type == CHUNK_FULL || type == CHUNK_FIRST;
  RcWandbLogStep step;

  if (begins && self->is_open)
    return tell (self, RC_EXCEPTION_UNREADABLE_RECORD, self->offset, "the rest of the record",
                 "A record of the transaction log has no end.", "another record");
  if (!begins && !self->is_open)
    {
      guint64 offset = offset_here (self);

      self->place += CHUNK_HEADER_BYTES + length;
      return self->is_lost ? RC_WANDB_LOG_RECORD
             : lose (self, tell (self, RC_EXCEPTION_UNREADABLE_RECORD, offset, "the beginning of a record",
                                 "A record of the transaction log has no beginning.", "a later part of one"));
    }

  if (begins)
    {
      self->offset = offset_here (self);
      g_byte_array_set_size (self->record, 0);
    }
  self->is_lost = FALSE;
  self->is_open = type == CHUNK_FIRST || type == CHUNK_MIDDLE;
  step = append (self, length);
  self->n_full += type == CHUNK_FULL;
  self->n_first += type == CHUNK_FIRST;
  self->n_middle += type == CHUNK_MIDDLE;
  self->n_last += type == CHUNK_LAST;

  return step;
}

/* A chunk that is not what its checksum says may lie about its own length: the next block is the next sure place. */
static RcWandbLogStep
refuse_block (RcWandbLogReader *self,
              const char       *expected,
              const char       *found)
{
  guint64 offset = offset_here (self);

  self->place = self->block_length;
  return lose (self, tell (self, RC_EXCEPTION_UNREADABLE_RECORD, offset, expected,
                           "A part of the transaction log does not fit its checksum; reading goes on at the next block.", "%s", found));
}

static RcWandbLogStep
read_chunk (RcWandbLogReader *self)
{
  const guint8 *header = self->block + self->place;
  guint32 expected = (guint32) header[0] | (guint32) header[1] << 8 | (guint32) header[2] << 16 | (guint32) header[3] << 24;
  gsize length = (gsize) header[4] | (gsize) header[5] << 8;
  guint8 type = header[6];
  gsize left = self->block_length - self->place - CHUNK_HEADER_BYTES;
  char told[48], found[48];
  guint32 sum;

  if (length > left)
    {
      if (self->block_length < RC_WANDB_LOG_BLOCK_BYTES && length <= RC_WANDB_LOG_BLOCK_BYTES - self->place - CHUNK_HEADER_BYTES)
        return end (self, TRUE);
      g_snprintf (found, sizeof found, "%" G_GSIZE_FORMAT " bytes", length);
      return refuse_block (self, "a part that ends within its block", found);
    }

  sum = (guint32) crc32 (crc32 (0, NULL, 0), header + 6, (uInt) length + 1);
  if (sum != expected)
    {
      g_snprintf (found, sizeof found, "CRC-32 %08x", sum);
      g_snprintf (told, sizeof told, "CRC-32 %08x", expected);
      self->place = self->block_length;
      return lose (self, tell (self, RC_EXCEPTION_UNREADABLE_RECORD, self->block_start + (gsize) (header - self->block),
                               "the CRC-32 that the part carries",
                               "A part of the transaction log does not fit its checksum; reading goes on at the next block.",
                               "%s, not %s", found, told));
    }
  if (type < CHUNK_FULL || type > CHUNK_LAST)
    {
      guint64 offset = offset_here (self);

      self->place += CHUNK_HEADER_BYTES + length;
      return lose (self, tell (self, RC_EXCEPTION_UNREADABLE_RECORD, offset, "a part of type 1 to 4",
                               "A part of the transaction log is of a type that the program does not know.", "type %u", type));
    }

  return take_chunk (self, (ChunkType) type, length);
}

/**
 * rc_wandb_log_reader_next:
 *
 * Reads up to the next logical record or the next fault.
 */
RcWandbLogStep
rc_wandb_log_reader_next (RcWandbLogReader  *self,
                          GError           **error)
{
  RcWandbLogStep step;

  if (!self->has_begun)
    {
      step = begin (self, error);
      if (step != RC_WANDB_LOG_RECORD)
        return step;
    }

  while (!self->has_ended)
    {
      guint64 n_records = self->n_full + self->n_last;

      step = find_header (self, error);
      if (step == RC_WANDB_LOG_RECORD)
        step = read_chunk (self);
      if (step != RC_WANDB_LOG_RECORD || self->n_full + self->n_last > n_records)
        return step;
    }

  return RC_WANDB_LOG_END;
}
