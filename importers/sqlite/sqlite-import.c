/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sqlite-import.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

static gboolean
holds (const char *bytes,
       gsize       length,
       const char *text)
{
  return memmem (bytes, length, text, strlen (text)) != NULL;
}

/**
 * rc_sqlite_import_recognise:
 *
 * Returns: 95 where the schema stands in the sample; 20 for any other database: the schema of a large store need not lie at its beginning,
 *   and rc_sqlite_import_run() tells nothing where it is another's
 */
int
rc_sqlite_import_recognise (const RcSqliteFormat *format,
                            const RcSample       *sample)
{
  if (sample->head_length < RC_SQLITE_MAGIC_BYTES || memcmp (sample->head, RC_SQLITE_MAGIC, RC_SQLITE_MAGIC_BYTES) != 0)
    return 0;

  for (guint i = 0; format->marks[i] != NULL; i++)
    if (!holds (sample->head, sample->head_length, format->marks[i]))
      return 20;
  return 95;
}

/* For a database that cannot be opened: whether the words of the format's schema stand anywhere in its bytes. */
static gboolean
looks_like (const RcSqliteFormat  *format,
            RcStream              *stream,
            gboolean              *out_looks,
            GCancellable          *cancellable,
            GError               **error)
{
  const gsize keep = 64;   /* a word may lie across two reads */
  g_autofree char *buffer = g_malloc (keep + RC_LIMIT_BLOCK_BYTES);
  guint n_words = g_strv_length ((char **) format->words);
  guint64 offset = 0;
  guint found = 0;
  gsize kept = 0;
  gsize length;

  do
    {
      gsize total;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !rc_stream_pread_full (stream, offset, buffer + kept, RC_LIMIT_BLOCK_BYTES, &length, error))
        return FALSE;

      total = kept + length;
      for (guint i = 0; i < n_words; i++)
        if (holds (buffer, total, format->words[i]))
          found |= 1u << i;
      offset += length;
      kept = MIN (total, keep);
      memmove (buffer, buffer + total - kept, kept);
    }
  while (length > 0 && found != (1u << n_words) - 1);
  *out_looks = found == (1u << n_words) - 1;

  return TRUE;
}

static gboolean
has_marks (const RcSqliteFormat *format,
           RcSqliteReader       *reader)
{
  for (guint i = 0; format->marks[i] != NULL; i++)
    if (!rc_sqlite_reader_has (reader, format->marks[i]))
      return FALSE;
  return TRUE;
}

static gboolean
tell_faults (RcImportSink  *sink,
             GPtrArray     *faults,
             GError       **error)
{
  for (guint i = 0; i < faults->len; i++)
    {
      const RcException *fault = g_ptr_array_index (faults, i);
      guint64 record = fault->offset >= 0 ? (guint64) fault->offset / RC_LIMIT_FIXED_TILE_BYTES + 1 : 0;

      if (!rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, record, fault->offset, fault->kind, fault->expected, fault->found,
                                     fault->message, error))
        return FALSE;
    }
  g_ptr_array_set_size (faults, 0);

  return TRUE;
}

static void
write_number (RcJsonWriter *writer,
              const char   *name,
              guint32       number)
{
  g_autofree char *digits = g_strdup_printf ("%u", number);

  rc_json_writer_name (writer, name);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "integer", digits);
  rc_json_writer_end_object (writer);
}

/*
 * The first row is the file's header: free pages hold what was deleted, and version 2 says that a write-ahead log belonged to the file,
 * whose latest transactions may be missing here.
 */
static gboolean
add_header_row (RcImportSink          *sink,
                const RcSqliteHeader  *header,
                GError               **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "table", "sqlite header");
  rc_json_writer_name (writer, "key");
  rc_json_writer_begin_object (writer);
  rc_json_writer_end_object (writer);
  rc_json_writer_name (writer, "columns");
  rc_json_writer_begin_object (writer);
  write_number (writer, "page_size", header->page_size);
  write_number (writer, "page_count", header->page_count);
  write_number (writer, "freelist_count", header->freelist_count);
  write_number (writer, "write_version", header->write_version);
  write_number (writer, "read_version", header->read_version);
  write_number (writer, "change_counter", header->change_counter);
  write_number (writer, "schema_version", header->schema_cookie);
  write_number (writer, "text_encoding", header->text_encoding);
  write_number (writer, "user_version", header->user_version);
  write_number (writer, "application_id", header->application_id);
  write_number (writer, "sqlite_version", header->sqlite_version);
  rc_json_writer_end_object (writer);
  rc_json_writer_end_object (writer);

  return rc_import_sink_add_row (sink, rc_json_writer_peek (writer), strlen (rc_json_writer_peek (writer)), error) != 0;
}

