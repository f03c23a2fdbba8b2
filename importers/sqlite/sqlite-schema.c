/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sqlite-schema.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

struct _RcSqliteSchema
{
  char       **names;        /* what the caller asked for */
  GPtrArray   *tables;       /* of RcSqliteTable */
  GHashTable  *present;      /* names, folded, that something of the database has, whatever it is */
  GPtrArray   *faults;       /* of RcException: found while reading, told when describing */
  gboolean     runs_nothing; /* no CHECK, generated column, index or virtual table anywhere calls a function */
};

static void
table_free (RcSqliteTable *self)
{
  g_free (self->name);
  g_free (self->spelling);
  g_free (self->order);
  g_ptr_array_unref (self->columns);
  g_array_unref (self->key);
  g_free (self);
}

static void
free_table (gpointer data)
{
  table_free (data);
}

static void
free_exception (gpointer data)
{
  rc_exception_free (data);
}

RcSqliteSchema *
rc_sqlite_schema_new (const char * const *tables)
{
  RcSqliteSchema *self = g_new0 (RcSqliteSchema, 1);

  self->names = g_strdupv ((char **) tables);
  self->tables = g_ptr_array_new_with_free_func (free_table);
  self->present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->faults = g_ptr_array_new_with_free_func (free_exception);
  self->runs_nothing = TRUE;
  return self;
}

void
rc_sqlite_schema_free (RcSqliteSchema *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->names);
  g_ptr_array_unref (self->tables);
  g_hash_table_unref (self->present);
  g_ptr_array_unref (self->faults);
  g_free (self);
}

/* The name as the caller calls it, where he asked for it: SQL's names have no letter case. */
static const char *
peek_asked_name (RcSqliteSchema *self,
                 const char     *name)
{
  for (char **asked = self->names; *asked != NULL; asked++)
    if (g_ascii_strcasecmp (*asked, name) == 0)
      return *asked;
  return NULL;
}

static void
add_fault (RcSqliteSchema *self,
           const char     *expected,
           const char     *found_format,
           const char     *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *found = g_strconcat (found_format, " “", valid, "”", NULL);

  g_ptr_array_add (self->faults, rc_exception_new (RC_EXCEPTION_REGISTRY_MALFORMED, 0, 0, -1, expected, found,
                                                   "The schema of this database would run something when it is read."));
}

static void
note_table (RcSqliteSchema *self,
            const char     *spelling,
            const char     *sql)
{
  const char *name = peek_asked_name (self, spelling);
  gboolean calls_function = rc_sqlite_sql_calls_function (sql, FALSE);
  gboolean is_virtual = g_ascii_strncasecmp (sql, "CREATE VIRTUAL", strlen ("CREATE VIRTUAL")) == 0;
  RcSqliteTable *table;

  self->runs_nothing = self->runs_nothing && !calls_function && !is_virtual;
  if (name == NULL)
    return;

  if (is_virtual)
    {
      add_fault (self, "a plain table", "the virtual table", spelling);
      return;
    }
  if (calls_function)
    {
      add_fault (self, "constraints that call no function", "a function in a constraint of the table", spelling);
      return;
    }

  table = g_new0 (RcSqliteTable, 1);
  table->name = g_strdup (name);
  table->spelling = g_strdup (spelling);
  table->columns = g_ptr_array_new_with_free_func (g_free);
  table->key = g_array_new (FALSE, FALSE, sizeof (guint));
  g_ptr_array_add (self->tables, table);
}

static void
note_row (RcSqliteSchema *self,
          const char     *type,
          const char     *name,
          const char     *table,
          const char     *sql)
{
  gboolean is_table = g_str_equal (type, "table");
  gboolean is_view = g_str_equal (type, "view");

  if (is_table || is_view)
    g_hash_table_add (self->present, g_ascii_strdown (name, -1));

  if (is_table)
    note_table (self, name, sql);
  else if (is_view && peek_asked_name (self, name) != NULL)
    add_fault (self, "a plain table", "the view", name);
  else if (g_str_equal (type, "index") && rc_sqlite_sql_calls_function (sql, TRUE))
    {
      self->runs_nothing = FALSE;
      if (peek_asked_name (self, table) != NULL)
        add_fault (self, "an index of columns", "a function in the index", name);
    }
  /* Triggers are switched off, and nothing is ever written: MLflow has some of its own. */
}

static const char *
peek_column (sqlite3_stmt *statement,
             int           column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL ? text : "";
}

/**
 * rc_sqlite_schema_read:
 * @connection: in the stage %RC_SQLITE_STAGE_SCHEMA
 *
 * Reads the rows of the schema table as data.
 *
 * Returns: %FALSE with @error set on a failure of the program or the system
 */
