/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <sodium.h>

#include "core/anchor-kind.h"
#include "core/base64.h"
#include "core/seals/jws-file.h"
#include "seal-fixture.h"

#define HEADER "{\"alg\":\"EdDSA\",\"kid\":\"gateway-1\"}"
#define CLAIMS "{\"iss\":\"gateway\",\"iat\":1750000000,\"exp\":1750003600,\"decision\":\"refused\"}"

typedef struct
{
  guint8 public_key[32];
  guint8 secret_key[64];
} Signer;

static void
make_signer (Signer *self,
             guint8  seed)
{
  guint8 bytes[32];

  memset (bytes, seed, sizeof bytes);
  g_assert_cmpint (crypto_sign_seed_keypair (self->public_key, self->secret_key, bytes), ==, 0);
}

static char *
encode (const char *text)
{
  return rc_base64_encode_url (text, strlen (text));
}

/* Over "header.payload", as it stands. */
static char *
sign_input (const Signer *signer,
            const char   *input)
{
  guint8 signature[64];

  crypto_sign_detached (signature, NULL, (const guint8 *) input, strlen (input), signer->secret_key);
  return rc_base64_encode_url (signature, sizeof signature);
}

static char *
make_token (const Signer *signer,
            const char   *header,
            const char   *payload)
{
  g_autofree char *first = encode (header);
  g_autofree char *second = encode (payload);
  g_autofree char *input = g_strdup_printf ("%s.%s", first, second);
  g_autofree char *signature = sign_input (signer, input);

  return g_strdup_printf ("%s.%s", input, signature);
}

static char *
make_jwk (const Signer *signer,
          const char   *more)
{
  g_autofree char *x = rc_base64_encode_url (signer->public_key, 32);

  return g_strdup_printf ("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"%s\"%s}", x, more);
}

/* --- Judging --- */

static void
accept (SealFixture *self,
        const char  *key,
        const char  *purpose)
{
  g_autofree char *path = g_build_filename (self->folder, "key.jwk", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, key, -1, NULL));
  g_assert_cmpint (rc_trust_add (self->case_file, path, "Test Bank (fictitious)", purpose, RC_TIME_NONE, RC_TIME_NONE, "made here", &error),
                   >, 0);
  g_assert_no_error (error);
}

static void
accept_signer (SealFixture *self,
               guint8       seed)
{
  Signer signer;
  g_autofree char *key = NULL;

  make_signer (&signer, seed);
  key = make_jwk (&signer, ",\"kid\":\"gateway-1\"");
  accept (self, key, "statements");
}

static const RcSeal *
judge_text (SealFixture *self,
            const char  *text)
{
  seal_fixture_write (self, "token.jws", text, -1);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
  g_assert_cmpuint (seal_fixture_count_seals (self, "jws"), >=, 1);
  return seal_fixture_seal (self, "jws", 0);
}

static void
assert_seal (const RcSeal *seal,
             const char   *worst,
             const char   *reason)
{
  g_assert_cmpstr (rc_verdict_to_code (rc_seal_worst (seal)), ==, worst);
  g_assert_cmpstr (seal->reason, ==, reason);
}

/* --- One token, the signer of which is accepted --- */

typedef struct
{
  const char *name;
  const char *header;
  const char *worst;
  const char *reason;      /* (nullable) */
  const char *note;        /* (nullable) */
} HeaderCase;

