/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <sodium.h>

#include "core/seals/oms-statement.h"
#include "core/seals/oms.h"
#include "model-fixture.h"

#define FIRST_BYTES 26

/* Signs with a key that is accepted, and judges. */
static void
judge (SealFixture *self,
       const char  *statement)
{
  g_autoptr (CertificateMaker) key = envelope_new_key ("signer");
  g_autofree char *material = model_make_key_material (key);
  g_autofree char *bundle = model_make_bundle (key, material, statement);

  seal_fixture_write (self, "model.sig", bundle, -1);
  envelope_accept_key (self, key, "models", NULL);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
}

static void
judge_files (SealFixture *self,
             const char  *statement)
{
  model_write_files (self);
  judge (self, statement);
}

static void
check (SealFixture *self,
       RcVerdict    worst,
       const char  *reason)
{
  g_assert_cmpuint (seal_fixture_count_seals (self, "oms"), ==, 1);
  g_assert_cmpuint (seal_fixture_count_seals (self, "sigstore"), ==, 0);
  envelope_check_seal (self, "oms", 0, worst, reason);
}

/* --- Files --- */

static void
test_files (SealFixture   *self,
            gconstpointer  data)
{
  g_autofree char *statement = model_make_plain ();

  judge_files (self, statement);
  check (self, RC_VERDICT_VALID, NULL);
  g_assert_cmpint (seal_fixture_seal (self, "oms", 0)->checked, ==, 2);
  g_assert_cmpint (seal_fixture_seal (self, "oms", 0)->total, ==, 2);
  g_assert_cmpint (seal_fixture_protection (self, "oms", "deep/second.bin", 1), ==, RC_VERDICT_VALID);
  g_assert_cmpuint (seal_fixture_count (self, NULL), ==, 0);
}

static void
test_modified (SealFixture   *self,
               gconstpointer  data)
{
  g_autofree char *statement = model_make_plain ();

  model_write_files (self);
  seal_fixture_write (self, "first.bin", "other weights", -1);
  judge (self, statement);
  check (self, RC_VERDICT_INVALID, "digest");
  g_assert_cmpint (seal_fixture_seal (self, "oms", 0)->checked, ==, 1);
  g_assert_cmpint (seal_fixture_seal (self, "oms", 0)->signature, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_protection (self, "oms", "first.bin", 1), ==, RC_VERDICT_INVALID);
  g_assert_cmpint (seal_fixture_protection (self, "oms", "deep/second.bin", 1), ==, RC_VERDICT_VALID);
  g_assert_nonnull (seal_fixture_exception (self, RC_EXCEPTION_DIGEST_MISMATCH));
}

static void
test_missing (SealFixture   *self,
              gconstpointer  data)
{
  g_autofree char *statement = model_make_plain ();

  seal_fixture_write (self, "first.bin", MODEL_FIRST, -1);
  judge (self, statement);
  check (self, RC_VERDICT_INCOMPLETE, NULL);
  g_assert_nonnull (seal_fixture_exception (self, RC_EXCEPTION_LISTED_ABSENT));
}

static void
test_extra (SealFixture   *self,
            gconstpointer  data)
{
  g_autofree char *statement = model_make_plain ();

  seal_fixture_write (self, "deep/extra.bin", "more", -1);
  judge_files (self, statement);
  check (self, RC_VERDICT_NOT_COVERED, NULL);
  g_assert_nonnull (seal_fixture_exception (self, RC_EXCEPTION_NOT_LISTED));
}

static void
test_swapped (SealFixture   *self,
              gconstpointer  data)
{
  g_autofree char *statement = model_make_plain ();

  seal_fixture_write (self, "first.bin", MODEL_SECOND, -1);
  seal_fixture_write (self, "deep/second.bin", MODEL_FIRST, -1);
  judge (self, statement);
  check (self, RC_VERDICT_INVALID, "digest");
  g_assert_cmpuint (seal_fixture_count (self, RC_EXCEPTION_DIGEST_MISMATCH), ==, 2);
}

