/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/pdf-tools.h"
#include "tests/reports/sample-document.h"

#include "reports/typesetting/type-setting.h"

#include <locale.h>
#include <string.h>

#include <cairo-pdf.h>
#include <glib/gstdio.h>

static RcPages *
set_pages (RcDocument *document)
{
  g_autoptr (GError) error = NULL;
  RcPages *pages = rc_pages_new (document, &error);

  g_assert_no_error (error);
  return pages;
}

static GBytes *
make_pdf (RcPages *pages)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = rc_pages_to_pdf (pages, &error);

  g_assert_no_error (error);
  return bytes;
}

static GBytes *
make_sample (gboolean compact)
{
  g_autoptr (RcDocument) document = sample_document_new (compact);
  g_autoptr (RcPages) pages = set_pages (document);

  return make_pdf (pages);
}

static RcDocument *
plain_document (void)
{
  const RcDocumentInfo info = { .title = "Test", .language = "en", .kind = "Test" };

  return rc_document_new (&info);
}

/* For a person to look at. */
static void
save (const char *name,
      GBytes     *bytes)
{
  const char *folder = g_getenv ("RECOUNT_PICTURES");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;

  if (path != NULL)
    g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
}

static void
test_same_bytes (void)
{
  for (int compact = 0; compact < 2; compact++)
    {
      g_autoptr (GBytes) first = make_sample (compact);
      g_autoptr (GBytes) second = make_sample (compact);

      g_assert_true (g_bytes_equal (first, second));
      save (compact ? "sample-compact.pdf" : "sample.pdf", first);
    }
}

/* Another process, elsewhere, of a person of another language. */
static void
test_same_bytes_elsewhere (void)
{
  g_autoptr (GBytes) here = NULL, there = NULL;
  g_autofree char *path = NULL, *content = NULL;
  gsize length;
  int fd;

  if (g_test_subprocess ())
    {
      setlocale (LC_ALL, "");
      there = make_sample (FALSE);
      g_assert_true (g_file_set_contents (g_getenv ("RECOUNT_TEST_FILE"), g_bytes_get_data (there, NULL), g_bytes_get_size (there), NULL));
      return;
    }
  fd = g_file_open_tmp ("recount-XXXXXX.pdf", &path, NULL);
  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  here = make_sample (FALSE);
  g_setenv ("RECOUNT_TEST_FILE", path, TRUE);
  g_setenv ("LC_ALL", "tr_TR.UTF-8", TRUE);
  g_setenv ("LANGUAGE", "sr:tr", TRUE);
  g_setenv ("PANGO_LANGUAGE", "sr:tr", TRUE);
  g_setenv ("TZ", "Pacific/Apia", TRUE);
  g_setenv ("SOURCE_DATE_EPOCH", "1", TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  there = g_bytes_new (content, length);
  g_assert_true (g_bytes_equal (here, there));
  g_unlink (path);
}

static void
test_furniture (void)
{
  g_autoptr (RcDocument) document = sample_document_new (FALSE);
  g_autoptr (RcPages) pages = set_pages (document);
  guint count = rc_pages_count (pages);

  g_assert_cmpuint (count, >=, 4);
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *text = rc_pages_dup_text (pages, i);
      g_autofree char *number = g_strdup_printf ("\npage %u of %u\n", i + 1, count);

      g_assert_nonnull (strstr (text, number));
      g_assert_true (g_str_has_prefix (text, "Reconstruction of one decision\nReport 12, sheet 3  ·  Confidential\n"
                                             "DRAFT — not issued, not for use outside the house\n"
                                             "Reports on evidence received.\nEvidence state"));
      g_assert_cmpint (strstr (text, "Example Audit Ltd") != NULL, ==, i == 0);
    }
}

