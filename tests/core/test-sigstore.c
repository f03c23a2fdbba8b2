/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/base64.h"
#include "core/seals/seal-sources.h"
#include "core/seals/sigstore-body.h"
#include "core/seals/sigstore-bundle.h"
#include "core/seals/sigstore-root.h"
#include "sigstore-fixture.h"

#define CONTENT "weights of a model"

static void
write_pair (SealFixture *fixture,
            const char  *bundle)
{
  seal_fixture_write (fixture, "model.bin", CONTENT, -1);
  seal_fixture_write (fixture, "model.bin.sigstore.json", bundle, -1);
}

static RcSeal *
judge (SealFixture *fixture)
{
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
  g_assert_cmpuint (seal_fixture_count_seals (fixture, "sigstore"), ==, 1);
  return seal_fixture_seal (fixture, "sigstore", 0);
}

static void
expect (const RcSeal *seal,
        RcVerdict     verdict,
        const char   *reason)
{
  g_assert_cmpstr (rc_verdict_to_code (rc_seal_worst (seal)), ==, rc_verdict_to_code (verdict));
  g_assert_cmpstr (seal->reason, ==, reason);
}

/* --- Certificates --- */

static void
test_keyless (SealFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *bundle = sigstore_maker_file (maker, CONTENT, SIGSTORE_SECONDS, 0);
  const RcSeal *seal;

  write_pair (fixture, bundle);
  sigstore_maker_trust_root (maker, fixture, SIGSTORE_SUBJECT, SIGSTORE_ISSUER);
  seal = judge (fixture);
  expect (seal, RC_VERDICT_VALID, NULL);
  g_assert_cmpint (seal->checked, ==, 1);
  g_assert_true (seal_fixture_has_note (seal, SIGSTORE_SUBJECT));
  g_assert_true (seal_fixture_has_note (seal, "2025-06-01T00:01:00"));
  g_assert_true (seal_fixture_has_note (seal, "1 of 1 log entries"));
  g_assert_true (seal_fixture_has_note (seal, "2025-01-01"));
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 0);
  g_assert_cmpint (seal_fixture_protection (fixture, "sigstore", "model.bin", 1), ==, RC_VERDICT_VALID);
}

/* One thing is wrong with each. */
static const struct
{
  const char    *name;
  SigstoreSct    sct;
  SigstoreFlags  flags;
  gint64         seconds;
  const char    *subject;
  const char    *issuer;
  RcVerdict      verdict;
  const char    *reason;
} keyless_faults[] = {
  { "C49/subject", 0, 0, SIGSTORE_SECONDS, SIGSTORE_SUBJECT "s", SIGSTORE_ISSUER, RC_VERDICT_INVALID, "identity" },
  { "C49/issuer", 0, 0, SIGSTORE_SECONDS, SIGSTORE_SUBJECT, "https://login.example.com", RC_VERDICT_INVALID, "identity" },
  { "C49/anybody", 0, 0, SIGSTORE_SECONDS, NULL, NULL, RC_VERDICT_UNVERIFIABLE, "key-missing" },
  { "sct-absent", SIGSTORE_SCT_NONE, 0, SIGSTORE_SECONDS, SIGSTORE_SUBJECT, SIGSTORE_ISSUER, RC_VERDICT_UNVERIFIABLE, "signature-absent" },
  { "sct-forged", SIGSTORE_SCT_FORGED, 0, SIGSTORE_SECONDS, SIGSTORE_SUBJECT, SIGSTORE_ISSUER, RC_VERDICT_INVALID, "signature" },
  { "C59/before", 0, 0, SIGSTORE_SECONDS - 61, SIGSTORE_SUBJECT, SIGSTORE_ISSUER, RC_VERDICT_INVALID, "time" },
  { "C59/log-expired", 0, 0, SIGSTORE_SECONDS + 241, SIGSTORE_SUBJECT, SIGSTORE_ISSUER, RC_VERDICT_INVALID, "time" },
  { "C60", 0, SIGSTORE_NO_PROMISE, SIGSTORE_SECONDS, SIGSTORE_SUBJECT, SIGSTORE_ISSUER, RC_VERDICT_UNVERIFIABLE, "time-not-established" },
  { "no-entry", 0, SIGSTORE_NO_ENTRY, SIGSTORE_SECONDS, SIGSTORE_SUBJECT, SIGSTORE_ISSUER, RC_VERDICT_UNVERIFIABLE,
    "time-not-established" },
  { "C48", 0, SIGSTORE_OTHER_ENTRY, SIGSTORE_SECONDS, SIGSTORE_SUBJECT, SIGSTORE_ISSUER, RC_VERDICT_INVALID, "proof" },
  { "C53", 0, SIGSTORE_OTHER_HEAD, SIGSTORE_SECONDS, SIGSTORE_SUBJECT, SIGSTORE_ISSUER, RC_VERDICT_INVALID, "proof" },
  { "C52", 0, SIGSTORE_HEAD_UNSIGNED, SIGSTORE_SECONDS, SIGSTORE_SUBJECT, SIGSTORE_ISSUER, RC_VERDICT_INVALID, "proof" },
  { "unknown-log", 0, SIGSTORE_OTHER_LOG, SIGSTORE_SECONDS, SIGSTORE_SUBJECT, SIGSTORE_ISSUER, RC_VERDICT_UNVERIFIABLE,
    "time-not-established" },
};

