/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "cloudtrail-fixture.h"
#include "core/anchors/cloudtrail.h"
#include "core/seals/cloudtrail-digest.h"
#include "core/seals/seal-sources.h"

#define LOG(n) "{\"Records\":[{\"eventID\":\"" n "\"}]}"

static void
add_three (Trail *trail)
{
  trail_add (trail, &(TrailDigest) { .hour = 9, .log = LOG ("a"), .is_first = TRUE });
  trail_add (trail, &(TrailDigest) { .hour = 10 });
  trail_add (trail, &(TrailDigest) { .hour = 11, .log = LOG ("c"), .log_hour = 9 });
}

static void
assert_verdicts (const RcSeal *seal,
                 RcVerdict     integrity,
                 RcVerdict     signature,
                 RcVerdict     anchor,
                 RcVerdict     completeness)
{
  g_assert_cmpstr (rc_verdict_to_code (seal->integrity), ==, rc_verdict_to_code (integrity));
  g_assert_cmpstr (rc_verdict_to_code (seal->signature), ==, rc_verdict_to_code (signature));
  g_assert_cmpstr (rc_verdict_to_code (seal->anchor), ==, rc_verdict_to_code (anchor));
  g_assert_cmpstr (rc_verdict_to_code (seal->completeness), ==, rc_verdict_to_code (completeness));
}

#define V RC_VERDICT_VALID

/* --- Valid --- */

static void
test_holds (Trail         *trail,
            gconstpointer  data)
{
  g_autofree char *log = trail_dup_log_name (9);
  const RcSeal *seal;

  add_three (trail);
  trail_write_metadata (trail, "object-metadata.json");
  trail_trust (trail, trail->key, "cloudtrail");
  seal = trail_judge (trail);
  assert_verdicts (seal, V, V, V, V);
  g_assert_cmpint (seal->checked, ==, 5);
  g_assert_cmpint (seal->total, ==, 5);
  g_assert_true (trail_has_note (seal, "1 digests that hold state that no log files were delivered"));
  g_assert_true (trail_has_note (seal, "1 log files with events older than the hour"));
  g_assert_true (trail_has_note (seal, "END_NOT_PROVEN: digests after 2025-03-10T11:00:00Z"));
  g_assert_false (trail_has_note (seal, "RELOCATED"));
  g_assert_cmpint (seal_fixture_protection (&trail->base, "cloudtrail", log, 1), ==, V);
  g_assert_cmpuint (seal_fixture_count (&trail->base, NULL), ==, 0);
}

/* Digests made later form a chain of their own: no fork of the first one. */
static void
test_backfill (Trail         *trail,
               gconstpointer  data)
{
  add_three (trail);
  trail_add (trail, &(TrailDigest) { .hour = 9, .is_first = TRUE, .ending = "_backfill" });
  trail_write_metadata (trail, "object-metadata.json");
  trail_trust (trail, trail->key, "cloudtrail");
  assert_verdicts (trail_judge (trail), V, V, V, V);
  g_assert_cmpuint (seal_fixture_count_seals (&trail->base, "cloudtrail"), ==, 2);
  g_assert_true (g_str_has_suffix (seal_fixture_seal (&trail->base, "cloudtrail", 1)->name, "(back-filled)"));
  assert_verdicts (seal_fixture_seal (&trail->base, "cloudtrail", 1), V, V, V, V);
}

/* The metadata of one object, as the answer of HeadObject, beside it. */
static void
test_beside (Trail         *trail,
             gconstpointer  data)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  trail_add (trail, &(TrailDigest) { .hour = 9, .log = LOG ("a"), .is_first = TRUE });
  name = g_strdup_printf ("bucket/%s.metadata.json", trail->previous_object);
  text = g_strdup_printf ("{\"ContentLength\": 7, \"Metadata\": {\"signature\": \"%s\", \"signature-algorithm\": \"SHA256withRSA\"}}",
                          trail->previous_signature);
  seal_fixture_write (&trail->base, name, text, -1);
  trail_trust (trail, trail->key, "cloudtrail");
  assert_verdicts (trail_judge (trail), V, V, V, V);
}

/* --- Invalid --- */

