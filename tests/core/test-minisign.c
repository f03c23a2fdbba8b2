/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>
#include <sodium.h>

#include "core/seals/minisign-file.h"
#include "core/judgement-store.h"
#include "seal-fixture.h"

#define KEY_NUMBER "01234567"

static GBytes *
read_corpus (const char *path)
{
  const char *root = g_getenv ("RECOUNT_CORPUS");
  g_autofree char *full = root != NULL ? g_build_filename (root, "integrity", path, NULL) : NULL;
  char *text = NULL;
  gsize length = 0;

  if (full == NULL || !g_file_get_contents (full, &text, &length, NULL))
    return NULL;
  return g_bytes_new_take (text, length);
}

/* What the corpus says of each pair of file and signature. */
static const struct
{
  const char     *content;
  const char     *signature;
  const char     *key;
  RcMinisignForm  form;
  gboolean        fits;
  gboolean        comment_fits;
} vectors[] = {
  { "minisign/test", "minisign/test.legacy.minisig", "minisign/minisign.pub", RC_MINISIGN_READ, TRUE, TRUE },
  { "minisign/test", "minisign/test.prehashed.minisig", "minisign/minisign.pub", RC_MINISIGN_READ, TRUE, TRUE },
  { "minisign/Test", "minisign/test.legacy.minisig", "minisign/minisign.pub", RC_MINISIGN_READ, FALSE, TRUE },
  { "minisign/Test", "minisign/test.prehashed.minisig", "minisign/minisign.pub", RC_MINISIGN_READ, FALSE, TRUE },
  { "minisign/test", "minisign/variants/trusted-comment-edited.minisig", "minisign/minisign.pub", RC_MINISIGN_READ, TRUE, FALSE },
  { "minisign/test", "minisign/variants/untrusted-comment-edited.minisig", "minisign/minisign.pub", RC_MINISIGN_READ, TRUE, TRUE },
  { "minisign/test", "minisign/variants/alg-swapped.minisig", "minisign/minisign.pub", RC_MINISIGN_READ, FALSE, TRUE },
  { "minisign/test", "minisign/variants/no-global-signature.minisig", "minisign/minisign.pub", RC_MINISIGN_MALFORMED, FALSE, FALSE },
  { "minisign/test", "minisign/variants/crlf.minisig", "minisign/minisign.pub", RC_MINISIGN_READ, TRUE, TRUE },
  { "minisign/test", "minisign/minisign.pub", "minisign/minisign.pub", RC_MINISIGN_ANOTHER, FALSE, FALSE },
  { "signify/orders.txt", "signify/orders.txt.sig", "signify/regresskey.pub", RC_MINISIGN_READ, TRUE, TRUE },
  { "signify/forgery.txt", "signify/forgery.txt.sig", "signify/regresskey.pub", RC_MINISIGN_READ, FALSE, TRUE },
  { "signify/SHA256.sig", "signify/SHA256.sig", "signify/signifyportable.pub", RC_MINISIGN_READ, TRUE, TRUE },
};