/* C50: the signature stands, and what the signer left out is named: a folder with all below it, and nothing that merely begins alike. */
static void
test_ignored (SealFixture   *self,
              gconstpointer  data)
{
  ModelMaker *maker = model_maker_new ();
  g_autofree char *statement = NULL;

  model_maker_add (maker, "first.bin", MODEL_FIRST, strlen (MODEL_FIRST));
  model_maker_add (maker, "deep/second.bin", MODEL_SECOND, strlen (MODEL_SECOND));
  statement = model_maker_finish (maker, "files", "sha256", ",\"ignore_paths\":[\"notes\",\"model.sig\",\"gone\"]", MODEL_PREDICATE);
  seal_fixture_write (self, "notes/a.txt", "a", -1);
  seal_fixture_write (self, "notes/b.txt", "b", -1);
  judge_files (self, statement);
  check (self, RC_VERDICT_VALID, NULL);
  g_assert_true (envelope_has_note (seal_fixture_seal (self, "oms", 0), "NOT_COVERED: the signer left out “notes” (2 files received)"));
  g_assert_false (envelope_has_note (seal_fixture_seal (self, "oms", 0), "“gone”"));
  g_assert_nonnull (seal_fixture_exception (self, RC_EXCEPTION_NOT_LISTED));
}

static void
test_ignored_prefix (SealFixture   *self,
                     gconstpointer  data)
{
  ModelMaker *maker = model_maker_new ();
  g_autofree char *statement = NULL;

  model_maker_add (maker, "first.bin", MODEL_FIRST, strlen (MODEL_FIRST));
  statement = model_maker_finish (maker, "files", "sha256", ",\"ignore_paths\":[\"notes\"]", MODEL_PREDICATE);
  seal_fixture_write (self, "first.bin", MODEL_FIRST, -1);
  seal_fixture_write (self, "notes-of-mine.txt", "a", -1);
  judge (self, statement);
  check (self, RC_VERDICT_NOT_COVERED, NULL);
}

/* C06 */
static void
test_path (SealFixture   *self,
           gconstpointer  data)
{
  ModelMaker *maker = model_maker_new ();
  g_autofree char *statement = NULL;

  model_maker_add (maker, "../../etc/passwd", MODEL_FIRST, strlen (MODEL_FIRST));
  model_maker_add (maker, "first.bin", MODEL_FIRST, strlen (MODEL_FIRST));
  statement = model_maker_finish (maker, "files", "sha256", "", MODEL_PREDICATE);
  seal_fixture_write (self, "first.bin", MODEL_FIRST, -1);
  judge (self, statement);
  check (self, RC_VERDICT_INVALID, "path");
  g_assert_nonnull (seal_fixture_exception (self, RC_EXCEPTION_PATH_REFUSED));
}

/* C05 */
static void
test_listed_twice (SealFixture   *self,
                   gconstpointer  data)
{
  ModelMaker *maker = model_maker_new ();
  g_autofree char *statement = NULL;

  model_maker_add (maker, "first.bin", MODEL_FIRST, strlen (MODEL_FIRST));
  model_maker_add (maker, "first.bin", MODEL_SECOND, strlen (MODEL_SECOND));
  statement = model_maker_finish (maker, "files", "sha256", "", MODEL_PREDICATE);
  judge_files (self, statement);
  g_assert_cmpint (seal_fixture_seal (self, "oms", 0)->integrity, ==, RC_VERDICT_AMBIGUOUS);
  g_assert_nonnull (seal_fixture_exception (self, RC_EXCEPTION_LIST_AMBIGUOUS));
}

/* The list was changed, and signed again without its own digest. */
static void
test_root (SealFixture   *self,
           gconstpointer  data)
{
  g_autofree char *statement = model_make_plain ();
  char *digest = strstr (statement, "\"sha256\":\"") + strlen ("\"sha256\":\"");

  digest[0] = digest[0] == '0' ? '1' : '0';
  judge_files (self, statement);
  check (self, RC_VERDICT_INVALID, "digest");
}

/* --- Hashes and ranges --- */

static void
test_blake2b (SealFixture   *self,
              gconstpointer  data)
{
  ModelMaker *maker = model_maker_new ();
  g_autofree char *statement = NULL;
  guint8 digest[64];

  crypto_generichash_blake2b (digest, sizeof digest, (const guint8 *) MODEL_FIRST, strlen (MODEL_FIRST), NULL, 0);
  model_maker_add_digest (maker, "first.bin", "blake2b", digest, sizeof digest);
  statement = model_maker_finish (maker, "files", "blake2b", "", MODEL_PREDICATE);
  seal_fixture_write (self, "first.bin", MODEL_FIRST, -1);
  judge (self, statement);
  check (self, RC_VERDICT_VALID, NULL);
}

