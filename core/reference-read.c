/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reference-read.h"

#include <string.h>

#include "bounds.h"
#include "import-sink.h"

#define CANCEL_INTERVAL 4096u

/* One row of the table `event`. */
typedef struct
{
  gint64      event;
  guint64     record;
  guint32     row;
  RcEventKind kind;
  gint64      time_us;
  gint64      span_us;
  gint64      system;
} EventRow;

/* A reference of the record at hand, by the row within it. */
typedef struct
{
  guint32 row;
  guint8  mark[RC_REFERENCE_MARK_BYTES];
} Mark;

typedef struct
{
  RcImportSink       sink;         /* first */
  RcCase            *case_file;
  RcRecordReader    *reader;
  RcReferenceSort   *sort;
  RcReferenceCounts *counts;
  GCancellable      *cancellable;
  const RcSource    *source;
  const RcImporter  *importer;
  gpointer           parser;       /* (nullable): of sources that are read line by line */
  sqlite3_stmt      *statement;
  gboolean           has_row;
  EventRow           row;
  guint64            n_rows;
  guint64            record;       /* whose marks are at hand; 0: none */
  gboolean           is_read;
  GArray            *marks;        /* of Mark */
  RcReferencePeriod  calls;        /* of the source */
  guint64            n_calls;
  guint64            n_lines;
} Pass;

void
rc_reference_counts_init (RcReferenceCounts *self)
{
  *self = (RcReferenceCounts) {
    .lists = g_array_new (FALSE, FALSE, sizeof (RcReferenceList)),
    .sampled = g_array_new (FALSE, FALSE, sizeof (RcReferencePeriod)),
  };
  for (guint side = RC_SIDE_BUSINESS; side <= RC_SIDE_LOG; side++)
    self->periods[side] = (RcReferencePeriod) { RC_TIME_NONE, RC_TIME_NONE, RC_TIME_NONE };
}

void
rc_reference_counts_clear (RcReferenceCounts *self)
{
  g_clear_pointer (&self->lists, g_array_unref);
  g_clear_pointer (&self->sampled, g_array_unref);
  g_clear_pointer (&self->sampling, g_free);
}

static void
extend (RcReferencePeriod *period,
        const EventRow    *row)
{
  if (row->time_us == RC_TIME_NONE)
    return;
  if (period->from_us == RC_TIME_NONE || row->time_us < period->from_us)
    period->from_us = row->time_us;
  if (period->last_us == RC_TIME_NONE || row->time_us > period->last_us)
    period->last_us = row->time_us;
  if (period->to_us == RC_TIME_NONE || row->time_us + row->span_us > period->to_us)
    period->to_us = row->time_us + row->span_us;
}

