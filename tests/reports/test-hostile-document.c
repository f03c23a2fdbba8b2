/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/document-check.h"
#include "tests/reports/pdf-tools.h"
#include "tests/reports/sample-document.h"

#include "reports/typesetting/fonts.h"

#include <string.h>

/* Nothing of what people write, and all that they would not. */
static const char * const strings[] = {
  "plain",
  "ABC\xe2\x80\xaegnp.exe \xe2\x81\xa6isolate \xe2\x80\x8fmarks\xd8\x9c",
  "<b>bold</b> &amp; &bogus; <span foreground='red' size='99999'>big</span>",
  "%s%n%d %1$s \\u202e ${jndi:ldap://x} =cmd|' /C calc'!A0",
  "/Private << /MCID 0 >> BDC (ET) Tj \\) ) ( <</Artifact>>",
  "\xff\xfe\x80 broken \xed\xa0\x80 \xf4\x90\x80\x80 \xc0\xaf \xe2\x82",
  "\xef\xbf\xbe\xef\xbf\xbf \xf0\x9f\xbf\xbe \xef\xb7\x90 \xee\x80\x80\xee\x80\x81\xee\x80\x82 \xf3\xb0\x80\x80 \xef\xbf\xbc",
  "\x01\x02\x1b[31m\x7f\xc2\x85 \xe2\x80\xa8\xe2\x80\xa9 \xef\xbb\xbf a\xcc\xb0\xcc\xb0\xcc\xb0\xcc\xb0\xcc\xb0\xcc\xb0",
  "Z\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81 o"
  "\xcc\xa3\xcc\xa3\xcc\xa3\xcc\xa3 \xcc\x81 alone \xe2\x83\x9d\xe2\x83\xa0",
  "\xf0\x9f\x99\x82\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa\xe2\x9d\xa4\xef\xb8\x8f",
  "\xe4\xb8\xad\xe6\x96\x87 \xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e "
  "\xed\x95\x9c\xea\xb5\xad\xec\x96\xb4 \xe0\xb9\x84\xe0\xb8\x97\xe0\xb8\xa2 "
  "\xe0\xa4\xb9\xe0\xa4\xbf\xe0\xa4\xa8\xe0\xa5\x8d\xe0\xa4\xa6\xe0\xa5\x80",
  "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xd7\xa2\xd7\x95\xd7\x9c\xd7\x9d (12) "
  "\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7 \xd8\xa8\xd8\xa7\xd9\x84\xd8\xb9\xd8\xa7\xd9\x84\xd9\x85 abc \xef\xb7\xbd",
  "\xd1\x80\xd0\xb0ural \xce\x91lpha so\xc2\xad" "ft hy\xe2\x80\x8bphen n\xc2\xa0" "bsp ﬁ ﬂ ǆ ẞ",
};

static RcDocument *
plain_document (void)
{
  const RcDocumentInfo info = { .title = "Test", .language = "en", .kind = "Test", .foot = "A foot line" };

  return rc_document_new (&info);
}

static RcPages *
set_pages (const RcDocument *document)
{
  g_autoptr (GError) error = NULL;
  RcPages *pages = rc_pages_new (document, &error);

  g_assert_no_error (error);
  return pages;
}

