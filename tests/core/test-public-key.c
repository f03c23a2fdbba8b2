/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <sodium.h>

#include "core/base64.h"
#include "core/bounds.h"
#include "core/crypto-library.h"
#include "core/public-key.h"

static const char message[] = "as recorded";

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)

static EVP_PKEY *
make_ec (const char *group)
{
  EVP_PKEY *key = EVP_PKEY_Q_keygen (NULL, NULL, "EC", group);

  g_assert_nonnull (key);
  return key;
}

static EVP_PKEY *
make_rsa (gsize bits)
{
  EVP_PKEY *key = EVP_PKEY_Q_keygen (NULL, NULL, "RSA", bits);

  g_assert_nonnull (key);
  return key;
}

static GBytes *
spki_of (EVP_PKEY *key)
{
  guchar *bytes = NULL;
  int length = i2d_PUBKEY (key, &bytes);
  GBytes *copy;

  g_assert_cmpint (length, >, 0);
  copy = g_bytes_new (bytes, (gsize) length);
  OPENSSL_free (bytes);
  return copy;
}

static RcPublicKey *
read_spki (GBytes *spki)
{
  return rc_public_key_new_spki (g_bytes_get_data (spki, NULL), g_bytes_get_size (spki));
}

static RcPublicKey *
public_of (EVP_PKEY *key)
{
  g_autoptr (GBytes) spki = spki_of (key);
  RcPublicKey *self = read_spki (spki);

  g_assert_nonnull (self);
  return self;
}

/* @pss: with the salt as long as the hash */
static GBytes *
sign (EVP_PKEY   *key,
      const char *hash,
      gboolean    pss)
{
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  EVP_PKEY_CTX *key_context = NULL;
  guint8 signature[1100];
  gsize length = sizeof signature;

  g_assert_cmpint (EVP_DigestSignInit_ex (context, &key_context, hash, NULL, NULL, key, NULL), ==, 1);
  if (pss)
    {
      g_assert_cmpint (EVP_PKEY_CTX_set_rsa_padding (key_context, RSA_PKCS1_PSS_PADDING), ==, 1);
      g_assert_cmpint (EVP_PKEY_CTX_set_rsa_pss_saltlen (key_context, RSA_PSS_SALTLEN_DIGEST), ==, 1);
    }
  g_assert_cmpint (EVP_DigestSign (context, signature, &length, (const guchar *) message, strlen (message)), ==, 1);
  EVP_MD_CTX_free (context);
  return g_bytes_new (signature, length);
}

static GBytes *
to_raw (GBytes *der,
        gsize   coordinate)
{
  gsize length = 0;
  const guchar *cursor = g_bytes_get_data (der, &length);
  ECDSA_SIG *both = d2i_ECDSA_SIG (NULL, &cursor, (long) length);
  g_autofree guint8 *raw = g_malloc (2 * coordinate);

  g_assert_cmpint (BN_bn2binpad (ECDSA_SIG_get0_r (both), raw, (int) coordinate), >, 0);
  g_assert_cmpint (BN_bn2binpad (ECDSA_SIG_get0_s (both), raw + coordinate, (int) coordinate), >, 0);
  ECDSA_SIG_free (both);
  return g_bytes_new_take (g_steal_pointer (&raw), 2 * coordinate);
}

static RcSignatureFit
ask (RcPublicKey     *key,
     RcSignatureForm  form,
     RcHash           hash,
     GBytes          *signature)
{
  return rc_public_key_verify (key, form, hash, message, strlen (message), g_bytes_get_data (signature, NULL), g_bytes_get_size (signature));
}

/* --- Signatures of every type --- */

static const struct
{
  const char     *group;
  const char     *hash_name;
  RcKeyType       type;
  RcHash          hash;
  gsize           coordinate;
  const char     *title;
} groups[] = {
  { "P-256", "SHA256", RC_KEY_EC_P256, RC_HASH_SHA256, 32, "ECDSA P-256" },
  { "P-384", "SHA384", RC_KEY_EC_P384, RC_HASH_SHA384, 48, "ECDSA P-384" },
  { "P-521", "SHA512", RC_KEY_EC_P521, RC_HASH_SHA512, 66, "ECDSA P-521" },
};

