/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/archive/zip-writer.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>

#include "core/bounds.h"

/*
 * APPNOTE.TXT 6.3.10. A member's sizes and checksum are known only at its end, and are put into its local header then: no data descriptor is needed, which some
 * readers do not know. Where a member turns out to need 64 bits, its bytes are moved to make room for them.
 */

#define LOCAL_SIGNATURE   0x04034b50u
#define ENTRY_SIGNATURE   0x02014b50u
#define END_SIGNATURE     0x06054b50u
#define END64_SIGNATURE   0x06064b50u
#define LOCATOR_SIGNATURE 0x07064b50u

#define LOCAL_BYTES       30u
#define EXTRA_ZIP64       0x0001u
#define LOCAL_WIDE_BYTES  20u           /* the extra field with two sizes */

#define STORED            0u
#define DEFLATE           8u
#define FLAG_UTF8         0x0800u       /* section 4.4.4, bit 11 */
#define VERSION_PLAIN     20u
#define VERSION_WIDE      45u

#define BUFFER_BYTES      (64u << 10)
#define LEVEL             6

/* A member is packed no denser than a reader that guards itself against bombs takes: half of RC_LIMIT_EXPANSION_RATIO, past RC_LIMIT_EXPANSION_FREE_BYTES. */
#define MOST_DENSE        (RC_LIMIT_EXPANSION_RATIO / 2)
#define FREE_BYTES        (RC_LIMIT_EXPANSION_FREE_BYTES / 2)

typedef struct
{
  char    *name;
  guint64  header;
  guint64  stored_size;
  guint64  size;
  guint32  crc32;
  guint16  method;
  gboolean wide;
} Member;

struct _RcZipWriter
{
  int       fd;
  guint32   dos_time;
  guint64   wide_from;
  guint64   place;          /* where the next byte goes */
  GArray   *members;        /* of Member; the last one is open while @open */
  gboolean  open;
  int       fault;
  z_stream  stream;
  gboolean  has_stream;
  int       level;
  guint8   *buffer;
  guint8   *waiting;        /* what was appended and not taken: parts are of one size, however the bytes came */
  gsize     n_waiting;
};

static void
member_clear (gpointer data)
{
  g_free (((Member *) data)->name);
}

/* Section 4.4.6: local time without a zone; here it is UTC. */
static guint32
dos_time (gint64 dated_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (dated_us / G_USEC_PER_SEC);
  int year = time != NULL ? g_date_time_get_year (time) : 0;

  if (year < 1980)
    return 1u << 21 | 1u << 16;
  if (year > 2107)
    return 127u << 25 | 12u << 21 | 31u << 16 | 23u << 11 | 59u << 5 | 29u;
  return (guint32) (year - 1980) << 25 | (guint32) g_date_time_get_month (time) << 21 | (guint32) g_date_time_get_day_of_month (time) << 16
    | (guint32) g_date_time_get_hour (time) << 11 | (guint32) g_date_time_get_minute (time) << 5
    | (guint32) g_date_time_get_second (time) / 2;
}

/**
 * rc_zip_writer_new:
 *
 * Returns: (transfer full)
 */
RcZipWriter *
rc_zip_writer_new (int     fd,
                   gint64  dated_us,
                   guint64 wide_from)
{
  RcZipWriter *self = g_new0 (RcZipWriter, 1);

  self->fd = fd;
  self->dos_time = dos_time (dated_us);
  self->wide_from = wide_from;
  self->members = g_array_new (FALSE, FALSE, sizeof (Member));
  g_array_set_clear_func (self->members, member_clear);
  self->buffer = g_malloc (BUFFER_BYTES);
  self->waiting = g_malloc (BUFFER_BYTES);
  return self;
}

void
rc_zip_writer_free (RcZipWriter *self)
{
  if (self == NULL)
    return;

  if (self->has_stream)
    deflateEnd (&self->stream);
  g_array_unref (self->members);
  g_free (self->buffer);
  g_free (self->waiting);
  g_free (self);
}

/* --- Bytes --- */