/* Every place that a text can have in a document, with @text in it. */
static RcDocument *
document_of (const char *text,
             gboolean    compact)
{
  const char * const lines[] = { text, text, NULL };
  const RcDocumentInfo info = { .title = text, .subject = text, .language = "en", .kind = text, .number = text, .classification = text,
                                .letterhead = lines, .foot = text, .banner = text, .disclaimers = lines, .compact = compact };
  const RcColumn columns[] = { { text, 1, RC_COLUMN_TEXT, TRUE }, { text, 1, RC_COLUMN_NUMBER, FALSE }, { text, 3, RC_COLUMN_DIGEST, FALSE },
                               { text, 2, RC_COLUMN_TEXT, FALSE } };
  RcDocument *document = rc_document_new (&info);
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), text);
  RcText *mixed = rc_text_new_quoted (text);

  rc_text_add_reference (mixed, RC_TEXT_ACCENT, "place", text);
  rc_text_add_note (mixed, rc_text_new_quoted (text));
  rc_text_add_foreign (mixed, RC_TEXT_STRONG, "el", text, -1);
  rc_text_add_shape (mixed, RC_SHAPE_FAILED);
  rc_text_add_quoted (mixed, RC_TEXT_MONO | RC_TEXT_SMALL, text, -1);
  rc_document_add_contents (document, text, 3);
  rc_document_add_anchor (document, "place");
  for (int level = 1; level <= 3; level++)
    rc_document_add_heading (document, level, rc_text_new_quoted (text));
  rc_document_add_paragraph (document, rc_text_copy (mixed));
  rc_document_add_item (document, text, rc_text_copy (mixed));
  rc_document_add_item (document, "1.", rc_text_new_quoted (text));
  rc_document_add_outside (document, rc_text_new_quoted (text));
  rc_document_begin_columns (document);
  rc_document_begin_box (document, text, text);
  rc_document_add_paragraph (document, rc_text_new_quoted (text));
  rc_document_end_box (document);
  rc_document_next_column (document);
  rc_document_begin_box (document, "2", text);
  rc_document_add_bytes (document, text, strlen (text));
  rc_document_end_box (document);
  rc_document_end_columns (document);
  for (int i = 0; i < 3; i++)
    {
      RcText *cells[] = { rc_text_new_quoted (text), rc_text_new_quoted (text), rc_text_new_quoted (text), rc_text_copy (mixed) };

      rc_table_add_row (table, cells);
    }
  rc_document_add_table (document, table);
  rc_document_add_signatures (document, lines);
  rc_text_free (mixed);
  return document;
}

static void
check (const RcDocument *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcPages) pages = set_pages (document);
  g_autoptr (GBytes) pdf = NULL;

  document_check_tree (document);
  document_check_boxes (pages);
  pdf = rc_pages_to_pdf (pages, &error);
  g_assert_no_error (error);
}

static void
test_everywhere (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    for (int compact = 0; compact < 2; compact++)
      {
        g_autoptr (RcDocument) document = document_of (strings[i], compact);

        g_test_message ("string %" G_GSIZE_FORMAT, i);
        check (document);
      }
}

/* Texts without a place to break them, and with many. */
static void
test_long (void)
{
  g_autofree char *token = g_strnfill (10000, 'W');
  g_autoptr (GString) lines = g_string_new (NULL), words = g_string_new (NULL);
  const char *texts[3] = { token };

  for (int i = 0; i < 1000; i++)
    {
      g_string_append (lines, "a\n");
      g_string_append_printf (words, "word%04d ", i);
    }
  texts[1] = lines->str;
  texts[2] = words->str;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (RcDocument) document = document_of (texts[i], i == 1);

      g_test_message ("text %" G_GSIZE_FORMAT, i);
      document_check (document);
    }
}

/* What goes in is on the pages, each place of it as often as it was put there. */
static void
test_nothing_dropped (void)
{
  static const char * const tokens[] = { "\xc7\x82", "\xd0\x96", "Q", "\xce\xa9" };
  g_autoptr (RcDocument) document = plain_document ();
  g_autoptr (RcPages) pages = NULL;
  g_autofree char *flow = NULL;
  const RcColumn columns[] = { { "a", 1, RC_COLUMN_TEXT }, { "b", 1, RC_COLUMN_TEXT } };
  RcTable *table = rc_table_new (columns, 2, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (int n = 0; n < (i == 0 ? 100000 : 9973); n++)
        g_string_append (text, tokens[i]);
      if (i == 0)
        rc_document_add_paragraph (document, rc_text_new_quoted (text->str));
      else if (i == 1)
        rc_document_add_item (document, "•", rc_text_new_quoted (text->str));
      else if (i == 2)
        rc_document_add_bytes (document, text->str, text->len);
      else
        {
          RcText *cells[] = { rc_text_new_own ("x"), rc_text_new_quoted (text->str) };

          rc_table_add_row (table, cells);
        }
    }
  rc_document_add_table (document, table);
  pages = set_pages (document);
  document_check_boxes (pages);
  flow = document_dup_flow (pages);
  for (gsize i = 0; i < G_N_ELEMENTS (tokens); i++)
    g_assert_cmpuint (pdf_tools_count (flow, tokens[i]), ==, i == 0 ? 100000 : 9973);
}

