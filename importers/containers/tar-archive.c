/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tar-archive.h"

#include <locale.h>
#include <string.h>

#include <archive.h>

#define BUFFER_BYTES  (32u << 10)
#define COMPARE_BYTES 4096u

struct _RcTarArchive
{
  RcStream       *content;
  struct archive *archive;
  gboolean        opened;
  guint64         position;        /* in @content, of what libarchive asks for next */
  guint8         *buffer;
  GError         *error;           /* of the stream, met in a callback */
  char           *warning;
  guint64         header;
  guint64         place;

  /* The block of the current member's data that libarchive gave last. */
  const guint8   *block;
  gsize           block_length;
  guint64         block_offset;    /* in the member */
  gboolean        has_block;
  gboolean        data_ended;
};

/* --- What libarchive calls --- */

static la_ssize_t
on_read (struct archive  *archive,
         void            *user_data,
         const void     **out_buffer)
{
  RcTarArchive *self = user_data;
  gssize n = rc_stream_pread (self->content, self->position, self->buffer, BUFFER_BYTES, &self->error);

  *out_buffer = self->buffer;
  if (n < 0)
    {
      archive_set_error (archive, EIO, "the bytes could not be read");
      return ARCHIVE_FATAL;
    }

  self->position += (guint64) n;
  return n;
}

/* Answers less than asked for at the end; libarchive then reads on and finds the end itself. */
static la_int64_t
on_skip (struct archive *archive,
         void           *user_data,
         la_int64_t      request)
{
  RcTarArchive *self = user_data;
  guint64 size = (guint64) self->content->size;
  guint64 left = size > self->position ? size - self->position : 0;
  guint64 skipped = MIN ((guint64) MAX (request, 0), left);

  self->position += skipped;
  return (la_int64_t) skipped;
}

/* libarchive turns names of pax headers from UTF-8 into the encoding of the locale, and takes the raw bytes where it cannot. In a
 * locale of UTF-8 the bytes stay what they are, whatever the user's locale is. */
static locale_t
get_raw_locale (void)
{
  static gsize initialised;
  static locale_t locale;

  if (g_once_init_enter (&initialised))
    {
      locale = newlocale (LC_ALL_MASK, "C.UTF-8", (locale_t) 0);
      if (locale == (locale_t) 0)
        locale = newlocale (LC_ALL_MASK, "C", (locale_t) 0);
      g_once_init_leave (&initialised, 1);
    }

  return locale;
}

/* --- Entries --- */

RcTarArchive *
rc_tar_archive_new (RcStream *content)
{
  RcTarArchive *self = g_new0 (RcTarArchive, 1);

  self->content = content;
  self->buffer = g_malloc (BUFFER_BYTES);
  self->archive = archive_read_new ();

  /* The format by name and no filter: what is compressed is a container of its own. */
  if (self->archive == NULL || archive_read_support_format_tar (self->archive) != ARCHIVE_OK)
    g_error ("libarchive could not be started");

  archive_read_set_read_callback (self->archive, on_read);
  archive_read_set_skip_callback (self->archive, on_skip);
  archive_read_set_callback_data (self->archive, self);
  return self;
}

void
rc_tar_archive_free (RcTarArchive *self)
{
  archive_read_free (self->archive);
  g_clear_error (&self->error);
  g_free (self->warning);
  g_free (self->buffer);
  g_free (self);
}

static void
keep_warning (RcTarArchive *self)
{
  const char *text = archive_error_string (self->archive);

  /* Names are kept as raw bytes: that they are no UTF-8 is no fault. */
  if (text != NULL && strstr (text, "can't be converted") != NULL)
    return;

  self->warning = g_utf8_make_valid (text != NULL ? text : "unreadable", -1);
}

static int
read_header (RcTarArchive          *self,
             struct archive_entry **out_entry)
{
  int result = ARCHIVE_OK;

  if (!self->opened)
    result = archive_read_open1 (self->archive);
  self->opened = TRUE;

  return result == ARCHIVE_OK ? archive_read_next_header (self->archive, out_entry) : result;
}

static void
note_places (RcTarArchive *self,
             gboolean      damaged)
{
  guint64 header = (guint64) MAX (archive_read_header_position (self->archive), 0);

  self->place = (guint64) MAX (archive_filter_bytes (self->archive, 0), 0);

  /* Where libarchive fails before it comes to a header, on the bytes that fill up the last block, it still tells of the last. */
  self->header = damaged && header == self->header ? self->place : header;
}

/**
 * rc_tar_archive_next:
 * @out_entry: (out) (transfer none): valid until the next call
 *
 * Returns: what stands there; rc_tar_archive_peek_warning() tells of doubts about an entry and of the damage
 */
RcTarResult
rc_tar_archive_next (RcTarArchive          *self,
                     struct archive_entry **out_entry,
                     GError               **error)
{
  locale_t before = uselocale (get_raw_locale ());
  int result = read_header (self, out_entry);

  uselocale (before);

  g_clear_pointer (&self->warning, g_free);
  self->has_block = self->data_ended = FALSE;
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return RC_TAR_ERROR;
    }

  note_places (self, result != ARCHIVE_OK && result != ARCHIVE_WARN && result != ARCHIVE_EOF);
  if (result == ARCHIVE_EOF)
    return RC_TAR_END;

  if (result != ARCHIVE_OK)
    keep_warning (self);
  if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
    return RC_TAR_DAMAGED;

  return RC_TAR_ENTRY;
}