static void
check_vector (guint   i,
              GBytes *content,
              GBytes *signature,
              GBytes *key)
{
  g_autoptr (RcMinisignFile) file = NULL;
  g_autoptr (RcAnchor) anchor = NULL;
  g_auto (RcMinisignContent) read = { NULL, 0 };
  g_autoptr (RcStream) stream = NULL;
  g_autoptr (GBytes) signed_bytes = NULL;
  g_autoptr (GError) error = NULL;
  const char *fault = NULL;
  RcMinisignForm form;

  anchor = rc_anchor_parse (g_bytes_get_data (key, NULL), g_bytes_get_size (key), &error);
  g_assert_no_error (error);
  form = rc_minisign_file_parse (g_bytes_get_data (signature, NULL), g_bytes_get_size (signature), vectors[i].signature, &file,
                                 &fault);
  g_assert_cmpint (form, ==, vectors[i].form);
  g_assert_true ((fault != NULL) == (form == RC_MINISIGN_MALFORMED));
  if (form != RC_MINISIGN_READ)
    return;

  signed_bytes = g_bytes_new_from_bytes (content, file->embedded, g_bytes_get_size (content) - file->embedded);
  stream = rc_stream_new_memory (signed_bytes);
  g_assert_true (rc_minisign_content_read (file, stream, g_bytes_get_size (signed_bytes), &read, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (file->key_number, ==, anchor->key_number);
  g_assert_cmpint (rc_minisign_file_fits (file, &read, rc_public_key_peek_ed25519 (anchor->key)), ==, vectors[i].fits);
  g_assert_cmpint (rc_minisign_file_comment_fits (file, rc_public_key_peek_ed25519 (anchor->key)), ==, vectors[i].comment_fits);
}

static void
test_corpus (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr (GBytes) content = read_corpus (vectors[i].content);
      g_autoptr (GBytes) signature = read_corpus (vectors[i].signature);
      g_autoptr (GBytes) key = read_corpus (vectors[i].key);

      if (content == NULL || signature == NULL || key == NULL)
        {
          g_test_skip ("the corpus is not here (RECOUNT_CORPUS)");
          return;
        }
      g_test_message ("%s", vectors[i].signature);
      check_vector (i, content, signature, key);
    }
}

/* --- A signer of its own, so that every line can be spoiled --- */

typedef struct
{
  guint8 public_key[32];
  guint8 secret_key[64];
} Signer;

static void
make_signer (Signer *signer)
{
  guint8 seed[32];

  memset (seed, 7, sizeof seed);
  g_assert_cmpint (crypto_sign_seed_keypair (signer->public_key, signer->secret_key, seed), ==, 0);
}

static char *
encode (const guint8 *bytes,
        gsize         length)
{
  return g_base64_encode (bytes, length);
}

static char *
sign (const Signer *signer,
      const char   *content,
      const char   *comment)
{
  guint8 line[74] = "ED" KEY_NUMBER;
  guint8 hash[64], global[64];
  g_autofree guint8 *message = g_malloc (64 + strlen (comment));
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  crypto_generichash_blake2b (hash, sizeof hash, (const guint8 *) content, strlen (content), NULL, 0);
  crypto_sign_detached (line + 10, NULL, hash, sizeof hash, signer->secret_key);
  memcpy (message, line + 10, 64);
  memcpy (message + 64, comment, strlen (comment));
  crypto_sign_detached (global, NULL, message, 64 + strlen (comment), signer->secret_key);
  first = encode (line, sizeof line);
  second = encode (global, sizeof global);
  return g_strdup_printf ("untrusted comment: x\n%s\ntrusted comment: %s\n%s\n", first, comment, second);
}

static RcMinisignForm
parse (const char      *text,
       RcMinisignFile **out_file)
{
  const char *fault = NULL;

  return rc_minisign_file_parse (text, strlen (text), "x.minisig", out_file, &fault);
}

static void
test_own (void)
{
  const char *content = "a decision";
  Signer signer;
  g_autoptr (RcMinisignFile) file = NULL;
  g_auto (RcMinisignContent) read = { NULL, 0 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (content, strlen (content));
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  g_autofree char *text = NULL;
  guint8 other[32];

  make_signer (&signer);
  text = sign (&signer, content, "timestamp:1775001600\tfile:x");
  g_assert_cmpint (parse (text, &file), ==, RC_MINISIGN_READ);
  g_assert_true (rc_minisign_content_read (file, stream, strlen (content), &read, NULL));
  g_assert_true (rc_minisign_file_fits (file, &read, signer.public_key));
  g_assert_true (rc_minisign_file_comment_fits (file, signer.public_key));
  g_assert_cmpint (rc_minisign_file_claimed_time (file), ==, G_GINT64_CONSTANT (1775001600000000));

  memcpy (other, signer.public_key, sizeof other);
  other[3] ^= 1;
  g_assert_false (rc_minisign_file_fits (file, &read, other));
  read.bytes[0] ^= 1;
  g_assert_false (rc_minisign_file_fits (file, &read, signer.public_key));
}

static void
test_malformed (void)
{
  static const char * const spoiled[] = {
    "untrusted comment: x",
    "untrusted comment: x\n",
    "untrusted comment: x\nnot base64!\n",
    "untrusted comment: x\nRWQ=\n",
    "untrusted comment: x\r\n\r\n",
  };
  Signer signer;
  g_autofree char *good = NULL;
  g_auto (GStrv) lines = NULL;
  RcMinisignFile *file = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (spoiled); i++)
    g_assert_cmpint (parse (spoiled[i], &file), ==, RC_MINISIGN_MALFORMED);
  g_assert_cmpint (parse ("", &file), ==, RC_MINISIGN_ANOTHER);
  g_assert_cmpint (parse ("{\"a\":1}\n", &file), ==, RC_MINISIGN_ANOTHER);

  make_signer (&signer);
  good = sign (&signer, "x", "y");
  lines = g_strsplit (good, "\n", -1);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *text = NULL;

      switch (i)
        {
        case 0:
          text = g_strdup_printf ("%s\n%s\n%s\n", lines[0], lines[1], lines[2]);
          break;
        case 1:
          text = g_strdup_printf ("%s\n%s\n%s\n%s\nmore\n", lines[0], lines[1], lines[2], lines[3]);
          break;
        case 2:
          text = g_strdup_printf ("%s\n%s\ntrusted comment: a\rb\n%s\n", lines[0], lines[1], lines[3]);
          break;
        case 3:
          text = g_strdup_printf ("%s\n%s\n%s\n%.80s\n", lines[0], lines[1], lines[2], lines[3]);
          break;
        default:
          text = g_strdup_printf ("%s\n%s\n%s\n %s\n", lines[0], lines[1], lines[2], lines[3]);
          break;
        }
      g_assert_cmpint (parse (text, &file), ==, RC_MINISIGN_MALFORMED);
    }
  g_assert_null (file);
}