/* Every bit of a signature that is flipped makes it another one. */
static void
check_flips (RcPublicKey     *key,
             RcSignatureForm  form,
             RcHash           hash,
             GBytes          *signature)
{
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (signature, &length);

  for (gsize i = 0; i < length; i++)
    {
      g_autofree guint8 *flipped = g_memdup2 (bytes, length);
      g_autoptr (GBytes) other = NULL;

      flipped[i] ^= (guint8) (1u << (i % 8));
      other = g_bytes_new_take (g_steal_pointer (&flipped), length);
      g_assert_cmpint (ask (key, form, hash, other), !=, RC_SIGNATURE_FITS);
    }
  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (signature, 0, i);

      g_assert_cmpint (ask (key, form, hash, cut), !=, RC_SIGNATURE_FITS);
    }
}

static void
test_ecdsa (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_autoptr (EVP_PKEY) pair = make_ec (groups[i].group);
      g_autoptr (EVP_PKEY) other_pair = make_ec (groups[i].group);
      g_autoptr (RcPublicKey) key = public_of (pair);
      g_autoptr (RcPublicKey) other = public_of (other_pair);
      g_autoptr (GBytes) der = sign (pair, groups[i].hash_name, FALSE);
      g_autoptr (GBytes) raw = to_raw (der, groups[i].coordinate);
      g_autofree char *title = rc_public_key_dup_title (key);
      guint8 digest[RC_HASH_MAX_BYTES];

      g_assert_cmpint (rc_public_key_get_type (key), ==, groups[i].type);
      g_assert_cmpstr (title, ==, groups[i].title);
      g_assert_cmpint (ask (key, RC_SIGNATURE_ECDSA_DER, groups[i].hash, der), ==, RC_SIGNATURE_FITS);
      g_assert_cmpint (ask (key, RC_SIGNATURE_ECDSA_RAW, groups[i].hash, raw), ==, RC_SIGNATURE_FITS);
      g_assert_cmpint (ask (other, RC_SIGNATURE_ECDSA_DER, groups[i].hash, der), ==, RC_SIGNATURE_DOES_NOT_FIT);
      g_assert_cmpint (ask (key, RC_SIGNATURE_ECDSA_RAW, groups[i].hash, der), ==, RC_SIGNATURE_MALFORMED);
      g_assert_cmpint (ask (key, RC_SIGNATURE_ECDSA_DER, groups[i].hash, raw), ==, RC_SIGNATURE_MALFORMED);
      g_assert_cmpint (ask (key, RC_SIGNATURE_RSA_PKCS1, groups[i].hash, der), ==, RC_SIGNATURE_OTHER_KEY);
      g_assert_cmpint (ask (key, RC_SIGNATURE_EDDSA, RC_HASH_NONE, raw), ==, RC_SIGNATURE_OTHER_KEY);
      g_assert_cmpint (ask (key, RC_SIGNATURE_ECDSA_DER, RC_HASH_SHA1, der), ==, RC_SIGNATURE_DOES_NOT_FIT);
      check_flips (key, RC_SIGNATURE_ECDSA_DER, groups[i].hash, der);
      check_flips (key, RC_SIGNATURE_ECDSA_RAW, groups[i].hash, raw);

      rc_hash_compute (groups[i].hash, message, strlen (message), digest);
      g_assert_cmpint (rc_public_key_verify_digest (key, RC_SIGNATURE_ECDSA_DER, groups[i].hash, digest,
                                                    rc_hash_get_length (groups[i].hash), g_bytes_get_data (der, NULL),
                                                    g_bytes_get_size (der)), ==, RC_SIGNATURE_FITS);
      g_assert_cmpint (rc_public_key_verify_digest (key, RC_SIGNATURE_ECDSA_DER, groups[i].hash, digest, 20,
                                                    g_bytes_get_data (der, NULL), g_bytes_get_size (der)), ==, RC_SIGNATURE_OTHER_KEY);
    }
}

