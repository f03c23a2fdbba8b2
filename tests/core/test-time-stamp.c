/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "core/anchors/x509.h"
#include "core/base64.h"
#include "core/seals/time-stamp-request.h"
#include "core/seals/time-stamp-token.h"
#include "core/trust-file.h"
#include "seal-fixture.h"
#include "stamp-fixture.h"

#define CONTENT "the log as it stood at noon\n"
#define NOON_US (G_GINT64_CONSTANT (1748779200) * G_USEC_PER_SEC)

/* An authority, and a case beside it. */
typedef struct
{
  SealFixture       seals;
  CertificateMaker *root;
  CertificateMaker *authority;
} StampFixture;

static const CertificateWish stamping = { .extended_usage = "critical,timeStamping" };

static void
set_up (StampFixture  *self,
        gconstpointer  data)
{
  seal_fixture_set_up (&self->seals, NULL);
  self->root = certificate_maker_new ("Root of time", NULL, &(CertificateWish) { .is_ca = TRUE });
  self->authority = certificate_maker_new ("Clock", self->root, data != NULL ? data : &stamping);
  seal_fixture_write (&self->seals, "log.txt", CONTENT, -1);
}

static void
tear_down (StampFixture  *self,
           gconstpointer  data)
{
  certificate_maker_free (self->authority);
  certificate_maker_free (self->root);
  seal_fixture_tear_down (&self->seals, NULL);
}

static void
accept (StampFixture           *self,
        const char             *kind,
        const CertificateMaker *maker,
        const char             *purpose)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  g_autofree char *pem = certificate_maker_pem (maker);
  g_autoptr (GError) error = NULL;
  RcAnchor *anchor = rc_anchor_parse_as (kind, pem, strlen (pem), &error);

  g_assert_no_error (error);
  g_free (anchor->owner);
  anchor->owner = g_strdup ("Time Office (fictitious)");
  g_free (anchor->purpose);
  anchor->purpose = g_strdup (purpose);
  g_ptr_array_add (anchors, anchor);
  g_assert_true (rc_trust_add_anchors (self->seals.case_file, anchors, &error));
  g_assert_no_error (error);
}

