/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>
#include <openssl/cms.h>
#include <openssl/pkcs12.h>

#include "core/auditor-key.h"
#include "core/crypto-library.h"
#include "core/registers/paper.h"
#include "core/trust.h"
#include "reports/archival/signing-key.h"
#include "reports/issue/officer-signing.h"
#include "reports/issue/signed-copy.h"
#include "tests/core/case-fixture.h"
#include "tests/core/certificate-fixture.h"
#include "tests/reports/pdf-tools.h"
#include "tests/reports/sample-document.h"

#define OFFICER    "O. Officer (fictitious)"
#define PASSPHRASE "secret"

static char *data_folder;

typedef struct
{
  CaseFixture       base;
  RcCase           *case_file;
  GBytes           *pdf;
  CertificateMaker *root;
  CertificateMaker *maker;
  char             *today;
} Fixture;

/* --- Files --- */

static char *
in_folder (Fixture    *self,
           const char *name)
{
  return g_build_filename (self->base.folder, name, NULL);
}

static void
put (Fixture    *self,
     const char *name,
     const void *bytes,
     gsize       length)
{
  g_autofree char *path = in_folder (self, name);

  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
}

static void
put_bytes (Fixture    *self,
           const char *name,
           GBytes     *bytes)
{
  put (self, name, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static GBytes *
get (Fixture    *self,
     const char *name)
{
  g_autofree char *path = in_folder (self, name);
  char *bytes;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  return g_bytes_new_take (bytes, length);
}

static RcIssuedFile *
describe (const char *name,
          GBytes     *bytes)
{
  g_autofree char *hex = NULL;
  RcDigest digest;

  rc_digest_compute (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &digest);
  hex = rc_digest_dup_hex (&digest);
  return rc_issued_file_new (name, NULL, g_bytes_get_size (bytes), hex, NULL);
}

/* --- A document that was frozen --- */

static GBytes *
draw (void)
{
  static GBytes *drawn;
  g_autoptr (RcDocument) document = NULL;
  g_autoptr (RcPages) pages = NULL;
  g_autoptr (GError) error = NULL;

  if (drawn != NULL)
    return g_bytes_ref (drawn);
  document = sample_document_new (FALSE);
  pages = rc_pages_new (document, &error);
  g_assert_no_error (error);
  drawn = rc_pages_to_pdf_as (pages, RC_ARCHIVAL_3A, TRUE, &error);
  g_assert_no_error (error);
  return g_bytes_ref (drawn);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (GBytes) list = g_bytes_new_static ("a list\n", 7);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_issued_file_free);
  g_autoptr (GError) error = NULL;

  case_fixture_set_up (&self->base, data);
  self->case_file = case_fixture_create (&self->base);
  self->pdf = draw ();
  self->root = certificate_maker_new ("Root (fictitious)", NULL, &(const CertificateWish) { .is_ca = TRUE });
  self->maker = certificate_maker_new (OFFICER, self->root, &(const CertificateWish) { .to = "20400101000000Z" });
  self->today = rc_register_dup_day (g_get_real_time ());
  put_bytes (self, "report.pdf", self->pdf);
  put_bytes (self, "SHA256SUMS", list);
  g_ptr_array_add (files, describe ("report.pdf", self->pdf));
  g_ptr_array_add (files, describe ("SHA256SUMS", list));
  g_assert_cmpint (rc_issued_begin (self->case_file, "tabletop", NULL, "Tabletop", 0, NULL, &error), ==, 1);
  g_assert_true (rc_issued_freeze (self->case_file, 1, "TR-1", files, NULL, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  case_fixture_close (self->case_file);
  g_bytes_unref (self->pdf);
  certificate_maker_free (self->root);
  certificate_maker_free (self->maker);
  g_free (self->today);
  case_fixture_tear_down (&self->base, data);
}

static RcSignedCopy *
examine (Fixture    *self,
         const char *name,
         const char *signature,
         GError    **error)
{
  g_autofree char *path = in_folder (self, name);
  g_autofree char *signature_path = signature != NULL ? in_folder (self, signature) : NULL;
  g_autoptr (RcIssued) issued = rc_issued_find (self->case_file, 1, NULL);

  return rc_signed_copy_examine (self->case_file, issued, &(RcSignedCopyTerms) { .path = path, .signature_path = signature_path }, error);
}

static void
assert_refused (Fixture    *self,
                const char *name,
                const char *signature,
                const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcSignedCopy) copy = examine (self, name, signature, &error);

  g_assert_null (copy);
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_CONTENT);
  if (strstr (error->message, words) == NULL)
    g_error ("expected “%s” in “%s”", words, error->message);
}

static void
assert_taken (Fixture       *self,
              const char    *name,
              const char    *signature,
              RcIssuedMatch  match,
              const char    *file,
              const char    *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcSignedCopy) copy = examine (self, name, signature, &error);

  g_assert_no_error (error);
  g_assert_cmpint (copy->match, ==, match);
  g_assert_cmpstr (copy->file, ==, file);
  if (strstr (copy->found, words) == NULL)
    g_error ("expected “%s” in “%s”", words, copy->found);
}