static void
test_keyless_fault (SealFixture   *fixture,
                    gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (keyless_faults[i].sct);
  g_autofree char *bundle = sigstore_maker_file (maker, CONTENT, keyless_faults[i].seconds, keyless_faults[i].flags);
  const RcSeal *seal;

  write_pair (fixture, bundle);
  sigstore_maker_trust_root (maker, fixture, keyless_faults[i].subject, keyless_faults[i].issuer);
  seal = judge (fixture);
  expect (seal, keyless_faults[i].verdict, keyless_faults[i].reason);
  g_assert_cmpint (seal->checked, ==, 0);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), >, 0);
  g_assert_cmpint (seal_fixture_protection (fixture, "sigstore", "model.bin", 1), !=, RC_VERDICT_VALID);
}

/* A certificate of the same name by another authority of the same name. */
static void
test_twin (SealFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autoptr (SigstoreMaker) other = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *bundle = sigstore_maker_file (maker, CONTENT, SIGSTORE_SECONDS, 0);

  write_pair (fixture, bundle);
  sigstore_maker_trust_root (other, fixture, SIGSTORE_SUBJECT, SIGSTORE_ISSUER);
  expect (judge (fixture), RC_VERDICT_INVALID, "identity");
}

/* The right root among several decides. */
static void
test_two_roots (SealFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autoptr (SigstoreMaker) other = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *bundle = sigstore_maker_file (maker, CONTENT, SIGSTORE_SECONDS, 0);

  write_pair (fixture, bundle);
  sigstore_maker_trust_root (other, fixture, SIGSTORE_SUBJECT, SIGSTORE_ISSUER);
  sigstore_maker_trust_root (maker, fixture, SIGSTORE_SUBJECT, SIGSTORE_ISSUER);
  expect (judge (fixture), RC_VERDICT_VALID, NULL);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 0);
}

static void
test_untrusted (SealFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *bundle = sigstore_maker_file (maker, CONTENT, SIGSTORE_SECONDS, 0);

  write_pair (fixture, bundle);
  expect (judge (fixture), RC_VERDICT_UNVERIFIABLE, "chain-untrusted");
}

static void
test_root_in_bundle (SealFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *bundle = sigstore_maker_file (maker, CONTENT, SIGSTORE_SECONDS, 0);
  g_autofree char *root = sigstore_maker_root (maker);
  const RcSeal *seal;

  write_pair (fixture, bundle);
  seal_fixture_write (fixture, "trusted_root.json", root, -1);
  seal = judge (fixture);
  expect (seal, RC_VERDICT_UNVERIFIABLE, "key-in-bundle-only");
  g_assert_true (seal_fixture_has_note (seal, "fingerprint"));
}

/* --- Bare keys --- */

static void
test_key (SealFixture   *fixture,
          gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *bundle = sigstore_maker_file (maker, CONTENT, SIGSTORE_SECONDS, SIGSTORE_BY_KEY);
  const RcSeal *seal;

  write_pair (fixture, bundle);
  sigstore_maker_trust_key (maker, fixture);
  seal = judge (fixture);
  expect (seal, RC_VERDICT_VALID, NULL);
  g_assert_true (seal_fixture_has_note (seal, "1 log entries and 0 time stamps in the bundle were not checked"));
}