static void
write_bytes (StampFixture *self,
             const char   *name,
             GBytes       *bytes)
{
  seal_fixture_write (&self->seals, name, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
}

static void
stamp (StampFixture *self,
       const char   *name,
       StampWish     wish,
       const char   *content)
{
  g_autoptr (GBytes) token = NULL;

  if (wish.signer == NULL)
    wish.signer = self->authority;
  token = stamp_make (&wish, content, strlen (content));
  write_bytes (self, name, token);
}

static void
check (StampFixture *self,
       RcVerdict     worst,
       const char   *reason)
{
  const RcSeal *seal;

  seal_fixture_import (&self->seals);
  seal_fixture_judge (&self->seals, NULL);
  g_assert_cmpuint (seal_fixture_count_seals (&self->seals, "time-stamp"), ==, 1);
  seal = seal_fixture_seal (&self->seals, "time-stamp", 0);
  g_assert_cmpstr (rc_verdict_to_code (rc_seal_worst (seal)), ==, rc_verdict_to_code (worst));
  g_assert_cmpstr (seal->reason, ==, reason);
}

static void
check_over_log (StampFixture *self,
                RcVerdict     worst,
                const char   *reason)
{
  check (self, worst, reason);
  g_assert_cmpint (seal_fixture_protection (&self->seals, "time-stamp", "log.txt", 1), ==, worst);
}

/* --- What holds --- */

static void
test_token (StampFixture  *self,
            gconstpointer  data)
{
  accept (self, "tsa-root", self->root, "time-stamps");
  stamp (self, "log.txt.tst", (StampWish) { .time = "20250601120000.25Z" }, CONTENT);
  check_over_log (self, RC_VERDICT_VALID, NULL);
  g_assert_true (seal_fixture_has_note (seal_fixture_seal (&self->seals, "time-stamp", 0), "2025-06-01T12:00:00.25"));
  g_assert_true (seal_fixture_has_note (seal_fixture_seal (&self->seals, "time-stamp", 0), "to within 2 s (serial number 4d, policy 1.2.3.4.1)"));
}

static void
test_response (StampFixture  *self,
               gconstpointer  data)
{
  accept (self, "tsa-root", self->root, "any");
  stamp (self, "log.txt.tsr", (StampWish) { .is_response = TRUE, .digest = "SHA512" }, CONTENT);
  check_over_log (self, RC_VERDICT_VALID, NULL);
}

static void
test_pem (StampFixture  *self,
          gconstpointer  data)
{
  g_autoptr (GBytes) token = stamp_make (&(StampWish) { .signer = self->authority }, CONTENT, strlen (CONTENT));
  g_autofree char *pem = rc_pem_encode ("PKCS7", token);

  accept (self, "tsa-root", self->root, "time-stamps");
  seal_fixture_write (&self->seals, "log.txt.tst.pem", pem, -1);
  check_over_log (self, RC_VERDICT_VALID, NULL);
}

static void
test_base64 (StampFixture  *self,
             gconstpointer  data)
{
  g_autoptr (GBytes) token = stamp_make (&(StampWish) { .signer = self->authority, .is_response = TRUE }, CONTENT, strlen (CONTENT));
  g_autofree char *text = rc_base64_encode (g_bytes_get_data (token, NULL), g_bytes_get_size (token));

  accept (self, "tsa-root", self->root, "time-stamps");
  seal_fixture_write (&self->seals, "stamp.txt", text, -1);
  check_over_log (self, RC_VERDICT_VALID, NULL);
}

static void
test_found_by_digest (StampFixture  *self,
                      gconstpointer  data)
{
  accept (self, "tsa-root", self->root, "time-stamps");
  stamp (self, "4711.tsr", (StampWish) { .is_response = TRUE, .digest = "SHA384" }, CONTENT);
  check_over_log (self, RC_VERDICT_VALID, NULL);
}

static void
test_certificate_from_anchor (StampFixture  *self,
                              gconstpointer  data)
{
  g_autofree char *root = certificate_maker_pem (self->root);
  g_autofree char *leaf = certificate_maker_pem (self->authority);
  g_autofree char *both = g_strconcat (leaf, root, NULL);
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);

  g_ptr_array_add (anchors, rc_anchor_parse_as ("tsa-root", both, strlen (both), NULL));
  g_free (((RcAnchor *) anchors->pdata[0])->owner);
  ((RcAnchor *) anchors->pdata[0])->owner = g_strdup ("Time Office (fictitious)");
  g_assert_true (rc_trust_add_anchors (self->seals.case_file, anchors, NULL));
  stamp (self, "log.txt.tst", (StampWish) { .leaves_out_certificate = TRUE }, CONTENT);
  check_over_log (self, RC_VERDICT_VALID, NULL);
}

/* A certificate that stands before the signer's, with its very names. */
static void
test_injected_certificate (StampFixture  *self,
                           gconstpointer  data)
{
  g_autoptr (CertificateMaker) other = certificate_maker_new ("Clock", NULL, &stamping);

  accept (self, "tsa-root", self->root, "time-stamps");
  stamp (self, "log.txt.tst", (StampWish) { .beside = other }, CONTENT);
  check_over_log (self, RC_VERDICT_VALID, NULL);
}

static void
test_weak (StampFixture  *self,
           gconstpointer  data)
{
  accept (self, "tsa-root", self->root, "time-stamps");
  stamp (self, "log.txt.tst", (StampWish) { .digest = "SHA1" }, CONTENT);
  check_over_log (self, RC_VERDICT_WEAK, "algorithm");
}

/* --- What does not --- */

