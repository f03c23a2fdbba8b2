/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sqlite-reader.h"

#include "core/exception.h"

#include <string.h>

/* Messages of SQLite's own check that are told one by one. */
#define MOST_MESSAGES 10

struct _RcSqliteReader
{
  RcStream           *stream;      /* borrowed */
  RcSqliteConnection *connection;
  RcSqliteSchema     *schema;
  RcSqliteHeader      header;
  char              **names;
  GHashTable         *lookups;     /* SQL → RcSqliteStatement, or %NULL where this database cannot answer it */
};

static void
finalize_statement (gpointer data)
{
  sqlite3_finalize (data);
}

/**
 * rc_sqlite_reader_new:
 * @stream: the database's bytes, readable at any place and of known size; borrowed
 * @tables: (array zero-terminated=1): all that will ever be read, by name
 * @cancellable: (nullable):
 *
 * Returns: (transfer full): a reader for one thread
 */
RcSqliteReader *
rc_sqlite_reader_new (RcStream            *stream,
                      const char * const  *tables,
                      GCancellable        *cancellable)
{
  RcSqliteReader *self = g_new0 (RcSqliteReader, 1);

  self->stream = stream;
  self->names = g_strdupv ((char **) tables);
  self->connection = rc_sqlite_connection_new (stream, tables, cancellable);
  self->schema = rc_sqlite_schema_new (tables);
  self->lookups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  return self;
}

void
rc_sqlite_reader_free (RcSqliteReader *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->lookups);
  rc_sqlite_schema_free (self->schema);
  rc_sqlite_connection_free (self->connection);
  g_strfreev (self->names);
  g_free (self);
}

/**
 * rc_sqlite_reader_open:
 * @faults: (element-type RcException): what is wrong with the file itself; then nothing else can be done with it
 *
 * Checks the header and reads the schema as data.
 *
 * Returns: %FALSE with @error set on a failure of the program or the system
 */
gboolean
rc_sqlite_reader_open (RcSqliteReader  *self,
                       GPtrArray       *faults,
                       GError         **error)
{
  guint n_before = faults->len;

  if (!rc_sqlite_header_read (self->stream, &self->header, faults, error))
    return FALSE;
  if (faults->len > n_before)
    return TRUE;

  if (!rc_sqlite_connection_open (self->connection, faults, error))
    return FALSE;
  if (faults->len > n_before)
    return TRUE;

  return rc_sqlite_schema_read (self->schema, self->connection, faults, error);
}

/**
 * rc_sqlite_reader_has:
 *
 * Returns: whether the schema names a table, view or virtual table so
 */
gboolean
rc_sqlite_reader_has (RcSqliteReader *self,
                      const char     *name)
{
  return rc_sqlite_schema_has (self->schema, name);
}

/* SQLite's messages name pages from 1: "On tree page 7 cell 2: …", "Page 9: …". */
static gint64
place_of_message (const RcSqliteReader *self,
                  const char           *message)
{
  const char *page = strstr (message, "age ");
  guint64 number = page != NULL ? g_ascii_strtoull (page + strlen ("age "), NULL, 10) : 0;

  if (number == 0 || number > self->header.page_count)
    return -1;
  return (gint64) ((number - 1) * self->header.page_size);
}

/* A value that breaks a rule of its table's own stands in its row for everyone to see; all else means that rows can be hidden. */
static gboolean
is_about_a_value (const char *message)
{
  return g_str_has_prefix (message, "NULL value in ") || g_str_has_prefix (message, "CHECK constraint failed in ");
}

static void
add_message (RcSqliteReader *self,
             const char     *line,
             gboolean       *out_readable,
             GPtrArray      *faults)
{
  g_autofree char *message = g_utf8_make_valid (line, -1);

  if (g_str_equal (message, "ok") || g_str_equal (message, "") || g_str_has_prefix (message, "*** in database"))
    return;

  if (!is_about_a_value (message))
    *out_readable = FALSE;
  g_ptr_array_add (faults, rc_exception_new (RC_EXCEPTION_REGISTRY_MALFORMED, 0, 0, place_of_message (self, message),
                                             "a database that passes SQLite's own check", message,
                                             "SQLite's own check of this database finds a fault."));
}

static gboolean
run_check (RcSqliteReader  *self,
           const char      *sql,
           gboolean        *out_readable,
           GPtrArray       *faults,
           GError         **error)
{
  g_autoptr (RcSqliteStatement) statement = NULL;
  guint n_before = faults->len;
  gboolean row = TRUE;

  if (!rc_sqlite_connection_prepare (self->connection, sql, &statement, faults, error))
    return FALSE;

  if (statement == NULL)
    *out_readable = FALSE;
  while (statement != NULL && row)
    {
      g_auto (GStrv) lines = NULL;
      guint n_before_step = faults->len;

      if (!rc_sqlite_connection_step (self->connection, statement, &row, faults, error))
        return FALSE;
      if (faults->len > n_before_step)
        *out_readable = FALSE;
      if (!row)
        break;

      lines = g_strsplit ((const char *) sqlite3_column_text (statement, 0), "\n", -1);
      for (char **line = lines; *line != NULL && faults->len - n_before < MOST_MESSAGES; line++)
        add_message (self, *line, out_readable, faults);
    }

  return TRUE;
}

