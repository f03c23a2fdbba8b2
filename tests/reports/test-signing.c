/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/core/case-fixture.h"
#include "tests/core/certificate-fixture.h"
#include "tests/reports/pdf-check.h"
#include "tests/reports/pdf-file.h"
#include "tests/reports/pdf-tools.h"
#include "tests/reports/sample-document.h"

#include "core/auditor-key.h"
#include "core/crypto-library.h"
#include "core/timestamp.h"
#include "reports/archival/signing-examine.h"
#include "reports/archival/signing.h"

#include <string.h>

#include <glib/gstdio.h>
#include <openssl/pkcs12.h>

#define PASSPHRASE "Schl\xc3\xbcssel"

/* In the middle of 2025, in which the certificates are valid. */
#define DAY G_GINT64_CONSTANT (1750000000000000)

typedef struct
{
  CertificateMaker *root;
  CertificateMaker *maker;
  GBytes           *file;        /* PKCS#12 */
  GBytes           *frozen;
  RcDigest          digest;
} Fixture;

static GBytes *
make_key_file (const CertificateMaker *maker,
               const CertificateMaker *issuer)
{
  STACK_OF (X509) *others = sk_X509_new_null ();
  guchar *der = NULL;
  PKCS12 *content;
  GBytes *file;
  int length;

  sk_X509_push (others, rc_certificate_peek (issuer->certificate));
  content = PKCS12_create_ex (PASSPHRASE, "key", maker->key, rc_certificate_peek (maker->certificate), others, 0, 0, 0, 0, 0, rc_crypto_library (),
                              RC_CRYPTO_PROPERTIES);
  g_assert_nonnull (content);
  length = i2d_PKCS12 (content, &der);
  g_assert_cmpint (length, >, 0);
  file = g_bytes_new (der, (gsize) length);
  OPENSSL_free (der);
  PKCS12_free (content);
  sk_X509_free (others);
  return file;
}

/* Drawn once for all tests. */
static GBytes *
make_document (gboolean has_field)
{
  static GBytes *drawn[2];
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDocument) document = NULL;
  g_autoptr (RcPages) pages = NULL;

  if (drawn[has_field] != NULL)
    return g_bytes_ref (drawn[has_field]);
  document = sample_document_new (FALSE);
  pages = rc_pages_new (document, &error);
  g_assert_no_error (error);
  drawn[has_field] = rc_pages_to_pdf_as (pages, RC_ARCHIVAL_3A, has_field, &error);
  g_assert_no_error (error);
  return g_bytes_ref (drawn[has_field]);
}

static void
set_up_with (Fixture               *self,
             const CertificateWish *wish,
             gboolean               has_field)
{
  self->root = certificate_maker_new ("Root (fictitious)", NULL, &(const CertificateWish) { .is_ca = TRUE });
  self->maker = certificate_maker_new ("Rita Signer (fictitious)", self->root, wish);
  self->file = make_key_file (self->maker, self->root);
  self->frozen = make_document (has_field);
  rc_digest_compute (g_bytes_get_data (self->frozen, NULL), g_bytes_get_size (self->frozen), &self->digest);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  set_up_with (self, &(const CertificateWish) { .to = "20400101000000Z" }, TRUE);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  certificate_maker_free (self->maker);
  certificate_maker_free (self->root);
  g_bytes_unref (self->file);
  g_bytes_unref (self->frozen);
}

static RcSigningKey *
open_key (const Fixture *self)
{
  g_autoptr (GError) error = NULL;
  RcSigningKey *key = rc_signing_key_open (self->file, PASSPHRASE, DAY, &error);

  g_assert_no_error (error);
  return key;
}

static GBytes *
sign (const Fixture *self,
      GBytes        *pdf,
      const char    *reason,
      const char    *place)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcSigningKey) key = open_key (self);
  GBytes *signed_pdf = rc_signing_sign_pdf (pdf, key, reason, place, DAY, &error);

  g_assert_no_error (error);
  return signed_pdf;
}

static RcSigningExamination *
examine (const Fixture *self,
         GBytes        *pdf)
{
  return rc_signing_examine (pdf, g_bytes_get_size (self->frozen), &self->digest);
}

static GBytes *
join (GBytes     *bytes,
      const char *more)
{
  GByteArray *joined = g_byte_array_new ();

  g_byte_array_append (joined, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  g_byte_array_append (joined, (const guint8 *) more, (guint) strlen (more));
  return g_byte_array_free_to_bytes (joined);
}

static GBytes *
flip (GBytes *bytes,
      gsize   at)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  guint8 *copy = g_memdup2 (data, length);

  copy[at] ^= 1;
  return g_bytes_new_take (copy, length);
}