static void
test_other_data (StampFixture  *self,
                 gconstpointer  data)
{
  accept (self, "tsa-root", self->root, "time-stamps");
  stamp (self, "log.txt.tst", (StampWish) { 0 }, "another log\n");
  check_over_log (self, RC_VERDICT_INVALID, "digest");
  g_assert_nonnull (seal_fixture_exception (&self->seals, RC_EXCEPTION_SIGNATURE_INVALID));
}

static void
test_broken_signature (StampFixture  *self,
                       gconstpointer  data)
{
  g_autoptr (GBytes) token = stamp_make (&(StampWish) { .signer = self->authority }, CONTENT, strlen (CONTENT));
  gsize length = g_bytes_get_size (token);
  g_autofree guint8 *spoiled = g_memdup2 (g_bytes_get_data (token, NULL), length);

  /* The last byte is one of the signature's second number. */
  spoiled[length - 1] ^= 1;
  accept (self, "tsa-root", self->root, "time-stamps");
  seal_fixture_write (&self->seals, "log.txt.tst", (const char *) spoiled, (gssize) length);
  check_over_log (self, RC_VERDICT_INVALID, "signature");
}

static void
test_expired_authority (StampFixture  *self,
                        gconstpointer  data)
{
  accept (self, "tsa-root", self->root, "time-stamps");
  stamp (self, "log.txt.tst", (StampWish) { .time = "20260101000000Z" }, CONTENT);
  check_over_log (self, RC_VERDICT_INVALID, "time");
}

/* In the last second of the certificate, and with its fraction. */
static void
test_last_second (StampFixture  *self,
                  gconstpointer  data)
{
  accept (self, "tsa-root", self->root, "time-stamps");
  stamp (self, "log.txt.tst", (StampWish) { .time = "20251231235959.9Z" }, CONTENT);
  check_over_log (self, RC_VERDICT_VALID, NULL);
}

static const CertificateWish code_signing = { .extended_usage = "critical,codeSigning" };
static const CertificateWish not_critical = { .extended_usage = "timeStamping" };
static const CertificateWish not_alone = { .extended_usage = "critical,timeStamping,codeSigning" };

static void
test_other_use (StampFixture  *self,
                gconstpointer  data)
{
  accept (self, "tsa-root", self->root, "time-stamps");
  stamp (self, "log.txt.tst", (StampWish) { 0 }, CONTENT);
  check_over_log (self, RC_VERDICT_INVALID, "namespace");
}

static void
test_revoked (StampFixture  *self,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  g_autofree char *pem = certificate_maker_pem (self->root);
  RcAnchor *anchor = rc_anchor_parse_as ("tsa-root", pem, strlen (pem), NULL);

  g_free (anchor->owner);
  anchor->owner = g_strdup ("Time Office (fictitious)");
  anchor->revoked_us = NOON_US - 1;
  g_ptr_array_add (anchors, anchor);
  g_assert_true (rc_trust_add_anchors (self->seals.case_file, anchors, NULL));
  stamp (self, "log.txt.tst", (StampWish) { 0 }, CONTENT);
  check_over_log (self, RC_VERDICT_INVALID, "revoked");
}

/* --- What cannot be told --- */

static void
test_no_anchor (StampFixture  *self,
                gconstpointer  data)
{
  stamp (self, "log.txt.tst", (StampWish) { 0 }, CONTENT);
  check_over_log (self, RC_VERDICT_UNVERIFIABLE, "chain-untrusted");
}

static void
test_root_of_other_kind (StampFixture  *self,
                         gconstpointer  data)
{
  accept (self, "x509-root", self->root, "any");
  stamp (self, "log.txt.tst", (StampWish) { 0 }, CONTENT);
  check_over_log (self, RC_VERDICT_UNVERIFIABLE, "chain-untrusted");
}