/* Two spellings of one signature would be two signatures: DER alone counts (integrity.md section 4). */
static void
test_der_is_strict (void)
{
  g_autoptr (EVP_PKEY) pair = make_ec ("P-256");
  g_autoptr (RcPublicKey) key = public_of (pair);
  g_autoptr (GBytes) der = sign (pair, "SHA256", FALSE);
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (der, &length);
  guint8 changed[128];

  memcpy (changed, bytes, length);
  changed[length] = 0;
  g_assert_cmpint (rc_public_key_verify (key, RC_SIGNATURE_ECDSA_DER, RC_HASH_SHA256, message, strlen (message), changed, length + 1), ==,
                   RC_SIGNATURE_MALFORMED);

  /* The length of the sequence in two bytes. */
  changed[0] = 0x30;
  changed[1] = 0x81;
  memcpy (changed + 2, bytes + 1, length - 1);
  g_assert_cmpint (rc_public_key_verify (key, RC_SIGNATURE_ECDSA_DER, RC_HASH_SHA256, message, strlen (message), changed, length + 1), ==,
                   RC_SIGNATURE_MALFORMED);

  /* A zero before the first number. */
  memcpy (changed, bytes, 4);
  changed[1]++;
  changed[3]++;
  changed[4] = 0;
  memcpy (changed + 5, bytes + 4, length - 4);
  g_assert_cmpint (rc_public_key_verify (key, RC_SIGNATURE_ECDSA_DER, RC_HASH_SHA256, message, strlen (message), changed, length + 1), ==,
                   RC_SIGNATURE_MALFORMED);

  memset (changed, 0, sizeof changed);
  g_assert_cmpint (rc_public_key_verify (key, RC_SIGNATURE_ECDSA_RAW, RC_HASH_SHA256, message, strlen (message), changed, 64), ==,
                   RC_SIGNATURE_DOES_NOT_FIT);
}

static void
test_rsa (void)
{
  static const struct { const char *name; RcHash hash; } hashes[] = {
    { "SHA1", RC_HASH_SHA1 }, { "SHA256", RC_HASH_SHA256 }, { "SHA384", RC_HASH_SHA384 }, { "SHA512", RC_HASH_SHA512 },
  };
  g_autoptr (EVP_PKEY) pair = make_rsa (2048);
  g_autoptr (RcPublicKey) key = public_of (pair);
  g_autofree char *title = rc_public_key_dup_title (key);

  g_assert_cmpstr (title, ==, "RSA 2048");
  g_assert_false (rc_public_key_is_weak (key));
  g_assert_false (rc_public_key_is_unusual (key));
  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++)
    {
      g_autoptr (GBytes) plain = sign (pair, hashes[i].name, FALSE);
      g_autoptr (GBytes) pss = sign (pair, hashes[i].name, TRUE);
      RcHash other = hashes[i].hash == RC_HASH_SHA256 ? RC_HASH_SHA512 : RC_HASH_SHA256;

      g_assert_cmpint (ask (key, RC_SIGNATURE_RSA_PKCS1, hashes[i].hash, plain), ==, RC_SIGNATURE_FITS);
      g_assert_cmpint (ask (key, RC_SIGNATURE_RSA_PSS, hashes[i].hash, pss), ==, RC_SIGNATURE_FITS);
      g_assert_cmpint (ask (key, RC_SIGNATURE_RSA_PKCS1, hashes[i].hash, pss), ==, RC_SIGNATURE_DOES_NOT_FIT);
      g_assert_cmpint (ask (key, RC_SIGNATURE_RSA_PSS, hashes[i].hash, plain), ==, RC_SIGNATURE_DOES_NOT_FIT);
      g_assert_cmpint (ask (key, RC_SIGNATURE_RSA_PKCS1, other, plain), ==, RC_SIGNATURE_DOES_NOT_FIT);
      g_assert_cmpint (ask (key, RC_SIGNATURE_RSA_PSS, other, pss), ==, RC_SIGNATURE_DOES_NOT_FIT);
      g_assert_cmpint (ask (key, RC_SIGNATURE_ECDSA_DER, hashes[i].hash, plain), ==, RC_SIGNATURE_OTHER_KEY);
      if (i == 1)
        {
          check_flips (key, RC_SIGNATURE_RSA_PKCS1, hashes[i].hash, plain);
          check_flips (key, RC_SIGNATURE_RSA_PSS, hashes[i].hash, pss);
        }
    }
}