/* --- Keys --- */

static void
put_pkcs12 (Fixture *self)
{
  STACK_OF (X509) *others = sk_X509_new_null ();
  guchar *der = NULL;
  PKCS12 *content;
  int length;

  sk_X509_push (others, rc_certificate_peek (self->root->certificate));
  content = PKCS12_create_ex (PASSPHRASE, "key", self->maker->key, rc_certificate_peek (self->maker->certificate), others, 0, 0, 0, 0, 0,
                              rc_crypto_library (), NULL);
  length = i2d_PKCS12 (content, &der);
  g_assert_cmpint (length, >, 0);
  put (self, "officer.p12", der, (gsize) length);
  OPENSSL_free (der);
  PKCS12_free (content);
  sk_X509_free (others);
}

static void
accept (Fixture    *self,
        const char *name,
        const char *text)
{
  g_autofree char *path = in_folder (self, name);
  g_autoptr (GError) error = NULL;

  put (self, name, text, strlen (text));
  g_assert_cmpint (rc_trust_add (self->case_file, path, "Nordhafen Bank (fictitious)", NULL, RC_TIME_NONE, RC_TIME_NONE, NULL, &error), >, 0);
  g_assert_no_error (error);
}

/* --- PDFs --- */

static gboolean
sign_pdf (Fixture    *self,
          const char *from,
          const char *to,
          const char *who,
          GError    **error)
{
  g_autofree char *path = in_folder (self, from);
  g_autofree char *output = in_folder (self, to);
  g_autofree char *key = in_folder (self, "officer.p12");
  const RcOfficerTerms terms = { .path = path, .output = output, .signatory = who, .function = "Head of Audit" };

  return rc_officer_sign_pdf (self->case_file, 1, &terms, key, PASSPHRASE, error);
}

