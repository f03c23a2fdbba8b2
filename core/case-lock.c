/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case-lock.h"
#include "case.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* Far beyond any file and beyond SQLite's own lock bytes (0x40000000 to 0x400001ff). */
#define LOCK_PLACE G_GINT64_CONSTANT (0x4000000000000000)

struct _RcCaseLock
{
  guint   users;
  guint   connections;
  char   *path;
  dev_t   device;
  ino_t   inode;
  int     fd;
  GArray *spare_fds;      /* of int: further descriptors that may not be closed earlier */
  gboolean held;
  const char *obstacle;   /* static */
  gpointer keys;          /* (nullable) */
  GDestroyNotify free_keys;
};

static GMutex registry_mutex;
static GPtrArray *registry;   /* of RcCaseLock, borrowed */

static RcCaseLock *
registry_find (const struct stat *status)
{
  for (guint i = 0; registry != NULL && i < registry->len; i++)
    {
      RcCaseLock *lock = g_ptr_array_index (registry, i);

      if (lock->device == status->st_dev && lock->inode == status->st_ino)
        return lock;
    }

  return NULL;
}

static gboolean
set_system_error (const char  *path,
                  int          system_errno,
                  GError     **error)
{
  g_set_error (error, RC_CASE_ERROR, system_errno == EEXIST ? RC_CASE_ERROR_EXISTS : RC_CASE_ERROR_SYSTEM,
               "%s: %s", path, g_strerror (system_errno));
  return FALSE;
}

static gboolean
require_regular_file (const char         *path,
                      const struct stat  *status,
                      GError            **error)
{
  if (S_ISREG (status->st_mode))
    return TRUE;

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_A_CASE, "%s is no Recount case: expected a file, found %s", path,
               S_ISDIR (status->st_mode) ? "a folder" : "a pipe, device or socket");
  return FALSE;
}

static const char *
find_obstacle (const char *path,
               int         open_errno)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (open_errno == EROFS)
    return "it lies on a read-only file system";
  if (open_errno != 0)
    return "the file may not be written";
  /* The journal comes and goes beside the file. */
  if (faccessat (AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) != 0)
    return errno == EROFS ? "it lies on a read-only file system" : "its folder may not be written";
  return NULL;
}

static int
open_file (const char  *path,
           gboolean     create,
           int         *out_read_only_errno)
{
  int flags = O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW;
  int fd;

  *out_read_only_errno = 0;
  /* Evidence is confidential: whoever shares a case opens the file to others himself. */
  if (create)
    return open (path, flags | O_RDWR | O_CREAT | O_EXCL, 0600);

  fd = open (path, flags | O_RDWR);
  if (fd >= 0 || (errno != EACCES && errno != EPERM && errno != EROFS && errno != ETXTBSY))
    return fd;
  *out_read_only_errno = errno;
  return open (path, flags | O_RDONLY);
}

static RcCaseLock *
register_lock (const char        *path,
               const struct stat *status,
               int                fd,
               int                read_only_errno)
{
  RcCaseLock *self = registry_find (status);

  if (self != NULL)
    {
      /* The file took this place between the look and the opening. */
      g_array_append_val (self->spare_fds, fd);
      self->users++;
      return self;
    }

  self = g_new0 (RcCaseLock, 1);
  self->users = 1;
  self->path = g_strdup (path);
  self->device = status->st_dev;
  self->inode = status->st_ino;
  self->fd = fd;
  self->spare_fds = g_array_new (FALSE, FALSE, sizeof (int));
  self->obstacle = find_obstacle (path, read_only_errno);
  if (registry == NULL)
    registry = g_ptr_array_new ();
  g_ptr_array_add (registry, self);
  return self;
}

static char *
resolve (const char  *path,
         gboolean     create,
         GError     **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *base = NULL;
  char *real = realpath (path, NULL);
  char *result;

  if (real != NULL)
    {
      result = g_strdup (real);
      free (real);
      return result;
    }
  if (!create || errno != ENOENT)
    {
      set_system_error (path, errno, error);
      return NULL;
    }

  folder = g_path_get_dirname (path);
  base = g_path_get_basename (path);
  real = realpath (folder, NULL);
  if (real == NULL)
    {
      set_system_error (folder, errno, error);
      return NULL;
    }
  result = g_build_filename (real, base, NULL);
  free (real);
  return result;
}

static RcCaseLock *
open_locked (const char  *path,
             const char  *real,
             gboolean     create,
             GError     **error)
{
  struct stat status;
  RcCaseLock *self;
  int read_only_errno;
  int fd;

  if (!create)
    {
      if (stat (real, &status) != 0)
        return set_system_error (path, errno, error), NULL;
      if (!require_regular_file (path, &status, error))
        return NULL;
      self = registry_find (&status);
      if (self != NULL)
        {
          self->users++;
          return self;
        }
    }

  fd = open_file (real, create, &read_only_errno);
  if (fd < 0)
    return set_system_error (path, errno, error), NULL;
  if (fstat (fd, &status) != 0)
    {
      set_system_error (path, errno, error);
      close (fd);
      return NULL;
    }
  if (!require_regular_file (path, &status, error))
    {
      close (fd);
      return NULL;
    }
  return register_lock (real, &status, fd, read_only_errno);
}

/**
 * rc_case_lock_open:
 * @path: of the case file
 * @create: make the file, which must not exist, readable and writable for its owner alone
 *
 * Returns: (transfer full) (nullable): %NULL with @error in the domain %RC_CASE_ERROR
 */
RcCaseLock *
rc_case_lock_open (const char  *path,
                   gboolean     create,
                   GError     **error)
{
  g_autofree char *real = resolve (path, create, error);
  RcCaseLock *self;

  if (real == NULL)
    return NULL;

  g_mutex_lock (&registry_mutex);
  self = open_locked (path, real, create, error);
  g_mutex_unlock (&registry_mutex);
  return self;
}

