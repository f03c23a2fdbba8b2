/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "database.h"
#include "rest/protected-vfs.h"
#include "timestamp.h"

#include <errno.h>
#include <string.h>

#define BUSY_TIMEOUT_MS 5000

struct _RcDatabase
{
  sqlite3        *connection;
  GHashTable     *statements;   /* const char * (static) → sqlite3_stmt */
  GDestroyNotify  closed;
  gpointer        closed_data;
};

G_DEFINE_QUARK (rc-database-error-quark, rc_database_error)

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

/* A case may come from anybody's hand: nothing that its schema says may run, and no page is believed unread. */
static void
defend (sqlite3 *connection)
{
  sqlite3_extended_result_codes (connection, 1);
  sqlite3_busy_timeout (connection, BUSY_TIMEOUT_MS);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  /* Neither statement reads the file; both hold for the connection. */
  sqlite3_exec (connection, "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0", NULL, NULL, NULL);
}

/**
 * rc_database_new:
 * @connection: (transfer full): an open connection
 *
 * Returns: (transfer full): @connection, set up against a hostile file (facts/tamper-cases.md section 3)
 */
RcDatabase *
rc_database_new (sqlite3 *connection)
{
  RcDatabase *self;

  g_return_val_if_fail (connection != NULL, NULL);

  self = g_new0 (RcDatabase, 1);
  self->connection = connection;
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, finalize_statement);
  defend (connection);
  return self;
}

/**
 * rc_database_set_closed_func:
 * @closed: called once with @data after the connection has let go of the file
 *
 * For what must outlive the connection, such as a lock on the same file.
 */
void
rc_database_set_closed_func (RcDatabase     *self,
                             GDestroyNotify  closed,
                             gpointer        data)
{
  self->closed = closed;
  self->closed_data = data;
}

/**
 * rc_database_free:
 * @self: (nullable) (transfer full): a database
 *
 * Closes the connection; a transaction that is still open is rolled back.
 */
void
rc_database_free (RcDatabase *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->statements);
  if (sqlite3_close (self->connection) != SQLITE_OK)
    {
      g_critical ("A statement outlived its connection");
      sqlite3_close_v2 (self->connection);
    }
  if (self->closed != NULL)
    self->closed (self->closed_data);
  g_free (self);
}

sqlite3 *
rc_database_peek (RcDatabase *self)
{
  return self->connection;
}

static gboolean
is_out_of_room (int system_errno)
{
  return system_errno == ENOSPC || system_errno == EDQUOT || system_errno == EFBIG;
}

/* What the system said to the last failed call on one of the files: sqlite3_system_errno() is often overwritten by the clean-up. */
static int
get_file_errno (sqlite3 *connection,
                int      pointer_operation)
{
  sqlite3_file *file = NULL;
  int file_errno = 0;

  if (sqlite3_file_control (connection, "main", pointer_operation, &file) == SQLITE_OK && file != NULL &&
      file->pMethods != NULL)
    file->pMethods->xFileControl (file, SQLITE_FCNTL_LAST_ERRNO, &file_errno);
  return file_errno;
}

static gboolean
found_no_room (sqlite3 *connection)
{
  return is_out_of_room (sqlite3_system_errno (connection)) ||
         is_out_of_room (get_file_errno (connection, SQLITE_FCNTL_FILE_POINTER)) ||
         is_out_of_room (get_file_errno (connection, SQLITE_FCNTL_JOURNAL_POINTER));
}

static RcDatabaseError
classify (sqlite3 *connection)
{
  switch (sqlite3_errcode (connection) & 0xff)
    {
    case SQLITE_FULL:
      return RC_DATABASE_ERROR_FULL;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      /* A sealed page did not open. */
      if (sqlite3_extended_errcode (connection) == SQLITE_IOERR_DATA)
        return RC_DATABASE_ERROR_CORRUPT;
      /* A limit on the size of files (RLIMIT_FSIZE) comes as EFBIG where the program ignores SIGXFSZ. */
      return found_no_room (connection) ? RC_DATABASE_ERROR_FULL : RC_DATABASE_ERROR_FAILED;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return RC_DATABASE_ERROR_READ_ONLY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return RC_DATABASE_ERROR_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return RC_DATABASE_ERROR_CORRUPT;
    default:
      return RC_DATABASE_ERROR_FAILED;
    }
}