static void
test_key_with_root (SealFixture   *fixture,
                    gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *bundle = sigstore_maker_file (maker, CONTENT, SIGSTORE_SECONDS, SIGSTORE_BY_KEY);
  const RcSeal *seal;

  write_pair (fixture, bundle);
  sigstore_maker_trust_key (maker, fixture);
  sigstore_maker_trust_root (maker, fixture, NULL, NULL);
  seal = judge (fixture);
  expect (seal, RC_VERDICT_VALID, NULL);
  g_assert_true (seal_fixture_has_note (seal, "1 of 1 log entries"));
  g_assert_true (seal_fixture_has_note (seal, "2025-06-01T00:01:00"));
}

static void
test_key_missing (SealFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *bundle = sigstore_maker_file (maker, CONTENT, SIGSTORE_SECONDS, SIGSTORE_BY_KEY);

  write_pair (fixture, bundle);
  expect (judge (fixture), RC_VERDICT_UNVERIFIABLE, "key-missing");
}

static void
test_key_in_bundle (SealFixture   *fixture,
                    gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *bundle = sigstore_maker_file (maker, CONTENT, SIGSTORE_SECONDS, SIGSTORE_BY_KEY);
  g_autofree char *key = sigstore_maker_key (maker);

  write_pair (fixture, bundle);
  seal_fixture_write (fixture, "cosign.pub", key, -1);
  expect (judge (fixture), RC_VERDICT_UNVERIFIABLE, "key-in-bundle-only");
}

/* --- Files --- */

static void
test_file_changed (SealFixture   *fixture,
                   gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *bundle = sigstore_maker_file (maker, CONTENT, SIGSTORE_SECONDS, 0);

  write_pair (fixture, bundle);
  seal_fixture_write (fixture, "model.bin", CONTENT "\n", -1);
  sigstore_maker_trust_root (maker, fixture, SIGSTORE_SUBJECT, SIGSTORE_ISSUER);
  expect (judge (fixture), RC_VERDICT_INVALID, "digest");
  g_assert_nonnull (seal_fixture_exception (fixture, RC_EXCEPTION_DIGEST_MISMATCH));
}

static void
test_file_absent (SealFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *bundle = sigstore_maker_file (maker, CONTENT, SIGSTORE_SECONDS, 0);

  seal_fixture_write (fixture, "model.bin.sigstore.json", bundle, -1);
  sigstore_maker_trust_root (maker, fixture, SIGSTORE_SUBJECT, SIGSTORE_ISSUER);
  expect (judge (fixture), RC_VERDICT_INCOMPLETE, "payload-withheld");
}

/* --- Statements --- */

static void
test_statement (SealFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *statement = sigstore_make_statement ("other name", CONTENT);
  g_autofree char *bundle = sigstore_maker_envelope (maker, "application/vnd.in-toto+json", statement, SIGSTORE_SECONDS, 0);

  write_pair (fixture, bundle);
  sigstore_maker_trust_root (maker, fixture, SIGSTORE_SUBJECT, SIGSTORE_ISSUER);
  expect (judge (fixture), RC_VERDICT_VALID, NULL);
  g_assert_cmpint (seal_fixture_protection (fixture, "sigstore", "model.bin", 1), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_protection (fixture, "sigstore", "model.bin.sigstore.json", 1), ==, RC_VERDICT_VALID);
}

static void
test_statement_of_another (SealFixture   *fixture,
                           gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *statement = sigstore_make_statement ("model.bin", "another model");
  g_autofree char *bundle = sigstore_maker_envelope (maker, "application/vnd.in-toto+json", statement, SIGSTORE_SECONDS, 0);

  write_pair (fixture, bundle);
  sigstore_maker_trust_root (maker, fixture, SIGSTORE_SUBJECT, SIGSTORE_ISSUER);
  expect (judge (fixture), RC_VERDICT_INVALID, "digest");
}

/* The type is signed with the payload. */
static void
test_type_changed (SealFixture   *fixture,
                   gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *statement = sigstore_make_statement ("model.bin", CONTENT);
  g_autofree char *bundle = sigstore_maker_envelope (maker, "application/vnd.in-toto+jsom", statement, SIGSTORE_SECONDS, 0);
  char *type = strstr (bundle, "+jsom");

  type[4] = 'n';
  write_pair (fixture, bundle);
  sigstore_maker_trust_root (maker, fixture, SIGSTORE_SUBJECT, SIGSTORE_ISSUER);
  g_assert_cmpint (rc_seal_worst (judge (fixture)), ==, RC_VERDICT_INVALID);
}

/* --- What is not readable --- */

