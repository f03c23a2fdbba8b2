/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case.h"
#include "case-header.h"
#include "case-lock.h"
#include "case-schema.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/*
 * One engagement is one file. While it is open for writing its journal is a WAL, and two more files stand beside it; once
 * the last connection is closed the journal is DELETE again and the file is alone, so that it opens on read-only media.
 *
 * Whoever closes last puts the journal back: the writer, or a reader that outlived it, in this process or another. A crash
 * leaves the WAL to the next who may write.
 *
 * Full disks: a program that uses this must ignore SIGXFSZ, or a limit on the size of files kills it.
 */

#define WRITER_CACHE "PRAGMA cache_size = -32768"              /* KiB */
#define WRITER_CHECKPOINT "PRAGMA wal_autocheckpoint = 8192"   /* pages: bulk imports write each page seldom twice */

struct _RcCase
{
  GObject     parent_instance;

  char       *path;          /* as given, for messages */
  RcCaseLock *lock;
  RcDatabase *database;
  gboolean    is_writable;
  char       *holder;        /* (nullable) */
  char       *obstacle;      /* (nullable): why it is not writable */
};

G_DEFINE_FINAL_TYPE (RcCase, rc_case, G_TYPE_OBJECT)
G_DEFINE_QUARK (rc-case-error-quark, rc_case_error)

static const char *const type_names[] = { "provider", "internal", "external", "authority" };

const char *
rc_case_type_to_name (RcCaseType type)
{
  g_return_val_if_fail (type < G_N_ELEMENTS (type_names), NULL);

  return type_names[type];
}

gboolean
rc_case_type_from_name (const char *name,
                        RcCaseType *out_type)
{
  for (guint i = 0; i < G_N_ELEMENTS (type_names); i++)
    if (g_strcmp0 (name, type_names[i]) == 0)
      {
        *out_type = (RcCaseType) i;
        return TRUE;
      }

  return FALSE;
}

static void tidy_if_last (RcCaseLock *lock);

static void
connection_closed (gpointer data)
{
  g_autoptr (RcCaseLock) lock = data;

  if (rc_case_lock_remove_connection (lock) == 0)
    tidy_if_last (lock);
}

static sqlite3 *
open_connection (RcCaseLock  *lock,
                 int          flags,
                 GError     **error)
{
  sqlite3 *connection = NULL;

  if (sqlite3_open_v2 (rc_case_lock_peek_path (lock), &connection,
                       flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, NULL) == SQLITE_OK)
    return connection;

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_SYSTEM, "%s: %s", rc_case_lock_peek_path (lock),
               sqlite3_errmsg (connection));
  sqlite3_close (connection);
  return NULL;
}

static RcDatabase *
open_database (RcCaseLock  *lock,
               int          flags,
               GError     **error)
{
  sqlite3 *connection = open_connection (lock, flags, error);
  RcDatabase *database;

  if (connection == NULL)
    return NULL;

  database = rc_database_new (connection);
  rc_case_lock_add_connection (lock);
  rc_database_set_closed_func (database, connection_closed, rc_case_lock_ref (lock));
  return database;
}

/* With the write lock taken. Fails, and that is no harm, while anybody else is connected. */
static gboolean
put_journal_back (sqlite3 *connection)
{
  sqlite3_busy_timeout (connection, 0);
  return sqlite3_exec (connection, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) == SQLITE_OK;
}

/* Where nobody writes and the journal is a WAL still, puts it back. The lock is on our own descriptor, so the look at the
 * header disturbs nothing. */
static void
tidy_if_last (RcCaseLock *lock)
{
  RcCaseHeader header;
  sqlite3 *connection;

  if (!rc_case_header_read (rc_case_lock_get_fd (lock), "", &header, NULL) || !header.is_wal ||
      rc_case_lock_take (lock) != RC_CASE_LOCK_TAKEN)
    return;

  connection = open_connection (lock, SQLITE_OPEN_READWRITE, NULL);
  if (connection != NULL)
    {
      put_journal_back (connection);
      sqlite3_close (connection);
    }
  rc_case_lock_release (lock);
}

