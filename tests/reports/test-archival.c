/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/pdf-check.h"
#include "tests/reports/pdf-tools.h"
#include "tests/reports/sample-document.h"

#include "reports/archival/finishing.h"

#include <string.h>

#include <cairo-pdf.h>

/* --- Documents --- */

/* The sample has one of everything that a document may have. */
static void
test_conforms (void)
{
  g_autoptr (GPtrArray) twins = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (int compact = 0; compact < 2; compact++)
    {
      g_autoptr (RcDocument) document = sample_document_new (compact);
      g_autoptr (GBytes) pdf = pdf_check_document (document, twins);
    }
  pdf_check_preflight (twins);
}

static void
test_signature_field (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDocument) document = sample_document_new (FALSE);
  g_autoptr (RcPages) pages = rc_pages_new (document, &error);
  g_autoptr (GBytes) pdf = rc_pages_to_pdf_as (pages, RC_ARCHIVAL_3A, TRUE, &error);
  g_autofree char *about = NULL;

  g_assert_no_error (error);
  pdf_check_archival (pdf);
  if (!pdf_tools_have ("pdfinfo"))
    return;
  about = pdf_tools_run ("pdfinfo", pdf, "@");
  g_assert_nonnull (strstr (about, "Form:            AcroForm\n"));
}

/* --- Drawings --- */

/* What is wrong with one. */
typedef enum
{
  SOUND,
  ELEMENT_NOT_RECORDED,
  ELEMENT_NOT_DRAWN,
  ANOTHER_ELEMENT,
  PAGE_MISSING,
  HEADER_WITHOUT_SCOPE,
  FIGURE_WITHOUT_WORDS,
  LINK_WITHOUT_WORDS,
  LINK_TO_NOWHERE,
  LINK_NOT_RECORDED_AS_ONE,
  PAINTED_OUTSIDE,
  BEGUN_BEFORE_THE_PAGE,
  ELEMENT_IN_ARTIFACT,
  N_FAULTS
} Fault;

typedef struct
{
  cairo_t       *cr;
  RcElementList *elements;
  Fault          fault;
} Drawing;

