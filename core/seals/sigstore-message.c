/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/sigstore-message.h"

#include <string.h>

#include <openssl/evp.h>
#include <sodium.h>

#include "core/bounds.h"
#include "core/crypto-library.h"

/* The hashes that logs and bundles name. */
static const RcHash hashes[] = { RC_HASH_SHA256, RC_HASH_SHA384, RC_HASH_SHA512 };

struct _RcSigstoreMessage
{
  GBytes *bytes;                                             /* (nullable): only of a short message */
  guint8  digests[G_N_ELEMENTS (hashes)][RC_HASH_MAX_BYTES];

  crypto_sign_ed25519ph_state prehashed;                     /* all bytes, not finished: that takes a signature */
};

RcSigstoreMessage *
rc_sigstore_message_new_bytes (GBytes *bytes)
{
  RcSigstoreMessage *self = g_new0 (RcSigstoreMessage, 1);

  self->bytes = g_bytes_ref (bytes);
  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++)
    rc_hash_compute (hashes[i], g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), self->digests[i]);
  crypto_sign_ed25519ph_init (&self->prehashed);
  crypto_sign_ed25519ph_update (&self->prehashed, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return self;
}

void
rc_sigstore_message_free (RcSigstoreMessage *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* --- A file of any size --- */

typedef struct
{
  EVP_MD     *methods[G_N_ELEMENTS (hashes)];
  EVP_MD_CTX *contexts[G_N_ELEMENTS (hashes)];
} Digesting;

static void
digesting_begin (Digesting *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++)
    {
      self->methods[i] = EVP_MD_fetch (rc_crypto_library (), rc_hash_get_name (hashes[i]), RC_CRYPTO_PROPERTIES);
      self->contexts[i] = EVP_MD_CTX_new ();
      if (self->methods[i] == NULL || EVP_DigestInit_ex2 (self->contexts[i], self->methods[i], NULL) != 1)
        g_error ("libcrypto has no %s", rc_hash_get_name (hashes[i]));
    }
}

static void
digesting_update (Digesting  *self,
                  const void *bytes,
                  gsize       length)
{
  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++)
    {
      if (EVP_DigestUpdate (self->contexts[i], bytes, length) != 1)
        g_error ("%s could not be computed", rc_hash_get_name (hashes[i]));
    }
}

static void
digesting_end (Digesting         *self,
               RcSigstoreMessage *message)
{
  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++)
    {
      unsigned int length = 0;

      if (EVP_DigestFinal_ex (self->contexts[i], message->digests[i], &length) != 1)
        g_error ("%s could not be finished", rc_hash_get_name (hashes[i]));
      EVP_MD_CTX_free (self->contexts[i]);
      EVP_MD_free (self->methods[i]);
    }
}

static gboolean
digest_stream (RcSigstoreMessage  *self,
               RcStream           *stream,
               GError            **error)
{
  g_autofree guint8 *buffer = g_malloc (RC_LIMIT_BLOCK_BYTES);
  Digesting digesting;
  gssize n_bytes;

  digesting_begin (&digesting);
  crypto_sign_ed25519ph_init (&self->prehashed);
  while ((n_bytes = rc_stream_read (stream, buffer, RC_LIMIT_BLOCK_BYTES, error)) > 0)
    {
      digesting_update (&digesting, buffer, (gsize) n_bytes);
      crypto_sign_ed25519ph_update (&self->prehashed, buffer, (gsize) n_bytes);
    }
  digesting_end (&digesting, self);
  return n_bytes == 0;
}

RcSigstoreMessage *
rc_sigstore_message_new_source (RcSealContext   *context,
                                const RcSource  *source,
                                GError         **error)
{
  RcVault *vault = rc_record_reader_peek_vault (context->reader);
  g_autoptr (RcSigstoreMessage) self = NULL;
  g_autoptr (RcStream) stream = NULL;

  if (source->size <= RC_LIMIT_SEAL_FILE_BYTES)
    {
      g_autoptr (GBytes) bytes = rc_seal_context_read (context, source, error);

      return bytes != NULL ? rc_sigstore_message_new_bytes (bytes) : NULL;
    }

  self = g_new0 (RcSigstoreMessage, 1);
  stream = rc_vault_new_stream (vault, source->start, source->size);
  return digest_stream (self, stream, error) ? g_steal_pointer (&self) : NULL;
}

const guint8 *
rc_sigstore_message_get_digest (const RcSigstoreMessage *self,
                                RcHash                   hash)
{
  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++)
    {
      if (hashes[i] == hash)
        return self->digests[i];
    }
  return NULL;
}

gboolean
rc_sigstore_message_has_digest (const RcSigstoreMessage *self,
                                RcHash                   hash,
                                const void              *digest,
                                gsize                    length)
{
  const guint8 *computed = rc_sigstore_message_get_digest (self, hash);

  return computed != NULL && length == rc_hash_get_length (hash) && memcmp (computed, digest, length) == 0;
}

/* --- Signatures --- */

/* Bundles over files are signed with Ed25519ph, so that a log can check them by a digest alone; envelopes with Ed25519 itself. */
static gboolean
ed25519_fits (const RcSigstoreMessage *self,
              const RcPublicKey       *key,
              const guint8            *signature,
              gsize                    length)
{
  const guint8 *ed25519 = rc_public_key_peek_ed25519 (key);
  crypto_sign_ed25519ph_state prehashed = self->prehashed;

  if (self->bytes != NULL
      && rc_public_key_verify (key, RC_SIGNATURE_EDDSA, RC_HASH_NONE, g_bytes_get_data (self->bytes, NULL),
                               g_bytes_get_size (self->bytes), signature, length) == RC_SIGNATURE_FITS)
    return TRUE;
  return ed25519 != NULL && length == crypto_sign_ed25519_BYTES
         && crypto_sign_ed25519ph_final_verify (&prehashed, signature, ed25519) == 0;
}

static gboolean
digest_fits (const RcSigstoreMessage *self,
             const RcPublicKey       *key,
             RcSignatureForm          form,
             RcHash                   hash,
             const guint8            *signature,
             gsize                    length)
{
  return rc_public_key_verify_digest (key, form, hash, rc_sigstore_message_get_digest (self, hash), rc_hash_get_length (hash), signature,
                                      length) == RC_SIGNATURE_FITS;
}

gboolean
rc_sigstore_message_fits (const RcSigstoreMessage *self,
                          const RcPublicKey       *key,
                          GBytes                  *signature)
{
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (signature, &length);
  RcSignatureForm form;
  RcHash hash;

  rc_public_key_default_form (key, &form, &hash);
  if (form == RC_SIGNATURE_EDDSA)
    return ed25519_fits (self, key, bytes, length);
  if (digest_fits (self, key, form, hash, bytes, length))
    return TRUE;
  if (form == RC_SIGNATURE_RSA_PKCS1)
    return digest_fits (self, key, RC_SIGNATURE_RSA_PSS, hash, bytes, length);

  /* cosign signed with SHA-256 whatever the curve, for a long time. */
  return hash != RC_HASH_SHA256 && digest_fits (self, key, form, RC_HASH_SHA256, bytes, length);
}
