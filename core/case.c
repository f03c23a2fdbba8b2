/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case.h"
#include "case-connection.h"
#include "case-header.h"
#include "case-holder.h"
#include "case-lock.h"
#include "case-schema.h"
#include "custody.h"
#include "file-place.h"
#include "json-writer.h"
#include "mask.h"
#include "rest/protect.h"

#include <unistd.h>

/*
 * One engagement is one file; case-connection.h says what stands beside it and when.
 *
 * Full disks: a program that uses this must ignore SIGXFSZ, or a limit on the size of files kills it.
 */

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
set_not_closed_error (RcCase        *self,
                      const GError  *reason,
                      GError       **error)
{
  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_SYSTEM,
               "%s was not closed, and nothing may be written where it lies: copy it, together with %s-wal if that is "
               "there, to a place that may be written, and open it there (%s)", self->path, self->path, reason->message);
  return FALSE;
}

static void
stop (RcCase *self)
{
  g_clear_pointer (&self->database, rc_database_free);
  if (self->is_writable)
    {
      rc_case_lock_release (self->lock);
      /* Readers may have gone while the lock was held. */
      rc_case_connection_tidy (self->lock);
    }
  self->is_writable = FALSE;
}

/* Within a WAL, so that the custody log can look at the case as it was. */
static gboolean
bring_forward (RcCase                 *self,
               const RcCaseMigration  *steps,
               gsize                   n_steps,
               gint64                  version,
               GError                **error)
{
  g_autofree char *detail = g_strdup_printf ("{\"from\":%" G_GINT64_FORMAT ",\"to\":%d}", version, RC_CASE_SCHEMA_VERSION);
  gboolean made_key;

  if (!rc_case_begin (self, error))
    return FALSE;
  if (rc_case_schema_migrate (self->database, self->path, steps, n_steps, RC_CASE_SCHEMA_VERSION, error) &&
      rc_case_schema_check (self->database, self->path, error) &&
      rc_mask_make_key (self, NULL, &made_key, error) &&
      rc_custody_append (self, "migrate", detail, error))
    return rc_case_commit (self, error);

  rc_case_rollback (self);
  return FALSE;
}

/* A case of this version that was made before there were keys gets one, which is an act of its own. */
static gboolean
ensure_key (RcCase  *self,
            GError **error)
{
  g_autofree char *key = rc_case_dup_setting (self, RC_MASK_KEY_SETTING);
  gboolean made;

  if (key != NULL)
    return TRUE;
  if (!rc_case_begin (self, error))
    return FALSE;
  if (rc_mask_make_key (self, NULL, &made, error) && rc_custody_append (self, "pseudonym-key", NULL, error))
    return rc_case_commit (self, error);

  rc_case_rollback (self);
  return FALSE;
}

static gboolean
prepare_writing (RcCase                 *self,
                 const RcCaseMigration  *steps,
                 gsize                   n_steps,
                 GError                **error)
{
  gint64 version;

  if (!rc_database_get_integer (self->database, "PRAGMA user_version", &version, error) ||
      !rc_case_header_check_version (self->path, version, error))
    return FALSE;

  /* A case that is not what it should be is left as it is found. */
  if (version == RC_CASE_SCHEMA_VERSION && !rc_case_schema_check (self->database, self->path, error))
    return FALSE;
  return rc_case_connection_start_wal (self->database, self->path, error) &&
         (version == RC_CASE_SCHEMA_VERSION || bring_forward (self, steps, n_steps, version, error)) &&
         rc_case_holder_write (self->database, error) &&
         rc_case_schema_remove_unpublished (self->database, error) &&
         ensure_key (self, error);
}

/* With the write lock taken, which is released where this fails. */
static gboolean
start_writing (RcCase                 *self,
               const RcCaseMigration  *steps,
               gsize                   n_steps,
               GError                **error)
{
  self->is_writable = TRUE;
  self->database = rc_case_connection_open (self->lock, SQLITE_OPEN_READWRITE, error);
  if (self->database != NULL && prepare_writing (self, steps, n_steps, error))
    return TRUE;

  stop (self);
  return FALSE;
}

static gboolean
start_reading (RcCase                 *self,
               const RcCaseMigration  *steps,
               gsize                   n_steps,
               GError                **error)
{
  g_autoptr (GError) reason = NULL;
  gboolean readable = FALSE;
  gint64 version;

  rc_case_connection_tidy (self->lock);
  self->database = rc_case_connection_open (self->lock, SQLITE_OPEN_READONLY, error);
  if (self->database == NULL)
    return FALSE;

  if (!rc_database_get_integer (self->database, "PRAGMA user_version", &version, &reason))
    {
      if (rc_case_connection_is_untidy (self->lock) &&
          !g_error_matches (reason, RC_DATABASE_ERROR, RC_DATABASE_ERROR_CORRUPT))
        return set_not_closed_error (self, reason, error);
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (!rc_case_header_check_version (self->path, version, error))
    return FALSE;
  if (version == RC_CASE_SCHEMA_VERSION)
    return rc_case_schema_check (self->database, self->path, error);
  if (!rc_case_schema_check_older (self->database, self->path, steps, n_steps, version, &readable, error))
    return FALSE;
  if (readable)
    return rc_case_schema_adapt (self->database, steps, n_steps, error);

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_READ_ONLY,
               "%s was written by an older Recount: expected version %d, found version %" G_GINT64_FORMAT
               ", and to bring it forward it must be opened for writing", self->path, RC_CASE_SCHEMA_VERSION, version);
  return FALSE;
}

