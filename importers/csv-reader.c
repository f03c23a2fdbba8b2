/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "csv-reader.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"
#define END_OF_STREAM   (-1)

struct _RcCsvReader
{
  RcStream *stream;
  char      delimiter;

  char     *block;
  guint64   block_offset;
  gsize     block_length;
  gsize     at;             /* in the block: the byte that comes next */
  GError   *error;

  guint64   number;
  GArray   *cells;          /* of RcCsvCell; their texts are places in @text until the row is complete */
  GString  *text;
  gboolean  is_kept;        /* FALSE: the row is beyond a limit, and only its end is looked for */
};

/**
 * rc_csv_reader_new:
 * @stream: readable at any place; it must outlive the reader
 * @delimiter: ',', ';' or a tab
 */
RcCsvReader *
rc_csv_reader_new (RcStream *stream,
                   char      delimiter)
{
  RcCsvReader *self = g_new0 (RcCsvReader, 1);

  self->stream = stream;
  self->delimiter = delimiter;
  self->block = g_malloc (RC_LIMIT_BLOCK_BYTES);
  self->cells = g_array_new (FALSE, FALSE, sizeof (RcCsvCell));
  self->text = g_string_new (NULL);

  return self;
}

void
rc_csv_reader_free (RcCsvReader *self)
{
  if (self == NULL)
    return;

  g_clear_error (&self->error);
  g_array_unref (self->cells);
  g_string_free (self->text, TRUE);
  g_free (self->block);
  g_free (self);
}

static guint64
offset_of (const RcCsvReader *self)
{
  return self->block_offset + self->at;
}

/* The byte that comes next; END_OF_STREAM also where reading failed, see @error. */
static int
peek (RcCsvReader *self)
{
  if (self->at == self->block_length)
    {
      self->block_offset += self->block_length;
      self->at = 0;
      self->block_length = 0;
      if (self->error != NULL ||
          !rc_stream_pread_full (self->stream, self->block_offset, self->block, RC_LIMIT_BLOCK_BYTES, &self->block_length, &self->error) ||
          self->block_length == 0)
        return END_OF_STREAM;
    }

  return (guchar) self->block[self->at];
}

static gboolean
ends_line (int byte)
{
  return byte == '\n' || byte == '\r' || byte == END_OF_STREAM;
}

static void
take_line_end (RcCsvReader *self)
{
  int first = peek (self);

  if (first == END_OF_STREAM)
    return;
  self->at++;
  if (first == '\r' && peek (self) == '\n')
    self->at++;
}

/* What stands before the next line end cannot be read in one way only. */
static void
skip_line (RcCsvReader *self)
{
  while (!ends_line (peek (self)))
    self->at++;
}

static void
keep (RcCsvReader *self,
      char         byte)
{
  if (!self->is_kept)
    return;
  if (self->text->len >= RC_LIMIT_CSV_ROW_BYTES)
    self->is_kept = FALSE;
  else
    g_string_append_c (self->text, byte);
}

static gboolean
tell (RcCsvReader *self,
      RcCsvFault  *fault,
      const char  *kind,
      guint64      offset,
      const char  *expected,
      const char  *found)
{
  *fault = (RcCsvFault) { .kind = kind, .number = self->number, .offset = offset, .expected = expected, .found = found };
  return FALSE;
}

/* The reader stands at the opening quote. */
static gboolean
read_quoted (RcCsvReader *self,
             RcCsvFault  *fault)
{
  guint64 opening = offset_of (self);
  int byte;

  self->at++;
  while (TRUE)
    {
      byte = peek (self);
      if (byte == END_OF_STREAM)
        return tell (self, fault, RC_EXCEPTION_UNREADABLE_RECORD, opening, "a quote that closes the cell", "the end of the file");
      self->at++;
      if (byte != '"')
        keep (self, (char) byte);
      else if (peek (self) != '"')
        break;
      else
        {
          self->at++;
          keep (self, '"');
        }
    }

  byte = peek (self);
  if (byte == self->delimiter || ends_line (byte))
    return TRUE;
  return tell (self, fault, RC_EXCEPTION_UNREADABLE_RECORD, offset_of (self),
               "a delimiter or a line end after the closing quote; quotes inside a cell are doubled", "another character");
}