static void
test_pdf (Fixture       *self,
          gconstpointer  data)
{
  g_autofree char *root = certificate_maker_pem (self->root);
  g_autofree char *again = in_folder (self, "again.pdf");
  g_autoptr (RcIssued) issued = NULL;
  g_autoptr (GError) error = NULL;
  const RcIssuedSignature *signature;

  put_pkcs12 (self);
  g_assert_true (sign_pdf (self, "report.pdf", "signed.pdf", OFFICER, &error));
  g_assert_no_error (error);
  assert_taken (self, "signed.pdf", NULL, RC_ISSUED_MATCH_BYTES, "report.pdf", "which this case does not accept");
  accept (self, "root.pem", root);
  assert_taken (self, "signed.pdf", NULL, RC_ISSUED_MATCH_BYTES, "report.pdf", "accepted one of Nordhafen Bank");

  issued = rc_issued_find (self->case_file, 1, &error);
  g_assert_cmpint (issued->state, ==, RC_ISSUED_SIGNED);
  signature = g_ptr_array_index (issued->signatures, 0);
  g_assert_cmpstr (signature->on, ==, self->today);
  g_assert_cmpstr (signature->how, ==, "CMS");
  g_assert_nonnull (strstr (signature->found, OFFICER));

  /* A second person signs what the first signed; nobody signs anything else. */
  g_assert_true (sign_pdf (self, "signed.pdf", "both.pdf", "B. Second (fictitious)", &error));
  g_assert_no_error (error);
  assert_taken (self, "both.pdf", NULL, RC_ISSUED_MATCH_BYTES, "report.pdf", OFFICER);
  g_assert_false (sign_pdf (self, "root.pem", "again.pdf", OFFICER, &error));
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_CONTENT);
  g_assert_false (g_file_test (again, G_FILE_TEST_EXISTS));
}

/* What cannot be entered is not written. */
static void
test_pdf_refused (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *path = in_folder (self, "report.pdf");
  g_autofree char *output = in_folder (self, "signed.pdf");
  g_autofree char *key = in_folder (self, "officer.p12");
  const RcOfficerTerms nobody = { .path = path, .output = output };
  const RcOfficerTerms wrong_day = { .path = path, .output = output, .signatory = OFFICER, .on = "2020-01-01" };
  const RcOfficerTerms good = { .path = path, .output = output, .signatory = OFFICER };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcIssued) issued = NULL;

  put_pkcs12 (self);
  g_assert_false (rc_officer_sign_pdf (self->case_file, 1, &nobody, key, PASSPHRASE, &error));
  g_clear_error (&error);
  g_assert_false (rc_officer_sign_pdf (self->case_file, 1, &wrong_day, key, PASSPHRASE, &error));
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_TERMS);
  g_clear_error (&error);
  g_assert_false (rc_officer_sign_pdf (self->case_file, 1, &good, key, "wrong", &error));
  g_assert_error (error, RC_ARCHIVAL_ERROR, RC_ARCHIVAL_ERROR_SIGNATURE);
  g_clear_error (&error);
  g_assert_true (rc_issued_withdraw (self->case_file, 1, "wrong", NULL, &error));
  g_assert_false (rc_officer_sign_pdf (self->case_file, 1, &good, key, PASSPHRASE, &error));
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE);
  g_clear_error (&error);
  g_assert_false (g_file_test (output, G_FILE_TEST_EXISTS));
  issued = rc_issued_find (self->case_file, 1, &error);
  g_assert_cmpuint (issued->signatures->len, ==, 0);
}

