/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/life/case-copy.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "core/case-holder.h"
#include "core/case-schema.h"
#include "core/custody.h"
#include "core/custody-tables.h"
#include "core/file-place.h"
#include "core/life/unnamed-copy.h"
#include "core/rest/protect.h"
#include "core/rest/protected-vfs.h"
#include "core/words.h"

#define STEP_PAGES 256
#define INTERRUPT_STEPS 10000
#define HASH_BYTES (1u << 20)

/* Shares of the work: copying, comparing, and the digest of the file. */
#define COPIED 0.4
#define COMPARED 0.8

struct _RcCaseCopy
{
  char    *path;         /* where it is to stand */
  char    *temporary;    /* (nullable): where it is until then */
  int      lock_fd;      /* -1: none; as long as it is open, nobody takes the file for what a crash left */
  RcCaseKeys *keys;      /* (nullable): where it is protected, as the case is */
  RcDigest sha256;
  guint64  bytes;
  gint64   entries;
  RcDigest head;
};

void
rc_case_copy_free (RcCaseCopy *self)
{
  if (self == NULL)
    return;

  if (self->temporary != NULL)
    (void) unlink (self->temporary);
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  g_clear_pointer (&self->keys, rc_case_keys_unref);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}

static gboolean
refuse_copy (GError     **error,
             const char  *what)
{
  g_set_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_COPY, _("The copy is not what the case is: %s. Nothing was kept of it."), what);
  return FALSE;
}

/* --- The two ends --- */

/* Nobody else knows this file, so that it needs no index of a WAL in shared memory, and nothing of it has to outlive a crash. */
static RcDatabase *
open_target (RcCaseCopy  *self,
             GError     **error)
{
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW;
  sqlite3 *connection = NULL;
  g_autoptr (RcDatabase) database = NULL;
  int result = self->keys != NULL ? rc_protected_vfs_open (self->temporary, self->keys, flags, &connection)
                                  : sqlite3_open_v2 (self->temporary, &connection, flags, NULL);

  if (result != SQLITE_OK)
    {
      g_set_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_FILE, "%s: %s", self->path, sqlite3_errmsg (connection));
      sqlite3_close (connection);
      return NULL;
    }

  database = rc_database_new (connection);
  return rc_database_exec (database, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF", error) ? g_steal_pointer (&database) : NULL;
}

/* --- Copying --- */

/* The file has another name by now than the one that was asked for. */
static gboolean
tell_copying (RcCaseCopy  *self,
              RcDatabase  *target,
              GError     **error)
{
  g_autoptr (GError) reason = NULL;

  rc_database_set_error (target, "copying the case", &reason);
  if (g_error_matches (reason, RC_DATABASE_ERROR, RC_DATABASE_ERROR_FULL))
    return rc_life_refuse_file (self->path, ENOSPC, error);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* FALSE: cancelled. What else went wrong is known once the copying is ended. */
static gboolean
step_to_the_end (sqlite3_backup    *backup,
                 const RcLifeWork  *work,
                 gboolean          *out_complete,
                 GError           **error)
{
  int result;

  do
    {
      int total;

      if (rc_life_is_cancelled (work, error))
        return FALSE;
      result = sqlite3_backup_step (backup, STEP_PAGES);
      total = sqlite3_backup_pagecount (backup);
      if (total > 0)
        rc_life_tell (work, COPIED * (total - sqlite3_backup_remaining (backup)) / total);
    }
  while (result == SQLITE_OK);

  *out_complete = result == SQLITE_DONE;
  return TRUE;
}

static gboolean
copy_pages (RcCaseCopy        *self,
            RcDatabase        *from,
            RcDatabase        *target,
            const RcLifeWork  *work,
            GError           **error)
{
  sqlite3_backup *backup;
  gboolean is_complete = FALSE;
  gboolean done;

  if (!rc_database_exec (target, "PRAGMA journal_mode = MEMORY", error))
    return FALSE;
  backup = sqlite3_backup_init (rc_database_peek (target), "main", rc_database_peek (from), "main");
  if (backup == NULL)
    return tell_copying (self, target, error);

  done = step_to_the_end (backup, work, &is_complete, error);
  if (sqlite3_backup_finish (backup) != SQLITE_OK && done)
    return tell_copying (self, target, error);
  if (done && !is_complete)
    return refuse_copy (error, _("pages of it were locked"));
  return done;
}

/* --- Comparing --- */

static GPtrArray *
list_tables (RcDatabase  *database,
             GError     **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY name", error);
  gboolean row;

  if (statement == NULL)
    return NULL;

  for (;;)
    {
      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&names);
      g_ptr_array_add (names, rc_database_column_dup (statement, 0));
    }
}

