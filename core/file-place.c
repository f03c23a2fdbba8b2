/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "file-place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/**
 * rc_file_move_new:
 * @from: a file that is complete
 * @to: the name that it gets
 *
 * Returns: 0, or the errno of what went wrong; nothing is replaced
 */
int
rc_file_move_new (const char *from,
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

/**
 * rc_file_sync_folder:
 * @path: of a file, whose folder is meant
 */
void
rc_file_sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  (void) fsync (fd);
  close (fd);
}

/**
 * rc_file_sync:
 * @path: of a file that no connection to a case has open in this process
 *
 * Returns: 0, or the errno of what went wrong
 */
int
rc_file_sync (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  int fault;

  if (fd < 0)
    return errno;
  fault = fsync (fd) == 0 ? 0 : errno;
  close (fd);
  return fault;
}