/* Every prefix of a signature is something, and none of it is read as a whole one. */
static void
test_cut (void)
{
  Signer signer;
  g_autofree char *good = NULL;

  make_signer (&signer);
  good = sign (&signer, "x", "timestamp:1");
  for (gsize length = 0; length < strlen (good) - 1; length++)
    {
      g_autofree char *text = g_strndup (good, length);
      RcMinisignFile *file = NULL;

      g_assert_cmpint (parse (text, &file), !=, RC_MINISIGN_READ);
      g_assert_null (file);
    }
}

/* --- Signatures in a case --- */

#define COMMENT "timestamp:1775001600\tfile:log.jsonl"

static void
judge (SealFixture *fixture)
{
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
}

static void
write_signed (SealFixture *fixture)
{
  seal_fixture_write (fixture, "a/log.jsonl", "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n", -1);
  seal_fixture_sign (fixture, "a/log.jsonl", COMMENT, 1);
}

/* What somebody else needs to check it again is kept with the judgement. */
static void
assert_proof (SealFixture  *fixture,
              const RcSeal *seal)
{
  RcDatabase *database = rc_case_get_database (fixture->case_file);
  g_autofree char *hex = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n", -1);
  g_autoptr (RcJudgement) kept = NULL;
  g_autoptr (GError) error = NULL;
  const RcSealProof *proof;

  g_assert_nonnull (seal->proof);
  g_assert_true (rc_case_begin (fixture->case_file, &error));
  g_assert_true (rc_judgement_save (fixture->judgement, database, &error));
  kept = rc_judgement_load (database, &error);
  rc_case_rollback (fixture->case_file);
  g_assert_no_error (error);

  proof = ((const RcSeal *) kept->seals->pdata[0])->proof;
  g_assert_cmpstr (proof->algorithm, ==, "Ed25519");
  g_assert_cmpstr (proof->signed_sha256, ==, hex);
  g_assert_cmpstr (proof->key_fingerprint, ==, seal->proof->key_fingerprint);
  g_assert_cmpint (proof->anchor, ==, 2);
  g_assert_cmpint (proof->time_us, ==, RC_TIME_NONE);
  g_assert_null (proof->time_by);
}