/* Wherever rows stand, their header does; and each row is whole. */
static void
test_rows (void)
{
  g_autoptr (RcDocument) document = sample_document_new (FALSE);
  g_autoptr (RcPages) pages = set_pages (document);
  guint with_rows = 0, rows = 0;

  for (guint i = 0; i < rc_pages_count (pages); i++)
    {
      g_autofree char *text = rc_pages_dup_text (pages, i), *folded = pdf_tools_fold (text);
      guint begun = pdf_tools_count (text, "Question Q0");

      rows += begun;
      with_rows += begun > 0;
      g_assert_cmpuint (pdf_tools_count (text, "Digest of the record"), ==, begun > 0);
      g_assert_cmpuint (pdf_tools_count (text, "what was answered"), ==, begun);
      g_assert_cmpuint (pdf_tools_count (text, "9f86d081884c7d659a2feaa0c55ad015\n"), ==, begun);
      g_assert_cmpuint (pdf_tools_count (text, "a3bf4f1b2b0b822cd15d6c15b0f00a08\n"), ==, begun);
      g_assert_cmpuint (pdf_tools_count (folded, "Theentryandthe41,206"), ==, pdf_tools_count (folded, "whenwritten."));
    }
  g_assert_cmpuint (rows, ==, 48);
  g_assert_cmpuint (with_rows, >=, 3);
}

/* The exception: a row that no page could hold is split, and nothing of it is lost. */
static void
test_tall_row (void)
{
  const RcColumn columns[] = { { "Name", 1, RC_COLUMN_TEXT }, { "Value", 2, RC_COLUMN_TEXT } };
  g_autoptr (RcDocument) document = plain_document ();
  g_autoptr (RcPages) pages = NULL;
  RcTable *table = rc_table_new (columns, 2, "A caption");
  RcText *value = rc_text_new ();
  RcText *cells[] = { rc_text_new_own ("tall"), value };

  for (int i = 0; i < 2000; i++)
    rc_text_add_format (value, RC_TEXT_PLAIN, "word%04d ", i);
  rc_table_add_row (table, cells);
  rc_document_add_table (document, table);
  pages = set_pages (document);
  g_assert_cmpuint (rc_pages_count (pages), >=, 3);
  for (guint i = 0, next = 0; i < rc_pages_count (pages); i++)
    {
      g_autofree char *text = rc_pages_dup_text (pages, i);

      g_assert_cmpuint (pdf_tools_count (text, "Value\n"), ==, 1);
      for (const char *at = strstr (text, "word"); at != NULL; at = strstr (at + 1, "word"), next++)
        g_assert_cmpuint (g_ascii_strtoull (at + 4, NULL, 10), ==, next);
      g_assert_cmpuint (next, >, 0);
      g_assert_true (i + 1 < rc_pages_count (pages) || next == 2000);
    }
}

static void
add_lines (RcDocument *document,
           const char *word,
           guint       n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *line = g_strdup_printf ("%s %u", word, i);

      rc_document_add_paragraph (document, rc_text_new_own (line));
    }
}

/* However much stands before it, a box is on one page with all it has. */
static void
test_box_whole (void)
{
  for (guint before = 20; before < 50; before += 3)
    {
      g_autoptr (RcDocument) document = plain_document ();
      g_autoptr (RcPages) pages = NULL;
      guint pages_with_box = 0;

      add_lines (document, "before", before);
      rc_document_begin_box (document, "4", "Which model");
      add_lines (document, "inside", 12);
      rc_document_end_box (document);
      pages = set_pages (document);
      for (guint i = 0; i < rc_pages_count (pages); i++)
        {
          g_autofree char *text = rc_pages_dup_text (pages, i);
          guint inside = pdf_tools_count (text, "inside ");

          pages_with_box += inside > 0;
          g_assert_cmpint (inside > 0, ==, strstr (text, "Which model") != NULL);
          if (inside > 0)
            g_assert_cmpint (rc_pages_box_is_on_first (pages, "4"), ==, i == 0);
        }
      g_assert_cmpuint (pages_with_box, ==, 1);
      g_assert_false (rc_pages_box_is_on_first (pages, "5"));
    }
}

/* What no page can hold is not cut either: boxes and columns that are too tall go on. */
static void
test_box_too_tall (void)
{
  g_autoptr (RcDocument) document = plain_document ();
  g_autoptr (RcPages) pages = NULL;
  g_autoptr (GString) all = g_string_new (NULL);

  rc_document_begin_box (document, "1", "Tall");
  add_lines (document, "inside", 100);
  rc_document_end_box (document);
  rc_document_begin_columns (document);
  add_lines (document, "left", 120);
  rc_document_next_column (document);
  add_lines (document, "right", 5);
  rc_document_end_columns (document);
  pages = set_pages (document);
  for (guint i = 0; i < rc_pages_count (pages); i++)
    {
      g_autofree char *text = rc_pages_dup_text (pages, i);

      g_string_append (all, text);
    }
  g_assert_cmpuint (pdf_tools_count (all->str, "inside "), ==, 100);
  g_assert_cmpuint (pdf_tools_count (all->str, "left "), ==, 120);
  g_assert_cmpuint (pdf_tools_count (all->str, "right "), ==, 5);
  g_assert_false (rc_pages_box_is_on_first (pages, "1"));
}

