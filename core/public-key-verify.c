/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "public-key.h"

#include <string.h>

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <sodium.h>

#include "crypto-library.h"
#include "public-key-parts.h"

#define ED448_SIGNATURE_BYTES 114

static const struct
{
  const char *name;
  gsize       length;
} hashes[] = {
  [RC_HASH_NONE] = { NULL, 0 },
  [RC_HASH_SHA1] = { "SHA1", 20 },
  [RC_HASH_SHA256] = { "SHA256", 32 },
  [RC_HASH_SHA384] = { "SHA384", 48 },
  [RC_HASH_SHA512] = { "SHA512", 64 },
};


gsize
rc_hash_get_length (RcHash hash)
{
  return hashes[hash].length;
}

const char *
rc_hash_get_name (RcHash hash)
{
  return hashes[hash].name;
}

void
rc_hash_compute (RcHash      hash,
                 const void *bytes,
                 gsize       length,
                 guint8      out_digest[RC_HASH_MAX_BYTES])
{
  if (EVP_Q_digest (rc_crypto_library (), hashes[hash].name, RC_CRYPTO_PROPERTIES, bytes, length, out_digest, NULL) != 1)
    g_error ("libcrypto could not compute %s", hashes[hash].name);
}

static gboolean
makes_form (const RcPublicKey *self,
            RcSignatureForm    form,
            RcHash             hash)
{
  switch (form)
    {
    case RC_SIGNATURE_EDDSA:
      return self->type == RC_KEY_ED25519 || self->type == RC_KEY_ED448;
    case RC_SIGNATURE_ECDSA_DER:
    case RC_SIGNATURE_ECDSA_RAW:
      return self->coordinate > 0 && self->type != RC_KEY_DSA && hash != RC_HASH_NONE;
    case RC_SIGNATURE_DSA_RAW:
      return self->type == RC_KEY_DSA && hash != RC_HASH_NONE;
    case RC_SIGNATURE_RSA_PKCS1:
    case RC_SIGNATURE_RSA_PSS:
    default:
      return self->type == RC_KEY_RSA && hash != RC_HASH_NONE;
    }
}

/* libcrypto wants DER. */
static GBytes *
raw_to_der (const RcPublicKey *self,
            const guint8      *signature,
            gsize              length)
{
  gsize size = self->coordinate;
  ECDSA_SIG *both;
  guchar *bytes = NULL;
  GBytes *der;
  int n_bytes;

  if (length != 2 * size)
    return NULL;

  both = ECDSA_SIG_new ();
  ECDSA_SIG_set0 (both, BN_bin2bn (signature, (int) size, NULL), BN_bin2bn (signature + size, (int) size, NULL));
  n_bytes = i2d_ECDSA_SIG (both, &bytes);
  ECDSA_SIG_free (both);
  der = n_bytes > 0 ? g_bytes_new (bytes, (gsize) n_bytes) : NULL;
  OPENSSL_free (bytes);
  return der;
}

/* Two spellings of one signature would be two signatures: the one of DER alone counts. */
static gboolean
is_strict_der (const guint8 *signature,
               gsize         length)
{
  const guchar *cursor = signature;
  ECDSA_SIG *both = length <= G_MAXINT ? d2i_ECDSA_SIG (NULL, &cursor, (long) length) : NULL;
  guchar *again = NULL;
  gboolean strict;
  int n_bytes;

  if (both == NULL)
    return FALSE;

  n_bytes = i2d_ECDSA_SIG (both, &again);
  strict = n_bytes > 0 && (gsize) n_bytes == length && memcmp (again, signature, length) == 0;
  OPENSSL_free (again);
  ECDSA_SIG_free (both);
  return strict;
}

static RcSignatureFit
verify_ed25519 (const RcPublicKey *self,
                const void        *message,
                gsize              message_length,
                const void        *signature,
                gsize              signature_length)
{
  if (signature_length != crypto_sign_BYTES)
    return RC_SIGNATURE_MALFORMED;
  return crypto_sign_verify_detached (signature, message, message_length, self->ed25519) == 0 ? RC_SIGNATURE_FITS
         : RC_SIGNATURE_DOES_NOT_FIT;
}

static gboolean
set_pss (EVP_PKEY_CTX    *context,
         RcSignatureForm  form,
         RcHash           hash)
{
  if (form == RC_SIGNATURE_RSA_PKCS1)
    return EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_PADDING) == 1;
  if (form != RC_SIGNATURE_RSA_PSS)
    return TRUE;
  return EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_PSS_PADDING) == 1
         && EVP_PKEY_CTX_set_rsa_pss_saltlen (context, RSA_PSS_SALTLEN_DIGEST) == 1
         && EVP_PKEY_CTX_set_rsa_mgf1_md_name (context, hashes[hash].name, RC_CRYPTO_PROPERTIES) == 1;
}

