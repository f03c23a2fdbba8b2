/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/pdf-tools.h"

#include "reports/typesetting/pages.h"

#include <string.h>

#define SENTINEL "the last line of the document"

typedef struct
{
  const char *name;
  const char *tainted;
  const char *shown;    /* (nullable): what must be on the page; NULL: as it is */
} Hostile;

/* Attacks on a reader through the text of a record, each with what the page shows for it. */
static const Hostile hostile[] = {
  { "right-to-left override", "\xe2\x80\xae" "exe.fdp", "[U+202E]exe.fdp" },
  { "embedding", "a\xe2\x80\xaa" "b\xe2\x80\xac" "c", "a[U+202A]b[U+202C]c" },
  { "isolates", "\xe2\x81\xa6x\xe2\x81\xa9", "[U+2066]x[U+2069]" },
  { "marks of direction", "\xe2\x80\x8e\xe2\x80\x8f\xd8\x9c", "[U+200E][U+200F][U+061C]" },
  { "escape", "\x1b[31mred", "[U+001B][31mred" },
  { "low controls", "a\x01\x08z", "a[U+0001][U+0008]z" },
  { "high controls", "\xc2\x85\xc2\x9b", "[U+0085][U+009B]" },
  { "line separators", "a\xe2\x80\xa8" "b\xe2\x80\xa9", "a[U+2028]b[U+2029]" },
  { "line break and tab", "one\ntwo\tthree\r", "one[U+000A]two[U+0009]three[U+000D]" },
  { "noncharacters", "\xef\xbf\xbe\xef\xbf\xbf\xef\xb7\x90", "[U+FFFE][U+FFFF][U+FDD0]" },
  { "private use", "\xee\x80\x80\xf3\xb0\x80\x80", "[U+E000][U+F0000]" },
  { "unassigned", "\xcd\xb8", "[U+0378]" },
  { "zero-width", "pay\xe2\x80\x8bpal\xe2\x80\x8d\xef\xbb\xbf", "pay[U+200B]pal[U+200D][U+FEFF]" },
  { "unbreakable space", "10\xc2\xa0" "000", "10[U+00A0]000" },
  { "odd spaces", "\xe3\x80\x80\xe2\x80\x83\xe2\x80\xaf", "[U+3000][U+2003][U+202F]" },
  { "variation selector", "\xe2\x9c\x94\xef\xb8\x8f", "\xe2\x9c\x94[U+FE0F]" },
  { "tags", "\xf3\xa0\x81\x81", "[U+E0041]" },
  { "emoji", "fine \xf0\x9f\x99\x82", "fine [U+1F642]" },
  { "soft hyphen", "un\xc2\xad" "cut", "un[U+00AD]cut" },
  { "filler", "\xe3\x85\xa4", "[U+3164]" },
  { "invalid UTF-8", "bad\xff\xc0\x80", "bad[\\xFF][\\xC0][\\x80]" },
  { "surrogate", "\xed\xa0\x80", "[\\xED][\\xA0][\\x80]" },
  { "no glyph", "\xe4\xb8\xad\xe6\x96\x87", "[U+4E2D][U+6587]" },
  { "heap of marks", "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81", "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81[U+0301][U+0301]" },
  { "mark without a letter", "\xcc\x81z", "[U+0301]z" },
  { "markup", "<b>bold</b> &amp; &#x202E; <span size='99999'>", NULL },
  { "PDF operators", "/Private << /MCID 0 >> BDC (nested (string) \\) EMC", NULL },
  { "format", "%s%n%5$x", NULL },
  { "homoglyphs", "\xd1\x80\xd0\xb0\xd1\x83\xd1\x80\xd0\xb0l", "[U+0440][U+0430][U+0443][U+0440][U+0430]l" },
  { "placeholder look-alike", "\xef\xbf\xbc", "[U+FFFC]" },
  { "long token",
    "DonaudampfschifffahrtsgesellschaftskapitaenswitwenrentenauszahlungsstelleDonaudampfschifffahrtsgesellschaftskapitaens", NULL },
  { "long digest",
    "deadbeefcafebabedeadbeefcafebabedeadbeefcafebabedeadbeefcafebabedeadbeefcafebabedeadbeefcafebabedeadbeefcafebabe", NULL },
  { "ligatures", "fi fl ffi office", NULL },
};

static void
test_plain (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autoptr (RcText) text = rc_text_new_quoted (hostile[i].tainted);
      g_autofree char *plain = rc_text_dup_plain (text);

      g_assert_true (g_utf8_validate (plain, -1, NULL));
      /* A glyph is asked for only where there are fonts. */
      if (hostile[i].shown != NULL && strcmp (hostile[i].name, "no glyph") != 0)
        g_assert_cmpstr (plain, ==, hostile[i].shown);
    }
}

static RcDocument *
document_of_hostile (void)
{
  const RcDocumentInfo info = { .title = "Hostile \xe2\x80\xae text", .language = "en", .kind = "Test", .foot = "foot\xef\xbf\xbf" };
  RcDocument *document = rc_document_new (&info);

  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      RcText *text = rc_text_new_own ("before: ");

      rc_text_add_quoted (text, i % 2 ? RC_TEXT_PLAIN : RC_TEXT_MONO, hostile[i].tainted, -1);
      rc_text_add (text, RC_TEXT_PLAIN, " :after");
      rc_document_add_paragraph (document, text);
    }
  rc_document_add_paragraph (document, rc_text_new_own (SENTINEL));
  return document;
}