/* A heading never stands alone at the foot of a page. */
static void
test_heading_kept (void)
{
  for (guint before = 30; before < 45; before++)
    {
      g_autoptr (RcDocument) document = plain_document ();
      g_autoptr (RcPages) pages = NULL;

      add_lines (document, "before", before);
      rc_document_add_heading (document, 1, rc_text_new_own ("The heading"));
      rc_document_add_paragraph (document, rc_text_new_own ("what follows it"));
      pages = set_pages (document);
      for (guint i = 0; i < rc_pages_count (pages); i++)
        {
          g_autofree char *text = rc_pages_dup_text (pages, i);

          g_assert_cmpint (strstr (text, "The heading") != NULL, ==, strstr (text, "what follows it") != NULL);
        }
    }
}

/* Returns: the page, from 1, that the contents name for "heading @number ."; 0 for none */
static guint
find_in_contents (RcPages *pages,
                  guint    number)
{
  g_autofree char *entry = g_strdup_printf ("heading %u .\n", number);

  for (guint i = 0; i < rc_pages_count (pages); i++)
    {
      g_autofree char *text = rc_pages_dup_text (pages, i);
      const char *at = strstr (text, entry);

      if (at != NULL && g_ascii_isdigit (at[strlen (entry)]))
        return g_ascii_strtoull (at + strlen (entry), NULL, 10);
    }
  return 0;
}

/* Contents of several pages name the page of each heading, themselves pushed down by their own length. */
static void
test_contents (void)
{
  g_autoptr (RcDocument) document = plain_document ();
  g_autoptr (RcPages) pages = NULL;

  rc_document_add_contents (document, "Contents", 2);
  for (guint i = 0; i < 160; i++)
    {
      g_autofree char *words = g_strdup_printf ("heading %u .", i);

      rc_document_add_heading (document, 1 + i % 3, rc_text_new_own (words));
      add_lines (document, "line", i % 7);
    }
  pages = set_pages (document);
  for (guint i = 0; i < 160; i++)
    {
      guint page = find_in_contents (pages, i);
      g_autofree char *entry = g_strdup_printf ("heading %u .\n", i), *text = NULL;

      g_assert_cmpint (page > 0, ==, i % 3 < 2);
      if (page == 0)
        continue;
      g_assert_cmpuint (page, >, 2);
      text = rc_pages_dup_text (pages, page - 1);
      g_assert_nonnull (strstr (text, entry));
    }
}

/* Words lead to an anchor wherever it stands, and to none that is not there. */
static void
test_references (void)
{
  g_autoptr (RcDocument) document = plain_document ();
  g_autoptr (RcPages) pages = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *structure = NULL, *places = NULL, *read = NULL;
  RcText *text = rc_text_new ();

  rc_text_add_reference (text, RC_TEXT_PLAIN, "behind", "forward ");
  rc_text_add_reference (text, RC_TEXT_PLAIN, "nowhere", "nowhere ");
  rc_text_add_reference (text, RC_TEXT_PLAIN, "here", "here");
  rc_document_add_anchor (document, "here");
  rc_document_add_paragraph (document, text);
  rc_document_add_page_break (document);
  rc_document_begin_columns (document);
  rc_document_next_column (document);
  rc_document_add_anchor (document, "behind");
  rc_document_begin_box (document, "1", "behind");
  rc_document_end_box (document);
  rc_document_end_columns (document);
  pages = set_pages (document);
  g_assert_cmpuint (rc_pages_count (pages), ==, 2);
  pdf = make_pdf (pages);
  if (!pdf_tools_have ("pdfinfo"))
    return;
  structure = pdf_tools_run ("pdfinfo", pdf, "-struct @");
  g_assert_cmpuint (pdf_tools_count (structure, "Link"), ==, 2);
  places = pdf_tools_run ("pdfinfo", pdf, "-dests @");
  g_assert_nonnull (strstr (places, "   1 [ XYZ"));
  g_assert_nonnull (strstr (places, "   2 [ XYZ"));
  read = pdf_tools_run ("pdfinfo", pdf, "-struct-text @");
  g_assert_nonnull (strstr (read, "nowhere"));
}

