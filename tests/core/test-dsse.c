/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/base64.h"
#include "core/seals/dsse-envelope.h"
#include "core/seals/json-prefix.h"
#include "envelope-fixture.h"

#define TYPE "application/vnd.example+json"

/* --- Judging --- */

static void
write_envelope (SealFixture *self,
                const char  *text)
{
  seal_fixture_write (self, "statement.json", text, -1);
}

/* Signs, accepts the key for @purpose, and judges. */
static void
judge_payload (SealFixture *self,
               const char  *type,
               const char  *payload,
               const char  *purpose,
               const char  *identity)
{
  g_autoptr (CertificateMaker) key = envelope_new_key ("signer");
  g_autofree char *envelope = envelope_make_signed (key, type, payload);

  write_envelope (self, envelope);
  envelope_accept_key (self, key, purpose, identity);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
}

static void
check (SealFixture *self,
       RcVerdict    worst,
       const char  *reason)
{
  envelope_check_seal (self, "dsse", 0, worst, reason);
}

/* --- Signatures --- */

static void
test_der (SealFixture   *self,
          gconstpointer  data)
{
  judge_payload (self, TYPE, "{}", "statements", NULL);

  check (self, RC_VERDICT_VALID, NULL);
  g_assert_true (envelope_has_note (seal_fixture_seal (self, "dsse", 0), "written in DER"));
  g_assert_true (envelope_has_note (seal_fixture_seal (self, "dsse", 0), TYPE));
  g_assert_cmpint (seal_fixture_protection (self, "dsse", "statement.json", 1), ==, RC_VERDICT_VALID);
  g_assert_cmpuint (seal_fixture_count (self, NULL), ==, 0);
}

static void
test_raw (SealFixture   *self,
          gconstpointer  data)
{
  g_autoptr (CertificateMaker) key = envelope_new_key ("signer");
  g_autofree char *signature = envelope_make_signature (key, ENVELOPE_RAW, "another-key", TYPE, "{}");
  g_autofree char *envelope = envelope_make (TYPE, "{}", signature);

  write_envelope (self, envelope);
  envelope_accept_key (self, key, NULL, NULL);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);

  check (self, RC_VERDICT_VALID, NULL);
  g_assert_true (envelope_has_note (seal_fixture_seal (self, "dsse", 0), "one behind the other"));
  g_assert_true (envelope_has_note (seal_fixture_seal (self, "dsse", 0), "“another-key”"));
}

/* C34: another payload; C35: another type; the signature is the one of "{}". */
static void
judge_spoiled (SealFixture *self,
               const char  *type,
               const char  *payload)
{
  g_autoptr (CertificateMaker) key = envelope_new_key ("signer");
  g_autofree char *signature = envelope_make_signature (key, ENVELOPE_DER, NULL, TYPE, "{}");
  g_autofree char *envelope = envelope_make (type, payload, signature);

  write_envelope (self, envelope);
  envelope_accept_key (self, key, NULL, NULL);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
  check (self, RC_VERDICT_INVALID, "signature");
  g_assert_nonnull (seal_fixture_exception (self, RC_EXCEPTION_SIGNATURE_INVALID));
}

static void
test_payload_changed (SealFixture   *self,
                      gconstpointer  data)
{
  judge_spoiled (self, TYPE, "{}\n");
}

static void
test_type_changed (SealFixture   *self,
                   gconstpointer  data)
{
  judge_spoiled (self, TYPE "+other", "{}");
}

static void
test_unsigned (SealFixture   *self,
               gconstpointer  data)
{
  g_autofree char *envelope = envelope_make (TYPE, "{}", "");

  write_envelope (self, envelope);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
  check (self, RC_VERDICT_UNSIGNED, NULL);
  g_assert_cmpint (seal_fixture_protection (self, "dsse", "statement.json", 1), ==, RC_VERDICT_UNSIGNED);
}

/* A signature that fits no accepted key of several is no forgery: somebody else signed. */
static void
test_unknown_key (SealFixture   *self,
                  gconstpointer  data)
{
  g_autoptr (CertificateMaker) key = envelope_new_key ("signer");
  g_autoptr (CertificateMaker) first = envelope_new_key ("first");
  g_autoptr (CertificateMaker) second = envelope_new_key ("second");
  g_autofree char *envelope = envelope_make_signed (key, TYPE, "{}");

  write_envelope (self, envelope);
  envelope_accept_key (self, first, NULL, NULL);
  envelope_accept_key (self, second, NULL, NULL);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
  check (self, RC_VERDICT_UNVERIFIABLE, "key-missing");
}