static void
test_other_purpose (StampFixture  *self,
                    gconstpointer  data)
{
  accept (self, "tsa-root", self->root, "files");
  stamp (self, "log.txt.tst", (StampWish) { 0 }, CONTENT);
  check_over_log (self, RC_VERDICT_UNVERIFIABLE, "key-missing");
}

static void
test_root_in_evidence (StampFixture  *self,
                       gconstpointer  data)
{
  g_autofree char *pem = certificate_maker_pem (self->root);

  seal_fixture_write (&self->seals, "root.pem", pem, -1);
  stamp (self, "log.txt.tst", (StampWish) { 0 }, CONTENT);
  check_over_log (self, RC_VERDICT_UNVERIFIABLE, "key-in-bundle-only");
}

static void
test_refusal (StampFixture  *self,
              gconstpointer  data)
{
  g_autoptr (GBytes) refusal = stamp_make_refusal ();

  write_bytes (self, "log.txt.tsr", refusal);
  check (self, RC_VERDICT_UNVERIFIABLE, "signature-absent");
}

static void
test_payload_absent (StampFixture  *self,
                     gconstpointer  data)
{
  accept (self, "tsa-root", self->root, "time-stamps");
  stamp (self, "gone.tsr", (StampWish) { .is_response = TRUE }, "not here\n");
  check (self, RC_VERDICT_INCOMPLETE, "payload-withheld");
}

/* --- What cannot be read --- */

static void
test_two_signers (StampFixture  *self,
                  gconstpointer  data)
{
  g_autoptr (CertificateMaker) other = certificate_maker_new ("Second clock", self->root, &stamping);

  accept (self, "tsa-root", self->root, "time-stamps");
  stamp (self, "log.txt.tst", (StampWish) { .second = other }, CONTENT);
  check_over_log (self, RC_VERDICT_MALFORMED, "format");
}

static void
test_names_no_certificate (StampFixture  *self,
                           gconstpointer  data)
{
  accept (self, "tsa-root", self->root, "time-stamps");
  stamp (self, "log.txt.tst", (StampWish) { .names_no_certificate = TRUE }, CONTENT);
  check_over_log (self, RC_VERDICT_MALFORMED, "format");
}

static void
test_trailing_bytes (StampFixture  *self,
                     gconstpointer  data)
{
  g_autoptr (GBytes) token = stamp_make (&(StampWish) { .signer = self->authority }, CONTENT, strlen (CONTENT));
  g_autofree char *longer = g_malloc0 (g_bytes_get_size (token) + 1);

  memcpy (longer, g_bytes_get_data (token, NULL), g_bytes_get_size (token));
  seal_fixture_write (&self->seals, "log.txt.tst", longer, (gssize) g_bytes_get_size (token) + 1);
  check_over_log (self, RC_VERDICT_MALFORMED, "format");
}

/* --- Times that it establishes --- */

/* A signature by a key that was accepted for a time that is over: only a stamp over it says that it was made in that time (C60). */
static void
sign_once (StampFixture *self)
{
  seal_fixture_sign (&self->seals, "log.txt", "timestamp:1748779200", 1);
  seal_fixture_trust (&self->seals, 1, "any", NOON_US - 10 * G_USEC_PER_SEC, NOON_US + 10 * G_USEC_PER_SEC);
}

static void
check_signature (StampFixture *self,
                 RcVerdict     worst,
                 const char   *reason)
{
  const RcSeal *seal;

  seal_fixture_import (&self->seals);
  seal_fixture_judge (&self->seals, NULL);
  seal = seal_fixture_seal (&self->seals, "minisign", 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, worst);
  g_assert_cmpstr (seal->reason, ==, reason);
}

static void
stamp_signature (StampFixture *self,
                 const char   *time)
{
  g_autofree char *path = g_build_filename (self->seals.folder, "evidence", "log.txt.minisig", NULL);
  g_autofree char *signature = NULL;

  g_assert_true (g_file_get_contents (path, &signature, NULL, NULL));
  stamp (self, "log.txt.minisig.tst", (StampWish) { .time = time }, signature);
}

