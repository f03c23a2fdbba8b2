/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "public-key.h"

#include <string.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/decoder.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <sodium.h>

#include "bounds.h"
#include "crypto-library.h"
#include "public-key-parts.h"

#define ED25519_BYTES 32
#define ED448_BYTES 57

static const struct
{
  RcKeyType   type;
  const char *group;         /* as libcrypto names it */
  gsize       coordinate;    /* bytes */
  RcHash      hash;
} curves[] = {
  { RC_KEY_EC_P256, "prime256v1", 32, RC_HASH_SHA256 },
  { RC_KEY_EC_P384, "secp384r1", 48, RC_HASH_SHA384 },
  { RC_KEY_EC_P521, "secp521r1", 66, RC_HASH_SHA512 },
};

/* SubjectPublicKeyInfo of Ed25519 (RFC 8410 section 4) before the 32 bytes. */
static const guint8 ed25519_spki[] = { 0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00 };

static void
clear (gpointer data)
{
  RcPublicKey *self = data;

  EVP_PKEY_free (self->key);
  g_clear_pointer (&self->spki, g_bytes_unref);
}

/* --- Ed25519 and Ed448 --- */

/**
 * rc_public_key_new_ed25519:
 *
 * Returns: (transfer full) (nullable): %NULL where the bytes are no point of the group's main part (RFC 8032 section 5.1.3): under
 *   such a key every signature would fit, or none
 */
RcPublicKey *
rc_public_key_new_ed25519 (const guint8 key[32])
{
  guint8 spki[sizeof ed25519_spki + ED25519_BYTES];
  RcPublicKey *self;

  if (crypto_core_ed25519_is_valid_point (key) != 1)
    return NULL;

  memcpy (spki, ed25519_spki, sizeof ed25519_spki);
  memcpy (spki + sizeof ed25519_spki, key, ED25519_BYTES);
  self = g_atomic_rc_box_new0 (RcPublicKey);
  self->type = RC_KEY_ED25519;
  self->bits = 256;
  memcpy (self->ed25519, key, ED25519_BYTES);
  self->spki = g_bytes_new (spki, sizeof spki);
  return self;
}

/* The points of order 1, 2 and 4 have y = 1, -1 and 0 (RFC 8032 section 5.2): under them a signature over anything can be made.
 * libcrypto refuses none of them. */
static gboolean
has_small_order_ed448 (const guint8 key[ED448_BYTES])
{
  static const guint8 zero[ED448_BYTES];
  guint8 one[ED448_BYTES] = { 1 };
  guint8 minus_one[ED448_BYTES];
  guint8 y[ED448_BYTES];

  /* 2^448 - 2^224 - 2, little-endian; the last byte holds the sign of x alone. */
  memset (minus_one, 0xff, sizeof minus_one);
  minus_one[0] = 0xfe;
  minus_one[28] = 0xfe;
  minus_one[ED448_BYTES - 1] = 0;
  memcpy (y, key, sizeof y);
  y[ED448_BYTES - 1] &= 0x7f;
  return memcmp (y, zero, sizeof y) == 0 || memcmp (y, one, sizeof y) == 0 || memcmp (y, minus_one, sizeof y) == 0;
}

/* --- ECDSA --- */

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

/* A curve must be named, not spelt out (RFC 5480 section 2.1.1), and the point must lie on it and not at infinity: libcrypto reads
 * one that does not, and under it signatures over anything can be made. */
static gboolean
is_sound_ec (EVP_PKEY *key)
{
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey (rc_crypto_library (), key, RC_CRYPTO_PROPERTIES);
  int is_explicit = 1;
  gboolean sound = context != NULL && EVP_PKEY_public_check (context) == 1
                   && EVP_PKEY_get_int_param (key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS, &is_explicit) == 1 && !is_explicit;

  EVP_PKEY_CTX_free (context);
  return sound;
}

/* One key has one spelling, hence one fingerprint: the uncompressed point. (transfer full) */
static EVP_PKEY *
dup_uncompressed (EVP_PKEY *key)
{
  EVP_PKEY *copy = EVP_PKEY_dup (key);

  if (copy == NULL
      || EVP_PKEY_set_utf8_string_param (copy, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT,
                                         OSSL_PKEY_EC_POINT_CONVERSION_FORMAT_UNCOMPRESSED) != 1)
    g_clear_pointer (&copy, EVP_PKEY_free);
  return copy;
}

/* --- RSA --- */

