/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rest/protect.h"
#include "core/rest/file-rewrite.h"

#include "core/case-connection.h"
#include "core/custody.h"
#include "core/digest.h"
#include "core/json-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define BESIDE ".protecting"

static void
free_keys (gpointer keys)
{
  rc_case_keys_unref (keys);
}

static gboolean
set_system_error (const char  *path,
                  GError     **error)
{
  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_SYSTEM, "%s: %s", path, g_strerror (errno));
  return FALSE;
}

gboolean
rc_protect_begin_file (RcCaseLock  *lock,
                       RcCaseKeys  *keys,
                       GError     **error)
{
  guint8 header[RC_CASE_PAGE_BYTES];

  rc_case_keys_write_header (keys, header);
  if (!rc_file_rewrite_write_all (rc_case_lock_get_fd (lock), header, sizeof header, 0))
    return set_system_error (rc_case_lock_peek_path (lock), error);
  rc_case_lock_set_keys (lock, rc_case_keys_ref (keys), free_keys);
  return TRUE;
}

/* --- Entries of the custody log --- */

static const char *
kind_name (RcKeySlotKind kind)
{
  return kind == RC_KEY_SLOT_PASSPHRASE ? "passphrase" : "auditor";
}

static void
write_slots (RcJsonWriter *writer,
             RcCaseKeys   *keys)
{
  const RcKeySlot *slots = rc_case_keys_peek_slots (keys);

  rc_json_writer_name (writer, "slots");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < RC_KEY_SLOTS; i++)
    {
      g_autofree char *public_key = rc_bytes_dup_hex (slots[i].public_key, RC_KEY_BYTES);

      if (slots[i].kind == RC_KEY_SLOT_EMPTY)
        continue;
      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "slot", slots[i].number);
      rc_json_writer_member_string (writer, "kind", kind_name (slots[i].kind));
      rc_json_writer_member_string (writer, "label", slots[i].label);
      if (slots[i].kind == RC_KEY_SLOT_AUDITOR)
        rc_json_writer_member_string (writer, "public_key", public_key);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

/* @keys: (nullable): who can open it after the act */
static gboolean
append_entry (RcCase      *case_file,
              const char  *act,
              RcCaseKeys  *keys,
              const char  *reason,      /* (nullable) */
              GError     **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  if (reason != NULL)
    rc_json_writer_member_string (writer, "reason", reason);
  if (keys != NULL)
    write_slots (writer, keys);
  rc_json_writer_end_object (writer);

  if (!rc_case_begin (case_file, error))
    return FALSE;
  if (rc_custody_append (case_file, act, rc_json_writer_peek (writer), error))
    return rc_case_commit (case_file, error);
  rc_case_rollback (case_file);
  return FALSE;
}

/* --- Writing the whole file anew --- */

typedef struct
{
  const char   *path;           /* as given */
  RcCaseLock   *lock;
  RcDatabase   *connection;     /* keeps everybody else out */
  char         *beside;
  RcCaseLock   *beside_lock;
  gboolean      is_taken;
} Rewriting;

static void
remove_beside (const char *beside)
{
  static const char *const endings[] = { "-journal", "-wal", "-shm", "" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (beside, endings[i], NULL);

      unlink (path);
    }
}

static void
rewriting_clear (Rewriting *self)
{
  if (self->beside_lock != NULL)
    rc_case_lock_unref (self->beside_lock);
  if (self->beside != NULL)
    remove_beside (self->beside);
  g_free (self->beside);
  if (self->connection != NULL)
    rc_database_free (self->connection);
  if (self->lock != NULL)
    {
      if (self->is_taken)
        rc_case_lock_release (self->lock);
      rc_case_lock_unref (self->lock);
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rewriting, rewriting_clear)

/* Brings it forward and ends what broke off, so that the file is the whole case. */
static gboolean
make_whole (const char  *path,
            GError     **error)
{
  g_autoptr (RcCase) case_file = rc_case_open (path, TRUE, error);

  return case_file != NULL && rc_case_require_writable (case_file, error) && rc_case_close (case_file, error);
}

static gboolean
set_busy_error (Rewriting  *self,
                GError    **error)
{
  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_SYSTEM, "%s is open elsewhere: its protection changes only while nobody has it open",
               self->path);
  return FALSE;
}

