/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "public-key.h"

#include <string.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/decoder.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <sodium.h>

#include "bounds.h"
#include "crypto-library.h"

struct _RcPublicKey
{
  RcKeyType  type;
  guint      bits;
  guint8     ed25519[32];
  EVP_PKEY  *key;            /* (nullable): NULL for Ed25519 */
};

static const struct
{
  RcKeyType   type;
  const char *group;         /* as libcrypto names it */
  gsize       coordinate;    /* bytes of each of r and s */
  RcHash      hash;
} curves[] = {
  { RC_KEY_EC_P256, "prime256v1", 32, RC_HASH_SHA256 },
  { RC_KEY_EC_P384, "secp384r1", 48, RC_HASH_SHA384 },
  { RC_KEY_EC_P521, "secp521r1", 66, RC_HASH_SHA512 },
};

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

/* SubjectPublicKeyInfo of Ed25519 (RFC 8410 section 4) before the 32 bytes. */
static const guint8 ed25519_spki[] = { 0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00 };

/* --- Making one --- */

/**
 * rc_public_key_new_ed25519:
 *
 * Returns: (transfer full) (nullable): %NULL where the bytes are no point of the group's main part (RFC 8032 section 5.1.3): under
 *   such a key every signature would fit, or none
 */
RcPublicKey *
rc_public_key_new_ed25519 (const guint8 key[32])
{
  RcPublicKey *self;

  if (crypto_core_ed25519_is_valid_point (key) != 1)
    return NULL;

  self = g_atomic_rc_box_new0 (RcPublicKey);
  self->type = RC_KEY_ED25519;
  self->bits = 256;
  memcpy (self->ed25519, key, sizeof self->ed25519);
  return self;
}

static gboolean
find_curve (EVP_PKEY *key,
            guint    *out_curve)
{
  char group[32];
  gsize length;

  if (EVP_PKEY_get_utf8_string_param (key, OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group, &length) != 1)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (curves); i++)
    {
      if (strcmp (group, curves[i].group) == 0)
        {
          *out_curve = i;
          return TRUE;
        }
    }
  return FALSE;
}

/* An even or tiny exponent is none; a modulus beyond the limit only costs time (tamper-cases.md T20). */
static gboolean
is_sound_rsa (EVP_PKEY *key)
{
  BIGNUM *exponent = NULL;
  gboolean sound;

  if (EVP_PKEY_get_bits (key) > (int) RC_LIMIT_RSA_BITS
      || EVP_PKEY_get_bn_param (key, OSSL_PKEY_PARAM_RSA_E, &exponent) != 1)
    return FALSE;

  sound = BN_is_odd (exponent) && !BN_is_one (exponent) && BN_num_bits (exponent) <= 64;
  BN_free (exponent);
  return sound;
}

/**
 * rc_public_key_new_evp:
 *
 * Returns: (transfer full) (nullable): %NULL for a key of a type that is not in #RcKeyType, on another curve, or unsound
 */
RcPublicKey *
rc_public_key_new_evp (EVP_PKEY *key)
{
  RcPublicKey *self;
  RcKeyType type = RC_KEY_RSA;
  guint8 raw[57];
  gsize length = sizeof raw;
  guint curve = 0;

  switch (EVP_PKEY_get_base_id (key))
    {
    case EVP_PKEY_ED25519:
      return EVP_PKEY_get_raw_public_key (key, raw, &length) == 1 && length == 32 ? rc_public_key_new_ed25519 (raw) : NULL;
    case EVP_PKEY_ED448:
      type = RC_KEY_ED448;
      break;
    case EVP_PKEY_EC:
      if (!find_curve (key, &curve))
        return NULL;
      type = curves[curve].type;
      break;
    case EVP_PKEY_RSA:
      if (!is_sound_rsa (key))
        return NULL;
      break;
    default:
      return NULL;
    }

  EVP_PKEY_up_ref (key);
  self = g_atomic_rc_box_new0 (RcPublicKey);
  self->type = type;
  self->bits = (guint) EVP_PKEY_get_bits (key);
  self->key = key;
  return self;
}

/* Takes @key; (nullable). What libcrypto queued of a refusal is forgotten. */
static RcPublicKey *
adopt (EVP_PKEY *key)
{
  RcPublicKey *self = key != NULL ? rc_public_key_new_evp (key) : NULL;

  EVP_PKEY_free (key);
  ERR_clear_error ();
  return self;
}