static void
put16 (GByteArray *bytes,
       guint       value)
{
  const guint8 little[2] = { (guint8) value, (guint8) (value >> 8) };

  g_byte_array_append (bytes, little, sizeof little);
}

static void
put32 (GByteArray *bytes,
       guint64     value)
{
  put16 (bytes, (guint) (value & 0xffff));
  put16 (bytes, (guint) (value >> 16 & 0xffff));
}

static void
put64 (GByteArray *bytes,
       guint64     value)
{
  put32 (bytes, value & G_MAXUINT32);
  put32 (bytes, value >> 32);
}

static int
write_at (RcZipWriter  *self,
          guint64       place,
          const guint8 *bytes,
          gsize         length)
{
  while (length > 0)
    {
      ssize_t written = pwrite (self->fd, bytes, length, (off_t) place);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return self->fault = errno;
      bytes += written;
      place += (guint64) written;
      length -= (gsize) written;
    }
  return 0;
}

static int
read_at (RcZipWriter *self,
         guint64      place,
         guint8      *bytes,
         gsize        length)
{
  while (length > 0)
    {
      ssize_t n = pread (self->fd, bytes, length, (off_t) place);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return self->fault = n < 0 ? errno : EIO;
      bytes += n;
      place += (guint64) n;
      length -= (gsize) n;
    }
  return 0;
}

static int
put_bytes (RcZipWriter  *self,
           const guint8 *bytes,
           gsize         length)
{
  int fault = write_at (self, self->place, bytes, length);

  self->place += length;
  return fault;
}

static Member *
last_member (RcZipWriter *self)
{
  return &g_array_index (self->members, Member, self->members->len - 1);
}

/* --- Members --- */

static guint
flags_of (const Member *member)
{
  return g_str_is_ascii (member->name) ? 0 : FLAG_UTF8;
}

/* What both headers say in the same order; @wide: both sizes stand in the extra field. */
static void
put_common (GByteArray   *bytes,
            RcZipWriter  *self,
            const Member *member,
            gboolean      needs_wide,
            gboolean      wide_sizes)
{
  put16 (bytes, needs_wide ? VERSION_WIDE : VERSION_PLAIN);
  put16 (bytes, flags_of (member));
  put16 (bytes, member->method);
  put32 (bytes, self->dos_time);
  put32 (bytes, member->crc32);
  put32 (bytes, wide_sizes ? G_MAXUINT32 : member->stored_size);
  put32 (bytes, wide_sizes ? G_MAXUINT32 : member->size);
  put16 (bytes, (guint) strlen (member->name));
}

static int
write_local (RcZipWriter  *self,
             const Member *member)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  put32 (bytes, LOCAL_SIGNATURE);
  put_common (bytes, self, member, member->wide, member->wide);
  put16 (bytes, member->wide ? LOCAL_WIDE_BYTES : 0);
  g_byte_array_append (bytes, (const guint8 *) member->name, (guint) strlen (member->name));
  if (member->wide)
    {
      put16 (bytes, EXTRA_ZIP64);
      put16 (bytes, 16);
      put64 (bytes, member->size);
      put64 (bytes, member->stored_size);
    }
  return write_at (self, member->header, bytes->data, bytes->len);
}