typedef struct
{
  RcSqliteImport            *import;
  const RcSqliteImportTable *table;
} TableWork;

static gboolean
dup_row (RcSqliteImport             *self,
         const RcSqliteImportTable  *table,
         char                      **out_json,
         GError                    **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_sqlite_row_write (self->row, writer);
  if (table->extend != NULL && !table->extend (self, writer, error))
    return FALSE;
  rc_json_writer_end_object (writer);

  *out_json = rc_json_writer_finish (writer);
  return TRUE;
}

static gboolean
read_row (const RcSqliteRow  *row,
          gpointer            user_data,
          GError            **error)
{
  TableWork *work = user_data;
  RcSqliteImport *self = work->import;
  RcRegistryWriter *writer = &self->writer;
  g_autofree char *json = NULL;
  gsize length;

  if (work->table->is_secret != NULL && work->table->is_secret (row))
    return TRUE;

  self->row = row;
  if (!dup_row (self, work->table, &json, error))
    return FALSE;

  length = strlen (json);
  if (length >= RC_LIMIT_RECORD_BYTES)
    return rc_import_sink_set_aside (writer->sink, RC_IMPORT_ROWS, 0, -1, RC_EXCEPTION_LIMIT,
                                     "a row of at most 64 MiB (RC_LIMIT_RECORD_BYTES)", "more",
                                     "A row of the registry is larger than the program reads.", error);

  writer->record = rc_import_sink_add_row (writer->sink, json, length, error);
  if (writer->record == 0)
    return FALSE;

  g_free (writer->locator);
  writer->locator = rc_sqlite_row_dup_locator (row);
  if (!rc_sqlite_row_is_all_utf8 (row) &&
      !rc_registry_writer_set_aside (writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, "texts of UTF-8 without NUL", "other bytes",
                                     "A text of the registry is no text.", error))
    return FALSE;

  return work->table->read == NULL || work->table->read (self, error);
}

static gboolean
import_rows (const RcSqliteFormat  *format,
             gpointer               data,
             RcSqliteReader        *reader,
             RcImportSink          *sink,
             GPtrArray             *faults,
             GError               **error)
{
  RcSqliteImport self = { .reader = reader, .data = data };
  gboolean good;

  rc_registry_writer_init (&self.writer, sink, RC_IMPORT_ROWS);
  good = rc_import_sink_begin_rows (sink, error) &&
         add_header_row (sink, rc_sqlite_reader_peek_header (reader), error);
  for (gsize i = 0; i < format->n_tables && good; i++)
    {
      TableWork work = { &self, &format->tables[i] };

      good = rc_sqlite_reader_read (reader, format->tables[i].name, read_row, &work, faults, error) && tell_faults (sink, faults, error);
    }
  good = good && rc_registry_writer_finish (&self.writer, error);
  rc_registry_writer_clear (&self.writer);

  return good;
}

/**
 * rc_sqlite_import_run:
 * @data: (nullable): what the readers of the rows find as `data`
 *
 * Imports a store; tells nothing where the database is another's. Of what can be read, its rows are those of RcSqliteRow, in the order of
 * the format's tables and of each table's primary key, after one of the file's header.
 */
