/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/life/case-destruction.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "core/case-connection.h"
#include "core/case-header.h"
#include "core/case-lock.h"
#include "core/file-place.h"
#include "core/words.h"

#define STEP_BYTES (1u << 20)
#define ENDING ".disposal"
#define DIGITS 16     /* of the digest, in the name */

struct _RcCaseDestruction
{
  RcCaseLock *lock;
  char       *path;
};

/**
 * rc_case_destruction_new:
 * @path: of a file that this process has not open
 *
 * Returns: (transfer full) (nullable): %NULL with @error set: the file is as it was
 */
RcCaseDestruction *
rc_case_destruction_new (const char  *path,
                         GError     **error)
{
  g_autoptr (RcCaseDestruction) self = g_new0 (RcCaseDestruction, 1);

  self->lock = rc_case_lock_open (path, FALSE, error);
  if (self->lock == NULL)
    return NULL;
  self->path = g_strdup (rc_case_lock_peek_path (self->lock));
  if (rc_case_lock_take (self->lock) == RC_CASE_LOCK_TAKEN && !rc_case_connection_is_untidy (self->lock))
    return g_steal_pointer (&self);

  g_set_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_STATE, _("“%s” is open in another program, or may not be written: it was not destroyed."), path);
  return NULL;
}

void
rc_case_destruction_free (RcCaseDestruction *self)
{
  if (self == NULL)
    return;

  if (self->lock != NULL)
    {
      if (rc_case_lock_is_held (self->lock))
        rc_case_lock_release (self->lock);
      rc_case_lock_unref (self->lock);
    }
  g_free (self->path);
  g_free (self);
}

gboolean
rc_case_destruction_digest (RcCaseDestruction  *self,
                            const RcLifeWork   *work,
                            RcDigest           *out_sha256,
                            guint64            *out_bytes,
                            GError            **error)
{
  g_autofree guint8 *buffer = g_malloc (STEP_BYTES);
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  ssize_t got;

  *out_bytes = 0;
  while ((got = pread (rc_case_lock_get_fd (self->lock), buffer, STEP_BYTES, (off_t) *out_bytes)) > 0)
    {
      rc_hasher_update (hasher, buffer, (gsize) got);
      *out_bytes += (guint64) got;
      if (rc_life_is_cancelled (work, error))
        return FALSE;
    }
  if (got < 0)
    return rc_life_refuse_file (self->path, errno, error);
  rc_hasher_finish (hasher, out_sha256);
  return TRUE;
}

static char *
dup_beginning (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  return g_strconcat (".", base, ".", NULL);
}

char *
rc_case_destruction_dup_name (const char *path,
                              const char *sha256)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *beginning = dup_beginning (path);
  g_autofree char *name = g_strdup_printf ("%s%." G_STRINGIFY (DIGITS) "s" ENDING, beginning, sha256);

  return g_build_filename (folder, name, NULL);
}

char *
rc_case_destruction_find (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *beginning = dup_beginning (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (strlen (name) == strlen (beginning) + DIGITS + strlen (ENDING) && g_str_has_prefix (name, beginning) && g_str_has_suffix (name, ENDING))
      return g_build_filename (folder, name, NULL);
  return NULL;
}

gboolean
rc_case_destruction_take_away (RcCaseDestruction  *self,
                               const char         *sha256,
                               GError            **error)
{
  g_autofree char *away = rc_case_destruction_dup_name (self->path, sha256);
  int fault = rc_file_move_new (self->path, away);

  if (fault != 0)
    return rc_life_refuse_file (away, fault, error);
  rc_file_sync_folder (away);
  g_free (self->path);
  self->path = g_steal_pointer (&away);
  return TRUE;
}

/* Up to @most bytes of the file, from its first one. 0, or an errno. */
static int
write_zeros (int   fd,
             off_t most)
{
  g_autofree guint8 *zeros = g_malloc0 (STEP_BYTES);
  struct stat status;
  off_t place = 0, end;

  if (fstat (fd, &status) != 0)
    return errno;
  end = MIN (status.st_size, most);
  while (place < end)
    {
      ssize_t written = pwrite (fd, zeros, (gsize) MIN ((off_t) STEP_BYTES, end - place), place);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return errno;
      place += written;
    }
  return fsync (fd) == 0 ? 0 : errno;
}

gboolean
rc_case_destruction_forget_keys (RcCaseDestruction  *self,
                                 GError            **error)
{
  int fd = rc_case_lock_get_fd (self->lock);
  int fault = rc_case_header_is_protected (fd) ? write_zeros (fd, RC_CASE_PAGE_BYTES) : 0;

  return fault == 0 || rc_life_refuse_file (self->path, fault, error);
}

gboolean
rc_case_destruction_overwrite (RcCaseDestruction  *self,
                               GError            **error)
{
  int fd = rc_case_lock_get_fd (self->lock);
  int fault = write_zeros (fd, G_MAXINT64);

  if (fault == 0 && (ftruncate (fd, 0) != 0 || fsync (fd) != 0))
    fault = errno;
  return fault == 0 || rc_life_refuse_file (self->path, fault, error);
}

gboolean
rc_case_destruction_remove (RcCaseDestruction  *self,
                            GError            **error)
{
  if (unlink (self->path) != 0)
    return rc_life_refuse_file (self->path, errno, error);
  rc_file_sync_folder (self->path);
  return TRUE;
}
