/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "import-act.h"

#include <string.h>

#include "bounds.h"
#include "case-schema.h"
#include "custody.h"
#include "json-writer.h"

#define BATCH_BYTES (96u << 20)
#define BATCH_ROWS 150000u
#define MAX_CACHED_NAMES 16384u
#define PROGRESS_INTERVAL_US 40000

static gpointer
new_worker (gpointer user_data)
{
  return rc_chunk_worker_new (user_data);
}

static void
free_worker (gpointer worker)
{
  rc_chunk_worker_free (worker);
}

static void
run_worker (gpointer worker,
            gpointer item)
{
  rc_chunk_worker_run (worker, item);
}

static gpointer
new_nothing (gpointer user_data)
{
  return NULL;
}

static void
free_nothing (gpointer worker)
{
}

static void
digest_chunk (gpointer worker,
              gpointer item)
{
  RcImportChunk *chunk = item;

  rc_hasher_update (chunk->digest, chunk->bytes->data, chunk->bytes->len);
  if (chunk->whole_leaf != NULL)
    rc_hasher_update (chunk->whole_leaf, chunk->bytes->data, chunk->bytes->len);
}

static void
load_numbers (RcImportAct *self)
{
  RcCase *case_file = self->case_file;

  self->first_source = rc_case_get_mark (case_file, "source") + 1;
  self->stretch_first = self->first_source;
  self->next_source = self->first_source;
  self->next_event = rc_case_get_mark (case_file, "event") + 1;
  self->next_block = rc_case_get_mark (case_file, "block") + 1;
  self->next_name = rc_case_get_mark (case_file, "name") + 1;
  self->next_entity = rc_case_get_mark (case_file, "entity") + 1;
  self->next_claim = rc_case_get_mark (case_file, "claim") + 1;
  self->next_set_aside = rc_case_get_mark (case_file, "set_aside") + 1;
  self->next_occurrence = rc_case_get_mark (case_file, "occurrence") + 1;
  self->stream_end = (guint64) rc_case_get_mark (case_file, "stream");
}

/**
 * rc_import_act_begin:
 * @self: filled by this
 *
 * Opens the act: numbers, worker threads, the first transaction.
 */
gboolean
rc_import_act_begin (RcImportAct            *self,
                     RcCase                 *case_file,
                     const RcImportOptions  *options,
                     GCancellable           *cancellable,
                     GError                **error)
{
  memset (self, 0, sizeof *self);
  if (!rc_case_require_writable (case_file, error))
    return FALSE;

  self->case_file = case_file;
  self->database = rc_case_get_database (case_file);
  self->options = options;
  self->cancellable = cancellable;
  self->imported_us = g_get_real_time ();
  self->budget.bytes_left = RC_LIMIT_EXPANDED_BYTES;
  self->budget.members_left = RC_LIMIT_CONTAINER_MEMBERS;
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->mappings = g_hash_table_new (NULL, NULL);
  self->modified = g_array_new (FALSE, FALSE, sizeof (RcImportModified));
  self->stretches = g_array_new (FALSE, FALSE, sizeof (RcImportStretch));
  self->vault = rc_vault_new (self->database);
  self->index = rc_event_index_writer_new (case_file);
  self->result = g_new0 (RcImportResult, 1);
  self->result->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_source_free);
  self->result->recognised = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->result->refused = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exception_free);
  g_queue_init (&self->spare_chunks);
  load_numbers (self);
  /* An act broken off by a full disk may not have been able to clear up behind itself. */
  if (!rc_case_schema_remove_unpublished (self->database, error) || !rc_case_begin (case_file, error))
    return FALSE;

  self->pool = rc_work_pool_new (0, new_worker, free_worker, run_worker, (gpointer) options);
  self->digest_pool = rc_work_pool_new (1, new_nothing, free_nothing, digest_chunk, NULL);
  return TRUE;
}

/**
 * rc_import_act_end:
 *
 * Frees what the act holds. An act that was not published leaves the case as it was before: the open transaction is undone and
 * the batches that were committed already are removed.
 */
void
rc_import_act_end (RcImportAct *self)
{
  RcImportChunk *chunk;

  if (self->case_file == NULL)
    return;

  while (self->pool != NULL && (chunk = rc_import_act_take_back (self)) != NULL)
    rc_import_chunk_free (chunk);
  g_clear_pointer (&self->pool, rc_work_pool_free);
  g_clear_pointer (&self->digest_pool, rc_work_pool_free);
  g_queue_clear_full (&self->spare_chunks, (GDestroyNotify) rc_import_chunk_free);
  g_clear_pointer (&self->index, rc_event_index_writer_free);
  g_clear_pointer (&self->vault, rc_vault_free);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->mappings, g_hash_table_unref);
  g_clear_pointer (&self->modified, g_array_unref);
  g_clear_pointer (&self->stretches, g_array_unref);
  g_clear_pointer (&self->sizes, g_hash_table_unref);
  g_clear_pointer (&self->progress_name, g_free);
  g_clear_pointer (&self->result, rc_import_result_free);

  if (!sqlite3_get_autocommit (rc_database_peek (self->database)))
    rc_case_rollback (self->case_file);
  /* What fails here is done by the next opening for writing. */
  if (!self->published)
    (void) rc_case_schema_remove_unpublished (self->database, NULL);
  self->case_file = NULL;
}