static char *
describe (sqlite3         *connection,
          RcDatabaseError  code)
{
  int system_errno = sqlite3_system_errno (connection);
  const char *damage = NULL;

  if (code == RC_DATABASE_ERROR_FULL)
    return g_strdup ("the disk is full, or the file may grow no more");
  if (code == RC_DATABASE_ERROR_CORRUPT && sqlite3_extended_errcode (connection) == SQLITE_IOERR_DATA &&
      sqlite3_file_control (connection, "main", RC_PROTECTED_CONTROL_DAMAGE, &damage) == SQLITE_OK && damage != NULL)
    return g_strdup (damage);
  if (code == RC_DATABASE_ERROR_FAILED && system_errno != 0)
    return g_strdup_printf ("%s (%s)", sqlite3_errmsg (connection), g_strerror (system_errno));
  return g_strdup (sqlite3_errmsg (connection));
}

/**
 * rc_database_set_error:
 * @doing: what was tried, as in "reading a source"
 *
 * Sets @error from the last result of the connection: "FILE: DOING: what SQLite says".
 */
void
rc_database_set_error (RcDatabase  *self,
                       const char  *doing,
                       GError     **error)
{
  RcDatabaseError code = classify (self->connection);
  g_autofree char *reason = describe (self->connection, code);
  const char *path = sqlite3_db_filename (self->connection, "main");

  g_set_error (error, RC_DATABASE_ERROR, code, "%s: %s: %s",
               path == NULL || *path == '\0' ? "memory" : path, doing, reason);
}

/**
 * rc_database_exec:
 * @sql: one or more statements without rows of interest
 */
