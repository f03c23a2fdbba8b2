/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sqlite-header.h"

#include "core/exception.h"

#include <string.h>

#define HEADER_BYTES      100
#define SMALLEST_PAGE     512u
#define LARGEST_PAGE      65536u
#define SMALLEST_USABLE   480u

static guint32
read_u32 (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

static void
add_fault (GPtrArray  *faults,
           gint64      offset,
           const char *expected,
           char       *found)
{
  g_autofree char *owned = found;

  g_ptr_array_add (faults, rc_exception_new (RC_EXCEPTION_REGISTRY_MALFORMED, 0, 0, offset, expected, owned,
                                             "The header of this database does not describe this file."));
}

static void
check_page_size (const RcSqliteHeader *self,
                 GPtrArray            *faults)
{
  if (self->page_size < SMALLEST_PAGE || self->page_size > LARGEST_PAGE || (self->page_size & (self->page_size - 1)) != 0)
    add_fault (faults, 16, "a page size that is a power of two from 512 to 65536", g_strdup_printf ("%u", self->page_size));
  else if (self->page_size - self->reserved_bytes < SMALLEST_USABLE)
    add_fault (faults, 20, "at least 480 usable bytes in a page",
               g_strdup_printf ("%u", self->page_size - self->reserved_bytes));
}

static void
check_versions (const RcSqliteHeader *self,
                const guint8         *bytes,
                GPtrArray            *faults)
{
  if (self->write_version < 1 || self->write_version > 2 || self->read_version < 1 || self->read_version > 2)
    add_fault (faults, 18, "write and read version 1 or 2",
               g_strdup_printf ("%u and %u", self->write_version, self->read_version));
  if (bytes[21] != 64 || bytes[22] != 32 || bytes[23] != 32)
    add_fault (faults, 21, "payload fractions 64, 32 and 32", g_strdup_printf ("%u, %u and %u", bytes[21], bytes[22], bytes[23]));
  if (read_u32 (bytes + 44) > 4)
    add_fault (faults, 44, "schema format 1 to 4", g_strdup_printf ("%u", read_u32 (bytes + 44)));
  if (self->text_encoding > 3)
    add_fault (faults, 56, "text encoding 1, 2 or 3", g_strdup_printf ("%u", self->text_encoding));
}

static void
check_size (RcSqliteHeader *self,
            const guint8   *bytes,
            guint64         size,
            GPtrArray      *faults)
{
  guint32 stated = read_u32 (bytes + 28);
  guint64 pages = size / self->page_size;

  if (size % self->page_size != 0)
    add_fault (faults, (gint64) (pages * self->page_size), "a file of whole pages",
               g_strdup_printf ("%" G_GUINT64_FORMAT " bytes, pages of %u", size, self->page_size));
  else if (pages > G_MAXUINT32 - 1)
    add_fault (faults, 28, "at most 4294967294 pages", g_strdup_printf ("%" G_GUINT64_FORMAT, pages));
  /* The stated count holds where the last writer knew of it (section 1.3.7). */
  else if (stated != 0 && self->change_counter == read_u32 (bytes + 92) && stated != pages)
    {
      g_autofree char *expected = g_strdup_printf ("%u pages, as the header says", stated);

      add_fault (faults, 28, expected, g_strdup_printf ("%" G_GUINT64_FORMAT " pages", pages));
    }
  self->page_count = (guint32) MIN (pages, G_MAXUINT32);
}

/**
 * rc_sqlite_header_read:
 * @stream: readable at any place, of known size
 * @faults: (element-type RcException): what the header gets wrong is added here, as registry-malformed
 *
 * Checks the header by hand before SQLite sees the file (SQLite file format, section 1.3).
 *
 * Returns: %FALSE with @error set when the stream failed. A fault in the evidence is no error.
 */
gboolean
rc_sqlite_header_read (RcStream        *stream,
                       RcSqliteHeader  *out_header,
                       GPtrArray       *faults,
                       GError         **error)
{
  guint8 bytes[HEADER_BYTES] = { 0 };
  guint n_before = faults->len;
  gsize length;

  *out_header = (RcSqliteHeader) { 0 };
  if (!rc_stream_pread_full (stream, 0, bytes, sizeof bytes, &length, error))
    return FALSE;

  if (length < sizeof bytes || memcmp (bytes, RC_SQLITE_MAGIC, RC_SQLITE_MAGIC_BYTES) != 0)
    {
      add_fault (faults, 0, "the 100 byte header of an SQLite 3 database",
                 g_strdup_printf ("%" G_GSIZE_FORMAT " bytes that are none", length));
      return TRUE;
    }

  out_header->page_size = (guint32) bytes[16] << 8 | bytes[17];
  if (out_header->page_size == 1)
    out_header->page_size = LARGEST_PAGE;
  out_header->write_version = bytes[18];
  out_header->read_version = bytes[19];
  out_header->reserved_bytes = bytes[20];
  out_header->change_counter = read_u32 (bytes + 24);
  out_header->freelist_count = read_u32 (bytes + 36);
  out_header->schema_cookie = read_u32 (bytes + 40);
  out_header->text_encoding = read_u32 (bytes + 56);
  out_header->user_version = read_u32 (bytes + 60);
  out_header->application_id = read_u32 (bytes + 68);
  out_header->sqlite_version = read_u32 (bytes + 96);

  check_page_size (out_header, faults);
  check_versions (out_header, bytes, faults);
  if (faults->len == n_before)
    check_size (out_header, bytes, (guint64) stream->size, faults);

  return TRUE;
}
