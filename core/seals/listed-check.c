/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/listed-check.h"

#include <string.h>

static gboolean
compute (RcSealContext      *context,
         const RcSource     *source,
         RcListedAlgorithm   algorithm,
         guint8              out_digest[RC_LISTED_DIGEST_BYTES],
         gsize              *out_length,
         GError            **error)
{
  RcVault *vault = rc_record_reader_peek_vault (context->reader);
  g_autoptr (RcStream) stream = NULL;
  g_autoptr (GError) local_error = NULL;

  /* The source's own SHA-256 was computed from the same stored bytes. */
  if (algorithm == RC_LISTED_SHA256)
    {
      memcpy (out_digest, source->sha256.bytes, RC_DIGEST_BYTES);
      *out_length = RC_DIGEST_BYTES;
      return TRUE;
    }

  stream = rc_vault_new_stream (vault, source->start, source->size);
  if (rc_listed_algorithm_compute (algorithm, stream, out_digest, out_length, &local_error))
    return TRUE;

  *out_length = 0;
  return rc_seal_context_tolerate (&local_error, error);
}

static gboolean
fits (const RcListedDigest *entry,
      const guint8         *digest,
      gsize                 length)
{
  return length == entry->length && memcmp (digest, entry->digest, length) == 0;
}

gboolean
rc_listed_digest_equal (const RcListedDigest *a,
                        const RcListedDigest *b)
{
  return fits (a, b->digest, b->length);
}

/**
 * rc_listed_check:
 *
 * Holds a file against what a list says of it.
 */
gboolean
rc_listed_check (RcSealContext         *context,
                 const RcListedDigest  *entry,
                 const RcSource        *source,
                 RcVerdict             *out_verdict,
                 char                 **out_found,
                 GError               **error)
{
  guint8 digest[RC_LISTED_DIGEST_BYTES];
  gsize length = 0;

  *out_verdict = RC_VERDICT_UNVERIFIABLE;
  *out_found = NULL;
  if (!rc_listed_algorithm_is_known (entry->algorithm))
    return TRUE;
  if (!compute (context, source, entry->algorithm, digest, &length, error))
    return FALSE;
  if (length == 0)
    return TRUE;

  *out_verdict = rc_listed_algorithm_is_weak (entry->algorithm) ? RC_VERDICT_WEAK : RC_VERDICT_VALID;
  if (fits (entry, digest, length))
    return TRUE;

  *out_found = rc_bytes_dup_hex (digest, length);
  /* Bytes without a name are those of one of two algorithms. */
  if (entry->algorithm == RC_LISTED_SHA512 || entry->algorithm == RC_LISTED_SHA256)
    {
      RcListedAlgorithm other = entry->algorithm == RC_LISTED_SHA512 ? RC_LISTED_BLAKE2B : RC_LISTED_BLAKE2B_256;

      if (!compute (context, source, other, digest, &length, error))
        {
          g_clear_pointer (out_found, g_free);
          return FALSE;
        }
      if (fits (entry, digest, length))
        {
          g_clear_pointer (out_found, g_free);
          return TRUE;
        }
    }

  *out_verdict = RC_VERDICT_INVALID;
  return TRUE;
}
