/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/life/unnamed-copy.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "core/life/life.h"

#define UNNAMED ".recount-copy-"
#define UNNAMED_TEMPLATE UNNAMED "XXXXXX"
#define ATTEMPTS 5

/* FALSE: somebody took it for what a crash left before it was locked. */
static gboolean
lock_file (int fd)
{
  struct stat status;

  return flock (fd, LOCK_EX | LOCK_NB) == 0 && fstat (fd, &status) == 0 && status.st_nlink > 0;
}

gboolean
rc_unnamed_copy_make (const char  *path,
                      char       **out_temporary,
                      int         *out_lock_fd,
                      GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  rc_unnamed_copy_sweep (folder);
  for (guint attempt = 0; attempt < ATTEMPTS; attempt++)
    {
      g_autofree char *beside = g_build_filename (folder, UNNAMED_TEMPLATE, NULL);
      int fd = g_mkstemp_full (beside, O_RDWR | O_CLOEXEC, 0600);

      if (fd < 0)
        return rc_life_refuse_file (path, errno, error);
      if (lock_file (fd))
        {
          *out_lock_fd = fd;
          *out_temporary = g_steal_pointer (&beside);
          return TRUE;
        }
      (void) unlink (beside);
      close (fd);
    }
  return rc_life_refuse_file (path, EAGAIN, error);
}

/* Its journal first: without it nobody would find that. */
static void
remove_all (const char *path)
{
  static const char * const endings[] = { "-journal", "-wal", "-shm", "" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *part = g_strconcat (path, endings[i], NULL);

      (void) unlink (part);
    }
}

static void
remove_left (const char *path)
{
  int fd = open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  struct stat status;

  if (fd < 0)
    return;
  if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode) && status.st_uid == geteuid () && flock (fd, LOCK_EX | LOCK_NB) == 0)
    remove_all (path);
  close (fd);
}

void
rc_unnamed_copy_sweep (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, UNNAMED) && strlen (name) == strlen (UNNAMED_TEMPLATE))
        remove_left (path);
    }
}
