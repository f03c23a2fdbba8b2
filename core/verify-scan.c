/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "verify-scan.h"

#include <string.h>

#include "bounds.h"
#include "importer.h"
#include "record-exam.h"
#include "tile.h"
#include "verify-excerpt.h"
#include "work-pool.h"

#define RANGE_BYTES (1u << 20)          /* what a worker takes at once */
#define LARGE_TILE_BYTES (8u << 20)     /* above this a tile is hashed as a stream, by the calling thread */
#define MAX_RANGES_IN_FLIGHT 6u
#define MAX_RANGE_TILES 64u
#define PROGRESS_INTERVAL_US 40000

typedef struct
{
  guint64  first_record;
  guint64  start;
  guint64  length;
  guint    count;
  RcDigest hash;
} TilePlace;

/* A range of whole tiles of one source. */
typedef struct
{
  const RcSource    *source;
  const RcChainScan *chain;        /* (nullable) */
  TilePlace          tiles[MAX_RANGE_TILES];
  guint              n_tiles;
  guint64            start;        /* in the source */
  GByteArray        *bytes;
  GArray            *links;        /* of RcChainLink, for chained sources */
  GArray            *ends;         /* of guint64: place in the source after each record, for chained sources */
  RcRecordExamPart  *exam;         /* (nullable) */
  gboolean           tile_fits[MAX_RANGE_TILES];
  gboolean           readable;
  char              *fault;        /* (nullable) */
} Range;

typedef struct
{
  RcDatabase    *database;
  RcVault       *vault;
  RcHasher      *hasher;
  RcChainWorker *chain;
  RcRecordExamScratch exam;
} Worker;

typedef struct
{
  const RcVerifyScan *scan;
  RcWorkPool         *pool;
  GQueue              spare;
  RcVault            *vault;
  RcHasher           *hasher;       /* over the source */
  RcHasher           *scratch;
  RcTreeBuilder       tiles;
  const RcSource     *source;
  RcChainScan        *chain;
  RcRecordExam       *exam;         /* (nullable): of the source */
  guint64             next_place;   /* in the source: where the next tile must begin */
  guint64             next_record;
  gint64              root_cause;   /* exception that explains a wrong digest; 0: none */
  RcProgress          progress;
  gint64              shown_us;
} Scan;

static gpointer
worker_new (gpointer user_data)
{
  Worker *self = g_new0 (Worker, 1);

  self->database = rc_case_open_reader (user_data, NULL);
  self->vault = self->database != NULL ? rc_vault_new (self->database) : NULL;
  self->hasher = rc_hasher_new ();
  self->chain = rc_chain_worker_new ();
  rc_record_exam_scratch_init (&self->exam);
  return self;
}

static void
worker_free (gpointer worker)
{
  Worker *self = worker;

  rc_vault_free (self->vault);
  rc_database_free (self->database);
  rc_hasher_free (self->hasher);
  rc_chain_worker_free (self->chain);
  rc_record_exam_scratch_clear (&self->exam);
  g_free (self);
}

static Range *
range_new (void)
{
  Range *self = g_new0 (Range, 1);

  self->bytes = g_byte_array_new ();
  self->links = g_array_new (FALSE, FALSE, sizeof (RcChainLink));
  self->ends = g_array_new (FALSE, FALSE, sizeof (guint64));
  return self;
}

static void
range_free (Range *self)
{
  g_byte_array_unref (self->bytes);
  g_array_unref (self->links);
  g_array_unref (self->ends);
  rc_record_exam_part_free (self->exam);
  g_free (self->fault);
  g_free (self);
}

static Range *
take_range (Scan *self)
{
  Range *range = g_queue_pop_head (&self->spare);

  if (range == NULL)
    range = range_new ();
  range->source = self->source;
  range->chain = self->chain;
  range->exam = self->exam != NULL ? rc_record_exam_part_new (self->exam) : NULL;
  range->n_tiles = 0;
  range->readable = TRUE;
  g_byte_array_set_size (range->bytes, 0);
  g_array_set_size (range->links, 0);
  g_array_set_size (range->ends, 0);
  g_clear_pointer (&range->fault, g_free);
  return range;
}