/**
 * rc_import_act_begin_stretch:
 * @options: of the sources that follow; lives as long as the act
 * @mapped: (nullable): made from the mapping that @options name
 *
 * Between sources. What one act brings under several options is told as imports of their own, a microsecond apart: each can be repeated by itself.
 */
void
rc_import_act_begin_stretch (RcImportAct           *self,
                             const RcImportOptions *options,
                             const RcImporter      *mapped)
{
  if (self->next_source > self->stretch_first)
    {
      const RcImportStretch stretch = { .first = self->stretch_first, .end = self->next_source, .options = self->options };

      g_array_append_val (self->stretches, stretch);
      self->imported_us++;
    }
  self->stretch_first = self->next_source;
  self->options = options;
  self->mapped = mapped;
  /* What reads records in the threads was set up with the options before. */
  g_clear_pointer (&self->pool, rc_work_pool_free);
  self->pool = rc_work_pool_new (0, new_worker, free_worker, run_worker, (gpointer) options);
}

static void
show_progress (RcImportAct *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->options->progress == NULL || now - self->progress_shown_us < PROGRESS_INTERVAL_US)
    return;

  self->progress_shown_us = now;
  self->options->progress (&self->progress, self->options->progress_data);
}

/**
 * rc_import_act_breathe:
 *
 * To be called between chunks: shows progress, answers a cancel, commits a full batch.
 */
gboolean
rc_import_act_breathe (RcImportAct  *self,
                       GError      **error)
{
  show_progress (self);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  if (self->batch_bytes < BATCH_BYTES && self->batch_rows < BATCH_ROWS)
    return TRUE;

  self->batch_bytes = 0;
  self->batch_rows = 0;
  return rc_case_commit (self->case_file, error) && rc_case_begin (self->case_file, error);
}

static gint64
find_name (RcImportAct  *self,
           const char   *text,
           GError      **error)
{
  sqlite3_stmt *statement = rc_database_prepare (self->database, "SELECT id FROM name WHERE text = ?1", error);
  gboolean row = FALSE;
  gint64 id = 0;

  if (statement == NULL)
    return -1;

  rc_database_bind_text (statement, 1, text);
  if (!rc_database_step (self->database, statement, &row, error))
    return -1;
  if (row)
    {
      id = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return id;
}

static gint64
insert_name (RcImportAct  *self,
             const char   *text,
             GError      **error)
{
  sqlite3_stmt *statement = rc_database_prepare (self->database, "INSERT INTO name (id, text) VALUES (?1, ?2)", error);

  if (statement == NULL)
    return -1;

  sqlite3_bind_int64 (statement, 1, self->next_name);
  rc_database_bind_text (statement, 2, text);
  if (!rc_database_run (self->database, statement, error))
    return -1;
  return self->next_name++;
}

/**
 * rc_import_act_intern:
 *
 * Returns: the number of a text in the table `name`, made where it is new; 0 for %NULL, -1 with @error set
 */
gint64
rc_import_act_intern (RcImportAct  *self,
                      const char   *text,
                      GError      **error)
{
  g_autofree char *valid = NULL;
  gpointer cached;
  gint64 id;

  if (text == NULL)
    return 0;

  cached = g_hash_table_lookup (self->names, text);
  if (cached != NULL)
    return (gint64) GPOINTER_TO_SIZE (cached);

  valid = g_utf8_make_valid (text, -1);
  id = find_name (self, valid, error);
  if (id == 0)
    id = insert_name (self, valid, error);
  if (id < 0)
    return -1;

  if (g_hash_table_size (self->names) >= MAX_CACHED_NAMES)
    g_hash_table_remove_all (self->names);
  g_hash_table_insert (self->names, g_strdup (text), GSIZE_TO_POINTER ((gsize) id));
  return id;
}

/**
 * rc_import_act_set_aside:
 * @source: 0 where the place is no source (a path that could not be read)
 * @record: 0 where the fault is about no record
 * @offset: in the source; -1 where it is not at a byte
 *
 * Keeps a fault in the evidence: the work goes on.
 */
gboolean
rc_import_act_set_aside (RcImportAct  *self,
                         gint64        source,
                         gint64        record,
                         gint64        offset,
                         const char   *kind,
                         const char   *expected,
                         const char   *found,
                         const char   *message,
                         GError      **error)
{
  sqlite3_stmt *statement = rc_database_prepare (self->database,
                                                 "INSERT INTO set_aside (id, source, record, offset, kind, expected, found, message) "
                                                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                                                 error);
  g_autofree char *valid_found = g_utf8_make_valid (found != NULL ? found : "", -1);
  g_autofree char *valid_message = g_utf8_make_valid (message != NULL ? message : "", -1);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, self->next_set_aside++);
  sqlite3_bind_int64 (statement, 2, source);
  if (record != 0)
    sqlite3_bind_int64 (statement, 3, record);
  if (offset >= 0)
    sqlite3_bind_int64 (statement, 4, offset);
  rc_database_bind_text (statement, 5, kind);
  rc_database_bind_text (statement, 6, expected != NULL ? expected : "");
  rc_database_bind_text (statement, 7, valid_found);
  rc_database_bind_text (statement, 8, valid_message);
  self->batch_rows++;
  return rc_database_run (self->database, statement, error);
}

