/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/pdf-file.h"
#include "tests/reports/pdf-tools.h"
#include "tests/reports/signing-fixture.h"

#include <string.h>

/* --- What came back --- */

static void
test_unsigned (SigningFixture *self,
               gconstpointer   data)
{
  g_autoptr (RcSigningExamination) told = signing_fixture_examine (self, self->frozen);

  g_assert_true (rc_signing_examination_is_same (told));
  g_assert_false (rc_signing_examination_is_signed (told));
  g_assert_cmpuint (told->n_added, ==, 0);
  g_assert_cmpuint (told->signatures->len, ==, 0);
}

static void
test_byte_altered (SigningFixture *self,
                   gconstpointer   data)
{
  g_autoptr (GBytes) pdf = signing_fixture_sign (self, self->frozen, NULL, NULL);
  g_autoptr (RcSigningExamination) clean = signing_fixture_examine (self, pdf);
  const RcSigningFound *signature = clean->signatures->pdata[0];
  const gsize places[] = { 20, g_bytes_get_size (self->frozen) / 2, g_bytes_get_size (pdf) - 3 };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GBytes) altered = signing_fixture_flip (pdf, places[i]);
      g_autoptr (RcSigningExamination) told = signing_fixture_examine (self, altered);

      g_assert_cmpint (told->begins_with_frozen, ==, places[i] >= g_bytes_get_size (self->frozen));
      g_assert_false (rc_signing_examination_is_signed (told));
      g_assert_false (((const RcSigningFound *) told->signatures->pdata[0])->digest_matches);
    }
  {
    /* In the value itself. */
    g_autoptr (GBytes) altered = signing_fixture_flip (pdf, (gsize) signature->range[1] + 1200);
    g_autoptr (RcSigningExamination) told = signing_fixture_examine (self, altered);

    g_assert_true (told->begins_with_frozen);
    g_assert_false (rc_signing_examination_is_signed (told));
  }
}

static void
test_bytes_appended (SigningFixture *self,
                     gconstpointer   data)
{
  g_autoptr (GBytes) pdf = signing_fixture_sign (self, self->frozen, NULL, NULL), longer = signing_fixture_join (pdf, "% more\n");
  g_autoptr (RcSigningExamination) told = signing_fixture_examine (self, longer);
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
  return signing_fixture_join (pdf, more);
}

static void
assert_altered (const SigningFixture *self,
                GBytes               *pdf,
                const char           *words)
{
  g_autoptr (RcSigningExamination) told = signing_fixture_examine (self, pdf);

  g_assert_true (told->begins_with_frozen);
  g_assert_false (rc_signing_examination_is_same (told));
  g_test_message ("%s", (char *) told->changes->pdata[0]);
  g_assert_true (g_ptr_array_find_with_equal_func (told->changes, words, g_str_equal, NULL));
}

static void
test_updates (SigningFixture *self,
              gconstpointer   data)
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
    g_autoptr (GBytes) torn = signing_fixture_join (self->frozen, "999 0 obj\n<< /Type");
    g_autoptr (GBytes) once = signing_fixture_sign (self, self->frozen, NULL, NULL);
    g_autoptr (GBytes) broken = signing_fixture_join (self->frozen, "startxref\n7\n%%EOF\n");
    g_autoptr (GBytes) after = update (once, content, "<< /Length 5 >>\nstream\nq Q q\nendstream");

    assert_altered (self, replaced, "page 1 was replaced");
    assert_altered (self, redrawn, "something that the pages are made of was replaced");
    assert_altered (self, acting, "the document's own settings were altered");
    assert_altered (self, renamed, "what the file says of itself was altered");
    assert_altered (self, torn, "something stands behind the end of the file");
    assert_altered (self, broken, "the file cannot be read without repairing it");
    assert_altered (self, after, "something that the pages are made of was replaced");
  }
}

