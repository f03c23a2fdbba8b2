/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "zip-builder.h"

#include <string.h>
#include <zlib.h>

#define DOS_TIME 0x5c814000u     /* 2026-04-01 08:00:00 */

void
put16 (GByteArray *bytes,
       guint       value)
{
  const guint8 raw[] = { (guint8) value, (guint8) (value >> 8) };

  g_byte_array_append (bytes, raw, sizeof raw);
}

void
put32 (GByteArray *bytes,
       guint32     value)
{
  put16 (bytes, value & 0xffff);
  put16 (bytes, value >> 16);
}

void
put64 (GByteArray *bytes,
       guint64     value)
{
  put32 (bytes, (guint32) value);
  put32 (bytes, (guint32) (value >> 32));
}

void
put_text (GByteArray *bytes,
          const char *text)
{
  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
}

ZipBuilder *
zip_builder_new (void)
{
  ZipBuilder *self = g_new0 (ZipBuilder, 1);

  self->bytes = g_byte_array_new ();
  self->directory = g_byte_array_new ();
  return self;
}

static GByteArray *
deflate_all (const char *data,
             gsize       length)
{
  z_stream stream = { .next_in = (Bytef *) data, .avail_in = (uInt) length };
  GByteArray *out = g_byte_array_new ();

  g_assert_cmpint (deflateInit2 (&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY), ==, Z_OK);
  g_byte_array_set_size (out, (guint) deflateBound (&stream, length));
  stream.next_out = out->data;
  stream.avail_out = out->len;
  g_assert_cmpint (deflate (&stream, Z_FINISH), ==, Z_STREAM_END);
  g_byte_array_set_size (out, out->len - stream.avail_out);
  deflateEnd (&stream);
  return out;
}

static void
put_local (ZipBuilder    *self,
           const ZipPart *part,
           guint          flags,
           guint          method,
           guint32        crc,
           guint32        stored_size,
           guint32        size)
{
  const char *name = part->local_name != NULL ? part->local_name : part->name;
  gboolean later = part->descriptor;

  put32 (self->bytes, 0x04034b50);
  put16 (self->bytes, part->zip64 ? 45 : 20);
  put16 (self->bytes, flags ^ part->local_flags);
  put16 (self->bytes, method ^ part->local_method);
  put32 (self->bytes, DOS_TIME + part->local_time);
  put32 (self->bytes, (later ? 0 : crc) ^ part->local_crc32);
  put32 (self->bytes, (part->zip64 ? G_MAXUINT32 : later ? 0 : stored_size) + part->local_stored_size);
  put32 (self->bytes, (part->zip64 ? G_MAXUINT32 : later ? 0 : size) + part->local_size);
  put16 (self->bytes, (guint) strlen (name));
  put16 (self->bytes, part->zip64 ? 20 : 0);
  put_text (self->bytes, name);
  if (part->zip64)
    {
      put16 (self->bytes, 1);
      put16 (self->bytes, 16);
      put64 (self->bytes, later ? 0 : size);
      put64 (self->bytes, later ? 0 : stored_size);
    }
}

static void
put_descriptor (ZipBuilder    *self,
                const ZipPart *part,
                guint32        crc,
                guint32        stored_size,
                guint32        size)
{
  put32 (self->bytes, 0x08074b50);
  put32 (self->bytes, crc ^ part->descriptor_crc32);
  if (part->zip64)
    {
      put64 (self->bytes, stored_size);
      put64 (self->bytes, size);
    }
  else
    {
      put32 (self->bytes, stored_size);
      put32 (self->bytes, size);
    }
}