static void
test_valid (SealFixture   *fixture,
            gconstpointer  data)
{
  const RcSeal *seal;

  write_signed (fixture);
  seal_fixture_trust (fixture, 2, "any", RC_TIME_NONE, RC_TIME_NONE);
  seal_fixture_trust (fixture, 1, "files", RC_TIME_NONE, RC_TIME_NONE);
  judge (fixture);

  g_assert_cmpuint (fixture->judgement->seals->len, ==, 1);
  seal = seal_fixture_seal (fixture, "minisign", 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->checked, ==, 1);
  g_assert_cmpint (seal->total, ==, 1);
  g_assert_cmpint (g_array_index (seal->sources, gint64, 0), ==, seal_fixture_source (fixture, "a/log.jsonl"));
  g_assert_true (seal_fixture_has_note (seal, "the signer claims 2026-04-01T00:00:00Z"));
  g_assert_true (seal_fixture_has_note (seal, "Test Bank (fictitious)"));
  g_assert_false (seal_fixture_has_note (seal, "a test"));   /* the untrusted comment */
  assert_proof (fixture, seal);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 0);
  g_assert_cmpint (seal_fixture_protection (fixture, "minisign", "a/log.jsonl", 3), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_protection (fixture, "minisign", "a/log.jsonl.minisig", 1), ==, RC_VERDICT_UNSIGNED);
}

static void
test_altered (SealFixture   *fixture,
              gconstpointer  data)
{
  const RcException *exception;
  const RcSeal *seal;

  write_signed (fixture);
  seal_fixture_write (fixture, "a/log.jsonl", "{\"n\":1}\n{\"n\":2}\n{\"n\":4}\n", -1);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "minisign", 0);
  g_assert_cmpint (seal->signature, ==, RC_VERDICT_INVALID);
  g_assert_cmpstr (seal->reason, ==, "signature");
  g_assert_cmpint (seal->checked, ==, 0);
  g_assert_null (seal->proof);
  exception = seal_fixture_exception (fixture, RC_EXCEPTION_SIGNATURE_INVALID);
  g_assert_cmpint (exception->source, ==, seal_fixture_source (fixture, "a/log.jsonl"));
  g_assert_cmpint (exception->record, ==, 1);
  g_assert_cmpint (seal_fixture_protection (fixture, "minisign", "a/log.jsonl", 1), ==, RC_VERDICT_INVALID);
}

static void
test_key_missing (SealFixture   *fixture,
                  gconstpointer  data)
{
  const RcSeal *seal;

  write_signed (fixture);
  seal_fixture_trust (fixture, 2, "any", RC_TIME_NONE, RC_TIME_NONE);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "minisign", 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_cmpstr (seal->reason, ==, "key-missing");
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_KEY_UNKNOWN)->source, ==,
                   seal_fixture_source (fixture, "a/log.jsonl"));
  g_assert_cmpint (seal_fixture_protection (fixture, "minisign", "a/log.jsonl", 1), ==, RC_VERDICT_UNVERIFIABLE);
}

/* A key that came with the evidence shows that nothing changed since, and not who signed. */
static void
test_key_in_bundle (SealFixture   *fixture,
                    gconstpointer  data)
{
  const RcSeal *seal;

  write_signed (fixture);
  seal_fixture_write_key (fixture, "keys/release.pub", 1);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "minisign", 0);
  g_assert_cmpint (seal->signature, ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_cmpstr (seal->reason, ==, "key-in-bundle-only");
  g_assert_true (seal_fixture_has_note (seal, "keys/release.pub"));
  g_assert_nonnull (seal_fixture_exception (fixture, RC_EXCEPTION_KEY_IN_BUNDLE_ONLY));
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 1);
}

