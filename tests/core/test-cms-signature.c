/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "core/base64.h"
#include "core/seals/cms-signed.h"
#include "xml-case.h"

#define CONTENT "what was decided\n"
#define KIND "cms"

/* Ran out at the end of the year in which it signed. */
static const CertificateWish ended = { 0 };
static const CertificateWish weak = { .to = "20381231235959Z", .rsa_bits = 1024 };

static void
write_bytes (XmlCase    *self,
             const char *name,
             GBytes     *bytes)
{
  seal_fixture_write (&self->seals, name, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
}

static GBytes *
sign (XmlCase   *self,
      StampWish  wish)
{
  wish.signer = self->signer;
  return stamp_make_signature (&wish, CONTENT, strlen (CONTENT));
}

static void
write_signature (XmlCase    *self,
                 const char *name,
                 StampWish   wish)
{
  g_autoptr (GBytes) signature = sign (self, wish);

  write_bytes (self, name, signature);
}

static void
set_up (XmlCase       *self,
        gconstpointer  data)
{
  xml_case_set_up (self, data);
  seal_fixture_write (&self->seals, "log.txt", CONTENT, -1);
}

static void
check_log (XmlCase    *self,
           RcVerdict   worst,
           const char *reason)
{
  xml_case_check (self, KIND, worst, reason);
  g_assert_cmpint (seal_fixture_protection (&self->seals, KIND, "log.txt", 1), ==, worst);
}

/* --- What holds --- */

static void
test_detached (XmlCase       *self,
               gconstpointer  data)
{
  write_signature (self, "log.txt.p7s", (StampWish) { 0 });
  xml_case_accept (self, "x509-root", self->root, NULL);
  check_log (self, RC_VERDICT_VALID, NULL);
}

static void
test_found_by_digest (XmlCase       *self,
                      gconstpointer  data)
{
  write_signature (self, "4711.p7s", (StampWish) { .digest = "SHA512" });
  xml_case_accept (self, "x509-root", self->root, NULL);
  check_log (self, RC_VERDICT_VALID, NULL);
}

static void
test_pem (XmlCase       *self,
          gconstpointer  data)
{
  g_autoptr (GBytes) signature = sign (self, (StampWish) { 0 });
  g_autofree char *pem = rc_pem_encode ("CMS", signature);

  seal_fixture_write (&self->seals, "log.txt.p7s.pem", pem, -1);
  xml_case_accept (self, "x509-root", self->root, NULL);
  check_log (self, RC_VERDICT_VALID, NULL);
}

static void
test_attached (XmlCase       *self,
               gconstpointer  data)
{
  write_signature (self, "other.p7m", (StampWish) { .is_attached = TRUE });
  xml_case_accept (self, "x509-root", self->root, NULL);
  xml_case_check (self, KIND, RC_VERDICT_VALID, NULL);
  g_assert_cmpint (seal_fixture_protection (&self->seals, KIND, "other.p7m", 1), ==, RC_VERDICT_VALID);
}

static void
test_certificate_from_anchor (XmlCase       *self,
                              gconstpointer  data)
{
  write_signature (self, "log.txt.p7s", (StampWish) { .leaves_out_certificate = TRUE });
  xml_case_accept (self, "x509-pinned-leaf", self->signer, NULL);
  check_log (self, RC_VERDICT_VALID, NULL);
}

static void
test_weak (XmlCase       *self,
           gconstpointer  data)
{
  write_signature (self, "log.txt.p7s", (StampWish) { 0 });
  xml_case_accept (self, "x509-root", self->root, NULL);
  check_log (self, RC_VERDICT_WEAK, "algorithm");
}

/* --- What does not --- */

static void
test_changed (XmlCase       *self,
              gconstpointer  data)
{
  write_signature (self, "log.txt.p7s", (StampWish) { 0 });
  seal_fixture_write (&self->seals, "log.txt", "what was decided later\n", -1);
  xml_case_accept (self, "x509-root", self->root, NULL);
  check_log (self, RC_VERDICT_INVALID, "digest");
}

static void
test_broken (XmlCase       *self,
             gconstpointer  data)
{
  g_autoptr (GBytes) signature = sign (self, (StampWish) { 0 });
  gsize length = g_bytes_get_size (signature);
  g_autofree char *spoiled = g_memdup2 (g_bytes_get_data (signature, NULL), length);

  spoiled[length - 1] ^= 1;
  seal_fixture_write (&self->seals, "log.txt.p7s", spoiled, (gssize) length);
  xml_case_accept (self, "x509-root", self->root, NULL);
  check_log (self, RC_VERDICT_INVALID, "signature");
}

static void
test_other_signer (XmlCase       *self,
                   gconstpointer  data)
{
  write_signature (self, "log.txt.p7s", (StampWish) { 0 });
  xml_case_accept (self, "x509-root", self->root, "subject=CN=Somebody else,O=Recount tests");
  check_log (self, RC_VERDICT_INVALID, "identity");
}

/* --- What cannot be told --- */

static void
test_no_anchor (XmlCase       *self,
                gconstpointer  data)
{
  write_signature (self, "log.txt.p7s", (StampWish) { 0 });
  check_log (self, RC_VERDICT_UNVERIFIABLE, "chain-untrusted");
}

static void
test_no_certificate (XmlCase       *self,
                     gconstpointer  data)
{
  write_signature (self, "log.txt.p7s", (StampWish) { .leaves_out_certificate = TRUE });
  xml_case_accept (self, "x509-root", self->root, NULL);
  check_log (self, RC_VERDICT_UNVERIFIABLE, "key-missing");
}

static void
test_several_signers (XmlCase       *self,
                      gconstpointer  data)
{
  write_signature (self, "log.txt.p7s", (StampWish) { .second = self->clock });
  xml_case_accept (self, "x509-root", self->root, NULL);
  xml_case_check (self, KIND, RC_VERDICT_UNVERIFIABLE, "format-unsupported");
}

static void
test_payload_absent (XmlCase       *self,
                     gconstpointer  data)
{
  g_autoptr (GBytes) signature = stamp_make_signature (&(StampWish) { .signer = self->signer }, "gone\n", 5);

  write_bytes (self, "gone.p7s", signature);
  xml_case_accept (self, "x509-root", self->root, NULL);
  xml_case_check (self, KIND, RC_VERDICT_INCOMPLETE, "payload-withheld");
}

static void
test_malformed (XmlCase       *self,
                gconstpointer  data)
{
  g_autoptr (GBytes) signature = sign (self, (StampWish) { 0 });
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (signature, 0, g_bytes_get_size (signature) - 8);

  write_bytes (self, "log.txt.p7s", cut);
  xml_case_check (self, KIND, RC_VERDICT_MALFORMED, "format");
}

/* --- When it was made --- */

static void
test_stamped (XmlCase       *self,
              gconstpointer  data)
{
  g_autoptr (GBytes) signature = sign (self, (StampWish) { 0 });
  g_autoptr (GBytes) token = stamp_make (&(StampWish) { .signer = self->clock }, g_bytes_get_data (signature, NULL),
                                         g_bytes_get_size (signature));

  write_bytes (self, "log.txt.p7s", signature);
  write_bytes (self, "log.txt.p7s.tst", token);
  xml_case_accept (self, "x509-root", self->root, NULL);
  xml_case_accept (self, "tsa-root", self->clock_root, NULL);
  check_log (self, RC_VERDICT_VALID, NULL);
}

static void
test_not_stamped (XmlCase       *self,
                  gconstpointer  data)
{
  write_signature (self, "log.txt.p7s", (StampWish) { 0 });
  xml_case_accept (self, "x509-root", self->root, NULL);
  check_log (self, RC_VERDICT_UNVERIFIABLE, "time-not-established");
}

/* --- Every byte --- */

/* What fits must be what was signed; bytes that nobody signed may change. */
static void
check_mutation (const guint8 *bytes,
                gsize         length,
                XmlCase      *self)
{
  const char *fault = NULL;
  g_autoptr (RcCmsSigned) cms = rc_cms_signed_parse (bytes, length, &fault);
  g_autofree char *detail = NULL;
  RcCertificate *signer = NULL;
  const char *reason = NULL;
  RcDigest digest;

  g_assert_true ((cms == NULL) == (fault != NULL));
  if (cms == NULL || rc_cms_signed_verify (cms, NULL, &signer, &reason, &detail) != RC_VERDICT_VALID)
    return;

  rc_digest_compute (CONTENT, strlen (CONTENT), &digest);
  g_assert_true (rc_cms_signed_has_digest (cms, digest.bytes, sizeof digest.bytes));
  g_assert_true (rc_certificate_equal (signer, self->signer->certificate));
}

static void
test_mutations (XmlCase       *self,
                gconstpointer  data)
{
  g_autoptr (GBytes) signature = sign (self, (StampWish) { 0 });
  gsize length = g_bytes_get_size (signature);
  g_autofree guint8 *spoiled = g_memdup2 (g_bytes_get_data (signature, NULL), length);

  for (gsize i = 0; i < length; i++)
    {
      const char *fault;

      g_assert_null (rc_cms_signed_parse (spoiled, i, &fault));
      (void) rc_cms_peek ((const char *) spoiled, i, length);
      spoiled[i] ^= (guint8) (1u << (i % 8));
      check_mutation (spoiled, length, self);
      (void) rc_cms_peek ((const char *) spoiled, length, length);
      spoiled[i] ^= (guint8) (1u << (i % 8));
    }
}

/* --- The same by another program --- */

static gboolean
openssl_agrees (XmlCase *self)
{
  g_autofree char *evidence = g_build_filename (self->seals.folder, "evidence", NULL);
  g_autofree char *root = g_build_filename (self->seals.folder, "root.pem", NULL);
  g_autofree char *pem = certificate_maker_pem (self->root);
  const char *arguments[] = { "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "log.txt.p7s", "-content", "log.txt",
                              "-CAfile", root, "-purpose", "any", "-out", "/dev/null", NULL };
  int status = -1;

  g_assert_true (g_file_set_contents (root, pem, -1, NULL));
  g_assert_true (g_spawn_sync (evidence, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL
                               | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, NULL));
  return status == 0;
}

static void
test_openssl (XmlCase       *self,
              gconstpointer  data)
{
  g_autofree char *program = g_find_program_in_path ("openssl");

  if (program == NULL)
    {
      g_test_skip ("openssl is not installed");
      return;
    }
  write_signature (self, "log.txt.p7s", (StampWish) { 0 });
  g_assert_true (openssl_agrees (self));
  seal_fixture_write (&self->seals, "log.txt", "what was decided later\n", -1);
  g_assert_false (openssl_agrees (self));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, wish, function) g_test_add ("/cms-signature/" path, XmlCase, wish, set_up, function, xml_case_tear_down)
  ADD ("detached", NULL, test_detached);
  ADD ("found-by-digest", NULL, test_found_by_digest);
  ADD ("pem", NULL, test_pem);
  ADD ("attached", NULL, test_attached);
  ADD ("certificate-from-anchor", NULL, test_certificate_from_anchor);
  ADD ("weak", &weak, test_weak);
  ADD ("C34/changed", NULL, test_changed);
  ADD ("broken", NULL, test_broken);
  ADD ("C49/other-signer", NULL, test_other_signer);
  ADD ("no-anchor", NULL, test_no_anchor);
  ADD ("no-certificate", NULL, test_no_certificate);
  ADD ("several-signers", NULL, test_several_signers);
  ADD ("payload-absent", NULL, test_payload_absent);
  ADD ("malformed", NULL, test_malformed);
  ADD ("C60/stamped", &ended, test_stamped);
  ADD ("C60/not-stamped", &ended, test_not_stamped);
  ADD ("mutations", NULL, test_mutations);
  ADD ("openssl", NULL, test_openssl);
#undef ADD
  return g_test_run ();
}
