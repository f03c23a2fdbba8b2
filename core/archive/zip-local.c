/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/archive/zip-local.h"

#include <string.h>

#include "core/exception.h"
#include "core/archive/zip-extra.h"

/*
 * The header before a member's bytes says again what the central directory says of it (APPNOTE.TXT section 4.3.7). Readers that
 * go from front to back believe the one, readers that start at the end believe the other: both have to say the same.
 */

#define LOCAL_SIGNATURE      0x04034b50u
#define LOCAL_BYTES          30u
#define DESCRIPTOR_SIGNATURE 0x08074b50u
#define DESCRIPTOR_MOST      24u

#define FLAG_DESCRIPTOR      0x0008u
/* Encrypted, descriptor, strong encryption, names in UTF-8, header masked: what changes how the member is read. */
#define FLAGS_COMPARED       0x2849u

typedef struct
{
  const RcContainerWalk *walk;
  RcZipEntry            *entry;
  guint64                directory;     /* no member reaches beyond it */
  gboolean               agrees;
  guint8                 head[LOCAL_BYTES];
  guint8                *rest;          /* name, then extra fields */
  gsize                  name_length;
  gsize                  extra_length;
} Check;

static void
disagree (Check      *self,
          const char *what,
          const char *expected,
          const char *found)
{
  g_autofree char *shown = rc_container_show_name (self->entry->name, self->entry->name_length);

  rc_container_walk_fault (self->walk, self->entry->header, RC_EXCEPTION_CONTAINER_MALFORMED, expected, found,
                           "%s of “%s” in the zip is not what the directory says.", what, shown);
}

static void
refuse (Check      *self,
        const char *what,
        const char *expected,
        const char *found)
{
  self->agrees = FALSE;
  self->entry->sound = FALSE;
  disagree (self, what, expected, found);
}

static void
refuse_number (Check      *self,
               const char *what,
               guint64     expected,
               guint64     found)
{
  g_autofree char *expected_text = g_strdup_printf ("%" G_GUINT64_FORMAT, expected);
  g_autofree char *found_text = g_strdup_printf ("%" G_GUINT64_FORMAT, found);

  refuse (self, what, expected_text, found_text);
}

/* Reads exactly @length bytes before the directory; short is no error. */
static gboolean
read_whole (Check     *self,
            guint64    offset,
            guint8    *buffer,
            gsize      length,
            gboolean  *out_whole,
            GError   **error)
{
  gsize n;

  *out_whole = FALSE;
  if (offset > self->directory || self->directory - offset < length)
    return TRUE;
  if (!rc_stream_pread_full (self->walk->content, offset, buffer, length, &n, error))
    return FALSE;

  *out_whole = n == length;
  return TRUE;
}

static gboolean
read_header (Check   *self,
             GError **error)
{
  guint64 after = self->entry->header + LOCAL_BYTES;
  gboolean whole;

  if (!read_whole (self, self->entry->header, self->head, LOCAL_BYTES, &whole, error))
    return FALSE;

  if (!whole || rc_zip_get32 (self->head) != LOCAL_SIGNATURE)
    {
      refuse (self, "The place", "a local header", "none");
      return TRUE;
    }

  self->name_length = rc_zip_get16 (self->head + 26);
  self->extra_length = rc_zip_get16 (self->head + 28);
  self->rest = g_malloc (self->name_length + self->extra_length + 1);
  self->entry->data = after + self->name_length + self->extra_length;
  if (!read_whole (self, after, self->rest, self->name_length + self->extra_length, &whole, error))
    return FALSE;

  if (!whole)
    refuse (self, "The place", "a local header before the directory", "one that reaches into it");

  return TRUE;
}

static void
compare_sizes (Check *self)
{
  const RcZipEntry *entry = self->entry;
  RcZipWide wide = {
    .size = rc_zip_get32 (self->head + 22), .stored_size = rc_zip_get32 (self->head + 18),
  };
  guint32 crc32 = rc_zip_get32 (self->head + 14);
  gboolean later = (entry->flags & FLAG_DESCRIPTOR) != 0;
  gint64 unused;

  if (!rc_zip_read_extra (self->rest + self->name_length, self->extra_length, &wide, &unused))
    {
      refuse (self, "The local header", "extra fields that fit", "extra fields that do not");
      return;
    }

  /* Section 4.4.4, bit 3: the values may be zero here and stand behind the bytes. */
  if (crc32 != entry->crc32 && !(later && crc32 == 0))
    refuse_number (self, "The checksum", entry->crc32, crc32);
  else if (wide.stored_size != entry->stored_size && !(later && wide.stored_size == 0))
    refuse_number (self, "The stored size", entry->stored_size, wide.stored_size);
  else if (wide.size != entry->size && !(later && wide.size == 0))
    refuse_number (self, "The size", entry->size, wide.size);
}

