/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/core/case-fixture.h"
#include "tests/reports/pdf-check.h"
#include "tests/reports/pdf-tools.h"
#include "tests/reports/signing-fixture.h"

#include "core/auditor-key.h"

#include <string.h>

#include <glib/gstdio.h>

/* --- What is signed here --- */

static void
assert_signed (const SigningFixture *self,
               GBytes               *pdf)
{
  g_autoptr (RcSigningExamination) told = signing_fixture_examine (self, pdf);
  const RcSigningFound *found;
  RcDigest fingerprint;
  g_autofree char *sha256 = NULL;

  for (guint i = 0; i < told->changes->len; i++)
    g_test_message ("%s", (char *) told->changes->pdata[i]);
  g_assert_true (rc_signing_examination_is_same (told));
  g_assert_true (rc_signing_examination_is_signed (told));
  g_assert_cmpuint (told->signatures->len, ==, 1);
  found = told->signatures->pdata[0];
  rc_certificate_fingerprint (self->maker->certificate, &fingerprint);
  sha256 = rc_digest_dup_hex (&fingerprint);
  g_assert_cmpstr (found->sub_filter, ==, "ETSI.CAdES.detached");
  g_assert_true (found->covers_all);
  g_assert_true (found->digest_matches);
  g_assert_cmpint (found->verdict, ==, RC_VERDICT_VALID);
  g_assert_nonnull (strstr (found->subject, "Rita Signer (fictitious)"));
  g_assert_nonnull (strstr (found->issuer, "Root (fictitious)"));
  g_assert_nonnull (found->serial);
  g_assert_cmpstr (found->certificate_sha256, ==, sha256);
  g_assert_cmpint (found->not_before_us, ==, rc_certificate_not_before_us (self->maker->certificate));
  g_assert_cmpint (found->not_after_us, ==, rc_certificate_not_after_us (self->maker->certificate));
  g_assert_cmpint (found->claimed_us, ==, SIGNING_DAY);
}

static void
assert_sound (GBytes *pdf)
{
  g_autofree char *said = NULL;

  if (!pdf_tools_have ("qpdf"))
    return;
  said = pdf_tools_run ("qpdf", pdf, "--check @");
  g_assert_nonnull (strstr (said, "No syntax or stream encoding errors found"));
  pdf_check_archival (pdf);
}

static void
test_sign (SigningFixture *self,
           gconstpointer   data)
{
  g_autoptr (GBytes) pdf = signing_fixture_sign (self, self->frozen, "Ich best\xc3\xa4tige ) /ByteRange [0 1 2 3] (", "K\xc3\xb6ln");

  g_assert_cmpmem (g_bytes_get_data (pdf, NULL), g_bytes_get_size (self->frozen), g_bytes_get_data (self->frozen, NULL),
                   g_bytes_get_size (self->frozen));
  assert_sound (pdf);
  assert_signed (self, pdf);
}

static void
test_without_field (void)
{
  SigningFixture self;
  g_autoptr (GBytes) pdf = NULL;

  signing_fixture_set_up_with (&self, &(const CertificateWish) { .from = NULL }, FALSE);
  pdf = signing_fixture_sign (&self, self.frozen, NULL, NULL);
  assert_sound (pdf);
  assert_signed (&self, pdf);
  signing_fixture_tear_down (&self, NULL);
}

static void
test_rsa (void)
{
  SigningFixture self;
  g_autoptr (GBytes) first = NULL, second = NULL;

  signing_fixture_set_up_with (&self, &(const CertificateWish) { .rsa_bits = 3072 }, TRUE);
  first = signing_fixture_sign (&self, self.frozen, NULL, NULL);
  second = signing_fixture_sign (&self, self.frozen, NULL, NULL);
  assert_signed (&self, first);
  /* Nothing of the clock is in it. */
  g_assert_true (g_bytes_equal (first, second));
  signing_fixture_tear_down (&self, NULL);
}

