/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <sodium.h>

#include "core/base64.h"
#include "core/seals/oms-statement.h"
#include "core/seals/oms.h"
#include "envelope-fixture.h"

#define MEDIA_TYPE "application/vnd.dev.sigstore.bundle.v0.3+json"
#define PREDICATE "https://model_signing/signature/v1.0"
#define FIRST "weights of the first layer"
#define SECOND "weights of the second layer"
#define FIRST_BYTES 26

/* --- Making models --- */

/* A statement while it is put together: resources in their order, and the digest of their digests. */
typedef struct
{
  GString  *resources;
  RcHasher *hasher;
} Maker;

static Maker *
maker_new (void)
{
  Maker *self = g_new0 (Maker, 1);

  self->resources = g_string_new (NULL);
  self->hasher = rc_hasher_new ();
  return self;
}

static void
add_digest (Maker        *self,
            const char   *name,
            const char   *algorithm,
            const guint8 *digest,
            gsize         length)
{
  g_autofree char *hex = rc_bytes_dup_hex (digest, length);

  rc_hasher_update (self->hasher, digest, length);
  g_string_append_printf (self->resources, "%s{\"name\":\"%s\",\"algorithm\":\"%s\",\"digest\":\"%s\"}",
                          self->resources->len > 0 ? "," : "", name, algorithm, hex);
}

static void
add (Maker      *self,
     const char *name,
     const char *content,
     gsize       length)
{
  RcDigest digest;

  rc_digest_compute (content, length, &digest);
  add_digest (self, name, "sha256", digest.bytes, sizeof digest.bytes);
}

/* @serialisation: further members, each with a comma before it. */
static char *
maker_finish (Maker      *self,
              const char *method,
              const char *hash_type,
              const char *serialisation,
              const char *predicate_type)
{
  char hex[RC_DIGEST_HEX_SIZE];
  RcDigest root;
  char *text;

  rc_hasher_finish (self->hasher, &root);
  rc_digest_to_hex (&root, hex);
  text = g_strdup_printf ("{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"model\",\"digest\":{\"sha256\":\"%s\"}}],"
                          "\"predicateType\":\"%s\",\"predicate\":{\"serialization\":{\"method\":\"%s\",\"hash_type\":\"%s\"%s},"
                          "\"resources\":[%s]}}", hex, predicate_type, method, hash_type, serialisation, self->resources->str);
  g_string_free (self->resources, TRUE);
  rc_hasher_free (self->hasher);
  g_free (self);
  return text;
}

static char *
make_plain (void)
{
  Maker *maker = maker_new ();

  add (maker, "first.bin", FIRST, strlen (FIRST));
  add (maker, "deep/second.bin", SECOND, strlen (SECOND));
  return maker_finish (maker, "files", "sha256", "", PREDICATE);
}

static void
write_files (SealFixture *self)
{
  seal_fixture_write (self, "first.bin", FIRST, -1);
  seal_fixture_write (self, "deep/second.bin", SECOND, -1);
}

static char *
make_bundle (const CertificateMaker *signer,
             const char             *material,
             const char             *statement)
{
  g_autofree char *envelope = envelope_make_signed (signer, RC_IN_TOTO_PAYLOAD_TYPE, statement);

  return g_strdup_printf ("{\"mediaType\":\"" MEDIA_TYPE "\",\"verificationMaterial\":{%s,\"tlogEntries\":[]},\"dsseEnvelope\":%s}", material,
                          envelope);
}

static char *
make_key_material (const CertificateMaker *signer)
{
  g_autofree char *pem = envelope_dup_key (signer);
  g_autofree char *hint = g_compute_checksum_for_string (G_CHECKSUM_SHA256, pem, -1);

  return g_strdup_printf ("\"publicKey\":{\"hint\":\"%s\"}", hint);
}

static char *
make_certificate_material (const CertificateMaker *signer)
{
  GBytes *der = rc_certificate_get_der (signer->certificate);
  g_autofree char *base64 = rc_base64_encode (g_bytes_get_data (der, NULL), g_bytes_get_size (der));

  return g_strdup_printf ("\"x509CertificateChain\":{\"certificates\":[{\"rawBytes\":\"%s\"}]}", base64);
}

/* Signs with a key that is accepted, and judges. */
static void
judge (SealFixture *self,
       const char  *statement)
{
  g_autoptr (CertificateMaker) key = envelope_new_key ("signer");
  g_autofree char *material = make_key_material (key);
  g_autofree char *bundle = make_bundle (key, material, statement);

  seal_fixture_write (self, "model.sig", bundle, -1);
  envelope_accept_key (self, key, "models", NULL);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
}

