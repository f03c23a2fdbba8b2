/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "import-chunk.h"

#include <string.h>

#include <zstd.h>

#include "bounds.h"
#include "vault.h"

/* Import must not wait for the compressor: this level packs JSON to about a quarter at twice the speed of level 1. */
#define COMPRESSION_LEVEL (-3)

struct _RcChunkWorker
{
  const RcImportOptions *options;
  ZSTD_CCtx        *compressor;
  RcHasher         *hasher;
  const RcImporter *importer;     /* whose parser is kept */
  gpointer          parser;
  RcImportChunk    *chunk;        /* the one in work */
  guint32           index;        /* of the record in work */
};

static void
clear_fault (gpointer data)
{
  RcChunkFault *fault = data;

  g_free (fault->kind);
  g_free (fault->expected);
  g_free (fault->found);
  g_free (fault->message);
}

RcImportChunk *
rc_import_chunk_new (void)
{
  RcImportChunk *self = g_new0 (RcImportChunk, 1);

  self->bytes = g_byte_array_new ();
  self->ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->unread = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->leaves = g_array_new (FALSE, FALSE, sizeof (RcDigest));
  self->tile_roots = g_array_new (FALSE, FALSE, sizeof (RcDigest));
  self->events = g_array_new (FALSE, FALSE, sizeof (RcChunkEvent));
  self->faults = g_array_new (FALSE, TRUE, sizeof (RcChunkFault));
  g_array_set_clear_func (self->faults, clear_fault);
  self->arena = g_string_new_len ("", 1);
  self->blocks = g_array_new (FALSE, FALSE, sizeof (RcChunkBlock));
  self->frames = g_byte_array_new ();
  return self;
}

void
rc_import_chunk_free (RcImportChunk *self)
{
  if (self == NULL)
    return;

  g_byte_array_unref (self->bytes);
  g_array_unref (self->ends);
  g_array_unref (self->unread);
  g_array_unref (self->leaves);
  g_array_unref (self->tile_roots);
  g_array_unref (self->events);
  g_array_unref (self->faults);
  g_string_free (self->arena, TRUE);
  g_array_unref (self->blocks);
  g_byte_array_unref (self->frames);
  g_free (self);
}

/**
 * rc_import_chunk_reset:
 *
 * Empties the chunk for its next use; its memory is kept.
 */
void
rc_import_chunk_reset (RcImportChunk *self)
{
  self->importer = NULL;
  self->name = NULL;
  self->framing = RC_FRAMING_LINES;
  self->store = TRUE;
  self->digest = NULL;
  self->whole_leaf = NULL;
  g_byte_array_set_size (self->bytes, 0);
  g_array_set_size (self->ends, 0);
  g_array_set_size (self->unread, 0);
  g_array_set_size (self->leaves, 0);
  g_array_set_size (self->tile_roots, 0);
  g_array_set_size (self->events, 0);
  g_array_set_size (self->faults, 0);
  g_string_truncate (self->arena, 1);
  g_array_set_size (self->blocks, 0);
  g_byte_array_set_size (self->frames, 0);
}

RcChunkWorker *
rc_chunk_worker_new (const RcImportOptions *options)
{
  RcChunkWorker *self = g_new0 (RcChunkWorker, 1);

  self->options = options;
  self->compressor = ZSTD_createCCtx ();
  ZSTD_CCtx_setParameter (self->compressor, ZSTD_c_compressionLevel, COMPRESSION_LEVEL);
  self->hasher = rc_hasher_new ();
  return self;
}

static void
drop_parser (RcChunkWorker *self)
{
  if (self->parser != NULL)
    self->importer->parser_free (self->parser);
  self->parser = NULL;
  self->importer = NULL;
}

void
rc_chunk_worker_free (RcChunkWorker *self)
{
  if (self == NULL)
    return;

  drop_parser (self);
  ZSTD_freeCCtx (self->compressor);
  rc_hasher_free (self->hasher);
  g_free (self);
}