/* The second is over the first, which then is not over the whole file any more. */
static void
test_twice (SigningFixture *self,
            gconstpointer   data)
{
  g_autoptr (GBytes) once = signing_fixture_sign (self, self->frozen, NULL, NULL), twice = signing_fixture_sign (self, once, NULL, NULL);
  g_autoptr (RcSigningExamination) told = signing_fixture_examine (self, twice);
  const RcSigningFound *first, *second;

  assert_sound (twice);
  g_assert_true (rc_signing_examination_is_same (told));
  g_assert_true (rc_signing_examination_is_signed (told));
  g_assert_cmpuint (told->signatures->len, ==, 2);
  first = told->signatures->pdata[0];
  second = told->signatures->pdata[1];
  g_assert_false (first->covers_all);
  g_assert_cmpuint (first->n_after, ==, g_bytes_get_size (twice) - g_bytes_get_size (once));
  g_assert_true (first->digest_matches);
  g_assert_true (second->covers_all);
}

static void
assert_refused (GBytes     *file,
                const char *passphrase,
                gint64      at_us,
                const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcSigningKey) key = rc_signing_key_open (file, passphrase, at_us, &error);

  g_assert_null (key);
  g_assert_error (error, RC_ARCHIVAL_ERROR, RC_ARCHIVAL_ERROR_SIGNATURE);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_bad_keys (SigningFixture *self,
               gconstpointer   data)
{
  g_autoptr (GBytes) garbage = g_bytes_new_static ("not a key", 9), nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (self->file, 0, g_bytes_get_size (self->file) / 2);
  g_autoptr (GBytes) of_ca = signing_fixture_make_key_file (self->root, self->root);
  g_autoptr (CertificateMaker) weak = certificate_maker_new ("Weak (fictitious)", self->root, &(const CertificateWish) { .rsa_bits = 1024 });
  g_autoptr (GBytes) of_weak = signing_fixture_make_key_file (weak, self->root);
  g_autoptr (CertificateMaker) old = certificate_maker_new ("Old (fictitious)", self->root, &(const CertificateWish) { .rsa_bits = 0 });
  g_autoptr (GBytes) of_old = signing_fixture_make_key_file (old, self->root);

  assert_refused (self->file, "wrong", SIGNING_DAY, "passphrase");
  assert_refused (self->file, "", SIGNING_DAY, "passphrase");
  assert_refused (garbage, SIGNING_PASSPHRASE, SIGNING_DAY, "PKCS#12");
  assert_refused (nothing, SIGNING_PASSPHRASE, SIGNING_DAY, "PKCS#12");
  assert_refused (half, SIGNING_PASSPHRASE, SIGNING_DAY, "PKCS#12");
  assert_refused (of_old, SIGNING_PASSPHRASE, SIGNING_DAY + 366 * (gint64) 86400 * G_USEC_PER_SEC, "has expired: it was valid from 2025");
  assert_refused (self->file, SIGNING_PASSPHRASE, SIGNING_DAY - 366 * (gint64) 86400 * G_USEC_PER_SEC, "not valid yet");
  assert_refused (of_ca, SIGNING_PASSPHRASE, SIGNING_DAY, "not for signatures");
  assert_refused (of_weak, SIGNING_PASSPHRASE, SIGNING_DAY, "2048 bits");
}