/* Something that is seen on the page, where the signature should only be in the file. */
static void
test_stamp (SigningFixture *self,
            gconstpointer   data)
{
  /* A picture of a signature hides what stands under it, whatever is signed. */
  static const char * const stamps[] = { "<< /Subtype /Stamp /Rect [ 0 0 99 99 ] >>", "<< /Subtype /Widget /FT /Sig /Rect [ 0 0 99 99 ] >>",
                                         "<< /Subtype /Widget /FT /Sig /Rect [ 0 3 600 /x ] >>",
                                         "<< /Subtype /Widget /FT /Sig /Rect [ 0 0 0 0 ] /AA << /PO << /S /JavaScript /JS (1) >> >> >>" };
  g_autoptr (PdfFile) file = NULL;
  g_autoptr (GArray) pages = NULL;
  g_autoptr (GBytes) unlinked = NULL;
  g_autoptr (GRegex) annotations = g_regex_new ("/Annots \\[[^]]*\\]", 0, 0, NULL);
  g_autofree char *page = NULL, *words = NULL, *without = NULL, *command = NULL;

  if (!pdf_tools_have ("qpdf"))
    return;
  file = pdf_file_new (self->frozen);
  pages = pdf_file_pages (file);
  page = pdf_file_dup_reference (file, g_array_index (pages, guint32, 0));
  command = g_strdup_printf ("--show-object=%d @", (int) g_ascii_strtoll (page, NULL, 10));
  words = pdf_tools_run ("qpdf", self->frozen, command);
  g_assert_true (g_regex_match (annotations, words, 0, NULL));
  without = g_regex_replace_literal (annotations, words, -1, 0, "", 0, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (stamps); i++)
    {
      const char *end = strstr (words, "/Annots [") + strlen ("/Annots");
      gsize length = strcspn (end, "]");
      g_autofree char *with_stamp = g_strdup_printf ("%.*s %s %s", (int) (end + length - words), words, stamps[i], end + length);
      g_autoptr (GBytes) stamped = update (self->frozen, page, with_stamp);

      assert_altered (self, stamped, "something was put on page 1");
    }
  unlinked = update (self->frozen, page, without);
  assert_altered (self, unlinked, "what can be clicked on page 1 was altered");
}

