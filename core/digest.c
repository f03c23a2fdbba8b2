/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "digest.h"

#include <string.h>

#include <openssl/evp.h>
#include <sodium.h>

#include "crypto-library.h"

struct _RcHasher
{
  EVP_MD_CTX *context;
};

static EVP_MD *
get_sha256 (void)
{
  static gsize initialised;
  static EVP_MD *sha256;

  if (g_once_init_enter (&initialised))
    {
      sha256 = EVP_MD_fetch (rc_crypto_library (), "SHA256", RC_CRYPTO_PROPERTIES);
      if (sha256 == NULL)
        g_error ("libcrypto has no SHA-256");
      g_once_init_leave (&initialised, 1);
    }

  return sha256;
}

/**
 * rc_hasher_new:
 *
 * Returns: (transfer full): a SHA-256 computation (FIPS 180-4), empty and ready for rc_hasher_update()
 */
RcHasher *
rc_hasher_new (void)
{
  RcHasher *self = g_new0 (RcHasher, 1);

  self->context = EVP_MD_CTX_new ();
  rc_hasher_reset (self);
  return self;
}

void
rc_hasher_free (RcHasher *self)
{
  if (self == NULL)
    return;

  EVP_MD_CTX_free (self->context);
  g_free (self);
}

/**
 * rc_hasher_reset:
 * @self: a hasher
 *
 * Forgets what was fed since the last finish.
 */
void
rc_hasher_reset (RcHasher *self)
{
  if (EVP_DigestInit_ex2 (self->context, get_sha256 (), NULL) != 1)
    g_error ("SHA-256 could not be started");
}

void
rc_hasher_update (RcHasher   *self,
                  const void *data,
                  gsize       length)
{
  if (EVP_DigestUpdate (self->context, data, length) != 1)
    g_error ("SHA-256 could not be computed");
}

/**
 * rc_hasher_finish:
 * @self: a hasher
 * @out_digest: (out): the digest of all bytes fed
 *
 * The hasher is empty afterwards and can be used again.
 */
void
rc_hasher_finish (RcHasher *self,
                  RcDigest *out_digest)
{
  unsigned int length = 0;

  if (EVP_DigestFinal_ex (self->context, out_digest->bytes, &length) != 1 || length != RC_DIGEST_BYTES)
    g_error ("SHA-256 could not be finished");
  rc_hasher_reset (self);
}

void
rc_digest_compute (const void *data,
                   gsize       length,
                   RcDigest   *out_digest)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();

  rc_hasher_update (hasher, data, length);
  rc_hasher_finish (hasher, out_digest);
}

/**
 * rc_digest_equal:
 *
 * Returns: whether both are the same, compared in constant time
 */
gboolean
rc_digest_equal (const RcDigest *a,
                 const RcDigest *b)
{
  return sodium_memcmp (a->bytes, b->bytes, RC_DIGEST_BYTES) == 0;
}

void
rc_digest_to_hex (const RcDigest *self,
                  char            out_hex[RC_DIGEST_HEX_SIZE])
{
  sodium_bin2hex (out_hex, RC_DIGEST_HEX_SIZE, self->bytes, RC_DIGEST_BYTES);
}

char *
rc_digest_dup_hex (const RcDigest *self)
{
  return rc_bytes_dup_hex (self->bytes, RC_DIGEST_BYTES);
}

#define NO_DIGIT 0xff

static guint8
digit_value (char digit)
{
  if (digit >= '0' && digit <= '9')
    return (guint8) (digit - '0');
  if (digit >= 'a' && digit <= 'f')
    return (guint8) (digit - 'a' + 10);
  if (digit >= 'A' && digit <= 'F')
    return (guint8) (digit - 'A' + 10);
  return NO_DIGIT;
}

/* What each byte is worth as a hexadecimal digit; -1: it is none. */
static const gint8 hex_values[256] = {
  -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
  -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
  -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, -1, -1, -1, -1, -1, -1,
  -1, 10, 11, 12, 13, 14, 15, -1, -1, -1, -1, -1, -1, -1, -1, -1,
  -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
  -1, 10, 11, 12, 13, 14, 15, -1, -1, -1, -1, -1, -1, -1, -1, -1,
  -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
  -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
  -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
  -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
  -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
  -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
  -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
  -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
  -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
};

/**
 * rc_digest_from_hex:
 * @text: tainted
 * @length: of @text in bytes
 * @out_digest: (out): set where the answer is %TRUE
 *
 * Returns: whether @text is exactly 64 hexadecimal digits, of either case
 */
gboolean
rc_digest_from_hex (const char *text,
                    gsize       length,
                    RcDigest   *out_digest)
{
  RcDigest digest;
  gint bad = 0;

  if (length != 2 * RC_DIGEST_BYTES)
    return FALSE;

  /* Chained logs have two of these in every record: no call for each digit, and no branch. */
  for (gsize i = 0; i < RC_DIGEST_BYTES; i++)
    {
      gint high = hex_values[(guint8) text[2 * i]];
      gint low = hex_values[(guint8) text[2 * i + 1]];

      bad |= high | low;
      digest.bytes[i] = (guint8) (((guint) high << 4) | (guint) low);
    }
  if (bad < 0)
    return FALSE;

  *out_digest = digest;
  return TRUE;
}

char *
rc_bytes_dup_hex (const guint8 *bytes,
                  gsize         length)
{
  char *hex = g_malloc (2 * length + 1);

  return sodium_bin2hex (hex, 2 * length + 1, bytes, length);
}

/**
 * rc_bytes_from_hex:
 * @text: tainted
 * @out_length: (out): bytes
 *
 * Returns: (transfer full) (nullable): %NULL where @text is empty, of odd length or holds anything but hexadecimal digits
 */
guint8 *
rc_bytes_from_hex (const char *text,
                   gsize       length,
                   gsize      *out_length)
{
  g_autofree guint8 *bytes = NULL;

  if (length == 0 || length % 2 != 0)
    return NULL;

  bytes = g_malloc (length / 2);
  for (gsize i = 0; i < length / 2; i++)
    {
      guint8 high = digit_value (text[2 * i]);
      guint8 low = digit_value (text[2 * i + 1]);

      if (high == NO_DIGIT || low == NO_DIGIT)
        return NULL;
      bytes[i] = (guint8) (high << 4 | low);
    }

  *out_length = length / 2;
  return g_steal_pointer (&bytes);
}