static gboolean
start (RcCase                 *self,
       gboolean                for_writing,
       const RcCaseMigration  *steps,
       gsize                   n_steps,
       GError                **error)
{
  RcCaseLockAnswer answer = RC_CASE_LOCK_NOT_ALLOWED;
  RcCaseHeader header;

  if (!rc_case_connection_open_keys (self->lock, self->path, error) ||
      !rc_case_header_read (rc_case_lock_get_fd (self->lock), self->path, rc_case_lock_peek_keys (self->lock), &header, error))
    return FALSE;

  if (for_writing)
    answer = rc_case_lock_take (self->lock);
  if (answer == RC_CASE_LOCK_TAKEN)
    return start_writing (self, steps, n_steps, error);

  if (!start_reading (self, steps, n_steps, error))
    return FALSE;
  self->obstacle = g_strdup (for_writing ? rc_case_lock_peek_obstacle (self->lock) : "it was opened for reading");
  if (answer == RC_CASE_LOCK_HERE)
    self->holder = g_strdup_printf ("%s is open for writing in this program already.", self->path);
  else if (rc_case_lock_is_held (self->lock))
    self->holder = rc_case_holder_describe (self->database, self->path);
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

/* The first entry of the custody log. */
static gboolean
append_making (RcCase                   *self,
               const RcCaseDescription  *description,
               GError                  **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "title", description->title);
  rc_json_writer_member_string (writer, "type", rc_case_type_to_name (description->type));
  if (description->auditor != NULL)
    rc_json_writer_member_string (writer, "auditor", description->auditor);
  if (description->organisation != NULL)
    rc_json_writer_member_string (writer, "organisation", description->organisation);
  rc_json_writer_member_string (writer, "program", "recount " PACKAGE_VERSION);
  rc_json_writer_member_boolean (writer, "unsigned", description->is_unsigned);
  rc_json_writer_end_object (writer);
  return rc_custody_append (self, "new", rc_json_writer_peek (writer), error);
}

static gboolean
write_first_pages (
RcCase                   *self,
                   const RcCaseDescription  *description,
                   GError                  **error)
{
  g_autofree char *page_size = g_strdup_printf ("PRAGMA page_size = %u", RC_CASE_PAGE_BYTES);
  int reserved = RC_CASE_RESERVED_BYTES;
  gboolean made_key;

  self->database = rc_case_connection_open (self->lock, SQLITE_OPEN_READWRITE, error);
  if (self->database == NULL)
    return FALSE;

  self->is_writable = TRUE;
  sqlite3_file_control (rc_database_peek (self->database), "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
  return rc_database_exec (self->database, page_size, error) &&
         rc_case_begin (self, error) &&
         rc_case_schema_create (self->database, error) &&
         insert_description (self, description, error) &&
         rc_mask_make_key (self, description->pseudonym_key, &made_key, error) &&
         append_making (self, description, error) &&
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
 * rc_case_create_protected:
 * @keys: (nullable): of a case that is protected from its first page on
 *
 * As rc_case_create().
 */
RcCase *
rc_case_create_protected (const char               *path,
                          const RcCaseDescription  *description,
                          RcCaseKeys               *keys,
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

  if ((keys == NULL || rc_protect_begin_file (lock, keys, error)) && write_first_pages (self, description, error))
    {
      g_clear_pointer (&self->database, rc_database_free);
      rc_file_sync_folder (rc_case_lock_peek_path (lock));
      if (start_writing (self, NULL, 0, error))
        return g_steal_pointer (&self);
    }

  self->is_writable = FALSE;
  g_clear_pointer (&self->database, rc_database_free);
  remove_created (self);
  rc_case_lock_release (lock);
  return NULL;
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
  return rc_case_create_protected (path, description, NULL, error);
}

RcCaseLock *
rc_case_peek_lock (RcCase *self)
{
  return self->lock;
}

/* As rc_case_open(), with the steps that bring a case of an older version forward. */
RcCase *
rc_case_open_migrating (const char             *path,
                        gboolean                for_writing,
                        const RcCaseMigration  *steps,
                        gsize                   n_steps,
                        GError                **error)
{
  g_autoptr (RcCase) self = NULL;
  RcCaseLock *lock = rc_case_lock_open (path, FALSE, error);

  if (lock == NULL)
    return NULL;

  self = new_with_lock (path, lock);
  return start (self, for_writing, steps, n_steps, error) ? g_steal_pointer (&self) : NULL;
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
  gsize n_steps;
  const RcCaseMigration *steps = rc_case_schema_migrations (&n_steps);

  return rc_case_open_migrating (path, for_writing, steps, n_steps, error);
}

static gboolean
end_writing (RcCase  *self,
             GError **error)
{
  rc_case_rollback (self);
  return rc_case_holder_clear (self->database, error) &&
         rc_case_connection_put_journal_back (self->database, error);
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
  stop (self);
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
  g_autoptr (RcDatabase) reader = rc_case_connection_open (self->lock, SQLITE_OPEN_READONLY, error);
  gsize n_steps;
  const RcCaseMigration *steps = rc_case_schema_migrations (&n_steps);

  /* The case is of an older version where it is only read, and while it is brought forward. */
  return reader != NULL && rc_case_schema_adapt (reader, steps, n_steps, error) ? g_steal_pointer (&reader) : NULL;
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