static void
judge_tile (Worker          *worker,
            Range           *range,
            const RcTile    *tile,
            guint            index)
{
  RcTreeBuilder builder;
  RcDigest root;
  const char *bytes = (const char *) range->bytes->data + (tile->start - range->start);
  guint64 begin = 0;

  rc_tree_builder_init (&builder);
  for (guint i = 0; i < tile->count; i++)
    {
      gsize length = (gsize) (tile->ends[i] - begin);
      RcDigest leaf;

      rc_tree_leaf (worker->hasher, bytes + begin, length, &leaf);
      rc_tree_builder_push (&builder, worker->hasher, &leaf);
      if (range->chain != NULL)
        {
          guint64 place = tile->start + begin;
          gsize content;
          const char *text = bytes + begin + rc_record_find_content (range->source->framing, bytes + begin, length, &content);
          RcChainLink link;

          rc_chain_scan_judge (range->chain, worker->chain, text, content, &leaf, &link);
          link.has_return = text + content < bytes + begin + length && text[content] == '\r';
          g_array_append_val (range->links, link);
          g_array_append_val (range->ends, place);
        }
      if (range->exam != NULL)
        rc_record_exam_part_look (range->exam, &worker->exam, bytes + begin, length, range->tiles[index].first_record + i,
                                  tile->start + begin);
      begin = tile->ends[i];
    }

  rc_tree_builder_root (&builder, worker->hasher, &root);
  range->tile_fits[index] = rc_digest_equal (&root, &tile->hash);
}

static void
run_range (gpointer data,
           gpointer item)
{
  Worker *worker = data;
  Range *range = item;
  const TilePlace *last = &range->tiles[range->n_tiles - 1];
  guint64 length = last->start + last->length - range->start;
  g_autoptr (GError) error = NULL;

  g_byte_array_set_size (range->bytes, (guint) length);
  if (worker->vault == NULL
      || !rc_vault_read (worker->vault, range->source->start + range->start, range->bytes->data, (gsize) length, &error))
    {
      range->readable = FALSE;
      range->fault = g_strdup (error != NULL ? error->message : "the case could not be opened a second time");
      return;
    }

  for (guint i = 0; i < range->n_tiles; i++)
    {
      RcTile tile;

      if (!rc_tile_load (worker->database, rc_source_is_repeat (range->source) ? range->source->parent : range->source->id,
                         range->tiles[i].first_record, &tile, &error)
          || tile.start != range->tiles[i].start || tile.count != range->tiles[i].count
          || tile.ends[tile.count - 1] != range->tiles[i].length)
        {
          range->readable = FALSE;
          range->fault = g_strdup (error != NULL ? error->message : "the places of records changed while they were read");
          return;
        }
      judge_tile (worker, range, &tile, i);
    }
}

static void
show_progress (Scan *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->scan->progress == NULL || now - self->shown_us < PROGRESS_INTERVAL_US)
    return;

  self->shown_us = now;
  self->scan->progress (&self->progress, self->scan->progress_data);
}

static void
tell_damage (Scan        *self,
             guint64      record,
             guint64      place,
             guint64      count,
             const char  *expected,
             const char  *found)
{
  gint64 id = rc_judgement_add_exception (self->scan->judgement,
                                          rc_exception_new (RC_EXCEPTION_VAULT_DAMAGED, self->source->id, (gint64) record,
                                                            (gint64) place, expected, found,
                                                            "The case's own copy of %s is damaged among the %" G_GUINT64_FORMAT
                                                            " records from here on.", self->source->name, count));

  self->scan->judgement->records_failed += count;
  if (self->root_cause == 0)
    self->root_cause = id;
}

static void
take_back (Scan *self)
{
  Range *range = rc_work_pool_pop (self->pool);

  if (range->readable)
    rc_hasher_update (self->hasher, range->bytes->data, range->bytes->len);

  for (guint i = 0; i < range->n_tiles; i++)
    {
      const TilePlace *tile = &range->tiles[i];

      self->scan->judgement->records_checked += tile->count;
      if (!range->readable)
        tell_damage (self, tile->first_record, tile->start, tile->count, "bytes as they were imported", range->fault);
      else if (!range->tile_fits[i])
        tell_damage (self, tile->first_record, tile->start, tile->count, "records that give the tree hash kept at import",
                     "another tree hash");
    }

  for (guint i = 0; range->readable && i < range->links->len; i++)
    rc_chain_scan_push (self->chain, range->tiles[0].first_record + i, g_array_index (range->ends, guint64, i),
                        &g_array_index (range->links, RcChainLink, i));

  if (range->exam != NULL)
    rc_record_exam_take (self->exam, g_steal_pointer (&range->exam));
  self->progress.bytes += range->bytes->len;
  show_progress (self);
  g_queue_push_head (&self->spare, range);
}

static void
drain (Scan *self)
{
  while (rc_work_pool_in_flight (self->pool) > 0)
    take_back (self);
}

static void
send (Scan   *self,
      Range **range)
{
  if (*range == NULL)
    return;

  rc_work_pool_push (self->pool, g_steal_pointer (range));
  while (rc_work_pool_in_flight (self->pool) >= MAX_RANGES_IN_FLIGHT)
    take_back (self);
}

