/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base64.h"

#include <string.h>

#include <sodium.h>

static GBytes *
decode (const char *text,
        gsize       length,
        int         variant)
{
  gsize size = length / 4 * 3 + 3;
  g_autofree guint8 *bytes = g_malloc (size);
  gsize n_bytes = 0;

  if (sodium_base642bin (bytes, size, text, length, NULL, &n_bytes, NULL, variant) != 0)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&bytes), n_bytes);
}

static GBytes *
decode_either (const char *text,
               gsize       length)
{
  gboolean is_url = memchr (text, '-', length) != NULL || memchr (text, '_', length) != NULL;
  gboolean is_padded = length > 0 && text[length - 1] == '=';

  if (is_url)
    return decode (text, length, is_padded ? sodium_base64_VARIANT_URLSAFE : sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return decode (text, length, is_padded ? sodium_base64_VARIANT_ORIGINAL : sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
}

/**
 * rc_base64_decode:
 * @text: tainted
 *
 * Returns: (transfer full) (nullable): the bytes; %NULL where @text is not of @form to its end
 */
GBytes *
rc_base64_decode (const char   *text,
                  gsize         length,
                  RcBase64Form  form)
{
  switch (form)
    {
    case RC_BASE64_STANDARD:
      return decode (text, length, sodium_base64_VARIANT_ORIGINAL);
    case RC_BASE64_URL_UNPADDED:
      return decode (text, length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    case RC_BASE64_EITHER:
    default:
      return decode_either (text, length);
    }
}

static char *
encode (const void *bytes,
        gsize       length,
        int         variant)
{
  gsize size = sodium_base64_encoded_len (length, variant);
  g_autofree char *text = g_malloc (size);

  return sodium_bin2base64 (text, size, bytes, length, variant) != NULL ? g_steal_pointer (&text) : NULL;
}

/**
 * rc_base64_encode:
 *
 * Returns: (transfer full): RFC 4648 section 4, padded, on one line
 */
char *
rc_base64_encode (const void *bytes,
                  gsize       length)
{
  return encode (bytes, length, sodium_base64_VARIANT_ORIGINAL);
}

/**
 * rc_base64_encode_url:
 *
 * Returns: (transfer full): RFC 4648 section 5, not padded (RFC 7515 section 2)
 */
char *
rc_base64_encode_url (const void *bytes,
                      gsize       length)
{
  return encode (bytes, length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/**
 * rc_pem_encode:
 * @label: "PUBLIC KEY", "CERTIFICATE" …
 *
 * Returns: (transfer full): RFC 7468 section 2
 */
char *
rc_pem_encode (const char *label,
               GBytes     *bytes)
{
  g_autofree char *body = rc_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  GString *text = g_string_new (NULL);
  gsize length = strlen (body);

  g_string_append_printf (text, "-----BEGIN %s-----\n", label);
  for (gsize i = 0; i < length; i += 64)
    g_string_append_printf (text, "%.64s\n", body + i);
  g_string_append_printf (text, "-----END %s-----\n", label);
  return g_string_free (text, FALSE);
}