static void
put_altered (Fixture    *self,
             const char *name,
             GBytes     *bytes,
             gsize       at,
             const char *more)
{
  GByteArray *copy = g_byte_array_new ();

  g_byte_array_append (copy, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  if (at > 0)
    copy->data[at] ^= 1;
  g_byte_array_append (copy, (const guint8 *) more, (guint) strlen (more));
  put (self, name, copy->data, copy->len);
  g_byte_array_unref (copy);
}

/* The same beginning shows nothing by itself; what differs is told. */
static void
test_other_content (Fixture       *self,
                    gconstpointer  data)
{
  gsize frozen = g_bytes_get_size (self->pdf);
  g_autoptr (GBytes) signed_pdf = NULL;
  g_autoptr (GError) error = NULL;

  put_pkcs12 (self);
  g_assert_true (sign_pdf (self, "report.pdf", "signed.pdf", OFFICER, &error));
  signed_pdf = get (self, "signed.pdf");
  assert_refused (self, "report.pdf", NULL, "exactly as it was frozen");
  put (self, "empty.pdf", "", 0);
  assert_refused (self, "empty.pdf", NULL, "it has 0 bytes");
  put (self, "half.pdf", g_bytes_get_data (self->pdf, NULL), frozen / 2);
  assert_refused (self, "half.pdf", NULL, "is not what was frozen");
  put_altered (self, "flipped.pdf", signed_pdf, frozen / 2, "");
  assert_refused (self, "flipped.pdf", NULL, "is not what was frozen: its first");
  put_altered (self, "junk.pdf", self->pdf, 0, "\njunk\n");
  assert_refused (self, "junk.pdf", NULL, "junk.pdf");
  put_altered (self, "more.pdf", signed_pdf, 0, "% more\n");
  assert_refused (self, "more.pdf", NULL, "more.pdf");
  put_altered (self, "value.pdf", signed_pdf, g_bytes_get_size (signed_pdf) - 30, "");
  assert_refused (self, "value.pdf", NULL, "value.pdf");
}

/* --- Signatures beside it --- */

static GBytes *
make_cms (Fixture *self,
          GBytes  *content,
          guint    flags)
{
  BIO *in = BIO_new_mem_buf (g_bytes_get_data (content, NULL), (int) g_bytes_get_size (content));
  CMS_ContentInfo *cms = CMS_sign_ex (rc_certificate_peek (self->maker->certificate), self->maker->key, NULL, in, CMS_BINARY | flags,
                                      rc_crypto_library (), RC_CRYPTO_PROPERTIES);
  guchar *der = NULL;
  int length = i2d_CMS_ContentInfo (cms, &der);
  GBytes *bytes = g_bytes_new (der, (gsize) length);

  OPENSSL_free (der);
  CMS_ContentInfo_free (cms);
  BIO_free (in);
  return bytes;
}

static void
test_cms (Fixture       *self,
          gconstpointer  data)
{
  g_autofree char *root = certificate_maker_pem (self->root);
  g_autoptr (GBytes) other = g_bytes_new_static ("another file", 12);
  g_autoptr (GBytes) beside = make_cms (self, self->pdf, CMS_DETACHED);
  g_autoptr (GBytes) around = make_cms (self, self->pdf, 0);
  g_autoptr (GBytes) wrong = make_cms (self, other, CMS_DETACHED);
  g_autoptr (GBytes) wrong_around = make_cms (self, other, 0);

  put_bytes (self, "report.p7s", beside);
  put_bytes (self, "report.p7m", around);
  put_bytes (self, "other.p7s", wrong);
  put_bytes (self, "other.p7m", wrong_around);
  put_bytes (self, "other.pdf", other);
  assert_taken (self, "report.pdf", "report.p7s", RC_ISSUED_MATCH_DETACHED, "report.pdf", "which this case does not accept");
  accept (self, "root.pem", root);
  assert_taken (self, "report.pdf", "report.p7s", RC_ISSUED_MATCH_DETACHED, "report.pdf", "accepted one of Nordhafen Bank");
  assert_taken (self, "report.p7m", NULL, RC_ISSUED_MATCH_BYTES, "report.pdf", OFFICER);
  assert_refused (self, "report.pdf", "other.p7s", "over other bytes");
  assert_refused (self, "report.pdf", "report.p7m", "holds what it signs itself");
  assert_refused (self, "other.p7m", NULL, "over another file");
  assert_refused (self, "other.pdf", "other.p7s", "is not what was frozen");
  assert_refused (self, "report.pdf", "root.pem", "no signature of minisign");
}

/* Nobody can have signed with a valid certificate what was frozen after its time. */
static void
test_expired (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GBytes) beside = NULL;

  certificate_maker_free (self->maker);
  self->maker = certificate_maker_new (OFFICER, self->root, &(const CertificateWish) { .from = "20210101000000Z", .to = "20220101000000Z" });
  beside = make_cms (self, self->pdf, CMS_DETACHED);
  put_bytes (self, "report.p7s", beside);
  assert_taken (self, "report.pdf", "report.p7s", RC_ISSUED_MATCH_DETACHED, "report.pdf", "has expired: it was valid from 2021-01-01");
}

