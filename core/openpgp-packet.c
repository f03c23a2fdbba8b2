/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "openpgp-packet.h"

#include <string.h>

#include "base64.h"
#include "bounds.h"

#define CHECKSUM_BYTES 3

/* --- Packets --- */

gboolean
rc_openpgp_read_number (RcOpenpgpReader *self,
                        gsize            size,
                        guint32         *out_number)
{
  if (self->length < size)
    return FALSE;

  *out_number = 0;
  for (gsize i = 0; i < size; i++)
    *out_number = *out_number << 8 | self->bytes[i];
  self->bytes += size;
  self->length -= size;
  return TRUE;
}

gboolean
rc_openpgp_read_bytes (RcOpenpgpReader *self,
                       gsize            length,
                       RcOpenpgpReader *out_bytes)
{
  if (self->length < length)
    return FALSE;

  out_bytes->bytes = self->bytes;
  out_bytes->length = length;
  self->bytes += length;
  self->length -= length;
  return TRUE;
}

/* RFC 4880 section 4.2.2; a body in parts is not read. */
static gboolean
read_new_length (RcOpenpgpReader *self,
                 guint32         *out_length)
{
  guint32 second;

  if (!rc_openpgp_read_number (self, 1, out_length))
    return FALSE;
  if (*out_length < 192)
    return TRUE;
  if (*out_length == 255)
    return rc_openpgp_read_number (self, 4, out_length);
  if (*out_length >= 224 || !rc_openpgp_read_number (self, 1, &second))
    return FALSE;
  *out_length = ((*out_length - 192) << 8) + second + 192;
  return TRUE;
}

gboolean
rc_openpgp_read_packet (RcOpenpgpReader *self,
                        RcOpenpgpPacket *out_packet)
{
  RcOpenpgpReader body;
  guint32 first, length;

  if (!rc_openpgp_read_number (self, 1, &first) || (first & 0x80) == 0)
    return FALSE;

  if ((first & 0x40) != 0)
    {
      out_packet->tag = first & 0x3f;
      if (!read_new_length (self, &length))
        return FALSE;
    }
  else
    {
      out_packet->tag = first >> 2 & 0x0f;
      if ((first & 3) == 3 || !rc_openpgp_read_number (self, (gsize) 1 << (first & 3), &length))
        return FALSE;
    }

  if (!rc_openpgp_read_bytes (self, length, &body))
    return FALSE;
  out_packet->body = body.bytes;
  out_packet->length = body.length;
  return TRUE;
}

gboolean
rc_openpgp_read_integer (RcOpenpgpReader *self,
                         RcOpenpgpReader *out_integer)
{
  guint32 bits;

  if (!rc_openpgp_read_number (self, 2, &bits) || bits == 0 || bits > 8 * RC_LIMIT_KEY_BYTES
      || !rc_openpgp_read_bytes (self, (bits + 7) / 8, out_integer))
    return FALSE;
  return (guint32) g_bit_storage (out_integer->bytes[0]) == (bits - 1) % 8 + 1 && out_integer->bytes[0] != 0;
}

gboolean
rc_openpgp_put_integer (RcOpenpgpReader *self,
                        guint8          *out_bytes,
                        gsize            size)
{
  RcOpenpgpReader integer;

  if (!rc_openpgp_read_integer (self, &integer) || integer.length > size)
    return FALSE;
  memset (out_bytes, 0, size - integer.length);
  memcpy (out_bytes + size - integer.length, integer.bytes, integer.length);
  return TRUE;
}

/* --- Armour (RFC 4880 section 6) --- */

static guint32
checksum (const guint8 *bytes,
          gsize         length)
{
  guint32 sum = 0xb704ce;

  for (gsize i = 0; i < length; i++)
    {
      sum ^= (guint32) bytes[i] << 16;
      for (guint bit = 0; bit < 8; bit++)
        {
          sum <<= 1;
          if ((sum & 0x1000000) != 0)
            sum ^= 0x1864cfb;
        }
    }
  return sum & 0xffffff;
}

gboolean
rc_openpgp_is_armoured (const char *text,
                        gsize       length,
                        const char *label)
{
  g_autofree char *line = g_strdup_printf ("-----BEGIN %s-----", label);
  gsize size = strlen (line);

  return length > size && memcmp (text, line, size) == 0 && (text[size] == '\n' || text[size] == '\r');
}

