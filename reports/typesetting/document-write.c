/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/pages.h"

#include "core/words.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

static gboolean
refuse (GError     **error,
        const char  *path,
        int          reason)
{
  g_autofree char *shown = g_filename_display_name (path);

  switch (reason)
    {
    case EEXIST:
      g_set_error (error, RC_PAGES_ERROR, RC_PAGES_ERROR_FILE, _("“%s” is there already and was not replaced."), shown);
      break;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      g_set_error (error, RC_PAGES_ERROR, RC_PAGES_ERROR_FILE, _("“%s” was not written: there is no room left for it."), shown);
      break;
    case EROFS:
    case EACCES:
    case EPERM:
      g_set_error (error, RC_PAGES_ERROR, RC_PAGES_ERROR_FILE, _("“%s” was not written: its folder can only be read."), shown);
      break;
    case ENOENT:
    case ENOTDIR:
      g_set_error (error, RC_PAGES_ERROR, RC_PAGES_ERROR_FILE, _("“%s” was not written: its folder does not exist."), shown);
      break;
    default:
      g_set_error (error, RC_PAGES_ERROR, RC_PAGES_ERROR_FILE, _("“%s” was not written: %s."), shown, g_strerror (reason));
    }
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
move_without_replacing (const char *from,
                        const char *to)
{
  if (renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
    return 0;
  if (errno != EINVAL && errno != ENOSYS)
    return errno;
  /* A file system that cannot promise it: a second name is refused where one is there, and where second names are not known, looking
   * first is the best there is. */
  if (link (from, to) == 0)
    return unlink (from) == 0 ? 0 : errno;
  if (errno == EEXIST || access (to, F_OK) == 0)
    return EEXIST;
  return rename (from, to) == 0 ? 0 : errno;
}

static void
sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  (void) fsync (fd);
  close (fd);
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
    fault = replace ? (rename (beside, path) == 0 ? 0 : errno) : move_without_replacing (beside, path);
  if (fault != 0)
    (void) unlink (beside);
  else
    sync_folder (folder);
  return fault;
}

static gboolean
write_file (const char  *path,
            const char  *bytes,
            gsize        length,
            gboolean     replace,
            GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fault = write_beside (folder, path, bytes, length, replace);

  return fault == 0 || refuse (error, path, fault);
}

static gboolean
write_pdf (const RcDocument *document,
           const char       *path,
           gboolean          replace,
           GError          **error)
{
  g_autoptr (RcPages) pages = rc_pages_new (document, error);
  g_autoptr (GBytes) bytes = pages != NULL ? rc_pages_to_pdf (pages, error) : NULL;

  if (bytes == NULL)
    return FALSE;
  return write_file (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), replace, error);
}

static gboolean
has_ending (const char *path,
            const char *ending)
{
  gsize length = strlen (path), ending_length = strlen (ending);

  return length > ending_length && g_ascii_strcasecmp (path + length - ending_length, ending) == 0;
}

static gboolean
check_place (const char  *path,
             gboolean     is_table,
             gboolean     replace,
             GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    g_set_error (error, RC_PAGES_ERROR, RC_PAGES_ERROR_FILE, _("“%s” is a folder; a file is to be written."), shown);
  else if (is_table && !has_ending (path, ".csv"))
    g_set_error (error, RC_PAGES_ERROR, RC_PAGES_ERROR_FILE, _("The name of “%s” must end in .csv."), shown);
  else if (!is_table && !has_ending (path, ".pdf") && !has_ending (path, ".txt"))
    g_set_error (error, RC_PAGES_ERROR, RC_PAGES_ERROR_FILE, _("The name of “%s” must end in .pdf or .txt."), shown);
  else if (!replace && g_file_test (path, G_FILE_TEST_EXISTS))
    refuse (error, path, EEXIST);
  else
    return TRUE;
  return FALSE;
}

/**
 * rc_document_write:
 * @path: its ending says what is written: .pdf or .txt
 * @replace: whether a file that is there is replaced
 *
 * Returns: TRUE once the whole file is on the disk; otherwise what was there is there still
 */
gboolean
rc_document_write (const RcDocument  *document,
                   const char        *path,
                   gboolean           replace,
                   GError           **error)
{
  g_autofree char *text = NULL;

  if (!check_place (path, /* is_table= */ FALSE, replace, error))
    return FALSE;
  if (has_ending (path, ".pdf"))
    return write_pdf (document, path, replace, error);
  text = rc_document_to_text (document);
  return write_file (path, text, strlen (text), replace, error);
}

/**
 * rc_table_write:
 * @csv: one table, see csv.h
 * @path: must end in .csv
 * @replace: whether a file that is there is replaced
 *
 * Returns: TRUE once the whole file is on the disk; otherwise what was there is there still
 */
gboolean
rc_table_write (const char  *csv,
                const char  *path,
                gboolean     replace,
                GError     **error)
{
  return check_place (path, /* is_table= */ TRUE, replace, error) && write_file (path, csv, strlen (csv), replace, error);
}