/* One that no importer reads for its size is not read here either, and counted so. */
static void
exam_large_record (Scan     *self,
                   guint64   record,
                   guint64   start,
                   guint64   length)
{
  RcRecordExamScratch scratch;
  RcRecordExamPart *part;
  g_autofree char *bytes = NULL;

  if (self->exam == NULL)
    return;
  if (length <= RC_LIMIT_RECORD_BYTES)
    {
      bytes = g_malloc (length);
      if (!rc_vault_read (self->vault, self->source->start + start, bytes, (gsize) length, NULL))
        return;
    }

  part = rc_record_exam_part_new (self->exam);
  rc_record_exam_scratch_init (&scratch);
  rc_record_exam_part_look (part, &scratch, bytes, (gsize) length, record, start);
  rc_record_exam_scratch_clear (&scratch);
  rc_record_exam_take (self->exam, part);
}

/* A tile of large records: hashed piece by piece, so that memory does not grow with a record. */
static void
scan_large_tile (Scan          *self,
                 const RcTile  *tile)
{
  g_autofree guint8 *buffer = g_malloc (RC_LIMIT_BLOCK_BYTES);
  g_autoptr (GError) error = NULL;
  RcTreeBuilder builder;
  RcDigest root;
  guint64 place = 0;
  static const guint8 leaf_prefix = 0x00;

  rc_tree_builder_init (&builder);
  for (guint i = 0; i < tile->count; i++)
    {
      guint64 begin = place;
      RcDigest leaf;

      rc_hasher_update (self->scratch, &leaf_prefix, 1);
      while (place < tile->ends[i])
        {
          gsize take = (gsize) MIN (RC_LIMIT_BLOCK_BYTES, tile->ends[i] - place);

          if (!rc_vault_read (self->vault, self->source->start + tile->start + place, buffer, take, &error))
            {
              rc_hasher_reset (self->scratch);
              self->scan->judgement->records_checked += tile->count;
              tell_damage (self, tile->first_record, tile->start + place, tile->count, "bytes as they were imported",
                           error->message);
              return;
            }
          rc_hasher_update (self->scratch, buffer, take);
          rc_hasher_update (self->hasher, buffer, take);
          place += take;
        }
      rc_hasher_finish (self->scratch, &leaf);
      rc_tree_builder_push (&builder, self->scratch, &leaf);
      exam_large_record (self, tile->first_record + i, tile->start + begin, tile->ends[i] - begin);
    }

  rc_tree_builder_root (&builder, self->scratch, &root);
  self->scan->judgement->records_checked += tile->count;
  if (!rc_digest_equal (&root, &tile->hash))
    tell_damage (self, tile->first_record, tile->start, tile->count, "records that give the tree hash kept at import",
                 "another tree hash");
  self->progress.bytes += tile->ends[tile->count - 1];
  show_progress (self);
}

/* Takes the next tile row: leaves tile the source from its first byte to its last, in order and without a hole. */
static gboolean
take_tile (Scan          *self,
           const RcTile  *tile,
           Range        **range)
{
  guint64 length = tile->ends[tile->count - 1];

  if (tile->start != self->next_place || tile->first_record != self->next_record
      || length > self->source->size - tile->start)
    {
      tell_damage (self, self->next_record, self->next_place, 1, "tiles that follow each other without a hole",
                   "a tile at another place");
      return FALSE;
    }

  self->next_place += length;
  self->next_record += tile->count;
  rc_tree_builder_push (&self->tiles, self->scratch, &tile->hash);
  if (length > LARGE_TILE_BYTES)
    {
      send (self, range);
      drain (self);
      scan_large_tile (self, tile);
      return TRUE;
    }

  if (*range != NULL && ((*range)->n_tiles == MAX_RANGE_TILES || tile->start + length - (*range)->start > RANGE_BYTES))
    send (self, range);
  if (*range == NULL)
    {
      *range = take_range (self);
      (*range)->start = tile->start;
    }
  (*range)->tiles[(*range)->n_tiles++] = (TilePlace) {
    .first_record = tile->first_record, .start = tile->start, .length = length, .count = tile->count, .hash = tile->hash,
  };
  return TRUE;
}

static gboolean
scan_tiles (Scan    *self,
            GError **error)
{
  RcDatabase *database = rc_case_get_database (self->scan->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT first_record, start, lengths, hash FROM tile WHERE source = ?1 "
                                                 "ORDER BY first_record", error);
  Range *range = NULL;
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, self->source->id);
  while (TRUE)
    {
      RcTile tile;

      if (g_cancellable_set_error_if_cancelled (self->scan->cancellable, error)
          || !rc_database_step (database, statement, &row, error))
        {
          sqlite3_reset (statement);
          if (range != NULL)
            range_free (range);
          drain (self);
          return FALSE;
        }
      if (!row)
        break;
      if (!rc_tile_from_row (statement, self->source->id, &tile))
        {
          tell_damage (self, self->next_record, self->next_place, 1, "a readable tile", "a damaged row of the table tile");
          sqlite3_reset (statement);
          break;
        }
      if (!take_tile (self, &tile, &range))
        {
          sqlite3_reset (statement);
          break;
        }
    }

  send (self, &range);
  drain (self);
  return TRUE;
}

