/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <sodium.h>

#include "core/base58.h"
#include "core/multikey.h"
#include "core/seals/data-integrity-file.h"
#include "envelope-fixture.h"

#define KIND "vc-data-integrity"
#define CONTEXT "[\"https://www.w3.org/ns/credentials/v2\"]"

/* --- Making documents --- */

/* A signer that is made from a number, so that documents of one test can be signed twice. */
typedef struct
{
  guint8  public_key[crypto_sign_PUBLICKEYBYTES];
  guint8  secret_key[crypto_sign_SECRETKEYBYTES];
  char   *multikey;
  char   *did;
} Signer;

static void
signer_clear (Signer *self)
{
  g_free (self->multikey);
  g_free (self->did);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Signer, signer_clear)

static void
signer_init (Signer *self,
             guint8  seed)
{
  guint8 bytes[crypto_sign_SEEDBYTES];
  g_autoptr (RcPublicKey) key = NULL;

  memset (bytes, seed, sizeof bytes);
  crypto_sign_seed_keypair (self->public_key, self->secret_key, bytes);
  key = rc_public_key_new_ed25519 (self->public_key);
  self->multikey = rc_multikey_dup (key);
  self->did = g_strdup_printf ("did:key:%s#%s", self->multikey, self->multikey);
}

/* Both are given in the form of RFC 8785, written by hand, so that the test does not lean on the program's own. @options: the proof without
 * its value. */
static char *
make_value (const Signer *signer,
            const char   *options,
            const char   *document)
{
  guint8 message[2 * RC_DIGEST_BYTES];
  guint8 signature[crypto_sign_BYTES];
  g_autofree char *text = NULL;
  RcDigest digest;

  rc_digest_compute (options, strlen (options), &digest);
  memcpy (message, digest.bytes, RC_DIGEST_BYTES);
  rc_digest_compute (document, strlen (document), &digest);
  memcpy (message + RC_DIGEST_BYTES, digest.bytes, RC_DIGEST_BYTES);
  crypto_sign_detached (signature, NULL, message, sizeof message, signer->secret_key);
  text = rc_base58_encode (signature, sizeof signature);
  return g_strconcat ("z", text, NULL);
}

static char *
make_options (const char *method,
              const char *before,
              const char *behind)
{
  return g_strdup_printf ("{%s\"cryptosuite\":\"eddsa-jcs-2022\"%s,\"proofPurpose\":\"assertionMethod\",\"type\":\"DataIntegrityProof\","
                          "\"verificationMethod\":\"%s\"}", before, behind, method);
}

static char *
make_proof (const char *options,
            const char *value)
{
  return g_strdup_printf ("{\"proofValue\":\"%s\",%s", value, options + 1);
}

/* @canonical: what is signed; @document: what is delivered, an object without its closing brace. */
static char *
make_document (const Signer *signer,
               const char   *canonical,
               const char   *document)
{
  g_autofree char *options = make_options (signer->did, "", "");
  g_autofree char *value = make_value (signer, options, canonical);
  g_autofree char *proof = make_proof (options, value);

  return g_strdup_printf ("%s,\"proof\":%s}", document, proof);
}

static void
accept_signer (SealFixture  *self,
               const Signer *signer,
               const char   *identity)
{
  const char *identities[] = { identity, NULL };
  RcAnchorTerms terms = RC_ANCHOR_TERMS_INIT;

  terms.purpose = "statements";
  terms.identities = identity != NULL ? identities : NULL;
  envelope_accept (self, signer->multikey, &terms);
}

static void
judge (SealFixture *self,
       const char  *text)
{
  seal_fixture_write (self, "credential.json", text, -1);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
}

/* Delivers @document with a proof over @canonical by a signer that is accepted. */
static void
judge_signed (SealFixture *self,
              const char  *canonical,
              const char  *document)
{
  g_auto (Signer) signer = { 0 };
  g_autofree char *text = NULL;

  signer_init (&signer, 1);
  accept_signer (self, &signer, NULL);
  text = make_document (&signer, canonical, document);
  judge (self, text);
}