/* An even or tiny exponent is none; a modulus beyond the limits only costs time, or nothing at all (tamper-cases.md T20). */
static gboolean
is_sound_rsa (EVP_PKEY *key)
{
  int bits = EVP_PKEY_get_bits (key);
  BIGNUM *modulus = NULL;
  BIGNUM *exponent = NULL;
  gboolean sound;

  if (bits < RC_LIMIT_RSA_MIN_BITS || bits > (int) RC_LIMIT_RSA_BITS)
    return FALSE;

  sound = EVP_PKEY_get_bn_param (key, OSSL_PKEY_PARAM_RSA_N, &modulus) == 1
          && EVP_PKEY_get_bn_param (key, OSSL_PKEY_PARAM_RSA_E, &exponent) == 1
          && BN_is_odd (modulus) && BN_is_odd (exponent) && !BN_is_one (exponent) && BN_num_bits (exponent) <= 64;
  BN_free (modulus);
  BN_free (exponent);
  return sound;
}

/* Whether @remainder is a power of 65537 modulo @prime. */
static gboolean
is_power (guint remainder,
          guint prime)
{
  guint power = 1;

  do
    {
      if (power == remainder)
        return TRUE;
      power = power * (65537 % prime) % prime;
    }
  while (power != 1);
  return FALSE;
}

/* Keys of a generator whose primes are powers of 65537 modulo all small primes (CVE-2017-15361): whoever has such a public key can
 * compute the private one. That another key looks like one happens once in 2^27. */