static int
is_interrupted (gpointer data)
{
  const RcLifeWork *work = data;

  return g_cancellable_is_cancelled (work->cancellable) ? 1 : 0;
}

static void
let_interrupt (RcDatabase       *database,
               const RcLifeWork *work)     /* (nullable): no more */
{
  sqlite3_progress_handler (rc_database_peek (database), work != NULL ? INTERRUPT_STEPS : 0, work != NULL ? is_interrupted : NULL,
                            (gpointer) work);
}

static gboolean
compare_tables (RcDatabase        *from,
                RcDatabase        *target,
                const RcLifeWork  *work,
                GError           **error)
{
  g_autoptr (GPtrArray) names = list_tables (from, error);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      RcDigest expected, found;

      if (!rc_database_hash_table (from, name, &expected, error) || !rc_database_hash_table (target, name, &found, error))
        return FALSE;
      if (!rc_digest_equal (&expected, &found))
        {
          g_autofree char *what = g_strdup_printf (_("the table “%s” differs"), name);

          return refuse_copy (error, what);
        }
      rc_life_tell (work, COPIED + (COMPARED - COPIED) * (i + 1) / names->len);
    }
  return names != NULL;
}

/* The tables alone do not show that what they are found by is whole. */
static gboolean
check_indexes (RcDatabase  *target,
               GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (target, "PRAGMA integrity_check (1)", error);
  g_autofree char *found = NULL;
  gboolean row = FALSE;

  if (statement == NULL || !rc_database_step (target, statement, &row, error))
    return FALSE;
  found = row ? rc_database_column_dup (statement, 0) : NULL;
  sqlite3_reset (statement);
  return g_strcmp0 (found, "ok") == 0 || refuse_copy (error, found != NULL ? found : _("it cannot be checked"));
}