static gboolean
step (Pass    *self,
      GError **error)
{
  if (self->n_rows++ % CANCEL_INTERVAL == 0 && g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (!rc_database_step (rc_case_get_database (self->case_file), self->statement, &self->has_row, error))
    return FALSE;
  if (!self->has_row)
    return TRUE;

  self->row = (EventRow) {
    .event = sqlite3_column_int64 (self->statement, 0),
    .record = (guint64) sqlite3_column_int64 (self->statement, 1),
    .row = (guint32) sqlite3_column_int64 (self->statement, 2),
    .kind = (RcEventKind) sqlite3_column_int (self->statement, 3),
    .time_us = rc_database_column_time (self->statement, 4),
    .span_us = sqlite3_column_int64 (self->statement, 5),
    .system = sqlite3_column_int64 (self->statement, 6),
  };
  return TRUE;
}

static RcSide
side_of (const EventRow *row)
{
  return row->kind == RC_EVENT_DECISION ? RC_SIDE_BUSINESS : RC_SIDE_LOG;
}

/* Counts the row at hand. @mark: (nullable): of its reference. */
static gboolean
take (Pass          *self,
      const guint8  *mark,
      GError       **error)
{
  const EventRow *row = &self->row;
  RcSide side = side_of (row);
  RcReferenceEntry entry = {
    .event = row->event, .time_us = row->time_us, .span_us = row->span_us, .system = row->system, .side = side,
    .is_call = row->kind == RC_EVENT_INFERENCE,
  };

  self->counts->events[side]++;
  extend (&self->counts->periods[side], row);
  self->n_lines += side == RC_SIDE_BUSINESS;
  if (side == RC_SIDE_LOG)
    {
      self->n_calls++;
      extend (&self->calls, row);
    }
  if (mark == NULL)
    {
      self->counts->without[side]++;
      return TRUE;
    }

  memcpy (entry.mark, mark, sizeof entry.mark);
  return rc_reference_sort_add (self->sort, &entry, error);
}

/* What nothing can be read from any more. */
static gboolean
pass_over (Pass    *self,
           GError **error)
{
  while (self->has_row)
    {
      self->counts->unread[side_of (&self->row)]++;
      if (!take (self, NULL, error) || !step (self, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Sources that are read record by record --- */

static void
add_mark (Pass       *self,
          guint32     row,
          const char *text,
          gsize       length)
{
  RcReferenceEntry entry;
  Mark mark = { .row = row };

  if (length == 0)
    return;

  rc_reference_sort_mark (self->sort, text, length, &entry);
  memcpy (mark.mark, entry.mark, sizeof mark.mark);
  g_array_append_val (self->marks, mark);
}

static void
see_parsed (const RcParsedEvent *event,
            gpointer             user_data)
{
  add_mark (user_data, event->row, event->decision.text, event->decision.length);
}

static void
read_fields (Pass       *self,
             const char *bytes,
             gsize       length)
{
  g_autoptr (GPtrArray) fields = rc_importer_read_fields (self->importer, self->source->framing, self->source->name, bytes, length,
                                                          self->row.row);

  for (guint i = 0; i < fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (fields, i);

      if (value->field != RC_FIELD_DECISION || value->value == NULL)
        continue;
      add_mark (self, self->row.row, value->value, strlen (value->value));
      return;
    }
}

/* A record that the case cannot give any more is counted; verify tells of the damage. */
static gboolean
read_record (Pass    *self,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) record = NULL;
  RcRecordFault fault;
  const char *bytes;
  gsize length;

  /* All events of a line are parsed at once; elsewhere one is read after the other. */
  if (self->record == self->row.record && self->parser != NULL)
    return TRUE;

  self->record = self->row.record;
  g_array_set_size (self->marks, 0);
  record = rc_record_reader_read_content (self->reader, self->source->id, self->record, &local_error);
  self->is_read = record != NULL;
  if (record == NULL && local_error->domain != RC_VAULT_ERROR && local_error->domain != RC_CASE_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (record == NULL)
    return TRUE;

  bytes = g_bytes_get_data (record, &length);
  if (self->parser != NULL)
    self->importer->parse (self->importer, self->parser, bytes, length, see_parsed, self, &fault);
  else
    read_fields (self, bytes, length);
  return TRUE;
}

static const guint8 *
find_mark (const Pass *self)
{
  for (guint i = 0; i < self->marks->len; i++)
    {
      const Mark *mark = &g_array_index (self->marks, Mark, i);

      if (mark->row == self->row.row)
        return mark->mark;
    }
  return NULL;
}

static gboolean
read_records (Pass    *self,
              GError **error)
{
  while (self->has_row)
    {
      if (!read_record (self, error))
        return FALSE;
      if (!self->is_read)
        self->counts->unread[side_of (&self->row)]++;
      if (!take (self, find_mark (self), error) || !step (self, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Sources that are one document: the importer goes through it once more and tells its events in their order --- */

static gboolean
see_event (RcImportSink        *sink,
           RcImportPlace        place,
           guint64              record,
           const RcParsedEvent *event,
           GError             **error)
{
  Pass *self = (Pass *) sink;
  RcReferenceEntry entry;

  if (place != RC_IMPORT_SOURCE || !self->has_row || record != self->row.record || event->row != self->row.row
      || event->kind != self->row.kind)
    return TRUE;
  if (event->decision.length > 0)
    rc_reference_sort_mark (self->sort, event->decision.text, event->decision.length, &entry);
  return take (self, event->decision.length > 0 ? entry.mark : NULL, error) && step (self, error);
}

static gboolean
read_document (Pass    *self,
               GError **error)
{
  const RcSource *source = self->source;
  RcVault *vault = rc_record_reader_peek_vault (self->reader);
  g_autoptr (RcStream) stream = rc_vault_new_stream (vault, source->start, source->size);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local_error = NULL;
  RcImportInput input = {
    .name = source->name, .size = source->size, .sha256 = source->sha256, .stream = stream, .modified_us = RC_TIME_NONE,
  };

  if (source->size <= (source->framing == RC_FRAMING_WHOLE ? RC_LIMIT_RECORD_RAISED_BYTES : RC_LIMIT_RECORD_BYTES))
    {
      g_autofree guint8 *data = g_malloc (source->size + 1);

      data[source->size] = 0;
      if (rc_vault_read (vault, source->start, data, (gsize) source->size, &local_error))
        bytes = g_bytes_new_take (g_steal_pointer (&data), (gsize) source->size);
      input.bytes = bytes;
    }

  if (local_error == NULL)
    self->importer->import (self->importer, &input, &self->sink, self->cancellable, &local_error);
  if (local_error != NULL && local_error->domain != RC_VAULT_ERROR && local_error->domain != RC_CASE_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  /* What is not met again is damaged. */
  return pass_over (self, error);
}

/* --- All sources --- */

static gboolean
select_events (Pass    *self,
               GError **error)
{
  self->statement = rc_database_prepare (rc_case_get_database (self->case_file),
                                         "SELECT id, record, row, kind, time_us, span_us, system FROM event "
                                         "WHERE id BETWEEN ?1 AND ?2 AND +kind IN (?3, ?4, ?5) "
                                         "AND NOT EXISTS (SELECT 1 FROM occurrence WHERE occurrence.event = event.id) ORDER BY id",
                                         error);
  if (self->statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (self->statement, 1, self->source->first_event);
  sqlite3_bind_int64 (self->statement, 2, self->source->first_event + (gint64) self->source->event_rows - 1);
  sqlite3_bind_int (self->statement, 3, RC_EVENT_DECISION);
  sqlite3_bind_int (self->statement, 4, RC_EVENT_INFERENCE);
  sqlite3_bind_int (self->statement, 5, RC_EVENT_REQUEST_PART);
  return step (self, error);
}

static void
note_source (Pass *self)
{
  RcReferenceList list = { .source = self->source->id, .lines = self->n_lines };

  if (self->n_lines > 0)
    g_array_append_val (self->counts->lists, list);
  if (self->n_calls == 0 || self->importer->sampling == NULL)
    return;

  g_array_append_val (self->counts->sampled, self->calls);
  if (self->counts->sampling == NULL)
    self->counts->sampling = g_strdup (self->importer->sampling);
}

static gboolean
read_source (Pass            *self,
             const RcSource  *source,
             GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean is_document;
  gboolean good;

  self->source = source;
  self->record = 0;
  self->n_calls = self->n_lines = 0;
  self->calls = (RcReferencePeriod) { RC_TIME_NONE, RC_TIME_NONE, RC_TIME_NONE };
  self->importer = rc_importer_for_source (self->case_file, source, &local_error);
  if (self->importer == NULL && local_error->domain != RC_IMPORTER_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (!select_events (self, error))
    return FALSE;
  if (self->importer == NULL)
    return pass_over (self, error);

  if (self->importer->parse != NULL && source->framing != RC_FRAMING_WHOLE && source->framing != RC_FRAMING_FIXED)
    self->parser = self->importer->parser_new (self->importer);
  is_document = self->parser == NULL && self->importer->import != NULL && g_strcmp0 (source->derivation, RC_DERIVATION_ROWS) != 0;
  if (self->parser != NULL && self->importer->parser_set_name != NULL)
    self->importer->parser_set_name (self->parser, source->name);

  good = is_document && self->has_row ? read_document (self, error) : read_records (self, error);
  if (self->parser != NULL)
    self->importer->parser_free (g_steal_pointer (&self->parser));
  sqlite3_reset (self->statement);
  note_source (self);
  return good;
}

/**
 * rc_reference_read_all:
 * @sort: takes the references
 * @counts: (out): filled in; initialised by the caller
 *
 * The calls are inferences, and requests whose answer is another record or never came.
 */
gboolean
rc_reference_read_all (RcCase             *case_file,
                       RcReferenceSort    *sort,
                       RcReferenceCounts  *counts,
                       GCancellable       *cancellable,
                       GError            **error)
{
  g_autoptr (GPtrArray) sources = rc_source_list (case_file, error);
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  Pass pass = {
    .sink = { .add_event = see_event },
    .case_file = case_file,
    .reader = reader,
    .sort = sort,
    .counts = counts,
    .cancellable = cancellable,
    .marks = marks,
  };

  if (sources == NULL)
    return FALSE;

  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);

      if (source->event_rows > 0 && source->importer != NULL && !read_source (&pass, source, error))
        return FALSE;
    }
  return TRUE;
}
