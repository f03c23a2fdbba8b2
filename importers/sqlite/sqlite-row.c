/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sqlite-row.h"

#include "core/canonical.h"
#include "core/digest.h"

#include <math.h>

/* SQLite calls a text whatever was stored as one. A NUL in it is a character like others, but none that C texts can hold. */
static gboolean
is_utf8 (const char *bytes,
         gsize       length)
{
  return g_utf8_validate_len (bytes, length, NULL);
}

/**
 * rc_sqlite_value_read:
 * @statement: standing at a row
 */
void
rc_sqlite_value_read (RcSqliteValue *self,
                      sqlite3_stmt  *statement,
                      int            column)
{
  *self = (RcSqliteValue) { 0 };

  switch (sqlite3_column_type (statement, column))
    {
    case SQLITE_INTEGER:
      self->storage = RC_SQLITE_INTEGER_VALUE;
      self->integer = sqlite3_column_int64 (statement, column);
      break;

    case SQLITE_FLOAT:
      self->storage = RC_SQLITE_REAL_VALUE;
      self->real = sqlite3_column_double (statement, column);
      break;

    case SQLITE_TEXT:
      self->storage = RC_SQLITE_TEXT_VALUE;
      self->bytes = (const char *) sqlite3_column_text (statement, column);
      self->length = (gsize) sqlite3_column_bytes (statement, column);
      self->is_utf8 = is_utf8 (self->bytes, self->length);
      break;

    case SQLITE_BLOB:
      self->storage = RC_SQLITE_BLOB_VALUE;
      self->bytes = sqlite3_column_blob (statement, column);
      self->length = (gsize) sqlite3_column_bytes (statement, column);
      break;

    case SQLITE_NULL:
    default:
      self->storage = RC_SQLITE_NULL_VALUE;
      break;
    }
}

/**
 * rc_sqlite_format_real:
 *
 * Writes a number as ECMAScript writes it: the shortest digits that mean it. SQLite can store infinities, but nothing that is no number.
 */
void
rc_sqlite_format_real (double value,
                       char   out_text[32])
{
  if (isinf (value))
    g_strlcpy (out_text, value > 0 ? "Infinity" : "-Infinity", 32);
  else
    rc_number_format_ecmascript (value, out_text);
}

/**
 * rc_sqlite_row_peek:
 *
 * Returns: (nullable): the value; %NULL where the table has no such column
 */
const RcSqliteValue *
rc_sqlite_row_peek (const RcSqliteRow *self,
                    const char        *column)
{
  for (guint i = 0; i < self->table->columns->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (self->table->columns, i), column) == 0)
      return &self->values[i];
  return NULL;
}

/**
 * rc_sqlite_row_peek_text:
 *
 * Returns: (nullable): the value, where it is a text of UTF-8 without NUL and not empty
 */
const char *
rc_sqlite_row_peek_text (const RcSqliteRow *self,
                         const char        *column)
{
  const RcSqliteValue *value = rc_sqlite_row_peek (self, column);

  if (value == NULL || value->storage != RC_SQLITE_TEXT_VALUE || !value->is_utf8 || value->length == 0)
    return NULL;
  return value->bytes;
}

/**
 * rc_sqlite_row_get_integer:
 *
 * Returns: whether the value is stored as an integer, or as the digits of one
 */
gboolean
rc_sqlite_row_get_integer (const RcSqliteRow *self,
                           const char        *column,
                           gint64            *out_integer)
{
  const RcSqliteValue *value = rc_sqlite_row_peek (self, column);

  if (value == NULL)
    return FALSE;
  if (value->storage == RC_SQLITE_TEXT_VALUE)
    return value->is_utf8 && g_ascii_string_to_signed (value->bytes, 10, G_MININT64, G_MAXINT64, out_integer, NULL);
  if (value->storage != RC_SQLITE_INTEGER_VALUE)
    return FALSE;

  *out_integer = value->integer;
  return TRUE;
}

static void
write_hex (RcJsonWriter        *writer,
           const char          *name,
           const RcSqliteValue *value)
{
  g_autofree char *hex = rc_bytes_dup_hex ((const guint8 *) value->bytes, value->length);

  rc_json_writer_member_string (writer, name, hex);
}

