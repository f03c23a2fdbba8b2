/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rest/protected-vfs.h"
#include "core/rest/protected-file.h"

#include <string.h>

/* What a device promises of its own writes does not hold for sealed pages, but for that it leaves the neighbours of what it writes alone. */
#define PROMISES (SQLITE_IOCAP_POWERSAFE_OVERWRITE | SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN | SQLITE_IOCAP_IMMUTABLE)

/* Shorter than a page, so that a header of the journal is never taken for one. */
#define SECTOR_BYTES 4096

#define TEMPORARY (SQLITE_OPEN_TEMP_DB | SQLITE_OPEN_TRANSIENT_DB | SQLITE_OPEN_TEMP_JOURNAL | SQLITE_OPEN_SUBJOURNAL)

/* SQLite opens the database within sqlite3_open_v2(), in the same thread. */
static _Thread_local RcCaseKeys *opening_keys;

static RcProtectedFile *
protected_file (sqlite3_file *file)
{
  return (RcProtectedFile *) file;
}

static sqlite3_file *
inner_file (sqlite3_file *file)
{
  return ((RcProtectedFile *) file)->inner;
}

static sqlite3_vfs *
inner_vfs (void)
{
  return sqlite3_vfs_find (NULL);
}

static int
file_close (sqlite3_file *file)
{
  RcProtectedFile *self = protected_file (file);
  int result = self->inner->pMethods->xClose (self->inner);

  rc_protected_file_clear (self);
  g_clear_pointer (&self->inner, g_free);
  return result;
}

static int
file_read (sqlite3_file  *file,
           void          *buffer,
           int            amount,
           sqlite3_int64  offset)
{
  return rc_protected_file_read (protected_file (file), buffer, amount, offset);
}

static int
file_write (sqlite3_file  *file,
            const void    *buffer,
            int            amount,
            sqlite3_int64  offset)
{
  return rc_protected_file_write (protected_file (file), buffer, amount, offset);
}

static int
file_truncate (sqlite3_file  *file,
               sqlite3_int64  size)
{
  RcProtectedFile *self = protected_file (file);

  if (self->kind == RC_PROTECTED_FILE_TEMPORARY)
    return rc_spill_file_truncate (self->spill, size);
  if (self->kind == RC_PROTECTED_FILE_DATABASE)
    size += RC_CASE_PAGE_BYTES;
  return self->inner->pMethods->xTruncate (self->inner, size);
}

static int
file_sync (sqlite3_file *file,
           int           flags)
{
  RcProtectedFile *self = protected_file (file);

  /* Nothing of a temporary file must outlive the process. */
  if (self->kind == RC_PROTECTED_FILE_TEMPORARY)
    return SQLITE_OK;
  return self->inner->pMethods->xSync (self->inner, flags);
}

static int
file_size (sqlite3_file  *file,
           sqlite3_int64 *out_size)
{
  RcProtectedFile *self = protected_file (file);
  int result;

  if (self->kind == RC_PROTECTED_FILE_TEMPORARY)
    {
      *out_size = rc_spill_file_get_size (self->spill);
      return SQLITE_OK;
    }
  result = self->inner->pMethods->xFileSize (self->inner, out_size);
  if (result == SQLITE_OK && self->kind == RC_PROTECTED_FILE_DATABASE)
    *out_size = MAX (*out_size - (sqlite3_int64) RC_CASE_PAGE_BYTES, 0);
  return result;
}

static int
file_lock (sqlite3_file *file,
           int           level)
{
  return inner_file (file)->pMethods->xLock (inner_file (file), level);
}

static int
file_unlock (sqlite3_file *file,
             int           level)
{
  return inner_file (file)->pMethods->xUnlock (inner_file (file), level);
}

static int
file_check_reserved_lock (sqlite3_file *file,
                          int          *out_reserved)
{
  return inner_file (file)->pMethods->xCheckReservedLock (inner_file (file), out_reserved);
}

static int
file_control (sqlite3_file *file,
              int           operation,
              void         *argument)
{
  RcProtectedFile *self = protected_file (file);

  switch (operation)
    {
    case RC_PROTECTED_CONTROL_DAMAGE:
      *(const char **) argument = self->damage[0] != '\0' ? self->damage : NULL;
      return SQLITE_OK;
    /* They would make the file longer without a sealed page. */
    case SQLITE_FCNTL_SIZE_HINT:
    case SQLITE_FCNTL_CHUNK_SIZE:
      return SQLITE_OK;
    case SQLITE_FCNTL_MMAP_SIZE:
      return SQLITE_NOTFOUND;
    default:
      return self->inner->pMethods->xFileControl (self->inner, operation, argument);
    }
}

static int
file_sector_size (sqlite3_file *file)
{
  return SECTOR_BYTES;
}

static int
file_device_characteristics (sqlite3_file *file)
{
  return inner_file (file)->pMethods->xDeviceCharacteristics (inner_file (file)) & PROMISES;
}

static int
file_shm_map (sqlite3_file   *file,
              int             region,
              int             size,
              int             extend,
              void volatile **out_map)
{
  sqlite3_file *inner = inner_file (file);

  if (inner->pMethods->iVersion < 2 || inner->pMethods->xShmMap == NULL)
    return SQLITE_IOERR_SHMMAP;
  return inner->pMethods->xShmMap (inner, region, size, extend, out_map);
}

