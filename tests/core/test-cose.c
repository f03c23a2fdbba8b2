/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <sodium.h>

#include "certificate-fixture.h"
#include "core/anchors/cose-key.h"
#include "core/cbor.h"
#include "core/seals/cose-message.h"
#include "cose-fixture.h"

#define PAYLOAD "{\"model\":\"credit-2\",\"approved\":true}\n"

static void
judge (SealFixture *fixture)
{
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
}

/* --- Messages --- */

static const struct
{
  const char *name;
  CoseWish    wish;
  RcVerdict   worst;
  const char *reason;
  const char *note;
} messages[] = {
  { "valid", { "a10127", NULL, PAYLOAD, NULL, 18 }, RC_VERDICT_VALID, NULL, NULL },
  { "no-tag", { "a10127", NULL, PAYLOAD, NULL, 0 }, RC_VERDICT_VALID, NULL, NULL },
  { "named", { "a201270441" "37", NULL, PAYLOAD, NULL, 18 }, RC_VERDICT_VALID, NULL, NULL },
  { "C44-unprotected", { "a0", "a10127", PAYLOAD, NULL, 18 }, RC_VERDICT_VALID, NULL, "does not protect" },
  { "C34-altered", { "a10127", NULL, PAYLOAD, "{}", 18 }, RC_VERDICT_INVALID, "signature", NULL },
  { "C44-another-algorithm", { "a201260441" "37", NULL, PAYLOAD, NULL, 18 }, RC_VERDICT_INVALID, "signature", NULL },
  { "unknown-algorithm", { "a1013863", NULL, PAYLOAD, NULL, 18 }, RC_VERDICT_UNVERIFIABLE, "algorithm-unsupported", NULL },
  { "unknown-algorithm-named", { "a201386304" "4137", NULL, PAYLOAD, NULL, 18 }, RC_VERDICT_INVALID, "algorithm", NULL },
  { "another-kid", { "a2012704" "4138", NULL, PAYLOAD, NULL, 18 }, RC_VERDICT_UNVERIFIABLE, "key-missing", NULL },
  { "C43-critical", { "a3012702811903e71903e700", NULL, PAYLOAD, NULL, 18 }, RC_VERDICT_INVALID, "format", NULL },
  { "critical-known", { "a301270281030300", NULL, PAYLOAD, NULL, 18 }, RC_VERDICT_VALID, NULL, NULL },
  { "key-twice", { "a201270127", NULL, PAYLOAD, NULL, 18 }, RC_VERDICT_MALFORMED, "format", NULL },
  { "other-tag", { "a10127", NULL, PAYLOAD, NULL, 998 }, RC_VERDICT_MALFORMED, "format", NULL },
  { "encrypted", { "a10127", NULL, PAYLOAD, NULL, 16 }, RC_VERDICT_UNVERIFIABLE, "format-unsupported", NULL },
  { "code", { "a10127", NULL, PAYLOAD, NULL, 17 }, RC_VERDICT_UNVERIFIABLE, "format-unsupported", NULL },
};

static void
test_message (SealFixture  *fixture,
              gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GByteArray) message = NULL;
  const RcSeal *seal;
  CoseSigner signer;

  cose_signer_init (&signer);
  cose_signer_trust (&signer, fixture, "any");
  message = cose_signer_make (&signer, &messages[i].wish);
  cose_write (fixture, "statement.cose", message);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "cose", 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, messages[i].worst);
  g_assert_cmpstr (seal->reason, ==, messages[i].reason);
  if (messages[i].note != NULL)
    g_assert_true (cose_has_note (seal, messages[i].note));
  if (messages[i].worst == RC_VERDICT_VALID)
    g_assert_cmpint (seal_fixture_protection (fixture, "cose", "statement.cose", 1), ==, RC_VERDICT_VALID);
}

/* A file beside it with the bytes that stand in the message is the same. */
static void
test_payload_beside (SealFixture  *fixture,
                     gconstpointer data)
{
  static const CoseWish wish = { "a10127", NULL, PAYLOAD, NULL, 18 };
  g_autoptr (GByteArray) message = NULL;
  CoseSigner signer;

  cose_signer_init (&signer);
  cose_signer_trust (&signer, fixture, "statements");
  message = cose_signer_make (&signer, &wish);
  cose_write (fixture, "a.cose", message);
  seal_fixture_write (fixture, "decision.json", PAYLOAD, -1);
  seal_fixture_write (fixture, "another.json", "{}\n", -1);
  judge (fixture);
  g_assert_cmpint (seal_fixture_protection (fixture, "cose", "decision.json", 1), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_protection (fixture, "cose", "another.json", 1), ==, RC_VERDICT_UNSIGNED);
}