static void
check (SealFixture *self,
       RcVerdict    worst,
       const char  *reason)
{
  envelope_check_seal (self, KIND, 0, worst, reason);
}

/* --- One proof --- */

static void
test_valid (SealFixture   *self,
            gconstpointer  data)
{
  judge_signed (self, "{\"a\":\"x\",\"b\":[1,2]}", "{ \"b\": [1, 2], \"a\": \"x\"");
  check (self, RC_VERDICT_VALID, NULL);
  g_assert_cmpint (seal_fixture_protection (self, KIND, "credential.json", 1), ==, RC_VERDICT_VALID);
  g_assert_cmpuint (seal_fixture_count (self, NULL), ==, 0);
}

static void
test_changed (SealFixture   *self,
              gconstpointer  data)
{
  judge_signed (self, "{\"a\":\"x\"}", "{\"a\":\"y\"");
  check (self, RC_VERDICT_INVALID, "signature");
  g_assert_nonnull (seal_fixture_exception (self, RC_EXCEPTION_SIGNATURE_INVALID));
}

/* C28: the same value, written otherwise. */
static void
test_respelled (SealFixture   *self,
                gconstpointer  data)
{
  judge_signed (self, "{\"a\":250,\"b\":250,\"c\":250}", "{\"a\":250.0,\"b\":2.5e2,\"c\":250");
  check (self, RC_VERDICT_VALID, NULL);
  g_assert_true (envelope_has_note (seal_fixture_seal (self, KIND, 0), "2 numbers stand otherwise"));
}

/* C29 */
static void
test_precision (SealFixture   *self,
                gconstpointer  data)
{
  judge_signed (self, "{\"a\":9007199254740992}", "{\"a\":9007199254740993");
  check (self, RC_VERDICT_VALID, NULL);
  g_assert_true (envelope_has_note (seal_fixture_seal (self, KIND, 0), "more digits than the signature covers"));
}

/* C30 */
static void
test_normalisation (SealFixture   *self,
                    gconstpointer  data)
{
  judge_signed (self, "{\"a\":\"\xC3\xA9\"}", "{\"a\":\"e\xCC\x81\"");
  check (self, RC_VERDICT_INVALID, "signature");
}

/* C27 */
static void
test_ambiguous (SealFixture   *self,
                gconstpointer  data)
{
  judge_signed (self, "{\"a\":2}", "{\"a\":1,\"a\":2");
  check (self, RC_VERDICT_AMBIGUOUS, "format");
}

/* C38: whoever signed, the key is in the document itself. */
static void
test_own_key (SealFixture   *self,
              gconstpointer  data)
{
  g_auto (Signer) signer = { 0 };
  g_auto (Signer) other = { 0 };
  g_autofree char *text = NULL;

  signer_init (&signer, 1);
  signer_init (&other, 2);
  accept_signer (self, &other, NULL);
  text = make_document (&signer, "{\"a\":1}", "{\"a\":1");
  judge (self, text);
  check (self, RC_VERDICT_UNVERIFIABLE, "key-in-bundle-only");
}

static void
judge_method (SealFixture *self,
              const char  *method,
              const char  *identity,
              guint8       seed)
{
  g_auto (Signer) signer = { 0 };
  g_auto (Signer) accepted = { 0 };
  g_autofree char *options = make_options (method, "", "");
  g_autofree char *value = NULL;
  g_autofree char *proof = NULL;
  g_autofree char *text = NULL;

  signer_init (&signer, 1);
  signer_init (&accepted, seed);
  accept_signer (self, &accepted, identity);
  value = make_value (&signer, options, "{\"a\":1}");
  proof = make_proof (options, value);
  text = g_strdup_printf ("{\"a\":1,\"proof\":%s}", proof);
  judge (self, text);
}

