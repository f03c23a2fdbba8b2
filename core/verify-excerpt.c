/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "verify-excerpt.h"

#include "bounds.h"
#include "excerpt.h"
#include "import-chunk.h"

typedef struct
{
  const RcVerifyScan *scan;
  const RcSource     *source;
  RcRecordReader     *reader;
  const RcImporter   *importer;      /* (nullable): reads no single records */
  RcChunkWorker      *worker;
  RcImportChunk      *chunk;
  guint64             n_stated;      /* records whose events could not be read again */
} Exam;

static void
tell (Exam        *self,
      const char  *kind,
      guint64      record,
      guint64      offset,
      const char  *expected,
      const char  *found,
      const char  *message)
{
  rc_judgement_add_exception (self->scan->judgement,
                              rc_exception_new (kind, self->source->id, (gint64) record, (gint64) offset, expected, found, "%s", message));
}

/* --- The record in its source --- */

/* Whether its bytes could be read; *out_holds: whether they stand where they are said to. */
static gboolean
check_place (Exam             *self,
             const RcExcerpt  *excerpt,
             const RcExcerpt  *previous,
             gboolean         *out_holds,
             GError          **error)
{
  const char *fault = rc_excerpt_find_fault (excerpt, previous, self->source);
  g_autoptr (RcRecordProof) proof = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  *out_holds = FALSE;
  if (fault != NULL)
    {
      g_autofree char *place = g_strdup_printf ("record %" G_GUINT64_FORMAT " with %" G_GUINT64_FORMAT " bytes at byte %" G_GUINT64_FORMAT,
                                                excerpt->record, excerpt->length, excerpt->offset);

      tell (self, RC_EXCEPTION_PROOF_INVALID, excerpt->record, excerpt->offset, fault, place,
            "The record cannot stand where this copy says that it stands in its source.");
      return TRUE;
    }

  proof = rc_record_reader_prove (self->reader, self->source->id, excerpt->record, &local_error);
  if (proof == NULL)
    {
      g_autofree char *words = g_strdup (local_error->message);

      if (!rc_seal_context_tolerate (&local_error, error))
        return FALSE;
      tell (self, RC_EXCEPTION_VAULT_DAMAGED, excerpt->record, excerpt->offset, "bytes as they were taken in", words,
            "The case's own copy of the record is damaged.");
      return TRUE;
    }

  *out_holds = proof->holds;
  if (proof->holds)
    return TRUE;
  expected = rc_digest_dup_hex (&proof->stored_root);
  found = rc_digest_dup_hex (&proof->root);
  tell (self, RC_EXCEPTION_PROOF_INVALID, excerpt->record, excerpt->offset, expected, found,
        "The bytes of the record and its path do not lead to the root of its source: the record, its number, its path or the root is not what it was.");
  return TRUE;
}

/* --- What it tells --- */

static gboolean
same_text (sqlite3_stmt  *statement,
           int            column,
           const GString *arena,
           guint32        place)
{
  return g_strcmp0 ((const char *) sqlite3_column_text (statement, column), place != 0 ? arena->str + place : NULL) == 0;
}

static gboolean
same_event (sqlite3_stmt       *statement,
            const RcChunkEvent *event,
            const GString      *arena)
{
  return sqlite3_column_int64 (statement, 0) == event->row && sqlite3_column_int64 (statement, 1) == (gint64) event->kind
    && rc_database_column_time (statement, 2) == event->time_us && sqlite3_column_int64 (statement, 3) == event->span_us
    && same_text (statement, 4, arena, event->system) && same_text (statement, 5, arena, event->model)
    && same_text (statement, 6, arena, event->endpoint);
}

static gboolean
count_same (Exam      *self,
            guint64    record,
            guint     *out_same,
            guint     *out_rows,
            GError   **error)
{
  RcDatabase *database = rc_case_get_database (self->scan->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT row, kind, time_us, span_us, s.text, m.text, e.text FROM event "
                                                 "LEFT JOIN name s ON s.id = event.system LEFT JOIN name m ON m.id = event.model "
                                                 "LEFT JOIN name e ON e.id = event.endpoint "
                                                 "WHERE event.id >= ?1 AND event.id < ?1 + ?2 AND source = ?3 AND record = ?4 ORDER BY event.id",
                                                 error);
  gboolean row = FALSE;

  *out_same = *out_rows = 0;
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, self->source->first_event);
  sqlite3_bind_int64 (statement, 2, (gint64) self->source->event_rows);
  sqlite3_bind_int64 (statement, 3, self->source->id);
  sqlite3_bind_int64 (statement, 4, (gint64) record);
  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (*out_rows < self->chunk->events->len
          && same_event (statement, &g_array_index (self->chunk->events, RcChunkEvent, *out_rows), self->chunk->arena))
        (*out_same)++;
      (*out_rows)++;
    }
}

static gboolean
check_events (Exam             *self,
              const RcExcerpt  *excerpt,
              GError          **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  gsize length;
  guint same, rows;

  if (self->importer == NULL)
    {
      self->n_stated++;
      return TRUE;
    }

  bytes = rc_record_reader_read (self->reader, self->source->id, excerpt->record, NULL, error);
  if (bytes == NULL)
    return FALSE;
  length = g_bytes_get_size (bytes);
  rc_import_chunk_reset (self->chunk);
  g_byte_array_append (self->chunk->bytes, g_bytes_get_data (bytes, NULL), (guint) length);
  g_array_append_val (self->chunk->ends, length);
  self->chunk->start = excerpt->offset;
  self->chunk->first_record = excerpt->record;
  self->chunk->framing = self->source->framing;
  self->chunk->name = self->source->name;
  self->chunk->importer = length <= RC_LIMIT_RECORD_BYTES ? self->importer : NULL;
  rc_chunk_worker_run (self->worker, self->chunk);

  if (!count_same (self, excerpt->record, &same, &rows, error))
    return FALSE;
  if (same == rows && rows == self->chunk->events->len)
    return TRUE;

  expected = g_strdup_printf ("%u events as the record tells them", self->chunk->events->len);
  found = g_strdup_printf ("%u rows, of which %u are as the record tells them", rows, same);
  tell (self, RC_EXCEPTION_TABLE_EDITED, excerpt->record, excerpt->offset, expected, found,
        "The events in the case are not those that the record tells when it is read again.");
  return TRUE;
}