static void
test_blake3 (SealFixture   *self,
             gconstpointer  data)
{
  ModelMaker *maker = model_maker_new ();
  g_autofree char *statement = NULL;
  guint8 digest[32] = { 1 };

  model_maker_add_digest (maker, "first.bin", "blake3", digest, sizeof digest);
  statement = model_maker_finish (maker, "files", "blake3", "", MODEL_PREDICATE);
  seal_fixture_write (self, "first.bin", MODEL_FIRST, -1);
  judge (self, statement);
  check (self, RC_VERDICT_UNVERIFIABLE, "algorithm-unsupported");
  g_assert_cmpint (seal_fixture_seal (self, "oms", 0)->signature, ==, RC_VERDICT_VALID);
}

static void
judge_ranges (SealFixture *self,
              const guint  ranges[][2],
              guint        n_ranges)
{
  ModelMaker *maker = model_maker_new ();
  g_autofree char *statement = NULL;

  for (guint i = 0; i < n_ranges; i++)
    {
      g_autofree char *name = g_strdup_printf ("first.bin:%u:%u", ranges[i][0], ranges[i][1]);
      guint end = MIN (ranges[i][1], FIRST_BYTES);

      model_maker_add (maker, name, &MODEL_FIRST[ranges[i][0]], end - ranges[i][0]);
    }
  statement = model_maker_finish (maker, "shards", "sha256", ",\"shard_size\":10", MODEL_PREDICATE);
  seal_fixture_write (self, "first.bin", MODEL_FIRST, -1);
  judge (self, statement);
}

static void
test_ranges (SealFixture   *self,
             gconstpointer  data)
{
  static const guint ranges[][2] = { { 10, 20 }, { 0, 10 }, { 20, FIRST_BYTES } };

  judge_ranges (self, ranges, G_N_ELEMENTS (ranges));
  check (self, RC_VERDICT_VALID, NULL);
  g_assert_cmpint (seal_fixture_seal (self, "oms", 0)->total, ==, 1);
}

static void
test_range_missing (SealFixture   *self,
                    gconstpointer  data)
{
  static const guint ranges[][2] = { { 0, 10 }, { 20, FIRST_BYTES } };

  judge_ranges (self, ranges, G_N_ELEMENTS (ranges));
  check (self, RC_VERDICT_NOT_COVERED, NULL);
  g_assert_cmpstr (seal_fixture_exception (self, RC_EXCEPTION_NOT_LISTED)->found, ==, "signed without a hole to byte 10");
}

static void
test_range_overlap (SealFixture   *self,
                    gconstpointer  data)
{
  static const guint ranges[][2] = { { 0, 10 }, { 9, FIRST_BYTES } };

  judge_ranges (self, ranges, G_N_ELEMENTS (ranges));
  g_assert_cmpint (seal_fixture_seal (self, "oms", 0)->integrity, ==, RC_VERDICT_AMBIGUOUS);
}

static void
test_range_behind (SealFixture   *self,
                   gconstpointer  data)
{
  static const guint ranges[][2] = { { 0, 10 }, { 10, FIRST_BYTES + 1 } };

  judge_ranges (self, ranges, G_N_ELEMENTS (ranges));
  check (self, RC_VERDICT_INVALID, "digest");
}

/* --- What is not readable, or not judged --- */

static void
test_legacy (SealFixture   *self,
             gconstpointer  data)
{
  ModelMaker *maker = model_maker_new ();
  g_autofree char *statement = NULL;

  model_maker_add (maker, "first.bin", MODEL_FIRST, strlen (MODEL_FIRST));
  statement = model_maker_finish (maker, "files", "sha256", "", "https://model_signing/Digests/v0.1");
  seal_fixture_write (self, "first.bin", MODEL_FIRST, -1);
  judge (self, statement);
  check (self, RC_VERDICT_UNVERIFIABLE, "format-unsupported");
  g_assert_true (envelope_has_note (seal_fixture_seal (self, "oms", 0), "before 1.0"));
}