RcCaseLock *
rc_case_lock_ref (RcCaseLock *self)
{
  g_mutex_lock (&registry_mutex);
  self->users++;
  g_mutex_unlock (&registry_mutex);
  return self;
}

/**
 * rc_case_lock_unref:
 * @self: (transfer full): a lock
 *
 * The last user closes the descriptors, and with them ends what was taken.
 */
void
rc_case_lock_unref (RcCaseLock *self)
{
  g_mutex_lock (&registry_mutex);
  if (--self->users == 0)
    {
      g_ptr_array_remove_fast (registry, self);
      if (registry->len == 0)
        g_clear_pointer (&registry, g_ptr_array_unref);
      for (guint i = 0; i < self->spare_fds->len; i++)
        close (g_array_index (self->spare_fds, int, i));
      close (self->fd);
      if (self->keys != NULL)
        self->free_keys (self->keys);
      g_array_unref (self->spare_fds);
      g_free (self->path);
      g_free (self);
    }
  g_mutex_unlock (&registry_mutex);
}

/**
 * rc_case_lock_get_fd:
 *
 * Returns: a descriptor to look at the file with; never to be closed
 */
int
rc_case_lock_get_fd (RcCaseLock *self)
{
  return self->fd;
}

const char *
rc_case_lock_peek_path (RcCaseLock *self)
{
  return self->path;
}

static struct flock
lock_byte (short type)
{
  return (struct flock) { .l_type = type, .l_whence = SEEK_SET, .l_start = LOCK_PLACE, .l_len = 1 };
}

/* Another file may have taken its place, as protecting and compacting a case do it: what is written into this one would be lost. */
static gboolean
is_still_there (RcCaseLock *self)
{
  struct stat status;

  return stat (self->path, &status) == 0 && rc_case_lock_is_same_file (self, &status);
}

static RcCaseLockAnswer
take (RcCaseLock *self)
{
  struct flock lock = lock_byte (F_WRLCK);

  if (self->held)
    return RC_CASE_LOCK_HERE;
  if (self->obstacle != NULL)
    return RC_CASE_LOCK_NOT_ALLOWED;
  if (fcntl (self->fd, F_OFD_SETLK, &lock) == 0)
    {
      if (is_still_there (self))
        {
          self->held = TRUE;
          return RC_CASE_LOCK_TAKEN;
        }
      lock = lock_byte (F_UNLCK);
      fcntl (self->fd, F_OFD_SETLK, &lock);
      self->obstacle = "another file took its place meanwhile: open it again";
      return RC_CASE_LOCK_NOT_ALLOWED;
    }
  if (errno == EAGAIN || errno == EACCES)
    return RC_CASE_LOCK_ELSEWHERE;
  self->obstacle = "its file system has no locks, so that two could write at once";
  return RC_CASE_LOCK_NOT_ALLOWED;
}

/**
 * rc_case_lock_take:
 *
 * Tries to become the one who writes. Never waits. The system ends the lock with the process, however that ends.
 */
RcCaseLockAnswer
rc_case_lock_take (RcCaseLock *self)
{
  RcCaseLockAnswer answer;

  g_mutex_lock (&registry_mutex);
  answer = take (self);
  g_mutex_unlock (&registry_mutex);
  return answer;
}

void
rc_case_lock_release (RcCaseLock *self)
{
  struct flock lock = lock_byte (F_UNLCK);

  g_mutex_lock (&registry_mutex);
  if (self->held)
    fcntl (self->fd, F_OFD_SETLK, &lock);
  self->held = FALSE;
  g_mutex_unlock (&registry_mutex);
}

/**
 * rc_case_lock_is_held:
 *
 * Returns: whether anybody writes, in this process or another
 */
gboolean
rc_case_lock_is_held (RcCaseLock *self)
{
  struct flock lock = lock_byte (F_WRLCK);
  gboolean held;

  g_mutex_lock (&registry_mutex);
  held = self->held || (fcntl (self->fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK);
  g_mutex_unlock (&registry_mutex);
  return held;
}

const char *
rc_case_lock_peek_obstacle (RcCaseLock *self)
{
  return self->obstacle;
}

void
rc_case_lock_set_keys (RcCaseLock     *self,
                       gpointer        keys,
                       GDestroyNotify  free_keys)
{
  g_mutex_lock (&registry_mutex);
  if (self->keys == NULL)
    {
      self->keys = g_steal_pointer (&keys);
      self->free_keys = free_keys;
    }
  g_mutex_unlock (&registry_mutex);
  if (keys != NULL)
    free_keys (keys);
}

gpointer
rc_case_lock_peek_keys (RcCaseLock *self)
{
  gpointer keys;

  g_mutex_lock (&registry_mutex);
  keys = self->keys;
  g_mutex_unlock (&registry_mutex);
  return keys;
}

gboolean
rc_case_lock_is_same_file (RcCaseLock        *self,
                           const struct stat *status)
{
  return self->device == status->st_dev && self->inode == status->st_ino;
}

void
rc_case_lock_add_connection (RcCaseLock *self)
{
  g_mutex_lock (&registry_mutex);
  self->connections++;
  g_mutex_unlock (&registry_mutex);
}

guint
rc_case_lock_remove_connection (RcCaseLock *self)
{
  guint left;

  g_mutex_lock (&registry_mutex);
  left = --self->connections;
  g_mutex_unlock (&registry_mutex);
  return left;
}

guint
rc_case_lock_count_connections (RcCaseLock *self)
{
  guint count;

  g_mutex_lock (&registry_mutex);
  count = self->connections;
  g_mutex_unlock (&registry_mutex);
  return count;
}
