/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base58.h"

#include <string.h>

#include "bounds.h"

static const char alphabet[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/* number = number * @base + @digit, the number most significant byte first, in base @radix. FALSE: it does not fit. */
static gboolean
push_digit (guint8 *number,
            gsize   length,
            guint   radix,
            guint   base,
            guint   digit)
{
  guint carry = digit;

  for (gsize i = length; i > 0; i--)
    {
      carry += number[i - 1] * base;
      number[i - 1] = (guint8) (carry % radix);
      carry /= radix;
    }
  return carry == 0;
}

static gsize
count_leading (const guint8 *number,
               gsize         length)
{
  gsize n = 0;

  while (n < length && number[n] == 0)
    n++;
  return n;
}

/**
 * rc_base58_decode:
 * @text: tainted; without the “z”
 *
 * The work grows with the square of the length, which is why that is bounded.
 *
 * Returns: (transfer full) (nullable): the bytes
 */
GBytes *
rc_base58_decode (const char *text,
                  gsize       length)
{
  g_autofree guint8 *number = NULL;
  gsize zeros = 0;
  gsize start;

  if (length == 0 || length > RC_LIMIT_BASE58_BYTES)
    return NULL;

  number = g_malloc0 (length);
  while (zeros < length && text[zeros] == alphabet[0])
    zeros++;
  for (gsize i = zeros; i < length; i++)
    {
      const char *digit = text[i] != '\0' ? strchr (alphabet, text[i]) : NULL;

      /* A byte holds more than a digit, so that as many bytes as digits always do. */
      if (digit == NULL || !push_digit (number, length, 256, 58, (guint) (digit - alphabet)))
        return NULL;
    }

  start = count_leading (number, length) - zeros;
  return g_bytes_new (number + start, length - start);
}

/**
 * rc_base58_encode:
 *
 * Returns: (transfer full): @bytes in base58btc, without a “z”
 */
char *
rc_base58_encode (const guint8 *bytes,
                  gsize         length)
{
  gsize size = length * 138 / 100 + 1;      /* log 256 / log 58, rounded up */
  g_autofree guint8 *number = g_malloc0 (size);
  gsize zeros = count_leading (bytes, length);
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (length <= RC_LIMIT_BASE58_BYTES, g_string_free (text, FALSE));

  for (gsize i = zeros; i < length; i++)
    push_digit (number, size, 58, 256, bytes[i]);
  for (gsize i = 0; i < zeros; i++)
    g_string_append_c (text, alphabet[0]);
  for (gsize i = count_leading (number, size); i < size; i++)
    g_string_append_c (text, alphabet[number[i]]);
  return g_string_free (text, FALSE);
}