/* --- What is signed here --- */

static void
assert_signed (const Fixture *self,
               GBytes        *pdf)
{
  g_autoptr (RcSigningExamination) told = examine (self, pdf);
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
  g_assert_cmpint (found->claimed_us, ==, DAY);
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
test_sign (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (GBytes) pdf = sign (self, self->frozen, "Ich best\xc3\xa4tige ) /ByteRange [0 1 2 3] (", "K\xc3\xb6ln");

  g_assert_cmpmem (g_bytes_get_data (pdf, NULL), g_bytes_get_size (self->frozen), g_bytes_get_data (self->frozen, NULL),
                   g_bytes_get_size (self->frozen));
  assert_sound (pdf);
  assert_signed (self, pdf);
}

static void
test_without_field (void)
{
  Fixture self;
  g_autoptr (GBytes) pdf = NULL;

  set_up_with (&self, &(const CertificateWish) { .from = NULL }, FALSE);
  pdf = sign (&self, self.frozen, NULL, NULL);
  assert_sound (pdf);
  assert_signed (&self, pdf);
  tear_down (&self, NULL);
}

static void
test_rsa (void)
{
  Fixture self;
  g_autoptr (GBytes) first = NULL, second = NULL;

  set_up_with (&self, &(const CertificateWish) { .rsa_bits = 3072 }, TRUE);
  first = sign (&self, self.frozen, NULL, NULL);
  second = sign (&self, self.frozen, NULL, NULL);
  assert_signed (&self, first);
  /* Nothing of the clock is in it. */
  g_assert_true (g_bytes_equal (first, second));
  tear_down (&self, NULL);
}

/* The second is over the first, which then is not over the whole file any more. */
static void
test_twice (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (GBytes) once = sign (self, self->frozen, NULL, NULL), twice = sign (self, once, NULL, NULL);
  g_autoptr (RcSigningExamination) told = examine (self, twice);
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
test_bad_keys (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr (GBytes) garbage = g_bytes_new_static ("not a key", 9), nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (self->file, 0, g_bytes_get_size (self->file) / 2);
  g_autoptr (GBytes) of_ca = make_key_file (self->root, self->root);
  g_autoptr (CertificateMaker) weak = certificate_maker_new ("Weak (fictitious)", self->root, &(const CertificateWish) { .rsa_bits = 1024 });
  g_autoptr (GBytes) of_weak = make_key_file (weak, self->root);
  g_autoptr (CertificateMaker) old = certificate_maker_new ("Old (fictitious)", self->root, &(const CertificateWish) { .rsa_bits = 0 });
  g_autoptr (GBytes) of_old = make_key_file (old, self->root);

  assert_refused (self->file, "wrong", DAY, "passphrase");
  assert_refused (self->file, "", DAY, "passphrase");
  assert_refused (garbage, PASSPHRASE, DAY, "PKCS#12");
  assert_refused (nothing, PASSPHRASE, DAY, "PKCS#12");
  assert_refused (half, PASSPHRASE, DAY, "PKCS#12");
  assert_refused (of_old, PASSPHRASE, DAY + 366 * (gint64) 86400 * G_USEC_PER_SEC, "has expired: it was valid from 2025");
  assert_refused (self->file, PASSPHRASE, DAY - 366 * (gint64) 86400 * G_USEC_PER_SEC, "not valid yet");
  assert_refused (of_ca, PASSPHRASE, DAY, "not for signatures");
  assert_refused (of_weak, PASSPHRASE, DAY, "2048 bits");
}

static void
test_bad_files (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (RcSigningKey) key = open_key (self);
  gsize length;
  const char *bytes = g_bytes_get_data (self->frozen, &length);
  const gsize lengths[] = { 0, 5, 1000, length / 2, length - 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GBytes) part = g_bytes_new (bytes, lengths[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (rc_signing_sign_pdf (part, key, NULL, NULL, DAY, &error));
      g_assert_error (error, RC_ARCHIVAL_ERROR, RC_ARCHIVAL_ERROR_SIGNATURE);
    }
}

/* --- What came back --- */

static void
test_unsigned (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr (RcSigningExamination) told = examine (self, self->frozen);

  g_assert_true (rc_signing_examination_is_same (told));
  g_assert_false (rc_signing_examination_is_signed (told));
  g_assert_cmpuint (told->n_added, ==, 0);
  g_assert_cmpuint (told->signatures->len, ==, 0);
}

static void
test_byte_altered (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr (GBytes) pdf = sign (self, self->frozen, NULL, NULL);
  g_autoptr (RcSigningExamination) clean = examine (self, pdf);
  const RcSigningFound *signature = clean->signatures->pdata[0];
  const gsize places[] = { 20, g_bytes_get_size (self->frozen) / 2, g_bytes_get_size (pdf) - 3 };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GBytes) altered = flip (pdf, places[i]);
      g_autoptr (RcSigningExamination) told = examine (self, altered);

      g_assert_cmpint (told->begins_with_frozen, ==, places[i] >= g_bytes_get_size (self->frozen));
      g_assert_false (rc_signing_examination_is_signed (told));
      g_assert_false (((const RcSigningFound *) told->signatures->pdata[0])->digest_matches);
    }
  {
    /* In the value itself. */
    g_autoptr (GBytes) altered = flip (pdf, (gsize) signature->range[1] + 1200);
    g_autoptr (RcSigningExamination) told = examine (self, altered);

    g_assert_true (told->begins_with_frozen);
    g_assert_false (rc_signing_examination_is_signed (told));
  }
}

static void
test_bytes_appended (Fixture       *self,
                     gconstpointer  data)
{
  g_autoptr (GBytes) pdf = sign (self, self->frozen, NULL, NULL), longer = join (pdf, "% more\n");
  g_autoptr (RcSigningExamination) told = examine (self, longer);
  const RcSigningFound *found = told->signatures->pdata[0];

  g_assert_true (told->begins_with_frozen);
  g_assert_true (found->digest_matches);
  g_assert_cmpint (found->verdict, ==, RC_VERDICT_VALID);
  g_assert_false (found->covers_all);
  g_assert_cmpuint (found->n_after, ==, 7);
  g_assert_false (rc_signing_examination_is_signed (told));
  g_assert_false (rc_signing_examination_is_same (told));
}

/* --- Updates that do more than sign --- */

static gsize
find_references (GBytes *pdf)
{
  const char *end = (const char *) g_bytes_get_data (pdf, NULL) + g_bytes_get_size (pdf);
  const char *word = memmem (end - 40, 40, "startxref\n", 10);
  g_autofree char *text = g_strndup (word + 10, (gsize) (end - word) - 10);

  return (gsize) g_ascii_strtoull (text, NULL, 10);
}

/* @reference: "5 0 R", the object that @content takes the place of */
static GBytes *
update (GBytes     *pdf,
        const char *reference,
        const char *content)
{
  g_autoptr (PdfFile) file = pdf_file_new (pdf);
  gsize at = g_bytes_get_size (pdf);
  int id = (int) g_ascii_strtoll (reference, NULL, 10);
  g_autofree char *root = pdf_file_dup_reference (file, pdf_file_get_raw (file, pdf_file_trailer (file), "/Root"));
  g_autofree char *information = pdf_file_dup_reference (file, pdf_file_get_raw (file, pdf_file_trailer (file), "/Info"));
  g_autofree char *object = g_strdup_printf ("%d 0 obj\n%s\nendobj\n", id, content);
  gint64 size = 0;
  g_autofree char *more = NULL;

  g_assert_true (rc_json_get_integer (&file->json, pdf_file_get (file, pdf_file_trailer (file), "/Size"), &size));
  more = g_strdup_printf ("%sxref\n%d 1\n%010" G_GSIZE_FORMAT " 00000 n \ntrailer\n<< /Size %d /Prev %" G_GSIZE_FORMAT
                          " /Root %s /Info %s >>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
                          object, id, at, (int) size, find_references (pdf), root, information, at + strlen (object));
  return join (pdf, more);
}

static void
assert_altered (const Fixture *self,
                GBytes        *pdf,
                const char    *words)
{
  g_autoptr (RcSigningExamination) told = examine (self, pdf);

  g_assert_true (told->begins_with_frozen);
  g_assert_false (rc_signing_examination_is_same (told));
  g_test_message ("%s", (char *) told->changes->pdata[0]);
  g_assert_true (g_ptr_array_find_with_equal_func (told->changes, words, g_str_equal, NULL));
}

static void
test_updates (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (PdfFile) file = NULL;
  g_autoptr (GArray) pages = NULL;
  g_autofree char *page = NULL, *content = NULL, *root = NULL, *information = NULL;
  guint32 first;

  if (!pdf_tools_have ("qpdf"))
    return;
  file = pdf_file_new (self->frozen);
  pages = pdf_file_pages (file);
  first = g_array_index (pages, guint32, 0);
  page = pdf_file_dup_reference (file, first);
  content = pdf_file_dup_reference (file, pdf_file_get_raw (file, pdf_file_resolve (file, first), "/Contents"));
  root = pdf_file_dup_reference (file, pdf_file_get_raw (file, pdf_file_trailer (file), "/Root"));
  information = pdf_file_dup_reference (file, pdf_file_get_raw (file, pdf_file_trailer (file), "/Info"));
  {
    g_autoptr (GBytes) replaced = update (self->frozen, page, "<< /Type /Page /MediaBox [ 0 0 10 10 ] >>");
    g_autoptr (GBytes) redrawn = update (self->frozen, content, "<< /Length 5 >>\nstream\nq Q q\nendstream");
    g_autoptr (GBytes) acting = update (self->frozen, root, "<< /Type /Catalog /OpenAction << >> >>");
    g_autoptr (GBytes) renamed = update (self->frozen, information, "<< /Title (Another) >>");
    g_autoptr (GBytes) torn = join (self->frozen, "999 0 obj\n<< /Type"), once = sign (self, self->frozen, NULL, NULL);
    g_autoptr (GBytes) broken = join (self->frozen, "startxref\n7\n%%EOF\n");
    g_autoptr (GBytes) after = update (once, content, "<< /Length 5 >>\nstream\nq Q q\nendstream");

    assert_altered (self, replaced, "page 1 was replaced");
    assert_altered (self, redrawn, "something that the pages are made of was replaced");
    assert_altered (self, acting, "the document's own settings were altered");
    assert_altered (self, renamed, "something that the pages are made of was replaced");
    assert_altered (self, torn, "something stands behind the end of the file");
    assert_altered (self, broken, "the file cannot be read without repairing it");
    assert_altered (self, after, "something that the pages are made of was replaced");
  }
}

/* Something that is seen on the page, where the signature should only be in the file. */
static void
test_stamp (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (PdfFile) file = NULL;
  g_autoptr (GArray) pages = NULL;
  g_autoptr (GBytes) stamped = NULL, unlinked = NULL;
  g_autoptr (GRegex) annotations = g_regex_new ("/Annots \\[[^]]*\\]", 0, 0, NULL);
  g_autofree char *page = NULL, *words = NULL, *with_stamp = NULL, *without = NULL, *command = NULL;

  if (!pdf_tools_have ("qpdf"))
    return;
  file = pdf_file_new (self->frozen);
  pages = pdf_file_pages (file);
  page = pdf_file_dup_reference (file, g_array_index (pages, guint32, 0));
  command = g_strdup_printf ("--show-object=%d @", (int) g_ascii_strtoll (page, NULL, 10));
  words = pdf_tools_run ("qpdf", self->frozen, command);
  g_assert_true (g_regex_match (annotations, words, 0, NULL));
  without = g_regex_replace_literal (annotations, words, -1, 0, "", 0, NULL);
  {
    const char *end = strstr (words, "/Annots [") + strlen ("/Annots");
    gsize length = strcspn (end, "]");

    with_stamp = g_strdup_printf ("%.*s << /Subtype /Stamp /Rect [ 0 0 99 99 ] >> %s", (int) (end + length - words), words, end + length);
  }
  stamped = update (self->frozen, page, with_stamp);
  unlinked = update (self->frozen, page, without);
  assert_altered (self, stamped, "something was put on page 1");
  assert_altered (self, unlinked, "what can be clicked on page 1 was altered");
}

/* --- Bytes that lie --- */

static void
test_lies (Fixture       *self,
           gconstpointer  data)
{
  static const char * const lies[] = {
    "/ByteRange", "/ByteRange [", "/ByteRange [0 1 2", "/ByteRange [0 1 2 3", "/ByteRange [0 5 3 1]", "/ByteRange [0 999999999999999999 999999999999999999 1]",
    "/ByteRange [0 10 12 99999999999999999]", "/ByteRange [5 1 9 1]", "/ByteRange [0 0 0 0]", "/ByteRange [0 1 3 18446744073709551615]",
    "/ByteRange [0 4 40 1] <30820fffffff>", "/ByteRange [0 -4 40 1]", "/ByteRange [0 1 2 3 4]", "/ByteRange[0 17 19 0]", "/ByteRange[0 17 21 0]<>/ByteRange[0 17 21 0]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (lies[i], strlen (lies[i]));
      g_autoptr (RcSigningExamination) told = examine (self, bytes);

      g_assert_false (told->begins_with_frozen);
      g_assert_false (rc_signing_examination_is_same (told));
      g_assert_false (rc_signing_examination_is_signed (told));
      for (guint j = 0; j < told->signatures->len; j++)
        g_assert_cmpint (((const RcSigningFound *) told->signatures->pdata[j])->verdict, ==, RC_VERDICT_MALFORMED);
    }
}

/* A value that says it is longer than it is, and a range that leaves out more than the value. */
static void
test_other_gap (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (GBytes) pdf = sign (self, self->frozen, NULL, NULL);
  gsize length;
  const char *bytes = g_bytes_get_data (pdf, &length);
  g_autofree char *copy = g_memdup2 (bytes, length);
  char *ranges = memmem (copy, length, "/ByteRange [0 ", 14);
  g_autoptr (GBytes) shorter = NULL;
  g_autoptr (RcSigningExamination) told = NULL;

  g_assert_nonnull (ranges);
  /* A hundred thousand bytes less: the value and what stands before it are left out. */
  ranges[14] = '0';
  shorter = g_bytes_new (copy, length);
  told = examine (self, shorter);
  g_assert_false (rc_signing_examination_is_signed (told));
  g_assert_cmpint (((const RcSigningFound *) told->signatures->pdata[0])->verdict, ==, RC_VERDICT_MALFORMED);
}

static void
test_random_bytes (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr (GBytes) pdf = sign (self, self->frozen, NULL, NULL);
  gsize length, frozen_length = g_bytes_get_size (self->frozen);
  const guint8 *bytes = g_bytes_get_data (pdf, &length);

  for (guint i = 0; i < 150; i++)
    {
      guint8 *copy = g_memdup2 (bytes, length);
      gsize cut = i % 3 == 0 ? (gsize) g_test_rand_int_range ((gint32) frozen_length, (gint32) length) : length;
      g_autoptr (GBytes) altered = NULL;
      g_autoptr (RcSigningExamination) told = NULL;

      for (guint j = 0; j < 1 + i % 5; j++)
        copy[g_test_rand_int_range ((gint32) frozen_length, (gint32) length)] ^= (guint8) g_test_rand_int_range (1, 256);
      altered = g_bytes_new_take (copy, cut);
      told = examine (self, altered);
      g_assert_true (told->begins_with_frozen);
      /* Zeros behind the value belong to nothing, and may be any digits. */
      g_assert_true (cut == length || !rc_signing_examination_is_signed (told));
    }
}

/* --- Programs of others --- */

static void
run (const char *folder,
     const char *format,
     ...) G_GNUC_PRINTF (2, 3);

static void
run (const char *folder,
     const char *format,
     ...)
{
  g_autofree char *line = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;
  va_list arguments;
  int status;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  words = g_strsplit (line, " ", -1);
  g_assert_true (g_spawn_sync (folder, words, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, &error));
  g_assert_true (g_spawn_check_wait_status (status, &error));
  g_assert_no_error (error);
}

static char *
ask_pdfsig (GBytes     *pdf,
            const char *folder)
{
  g_autofree char *arguments = g_strdup_printf ("-nssdir sql:%s @", folder);

  return pdf_tools_run ("pdfsig", pdf, arguments);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
test_pdfsig (Fixture       *self,
             gconstpointer  data)
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
  run (folder, "certutil -N -d sql:. --empty-password");
  run (folder, "certutil -A -d sql:. -n root -t CT,C,C -i root.pem");
  {
    g_autoptr (GBytes) pdf = sign (self, self->frozen, "Reason", "Place"), altered = flip (pdf, 40000), longer = join (pdf, "% more\n");
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
  remove_folder (folder);
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
  g_assert_null (rc_signing_minisign (list, "list.txt", DAY, &error));
  g_assert_error (error, RC_ARCHIVAL_ERROR, RC_ARCHIVAL_ERROR_SIGNATURE);
  g_clear_error (&error);
  g_assert_true (rc_auditor_key_unlock (PASSPHRASE, strlen (PASSPHRASE), NULL, &error));
  signature = rc_signing_minisign (list, "list\n.txt", DAY, &error);
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
  run (folder, "minisign -V -p key.pub -m list.txt");
  remove_folder (folder);
}

#define ADD(path, test) g_test_add ("/signing/" path, Fixture, NULL, set_up, test, tear_down)

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
  ADD ("unsigned", test_unsigned);
  ADD ("byte-altered", test_byte_altered);
  ADD ("bytes-appended", test_bytes_appended);
  ADD ("updates", test_updates);
  ADD ("stamp", test_stamp);
  ADD ("lies", test_lies);
  ADD ("other-gap", test_other_gap);
  ADD ("random-bytes", test_random_bytes);
  ADD ("pdfsig", test_pdfsig);
  g_test_add_func ("/signing/minisign", test_minisign);
  answer = g_test_run ();
  case_fixture_remove_data_folder (folder);
  return answer;
}