static void
test_establishes (StampFixture  *self,
                  gconstpointer  data)
{
  sign_once (self);
  stamp_signature (self, "20250601120001Z");
  accept (self, "tsa-root", self->root, "time-stamps");
  check_signature (self, RC_VERDICT_VALID, NULL);
}

static void
test_establishes_too_late (StampFixture  *self,
                           gconstpointer  data)
{
  sign_once (self);
  stamp_signature (self, "20250602120000Z");
  accept (self, "tsa-root", self->root, "time-stamps");
  check_signature (self, RC_VERDICT_INVALID, "time");
}

static void
test_establishes_nothing (StampFixture  *self,
                          gconstpointer  data)
{
  sign_once (self);
  stamp_signature (self, "20250601120001Z");
  check_signature (self, RC_VERDICT_UNVERIFIABLE, "time-not-established");
}

/* --- Every byte --- */

/* Bytes that nobody signed (the certificates that help, a list of digests) may change; what is told may not. */
static void
check_mutation (const guint8 *bytes,
                gsize         length,
                GPtrArray    *roots)
{
  g_autoptr (RcTimeStampToken) token = NULL;
  g_autofree char *detail = NULL;
  const char *fault = NULL;
  const char *reason = NULL;

  token = rc_time_stamp_token_parse (bytes, length, &fault);
  g_assert_true ((token == NULL) == (fault != NULL));
  if (token == NULL
      || rc_time_stamp_token_verify (token, CONTENT, strlen (CONTENT), roots, NULL, &reason, &detail) != RC_VERDICT_VALID)
    return;

  g_assert_cmpint (rc_time_stamp_token_time_us (token), ==, NOON_US);
  g_assert_cmpstr (rc_time_stamp_token_get_policy (token), ==, "1.2.3.4.1");
}

static void
test_mutations (StampFixture  *self,
                gconstpointer  data)
{
  g_autoptr (GBytes) token = stamp_make (&(StampWish) { .signer = self->authority, .is_response = TRUE }, CONTENT, strlen (CONTENT));
  gsize length = g_bytes_get_size (token);
  g_autofree guint8 *spoiled = g_memdup2 (g_bytes_get_data (token, NULL), length);
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();

  g_ptr_array_add (roots, self->root->certificate);
  check_mutation (spoiled, length, roots);
  for (gsize i = 0; i < length; i++)
    {
      const char *fault;

      g_assert_null (rc_time_stamp_token_parse (spoiled, i, &fault));
      for (guint bit = 0; bit < 8; bit += 3)
        {
          spoiled[i] ^= (guint8) (1u << bit);
          check_mutation (spoiled, length, roots);
          spoiled[i] ^= (guint8) (1u << bit);
        }
    }
}

/* --- The same by another program --- */

static gboolean
openssl_agrees (StampFixture *self,
                const char   *name)
{
  g_autofree char *evidence = g_build_filename (self->seals.folder, "evidence", NULL);
  g_autofree char *root = g_build_filename (self->seals.folder, "root.pem", NULL);
  g_autofree char *pem = certificate_maker_pem (self->root);
  const char *arguments[] = { "openssl", "ts", "-verify", "-data", "log.txt", "-in", name, "-token_in", "-CAfile", root, "-attime",
                              "1748779200", NULL };
  int status = -1;

  g_assert_true (g_file_set_contents (root, pem, -1, NULL));
  g_assert_true (g_spawn_sync (evidence, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL
                               | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, NULL));
  return status == 0;
}