static void
compare_source (Scan *self)
{
  const RcSource *source = self->source;
  RcDigest sha256, root;
  RcException *exception;

  rc_hasher_finish (self->hasher, &sha256);
  rc_tree_builder_root (&self->tiles, self->scratch, &root);
  if (rc_digest_equal (&sha256, &source->sha256) && rc_digest_equal (&root, &source->root)
      && self->next_place == source->size && self->next_record - 1 == source->records)
    return;

  {
    gboolean digest_fits = rc_digest_equal (&sha256, &source->sha256);
    g_autofree char *expected = rc_digest_dup_hex (digest_fits ? &source->root : &source->sha256);
    g_autofree char *found = rc_digest_dup_hex (digest_fits ? &root : &sha256);

    exception = rc_exception_new (RC_EXCEPTION_VAULT_DAMAGED, source->id, 0, -1, expected, found,
                                  "The case's own copy of %s is not what was imported: its %s differs.", source->name,
                                  digest_fits ? "tree" : "digest");
  }
  exception->caused_by = self->root_cause;
  rc_judgement_add_exception (self->scan->judgement, exception);
  if (self->scan->judgement->records_failed == 0)
    self->scan->judgement->records_failed = MAX (1, source->records);
}

static RcChainScan *
begin_chain (Scan *self)
{
  const RcSource *source = self->source;
  const RcImporter *importer;
  g_autofree char *head = NULL;
  gsize length;

  if ((source->framing != RC_FRAMING_LINES && source->framing != RC_FRAMING_OBJECTS) || source->size == 0)
    return NULL;

  length = (gsize) MIN (source->size, RC_LIMIT_SAMPLE_BYTES);
  head = g_malloc (length);
  if (!rc_vault_read (self->vault, source->start, head, length, NULL))
    return NULL;

  importer = rc_importer_for_source (self->scan->case_file, source, NULL);
  return rc_chain_set_begin (self->scan->chains, source, importer != NULL ? importer->chain_profile : NULL, head, length);
}

static gboolean
scan_source (Scan            *self,
             const RcSource  *source,
             GError         **error)
{
  g_autoptr (GError) local_error = NULL;

  self->source = source;
  self->next_place = 0;
  self->next_record = 1;
  self->root_cause = 0;
  self->progress.name = source->name;
  self->progress.sources++;
  self->scan->judgement->records_total += source->records;
  rc_tree_builder_init (&self->tiles);
  self->chain = begin_chain (self);
  self->exam = rc_record_exam_new (self->scan->case_file, source, self->scan->schemas, &local_error);
  if (self->exam != NULL)
    g_ptr_array_add (self->scan->exams, self->exam);
  /* Events of a damaged case that cannot be read are told where they are walked. */
  if (local_error != NULL && !rc_seal_context_tolerate (&local_error, error))
    return FALSE;
  if (!scan_tiles (self, error))
    return FALSE;

  if (self->chain != NULL)
    rc_chain_scan_end (self->chain);
  compare_source (self);
  return TRUE;
}

/**
 * rc_verify_scan_sources:
 * @sources: (element-type RcSource): all published sources
 *
 * Recomputes everything that can be recomputed from the stored bytes alone. Faults go into the judgement.
 */
gboolean
rc_verify_scan_sources (const RcVerifyScan  *scan,
                        GPtrArray           *sources,
                        GError             **error)
{
  Scan self = { .scan = scan };
  gboolean good = TRUE;

  self.vault = rc_vault_new (rc_case_get_database (scan->case_file));
  self.hasher = rc_hasher_new ();
  self.scratch = rc_hasher_new ();
  g_queue_init (&self.spare);
  self.pool = rc_work_pool_new (0, worker_new, worker_free, run_range, scan->case_file);
  for (guint i = 0; good && i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);

      if (rc_source_is_repeat (source))
        continue;
      good = rc_source_is_incomplete (source) ? rc_verify_excerpts (scan, source, error) : scan_source (&self, source, error);
    }

  good = good && rc_verify_count_withheld (scan, error);
  rc_work_pool_free (self.pool);
  g_queue_clear_full (&self.spare, (GDestroyNotify) range_free);
  rc_hasher_free (self.scratch);
  rc_hasher_free (self.hasher);
  rc_vault_free (self.vault);
  return good;
}