static void
test_log_changed (Trail         *trail,
                  gconstpointer  data)
{
  g_autofree char *log = trail_dup_log_name (11);
  const RcSeal *seal;

  add_three (trail);
  seal_fixture_write (&trail->base, log, LOG ("x"), -1);
  trail_write_metadata (trail, "object-metadata.json");
  trail_trust (trail, trail->key, "cloudtrail");
  seal = trail_judge (trail);
  assert_verdicts (seal, RC_VERDICT_INVALID, V, V, V);
  g_assert_cmpstr (seal->reason, ==, "digest");
  g_assert_cmpint (seal->checked, ==, 4);
  g_assert_cmpint (seal_fixture_protection (&trail->base, "cloudtrail", log, 1), ==, RC_VERDICT_INVALID);
  g_assert_nonnull (seal_fixture_exception (&trail->base, RC_EXCEPTION_DIGEST_MISMATCH));
}

/* The accepted list gives the fingerprint to another key. */
static void
test_other_key (Trail         *trail,
                gconstpointer  data)
{
  EVP_PKEY *other = trail_make_key ();
  const RcSeal *seal;

  add_three (trail);
  trail_write_metadata (trail, "object-metadata.json");
  trail_trust (trail, other, "cloudtrail");
  seal = trail_judge (trail);
  EVP_PKEY_free (other);
  assert_verdicts (seal, RC_VERDICT_INVALID, RC_VERDICT_INVALID, RC_VERDICT_INVALID, V);
  g_assert_cmpstr (seal->reason, ==, "signature");
  g_assert_cmpint (seal->checked, ==, 0);
}

/* A digest that was put in the place of another and signed properly: its successor knows better. */
static void
test_replaced (Trail         *trail,
               gconstpointer  data)
{
  const RcSeal *seal;
  g_autofree char *object = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *signature = NULL;

  trail_add (trail, &(TrailDigest) { .hour = 9, .is_first = TRUE });
  object = g_strdup (trail->previous_object);
  hash = g_strdup (trail->previous_hash);
  signature = g_strdup (trail->previous_signature);
  trail_add (trail, &(TrailDigest) { .hour = 10 });

  g_clear_pointer (&trail->previous_object, g_free);
  g_clear_pointer (&trail->previous_signature, g_free);
  g_string_assign (trail->metadata, "{");
  trail_add (trail, &(TrailDigest) { .hour = 9, .log = LOG ("put in"), .is_first = TRUE });
  trail_write_metadata (trail, "object-metadata.json");
  trail_trust (trail, trail->key, "cloudtrail");
  seal = trail_judge (trail);
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_INVALID);
  g_assert_cmpstr (seal->reason, ==, "link");
  g_assert_nonnull (seal_fixture_exception (&trail->base, RC_EXCEPTION_DIGEST_MISMATCH));
}

/* --- Not verifiable, not whole, not readable --- */

static void
test_metadata_lost (Trail         *trail,
                    gconstpointer  data)
{
  g_autofree char *older = trail_dup_log_name (9);
  g_autofree char *newest = trail_dup_log_name (11);
  const RcSeal *seal;

  add_three (trail);
  trail_trust (trail, trail->key, "cloudtrail");
  seal = trail_judge (trail);
  assert_verdicts (seal, V, RC_VERDICT_UNVERIFIABLE, RC_VERDICT_UNVERIFIABLE, V);
  g_assert_cmpstr (seal->reason, ==, "metadata-lost");
  g_assert_cmpint (seal->checked, ==, 3);
  g_assert_true (trail_has_note (seal, "2 digests came without their metadata"));
  g_assert_cmpint (seal_fixture_protection (&trail->base, "cloudtrail", older, 1), ==, V);
  g_assert_cmpint (seal_fixture_protection (&trail->base, "cloudtrail", newest, 1), ==, RC_VERDICT_UNVERIFIABLE);
}

static void
test_key_missing (Trail         *trail,
                  gconstpointer  data)
{
  const RcSeal *seal;

  add_three (trail);
  trail_write_metadata (trail, "object-metadata.json");
  seal = trail_judge (trail);
  assert_verdicts (seal, V, RC_VERDICT_UNVERIFIABLE, RC_VERDICT_UNVERIFIABLE, V);
  g_assert_cmpstr (seal->reason, ==, "key-missing");
  g_assert_nonnull (seal_fixture_exception (&trail->base, RC_EXCEPTION_KEY_UNKNOWN));
}

