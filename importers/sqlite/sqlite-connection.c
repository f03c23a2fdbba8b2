/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sqlite-connection.h"

#include "stream-vfs.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

/* Instructions of SQLite's machine between two looks at the cancellable and the budget. */
#define STEPS_BETWEEN_LOOKS 1000

struct _RcSqliteConnection
{
  RcStreamVfs   *vfs;
  sqlite3       *database;
  char         **tables;
  GCancellable  *cancellable;
  gulong         interrupter;   /* handler of @cancellable; 0: none */
  RcSqliteStage  stage;
  guint64        steps_left;
};

G_DEFINE_QUARK (rc-sqlite-error-quark, rc_sqlite_error)

static gboolean
is_schema_table (const char *name)
{
  return g_ascii_strcasecmp (name, "sqlite_master") == 0 || g_ascii_strcasecmp (name, "sqlite_schema") == 0;
}

static gboolean
is_named_table (const RcSqliteConnection *self,
                const char               *name)
{
  for (char **table = self->tables; *table != NULL; table++)
    if (g_ascii_strcasecmp (*table, name) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_pragma_of_stage (RcSqliteStage  stage,
                    const char    *name)
{
  static const char * const settings[] = { "cell_size_check", "mmap_size", "query_only", "temp_store", "cache_size",
                                           "automatic_index", NULL };
  static const char * const checks[] = { "quick_check", "integrity_check", "table_xinfo", "table_list", "index_list",
                                         "index_xinfo", NULL };

  switch (stage)
    {
    case RC_SQLITE_STAGE_SCHEMA:
      return g_strv_contains (settings, name);
    case RC_SQLITE_STAGE_CHECK:
      return g_strv_contains (checks, name);
    case RC_SQLITE_STAGE_READ:
    default:
      return FALSE;
    }
}

/* Everything that is not named here is refused, functions and virtual tables among it. */
static int
authorize (void       *user_data,
           int         action,
           const char *first,
           const char *second,
           const char *database,
           const char *inner)
{
  const RcSqliteConnection *self = user_data;

  switch (action)
    {
    case SQLITE_SELECT:
      return self->stage == RC_SQLITE_STAGE_CHECK ? SQLITE_DENY : SQLITE_OK;

    case SQLITE_READ:
      if (self->stage == RC_SQLITE_STAGE_SCHEMA && is_schema_table (first))
        return SQLITE_OK;
      if (self->stage == RC_SQLITE_STAGE_READ && inner == NULL && is_named_table (self, first))
        return SQLITE_OK;
      return SQLITE_DENY;

    case SQLITE_PRAGMA:
      return is_pragma_of_stage (self->stage, first) ? SQLITE_OK : SQLITE_DENY;

    default:
      return SQLITE_DENY;
    }
}

static int
look_around (void *user_data)
{
  RcSqliteConnection *self = user_data;

  if (self->steps_left < STEPS_BETWEEN_LOOKS)
    return 1;

  self->steps_left -= STEPS_BETWEEN_LOOKS;
  return g_cancellable_is_cancelled (self->cancellable);
}

/* The check of a large file is one instruction of SQLite's machine: only an interrupt ends it early. */
static void
interrupt (GCancellable *cancellable,
           gpointer      user_data)
{
  sqlite3_interrupt (user_data);
}

/**
 * rc_sqlite_connection_new:
 * @stream: the database's bytes, readable at any place and of known size; borrowed
 * @tables: (array zero-terminated=1): all that will ever be read, by name
 * @cancellable: (nullable):
 *
 * Returns: (transfer full): a connection that is not open yet
 */
RcSqliteConnection *
rc_sqlite_connection_new (RcStream            *stream,
                          const char * const  *tables,
                          GCancellable        *cancellable)
{
  RcSqliteConnection *self = g_new0 (RcSqliteConnection, 1);
  guint64 size = (guint64) MAX (stream->size, 0);

  self->vfs = rc_stream_vfs_new (stream);
  self->tables = g_strdupv ((char **) tables);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  /* A budget by size and not by the clock: the same file always gets the same answer. */
  if (!g_uint64_checked_mul (&self->steps_left, size, RC_LIMIT_SQLITE_STEPS_PER_BYTE) ||
      !g_uint64_checked_add (&self->steps_left, self->steps_left, RC_LIMIT_SQLITE_STEPS_FREE))
    self->steps_left = G_MAXUINT64;

  return self;
}

void
rc_sqlite_connection_free (RcSqliteConnection *self)
{
  if (self == NULL)
    return;

  g_cancellable_disconnect (self->cancellable, self->interrupter);
  sqlite3_close (self->database);
  rc_stream_vfs_free (self->vfs);
  g_strfreev (self->tables);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static gboolean
configure (RcSqliteConnection *self)
{
  static const struct
  {
    int option;
    int value;
  } options[] = {
    { SQLITE_DBCONFIG_DEFENSIVE, 1 },
    { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
    { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
    { SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
    { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
    { SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0 },
    { SQLITE_DBCONFIG_DQS_DML, 0 },
    { SQLITE_DBCONFIG_DQS_DDL, 0 },
  };
  static const struct
  {
    int limit;
    int value;
  } limits[] = {
    { SQLITE_LIMIT_LENGTH, RC_LIMIT_RECORD_BYTES },
    { SQLITE_LIMIT_SQL_LENGTH, RC_LIMIT_SQLITE_SQL_BYTES },
    { SQLITE_LIMIT_COLUMN, RC_LIMIT_SQLITE_COLUMNS },
    { SQLITE_LIMIT_EXPR_DEPTH, RC_LIMIT_SQLITE_EXPRESSION_DEPTH },
    { SQLITE_LIMIT_VDBE_OP, RC_LIMIT_SQLITE_PROGRAM },
    { SQLITE_LIMIT_FUNCTION_ARG, RC_LIMIT_SQLITE_ARGUMENTS },
    { SQLITE_LIMIT_ATTACHED, 0 },
    { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, RC_LIMIT_SQLITE_PATTERN_BYTES },
    { SQLITE_LIMIT_TRIGGER_DEPTH, 1 },
    { SQLITE_LIMIT_WORKER_THREADS, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    if (sqlite3_db_config (self->database, options[i].option, options[i].value, NULL) != SQLITE_OK)
      return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (self->database, limits[i].limit, limits[i].value);

  return TRUE;
}

/* A message of SQLite holds names from the evidence. */
static char *
dup_message (RcSqliteConnection *self)
{
  g_autofree char *valid = g_utf8_make_valid (sqlite3_errmsg (self->database), -1);

  return g_strndup (valid, RC_LIMIT_NAME_BYTES);
}

static gboolean
failed (RcSqliteConnection  *self,
        int                  result,
        GPtrArray           *faults,
        GError             **error)
{
  g_autofree char *message = dup_message (self);

  if (rc_stream_vfs_steal_error (self->vfs, error))
    return FALSE;
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  switch (result & 0xff)
    {
    case SQLITE_INTERRUPT:
      g_ptr_array_add (faults, rc_exception_new (RC_EXCEPTION_LIMIT, 0, 0, -1,
                                                 "at most 64 steps for a byte (RC_LIMIT_SQLITE_STEPS_PER_BYTE)", "more",
                                                 "Reading this database takes more work than its size explains."));
      return TRUE;

    case SQLITE_TOOBIG:
      g_ptr_array_add (faults, rc_exception_new (RC_EXCEPTION_LIMIT, 0, 0, -1, "at most 64 MiB (RC_LIMIT_RECORD_BYTES)", message,
                                                 "A value of this database is larger than the program reads."));
      return TRUE;

    case SQLITE_NOMEM:
    case SQLITE_MISUSE:
      g_set_error (error, RC_SQLITE_ERROR, RC_SQLITE_ERROR_SYSTEM, "SQLite could not read the database: %s", message);
      return FALSE;

    default:
      g_ptr_array_add (faults, rc_exception_new (RC_EXCEPTION_REGISTRY_MALFORMED, 0, 0, -1, "a database that SQLite can read",
                                                 message, "SQLite could not read this database."));
      return TRUE;
    }
}

/**
 * rc_sqlite_connection_open:
 *
 * Opens and locks the connection, in the stage %RC_SQLITE_STAGE_SCHEMA.
 *
 * Returns: %FALSE with @error set on a failure of the program or the system
 */
gboolean
rc_sqlite_connection_open (RcSqliteConnection  *self,
                           GPtrArray           *faults,
                           GError             **error)
{
  static const char settings[] = "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA query_only=ON; PRAGMA temp_store=MEMORY;"
                                 "PRAGMA cache_size=-65536; PRAGMA automatic_index=OFF;";
  int result;

  self->database = rc_stream_vfs_open (self->vfs);
  if (rc_stream_vfs_steal_error (self->vfs, error))
    return FALSE;
  if (self->database == NULL || !configure (self))
    {
      g_set_error_literal (error, RC_SQLITE_ERROR, RC_SQLITE_ERROR_SYSTEM,
                           "SQLite could not be prepared to read a database of others.");
      return FALSE;
    }

  if (self->cancellable != NULL)
    self->interrupter = g_cancellable_connect (self->cancellable, G_CALLBACK (interrupt), self->database, NULL);
  sqlite3_extended_result_codes (self->database, 1);
  sqlite3_progress_handler (self->database, STEPS_BETWEEN_LOOKS, look_around, self);
  sqlite3_set_authorizer (self->database, authorize, self);
  result = sqlite3_exec (self->database, settings, NULL, NULL, NULL);

  return result == SQLITE_OK || failed (self, result, faults, error);
}

void
rc_sqlite_connection_set_stage (RcSqliteConnection *self,
                                RcSqliteStage       stage)
{
  self->stage = stage;
}

/**
 * rc_sqlite_connection_prepare:
 * @sql: one statement, made of the program's own words and of names quoted by rc_sqlite_quote_name()
 * @out_statement: (out) (transfer full) (nullable): %NULL where a fault was added or on error
 *
 * Returns: %FALSE with @error set on a failure of the program or the system
 */
gboolean
rc_sqlite_connection_prepare (RcSqliteConnection  *self,
                              const char          *sql,
                              sqlite3_stmt       **out_statement,
                              GPtrArray           *faults,
                              GError             **error)
{
  int result = sqlite3_prepare_v3 (self->database, sql, -1, 0, out_statement, NULL);

  return result == SQLITE_OK || failed (self, result, faults, error);
}

/**
 * rc_sqlite_connection_step:
 * @out_row: (out): whether a row stands there now; %FALSE at the end and where a fault was added
 *
 * Returns: %FALSE with @error set on a failure of the program or the system, or when cancelled
 */
gboolean
rc_sqlite_connection_step (RcSqliteConnection  *self,
                           sqlite3_stmt        *statement,
                           gboolean            *out_row,
                           GPtrArray           *faults,
                           GError             **error)
{
  int result = sqlite3_step (statement);

  /* SQLite's own check goes on where a page cannot be read, and calls that a fault of the page. */
  *out_row = result == SQLITE_ROW;
  if (rc_stream_vfs_steal_error (self->vfs, error))
    return FALSE;
  return result == SQLITE_ROW || result == SQLITE_DONE || failed (self, result, faults, error);
}

/**
 * rc_sqlite_quote_name:
 *
 * Returns: (transfer full): @name as an SQL name in double quotes, whatever it holds
 */
char *
rc_sqlite_quote_name (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  return g_strdup_printf ("\"%s\"", doubled);
}