static void
test_malformed (SealFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *bundle = sigstore_maker_file (maker, CONTENT, SIGSTORE_SECONDS, 0);

  bundle[strlen (bundle) / 2] = '\0';
  write_pair (fixture, bundle);
  expect (judge (fixture), RC_VERDICT_MALFORMED, "format");
  g_assert_nonnull (seal_fixture_exception (fixture, RC_EXCEPTION_SEAL_MALFORMED));
}

static void
test_ambiguous (SealFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *bundle = sigstore_maker_file (maker, CONTENT, SIGSTORE_SECONDS, 0);
  g_autofree char *twice = g_strdup_printf ("{\"messageSignature\":{\"signature\":\"AAAA\"},%s", bundle + 1);

  write_pair (fixture, twice);
  sigstore_maker_trust_root (maker, fixture, SIGSTORE_SUBJECT, SIGSTORE_ISSUER);
  expect (judge (fixture), RC_VERDICT_AMBIGUOUS, "format");
}

static RcSigstoreForm
parse (const char *text)
{
  g_autoptr (RcSigstoreBundle) bundle = NULL;
  const char *fault = NULL;
  gsize offset = 0;
  RcSigstoreForm form = rc_sigstore_bundle_parse (text, strlen (text), &bundle, &fault, &offset);

  g_assert_true ((bundle != NULL) == (form == RC_SIGSTORE_READ));
  g_assert_true ((fault != NULL) == (form == RC_SIGSTORE_MALFORMED || form == RC_SIGSTORE_AMBIGUOUS));
  g_assert_cmpuint (offset, <=, strlen (text));
  return form;
}

#define V3 "\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\""
#define BY_KEY "\"verificationMaterial\":{\"publicKey\":{}}"
#define MESSAGE "\"messageSignature\":{\"signature\":\"AAAA\"}"

static void
test_forms (void)
{
  g_assert_cmpint (parse ("{" V3 "," BY_KEY "," MESSAGE "}"), ==, RC_SIGSTORE_READ);
  g_assert_cmpint (parse ("{" V3 "," BY_KEY "}"), ==, RC_SIGSTORE_MALFORMED);
  g_assert_cmpint (parse ("{" V3 "," MESSAGE "}"), ==, RC_SIGSTORE_MALFORMED);
  g_assert_cmpint (parse ("{" V3 "," BY_KEY "," MESSAGE ",\"dsseEnvelope\":{}}"), ==, RC_SIGSTORE_MALFORMED);
  g_assert_cmpint (parse ("{" V3 ",\"verificationMaterial\":{}," MESSAGE "}"), ==, RC_SIGSTORE_MALFORMED);
  g_assert_cmpint (parse ("{" V3 ",\"verificationMaterial\":{\"publicKey\":{},\"certificate\":{\"rawBytes\":\"AAAA\"}}," MESSAGE "}"), ==,
                   RC_SIGSTORE_MALFORMED);
  g_assert_cmpint (parse ("{" V3 ",\"verificationMaterial\":{\"publicKey\":{},\"tlogEntries\":{}}," MESSAGE "}"), ==,
                   RC_SIGSTORE_MALFORMED);
  g_assert_cmpint (parse ("{" V3 ",\"verificationMaterial\":{\"publicKey\":{},\"tlogEntries\":[{\"logIndex\":\"-1\"}]}," MESSAGE "}"), ==,
                   RC_SIGSTORE_MALFORMED);
  g_assert_cmpint (parse ("{" V3 ",\"verificationMaterial\":{\"publicKey\":{},\"tlogEntries\":[{\"logIndex\":\"9223372036854775808\"}]},"
                          MESSAGE "}"), ==, RC_SIGSTORE_MALFORMED);
  g_assert_cmpint (parse ("{" V3 "," BY_KEY "," MESSAGE ",\"dsseEnvelope\":null}"), ==, RC_SIGSTORE_READ);
  g_assert_cmpint (parse ("{" BY_KEY "," MESSAGE "}"), ==, RC_SIGSTORE_ANOTHER);
  g_assert_cmpint (parse ("{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.4+json\"}"), ==, RC_SIGSTORE_UNSUPPORTED);
  g_assert_cmpint (parse ("{\"mediaType\":\"application/vnd.oci.image.index.v1+json\"}"), ==, RC_SIGSTORE_ANOTHER);
  g_assert_cmpint (parse ("[]"), ==, RC_SIGSTORE_ANOTHER);
  g_assert_cmpint (parse (""), ==, RC_SIGSTORE_ANOTHER);
}