static const HeaderCase header_cases[] = {
  { "valid", HEADER, "VALID", NULL, "issued at 2025-06-15" },
  { "valid-expired", HEADER, "VALID", NULL, "counts until 2025-06-15" },
  { "valid-without-kid", "{\"alg\":\"EdDSA\"}", "VALID" },
  { "valid-full-name", "{\"alg\":\"Ed25519\",\"typ\":\"JWT\"}", "VALID" },
  { "valid-other-kid", "{\"alg\":\"EdDSA\",\"kid\":\"other\"}", "VALID" },
  { "key-brought-along", "{\"alg\":\"EdDSA\",\"jku\":\"https://example.org/keys\"}", "VALID", NULL, "which was not used" },
  { "C43/none", "{\"alg\":\"none\"}", "INVALID", "algorithm" },
  { "C43/none-in-capitals", "{\"alg\":\"NONE\",\"kid\":\"other\"}", "INVALID", "algorithm" },
  { "C43/mac", "{\"alg\":\"HS256\"}", "INVALID", "algorithm" },
  { "C43/mac-named", "{\"alg\":\"HS256\",\"kid\":\"gateway-1\"}", "INVALID", "algorithm" },
  { "C43/critical", "{\"alg\":\"EdDSA\",\"crit\":[\"http://example.org/x\"],\"http://example.org/x\":1}", "INVALID", "algorithm" },
  { "mac-of-another", "{\"alg\":\"HS256\",\"kid\":\"other\"}", "UNVERIFIABLE", "key-missing", "shared secret" },
  { "other-algorithm", "{\"alg\":\"ES256\",\"kid\":\"gateway-1\"}", "INVALID", "algorithm" },
  { "other-algorithm-unnamed", "{\"alg\":\"ES256\"}", "UNVERIFIABLE", "key-missing" },
  { "unknown-algorithm", "{\"alg\":\"ES256K\"}", "UNVERIFIABLE", "algorithm-unsupported" },
  { "malformed/algorithm", "{\"alg\":1}", "MALFORMED", "format" },
  { "malformed/kid", "{\"alg\":\"EdDSA\",\"kid\":[]}", "MALFORMED", "format" },
  { "malformed/critical-empty", "{\"alg\":\"EdDSA\",\"crit\":[]}", "MALFORMED", "format" },
  { "malformed/b64-not-listed", "{\"alg\":\"EdDSA\",\"b64\":false}", "MALFORMED", "format" },
  { "malformed/b64-absent", "{\"alg\":\"EdDSA\",\"crit\":[\"b64\"]}", "MALFORMED", "format" },
  { "ambiguous", "{\"alg\":\"EdDSA\",\"alg\":\"none\"}", "AMBIGUOUS", "format" },
};

static void
test_header (SealFixture   *self,
             gconstpointer  data)
{
  const HeaderCase *expected = data;
  Signer signer;
  g_autofree char *token = NULL;
  const RcSeal *seal;

  make_signer (&signer, 1);
  accept_signer (self, 1);
  token = make_token (&signer, expected->header, CLAIMS);
  seal = judge_text (self, token);
  assert_seal (seal, expected->worst, expected->reason);
  g_assert_cmpint (seal->checked, ==, strcmp (expected->worst, "VALID") == 0);
  g_assert_true (expected->note == NULL || seal_fixture_has_note (seal, expected->note));
  g_assert_cmpstr (rc_verdict_to_code (seal_fixture_protection (self, "jws", "token.jws", 1)), ==, expected->worst);
}

/* @data: seed of the accepted key, "kid" of the token */
typedef struct
{
  const char *name;
  guint8      accepted;
  const char *header;
  const char *worst;
  const char *reason;
} KeyCase;

static const KeyCase key_cases[] = {
  { "C39/key-id-kept", 2, HEADER, "INVALID", "signature" },
  { "unnamed", 2, "{\"alg\":\"EdDSA\"}", "INVALID", "signature" },
  { "named-otherwise", 2, "{\"alg\":\"EdDSA\",\"kid\":\"other\"}", "UNVERIFIABLE", "key-missing" },
  { "C40/none-accepted", 0, HEADER, "UNVERIFIABLE", "key-missing" },
};

static void
test_key (SealFixture   *self,
          gconstpointer  data)
{
  const KeyCase *expected = data;
  Signer signer;
  g_autofree char *token = NULL;

  make_signer (&signer, 1);
  if (expected->accepted != 0)
    accept_signer (self, expected->accepted);
  token = make_token (&signer, expected->header, CLAIMS);
  assert_seal (judge_text (self, token), expected->worst, expected->reason);
}