static GBytes *
set_document (RcDocument  *document,
              char       **out_text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcPages) pages = rc_pages_new (document, &error);
  g_autoptr (GString) text = g_string_new (NULL);
  GBytes *pdf;

  g_assert_no_error (error);
  for (guint i = 0; i < rc_pages_count (pages); i++)
    {
      g_autofree char *page = rc_pages_dup_text (pages, i);

      g_string_append (text, page);
    }
  *out_text = g_strdup (text->str);
  pdf = rc_pages_to_pdf (pages, &error);
  g_assert_no_error (error);
  return pdf;
}

/* What is meant, and what a stranger's tool reads from the file, both show every attack and what stands around it. */
static void
test_on_page (void)
{
  g_autoptr (RcDocument) document = document_of_hostile ();
  g_autofree char *meant = NULL, *meant_folded = NULL, *read = NULL, *read_folded = NULL;
  g_autoptr (GBytes) pdf = set_document (document, &meant);

  if (!pdf_tools_have ("pdftotext"))
    return;
  read = pdf_tools_run ("pdftotext", pdf, "-raw @ -");
  meant_folded = pdf_tools_fold (meant);
  read_folded = pdf_tools_fold (read);
  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *line = g_strconcat ("before: ", hostile[i].shown != NULL ? hostile[i].shown : hostile[i].tainted, NULL);
      g_autofree char *folded = pdf_tools_fold (line);

      g_test_message ("%s", hostile[i].name);
      g_assert_nonnull (strstr (meant_folded, folded));
      g_assert_nonnull (strstr (read_folded, folded));
    }
  g_assert_cmpuint (pdf_tools_count (read_folded, ":after"), ==, G_N_ELEMENTS (hostile));
  g_assert_nonnull (strstr (read, SENTINEL));
  g_assert_cmpstr (read_folded, ==, meant_folded);
}

/* A quotation from right to left stays in its place between the words around it. */
static void
check_leftward (RcText *text)
{
  const RcDocumentInfo info = { .title = "Order", .language = "en" };
  g_autoptr (RcDocument) document = rc_document_new (&info);
  g_autofree char *meant = NULL, *boxes = NULL;
  g_autoptr (GBytes) pdf = NULL;
  const char *name, *seven;

  rc_document_add_paragraph (document, text);
  pdf = set_document (document, &meant);
  g_assert_nonnull (strstr (meant, "Name: שלום 7 of 12 entries"));
  if (!pdf_tools_have ("pdftotext"))
    return;
  boxes = pdf_tools_run ("pdftotext", pdf, "-bbox @ -");
  name = strstr (boxes, ">Name:<");
  seven = strstr (boxes, ">7<");
  g_assert_nonnull (name);
  g_assert_nonnull (seven);
  /* Each line of the answer gives the place of a word before it. */
  while (*name != '\n')
    name--;
  while (*seven != '\n')
    seven--;
  g_assert_cmpfloat (g_ascii_strtod (strstr (seven, "xMin=\"") + 6, NULL), >,
                     g_ascii_strtod (strstr (name, "xMax=\"") + 6, NULL) + 15);
}

static void
test_leftward_quotation (void)
{
  RcText *text = rc_text_new_own ("Name: ");

  rc_text_add_quoted (text, RC_TEXT_PLAIN, "שלום", -1);
  rc_text_add (text, RC_TEXT_PLAIN, " 7 of 12 entries");
  check_leftward (text);
}

/* The same where the name stands in a sentence. */
static void
test_leftward_word (void)
{
  check_leftward (rc_text_new_own ("Name: שלום 7 of 12 entries"));
}

/* More text than pango can measure in one line is not cut off in silence. */
static void
test_very_long (void)
{
  const RcDocumentInfo info = { .title = "Long", .language = "en", .compact = TRUE };
  g_autoptr (RcDocument) document = rc_document_new (&info);
  g_autofree char *bytes = g_strnfill (1 << 20, 'w'), *meant = NULL;
  g_autoptr (GBytes) pdf = NULL;

  rc_document_add_bytes (document, bytes, 1 << 20);
  rc_document_add_paragraph (document, rc_text_new_own (SENTINEL));
  pdf = set_document (document, &meant);
  g_assert_cmpuint (pdf_tools_count (meant, "w"), ==, 1 << 20);
  g_assert_nonnull (strstr (meant, SENTINEL));
}

static void
test_styles (void)
{
  g_autoptr (RcText) text = rc_text_new ();
  g_autoptr (RcText) copy = NULL;
  g_autofree char *plain = NULL, *copied = NULL;

  g_assert_true (rc_text_is_empty (text));
  rc_text_add_shape (text, RC_SHAPE_SEALED);
  rc_text_add (text, RC_TEXT_STRONG, " U\xcc\x88" "bung");
  rc_text_add_format (text, RC_TEXT_MUTED, " %d of %s", 3, "12");
  rc_text_add_quoted (text, RC_TEXT_MONO, "abcdef", 3);
  plain = rc_text_dup_plain (text);
  g_assert_cmpstr (plain, ==, "Übung 3 of 12abc");
  copy = rc_text_copy (text);
  rc_text_add (text, RC_TEXT_PLAIN, "more");
  copied = rc_text_dup_plain (copy);
  g_assert_cmpstr (copied, ==, plain);
  g_assert_false (rc_text_is_empty (copy));
}

static void
test_absent (void)
{
  g_autoptr (RcText) text = rc_text_new_quoted (NULL);

  g_assert_true (rc_text_is_empty (text));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/plain", test_plain);
  g_test_add_func ("/text/on-page", test_on_page);
  g_test_add_func ("/text/leftward-quotation", test_leftward_quotation);
  g_test_add_func ("/text/leftward-word", test_leftward_word);
  g_test_add_func ("/text/very-long", test_very_long);
  g_test_add_func ("/text/styles", test_styles);
  g_test_add_func ("/text/absent", test_absent);
  return g_test_run ();
}