gboolean
rc_sqlite_schema_read (RcSqliteSchema      *self,
                       RcSqliteConnection  *connection,
                       GPtrArray           *faults,
                       GError             **error)
{
  g_autoptr (RcSqliteStatement) statement = NULL;
  gboolean row = TRUE;

  if (!rc_sqlite_connection_prepare (connection, "SELECT type, name, tbl_name, sql FROM sqlite_master", &statement, faults, error))
    return FALSE;

  while (statement != NULL && row)
    {
      if (!rc_sqlite_connection_step (connection, statement, &row, faults, error))
        return FALSE;
      if (row)
        note_row (self, peek_column (statement, 0), peek_column (statement, 1), peek_column (statement, 2),
                  peek_column (statement, 3));
    }

  return TRUE;
}

/* Runs "PRAGMA pragma(name)"; the statement is %NULL where a fault was added. */
static gboolean
ask (RcSqliteConnection  *connection,
     const char          *pragma,
     const char          *name,
     sqlite3_stmt       **out_statement,
     GPtrArray           *faults,
     GError             **error)
{
  g_autofree char *quoted = rc_sqlite_quote_name (name);
  g_autofree char *sql = g_strdup_printf ("PRAGMA %s(%s)", pragma, quoted);

  return rc_sqlite_connection_prepare (connection, sql, out_statement, faults, error);
}

static gboolean
describe_columns (RcSqliteSchema      *self,
                  RcSqliteTable       *table,
                  RcSqliteConnection  *connection,
                  GPtrArray           *faults,
                  GError             **error)
{
  g_autoptr (RcSqliteStatement) statement = NULL;
  g_autoptr (GArray) places = g_array_new (FALSE, TRUE, sizeof (guint));   /* in the key, from 1 */
  gboolean row = TRUE;

  if (!ask (connection, "table_xinfo", table->spelling, &statement, faults, error))
    return FALSE;

  while (statement != NULL && row)
    {
      if (!rc_sqlite_connection_step (connection, statement, &row, faults, error))
        return FALSE;
      if (row)
        {
          guint place = (guint) sqlite3_column_int (statement, 5);

          if (sqlite3_column_int (statement, 6) != 0)
            add_fault (self, "columns that are stored as they are", "a generated column in the table", table->spelling);
          g_ptr_array_add (table->columns, g_strdup (peek_column (statement, 1)));
          g_array_append_val (places, place);
        }
    }

  for (guint place = 1; place <= places->len; place++)
    for (guint i = 0; i < places->len; i++)
      if (g_array_index (places, guint, i) == place)
        g_array_append_val (table->key, i);

  return TRUE;
}

/* Whether the index has exactly the key's columns, ascending and compared by bytes. */
static gboolean
index_fits_key (const RcSqliteTable *table,
                const char          *index,
                RcSqliteConnection  *connection,
                gboolean            *out_fits,
                GPtrArray           *faults,
                GError             **error)
{
  g_autoptr (RcSqliteStatement) statement = NULL;
  gboolean row = TRUE;
  guint n_key_columns = 0;

  *out_fits = TRUE;
  if (!ask (connection, "index_xinfo", index, &statement, faults, error))
    return FALSE;

  while (statement != NULL && row)
    {
      if (!rc_sqlite_connection_step (connection, statement, &row, faults, error))
        return FALSE;
      if (!row || sqlite3_column_int (statement, 5) == 0)
        continue;
      if (n_key_columns >= table->key->len ||
          sqlite3_column_int (statement, 1) != (int) g_array_index (table->key, guint, n_key_columns) ||
          sqlite3_column_int (statement, 3) != 0 || g_ascii_strcasecmp (peek_column (statement, 4), "BINARY") != 0)
        *out_fits = FALSE;
      n_key_columns++;
    }
  *out_fits = *out_fits && n_key_columns == table->key->len;

  return TRUE;
}

static gboolean
find_key_index (const RcSqliteTable  *table,
                RcSqliteConnection   *connection,
                char                **out_index,
                GPtrArray            *faults,
                GError              **error)
{
  g_autoptr (RcSqliteStatement) statement = NULL;
  gboolean row = TRUE;

  if (!ask (connection, "index_list", table->spelling, &statement, faults, error))
    return FALSE;

  while (statement != NULL && row && *out_index == NULL)
    {
      if (!rc_sqlite_connection_step (connection, statement, &row, faults, error))
        return FALSE;
      if (row && g_str_equal (peek_column (statement, 3), "pk"))
        *out_index = g_strdup (peek_column (statement, 1));
    }

  return TRUE;
}

