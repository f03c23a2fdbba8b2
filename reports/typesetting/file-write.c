/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/file-write.h"

#include "reports/typesetting/pages.h"

#include "core/file-place.h"
#include "core/words.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <glib/gstdio.h>

/**
 * rc_file_dup_refusal:
 * @reason: an errno
 *
 * Returns: (transfer full): in one sentence, why the file was not written
 */
char *
rc_file_dup_refusal (const char *path,
                     int         reason)
{
  g_autofree char *shown = g_filename_display_name (path);

  switch (reason)
    {
    case EEXIST:
      return g_strdup_printf (_("“%s” is there already and was not replaced."), shown);
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return g_strdup_printf (_("“%s” was not written: there is no room left for it."), shown);
    case EROFS:
    case EACCES:
    case EPERM:
      return g_strdup_printf (_("“%s” was not written: its folder can only be read."), shown);
    case ENOENT:
    case ENOTDIR:
      return g_strdup_printf (_("“%s” was not written: its folder does not exist."), shown);
    default:
      return g_strdup_printf (_("“%s” was not written: %s."), shown, g_strerror (reason));
    }
}

static gboolean
refuse (const char  *path,
        int          reason,
        GError     **error)
{
  g_autofree char *sentence = rc_file_dup_refusal (path, reason);

  g_set_error_literal (error, RC_PAGES_ERROR, RC_PAGES_ERROR_FILE, sentence);
  return FALSE;
}

/* Returns 0 or the errno of what went wrong. */
static int
write_all (int         fd,
           const char *bytes,
           gsize       length)
{
  while (length > 0)
    {
      ssize_t written = write (fd, bytes, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return errno;
      bytes += written;
      length -= written;
    }
  return fsync (fd) == 0 ? 0 : errno;
}

static int
write_beside (const char *folder,
              const char *path,
              const char *bytes,
              gsize       length,
              gboolean    replace)
{
  g_autofree char *beside = g_build_filename (folder, ".recount-XXXXXX", NULL);
  int fd = g_mkstemp_full (beside, O_WRONLY | O_CLOEXEC, 0666);
  int fault;

  if (fd < 0)
    return errno;
  fault = write_all (fd, bytes, length);
  if (close (fd) != 0 && fault == 0)
    fault = errno;
  if (fault == 0)
    fault = replace ? (rename (beside, path) == 0 ? 0 : errno) : rc_file_move_new (beside, path);
  if (fault != 0)
    (void) unlink (beside);
  else
    rc_file_sync_folder (path);
  return fault;
}

/**
 * rc_file_check_new:
 *
 * Returns: FALSE where something of that name is there already, with the sentence that rc_file_write() would refuse it by
 */
gboolean
rc_file_check_new (const char  *path,
                   GError     **error)
{
  return !g_file_test (path, G_FILE_TEST_EXISTS) || refuse (path, EEXIST, error);
}

/**
 * rc_file_write:
 * @replace: whether a file that is there is replaced
 *
 * Writes beside the file, syncs, and renames.
 *
 * Returns: TRUE once the whole file is on the disk; otherwise what was there is there still
 */
gboolean
rc_file_write (const char  *path,
               const char  *bytes,
               gsize        length,
               gboolean     replace,
               GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fault = write_beside (folder, path, bytes, length, replace);

  return fault == 0 || refuse (path, fault, error);
}

/**
 * rc_file_make_folder:
 * @path: a folder, whose parent is there
 *
 * Returns: TRUE where it is there; otherwise the reason is told
 */
gboolean
rc_file_make_folder (const char  *path,
                     GError     **error)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;
  if (g_mkdir (path, 0777) != 0)
    return refuse (path, errno, error);
  rc_file_sync_folder (path);
  return TRUE;
}