static RcPublicKey *
decode (const char *input,
        const char *structure,
        const void *bytes,
        gsize       length)
{
  EVP_PKEY *key = NULL;
  const guchar *cursor = bytes;
  gsize left = length;
  OSSL_DECODER_CTX *decoder = OSSL_DECODER_CTX_new_for_pkey (&key, input, structure, NULL, EVP_PKEY_PUBLIC_KEY, rc_crypto_library (),
                                                             RC_CRYPTO_PROPERTIES);
  gboolean whole = decoder != NULL && length <= RC_LIMIT_KEY_BYTES && OSSL_DECODER_from_data (decoder, &cursor, &left) == 1
                   && left == 0;

  OSSL_DECODER_CTX_free (decoder);
  if (!whole)
    g_clear_pointer (&key, EVP_PKEY_free);
  return adopt (key);
}

RcPublicKey *
rc_public_key_new_spki (const void *bytes,
                        gsize       length)
{
  return decode ("DER", "SubjectPublicKeyInfo", bytes, length);
}

RcPublicKey *
rc_public_key_new_pkcs1 (const void *bytes,
                         gsize       length)
{
  return decode ("DER", "type-specific", bytes, length);
}

RcPublicKey *
rc_public_key_new_pem (const char *text,
                       gsize       length)
{
  static const char * const labels[] = { "-----BEGIN PUBLIC KEY-----", "-----BEGIN RSA PUBLIC KEY-----" };

  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      gsize label = strlen (labels[i]);

      if (length > label && memcmp (text, labels[i], label) == 0 && g_strstr_len (text + label, (gssize) (length - label), "BEGIN") == NULL)
        return decode ("PEM", i == 0 ? "SubjectPublicKeyInfo" : "type-specific", text, length);
    }
  return NULL;
}