static void
judge_files (SealFixture *self,
             const char  *statement)
{
  write_files (self);
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
  g_autofree char *statement = make_plain ();

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
  g_autofree char *statement = make_plain ();

  write_files (self);
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
  g_autofree char *statement = make_plain ();

  seal_fixture_write (self, "first.bin", FIRST, -1);
  judge (self, statement);
  check (self, RC_VERDICT_INCOMPLETE, NULL);
  g_assert_nonnull (seal_fixture_exception (self, RC_EXCEPTION_LISTED_ABSENT));
}

static void
test_extra (SealFixture   *self,
            gconstpointer  data)
{
  g_autofree char *statement = make_plain ();

  seal_fixture_write (self, "deep/extra.bin", "more", -1);
  judge_files (self, statement);
  check (self, RC_VERDICT_NOT_COVERED, NULL);
  g_assert_nonnull (seal_fixture_exception (self, RC_EXCEPTION_NOT_LISTED));
}

static void
test_swapped (SealFixture   *self,
              gconstpointer  data)
{
  g_autofree char *statement = make_plain ();

  seal_fixture_write (self, "first.bin", SECOND, -1);
  seal_fixture_write (self, "deep/second.bin", FIRST, -1);
  judge (self, statement);
  check (self, RC_VERDICT_INVALID, "digest");
  g_assert_cmpuint (seal_fixture_count (self, RC_EXCEPTION_DIGEST_MISMATCH), ==, 2);
}

/* C50: the signature stands, and what the signer left out is named: a folder with all below it, and nothing that merely begins alike. */
static void
test_ignored (SealFixture   *self,
              gconstpointer  data)
{
  Maker *maker = maker_new ();
  g_autofree char *statement = NULL;

  add (maker, "first.bin", FIRST, strlen (FIRST));
  add (maker, "deep/second.bin", SECOND, strlen (SECOND));
  statement = maker_finish (maker, "files", "sha256", ",\"ignore_paths\":[\"notes\",\"model.sig\",\"gone\"]", PREDICATE);
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
  Maker *maker = maker_new ();
  g_autofree char *statement = NULL;

  add (maker, "first.bin", FIRST, strlen (FIRST));
  statement = maker_finish (maker, "files", "sha256", ",\"ignore_paths\":[\"notes\"]", PREDICATE);
  seal_fixture_write (self, "first.bin", FIRST, -1);
  seal_fixture_write (self, "notes-of-mine.txt", "a", -1);
  judge (self, statement);
  check (self, RC_VERDICT_NOT_COVERED, NULL);
}

/* C06 */
static void
test_path (SealFixture   *self,
           gconstpointer  data)
{
  Maker *maker = maker_new ();
  g_autofree char *statement = NULL;

  add (maker, "../../etc/passwd", FIRST, strlen (FIRST));
  add (maker, "first.bin", FIRST, strlen (FIRST));
  statement = maker_finish (maker, "files", "sha256", "", PREDICATE);
  seal_fixture_write (self, "first.bin", FIRST, -1);
  judge (self, statement);
  check (self, RC_VERDICT_INVALID, "path");
  g_assert_nonnull (seal_fixture_exception (self, RC_EXCEPTION_PATH_REFUSED));
}

/* C05 */
static void
test_listed_twice (SealFixture   *self,
                   gconstpointer  data)
{
  Maker *maker = maker_new ();
  g_autofree char *statement = NULL;

  add (maker, "first.bin", FIRST, strlen (FIRST));
  add (maker, "first.bin", SECOND, strlen (SECOND));
  statement = maker_finish (maker, "files", "sha256", "", PREDICATE);
  judge_files (self, statement);
  g_assert_cmpint (seal_fixture_seal (self, "oms", 0)->integrity, ==, RC_VERDICT_AMBIGUOUS);
  g_assert_nonnull (seal_fixture_exception (self, RC_EXCEPTION_LIST_AMBIGUOUS));
}

/* The list was changed, and signed again without its own digest. */
static void
test_root (SealFixture   *self,
           gconstpointer  data)
{
  g_autofree char *statement = make_plain ();
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
  Maker *maker = maker_new ();
  g_autofree char *statement = NULL;
  guint8 digest[64];

  crypto_generichash_blake2b (digest, sizeof digest, (const guint8 *) FIRST, strlen (FIRST), NULL, 0);
  add_digest (maker, "first.bin", "blake2b", digest, sizeof digest);
  statement = maker_finish (maker, "files", "blake2b", "", PREDICATE);
  seal_fixture_write (self, "first.bin", FIRST, -1);
  judge (self, statement);
  check (self, RC_VERDICT_VALID, NULL);
}