static void
rc_case_finalize (GObject *object)
{
  RcCase *self = RC_CASE (object);

  rc_case_close (self, NULL);
  g_clear_pointer (&self->lock, rc_case_lock_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->holder, g_free);
  g_clear_pointer (&self->obstacle, g_free);

  G_OBJECT_CLASS (rc_case_parent_class)->finalize (object);
}

static void
rc_case_class_init (RcCaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rc_case_finalize;
}

static void
rc_case_init (RcCase *self)
{
}

static RcCase *
new_with_lock (const char *path,
               RcCaseLock *lock)
{
  RcCase *self = g_object_new (RC_TYPE_CASE, NULL);

  self->path = g_filename_display_name (path);
  self->lock = lock;
  return self;
}

static gboolean
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean done;

  if (fd < 0)
    return FALSE;
  done = fsync (fd) == 0;
  close (fd);
  return done;
}

static gboolean
insert_holder (RcDatabase  *database,
               GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "INSERT OR REPLACE INTO holder VALUES (1, ?, ?, ?, ?)", error);
  g_autofree char *user = g_utf8_make_valid (g_get_user_name (), -1);
  g_autofree char *host = g_utf8_make_valid (g_get_host_name (), -1);

  if (statement == NULL)
    return FALSE;

  rc_database_bind_text (statement, 1, user);
  rc_database_bind_text (statement, 2, host);
  sqlite3_bind_int64 (statement, 3, getpid ());
  sqlite3_bind_int64 (statement, 4, g_get_real_time ());
  return rc_database_run (database, statement, error);
}

static gboolean
start_wal (RcDatabase  *database,
           GError     **error)
{
  sqlite3_stmt *statement;
  gboolean row;
  gboolean is_wal;

  if (!rc_database_exec (database, WRITER_CACHE "; " WRITER_CHECKPOINT, error))
    return FALSE;

  statement = rc_database_prepare (database, "PRAGMA journal_mode = WAL", error);
  if (statement == NULL || !rc_database_step (database, statement, &row, error))
    return FALSE;
  is_wal = row && g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "wal") == 0;
  sqlite3_reset (statement);
  if (!is_wal)
    {
      g_set_error_literal (error, RC_CASE_ERROR, RC_CASE_ERROR_SYSTEM, "the file system does not allow a shared journal");
      return FALSE;
    }

  return rc_database_exec (database, "PRAGMA synchronous = NORMAL", error);
}

/* With the write lock taken. */
static gboolean
start_writing (RcCase  *self,
               GError **error)
{
  g_autoptr (RcDatabase) database = open_database (self->lock, SQLITE_OPEN_READWRITE, error);

  if (database == NULL ||
      !rc_case_schema_migrate (database, self->path, NULL, 0, RC_CASE_SCHEMA_VERSION, error) ||
      !rc_case_schema_check (database, self->path, error) ||
      !start_wal (database, error) ||
      !insert_holder (database, error) ||
      !rc_case_schema_remove_unpublished (database, error))
    return FALSE;

  self->database = g_steal_pointer (&database);
  self->is_writable = TRUE;
  return TRUE;
}

