/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "csv-import.h"

#include "json-document.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/json-writer.h"

#include <string.h>

/*
 * A table in text form, of any size: each of its rows becomes one canonical line of the source "rows of", and is what events and claims
 * cite:
 *
 *   {"table":"predictions","row":12,"offset":934,"length":81,"columns":{"id":"A-17","score":"0.81","note":""}}
 *
 * "row" counts the header as 1; "offset" and "length" are the row's bytes in the file. Cells stay the texts that they are.
 */

static const char delimiters[] = { ',', ';', '\t' };

static GStrv
dup_columns (const RcCsvRow *row)
{
  GStrv columns = g_new0 (char *, row->n_cells + 1);

  for (guint i = 0; i < row->n_cells; i++)
    columns[i] = g_strdup (row->cells[i].text);
  return columns;
}

/* The header with the delimiter that parts it into most columns; (nullable) where it cannot be read. */
static GStrv
read_header (RcStream *stream,
             char     *out_delimiter)
{
  g_auto (GStrv) best = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      g_autoptr (RcCsvReader) reader = rc_csv_reader_new (stream, delimiters[i]);
      g_autoptr (GError) error = NULL;
      RcCsvFault fault;
      RcCsvRow row;

      if (rc_csv_reader_next (reader, &row, &fault, &error) != RC_CSV_ROW ||
          (best != NULL && row.n_cells <= g_strv_length (best)))
        continue;
      g_strfreev (best);
      best = dup_columns (&row);
      *out_delimiter = delimiters[i];
    }

  return g_steal_pointer (&best);
}

static gboolean
has_columns (const char * const *columns,
             const char * const *marks)
{
  for (guint i = 0; marks[i] != NULL; i++)
    if (!g_strv_contains (columns, marks[i]))
      return FALSE;
  return TRUE;
}

static const RcCsvFormat *
find_format (const RcCsvFormat  *formats,
             const char * const *columns)
{
  for (const RcCsvFormat *format = formats; format->table != NULL; format++)
    if (has_columns (columns, format->marks) && (format->matches == NULL || format->matches (columns)))
      return format;
  return NULL;
}

/* Most files are no tables: that is to be seen without a reader, since each file of a delivery is asked about for each kind of table. */
static gboolean
has_delimiter (const RcSample *sample)
{
  for (gsize i = 0; i < G_N_ELEMENTS (delimiters); i++)
    if (memchr (sample->head, delimiters[i], sample->head_length) != NULL)
      return TRUE;
  return FALSE;
}

/* A table of one column has no delimiter: only where its name stands there is it looked at. */
static gboolean
may_be_single (const RcCsvFormat *formats,
               const RcSample    *sample)
{
  for (const RcCsvFormat *format = formats; format->table != NULL; format++)
    if (format->marks[0] == NULL || (format->marks[1] == NULL &&
        memmem (sample->head, sample->head_length, format->marks[0], strlen (format->marks[0])) != NULL))
      return TRUE;
  return FALSE;
}

int
rc_csv_import_recognise (const RcCsvFormat *formats,
                         const RcSample    *sample)
{
  g_autoptr (GBytes) head = g_bytes_new_static (sample->head, sample->head_length);
  g_autoptr (RcStream) stream = rc_stream_new_memory (head);
  g_auto (GStrv) columns = NULL;
  char delimiter;

  if (sample->head_length == 0 || sample->head[0] == '\0' || sample->head[0] == '{' || sample->head[0] == '[')
    return 0;
  if (!has_delimiter (sample) && !may_be_single (formats, sample))
    return 0;

  columns = read_header (stream, &delimiter);
  return columns != NULL && find_format (formats, (const char * const *) columns) != NULL ? 90 : 0;
}

static gboolean
tell_fault (RcCsvImport       *self,
            const RcCsvFault  *fault,
            GError           **error)
{
  g_autofree char *message = g_strdup_printf ("Row %" G_GUINT64_FORMAT " of the table cannot be read.", fault->number);

  return rc_import_sink_set_aside (self->writer.sink, RC_IMPORT_SOURCE, fault->offset / RC_LIMIT_FIXED_TILE_BYTES + 1,
                                   (gint64) fault->offset, fault->kind, fault->expected, fault->found, message, error);
}

/* FALSE with @error unset where the header names a column twice: of whose cell would a name be? */
static gboolean
place_columns (RcCsvImport   *self,
               GError       **error)
{
  for (guint i = 0; self->columns[i] != NULL; i++)
    if (!g_hash_table_insert (self->places, (gpointer) self->columns[i], GUINT_TO_POINTER (i)))
      {
        (void) rc_import_sink_set_aside (self->writer.sink, RC_IMPORT_SOURCE, 1, (gint64) self->row.cells[i].offset,
                                         RC_EXCEPTION_DUPLICATE_MEMBER, "each column named once", self->columns[i],
                                         "The header of a table names a column twice; the table is not read.", error);
        return FALSE;
      }

  return TRUE;
}