static guint32
put_text (GString *arena,
          RcSlice  text,
          guint32  previous)
{
  guint32 place;

  if (text.length == 0 || text.length > RC_LIMIT_NAME_BYTES)
    return 0;

  /* Neighbours mostly name the same system and model. */
  if (previous != 0 && strlen (arena->str + previous) == text.length
      && memcmp (arena->str + previous, text.text, text.length) == 0)
    return previous;

  place = (guint32) arena->len;
  g_string_append_len (arena, text.text, (gssize) text.length);
  g_string_append_c (arena, 0);
  return place;
}

static guint32
put_model (GString             *arena,
           const RcParsedEvent *event,
           guint32              previous)
{
  gsize length = event->model_name.length + 1 + event->model_version.length;
  guint32 place = (guint32) arena->len;
  const char *last;

  if (event->model_name.length == 0 && event->model_version.length == 0)
    return 0;
  if (length > RC_LIMIT_NAME_BYTES)
    return 0;
  if (event->model_version.length == 0)
    return put_text (arena, event->model_name, previous);

  last = arena->str + previous;
  if (previous != 0 && event->model_name.length > 0 && strlen (last) == length
      && memcmp (last, event->model_name.text, event->model_name.length) == 0
      && memcmp (last + event->model_name.length + 1, event->model_version.text, event->model_version.length) == 0)
    return previous;

  g_string_append_len (arena, event->model_name.text, (gssize) event->model_name.length);
  g_string_append_c (arena, '/');
  g_string_append_len (arena, event->model_version.text, (gssize) event->model_version.length);
  g_string_append_c (arena, 0);
  return place;
}

/**
 * rc_chunk_event_fill:
 * @index: of the record in its chunk
 * @arena: takes the texts
 * @previous: (nullable): the event before, whose texts are used again where they are equal
 */
void
rc_chunk_event_fill (RcChunkEvent        *out_event,
                     const RcParsedEvent *event,
                     guint32              index,
                     GString             *arena,
                     const RcChunkEvent  *previous)
{
  const RcSlice keys[] = { { NULL, 0 }, event->id, event->decision, event->subject, event->target, event->correlation,
                           event->trace };

  memset (out_event, 0, sizeof *out_event);
  out_event->index = index;
  out_event->row = event->row;
  out_event->kind = event->kind;
  out_event->time_us = event->has_time ? event->time.from_us : RC_TIME_NONE;
  out_event->span_us = event->has_time ? event->time.to_us - event->time.from_us : 0;
  for (guint key = 1; key <= RC_EVENT_KEY_LAST; key++)
    {
      if (keys[key].length == 0)
        continue;
      out_event->keys[key] = rc_event_key_hash ((RcEventKey) key, event->kind, keys[key].text, keys[key].length);
      out_event->has_key[key] = 1;
    }
  out_event->system = put_text (arena, event->system, previous != NULL ? previous->system : 0);
  out_event->endpoint = put_text (arena, event->endpoint, previous != NULL ? previous->endpoint : 0);
  out_event->model = put_model (arena, event, previous != NULL ? previous->model : 0);
}

static void
take_event (const RcParsedEvent *event,
            gpointer             user_data)
{
  RcChunkWorker *self = user_data;
  GArray *events = self->chunk->events;
  RcChunkEvent row, previous;

  if (events->len > 0)
    previous = g_array_index (events, RcChunkEvent, events->len - 1);
  rc_chunk_event_fill (&row, event, self->index, self->chunk->arena, events->len > 0 ? &previous : NULL);
  g_array_append_val (events, row);
}

static void
take_fault (RcImportChunk       *chunk,
            guint32              index,
            guint64              record_start,
            const RcRecordFault *fault)
{
  RcChunkFault kept = {
    .index = index,
    .offset = chunk->start + record_start + fault->offset,
    .kind = g_strdup (fault->kind),
    .expected = g_strdup (fault->expected != NULL ? fault->expected : ""),
    .found = g_strdup (fault->found != NULL ? fault->found : ""),
    .message = g_strdup (fault->message != NULL ? fault->message : ""),
  };

  g_array_append_val (chunk->faults, kept);
}