/* A reader may show a field that stands on no page, or a form instead of all pages. */
static void
test_form (SigningFixture *self,
           gconstpointer   data)
{
  g_autoptr (PdfFile) file = NULL;
  g_autoptr (GRegex) form = g_regex_new ("/AcroForm (\\d+ 0 R)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GBytes) with_field = NULL, without_field = NULL, with_other = NULL;
  g_autofree char *root = NULL, *command = NULL, *words = NULL, *other = NULL, *reference = NULL;

  if (!pdf_tools_have ("qpdf"))
    return;
  file = pdf_file_new (self->frozen);
  root = pdf_file_dup_reference (file, pdf_file_get_raw (file, pdf_file_trailer (file), "/Root"));
  command = g_strdup_printf ("--show-object=%d @", (int) g_ascii_strtoll (root, NULL, 10));
  words = pdf_tools_run ("qpdf", self->frozen, command);
  g_assert_true (g_regex_match (form, words, 0, &match));
  reference = g_match_info_fetch (match, 1);
  other = g_regex_replace_literal (form, words, -1, 0, "/AcroForm << /Fields [ ] /XFA (another document) >>", 0, NULL);

  with_other = update (self->frozen, root, other);
  assert_altered (self, with_other, "the form of the document was altered");
  without_field = update (self->frozen, reference, "<< /Fields [ ] >>");
  assert_altered (self, without_field, "the form of the document was altered");
  g_free (other);
  other = g_regex_replace_literal (form, words, -1, 0, "/AcroForm << /Fields [ << /Subtype /Widget /FT /Tx /V (7) /Rect [ 0 0 9 9 ] >> ] >>",
                                   0, NULL);
  with_field = update (self->frozen, root, other);
  assert_altered (self, with_field, "the form of the document was altered");
}

/* @more stands before the @word at the end. */
static GBytes *
insert (GBytes     *pdf,
        const char *word,
        const char *more)
{
  gsize length;
  const char *bytes = g_bytes_get_data (pdf, &length);
  const char *at = memmem (bytes + length - 40, 40, word, strlen (word));
  g_autoptr (GBytes) beginning = g_bytes_new (bytes, (gsize) (at - bytes));
  g_autofree char *end = g_strndup (at, (gsize) (bytes + length - at));
  g_autofree char *rest = g_strconcat (more, end, NULL);

  return signing_fixture_join (beginning, rest);
}

/* Readers find the references from the end, each in its own way: what one library reads is not what is seen with another one. */
static void
test_ambiguous (SigningFixture *self,
                gconstpointer   data)
{
  static const char at_end[] = "its end is written in such a way that programs do not agree on what the file shows";
  static const char twice[] = "something in it is written in two ways, so that programs do not agree on what the file shows";
  static const struct { const char *word, *more, *told; } cases[] = {
    { "%%EOF", "%startxref7\n", at_end },
    { "%%EOF", "%startxref 7\n", at_end },
    { "%%EOF", "startxref +7\n", at_end },
    { "%%EOF", "%%EOF\nstartxref(\n7\n", at_end },
    { "startxref", "startxref\n7\n", at_end },
    { "startxref", "% /XRefStm 7\n", twice },
    { "startxref", "% /X#52ef#53tm 7\n", twice },
    { "startxref", "% /#zz /X#5z /X#-2 /#58RefStm 7\n", twice },     /* numbers that are none, before one */
    { "startxref", "7 0 obj\n<< >>\nendobj\n7\n0 obj\n<< >>\nendobj\n", twice },
  };
  g_autoptr (GBytes) pdf = signing_fixture_sign (self, self->frozen, NULL, NULL), again = signing_fixture_sign (self, pdf, NULL, NULL);
  g_autoptr (RcSigningExamination) told = signing_fixture_examine (self, again);

  /* What two people signed one after the other has the field's object twice, once in each update. */
  g_assert_true (rc_signing_examination_is_same (told));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) altered = insert (pdf, cases[i].word, cases[i].more);

      assert_altered (self, altered, cases[i].told);
    }
}

/* --- Bytes that lie --- */

static void
test_lies (SigningFixture *self,
           gconstpointer   data)
{
  static const char * const lies[] = {
    "/ByteRange", "/ByteRange [", "/ByteRange [0 1 2", "/ByteRange [0 1 2 3", "/ByteRange [0 5 3 1]",
    "/ByteRange [0 999999999999999999 999999999999999999 1]",
    "/ByteRange [0 10 12 99999999999999999]", "/ByteRange [5 1 9 1]", "/ByteRange [0 0 0 0]", "/ByteRange [0 1 3 18446744073709551615]",
    "/ByteRange [0 4 40 1] <30820fffffff>", "/ByteRange [0 -4 40 1]", "/ByteRange [0 1 2 3 4]", "/ByteRange[0 17 19 0]",
    "/ByteRange[0 17 21 0]<>/ByteRange[0 17 21 0]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (lies[i], strlen (lies[i]));
      g_autoptr (RcSigningExamination) told = signing_fixture_examine (self, bytes);

      g_assert_false (told->begins_with_frozen);
      g_assert_false (rc_signing_examination_is_same (told));
      g_assert_false (rc_signing_examination_is_signed (told));
      for (guint j = 0; j < told->signatures->len; j++)
        g_assert_cmpint (((const RcSigningFound *) told->signatures->pdata[j])->verdict, ==, RC_VERDICT_MALFORMED);
    }
}

/* A value that says it is longer than it is, and a range that leaves out more than the value. */
static void
test_other_gap (SigningFixture *self,
                gconstpointer   data)
{
  g_autoptr (GBytes) pdf = signing_fixture_sign (self, self->frozen, NULL, NULL);
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
  told = signing_fixture_examine (self, shorter);
  g_assert_false (rc_signing_examination_is_signed (told));
  g_assert_cmpint (((const RcSigningFound *) told->signatures->pdata[0])->verdict, ==, RC_VERDICT_MALFORMED);
}