static RcSignatureFit
ask_message (const RcPublicKey *self,
             RcSignatureForm    form,
             RcHash             hash,
             const void        *message,
             gsize              message_length,
             const void        *signature,
             gsize              signature_length)
{
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  EVP_PKEY_CTX *key_context = NULL;
  gboolean fits = EVP_DigestVerifyInit_ex (context, &key_context, hashes[hash].name, rc_crypto_library (), RC_CRYPTO_PROPERTIES,
                                           self->key, NULL) == 1
                  && set_pss (key_context, form, hash)
                  && EVP_DigestVerify (context, signature, signature_length, message, message_length) == 1;

  EVP_MD_CTX_free (context);
  ERR_clear_error ();
  return fits ? RC_SIGNATURE_FITS : RC_SIGNATURE_DOES_NOT_FIT;
}

static RcSignatureFit
ask_digest (const RcPublicKey *self,
            RcSignatureForm    form,
            RcHash             hash,
            const void        *digest,
            gsize              digest_length,
            const void        *signature,
            gsize              signature_length)
{
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey (rc_crypto_library (), self->key, RC_CRYPTO_PROPERTIES);
  EVP_MD *md = EVP_MD_fetch (rc_crypto_library (), hashes[hash].name, RC_CRYPTO_PROPERTIES);
  gboolean fits = context != NULL && md != NULL && EVP_PKEY_verify_init (context) == 1 && set_pss (context, form, hash)
                  && EVP_PKEY_CTX_set_signature_md (context, md) == 1
                  && EVP_PKEY_verify (context, signature, signature_length, digest, digest_length) == 1;

  EVP_MD_free (md);
  EVP_PKEY_CTX_free (context);
  ERR_clear_error ();
  return fits ? RC_SIGNATURE_FITS : RC_SIGNATURE_DOES_NOT_FIT;
}

typedef RcSignatureFit (*AskFunc) (const RcPublicKey *self,
                                   RcSignatureForm    form,
                                   RcHash             hash,
                                   const void        *input,
                                   gsize              input_length,
                                   const void        *signature,
                                   gsize              signature_length);

static RcSignatureFit
ask_in_der (const RcPublicKey *self,
            RcSignatureForm    form,
            RcHash             hash,
            const void        *input,
            gsize              input_length,
            const void        *signature,
            gsize              signature_length,
            AskFunc            ask)
{
  g_autoptr (GBytes) der = NULL;

  if (form == RC_SIGNATURE_ECDSA_DER && !is_strict_der (signature, signature_length))
    {
      ERR_clear_error ();
      return RC_SIGNATURE_MALFORMED;
    }
  if (form != RC_SIGNATURE_ECDSA_RAW && form != RC_SIGNATURE_DSA_RAW)
    return ask (self, form, hash, input, input_length, signature, signature_length);

  der = raw_to_der (self, signature, signature_length);
  if (der == NULL)
    return RC_SIGNATURE_MALFORMED;
  return ask (self, form, hash, input, input_length, g_bytes_get_data (der, NULL), g_bytes_get_size (der));
}

/**
 * rc_public_key_verify:
 * @form: as the mechanism writes its signatures
 * @hash: %RC_HASH_NONE for EdDSA
 * @signature: tainted
 *
 * Returns: whether the signature is one of this key over these bytes
 */
RcSignatureFit
rc_public_key_verify (const RcPublicKey *self,
                      RcSignatureForm    form,
                      RcHash             hash,
                      const void        *message,
                      gsize              message_length,
                      const void        *signature,
                      gsize              signature_length)
{
  if (!makes_form (self, form, hash))
    return RC_SIGNATURE_OTHER_KEY;
  if (self->type == RC_KEY_ED25519)
    return verify_ed25519 (self, message, message_length, signature, signature_length);
  if (self->type == RC_KEY_ED448)
    return signature_length != ED448_SIGNATURE_BYTES ? RC_SIGNATURE_MALFORMED
           : ask_message (self, form, RC_HASH_NONE, message, message_length, signature, signature_length);
  return ask_in_der (self, form, hash, message, message_length, signature, signature_length, ask_message);
}

/**
 * rc_public_key_verify_digest:
 * @digest: of the message by @hash; or what a mechanism signs in its place, such as a Merkle root
 *
 * Returns: whether the signature is one of this key over this digest; %RC_SIGNATURE_OTHER_KEY for EdDSA, which has no such form
 */
RcSignatureFit
rc_public_key_verify_digest (const RcPublicKey *self,
                             RcSignatureForm    form,
                             RcHash             hash,
                             const void        *digest,
                             gsize              digest_length,
                             const void        *signature,
                             gsize              signature_length)
{
  if (form == RC_SIGNATURE_EDDSA || !makes_form (self, form, hash) || digest_length != rc_hash_get_length (hash))
    return RC_SIGNATURE_OTHER_KEY;
  return ask_in_der (self, form, hash, digest, digest_length, signature, signature_length, ask_digest);
}
