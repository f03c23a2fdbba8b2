/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/envelope/envelope.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

#include "core/archive/member-stream.h"
#include "core/bounds.h"
#include "core/stream.h"
#include "core/words.h"
#include "reports/bundle/bundle.h"
#include "reports/bundle/envelope/envelope-pipe.h"

#define HEAD_BYTES 32u
#define FLAG_ENCRYPTED 0x0001u
#define METHOD_AES 99u
/* 1980-01-01, the first day that a zip can name: nothing is said of when it was made. */
#define NO_TIME 315532800

static la_ssize_t
take_written (struct archive *archive,
              void           *data,
              const void     *buffer,
              size_t          length)
{
  return rc_envelope_pipe_write (data, buffer, length) ? (la_ssize_t) length : -1;
}

static struct archive *
new_writer (RcEnvelopePipe *pipe,
            const char     *passphrase)
{
  struct archive *archive = archive_write_new ();

  if (archive_write_set_format_zip (archive) == ARCHIVE_OK && archive_write_set_options (archive, "zip:compression=store") == ARCHIVE_OK
      && archive_write_set_options (archive, "zip:encryption=aes256") == ARCHIVE_OK
      && archive_write_set_passphrase (archive, passphrase) == ARCHIVE_OK && archive_write_set_bytes_in_last_block (archive, 1) == ARCHIVE_OK
      && archive_write_open (archive, pipe, NULL, take_written, NULL) == ARCHIVE_OK)
    return archive;

  archive_write_free (archive);
  return NULL;
}

static gboolean
write_member (struct archive *archive,
              RcEnvelopePipe *pipe,
              const char     *name)
{
  struct archive_entry *entry = archive_entry_new ();
  g_autofree guint8 *buffer = g_malloc (RC_LIMIT_BLOCK_BYTES);
  gssize got = -1;

  archive_entry_set_pathname_utf8 (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_mtime (entry, NO_TIME, 0);
  archive_entry_set_size (entry, (la_int64_t) pipe->left);
  if (archive_write_header (archive, entry) == ARCHIVE_OK)
    {
      while ((got = rc_envelope_pipe_read (pipe, buffer, RC_LIMIT_BLOCK_BYTES)) > 0)
        if (archive_write_data (archive, buffer, (gsize) got) != got)
          {
            got = -1;
            break;
          }
    }
  archive_entry_free (entry);
  return got == 0 && pipe->left == 0;
}

/**
 * rc_envelope_seal_by_passphrase:
 *
 * Writes a zip with one member, which 7-Zip, WinZip and bsdtar open. The passphrase must go to the reader by another way.
 */
gboolean
rc_envelope_seal_by_passphrase (const char    *plain_path,
                                const char    *sealed_path,
                                const char    *inner_name,
                                const char    *passphrase,
                                GCancellable  *cancellable,
                                RcDigest      *out_sha256,
                                GError       **error)
{
  struct archive *archive;
  RcEnvelopePipe pipe;
  gboolean good;

  if (g_utf8_strlen (passphrase, -1) < RC_ENVELOPE_LEAST_CHARACTERS)
    {
      g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_TERMS,
                   _("The passphrase of a bundle needs %u characters at least: this kind of zip lets a machine try millions of short ones a second."),
                   RC_ENVELOPE_LEAST_CHARACTERS);
      return FALSE;
    }
  if (!rc_envelope_pipe_open (&pipe, plain_path, sealed_path, cancellable, error))
    return FALSE;

  archive = new_writer (&pipe, passphrase);
  good = archive != NULL && write_member (archive, &pipe, inner_name) && archive_write_close (archive) == ARCHIVE_OK;
  if (archive != NULL)
    archive_write_free (archive);
  return rc_envelope_pipe_close (&pipe, good, _("The file could not be sealed with a passphrase."), out_sha256, error);
}

/* --- Opening --- */

static la_ssize_t
give_bytes (struct archive  *archive,
            void            *data,
            const void     **out_buffer)
{
  static _Thread_local guint8 buffer[64 << 10];

  *out_buffer = buffer;
  return rc_envelope_pipe_read (data, buffer, sizeof buffer);
}

