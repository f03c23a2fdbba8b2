/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "stream.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What one system call is asked for at most: Linux moves no more than 2 GiB less one page at once. */
#define MOST_AT_ONCE (1u << 30)

G_DEFINE_QUARK (rc-stream-error-quark, rc_stream_error)

/**
 * rc_stream_read:
 * @self: a stream
 * @buffer: (out caller-allocates): room for @length bytes
 *
 * Returns: the number of bytes read, which may be less than @length; 0 at the end or where @length is 0; -1 with @error set
 */
gssize
rc_stream_read (RcStream  *self,
                void      *buffer,
                gsize      length,
                GError   **error)
{
  g_return_val_if_fail (self != NULL, -1);

  if (length == 0)
    return 0;

  return self->read (self, buffer, MIN (length, MOST_AT_ONCE), error);
}

/**
 * rc_stream_read_full:
 * @out_length: (out): bytes read, also where the answer is %FALSE; less than @length only at the end or on error
 *
 * Reads until the buffer is full or the stream ends.
 *
 * Returns: %FALSE with @error set where a read failed
 */
gboolean
rc_stream_read_full (RcStream  *self,
                     void      *buffer,
                     gsize      length,
                     gsize     *out_length,
                     GError   **error)
{
  gssize n = 1;

  *out_length = 0;
  while (*out_length < length && n > 0)
    {
      n = rc_stream_read (self, (guint8 *) buffer + *out_length, length - *out_length, error);
      if (n > 0)
        *out_length += (gsize) n;
    }

  return n >= 0;
}

/**
 * rc_stream_pread:
 * @offset: from the stream's first byte
 *
 * Does not move the place of rc_stream_read().
 *
 * Returns: as rc_stream_read(); also -1 where the stream can only be read from front to back
 */
gssize
rc_stream_pread (RcStream  *self,
                 guint64    offset,
                 void      *buffer,
                 gsize      length,
                 GError   **error)
{
  g_return_val_if_fail (self != NULL, -1);

  if (self->pread == NULL)
    {
      g_set_error_literal (error, RC_STREAM_ERROR, RC_STREAM_ERROR_SYSTEM,
                           "These bytes can only be read from front to back.");
      return -1;
    }

  if (length == 0)
    return 0;

  return self->pread (self, offset, buffer, MIN (length, MOST_AT_ONCE), error);
}

/**
 * rc_stream_pread_full:
 * @out_length: (out): bytes read, also where the answer is %FALSE; less than @length only at the end or on error
 *
 * Returns: %FALSE with @error set where a read failed
 */
gboolean
rc_stream_pread_full (RcStream  *self,
                      guint64    offset,
                      void      *buffer,
                      gsize      length,
                      gsize     *out_length,
                      GError   **error)
{
  gssize n = 1;

  *out_length = 0;
  while (*out_length < length && n > 0)
    {
      guint64 at;

      if (!g_uint64_checked_add (&at, offset, *out_length))
        return TRUE;
      n = rc_stream_pread (self, at, (guint8 *) buffer + *out_length, length - *out_length, error);
      if (n > 0)
        *out_length += (gsize) n;
    }

  return n >= 0;
}

/**
 * rc_stream_close:
 * @self: (nullable) (transfer full): a stream
 *
 * Lets go what the stream holds, then the stream itself.
 */
void
rc_stream_close (RcStream *self)
{
  if (self == NULL)
    return;

  if (self->close != NULL)
    self->close (self);
  g_free (self);
}

/* --- A file --- */

typedef struct
{
  RcStream  stream;
  int       fd;
  guint64   position;
  char     *path;
} FileStream;

static const char *
describe_type (mode_t mode)
{
  if (S_ISDIR (mode))
    return "a folder";
  if (S_ISFIFO (mode))
    return "a FIFO (a pipe with a name)";
  if (S_ISSOCK (mode))
    return "a socket";
  if (S_ISCHR (mode) || S_ISBLK (mode))
    return "a device";
  if (S_ISLNK (mode))
    return "a symbolic link";

  return "something of an unknown kind";
}