/* Headings of each level are entries of the outline, each below the one that it belongs to. */
static void
test_outline (void)
{
  g_autoptr (RcDocument) document = plain_document ();
  g_autoptr (RcPages) pages = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *outline = NULL;
  static const int levels[] = { 1, 2, 3, 3, 2, 1, 3 };
  const char *at;

  for (gsize i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autofree char *words = g_strdup_printf ("h%" G_GSIZE_FORMAT, i);

      rc_document_add_heading (document, levels[i], rc_text_new_own (words));
    }
  pages = set_pages (document);
  pdf = make_pdf (pages);
  if (!pdf_tools_have ("mutool"))
    return;
  outline = pdf_tools_run ("mutool", pdf, "show @ outline");
  at = outline;
  for (gsize i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      /* The last one may not skip a level. */
      int level = i == 6 ? 2 : levels[i];
      g_autofree char *entry = g_strdup_printf ("%.*s\"h%" G_GSIZE_FORMAT "\"", level, "\t\t\t", i);

      g_test_message ("%s", at);
      at = strstr (at, entry);
      g_assert_nonnull (at);
      g_assert_true (at[-1] != '\t');
    }
}

static void
test_page_break (void)
{
  g_autoptr (RcDocument) document = plain_document ();
  g_autoptr (RcPages) pages = NULL;

  rc_document_add_page_break (document);
  add_lines (document, "one", 1);
  rc_document_add_page_break (document);
  add_lines (document, "two", 1);
  pages = set_pages (document);
  g_assert_cmpuint (rc_pages_count (pages), ==, 2);
}

static void
test_empty (void)
{
  g_autoptr (RcDocument) document = plain_document ();
  g_autoptr (RcPages) pages = set_pages (document);
  g_autoptr (GBytes) pdf = make_pdf (pages);

  g_assert_cmpuint (rc_pages_count (pages), ==, 1);
  g_assert_cmpuint (g_bytes_get_size (pdf), >, 500);
}

/* A stranger's tool reads from each page what it was meant to say, in that order. */
static void
test_extraction (void)
{
  if (!pdf_tools_have ("pdftotext"))
    return;
  for (int compact = 0; compact < 2; compact++)
    {
      g_autoptr (RcDocument) document = sample_document_new (compact);
      g_autoptr (RcPages) pages = set_pages (document);
      g_autoptr (GBytes) pdf = make_pdf (pages);

      for (guint i = 0; i < rc_pages_count (pages); i++)
        {
          g_autofree char *arguments = g_strdup_printf ("-raw -f %u -l %u @ -", i + 1, i + 1);
          g_autofree char *read = pdf_tools_run ("pdftotext", pdf, arguments);
          g_autofree char *meant = rc_pages_dup_text (pages, i);
          g_autofree char *read_folded = pdf_tools_fold (read), *meant_folded = pdf_tools_fold (meant);

          g_assert_cmpstr (read_folded, ==, meant_folded);
        }
    }
}

/* A digest in a column that has room for it is one token to who copies it; in a narrow one its lines are equally long. */
static void
test_digests (void)
{
  const RcColumn columns[] = { { "No.", 1, RC_COLUMN_NUMBER }, { "SHA-256", 9, RC_COLUMN_DIGEST } };
  const RcColumn narrow[] = { { "No.", 4, RC_COLUMN_NUMBER }, { "SHA-256", 1, RC_COLUMN_DIGEST } };
  g_autoptr (RcDocument) document = plain_document ();
  g_autoptr (RcPages) pages = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *read = NULL, *meant = NULL;

  for (int i = 0; i < 2; i++)
    {
      RcTable *table = rc_table_new (i == 0 ? columns : narrow, 2, NULL);
      RcText *cells[] = { rc_text_new_own ("1"), rc_text_new_quoted (SAMPLE_DIGEST) };

      rc_table_add_row (table, cells);
      rc_document_add_table (document, table);
    }
  pages = set_pages (document);
  meant = rc_pages_dup_text (pages, 0);
  g_assert_nonnull (strstr (meant, "\n" SAMPLE_DIGEST "\n"));
  g_assert_nonnull (strstr (meant, "\n9f86d081884c7d65\n9a2feaa0c55ad015\na3bf4f1b2b0b822c\nd15d6c15b0f00a08\n"));
  if (!pdf_tools_have ("pdftotext"))
    return;
  pdf = make_pdf (pages);
  read = pdf_tools_run ("pdftotext", pdf, "-layout @ -");
  g_assert_nonnull (strstr (read, " " SAMPLE_DIGEST "\n"));
}