/* A set that came with the tokens is what an attacker would bring too. */
static void
test_key_beside (SealFixture   *self,
                 gconstpointer  data)
{
  Signer signer;
  g_autofree char *token = NULL;
  g_autofree char *key = NULL;
  g_autofree char *set = NULL;

  make_signer (&signer, 1);
  token = make_token (&signer, "{\"alg\":\"EdDSA\"}", CLAIMS);
  key = make_jwk (&signer, ",\"kid\":\"theirs\"");
  set = g_strdup_printf ("{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AA\",\"use\":\"enc\"},%s]}", key);
  accept_signer (self, 2);
  seal_fixture_write (self, "jwks.json", set, -1);
  assert_seal (judge_text (self, token), "UNVERIFIABLE", "key-in-bundle-only");
}

static void
test_changed (SealFixture   *self,
              gconstpointer  data)
{
  Signer signer;
  g_autofree char *token = NULL;

  make_signer (&signer, 1);
  accept_signer (self, 1);
  token = make_token (&signer, HEADER, CLAIMS);
  strchr (token, '.')[20] ^= 1;
  assert_seal (judge_text (self, token), "INVALID", "signature");
}

static void
test_padded (SealFixture   *self,
             gconstpointer  data)
{
  Signer signer;
  g_autofree char *token = NULL;
  g_autofree char *padded = NULL;

  make_signer (&signer, 1);
  accept_signer (self, 1);
  token = make_token (&signer, HEADER, CLAIMS);
  padded = g_strconcat (token, "==\n", NULL);
  assert_seal (judge_text (self, padded), "MALFORMED", "format");
}

static void
test_purpose (SealFixture   *self,
              gconstpointer  data)
{
  Signer signer;
  g_autofree char *token = NULL;
  g_autofree char *key = NULL;

  make_signer (&signer, 1);
  key = make_jwk (&signer, "");
  accept (self, key, "files");
  token = make_token (&signer, "{\"alg\":\"EdDSA\"}", CLAIMS);
  assert_seal (judge_text (self, token), "UNVERIFIABLE", "key-missing");
}

/* --- JSON serialisations --- */

typedef struct
{
  const char *name;
  const char *protected_header;
  const char *header;          /* member of the unprotected header */
  const char *worst;
  const char *note;
} JsonCase;

static const JsonCase json_cases[] = {
  { "flattened", HEADER, "", "VALID" },
  { "kid-unprotected", "{\"alg\":\"EdDSA\"}", ",\"header\":{\"kid\":\"gateway-1\"}", "VALID", "which was not relied on" },
  { "alg-unprotected", "{\"kid\":\"gateway-1\"}", ",\"header\":{\"alg\":\"EdDSA\"}", "VALID", "algorithm outside" },
  { "mac-unprotected", "{\"kid\":\"gateway-1\"}", ",\"header\":{\"alg\":\"HS256\"}", "INVALID" },
  { "in-both", HEADER, ",\"header\":{\"alg\":\"EdDSA\"}", "MALFORMED" },
  { "critical-unprotected", HEADER, ",\"header\":{\"crit\":[\"b64\"]}", "MALFORMED" },
  { "twice", HEADER, ",\"payload\":\"e30\"", "AMBIGUOUS" },
};

static void
test_json (SealFixture   *self,
           gconstpointer  data)
{
  const JsonCase *expected = data;
  Signer signer;
  g_autofree char *first = encode (expected->protected_header);
  g_autofree char *second = encode (CLAIMS);
  g_autofree char *input = g_strdup_printf ("%s.%s", first, second);
  g_autofree char *signature = NULL;
  g_autofree char *text = NULL;
  const RcSeal *seal;

  make_signer (&signer, 1);
  accept_signer (self, 1);
  signature = sign_input (&signer, input);
  text = g_strdup_printf ("{\n \"payload\": \"%s\",\n \"protected\": \"%s\",\n \"signature\": \"%s\"%s\n}\n", second, first, signature,
                          expected->header);
  seal = judge_text (self, text);
  g_assert_cmpstr (rc_verdict_to_code (rc_seal_worst (seal)), ==, expected->worst);
  g_assert_true (expected->note == NULL || seal_fixture_has_note (seal, expected->note));
}