static void
test_bad_files (SigningFixture *self,
                gconstpointer   data)
{
  g_autoptr (RcSigningKey) key = signing_fixture_open_key (self);
  gsize length;
  const char *bytes = g_bytes_get_data (self->frozen, &length);
  const gsize lengths[] = { 0, 5, 1000, length / 2, length - 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GBytes) part = g_bytes_new (bytes, lengths[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (rc_signing_sign_pdf (part, key, NULL, NULL, SIGNING_DAY, &error));
      g_assert_error (error, RC_ARCHIVAL_ERROR, RC_ARCHIVAL_ERROR_SIGNATURE);
    }
}

/* --- Programs of others --- */

static char *
ask_pdfsig (GBytes     *pdf,
            const char *folder)
{
  g_autofree char *arguments = g_strdup_printf ("-nssdir sql:%s @", folder);

  return pdf_tools_run ("pdfsig", pdf, arguments);
}

static void
test_pdfsig (SigningFixture *self,
             gconstpointer   data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL, *root = NULL, *path = NULL;

  if (!pdf_tools_have ("pdfsig") || !pdf_tools_have ("certutil"))
    return;
  folder = g_dir_make_tmp ("recount-nss-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (folder, "root.pem", NULL);
  root = certificate_maker_pem (self->root);
  g_assert_true (g_file_set_contents (path, root, -1, NULL));
  g_assert_true (pdf_tools_try_in (folder, "certutil -N -d sql:. --empty-password"));
  g_assert_true (pdf_tools_try_in (folder, "certutil -A -d sql:. -n root -t CT,C,C -i root.pem"));
  {
    g_autoptr (GBytes) pdf = signing_fixture_sign (self, self->frozen, "Reason", "Place");
    g_autoptr (GBytes) altered = signing_fixture_flip (pdf, 40000), longer = signing_fixture_join (pdf, "% more\n");
    g_autofree char *sound = ask_pdfsig (pdf, folder), *broken = ask_pdfsig (altered, folder), *appended = ask_pdfsig (longer, folder);

    g_test_message ("%s", sound);
    g_assert_nonnull (strstr (sound, "Signature is Valid"));
    g_assert_nonnull (strstr (sound, "Certificate is Trusted"));
    g_assert_nonnull (strstr (sound, "Rita Signer (fictitious)"));
    g_assert_nonnull (strstr (sound, "Total document signed"));
    g_assert_nonnull (strstr (sound, "ETSI.CAdES.detached"));
    g_assert_nonnull (strstr (broken, "Digest Mismatch"));
    g_assert_nonnull (strstr (appended, "Not total document signed"));
  }
  pdf_tools_remove_folder (folder);
}

/* A file of Debian's minisign, verified by it. */
static void
test_minisign (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) list = g_bytes_new_static ("0123  a.pdf\n4567  a.xml\n", 24);
  g_autofree char *folder = g_dir_make_tmp ("recount-minisign-XXXXXX", &error), *path = NULL, *signature_path = NULL, *key_path = NULL;
  g_autofree char *signature = NULL, *key = NULL;

  g_assert_no_error (error);
  rc_auditor_key_lock ();
  g_assert_null (rc_signing_minisign (list, "list.txt", SIGNING_DAY, &error));
  g_assert_error (error, RC_ARCHIVAL_ERROR, RC_ARCHIVAL_ERROR_SIGNATURE);
  g_clear_error (&error);
  g_assert_true (rc_auditor_key_unlock (SIGNING_PASSPHRASE, strlen (SIGNING_PASSPHRASE), NULL, &error));
  signature = rc_signing_minisign (list, "list\n.txt", SIGNING_DAY, &error);
  key = rc_signing_dup_minisign_key (&error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (signature, "trusted comment: timestamp:1750000000\tfile:list_.txt\thashed\n"));
  if (!pdf_tools_have ("minisign"))
    return;
  path = g_build_filename (folder, "list.txt", NULL);
  signature_path = g_strconcat (path, ".minisig", NULL);
  key_path = g_build_filename (folder, "key.pub", NULL);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (list, NULL), 24, NULL));
  g_assert_true (g_file_set_contents (signature_path, signature, -1, NULL));
  g_assert_true (g_file_set_contents (key_path, key, -1, NULL));
  g_assert_true (pdf_tools_try_in (folder, "minisign -V -p key.pub -m list.txt"));
  pdf_tools_remove_folder (folder);
}

#define ADD(path, test) g_test_add ("/signing/" path, SigningFixture, NULL, signing_fixture_set_up, test, signing_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  char *folder;
  int answer;

  g_test_init (&argc, &argv, NULL);
  folder = case_fixture_own_data_folder ();
  ADD ("sign", test_sign);
  g_test_add_func ("/signing/without-field", test_without_field);
  g_test_add_func ("/signing/rsa", test_rsa);
  ADD ("twice", test_twice);
  ADD ("bad-keys", test_bad_keys);
  ADD ("bad-files", test_bad_files);
  ADD ("pdfsig", test_pdfsig);
  g_test_add_func ("/signing/minisign", test_minisign);
  answer = g_test_run ();
  case_fixture_remove_data_folder (folder);
  return answer;
}
