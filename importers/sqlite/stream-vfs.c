/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "stream-vfs.h"

#include <string.h>

/* Places of the write and the read version in the header of a database: 1 legacy, 2 write-ahead log (file format, section 1.3). */
#define PLACE_OF_VERSIONS  18
#define HEADER_BYTES       100

struct _RcStreamVfs
{
  sqlite3_vfs  vfs;
  RcStream    *stream;      /* borrowed */
  char        *name;
  GError      *error;       /* (nullable): the first that the stream met */
};

typedef struct
{
  sqlite3_file  base;
  RcStreamVfs  *owner;
} StreamFile;

static StreamFile *
stream_file (sqlite3_file *file)
{
  return (StreamFile *) file;
}

static int
file_close (sqlite3_file *file)
{
  return SQLITE_OK;
}

/* Without its -wal a database of that kind could not be opened; its own pages are complete as of its last checkpoint. */
static void
show_as_legacy (guint8        *buffer,
                gsize          length,
                sqlite3_int64  offset)
{
  for (sqlite3_int64 place = PLACE_OF_VERSIONS; place < PLACE_OF_VERSIONS + 2; place++)
    if (place >= offset && (gsize) (place - offset) < length && buffer[place - offset] == 2)
      buffer[place - offset] = 1;
}

static int
file_read (sqlite3_file  *file,
           void          *buffer,
           int            amount,
           sqlite3_int64  offset)
{
  RcStreamVfs *self = stream_file (file)->owner;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  if (amount < 0 || offset < 0)
    return SQLITE_IOERR_READ;
  if (!rc_stream_pread_full (self->stream, (guint64) offset, buffer, (gsize) amount, &length, &error))
    {
      if (self->error == NULL)
        self->error = g_steal_pointer (&error);
      return SQLITE_IOERR_READ;
    }

  if (offset < HEADER_BYTES)
    show_as_legacy (buffer, length, offset);
  if (length < (gsize) amount)
    {
      /* SQLite asks for zeros behind the end. */
      memset ((guint8 *) buffer + length, 0, (gsize) amount - length);
      return SQLITE_IOERR_SHORT_READ;
    }

  return SQLITE_OK;
}

static int
file_write (sqlite3_file  *file,
            const void    *buffer,
            int            amount,
            sqlite3_int64  offset)
{
  return SQLITE_READONLY;
}

static int
file_truncate (sqlite3_file  *file,
               sqlite3_int64  size)
{
  return SQLITE_READONLY;
}

static int
file_sync (sqlite3_file *file,
           int           flags)
{
  return SQLITE_OK;
}

static int
file_size (sqlite3_file  *file,
           sqlite3_int64 *out_size)
{
  *out_size = stream_file (file)->owner->stream->size;
  return SQLITE_OK;
}

static int
file_lock (sqlite3_file *file,
           int           level)
{
  return SQLITE_OK;
}

static int
file_check_reserved_lock (sqlite3_file *file,
                          int          *out_reserved)
{
  *out_reserved = 0;
  return SQLITE_OK;
}

static int
file_control (sqlite3_file *file,
              int           operation,
              void         *argument)
{
  return SQLITE_NOTFOUND;
}

static int
file_sector_size (sqlite3_file *file)
{
  return 0;
}

static int
file_device_characteristics (sqlite3_file *file)
{
  return SQLITE_IOCAP_IMMUTABLE;
}

static const sqlite3_io_methods file_methods = {
  .iVersion = 1,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_lock,
  .xCheckReservedLock = file_check_reserved_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_device_characteristics,
};

static int
vfs_open (sqlite3_vfs  *vfs,
          const char   *name,
          sqlite3_file *file,
          int           flags,
          int          *out_flags)
{
  file->pMethods = NULL;
  if ((flags & SQLITE_OPEN_MAIN_DB) == 0)
    return SQLITE_CANTOPEN;

  stream_file (file)->owner = vfs->pAppData;
  file->pMethods = &file_methods;
  if (out_flags != NULL)
    *out_flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
  return SQLITE_OK;
}