static void
write_number (RcJsonWriter *writer,
              const char   *name,
              guint64       number)
{
  rc_json_writer_member_integer (writer, name, (gint64) number);
}

static char *
dup_row_json (const RcCsvImport *self)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  const char * const *left_out = self->format->left_out;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "table", self->format->table);
  write_number (writer, "row", self->row.number);
  write_number (writer, "offset", self->row.offset);
  write_number (writer, "length", self->row.length);
  if (self->from_name != NULL)
    rc_json_writer_member_string (writer, self->format->name_member, self->from_name);
  rc_json_writer_name (writer, "columns");
  rc_json_writer_begin_object (writer);
  for (guint i = 0; self->columns[i] != NULL; i++)
    if (left_out == NULL || !g_strv_contains (left_out, self->columns[i]))
      {
        rc_json_writer_name (writer, self->columns[i]);
        rc_json_writer_string_len (writer, self->row.cells[i].text, self->row.cells[i].length);
      }
  rc_json_writer_end_object (writer);
  rc_json_writer_end_object (writer);

  return rc_json_writer_finish (writer);
}

static gboolean
tell_cells (RcCsvImport   *self,
            GError       **error)
{
  g_autofree char *expected = g_strdup_printf ("%u cells, as the header has", g_hash_table_size (self->places));
  g_autofree char *found = g_strdup_printf ("%u", self->row.n_cells);
  RcCsvFault fault = { RC_EXCEPTION_UNREADABLE_RECORD, self->row.number, self->row.offset, expected, found };

  return tell_fault (self, &fault, error);
}

static gboolean
read_row (RcCsvImport   *self,
          GError       **error)
{
  g_autofree char *json = NULL;
  gsize length;

  if (self->row.n_cells != g_hash_table_size (self->places))
    return tell_cells (self, error);

  json = dup_row_json (self);
  length = strlen (json);
  if (length >= RC_LIMIT_RECORD_BYTES)
    {
      RcCsvFault fault = { RC_EXCEPTION_LIMIT, self->row.number, self->row.offset, "a row of at most 64 MiB (RC_LIMIT_RECORD_BYTES)", "more" };

      return tell_fault (self, &fault, error);
    }

  self->writer.record = rc_import_sink_add_row (self->writer.sink, json, length, error);
  if (self->writer.record == 0)
    return FALSE;

  rc_registry_writer_at (&self->writer, "%s/%" G_GUINT64_FORMAT, self->format->table, self->row.number);
  return self->format->read == NULL || self->format->read (self, error);
}

