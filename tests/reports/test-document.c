/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/pdf-tools.h"
#include "tests/reports/sample-document.h"

#include <string.h>

static guint
columns_of (const char *line)
{
  guint used = 0;

  for (const char *cursor = line; *cursor != '\0'; cursor = g_utf8_next_char (cursor))
    used += g_unichar_iszerowidth (g_utf8_get_char (cursor)) ? 0 : g_unichar_iswide (g_utf8_get_char (cursor)) ? 2 : 1;
  return used;
}

static void
test_lines (void)
{
  g_autoptr (RcDocument) document = sample_document_new (FALSE);
  g_autofree char *text = rc_document_to_text (document);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (g_strv_length (lines), >, 100);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (columns_of (lines[i]), <=, 100);
      g_assert_false (g_str_has_suffix (lines[i], " "));
    }
}

static void
test_content (void)
{
  const char * const wanted[] = {
    "Example Audit Ltd", "Confidential", "Reconstruction of decision KA-2026-081834\n══════", "1  In one sentence\n────",
    "4.2[U+202E]gnp",
    "● From a protected record", "◆ Records disagree", "[Figure: Decisions by day", "• final decision: refused",
    "Every answer with the record that it rests on", "[U+FFFE][U+FFFF]", "Prepared by, date, signature", "Evidence state 3f9a1c2be5d0",
  };
  g_autoptr (RcDocument) document = sample_document_new (FALSE);
  g_autofree char *text = rc_document_to_text (document);
  g_autofree char *again = rc_document_to_text (document);

  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_test_message ("%s", wanted[i]);
      g_assert_nonnull (strstr (text, wanted[i]));
    }
  g_assert_cmpstr (text, ==, again);
  g_assert_cmpuint (pdf_tools_count (text, "Question Q0"), ==, 48);
}

static void
test_table (void)
{
  const RcColumn columns[] = { { "Name", 1, RC_COLUMN_TEXT }, { "Count", 1, RC_COLUMN_NUMBER } };
  const RcDocumentInfo info = { .title = "Table", .language = "en" };
  g_autoptr (RcDocument) document = rc_document_new (&info);
  g_autofree char *text = NULL;
  RcTable *table = rc_table_new (columns, 2, NULL);
  RcText *row[] = { rc_text_new_quoted ("abc"), rc_text_new_own ("7") };

  rc_table_add_row (table, row);
  rc_document_add_table (document, table);
  text = rc_document_to_text (document);
  g_assert_cmpstr (text, ==,
                   "Name                                                                                           Count\n"
                   "─────────────────────────────────────────────────  ─────────────────────────────────────────────────\n"
                   "abc                                                                                                7\n");
}

/* A token that is longer than a line is broken, and nothing of it is lost or added. */
static void
test_long_token (void)
{
  const RcDocumentInfo info = { .title = "Token", .language = "en" };
  g_autoptr (RcDocument) document = rc_document_new (&info);
  g_autofree char *token = g_strnfill (730, 'x'), *text = NULL, *folded = NULL;

  rc_document_begin_box (document, "7", "Long");
  rc_document_add_paragraph (document, rc_text_new_quoted (token));
  rc_document_end_box (document);
  text = rc_document_to_text (document);
  folded = pdf_tools_fold (strchr (strchr (text, '\n') + 1, '\n'));
  g_assert_cmpstr (folded, ==, token);
}

/* The document takes copies of what it is told. */
static void
test_copies (void)
{
  char title[] = "Title", kind[] = "Kind";
  const RcDocumentInfo info = { .title = title, .language = "en", .kind = kind };
  g_autoptr (RcDocument) document = rc_document_new (&info);
  g_autofree char *text = NULL;

  memset (kind, 'x', strlen (kind));
  rc_document_add_paragraph (document, rc_text_new ());
  text = rc_document_to_text (document);
  g_assert_true (g_str_has_prefix (text, "Kind\n"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/lines", test_lines);
  g_test_add_func ("/document/content", test_content);
  g_test_add_func ("/document/table", test_table);
  g_test_add_func ("/document/long-token", test_long_token);
  g_test_add_func ("/document/copies", test_copies);
  return g_test_run ();
}