gboolean
rc_sqlite_import_run (const RcSqliteFormat  *format,
                      gpointer               data,
                      const RcImportInput   *input,
                      RcImportSink          *sink,
                      GCancellable          *cancellable,
                      GError               **error)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exception_free);
  g_autofree const char **names = g_new0 (const char *, format->n_tables + 1);
  g_autoptr (RcSqliteReader) reader = NULL;
  gboolean is_ours;
  gboolean is_readable;

  for (gsize i = 0; i < format->n_tables; i++)
    names[i] = format->tables[i].name;

  reader = rc_sqlite_reader_new (input->stream, names, cancellable);
  if (!rc_sqlite_reader_open (reader, faults, error))
    return FALSE;
  if (faults->len > 0)
    return looks_like (format, input->stream, &is_ours, cancellable, error) &&
           (!is_ours || tell_faults (sink, faults, error));
  if (!has_marks (format, reader))
    return TRUE;

  if (!rc_sqlite_reader_check (reader, &is_readable, faults, error) || !tell_faults (sink, faults, error))
    return FALSE;
  return !is_readable || import_rows (format, data, reader, sink, faults, error);
}

static const char *
storage_name (const RcSqliteValue *value)
{
  static const char * const names[] = { "nothing", "an integer", "a real number", "a text", "a blob" };

  return value != NULL ? names[value->storage] : "no such column";
}

/**
 * rc_sqlite_import_require_text:
 * @out_text: (out) (nullable): the text; %NULL where the column has none, which is then set aside
 */
gboolean
rc_sqlite_import_require_text (RcSqliteImport   *self,
                               const char       *column,
                               const char      **out_text,
                               GError          **error)
{
  g_autofree char *expected = NULL;

  *out_text = rc_sqlite_row_peek_text (self->row, column);
  if (*out_text != NULL)
    return TRUE;

  expected = g_strdup_printf ("a text in the column %s", column);
  return rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, expected,
                                       storage_name (rc_sqlite_row_peek (self->row, column)),
                                       "A row of the registry does not say what it is about.", error);
}

/**
 * rc_sqlite_import_read_time:
 * @out_time: (optional) (out): the time with its precision
 * @out_us: (out): microseconds since 1970, UTC; %RC_TIME_NONE where the column has no time
 *
 * The registries read so far store milliseconds since 1970, UTC. A number that is no such time is set aside.
 */
gboolean
rc_sqlite_import_read_time (RcSqliteImport   *self,
                            const char       *column,
                            RcTimestamp      *out_time,
                            gint64           *out_us,
                            GError          **error)
{
  const RcSqliteValue *value = rc_sqlite_row_peek (self->row, column);
  g_autofree char *expected = NULL;
  RcTimestamp time = { RC_TIME_NONE, RC_TIME_NONE, 0, RC_ZONE_RULE };
  char digits[32] = "";
  gint64 milliseconds;

  *out_us = RC_TIME_NONE;
  if (value == NULL || value->storage == RC_SQLITE_NULL_VALUE)
    return TRUE;

  if (rc_sqlite_row_get_integer (self->row, column, &milliseconds))
    {
      int length = g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, milliseconds);

      if (milliseconds > 0 && rc_timestamp_from_epoch (digits, (gsize) length, 1000, &time))
        {
          *out_us = time.from_us;
          if (out_time != NULL)
            *out_time = time;
          return TRUE;
        }
    }

  expected = g_strdup_printf ("milliseconds since 1970 in the column %s", column);
  return rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, expected,
                                       digits[0] != '\0' ? digits : storage_name (value), "A time of the registry is no time.", error);
}

/**
 * rc_sqlite_import_add_created:
 * @column: of the time
 */
gboolean
rc_sqlite_import_add_created (RcSqliteImport   *self,
                              gint64           entity,
                              const char      *column,
                              GError         **error)
{
  gint64 us;

  return rc_sqlite_import_read_time (self, column, NULL, &us, error) &&
         rc_registry_writer_add_created (&self->writer, entity, us, error);
}

char *
rc_sqlite_import_dup_value (RcSqliteImport *self,
                            const char     *column)
{
  const RcSqliteValue *value = rc_sqlite_row_peek (self->row, column);
  char number[32];

  if (value == NULL)
    return NULL;

  switch (value->storage)
    {
    case RC_SQLITE_REAL_VALUE:
      rc_sqlite_format_real (value->real, number);
      return g_strdup (number);
    case RC_SQLITE_INTEGER_VALUE:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
    case RC_SQLITE_TEXT_VALUE:
      return value->is_utf8 ? g_strndup (value->bytes, value->length) : NULL;
    case RC_SQLITE_NULL_VALUE:
    case RC_SQLITE_BLOB_VALUE:
    default:
      return NULL;
    }
}