/* The bundle was signed anew under another key with the same number (C38, C39). */
static void
test_key_number_forged (SealFixture   *fixture,
                        gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree guchar *signature = NULL;
  g_autofree char *base64 = NULL;
  g_autofree char *forged = NULL;
  gsize length;

  write_signed (fixture);
  seal_fixture_sign (fixture, "a/log.jsonl", COMMENT, 2);
  path = g_build_filename (fixture->folder, "evidence/a/log.jsonl.minisig", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  signature = g_base64_decode (lines[1], &length);
  signature[2] = 1;   /* the number of the accepted key */
  base64 = g_base64_encode (signature, length);
  forged = g_strdup_printf ("%s\n%s\n%s\n%s\n", lines[0], base64, lines[2], lines[3]);
  seal_fixture_write (fixture, "a/log.jsonl.minisig", forged, -1);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  judge (fixture);
  g_assert_cmpint (seal_fixture_seal (fixture, "minisign", 0)->signature, ==, RC_VERDICT_INVALID);
  g_assert_nonnull (seal_fixture_exception (fixture, RC_EXCEPTION_SIGNATURE_INVALID));
}

static void
test_comment_edited (SealFixture   *fixture,
                     gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *edited = NULL;
  const RcSeal *seal;

  write_signed (fixture);
  path = g_build_filename (fixture->folder, "evidence/a/log.jsonl.minisig", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  parts = g_strsplit (text, "1775001600", 2);
  edited = g_strjoinv ("1700000000", parts);
  seal_fixture_write (fixture, "a/log.jsonl.minisig", edited, -1);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "minisign", 0);
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->signature, ==, RC_VERDICT_INVALID);
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_SIGNATURE_INVALID)->source, ==,
                   seal_fixture_source (fixture, "a/log.jsonl.minisig"));
}

static void
test_absent (SealFixture   *fixture,
             gconstpointer  data)
{
  g_autofree char *path = NULL;
  const RcSeal *seal;

  write_signed (fixture);
  path = g_build_filename (fixture->folder, "evidence/a/log.jsonl", NULL);
  g_assert_cmpint (g_remove (path), ==, 0);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "minisign", 0);
  g_assert_cmpint (seal->completeness, ==, RC_VERDICT_INCOMPLETE);
  g_assert_cmpint (seal->signature, ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_nonnull (seal_fixture_exception (fixture, RC_EXCEPTION_LISTED_ABSENT));
}

static void
test_malformed_in_case (SealFixture   *fixture,
                        gconstpointer  data)
{
  seal_fixture_write (fixture, "log.jsonl", "{}\n", -1);
  seal_fixture_write (fixture, "log.jsonl.minisig", "untrusted comment: x\nRWQ=\n", -1);
  judge (fixture);
  g_assert_cmpint (seal_fixture_seal (fixture, "minisign", 0)->integrity, ==, RC_VERDICT_MALFORMED);
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_SEAL_MALFORMED)->source, ==,
                   seal_fixture_source (fixture, "log.jsonl.minisig"));
}

#define DAY G_TIME_SPAN_DAY

/* When it was signed only the signer says; the key's time is compared with now and with that claim (integrity.md 3.4). */
static void
test_time (SealFixture   *fixture,
           gconstpointer  data)
{
  static const struct
  {
    gint64    from;         /* days from the claimed time */
    gint64    to;
    gboolean  to_now;
    RcVerdict anchor;
  } times[] = {
    { -10, 10, FALSE, RC_VERDICT_UNVERIFIABLE },     /* in date when signed, as the signer claims; since then out of date */
    { -20, -10, FALSE, RC_VERDICT_UNVERIFIABLE },
    { 10, 0, TRUE, RC_VERDICT_UNVERIFIABLE },        /* by the signer's own words signed before the key was in date */
    { -10, 0, TRUE, RC_VERDICT_VALID },
  };
  guint i = GPOINTER_TO_UINT (data);
  gint64 claimed = g_get_real_time () / G_USEC_PER_SEC * G_USEC_PER_SEC - 100 * DAY;
  g_autofree char *comment = g_strdup_printf ("timestamp:%" G_GINT64_FORMAT, claimed / G_USEC_PER_SEC);

  seal_fixture_write (fixture, "x", "content\n", -1);
  seal_fixture_sign (fixture, "x", comment, 1);
  seal_fixture_trust (fixture, 1, "any", claimed + times[i].from * DAY,
                      times[i].to_now ? claimed + 200 * DAY : claimed + times[i].to * DAY);
  judge (fixture);
  g_assert_cmpint (seal_fixture_seal (fixture, "minisign", 0)->signature, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_seal (fixture, "minisign", 0)->anchor, ==, times[i].anchor);
  g_assert_cmpstr (seal_fixture_seal (fixture, "minisign", 0)->reason, ==,
                   times[i].anchor == RC_VERDICT_VALID ? NULL : "time-not-established");
}