/* A method that is a URL is the key that the auditor accepted for it. */
static void
test_method (SealFixture   *self,
             gconstpointer  data)
{
  judge_method (self, "https://example.org/issuer#key-1", "verification-method=https://example.org/issuer#key-1", 1);
  check (self, RC_VERDICT_VALID, NULL);
}

static void
test_other_method (SealFixture   *self,
                   gconstpointer  data)
{
  judge_method (self, "https://example.org/issuer#key-1", "verification-method=https://example.org/issuer#key-2", 1);
  check (self, RC_VERDICT_UNVERIFIABLE, "key-missing");
}

/* C39 */
static void
test_method_of_other (SealFixture   *self,
                      gconstpointer  data)
{
  judge_method (self, "https://example.org/issuer#key-1", "verification-method=https://example.org/issuer#key-1", 2);
  check (self, RC_VERDICT_INVALID, "signature");
}

/* --- Contexts --- */

static void
judge_context (SealFixture *self,
               const char  *delivered)
{
  g_auto (Signer) signer = { 0 };
  g_autofree char *options = NULL;
  g_autofree char *value = NULL;
  g_autofree char *proof = NULL;
  g_autofree char *text = NULL;

  signer_init (&signer, 1);
  accept_signer (self, &signer, NULL);
  options = make_options (signer.did, "\"@context\":" CONTEXT ",", "");
  value = make_value (&signer, options, "{\"@context\":" CONTEXT ",\"a\":1}");
  proof = make_proof (options, value);
  text = g_strdup_printf ("{\"@context\":%s,\"a\":1,\"proof\":%s}", delivered, proof);
  judge (self, text);
}

static void
test_context (SealFixture   *self,
              gconstpointer  data)
{
  judge_context (self, CONTEXT);
  check (self, RC_VERDICT_VALID, NULL);
}

static void
test_context_appended (SealFixture   *self,
                       gconstpointer  data)
{
  judge_context (self, "[\"https://www.w3.org/ns/credentials/v2\",\"https://example.org/more\"]");
  check (self, RC_VERDICT_VALID, NULL);
}

static void
test_context_replaced (SealFixture   *self,
                       gconstpointer  data)
{
  judge_context (self, "[\"https://example.org/other\"]");
  check (self, RC_VERDICT_INVALID, "signature");
}

/* --- Several proofs --- */

/* The second proof signs the first one, too, where it names it. */
static char *
make_chain (const Signer *first,
            const Signer *second,
            gboolean      is_chain,
            gboolean      is_complete)
{
  g_autofree char *options = make_options (first->did, "", ",\"id\":\"urn:first\"");
  g_autofree char *value = make_value (first, options, "{\"a\":1}");
  g_autofree char *proof = make_proof (options, value);
  g_autofree char *next_options = make_options (second->did, "", is_chain ? ",\"previousProof\":\"urn:first\"" : "");
  g_autofree char *canonical = NULL;
  g_autofree char *next_value = NULL;
  g_autofree char *next = NULL;

  /* In the form of RFC 8785 the value of the first proof stands behind its purpose. */
  canonical = !is_chain ? g_strdup ("{\"a\":1}")
              : g_strdup_printf ("{\"a\":1,\"proof\":[{\"cryptosuite\":\"eddsa-jcs-2022\",\"id\":\"urn:first\",\"proofPurpose\":"
                                 "\"assertionMethod\",\"proofValue\":\"%s\",\"type\":\"DataIntegrityProof\","
                                 "\"verificationMethod\":\"%s\"}]}", value, first->did);
  next_value = make_value (second, next_options, canonical);
  next = make_proof (next_options, next_value);
  return is_complete ? g_strdup_printf ("{\"a\":1,\"proof\":[%s,%s]}", next, proof) : g_strdup_printf ("{\"a\":1,\"proof\":%s}", next);
}