static void
test_bytes_with_nul (void)
{
  static const char bytes[] = "before\0\0after\r\n\0";
  g_autoptr (RcDocument) document = plain_document ();
  g_autoptr (RcPages) pages = NULL;
  g_autofree char *flow = NULL;
  RcText *text = rc_text_new ();

  rc_text_add_quoted (text, RC_TEXT_PLAIN, bytes, 13);
  rc_document_add_paragraph (document, text);
  rc_document_add_bytes (document, bytes, sizeof bytes - 1);
  pages = set_pages (document);
  document_check_boxes (pages);
  flow = document_dup_flow (pages);
  g_assert_cmpstr (flow, ==, "before[\\x00][\\x00]afterbefore[\\x00][\\x00]after[U+000D][U+000A][\\x00]");
}

/* A register of five thousand rows with long cells in it. */
static void
test_many_rows (void)
{
  const RcColumn columns[] = { { "No.", 1, RC_COLUMN_NUMBER, FALSE }, { "What", 3, RC_COLUMN_TEXT, TRUE },
                               { "SHA-256", 4, RC_COLUMN_DIGEST, FALSE } };
  g_autofree char *tall = g_strnfill (3000, 'm');
  g_autoptr (RcDocument) document = plain_document ();
  g_autoptr (RcPages) pages = NULL;
  g_autofree char *flow = NULL;
  RcTable *table = rc_table_new (columns, 3, "Rows");

  for (int i = 0; i < 5000; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", i);
      RcText *cells[] = { rc_text_new_own (number), rc_text_new_quoted (i % 500 == 7 ? tall : "what"), rc_text_new_own (SAMPLE_DIGEST) };

      rc_table_add_row (table, cells);
    }
  rc_document_add_table (document, table);
  pages = set_pages (document);
  g_assert_cmpuint (rc_pages_count (pages), >, 100);
  document_check_boxes (pages);
  flow = document_dup_flow (pages);
  g_assert_cmpuint (pdf_tools_count (flow, SAMPLE_DIGEST), ==, 5000);
  g_assert_cmpuint (pdf_tools_count (flow, "m"), ==, 30000);
}

static void
draw_diagonal (cairo_t  *cr,
               double    width,
               double    height,
               gpointer  user_data)
{
  cairo_move_to (cr, 0, 0);
  cairo_line_to (cr, width, height);
  cairo_stroke (cr);
}

/* What no page can hold: boxes, columns in columns, figures. */
static void
test_huge_boxes (void)
{
  g_autoptr (RcDocument) document = plain_document ();
  g_autoptr (RcPages) pages = NULL;
  g_autofree char *flow = NULL;

  for (int depth = 0; depth < 3; depth++)
    rc_document_begin_columns (document);
  rc_document_begin_box (document, "1", "Huge");
  for (int i = 0; i < 400; i++)
    rc_document_add_item (document, "•", rc_text_new_own ("~"));
  rc_document_end_box (document);
  for (int depth = 0; depth < 3; depth++)
    {
      rc_document_next_column (document);
      rc_document_add_figure (document, "A figure", 5000, draw_diagonal, NULL, NULL);
      rc_document_end_columns (document);
    }
  pages = set_pages (document);
  document_check_boxes (pages);
  flow = document_dup_flow (pages);
  g_assert_cmpuint (pdf_tools_count (flow, "~"), ==, 400);
}