static gboolean
is_without_rowid (const RcSqliteTable  *table,
                  RcSqliteConnection   *connection,
                  gboolean             *out_is,
                  GPtrArray            *faults,
                  GError              **error)
{
  g_autoptr (RcSqliteStatement) statement = NULL;
  gboolean row = FALSE;

  *out_is = FALSE;
  if (!ask (connection, "table_list", table->spelling, &statement, faults, error))
    return FALSE;
  if (statement != NULL && !rc_sqlite_connection_step (connection, statement, &row, faults, error))
    return FALSE;
  if (row)
    *out_is = sqlite3_column_int (statement, 4) != 0;

  return TRUE;
}

static char *
dup_key_order (const RcSqliteTable *table)
{
  g_autoptr (GString) order = g_string_new ("ORDER BY ");

  for (guint i = 0; i < table->key->len; i++)
    {
      const char *column = g_ptr_array_index (table->columns, g_array_index (table->key, guint, i));
      g_autofree char *quoted = rc_sqlite_quote_name (column);

      g_string_append_printf (order, "%s%s", i > 0 ? ", " : "", quoted);
    }

  return g_strdup (order->str);
}

/*
 * Rows come in the order of the primary key, but never by sorting: a sort would hold a whole table in memory. The check before made
 * sure that the index names every row.
 */
static gboolean
describe_order (RcSqliteTable       *table,
                RcSqliteConnection  *connection,
                GPtrArray           *faults,
                GError             **error)
{
  g_autofree char *index = NULL;
  gboolean without_rowid;
  gboolean fits = FALSE;

  if (!is_without_rowid (table, connection, &without_rowid, faults, error) ||
      !find_key_index (table, connection, &index, faults, error))
    return FALSE;
  if (index != NULL && !index_fits_key (table, index, connection, &fits, faults, error))
    return FALSE;

  if (without_rowid || (table->key->len == 1 && index == NULL))
    /* The key is what the table itself is ordered by. */
    table->order = fits || index == NULL ? dup_key_order (table) : g_strdup ("");
  else if (fits)
    {
      g_autofree char *by = dup_key_order (table);
      g_autofree char *quoted = rc_sqlite_quote_name (index);

      table->order = g_strdup_printf ("INDEXED BY %s %s", quoted, by);
    }
  else
    table->order = g_strdup ("NOT INDEXED ORDER BY rowid");

  return TRUE;
}

/**
 * rc_sqlite_schema_describe:
 * @connection: in the stage %RC_SQLITE_STAGE_CHECK
 *
 * Tells what was found wrong with the tables asked for, and asks SQLite for their columns and keys.
 *
 * Returns: %FALSE with @error set on a failure of the program or the system
 */
gboolean
rc_sqlite_schema_describe (RcSqliteSchema      *self,
                           RcSqliteConnection  *connection,
                           GPtrArray           *faults,
                           GError             **error)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      RcSqliteTable *table = g_ptr_array_index (self->tables, i);

      if (!describe_columns (self, table, connection, faults, error) || !describe_order (table, connection, faults, error))
        return FALSE;
    }

  g_ptr_array_extend_and_steal (faults, g_steal_pointer (&self->faults));
  self->faults = g_ptr_array_new_with_free_func (free_exception);

  return TRUE;
}

/**
 * rc_sqlite_schema_has:
 *
 * Returns: whether the database has a table, view or virtual table of that name
 */
gboolean
rc_sqlite_schema_has (RcSqliteSchema *self,
                      const char     *name)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);

  return g_hash_table_contains (self->present, folded);
}

/**
 * rc_sqlite_schema_peek_table:
 * @name: as the caller called it
 *
 * Returns: (nullable): the table, where the database has it as a plain table
 */
const RcSqliteTable *
rc_sqlite_schema_peek_table (RcSqliteSchema *self,
                             const char     *name)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      const RcSqliteTable *table = g_ptr_array_index (self->tables, i);

      if (g_str_equal (table->name, name))
        return table;
    }

  return NULL;
}

/**
 * rc_sqlite_schema_runs_nothing:
 *
 * Returns: whether SQLite can check the whole database without calling a function that its schema names
 */
gboolean
rc_sqlite_schema_runs_nothing (RcSqliteSchema *self)
{
  return self->runs_nothing;
}

gboolean
rc_sqlite_table_has_column (const RcSqliteTable *self,
                            const char          *column)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (self->columns, i), column) == 0)
      return TRUE;
  return FALSE;
}
