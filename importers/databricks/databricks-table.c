/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "databricks-table.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/import-sink.h"
#include "core/json-writer.h"

#include <string.h>

/* Lines of a sample that are looked at. */
#define SAMPLE_LINES 16u

/* Bytes of a file that are read at a time. */
#define CHUNK_BYTES (1u << 20)

static gboolean
has_marks (const RcDatabricksRow     *row,
           const char * const *const *sets)
{
  for (; *sets != NULL; sets++)
    {
      guint i = 0;

      while ((*sets)[i] != NULL && rc_databricks_row_has (row, (*sets)[i]))
        i++;
      if ((*sets)[i] == NULL)
        return TRUE;
    }

  return FALSE;
}

static RcSlice
slice_of (const RcDatabricksEvent *event,
          RcField                  field)
{
  const char *text = rc_databricks_event_peek (event, field);

  return (RcSlice) { text, text != NULL ? strlen (text) : 0 };
}

/* FALSE: a name is longer than any that is kept. */
static gboolean
fill_parsed (const RcDatabricksEvent *event,
             guint32                  row,
             RcParsedEvent           *out_event)
{
  *out_event = (RcParsedEvent) {
    .kind = event->kind,
    .row = row,
    .has_time = event->has_time,
    .time = event->time,
    .id = slice_of (event, RC_FIELD_ID),
    .decision = slice_of (event, RC_FIELD_DECISION),
    .subject = slice_of (event, RC_FIELD_SUBJECT),
    .target = slice_of (event, RC_FIELD_TARGET),
    .system = slice_of (event, RC_FIELD_SYSTEM),
    .endpoint = slice_of (event, RC_FIELD_ENDPOINT),
    .model_name = slice_of (event, RC_FIELD_MODEL_NAME),
    .model_version = slice_of (event, RC_FIELD_MODEL_VERSION),
  };

  return MAX (out_event->id.length, out_event->decision.length) <= RC_LIMIT_NAME_BYTES &&
         MAX (out_event->subject.length, out_event->target.length) <= RC_LIMIT_NAME_BYTES &&
         MAX (out_event->system.length, out_event->endpoint.length) <= RC_LIMIT_NAME_BYTES &&
         MAX (out_event->model_name.length, out_event->model_version.length) <= RC_LIMIT_NAME_BYTES;
}

static GPtrArray *
list_events (const RcDatabricksTable *table,
             const RcDatabricksRow   *row)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_databricks_event_free);

  table->read (row, events);
  return events;
}

/* --- JSON lines --- */

static gboolean
is_line_of_table (const RcDatabricksTable *table,
                  const char              *line,
                  gsize                    length)
{
  g_auto (RcJson) json = { 0 };
  RcDatabricksRow row;
  RcJsonFault fault;

  rc_json_init (&json);
  return rc_json_parse (&json, line, length, &fault) && rc_databricks_row_init (&row, &json) && has_marks (&row, table->marks);
}

/* A row with a large payload may be longer than the sample: then the names of its members have to be found in the text. */
static gboolean
is_cut_line_of_table (const RcDatabricksTable *table,
                      const char              *line,
                      gsize                    length)
{
  g_autofree char *text = g_strndup (line, length);

  if (text[0] != '{')
    return FALSE;
  for (guint i = 0; table->marks[i] != NULL; i++)
    {
      gboolean has_all = TRUE;

      for (guint j = 0; has_all && table->marks[i][j] != NULL; j++)
        {
          g_autofree char *name = g_strdup_printf ("\"%s\":", table->marks[i][j]);

          has_all = strstr (text, name) != NULL;
        }
      if (has_all)
        return TRUE;
    }

  return FALSE;
}

