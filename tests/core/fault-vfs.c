/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fault-vfs.h"

#include <sqlite3.h>

typedef struct
{
  sqlite3_file  base;
  sqlite3_file *real;    /* in the memory behind this */
} FaultFile;

static sqlite3_vfs *real_vfs;
static gboolean is_armed;
static gboolean has_happened;
static FaultKind armed_kind;
static guint countdown_left;

/* Counts an operation that changes a file; answers SQLITE_OK or what it must fail with. */
static int
count (int io_error)
{
  if (!is_armed)
    return SQLITE_OK;
  if (!has_happened && countdown_left > 0)
    {
      countdown_left--;
      return SQLITE_OK;
    }
  if (has_happened && armed_kind == FAULT_IO_ONCE)
    return SQLITE_OK;

  has_happened = TRUE;
  return armed_kind == FAULT_FULL ? SQLITE_FULL : io_error;
}

static sqlite3_file *
real_file (sqlite3_file *file)
{
  return ((FaultFile *) file)->real;
}

static int
fault_close (sqlite3_file *file)
{
  return real_file (file)->pMethods->xClose (real_file (file));
}

static int
fault_read (sqlite3_file  *file,
            void          *buffer,
            int            amount,
            sqlite3_int64  offset)
{
  return real_file (file)->pMethods->xRead (real_file (file), buffer, amount, offset);
}

static int
fault_write (sqlite3_file  *file,
             const void    *buffer,
             int            amount,
             sqlite3_int64  offset)
{
  int fault = count (SQLITE_IOERR_WRITE);

  if (fault == SQLITE_OK)
    return real_file (file)->pMethods->xWrite (real_file (file), buffer, amount, offset);
  /* A full disk takes what still fits: half of the write is the worst that can be left. */
  if (amount > 1)
    real_file (file)->pMethods->xWrite (real_file (file), buffer, amount / 2, offset);
  return fault;
}

static int
fault_truncate (sqlite3_file  *file,
                sqlite3_int64  size)
{
  /* A full disk can still make files shorter. */
  int fault = armed_kind == FAULT_FULL ? SQLITE_OK : count (SQLITE_IOERR_TRUNCATE);

  return fault != SQLITE_OK ? fault : real_file (file)->pMethods->xTruncate (real_file (file), size);
}

static int
fault_sync (sqlite3_file *file,
            int           flags)
{
  return count (SQLITE_IOERR_FSYNC);
}

static int
fault_file_size (sqlite3_file  *file,
                 sqlite3_int64 *out_size)
{
  return real_file (file)->pMethods->xFileSize (real_file (file), out_size);
}

static int
fault_lock (sqlite3_file *file,
            int           level)
{
  return real_file (file)->pMethods->xLock (real_file (file), level);
}

static int
fault_unlock (sqlite3_file *file,
              int           level)
{
  return real_file (file)->pMethods->xUnlock (real_file (file), level);
}

static int
fault_check_reserved_lock (sqlite3_file *file,
                           int          *out_reserved)
{
  return real_file (file)->pMethods->xCheckReservedLock (real_file (file), out_reserved);
}

static int
fault_file_control (sqlite3_file *file,
                    int           operation,
                    void         *argument)
{
  return real_file (file)->pMethods->xFileControl (real_file (file), operation, argument);
}

static int
fault_sector_size (sqlite3_file *file)
{
  return real_file (file)->pMethods->xSectorSize (real_file (file));
}

static int
fault_device_characteristics (sqlite3_file *file)
{
  return real_file (file)->pMethods->xDeviceCharacteristics (real_file (file));
}

static int
fault_shm_map (sqlite3_file   *file,
               int             region,
               int             size,
               int             extend,
               void volatile **out_map)
{
  int fault = extend ? count (SQLITE_IOERR_SHMSIZE) : SQLITE_OK;

  return fault != SQLITE_OK ? fault : real_file (file)->pMethods->xShmMap (real_file (file), region, size, extend, out_map);
}

static int
fault_shm_lock (sqlite3_file *file,
                int           offset,
                int           n,
                int           flags)
{
  return real_file (file)->pMethods->xShmLock (real_file (file), offset, n, flags);
}

static void
fault_shm_barrier (sqlite3_file *file)
{
  real_file (file)->pMethods->xShmBarrier (real_file (file));
}

static int
fault_shm_unmap (sqlite3_file *file,
                 int           delete_file)
{
  return real_file (file)->pMethods->xShmUnmap (real_file (file), delete_file);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = fault_close,
  .xRead = fault_read,
  .xWrite = fault_write,
  .xTruncate = fault_truncate,
  .xSync = fault_sync,
  .xFileSize = fault_file_size,
  .xLock = fault_lock,
  .xUnlock = fault_unlock,
  .xCheckReservedLock = fault_check_reserved_lock,
  .xFileControl = fault_file_control,
  .xSectorSize = fault_sector_size,
  .xDeviceCharacteristics = fault_device_characteristics,
  .xShmMap = fault_shm_map,
  .xShmLock = fault_shm_lock,
  .xShmBarrier = fault_shm_barrier,
  .xShmUnmap = fault_shm_unmap,
};

static int
fault_open (sqlite3_vfs  *vfs,
            const char   *name,
            sqlite3_file *file,
            int           flags,
            int          *out_flags)
{
  FaultFile *self = (FaultFile *) file;
  int result;

  self->base.pMethods = NULL;
  self->real = (sqlite3_file *) (self + 1);
  if ((flags & SQLITE_OPEN_MAIN_DB) == 0 && (flags & SQLITE_OPEN_CREATE) != 0 && count (SQLITE_CANTOPEN) != SQLITE_OK)
    return SQLITE_CANTOPEN;

  result = real_vfs->xOpen (real_vfs, name, self->real, flags, out_flags);
  if (self->real->pMethods != NULL)
    self->base.pMethods = &methods;
  return result;
}

static int
fault_delete (sqlite3_vfs *vfs,
              const char  *name,
              int          sync_folder)
{
  int fault = armed_kind == FAULT_FULL ? SQLITE_OK : count (SQLITE_IOERR_DELETE);

  return fault != SQLITE_OK ? fault : real_vfs->xDelete (real_vfs, name, FALSE);
}

void
fault_vfs_install (void)
{
  static sqlite3_vfs vfs;

  if (real_vfs != NULL)
    return;

  real_vfs = sqlite3_vfs_find (NULL);
  vfs = *real_vfs;
  vfs.szOsFile = (int) sizeof (FaultFile) + real_vfs->szOsFile;
  vfs.zName = "fault";
  vfs.xOpen = fault_open;
  vfs.xDelete = fault_delete;
  g_assert_cmpint (sqlite3_vfs_register (&vfs, TRUE), ==, SQLITE_OK);
}

void
fault_vfs_arm (FaultKind kind,
               guint     countdown)
{
  fault_vfs_install ();
  armed_kind = kind;
  countdown_left = countdown;
  has_happened = FALSE;
  is_armed = TRUE;
}

guint
fault_vfs_get_countdown (void)
{
  return countdown_left;
}

gboolean
fault_vfs_disarm (void)
{
  is_armed = FALSE;
  return has_happened;
}