static const char *
read_member (struct archive *archive,
             RcEnvelopePipe *pipe,
             guint64         size)
{
  struct archive_entry *entry;
  /* The program stores what is packed already; others pack it once more, but not to a fraction that only a bomb has. */
  guint64 most = MIN (rc_member_most_expanded (size), RC_LIMIT_EXPANDED_BYTES);
  guint64 written = 0;

  if (archive_read_next_header (archive, &entry) != ARCHIVE_OK || archive_entry_filetype (entry) != AE_IFREG
      || archive_entry_is_data_encrypted (entry) != 1)
    return _("The file is not a zip with one encrypted member.");

  for (;;)
    {
      const void *block;
      size_t length;
      la_int64_t offset;
      int answer = archive_read_data_block (archive, &block, &length, &offset);

      if (answer == ARCHIVE_EOF)
        break;
      if (answer != ARCHIVE_OK)
        return _("The passphrase does not open the file, or the file is damaged.");
      if (offset < 0 || (guint64) offset != written || length > most - written)
        return _("The file is not a zip with one encrypted member.");
      if (!rc_envelope_pipe_write (pipe, block, length))
        return "";
      written += length;
    }
  return archive_read_next_header (archive, &entry) == ARCHIVE_EOF ? NULL : _("The file is not a zip with one encrypted member.");
}

/**
 * rc_envelope_open_by_passphrase:
 * @path: tainted
 * @plain_path: nothing may be there; private to its owner, and gone again on failure
 */
gboolean
rc_envelope_open_by_passphrase (const char    *path,
                                const char    *plain_path,
                                const char    *passphrase,
                                GCancellable  *cancellable,
                                GError       **error)
{
  struct archive *archive = archive_read_new ();
  const char *doubt = _("The file is not a zip with one encrypted member.");
  RcEnvelopePipe pipe;
  guint64 size;

  if (!rc_envelope_pipe_open (&pipe, path, plain_path, cancellable, error))
    {
      archive_read_free (archive);
      return FALSE;
    }

  size = pipe.left;
  if (archive_read_support_format_zip_streamable (archive) == ARCHIVE_OK && archive_read_add_passphrase (archive, passphrase) == ARCHIVE_OK
      && archive_read_open (archive, &pipe, NULL, give_bytes, NULL) == ARCHIVE_OK)
    doubt = read_member (archive, &pipe, size);
  archive_read_free (archive);
  return rc_envelope_pipe_close (&pipe, doubt == NULL, doubt, NULL, error);
}

static guint
little_16 (const guint8 *bytes)
{
  return (guint) bytes[0] | (guint) bytes[1] << 8;
}

/**
 * rc_envelope_recognise:
 *
 * Returns: what the file is by its first bytes; %RC_ENVELOPE_NONE with @error where it cannot be read
 */
RcEnvelopeKind
rc_envelope_recognise (const char  *path,
                       GError     **error)
{
  static const guint8 enveloped[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x03 };
  static const guint8 authenticated[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x17 };
  guint8 head[HEAD_BYTES] = { 0 };
  g_autoptr (RcStream) stream = rc_stream_new_file (path, error);
  gsize length = 0;

  if (stream == NULL || !rc_stream_read_full (stream, head, sizeof head, &length, error))
    return RC_ENVELOPE_NONE;

  if (length == sizeof head && memcmp (head, "PK\003\004", 4) == 0)
    return (little_16 (head + 6) & FLAG_ENCRYPTED) != 0 && little_16 (head + 8) == METHOD_AES ? RC_ENVELOPE_PASSPHRASE : RC_ENVELOPE_NONE;
  if (head[0] == 0x30 && (memmem (head, length, enveloped, sizeof enveloped) != NULL
                          || memmem (head, length, authenticated, sizeof authenticated) != NULL))
    return RC_ENVELOPE_CMS;
  return RC_ENVELOPE_NONE;
}