/* C39: the envelope names an accepted key, and does not fit it. */
static void
test_named_key (SealFixture   *self,
                gconstpointer  data)
{
  g_autoptr (CertificateMaker) key = envelope_new_key ("signer");
  g_autoptr (CertificateMaker) first = envelope_new_key ("first");
  g_autoptr (CertificateMaker) second = envelope_new_key ("second");
  RcDigest fingerprint;
  g_autofree char *key_id = NULL;
  g_autofree char *signature = NULL;
  g_autofree char *envelope = NULL;

  rc_public_key_fingerprint (rc_certificate_get_key (second->certificate), &fingerprint);
  key_id = rc_digest_dup_hex (&fingerprint);
  signature = envelope_make_signature (key, ENVELOPE_DER, key_id, TYPE, "{}");
  envelope = envelope_make (TYPE, "{}", signature);
  write_envelope (self, envelope);
  envelope_accept_key (self, first, NULL, NULL);
  envelope_accept_key (self, second, NULL, NULL);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
  check (self, RC_VERDICT_INVALID, "signature");
}

/* C38: the key came with the evidence. */
static void
test_key_in_bundle (SealFixture   *self,
                    gconstpointer  data)
{
  g_autoptr (CertificateMaker) key = envelope_new_key ("signer");
  g_autoptr (CertificateMaker) other = envelope_new_key ("other");
  g_autofree char *envelope = envelope_make_signed (key, TYPE, "{}");
  g_autofree char *pem = envelope_dup_key (key);

  write_envelope (self, envelope);
  seal_fixture_write (self, "key.pem", pem, -1);
  envelope_accept_key (self, other, "statements", NULL);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
  check (self, RC_VERDICT_UNVERIFIABLE, "key-in-bundle-only");
  g_assert_true (envelope_has_note (seal_fixture_seal (self, "dsse", 0), "fingerprint"));
}

/* C37: a threshold counts keys, not signatures. */
static void
judge_group (SealFixture            *self,
             const CertificateMaker *first,
             const CertificateMaker *second,
             const char             *signatures)
{
  const CertificateMaker *keys[] = { first, second };
  g_autofree char *envelope = envelope_make (TYPE, "{}", signatures);
  RcAnchorTerms terms = RC_ANCHOR_TERMS_INIT;

  terms.group = "release";
  terms.threshold = 2;
  write_envelope (self, envelope);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *text = envelope_dup_key (keys[i]);

      envelope_accept (self, text, &terms);
    }
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
}

static void
test_threshold (SealFixture   *self,
                gconstpointer  data)
{
  g_autoptr (CertificateMaker) first = envelope_new_key ("first");
  g_autoptr (CertificateMaker) second = envelope_new_key ("second");
  g_autofree char *one = envelope_make_signature (first, ENVELOPE_DER, NULL, TYPE, "{}");
  g_autofree char *again = envelope_make_signature (first, ENVELOPE_DER, NULL, TYPE, "{}");
  g_autofree char *signatures = g_strdup_printf ("%s,%s", one, again);

  judge_group (self, first, second, signatures);
  check (self, RC_VERDICT_INVALID, "threshold");
}

static void
test_threshold_met (SealFixture   *self,
                    gconstpointer  data)
{
  g_autoptr (CertificateMaker) first = envelope_new_key ("first");
  g_autoptr (CertificateMaker) second = envelope_new_key ("second");
  g_autofree char *one = envelope_make_signature (first, ENVELOPE_DER, NULL, TYPE, "{}");
  g_autofree char *other = envelope_make_signature (second, ENVELOPE_RAW, NULL, TYPE, "{}");
  g_autofree char *signatures = g_strdup_printf ("%s,%s", one, other);

  judge_group (self, first, second, signatures);
  check (self, RC_VERDICT_VALID, NULL);
}

static void
test_further_signature (SealFixture   *self,
                        gconstpointer  data)
{
  g_autoptr (CertificateMaker) key = envelope_new_key ("signer");
  g_autoptr (CertificateMaker) stranger = envelope_new_key ("stranger");
  g_autofree char *one = envelope_make_signature (stranger, ENVELOPE_DER, NULL, TYPE, "{}");
  g_autofree char *other = envelope_make_signature (key, ENVELOPE_DER, NULL, TYPE, "{}");
  g_autofree char *signatures = g_strdup_printf ("%s,%s", one, other);
  g_autofree char *envelope = envelope_make (TYPE, "{}", signatures);

  write_envelope (self, envelope);
  envelope_accept_key (self, key, NULL, NULL);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
  check (self, RC_VERDICT_VALID, NULL);
  g_assert_true (envelope_has_note (seal_fixture_seal (self, "dsse", 0), "1 of 2 signatures"));
}

