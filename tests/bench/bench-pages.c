/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Times on one core what it takes to set a long document, to draw it and to finish it for archives: tables of four columns with a digest in each row.
 *
 *   bench-pages ROWS
 *
 * Prints "pages PAGES SET_SECONDS PDF_SECONDS BYTES KILOBYTES": seconds of the processor, and the largest resident size.
 */

#include "config.h"

#include "reports/typesetting/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#define ROWS_IN_A_TABLE 100u

static void
fail (const GError *error)
{
  fprintf (stderr, "bench-pages: %s\n", error->message);
  exit (1);
}

static void
add_row (RcTable *table,
         guint    number)
{
  g_autofree char *words = g_strdup_printf ("row %u", number), *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, words, -1);
  RcText *cells[] = { rc_text_new_own (words), rc_text_new_own ("a decision"), rc_text_new_own ("2026-11-30"), rc_text_new_quoted (digest) };

  rc_table_add_row (table, cells);
}

static RcDocument *
make_document (guint n_rows)
{
  const RcDocumentInfo info = { .title = "A long document", .language = "en", .kind = "Bench" };
  const RcColumn columns[] = { { "Number", 12, RC_COLUMN_TEXT, TRUE }, { "What", 12, RC_COLUMN_TEXT }, { "When", 12, RC_COLUMN_TEXT },
                               { "SHA-256", 64, RC_COLUMN_DIGEST } };
  RcDocument *document = rc_document_new (&info);
  RcTable *table = NULL;

  for (guint i = 0; i < n_rows; i++)
    {
      if (i % ROWS_IN_A_TABLE == 0)
        {
          rc_document_add_heading (document, 1, rc_text_new_own ("More rows"));
          table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
          rc_document_add_table (document, table);
        }
      add_row (table, i);
    }
  return document;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDocument) document = make_document (argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 1000);
  clock_t begun = clock (), set, done;
  g_autoptr (RcPages) pages = rc_pages_new (document, &error);
  g_autoptr (GBytes) pdf = NULL;
  struct rusage usage;

  if (pages == NULL)
    fail (error);
  set = clock ();
  pdf = rc_pages_to_pdf (pages, &error);
  if (pdf == NULL)
    fail (error);
  done = clock ();
  getrusage (RUSAGE_SELF, &usage);
  printf ("pages %u %.3f %.3f %" G_GSIZE_FORMAT " %ld\n", rc_pages_count (pages), (double) (set - begun) / CLOCKS_PER_SEC,
          (double) (done - set) / CLOCKS_PER_SEC, g_bytes_get_size (pdf), usage.ru_maxrss);
  return 0;
}