static gboolean
read_rows (RcCsvImport   *self,
           RcCsvReader   *reader,
           GCancellable  *cancellable,
           GError       **error)
{
  RcCsvFault fault;
  RcCsvResult result;

  while ((result = rc_csv_reader_next (reader, &self->row, &fault, error)) != RC_CSV_END)
    {
      if (result == RC_CSV_ERROR || g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !(result == RC_CSV_FAULT ? tell_fault (self, &fault, error) : read_row (self, error)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
import_table (RcCsvImport   *self,
              RcCsvReader   *reader,
              GCancellable  *cancellable,
              GError       **error)
{
  RcCsvFault fault;
  GError *local_error = NULL;

  if (rc_csv_reader_next (reader, &self->row, &fault, error) != RC_CSV_ROW)
    return FALSE;
  if (!place_columns (self, &local_error))
    {
      if (local_error == NULL)
        return TRUE;
      g_propagate_error (error, local_error);
      return FALSE;
    }

  return rc_import_sink_begin_rows (self->writer.sink, error) &&
         read_rows (self, reader, cancellable, error) &&
         rc_registry_writer_finish (&self->writer, error);
}

/**
 * rc_csv_import_run:
 *
 * Imports a table; tells nothing where it is of none of the formats.
 */
gboolean
rc_csv_import_run (const RcCsvFormat    *formats,
                   const RcImportInput  *input,
                   RcImportSink         *sink,
                   GCancellable         *cancellable,
                   GError              **error)
{
  RcCsvImport self = { .input = input };
  g_autoptr (RcCsvReader) reader = NULL;
  g_auto (GStrv) columns = NULL;
  g_autofree char *from_name = NULL;
  char delimiter = ',';
  gboolean good;

  columns = read_header (input->stream, &delimiter);
  if (columns == NULL)
    return TRUE;
  self.columns = (const char * const *) columns;
  self.format = find_format (formats, self.columns);
  if (self.format == NULL)
    return TRUE;

  from_name = self.format->dup_from_name != NULL ? self.format->dup_from_name (input->name) : NULL;
  self.from_name = from_name;
  reader = rc_csv_reader_new (input->stream, delimiter);
  self.places = g_hash_table_new (g_str_hash, g_str_equal);
  rc_registry_writer_init (&self.writer, sink, RC_IMPORT_ROWS);
  good = import_table (&self, reader, cancellable, error);
  rc_registry_writer_clear (&self.writer);
  g_hash_table_unref (self.places);

  return good;
}

const char *
rc_csv_import_peek (const RcCsvImport *self,
                    const char        *column)
{
  gpointer place;

  if (!g_hash_table_lookup_extended (self->places, column, NULL, &place))
    return NULL;
  return self->row.cells[GPOINTER_TO_UINT (place)].length > 0 ? self->row.cells[GPOINTER_TO_UINT (place)].text : NULL;
}

gboolean
rc_csv_import_read_slice (RcCsvImport  *self,
                          const char   *column,
                          RcSlice      *out_slice,
                          GError      **error)
{
  const char *text = rc_csv_import_peek (self, column);

  *out_slice = (RcSlice) { text, text != NULL ? strlen (text) : 0 };
  if (out_slice->length <= RC_LIMIT_NAME_BYTES)
    return TRUE;

  *out_slice = (RcSlice) { NULL, 0 };
  return rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_LIMIT, "a name of at most 4096 bytes (RC_LIMIT_NAME_BYTES)", "more",
                                       "A name in the table is longer than the program reads.", error);
}

gboolean
rc_csv_import_read_time (RcCsvImport  *self,
                         const char   *column,
                         guint32       units,
                         RcTimestamp  *out_time,
                         gboolean     *out_has_time,
                         GError      **error)
{
  const char *text = rc_csv_import_peek (self, column);
  g_autofree char *expected = NULL;
  gboolean is_digits = text != NULL && strspn (text, "0123456789") == strlen (text);

  *out_has_time = FALSE;
  if (text == NULL)
    return TRUE;

  *out_has_time = is_digits ? units != 0 && rc_timestamp_from_epoch (text, strlen (text), units, out_time)
                            : rc_timestamp_parse (text, strlen (text), RC_ZONE_UNKNOWN, 0, out_time);
  if (*out_has_time)
    return TRUE;

  expected = g_strdup_printf ("a time in the column %s", column);
  return rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, expected,
                                       strlen (text) <= RC_LIMIT_SHOWN_BYTES ? text : "a long text",
                                       "A time of the table is no time.", error);
}

gboolean
rc_csv_import_add_event (RcCsvImport          *self,
                         const RcParsedEvent  *event,
                         GError              **error)
{
  return rc_import_sink_add_event (self->writer.sink, RC_IMPORT_ROWS, self->writer.record, event, error);
}

gboolean
rc_csv_import_add_field (GPtrArray    *fields,
                         const RcJson *row,
                         const char   *column,
                         RcField       field)
{
  guint32 columns = rc_json_is (row, 0, RC_JSON_OBJECT) ? rc_json_member (row, 0, "columns") : RC_JSON_NO_NODE;
  guint32 cell = rc_json_is (row, columns, RC_JSON_OBJECT) ? rc_json_member (row, columns, column) : RC_JSON_NO_NODE;
  g_autofree char *locator = NULL;

  if (!rc_json_is (row, cell, RC_JSON_STRING) || row->nodes[cell].length <= 2)
    return FALSE;

  locator = g_strdup_printf ("/columns/%s", column);
  rc_json_fields_add (fields, field, row, cell, locator);
  return TRUE;
}

gboolean
rc_csv_import_add_name_field (GPtrArray    *fields,
                              const RcJson *row,
                              const char   *member,
                              RcField       field)
{
  guint32 node = rc_json_is (row, 0, RC_JSON_OBJECT) ? rc_json_member (row, 0, member) : RC_JSON_NO_NODE;
  g_autofree char *locator = NULL;

  if (!rc_json_is (row, node, RC_JSON_STRING))
    return FALSE;

  locator = g_strdup_printf ("/%s, from the name of the file", member);
  rc_json_fields_add (fields, field, row, node, locator);
  return TRUE;
}

static gboolean
has_field (const GPtrArray *fields,
           RcField          field)
{
  for (guint i = 0; i < fields->len; i++)
    if (((const RcFieldValue *) g_ptr_array_index (fields, i))->field == field)
      return TRUE;
  return FALSE;
}

/**
 * rc_csv_import_read_fields:
 * @bytes: (array length=length): one row of the source "rows of"
 */
GPtrArray *
rc_csv_import_read_fields (const RcCsvFormat *formats,
                           const char        *bytes,
                           gsize              length)
{
  GPtrArray *fields = rc_json_fields_new ();
  g_auto (RcJson) row = { 0 };
  g_autofree char *table = NULL;
  RcJsonFault fault;

  rc_json_init (&row);
  if (!rc_json_parse (&row, bytes, length, &fault) || row.has_duplicate)
    return fields;

  table = rc_json_document_dup (&row, 0, "table");
  for (const RcCsvFormat *format = formats; format->table != NULL; format++)
    if (g_strcmp0 (format->table, table) == 0)
      for (const RcCsvField *of = format->fields; of != NULL && of->column != NULL; of++)
        if (!has_field (fields, of->field))
          rc_csv_import_add_field (fields, &row, of->column, of->field);

  return fields;
}