static void
read_record (RcChunkWorker *self,
             RcImportChunk *chunk,
             guint32        index,
             gsize          begin,
             gsize          end)
{
  const RcImporter *importer = self->importer;
  const char *bytes = (const char *) chunk->bytes->data + begin;
  RcRecordFault fault = { 0 };
  gsize length;
  gsize skipped = rc_record_find_content (self->chunk->framing, bytes, end - begin, &length);

  self->index = index;
  if (importer->parse (importer, self->parser, bytes + skipped, length, take_event, self, &fault) != RC_PARSE_EVENTS)
    take_fault (chunk, index, begin + skipped, &fault);
}

static void
read_records (RcChunkWorker *self,
              RcImportChunk *chunk)
{
  const char *bytes = (const char *) chunk->bytes->data;
  gsize begin = 0;
  guint next_unread = 0;

  if (chunk->importer != self->importer)
    {
      drop_parser (self);
      if (chunk->importer != NULL && chunk->importer->parse != NULL)
        {
          self->importer = chunk->importer;
          self->parser = chunk->importer->parser_new (chunk->importer);
          if (self->options->has_zone && chunk->importer->parser_set_zone != NULL)
            chunk->importer->parser_set_zone (self->parser, self->options->zone_minutes);
        }
    }

  if (self->parser != NULL && self->importer->parser_set_name != NULL)
    self->importer->parser_set_name (self->parser, chunk->name);

  self->chunk = chunk;
  g_array_set_size (chunk->leaves, chunk->ends->len);
  for (guint32 i = 0; i < chunk->ends->len; i++)
    {
      gsize end = g_array_index (chunk->ends, gsize, i);

      rc_tree_leaf (self->hasher, bytes + begin, end - begin, &g_array_index (chunk->leaves, RcDigest, i));
      if (next_unread < chunk->unread->len && g_array_index (chunk->unread, guint32, next_unread) == i)
        next_unread++;
      else if (self->parser != NULL)
        read_record (self, chunk, i, begin, end);
      begin = end;
    }
}

/* Roots of the tiles that lie in the chunk as a whole. */
static void
hash_tiles (RcChunkWorker *self,
            RcImportChunk *chunk)
{
  guint64 skip = (RC_LIMIT_TILE_LEAVES - (chunk->first_record - 1) % RC_LIMIT_TILE_LEAVES) % RC_LIMIT_TILE_LEAVES;

  for (guint64 first = skip; first + RC_LIMIT_TILE_LEAVES <= chunk->leaves->len; first += RC_LIMIT_TILE_LEAVES)
    {
      RcTreeBuilder builder;
      RcDigest root;

      rc_tree_builder_init (&builder);
      for (guint i = 0; i < RC_LIMIT_TILE_LEAVES; i++)
        rc_tree_builder_push (&builder, self->hasher, &g_array_index (chunk->leaves, RcDigest, first + i));
      rc_tree_builder_root (&builder, self->hasher, &root);
      g_array_append_val (chunk->tile_roots, root);
    }
}

static void
compress_blocks (RcChunkWorker *self,
                 RcImportChunk *chunk)
{
  for (gsize begin = 0; begin < chunk->bytes->len; begin += RC_LIMIT_BLOCK_BYTES)
    {
      gsize length = MIN (RC_LIMIT_BLOCK_BYTES, chunk->bytes->len - begin);
      gsize bound = rc_vault_compress_bound (length);
      RcChunkBlock block = { .raw_length = (guint32) length, .frame_start = chunk->frames->len };

      g_byte_array_set_size (chunk->frames, (guint) (chunk->frames->len + bound));
      block.frame_length = ZSTD_compress2 (self->compressor, chunk->frames->data + block.frame_start, bound,
                                           chunk->bytes->data + begin, length);
      g_assert (!ZSTD_isError (block.frame_length));
      g_byte_array_set_size (chunk->frames, (guint) (block.frame_start + block.frame_length));
      g_array_append_val (chunk->blocks, block);
    }
}

/**
 * rc_chunk_worker_run:
 * @chunk: bytes, ends, first_record, importer and store are set; the rest is empty
 *
 * Does all of a chunk that depends on nothing but its bytes.
 */
void
rc_chunk_worker_run (RcChunkWorker *self,
                     RcImportChunk *chunk)
{
  if (chunk->ends->len > 0)
    {
      read_records (self, chunk);
      hash_tiles (self, chunk);
    }
  if (chunk->store)
    compress_blocks (self, chunk);
}