static void
test_detached (SealFixture  *fixture,
               gconstpointer data)
{
  static const CoseWish wish = { "a10127", NULL, NULL, PAYLOAD, 18 };
  const char *content = data;
  g_autoptr (GByteArray) message = NULL;
  const RcSeal *seal;
  CoseSigner signer;

  cose_signer_init (&signer);
  cose_signer_trust (&signer, fixture, "any");
  message = cose_signer_make (&signer, &wish);
  cose_write (fixture, "decision.json.cose", message);
  if (content != NULL)
    seal_fixture_write (fixture, "decision.json", content, -1);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "cose", 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, content == NULL ? RC_VERDICT_INCOMPLETE
                   : strcmp (content, PAYLOAD) == 0 ? RC_VERDICT_VALID : RC_VERDICT_INVALID);
  g_assert_cmpstr (seal->reason, ==, content == NULL ? "payload-withheld" : strcmp (content, PAYLOAD) == 0 ? NULL : "signature");
}

/* The payload is a digest: of a file that came, and of one that did not. */
static void
test_hash_envelope (SealFixture  *fixture,
                    gconstpointer data)
{
  gboolean is_there = GPOINTER_TO_INT (data);
  g_autoptr (GBytes) good = cose_from_hex ("a201271901022f");   /* 258: -16, SHA-256 */
  g_autoptr (GBytes) other = cose_from_hex ("a0");
  g_autoptr (GByteArray) message = NULL;
  g_autoptr (GByteArray) structure = NULL;
  guint8 signature[64];
  const RcSeal *seal;
  RcDigest digest;
  CoseSigner signer;

  cose_signer_init (&signer);
  cose_signer_trust (&signer, fixture, "any");
  rc_digest_compute (PAYLOAD, strlen (PAYLOAD), &digest);
  structure = cose_make_structure (good, digest.bytes, sizeof digest.bytes);
  crypto_sign_detached (signature, NULL, structure->data, structure->len, signer.secret_key);
  message = g_byte_array_new ();
  rc_cbor_append_head (message, RC_CBOR_TAG, 18);
  rc_cbor_append_head (message, RC_CBOR_ARRAY, 4);
  rc_cbor_append_bytes (message, RC_CBOR_BYTES, g_bytes_get_data (good, NULL), g_bytes_get_size (good));
  cose_append (message, other);
  rc_cbor_append_bytes (message, RC_CBOR_BYTES, digest.bytes, sizeof digest.bytes);
  rc_cbor_append_bytes (message, RC_CBOR_BYTES, signature, sizeof signature);
  cose_write (fixture, "a.cose", message);
  if (is_there)
    seal_fixture_write (fixture, "decision.json", PAYLOAD, -1);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "cose", 0);
  g_assert_cmpint (seal->signature, ==, RC_VERDICT_VALID);
  g_assert_cmpint (rc_seal_worst (seal), ==, is_there ? RC_VERDICT_VALID : RC_VERDICT_INCOMPLETE);
  if (is_there)
    g_assert_cmpint (seal_fixture_protection (fixture, "cose", "decision.json", 1), ==, RC_VERDICT_VALID);
}

/* C74: a string of bytes that announces 2^62 of them, where the signature should stand. */
static void
test_huge (SealFixture  *fixture,
           gconstpointer data)
{
  g_autoptr (GBytes) bytes = cose_from_hex ("d28443a10127a0415b5b4000000000000000");

  seal_fixture_write (fixture, "a.cose", g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  judge (fixture);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "cose", 0)), ==, RC_VERDICT_MALFORMED);
}

static void
test_key_in_bundle (SealFixture  *fixture,
                    gconstpointer data)
{
  static const CoseWish wish = { "a10127", NULL, PAYLOAD, NULL, 18 };
  g_autoptr (GByteArray) message = NULL;
  g_autoptr (GByteArray) key = NULL;
  CoseSigner signer;

  cose_signer_init (&signer);
  message = cose_signer_make (&signer, &wish);
  key = cose_signer_make_key (&signer, FALSE);
  cose_write (fixture, "a.cose", message);
  cose_write (fixture, "key.cbor", key);
  judge (fixture);
  g_assert_cmpstr (seal_fixture_seal (fixture, "cose", 0)->reason, ==, "key-in-bundle-only");
}