/* Two signers, of whom one is accepted: one seal each. */
static void
test_general (SealFixture   *self,
              gconstpointer  data)
{
  Signer one, two;
  g_autofree char *first = encode ("{\"alg\":\"EdDSA\",\"kid\":\"gateway-1\"}");
  g_autofree char *other = encode ("{\"alg\":\"EdDSA\",\"kid\":\"gateway-2\"}");
  g_autofree char *payload = encode (CLAIMS);
  g_autofree char *first_input = g_strdup_printf ("%s.%s", first, payload);
  g_autofree char *other_input = g_strdup_printf ("%s.%s", other, payload);
  g_autofree char *first_signature = NULL;
  g_autofree char *other_signature = NULL;
  g_autofree char *text = NULL;

  make_signer (&one, 1);
  make_signer (&two, 2);
  accept_signer (self, 1);
  first_signature = sign_input (&one, first_input);
  other_signature = sign_input (&two, other_input);
  text = g_strdup_printf ("{\"payload\":\"%s\",\"signatures\":[{\"protected\":\"%s\",\"signature\":\"%s\"},{\"protected\":\"%s\","
                          "\"signature\":\"%s\"}]}", payload, first, first_signature, other, other_signature);
  (void) judge_text (self, text);
  g_assert_cmpuint (seal_fixture_count_seals (self, "jws"), ==, 2);
  assert_seal (seal_fixture_seal (self, "jws", 0), "VALID", NULL);
  assert_seal (seal_fixture_seal (self, "jws", 1), "UNVERIFIABLE", "key-missing");
}

/* --- The payload beside --- */

static void
test_detached (SealFixture   *self,
               gconstpointer  data)
{
  gboolean is_plain = data != NULL;
  static const char payload[] = "time,decision\n1,refused\n";
  Signer signer;
  g_autofree char *first = encode (is_plain ? "{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[\"b64\"]}" : "{\"alg\":\"EdDSA\"}");
  g_autofree char *second = is_plain ? g_strdup (payload) : encode (payload);
  g_autofree char *input = g_strdup_printf ("%s.%s", first, second);
  g_autofree char *signature = NULL;
  g_autofree char *token = NULL;

  make_signer (&signer, 1);
  accept_signer (self, 1);
  signature = sign_input (&signer, input);
  token = g_strdup_printf ("%s..%s\n", first, signature);
  seal_fixture_write (self, "log.csv", payload, -1);
  seal_fixture_write (self, "log.csv.jws", token, -1);
  seal_fixture_write (self, "gone.csv.jws", token, -1);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
  g_assert_cmpint (seal_fixture_protection (self, "jws", "log.csv", 1), ==, RC_VERDICT_VALID);
  g_assert_cmpuint (seal_fixture_count (self, RC_EXCEPTION_SIGNATURE_INVALID), ==, 0);
}

static void
test_detached_changed (SealFixture   *self,
                       gconstpointer  data)
{
  Signer signer;
  g_autofree char *first = encode (HEADER);
  g_autofree char *second = encode ("one");
  g_autofree char *input = g_strdup_printf ("%s.%s", first, second);
  g_autofree char *signature = NULL;
  g_autofree char *token = NULL;

  make_signer (&signer, 1);
  accept_signer (self, 1);
  signature = sign_input (&signer, input);
  token = g_strdup_printf ("%s..%s", first, signature);
  seal_fixture_write (self, "token", "two", -1);
  assert_seal (judge_text (self, token), "INVALID", "signature");
}