static char *
dup_printable (sqlite3_stmt *statement,
               int           column)
{
  g_autofree char *text = rc_database_column_dup (statement, column);
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = text == NULL ? "" : text; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (out, g_unichar_isprint (g_utf8_get_char (p)) ? g_utf8_get_char (p) : 0xfffd);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
describe_holder (RcCase *self)
{
  sqlite3_stmt *statement = rc_database_prepare (self->database, "SELECT user, host, process, since_us FROM holder", NULL);
  g_autoptr (GDateTime) since = NULL;
  g_autofree char *since_text = NULL;
  g_autofree char *user = NULL;
  g_autofree char *host = NULL;
  char *sentence;
  gboolean row;

  if (statement == NULL || !rc_database_step (self->database, statement, &row, NULL) || !row)
    return g_strdup_printf ("%s is open for writing in another process.", self->path);

  user = dup_printable (statement, 0);
  host = dup_printable (statement, 1);
  since = g_date_time_new_from_unix_utc (sqlite3_column_int64 (statement, 3) / G_USEC_PER_SEC);
  since_text = since == NULL ? g_strdup ("an unknown time") : g_date_time_format (since, "%Y-%m-%dT%H:%M:%SZ");
  sentence = g_strdup_printf ("%s is open for writing by %s on %s (process %" G_GINT64_FORMAT ") since %s.", self->path,
                              user, host, (gint64) sqlite3_column_int64 (statement, 2), since_text);
  sqlite3_reset (statement);
  return sentence;
}

static gboolean
set_not_closed_error (RcCase        *self,
                      const GError  *reason,
                      GError       **error)
{
  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_SYSTEM,
               "%s was not closed, and nothing may be written where it lies: copy it, together with %s-wal if that is "
               "there, to a place that may be written, and open it there (%s)", self->path, self->path, reason->message);
  return FALSE;
}

static gboolean
start_reading (RcCase  *self,
               GError **error)
{
  g_autoptr (RcDatabase) database = NULL;
  g_autoptr (GError) reason = NULL;
  RcCaseHeader header;
  gint64 version;

  tidy_if_last (self->lock);
  if (!rc_case_header_read (rc_case_lock_get_fd (self->lock), self->path, &header, error))
    return FALSE;

  database = open_database (self->lock, SQLITE_OPEN_READONLY, error);
  if (database == NULL || !rc_database_exec (database, "PRAGMA query_only = ON", error))
    return FALSE;
  if (!rc_database_get_integer (database, "SELECT count(*) FROM sqlite_schema", &version, &reason))
    {
      if (header.is_wal && !g_error_matches (reason, RC_DATABASE_ERROR, RC_DATABASE_ERROR_CORRUPT))
        return set_not_closed_error (self, reason, error);
      g_clear_error (&reason);
    }
  if (!rc_case_schema_check (database, self->path, error))
    return FALSE;

  self->database = g_steal_pointer (&database);
  return TRUE;
}

static gboolean
refuse_older (RcCase              *self,
              const RcCaseHeader  *header,
              GError             **error)
{
  if (self->is_writable || header->version == RC_CASE_SCHEMA_VERSION)
    return TRUE;

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_READ_ONLY,
               "%s was written by an older Recount: expected version %d, found version %" G_GINT64_FORMAT
               ", and to bring it forward it must be opened for writing", self->path, RC_CASE_SCHEMA_VERSION,
               header->version);
  return FALSE;
}

static gboolean
start (RcCase    *self,
       gboolean   for_writing,
       GError   **error)
{
  RcCaseLockAnswer answer = RC_CASE_LOCK_NOT_ALLOWED;
  RcCaseHeader header;

  if (!rc_case_header_read (rc_case_lock_get_fd (self->lock), self->path, &header, error))
    return FALSE;

  if (for_writing)
    answer = rc_case_lock_take (self->lock);
  if (answer == RC_CASE_LOCK_TAKEN)
    {
      if (start_writing (self, error))
        return TRUE;
      rc_case_lock_release (self->lock);
      return FALSE;
    }

  if (!refuse_older (self, &header, error) || !start_reading (self, error))
    return FALSE;
  self->obstacle = g_strdup (for_writing ? rc_case_lock_peek_obstacle (self->lock) : "it was opened for reading");
  if (answer == RC_CASE_LOCK_HERE)
    self->holder = g_strdup_printf ("%s is open for writing in this program already.", self->path);
  else if (rc_case_lock_is_held (self->lock))
    self->holder = describe_holder (self);
  return TRUE;
}