/* --- Envelopes that are not readable --- */

static void
judge_text (SealFixture *self,
            const char  *text)
{
  write_envelope (self, text);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
}

static void
test_malformed (SealFixture   *self,
                gconstpointer  data)
{
  judge_text (self, "{\"payloadType\":\"" TYPE "\",\"payload\":\"e30\",\"signatures\":[{\"sig\":7}]}");
  check (self, RC_VERDICT_MALFORMED, "format");
  g_assert_nonnull (seal_fixture_exception (self, RC_EXCEPTION_SEAL_MALFORMED));
}

/* C27 */
static void
test_ambiguous (SealFixture   *self,
                gconstpointer  data)
{
  judge_text (self, "{\"payloadType\":\"" TYPE "\",\"payload\":\"e30=\",\"payload\":\"W10=\",\"signatures\":[]}");
  check (self, RC_VERDICT_AMBIGUOUS, "format");
  g_assert_nonnull (seal_fixture_exception (self, RC_EXCEPTION_DUPLICATE_MEMBER));
}

/* What is spoiled is told, and the others are judged all the same. */
static void
test_lines (SealFixture   *self,
            gconstpointer  data)
{
  g_autoptr (CertificateMaker) key = envelope_new_key ("signer");
  g_autofree char *first = envelope_make_signed (key, TYPE, "{}");
  g_autofree char *second = envelope_make_signed (key, TYPE, "[]");
  g_autofree char *cut = g_strndup (second, strlen (second) - 4);
  g_autofree char *text = g_strdup_printf ("%s\n%s\n%s\n", first, cut, second);

  seal_fixture_write (self, "statements.intoto.jsonl", text, -1);
  envelope_accept_key (self, key, NULL, NULL);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);

  g_assert_cmpuint (seal_fixture_count_seals (self, "dsse"), ==, 3);
  envelope_check_seal (self, "dsse", 0, RC_VERDICT_VALID, NULL);
  envelope_check_seal (self, "dsse", 1, RC_VERDICT_MALFORMED, "format");
  envelope_check_seal (self, "dsse", 2, RC_VERDICT_VALID, NULL);
  g_assert_true (g_str_has_suffix (seal_fixture_seal (self, "dsse", 2)->name, ".jsonl:3"));
}

/* An envelope that is longer than what it is recognised by, and a log of which a member has the name of one of its members. */
static void
test_long (SealFixture   *self,
           gconstpointer  data)
{
  g_autoptr (CertificateMaker) key = envelope_new_key ("signer");
  g_autofree char *payload = g_strnfill (100000, 'x');
  g_autofree char *base64 = rc_base64_encode (payload, strlen (payload));
  g_autofree char *signature = envelope_make_signature (key, ENVELOPE_DER, NULL, TYPE, payload);
  g_autofree char *envelope = g_strdup_printf ("{\"payload\":\"%s\",\"payloadType\":\"" TYPE "\",\"signatures\":[%s]}", base64, signature);
  g_autoptr (GString) log = g_string_new (NULL);

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (log, "{\"payload\":\"abc\",\"n\":%u}\n", i);
  write_envelope (self, envelope);
  seal_fixture_write (self, "log.jsonl", log->str, -1);
  envelope_accept_key (self, key, NULL, NULL);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
  g_assert_cmpuint (seal_fixture_count_seals (self, "dsse"), ==, 1);
  check (self, RC_VERDICT_VALID, NULL);
}

/* --- Parsers --- */

static gboolean
is_original (const RcDsseEnvelope *envelope,
             const RcDsseEnvelope *original)
{
  const RcDsseSignature *signature = envelope->signatures->len > 0 ? envelope->signatures->pdata[0] : NULL;
  const RcDsseSignature *expected = original->signatures->pdata[0];

  return strcmp (envelope->type, original->type) == 0 && g_bytes_equal (envelope->payload, original->payload)
         && signature != NULL && g_bytes_equal (signature->bytes, expected->bytes);
}