/* --- Every byte spoiled --- */

static void
test_truncations (void)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *bundle = sigstore_maker_file (maker, CONTENT, SIGSTORE_SECONDS, 0);
  g_autofree char *root = sigstore_maker_root (maker);

  for (gsize length = strlen (bundle); length > 0; length--)
    {
      bundle[length - 1] = '\0';
      g_assert_cmpint (parse (bundle), !=, RC_SIGSTORE_READ);
    }
  for (gsize length = strlen (root); length > 0; length--)
    {
      const char *fault = NULL;

      g_assert_null (rc_sigstore_root_parse (root, length - 1, &fault));
    }
}

static void
test_root_bytes (void)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *root = sigstore_maker_root (maker);
  guint n_read = 0;

  for (gsize i = 0; root[i] != '\0'; i++)
    {
      const char *fault = NULL;
      g_autoptr (RcSigstoreRoot) parsed = NULL;

      root[i] ^= 1;
      parsed = rc_sigstore_root_parse (root, strlen (root), &fault);
      g_assert_false (parsed != NULL && fault != NULL);
      n_read += parsed != NULL;
      root[i] ^= 1;
    }
  g_assert_cmpuint (n_read, >, 0);
}

/* One bundle a line, each with another byte spoiled: all are judged, and none of them holds. */
static void
test_bytes (SealFixture   *fixture,
            gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *statement = sigstore_make_statement ("model.bin", CONTENT);
  g_autofree char *bundle = sigstore_maker_envelope (maker, "application/vnd.in-toto+json", statement, SIGSTORE_SECONDS, SIGSTORE_NO_KIND);
  g_autoptr (GString) lines = g_string_new (NULL);
  gsize length = strlen (bundle);

  g_string_append_printf (lines, "%s\n%s\n", bundle, bundle);
  for (gsize i = 0; i < length; i += 5)
    {
      bundle[i] ^= 1;
      g_string_append_printf (lines, "%s\n", bundle);
      bundle[i] ^= 1;
    }

  seal_fixture_write (fixture, "model.bin", CONTENT, -1);
  seal_fixture_write (fixture, "attestations.jsonl", lines->str, -1);
  sigstore_maker_trust_root (maker, fixture, SIGSTORE_SUBJECT, SIGSTORE_ISSUER);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
  g_assert_cmpuint (seal_fixture_count_seals (fixture, "sigstore"), >, length / 6);
  for (guint i = 0; i < seal_fixture_count_seals (fixture, "sigstore"); i++)
    {
      const RcSeal *seal = seal_fixture_seal (fixture, "sigstore", i);

      if ((rc_seal_worst (seal) == RC_VERDICT_VALID) != (i < 2))
        g_error ("%s is %s", seal->name, rc_verdict_to_code (rc_seal_worst (seal)));
    }
}

/* --- The kinds of log entries --- */

static RcSigstoreBodyFit
check_body (const RcSigstoreBundle *bundle,
            const char             *message,
            const RcPublicKey      *key,
            const char             *body)
{
  g_autoptr (GBytes) bytes = g_bytes_new (message, strlen (message));
  g_autoptr (RcSigstoreMessage) signed_bytes = rc_sigstore_message_new_bytes (bytes);
  RcSigstoreLogEntry entry = { 0 };
  RcSigstoreSigner signer = { .key = key };
  const char *fault = NULL;
  RcSigstoreBodyFit fit;

  entry.body = g_bytes_new (body, strlen (body));
  fit = rc_sigstore_body_check (&entry, bundle, signed_bytes, &signer, &fault);
  g_assert_true ((fault == NULL) == (fit == RC_SIGSTORE_BODY_FITS));
  g_bytes_unref (entry.body);
  return fit;
}