/* A key for receipts is none for statements. */
static void
test_purpose (SealFixture  *fixture,
              gconstpointer data)
{
  static const CoseWish wish = { "a10127", NULL, PAYLOAD, NULL, 18 };
  g_autoptr (GByteArray) message = NULL;
  CoseSigner signer;

  cose_signer_init (&signer);
  cose_signer_trust (&signer, fixture, "receipts");
  message = cose_signer_make (&signer, &wish);
  cose_write (fixture, "a.cose", message);
  judge (fixture);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "cose", 0)), ==, RC_VERDICT_UNVERIFIABLE);
}

static void
test_keys (void)
{
  g_autoptr (GByteArray) key = NULL;
  g_autoptr (GByteArray) secret = NULL;
  g_autoptr (RcCoseKey) parsed = NULL;
  CoseSigner signer;

  cose_signer_init (&signer);
  key = cose_signer_make_key (&signer, FALSE);
  secret = cose_signer_make_key (&signer, TRUE);
  parsed = rc_cose_key_parse (key->data, key->len);
  g_assert_nonnull (parsed);
  g_assert_cmpint (parsed->algorithm, ==, -8);
  g_assert_null (rc_cose_key_parse (secret->data, secret->len));
  for (gsize i = 0; i < key->len; i++)
    {
      g_autoptr (RcCoseKey) cut = rc_cose_key_parse (key->data, i);

      g_assert_null (cut);
    }
}

/* No bit of a message can be another, and the signature still fit. */
static void
test_mutations (void)
{
  static const CoseWish wish = { "a2012704" "4137", NULL, PAYLOAD, NULL, 18 };
  g_autoptr (GByteArray) message = NULL;
  g_autoptr (RcPublicKey) key = NULL;
  CoseSigner signer;

  cose_signer_init (&signer);
  key = rc_public_key_new_ed25519 (signer.public_key);
  message = cose_signer_make (&signer, &wish);
  for (guint i = 1; i < message->len; i++)
    for (guint bit = 0; bit < 9; bit++)
      {
        g_autofree guint8 *copy = g_memdup2 (message->data, message->len);
        g_autoptr (GBytes) bytes = NULL;
        g_autoptr (RcCoseMessage) parsed = NULL;
        const char *fault = NULL;

        if (bit < 8)
          copy[i] ^= (guint8) (1 << bit);
        bytes = g_bytes_new (copy, bit < 8 ? message->len : i);
        if (rc_cose_message_parse (bytes, &parsed, &fault) == RC_COSE_READ && parsed->is_sign1 && parsed->payload != NULL)
          {
            const RcCoseSigner *one = parsed->signers->pdata[0];
            g_autoptr (GBytes) structure = rc_cose_message_signed (parsed, one, NULL, parsed->payload);

            g_assert_cmpint (rc_public_key_verify (key, RC_SIGNATURE_EDDSA, RC_HASH_NONE, g_bytes_get_data (structure, NULL),
                                                   g_bytes_get_size (structure), g_bytes_get_data (one->signature, NULL),
                                                   g_bytes_get_size (one->signature)), !=, RC_SIGNATURE_FITS);
          }
      }
}

/* --- Certificates --- */

/* r and s one behind the other, as COSE writes them. */
static void
sign_raw (EVP_PKEY         *key,
          const GByteArray *structure,
          guint8            out_signature[64])
{
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  guint8 der[80];
  gsize length = sizeof der;
  const guint8 *cursor = der;
  ECDSA_SIG *both;

  g_assert_cmpint (EVP_DigestSignInit (context, NULL, EVP_sha256 (), NULL, key), ==, 1);
  g_assert_cmpint (EVP_DigestSign (context, der, &length, structure->data, structure->len), ==, 1);
  both = d2i_ECDSA_SIG (NULL, &cursor, (long) length);
  g_assert_cmpint (BN_bn2binpad (ECDSA_SIG_get0_r (both), out_signature, 32), ==, 32);
  g_assert_cmpint (BN_bn2binpad (ECDSA_SIG_get0_s (both), out_signature + 32, 32), ==, 32);
  ECDSA_SIG_free (both);
  EVP_MD_CTX_free (context);
}