/* The list gives the key for another year. */
static void
test_key_outside (Trail         *trail,
                  gconstpointer  data)
{
  g_autofree char *text = trail_make_keys (trail->key, TRAIL_FINGERPRINT, "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
  g_autofree char *path = g_build_filename (trail->base.folder, "keys.json", NULL);
  g_autoptr (GError) error = NULL;
  const RcSeal *seal;

  add_three (trail);
  trail_write_metadata (trail, "object-metadata.json");
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (rc_trust_add (trail->base.case_file, path, "AWS (test)", "cloudtrail", RC_TIME_NONE, RC_TIME_NONE, "", &error), >, 0);
  seal = trail_judge (trail);
  assert_verdicts (seal, V, RC_VERDICT_UNVERIFIABLE, RC_VERDICT_UNVERIFIABLE, V);
  g_assert_cmpstr (seal->reason, ==, "time-not-established");
}

static void
test_hour_absent (Trail         *trail,
                  gconstpointer  data)
{
  g_autofree char *object = NULL;
  g_autofree char *path = NULL;
  const RcException *gap, *uncovered;
  const RcSeal *seal;

  trail_add (trail, &(TrailDigest) { .hour = 9, .is_first = TRUE });
  trail_add (trail, &(TrailDigest) { .hour = 10, .log = LOG ("b") });
  object = g_strdup (trail->previous_object);
  trail_add (trail, &(TrailDigest) { .hour = 11 });
  path = g_build_filename (trail->base.folder, "evidence", "bucket", object, NULL);
  g_assert_cmpint (remove (path), ==, 0);
  trail_write_metadata (trail, "object-metadata.json");
  trail_trust (trail, trail->key, "cloudtrail");
  seal = trail_judge (trail);
  assert_verdicts (seal, V, V, V, RC_VERDICT_GAP);
  gap = seal_fixture_exception (&trail->base, RC_EXCEPTION_CHAIN_GAP);
  uncovered = seal_fixture_exception (&trail->base, RC_EXCEPTION_NOT_LISTED);
  g_assert_cmpint (uncovered->caused_by, ==, gap->id);
}

/* An extract: what came before is named, and is no gap. */
static void
test_extract (Trail         *trail,
              gconstpointer  data)
{
  g_autofree char *path = NULL;
  const RcSeal *seal;

  trail_add (trail, &(TrailDigest) { .hour = 9, .is_first = TRUE });
  path = g_build_filename (trail->base.folder, "evidence", "bucket", trail->previous_object, NULL);
  trail_add (trail, &(TrailDigest) { .hour = 10, .log = LOG ("b") });
  g_assert_cmpint (remove (path), ==, 0);
  trail_write_metadata (trail, "object-metadata.json");
  trail_trust (trail, trail->key, "cloudtrail");
  seal = trail_judge (trail);
  assert_verdicts (seal, V, V, V, V);
  g_assert_true (trail_has_note (seal, "PARTIAL"));
}

static void
test_malformed (Trail         *trail,
                gconstpointer  data)
{
  g_autofree char *object = NULL;
  g_autofree char *text = trail_make_digest (trail, &(TrailDigest) { .hour = 9, .is_first = TRUE }, &object);
  g_auto (GStrv) parts = g_strsplit (text, "\"previousDigestHashAlgorithm\":null", 2);
  g_autofree char *half = g_strjoinv ("\"previousDigestHashAlgorithm\":\"SHA-256\"", parts);
  g_auto (GStrv) more = g_strsplit (half, "\"previousDigestS3Object\":null", 2);
  g_autofree char *spoiled = g_strjoinv ("\"previousDigestS3Object\":\"x\"", more);

  seal_fixture_write (&trail->base, "digest.json", spoiled, -1);
  assert_verdicts (trail_judge (trail), RC_VERDICT_MALFORMED, RC_VERDICT_MALFORMED, RC_VERDICT_MALFORMED, V);
  g_assert_nonnull (seal_fixture_exception (&trail->base, RC_EXCEPTION_SEAL_MALFORMED));
}

/* The same member twice: what is signed is one sequence of bytes, but two readers would take different values from it. */
static void
test_ambiguous (Trail         *trail,
                gconstpointer  data)
{
  g_autofree char *object = NULL;
  g_autofree char *text = trail_make_digest (trail, &(TrailDigest) { .hour = 9, .is_first = TRUE }, &object);
  g_autofree char *spoiled = g_strconcat ("{\"digestEndTime\":\"2025-03-10T08:00:00Z\",", text + 1, NULL);

  seal_fixture_write (&trail->base, "digest.json", spoiled, -1);
  g_assert_cmpint (rc_seal_worst (trail_judge (trail)), ==, RC_VERDICT_AMBIGUOUS);
}

static void
test_cts (Trail         *trail,
          gconstpointer  data)
{
  const RcSeal *seal;

  seal_fixture_write (&trail->base, "digest.json",
                      "{\"project_id\":\"p\",\"digest_start_time\":\"2025-03-10-08-00-00\",\"digest_end_time\":"
                      "\"2025-03-10-09-00-00\",\"digest_bucket\":\"b\",\"digest_object\":\"o\",\"log_files\":[]}", -1);
  seal_fixture_import (&trail->base);
  seal_fixture_judge (&trail->base, NULL);
  seal = seal_fixture_seal (&trail->base, "cts-digest", 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_cmpstr (seal->reason, ==, "format-unsupported");
}

/* --- CloudTrail Lake --- */

static void
write_lake (Trail      *trail,
            const char *first,
            const char *second)
{
  g_autofree char *one = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "first result", -1);
  g_autofree char *two = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "second result", -1);
  g_autofree char *message = g_strdup_printf ("%s %s", one, two);
  g_autofree char *signature = trail_sign (trail->key, message);
  g_autofree char *text = g_strdup_printf ("{\"region\":\"eu-central-1\",\"files\":[{\"fileHashValue\":\"%s\",\"fileName\":\"result_1.csv.gz\"}"
                                           ",{\"fileHashValue\":\"%s\",\"fileName\":\"result_2.csv.gz\"}],\"hashAlgorithm\":\"SHA-256\","
                                           "\"signatureAlgorithm\":\"SHA256withRSA\",\"hashSignature\":\"%s\",\"publicKeyFingerprint\":\""
                                           TRAIL_FINGERPRINT "\",\"queryCompleteTime\":\"2025-05-10T22:06:30Z\"}", one, two, signature);

  seal_fixture_write (&trail->base, "result_sign.json", text, -1);
  seal_fixture_write (&trail->base, "result_1.csv.gz", first, -1);
  seal_fixture_write (&trail->base, "result_2.csv.gz", second, -1);
  trail_trust (trail, trail->key, "cloudtrail");
  seal_fixture_import (&trail->base);
  seal_fixture_judge (&trail->base, NULL);
}

