/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/document-check.h"
#include "tests/reports/pdf-tools.h"
#include "tests/reports/sample-document.h"

#include <string.h>

static RcDocument *
plain_document (void)
{
  const RcDocumentInfo info = { .title = "Test", .language = "en" };

  return rc_document_new (&info);
}

static void
test_sample (void)
{
  for (int compact = 0; compact < 2; compact++)
    {
      g_autoptr (RcDocument) document = sample_document_new (compact);

      document_check_tree (document);
    }
}

static void
test_exact (void)
{
  g_autoptr (RcDocument) document = plain_document ();
  g_autofree char *json = NULL;
  RcText *text = rc_text_new_own ("a\"b ");

  rc_text_add (text, RC_TEXT_STRONG | RC_TEXT_MONO, "c");
  rc_text_add_reference (text, RC_TEXT_PLAIN, "x", "d");
  rc_text_add_note (text, rc_text_new_quoted ("\xff"));
  rc_text_add_foreign (text, RC_TEXT_MUTED, "de", "e", 1);
  rc_document_add_anchor (document, "x");
  rc_document_add_paragraph (document, text);
  json = rc_document_to_json (document);
  g_assert_cmpstr (json, ==,
                   "{\"blocks\":[{\"anchors\":[\"x\"],\"kind\":\"paragraph\",\"text\":["
                   "\"a\\\"b \",{\"style\":[\"strong\",\"mono\"],\"words\":\"c\"},"
                   "{\"anchor\":\"x\",\"words\":\"d\"},{\"note\":1,\"text\":[\"[\\\\xFF]\"]},"
                   "{\"language\":\"de\",\"style\":[\"muted\"],\"words\":\"e\"}]}],"
                   "\"dated\":\"1970-01-01T00:00:00Z\",\"language\":\"en\",\"schema\":\"recount.document/1\",\"title\":\"Test\"}");
  document_check_tree (document);
}

/* What names the digest of the tree cannot be in it: it is on the page and in the text alone. */
static void
test_outside (void)
{
  g_autoptr (RcDocument) with = plain_document ();
  g_autoptr (RcDocument) without = plain_document ();
  g_autofree char *text = NULL;
  RcDigest digest_with, digest_without;

  rc_document_add_paragraph (with, rc_text_new_own ("words"));
  rc_document_add_paragraph (without, rc_text_new_own ("words"));
  rc_document_digest_tree (without, &digest_without);
  rc_document_add_outside (with, rc_text_new_own ("SHA-256: " SAMPLE_DIGEST));
  rc_document_digest_tree (with, &digest_with);
  g_assert_true (rc_digest_equal (&digest_with, &digest_without));
  text = rc_document_to_text (with);
  g_assert_nonnull (strstr (text, "SHA-256: " SAMPLE_DIGEST "\n"));
  rc_document_add_paragraph (with, rc_text_new_own ("more"));
  rc_document_digest_tree (with, &digest_with);
  g_assert_false (rc_digest_equal (&digest_with, &digest_without));
}

/* A note of the first section is read at its end, not at that of the document. */
static void
test_notes (void)
{
  const char * const order[] = { "first section", "word [1] goes on [2]", "[1] alpha", "[2] beta [3]", "[3] gamma", "second section", "cell [4]",
                                 "[4] delta", "Nobody else may rely on it." };
  static const char * const disclaimers[] = { "Nobody else may rely on it.", NULL };
  const RcColumn columns[] = { { "Name", 1, RC_COLUMN_TEXT } };
  const RcDocumentInfo info = { .title = "Notes", .language = "en", .disclaimers = disclaimers };
  g_autoptr (RcDocument) document = rc_document_new (&info);
  g_autofree char *plain = NULL;
  RcText *text = rc_text_new_own ("word"), *beta = rc_text_new_own ("beta"), *cell = rc_text_new_own ("cell");
  RcTable *table = rc_table_new (columns, 1, NULL);
  const char *at;

  rc_document_add_heading (document, 1, rc_text_new_own ("first section"));
  rc_text_add_note (beta, rc_text_new_own ("gamma"));
  rc_text_add_note (text, rc_text_new_own ("alpha"));
  rc_text_add (text, RC_TEXT_PLAIN, " goes on");
  rc_text_add_note (text, beta);
  rc_document_add_paragraph (document, text);
  rc_document_add_heading (document, 1, rc_text_new_own ("second section"));
  rc_text_add_note (cell, rc_text_new_own ("delta"));
  rc_table_add_row (table, &cell);
  rc_document_add_table (document, table);
  at = plain = rc_document_to_text (document);
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_test_message ("%s", order[i]);
      at = strstr (at, order[i]);
      g_assert_nonnull (at);
      at += strlen (order[i]);
    }
  document_check_tree (document);
}

/* The contents name the headings that follow, as deep as was asked for. */
static void
test_contents (void)
{
  g_autoptr (RcDocument) document = plain_document ();
  g_autofree char *text = NULL;

  rc_document_add_heading (document, 1, rc_text_new_own ("before"));
  rc_document_add_contents (document, "Contents", 2);
  rc_document_add_heading (document, 1, rc_text_new_own ("alpha"));
  rc_document_add_heading (document, 2, rc_text_new_own ("beta"));
  rc_document_add_heading (document, 3, rc_text_new_own ("gamma"));
  text = rc_document_to_text (document);
  g_assert_cmpuint (pdf_tools_count (text, "before\n"), ==, 1);
  g_assert_cmpuint (pdf_tools_count (text, "alpha\n"), ==, 2);
  g_assert_cmpuint (pdf_tools_count (text, "    beta\n"), ==, 1);
  g_assert_cmpuint (pdf_tools_count (text, "gamma\n"), ==, 1);
  document_check_tree (document);
}

/* Nothing English stands in a document whose language the program has no words in. */
static void
test_other_language (void)
{
  const RcDocumentInfo info = { .title = "Δήλωση", .language = "el" };
  g_autoptr (RcDocument) document = rc_document_new (&info);
  g_autofree char *text = NULL;

  rc_document_add_figure (document, "Αποφάσεις ανά ημέρα", 20, NULL, NULL, NULL);
  text = rc_document_to_text (document);
  g_assert_cmpstr (text, ==, "[Αποφάσεις ανά ημέρα]\n");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document-tree/sample", test_sample);
  g_test_add_func ("/document-tree/exact", test_exact);
  g_test_add_func ("/document-tree/outside", test_outside);
  g_test_add_func ("/document-tree/notes", test_notes);
  g_test_add_func ("/document-tree/contents", test_contents);
  g_test_add_func ("/document-tree/other-language", test_other_language);
  return g_test_run ();
}