static int
file_shm_lock (sqlite3_file *file,
               int           offset,
               int           n,
               int           flags)
{
  RcProtectedFile *self = protected_file (file);
  guint locks = ((1u << n) - 1) << offset;
  int result = self->inner->pMethods->xShmLock (self->inner, offset, n, flags);

  if (result == SQLITE_OK && (flags & SQLITE_SHM_EXCLUSIVE) != 0)
    self->shm_locks = (flags & SQLITE_SHM_LOCK) != 0 ? self->shm_locks | locks : self->shm_locks & ~locks;
  return result;
}

static void
file_shm_barrier (sqlite3_file *file)
{
  inner_file (file)->pMethods->xShmBarrier (inner_file (file));
}

static int
file_shm_unmap (sqlite3_file *file,
                int           delete_file)
{
  protected_file (file)->shm_locks = 0;
  return inner_file (file)->pMethods->xShmUnmap (inner_file (file), delete_file);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_reserved_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_device_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

/* FALSE where the file is none of a protected case, so that it may not be opened here. */
static gboolean
recognise (RcProtectedFile *self,
           const char      *name,
           int              flags)
{
  if (name == NULL || (flags & TEMPORARY) != 0)
    {
      self->kind = RC_PROTECTED_FILE_TEMPORARY;
      self->database = self;
      return TRUE;
    }
  if ((flags & SQLITE_OPEN_MAIN_DB) != 0)
    {
      self->kind = RC_PROTECTED_FILE_DATABASE;
      self->database = self;
      self->keys = opening_keys != NULL ? rc_case_keys_ref (opening_keys) : NULL;
      return self->keys != NULL;
    }
  if ((flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) == 0)
    return FALSE;

  self->kind = (flags & SQLITE_OPEN_WAL) != 0 ? RC_PROTECTED_FILE_WAL : RC_PROTECTED_FILE_JOURNAL;
  self->database = protected_file (sqlite3_database_file_object (name));
  self->keys = rc_case_keys_ref (self->database->keys);
  return TRUE;
}

static int
vfs_open (sqlite3_vfs  *vfs,
          const char   *name,
          sqlite3_file *file,
          int           flags,
          int          *out_flags)
{
  RcProtectedFile *self = protected_file (file);
  sqlite3_vfs *inner = inner_vfs ();
  int result;

  memset (self, 0, sizeof *self);
  if (!recognise (self, name, flags))
    return SQLITE_CANTOPEN;

  self->inner = g_malloc0 ((gsize) inner->szOsFile);
  result = inner->xOpen (inner, name, self->inner, flags, out_flags);
  if (result == SQLITE_OK)
    {
      rc_protected_file_init (self);
      self->base.pMethods = &methods;
      return SQLITE_OK;
    }

  if (self->inner->pMethods != NULL)
    self->inner->pMethods->xClose (self->inner);
  rc_protected_file_clear (self);
  g_clear_pointer (&self->inner, g_free);
  return result;
}

static int
vfs_delete (sqlite3_vfs *vfs,
            const char  *name,
            int          sync_folder)
{
  return inner_vfs ()->xDelete (inner_vfs (), name, sync_folder);
}

static int
vfs_access (sqlite3_vfs *vfs,
            const char  *name,
            int          flags,
            int         *out_result)
{
  return inner_vfs ()->xAccess (inner_vfs (), name, flags, out_result);
}

static int
vfs_full_pathname (sqlite3_vfs *vfs,
                   const char  *name,
                   int          size,
                   char        *out_path)
{
  return inner_vfs ()->xFullPathname (inner_vfs (), name, size, out_path);
}

static int
vfs_get_last_error (sqlite3_vfs *vfs,
                    int          size,
                    char        *out_text)
{
  return inner_vfs ()->xGetLastError (inner_vfs (), size, out_text);
}

static gpointer
register_once (gpointer data)
{
  static sqlite3_vfs vfs;

  /* Time, chance and sleep are the default one's. */
  vfs = *inner_vfs ();
  vfs.zName = RC_PROTECTED_VFS;
  vfs.szOsFile = sizeof (RcProtectedFile);
  vfs.xOpen = vfs_open;
  vfs.xDelete = vfs_delete;
  vfs.xAccess = vfs_access;
  vfs.xFullPathname = vfs_full_pathname;
  vfs.xGetLastError = vfs_get_last_error;
  if (sqlite3_vfs_register (&vfs, FALSE) != SQLITE_OK)
    g_error ("No file system for protected cases");
  return NULL;
}

void
rc_protected_vfs_register (void)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, register_once, NULL);
}

int
rc_protected_vfs_open (const char  *path,
                       RcCaseKeys  *keys,
                       int          flags,
                       sqlite3    **out_connection)
{
  int result;

  rc_protected_vfs_register ();
  opening_keys = keys;
  result = sqlite3_open_v2 (path, out_connection, flags, RC_PROTECTED_VFS);
  opening_keys = NULL;
  return result;
}