/* dsse 0.0.2, as the second generation of the log writes it; and what is none of the known kinds. */
static void
test_bodies (void)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *text = sigstore_maker_envelope (maker, "text/plain", "payload", SIGSTORE_SECONDS, SIGSTORE_BY_KEY);
  g_autofree char *pem = sigstore_maker_key (maker);
  g_autoptr (RcPublicKey) key = rc_public_key_new_pem (pem, strlen (pem));
  g_autoptr (GBytes) spki = rc_public_key_get_spki (key);
  g_autofree char *spki_text = rc_base64_encode (g_bytes_get_data (spki, NULL), g_bytes_get_size (spki));
  g_autofree char *signature = NULL;
  g_autofree char *digest_text = NULL;
  g_autofree char *body = NULL;
  g_autoptr (RcSigstoreBundle) bundle = NULL;
  const char *fault = NULL;
  gsize offset = 0;
  RcDigest digest;
  char *place;

  g_assert_cmpint (rc_sigstore_bundle_parse (text, strlen (text), &bundle, &fault, &offset), ==, RC_SIGSTORE_READ);
  signature = rc_base64_encode (g_bytes_get_data (bundle->signature, NULL), g_bytes_get_size (bundle->signature));
  rc_digest_compute ("payload", 7, &digest);
  digest_text = rc_base64_encode (digest.bytes, RC_DIGEST_BYTES);
  body = g_strdup_printf ("{\"apiVersion\":\"0.0.2\",\"kind\":\"dsse\",\"spec\":{\"dsseV002\":{\"payloadHash\":{\"algorithm\":\"SHA2_256\","
                          "\"digest\":\"%s\"},\"signatures\":[{\"content\":\"%s\",\"verifier\":{\"keyDetails\":"
                          "\"PKIX_ECDSA_P256_SHA_256\",\"publicKey\":{\"rawBytes\":\"%s\"}}}]}}}", digest_text, signature, spki_text);
  g_assert_cmpint (check_body (bundle, "not looked at", key, body), ==, RC_SIGSTORE_BODY_FITS);
  g_assert_cmpint (check_body (bundle, "not looked at", NULL, body), ==, RC_SIGSTORE_BODY_FITS);

  place = strstr (body, "\"signatures\":[") + 13;
  *place = '{';
  g_assert_cmpint (check_body (bundle, "", key, body), ==, RC_SIGSTORE_BODY_MALFORMED);
  g_assert_cmpint (check_body (bundle, "", key, "{\"apiVersion\":\"0.0.3\",\"kind\":\"dsse\",\"spec\":{}}"), ==,
                   RC_SIGSTORE_BODY_UNSUPPORTED);
  g_assert_cmpint (check_body (bundle, "", key, "{\"apiVersion\":\"0.0.2\",\"kind\":\"dsse\",\"spec\":{}}"), ==, RC_SIGSTORE_BODY_OTHER);
  g_assert_cmpint (check_body (bundle, "", key, "{\"apiVersion\":\"0.0.1\",\"kind\":\"hashedrekord\",\"spec\":{}}"), ==,
                   RC_SIGSTORE_BODY_OTHER);
  g_assert_cmpint (check_body (bundle, "", key, "[]"), ==, RC_SIGSTORE_BODY_MALFORMED);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *name;
    void      (*test) (SealFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/sigstore/keyless", test_keyless },
    { "/sigstore/twin-authority", test_twin },
    { "/sigstore/two-roots", test_two_roots },
    { "/sigstore/untrusted", test_untrusted },
    { "/sigstore/C38/root-in-bundle", test_root_in_bundle },
    { "/sigstore/key", test_key },
    { "/sigstore/key-with-root", test_key_with_root },
    { "/sigstore/C40/key-missing", test_key_missing },
    { "/sigstore/C38/key-in-bundle", test_key_in_bundle },
    { "/sigstore/C47/file-changed", test_file_changed },
    { "/sigstore/file-absent", test_file_absent },
    { "/sigstore/statement", test_statement },
    { "/sigstore/C47/statement-of-another", test_statement_of_another },
    { "/sigstore/C35/type-changed", test_type_changed },
    { "/sigstore/malformed", test_malformed },
    { "/sigstore/C27/ambiguous", test_ambiguous },
    { "/sigstore/bytes", test_bytes },
  };

  g_test_init (&argc, &argv, NULL);
  rc_seal_sources_register ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, SealFixture, NULL, seal_fixture_set_up, tests[i].test, seal_fixture_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (keyless_faults); i++)
    {
      g_autofree char *name = g_strconcat ("/sigstore/keyless/", keyless_faults[i].name, NULL);

      g_test_add (name, SealFixture, GUINT_TO_POINTER (i), seal_fixture_set_up, test_keyless_fault, seal_fixture_tear_down);
    }
  g_test_add_func ("/sigstore/forms", test_forms);
  g_test_add_func ("/sigstore/truncations", test_truncations);
  g_test_add_func ("/sigstore/root-bytes", test_root_bytes);
  g_test_add_func ("/sigstore/bodies", test_bodies);
  return g_test_run ();
}