static void
test_ed448 (void)
{
  g_autoptr (EVP_PKEY) pair = EVP_PKEY_Q_keygen (NULL, NULL, "ED448");
  g_autoptr (RcPublicKey) key = public_of (pair);
  g_autoptr (GBytes) signature = sign (pair, NULL, FALSE);
  guint8 raw[57];
  gsize length = sizeof raw;
  g_autoptr (RcPublicKey) again = NULL;
  guint8 small[57] = { 1 };

  g_assert_cmpint (EVP_PKEY_get_raw_public_key (pair, raw, &length), ==, 1);
  again = rc_public_key_new_ed448 (raw);
  g_assert_true (rc_public_key_equal (key, again));
  g_assert_cmpint (ask (key, RC_SIGNATURE_EDDSA, RC_HASH_NONE, signature), ==, RC_SIGNATURE_FITS);
  check_flips (key, RC_SIGNATURE_EDDSA, RC_HASH_NONE, signature);

  g_assert_null (rc_public_key_new_ed448 (small));
  small[56] = 0x80;
  g_assert_null (rc_public_key_new_ed448 (small));
  small[0] = 0;
  g_assert_null (rc_public_key_new_ed448 (small));
  memset (small, 0xff, 56);
  small[0] = 0xfe;
  small[28] = 0xfe;
  small[56] = 0;
  g_assert_null (rc_public_key_new_ed448 (small));
}

/* --- Encodings of keys --- */

/* However a key is written, its fingerprint is one. */
static void
test_one_key_one_fingerprint (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_autoptr (EVP_PKEY) pair = make_ec (groups[i].group);
      g_autoptr (GBytes) spki = spki_of (pair);
      g_autoptr (GBytes) compressed_spki = NULL;
      g_autofree char *pem = rc_pem_encode ("PUBLIC KEY", spki);
      g_autoptr (RcPublicKey) key = read_spki (spki);
      g_autoptr (RcPublicKey) from_pem = rc_public_key_new_pem (pem, strlen (pem));
      g_autoptr (RcPublicKey) from_point = NULL;
      g_autoptr (RcPublicKey) from_compressed = NULL;
      g_autoptr (RcPublicKey) from_compressed_spki = NULL;
      guint8 point[133];
      gsize length = 0;
      RcDigest first, second;

      g_assert_cmpint (EVP_PKEY_get_octet_string_param (pair, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point, &length), ==, 1);
      from_point = rc_public_key_new_ec (groups[i].type, point, length);
      g_assert_true (rc_public_key_equal (key, from_pem));
      g_assert_true (rc_public_key_equal (key, from_point));

      g_assert_cmpint (EVP_PKEY_set_utf8_string_param (pair, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT, "compressed"), ==, 1);
      compressed_spki = spki_of (pair);
      g_assert_cmpuint (g_bytes_get_size (compressed_spki), <, g_bytes_get_size (spki));
      from_compressed_spki = read_spki (compressed_spki);
      point[0] = (point[length - 1] & 1) ? 3 : 2;
      from_compressed = rc_public_key_new_ec (groups[i].type, point, 1 + groups[i].coordinate);
      g_assert_true (rc_public_key_equal (key, from_compressed));
      g_assert_true (rc_public_key_equal (key, from_compressed_spki));

      rc_public_key_fingerprint (from_compressed_spki, &first);
      rc_digest_compute (g_bytes_get_data (spki, NULL), g_bytes_get_size (spki), &second);
      g_assert_true (rc_digest_equal (&first, &second));
    }
}