/* The letters that the official languages of the Union are written with, each language with those that others lack. */
static void
test_alphabets (void)
{
  static const char * const alphabets[][2] = {
    { "bg", "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЮЯ абвгдежзийклмнопрстуфхцчшщъьюя Ѝѝ №" },
    { "cs", "ÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ áčďéěíňóřšťúůýž" },
    { "da", "ÆØÅ æøå Éé Ǿǿ" },
    { "de", "ÄÖÜẞ äöüß „“‚‘" },
    { "el", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ αβγδεζηθικλμνξοπρσςτυφχψω ΆΈΉΊΌΎΏ άέήίόύώ Ϊϊΐ Ϋϋΰ · ΄" },
    { "en", "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz £ € § — ‘’“”" },
    { "es", "ÁÉÍÑÓÚÜ áéíñóúü ¿¡ ªº" },
    { "et", "ÄÕÖÜŠŽ äõöüšž" },
    { "fi", "ÄÖÅŠŽ äöåšž" },
    { "fr", "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ àâæçéèêëîïôœùûüÿ «\xc2\xa0»\xe2\x80\xaf!" },
    { "ga", "ÁÉÍÓÚ áéíóú ḂĊḊḞĠṀṖṠṪ ḃċḋḟġṁṗṡṫ" },
    { "hr", "ČĆĐŠŽ čćđšž ǄǅǆǇǈǉǊǋǌ" },
    { "hu", "ÁÉÍÓÖŐÚÜŰ áéíóöőúüű" },
    { "it", "ÀÈÉÌÎÒÙ àèéìîòù" },
    { "lt", "ĄČĘĖĮŠŲŪŽ ąčęėįšųūž" },
    { "lv", "ĀČĒĢĪĶĻŅŠŪŽ āčēģīķļņšūž" },
    { "mt", "ĊĠĦŻ ċġħż Għ għ" },
    { "nl", "ÄËÏÖÜÉÓ äëïöüéó Ĳĳ ƒ" },
    { "pl", "ĄĆĘŁŃÓŚŹŻ ąćęłńóśźż" },
    { "pt", "ÀÁÂÃÇÉÊÍÓÔÕÚ àáâãçéêíóôõú" },
    { "ro", "ĂÂÎȘȚ ăâîșț ŞŢşţ" },
    { "sk", "ÁÄČĎÉÍĹĽŇÓÔŔŠŤÚÝŽ áäčďéíĺľňóôŕšťúýž" },
    { "sl", "ČŠŽ čšž" },
    { "sv", "ÅÄÖÉ åäöé" },
  };

  g_assert_cmpuint (G_N_ELEMENTS (alphabets), ==, 24);
  for (gsize i = 0; i < G_N_ELEMENTS (alphabets); i++)
    {
      const RcDocumentInfo info = { .title = alphabets[i][1], .language = alphabets[i][0], .kind = alphabets[i][1], .foot = alphabets[i][1] };
      g_autoptr (RcDocument) document = rc_document_new (&info);
      g_autoptr (RcPages) pages = NULL;
      g_autofree char *text = NULL;
      RcText *words = rc_text_new ();

      for (int style = 0; style < 4; style++)
        rc_text_add (words, (style & 1 ? RC_TEXT_STRONG : 0) | (style & 2 ? RC_TEXT_MONO : 0), alphabets[i][1]);
      rc_document_add_heading (document, 1, rc_text_new_own (alphabets[i][1]));
      rc_document_add_paragraph (document, words);
      pages = set_pages (document);
      document_check_boxes (pages);
      text = rc_pages_dup_text (pages, 0);
      g_test_message ("%s: %s", alphabets[i][0], text);
      g_assert_null (strstr (text, "[U+"));
      /* The program has words in three of them; furniture in another language than the document's would be no better than none. */
      if (!g_str_equal (alphabets[i][0], "en") && !g_str_equal (alphabets[i][0], "de") && !g_str_equal (alphabets[i][0], "fr"))
        g_assert_nonnull (strstr (text, "\n1 / 1\n"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hostile-document/everywhere", test_everywhere);
  g_test_add_func ("/hostile-document/long", test_long);
  g_test_add_func ("/hostile-document/nothing-dropped", test_nothing_dropped);
  g_test_add_func ("/hostile-document/bytes-with-nul", test_bytes_with_nul);
  g_test_add_func ("/hostile-document/many-rows", test_many_rows);
  g_test_add_func ("/hostile-document/huge-boxes", test_huge_boxes);
  g_test_add_func ("/hostile-document/alphabets", test_alphabets);
  return g_test_run ();
}