static int
start_stream (RcZipWriter *self)
{
  if (self->has_stream)
    {
      deflateEnd (&self->stream);
      self->has_stream = FALSE;
    }
  memset (&self->stream, 0, sizeof self->stream);
  if (deflateInit2 (&self->stream, LEVEL, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return self->fault = ENOMEM;
  self->has_stream = TRUE;
  self->level = LEVEL;
  return 0;
}

/**
 * rc_zip_writer_begin:
 *
 * Returns: 0 or an errno; ENAMETOOLONG for a name that no zip can hold
 */
int
rc_zip_writer_begin (RcZipWriter *self,
                     const char  *name,
                     gboolean     deflate)
{
  Member member = { .header = self->place, .crc32 = (guint32) crc32 (0, NULL, 0), .method = deflate ? DEFLATE : STORED };

  g_return_val_if_fail (!self->open, EINVAL);

  if (self->fault != 0)
    return self->fault;
  if (strlen (name) > G_MAXUINT16)
    return self->fault = ENAMETOOLONG;
  if (deflate && start_stream (self) != 0)
    return self->fault;

  member.name = g_strdup (name);
  g_array_append_val (self->members, member);
  self->open = TRUE;
  self->n_waiting = 0;
  self->place += LOCAL_BYTES + strlen (name);
  return 0;
}

static guint64
data_of (const Member *member)
{
  return member->header + LOCAL_BYTES + strlen (member->name);
}

static int
deflate_some (RcZipWriter  *self,
              const guint8 *bytes,
              gsize         length,
              int           flush)
{
  int status;

  self->stream.next_in = (Bytef *) bytes;
  self->stream.avail_in = (uInt) length;
  do
    {
      self->stream.next_out = self->buffer;
      self->stream.avail_out = BUFFER_BYTES;
      status = deflate (&self->stream, flush);
      if (put_bytes (self, self->buffer, BUFFER_BYTES - self->stream.avail_out) != 0)
        return self->fault;
    }
  while (flush == Z_FINISH ? status != Z_STREAM_END : self->stream.avail_in > 0 || self->stream.avail_out == 0);
  return 0;
}

static int
set_level (RcZipWriter *self,
           int          level)
{
  int status;

  if (level == self->level)
    return 0;

  self->stream.next_in = NULL;
  self->stream.avail_in = 0;
  do
    {
      self->stream.next_out = self->buffer;
      self->stream.avail_out = BUFFER_BYTES;
      status = deflateParams (&self->stream, level, Z_DEFAULT_STRATEGY);
      if (put_bytes (self, self->buffer, BUFFER_BYTES - self->stream.avail_out) != 0)
        return self->fault;
    }
  while (status == Z_BUF_ERROR);
  self->level = level;
  return 0;
}

static int
take_waiting (RcZipWriter *self)
{
  Member *member = last_member (self);
  gsize length = self->n_waiting;
  gboolean is_dense = member->size > FREE_BYTES && member->size / MOST_DENSE > self->place - data_of (member);

  self->n_waiting = 0;
  member->crc32 = (guint32) crc32 (member->crc32, self->waiting, (uInt) length);
  member->size += length;
  if (member->method == STORED)
    return put_bytes (self, self->waiting, length);
  if (set_level (self, is_dense ? 0 : LEVEL) != 0)
    return self->fault;
  return deflate_some (self, self->waiting, length, Z_NO_FLUSH);
}

int
rc_zip_writer_append (RcZipWriter *self,
                      const void  *bytes,
                      gsize        length)
{
  const guint8 *at = bytes;

  g_return_val_if_fail (self->open || self->fault != 0, EINVAL);

  while (self->fault == 0 && length > 0)
    {
      gsize part = MIN (length, BUFFER_BYTES - self->n_waiting);

      memcpy (self->waiting + self->n_waiting, at, part);
      self->n_waiting += part;
      at += part;
      length -= part;
      if (self->n_waiting == BUFFER_BYTES)
        (void) take_waiting (self);
    }
  return self->fault;
}

/* From its end, so that nothing is overwritten before it was read. */
static int
move_up (RcZipWriter *self,
         guint64      from,
         guint64      length,
         gsize        by)
{
  while (length > 0)
    {
      gsize part = (gsize) MIN (length, BUFFER_BYTES);

      length -= part;
      if (read_at (self, from + length, self->buffer, part) != 0 || write_at (self, from + length + by, self->buffer, part) != 0)
        return self->fault;
    }
  return 0;
}

int
rc_zip_writer_end (RcZipWriter *self)
{
  Member *member;
  guint64 data;

  g_return_val_if_fail (self->open || self->fault != 0, EINVAL);

  if (self->fault != 0 || (self->n_waiting > 0 && take_waiting (self) != 0))
    return self->fault;
  member = last_member (self);
  if (member->method == DEFLATE && deflate_some (self, NULL, 0, Z_FINISH) != 0)
    return self->fault;

  data = data_of (member);
  member->stored_size = self->place - data;
  member->wide = member->size >= self->wide_from || member->stored_size >= self->wide_from;
  if (member->wide)
    {
      if (move_up (self, data, member->stored_size, LOCAL_WIDE_BYTES) != 0)
        return self->fault;
      self->place += LOCAL_WIDE_BYTES;
    }
  self->open = FALSE;
  return write_local (self, member);
}

/* --- The directory --- */

static void
put_entry (GByteArray   *bytes,
           RcZipWriter  *self,
           const Member *member)
{
  gboolean is_far = member->header >= self->wide_from;
  guint extra = (member->wide ? 16 : 0) + (is_far ? 8 : 0);

  put32 (bytes, ENTRY_SIGNATURE);
  put16 (bytes, extra > 0 ? VERSION_WIDE : VERSION_PLAIN);   /* made by: MS-DOS, which has neither owner nor mode */
  put_common (bytes, self, member, extra > 0, member->wide);
  put16 (bytes, extra > 0 ? extra + 4 : 0);
  put16 (bytes, 0);       /* comment */
  put16 (bytes, 0);       /* disk */
  put16 (bytes, 0);       /* internal attributes */
  put32 (bytes, 0);       /* external attributes */
  put32 (bytes, is_far ? G_MAXUINT32 : member->header);
  g_byte_array_append (bytes, (const guint8 *) member->name, (guint) strlen (member->name));
  if (extra == 0)
    return;

  put16 (bytes, EXTRA_ZIP64);
  put16 (bytes, extra);
  if (member->wide)
    {
      put64 (bytes, member->size);
      put64 (bytes, member->stored_size);
    }
  if (is_far)
    put64 (bytes, member->header);
}

static void
put_wide_end (GByteArray  *bytes,
              RcZipWriter *self,
              guint64      directory,
              guint64      directory_size)
{
  put32 (bytes, END64_SIGNATURE);
  put64 (bytes, 44);                       /* bytes that follow */
  put16 (bytes, VERSION_WIDE);
  put16 (bytes, VERSION_WIDE);
  put32 (bytes, 0);
  put32 (bytes, 0);
  put64 (bytes, self->members->len);
  put64 (bytes, self->members->len);
  put64 (bytes, directory_size);
  put64 (bytes, directory);

  put32 (bytes, LOCATOR_SIGNATURE);
  put32 (bytes, 0);
  put64 (bytes, directory + directory_size);
  put32 (bytes, 1);
}

static void
put_end (GByteArray  *bytes,
         RcZipWriter *self,
         guint64      directory,
         guint64      directory_size)
{
  guint count = MIN (self->members->len, G_MAXUINT16);

  if (self->members->len >= G_MAXUINT16 || directory >= self->wide_from || directory_size >= self->wide_from)
    put_wide_end (bytes, self, directory, directory_size);

  put32 (bytes, END_SIGNATURE);
  put16 (bytes, 0);
  put16 (bytes, 0);
  put16 (bytes, count);
  put16 (bytes, count);
  put32 (bytes, directory_size >= self->wide_from ? G_MAXUINT32 : directory_size);
  put32 (bytes, directory >= self->wide_from ? G_MAXUINT32 : directory);
  put16 (bytes, 0);
}

int
rc_zip_writer_finish (RcZipWriter *self,
                      guint64     *out_bytes)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint64 directory = self->place;

  g_return_val_if_fail (!self->open || self->fault != 0, EINVAL);

  for (guint i = 0; i < self->members->len && self->fault == 0; i++)
    {
      put_entry (bytes, self, &g_array_index (self->members, Member, i));
      if (bytes->len >= BUFFER_BYTES)
        {
          (void) put_bytes (self, bytes->data, bytes->len);
          g_byte_array_set_size (bytes, 0);
        }
    }
  if (self->fault != 0 || put_bytes (self, bytes->data, bytes->len) != 0)
    return self->fault;

  g_byte_array_set_size (bytes, 0);
  put_end (bytes, self, directory, self->place - directory);
  if (put_bytes (self, bytes->data, bytes->len) != 0)
    return self->fault;
  *out_bytes = self->place;
  return 0;
}