static void
test_detached_absent (SealFixture   *self,
                      gconstpointer  data)
{
  Signer signer;
  g_autofree char *first = encode (HEADER);
  g_autofree char *signature = NULL;
  g_autofree char *token = NULL;

  make_signer (&signer, 1);
  signature = sign_input (&signer, first);
  token = g_strdup_printf ("%s..%s", first, signature);
  assert_seal (judge_text (self, token), "INCOMPLETE", "payload-withheld");
}

/* --- A log of tokens --- */

static void
test_log (SealFixture   *self,
          gconstpointer  data)
{
  Signer signer;
  g_autoptr (GString) text = g_string_new (NULL);
  const RcSeal *seal;

  make_signer (&signer, 1);
  accept_signer (self, 1);
  for (guint i = 1; i <= 6; i++)
    {
      g_autofree char *claims = g_strdup_printf ("{\"number\":%u}", i);
      g_autofree char *token = make_token (&signer, HEADER, claims);

      if (i == 3)
        strchr (token, '.')[5] ^= 1;
      if (i == 5)
        token[strlen (token) - 1] = '=';
      g_string_append_printf (text, "%s\n%s", token, i == 2 ? "\n" : "");
    }
  seal = judge_text (self, text->str);
  g_assert_cmpuint (seal_fixture_count_seals (self, "jws"), ==, 1);
  assert_seal (seal, "INVALID", "signature");
  g_assert_cmpint (seal->total, ==, 6);
  g_assert_cmpint (seal->checked, ==, 4);
  g_assert_true (seal_fixture_has_note (seal, "4 of 6 tokens"));
  g_assert_cmpint (seal_fixture_protection (self, "jws", "token.jws", 1), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_protection (self, "jws", "token.jws", 2), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_protection (self, "jws", "token.jws", 3), ==, RC_VERDICT_UNSIGNED);
  g_assert_cmpint (seal_fixture_protection (self, "jws", "token.jws", 4), ==, RC_VERDICT_INVALID);
  g_assert_cmpint (seal_fixture_protection (self, "jws", "token.jws", 5), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_protection (self, "jws", "token.jws", 6), ==, RC_VERDICT_MALFORMED);
  g_assert_cmpint (seal_fixture_protection (self, "jws", "token.jws", 7), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_exception (self, RC_EXCEPTION_SIGNATURE_INVALID)->record, ==, 4);
  g_assert_cmpint (seal_fixture_exception (self, RC_EXCEPTION_SEAL_MALFORMED)->record, ==, 6);
}

/* --- What is none --- */

static void
test_others (void)
{
  static const char * const texts[] = {
    "", ".", "..", "a.b.c", "eyJhbGciOiJFZERTQSJ9", "{}", "[]", "{\"payload\":\"e30\"}",
    "{\"payload\":\"e30\",\"payloadType\":\"x\",\"signatures\":[{\"sig\":\"AA\",\"signature\":\"AA\",\"protected\":\"eyJ\"}]}",
    /* {"alg":"RSA-OAEP","enc":"A256GCM"}, an encrypted token */
    "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.AA.AA.AA.AA",
    "{\"event\":\"x\",\"protected\":true,\"signature\":\"AA\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (RcJws) jws = NULL;
      const char *fault = NULL;

      g_test_message ("%s", texts[i]);
      g_assert_false (rc_jws_is (texts[i], strlen (texts[i]), TRUE));
      g_assert_cmpint (rc_jws_parse (texts[i], strlen (texts[i]), &jws, &fault), ==, RC_JWS_ANOTHER);
    }
}