/* Signed by @maker; the headers name the certificate of @named. */
static GByteArray *
make_certified (const CertificateMaker *maker,
                const CertificateMaker *named)
{
  GBytes *der = rc_certificate_get_der (named->certificate);
  g_autoptr (GByteArray) headers = g_byte_array_new ();
  g_autoptr (GByteArray) structure = NULL;
  g_autoptr (GBytes) protected_bytes = NULL;
  GByteArray *message = g_byte_array_new ();
  guint8 signature[64];

  rc_cbor_append_head (headers, RC_CBOR_MAP, 2);
  rc_cbor_append_head (headers, RC_CBOR_UNSIGNED, 1);
  rc_cbor_append_head (headers, RC_CBOR_NEGATIVE, 6);
  rc_cbor_append_head (headers, RC_CBOR_UNSIGNED, 33);
  rc_cbor_append_bytes (headers, RC_CBOR_BYTES, g_bytes_get_data (der, NULL), g_bytes_get_size (der));
  protected_bytes = g_byte_array_free_to_bytes (g_steal_pointer (&headers));
  structure = cose_make_structure (protected_bytes, PAYLOAD, strlen (PAYLOAD));
  sign_raw (maker->key, structure, signature);
  rc_cbor_append_head (message, RC_CBOR_TAG, 18);
  rc_cbor_append_head (message, RC_CBOR_ARRAY, 4);
  rc_cbor_append_bytes (message, RC_CBOR_BYTES, g_bytes_get_data (protected_bytes, NULL), g_bytes_get_size (protected_bytes));
  rc_cbor_append_head (message, RC_CBOR_MAP, 0);
  rc_cbor_append_bytes (message, RC_CBOR_BYTES, PAYLOAD, strlen (PAYLOAD));
  rc_cbor_append_bytes (message, RC_CBOR_BYTES, signature, sizeof signature);
  return message;
}

static void
test_certificate (SealFixture  *fixture,
                  gconstpointer data)
{
  static const CertificateWish authority = { .is_ca = TRUE };
  static const CertificateWish leaf = { .from = "20250101000000Z", .to = "20391231235959Z" };
  g_autoptr (CertificateMaker) root = certificate_maker_new ("Root (fictitious)", NULL, &authority);
  g_autoptr (CertificateMaker) signer = certificate_maker_new ("Signer (fictitious)", root, &leaf);
  g_autoptr (CertificateMaker) stranger = certificate_maker_new ("Stranger (fictitious)", root, &leaf);
  g_autofree char *pem = certificate_maker_pem (root);
  const char *what = data;
  g_autoptr (GByteArray) message = make_certified (signer, strcmp (what, "exchanged") == 0 ? stranger : signer);
  const RcSeal *seal;

  if (strcmp (what, "no-root") != 0)
    cose_accept (fixture, "x509-root", pem, strlen (pem), "any");
  cose_write (fixture, "a.cose", message);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "cose", 0);
  if (strcmp (what, "good") == 0)
    g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_VALID);
  else
    g_assert_cmpstr (seal->reason, ==, strcmp (what, "no-root") == 0 ? "chain-untrusted" : "signature");
}

#define ADD(name, function, data) g_test_add ("/cose/" name, SealFixture, data, seal_fixture_set_up, function, seal_fixture_tear_down)

static void
add_messages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autofree char *name = g_strdup_printf ("/cose/message/%s", messages[i].name);

      g_test_add (name, SealFixture, GUINT_TO_POINTER (i), seal_fixture_set_up, test_message, seal_fixture_tear_down);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_messages ();
  ADD ("payload-beside", test_payload_beside, NULL);
  ADD ("detached", test_detached, PAYLOAD);
  ADD ("detached-altered", test_detached, "{}");
  ADD ("detached-absent", test_detached, NULL);
  ADD ("hash-envelope", test_hash_envelope, GINT_TO_POINTER (TRUE));
  ADD ("hash-envelope-absent", test_hash_envelope, GINT_TO_POINTER (FALSE));
  ADD ("C74/huge", test_huge, NULL);
  ADD ("C38/key-in-bundle", test_key_in_bundle, NULL);
  ADD ("purpose", test_purpose, NULL);
  ADD ("certificate", test_certificate, "good");
  ADD ("certificate-without-root", test_certificate, "no-root");
  ADD ("C39/certificate-exchanged", test_certificate, "exchanged");
  g_test_add_func ("/cose/keys", test_keys);
  g_test_add_func ("/cose/mutations", test_mutations);
  return g_test_run ();
}