static void
judge_chain (SealFixture *self,
             gboolean     is_chain,
             gboolean     is_complete)
{
  g_auto (Signer) first = { 0 };
  g_auto (Signer) second = { 0 };
  g_autofree char *text = NULL;

  signer_init (&first, 1);
  signer_init (&second, 2);
  accept_signer (self, &first, NULL);
  accept_signer (self, &second, NULL);
  text = make_chain (&first, &second, is_chain, is_complete);
  judge (self, text);
}

static void
test_set (SealFixture   *self,
          gconstpointer  data)
{
  judge_chain (self, FALSE, TRUE);
  g_assert_cmpuint (seal_fixture_count_seals (self, KIND), ==, 2);
  check (self, RC_VERDICT_VALID, NULL);
  envelope_check_seal (self, KIND, 1, RC_VERDICT_VALID, NULL);
  g_assert_true (g_str_has_suffix (seal_fixture_seal (self, KIND, 1)->name, "#proof-2"));
}

static void
test_chain (SealFixture   *self,
            gconstpointer  data)
{
  judge_chain (self, TRUE, TRUE);
  g_assert_cmpuint (seal_fixture_count_seals (self, KIND), ==, 2);
  check (self, RC_VERDICT_VALID, NULL);
  envelope_check_seal (self, KIND, 1, RC_VERDICT_VALID, NULL);
}

static void
test_chain_cut (SealFixture   *self,
                gconstpointer  data)
{
  judge_chain (self, TRUE, FALSE);
  check (self, RC_VERDICT_INCOMPLETE, "payload-withheld");
  g_assert_nonnull (seal_fixture_exception (self, RC_EXCEPTION_LISTED_ABSENT));
}

/* --- What is not judged, or not readable --- */

static void
test_other_suite (SealFixture   *self,
                  gconstpointer  data)
{
  judge (self, "{\"a\":1,\"proof\":[{\"type\":\"DataIntegrityProof\",\"cryptosuite\":\"eddsa-rdfc-2022\",\"verificationMethod\":\"x\","
         "\"proofValue\":\"z1\"},{\"type\":\"Ed25519Signature2020\",\"verificationMethod\":\"x\",\"proofValue\":\"z1\"}]}");
  g_assert_cmpuint (seal_fixture_count_seals (self, KIND), ==, 2);
  check (self, RC_VERDICT_UNVERIFIABLE, "format-unsupported");
  g_assert_true (envelope_has_note (seal_fixture_seal (self, KIND, 0), "eddsa-rdfc-2022"));
  g_assert_true (envelope_has_note (seal_fixture_seal (self, KIND, 1), "Ed25519Signature2020"));
}

static void
test_spoiled_value (SealFixture   *self,
                    gconstpointer  data)
{
  judge (self, "{\"a\":1,\"proof\":{\"type\":\"DataIntegrityProof\",\"cryptosuite\":\"eddsa-jcs-2022\",\"verificationMethod\":\"x\","
         "\"proofValue\":\"z10\"}}");
  check (self, RC_VERDICT_MALFORMED, "format");
}

static void
test_spoiled_text (SealFixture   *self,
                   gconstpointer  data)
{
  judge (self, "{\"a\":1,\"proof\":{\"verificationMethod\":\"x\",\"proofValue\":\"z1\"");
  check (self, RC_VERDICT_MALFORMED, "format");
}

static void
test_too_many (SealFixture   *self,
               gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("{\"proof\":[");

  for (guint i = 0; i < 21; i++)
    g_string_append_printf (text, "%s{\"type\":\"X\",\"verificationMethod\":\"x\",\"proofValue\":\"z1\"}", i > 0 ? "," : "");
  g_string_append (text, "]}");
  judge (self, text->str);
  check (self, RC_VERDICT_UNVERIFIABLE, "limit(RC_LIMIT_DOCUMENT_PROOFS,20)");
}

static void
test_lines (SealFixture   *self,
            gconstpointer  data)
{
  g_auto (Signer) signer = { 0 };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *text = NULL;

  signer_init (&signer, 1);
  accept_signer (self, &signer, NULL);
  first = make_document (&signer, "{\"a\":1}", "{\"a\":1");
  second = make_document (&signer, "{\"a\":2}", "{\"a\":3");
  text = g_strdup_printf ("%s\n%s\n", first, second);
  judge (self, text);
  check (self, RC_VERDICT_VALID, NULL);
  envelope_check_seal (self, KIND, 1, RC_VERDICT_INVALID, "signature");
}