static gboolean
check_regular (const struct stat  *info,
               const char         *path,
               GError            **error)
{
  g_autofree char *shown = NULL;

  if (S_ISREG (info->st_mode))
    return TRUE;

  shown = g_filename_display_name (path);
  g_set_error (error, RC_STREAM_ERROR, RC_STREAM_ERROR_NOT_A_FILE,
               "“%s” is %s, not a file.", shown, describe_type (info->st_mode));
  return FALSE;
}

static gboolean
set_system_error (const char  *path,
                  const char  *what,
                  int          number,
                  GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, RC_STREAM_ERROR, RC_STREAM_ERROR_SYSTEM,
               "“%s” could not be %s: %s.", shown, what, g_strerror (number));
  return FALSE;
}

static gssize
file_pread (RcStream  *stream,
            guint64    offset,
            void      *buffer,
            gsize      length,
            GError   **error)
{
  FileStream *self = (FileStream *) stream;
  gssize n;

  if (offset > G_MAXINT64)
    return 0;

  do
    n = pread (self->fd, buffer, length, (off_t) offset);
  while (n < 0 && errno == EINTR);

  if (n < 0)
    set_system_error (self->path, "read", errno, error);

  return n;
}

static gssize
file_read (RcStream  *stream,
           void      *buffer,
           gsize      length,
           GError   **error)
{
  FileStream *self = (FileStream *) stream;
  gssize n = file_pread (stream, self->position, buffer, length, error);

  if (n > 0)
    self->position += (guint64) n;

  return n;
}

static void
file_close (RcStream *stream)
{
  FileStream *self = (FileStream *) stream;

  close (self->fd);
  g_free (self->path);
}

/* Opens without waiting for the writer of a FIFO and without becoming a terminal's owner, should @path have been exchanged
 * since it was looked at; the flag is taken off again, since regular files know no "try later". */
static int
open_regular (const char   *path,
              struct stat  *out_info,
              GError      **error)
{
  int fd;

  if (stat (path, out_info) != 0)
    {
      set_system_error (path, "opened", errno, error);
      return -1;
    }

  /* Looked at before it is opened: opening a device can already do something. */
  if (!check_regular (out_info, path, error))
    return -1;

  do
    fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  while (fd < 0 && errno == EINTR);

  if (fd < 0)
    {
      set_system_error (path, "opened", errno, error);
      return -1;
    }

  if (fstat (fd, out_info) != 0)
    set_system_error (path, "opened", errno, error);
  else if (check_regular (out_info, path, error))
    {
      int flags = fcntl (fd, F_GETFL);

      if (flags >= 0 && fcntl (fd, F_SETFL, flags & ~O_NONBLOCK) == 0)
        return fd;
      set_system_error (path, "opened", errno, error);
    }

  close (fd);
  return -1;
}

/**
 * rc_stream_new_file:
 * @path: in the encoding of file names
 *
 * Opens a regular file for reading. A symbolic link is followed: whether links are followed is decided by whoever walks a
 * folder. Anything that is no regular file is refused with %RC_STREAM_ERROR_NOT_A_FILE and never waited for. The size is
 * what the file had when it was opened.
 *
 * Returns: (transfer full) (nullable): a stream that can be read at any place; %NULL with @error set
 */
RcStream *
rc_stream_new_file (const char  *path,
                    GError     **error)
{
  FileStream *self;
  struct stat info;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);

  fd = open_regular (path, &info, error);
  if (fd < 0)
    return NULL;

  /* Advice only: where the system does not take it, nothing is lost. */
  (void) posix_fadvise (fd, 0, 0, POSIX_FADV_SEQUENTIAL);

  self = g_new0 (FileStream, 1);
  self->stream.read = file_read;
  self->stream.pread = file_pread;
  self->stream.close = file_close;
  self->stream.size = info.st_size;
  self->fd = fd;
  self->path = g_strdup (path);

  return &self->stream;
}