/* SQLite tells of an interruption in its own words. */
static gboolean
compare (RcDatabase        *from,
         RcDatabase        *target,
         const RcLifeWork  *work,
         GError           **error)
{
  g_autoptr (GError) reason = NULL;
  gboolean same;

  let_interrupt (from, work);
  let_interrupt (target, work);
  same = compare_tables (from, target, work, &reason) && check_indexes (target, &reason);
  let_interrupt (from, NULL);
  let_interrupt (target, NULL);
  if (same || rc_life_is_cancelled (work, error))
    return same;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* --- Closing it --- */

/* What it took over from a case that is open: who writes it, and the rows of an import that did not end. One of an older version is left as it is
 * found: nothing of that kind is in a case that is only read. */
static gboolean
tidy (RcDatabase  *target,
      GError     **error)
{
  gint64 version;

  if (!rc_database_get_integer (target, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version == RC_CASE_SCHEMA_VERSION &&
      (!rc_case_holder_clear (target, error) || !rc_case_schema_remove_unpublished (target, error)))
    return FALSE;
  return rc_database_exec (target, "PRAGMA journal_mode = DELETE", error);
}

static gboolean
read_head (RcDatabase  *database,
           gint64      *out_entries,
           RcDigest    *out_head,
           GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id, hash FROM custody ORDER BY id DESC LIMIT 1", error);
  gboolean row = FALSE;

  *out_entries = 0;
  *out_head = (RcDigest) { { 0 } };
  if (statement == NULL || !rc_database_step (database, statement, &row, error))
    return FALSE;
  if (row)
    {
      *out_entries = sqlite3_column_int64 (statement, 0);
      rc_database_column_digest (statement, 1, out_head);
      sqlite3_reset (statement);
    }
  return TRUE;
}

static gboolean
tables_are_equal (const RcCustodyTables *a,
                  const RcCustodyTables *b)
{
  for (gsize i = 0; i < RC_CUSTODY_N_TABLES; i++)
    if (a->known[i] != b->known[i] || (a->known[i] && !rc_digest_equal (&a->digests[i], &b->digests[i])))
      return FALSE;
  return TRUE;
}

/* As anybody will open it. */
static gboolean
look_at_it (RcCaseCopy             *self,
            const RcCustodyTables  *expected,
            GError                **error)
{
  g_autoptr (RcCase) copy = rc_case_open (self->temporary, FALSE, error);
  RcCustodyTables found;
  gint64 entries;
  RcDigest head;

  if (copy == NULL || !read_head (rc_case_get_database (copy), &entries, &head, error) ||
      !rc_custody_tables_compute (rc_case_get_database (copy), NULL, NULL, &found, error))
    return FALSE;
  if (entries != self->entries || !rc_digest_equal (&head, &self->head))
    return refuse_copy (error, _("its custody log ends otherwise"));
  if (!tables_are_equal (&found, expected))
    return refuse_copy (error, _("a table that its custody log names differs"));
  return rc_case_close (copy, error);
}

static gboolean
digest_file (RcCaseCopy        *self,
             const RcLifeWork  *work,
             GError           **error)
{
  g_autofree guint8 *buffer = g_malloc (HASH_BYTES);
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  int fd = open (self->temporary, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  gboolean is_cancelled = FALSE;
  ssize_t got = -1;

  while (fd >= 0 && !is_cancelled && (got = read (fd, buffer, HASH_BYTES)) > 0)
    {
      rc_hasher_update (hasher, buffer, (gsize) got);
      self->bytes += (guint64) got;
      is_cancelled = rc_life_is_cancelled (work, error);
    }
  if (!is_cancelled && (got < 0 || fsync (fd) != 0))
    rc_life_refuse_file (self->path, errno, error);
  else if (!is_cancelled)
    {
      rc_hasher_finish (hasher, &self->sha256);
      close (fd);
      return TRUE;
    }
  if (fd >= 0)
    close (fd);
  return FALSE;
}

static gboolean
nothing_is_beside (RcCaseCopy  *self,
                   GError     **error)
{
  static const char * const endings[] = { "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *beside = g_strconcat (self->temporary, endings[i], NULL);

      if (g_file_test (beside, G_FILE_TEST_EXISTS))
        {
          (void) unlink (beside);
          return refuse_copy (error, _("it could not be closed"));
        }
    }
  return TRUE;
}

/* --- Together --- */

/* @from: within one view of the case. */
static gboolean
copy_view (RcCaseCopy        *self,
           RcDatabase        *from,
           const RcLifeWork  *work,
           GError           **error)
{
  g_autoptr (RcDatabase) target = NULL;
  RcCustodyTables expected;

  if (!read_head (from, &self->entries, &self->head, error) || !rc_custody_tables_compute (from, NULL, NULL, &expected, error))
    return FALSE;

  target = open_target (self, error);
  if (target == NULL || !copy_pages (self, from, target, work, error))
    return FALSE;

  /* Opened anew, so that what is compared is what a stranger to the copying reads. */
  g_clear_pointer (&target, rc_database_free);
  target = open_target (self, error);
  if (target == NULL || !compare (from, target, work, error) || !tidy (target, error))
    return FALSE;
  g_clear_pointer (&target, rc_database_free);
  return nothing_is_beside (self, error) && look_at_it (self, &expected, error) && nothing_is_beside (self, error) &&
         digest_file (self, work, error);
}

static void
remove_beside (const RcCaseCopy *self)
{
  static const char * const endings[] = { "-wal", "-shm", "-journal" };

  for (guint i = 0; self->temporary != NULL && i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *beside = g_strconcat (self->temporary, endings[i], NULL);

      (void) unlink (beside);
    }
}

/**
 * rc_case_copy_new:
 * @case_file: open for reading or writing; others may write it meanwhile
 * @path: where the copy is to stand
 * @work: (nullable): to be told how far it is, and to cancel
 *
 * The copy holds the case as it stood when the copying began: what is committed later is not in it. All that people entered is in it, private notes
 * too.
 *
 * Returns: (transfer full) (nullable): %NULL with @error set; nothing is left behind then
 */
RcCaseCopy *
rc_case_copy_new (RcCase            *case_file,
                  const char        *path,
                  const RcLifeWork  *work,
                  GError           **error)
{
  g_autoptr (RcCaseCopy) self = g_new0 (RcCaseCopy, 1);
  g_autoptr (RcDatabase) from = NULL;
  gboolean own, done;

  self->lock_fd = -1;
  self->path = g_strdup (path);
  if (g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    return rc_life_refuse_file (path, EEXIST, error), NULL;
  from = rc_case_open_reader (case_file, error);
  if (from == NULL || !rc_unnamed_copy_make (path, &self->temporary, &self->lock_fd, error) ||
      !rc_protect_begin_copy (case_file, self->temporary, &self->keys, error))
    return NULL;

  /* One view from the first page to the last comparison; a writer goes on beside it. */
  if (!rc_database_begin_reading (from, &own, error))
    return NULL;
  done = copy_view (self, from, work, error);
  rc_database_end_reading (from, own);
  if (!done)
    {
      remove_beside (self);
      return NULL;
    }
  rc_life_tell (work, 1.0);
  return g_steal_pointer (&self);
}

const char *
rc_case_copy_peek_path (const RcCaseCopy *self)
{
  return self->temporary != NULL ? self->temporary : self->path;
}

const RcDigest *
rc_case_copy_get_sha256 (const RcCaseCopy *self)
{
  return &self->sha256;
}

guint64
rc_case_copy_get_bytes (const RcCaseCopy *self)
{
  return self->bytes;
}

gint64
rc_case_copy_get_entries (const RcCaseCopy *self)
{
  return self->entries;
}

const RcDigest *
rc_case_copy_get_head (const RcCaseCopy *self)
{
  return &self->head;
}

gboolean
rc_case_copy_publish (RcCaseCopy  *self,
                      GError     **error)
{
  int fault = rc_file_move_new (self->temporary, self->path);

  if (fault != 0)
    return rc_life_refuse_file (self->path, fault, error);
  g_clear_pointer (&self->temporary, g_free);
  rc_file_sync_folder (self->path);
  return TRUE;
}

/**
 * rc_case_copy_take_change:
 * @work: (nullable): to be told how far it is, and to cancel
 *
 * Where the copy was changed before it gets its name, as a case that was opened and closed: what is told of it from now on is what it is since.
 */
gboolean
rc_case_copy_take_change (RcCaseCopy        *self,
                          const RcLifeWork  *work,
                          GError           **error)
{
  g_autoptr (RcCase) copy = rc_case_open (self->temporary, FALSE, error);

  if (copy == NULL || !read_head (rc_case_get_database (copy), &self->entries, &self->head, error) || !rc_case_close (copy, error))
    return FALSE;
  self->bytes = 0;
  return nothing_is_beside (self, error) && digest_file (self, work, error);
}

/**
 * rc_case_copy_publish_recorded:
 * @case_file: open for writing: what it is a copy of
 * @act: of the custody log of @case_file
 * @detail: what that says of the copy: a JSON object
 *
 * Gives the copy its name and says so in the log, or does neither.
 */
gboolean
rc_case_copy_publish_recorded (RcCaseCopy  *self,
                               RcCase      *case_file,
                               const char  *act,
                               const char  *detail,
                               GError     **error)
{
  if (!rc_case_begin (case_file, error))
    return FALSE;
  if (!rc_custody_append (case_file, act, detail, error) || !rc_case_copy_publish (self, error))
    {
      rc_case_rollback (case_file);
      return FALSE;
    }
  if (rc_case_commit (case_file, error))
    return TRUE;

  rc_case_copy_withdraw (self);
  return FALSE;
}

void
rc_case_copy_withdraw (RcCaseCopy *self)
{
  if (self->temporary != NULL)
    return;
  (void) unlink (self->path);
  rc_file_sync_folder (self->path);
}