static cairo_status_t
collect (void                *closure,
         const unsigned char *data,
         unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
begin (Drawing         *self,
       const RcElement *element,
       const char      *attributes)
{
  cairo_tag_begin (self->cr, element->tag, attributes);
  rc_element_list_add (self->elements, element);
}

static void
begin_plain (Drawing    *self,
             const char *tag)
{
  const RcElement element = { .tag = tag };

  begin (self, &element, NULL);
}

static void
draw_words (Drawing    *self,
            const char *tag,
            const char *words)
{
  begin_plain (self, tag);
  cairo_move_to (self->cr, 50, 60);
  cairo_show_text (self->cr, words);
  cairo_tag_end (self->cr, tag);
}

static void
draw_header (Drawing *self)
{
  const RcElement header = { .tag = "TH", .scope = self->fault == HEADER_WITHOUT_SCOPE ? RC_ELEMENT_SCOPE_NONE : RC_ELEMENT_SCOPE_COLUMN };

  begin_plain (self, "Table");
  begin_plain (self, "TR");
  begin (self, &header, NULL);
  cairo_show_text (self->cr, "title");
  cairo_tag_end (self->cr, "TH");
  cairo_tag_end (self->cr, "TR");
  cairo_tag_end (self->cr, "Table");
}

static void
draw_figure (Drawing *self)
{
  const RcElement figure = { .tag = "Figure", .alternative = self->fault == FIGURE_WITHOUT_WORDS ? NULL : "A square", .language = "de" };

  begin (self, &figure, NULL);
  cairo_rectangle (self->cr, 10, 10, 20, 20);
  cairo_fill (self->cr);
  cairo_tag_end (self->cr, "Figure");
}

static void
draw_link (Drawing *self)
{
  const RcElement link = { .tag = self->fault == LINK_NOT_RECORDED_AS_ONE ? "Reference" : "Link",
                           .alternative = self->fault == LINK_WITHOUT_WORDS ? "" : "The beginning" };

  cairo_tag_begin (self->cr, CAIRO_TAG_DEST, "name='p1' x=10 y=10");
  cairo_tag_end (self->cr, CAIRO_TAG_DEST);
  begin_plain (self, "P");
  rc_element_list_add (self->elements, &link);
  cairo_tag_begin (self->cr, "Link", self->fault == LINK_TO_NOWHERE ? "dest='p2'" : "dest='p1'");
  cairo_move_to (self->cr, 50, 90);
  cairo_show_text (self->cr, "see there");
  cairo_tag_end (self->cr, "Link");
  cairo_tag_end (self->cr, "P");
}

static void
draw_artifact (Drawing *self)
{
  begin_plain (self, RC_ELEMENT_ARTIFACT);
  if (self->fault == ELEMENT_IN_ARTIFACT)
    draw_words (self, "Span", "inside");
  cairo_rectangle (self->cr, 10, 5, 100, 1);
  cairo_fill (self->cr);
  cairo_tag_end (self->cr, RC_ELEMENT_ARTIFACT);
}

static void
draw_faults (Drawing *self)
{
  if (self->fault == ELEMENT_NOT_RECORDED)
    {
      cairo_tag_begin (self->cr, "P", NULL);
      cairo_tag_end (self->cr, "P");
    }
  if (self->fault == ELEMENT_NOT_DRAWN)
    rc_element_list_add (self->elements, &(const RcElement) { .tag = "P" });
  if (self->fault == ANOTHER_ELEMENT)
    {
      rc_element_list_add (self->elements, &(const RcElement) { .tag = "P" });
      cairo_tag_begin (self->cr, "Span", NULL);
      cairo_tag_end (self->cr, "Span");
    }
  if (self->fault == PAINTED_OUTSIDE)
    {
      cairo_rectangle (self->cr, 1, 1, 1, 1);
      cairo_fill (self->cr);
    }
}

/* A list that begins at the end of a page without anything in it there: cairo leads back from the page to it, and not to the page from it. */
static void
draw_list (Drawing *self)
{
  if (self->fault == BEGUN_BEFORE_THE_PAGE)
    begin_plain (self, "L");
  cairo_show_page (self->cr);
  if (self->fault != BEGUN_BEFORE_THE_PAGE)
    begin_plain (self, "L");
  begin_plain (self, "LI");
  draw_words (self, "LBody", "second page");
  cairo_tag_end (self->cr, "LI");
  cairo_tag_end (self->cr, "L");
}

static GBytes *
draw (Fault           fault,
      RcElementList **out_elements)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (collect, bytes, RC_PAGE_WIDTH, RC_PAGE_HEIGHT);
  Drawing drawing = { .cr = cairo_create (surface), .elements = rc_element_list_new (), .fault = fault };

  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_5);
  begin_plain (&drawing, "Document");
  draw_artifact (&drawing);
  draw_words (&drawing, "H1", "/Private << /MCID 0 >> BDC (nested \\) EMC Q \xd0\xb6");
  draw_faults (&drawing);
  draw_header (&drawing);
  draw_figure (&drawing);
  draw_link (&drawing);
  draw_list (&drawing);
  cairo_tag_end (drawing.cr, "Document");
  cairo_show_page (drawing.cr);
  g_assert_cmpint (cairo_status (drawing.cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (drawing.cr);
  cairo_surface_finish (surface);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  *out_elements = drawing.elements;
  return g_byte_array_free_to_bytes (bytes);
}

static RcArchivalTerms
terms_of (const RcArchivalAttachment *attachments,
          gsize                       n_attachments)
{
  return (RcArchivalTerms) {
    .title = "Größe & \"<Maß>\" \xf0\x9f\x99\x82", .subject = "A subject", .author = "Example Audit Ltd (fictitious)", .keywords = "one, two",
    .language = "en", .n_pages = 2, .dated = "2026-11-30T09:30:00Z", .attachments = attachments, .n_attachments = n_attachments,
  };
}

static void
assert_refused (GBytes       *finished,
                const GError *error)
{
  g_assert_null (finished);
  g_assert_error (error, RC_ARCHIVAL_ERROR, RC_ARCHIVAL_ERROR_DRAWING);
}

static void
test_sound_drawing (void)
{
  const RcArchivalTerms terms = terms_of (NULL, 0);
  g_autoptr (RcElementList) elements = NULL;
  g_autoptr (GBytes) drawn = draw (SOUND, &elements);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) finished = rc_archival_finish (drawn, elements, &terms, &error);
  g_autofree char *text = NULL, *structure = NULL;

  g_assert_no_error (error);
  pdf_check_archival (finished);
  if (!pdf_tools_have ("pdftotext"))
    return;
  /* What looked like an artifact stands there as it was written. */
  text = pdf_tools_run ("pdftotext", finished, "@ -");
  g_assert_nonnull (strstr (text, "/Private << /MCID 0 >> BDC (nested \\) EMC Q \xd0\xb6"));
  structure = pdf_tools_run ("pdfinfo", finished, "-struct @");
  g_assert_nonnull (strstr (structure, "H1"));
  g_assert_null (strstr (structure, "Private"));
}