static void
test_random_bytes (SigningFixture *self,
                   gconstpointer   data)
{
  g_autoptr (GBytes) pdf = signing_fixture_sign (self, self->frozen, NULL, NULL);
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
      told = signing_fixture_examine (self, altered);
      g_assert_true (told->begins_with_frozen);
      /* Zeros behind the value belong to nothing, and may be any digits. */
      g_assert_true (cut == length || !rc_signing_examination_is_signed (told));
    }
}

/* --- Signed by a program of somebody else --- */

static void
write_file (const char *folder,
            const char *name,
            GBytes     *bytes)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
}

static GBytes *
read_file (const char *folder,
           const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *bytes;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  return g_bytes_new_take (bytes, length);
}

/* Poppler's pdfsig, with the key in a database of NSS, appends too. In version 22.12 it fails every other time. (nullable) */
static GBytes *
sign_with_pdfsig (const SigningFixture *self,
                  const char           *how)
{
  g_autofree char *folder = g_dir_make_tmp ("recount-nss-XXXXXX", NULL);
  GBytes *signed_pdf = NULL;
  gboolean done = FALSE;

  write_file (folder, "in.pdf", self->frozen);
  write_file (folder, "key.p12", self->file);
  g_assert_true (pdf_tools_try_in (folder, "certutil -N -d sql:. --empty-password"));
  g_assert_true (pdf_tools_try_in (folder, "pk12util -i key.p12 -d sql:. -W " SIGNING_PASSPHRASE));
  for (guint i = 0; i < 20 && !done; i++)
    done = pdf_tools_try_in (folder, "pdfsig -nssdir sql:. -nick key -no-ocsp %s in.pdf out.pdf", how);
  if (done)
    signed_pdf = read_file (folder, "out.pdf");
  else
    g_test_skip ("pdfsig does not sign");
  pdf_tools_remove_folder (folder);
  return signed_pdf;
}

static void
test_signed_elsewhere (SigningFixture *self,
                       gconstpointer   data)
{
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (RcSigningExamination) told = NULL;

  if (!pdf_tools_have ("pdfsig") || !pdf_tools_have ("pk12util") || (pdf = sign_with_pdfsig (self, "-sign Signature1")) == NULL)
    return;
  told = signing_fixture_examine (self, pdf);
  g_assert_true (rc_signing_examination_is_signed (told));
  g_assert_true (rc_signing_examination_is_same (told));
  g_assert_cmpuint (told->signatures->len, ==, 1);
  g_assert_cmpstr (((const RcSigningFound *) told->signatures->pdata[0])->sub_filter, ==, "adbe.pkcs7.detached");
}

/* In a field of its own. */
static void
test_added_elsewhere (SigningFixture *self,
                      gconstpointer   data)
{
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (RcSigningExamination) told = NULL;

  if (!pdf_tools_have ("pdfsig") || !pdf_tools_have ("pk12util") || (pdf = sign_with_pdfsig (self, "-add-signature")) == NULL)
    return;
  told = signing_fixture_examine (self, pdf);
  g_assert_true (rc_signing_examination_is_signed (told));
  g_assert_true (rc_signing_examination_is_same (told));
}

#define ADD(path, test) g_test_add ("/signing-examine/" path, SigningFixture, NULL, signing_fixture_set_up, test, signing_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("unsigned", test_unsigned);
  ADD ("byte-altered", test_byte_altered);
  ADD ("bytes-appended", test_bytes_appended);
  ADD ("updates", test_updates);
  ADD ("stamp", test_stamp);
  ADD ("form", test_form);
  ADD ("ambiguous", test_ambiguous);
  ADD ("lies", test_lies);
  ADD ("other-gap", test_other_gap);
  ADD ("random-bytes", test_random_bytes);
  ADD ("signed-elsewhere", test_signed_elsewhere);
  ADD ("added-elsewhere", test_added_elsewhere);
  return g_test_run ();
}