static gboolean
keep_others_out (Rewriting  *self,
                 GError    **error)
{
  g_autoptr (GError) reason = NULL;

  if (rc_case_lock_take (self->lock) != RC_CASE_LOCK_TAKEN)
    return set_busy_error (self, error);
  self->is_taken = TRUE;
  if (rc_case_lock_count_connections (self->lock) > 0 || rc_case_connection_is_untidy (self->lock))
    return set_busy_error (self, error);

  self->connection = rc_case_connection_open (self->lock, SQLITE_OPEN_READWRITE, error);
  if (self->connection == NULL)
    return FALSE;
  if (rc_database_exec (self->connection, "BEGIN EXCLUSIVE", &reason))
    return TRUE;
  if (g_error_matches (reason, RC_DATABASE_ERROR, RC_DATABASE_ERROR_BUSY))
    return set_busy_error (self, error);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static gboolean
write_beside (Rewriting     *self,
              RcCaseKeys    *to_keys,
              GCancellable  *cancellable,
              GError       **error)
{
  int from = rc_case_lock_get_fd (self->lock);
  struct stat status;

  self->beside = g_strconcat (rc_case_lock_peek_path (self->lock), BESIDE, NULL);
  /* Whoever has the lock of the case is alone: such a file is what a crash left. */
  unlink (self->beside);
  self->beside_lock = rc_case_lock_open (self->beside, TRUE, error);
  if (self->beside_lock == NULL)
    return FALSE;
  if (fstat (from, &status) != 0 || fchmod (rc_case_lock_get_fd (self->beside_lock), status.st_mode & 0777) != 0)
    return set_system_error (self->path, error);
  if (!rc_file_rewrite_pages (from, rc_case_lock_peek_keys (self->lock), rc_case_lock_get_fd (self->beside_lock), to_keys, self->path,
                              cancellable, error))
    return FALSE;
  if (to_keys != NULL)
    rc_case_lock_set_keys (self->beside_lock, rc_case_keys_ref (to_keys), free_keys);
  return TRUE;
}

/* The entry stands in the new file alone, so that it is there where the act is done, and nowhere else. */
static gboolean
note_beside (Rewriting   *self,
             const char  *act,
             RcCaseKeys  *to_keys,
             const char  *reason,
             GError     **error)
{
  g_autoptr (RcCase) copy = rc_case_open (self->beside, TRUE, error);

  return copy != NULL && rc_case_require_writable (copy, error) && append_entry (copy, act, to_keys, reason, error) &&
         rc_case_close (copy, error);
}

static gboolean
put_in_place (Rewriting  *self,
              GError    **error)
{
  const char *path = rc_case_lock_peek_path (self->lock);
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  if (rename (self->beside, path) != 0)
    return set_system_error (self->path, error);
  g_clear_pointer (&self->beside, g_free);
  fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }
  return TRUE;
}

static gboolean
rewrite (Rewriting     *self,
         RcCaseKeys    *to_keys,
         const char    *act,
         const char    *reason,
         GCancellable  *cancellable,
         GError       **error)
{
  return keep_others_out (self, error) && write_beside (self, to_keys, cancellable, error) &&
         note_beside (self, act, to_keys, reason, error) && put_in_place (self, error);
}

static gboolean
rewriting_init (Rewriting   *self,
                const char  *path,
                gboolean     is_protected,
                GError     **error)
{
  self->path = path;
  self->lock = rc_case_lock_open (path, FALSE, error);
  /* The lock keeps what opens the case, so that it is asked for once. */
  if (self->lock == NULL || !rc_case_connection_open_keys (self->lock, path, error) || !make_whole (path, error))
    return FALSE;
  if ((rc_case_lock_peek_keys (self->lock) != NULL) == is_protected)
    return TRUE;

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_EXISTS, is_protected ? "%s is not protected" : "%s is protected already", path);
  return FALSE;
}

/**
 * rc_protect_remove_left:
 * @path: where the case lies, whose lock the caller has
 *
 * What a crash left of an act that broke off may be the whole case in clear: it is overwritten, as far as that reaches, and removed.
 *
 * Returns: %FALSE with @error where it is still there
 */