/* --- The source --- */

static gboolean
exam_record (Exam             *self,
             const RcExcerpt  *excerpt,
             const RcExcerpt  *previous,
             GError          **error)
{
  RcJudgement *judgement = self->scan->judgement;
  gboolean holds;

  if (g_cancellable_set_error_if_cancelled (self->scan->cancellable, error) || !check_place (self, excerpt, previous, &holds, error))
    return FALSE;

  judgement->records_checked++;
  if (!holds)
    {
      judgement->records_failed++;
      return TRUE;
    }
  return check_events (self, excerpt, error);
}

static void
tell_limits (Exam    *self,
             guint64  n_here)
{
  g_autofree char *all = g_strdup_printf ("%" G_GUINT64_FORMAT " records", self->source->records);
  g_autofree char *here = g_strdup_printf ("%" G_GUINT64_FORMAT " of them", n_here);
  g_autofree char *stated = g_strdup_printf ("%" G_GUINT64_FORMAT " by the word of whoever made the bundle", self->n_stated);

  tell (self, RC_EXCEPTION_RECORDS_WITHHELD, 0, G_MAXUINT64, all, here,
        "The other records of this source are withheld from this copy: its digest, its chain, and what is absent from it could not be checked.");
  if (self->n_stated > 0)
    tell (self, RC_EXCEPTION_ROWS_STATED, 0, G_MAXUINT64, "events that are read again from their records", stated,
          "The format of this source can only be read as a whole: what its records tell could not be checked here.");
}

gboolean
rc_verify_excerpts (const RcVerifyScan  *scan,
                    const RcSource      *source,
                    GError             **error)
{
  RcDatabase *database = rc_case_get_database (scan->case_file);
  g_autoptr (GPtrArray) excerpts = NULL;
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (database);
  g_autoptr (RcImportChunk) chunk = rc_import_chunk_new ();
  const RcImportOptions options = { 0 };
  g_autoptr (RcChunkWorker) worker = rc_chunk_worker_new (&options);
  const RcImporter *importer = source->importer != NULL ? rc_importer_for_source (scan->case_file, source, NULL) : NULL;
  gboolean by_record = source->framing == RC_FRAMING_LINES || source->framing == RC_FRAMING_OBJECTS;
  Exam self = {
    .scan = scan, .source = source, .reader = reader, .worker = worker, .chunk = chunk,
    .importer = importer != NULL && importer->parse != NULL && by_record ? importer : NULL,
  };
  g_autoptr (GError) local_error = NULL;

  scan->judgement->records_total += source->excerpts;
  scan->judgement->records_withheld += source->records - MIN (source->records, source->excerpts);
  excerpts = rc_excerpt_list (database, source, &local_error);
  if (excerpts == NULL)
    {
      g_autofree char *words = g_strdup (local_error->message);

      if (!rc_seal_context_tolerate (&local_error, error))
        return FALSE;
      scan->judgement->records_failed += source->excerpts;
      tell (&self, RC_EXCEPTION_VAULT_DAMAGED, 0, G_MAXUINT64, "readable rows of the table excerpt", words,
            "The case no longer says in a readable way which records of the source are here.");
      return TRUE;
    }

  for (guint i = 0; i < excerpts->len; i++)
    if (!exam_record (&self, excerpts->pdata[i], i > 0 ? excerpts->pdata[i - 1] : NULL, error))
      return FALSE;

  tell_limits (&self, excerpts->len);
  return TRUE;
}

gboolean
rc_verify_count_withheld (const RcVerifyScan  *scan,
                          GError             **error)
{
  RcDatabase *database = rc_case_get_database (scan->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT count (*), ifnull (sum (records), 0) FROM source WHERE state = '" RC_SOURCE_WITHHELD "' "
                                                 "AND derivation <> '" RC_DERIVATION_SAME "' "
                                                 "AND id <= (SELECT mark FROM published WHERE item = 'source')", error);
  g_autofree char *found = NULL;
  gint64 sources = 0, records = 0;
  gboolean row = FALSE;

  if (statement == NULL || !rc_database_step (database, statement, &row, error))
    return FALSE;
  if (row)
    {
      sources = sqlite3_column_int64 (statement, 0);
      records = sqlite3_column_int64 (statement, 1);
      sqlite3_reset (statement);
    }
  if (sources == 0)
    return TRUE;

  scan->judgement->records_withheld += (guint64) MAX (records, 0);
  found = g_strdup_printf ("nothing of %" G_GINT64_FORMAT " sources, which are said to have %" G_GINT64_FORMAT " records", sources, records);
  rc_judgement_add_exception (scan->judgement,
                              rc_exception_new (RC_EXCEPTION_RECORDS_WITHHELD, 0, 0, -1, "all sources of the case that the bundle was made from",
                                                found, "Whole sources are withheld from this copy: what they would show could not be checked."));
  return TRUE;
}
