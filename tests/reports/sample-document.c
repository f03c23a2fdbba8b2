/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/sample-document.h"

#include <string.h>

#define PROSE "The entry and the 41,206 around it form an unbroken chain signed with a key that was confirmed by telephone. " \
              "A later change would have shown. Not shown: that every decision was logged, or that the entry was true when written."

static RcText *
text_of_state (RcShape     shape,
               const char *words)
{
  RcText *text = rc_text_new ();

  rc_text_add_shape (text, shape);
  rc_text_add (text, RC_TEXT_PLAIN, words);
  return text;
}

static RcText *
styled_text (void)
{
  RcText *text = rc_text_new_own ("On 14 August 2026 at 10:42 the system ");

  rc_text_add (text, RC_TEXT_STRONG, "KreditCheck");
  rc_text_add (text, RC_TEXT_PLAIN, ", model ");
  rc_text_add_quoted (text, RC_TEXT_MONO, "4.2\xe2\x80\xaegnp", -1);
  rc_text_add (text, RC_TEXT_PLAIN, ", scored application ");
  rc_text_add (text, RC_TEXT_ACCENT, "KA-2026-081834");
  rc_text_add (text, RC_TEXT_PLAIN, " at 0.71 against a threshold of 0.65 and proposed refusal; ");
  rc_text_add (text, RC_TEXT_MUTED, "reviewer R-12 confirmed at 11:05");
  rc_text_add (text, RC_TEXT_SMALL, " (in small: the times are those of the log).");
  return text;
}

/* What needs an element of its own: a reference, a note, words of another language. */
static RcText *
mixed_text (void)
{
  RcText *text = rc_text_new_own ("Every answer rests on a record, see ");
  RcText *note = rc_text_new_own ("The clock of the log runs three seconds behind; see also ");

  rc_text_add_reference (text, RC_TEXT_ACCENT, "how-we-know", "how we know");
  rc_text_add (text, RC_TEXT_PLAIN, ", and keeps its own language: ");
  rc_text_add_foreign (text, RC_TEXT_PLAIN, "de",
                       "„Der Antrag wurde nach Prüfung durch die Sachbearbeitung abgelehnt; die Gründe stehen im Bescheid.“", -1);
  rc_text_add_reference (note, RC_TEXT_PLAIN, "the-record", "the record");
  rc_text_add (note, RC_TEXT_PLAIN, ".");
  rc_text_add_note (text, note);
  rc_text_add (text, RC_TEXT_PLAIN, " What the reviewer wrote was not translated by the program.");
  rc_text_add_note (text, rc_text_new_quoted ("A note with \xe2\x80\xaegnp in it, long enough to take more than one line where it stands "
                                              "at the end of the section."));
  return text;
}

static void
add_states (RcDocument *document)
{
  static const char * const words[RC_N_SHAPES] = {
    "From a protected record: unchanged since protected", "Independent records agree", "Two records of the same party agree",
    "One record, not protected", "Read by the auditor in a document", "Stated, not shown", "Records disagree",
    "Nothing received on this point", "Withheld from this copy", "Does not apply", "Check passed, known key", "Check failed",
    "Numbers are absent", "Not checked yet", "Nobody outside vouches for it", "Later entries could be absent unnoticed",
  };

  for (int shape = 0; shape < RC_N_SHAPES; shape++)
    rc_document_add_shape_item (document, shape, rc_text_new_own (words[shape]));
}

static void
add_table (RcDocument *document,
           guint       n_rows)
{
  const RcColumn columns[] = {
    { "Question", 22, RC_COLUMN_TEXT, .names_row = TRUE },
    { "How we know", 30, RC_COLUMN_TEXT },
    { "Line", 9, RC_COLUMN_NUMBER },
    { "Digest of the record", 45, RC_COLUMN_DIGEST },
  };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), "Every answer with the record that it rests on");

  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", 811 + i * 37);
      g_autofree char *question = g_strdup_printf ("Question Q%03u about what was answered", i);
      RcText *cells[] = {
        rc_text_new_own (question),
        text_of_state (i % RC_N_SHAPES, i % 3 == 0 ? PROSE : "One record, not protected"),
        rc_text_new_own (number),
        rc_text_new_own (SAMPLE_DIGEST),
      };

      rc_table_add_row (table, cells);
    }
  rc_document_add_table (document, table);
}

static void
draw_figure (cairo_t *cr,
             double   width,
             double   height,
             gpointer user_data)
{
  cairo_set_line_width (cr, 0.7);
  cairo_move_to (cr, 0, height - 1);
  for (int i = 1; i <= 60; i++)
    cairo_line_to (cr, width * i / 60, (height - 2) * ((i * 37) % 23) / 23.0 + 1);
  cairo_stroke (cr);
}