static void
test_openssl (StampFixture  *self,
              gconstpointer  data)
{
  static const struct { const char *content; gboolean is_code_signer; RcVerdict verdict; } cases[] = {
    { CONTENT, FALSE, RC_VERDICT_VALID }, { "another log\n", FALSE, RC_VERDICT_INVALID }, { CONTENT, TRUE, RC_VERDICT_INVALID },
  };
  g_autoptr (CertificateMaker) other = certificate_maker_new ("Coder", self->root, &code_signing);
  g_autofree char *program = g_find_program_in_path ("openssl");
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();

  if (program == NULL)
    {
      g_test_skip ("openssl is not installed");
      return;
    }
  g_ptr_array_add (roots, self->root->certificate);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      StampWish wish = { .signer = cases[i].is_code_signer ? other : self->authority };
      g_autoptr (GBytes) bytes = stamp_make (&wish, cases[i].content, strlen (cases[i].content));
      g_autoptr (RcTimeStampToken) token = NULL;
      g_autofree char *detail = NULL;
      const char *text = NULL;

      write_bytes (self, "log.txt.tst", bytes);
      token = rc_time_stamp_token_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &text);
      g_assert_cmpint (rc_time_stamp_token_verify (token, CONTENT, strlen (CONTENT), roots, NULL, &text, &detail), ==, cases[i].verdict);
      g_assert_true (openssl_agrees (self, "log.txt.tst") == (cases[i].verdict == RC_VERDICT_VALID));
    }
}

/* --- Asking --- */

/* What openssl 3.0 writes for "ts -query -sha256 -no_nonce -cert" over the digest of no bytes. */
static void
test_request (void)
{
  static const char expected[] = "30390201013031" "300d06096086480165030402010500" "0420"
                                 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" "0101ff";
  g_autoptr (GBytes) request = NULL;
  g_autofree char *hex = NULL;
  RcDigest digest;

  rc_digest_compute ("", 0, &digest);
  request = rc_time_stamp_request_new (&digest);
  hex = rc_bytes_dup_hex (g_bytes_get_data (request, NULL), g_bytes_get_size (request));
  g_assert_cmpstr (hex, ==, expected);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, wish, function) g_test_add ("/time-stamp/" path, StampFixture, wish, set_up, function, tear_down)
  g_test_add_func ("/time-stamp/request", test_request);
  ADD ("token", NULL, test_token);
  ADD ("response", NULL, test_response);
  ADD ("pem", NULL, test_pem);
  ADD ("base64", NULL, test_base64);
  ADD ("found-by-digest", NULL, test_found_by_digest);
  ADD ("certificate-from-anchor", NULL, test_certificate_from_anchor);
  ADD ("injected-certificate", NULL, test_injected_certificate);
  ADD ("weak", NULL, test_weak);
  ADD ("C58/other-data", NULL, test_other_data);
  ADD ("C58/broken-signature", NULL, test_broken_signature);
  ADD ("C59/expired-authority", NULL, test_expired_authority);
  ADD ("C59/last-second", NULL, test_last_second);
  ADD ("use/code-signing", &code_signing, test_other_use);
  ADD ("use/not-critical", &not_critical, test_other_use);
  ADD ("use/not-alone", &not_alone, test_other_use);
  ADD ("revoked", NULL, test_revoked);
  ADD ("no-anchor", NULL, test_no_anchor);
  ADD ("root-of-other-kind", NULL, test_root_of_other_kind);
  ADD ("other-purpose", NULL, test_other_purpose);
  ADD ("root-in-evidence", NULL, test_root_in_evidence);
  ADD ("refusal", NULL, test_refusal);
  ADD ("payload-absent", NULL, test_payload_absent);
  ADD ("two-signers", NULL, test_two_signers);
  ADD ("names-no-certificate", NULL, test_names_no_certificate);
  ADD ("trailing-bytes", NULL, test_trailing_bytes);
  ADD ("C60/establishes", NULL, test_establishes);
  ADD ("C60/establishes-too-late", NULL, test_establishes_too_late);
  ADD ("C60/establishes-nothing", NULL, test_establishes_nothing);
  ADD ("mutations", NULL, test_mutations);
  ADD ("openssl", NULL, test_openssl);
#undef ADD
  return g_test_run ();
}
