/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "protobuf-builder.h"

#include <string.h>

void
protobuf_add_varint (GByteArray *message,
                     guint64     value)
{
  guint8 byte;

  for (; value > 0x7f; value >>= 7)
    {
      byte = (guint8) (value & 0x7f) | 0x80;
      g_byte_array_append (message, &byte, 1);
    }
  byte = (guint8) value;
  g_byte_array_append (message, &byte, 1);
}

void
protobuf_add_number (GByteArray *message,
                     guint32     field,
                     guint64     value)
{
  protobuf_add_varint (message, (guint64) field << 3);
  protobuf_add_varint (message, value);
}

void
protobuf_add_double (GByteArray *message,
                     guint32     field,
                     double      value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  bits = GUINT64_TO_LE (bits);
  protobuf_add_varint (message, (guint64) field << 3 | 1);
  g_byte_array_append (message, (const guint8 *) &bits, sizeof bits);
}

void
protobuf_add_bytes (GByteArray *message,
                    guint32     field,
                    const void *bytes,
                    gsize       length)
{
  protobuf_add_varint (message, (guint64) field << 3 | 2);
  protobuf_add_varint (message, length);
  if (length > 0)
    g_byte_array_append (message, bytes, (guint) length);
}

void
protobuf_add_text (GByteArray *message,
                   guint32     field,
                   const char *text)
{
  protobuf_add_bytes (message, field, text, strlen (text));
}

void
protobuf_add_message (GByteArray *message,
                      guint32     field,
                      GByteArray *content)
{
  protobuf_add_bytes (message, field, content->data, content->len);
  g_byte_array_unref (content);
}
