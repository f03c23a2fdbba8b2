/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/source-hash.h"

#include <openssl/evp.h>

#include "core/bounds.h"
#include "core/crypto-library.h"

static gboolean
hash_stream (EVP_MD_CTX  *context,
             RcStream    *stream,
             GError     **error)
{
  g_autofree char *buffer = g_malloc (RC_LIMIT_BLOCK_BYTES);

  while (TRUE)
    {
      gssize n = rc_stream_read (stream, buffer, RC_LIMIT_BLOCK_BYTES, error);

      if (n <= 0)
        return n == 0;
      if (EVP_DigestUpdate (context, buffer, (gsize) n) != 1)
        g_error ("libcrypto could not hash");
    }
}

gboolean
rc_source_hash (RcSealWork      *work,
                const RcSource  *source,
                RcHash           hash,
                GBytes          *suffix,
                guint8           out_digest[RC_HASH_MAX_BYTES],
                gboolean        *out_held,
                GError         **error)
{
  g_autoptr (RcStream) stream = rc_vault_new_stream (rc_record_reader_peek_vault (work->context->reader), source->start, source->size);
  EVP_MD *method = EVP_MD_fetch (rc_crypto_library (), rc_hash_get_name (hash), RC_CRYPTO_PROPERTIES);
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  g_autoptr (GError) local_error = NULL;

  if (method == NULL || EVP_DigestInit_ex2 (context, method, NULL) != 1)
    g_error ("libcrypto could not start %s", rc_hash_get_name (hash));

  *out_held = hash_stream (context, stream, &local_error);
  if (suffix != NULL)
    EVP_DigestUpdate (context, g_bytes_get_data (suffix, NULL), g_bytes_get_size (suffix));
  EVP_DigestFinal_ex (context, out_digest, NULL);
  EVP_MD_CTX_free (context);
  EVP_MD_free (method);
  return *out_held || rc_seal_context_tolerate (&local_error, error);
}