static void
test_rsa_encodings (void)
{
  g_autoptr (EVP_PKEY) pair = make_rsa (2048);
  g_autoptr (RcPublicKey) key = public_of (pair);
  g_autoptr (RcPublicKey) from_pkcs1 = NULL;
  g_autoptr (RcPublicKey) from_pem = NULL;
  g_autoptr (RcPublicKey) from_numbers = NULL;
  g_autoptr (GBytes) pkcs1 = NULL;
  g_autofree char *pem = NULL;
  BIGNUM *n = NULL;
  guint8 modulus[257];
  static const guint8 exponent[] = { 1, 0, 1 };
  guchar *bytes = NULL;
  int length = i2d_PublicKey (pair, &bytes);

  pkcs1 = g_bytes_new (bytes, (gsize) length);
  OPENSSL_free (bytes);
  pem = rc_pem_encode ("RSA PUBLIC KEY", pkcs1);
  from_pkcs1 = rc_public_key_new_pkcs1 (g_bytes_get_data (pkcs1, NULL), g_bytes_get_size (pkcs1));
  from_pem = rc_public_key_new_pem (pem, strlen (pem));
  g_assert_true (rc_public_key_equal (key, from_pkcs1));
  g_assert_true (rc_public_key_equal (key, from_pem));

  /* With a zero before it, as SSH writes numbers. */
  g_assert_cmpint (EVP_PKEY_get_bn_param (pair, OSSL_PKEY_PARAM_RSA_N, &n), ==, 1);
  g_assert_cmpint (BN_bn2binpad (n, modulus, sizeof modulus), ==, sizeof modulus);
  BN_free (n);
  from_numbers = rc_public_key_new_rsa (modulus, sizeof modulus, exponent, sizeof exponent);
  g_assert_true (rc_public_key_equal (key, from_numbers));
}

/* --- Keys that are refused --- */

static void
assert_refused (EVP_PKEY *key)
{
  g_autoptr (GBytes) spki = spki_of (key);

  g_assert_null (read_spki (spki));
  g_assert_null (rc_public_key_new_evp (key));
}

static void
test_other_types (void)
{
  g_autoptr (EVP_PKEY) bitcoin = make_ec ("secp256k1");
  g_autoptr (EVP_PKEY) brainpool = make_ec ("brainpoolP256r1");
  g_autoptr (EVP_PKEY) x25519 = EVP_PKEY_Q_keygen (NULL, NULL, "X25519");
  g_autoptr (EVP_PKEY) explicit_curve = make_ec ("P-256");

  assert_refused (bitcoin);
  assert_refused (brainpool);
  assert_refused (x25519);
  g_assert_cmpint (EVP_PKEY_set_utf8_string_param (explicit_curve, OSSL_PKEY_PARAM_EC_ENCODING, "explicit"), ==, 1);
  {
    g_autoptr (GBytes) spki = spki_of (explicit_curve);

    g_assert_cmpuint (g_bytes_get_size (spki), >, 200);
    g_assert_null (read_spki (spki));
  }
}

static void
test_points (void)
{
  static const guint8 infinity[] = { 0x30, 0x19, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
                                     0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x02, 0x00, 0x00 };
  static const guint8 zero[1];
  g_autoptr (EVP_PKEY) pair = make_ec ("P-256");
  guint8 point[65];
  gsize length = 0;

  g_assert_null (rc_public_key_new_spki (infinity, sizeof infinity));
  g_assert_null (rc_public_key_new_ec (RC_KEY_EC_P256, zero, sizeof zero));
  g_assert_null (rc_public_key_new_ec (RC_KEY_EC_P256, NULL, 0));

  g_assert_cmpint (EVP_PKEY_get_octet_string_param (pair, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point, &length), ==, 1);
  g_assert_null (rc_public_key_new_ec (RC_KEY_EC_P384, point, length));
  g_assert_null (rc_public_key_new_ec (RC_KEY_RSA, point, length));
  point[0] = (point[64] & 1) ? 7 : 6;
  g_assert_null (rc_public_key_new_ec (RC_KEY_EC_P256, point, length));
  point[0] = 4;
  point[64] ^= 1;
  g_assert_null (rc_public_key_new_ec (RC_KEY_EC_P256, point, length));
}