gboolean
rc_database_exec (RcDatabase  *self,
                  const char  *sql,
                  GError     **error)
{
  if (sqlite3_exec (self->connection, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  rc_database_set_error (self, sql, error);
  return FALSE;
}

/**
 * rc_database_prepare:
 * @static_sql: one statement, in memory that lives as long as the connection
 *
 * Each statement is prepared once and kept. It is handed out reset and unbound, so that one text has one use at a time.
 *
 * Returns: (transfer none) (nullable): %NULL with @error set where SQLite refuses it
 */
sqlite3_stmt *
rc_database_prepare (RcDatabase  *self,
                     const char  *static_sql,
                     GError     **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, static_sql);

  /* The comparison costs little and holds where the memory of a text was used again for another. */
  if (statement != NULL && strcmp (sqlite3_sql (statement), static_sql) == 0)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }

  statement = NULL;
  if (sqlite3_prepare_v3 (self->connection, static_sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    {
      rc_database_set_error (self, static_sql, error);
      return NULL;
    }
  g_hash_table_replace (self->statements, (gpointer) static_sql, statement);
  return statement;
}

/**
 * rc_database_step:
 * @out_row: (out): %TRUE for a row, %FALSE at the end, where the statement is reset
 *
 * Returns: %FALSE with @error set; the statement is reset then too
 */
gboolean
rc_database_step (RcDatabase    *self,
                  sqlite3_stmt  *statement,
                  gboolean      *out_row,
                  GError       **error)
{
  int result = sqlite3_step (statement);

  *out_row = result == SQLITE_ROW;
  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    rc_database_set_error (self, sqlite3_sql (statement), error);
  sqlite3_reset (statement);
  return result == SQLITE_DONE;
}

gboolean
rc_database_run (RcDatabase    *self,
                 sqlite3_stmt  *statement,
                 GError       **error)
{
  gboolean row;

  do
    {
      if (!rc_database_step (self, statement, &row, error))
        return FALSE;
    }
  while (row);

  return TRUE;
}

/**
 * rc_database_get_integer:
 * @static_sql: a query without parameters
 * @out_value: (out): first column of the first row; 0 where there is none or it is NULL
 */
gboolean
rc_database_get_integer (RcDatabase  *self,
                         const char  *static_sql,
                         gint64      *out_value,
                         GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (self, static_sql, error);
  gboolean row;

  *out_value = 0;
  if (statement == NULL || !rc_database_step (self, statement, &row, error))
    return FALSE;

  if (row)
    *out_value = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

void
rc_database_bind_text (sqlite3_stmt *statement,
                       int           index,
                       const char   *value)
{
  sqlite3_bind_text (statement, index, value, -1, SQLITE_TRANSIENT);
}

/**
 * rc_database_bind_static:
 * @value: not copied: it must stay until the statement is stepped to its end, reset or bound again
 * @length: in bytes
 */
void
rc_database_bind_static (sqlite3_stmt *statement,
                         int           index,
                         const char   *value,
                         gsize         length)
{
  sqlite3_bind_text64 (statement, index, value, length, SQLITE_STATIC, SQLITE_UTF8);
}

void
rc_database_bind_digest (sqlite3_stmt   *statement,
                         int             index,
                         const RcDigest *value)
{
  sqlite3_bind_blob (statement, index, value->bytes, RC_DIGEST_BYTES, SQLITE_TRANSIENT);
}

/**
 * rc_database_bind_time:
 * @time_us: microseconds since 1970-01-01T00:00:00Z; %RC_TIME_NONE binds NULL
 */
void
rc_database_bind_time (sqlite3_stmt *statement,
                       int           index,
                       gint64        time_us)
{
  if (time_us == RC_TIME_NONE)
    sqlite3_bind_null (statement, index);
  else
    sqlite3_bind_int64 (statement, index, time_us);
}

gint64
rc_database_column_time (sqlite3_stmt *statement,
                         int           column)
{
  if (sqlite3_column_type (statement, column) == SQLITE_NULL)
    return RC_TIME_NONE;
  return sqlite3_column_int64 (statement, column);
}

/**
 * rc_database_column_dup:
 *
 * Returns: (transfer full) (nullable): the text, each byte that is no UTF-8 replaced; %NULL for NULL
 */
char *
rc_database_column_dup (sqlite3_stmt *statement,
                        int           column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text == NULL ? NULL : g_utf8_make_valid (text, sqlite3_column_bytes (statement, column));
}

/**
 * rc_database_column_digest:
 * @out_digest: (out): set where the answer is %TRUE
 *
 * Returns: whether the column is a blob of 32 bytes
 */
gboolean
rc_database_column_digest (sqlite3_stmt *statement,
                           int           column,
                           RcDigest     *out_digest)
{
  if (sqlite3_column_type (statement, column) != SQLITE_BLOB ||
      sqlite3_column_bytes (statement, column) != RC_DIGEST_BYTES)
    return FALSE;

  memcpy (out_digest->bytes, sqlite3_column_blob (statement, column), RC_DIGEST_BYTES);
  return TRUE;
}

/**
 * rc_database_begin_reading:
 * @out_own: (out): to be given to rc_database_end_reading()
 *
 * Until then what others commit is not seen.
 */
gboolean
rc_database_begin_reading (RcDatabase  *self,
                           gboolean    *out_own,
                           GError     **error)
{
  *out_own = sqlite3_get_autocommit (rc_database_peek (self));
  return !*out_own || rc_database_exec (self, "BEGIN", error);
}

void
rc_database_end_reading (RcDatabase *self,
                         gboolean    own)
{
  if (own)
    sqlite3_exec (rc_database_peek (self), "COMMIT", NULL, NULL, NULL);
}

/**
 * rc_database_get_change:
 * @out_change: (out): to be compared with what is answered later
 */
gboolean
rc_database_get_change (RcDatabase        *self,
                        RcDatabaseChange  *out_change,
                        GError           **error)
{
  out_change->by_us = sqlite3_total_changes64 (rc_database_peek (self));
  return rc_database_get_integer (self, "PRAGMA data_version", &out_change->by_others, error);
}

gboolean
rc_database_change_equal (const RcDatabaseChange *a,
                          const RcDatabaseChange *b)
{
  return a->by_others == b->by_others && a->by_us == b->by_us;
}