static gboolean
fits (const RcDsseEnvelope   *envelope,
      const CertificateMaker *key)
{
  g_autoptr (GBytes) pae = rc_dsse_pae (envelope->type, envelope->payload);
  const RcDsseSignature *signature = envelope->signatures->len > 0 ? envelope->signatures->pdata[0] : NULL;

  return signature != NULL
         && rc_public_key_verify (rc_certificate_get_key (key->certificate), RC_SIGNATURE_ECDSA_DER, RC_HASH_SHA256,
                                  g_bytes_get_data (pae, NULL), g_bytes_get_size (pae), g_bytes_get_data (signature->bytes, NULL),
                                  g_bytes_get_size (signature->bytes)) == RC_SIGNATURE_FITS;
}

static RcDsseEnvelope *
read_envelope (const char *text,
               gsize       length)
{
  g_auto (RcJson) json;
  RcDsseEnvelope *envelope = NULL;
  const char *fault = NULL;

  rc_json_init (&json);
  if (!rc_json_parse (&json, text, length, NULL) || rc_dsse_envelope_read (&json, 0, &envelope, &fault) != RC_DSSE_READ)
    return NULL;
  return envelope;
}

/* Whatever byte is changed or lost: no crash, and what still fits says the same. */
static void
test_mutations (void)
{
  g_autoptr (CertificateMaker) key = envelope_new_key ("signer");
  g_autofree char *text = envelope_make_signed (key, TYPE, "{\"a\":1}");
  g_autoptr (RcDsseEnvelope) original = read_envelope (text, strlen (text));
  gsize length = strlen (text);

  g_assert_nonnull (original);
  g_assert_true (fits (original, key));
  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *cut = g_memdup2 (text, i + 1);

      g_assert_null (read_envelope (cut, i));
      for (guint bit = 0; bit < 8; bit++)
        {
          g_autofree char *changed = g_memdup2 (text, length);
          g_autoptr (RcDsseEnvelope) envelope = NULL;

          changed[i] = (char) (changed[i] ^ (1 << bit));
          envelope = read_envelope (changed, length);
          g_assert_true (envelope == NULL || is_original (envelope, original) || !fits (envelope, key));
        }
    }
}

/* The document's own example (DSSE 1.0, protocol.md). */
static void
test_encoding (void)
{
  g_autoptr (GBytes) payload = g_bytes_new_static ("hello world", 11);
  g_autoptr (GBytes) pae = rc_dsse_pae ("http://example.com/HelloWorld", payload);
  static const char expected[] = "DSSEv1 29 http://example.com/HelloWorld 11 hello world";

  g_assert_cmpmem (g_bytes_get_data (pae, NULL), g_bytes_get_size (pae), expected, strlen (expected));
}

static void
test_prefix (void)
{
  static const char * const names[] = { "a", "b", "c", NULL };
  static const struct
  {
    const char *text;
    guint       found;
  } cases[] = {
    { "", 0 }, { "[{\"a\":1}]", 0 }, { "{\"a\":1}", 1 }, { " {\"x\":{\"a\":1},\"b\":", 2 }, { "{\"b\":\"\\\"a\\\":1\",\"c\" : [", 6 },
    { "{\"x\":\"a\",\"a\"", 0 }, { "{}{\"a\":1}", 0 }, { "{\"a\":1", 1 }, { "}{\"a\":1", 0 }, { "{\"x\":\"\\", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_memdup2 (cases[i].text, strlen (cases[i].text) + 1);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (rc_json_prefix_find_names (text, strlen (text), names), ==, cases[i].found);
    }
}

#define ADD(path, function) \
  g_test_add (path, SealFixture, NULL, seal_fixture_set_up, function, seal_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/dsse/der", test_der);
  ADD ("/dsse/raw", test_raw);
  ADD ("/dsse/C34/payload-changed", test_payload_changed);
  ADD ("/dsse/C35/type-changed", test_type_changed);
  ADD ("/dsse/C36/unsigned", test_unsigned);
  ADD ("/dsse/C37/threshold", test_threshold);
  ADD ("/dsse/C37/threshold-met", test_threshold_met);
  ADD ("/dsse/further-signature", test_further_signature);
  ADD ("/dsse/C38/key-in-bundle", test_key_in_bundle);
  ADD ("/dsse/C39/named-key", test_named_key);
  ADD ("/dsse/C40/unknown-key", test_unknown_key);
  ADD ("/dsse/malformed", test_malformed);
  ADD ("/dsse/C27/ambiguous", test_ambiguous);
  ADD ("/dsse/lines", test_lines);
  ADD ("/dsse/long", test_long);
  g_test_add_func ("/dsse/mutations", test_mutations);
  g_test_add_func ("/dsse/encoding", test_encoding);
  g_test_add_func ("/dsse/prefix", test_prefix);

  return g_test_run ();
}