static void
compare_header (Check *self)
{
  const RcZipEntry *entry = self->entry;
  guint flags = rc_zip_get16 (self->head + 6);
  guint method = rc_zip_get16 (self->head + 8);

  if (self->name_length != entry->name_length || memcmp (self->rest, entry->name, entry->name_length) != 0)
    {
      g_autofree char *expected = rc_container_show_name (entry->name, entry->name_length);
      g_autofree char *found = rc_container_show_name ((const char *) self->rest, self->name_length);

      refuse (self, "The name", expected, found);
    }
  else if ((flags & FLAGS_COMPARED) != (entry->flags & FLAGS_COMPARED))
    refuse_number (self, "The set of flags", entry->flags, flags);
  else if (method != entry->method)
    refuse_number (self, "The method of compression", entry->method, method);
  else
    compare_sizes (self);

  /* Told, but no reason to withhold the member: its bytes are the same for every reader. */
  if (self->agrees && rc_zip_get32 (self->head + 10) != entry->dos_time)
    disagree (self, "The time of change", "the directory's", "another");
}

/* Section 4.3.9: with or without a signature, with sizes of four or eight bytes. The form that says what the directory says is
 * the one. Answers its length, 0 where there is none. */
static gsize
match_descriptor (const RcZipEntry *entry,
                  const guint8     *bytes,
                  gsize             length)
{
  static const struct { gsize length; gboolean with_signature, wide; } forms[] = {
    { 24, TRUE, TRUE }, { 16, TRUE, FALSE }, { 20, FALSE, TRUE }, { 12, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      const guint8 *at = bytes + (forms[i].with_signature ? 4 : 0);

      if (forms[i].length > length || (forms[i].with_signature && rc_zip_get32 (bytes) != DESCRIPTOR_SIGNATURE))
        continue;
      if (rc_zip_get32 (at) != entry->crc32)
        continue;
      if (forms[i].wide
          && rc_zip_get64 (at + 4) == entry->stored_size && rc_zip_get64 (at + 12) == entry->size)
        return forms[i].length;
      if (!forms[i].wide
          && rc_zip_get32 (at + 4) == entry->stored_size && rc_zip_get32 (at + 8) == entry->size)
        return forms[i].length;
    }

  return 0;
}

/* Sets where the member ends, its descriptor included. */
static gboolean
find_end (Check   *self,
          GError **error)
{
  RcZipEntry *entry = self->entry;
  guint8 bytes[DESCRIPTOR_MOST];
  guint64 end;
  gsize length;
  gboolean whole;

  if (entry->stored_size > self->directory - entry->data)
    {
      refuse (self, "The place", "bytes before the directory", "bytes that reach into it");
      return TRUE;
    }

  end = entry->data + entry->stored_size;
  if ((entry->flags & FLAG_DESCRIPTOR) != 0)
    {
      length = (gsize) MIN (sizeof bytes, self->directory - end);
      if (!read_whole (self, end, bytes, length, &whole, error))
        return FALSE;

      length = whole ? match_descriptor (entry, bytes, length) : 0;
      if (length == 0)
        {
          refuse (self, "The data descriptor", "checksum and sizes of the directory", "others, or none");
          return TRUE;
        }
      end += length;
    }

  entry->end = end;
  return TRUE;
}

/**
 * rc_zip_local_check:
 * @entry: (inout): as the directory says; gets the place of its bytes, and loses its soundness where the local header says
 *   something else, which is reported
 * @directory: place of the central directory: no member reaches into it
 *
 * Returns: %FALSE with @error set where the container could not be read
 */
gboolean
rc_zip_local_check (const RcContainerWalk  *walk,
                    RcZipEntry             *entry,
                    guint64                 directory,
                    GError                **error)
{
  Check check = { .walk = walk, .entry = entry, .directory = directory, .agrees = TRUE };
  gboolean ok = read_header (&check, error);

  if (ok && check.agrees)
    compare_header (&check);
  if (ok && check.agrees)
    ok = find_end (&check, error);

  g_free (check.rest);
  return ok;
}