static int
vfs_delete (sqlite3_vfs *vfs,
            const char  *name,
            int          sync_folder)
{
  return SQLITE_READONLY;
}

static int
vfs_access (sqlite3_vfs *vfs,
            const char  *name,
            int          flags,
            int         *out_result)
{
  *out_result = 0;
  return SQLITE_OK;
}

static int
vfs_full_pathname (sqlite3_vfs *vfs,
                   const char  *name,
                   int          length,
                   char        *out_path)
{
  return g_strlcpy (out_path, name, (gsize) length) < (gsize) length ? SQLITE_OK : SQLITE_CANTOPEN;
}

static int
vfs_randomness (sqlite3_vfs *vfs,
                int          length,
                char        *out_bytes)
{
  memset (out_bytes, 0, (gsize) length);
  return length;
}

static int
vfs_sleep (sqlite3_vfs *vfs,
           int          microseconds)
{
  return 0;
}

static int
vfs_current_time (sqlite3_vfs *vfs,
                  double      *out_day)
{
  *out_day = 0;
  return SQLITE_OK;
}

static int
vfs_get_last_error (sqlite3_vfs *vfs,
                    int          length,
                    char        *out_text)
{
  return 0;
}

/**
 * rc_stream_vfs_new:
 * @stream: the database's bytes, readable at any place and of known size; borrowed for the life of the result
 *
 * Returns: (transfer full): a place to open that database from; it must outlive the connection
 */
RcStreamVfs *
rc_stream_vfs_new (RcStream *stream)
{
  RcStreamVfs *self = g_new0 (RcStreamVfs, 1);

  g_return_val_if_fail (stream->pread != NULL && stream->size >= 0, NULL);

  self->stream = stream;
  self->name = g_strdup_printf ("recount-stream-%p", (void *) self);
  self->vfs = (sqlite3_vfs) {
    .iVersion = 1,
    .szOsFile = sizeof (StreamFile),
    .mxPathname = 64,
    .zName = self->name,
    .pAppData = self,
    .xOpen = vfs_open,
    .xDelete = vfs_delete,
    .xAccess = vfs_access,
    .xFullPathname = vfs_full_pathname,
    .xRandomness = vfs_randomness,
    .xSleep = vfs_sleep,
    .xCurrentTime = vfs_current_time,
    .xGetLastError = vfs_get_last_error,
  };
  if (sqlite3_vfs_register (&self->vfs, FALSE) != SQLITE_OK)
    g_error ("SQLite could not take a file system");

  return self;
}

void
rc_stream_vfs_free (RcStreamVfs *self)
{
  if (self == NULL)
    return;

  sqlite3_vfs_unregister (&self->vfs);
  g_clear_error (&self->error);
  g_free (self->name);
  g_free (self);
}

/**
 * rc_stream_vfs_open:
 *
 * Opens the database for reading. Nothing of it is read yet.
 *
 * Returns: (nullable) (transfer full): a connection for one thread, to be ended with sqlite3_close() before the file system goes
 */
sqlite3 *
rc_stream_vfs_open (RcStreamVfs *self)
{
  sqlite3 *database = NULL;
  int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;

  if (sqlite3_open_v2 ("evidence", &database, flags, self->name) != SQLITE_OK)
    g_clear_pointer (&database, sqlite3_close);
  return database;
}

/**
 * rc_stream_vfs_steal_error:
 *
 * Tells a failure of the stream from a fault in the database, both of which SQLite reports as a failed read.
 *
 * Returns: %TRUE, with @error set, when the stream itself failed
 */
gboolean
rc_stream_vfs_steal_error (RcStreamVfs  *self,
                           GError      **error)
{
  if (self->error == NULL)
    return FALSE;

  g_propagate_error (error, g_steal_pointer (&self->error));
  return TRUE;
}