/* Without its line end; FALSE: there is none left. */
static gboolean
take_line (const char **text,
           const char  *end,
           const char **out_line,
           gsize       *out_length)
{
  const char *newline;

  if (*text >= end)
    return FALSE;
  newline = memchr (*text, '\n', (gsize) (end - *text));
  *out_line = *text;
  *out_length = (gsize) ((newline != NULL ? newline : end) - *text);
  *text = newline != NULL ? newline + 1 : end;
  while (*out_length > 0 && g_ascii_isspace ((*out_line)[*out_length - 1]))
    (*out_length)--;
  return TRUE;
}

static gboolean
fits_checksum (GBytes     *bytes,
               const char *base64,
               gsize       length)
{
  g_autoptr (GBytes) sum = rc_base64_decode (base64, length, RC_BASE64_STANDARD);
  const guint8 *digits;

  if (sum == NULL || g_bytes_get_size (sum) != CHECKSUM_BYTES)
    return FALSE;
  digits = g_bytes_get_data (sum, NULL);
  return ((guint32) digits[0] << 16 | (guint32) digits[1] << 8 | digits[2])
         == checksum (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* From behind the headers to the last line. @out_sum: (nullable): the line of the checksum */
static gboolean
collect_base64 (const char **text,
                const char  *end,
                const char  *last_line,
                GString     *base64,
                const char **out_sum,
                gsize       *out_sum_length)
{
  const char *line;
  gsize length;

  *out_sum = NULL;
  while (take_line (text, end, &line, &length))
    {
      if (length == strlen (last_line) && memcmp (line, last_line, length) == 0)
        return TRUE;
      if (*out_sum != NULL || length == 0)
        return FALSE;
      if (line[0] == '=')
        {
          *out_sum = line + 1;
          *out_sum_length = length - 1;
        }
      else
        g_string_append_len (base64, line, (gssize) length);
    }
  return FALSE;
}

GBytes *
rc_openpgp_open_armour (const char *text,
                        gsize       length,
                        const char *label)
{
  g_autofree char *last_line = g_strdup_printf ("-----END %s-----", label);
  g_autoptr (GString) base64 = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  const char *end = text + length;
  const char *line = NULL;
  const char *sum;
  gsize line_length = 0, sum_length = 0;

  if (length > RC_LIMIT_OPENPGP_BYTES || !rc_openpgp_is_armoured (text, length, label) || !take_line (&text, end, &line, &line_length))
    return NULL;
  do
    {
      if (!take_line (&text, end, &line, &line_length))
        return NULL;
    }
  while (line_length > 0);

  if (!collect_base64 (&text, end, last_line, base64, &sum, &sum_length))
    return NULL;
  for (; text < end; text++)
    {
      if (!g_ascii_isspace (*text))
        return NULL;
    }

  bytes = rc_base64_decode (base64->str, base64->len, RC_BASE64_STANDARD);
  if (bytes == NULL || (sum != NULL && !fits_checksum (bytes, sum, sum_length)))
    return NULL;
  return g_steal_pointer (&bytes);
}

/**
 * rc_openpgp_make_armour:
 *
 * Returns: (transfer full): RFC 4880 section 6.2, with its checksum
 */
char *
rc_openpgp_make_armour (GBytes     *bytes,
                        const char *label)
{
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_autofree char *body = rc_base64_encode (data, length);
  guint32 sum = checksum (data, length);
  guint8 digits[CHECKSUM_BYTES] = { (guint8) (sum >> 16), (guint8) (sum >> 8), (guint8) sum };
  g_autofree char *sum_text = rc_base64_encode (digits, sizeof digits);
  GString *text = g_string_new (NULL);
  gsize size = strlen (body);

  g_string_append_printf (text, "-----BEGIN %s-----\n\n", label);
  for (gsize i = 0; i < size; i += 64)
    g_string_append_printf (text, "%.64s\n", body + i);
  g_string_append_printf (text, "=%s\n-----END %s-----\n", sum_text, label);
  return g_string_free (text, FALSE);
}