/* The file comes again, changed, beside the signature that did not change. */
static void
test_delivered_again (SealFixture   *fixture,
                      gconstpointer  data)
{
  write_signed (fixture);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  seal_fixture_import (fixture);
  seal_fixture_write (fixture, "a/log.jsonl", "{\"n\":9}\n", -1);
  judge (fixture);
  g_assert_cmpuint (seal_fixture_count_seals (fixture, "minisign"), ==, 2);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "minisign", 0)), ==, RC_VERDICT_VALID);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "minisign", 1)), ==, RC_VERDICT_INVALID);
}

/* signify -e: the signed text follows the signature in one file, and is a list of digests. */
static void
test_embedded (SealFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (GBytes) list = read_corpus ("signify/SHA256.sig");
  g_autoptr (GBytes) key = read_corpus ("signify/signifyportable.pub");
  g_autofree char *path = g_build_filename (fixture->folder, "k.pub", NULL);
  g_autoptr (GError) error = NULL;
  const RcSeal *seal;

  if (list == NULL || key == NULL)
    {
      g_test_skip ("the corpus is not here (RECOUNT_CORPUS)");
      return;
    }
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (key, NULL), (gssize) g_bytes_get_size (key), NULL));
  rc_trust_add (fixture->case_file, path, "signify portable", "any", RC_TIME_NONE, RC_TIME_NONE, NULL, &error);
  g_assert_no_error (error);
  seal_fixture_write (fixture, "SHA256.sig", g_bytes_get_data (list, NULL), (gssize) g_bytes_get_size (list));
  judge (fixture);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "signify", 0)), ==, RC_VERDICT_VALID);
  seal = seal_fixture_seal (fixture, "digest-list", 0);
  g_assert_cmpint (seal->signature, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->completeness, ==, RC_VERDICT_INCOMPLETE);
  g_assert_nonnull (seal_fixture_exception (fixture, RC_EXCEPTION_LISTED_ABSENT));
}

#define ADD(name, function, data) g_test_add ("/minisign/" name, SealFixture, data, seal_fixture_set_up, function, \
                                              seal_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  g_test_add_func ("/minisign/corpus", test_corpus);
  g_test_add_func ("/minisign/own", test_own);
  g_test_add_func ("/minisign/malformed", test_malformed);
  g_test_add_func ("/minisign/cut", test_cut);
  ADD ("case/valid", test_valid, NULL);
  ADD ("case/altered", test_altered, NULL);
  ADD ("case/key-missing", test_key_missing, NULL);
  ADD ("case/key-in-bundle", test_key_in_bundle, NULL);
  ADD ("case/key-number-forged", test_key_number_forged, NULL);
  ADD ("case/comment-edited", test_comment_edited, NULL);
  ADD ("case/absent", test_absent, NULL);
  ADD ("case/malformed", test_malformed_in_case, NULL);
  ADD ("case/time-0", test_time, GUINT_TO_POINTER (0));
  ADD ("case/time-1", test_time, GUINT_TO_POINTER (1));
  ADD ("case/time-2", test_time, GUINT_TO_POINTER (2));
  ADD ("case/time-3", test_time, GUINT_TO_POINTER (3));
  ADD ("case/delivered-again", test_delivered_again, NULL);
  ADD ("case/embedded", test_embedded, NULL);
  return g_test_run ();
}