static void
test_sound_file (void)
{
  g_autoptr (GBytes) pdf = make_sample (FALSE);
  g_autofree char *said = NULL;

  if (!pdf_tools_have ("qpdf"))
    return;
  said = pdf_tools_run ("qpdf", pdf, "--check @");
  g_assert_nonnull (strstr (said, "No syntax or stream encoding errors found"));
}

static void
test_structure (void)
{
  static const char * const wanted[] = { "Document", "H1", "H2", "H3", "P", "Table", "Caption", "TR", "TH", "TD", "L", "LI", "Lbl", "LBody", "Figure",
                                         "Sect" };
  g_autoptr (GBytes) pdf = make_sample (FALSE);
  g_autofree char *structure = NULL, *about = NULL;

  if (!pdf_tools_have ("pdfinfo"))
    return;
  structure = pdf_tools_run ("pdfinfo", pdf, "-struct @");
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autofree char *line = g_strdup_printf ("%s\n", wanted[i]);
      g_autofree char *block = g_strdup_printf ("%s (block)\n", wanted[i]);
      g_autofree char *with_attributes = g_strdup_printf ("%s:\n", wanted[i]);

      g_test_message ("%s", wanted[i]);
      g_assert_true (strstr (structure, line) != NULL || strstr (structure, block) != NULL || strstr (structure, with_attributes) != NULL);
    }
  g_assert_null (strstr (structure, "Private"));
  g_assert_cmpuint (pdf_tools_count (structure, "  Table (block)\n") + pdf_tools_count (structure, "  Table\n"), ==, 1);
  about = pdf_tools_run ("pdfinfo", pdf, "-rawdates @");
  g_assert_nonnull (strstr (about, "Title:           Reconstruction of one decision\n"));
  g_assert_nonnull (strstr (about, "Author:          Example Audit Ltd\n"));
  g_assert_nonnull (strstr (about, "20260817205320"));
  g_assert_nonnull (strstr (about, "Tagged:          yes"));
  g_assert_nonnull (strstr (about, "A4"));
}

/* A screen or a printer gets a page without the elements of a file. */
static void
test_draw (void)
{
  g_autoptr (RcDocument) document = sample_document_new (FALSE);
  g_autoptr (RcPages) pages = set_pages (document);

  for (guint i = 0; i < rc_pages_count (pages); i++)
    {
      g_autoptr (GError) error = NULL;
      cairo_surface_t *surface = cairo_pdf_surface_create (NULL, RC_PAGE_WIDTH, RC_PAGE_HEIGHT);
      cairo_t *cr = cairo_create (surface);

      g_assert_true (rc_pages_draw (pages, i, cr, &error));
      g_assert_no_error (error);
      cairo_show_page (cr);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_finish (surface);
      g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
      cairo_surface_destroy (surface);
    }
}

/* Text in a figure, which is set with the page's own fonts. */
static void
draw_label (cairo_t  *cr,
            double    width,
            double    height,
            gpointer  user_data)
{
  const RcTypeSetting setting = { .size = 8, .width = width };
  g_autoptr (RcText) text = rc_text_new_quoted (user_data);
  g_autoptr (PangoLayout) layout = rc_figure_set (cr, text, &setting);

  cairo_move_to (cr, 0, 0);
  pango_cairo_show_layout (cr, layout);
}

