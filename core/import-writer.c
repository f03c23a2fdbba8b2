/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "import-writer.h"

#include <string.h>

#include "bounds.h"

#define CHUNK_BYTES RC_LIMIT_BLOCK_BYTES
#define MAX_CHUNKS_IN_FLIGHT 6u
#define MAX_BYTES_IN_FLIGHT (16u << 20)

/**
 * rc_source_writer_begin:
 * @self: filled by this; rc_source_writer_clear() in the end
 * @act: must outlive the writer
 */
void
rc_source_writer_begin (RcSourceWriter       *self,
                        RcImportAct          *act,
                        const RcImportOrigin *origin)
{
  static const guint8 leaf_prefix = 0x00;

  memset (self, 0, sizeof *self);
  self->act = act;
  self->store = origin->stored_place < 0;
  self->hasher = rc_hasher_new ();
  self->whole_leaf = rc_hasher_new ();
  rc_hasher_update (self->whole_leaf, &leaf_prefix, 1);
  self->rows = rc_hasher_new ();
  self->scratch = rc_hasher_new ();
  rc_tree_builder_init (&self->tiles);
  rc_tree_builder_init (&self->tile_tree);
  rc_object_scan_init (&self->objects);
  self->next_record = 1;
  self->chunk = rc_import_act_take_chunk (act);

  self->source = g_new0 (RcSource, 1);
  self->source->id = act->next_source++;
  self->source->parent = origin->parent;
  self->source->derivation = g_strdup (origin->derivation);
  self->source->name = g_strdup (origin->name);
  self->source->kind = g_strdup ("file");
  self->source->framing = RC_FRAMING_FIXED;
  self->source->start = self->store ? act->stream_end : (guint64) origin->stored_place;
  self->source->controller = g_strdup (act->options->controller);
  self->source->obtained = g_strdup (act->options->obtained);
  self->source->imported_us = act->imported_us;
  self->source->first_event = act->next_event;
  self->source->state = g_strdup ("pending");
  rc_import_act_set_as_of (act, origin, self->source);
}

void
rc_source_writer_clear (RcSourceWriter *self)
{
  RcImportChunk *chunk;

  if (self->act == NULL)
    return;

  while ((chunk = rc_import_act_take_back (self->act)) != NULL)
    rc_import_act_give_chunk (self->act, chunk);
  if (self->chunk != NULL)
    rc_import_act_give_chunk (self->act, self->chunk);
  rc_hasher_free (self->hasher);
  rc_hasher_free (self->whole_leaf);
  rc_hasher_free (self->rows);
  rc_hasher_free (self->scratch);
  rc_source_free (self->source);
  self->act = NULL;
}

/**
 * rc_source_writer_frame:
 *
 * Settles how the source is cut into records and who reads them. Before the first chunk is full.
 */
void
rc_source_writer_frame (RcSourceWriter   *self,
                        RcFraming         framing,
                        const RcImporter *parse_with)
{
  self->source->framing = framing;
  self->parse_with = parse_with;
  self->framed = TRUE;
}

static gboolean
save_tile (RcSourceWriter  *self,
           GError         **error)
{
  RcTile *tile = &self->tile;

  if (!rc_tile_save (tile, self->act->database, error))
    return FALSE;

  rc_tree_builder_push (&self->tiles, self->scratch, &tile->hash);
  tile->count = 0;
  rc_tree_builder_init (&self->tile_tree);
  return TRUE;
}

static void
begin_tile (RcSourceWriter *self,
            guint64         first_record,
            guint64         start)
{
  self->tile.source = self->source->id;
  self->tile.first_record = first_record;
  self->tile.start = start;
  self->tile.count = 0;
}