/* What was accepted for others, for something else, or is withdrawn, vouches for nothing. */
static void
test_not_for_this (Fixture       *self,
                   gconstpointer  data)
{
  static const char * const others[] = { "subject=CN=Somebody else (fictitious)", NULL };
  const RcAnchorTerms terms[] = {
    { .owner = "N", .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .revoked_us = RC_TIME_NONE, .obtained_us = RC_TIME_NONE, .identities = others },
    { .owner = "N", .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .revoked_us = RC_TIME_NONE, .obtained_us = RC_TIME_NONE,
      .purpose = "time-stamps" },
    { .owner = "N", .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .revoked_us = 1, .revoked_for = "lost", .obtained_us = RC_TIME_NONE },
    { .owner = "N", .from_us = RC_TIME_NONE, .to_us = 1, .revoked_us = RC_TIME_NONE, .obtained_us = RC_TIME_NONE },
  };
  g_autofree char *root = certificate_maker_pem (self->root);
  g_autofree char *path = in_folder (self, "root.pem");
  g_autoptr (GBytes) beside = make_cms (self, self->pdf, CMS_DETACHED);
  g_autoptr (GError) error = NULL;

  put_bytes (self, "report.p7s", beside);
  put (self, "root.pem", root, strlen (root));
  for (gsize i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      gint64 id = rc_trust_accept (self->case_file, path, &terms[i], &error);

      g_assert_no_error (error);
      assert_taken (self, "report.pdf", "report.p7s", RC_ISSUED_MATCH_DETACHED, "report.pdf", "which this case does not accept");
      g_assert_true (rc_trust_remove (self->case_file, id, &error));
    }
}