/* --- Memory --- */

typedef struct
{
  RcStream  stream;
  GBytes   *bytes;
  guint64   position;
} MemoryStream;

static gssize
memory_pread (RcStream  *stream,
              guint64    offset,
              void      *buffer,
              gsize      length,
              GError   **error)
{
  MemoryStream *self = (MemoryStream *) stream;
  gsize size;
  const guint8 *data = g_bytes_get_data (self->bytes, &size);

  if (offset >= size)
    return 0;

  length = MIN (length, size - (gsize) offset);
  memcpy (buffer, data + offset, length);
  return (gssize) length;
}

static gssize
memory_read (RcStream  *stream,
             void      *buffer,
             gsize      length,
             GError   **error)
{
  MemoryStream *self = (MemoryStream *) stream;
  gssize n = memory_pread (stream, self->position, buffer, length, error);

  self->position += (guint64) n;
  return n;
}

static void
memory_close (RcStream *stream)
{
  g_bytes_unref (((MemoryStream *) stream)->bytes);
}

/**
 * rc_stream_new_memory:
 * @bytes: (transfer none): kept by the stream
 *
 * Returns: (transfer full): a stream over @bytes that can be read at any place
 */
RcStream *
rc_stream_new_memory (GBytes *bytes)
{
  MemoryStream *self;

  g_return_val_if_fail (bytes != NULL, NULL);

  self = g_new0 (MemoryStream, 1);
  self->stream.read = memory_read;
  self->stream.pread = memory_pread;
  self->stream.close = memory_close;
  self->stream.size = (gint64) g_bytes_get_size (bytes);
  self->bytes = g_bytes_ref (bytes);

  return &self->stream;
}

/* --- A range of another stream --- */

typedef struct
{
  RcStream  stream;
  RcStream *base;
  guint64   start;
  guint64   position;
} RangeStream;

static gssize
range_pread (RcStream  *stream,
             guint64    offset,
             void      *buffer,
             gsize      length,
             GError   **error)
{
  RangeStream *self = (RangeStream *) stream;
  guint64 size = (guint64) stream->size;
  gssize n;

  if (offset >= size)
    return 0;

  length = (gsize) MIN (length, size - offset);
  n = rc_stream_pread (self->base, self->start + offset, buffer, length, error);
  if (n == 0)
    {
      g_set_error (error, RC_STREAM_ERROR, RC_STREAM_ERROR_MALFORMED,
                   "The bytes end at %" G_GUINT64_FORMAT ", before their stated end at %" G_GUINT64_FORMAT ".",
                   self->start + offset, self->start + size);
      return -1;
    }

  return n;
}

static gssize
range_read (RcStream  *stream,
            void      *buffer,
            gsize      length,
            GError   **error)
{
  RangeStream *self = (RangeStream *) stream;
  gssize n = range_pread (stream, self->position, buffer, length, error);

  if (n > 0)
    self->position += (guint64) n;

  return n;
}

/**
 * rc_stream_new_range:
 * @base: (transfer none): readable at any place; must stay open while the range is read
 * @offset: where the range begins in @base
 * @size: in bytes; together with @offset no more than %G_MAXINT64
 *
 * Where @base ends before the range does, reading there fails with %RC_STREAM_ERROR_MALFORMED.
 *
 * Returns: (transfer full): a stream over a part of @base that can be read at any place
 */
RcStream *
rc_stream_new_range (RcStream *base,
                     guint64   offset,
                     guint64   size)
{
  RangeStream *self;

  g_return_val_if_fail (base != NULL && base->pread != NULL, NULL);
  g_return_val_if_fail (offset <= G_MAXINT64 && size <= G_MAXINT64 - offset, NULL);

  self = g_new0 (RangeStream, 1);
  self->stream.read = range_read;
  self->stream.pread = range_pread;
  self->stream.size = (gint64) size;
  self->base = base;
  self->start = offset;

  return &self->stream;
}
