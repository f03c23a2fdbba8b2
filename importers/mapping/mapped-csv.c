/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapped-importer.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/json-writer.h"
#include "importers/csv-reader.h"

#include <string.h>

/*
 * A table, of any size. Each of its rows becomes one line of the source "rows of", and is what its event cites:
 *
 *   {"row":12,"offset":934,"length":81,"columns":{"id":"A-17","score":"0.81","note":null}}
 *
 * "row" counts the header as 1; "offset" and "length" are the row's bytes in the file. An empty cell says nothing.
 */

static const char delimiters[] = { ',', ';', '\t', '|' };

typedef struct
{
  const RcMapping *mapping;
  RcMappedParser  *parser;
  RcImportSink    *sink;
  GPtrArray       *columns;    /* of utf8 */
  guint64          written;    /* bytes of rows */
} Table;

/* --- Reading --- */

static GPtrArray *
dup_columns (const RcMapping *mapping,
             const RcCsvRow  *row)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < row->n_cells; i++)
    g_ptr_array_add (columns, mapping->has_no_header ? g_strdup_printf ("%u", i + 1) : g_strdup (row->cells[i].text));
  return columns;
}

/* The columns, by the delimiter that the mapping declares or that parts the first row into most of them; (nullable). */
static GPtrArray *
read_columns (const RcMapping *mapping,
              RcStream        *stream,
              char            *out_delimiter)
{
  g_autoptr (GPtrArray) best = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      char delimiter = mapping->delimiter != 0 ? mapping->delimiter : delimiters[i];
      g_autoptr (RcCsvReader) reader = rc_csv_reader_new (stream, delimiter);
      g_autoptr (GError) error = NULL;
      RcCsvFault fault;
      RcCsvRow row;

      if (rc_csv_reader_next (reader, &row, &fault, &error) == RC_CSV_ROW && (best == NULL || row.n_cells > best->len))
        {
          g_clear_pointer (&best, g_ptr_array_unref);
          best = dup_columns (mapping, &row);
          *out_delimiter = delimiter;
        }
      if (mapping->delimiter != 0)
        break;
    }

  return g_steal_pointer (&best);
}

static char *
dup_row_json (const GPtrArray *columns,
              const RcCsvRow  *row)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "row", (gint64) row->number);
  rc_json_writer_member_integer (writer, "offset", (gint64) row->offset);
  rc_json_writer_member_integer (writer, "length", (gint64) row->length);
  rc_json_writer_name (writer, "columns");
  rc_json_writer_begin_object (writer);
  for (guint i = 0; i < columns->len; i++)
    {
      rc_json_writer_name (writer, g_ptr_array_index (columns, i));
      if (row->cells[i].length > 0)
        rc_json_writer_string_len (writer, row->cells[i].text, row->cells[i].length);
      else
        rc_json_writer_null (writer);
    }
  rc_json_writer_end_object (writer);
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

/* --- Recognising --- */

/**
 * rc_mapped_csv_sample:
 * @limit: so many rows at the most
 */
GPtrArray *
rc_mapped_csv_sample (const RcMapping *mapping,
                      const RcSample  *sample,
                      guint            limit)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) head = g_bytes_new_static (sample->head, sample->head_length);
  g_autoptr (RcStream) stream = rc_stream_new_memory (head);
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (RcCsvReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_header = !mapping->has_no_header;
  char delimiter = ',';
  RcCsvResult result;
  RcCsvFault fault;
  RcCsvRow row;

  if (sample->head_length == 0 || memchr (sample->head, '\0', sample->head_length) != NULL)
    return g_steal_pointer (&lines);
  columns = read_columns (mapping, stream, &delimiter);
  if (columns == NULL)
    return g_steal_pointer (&lines);

  reader = rc_csv_reader_new (stream, delimiter);
  while (lines->len < limit && ((result = rc_csv_reader_next (reader, &row, &fault, &error)) == RC_CSV_ROW || result == RC_CSV_FAULT))
    {
      if (result == RC_CSV_ROW && !is_header && row.n_cells == columns->len)
        g_ptr_array_add (lines, dup_row_json (columns, &row));
      is_header = FALSE;
    }

  return g_steal_pointer (&lines);
}

/* --- Importing --- */

static gboolean
tell_fault (const Table       *self,
            const RcCsvFault  *fault,
            GError           **error)
{
  g_autofree char *message = g_strdup_printf ("Row %" G_GUINT64_FORMAT " of the table cannot be read.", fault->number);

  return rc_import_sink_set_aside (self->sink, RC_IMPORT_SOURCE, fault->offset / RC_LIMIT_FIXED_TILE_BYTES + 1, (gint64) fault->offset,
                                   fault->kind, fault->expected, fault->found, message, error);
}

typedef struct
{
  const Table *table;
  guint64      record;
  GError      *error;
} Row;

static void
take_event (const RcParsedEvent *event,
            gpointer             user_data)
{
  Row *row = user_data;

  if (row->error == NULL)
    (void) rc_import_sink_add_event (row->table->sink, RC_IMPORT_ROWS, row->record, event, &row->error);
}