static void
check_mutations (const char   *text,
                 const Signer *signer)
{
  g_autoptr (RcPublicKey) key = rc_public_key_new_ed25519 (signer->public_key);
  gsize length = strlen (text);

  for (gsize i = 0; i < 2 * length; i++)
    {
      gboolean is_cut = i >= length;
      gsize at = i % length;
      g_autofree char *changed = g_memdup2 (text, length);
      g_autoptr (RcJws) jws = NULL;
      const char *fault = NULL;

      if (!is_cut)
        changed[at] ^= (char) (1u << (at % 8));
      if (rc_jws_parse (changed, is_cut ? at : length, &jws, &fault) != RC_JWS_READ)
        continue;
      for (guint j = 0; j < jws->signatures->len; j++)
        g_assert_cmpint (rc_jws_verify (jws, g_ptr_array_index (jws->signatures, j), key, NULL), !=, RC_SIGNATURE_FITS);
    }
}

static void
test_mutations (void)
{
  Signer signer;
  g_autofree char *token = NULL;
  g_autofree char *json = NULL;
  g_auto (GStrv) parts = NULL;

  make_signer (&signer, 1);
  token = make_token (&signer, HEADER, CLAIMS);
  check_mutations (token, &signer);
  parts = g_strsplit (token, ".", 3);
  json = g_strdup_printf ("{\"payload\":\"%s\",\"protected\":\"%s\",\"signature\":\"%s\"}", parts[1], parts[0], parts[2]);
  check_mutations (json, &signer);
}

/* --- Key files --- */

static void
test_key_files (void)
{
  static const struct { const char *text; const char *refusal; } refused[] = {
    { "{\"kty\":\"oct\",\"k\":\"AAAA\"}", "shared secret" },
    { "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}", "shared secret" },
    { "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\",\"d\":\"AA\"}", "private key" },
    { "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"}", NULL },
    { "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURp\"}", NULL },
    { "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}", NULL },
    { "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\",\"use\":\"enc\"}", NULL },
    { "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\",\"alg\":\"RS256\"}", NULL },
    { "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\",\"key_ops\":[\"sign\"]}", NULL },
    { "{\"kty\":\"OKP\",\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}", NULL },
    { "{\"keys\":[]}", NULL },
  };
  static const char good[] = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\",\"kid\":\"k\\u0001\"}";
  g_autoptr (RcAnchor) anchor = rc_anchor_parse (good, strlen (good), NULL);

  g_assert_cmpstr (anchor->kind, ==, "jwk");
  g_assert_cmpuint (strlen (anchor->key_id), ==, 16);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", refused[i].text);
      g_assert_null (rc_anchor_parse (refused[i].text, strlen (refused[i].text), &error));
      g_assert_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_NOT_A_KEY);
      g_assert_true (refused[i].refusal == NULL || strstr (error->message, refused[i].refusal) != NULL);
    }
}

#define ADD(path, data, test) g_test_add (path, SealFixture, data, seal_fixture_set_up, test, seal_fixture_tear_down)
#define ADD_ALL(prefix, cases, test) \
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) \
    { \
      g_autofree char *path = g_strconcat (prefix, cases[i].name, NULL); \
      ADD (path, &cases[i], test); \
    }

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  ADD_ALL ("/jws/header/", header_cases, test_header)
  ADD_ALL ("/jws/key/", key_cases, test_key)
  ADD_ALL ("/jws/json/", json_cases, test_json)
  ADD ("/jws/C34", NULL, test_changed);
  ADD ("/jws/C38", NULL, test_key_beside);
  ADD ("/jws/padded", NULL, test_padded);
  ADD ("/jws/purpose", NULL, test_purpose);
  ADD ("/jws/general", NULL, test_general);
  ADD ("/jws/detached/base64", NULL, test_detached);
  ADD ("/jws/detached/plain", "plain", test_detached);
  ADD ("/jws/detached/changed", NULL, test_detached_changed);
  ADD ("/jws/detached/absent", NULL, test_detached_absent);
  ADD ("/jws/log", NULL, test_log);
  g_test_add_func ("/jws/others", test_others);
  g_test_add_func ("/jws/mutations", test_mutations);
  g_test_add_func ("/jws/key-files", test_key_files);
  return g_test_run ();
}