static gboolean
check_tables (RcSqliteReader  *self,
              gboolean        *out_readable,
              GPtrArray       *faults,
              GError         **error)
{
  for (char **name = self->names; *name != NULL && *out_readable; name++)
    {
      const RcSqliteTable *table = rc_sqlite_schema_peek_table (self->schema, *name);
      g_autofree char *quoted = table != NULL ? rc_sqlite_quote_name (table->spelling) : NULL;
      g_autofree char *sql = table != NULL ? g_strdup_printf ("PRAGMA integrity_check(%s)", quoted) : NULL;

      if (sql != NULL && !run_check (self, sql, out_readable, faults, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rc_sqlite_reader_check:
 * @out_readable: (out): whether the tables may be read; faults of single values do not hinder that
 * @faults: (element-type RcException): what was found is added here
 *
 * Refuses tables that are views, virtual or whose schema runs a function, and lets SQLite check every page of the database and every
 * index of the tables that are read. Afterwards only those can be read.
 *
 * Returns: %FALSE with @error set on a failure of the program or the system
 */
gboolean
rc_sqlite_reader_check (RcSqliteReader  *self,
                        gboolean        *out_readable,
                        GPtrArray       *faults,
                        GError         **error)
{
  guint n_before = faults->len;

  *out_readable = FALSE;
  rc_sqlite_connection_set_stage (self->connection, RC_SQLITE_STAGE_CHECK);
  if (!rc_sqlite_schema_describe (self->schema, self->connection, faults, error))
    return FALSE;
  if (faults->len > n_before)
    return TRUE;

  *out_readable = TRUE;
  /* The check of the whole evaluates the constraints of tables that are none of ours. */
  if (rc_sqlite_schema_runs_nothing (self->schema) &&
      !run_check (self, "PRAGMA quick_check(10)", out_readable, faults, error))
    return FALSE;
  if (*out_readable && !check_tables (self, out_readable, faults, error))
    return FALSE;
  rc_sqlite_connection_set_stage (self->connection, RC_SQLITE_STAGE_READ);

  return TRUE;
}

const RcSqliteHeader *
rc_sqlite_reader_peek_header (RcSqliteReader *self)
{
  return &self->header;
}

/**
 * rc_sqlite_reader_peek_table:
 *
 * Returns: (nullable): the table, described after rc_sqlite_reader_check()
 */
const RcSqliteTable *
rc_sqlite_reader_peek_table (RcSqliteReader *self,
                             const char     *name)
{
  return rc_sqlite_schema_peek_table (self->schema, name);
}

static char *
dup_query (const RcSqliteTable *table)
{
  g_autoptr (GString) query = g_string_new ("SELECT ");
  g_autofree char *quoted_table = rc_sqlite_quote_name (table->spelling);

  for (guint i = 0; i < table->columns->len; i++)
    {
      g_autofree char *quoted = rc_sqlite_quote_name (g_ptr_array_index (table->columns, i));

      g_string_append_printf (query, "%s%s", i > 0 ? ", " : "", quoted);
    }
  if (table->key->len == 0)
    g_string_append (query, ", rowid");
  g_string_append_printf (query, " FROM %s %s", quoted_table, table->order);

  return g_strdup (query->str);
}

static void
read_row (RcSqliteRow  *row,
          sqlite3_stmt *statement)
{
  guint n_columns = row->table->columns->len;

  for (guint i = 0; i < n_columns; i++)
    rc_sqlite_value_read (&row->values[i], statement, (int) i);
  if (row->table->key->len == 0)
    row->rowid = sqlite3_column_int64 (statement, (int) n_columns);
}

/**
 * rc_sqlite_reader_read:
 * @name: a table that the reader was made for; one that the database does not have has no rows
 * @func: called for each row in the order of the primary key
 * @faults: (element-type RcException): what SQLite could not read is added here
 *
 * Returns: %FALSE with @error set on a failure of the program or the system, or of @func
 */
gboolean
rc_sqlite_reader_read (RcSqliteReader   *self,
                       const char       *name,
                       RcSqliteRowFunc   func,
                       gpointer          user_data,
                       GPtrArray        *faults,
                       GError          **error)
{
  const RcSqliteTable *table = rc_sqlite_schema_peek_table (self->schema, name);
  g_autoptr (RcSqliteStatement) statement = NULL;
  g_autofree RcSqliteValue *values = NULL;
  g_autofree char *query = NULL;
  RcSqliteRow row = { .table = table };
  gboolean more = TRUE;

  if (table == NULL)
    return TRUE;

  query = dup_query (table);
  values = g_new0 (RcSqliteValue, table->columns->len);
  row.values = values;
  if (!rc_sqlite_connection_prepare (self->connection, query, &statement, faults, error))
    return FALSE;

  while (statement != NULL && more)
    {
      if (!rc_sqlite_connection_step (self->connection, statement, &more, faults, error))
        return FALSE;
      if (!more)
        break;
      read_row (&row, statement);
      if (!func (&row, user_data, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
prepare_lookup (RcSqliteReader  *self,
                const char      *sql,
                sqlite3_stmt   **out_statement,
                GError         **error)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exception_free);
  gpointer known;

  if (g_hash_table_lookup_extended (self->lookups, sql, NULL, &known))
    {
      *out_statement = known;
      return TRUE;
    }

  /* A revision without that table or column has no answer: no fault. */
  if (!rc_sqlite_connection_prepare (self->connection, sql, out_statement, faults, error))
    return FALSE;
  g_hash_table_insert (self->lookups, g_strdup (sql), *out_statement);

  return TRUE;
}

/**
 * rc_sqlite_reader_look_up:
 * @sql: a query over tables that the reader was made for, with as many ? as @parameters
 * @parameters: (array zero-terminated=1): texts
 * @out_values: (out) (transfer full) (nullable): the first row's values as texts, "" for what is no text of UTF-8; %NULL for no row
 *
 * Looks up what another row says. A table or column that this database does not have gives no row.
 *
 * Returns: %FALSE with @error set on a failure of the program or the system
 */
gboolean
rc_sqlite_reader_look_up (RcSqliteReader       *self,
                          const char           *sql,
                          const char * const   *parameters,
                          char               ***out_values,
                          GError              **error)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exception_free);
  sqlite3_stmt *statement;
  gboolean row = FALSE;
  gboolean good;

  *out_values = NULL;
  if (!prepare_lookup (self, sql, &statement, error))
    return FALSE;
  if (statement == NULL)
    return TRUE;

  for (int i = 0; parameters[i] != NULL; i++)
    sqlite3_bind_text (statement, i + 1, parameters[i], -1, SQLITE_TRANSIENT);
  good = rc_sqlite_connection_step (self->connection, statement, &row, faults, error);
  if (row)
    {
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

      for (int i = 0; i < sqlite3_column_count (statement); i++)
        {
          const char *text = (const char *) sqlite3_column_text (statement, i);

          g_strv_builder_add (builder, text != NULL && g_utf8_validate (text, -1, NULL) ? text : "");
        }
      *out_values = g_strv_builder_end (builder);
    }
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);

  return good;
}

static void
bind_value (sqlite3_stmt        *statement,
            int                  index,
            const RcSqliteValue *value)
{
  switch (value->storage)
    {
    case RC_SQLITE_INTEGER_VALUE:
      sqlite3_bind_int64 (statement, index, value->integer);
      break;
    case RC_SQLITE_REAL_VALUE:
      sqlite3_bind_double (statement, index, value->real);
      break;
    case RC_SQLITE_TEXT_VALUE:
      sqlite3_bind_text (statement, index, value->bytes, (int) value->length, SQLITE_STATIC);
      break;
    case RC_SQLITE_BLOB_VALUE:
      sqlite3_bind_blob (statement, index, value->bytes, (int) value->length, SQLITE_STATIC);
      break;
    case RC_SQLITE_NULL_VALUE:
    default:
      sqlite3_bind_null (statement, index);
      break;
    }
}

/**
 * rc_sqlite_reader_has_row:
 * @sql: a query over tables that the reader was made for, with as many ? as @parameters
 * @parameters: (array zero-terminated=1): values as another row has them
 * @out_has: (out): whether there is such a row; %TRUE where this database lacks a table or column of the query and cannot say
 *
 * Returns: %FALSE with @error set on a failure of the program or the system
 */
gboolean
rc_sqlite_reader_has_row (RcSqliteReader              *self,
                          const char                  *sql,
                          const RcSqliteValue * const *parameters,
                          gboolean                    *out_has,
                          GError                     **error)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exception_free);
  sqlite3_stmt *statement;
  gboolean good;

  *out_has = TRUE;
  if (!prepare_lookup (self, sql, &statement, error))
    return FALSE;
  if (statement == NULL)
    return TRUE;

  for (int i = 0; parameters[i] != NULL; i++)
    bind_value (statement, i + 1, parameters[i]);
  good = rc_sqlite_connection_step (self->connection, statement, out_has, faults, error);
  if (faults->len > 0)
    *out_has = TRUE;
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);

  return good;
}