/**
 * rc_tar_archive_peek_warning:
 *
 * Returns: (transfer none) (nullable): what libarchive found wrong with what it read last
 */
const char *
rc_tar_archive_peek_warning (RcTarArchive *self)
{
  return self->warning;
}

/**
 * rc_tar_archive_get_header:
 *
 * Returns: where the headers of the current entry begin, or where the end or the damage is
 */
guint64
rc_tar_archive_get_header (RcTarArchive *self)
{
  return self->header;
}

/**
 * rc_tar_archive_get_place:
 *
 * Returns: the place behind the headers of the current entry: where the bytes of a member begin that is not sparse
 */
guint64
rc_tar_archive_get_place (RcTarArchive *self)
{
  return self->place;
}

/* --- Data --- */

static gboolean
next_block (RcTarArchive  *self,
            GError       **error)
{
  const void *block = NULL;
  size_t length = 0;
  la_int64_t offset = 0;
  int result = archive_read_data_block (self->archive, &block, &length, &offset);

  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }

  if (result != ARCHIVE_OK && result != ARCHIVE_WARN && result != ARCHIVE_EOF)
    {
      g_autofree char *text = g_utf8_make_valid (archive_error_string (self->archive), -1);

      g_set_error (error, RC_STREAM_ERROR, RC_STREAM_ERROR_MALFORMED, "The tar cannot be read on: %s.", text);
      return FALSE;
    }

  self->data_ended = result == ARCHIVE_EOF;
  self->has_block = !self->data_ended;
  self->block = block;
  self->block_length = length;
  self->block_offset = (guint64) MAX (offset, 0);
  return TRUE;
}

/**
 * rc_tar_archive_is_data_at:
 * @place: a place in the tar
 * @size: of the current member
 * @out_is: (out): whether libarchive takes the member's first bytes from there
 *
 * Returns: %FALSE with @error set where the stream could not be read
 */
gboolean
rc_tar_archive_is_data_at (RcTarArchive  *self,
                           guint64        place,
                           guint64        size,
                           gboolean      *out_is,
                           GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  guint8 bytes[COMPARE_BYTES];
  gsize wanted, n;

  *out_is = size == 0;
  if (size == 0)
    return TRUE;

  if (!next_block (self, &local_error))
    {
      /* Whoever reads the member meets the fault again. */
      if (g_error_matches (local_error, RC_STREAM_ERROR, RC_STREAM_ERROR_MALFORMED))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (!self->has_block || self->block_offset != 0 || self->block_length == 0)
    return TRUE;

  wanted = (gsize) MIN (MIN (self->block_length, size), sizeof bytes);
  if (!rc_stream_pread_full (self->content, place, bytes, wanted, &n, error))
    return FALSE;

  *out_is = n == wanted && memcmp (bytes, self->block, n) == 0;
  return TRUE;
}

typedef struct
{
  RcStream      stream;
  RcTarArchive *archive;
  guint64       position;
} DataStream;

static gssize
give_zeros (DataStream *self,
            void       *buffer,
            gsize       length,
            guint64     up_to)
{
  gsize n = (gsize) MIN (length, up_to - self->position);

  memset (buffer, 0, n);
  self->position += n;
  return (gssize) n;
}

static gssize
data_read (RcStream  *stream,
           void      *buffer,
           gsize      length,
           GError   **error)
{
  DataStream *self = (DataStream *) stream;
  RcTarArchive *archive = self->archive;
  guint64 size = (guint64) stream->size;
  gsize n;

  while (!archive->data_ended && (!archive->has_block || archive->block_length == 0))
    if (!next_block (archive, error))
      return -1;

  if (self->position >= size)
    return 0;
  if (archive->data_ended || archive->block_offset >= size)
    return give_zeros (self, buffer, length, size);
  if (archive->block_offset > self->position)
    return give_zeros (self, buffer, length, archive->block_offset);

  if (archive->block_offset < self->position)
    {
      g_set_error_literal (error, RC_STREAM_ERROR, RC_STREAM_ERROR_MALFORMED,
                           "The map of the sparse file says twice what stands at one place.");
      return -1;
    }

  n = (gsize) MIN (MIN (length, archive->block_length), size - self->position);
  memcpy (buffer, archive->block, n);
  archive->block += n;
  archive->block_length -= n;
  archive->block_offset += n;
  self->position += n;
  return (gssize) n;
}

/**
 * rc_tar_archive_open_data:
 * @size: of the current member
 *
 * The content of the current member with the holes of a sparse file filled with zeros. Valid until the next entry.
 *
 * Returns: (transfer full): a stream that can be read from front to back
 */
RcStream *
rc_tar_archive_open_data (RcTarArchive *self,
                          gint64        size)
{
  DataStream *data = g_new0 (DataStream, 1);

  data->stream.read = data_read;
  data->stream.size = MAX (size, 0);
  data->archive = self;

  return &data->stream;
}