static void
test_broken_drawings (void)
{
  for (Fault fault = SOUND + 1; fault < N_FAULTS; fault++)
    {
      RcArchivalTerms terms = terms_of (NULL, 0);
      g_autoptr (RcElementList) elements = NULL;
      g_autoptr (GBytes) drawn = draw (fault, &elements), finished = NULL;
      g_autoptr (GError) error = NULL;

      terms.n_pages = fault == PAGE_MISSING ? 3 : 2;
      finished = rc_archival_finish (drawn, elements, &terms, &error);
      g_test_message ("%d: %s", fault, error != NULL ? error->message : "taken");
      assert_refused (finished, error);
    }
}

/* Files that do not come by their names, twice, without saying how they relate to the document, or in letters that old readers lack. */
static void
test_bad_attachments (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{}", 2);
  const RcArchivalAttachment bad[][2] = {
    { { "b.json", "application/json", "Data", "B", bytes }, { "a.json", "application/json", "Data", "A", bytes } },
    { { "a.json", "application/json", "Data", "A", bytes }, { "a.json", "application/json", "Data", "A", bytes } },
    { { "a.json", "application/json", "Datum", "A", bytes }, { "b.json", "application/json", "Data", "B", bytes } },
    { { "a.json", "application/json", "Data", "A", bytes }, { "\xc3\xa4.json", "application/json", "Data", "B", bytes } },
    { { "", "application/json", "Data", "A", bytes }, { "b.json", "application/json", "Data", "B", bytes } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const RcArchivalTerms terms = terms_of (bad[i], 2);
      g_autoptr (RcElementList) elements = NULL;
      g_autoptr (GBytes) drawn = draw (SOUND, &elements);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) finished = rc_archival_finish (drawn, elements, &terms, &error);

      assert_refused (finished, error);
    }
}

static void
test_attachments (void)
{
  static const char content[] = "\x00\xff\r\n(stream) endstream endobj";
  g_autoptr (GBytes) bytes = g_bytes_new_static (content, sizeof content);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  const RcArchivalAttachment attachments[] = {
    { "a.bin", "application/octet-stream", "Source", "Größe", bytes }, { "b.csv", "text/csv", "Supplement", "Nothing", empty },
  };
  const RcArchivalTerms terms = terms_of (attachments, G_N_ELEMENTS (attachments));
  g_autoptr (RcElementList) elements = NULL;
  g_autoptr (GBytes) drawn = draw (SOUND, &elements);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) finished = rc_archival_finish (drawn, elements, &terms, &error);
  g_autofree char *list = NULL;

  g_assert_no_error (error);
  pdf_check_archival (finished);
  if (!pdf_tools_have ("pdfdetach"))
    return;
  list = pdf_tools_run ("pdfdetach", finished, "-list @");
  g_assert_cmpstr (list, ==, "2 embedded files\n1: a.bin\n2: b.csv\n");
}

/* --- Bytes that are no drawing --- */

static void
finish_tampered (const guint8        *bytes,
                 gsize                length,
                 const RcElementList *elements)
{
  const RcArchivalTerms terms = terms_of (NULL, 0);
  g_autoptr (GBytes) tampered = g_bytes_new (bytes, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) finished = rc_archival_finish (tampered, elements, &terms, &error);

  g_assert_true (finished != NULL || g_error_matches (error, RC_ARCHIVAL_ERROR, RC_ARCHIVAL_ERROR_DRAWING));
}

static void
test_tampered_bytes (void)
{
  g_autoptr (RcElementList) elements = NULL;
  g_autoptr (GBytes) drawn = draw (SOUND, &elements);
  gsize length;
  const guint8 *bytes = g_bytes_get_data (drawn, &length);
  g_autofree guint8 *copy = g_memdup2 (bytes, length);

  for (gsize end = 0; end < length; end += 997)
    finish_tampered (bytes, end, elements);
  for (guint i = 0; i < 400; i++)
    {
      gsize at = (gsize) g_test_rand_int_range (0, (gint32) length);

      copy[at] ^= (guint8) g_test_rand_int_range (1, 256);
      finish_tampered (copy, length, elements);
      copy[at] = bytes[at];
    }
}

/* --- The content of a page --- */

static const RcElement paragraph = { .tag = "P" }, artifact = { .tag = RC_ELEMENT_ARTIFACT };
static const RcElement head = { .tag = RC_ELEMENT_ARTIFACT, .furniture = RC_ELEMENT_FURNITURE_HEAD };
static const RcElement foot = { .tag = RC_ELEMENT_ARTIFACT, .furniture = RC_ELEMENT_FURNITURE_FOOT };