/* Puts the records of a chunk into tiles. Whole tiles come hashed from the worker; the edges are hashed here. */
static gboolean
write_tiles (RcSourceWriter  *self,
             RcImportChunk   *chunk,
             GError         **error)
{
  guint next_root = 0;
  gsize begin = 0;

  for (guint i = 0; i < chunk->ends->len;)
    {
      guint whole = RC_LIMIT_TILE_LEAVES;

      if (self->tile.count == 0)
        begin_tile (self, chunk->first_record + i, chunk->start + begin);

      if (self->tile.count > 0 || chunk->ends->len - i < whole)
        {
          begin = g_array_index (chunk->ends, gsize, i);
          self->tile.ends[self->tile.count++] = chunk->start + begin - self->tile.start;
          rc_tree_builder_push (&self->tile_tree, self->scratch, &g_array_index (chunk->leaves, RcDigest, i));
          i++;
          if (self->tile.count < whole)
            continue;
          rc_tree_builder_root (&self->tile_tree, self->scratch, &self->tile.hash);
        }
      else
        {
          for (guint k = 0; k < whole; k++)
            self->tile.ends[k] = chunk->start + g_array_index (chunk->ends, gsize, i + k) - self->tile.start;
          self->tile.count = whole;
          self->tile.hash = g_array_index (chunk->tile_roots, RcDigest, next_root);
          begin = g_array_index (chunk->ends, gsize, i + whole - 1);
          next_root++;
          i += whole;
        }

      if (!save_tile (self, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_blocks (RcSourceWriter  *self,
              RcImportChunk   *chunk,
              GError         **error)
{
  RcImportAct *act = self->act;

  for (guint i = 0; i < chunk->blocks->len; i++)
    {
      const RcChunkBlock *block = &g_array_index (chunk->blocks, RcChunkBlock, i);

      if (!rc_vault_append (act->database, act->next_block, act->stream_end, block->raw_length,
                            chunk->frames->data + block->frame_start, block->frame_length, error))
        return FALSE;
      act->next_block++;
      act->stream_end += block->raw_length;
    }
  return TRUE;
}

static gboolean
write_chunk (RcSourceWriter  *self,
             RcImportChunk   *chunk,
             GError         **error)
{
  RcImportAct *act = self->act;

  if (!write_blocks (self, chunk, error) || !write_tiles (self, chunk, error))
    return FALSE;

  for (guint i = 0; i < chunk->events->len; i++)
    {
      const RcChunkEvent *event = &g_array_index (chunk->events, RcChunkEvent, i);

      if (!rc_source_writer_add_event (self, chunk->first_record + event->index, event, chunk->arena, error))
        return FALSE;
    }

  for (guint i = 0; i < chunk->faults->len; i++)
    {
      const RcChunkFault *fault = &g_array_index (chunk->faults, RcChunkFault, i);

      if (!rc_source_writer_add_fault (self, chunk->first_record + fault->index, (gint64) fault->offset, fault->kind,
                                       fault->expected, fault->found, fault->message, error))
        return FALSE;
    }

  act->batch_bytes += chunk->bytes->len;
  act->batch_rows += chunk->ends->len / RC_LIMIT_TILE_LEAVES + 1;
  act->progress.bytes += chunk->bytes->len;
  act->progress.records += chunk->ends->len;
  return rc_import_act_breathe (act, error);
}

static gboolean
take_back (RcSourceWriter  *self,
           GError         **error)
{
  RcImportChunk *chunk = rc_import_act_take_back (self->act);
  gboolean good = write_chunk (self, chunk, error);

  self->bytes_in_flight -= chunk->bytes->len;
  rc_import_act_give_chunk (self->act, chunk);
  return good;
}

/* Records behind the first @length bytes go on into the next chunk. */
static void
move_records (RcImportChunk *full,
              RcImportChunk *next,
              gsize          length)
{
  guint first = full->ends->len;

  while (first > 0 && g_array_index (full->ends, gsize, first - 1) > length)
    first--;
  for (guint i = first; i < full->ends->len; i++)
    {
      gsize end = g_array_index (full->ends, gsize, i) - length;

      g_array_append_val (next->ends, end);
    }
  for (guint i = 0; i < full->unread->len;)
    {
      guint32 index = g_array_index (full->unread, guint32, i);

      if (index < first)
        {
          i++;
          continue;
        }
      index -= first;
      g_array_append_val (next->unread, index);
      g_array_remove_index (full->unread, i);
    }
  g_array_set_size (full->ends, first);
}

/* Hands the first @length bytes of the growing chunk to the workers; the rest goes on into the next one. */
static gboolean
dispatch (RcSourceWriter  *self,
          gsize            length,
          GError         **error)
{
  RcImportChunk *full = self->chunk;

  if (self->source->framing == RC_FRAMING_OBJECTS && length < full->bytes->len)
    rc_object_scan_drop (&self->objects, length);
  self->chunk = rc_import_act_take_chunk (self->act);
  g_byte_array_append (self->chunk->bytes, full->bytes->data + length, (guint) (full->bytes->len - length));
  g_byte_array_set_size (full->bytes, (guint) length);
  move_records (full, self->chunk, length);
  self->scanned -= MIN (self->scanned, length);

  full->start = self->next_start;
  full->first_record = self->next_record;
  full->importer = self->parse_with;
  full->name = self->source->name;
  full->framing = self->source->framing;
  full->store = self->store;
  self->next_start += length;
  self->next_record += full->ends->len;
  full->digest = self->hasher;
  full->whole_leaf = self->source->framing == RC_FRAMING_WHOLE ? self->whole_leaf : NULL;

  self->bytes_in_flight += length;
  rc_import_act_send (self->act, full);
  while (rc_work_pool_in_flight (self->act->pool) >= MAX_CHUNKS_IN_FLIGHT
         || (self->bytes_in_flight > MAX_BYTES_IN_FLIGHT && rc_work_pool_in_flight (self->act->pool) > 0))
    {
      if (!take_back (self, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * rc_source_writer_reserve:
 *
 * Returns: (transfer none): room for @length bytes; tell with rc_source_writer_commit() how many were put there
 */
guint8 *
rc_source_writer_reserve (RcSourceWriter *self,
                          gsize           length)
{
  guint before = self->chunk->bytes->len;

  g_byte_array_set_size (self->chunk->bytes, (guint) (before + length));
  return self->chunk->bytes->data + before;
}

/**
 * rc_source_writer_commit:
 * @reserved: what was reserved
 * @length: bytes that were put there
 *
 * Goes on with what was read; a full chunk is cut and handed to the workers.
 */
gboolean
rc_source_writer_commit (RcSourceWriter  *self,
                         gsize            reserved,
                         gsize            length,
                         GError         **error)
{
  gsize ready;

  g_byte_array_set_size (self->chunk->bytes, (guint) (self->chunk->bytes->len - reserved + length));
  if (!self->framed || self->chunk->bytes->len < CHUNK_BYTES)
    return TRUE;
  if (!rc_source_writer_cut (self, /* is_end= */ FALSE, error))
    return FALSE;

  ready = rc_source_writer_get_ready (self);
  return ready == 0 || dispatch (self, ready, error);
}

static gboolean
finish_tree (RcSourceWriter  *self,
             GError         **error)
{
  RcSource *source = self->source;

  if (source->framing == RC_FRAMING_WHOLE && source->size > 0)
    {
      RcDigest leaf;

      begin_tile (self, 1, 0);
      rc_hasher_finish (self->whole_leaf, &leaf);
      rc_tree_builder_push (&self->tile_tree, self->scratch, &leaf);
      self->tile.ends[self->tile.count++] = source->size;
      self->next_record++;
      self->act->progress.records++;
    }

  if (self->tile.count > 0)
    {
      rc_tree_builder_root (&self->tile_tree, self->scratch, &self->tile.hash);
      if (!save_tile (self, error))
        return FALSE;
    }

  source->records = self->next_record - 1;
  rc_tree_builder_root (&self->tiles, self->scratch, &source->root);
  return TRUE;
}

/**
 * rc_source_writer_finish:
 *
 * Ends the source's bytes: the last records, all chunks back, the tree and the digest.
 */
gboolean
rc_source_writer_finish (RcSourceWriter  *self,
                         GError         **error)
{
  if (!rc_source_writer_cut (self, /* is_end= */ TRUE, error)
      || (self->chunk->bytes->len > 0 && !dispatch (self, self->chunk->bytes->len, error)))
    return FALSE;
  while (rc_work_pool_in_flight (self->act->pool) > 0)
    {
      if (!take_back (self, error))
        return FALSE;
    }

  self->source->size = self->next_start;
  rc_hasher_finish (self->hasher, &self->source->sha256);
  self->act->progress.sources++;
  return finish_tree (self, error);
}