gboolean
rc_protect_remove_left (const char  *path,
                        GError     **error)
{
  g_autofree char *beside = g_strconcat (path, BESIDE, NULL);
  int fd = open (beside, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  gboolean done;

  if (fd < 0 && errno == ENOENT)
    {
      remove_beside (beside);
      return TRUE;
    }
  if (fd < 0)
    return set_system_error (beside, error);

  done = rc_file_rewrite_overwrite (fd, beside, error);
  close (fd);
  if (done)
    remove_beside (beside);
  return done;
}

/**
 * rc_protect_case:
 * @path: of a case in clear that nobody has open
 * @keys: who can open it from now on
 * @out_outcome: (out): what became of the file in clear
 *
 * Returns: %FALSE with @error, and the case as it was, unless the protected one is in its place and only the overwriting of the old file failed,
 *   which the message says
 */
gboolean
rc_protect_case (const char        *path,
                 RcCaseKeys        *keys,
                 GCancellable      *cancellable,
                 RcProtectOutcome  *out_outcome,
                 GError           **error)
{
  g_auto (Rewriting) rewriting = { 0 };
  struct stat status;
  int fd;

  g_return_val_if_fail (rc_case_keys_count (keys) > 0, FALSE);

  if (!rewriting_init (&rewriting, path, FALSE, error) || !rewrite (&rewriting, keys, "protect", NULL, cancellable, error))
    return FALSE;

  fd = rc_case_lock_get_fd (rewriting.lock);
  out_outcome->overwritten = fstat (fd, &status) == 0 && status.st_nlink == 0;
  if (!out_outcome->overwritten || rc_file_rewrite_overwrite (fd, path, error))
    return TRUE;
  g_prefix_error_literal (error, "the case is protected, but its old pages in clear could not be overwritten: ");
  return FALSE;
}

gboolean
rc_unprotect_case (const char    *path,
                   const char    *reason,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_auto (Rewriting) rewriting = { 0 };

  return rewriting_init (&rewriting, path, TRUE, error) && rewrite (&rewriting, NULL, "unprotect", reason, cancellable, error);
}

gboolean
rc_protect_rotate_key (const char    *path,
                       const char    *reason,
                       GCancellable  *cancellable,
                       RcCaseKeys   **out_keys,
                       GError       **error)
{
  g_auto (Rewriting) rewriting = { 0 };
  g_autoptr (RcCaseKeys) keys = NULL;

  if (!rewriting_init (&rewriting, path, TRUE, error))
    return FALSE;
  keys = rc_case_keys_new_rotated (rc_case_lock_peek_keys (rewriting.lock));
  if (!rewrite (&rewriting, keys, "protect rotate", reason, cancellable, error))
    return FALSE;
  if (out_keys != NULL)
    *out_keys = g_steal_pointer (&keys);
  return TRUE;
}

/* --- Slots of an open case --- */

RcCaseKeys *
rc_protect_get_keys (RcCase *case_file)
{
  return rc_case_lock_peek_keys (rc_case_peek_lock (case_file));
}

/* The keys with the slots as they are now, to be changed. */
static RcCaseKeys *
begin_change (RcCase  *case_file,
              GError **error)
{
  RcCaseLock *lock = rc_case_peek_lock (case_file);
  RcCaseKeys *keys = rc_case_lock_peek_keys (lock);

  if (!rc_case_require_writable (case_file, error))
    return NULL;
  if (keys == NULL)
    g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND, "%s is not protected", rc_case_peek_path (case_file));
  else if (rc_case_keys_reload (keys, rc_case_lock_get_fd (lock), rc_case_peek_path (case_file), error))
    return keys;
  return NULL;
}

/* The entry comes first: a change that broke off is told, and none goes untold. */
static gboolean
end_change (RcCase      *case_file,
            RcCaseKeys  *keys,
            const char  *act,
            const char  *reason,
            GError     **error)
{
  int fd = rc_case_lock_get_fd (rc_case_peek_lock (case_file));
  const char *path = rc_case_peek_path (case_file);

  if (append_entry (case_file, act, keys, reason, error))
    return rc_case_keys_update_file (keys, fd, path, error);
  rc_case_keys_reload (keys, fd, path, NULL);
  return FALSE;
}

gboolean
rc_protect_add_auditor (RcCase        *case_file,
                        const guint8   public_key[RC_KEY_BYTES],
                        const char    *label,
                        guint32       *out_number,
                        GError       **error)
{
  RcCaseKeys *keys = begin_change (case_file, error);

  return keys != NULL && rc_case_keys_add_auditor (keys, public_key, label, out_number, error) &&
         end_change (case_file, keys, "protect add", NULL, error);
}

gboolean
rc_protect_change_passphrase (RcCase      *case_file,
                              const char  *passphrase,
                              gsize        length,
                              guint32     *out_number,
                              GError     **error)
{
  RcCaseKeys *keys = begin_change (case_file, error);

  return keys != NULL && rc_case_keys_set_passphrase (keys, passphrase, length, out_number, error) &&
         end_change (case_file, keys, "protect passphrase", NULL, error);
}

gboolean
rc_protect_withdraw (RcCase      *case_file,
                     guint32      number,
                     const char  *reason,
                     GError     **error)
{
  RcCaseKeys *keys = begin_change (case_file, error);

  return keys != NULL && rc_case_keys_withdraw (keys, number, error) &&
         end_change (case_file, keys, "protect withdraw", reason, error);
}

/* --- Copies --- */

static gboolean
write_header_to (const char  *path,
                 RcCaseKeys  *keys,
                 GError     **error)
{
  guint8 header[RC_CASE_PAGE_BYTES];
  int fd = open (path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  gboolean written;

  if (fd < 0)
    return set_system_error (path, error);
  rc_case_keys_write_header (keys, header);
  written = rc_file_rewrite_write_all (fd, header, sizeof header, 0) || set_system_error (path, error);
  close (fd);
  return written;
}

/**
 * rc_protect_begin_copy:
 * @path: of an empty file that no connection has open
 *
 * Returns: %FALSE with @error where the file cannot be written
 */
gboolean
rc_protect_begin_copy (RcCase       *case_file,
                       const char   *path,
                       RcCaseKeys  **out_keys,
                       GError      **error)
{
  RcCaseKeys *keys = rc_protect_get_keys (case_file);
  g_autoptr (RcCaseKeys) own = keys != NULL ? rc_case_keys_new_rotated (keys) : NULL;

  if (own != NULL && !write_header_to (path, own, error))
    return FALSE;
  if (own != NULL)
    rc_case_keys_keep (own);
  *out_keys = g_steal_pointer (&own);
  return TRUE;
}