static void
put_entry (ZipBuilder    *self,
           const ZipPart *part,
           guint          flags,
           guint          method,
           guint32        crc,
           guint32        stored_size,
           guint32        size,
           guint32        header)
{
  GByteArray *out = self->directory;

  put32 (out, 0x02014b50);
  put16 (out, 20 | part->made_by << 8);
  put16 (out, part->zip64 ? 45 : 20);
  put16 (out, flags);
  put16 (out, method);
  put32 (out, DOS_TIME);
  put32 (out, crc);
  put32 (out, part->zip64 ? G_MAXUINT32 : stored_size);
  put32 (out, part->zip64 ? G_MAXUINT32 : size);
  put16 (out, (guint) strlen (part->name));
  put16 (out, (guint) part->extra_length + (part->zip64 ? 28 : 0));
  put16 (out, part->comment != NULL ? (guint) strlen (part->comment) : 0);
  put16 (out, 0);
  put16 (out, 0);
  put32 (out, part->mode << 16 | part->attributes);
  put32 (out, part->zip64 ? G_MAXUINT32 : header);
  put_text (out, part->name);
  if (part->zip64)
    {
      put16 (out, 1);
      put16 (out, 24);
      put64 (out, size);
      put64 (out, stored_size);
      put64 (out, header);
    }
  g_byte_array_append (out, part->extra, (guint) part->extra_length);
  if (part->comment != NULL)
    put_text (out, part->comment);
  self->entries++;
}

/* Answers the place of the member's bytes. */
gsize
zip_builder_add (ZipBuilder    *self,
                 const ZipPart *part)
{
  gsize length = part->length != 0 || part->data == NULL ? part->length : strlen (part->data);
  g_autoptr (GByteArray) stored = NULL;
  guint flags = part->flags | (part->descriptor ? 8 : 0);
  guint method = part->method != 0 ? part->method : part->deflate ? 8 : 0;
  guint32 header = (guint32) self->bytes->len + part->header;
  guint32 crc = (guint32) crc32_z (0, (const guint8 *) part->data, length) ^ part->crc32;
  guint32 size = (guint32) length + part->size;
  gsize place;

  if (part->deflate)
    stored = deflate_all (part->data, length);
  else
    stored = g_byte_array_append (g_byte_array_new (), (const guint8 *) part->data, (guint) length);

  place = self->bytes->len;
  if (!part->not_written)
    {
      put_local (self, part, flags, method, crc, stored->len, size);
      place = self->bytes->len;
      g_byte_array_append (self->bytes, stored->data, stored->len);
      if (part->descriptor)
        put_descriptor (self, part, crc, stored->len, size);
    }
  if (!part->not_listed)
    put_entry (self, part, flags, method, crc, stored->len, size, header);

  return place;
}

void
zip_builder_text (ZipBuilder *self,
                  const char *name,
                  const char *text)
{
  const ZipPart part = { .name = name, .data = text };

  zip_builder_add (self, &part);
}

static GBytes *
finish (ZipBuilder *self)
{
  GBytes *bytes = g_byte_array_free_to_bytes (self->bytes);

  g_byte_array_unref (self->directory);
  g_free (self);
  return bytes;
}

GBytes *
zip_builder_end (ZipBuilder *self,
                 const char *comment)
{
  guint directory = self->bytes->len;

  g_byte_array_append (self->bytes, self->directory->data, self->directory->len);
  put32 (self->bytes, 0x06054b50);
  put32 (self->bytes, 0);
  put16 (self->bytes, self->entries);
  put16 (self->bytes, self->entries);
  put32 (self->bytes, self->directory->len);
  put32 (self->bytes, directory);
  put16 (self->bytes, comment != NULL ? (guint) strlen (comment) : 0);
  if (comment != NULL)
    put_text (self->bytes, comment);

  return finish (self);
}

GBytes *
zip_builder_end64 (ZipBuilder *self)
{
  guint directory = self->bytes->len;
  guint end;

  g_byte_array_append (self->bytes, self->directory->data, self->directory->len);
  end = self->bytes->len;
  put32 (self->bytes, 0x06064b50);
  put64 (self->bytes, 44);
  put16 (self->bytes, 45);
  put16 (self->bytes, 45);
  put64 (self->bytes, 0);
  put64 (self->bytes, self->entries);
  put64 (self->bytes, self->entries);
  put64 (self->bytes, self->directory->len);
  put64 (self->bytes, directory);

  put32 (self->bytes, 0x07064b50);
  put32 (self->bytes, 0);
  put64 (self->bytes, end);
  put32 (self->bytes, 1);

  put32 (self->bytes, 0x06054b50);
  put32 (self->bytes, 0);
  put16 (self->bytes, G_MAXUINT16);
  put16 (self->bytes, G_MAXUINT16);
  put32 (self->bytes, G_MAXUINT32);
  put32 (self->bytes, G_MAXUINT32);
  put16 (self->bytes, 0);

  return finish (self);
}