static void
test_lake (Trail         *trail,
           gconstpointer  data)
{
  const RcSeal *seal;

  write_lake (trail, "first result", "second result");
  seal = seal_fixture_seal (&trail->base, "cloudtrail-lake", 0);
  assert_verdicts (seal, V, V, V, V);
  g_assert_cmpint (seal->checked, ==, 2);
  g_assert_true (trail_has_note (seal, "are not signed"));
  g_assert_cmpint (seal_fixture_protection (&trail->base, "cloudtrail-lake", "result_2.csv.gz", 1), ==, V);
}

static void
test_lake_changed (Trail         *trail,
                   gconstpointer  data)
{
  const RcSeal *seal;

  write_lake (trail, "first result", "another result");
  seal = seal_fixture_seal (&trail->base, "cloudtrail-lake", 0);
  assert_verdicts (seal, RC_VERDICT_INVALID, V, V, V);
  g_assert_cmpint (seal->checked, ==, 1);
  g_assert_cmpint (seal_fixture_protection (&trail->base, "cloudtrail-lake", "result_1.csv.gz", 1), ==, V);
  g_assert_cmpint (seal_fixture_protection (&trail->base, "cloudtrail-lake", "result_2.csv.gz", 1), ==, RC_VERDICT_INVALID);
}

/* --- Every byte --- */

static gboolean
verifies (const RcPublicKey *key,
          GBytes            *signature,
          const char        *bytes,
          gsize              length)
{
  const char *fault = NULL;
  gsize offset;
  g_autoptr (RcCloudTrailDigest) digest = rc_cloudtrail_digest_parse (bytes, length, TRUE, &fault, &offset);
  g_autoptr (GBytes) message = NULL;
  RcDigest hash;

  g_assert_cmpuint (offset, <=, length);
  if (digest == NULL)
    {
      g_assert_nonnull (fault);
      return FALSE;
    }
  rc_digest_compute (bytes, length, &hash);
  message = rc_cloudtrail_digest_string (digest, &hash);
  return rc_public_key_verify (key, RC_SIGNATURE_RSA_PKCS1, RC_HASH_SHA256, g_bytes_get_data (message, NULL), g_bytes_get_size (message),
                               g_bytes_get_data (signature, NULL), g_bytes_get_size (signature)) == RC_SIGNATURE_FITS;
}