static void
add_boxes (RcDocument *document)
{
  rc_document_begin_box (document, "1", "In one sentence");
  rc_document_add_paragraph (document, styled_text ());
  rc_document_end_box (document);
  rc_document_begin_columns (document);
  rc_document_begin_box (document, "2", "What went in");
  rc_document_add_paragraph (document, rc_text_new_own ("17 fields, input schema v3; the input itself is held (E-003, line 8,231)."));
  rc_document_add_paragraph (document, text_of_state (RC_SHAPE_SEALED, "From a protected record"));
  rc_document_end_box (document);
  rc_document_next_column (document);
  rc_document_begin_box (document, "3", "What came out");
  rc_document_add_paragraph (document, rc_text_new_own ("Score 0.71, threshold 0.65, version 3. The machine proposed refusal."));
  rc_document_add_item (document, "•", rc_text_new_own ("final decision: refused"));
  rc_document_add_item (document, "•", rc_text_new_own ("differs from the proposal: no; and this item is long enough to need a second line"));
  rc_document_end_box (document);
  rc_document_end_columns (document);
}

static void
add_hostile (RcDocument *document)
{
  static const char *lines = "{\"output\":\"\\u202Etxt.exe <b>bold</b> &amp; \xe2\x80\xaegnp.exe\"}\n"
    "\xff\xfe\xef\xbf\xbe\xef\xbf\xbf\x01\x1b[31m \xf0\x9f\x99\x82 \xe4\xb8\xad\xe6\x96\x87 \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d\n"
    "/Private << /MCID 0 >> BDC\n"
    "\"long\":\"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
    "012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789\"";

  rc_document_add_bytes (document, lines, strlen (lines));
}

static cairo_status_t
collect (void                *closure,
         const unsigned char *data,
         unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
make_logo (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 360, 120);
  cairo_t *cr = cairo_create (surface);
  GByteArray *bytes = g_byte_array_new ();

  rc_shape_draw (RC_SHAPE_PASSED, RC_SCHEME_PAPER, cr, 5, 5, 110);
  rc_shape_draw (RC_SHAPE_CONSISTENT, RC_SCHEME_PAPER, cr, 125, 5, 110);
  rc_shape_draw (RC_SHAPE_READ, RC_SCHEME_PAPER, cr, 245, 5, 110);
  cairo_destroy (cr);
  cairo_surface_write_to_png_stream (surface, collect, bytes);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

RcDocument *
sample_document_new (gboolean compact)
{
  static const char * const house[] = { "Example Audit Ltd", "1 Sample Street, 10115 Berlin", "audit@example.org", NULL };
  static const char * const labels[] = { "Prepared by, date, signature", "Reviewed by, date, signature", NULL };
  static const char * const disclaimers[] = {
    "This report was made for the addressee alone; nobody else may rely on it.", "Liability is limited as agreed in the engagement letter.", NULL,
  };
  g_autoptr (GBytes) logo = make_logo ();
  g_autoptr (GBytes) table = g_bytes_new_static ("line,digest\n", 12);
  const RcDocumentInfo info = {
    .title = "Reconstruction of one decision", .subject = "KA-2026-081834", .language = "en", .dated_us = 1787000000000000,
    .kind = "Reconstruction of one decision", .number = "Report 12, sheet 3", .classification = "Confidential",
    .letterhead = house, .logo_png = logo,
    .banner = "DRAFT — not issued, not for use outside the house", .disclaimers = disclaimers,
    .foot = "Reports on evidence received.\n"
            "Evidence state 3f9a1c2be5d0 " SAMPLE_DIGEST " · custody head 77c1e0aa91b2 · Recount 0.1.0", .compact = compact,
  };
  RcDocument *document = rc_document_new (&info);

  rc_document_add_heading (document, 1, rc_text_new_own ("Reconstruction of decision KA-2026-081834"));
  rc_document_add_paragraph (document, styled_text ());
  add_boxes (document);
  if (!compact)
    rc_document_add_contents (document, "Contents", 3);
  rc_document_add_heading (document, 1, rc_text_new_own ("What was looked at"));
  rc_document_add_paragraph (document, mixed_text ());
  rc_document_add_item (document, "1.", mixed_text ());
  rc_document_add_outside (document, rc_text_new_own ("SHA-256 of the twin: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
  rc_document_add_heading (document, 2, rc_text_new_own ("The signs"));
  add_states (document);
  rc_document_add_heading (document, 2, rc_text_new_own ("Over time"));
  rc_document_add_figure (document, "Decisions by day, with the weeks in which none was logged.", 80, draw_figure, NULL, NULL);
  rc_document_add_anchor (document, "how-we-know");
  rc_document_add_heading (document, 2, rc_text_new_own ("How we know"));
  add_table (document, 48);
  rc_document_add_anchor (document, "the-record");
  rc_document_add_heading (document, 2, rc_text_new_own ("The record"));
  rc_document_add_paragraph (document, rc_text_new_own (PROSE " " PROSE " " PROSE));
  add_hostile (document);
  rc_document_add_heading (document, 3, rc_text_new_own ("Signed"));
  rc_document_add_signatures (document, labels);
  rc_document_attach (document, "lines.csv", "text/csv", RC_ATTACHMENT_DATA, "The lines that were looked at", table);
  return document;
}
