/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rest/file-rewrite.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PAGE_BYTES ((gint64) RC_CASE_PAGE_BYTES)

static gboolean
set_system_error (const char  *path,
                  GError     **error)
{
  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_SYSTEM, "%s: %s", path, g_strerror (errno));
  return FALSE;
}

gboolean
rc_file_rewrite_write_all (int           fd,
                           const guint8 *bytes,
                           gsize         length,
                           gint64        offset)
{
  while (length > 0)
    {
      gssize written = pwrite (fd, bytes, length, offset);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return FALSE;
      bytes += written;
      length -= (gsize) written;
      offset += written;
    }
  return TRUE;
}

static gboolean
read_page (int          fd,
           guint8      *out,
           gint64       offset)
{
  gint64 done = 0;

  while (done < PAGE_BYTES)
    {
      gssize got = pread (fd, out + done, (gsize) (PAGE_BYTES - done), offset + done);

      if (got < 0 && errno == EINTR)
        continue;
      if (got == 0)
        errno = EIO;
      if (got <= 0)
        return FALSE;
      done += got;
    }
  return TRUE;
}

static gboolean
copy_page (int           from,
           RcCaseKeys   *from_keys,
           int           to,
           RcCaseKeys   *to_keys,
           const char   *path,
           gint64        page,
           guint8       *room,          /* two pages */
           GError      **error)
{
  const RcPagePlace place = { .kind = RC_PAGE_KIND_DATABASE, .number = (guint64) page + 1 };
  guint8 *out = room;

  if (!read_page (from, room, (page + (from_keys != NULL)) * PAGE_BYTES))
    return set_system_error (path, error);
  if (from_keys != NULL && !rc_page_cipher_open (rc_case_keys_peek_cipher (from_keys), &place, room, RC_CASE_PAGE_BYTES, room))
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED,
                   "%s is damaged: page %" G_GINT64_FORMAT " was altered, moved or cut off: it does not open with the key of the case", path,
                   page + 1);
      return FALSE;
    }
  if (to_keys != NULL)
    {
      out = room + PAGE_BYTES;
      rc_page_cipher_seal (rc_case_keys_peek_cipher (to_keys), &place, room, RC_CASE_PAGE_BYTES, out);
    }
  return rc_file_rewrite_write_all (to, out, RC_CASE_PAGE_BYTES, (page + (to_keys != NULL)) * PAGE_BYTES) || set_system_error (path, error);
}

gboolean
rc_file_rewrite_pages (int            from,
                       RcCaseKeys    *from_keys,
                       int            to,
                       RcCaseKeys    *to_keys,
                       const char    *path,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autofree guint8 *room = g_malloc (2 * PAGE_BYTES);
  struct stat status;
  gboolean done = TRUE;
  gint64 pages;

  if (fstat (from, &status) != 0)
    return set_system_error (path, error);
  pages = status.st_size / PAGE_BYTES - (from_keys != NULL);
  if (to_keys != NULL)
    {
      rc_case_keys_write_header (to_keys, room);
      if (!rc_file_rewrite_write_all (to, room, RC_CASE_PAGE_BYTES, 0))
        return set_system_error (path, error);
    }

  for (gint64 page = 0; done && page < pages; page++)
    done = !g_cancellable_set_error_if_cancelled (cancellable, error) &&
           copy_page (from, from_keys, to, to_keys, path, page, room, error);
  sodium_memzero (room, 2 * PAGE_BYTES);
  return done && (fsync (to) == 0 || set_system_error (path, error));
}

gboolean
rc_file_rewrite_overwrite (int          fd,
                           const char  *path,
                           GError     **error)
{
  g_autofree guint8 *zeros = g_malloc0 (PAGE_BYTES);
  struct stat status;
  gboolean done = fstat (fd, &status) == 0;

  for (gint64 offset = 0; done && offset < status.st_size; offset += PAGE_BYTES)
    done = rc_file_rewrite_write_all (fd, zeros, (gsize) MIN (PAGE_BYTES, status.st_size - offset), offset);
  return (done && fsync (fd) == 0) || set_system_error (path, error);
}
