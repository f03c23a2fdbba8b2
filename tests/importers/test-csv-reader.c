/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/csv-reader.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

/* Every row as "number@offset+length:cell|cell;", every fault as "!number@offset;". */
static char *
read_all (const char *text,
          gsize       length,
          char        delimiter)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, length);
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  g_autoptr (RcCsvReader) reader = rc_csv_reader_new (stream, delimiter);
  g_autoptr (GError) error = NULL;
  GString *found = g_string_new (NULL);
  RcCsvResult result;
  RcCsvFault fault;
  RcCsvRow row;

  while ((result = rc_csv_reader_next (reader, &row, &fault, &error)) != RC_CSV_END)
    {
      g_assert_no_error (error);
      if (result == RC_CSV_FAULT)
        {
          g_assert_nonnull (fault.kind);
          g_assert_nonnull (fault.expected);
          g_assert_nonnull (fault.found);
          g_string_append_printf (found, "!%" G_GUINT64_FORMAT "@%" G_GUINT64_FORMAT ";", fault.number, fault.offset);
          continue;
        }
      g_assert_cmpuint (row.offset + row.length, <=, length);
      g_string_append_printf (found, "%" G_GUINT64_FORMAT "@%" G_GUINT64_FORMAT "+%" G_GUINT64_FORMAT ":", row.number, row.offset, row.length);
      for (guint i = 0; i < row.n_cells; i++)
        {
          g_assert_cmpuint (strlen (row.cells[i].text), ==, row.cells[i].length);
          g_assert_cmpuint (row.cells[i].offset + row.cells[i].raw_length, <=, row.offset + row.length);
          g_string_append_printf (found, "%s%s", i > 0 ? "|" : "", row.cells[i].text);
        }
      g_string_append_c (found, ';');
    }

  return g_string_free (found, FALSE);
}

