/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case-connection.h"
#include "case-header.h"
#include "rest/protected-vfs.h"

#include <unistd.h>

/* Bulk imports seldom write a page twice: few and long checkpoints (in pages of 16 KiB), and a cache of 32 MiB. */
#define WRITER_SETTINGS "PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 8192; PRAGMA synchronous = NORMAL"

/* SQLite passes over a journal that holds nothing to roll back; a change of mode is what removes it. */
#define REMOVE_OLD_JOURNAL "PRAGMA journal_mode = PERSIST; PRAGMA journal_mode = DELETE"

static void
connection_closed (gpointer data)
{
  g_autoptr (RcCaseLock) lock = data;

  if (rc_case_lock_remove_connection (lock) == 0)
    rc_case_connection_tidy (lock);
}

static sqlite3 *
open_file (RcCaseLock  *lock,
           int          flags,
           GError     **error)
{
  const char *path = rc_case_lock_peek_path (lock);
  RcCaseKeys *keys = rc_case_lock_peek_keys (lock);
  sqlite3 *connection = NULL;
  int result;

  flags |= SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW;
  result = keys != NULL ? rc_protected_vfs_open (path, keys, flags, &connection) : sqlite3_open_v2 (path, &connection, flags, NULL);
  if (result == SQLITE_OK)
    return connection;

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_SYSTEM, "%s: %s", path, sqlite3_errmsg (connection));
  sqlite3_close (connection);
  return NULL;
}

static void
free_keys (gpointer keys)
{
  rc_case_keys_unref (keys);
}

gboolean
rc_case_connection_open_keys (RcCaseLock  *lock,
                              const char  *path,
                              GError     **error)
{
  int fd = rc_case_lock_get_fd (lock);
  RcCaseKeys *keys;

  if (rc_case_lock_peek_keys (lock) != NULL || !rc_case_header_is_protected (fd))
    return TRUE;
  keys = rc_case_keys_open (fd, path, error);
  if (keys == NULL)
    return FALSE;
  rc_case_lock_set_keys (lock, keys, free_keys);
  return TRUE;
}

RcDatabase *
rc_case_connection_open (RcCaseLock  *lock,
                         int          flags,
                         GError     **error)
{
  sqlite3 *connection = open_file (lock, flags, error);
  g_autoptr (RcDatabase) database = NULL;

  if (connection == NULL)
    return NULL;

  database = rc_database_new (connection);
  rc_case_lock_add_connection (lock);
  rc_database_set_closed_func (database, connection_closed, rc_case_lock_ref (lock));
  if ((flags & SQLITE_OPEN_READONLY) != 0 && !rc_database_exec (database, "PRAGMA query_only = ON", error))
    return NULL;
  return g_steal_pointer (&database);
}

gboolean
rc_case_connection_start_wal (RcDatabase  *database,
                              const char  *path,
                              GError     **error)
{
  g_autoptr (GError) reason = NULL;
  sqlite3_stmt *statement;
  gboolean is_wal = FALSE;
  gboolean row;

  if (!rc_database_exec (database, WRITER_SETTINGS, error))
    return FALSE;

  statement = rc_database_prepare (database, "PRAGMA journal_mode = WAL", error);
  if (statement == NULL)
    return FALSE;
  if (rc_database_step (database, statement, &row, &reason) && row)
    {
      is_wal = g_ascii_strcasecmp ((const char *) sqlite3_column_text (statement, 0), "wal") == 0;
      sqlite3_reset (statement);
    }
  if (is_wal)
    return TRUE;

  if (g_error_matches (reason, RC_DATABASE_ERROR, RC_DATABASE_ERROR_BUSY))
    g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_SYSTEM,
                 "%s is being read by another program, so that it cannot be opened for writing now", path);
  else if (reason != NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  else
    g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_SYSTEM, "%s: the file system allows no shared journal", path);
  return FALSE;
}

gboolean
rc_case_connection_put_journal_back (RcDatabase  *database,
                                     GError     **error)
{
  sqlite3 *connection = rc_database_peek (database);

  /* A query that somebody left in its middle would hold the WAL. */
  for (sqlite3_stmt *s = sqlite3_next_stmt (connection, NULL); s != NULL; s = sqlite3_next_stmt (connection, s))
    sqlite3_reset (s);

  sqlite3_busy_timeout (connection, 0);
  if (sqlite3_exec (connection, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) == SQLITE_OK ||
      (sqlite3_errcode (connection) & 0xff) == SQLITE_BUSY)
    return TRUE;

  rc_database_set_error (database, "putting the journal back", error);
  return FALSE;
}

gboolean
rc_case_connection_is_untidy (RcCaseLock *lock)
{
  const char *path = rc_case_lock_peek_path (lock);
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  RcCaseHeader header;

  /* The look at the header goes through the lock's own descriptor and disturbs nothing. */
  return rc_case_header_read (rc_case_lock_get_fd (lock), path, rc_case_lock_peek_keys (lock), &header, NULL) &&
         ((header.is_known ? header.is_wal : access (wal, F_OK) == 0) || access (journal, F_OK) == 0);
}

void
rc_case_connection_tidy (RcCaseLock *lock)
{
  g_autoptr (RcDatabase) database = NULL;
  gboolean is_locked = rc_case_header_is_protected (rc_case_lock_get_fd (lock)) && rc_case_lock_peek_keys (lock) == NULL;
  sqlite3 *connection;
  gint64 version;

  if (is_locked || rc_case_lock_count_connections (lock) > 0 || !rc_case_connection_is_untidy (lock) ||
      rc_case_lock_take (lock) != RC_CASE_LOCK_TAKEN)
    return;

  connection = open_file (lock, SQLITE_OPEN_READWRITE, NULL);
  if (connection != NULL)
    {
      database = rc_database_new (connection);
      /* The first look at a page rolls a broken-off change of the journal's kind back. */
      if (rc_database_get_integer (database, "PRAGMA user_version", &version, NULL) &&
          rc_case_connection_put_journal_back (database, NULL))
        rc_database_exec (database, REMOVE_OLD_JOURNAL, NULL);
      g_clear_pointer (&database, rc_database_free);
    }
  rc_case_lock_release (lock);
}