static void
test_malformed_statement (SealFixture   *self,
                          gconstpointer  data)
{
  ModelMaker *maker = model_maker_new ();
  g_autofree char *statement = NULL;

  model_maker_add (maker, "first.bin", MODEL_FIRST, strlen (MODEL_FIRST));
  statement = model_maker_finish (maker, "something", "sha256", "", MODEL_PREDICATE);
  judge_files (self, statement);
  check (self, RC_VERDICT_MALFORMED, "format");
}

static void
test_malformed_bundle (SealFixture   *self,
                       gconstpointer  data)
{
  g_autoptr (CertificateMaker) signer = envelope_new_key ("signer");
  g_autofree char *statement = model_make_plain ();
  g_autofree char *bundle = model_make_bundle (signer, "\"publicKey\":{},\"certificate\":{}", statement);

  model_write_files (self);
  seal_fixture_write (self, "model.sig", bundle, -1);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
  check (self, RC_VERDICT_MALFORMED, "format");
}

static void
test_mutations (void)
{
  g_autofree char *text = model_make_plain ();
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    {
      for (guint bit = 0; bit <= 8; bit++)
        {
          g_autofree char *changed = g_memdup2 (text, length);
          g_autoptr (RcInTotoStatement) statement = NULL;
          g_autoptr (RcOmsStatement) model = NULL;
          g_autoptr (GBytes) bytes = NULL;
          const char *fault = NULL;

          if (bit < 8)
            changed[i] = (char) (changed[i] ^ (1 << bit));
          bytes = g_bytes_new (changed, bit < 8 ? length : i);
          if (rc_in_toto_statement_parse (bytes, &statement, &fault) != RC_IN_TOTO_READ)
            continue;
          model = rc_oms_statement_read (statement, &fault);
          g_assert_true (model != NULL || fault != NULL);
        }
    }
}

/* A bundle may be cut anywhere where it is only looked at. */
static void
test_recognise (void)
{
  g_autoptr (CertificateMaker) signer = envelope_new_key ("signer");
  g_autofree char *material = model_make_key_material (signer);
  g_autofree char *statement = model_make_plain ();
  g_autofree char *bundle = model_make_bundle (signer, material, statement);
  g_autofree char *lines = g_strdup_printf ("%s\n%s\n", bundle, bundle);
  guint n_recognised = 0;

  for (gsize i = 0; i <= strlen (bundle); i++)
    {
      g_autofree char *cut = g_memdup2 (bundle, i + 1);

      n_recognised += rc_oms_recognise (cut, i);
    }
  g_assert_true (rc_oms_recognise (bundle, strlen (bundle)));
  g_assert_false (rc_oms_recognise (lines, strlen (lines)));
  g_assert_cmpuint (n_recognised, >, 100);
}

#define ADD(path, function) \
  g_test_add (path, SealFixture, NULL, seal_fixture_set_up, function, seal_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);

  ADD ("/oms/files", test_files);
  ADD ("/oms/C01/modified", test_modified);
  ADD ("/oms/C02/missing", test_missing);
  ADD ("/oms/C03/extra", test_extra);
  ADD ("/oms/C04/swapped", test_swapped);
  ADD ("/oms/C05/listed-twice", test_listed_twice);
  ADD ("/oms/C06/path", test_path);
  ADD ("/oms/C50/ignored", test_ignored);
  ADD ("/oms/C50/ignored-prefix", test_ignored_prefix);
  ADD ("/oms/root", test_root);
  ADD ("/oms/blake2b", test_blake2b);
  ADD ("/oms/blake3", test_blake3);
  ADD ("/oms/ranges", test_ranges);
  ADD ("/oms/range-missing", test_range_missing);
  ADD ("/oms/range-overlap", test_range_overlap);
  ADD ("/oms/range-behind", test_range_behind);
  ADD ("/oms/legacy", test_legacy);
  ADD ("/oms/malformed-statement", test_malformed_statement);
  ADD ("/oms/malformed-bundle", test_malformed_bundle);
  g_test_add_func ("/oms/mutations", test_mutations);
  g_test_add_func ("/oms/recognise", test_recognise);

  return g_test_run ();
}
