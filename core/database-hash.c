/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "database.h"

#include <string.h>

/* Digests of rows and tables, for the custody log. */

#define ROW_BUFFER_BYTES 512u

/* Gathers the short parts of a row, because a hasher is slow in many small bites. */
typedef struct
{
  RcHasher *hasher;
  gsize     used;
  guint8    bytes[ROW_BUFFER_BYTES];
} RowBuffer;

static void
row_buffer_flush (RowBuffer *self)
{
  rc_hasher_update (self->hasher, self->bytes, self->used);
  self->used = 0;
}

static void
row_buffer_append (RowBuffer  *self,
                   const void *data,
                   gsize       length)
{
  if (length > ROW_BUFFER_BYTES - self->used)
    row_buffer_flush (self);
  if (length > ROW_BUFFER_BYTES)
    {
      rc_hasher_update (self->hasher, data, length);
      return;
    }
  if (length > 0)
    memcpy (self->bytes + self->used, data, length);
  self->used += length;
}

static void
row_buffer_append_number (RowBuffer *self,
                          guint8     type,
                          guint64    value)
{
  guint8 bytes[9];

  bytes[0] = type;
  value = GUINT64_TO_BE (value);
  memcpy (bytes + 1, &value, sizeof value);
  row_buffer_append (self, bytes, sizeof bytes);
}

static void
row_buffer_append_column (RowBuffer    *self,
                          sqlite3_stmt *statement,
                          int           column)
{
  int type = sqlite3_column_type (statement, column);
  guint64 bits;
  double real;

  switch (type)
    {
    case SQLITE_INTEGER:
      row_buffer_append_number (self, type, (guint64) sqlite3_column_int64 (statement, column));
      return;
    case SQLITE_FLOAT:
      real = sqlite3_column_double (statement, column);
      memcpy (&bits, &real, sizeof bits);
      row_buffer_append_number (self, type, bits);
      return;
    case SQLITE_TEXT:
    case SQLITE_BLOB:
      {
        const void *value = type == SQLITE_TEXT ? (const void *) sqlite3_column_text (statement, column)
                                                : sqlite3_column_blob (statement, column);
        gsize length = (gsize) sqlite3_column_bytes (statement, column);

        row_buffer_append_number (self, type, length);
        row_buffer_append (self, value, length);
        return;
      }
    default:
      row_buffer_append_number (self, SQLITE_NULL, 0);
      return;
    }
}

/**
 * rc_database_hash_row:
 * @hasher: what to feed
 * @statement: standing on a row
 *
 * Feeds the number of columns, then for each its storage class (1 byte) and 8 bytes, big-endian: the value of an
 * integer, the bits of a real, or the length of a text or blob, whose bytes follow. Two different rows never give
 * the same bytes.
 */
void
rc_database_hash_row (RcHasher     *hasher,
                      sqlite3_stmt *statement)
{
  RowBuffer buffer;
  int columns = sqlite3_data_count (statement);

  buffer.hasher = hasher;
  buffer.used = 0;
  row_buffer_append_number (&buffer, 0, (guint64) columns);
  for (int column = 0; column < columns; column++)
    row_buffer_append_column (&buffer, statement, column);
  row_buffer_flush (&buffer);
}

/**
 * rc_database_hash_rows:
 * @statement: bound, and not yet stepped
 * @out_digest: (out): over all rows in the order they come, each as rc_database_hash_row() feeds it
 */
gboolean
rc_database_hash_rows (RcDatabase    *self,
                       sqlite3_stmt  *statement,
                       RcDigest      *out_digest,
                       GError       **error)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  gboolean row;

  for (;;)
    {
      if (!rc_database_step (self, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      rc_database_hash_row (hasher, statement);
    }

  rc_hasher_finish (hasher, out_digest);
  return TRUE;
}

static char *
query_in_key_order (RcDatabase  *self,
                    const char  *table,
                    GError     **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement = rc_database_prepare (self,
    "SELECT name FROM pragma_table_info (?, 'main') WHERE pk > 0 ORDER BY pk", error);
  gboolean row;
  const char *separator = " ORDER BY ";

  if (statement == NULL)
    return NULL;

  g_string_printf (sql, "SELECT * FROM main.\"%s\"", table);
  rc_database_bind_text (statement, 1, table);
  for (;;)
    {
      if (!rc_database_step (self, statement, &row, error))
        return NULL;
      if (!row)
        break;
      g_string_append_printf (sql, "%s\"%s\"", separator, sqlite3_column_text (statement, 0));
      separator = ", ";
    }

  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/**
 * rc_database_hash_table:
 * @table: the name of a table of the program's own schema
 * @out_digest: (out): over all rows in the order of the primary key, each as rc_database_hash_row() feeds it
 */
gboolean
rc_database_hash_table (RcDatabase  *self,
                        const char  *table,
                        RcDigest    *out_digest,
                        GError     **error)
{
  g_autofree char *sql = query_in_key_order (self, table, error);
  sqlite3_stmt *statement = NULL;
  gboolean done;

  if (sql == NULL)
    return FALSE;
  if (sqlite3_prepare_v2 (rc_database_peek (self), sql, -1, &statement, NULL) != SQLITE_OK)
    {
      rc_database_set_error (self, sql, error);
      return FALSE;
    }

  done = rc_database_hash_rows (self, statement, out_digest, error);
  sqlite3_finalize (statement);
  return done;
}