int
rc_databricks_lines_recognise (const RcImporter *self,
                               const RcSample   *sample)
{
  const char *begin = sample->head;
  const char *end = begin + sample->head_length;
  guint n_lines = 0, n_mine = 0;

  if (sample->head_length == 0 || begin[0] != '{')
    return 0;

  while (begin < end && n_lines < SAMPLE_LINES)
    {
      const char *stop = memchr (begin, '\n', (gsize) (end - begin));
      gsize length = (gsize) ((stop != NULL ? stop : end) - begin);

      if (stop == NULL && (gint64) sample->head_length < sample->size)
        return n_lines == 0 ? (is_cut_line_of_table (self->data, begin, length) ? 60 : 0) : n_mine * 3 >= n_lines ? 88 : 0;
      if (length > 0)
        n_lines++;
      n_mine += length > 0 && is_line_of_table (self->data, begin, length);
      begin += length + 1;
    }

  return n_mine > 0 && n_mine * 3 >= n_lines ? 88 : 0;
}

typedef struct
{
  RcJson json;
  char  *found;
} Parser;

gpointer
rc_databricks_lines_parser_new (const RcImporter *self)
{
  Parser *parser = g_new0 (Parser, 1);

  rc_json_init (&parser->json);
  return parser;
}

void
rc_databricks_lines_parser_free (gpointer parser)
{
  Parser *self = parser;

  if (self == NULL)
    return;

  rc_json_clear (&self->json);
  g_free (self->found);
  g_free (self);
}

static RcParseResult
set_fault (Parser        *self,
           RcRecordFault *out_fault,
           const char    *kind,
           gsize          offset,
           const char    *expected,
           char          *found,
           const char    *message)
{
  g_free (self->found);
  self->found = found;
  *out_fault = (RcRecordFault) { .kind = kind, .offset = offset, .expected = expected, .found = found, .message = message };
  return RC_PARSE_SET_ASIDE;
}

static RcParseResult
read_line (Parser        *self,
           const char    *bytes,
           gsize          length,
           RcRecordFault *out_fault)
{
  RcJsonFault fault;

  if (!rc_json_parse (&self->json, bytes, length, &fault))
    {
      if (fault.kind == RC_JSON_FAULT_EMPTY)
        return RC_PARSE_EVENTS;
      return set_fault (self, out_fault, fault.kind == RC_JSON_FAULT_LIMIT ? RC_EXCEPTION_LIMIT : RC_EXCEPTION_UNREADABLE_RECORD,
                        fault.offset, fault.expected, g_strdup (rc_json_fault_code (fault.kind)),
                        "A row of a table of Databricks cannot be read as JSON.");
    }
  if (self->json.has_duplicate)
    return set_fault (self, out_fault, RC_EXCEPTION_DUPLICATE_MEMBER, self->json.nodes[self->json.duplicate].offset,
                      "each member named once", rc_json_dup_text (&self->json, self->json.duplicate, NULL),
                      "A row of a table of Databricks names a member twice, so that it can be read in two ways.");
  if (!rc_json_is (&self->json, 0, RC_JSON_OBJECT))
    return set_fault (self, out_fault, RC_EXCEPTION_UNREADABLE_RECORD, 0, "a JSON object", g_strdup ("another value"),
                      "A row of a table of Databricks is no object.");

  return RC_PARSE_DOUBTFUL;
}

RcParseResult
rc_databricks_lines_parse (const RcImporter  *importer,
                           gpointer           parser,
                           const char        *bytes,
                           gsize              length,
                           RcParsedEventFunc  func,
                           gpointer           user_data,
                           RcRecordFault     *out_fault)
{
  Parser *self = parser;
  g_autoptr (GPtrArray) events = NULL;
  RcDatabricksRow row;
  RcParseResult result = read_line (self, bytes, length, out_fault);

  if (result != RC_PARSE_DOUBTFUL || !rc_databricks_row_init (&row, &self->json))
    return result;

  events = list_events (importer->data, &row);
  for (guint i = 0; i < events->len; i++)
    {
      RcParsedEvent parsed;

      if (!fill_parsed (g_ptr_array_index (events, i), i, &parsed))
        return set_fault (self, out_fault, RC_EXCEPTION_LIMIT, 0, "a name within RC_LIMIT_NAME_BYTES", g_strdup ("a longer one"),
                          "A row of a table of Databricks names something by a text that is longer than any name that is kept.");
      func (&parsed, user_data);
    }

  return RC_PARSE_EVENTS;
}