void
rc_import_act_set_as_of (const RcImportAct     *self,
                         const RcImportOrigin  *origin,
                         RcSource              *source)
{
  gboolean is_said = self->options->has_as_of;

  source->as_of_us = is_said ? self->options->as_of_us : origin->modified_us;
  source->as_of_how = source->as_of_us == RC_TIME_NONE ? NULL : g_strdup (is_said ? RC_AS_OF_AUDITOR : RC_AS_OF_FILE);
}

RcImportChunk *
rc_import_act_take_chunk (RcImportAct *self)
{
  RcImportChunk *chunk = g_queue_pop_head (&self->spare_chunks);

  if (chunk == NULL)
    chunk = rc_import_chunk_new ();
  rc_import_chunk_reset (chunk);
  return chunk;
}

/* A chunk that one long record blew up is not kept: memory must not stay at the largest record met. */
void
rc_import_act_give_chunk (RcImportAct   *self,
                          RcImportChunk *chunk)
{
  if (chunk->bytes->len > 8 * RC_LIMIT_BLOCK_BYTES)
    rc_import_chunk_free (chunk);
  else
    g_queue_push_head (&self->spare_chunks, chunk);
}

/**
 * rc_import_act_send:
 * @chunk: (transfer full): bytes, ends, numbers and hashers are set
 *
 * Hands a chunk to the threads: one digests the source in order, the others do what depends on nothing but the chunk.
 */
void
rc_import_act_send (RcImportAct   *self,
                    RcImportChunk *chunk)
{
  rc_work_pool_push (self->digest_pool, chunk);
  rc_work_pool_push (self->pool, chunk);
}

/**
 * rc_import_act_take_back:
 *
 * Returns: (transfer full) (nullable): the chunk that was sent first, with all threads done with it
 */
RcImportChunk *
rc_import_act_take_back (RcImportAct *self)
{
  RcImportChunk *chunk = rc_work_pool_pop (self->pool);

  if (chunk != NULL)
    (void) rc_work_pool_pop (self->digest_pool);
  return chunk;
}

static gboolean
set_marks (RcImportAct  *self,
           GError      **error)
{
  gint64 index_row, index_run, mapping;

  rc_event_index_writer_get_marks (self->index, &index_row, &index_run);
  if (!rc_database_get_integer (self->database, "SELECT max (id) FROM mapping", &mapping, error))
    return FALSE;
  {
    const struct { const char *item; gint64 mark; } marks[] = {
      { "source", self->next_source - 1 },
      { "event", self->next_event - 1 },
      { "block", self->next_block - 1 },
      { "name", self->next_name - 1 },
      { "entity", self->next_entity - 1 },
      { "claim", self->next_claim - 1 },
      { "set_aside", self->next_set_aside - 1 },
      { "occurrence", self->next_occurrence - 1 },
      { "stream", (gint64) self->stream_end },
      { "key_run", index_row },
      { "run", index_run },
      { "mapping", mapping },
    };

    for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
      {
        if (!rc_case_set_mark (self->case_file, marks[i].item, marks[i].mark, error))
          return FALSE;
      }
  }
  return TRUE;
}

static gboolean
publish_sources (RcImportAct  *self,
                 GError      **error)
{
  sqlite3_stmt *statement = rc_database_prepare (self->database,
                                                 "UPDATE source SET state = 'published' WHERE id > ?1 AND state = 'pending'",
                                                 error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, rc_case_get_mark (self->case_file, "source"));
  return rc_database_run (self->database, statement, error);
}

static gboolean
say (RcImportAct  *self,
     GPtrArray    *details,
     GError      **error)
{
  for (guint i = 0; !self->is_replay && i < details->len; i++)
    if (!rc_custody_append (self->case_file, "import", g_ptr_array_index (details, i), error))
      return FALSE;
  return self->conclude == NULL || self->conclude (self, self->conclude_data, error);
}

/**
 * rc_import_act_publish:
 *
 * Ends the act in one commit: index, repeats, the state of the sources, the marks and the entries of the custody log.
 */
gboolean
rc_import_act_publish (RcImportAct  *self,
                       GError      **error)
{
  g_autoptr (GPtrArray) details = NULL;

  if (!rc_event_index_writer_flush (self->index, error) || !rc_import_act_find_repeats (self, error))
    return FALSE;
  details = rc_import_act_describe (self, error);
  self->published = details != NULL && publish_sources (self, error) && set_marks (self, error) && say (self, details, error)
    && rc_case_commit (self->case_file, error);
  return self->published;
}