static void
test_rsa_numbers (void)
{
  static const guint8 one[] = { 1 }, three[] = { 3 }, even[] = { 1, 0, 0 }, long_exponent[9] = { 1, 0, 0, 0, 0, 0, 0, 0, 1 };
  g_autofree guint8 *modulus = g_malloc (RC_LIMIT_RSA_BITS / 8 + 1);
  g_autoptr (RcPublicKey) small = NULL;

  memset (modulus, 0xab, RC_LIMIT_RSA_BITS / 8 + 1);
  g_assert_null (rc_public_key_new_rsa (modulus, 256, one, sizeof one));
  g_assert_null (rc_public_key_new_rsa (modulus, 256, even, sizeof even));
  g_assert_null (rc_public_key_new_rsa (modulus, 256, long_exponent, sizeof long_exponent));
  g_assert_null (rc_public_key_new_rsa (modulus, 256, NULL, 0));
  g_assert_null (rc_public_key_new_rsa (modulus, 0, three, sizeof three));
  g_assert_null (rc_public_key_new_rsa (modulus, 32, three, sizeof three));
  g_assert_null (rc_public_key_new_rsa (modulus, RC_LIMIT_RSA_BITS / 8 + 1, three, sizeof three));
  small = rc_public_key_new_rsa (modulus, 128, three, sizeof three);
  g_assert_true (rc_public_key_is_weak (small));
  g_assert_true (rc_public_key_is_unusual (small));
  modulus[127] = 2;
  g_assert_null (rc_public_key_new_rsa (modulus, 128, three, sizeof three));
}

static void
test_text_around_a_key (void)
{
  g_autoptr (EVP_PKEY) pair = make_ec ("P-256");
  g_autoptr (GBytes) spki = spki_of (pair);
  g_autofree char *pem = rc_pem_encode ("PUBLIC KEY", spki);
  g_autofree char *twice = g_strconcat (pem, pem, NULL);
  g_autofree char *trailing = g_strconcat (pem, "and more\n", NULL);
  g_autofree char *blank = g_strconcat (pem, "\n\n", NULL);
  g_autofree char *relabelled = rc_pem_encode ("RSA PUBLIC KEY", spki);
  g_autoptr (RcPublicKey) key = rc_public_key_new_pem (blank, strlen (blank));
  g_autofree guint8 *longer = g_malloc0 (g_bytes_get_size (spki) + 1);

  g_assert_nonnull (key);
  g_assert_null (rc_public_key_new_pem (twice, strlen (twice)));
  g_assert_null (rc_public_key_new_pem (trailing, strlen (trailing)));
  g_assert_null (rc_public_key_new_pem (relabelled, strlen (relabelled)));
  g_assert_null (rc_public_key_new_pem ("", 0));
  memcpy (longer, g_bytes_get_data (spki, NULL), g_bytes_get_size (spki));
  g_assert_null (rc_public_key_new_spki (longer, g_bytes_get_size (spki) + 1));
  for (gsize i = 0; i < g_bytes_get_size (spki); i++)
    g_assert_null (rc_public_key_new_spki (longer, i));
}