static void
test_minisign (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *path = in_folder (self, "SHA256SUMS");
  g_autofree char *output = in_folder (self, "SHA256SUMS.minisig");
  g_autofree char *public_key = NULL;
  g_autofree char *key_file = NULL;
  g_autofree char *arguments = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GBytes) list = get (self, "SHA256SUMS");
  g_autoptr (GError) error = NULL;
  g_autoptr (RcIssued) issued = NULL;
  const RcOfficerTerms terms = { .path = path, .output = output, .signatory = OFFICER };

  rc_auditor_key_lock ();
  g_assert_false (rc_officer_sign_minisign (self->case_file, 1, &terms, &public_key, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (g_file_test (output, G_FILE_TEST_EXISTS));
  g_assert_true (rc_auditor_key_unlock (PASSPHRASE, strlen (PASSPHRASE), NULL, &error));
  g_assert_true (rc_officer_sign_minisign (self->case_file, 1, &terms, &public_key, &error));
  g_assert_no_error (error);
  issued = rc_issued_find (self->case_file, 1, &error);
  g_assert_cmpint (((RcIssuedSignature *) issued->signatures->pdata[0])->match, ==, RC_ISSUED_MATCH_DETACHED);

  /* Nobody can tell whose it is until the key is accepted. */
  assert_refused (self, "SHA256SUMS", "SHA256SUMS.minisig", "nobody can tell whose it is");
  key_file = g_strdup_printf ("untrusted comment: minisign public key\n%s\n", public_key);
  accept (self, "auditor.pub", key_file);
  assert_taken (self, "SHA256SUMS", "SHA256SUMS.minisig", RC_ISSUED_MATCH_DETACHED, "SHA256SUMS", "accepted key");
  assert_refused (self, "report.pdf", "SHA256SUMS.minisig", "does not fit");

  if (pdf_tools_have ("minisign"))
    {
      arguments = g_strdup_printf ("-V -P %s -x %s -m @", public_key, output);
      said = pdf_tools_run ("minisign", list, arguments);
      g_assert_nonnull (strstr (said, "verified"));
    }
}

static void
run (const char *command,
     const char *folder)
{
  g_auto (GStrv) words = g_strsplit (command, " ", -1);
  g_autoptr (GError) error = NULL;
  int status;

  for (gsize i = 0; words[i] != NULL; i++)
    {
      if (strcmp (words[i], "''") == 0)
        *words[i] = '\0';
    }
  g_assert_true (g_spawn_sync (folder, words, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                               NULL, &status, &error));
  g_assert_true (g_spawn_check_wait_status (status, &error));
  g_assert_no_error (error);
}

static void
test_ssh (Fixture       *self,
          gconstpointer  data)
{
  g_autoptr (GBytes) key = NULL;
  g_autofree char *text = NULL;

  if (!pdf_tools_have ("ssh-keygen"))
    return;
  run ("ssh-keygen -q -t ed25519 -N '' -C fictitious -f key", self->base.folder);
  run ("ssh-keygen -Y sign -q -n file -f key report.pdf", self->base.folder);
  assert_taken (self, "report.pdf", "report.pdf.sig", RC_ISSUED_MATCH_DETACHED, "report.pdf", "which this case does not accept");
  assert_refused (self, "SHA256SUMS", "report.pdf.sig", "does not fit");
  key = get (self, "key.pub");
  text = g_strndup (g_bytes_get_data (key, NULL), g_bytes_get_size (key));
  accept (self, "accepted.pub", text);
  assert_taken (self, "report.pdf", "report.pdf.sig", RC_ISSUED_MATCH_DETACHED, "report.pdf", "accepted key");
  run ("ssh-keygen -Y sign -q -n email -f key SHA256SUMS", self->base.folder);
  assert_refused (self, "SHA256SUMS", "SHA256SUMS.sig", "not signed for the use");
}

/* --- Ink --- */

static void
test_stated (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *path = in_folder (self, "scan.jpg");
  g_autoptr (RcIssued) issued = rc_issued_find (self->case_file, 1, NULL);
  RcSignedCopyTerms terms = { .path = path, .is_stated = TRUE };
  g_autoptr (RcSignedCopy) copy = NULL;
  g_autoptr (RcSignedCopy) none = NULL;
  g_autoptr (RcPaper) paper = NULL;
  g_autoptr (GError) error = NULL;
  gint64 source;

  put (self, "scan.jpg", "a scan", 6);
  copy = rc_signed_copy_examine (self->case_file, issued, &terms, &error);
  g_assert_no_error (error);
  g_assert_cmpint (copy->match, ==, RC_ISSUED_MATCH_STATED);
  g_assert_cmpstr (copy->file, ==, "report.pdf");
  g_assert_null (copy->found);
  terms.frozen_name = "nothing.pdf";
  none = rc_signed_copy_examine (self->case_file, issued, &terms, &error);
  g_assert_null (none);
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_NOT_FOUND);
  g_clear_error (&error);

  source = rc_signed_copy_keep (self->case_file, issued, path, NULL, &error);
  g_assert_no_error (error);
  paper = rc_paper_find_source (self->case_file, source, &error);
  g_assert_cmpstr (paper->title, ==, "TR-1, revision 0, signed");
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  data_folder = case_fixture_own_data_folder ();
  ADD ("/signed-copy/pdf", test_pdf);
  ADD ("/signed-copy/pdf-refused", test_pdf_refused);
  ADD ("/signed-copy/other-content", test_other_content);
  ADD ("/signed-copy/cms", test_cms);
  ADD ("/signed-copy/expired", test_expired);
  ADD ("/signed-copy/not-for-this", test_not_for_this);
  ADD ("/signed-copy/minisign", test_minisign);
  ADD ("/signed-copy/ssh", test_ssh);
  ADD ("/signed-copy/stated", test_stated);
  result = g_test_run ();
  case_fixture_remove_data_folder (data_folder);
  return result;
}