/* @third: what content 3 is of */
static char *
rewrite (const char      *content,
         const RcElement *third)
{
  const RcMark marks[] = { { &paragraph, 1 }, { &artifact, 2 }, { third, 3 } };
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (RcMark));
  g_autoptr (GBytes) bytes = g_bytes_new_static (content, strlen (content));
  g_autoptr (GBytes) rewritten = NULL;
  g_autoptr (GError) error = NULL;

  g_array_append_vals (array, marks, third != NULL ? 3 : 2);
  rewritten = rc_content_rewrite (bytes, array, &error);
  g_assert_true ((rewritten == NULL) == g_error_matches (error, RC_ARCHIVAL_ERROR, RC_ARCHIVAL_ERROR_DRAWING));
  return rewritten != NULL ? g_strndup (g_bytes_get_data (rewritten, NULL), g_bytes_get_size (rewritten)) : NULL;
}

#define P0 "/P << /MCID 0 >> BDC\n(x)Tj\nEMC\n"
#define A1 "/Private << /MCID 1 >> BDC\n1 1 2 2 re f\nEMC\n"
#define A1_AFTER "/Artifact BMC\n1 1 2 2 re f\nEMC\n"

static void
test_content (void)
{
  static const char * const kept[] = {
    "q " A1 "Q " P0,
    "% /Private << /MCID 1 >> BDC\n" A1 P0,
    "/P << /MCID 0 >> BDC\n(/Private << /MCID 1 >> BDC (f) \\) \\( f)Tj [(f) -3 <2f50> (S)] TJ EMC\n" A1,
    "/P << /MCID 0 >> BDC /Span << /ActualText (/MCID 1 f) >> BDC <66>Tj EMC EMC " A1,
    "BT ET W n 1 0 0 rg /Private gs " A1 P0,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autofree char *after = rewrite (kept[i], NULL);
      const char *at = strstr (kept[i], "/Private << /MCID 1 >> BDC\n1 1");
      g_autofree char *meant = g_strdup_printf ("%.*s%s%s", (int) (at - kept[i]), kept[i], A1_AFTER, at + strlen (A1));

      g_assert_cmpstr (after, ==, meant);
    }
}

static void
test_furniture (void)
{
  g_autofree char *top = rewrite (A1 P0 "/Private << /MCID 2 >> BDC f EMC", &head);
  g_autofree char *bottom = rewrite (A1 P0 "/Private << /MCID 2 >> BDC f EMC", &foot);

  g_assert_cmpstr (top, ==, A1_AFTER P0 "/Artifact << /Type /Pagination /Subtype /Header /Attached [ /Top ] >> BDC f EMC");
  g_assert_cmpstr (bottom, ==, A1_AFTER P0 "/Artifact << /Type /Pagination /Subtype /Footer /Attached [ /Bottom ] >> BDC f EMC");
}

static void
test_bad_content (void)
{
  static const char * const bad[] = {
    "",                                            /* an element without its content */
    P0,
    P0 A1 P0,                                      /* twice */
    P0 A1 "(x)Tj",                                 /* outside */
    P0 A1 "0 0 1 1 re S",
    P0 A1 "/x5 Do",
    P0 A1 "/Span << /ActualText (x) >> BDC (x)Tj EMC",
    P0 "/P << /MCID 1 >> BDC EMC",                 /* another element's */
    P0 A1 "/P << /MCID 2 >> BDC EMC",
    P0 A1 "/P << /MCID 99999999999999999999 >> BDC EMC",
    P0 A1 "/P << /MCID -1 >> BDC EMC",
    P0 A1 "/P << /MCID 0",
    P0 "/Private << /MCID 1 /MCID 0 >> BDC f EMC",
    P0 "/Private << /A << /MCID 1 >> >> BDC f EMC",
    P0 "/Private /Properties BDC f EMC",
    P0 A1 "EMC",
    P0 "/Private << /MCID 1 >> BDC f",
    "/P << /MCID 0 >> BDC " A1 "EMC",              /* in each other */
    P0 A1 "BI /W 1 ID EMC EI",
    P0 A1 "(never ends \\)",
    P0 A1 "<66",
    P0 A1 ")",
    P0 A1 "{ }",
    P0 A1 "(\\",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *after = rewrite (bad[i], NULL);

      g_test_message ("%s", bad[i]);
      g_assert_null (after);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archival/conforms", test_conforms);
  g_test_add_func ("/archival/signature-field", test_signature_field);
  g_test_add_func ("/archival/sound-drawing", test_sound_drawing);
  g_test_add_func ("/archival/broken-drawings", test_broken_drawings);
  g_test_add_func ("/archival/attachments", test_attachments);
  g_test_add_func ("/archival/bad-attachments", test_bad_attachments);
  g_test_add_func ("/archival/tampered-bytes", test_tampered_bytes);
  g_test_add_func ("/archival/content", test_content);
  g_test_add_func ("/archival/furniture", test_furniture);
  g_test_add_func ("/archival/bad-content", test_bad_content);
  return g_test_run ();
}