static RcPublicKey *
from_parameters (const char     *type,
                 OSSL_PARAM_BLD *builder)
{
  OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param (builder);
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name (rc_crypto_library (), type, RC_CRYPTO_PROPERTIES);
  EVP_PKEY *key = NULL;

  if (parameters == NULL || context == NULL || EVP_PKEY_fromdata_init (context) != 1
      || EVP_PKEY_fromdata (context, &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1)
    g_clear_pointer (&key, EVP_PKEY_free);
  EVP_PKEY_CTX_free (context);
  OSSL_PARAM_free (parameters);
  return adopt (key);
}

RcPublicKey *
rc_public_key_new_rsa (const guint8 *modulus,
                       gsize         modulus_length,
                       const guint8 *exponent,
                       gsize         exponent_length)
{
  OSSL_PARAM_BLD *builder;
  RcPublicKey *self;
  BIGNUM *n;
  BIGNUM *e;

  if (modulus_length > RC_LIMIT_RSA_BITS / 8 + 1 || exponent_length > 8)
    return NULL;

  builder = OSSL_PARAM_BLD_new ();
  n = BN_bin2bn (modulus, (int) modulus_length, NULL);
  e = BN_bin2bn (exponent, (int) exponent_length, NULL);
  OSSL_PARAM_BLD_push_BN (builder, OSSL_PKEY_PARAM_RSA_N, n);
  OSSL_PARAM_BLD_push_BN (builder, OSSL_PKEY_PARAM_RSA_E, e);
  self = from_parameters ("RSA", builder);
  OSSL_PARAM_BLD_free (builder);
  BN_free (n);
  BN_free (e);
  return self;
}

RcPublicKey *
rc_public_key_new_ec (RcKeyType     type,
                      const guint8 *point,
                      gsize         length)
{
  for (guint i = 0; i < G_N_ELEMENTS (curves); i++)
    {
      OSSL_PARAM_BLD *builder;
      RcPublicKey *self;

      if (curves[i].type != type)
        continue;

      builder = OSSL_PARAM_BLD_new ();
      OSSL_PARAM_BLD_push_utf8_string (builder, OSSL_PKEY_PARAM_GROUP_NAME, curves[i].group, 0);
      OSSL_PARAM_BLD_push_octet_string (builder, OSSL_PKEY_PARAM_PUB_KEY, point, length);
      self = from_parameters ("EC", builder);
      OSSL_PARAM_BLD_free (builder);
      return self;
    }
  return NULL;
}

RcPublicKey *
rc_public_key_new_ed448 (const guint8 key[57])
{
  return adopt (EVP_PKEY_new_raw_public_key_ex (rc_crypto_library (), "ED448", RC_CRYPTO_PROPERTIES, key, 57));
}

RcPublicKey *
rc_public_key_ref (RcPublicKey *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  EVP_PKEY_free (((RcPublicKey *) data)->key);
}

void
rc_public_key_unref (RcPublicKey *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/* --- What it is --- */

RcKeyType
rc_public_key_get_type (const RcPublicKey *self)
{
  return self->type;
}

guint
rc_public_key_get_bits (const RcPublicKey *self)
{
  return self->bits;
}

char *
rc_public_key_dup_title (const RcPublicKey *self)
{
  switch (self->type)
    {
    case RC_KEY_ED25519:
      return g_strdup ("Ed25519");
    case RC_KEY_ED448:
      return g_strdup ("Ed448");
    case RC_KEY_RSA:
      return g_strdup_printf ("RSA %u", self->bits);
    case RC_KEY_EC_P256:
    case RC_KEY_EC_P384:
    case RC_KEY_EC_P521:
    default:
      return g_strdup_printf ("ECDSA P-%u", self->bits);
    }
}

const guint8 *
rc_public_key_peek_ed25519 (const RcPublicKey *self)
{
  return self->type == RC_KEY_ED25519 ? self->ed25519 : NULL;
}

/**
 * rc_public_key_get_spki:
 *
 * Returns: (transfer full): its SubjectPublicKeyInfo in DER
 */
GBytes *
rc_public_key_get_spki (const RcPublicKey *self)
{
  guint8 whole[sizeof ed25519_spki + 32];
  guchar *bytes = NULL;
  GBytes *copy;
  int length;

  if (self->type == RC_KEY_ED25519)
    {
      memcpy (whole, ed25519_spki, sizeof ed25519_spki);
      memcpy (whole + sizeof ed25519_spki, self->ed25519, sizeof self->ed25519);
      return g_bytes_new (whole, sizeof whole);
    }

  length = i2d_PUBKEY (self->key, &bytes);
  copy = g_bytes_new (bytes, length > 0 ? (gsize) length : 0);
  OPENSSL_free (bytes);
  return copy;
}

void
rc_public_key_fingerprint (const RcPublicKey *self,
                           RcDigest          *out_fingerprint)
{
  g_autoptr (GBytes) spki = rc_public_key_get_spki (self);

  rc_digest_compute (g_bytes_get_data (spki, NULL), g_bytes_get_size (spki), out_fingerprint);
}

gboolean
rc_public_key_equal (const RcPublicKey *a,
                     const RcPublicKey *b)
{
  g_autoptr (GBytes) first = rc_public_key_get_spki (a);
  g_autoptr (GBytes) second = rc_public_key_get_spki (b);

  return g_bytes_equal (first, second);
}

gboolean
rc_public_key_is_weak (const RcPublicKey *self)
{
  return self->type == RC_KEY_RSA && self->bits < 2048;
}

void
rc_public_key_default_form (const RcPublicKey *self,
                            RcSignatureForm   *out_form,
                            RcHash            *out_hash)
{
  *out_form = self->type == RC_KEY_RSA ? RC_SIGNATURE_RSA_PKCS1 : RC_SIGNATURE_EDDSA;
  *out_hash = self->type == RC_KEY_RSA ? RC_HASH_SHA256 : RC_HASH_NONE;
  for (guint i = 0; i < G_N_ELEMENTS (curves); i++)
    {
      if (curves[i].type == self->type)
        {
          *out_form = RC_SIGNATURE_ECDSA_DER;
          *out_hash = curves[i].hash;
        }
    }
}

/* --- Asking it --- */

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

static gsize
coordinate_bytes (const RcPublicKey *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (curves); i++)
    {
      if (curves[i].type == self->type)
        return curves[i].coordinate;
    }
  return 0;
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
      return coordinate_bytes (self) > 0 && hash != RC_HASH_NONE;
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
  gsize size = coordinate_bytes (self);
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
  if (form != RC_SIGNATURE_ECDSA_RAW)
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
    return ask_message (self, form, RC_HASH_NONE, message, message_length, signature, signature_length);
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