static gboolean
tell_event (const Table     *self,
            const RcCsvRow  *row,
            guint64          record,
            const char      *json,
            gsize            length,
            GError         **error)
{
  Row target = { .table = self, .record = record };
  RcRecordFault fault = { 0 };
  RcJsonFault json_fault;
  RcParseResult result = RC_PARSE_SET_ASIDE;

  if (rc_mapped_parser_read (self->parser, json, length, &json_fault, &fault))
    result = rc_mapped_parser_tell (self->parser, rc_json_member (&self->parser->record->json, 0, "columns"), take_event, &target, &fault);
  if (target.error != NULL)
    {
      g_propagate_error (error, target.error);
      return FALSE;
    }
  if (result == RC_PARSE_EVENTS)
    return TRUE;

  return rc_import_sink_set_aside (self->sink, RC_IMPORT_ROWS, record, (gint64) row->offset, fault.kind, fault.expected, fault.found,
                                   fault.message, error);
}

/* Each row repeats the names of the columns, so that a small file of long names would become a large case. */
static gboolean
is_expanded_too_far (const Table    *self,
                     const RcCsvRow *row)
{
  return self->written > RC_LIMIT_EXPANSION_FREE_BYTES && self->written / RC_LIMIT_EXPANSION_RATIO > row->offset + row->length;
}

static gboolean
read_row (Table           *self,
          const RcCsvRow  *row,
          GError         **error)
{
  g_autofree char *json = NULL;
  guint64 record;
  gsize length;

  if (row->n_cells != self->columns->len)
    {
      g_autofree char *expected = g_strdup_printf ("%u cells, as the first row has", self->columns->len);
      g_autofree char *found = g_strdup_printf ("%u", row->n_cells);
      const RcCsvFault fault = { RC_EXCEPTION_UNREADABLE_RECORD, row->number, row->offset, expected, found };

      return tell_fault (self, &fault, error);
    }

  json = dup_row_json (self->columns, row);
  length = strlen (json);
  if (length >= RC_LIMIT_RECORD_BYTES)
    {
      const RcCsvFault fault = { RC_EXCEPTION_LIMIT, row->number, row->offset, "a row of at most 64 MiB (RC_LIMIT_RECORD_BYTES)", "more" };

      return tell_fault (self, &fault, error);
    }

  self->written += length;
  record = rc_import_sink_add_row (self->sink, json, length, error);
  return record != 0 && tell_event (self, row, record, json, length, error);
}

static gboolean
read_rows (Table         *self,
           RcCsvReader   *reader,
           GCancellable  *cancellable,
           GError       **error)
{
  gboolean is_header = !self->mapping->has_no_header;
  RcCsvResult result;
  RcCsvFault fault;
  RcCsvRow row;

  while ((result = rc_csv_reader_next (reader, &row, &fault, error)) != RC_CSV_END)
    {
      if (result == RC_CSV_ERROR || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (result == RC_CSV_ROW && is_expanded_too_far (self, &row))
        {
          fault = (RcCsvFault) { RC_EXCEPTION_LIMIT, row.number, row.offset, "rows of at most 200 times the file's size (RC_LIMIT_EXPANSION_RATIO)",
                                 "more" };
          return tell_fault (self, &fault, error);
        }
      if (is_header)
        is_header = FALSE;
      else if (!(result == RC_CSV_FAULT ? tell_fault (self, &fault, error) : read_row (self, &row, error)))
        return FALSE;
    }

  return TRUE;
}

/* Of whose cell would a name be? (nullable): no column is named twice. */
static const char *
find_repeated (const GPtrArray *columns)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < columns->len; i++)
    if (!g_hash_table_add (seen, g_ptr_array_index (columns, i)))
      return g_ptr_array_index (columns, i);
  return NULL;
}

gboolean
rc_mapped_csv_import (const RcImporter     *importer,
                      const RcImportInput  *input,
                      RcImportSink         *sink,
                      GCancellable         *cancellable,
                      GError              **error)
{
  Table self = { .mapping = importer->data, .sink = sink };
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (RcCsvReader) reader = NULL;
  const char *repeated;
  char delimiter = ',';
  gboolean good;

  columns = read_columns (self.mapping, input->stream, &delimiter);
  if (columns == NULL)
    return TRUE;
  repeated = find_repeated (columns);
  if (repeated != NULL)
    return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, 0, RC_EXCEPTION_DUPLICATE_MEMBER, "each column named once", repeated,
                                     "The header of a table names a column twice; the table is not read.", error);

  self.columns = columns;
  self.parser = rc_mapped_parser_new (importer);
  self.parser->record->name = g_strdup (input->name);
  self.parser->zone = (RcMappedZone) { input->has_zone, input->zone_minutes };
  reader = rc_csv_reader_new (input->stream, delimiter);
  good = rc_import_sink_begin_rows (sink, error) && read_rows (&self, reader, cancellable, error);
  rc_mapped_parser_free (self.parser);
  return good;
}