/* --- Claims of JSON lines: a second way through the file, because events are read by several threads --- */

typedef struct
{
  const RcDatabricksTable *table;
  gpointer                 data;
  RcRegistryWriter         writer;
  RcJson                   json;
} Claims;

static gboolean
claim_line (Claims      *self,
            const char  *line,
            gsize        length,
            GError     **error)
{
  RcDatabricksRow row;
  RcJsonFault fault;

  if (!rc_json_parse (&self->json, line, length, &fault) || self->json.has_duplicate || !rc_databricks_row_init (&row, &self->json))
    return TRUE;

  rc_registry_writer_at (&self->writer, "%s", self->table->name);
  return self->table->claim (self->data, &row, &self->writer, error);
}

static gboolean
claim_lines (Claims               *self,
             const RcImportInput  *input,
             GCancellable         *cancellable,
             GError              **error)
{
  g_autoptr (GByteArray) buffer = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  guint64 offset = 0;

  while (TRUE)
    {
      gssize got = rc_stream_pread (input->stream, offset, chunk, CHUNK_BYTES, error);
      gsize begin = 0;
      const char *stop;

      if (got < 0 || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      offset += (guint64) got;
      g_byte_array_append (buffer, chunk, (guint) got);
      while ((stop = begin < buffer->len ? memchr (buffer->data + begin, '\n', buffer->len - begin) : NULL) != NULL ||
             (got == 0 && begin < buffer->len))
        {
          gsize length = stop != NULL ? (gsize) (stop - (const char *) buffer->data) - begin : buffer->len - begin;

          self->writer.record++;
          if (!claim_line (self, (const char *) buffer->data + begin, length, error))
            return FALSE;
          begin += length + (stop != NULL);
        }
      if (got == 0)
        return TRUE;
      g_byte_array_remove_range (buffer, 0, (guint) begin);
      /* The records behind such a line are not numbered as its lines are. */
      if (buffer->len > RC_LIMIT_RECORD_BYTES - CHUNK_BYTES)
        return rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_LIMIT, "a line of less than 64 MiB (RC_LIMIT_RECORD_BYTES)",
                                             "more", "From this line on the links that the table names are not read.", error);
    }
}

gboolean
rc_databricks_lines_import (const RcImporter     *importer,
                            const RcImportInput  *input,
                            RcImportSink         *sink,
                            GCancellable         *cancellable,
                            GError              **error)
{
  const RcDatabricksTable *table = importer->data;
  Claims self = { .table = table };
  gboolean done;

  /* Its events were read already, line by line. */
  sink->has_told = TRUE;
  if (table->claim == NULL)
    return TRUE;

  rc_registry_writer_init (&self.writer, sink, RC_IMPORT_SOURCE);
  self.writer.record = 0;
  rc_json_init (&self.json);
  self.data = table->begin != NULL ? table->begin (input) : NULL;
  done = claim_lines (&self, input, cancellable, error) && (table->end == NULL || table->end (self.data, &self.writer, error));
  if (table->free != NULL)
    table->free (self.data);
  rc_json_clear (&self.json);
  rc_registry_writer_clear (&self.writer);
  return done;
}

/* --- CSV --- */

/* The format comes first, so that from it the rest is found. */
typedef struct
{
  RcCsvFormat              formats[2];
  const RcDatabricksTable *table;
  gpointer                 data;
} Table;

static void
table_init (Table                   *self,
            const RcDatabricksTable *table,
            guint                    set)
{
  *self = (Table) { .table = table };
  self->formats[0].table = table->name;
  self->formats[0].marks = table->marks[set];
}