static void
test_every_byte (Trail         *trail,
                 gconstpointer  data)
{
  g_autofree char *keys_text = trail_make_keys (trail->key, TRAIL_FINGERPRINT, "2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z");
  g_autoptr (GPtrArray) keys = rc_cloudtrail_keys_parse (keys_text, strlen (keys_text));
  const RcPublicKey *key = ((const RcCloudTrailKey *) keys->pdata[0])->key;
  TrailDigest digest = { .hour = 10, .log = LOG ("b") };
  g_autoptr (GBytes) signature = NULL;
  g_autofree char *object = NULL;
  g_autofree char *text = NULL;
  g_autofree char *previous = NULL;
  gsize length;

  trail_add (trail, &(TrailDigest) { .hour = 9, .is_first = TRUE });
  text = trail_make_digest (trail, &digest, &object);
  trail_add (trail, &digest);
  signature = rc_cloudtrail_read_signature (trail->previous_signature);
  length = strlen (text);
  g_assert_true (verifies (key, signature, text, length));
  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *copy = g_memdup2 (text, i + 1);
      char kept = text[i];

      g_assert_false (verifies (key, signature, copy, i));
      for (guint bit = 0; bit < 8; bit += 3)
        {
          text[i] = (char) (kept ^ (1 << bit));
          g_assert_false (verifies (key, signature, text, length));
        }
      text[i] = kept;
    }
}

static void
test_every_byte_of_keys (Trail         *trail,
                         gconstpointer  data)
{
  g_autofree char *text = trail_make_keys (trail->key, TRAIL_FINGERPRINT, "2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z");
  gsize length = strlen (text);
  guint n_read = 0;

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *cut = g_memdup2 (text, i + 1);
      g_autoptr (GPtrArray) none = rc_cloudtrail_keys_parse (cut, i);
      g_autoptr (GPtrArray) keys = NULL;
      char kept = text[i];

      g_assert_true (none == NULL || i >= length - 1);
      text[i] = (char) (kept ^ 1);
      keys = rc_cloudtrail_keys_parse (text, length);
      text[i] = kept;
      n_read += keys != NULL;
    }
  g_assert_cmpuint (n_read, <, length);
}

static void
test_recognise (void)
{
  static const struct
  {
    const char       *head;
    RcCloudTrailForm  form;
  } heads[] = {
    { "", RC_CLOUDTRAIL_ANOTHER },
    { "{}", RC_CLOUDTRAIL_ANOTHER },
    { "[{\"digestS3Object\": 1, \"digestEndTime\": 2}]", RC_CLOUDTRAIL_ANOTHER },
    { " {\"digestEndTime\" : 1,\n \"digestS3Object\"\n: 2", RC_CLOUDTRAIL_DIGEST },
    { "{\"text\": \"\\\"digestS3Object\\\": 1, \\\"digestEndTime\\\": 2\"}", RC_CLOUDTRAIL_ANOTHER },
    { "{\"a\": \"digestS3Object\", \"b\": \"digestEndTime\"}", RC_CLOUDTRAIL_ANOTHER },
    { "{\"files\": [{\"fileHashValue\": \"\"}], \"hashSignature\": \"\"}", RC_CLOUDTRAIL_LAKE },
    { "{\"k\": {\"signature\": \"00\", \"signature-algorithm\": \"SHA256withRSA\"}}", RC_CLOUDTRAIL_METADATA },
    { "{\"k\": {\"signature\": \"00\", \"signature-algorithm\": \"ed25519\"}}", RC_CLOUDTRAIL_ANOTHER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    g_assert_cmpint (rc_cloudtrail_recognise (heads[i].head, strlen (heads[i].head)), ==, heads[i].form);
}

#define ADD(name, function) g_test_add ("/cloudtrail/" name, Trail, NULL, trail_set_up, function, trail_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  rc_seal_sources_register ();
  g_test_add_func ("/cloudtrail/recognise", test_recognise);
  ADD ("holds", test_holds);
  ADD ("backfill", test_backfill);
  ADD ("metadata-beside", test_beside);
  ADD ("log-changed/C01", test_log_changed);
  ADD ("other-key/C39", test_other_key);
  ADD ("replaced", test_replaced);
  ADD ("metadata-lost/C62", test_metadata_lost);
  ADD ("key-missing/C40", test_key_missing);
  ADD ("key-outside", test_key_outside);
  ADD ("hour-absent/C61", test_hour_absent);
  ADD ("extract", test_extract);
  ADD ("malformed", test_malformed);
  ADD ("ambiguous/C27", test_ambiguous);
  ADD ("cts", test_cts);
  ADD ("lake/holds", test_lake);
  ADD ("lake/changed", test_lake_changed);
  ADD ("every-byte/digest", test_every_byte);
  ADD ("every-byte/keys", test_every_byte_of_keys);
  return g_test_run ();
}