static gboolean
insert_description (RcCase                   *self,
                    const RcCaseDescription  *description,
                    GError                  **error)
{
  g_autofree char *id = g_uuid_string_random ();
  const struct
  {
    const char *key;
    const char *value;
  } settings[] = {
    { "case.id", id },
    { "case.title", description->title },
    { "case.type", rc_case_type_to_name (description->type) },
    { "case.organisation", description->organisation },
    { "case.unsigned", description->is_unsigned ? "1" : NULL },
    { "auditor.name", description->auditor },
  };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    if (settings[i].value != NULL && !rc_case_set_setting (self, settings[i].key, settings[i].value, error))
      return FALSE;

  return TRUE;
}

static gboolean
write_first_pages (RcCase                   *self,
                   const RcCaseDescription  *description,
                   GError                  **error)
{
  g_autofree char *page_size = g_strdup_printf ("PRAGMA page_size = %u", RC_CASE_PAGE_BYTES);
  int reserved = RC_CASE_RESERVED_BYTES;

  self->database = open_database (self->lock, SQLITE_OPEN_READWRITE, error);
  if (self->database == NULL)
    return FALSE;

  self->is_writable = TRUE;
  sqlite3_file_control (rc_database_peek (self->database), "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
  return rc_database_exec (self->database, page_size, error) &&
         rc_case_begin (self, error) &&
         rc_case_schema_create (self->database, error) &&
         insert_description (self, description, error) &&
         rc_case_commit (self, error);
}

static void
remove_created (RcCase *self)
{
  static const char *const endings[] = { "-journal", "-wal", "-shm", "" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (rc_case_lock_peek_path (self->lock), endings[i], NULL);

      unlink (path);
    }
}

/**
 * rc_case_create:
 * @path: where nothing is yet; the file will be readable and writable for its owner alone
 * @description: what the case is about
 *
 * Makes a case and opens it for writing. Where that fails, nothing is left behind.
 *
 * Returns: (transfer full) (nullable): %NULL with @error set
 */
RcCase *
rc_case_create (const char               *path,
                const RcCaseDescription  *description,
                GError                  **error)
{
  g_autoptr (RcCase) self = NULL;
  RcCaseLock *lock = rc_case_lock_open (path, TRUE, error);

  if (lock == NULL)
    return NULL;

  self = new_with_lock (path, lock);
  if (rc_case_lock_take (lock) != RC_CASE_LOCK_TAKEN)
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_SYSTEM, "%s cannot be made: %s", self->path,
                   rc_case_lock_peek_obstacle (lock) != NULL ? rc_case_lock_peek_obstacle (lock)
                                                             : "another process took it at once");
      remove_created (self);
      return NULL;
    }

  if (write_first_pages (self, description, error))
    {
      g_clear_pointer (&self->database, rc_database_free);
      sync_folder (rc_case_lock_peek_path (lock));
      if (start_writing (self, error))
        return g_steal_pointer (&self);
    }

  self->is_writable = FALSE;
  g_clear_pointer (&self->database, rc_database_free);
  remove_created (self);
  rc_case_lock_release (lock);
  return NULL;
}

/**
 * rc_case_open:
 * @path: of a case
 * @for_writing: whether to try
 *
 * Opens for writing where it can, else for reading; rc_case_is_writable() and rc_case_peek_holder() tell which and why.
 * What a broken-off import left is removed on the way.
 *
 * Returns: (transfer full) (nullable): %NULL with @error set; in the domain %RC_CASE_ERROR where the file is at fault
 */
RcCase *
rc_case_open (const char  *path,
              gboolean     for_writing,
              GError     **error)
{
  g_autoptr (RcCase) self = NULL;
  RcCaseLock *lock = rc_case_lock_open (path, FALSE, error);

  if (lock == NULL)
    return NULL;

  self = new_with_lock (path, lock);
  return start (self, for_writing, error) ? g_steal_pointer (&self) : NULL;
}

