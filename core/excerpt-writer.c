/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "excerpt-writer.h"

#include <string.h>

#include "bounds.h"

/* What the row takes from the one that is described; the rest is this act's own. */
static void
describe_source (RcSource       *row,
                 const RcSource *source)
{
  g_free (row->kind);
  row->kind = g_strdup (source->kind);
  row->size = source->size;
  row->sha256 = source->sha256;
  row->framing = source->framing;
  row->importer = g_strdup (source->importer);
  row->mapping = source->mapping;
  g_free (row->controller);
  row->controller = g_strdup (source->controller);
  g_free (row->obtained);
  row->obtained = g_strdup (source->obtained);
  row->imported_us = source->imported_us;
  row->records = source->records;
  row->root = source->root;
  row->as_of_us = source->as_of_us;
  g_free (row->as_of_how);
  row->as_of_how = g_strdup (source->as_of_how);
}

static gboolean
refuse (const RcSource  *source,
        const char      *expected,
        GError         **error)
{
  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED, "source %" G_GINT64_FORMAT " cannot be taken into the case: expected %s",
               source->id, expected);
  return FALSE;
}

/**
 * rc_excerpt_writer_begin:
 * @self: filled by this; rc_excerpt_writer_clear() in the end
 * @act: must outlive the writer
 * @source: tainted
 * @importer: (nullable)
 */
gboolean
rc_excerpt_writer_begin (RcExcerptWriter   *self,
                         RcImportAct       *act,
                         const RcSource    *source,
                         const RcImporter  *importer,
                         GError           **error)
{
  RcImportOrigin origin = {
    .parent = source->parent, .derivation = source->derivation, .name = source->name, .stored_place = -1, .modified_us = RC_TIME_NONE,
  };
  gboolean is_withheld = g_strcmp0 (source->state, RC_SOURCE_WITHHELD) == 0;

  memset (self, 0, sizeof *self);
  if (source->id < act->next_source || source->parent >= source->id || source->parent < 0)
    return refuse (source, "a number above those of the sources before it and of its own parent", error);
  if (source->size > G_MAXINT64 || source->records > G_MAXINT64 || (!is_withheld && source->size > G_MAXINT64 - act->stream_end))
    return refuse (source, "a size and a number of records that can be", error);

  act->next_source = source->id;
  rc_source_writer_begin (&self->writer, act, &origin);
  describe_source (self->writer.source, source);
  self->chunk = rc_import_chunk_new ();
  self->worker = rc_chunk_worker_new (act->options);
  self->importer = importer != NULL && importer->parse != NULL
                   && (source->framing == RC_FRAMING_LINES || source->framing == RC_FRAMING_OBJECTS) ? importer : NULL;

  /* What is not here at all takes no place in the vault, and has none that could be taken for it. */
  if (!is_withheld)
    {
      act->stream_end += source->size;
      return TRUE;
    }
  self->writer.source->start = (guint64) G_MAXINT64 - source->size;
  g_free (self->writer.source->state);
  self->writer.source->state = g_strdup (RC_SOURCE_WITHHELD);
  return TRUE;
}

void
rc_excerpt_writer_clear (RcExcerptWriter *self)
{
  rc_source_writer_clear (&self->writer);
  g_clear_pointer (&self->chunk, rc_import_chunk_free);
  g_clear_pointer (&self->worker, rc_chunk_worker_free);
}

static gboolean
write_blocks (RcExcerptWriter  *self,
              guint64           start,
              GError          **error)
{
  RcImportAct *act = self->writer.act;
  const RcImportChunk *chunk = self->chunk;

  for (guint i = 0; i < chunk->blocks->len; i++)
    {
      const RcChunkBlock *block = &g_array_index (chunk->blocks, RcChunkBlock, i);

      if (!rc_vault_append (act->database, act->next_block, start, block->raw_length, chunk->frames->data + block->frame_start,
                            block->frame_length, error))
        return FALSE;
      act->next_block++;
      start += block->raw_length;
    }
  return TRUE;
}

static gboolean
write_rows (RcExcerptWriter  *self,
            guint64           record,
            GError          **error)
{
  const RcImportChunk *chunk = self->chunk;

  for (guint i = 0; i < chunk->events->len; i++)
    if (!rc_source_writer_add_event (&self->writer, record, &g_array_index (chunk->events, RcChunkEvent, i), chunk->arena, error))
      return FALSE;

  for (guint i = 0; i < chunk->faults->len; i++)
    {
      const RcChunkFault *fault = &g_array_index (chunk->faults, RcChunkFault, i);

      if (!rc_source_writer_add_fault (&self->writer, record, (gint64) fault->offset, fault->kind, fault->expected, fault->found, fault->message,
                                       error))
        return FALSE;
    }
  return TRUE;
}

/**
 * rc_excerpt_writer_add:
 * @bytes: as many as @excerpt says
 *
 * Keeps one record, and what its importer reads in it.
 */
gboolean
rc_excerpt_writer_add (RcExcerptWriter  *self,
                       const RcExcerpt  *excerpt,
                       const void       *bytes,
                       GError          **error)
{
  RcSource *source = self->writer.source;
  RcImportChunk *chunk = self->chunk;
  gsize end = (gsize) excerpt->length;
  const char *fault = rc_excerpt_find_fault (excerpt, self->has_last ? &self->last : NULL, source);
  gboolean is_long = excerpt->length > rc_source_writer_get_record_limit (&self->writer);

  if (fault != NULL)
    return refuse (source, fault, error);

  rc_import_chunk_reset (chunk);
  g_byte_array_append (chunk->bytes, bytes, (guint) excerpt->length);
  g_array_append_val (chunk->ends, end);
  chunk->start = excerpt->offset;
  chunk->first_record = excerpt->record;
  chunk->framing = source->framing;
  chunk->name = source->name;
  chunk->importer = is_long ? NULL : self->importer;
  chunk->store = TRUE;
  rc_chunk_worker_run (self->worker, chunk);

  self->has_last = TRUE;
  self->last = *excerpt;
  self->last.path = NULL;
  self->writer.act->batch_bytes += excerpt->length;
  self->writer.act->batch_rows++;
  return rc_excerpt_save (excerpt, self->writer.act->database, source->id, error)
    && write_blocks (self, source->start + excerpt->offset, error)
    && write_rows (self, excerpt->record, error)
    && (!is_long || rc_source_writer_add_long (&self->writer, excerpt->record, (gint64) excerpt->offset, error))
    && rc_import_act_breathe (self->writer.act, error);
}

gboolean
rc_excerpt_writer_add_event (RcExcerptWriter      *self,
                             guint64               record,
                             const RcParsedEvent  *event,
                             GError              **error)
{
  RcChunkEvent row;

  rc_import_chunk_reset (self->chunk);
  rc_chunk_event_fill (&row, event, 0, self->chunk->arena, NULL);
  return rc_source_writer_add_event (&self->writer, record, &row, self->chunk->arena, error);
}

gboolean
rc_excerpt_writer_end (RcExcerptWriter  *self,
                       GError          **error)
{
  self->writer.act->progress.sources++;
  return rc_source_writer_save (&self->writer, error);
}