int
rc_databricks_csv_recognise (const RcImporter *self,
                             const RcSample   *sample)
{
  const RcDatabricksTable *table = self->data;

  for (guint i = 0; table->marks[i] != NULL; i++)
    {
      Table one;
      int sure;

      table_init (&one, table, i);
      sure = rc_csv_import_recognise (one.formats, sample);
      if (sure > 0)
        return sure;
    }

  return 0;
}

/* The row once more as its cells are in the rows of the source. */
static char *
dup_row (const RcCsvImport *self)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  for (guint i = 0; self->columns[i] != NULL; i++)
    {
      rc_json_writer_name (writer, self->columns[i]);
      rc_json_writer_string_len (writer, self->row.cells[i].text, self->row.cells[i].length);
    }
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

static gboolean
read_csv_row (RcCsvImport  *self,
              GError      **error)
{
  const Table *one = (const Table *) (gconstpointer) self->format;
  g_autofree char *text = dup_row (self);
  g_autoptr (GPtrArray) events = NULL;
  g_auto (RcJson) json = { 0 };
  RcDatabricksRow row;
  RcJsonFault fault;

  rc_json_init (&json);
  if (!rc_json_parse (&json, text, strlen (text), &fault) || !rc_databricks_row_init (&row, &json))
    return rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_UNREADABLE_RECORD, "cells of text", "others",
                                         "A row of a table of Databricks cannot be read.", error);

  events = list_events (one->table, &row);
  for (guint i = 0; i < events->len; i++)
    {
      RcParsedEvent parsed;

      if (!fill_parsed (g_ptr_array_index (events, i), i, &parsed))
        return rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_LIMIT, "a name within RC_LIMIT_NAME_BYTES", "a longer one",
                                             "A row of a table of Databricks names something by a text that is longer than any name that is "
                                             "kept.", error);
      if (!rc_csv_import_add_event (self, &parsed, error))
        return FALSE;
    }

  return one->table->claim == NULL || one->table->claim (one->data, &row, &self->writer, error);
}

static gboolean
import_set (const RcDatabricksTable  *table,
            guint                     set,
            const RcImportInput      *input,
            RcImportSink             *sink,
            GCancellable             *cancellable,
            GError                  **error)
{
  RcRegistryWriter writer;
  gboolean done;
  Table one;

  table_init (&one, table, set);
  one.formats[0].read = read_csv_row;
  one.data = table->begin != NULL ? table->begin (input) : NULL;
  done = rc_csv_import_run (one.formats, input, sink, cancellable, error);
  if (done && table->end != NULL)
    {
      rc_registry_writer_init (&writer, sink, RC_IMPORT_ROWS);
      done = table->end (one.data, &writer, error);
      rc_registry_writer_clear (&writer);
    }
  if (table->free != NULL)
    table->free (one.data);
  return done;
}

gboolean
rc_databricks_csv_import (const RcImporter     *self,
                          const RcImportInput  *input,
                          RcImportSink         *sink,
                          GCancellable         *cancellable,
                          GError              **error)
{
  const RcDatabricksTable *table = self->data;

  for (guint i = 0; table->marks[i] != NULL && !sink->has_told; i++)
    if (!import_set (table, i, input, sink, cancellable, error))
      return FALSE;

  return TRUE;
}

GPtrArray *
rc_databricks_read_fields (const RcImporter *self,
                           const char       *bytes,
                           gsize             length,
                           guint32           number)
{
  g_autoptr (GPtrArray) events = NULL;
  g_auto (RcJson) json = { 0 };
  RcDatabricksRow row;
  RcJsonFault fault;

  rc_json_init (&json);
  if (!rc_json_parse (&json, bytes, length, &fault) || json.has_duplicate || !rc_databricks_row_init (&row, &json))
    return g_ptr_array_new_with_free_func ((GDestroyNotify) rc_field_value_free);

  events = list_events (self->data, &row);
  if (number >= events->len)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) rc_field_value_free);
  return g_ptr_array_ref (((RcDatabricksEvent *) g_ptr_array_index (events, number))->fields);
}