static void
write_value (RcJsonWriter        *writer,
             const char          *name,
             const RcSqliteValue *value)
{
  char number[32];

  rc_json_writer_name (writer, name);
  rc_json_writer_begin_object (writer);
  switch (value->storage)
    {
    case RC_SQLITE_INTEGER_VALUE:
      g_snprintf (number, sizeof number, "%" G_GINT64_FORMAT, value->integer);
      rc_json_writer_member_string (writer, "integer", number);
      break;

    case RC_SQLITE_REAL_VALUE:
      rc_sqlite_format_real (value->real, number);
      rc_json_writer_member_string (writer, "real", number);
      break;

    case RC_SQLITE_TEXT_VALUE:
      if (value->is_utf8)
        rc_json_writer_member_string (writer, "text", value->bytes);
      else
        write_hex (writer, "text-bytes", value);
      break;

    case RC_SQLITE_BLOB_VALUE:
      write_hex (writer, "blob", value);
      break;

    case RC_SQLITE_NULL_VALUE:
    default:
      rc_json_writer_member_string (writer, "null", NULL);
      break;
    }
  rc_json_writer_end_object (writer);
}

static void
write_key (RcJsonWriter      *writer,
           const RcSqliteRow *self)
{
  const RcSqliteValue rowid = { .storage = RC_SQLITE_INTEGER_VALUE, .integer = self->rowid };

  if (self->table->key->len == 0)
    write_value (writer, "rowid", &rowid);
  for (guint i = 0; i < self->table->key->len; i++)
    {
      guint column = g_array_index (self->table->key, guint, i);

      write_value (writer, g_ptr_array_index (self->table->columns, column), &self->values[column]);
    }
}

/**
 * rc_sqlite_row_write:
 * @writer: within an object
 *
 * Writes the members of the canonical row.
 */
void
rc_sqlite_row_write (const RcSqliteRow *self,
                     RcJsonWriter      *writer)
{
  rc_json_writer_member_string (writer, "table", self->table->spelling);
  rc_json_writer_name (writer, "key");
  rc_json_writer_begin_object (writer);
  write_key (writer, self);
  rc_json_writer_end_object (writer);
  rc_json_writer_name (writer, "columns");
  rc_json_writer_begin_object (writer);
  for (guint i = 0; i < self->table->columns->len; i++)
    write_value (writer, g_ptr_array_index (self->table->columns, i), &self->values[i]);
  rc_json_writer_end_object (writer);
}

/**
 * rc_sqlite_row_dup_json:
 *
 * Returns: (transfer full): the canonical row
 */
char *
rc_sqlite_row_dup_json (const RcSqliteRow *self)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_sqlite_row_write (self, writer);
  rc_json_writer_end_object (writer);

  return rc_json_writer_finish (writer);
}

static void
append_key_value (GString             *locator,
                  const RcSqliteValue *value)
{
  char number[32];

  g_string_append_c (locator, '/');
  switch (value->storage)
    {
    case RC_SQLITE_INTEGER_VALUE:
      g_string_append_printf (locator, "%" G_GINT64_FORMAT, value->integer);
      break;

    case RC_SQLITE_REAL_VALUE:
      rc_sqlite_format_real (value->real, number);
      g_string_append (locator, number);
      break;

    case RC_SQLITE_TEXT_VALUE:
    case RC_SQLITE_BLOB_VALUE:
      for (gsize i = 0; i < value->length; i++)
        {
          guchar c = (guchar) value->bytes[i];

          if (c == '/' || c == '%' || c < 0x20 || c == 0x7f || (c >= 0x80 && !value->is_utf8))
            g_string_append_printf (locator, "%%%02X", c);
          else
            g_string_append_c (locator, (char) c);
        }
      break;

    case RC_SQLITE_NULL_VALUE:
    default:
      break;
    }
}

/**
 * rc_sqlite_row_dup_locator:
 *
 * Returns: (transfer full): "table/key", a key of several columns with a slash between them; a slash, a percent sign, a control
 *   character and what is not UTF-8 stand there as %XX
 */
char *
rc_sqlite_row_dup_locator (const RcSqliteRow *self)
{
  g_autoptr (GString) locator = g_string_new (self->table->name);

  if (self->table->key->len == 0)
    g_string_append_printf (locator, "/rowid=%" G_GINT64_FORMAT, self->rowid);
  for (guint i = 0; i < self->table->key->len; i++)
    append_key_value (locator, &self->values[g_array_index (self->table->key, guint, i)]);

  return g_strdup (locator->str);
}

/**
 * rc_sqlite_row_is_all_utf8:
 *
 * Returns: whether every text of the row is what SQLite says texts are
 */
gboolean
rc_sqlite_row_is_all_utf8 (const RcSqliteRow *self)
{
  for (guint i = 0; i < self->table->columns->len; i++)
    if (self->values[i].storage == RC_SQLITE_TEXT_VALUE && !self->values[i].is_utf8)
      return FALSE;
  return TRUE;
}