static void
assert_rows (const char *text,
             char        delimiter,
             const char *expected)
{
  g_autofree char *found = read_all (text, strlen (text), delimiter);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_rows (void)
{
  assert_rows ("", ',', "");
  assert_rows ("a,b\n1,2\n", ',', "1@0+3:a|b;2@4+3:1|2;");
  assert_rows ("a,b\r\n1,2\r\n", ',', "1@0+3:a|b;2@5+3:1|2;");
  assert_rows ("a,b\r1,2", ',', "1@0+3:a|b;2@4+3:1|2;");
  assert_rows ("a;b\n1,5;2\n", ';', "1@0+3:a|b;2@4+5:1,5|2;");
  assert_rows ("a\tb\n", '\t', "1@0+3:a|b;");
  assert_rows ("a,,\n,,\n", ',', "1@0+3:a||;2@4+2:||;");
}

static void
test_quotes (void)
{
  assert_rows ("\"a\",\"b,c\"\n", ',', "1@0+9:a|b,c;");
  assert_rows ("\"say \"\"no\"\"\",\"\"\n", ',', "1@0+15:say \"no\"|;");
  assert_rows ("\"two\nlines\r\n\",x\ny,z\n", ',', "1@0+15:two\nlines\r\n|x;2@16+3:y|z;");
  assert_rows ("\"\"\"\"\n", ',', "1@0+4:\";");
}

static void
test_mark_and_blanks (void)
{
  assert_rows ("\xEF\xBB\xBF" "a,b\n", ',', "1@3+3:a|b;");
  assert_rows ("\xEF\xBB\xBF", ',', "");
  /* Blank rows are no rows, but count, so that a row has the number that a spreadsheet shows. */
  assert_rows ("a,b\n\n\r\n1,2\n", ',', "1@0+3:a|b;4@7+3:1|2;");
  assert_rows ("a\n\"\"\nb\n", ',', "1@0+1:a;2@2+2:;3@5+1:b;");
}

static void
test_faults (void)
{
  /* The siblings of a faulty row are read. */
  assert_rows ("a,b\n1,x\"y\n3,4\n", ',', "1@0+3:a|b;!2@7;3@10+3:3|4;");
  assert_rows ("a,b\n\"1\"x,2\n3,4\n", ',', "1@0+3:a|b;!2@7;3@11+3:3|4;");
  /* Quotes behind a backslash, as some programs write them. */
  assert_rows ("a\n\"{\\\"x\\\":1}\"\nb\n", ',', "1@0+1:a;!2@6;3@14+1:b;");
  /* What comes behind a quote that is never closed may be one cell. */
  assert_rows ("a\nb\n\"c\nd\ne\n", ',', "1@0+1:a;2@2+1:b;!3@4;");
  assert_rows ("a\n\xFF\xFE\nb\n", ',', "1@0+1:a;!2@2;3@5+1:b;");
}

static void
test_nul (void)
{
  static const char text[] = "a,b\n1,\0\n2,3\n";
  g_autofree char *found = read_all (text, sizeof text - 1, ',');

  g_assert_cmpstr (found, ==, "1@0+3:a|b;!2@6;3@8+3:2|3;");
}

static void
test_truncated (void)
{
  static const char text[] = "\xEF\xBB\xBFid,note\r\n1,\"a \"\"b\"\"\r\nc\"\r\n2,\xC3\xA4\r\n";

  for (gsize length = 0; length < sizeof text - 1; length++)
    {
      g_autofree char *copy = g_memdup2 (text, MAX (length, 1));
      g_autofree char *found = read_all (copy, length, ',');

      g_assert_nonnull (found);
    }
}

static void
test_limits (void)
{
  g_autoptr (GString) wide = g_string_new ("a\n");
  g_autoptr (GString) long_row = g_string_new ("a\n\"");
  g_autofree char *found = NULL;
  g_autofree char *expected = NULL;

  for (guint i = 0; i < RC_LIMIT_CSV_COLUMNS; i++)
    g_string_append_c (wide, ',');
  g_string_append (wide, "\nb\n");
  found = read_all (wide->str, wide->len, ',');
  expected = g_strdup_printf ("1@0+1:a;!2@2;3@%u+1:b;", 2 + RC_LIMIT_CSV_COLUMNS + 1);
  g_assert_cmpstr (found, ==, expected);

  /* The end of a row that is too long is found by its quotes, not by its line ends. */
  for (guint i = 0; i < RC_LIMIT_CSV_ROW_BYTES; i++)
    g_string_append_c (long_row, i % 100 == 0 ? '\n' : 'x');
  g_string_append (long_row, "\n\"\nb\n");
  g_clear_pointer (&found, g_free);
  g_clear_pointer (&expected, g_free);
  found = read_all (long_row->str, long_row->len, ',');
  expected = g_strdup_printf ("1@0+1:a;!2@2;3@%u+1:b;", 3 + RC_LIMIT_CSV_ROW_BYTES + 3);
  g_assert_cmpstr (found, ==, expected);
}

/* A doubled quote and a line end that lie across two blocks. */
static void
test_blocks (void)
{
  for (guint shift = 0; shift < 6; shift++)
    {
      g_autoptr (GString) text = g_string_new ("\"");
      g_autofree char *found = NULL;
      g_autofree char *end = g_strdup_printf ("x\"y;2@%u+1:z;", RC_LIMIT_BLOCK_BYTES + 5 - shift);

      for (guint i = 0; i < RC_LIMIT_BLOCK_BYTES - 2 - shift; i++)
        g_string_append_c (text, 'x');
      g_string_append (text, "\"\"y\"\r\nz\r\n");
      found = read_all (text->str, text->len, ',');
      g_assert_true (g_str_has_suffix (found, end));
    }
}

static gssize
refuse (RcStream  *self,
        guint64    offset,
        void      *buffer,
        gsize      length,
        GError   **error)
{
  g_set_error_literal (error, RC_STREAM_ERROR, RC_STREAM_ERROR_SYSTEM, "no");
  return -1;
}

static void
test_stream_error (void)
{
  RcStream stream = { .pread = refuse, .size = 10 };
  g_autoptr (RcCsvReader) reader = rc_csv_reader_new (&stream, ',');
  g_autoptr (GError) error = NULL;
  RcCsvFault fault;
  RcCsvRow row;

  g_assert_cmpint (rc_csv_reader_next (reader, &row, &fault, &error), ==, RC_CSV_ERROR);
  g_assert_error (error, RC_STREAM_ERROR, RC_STREAM_ERROR_SYSTEM);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-reader/rows", test_rows);
  g_test_add_func ("/csv-reader/quotes", test_quotes);
  g_test_add_func ("/csv-reader/mark-and-blanks", test_mark_and_blanks);
  g_test_add_func ("/csv-reader/faults", test_faults);
  g_test_add_func ("/csv-reader/nul", test_nul);
  g_test_add_func ("/csv-reader/truncated", test_truncated);
  g_test_add_func ("/csv-reader/limits", test_limits);
  g_test_add_func ("/csv-reader/blocks", test_blocks);
  g_test_add_func ("/csv-reader/stream-error", test_stream_error);
  return g_test_run ();
}