static gboolean
read_plain (RcCsvReader *self,
            RcCsvFault  *fault)
{
  while (TRUE)
    {
      int byte = peek (self);

      if (byte == self->delimiter || ends_line (byte))
        return TRUE;
      if (byte == '"')
        return tell (self, fault, RC_EXCEPTION_UNREADABLE_RECORD, offset_of (self),
                     "no quote in a cell that does not begin with one", "a quote");
      self->at++;
      keep (self, (char) byte);
    }
}

static gboolean
read_cell (RcCsvReader *self,
           RcCsvFault  *fault)
{
  RcCsvCell cell = { .offset = offset_of (self) };
  gsize begin = self->text->len;

  if (peek (self) == '"' ? !read_quoted (self, fault) : !read_plain (self, fault))
    {
      skip_line (self);
      return FALSE;
    }

  if (self->cells->len >= RC_LIMIT_CSV_COLUMNS)
    self->is_kept = FALSE;
  if (!self->is_kept)
    return TRUE;

  cell.length = self->text->len - begin;
  cell.raw_length = offset_of (self) - cell.offset;
  g_string_append_c (self->text, '\0');
  g_array_append_val (self->cells, cell);
  return TRUE;
}

/* Only now does the text stay where it is. */
static gboolean
place_texts (RcCsvReader *self,
             RcCsvFault  *fault)
{
  const char *text = self->text->str;

  for (guint i = 0; i < self->cells->len; i++)
    {
      RcCsvCell *cell = &g_array_index (self->cells, RcCsvCell, i);

      cell->text = text;
      if (!g_utf8_validate_len (text, cell->length, NULL))
        return tell (self, fault, RC_EXCEPTION_UNREADABLE_RECORD, cell->offset, "a text of UTF-8 without NUL", "other bytes");
      text += cell->length + 1;
    }

  return TRUE;
}

/* FALSE: @fault says why the row is set aside; the reader stands behind it. */
static gboolean
read_row (RcCsvReader *self,
          RcCsvRow    *row,
          RcCsvFault  *fault)
{
  gboolean good = TRUE;

  *row = (RcCsvRow) { .number = ++self->number, .offset = offset_of (self) };
  g_array_set_size (self->cells, 0);
  g_string_truncate (self->text, 0);
  self->is_kept = TRUE;

  while ((good = read_cell (self, fault)) && peek (self) == self->delimiter)
    self->at++;
  row->length = offset_of (self) - row->offset;
  take_line_end (self);

  if (good && !self->is_kept)
    return tell (self, fault, RC_EXCEPTION_LIMIT, row->offset,
                 "a row of at most 8 MiB (RC_LIMIT_CSV_ROW_BYTES) and 20000 cells (RC_LIMIT_CSV_COLUMNS)", "more");
  if (!good || !place_texts (self, fault))
    return FALSE;

  row->cells = &g_array_index (self->cells, RcCsvCell, 0);
  row->n_cells = self->cells->len;
  return TRUE;
}

static void
pass_byte_order_mark (RcCsvReader *self)
{
  if (offset_of (self) == 0 && peek (self) != END_OF_STREAM && self->block_length >= strlen (BYTE_ORDER_MARK) &&
      memcmp (self->block, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    self->at = strlen (BYTE_ORDER_MARK);
}

/**
 * rc_csv_reader_next:
 * @out_row: (out): where the answer is %RC_CSV_ROW
 * @out_fault: (out): where it is %RC_CSV_FAULT
 *
 * Reads the next row that is not blank. A quote that is never closed takes the rest of the file with it: what would be rows may be one cell.
 */
RcCsvResult
rc_csv_reader_next (RcCsvReader  *self,
                    RcCsvRow     *out_row,
                    RcCsvFault   *out_fault,
                    GError      **error)
{
  gboolean is_blank;
  gboolean good;

  pass_byte_order_mark (self);
  do
    {
      if (peek (self) == END_OF_STREAM && self->error == NULL)
        return RC_CSV_END;

      good = self->error == NULL && read_row (self, out_row, out_fault);
      if (self->error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&self->error));
          return RC_CSV_ERROR;
        }
      is_blank = good && out_row->length == 0;
    }
  while (is_blank);

  return good ? RC_CSV_ROW : RC_CSV_FAULT;
}
