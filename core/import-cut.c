/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "import-writer.h"

#include <string.h>

#include "bounds.h"

/* How the growing chunk of a source is cut into records, and how much of it goes to the workers. */

/**
 * rc_source_writer_get_record_limit:
 *
 * Returns: how many bytes a record of this import may have
 */
gsize
rc_source_writer_get_record_limit (const RcSourceWriter *self)
{
  return self->act->options->record_limit > 0 ? self->act->options->record_limit : RC_LIMIT_RECORD_BYTES;
}

static gsize
last_end (const RcImportChunk *chunk)
{
  return chunk->ends->len > 0 ? g_array_index (chunk->ends, gsize, chunk->ends->len - 1) : 0;
}

static void
append_end (RcSourceWriter *self,
            gsize           end)
{
  g_array_append_val (self->chunk->ends, end);
}

/* The record that ends last is not read: it is a piece of one that is too long. */
static void
append_unread_end (RcSourceWriter *self,
                   gsize           end)
{
  guint32 index = self->chunk->ends->len;

  g_array_append_val (self->chunk->unread, index);
  append_end (self, end);
}

/* Tells once of a record that is too long, and cuts it there. Its pieces are kept and not read. */
static gboolean
cut_long (RcSourceWriter  *self,
          GError         **error)
{
  RcImportChunk *chunk = self->chunk;
  gsize last = last_end (chunk);
  gsize limit = rc_source_writer_get_record_limit (self);

  if (!self->is_in_long
      && !rc_source_writer_add_long (self, self->next_record + chunk->ends->len, (gint64) (self->next_start + last), error))
    return FALSE;

  self->is_in_long = TRUE;
  append_unread_end (self, last + limit);
  self->scanned = last + limit;
  return TRUE;
}

static void
end_record (RcSourceWriter *self,
            gsize           end)
{
  if (self->is_in_long)
    append_unread_end (self, end);
  else
    append_end (self, end);
  self->is_in_long = FALSE;
  self->scanned = end;
}

/* --- Lines --- */

/* Finds the line ends in the part of the chunk that was not searched yet. */
static gboolean
find_lines (RcSourceWriter  *self,
            GError         **error)
{
  const RcImportChunk *chunk = self->chunk;
  const guint8 *bytes = chunk->bytes->data;
  gsize limit = rc_source_writer_get_record_limit (self);

  while (self->scanned < chunk->bytes->len)
    {
      const guint8 *end = memchr (bytes + self->scanned, '\n', chunk->bytes->len - self->scanned);
      gsize next = end != NULL ? (gsize) (end - bytes) + 1 : chunk->bytes->len;

      if (next - last_end (chunk) > limit)
        {
          if (!cut_long (self, error))
            return FALSE;
        }
      else if (end != NULL)
        end_record (self, next);
      else
        self->scanned = next;
    }
  return TRUE;
}

/* --- Objects --- */

static gboolean
tell_between (RcSourceWriter  *self,
              GError         **error)
{
  const RcObjectScanFault *fault = &self->objects.fault;

  if (!self->objects.has_fault || self->is_fault_told)
    return TRUE;

  self->is_fault_told = TRUE;
  return rc_source_writer_add_fault (self, self->next_record + self->chunk->ends->len, (gint64) (self->next_start + fault->offset),
                                     RC_EXCEPTION_LOG_MALFORMED, fault->expected, fault->found,
                                     "The objects are not set apart as their format asks. They were read nevertheless; "
                                     "only the first such place is told.", error);
}

