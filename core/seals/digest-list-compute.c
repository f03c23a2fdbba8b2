/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/digest-list-file.h"

#include <openssl/evp.h>
#include <sodium.h>

#include "core/bounds.h"
#include "core/crypto-library.h"

static const struct
{
  const char *name;      /* for people */
  const char *fetch;     /* for libcrypto; NULL: it has none */
  gsize       length;    /* bytes of a digest */
  gboolean    is_weak;
} algorithms[] = {
  [RC_LISTED_MD5] = { "MD5", "MD5", 16, TRUE },
  [RC_LISTED_SHA1] = { "SHA-1", "SHA1", 20, TRUE },
  [RC_LISTED_SHA224] = { "SHA-224", "SHA224", 28, FALSE },
  [RC_LISTED_SHA256] = { "SHA-256", "SHA256", 32, FALSE },
  [RC_LISTED_SHA384] = { "SHA-384", "SHA384", 48, FALSE },
  [RC_LISTED_SHA512] = { "SHA-512", "SHA512", 64, FALSE },
  [RC_LISTED_BLAKE2B] = { "BLAKE2b", "BLAKE2B-512", 64, FALSE },
  [RC_LISTED_BLAKE2B_256] = { "BLAKE2b-256", NULL, 32, FALSE },
  [RC_LISTED_BLAKE3] = { "BLAKE3", NULL, 32, FALSE },
};

const char *
rc_listed_algorithm_to_name (RcListedAlgorithm algorithm)
{
  return algorithms[algorithm].name;
}

/**
 * rc_listed_algorithm_is_weak:
 *
 * Returns: whether two files with one digest can be made on purpose
 */
gboolean
rc_listed_algorithm_is_weak (RcListedAlgorithm algorithm)
{
  return algorithms[algorithm].is_weak;
}

gsize
rc_listed_algorithm_get_length (RcListedAlgorithm algorithm)
{
  return algorithms[algorithm].length;
}

gboolean
rc_listed_algorithm_is_known (RcListedAlgorithm algorithm)
{
  return algorithm != RC_LISTED_BLAKE3;
}

/* libcrypto 3.0 knows BLAKE2b in its full length alone. */
static gboolean
compute_blake2b (gsize      length,
                 RcStream  *stream,
                 guint8     out_digest[RC_LISTED_DIGEST_BYTES],
                 GError   **error)
{
  g_autofree guint8 *buffer = g_malloc (RC_LIMIT_BLOCK_BYTES);
  crypto_generichash_blake2b_state state;
  gssize n;

  crypto_generichash_blake2b_init (&state, NULL, 0, length);
  while ((n = rc_stream_read (stream, buffer, RC_LIMIT_BLOCK_BYTES, error)) > 0)
    crypto_generichash_blake2b_update (&state, buffer, (guint64) n);
  crypto_generichash_blake2b_final (&state, out_digest, length);
  return n == 0;
}

static gboolean
compute_library (RcListedAlgorithm   algorithm,
                 RcStream           *stream,
                 guint8              out_digest[RC_LISTED_DIGEST_BYTES],
                 GError            **error)
{
  g_autofree guint8 *buffer = g_malloc (RC_LIMIT_BLOCK_BYTES);
  EVP_MD *method = EVP_MD_fetch (rc_crypto_library (), algorithms[algorithm].fetch, RC_CRYPTO_PROPERTIES);
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  guint8 digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  gssize n;

  if (method == NULL || EVP_DigestInit_ex2 (context, method, NULL) != 1)
    g_error ("libcrypto has no %s", algorithms[algorithm].name);
  while ((n = rc_stream_read (stream, buffer, RC_LIMIT_BLOCK_BYTES, error)) > 0)
    {
      if (EVP_DigestUpdate (context, buffer, (gsize) n) != 1)
        g_error ("%s could not be computed", algorithms[algorithm].name);
    }
  if (EVP_DigestFinal_ex (context, digest, &length) != 1 || length != algorithms[algorithm].length)
    g_error ("%s could not be finished", algorithms[algorithm].name);

  EVP_MD_CTX_free (context);
  EVP_MD_free (method);
  memcpy (out_digest, digest, length);
  return n == 0;
}

/**
 * rc_listed_algorithm_compute:
 * @algorithm: one that is known
 * @stream: read to its end
 *
 * Returns: %FALSE with @error where @stream could not be read
 */
gboolean
rc_listed_algorithm_compute (RcListedAlgorithm   algorithm,
                             RcStream           *stream,
                             guint8              out_digest[RC_LISTED_DIGEST_BYTES],
                             gsize              *out_length,
                             GError            **error)
{
  g_return_val_if_fail (rc_listed_algorithm_is_known (algorithm), FALSE);

  *out_length = algorithms[algorithm].length;
  if (algorithms[algorithm].fetch == NULL)
    return compute_blake2b (*out_length, stream, out_digest, error);
  return compute_library (algorithm, stream, out_digest, error);
}