static gboolean
end_writing (RcCase  *self,
             GError **error)
{
  rc_case_rollback (self);
  if (!rc_database_exec (self->database, "DELETE FROM holder", error))
    return FALSE;
  if (put_journal_back (rc_database_peek (self->database)))
    return TRUE;
  if ((sqlite3_errcode (rc_database_peek (self->database)) & 0xff) == SQLITE_BUSY)
    return TRUE;

  rc_database_set_error (self->database, "closing", error);
  return FALSE;
}

/**
 * rc_case_close:
 *
 * Ends all work on the file. A transaction that is still open is rolled back. While readers of this case are open, the
 * journal stays beside the file; the last of them puts it back.
 *
 * Returns: %FALSE with @error where the journal could not be put back: what was committed is safe in the file and its
 *   WAL together, and the next opening mends it
 */
gboolean
rc_case_close (RcCase  *self,
               GError **error)
{
  gboolean done = TRUE;

  g_return_val_if_fail (RC_IS_CASE (self), FALSE);

  if (self->database == NULL)
    return TRUE;

  if (self->is_writable)
    done = end_writing (self, error);
  g_clear_pointer (&self->database, rc_database_free);
  if (self->is_writable)
    {
      rc_case_lock_release (self->lock);
      /* A reader may have gone between the attempt above and the release. */
      rc_case_lock_add_connection (self->lock);
      connection_closed (rc_case_lock_ref (self->lock));
    }
  self->is_writable = FALSE;
  return done;
}

/**
 * rc_case_get_database:
 *
 * Returns: (transfer none) (nullable): the case's connection; %NULL once closed
 */
RcDatabase *
rc_case_get_database (RcCase *self)
{
  return self->database;
}

/**
 * rc_case_open_reader:
 *
 * A further connection that only reads, for one worker thread; may be called in that thread. It sees what is committed. It may
 * outlive the case object.
 *
 * Returns: (transfer full) (nullable): %NULL with @error set
 */
RcDatabase *
rc_case_open_reader (RcCase  *self,
                     GError **error)
{
  g_autoptr (RcDatabase) database = open_database (self->lock, SQLITE_OPEN_READONLY, error);

  if (database == NULL || !rc_database_exec (database, "PRAGMA query_only = ON", error))
    return NULL;
  return g_steal_pointer (&database);
}

const char *
rc_case_peek_path (RcCase *self)
{
  return self->path;
}

gboolean
rc_case_is_writable (RcCase *self)
{
  return self->is_writable;
}

const char *
rc_case_peek_holder (RcCase *self)
{
  return self->holder;
}

/**
 * rc_case_owns_file:
 * @status: of some file
 *
 * Whether @status is the case itself or what stands beside it while it is open. Nobody else may open those files: closing
 * any descriptor of them would drop the locks of SQLite in this process.
 */
gboolean
rc_case_owns_file (RcCase            *self,
                   const struct stat *status)
{
  static const char *const endings[] = { "-wal", "-shm", "-journal" };

  if (rc_case_lock_is_same_file (self->lock, status))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (rc_case_lock_peek_path (self->lock), endings[i], NULL);
      struct stat beside;

      if (stat (path, &beside) == 0 && beside.st_dev == status->st_dev && beside.st_ino == status->st_ino)
        return TRUE;
    }

  return FALSE;
}

/**
 * rc_case_require_writable:
 *
 * Returns: %FALSE with %RC_CASE_ERROR_READ_ONLY and one sentence on why
 */
gboolean
rc_case_require_writable (RcCase  *self,
                          GError **error)
{
  if (self->is_writable)
    return TRUE;

  if (self->holder != NULL)
    g_set_error_literal (error, RC_CASE_ERROR, RC_CASE_ERROR_READ_ONLY, self->holder);
  else
    g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_READ_ONLY, "%s is open for reading only: %s", self->path,
                 self->obstacle != NULL ? self->obstacle : "it was closed");
  return FALSE;
}