static gboolean
find_objects (RcSourceWriter  *self,
              gboolean         is_end,
              GError         **error)
{
  const RcImportChunk *chunk = self->chunk;
  const char *bytes = (const char *) chunk->bytes->data;
  gsize length = chunk->bytes->len;
  gsize limit = rc_source_writer_get_record_limit (self);

  while (TRUE)
    {
      gsize end = 0;
      gboolean found = rc_object_scan_next (&self->objects, bytes, length, is_end, &end);

      if (!tell_between (self, error))
        return FALSE;
      if (!found && length - last_end (chunk) > limit)
        {
          found = rc_object_scan_give_up (&self->objects, bytes, length, &end);
          if (!found && !cut_long (self, error))
            return FALSE;
          if (!found)
            {
              rc_object_scan_cut (&self->objects, last_end (chunk));
              continue;
            }
        }
      if (!found)
        return TRUE;

      while (end - last_end (chunk) > limit)
        {
          if (!cut_long (self, error))
            return FALSE;
        }
      end_record (self, end);
    }
}

/* What stands behind the last object is part of its record. */
static gboolean
end_objects (RcSourceWriter  *self,
             GError         **error)
{
  RcImportChunk *chunk = self->chunk;

  if (rc_object_scan_is_open (&self->objects)
      && !rc_source_writer_add_fault (self, self->next_record + MAX (chunk->ends->len, 1) - 1,
                                      (gint64) (self->next_start + chunk->bytes->len), RC_EXCEPTION_LOG_MALFORMED,
                                      "the end of the array: ]", "the end of the source",
                                      "The source ends before its array of objects does: it was cut, or it was never completed.", error))
    return FALSE;

  if (rc_object_scan_is_between (&self->objects) && chunk->ends->len > 0)
    g_array_index (chunk->ends, gsize, chunk->ends->len - 1) = chunk->bytes->len;
  return TRUE;
}

/* --- All --- */

static void
find_tiles (RcSourceWriter *self)
{
  gsize end = last_end (self->chunk);

  while (self->chunk->bytes->len - end >= RC_LIMIT_FIXED_TILE_BYTES)
    append_end (self, end += RC_LIMIT_FIXED_TILE_BYTES);
}

/**
 * rc_source_writer_cut:
 * @is_end: no bytes come any more
 *
 * Finds the records that end in the growing chunk. At the end of the source the rest is a record, too: the last line may have no line end,
 * the last fixed tile may be short.
 */
gboolean
rc_source_writer_cut (RcSourceWriter  *self,
                      gboolean         is_end,
                      GError         **error)
{
  RcImportChunk *chunk = self->chunk;

  switch (self->source->framing)
    {
    case RC_FRAMING_LINES:
      if (!find_lines (self, error))
        return FALSE;
      break;
    case RC_FRAMING_OBJECTS:
      if (!find_objects (self, is_end, error) || (is_end && !end_objects (self, error)))
        return FALSE;
      break;
    case RC_FRAMING_FIXED:
      find_tiles (self);
      break;
    case RC_FRAMING_WHOLE:
      return TRUE;
    }

  if (is_end && last_end (chunk) < chunk->bytes->len)
    end_record (self, chunk->bytes->len);
  return TRUE;
}

/**
 * rc_source_writer_get_ready:
 *
 * Returns: how many bytes of the growing chunk can go to the workers: up to a tile's end where that is not too far back, else to the end of
 *   its last record; 0 where one long record grows
 */
gsize
rc_source_writer_get_ready (const RcSourceWriter *self)
{
  const RcImportChunk *chunk = self->chunk;
  guint take = chunk->ends->len;
  guint beyond;

  if (self->source->framing == RC_FRAMING_WHOLE)
    return chunk->bytes->len;
  /* What stands behind the last object of the source will be part of its record. */
  if (self->source->framing == RC_FRAMING_OBJECTS && take > 0)
    take--;
  if (take == 0)
    return 0;

  beyond = (guint) ((self->next_record - 1 + take) % RC_LIMIT_TILE_LEAVES);
  if (beyond < take && g_array_index (chunk->ends, gsize, take - beyond - 1) >= RC_LIMIT_BLOCK_BYTES / 2)
    take -= beyond;
  return g_array_index (chunk->ends, gsize, take - 1);
}