static gboolean
is_guessable (const BIGNUM *modulus)
{
  static const guint8 primes[] = { 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103,
                                   107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167 };

  for (guint i = 0; i < G_N_ELEMENTS (primes); i++)
    {
      if (!is_power ((guint) BN_mod_word (modulus, primes[i]), primes[i]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_weak_rsa (EVP_PKEY *key)
{
  BIGNUM *modulus = NULL;
  gboolean weak = EVP_PKEY_get_bits (key) < (int) RC_STRONG_RSA_BITS || EVP_PKEY_get_bn_param (key, OSSL_PKEY_PARAM_RSA_N, &modulus) != 1
                  || is_guessable (modulus);

  BN_free (modulus);
  return weak;
}

static gboolean
is_unusual_rsa (EVP_PKEY *key)
{
  BIGNUM *exponent = NULL;
  gboolean usual = EVP_PKEY_get_bn_param (key, OSSL_PKEY_PARAM_RSA_E, &exponent) == 1 && BN_is_word (exponent, RSA_F4);

  BN_free (exponent);
  return !usual;
}

/* --- Any --- */

/* --- DSA --- */

/* Of the sizes of FIPS 186-4 section 4.2. @out_number: bytes of r and of s. */
static gboolean
is_sound_dsa (EVP_PKEY *key,
              gsize    *out_number)
{
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey (rc_crypto_library (), key, RC_CRYPTO_PROPERTIES);
  int bits = EVP_PKEY_get_bits (key);
  BIGNUM *order = NULL;
  gboolean sound = context != NULL && bits >= 1024 && bits <= 3072
                   && EVP_PKEY_get_bn_param (key, OSSL_PKEY_PARAM_FFC_Q, &order) == 1
                   && (BN_num_bits (order) == 160 || BN_num_bits (order) == 224 || BN_num_bits (order) == 256)
                   && EVP_PKEY_public_check (context) == 1;

  *out_number = sound ? (gsize) BN_num_bytes (order) : 0;
  BN_free (order);
  EVP_PKEY_CTX_free (context);
  return sound;
}

/* Takes @key. */
static RcPublicKey *
take (EVP_PKEY  *key,
      RcKeyType  type,
      gsize      coordinate)
{
  RcPublicKey *self;
  guchar *spki = NULL;
  int length = i2d_PUBKEY (key, &spki);

  if (length <= 0)
    {
      EVP_PKEY_free (key);
      return NULL;
    }

  self = g_atomic_rc_box_new0 (RcPublicKey);
  self->type = type;
  self->bits = (guint) EVP_PKEY_get_bits (key);
  self->coordinate = coordinate;
  self->is_weak = type == RC_KEY_DSA || (type == RC_KEY_RSA && is_weak_rsa (key));
  self->is_unusual = type == RC_KEY_RSA && is_unusual_rsa (key);
  self->key = key;
  self->spki = g_bytes_new (spki, (gsize) length);
  OPENSSL_free (spki);
  return self;
}

static RcPublicKey *
take_ec (EVP_PKEY *key)
{
  guint curve = 0;

  if (!find_curve (key, &curve) || !is_sound_ec (key))
    return NULL;

  key = dup_uncompressed (key);
  return key != NULL ? take (key, curves[curve].type, curves[curve].coordinate) : NULL;
}

static RcPublicKey *
read_evp (EVP_PKEY *key)
{
  guint8 raw[ED448_BYTES];
  gsize length = sizeof raw;

  switch (EVP_PKEY_get_base_id (key))
    {
    case EVP_PKEY_ED25519:
      return EVP_PKEY_get_raw_public_key (key, raw, &length) == 1 && length == ED25519_BYTES ? rc_public_key_new_ed25519 (raw) : NULL;
    case EVP_PKEY_ED448:
      if (EVP_PKEY_get_raw_public_key (key, raw, &length) != 1 || length != ED448_BYTES || has_small_order_ed448 (raw))
        return NULL;
      EVP_PKEY_up_ref (key);
      return take (key, RC_KEY_ED448, 0);
    case EVP_PKEY_EC:
      return take_ec (key);
    case EVP_PKEY_RSA:
      if (!is_sound_rsa (key))
        return NULL;
      EVP_PKEY_up_ref (key);
      return take (key, RC_KEY_RSA, 0);
    case EVP_PKEY_DSA:
      if (!is_sound_dsa (key, &length))
        return NULL;
      EVP_PKEY_up_ref (key);
      return take (key, RC_KEY_DSA, length);
    default:
      return NULL;
    }
}

/**
 * rc_public_key_new_evp:
 *
 * Returns: (transfer full) (nullable): %NULL for a key of a type that is not in #RcKeyType, on another curve, or unsound
 */
RcPublicKey *
rc_public_key_new_evp (EVP_PKEY *key)
{
  RcPublicKey *self = read_evp (key);

  ERR_clear_error ();
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

/* @type: (nullable): any */
static RcPublicKey *
decode (const char *input,
        const char *structure,
        const char *type,
        const void *bytes,
        gsize       length)
{
  EVP_PKEY *key = NULL;
  const guchar *cursor = bytes;
  gsize left = length;
  OSSL_DECODER_CTX *decoder;
  gboolean whole;

  if (length == 0 || length > RC_LIMIT_KEY_BYTES)
    return NULL;

  decoder = OSSL_DECODER_CTX_new_for_pkey (&key, input, structure, type, EVP_PKEY_PUBLIC_KEY, rc_crypto_library (), RC_CRYPTO_PROPERTIES);
  whole = decoder != NULL && OSSL_DECODER_from_data (decoder, &cursor, &left) == 1 && left == 0;
  OSSL_DECODER_CTX_free (decoder);
  if (!whole)
    g_clear_pointer (&key, EVP_PKEY_free);
  return adopt (key);
}

RcPublicKey *
rc_public_key_new_spki (const void *bytes,
                        gsize       length)
{
  return decode ("DER", "SubjectPublicKeyInfo", NULL, bytes, length);
}

RcPublicKey *
rc_public_key_new_pkcs1 (const void *bytes,
                         gsize       length)
{
  return decode ("DER", "type-specific", "RSA", bytes, length);
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
        return i == 0 ? decode ("PEM", "SubjectPublicKeyInfo", NULL, text, length) : decode ("PEM", "type-specific", "RSA", text, length);
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

  if (modulus_length == 0 || modulus_length > RC_LIMIT_RSA_BITS / 8 + 1 || exponent_length == 0 || exponent_length > 8)
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

/* SEC 1 section 2.3.3; the hybrid form and the point at infinity are none of the two that are read. */
static gboolean
is_point (const guint8 *point,
          gsize         length,
          gsize         coordinate)
{
  if (length == 1 + 2 * coordinate)
    return point[0] == POINT_CONVERSION_UNCOMPRESSED;
  return length == 1 + coordinate && (point[0] | 1) == (POINT_CONVERSION_COMPRESSED | 1);
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
      if (!is_point (point, length, curves[i].coordinate))
        return NULL;

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
  return adopt (EVP_PKEY_new_raw_public_key_ex (rc_crypto_library (), "ED448", RC_CRYPTO_PROPERTIES, key, ED448_BYTES));
}

RcPublicKey *
rc_public_key_ref (RcPublicKey *self)
{
  return g_atomic_rc_box_acquire (self);
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
    case RC_KEY_DSA:
      return g_strdup_printf ("DSA %u", self->bits);
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
 * Returns: (transfer full): its SubjectPublicKeyInfo in DER, in the one spelling by which equal keys are equal
 */
GBytes *
rc_public_key_get_spki (const RcPublicKey *self)
{
  return g_bytes_ref (self->spki);
}

void
rc_public_key_fingerprint (const RcPublicKey *self,
                           RcDigest          *out_fingerprint)
{
  rc_digest_compute (g_bytes_get_data (self->spki, NULL), g_bytes_get_size (self->spki), out_fingerprint);
}

gboolean
rc_public_key_equal (const RcPublicKey *a,
                     const RcPublicKey *b)
{
  return g_bytes_equal (a->spki, b->spki);
}

gboolean
rc_public_key_is_weak (const RcPublicKey *self)
{
  return self->is_weak;
}

gboolean
rc_public_key_is_unusual (const RcPublicKey *self)
{
  return self->is_unusual;
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