/* --- Parsers --- */

/* The document that @text is, where its first proof fits; (nullable). */
static char *
read_document (const char   *text,
               gsize         length,
               const Signer *signer)
{
  g_auto (RcJson) json;
  g_autoptr (GPtrArray) proofs = NULL;
  const RcDataIntegrityProof *proof;
  RcDataIntegrityMessage message;

  rc_json_init (&json);
  if (!rc_json_parse (&json, text, length, NULL) || json.has_duplicate)
    return NULL;
  proofs = rc_data_integrity_list_proofs (&json, 0);
  proof = proofs->len > 0 ? proofs->pdata[0] : NULL;
  if (proof == NULL || proof->value == NULL || rc_data_integrity_make_message (&json, proofs, proof, &message) != RC_DATA_INTEGRITY_MADE
      || crypto_sign_verify_detached (g_bytes_get_data (proof->value, NULL), message.bytes, sizeof message.bytes, signer->public_key) != 0)
    return NULL;
  return rc_json_dup_text (&json, rc_json_member (&json, 0, "a"), NULL);
}

static void
test_mutations (void)
{
  g_auto (Signer) signer = { 0 };
  g_autofree char *text = NULL;
  gsize length;

  signer_init (&signer, 1);
  text = make_document (&signer, "{\"a\":\"value\"}", "{\"a\":\"value\"");
  length = strlen (text);
  for (gsize i = 0; i <= length; i++)
    {
      for (guint bit = 0; bit <= 8; bit++)
        {
          g_autofree char *changed = g_memdup2 (text, length);
          g_autofree char *found = NULL;

          if (bit < 8 && i < length)
            changed[i] = (char) (changed[i] ^ (1 << bit));
          found = read_document (changed, bit < 8 ? length : i, &signer);
          g_assert_true (found == NULL || strcmp (found, "value") == 0);
          g_assert_true (found == NULL || i == length);
        }
    }
}

#define ADD(path, function) \
  g_test_add (path, SealFixture, NULL, seal_fixture_set_up, function, seal_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);

  ADD ("/vc-data-integrity/valid", test_valid);
  ADD ("/vc-data-integrity/C34/changed", test_changed);
  ADD ("/vc-data-integrity/C27/ambiguous", test_ambiguous);
  ADD ("/vc-data-integrity/C28/respelled", test_respelled);
  ADD ("/vc-data-integrity/C29/precision", test_precision);
  ADD ("/vc-data-integrity/C30/normalisation", test_normalisation);
  ADD ("/vc-data-integrity/C38/own-key", test_own_key);
  ADD ("/vc-data-integrity/method", test_method);
  ADD ("/vc-data-integrity/C40/other-method", test_other_method);
  ADD ("/vc-data-integrity/C39/method-of-other", test_method_of_other);
  ADD ("/vc-data-integrity/context", test_context);
  ADD ("/vc-data-integrity/context-appended", test_context_appended);
  ADD ("/vc-data-integrity/context-replaced", test_context_replaced);
  ADD ("/vc-data-integrity/set", test_set);
  ADD ("/vc-data-integrity/chain", test_chain);
  ADD ("/vc-data-integrity/chain-cut", test_chain_cut);
  ADD ("/vc-data-integrity/other-suite", test_other_suite);
  ADD ("/vc-data-integrity/spoiled-value", test_spoiled_value);
  ADD ("/vc-data-integrity/spoiled-text", test_spoiled_text);
  ADD ("/vc-data-integrity/too-many", test_too_many);
  ADD ("/vc-data-integrity/lines", test_lines);
  g_test_add_func ("/vc-data-integrity/mutations", test_mutations);

  return g_test_run ();
}