/* A private key is no public key, however it is offered. */
static void
test_private_keys (void)
{
  g_autoptr (EVP_PKEY) pair = make_rsa (2048);
  guchar *bytes = NULL;
  int length = i2d_PrivateKey (pair, &bytes);
  g_autoptr (GBytes) der = g_bytes_new (bytes, (gsize) length);
  g_autofree char *pem = rc_pem_encode ("RSA PRIVATE KEY", der);
  g_autofree char *relabelled = rc_pem_encode ("RSA PUBLIC KEY", der);

  OPENSSL_free (bytes);
  g_assert_null (rc_public_key_new_pkcs1 (g_bytes_get_data (der, NULL), g_bytes_get_size (der)));
  g_assert_null (rc_public_key_new_spki (g_bytes_get_data (der, NULL), g_bytes_get_size (der)));
  g_assert_null (rc_public_key_new_pem (pem, strlen (pem)));
  g_assert_null (rc_public_key_new_pem (relabelled, strlen (relabelled)));
}

/* --- Edges of Ed25519 --- */

/* The order of the group's main part, little-endian. */
static const guint8 order[32] = { 0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
                                  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10 };

/* Points of order 1, 2, 4 and 8, in their one spelling and in others. */
static const char * const small_points[] = {
  "0100000000000000000000000000000000000000000000000000000000000000",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0000000000000000000000000000000000000000000000000000000000000080",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
  "0100000000000000000000000000000000000000000000000000000000000080",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
};

static void
point_from_hex (const char *hex,
                guint8      point[32])
{
  gsize length = 0;
  g_autofree guint8 *bytes = rc_bytes_from_hex (hex, 64, &length);

  g_assert_cmpuint (length, ==, 32);
  memcpy (point, bytes, 32);
}

static void
make_ed25519 (guint8 public_key[32],
              guint8 secret_key[64])
{
  crypto_sign_keypair (public_key, secret_key);
}

static void
test_small_keys (void)
{
  guint8 public_key[32], secret_key[64], small[32], mixed[32], spki[44];
  g_autoptr (RcPublicKey) key = NULL;
  static const guint8 prefix[] = { 0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00 };

  make_ed25519 (public_key, secret_key);
  key = rc_public_key_new_ed25519 (public_key);
  g_assert_nonnull (key);
  memcpy (spki, prefix, sizeof prefix);
  for (guint i = 0; i < G_N_ELEMENTS (small_points); i++)
    {
      point_from_hex (small_points[i], small);
      g_assert_null (rc_public_key_new_ed25519 (small));
      memcpy (spki + sizeof prefix, small, 32);
      g_assert_null (rc_public_key_new_spki (spki, sizeof spki));
      /* A key with a part of small order: two verifiers could answer differently about one signature. */
      if (i > 0 && i < 8)
        {
          g_assert_cmpint (crypto_core_ed25519_add (mixed, public_key, small), ==, 0);
          g_assert_null (rc_public_key_new_ed25519 (mixed));
        }
    }
}

/* S for which S·B = k·A, so that a signature with an R of small order would satisfy the equation with or without the cofactor. */
static void
forge_small_r (const guint8 r[32],
               const guint8 public_key[32],
               const guint8 seed[32],
               guint8       signature[64])
{
  guint8 hash[64], secret[64], k[32], a[32], wide[64] = { 0 };
  crypto_hash_sha512_state state;

  crypto_hash_sha512 (secret, seed, 32);
  secret[0] &= 248;
  secret[31] &= 127;
  secret[31] |= 64;
  memcpy (wide, secret, 32);
  crypto_core_ed25519_scalar_reduce (a, wide);

  crypto_hash_sha512_init (&state);
  crypto_hash_sha512_update (&state, r, 32);
  crypto_hash_sha512_update (&state, public_key, 32);
  crypto_hash_sha512_update (&state, (const guint8 *) message, strlen (message));
  crypto_hash_sha512_final (&state, hash);
  crypto_core_ed25519_scalar_reduce (k, hash);
  memcpy (signature, r, 32);
  crypto_core_ed25519_scalar_mul (signature + 32, k, a);
}

