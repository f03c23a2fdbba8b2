/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Times the setting and the writing of a register: headings, paragraphs and tables whose rows have four cells, one of them a digest.
 *
 *   bench-pages PAGES FILE      about so many pages, to FILE
 *
 * Prints "PAGES SET WRITE BYTES SET_KB PEAK_KB": the pages that it made, seconds of the processor for setting them and for writing the PDF,
 * the size of the PDF, and the largest size of the process after setting and in the end.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <sys/resource.h>

#include "reports/typesetting/pages.h"

#define ROWS_OF_A_PAGE  41
#define ROWS_OF_A_TABLE 400

static void
fail (const char *what)
{
  fprintf (stderr, "bench-pages: %s\n", what);
  exit (1);
}

static long
largest_size (void)
{
  struct rusage usage;

  if (getrusage (RUSAGE_SELF, &usage) != 0)
    fail ("getrusage");
  return usage.ru_maxrss;
}

static void
add_row (RcTable *table,
         guint    number)
{
  g_autofree char *digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) &number, sizeof number);
  g_autofree char *decision = g_strdup_printf ("D-%06u", number);
  g_autofree char *line = g_strdup_printf ("%u", number);
  RcText *cells[] = { rc_text_new_own (line), rc_text_new_quoted (decision), rc_text_new (), rc_text_new_own (digest) };

  rc_text_add_shape (cells[2], number % 7 == 0 ? RC_SHAPE_FAILED : RC_SHAPE_SEALED);
  rc_text_add (cells[2], RC_TEXT_PLAIN, number % 7 == 0 ? "failed" : "protected");
  rc_table_add_row (table, cells);
}

static void
add_section (RcDocument *document,
             guint       first)
{
  const RcColumn columns[] = { { "Line", 6, RC_COLUMN_NUMBER, FALSE }, { "Decision", 14, RC_COLUMN_TEXT, TRUE },
                               { "Known", 14, RC_COLUMN_TEXT, FALSE }, { "SHA-256 of the record", 64, RC_COLUMN_DIGEST, FALSE } };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), "Records in the order of the log");
  g_autofree char *title = g_strdup_printf ("Records from line %u", first);

  for (guint i = 0; i < ROWS_OF_A_TABLE; i++)
    add_row (table, first + i);
  rc_document_add_heading (document, 1, rc_text_new_own (title));
  rc_document_add_paragraph (document, rc_text_new_own ("Each of these records was read again from the bytes that are stored, and its digest "
                                                        "compared with that of the list that names it."));
  rc_document_add_table (document, table);
}

/* Of the processor: what else the machine does is not counted. */
static double
seconds_since (clock_t begun)
{
  return (double) (clock () - begun) / CLOCKS_PER_SEC;
}

int
main (int   argc,
      char *argv[])
{
  const RcDocumentInfo info = { .title = "Register", .language = "en", .kind = "Register of records", .number = "Report 1",
                                .foot = "Evidence state 3f9a1c2be5d0" };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDocument) document = rc_document_new (&info);
  g_autoptr (RcPages) pages = NULL;
  g_autoptr (GBytes) pdf = NULL;
  guint rows = argc == 3 ? (guint) strtoul (argv[1], NULL, 10) * ROWS_OF_A_PAGE : 0;
  double set, written;
  long set_size;
  clock_t begun;

  if (rows == 0)
    fail ("PAGES FILE");
  for (guint i = 0; i < rows; i += ROWS_OF_A_TABLE)
    add_section (document, i + 1);
  begun = clock ();
  pages = rc_pages_new (document, &error);
  if (pages == NULL)
    fail (error->message);
  set = seconds_since (begun);
  set_size = largest_size ();
  begun = clock ();
  pdf = rc_pages_to_pdf (pages, &error);
  if (pdf == NULL || !g_file_set_contents (argv[2], g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), &error))
    fail (error->message);
  written = seconds_since (begun);
  printf ("%u %.3f %.3f %" G_GSIZE_FORMAT " %ld %ld\n", rc_pages_count (pages), set, written, g_bytes_get_size (pdf), set_size, largest_size ());
  return 0;
}