static void
test_blake3 (SealFixture   *self,
             gconstpointer  data)
{
  Maker *maker = maker_new ();
  g_autofree char *statement = NULL;
  guint8 digest[32] = { 1 };

  add_digest (maker, "first.bin", "blake3", digest, sizeof digest);
  statement = maker_finish (maker, "files", "blake3", "", PREDICATE);
  seal_fixture_write (self, "first.bin", FIRST, -1);
  judge (self, statement);
  check (self, RC_VERDICT_UNVERIFIABLE, "algorithm-unsupported");
  g_assert_cmpint (seal_fixture_seal (self, "oms", 0)->signature, ==, RC_VERDICT_VALID);
}

static void
judge_ranges (SealFixture *self,
              const guint  ranges[][2],
              guint        n_ranges)
{
  Maker *maker = maker_new ();
  g_autofree char *statement = NULL;

  for (guint i = 0; i < n_ranges; i++)
    {
      g_autofree char *name = g_strdup_printf ("first.bin:%u:%u", ranges[i][0], ranges[i][1]);
      guint end = MIN (ranges[i][1], FIRST_BYTES);

      add (maker, name, &FIRST[ranges[i][0]], end - ranges[i][0]);
    }
  statement = maker_finish (maker, "shards", "sha256", ",\"shard_size\":10", PREDICATE);
  seal_fixture_write (self, "first.bin", FIRST, -1);
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
test_range_behind (SealFixture   *self,
                   gconstpointer  data)
{
  static const guint ranges[][2] = { { 0, 10 }, { 10, FIRST_BYTES + 1 } };

  judge_ranges (self, ranges, G_N_ELEMENTS (ranges));
  check (self, RC_VERDICT_INVALID, "digest");
}

/* --- Signers --- */

static void
judge_certificate (SealFixture            *self,
                   const CertificateMaker *root,
                   const CertificateWish  *wish,
                   gboolean                accept,
                   const char             *statement,
                   const char             *signed_statement)
{
  g_autoptr (CertificateMaker) signer = certificate_maker_new ("signer", root, wish);
  g_autofree char *material = make_certificate_material (signer);
  g_autofree char *bundle = make_bundle (signer, material, signed_statement);
  g_autofree char *other = make_bundle (signer, material, statement);
  g_autofree char *pem = certificate_maker_pem (root);
  RcAnchorTerms terms = RC_ANCHOR_TERMS_INIT;

  /* The signature of one statement in the bundle of another. */
  if (strcmp (statement, signed_statement) != 0)
    {
      const char *sig = strstr (bundle, "\"signatures\"");
      char *place = strstr (other, "\"signatures\"");
      g_autofree char *mixed = g_strdup_printf ("%.*s%s", (int) (place - other), other, sig);

      seal_fixture_write (self, "model.sig", mixed, -1);
    }
  else
    seal_fixture_write (self, "model.sig", bundle, -1);

  if (accept)
    envelope_accept (self, pem, &terms);
  write_files (self);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
}

static const CertificateWish wish_root = { .is_ca = TRUE };
static const CertificateWish wish_valid = { .to = "20391231235959Z" };
static const CertificateWish wish_expired = { .from = "20240101000000Z", .to = "20240201000000Z" };

static void
test_certificate (SealFixture   *self,
                  gconstpointer  data)
{
  g_autoptr (CertificateMaker) root = certificate_maker_new ("root", NULL, &wish_root);
  g_autofree char *statement = make_plain ();

  judge_certificate (self, root, &wish_valid, TRUE, statement, statement);
  check (self, RC_VERDICT_VALID, NULL);
  g_assert_true (envelope_has_note (seal_fixture_seal (self, "oms", 0), "CN=signer"));
}

/* C60 */
static void
test_certificate_expired (SealFixture   *self,
                          gconstpointer  data)
{
  g_autoptr (CertificateMaker) root = certificate_maker_new ("root", NULL, &wish_root);
  g_autofree char *statement = make_plain ();

  judge_certificate (self, root, &wish_expired, TRUE, statement, statement);
  check (self, RC_VERDICT_UNVERIFIABLE, "time-not-established");
}

static void
test_certificate_unknown (SealFixture   *self,
                          gconstpointer  data)
{
  g_autoptr (CertificateMaker) root = certificate_maker_new ("root", NULL, &wish_root);
  g_autofree char *statement = make_plain ();

  judge_certificate (self, root, &wish_valid, FALSE, statement, statement);
  check (self, RC_VERDICT_UNVERIFIABLE, "chain-untrusted");
  g_assert_cmpint (seal_fixture_protection (self, "oms", "first.bin", 1), ==, RC_VERDICT_UNVERIFIABLE);
}

/* C34 */
static void
test_certificate_forged (SealFixture   *self,
                         gconstpointer  data)
{
  g_autoptr (CertificateMaker) root = certificate_maker_new ("root", NULL, &wish_root);
  g_autofree char *statement = make_plain ();
  g_autofree char *padded = g_strconcat (statement, " ", NULL);

  judge_certificate (self, root, &wish_valid, TRUE, padded, statement);
  check (self, RC_VERDICT_INVALID, "signature");
  g_assert_cmpint (seal_fixture_protection (self, "oms", "first.bin", 1), ==, RC_VERDICT_UNSIGNED);
}

/* C39: the bundle names the accepted key, and another one signed. */
static void
test_key_hint (SealFixture   *self,
               gconstpointer  data)
{
  g_autoptr (CertificateMaker) accepted = envelope_new_key ("accepted");
  g_autoptr (CertificateMaker) signer = envelope_new_key ("signer");
  g_autofree char *material = make_key_material (accepted);
  g_autofree char *statement = make_plain ();
  g_autofree char *bundle = make_bundle (signer, material, statement);

  write_files (self);
  seal_fixture_write (self, "model.sig", bundle, -1);
  envelope_accept_key (self, accepted, NULL, NULL);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
  check (self, RC_VERDICT_INVALID, "signature");
}

/* C40 */
static void
test_key_missing (SealFixture   *self,
                  gconstpointer  data)
{
  g_autoptr (CertificateMaker) signer = envelope_new_key ("signer");
  g_autofree char *material = make_key_material (signer);
  g_autofree char *statement = make_plain ();
  g_autofree char *bundle = make_bundle (signer, material, statement);

  write_files (self);
  seal_fixture_write (self, "model.sig", bundle, -1);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
  check (self, RC_VERDICT_UNVERIFIABLE, "key-missing");
  g_assert_cmpint (seal_fixture_seal (self, "oms", 0)->integrity, ==, RC_VERDICT_VALID);
}

/* --- What is not readable, or not judged --- */

static void
test_legacy (SealFixture   *self,
             gconstpointer  data)
{
  Maker *maker = maker_new ();
  g_autofree char *statement = NULL;

  add (maker, "first.bin", FIRST, strlen (FIRST));
  statement = maker_finish (maker, "files", "sha256", "", "https://model_signing/Digests/v0.1");
  seal_fixture_write (self, "first.bin", FIRST, -1);
  judge (self, statement);
  check (self, RC_VERDICT_UNVERIFIABLE, "format-unsupported");
  g_assert_true (envelope_has_note (seal_fixture_seal (self, "oms", 0), "before 1.0"));
}

static void
test_malformed_statement (SealFixture   *self,
                          gconstpointer  data)
{
  Maker *maker = maker_new ();
  g_autofree char *statement = NULL;

  add (maker, "first.bin", FIRST, strlen (FIRST));
  statement = maker_finish (maker, "something", "sha256", "", PREDICATE);
  judge_files (self, statement);
  check (self, RC_VERDICT_MALFORMED, "format");
}

static void
test_malformed_bundle (SealFixture   *self,
                       gconstpointer  data)
{
  g_autoptr (CertificateMaker) signer = envelope_new_key ("signer");
  g_autofree char *statement = make_plain ();
  g_autofree char *bundle = make_bundle (signer, "\"publicKey\":{},\"certificate\":{}", statement);

  write_files (self);
  seal_fixture_write (self, "model.sig", bundle, -1);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
  check (self, RC_VERDICT_MALFORMED, "format");
}

static void
test_mutations (void)
{
  g_autofree char *text = make_plain ();
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
  g_autofree char *material = make_key_material (signer);
  g_autofree char *statement = make_plain ();
  g_autofree char *bundle = make_bundle (signer, material, statement);
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
  ADD ("/oms/range-behind", test_range_behind);
  ADD ("/oms/certificate", test_certificate);
  ADD ("/oms/C60/certificate-expired", test_certificate_expired);
  ADD ("/oms/certificate-unknown", test_certificate_unknown);
  ADD ("/oms/C34/certificate-forged", test_certificate_forged);
  ADD ("/oms/C39/key-hint", test_key_hint);
  ADD ("/oms/C40/key-missing", test_key_missing);
  ADD ("/oms/legacy", test_legacy);
  ADD ("/oms/malformed-statement", test_malformed_statement);
  ADD ("/oms/malformed-bundle", test_malformed_bundle);
  g_test_add_func ("/oms/mutations", test_mutations);
  g_test_add_func ("/oms/recognise", test_recognise);

  return g_test_run ();
}