static void
test_figure_text (void)
{
  g_autoptr (RcDocument) document = plain_document ();
  g_autoptr (RcPages) pages = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *read = NULL, *fonts = NULL;
  g_auto (GStrv) lines = NULL;

  rc_document_add_figure (document, "A label", 30, draw_label, (char *) "kreditcheck/3 \xe4\xb8\xad", NULL);
  pages = set_pages (document);
  pdf = make_pdf (pages);
  if (!pdf_tools_have ("pdftotext") || !pdf_tools_have ("pdffonts"))
    return;
  read = pdf_tools_run ("pdftotext", pdf, "-raw @ -");
  g_assert_nonnull (strstr (read, "kreditcheck/3 [U+4E2D]"));
  fonts = pdf_tools_run ("pdffonts", pdf, "@");
  lines = g_strsplit (g_strchomp (fonts), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >, 2);
  for (gsize i = 2; lines[i] != NULL; i++)
    {
      g_assert_nonnull (strstr (lines[i], "+DejaVu"));
      g_assert_nonnull (strstr (lines[i], " yes yes yes "));
    }
}

static void
draw_wrongly (cairo_t  *cr,
              double    width,
              double    height,
              gpointer  user_data)
{
  const char text[] = "\xef\xbf\xbf";
  cairo_glyph_t glyph = { 36, 10, 10 };
  cairo_text_cluster_t cluster = { 3, 1 };

  cairo_show_text_glyphs (cr, text, 3, &glyph, 1, &cluster, 1, 0);
}

/* A fault of drawing silences all that follows it: no file is made of what was before. */
static void
test_fails_closed (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDocument) document = plain_document ();
  g_autoptr (RcPages) pages = NULL;
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "recount-test-never-written.pdf", NULL);

  rc_document_add_figure (document, "A figure", 50, draw_wrongly, NULL, NULL);
  add_lines (document, "after", 3);
  pages = set_pages (document);
  g_assert_null (rc_pages_to_pdf (pages, &error));
  g_assert_error (error, RC_PAGES_ERROR, RC_PAGES_ERROR_DRAWING);
  g_clear_error (&error);
  g_assert_false (rc_document_write (document, path, FALSE, &error));
  g_assert_error (error, RC_PAGES_ERROR, RC_PAGES_ERROR_DRAWING);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_bad_logo (void)
{
  static const char * const logos[] = { "not a picture",
                                        "\x89PNG\r\n\x1a\nxxxxIHDR\x7f\x00\x00\x00\x00\x00\x00\x10xxxxxxxx",
                                        "\x89PNG\r\n\x1a\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (logos); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) logo = g_bytes_new (logos[i], i == 1 ? 32 : strlen (logos[i]));
      const RcDocumentInfo info = { .title = "Logo", .language = "en", .logo_png = logo };
      g_autoptr (RcDocument) document = rc_document_new (&info);

      g_assert_null (rc_pages_new (document, &error));
      g_assert_error (error, RC_PAGES_ERROR, RC_PAGES_ERROR_DRAWING);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pages/same-bytes", test_same_bytes);
  g_test_add_func ("/pages/same-bytes-elsewhere", test_same_bytes_elsewhere);
  g_test_add_func ("/pages/furniture", test_furniture);
  g_test_add_func ("/pages/rows", test_rows);
  g_test_add_func ("/pages/tall-row", test_tall_row);
  g_test_add_func ("/pages/box-whole", test_box_whole);
  g_test_add_func ("/pages/box-too-tall", test_box_too_tall);
  g_test_add_func ("/pages/heading-kept", test_heading_kept);
  g_test_add_func ("/pages/contents", test_contents);
  g_test_add_func ("/pages/references", test_references);
  g_test_add_func ("/pages/outline", test_outline);
  g_test_add_func ("/pages/page-break", test_page_break);
  g_test_add_func ("/pages/empty", test_empty);
  g_test_add_func ("/pages/extraction", test_extraction);
  g_test_add_func ("/pages/digests", test_digests);
  g_test_add_func ("/pages/sound-file", test_sound_file);
  g_test_add_func ("/pages/structure", test_structure);
  g_test_add_func ("/pages/draw", test_draw);
  g_test_add_func ("/pages/figure-text", test_figure_text);
  g_test_add_func ("/pages/fails-closed", test_fails_closed);
  g_test_add_func ("/pages/bad-logo", test_bad_logo);
  return g_test_run ();
}
