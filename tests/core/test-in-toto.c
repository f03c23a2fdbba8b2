/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/seals/in-toto-statement.h"
#include "envelope-fixture.h"

#define SLSA_V1 "https://slsa.dev/provenance/v1"
#define STATEMENT_V1 "https://in-toto.io/Statement/v1"
#define FILE_NAME "model.bin"
#define CONTENT "weights"

/* --- Payloads --- */

static char *
make_digest (GChecksumType  type,
             const char    *content)
{
  return g_compute_checksum_for_string (type, content, -1);
}

static char *
make_statement (const char *digests,
                const char *predicate_type,
                const char *predicate)
{
  return g_strdup_printf ("{\"_type\":\"" STATEMENT_V1 "\",\"subject\":[{\"name\":\"" FILE_NAME "\",\"digest\":{%s}}],"
                          "\"predicateType\":\"%s\",\"predicate\":%s}", digests, predicate_type, predicate);
}

static char *
make_statement_over (const char *content,
                     const char *predicate_type,
                     const char *predicate)
{
  g_autofree char *hex = make_digest (G_CHECKSUM_SHA256, content);
  g_autofree char *digests = g_strdup_printf ("\"sha256\":\"%s\"", hex);

  return make_statement (digests, predicate_type, predicate);
}

/* Signs, accepts the key for @purpose, and judges. */
static void
judge_statement (SealFixture *self,
                 const char  *payload,
                 const char  *purpose,
                 const char  *identity)
{
  g_autoptr (CertificateMaker) key = envelope_new_key ("signer");
  g_autofree char *envelope = envelope_make_signed (key, RC_IN_TOTO_PAYLOAD_TYPE, payload);

  seal_fixture_write (self, FILE_NAME, CONTENT, -1);
  seal_fixture_write (self, "statement.json", envelope, -1);
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

/* --- Statements --- */

static void
test_subject (SealFixture   *self,
              gconstpointer  data)
{
  g_autofree char *payload = make_statement_over (CONTENT, "https://example.org/x", "{}");

  judge_statement (self, payload, "statements", NULL);
  check (self, RC_VERDICT_VALID, NULL);
  g_assert_cmpint (seal_fixture_protection (self, "dsse", FILE_NAME, 1), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_seal (self, "dsse", 0)->checked, ==, 1);
}

/* A name decides nothing: the file of that name is another one. */
static void
test_namesake (SealFixture   *self,
               gconstpointer  data)
{
  g_autofree char *payload = make_statement_over ("other weights", "https://example.org/x", "{}");
  const RcException *exception;

  judge_statement (self, payload, "statements", NULL);
  check (self, RC_VERDICT_INCOMPLETE, NULL);
  g_assert_cmpint (seal_fixture_protection (self, "dsse", FILE_NAME, 1), ==, RC_VERDICT_UNSIGNED);
  g_assert_cmpint (seal_fixture_protection (self, "dsse", "statement.json", 1), ==, RC_VERDICT_VALID);
  exception = seal_fixture_exception (self, RC_EXCEPTION_LISTED_ABSENT);
  g_assert_nonnull (exception);
  g_assert_nonnull (strstr (exception->message, "has other bytes"));
}

static void
test_long_digest (SealFixture   *self,
                  gconstpointer  data)
{
  g_autofree char *hex = make_digest (G_CHECKSUM_SHA512, CONTENT);
  g_autofree char *digests = g_strdup_printf ("\"sha512\":\"%s\"", hex);
  g_autofree char *payload = make_statement (digests, "https://example.org/x", "{}");

  judge_statement (self, payload, "statements", NULL);
  check (self, RC_VERDICT_VALID, NULL);
  g_assert_cmpint (seal_fixture_protection (self, "dsse", FILE_NAME, 1), ==, RC_VERDICT_VALID);
}

static void
test_weak_digest (SealFixture   *self,
                  gconstpointer  data)
{
  g_autofree char *hex = make_digest (G_CHECKSUM_SHA1, CONTENT);
  g_autofree char *digests = g_strdup_printf ("\"sha1\":\"%s\"", hex);
  g_autofree char *payload = make_statement (digests, "https://example.org/x", "{}");

  judge_statement (self, payload, "statements", NULL);
  check (self, RC_VERDICT_WEAK, NULL);
}

static void
test_unknown_digest (SealFixture   *self,
                     gconstpointer  data)
{
  g_autofree char *payload = make_statement ("\"gitCommit\":\"0123\"", "https://example.org/x", "{}");

  judge_statement (self, payload, "statements", NULL);
  check (self, RC_VERDICT_UNVERIFIABLE, "algorithm-unsupported");
}

/* --- Provenance --- */

#define PREDICATE "{\"buildDefinition\":{\"buildType\":\"https://example.org/build\",\"externalParameters\":{\"ref\":\"main\"}," \
                  "\"resolvedDependencies\":[{},{}]},\"runDetails\":{\"builder\":{\"id\":\"https://example.org/builder\"}}}"
#define PREDICATE_V02 "{\"builder\":{\"id\":\"https://example.org/builder\"},\"buildType\":\"https://example.org/build\"," \
                      "\"materials\":[{}]}"

static void
test_builder (SealFixture   *self,
              gconstpointer  data)
{
  g_autofree char *payload = make_statement_over (CONTENT, SLSA_V1, PREDICATE);
  const RcSeal *seal;

  judge_statement (self, payload, "builds", "builder=https://example.org/builder");
  check (self, RC_VERDICT_VALID, NULL);
  seal = seal_fixture_seal (self, "dsse", 0);
  g_assert_true (envelope_has_note (seal, "Builder: https://example.org/builder"));
  g_assert_true (envelope_has_note (seal, "Build type: https://example.org/build"));
  g_assert_true (envelope_has_note (seal, "2 resolved dependencies"));
  g_assert_true (envelope_has_note (seal, "{\"ref\":\"main\"}"));
  g_assert_false (envelope_has_note (seal, "only a claim"));
}

static void
test_other_builder (SealFixture   *self,
                    gconstpointer  data)
{
  g_autofree char *payload = make_statement_over (CONTENT, SLSA_V1, PREDICATE);

  judge_statement (self, payload, "builds", "builder=https://example.org/other");
  check (self, RC_VERDICT_INVALID, "identity");
  g_assert_cmpint (seal_fixture_protection (self, "dsse", FILE_NAME, 1), ==, RC_VERDICT_INVALID);
}

static void
test_claimed_builder (SealFixture   *self,
                      gconstpointer  data)
{
  g_autofree char *payload = make_statement_over (CONTENT, "https://slsa.dev/provenance/v0.2", PREDICATE_V02);

  judge_statement (self, payload, "builds", NULL);
  check (self, RC_VERDICT_VALID, NULL);
  g_assert_true (envelope_has_note (seal_fixture_seal (self, "dsse", 0), "only a claim"));
  g_assert_true (envelope_has_note (seal_fixture_seal (self, "dsse", 0), "1 materials"));
}

/* A key that was accepted for statements of another kind is none for builds. */
static void
test_purpose (SealFixture   *self,
              gconstpointer  data)
{
  g_autofree char *payload = make_statement_over (CONTENT, SLSA_V1, PREDICATE);

  judge_statement (self, payload, "statements", NULL);
  check (self, RC_VERDICT_UNVERIFIABLE, "key-missing");
}

/* --- Not readable --- */

static void
test_ambiguous_statement (SealFixture   *self,
                          gconstpointer  data)
{
  g_autofree char *payload = make_statement_over (CONTENT, "https://example.org/x", "{\"a\":1,\"a\":2}");

  judge_statement (self, payload, "statements", NULL);
  check (self, RC_VERDICT_AMBIGUOUS, "format");
  g_assert_cmpint (seal_fixture_protection (self, "dsse", FILE_NAME, 1), ==, RC_VERDICT_UNSIGNED);
}

static void
test_spoiled_statement (SealFixture   *self,
                        gconstpointer  data)
{
  judge_statement (self, "{\"_type\":\"" STATEMENT_V1 "\",\"subject\":[],\"predicateType\":\"x\"}", "statements", NULL);
  check (self, RC_VERDICT_MALFORMED, "format");
}

static void
test_statement_mutations (void)
{
  g_autofree char *text = make_statement_over (CONTENT, SLSA_V1, PREDICATE);
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    {
      for (guint bit = 0; bit <= 8; bit++)
        {
          g_autofree char *changed = g_memdup2 (text, length);
          g_autoptr (GBytes) bytes = NULL;
          g_autoptr (RcInTotoStatement) statement = NULL;
          const char *fault = NULL;

          if (bit < 8)
            changed[i] = (char) (changed[i] ^ (1 << bit));
          bytes = g_bytes_new (changed, bit < 8 ? length : i);
          if (rc_in_toto_statement_parse (bytes, &statement, &fault) == RC_IN_TOTO_READ)
            g_assert_cmpuint (statement->subjects->len, ==, 1);
          else
            g_assert_null (statement);
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

  ADD ("/in-toto/subject", test_subject);
  ADD ("/in-toto/namesake", test_namesake);
  ADD ("/in-toto/long-digest", test_long_digest);
  ADD ("/in-toto/weak-digest", test_weak_digest);
  ADD ("/in-toto/unknown-digest", test_unknown_digest);
  ADD ("/in-toto/builder", test_builder);
  ADD ("/in-toto/C49/other-builder", test_other_builder);
  ADD ("/in-toto/claimed-builder", test_claimed_builder);
  ADD ("/in-toto/purpose", test_purpose);
  ADD ("/in-toto/C27/ambiguous", test_ambiguous_statement);
  ADD ("/in-toto/spoiled", test_spoiled_statement);
  g_test_add_func ("/in-toto/mutations", test_statement_mutations);

  return g_test_run ();
}