/* What libcrypto makes of it, which is why it is not asked about Ed25519. */
static gboolean
fits_libcrypto (const guint8 public_key[32],
                const guint8 signature[64])
{
  g_autoptr (EVP_PKEY) key = EVP_PKEY_new_raw_public_key_ex (NULL, "ED25519", NULL, public_key, 32);
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  gboolean fits = EVP_DigestVerifyInit_ex (context, NULL, NULL, NULL, NULL, key, NULL) == 1
                  && EVP_DigestVerify (context, signature, 64, (const guchar *) message, strlen (message)) == 1;

  EVP_MD_CTX_free (context);
  return fits;
}

static void
test_small_r (void)
{
  guint8 public_key[32], secret_key[64], r[32], signature[64];
  g_autoptr (RcPublicKey) key = NULL;

  make_ed25519 (public_key, secret_key);
  key = rc_public_key_new_ed25519 (public_key);
  for (guint i = 0; i < G_N_ELEMENTS (small_points); i++)
    {
      point_from_hex (small_points[i], r);
      forge_small_r (r, public_key, secret_key, signature);
      g_assert_cmpint (fits_libcrypto (public_key, signature), ==, i == 0);
      g_assert_cmpint (rc_public_key_verify (key, RC_SIGNATURE_EDDSA, RC_HASH_NONE, message, strlen (message), signature, 64), ==,
                       RC_SIGNATURE_DOES_NOT_FIT);
    }
}

static void
test_large_s (void)
{
  guint8 public_key[32], secret_key[64], signature[64];
  g_autoptr (RcPublicKey) key = NULL;
  guint carry = 0;

  make_ed25519 (public_key, secret_key);
  key = rc_public_key_new_ed25519 (public_key);
  crypto_sign_detached (signature, NULL, (const guint8 *) message, strlen (message), secret_key);
  g_assert_cmpint (rc_public_key_verify (key, RC_SIGNATURE_EDDSA, RC_HASH_NONE, message, strlen (message), signature, 64), ==,
                   RC_SIGNATURE_FITS);
  g_assert_cmpint (rc_public_key_verify (key, RC_SIGNATURE_EDDSA, RC_HASH_NONE, message, strlen (message) - 1, signature, 64), ==,
                   RC_SIGNATURE_DOES_NOT_FIT);
  g_assert_cmpint (rc_public_key_verify (key, RC_SIGNATURE_EDDSA, RC_HASH_NONE, message, strlen (message), signature, 63), ==,
                   RC_SIGNATURE_MALFORMED);
  g_assert_cmpint (rc_public_key_verify_digest (key, RC_SIGNATURE_EDDSA, RC_HASH_NONE, signature, 0, signature, 64), ==,
                   RC_SIGNATURE_OTHER_KEY);

  for (guint i = 0; i < 32; i++)
    {
      carry += (guint) signature[32 + i] + order[i];
      signature[32 + i] = (guint8) carry;
      carry >>= 8;
    }
  g_assert_cmpint (rc_public_key_verify (key, RC_SIGNATURE_EDDSA, RC_HASH_NONE, message, strlen (message), signature, 64), ==,
                   RC_SIGNATURE_DOES_NOT_FIT);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  g_test_add_func ("/public-key/ecdsa", test_ecdsa);
  g_test_add_func ("/public-key/der-is-strict", test_der_is_strict);
  g_test_add_func ("/public-key/rsa", test_rsa);
  g_test_add_func ("/public-key/ed448", test_ed448);
  g_test_add_func ("/public-key/one-key-one-fingerprint", test_one_key_one_fingerprint);
  g_test_add_func ("/public-key/rsa-encodings", test_rsa_encodings);
  g_test_add_func ("/public-key/other-types", test_other_types);
  g_test_add_func ("/public-key/points", test_points);
  g_test_add_func ("/public-key/rsa-numbers", test_rsa_numbers);
  g_test_add_func ("/public-key/text-around-a-key", test_text_around_a_key);
  g_test_add_func ("/public-key/private-keys", test_private_keys);
  g_test_add_func ("/public-key/ed25519/small-keys", test_small_keys);
  g_test_add_func ("/public-key/ed25519/small-r", test_small_r);
  g_test_add_func ("/public-key/ed25519/large-s", test_large_s);
  return g_test_run ();
}