/**
 * rc_case_dup_setting:
 *
 * Returns: (transfer full) (nullable): %NULL where it is not set
 */
char *
rc_case_dup_setting (RcCase     *self,
                     const char *key)
{
  sqlite3_stmt *statement = rc_database_prepare (self->database, "SELECT value FROM setting WHERE key = ?", NULL);
  char *value = NULL;
  gboolean row;

  if (statement == NULL)
    return NULL;
  rc_database_bind_text (statement, 1, key);
  if (rc_database_step (self->database, statement, &row, NULL) && row)
    {
      value = rc_database_column_dup (statement, 0);
      sqlite3_reset (statement);
    }
  return value;
}

/**
 * rc_case_set_setting:
 * @value: (nullable): %NULL removes it
 */
gboolean
rc_case_set_setting (RcCase      *self,
                     const char  *key,
                     const char  *value,
                     GError     **error)
{
  sqlite3_stmt *statement;

  if (!rc_case_require_writable (self, error))
    return FALSE;

  statement = rc_database_prepare (self->database,
                                   value != NULL ? "INSERT OR REPLACE INTO setting VALUES (?1, ?2)"
                                                 : "DELETE FROM setting WHERE key = ?1", error);
  if (statement == NULL)
    return FALSE;
  rc_database_bind_text (statement, 1, key);
  if (value != NULL)
    rc_database_bind_text (statement, 2, value);
  return rc_database_run (self->database, statement, error);
}

/**
 * rc_case_get_mark:
 * @item: of the table `published`
 *
 * Returns: the highest id (for "stream" the length) that a finished import left; 0 where there is none
 */
gint64
rc_case_get_mark (RcCase     *self,
                  const char *item)
{
  sqlite3_stmt *statement = rc_database_prepare (self->database, "SELECT mark FROM published WHERE item = ?", NULL);
  gint64 mark = 0;
  gboolean row;

  if (statement == NULL)
    return 0;
  rc_database_bind_text (statement, 1, item);
  if (rc_database_step (self->database, statement, &row, NULL) && row)
    {
      mark = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return mark;
}

/**
 * rc_case_set_mark:
 * @item: of the table `published`
 *
 * Belongs into the transaction that publishes: rows above the mark are removed by the next opening for writing.
 */
gboolean
rc_case_set_mark (RcCase      *self,
                  const char  *item,
                  gint64       mark,
                  GError     **error)
{
  sqlite3_stmt *statement;

  if (!rc_case_require_writable (self, error))
    return FALSE;

  statement = rc_database_prepare (self->database, "INSERT OR REPLACE INTO published VALUES (?, ?)", error);
  if (statement == NULL)
    return FALSE;
  rc_database_bind_text (statement, 1, item);
  sqlite3_bind_int64 (statement, 2, mark);
  return rc_database_run (self->database, statement, error);
}

gboolean
rc_case_begin (RcCase  *self,
               GError **error)
{
  return rc_case_require_writable (self, error) && rc_database_exec (self->database, "BEGIN IMMEDIATE", error);
}

/**
 * rc_case_commit:
 *
 * Returns: %FALSE with @error set; nothing of the transaction is left then
 */
gboolean
rc_case_commit (RcCase  *self,
                GError **error)
{
  if (rc_database_exec (self->database, "COMMIT", error))
    return TRUE;

  rc_case_rollback (self);
  return FALSE;
}

/**
 * rc_case_rollback:
 *
 * Forgets the transaction. Does nothing where there is none, since SQLite itself ends one when the disk is full.
 */
void
rc_case_rollback (RcCase *self)
{
  if (self->database != NULL && !sqlite3_get_autocommit (rc_database_peek (self->database)))
    sqlite3_exec (rc_database_peek (self->database), "ROLLBACK", NULL, NULL, NULL);
}
