/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/pages/start-here.h"

#include <string.h>

#include "core/date-words.h"
#include "core/words.h"
#include "reports/bundle/pages/page-words.h"

#define LISTED_DECISIONS 6u
#define LONGEST_HANDLE 48u       /* characters */
#define GROUP_DIGITS 8u

static void
add_heading (RcDocument *document,
             const char *words)
{
  rc_document_add_heading (document, 2, rc_text_new_own (words));
}

static void
add_paragraph (RcDocument *document,
               const char *words)
{
  rc_document_add_paragraph (document, rc_text_new_own (words));
}

/* One paragraph of all the sentences, which are taken. */
static void
add_sentences (RcDocument *document,
               GPtrArray  *sentences)
{
  g_autofree char *words = NULL;

  g_ptr_array_add (sentences, NULL);
  words = g_strjoinv (" ", (char **) sentences->pdata);
  add_paragraph (document, words);
  g_ptr_array_unref (sentences);
}

static void
add_items (RcDocument *document,
           GPtrArray  *sentences)
{
  for (guint i = 0; i < sentences->len; i++)
    rc_document_add_item (document, "•", rc_text_new_own (g_ptr_array_index (sentences, i)));
  g_ptr_array_unref (sentences);
}

/* "01234567 89abcdef …": to be read aloud. */
static char *
dup_groups (const char *hex)
{
  GString *groups = g_string_new (NULL);

  for (gsize i = 0; hex[i] != '\0'; i++)
    {
      if (i > 0 && i % GROUP_DIGITS == 0)
        g_string_append_c (groups, ' ');
      g_string_append_c (groups, hex[i]);
    }
  return g_string_free (groups, FALSE);
}

static void
add_mono (RcDocument  *document,
          RcTextStyle  style,
          const char  *words)
{
  RcText *text = rc_text_new ();

  rc_text_add (text, RC_TEXT_MONO | style, words);
  rc_document_add_paragraph (document, text);
}

/* --- What is where --- */

static void
add_questions (RcDocument          *document,
               const RcBundleFacts *facts)
{
  const RcColumn columns[] = {
    { _("Question"), 30, RC_COLUMN_TEXT, TRUE },
    { _("Where it is answered"), 70, RC_COLUMN_TEXT },
  };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  g_autoptr (GPtrArray) questions = rc_bundle_words_questions (facts);

  for (guint i = 0; i < questions->len; i++)
    {
      const RcBundleQuestion *question = g_ptr_array_index (questions, i);

      rc_table_add_row (table, (RcText *[]) { rc_text_new_small (question->question), rc_text_new_small (question->where) });
    }
  add_heading (document, _("Which question is answered where"));
  rc_document_add_table (document, table);
}

static RcText *
make_handle (const char *handle)
{
  g_autofree char *shown = rc_frame_dup_quoted (handle, LONGEST_HANDLE, NULL);

  return rc_text_new_small (shown);
}

static void
add_decisions (RcDocument          *document,
               const RcBundleFacts *facts)
{
  const RcColumn columns[] = {
    { _("Decision"), 28, RC_COLUMN_TEXT, TRUE },
    { _("When"), 26, RC_COLUMN_TEXT },
    { _("How far it could be rebuilt"), 28, RC_COLUMN_TEXT },
    { _("Its files are called"), 18, RC_COLUMN_TEXT },
  };
  RcTable *table;

  if (facts->decisions->len == 0)
    return;

  table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  for (guint i = 0; i < MIN (facts->decisions->len, LISTED_DECISIONS); i++)
    {
      const RcBundleDecision *decision = g_ptr_array_index (facts->decisions, i);
      g_autofree char *count = rc_bundle_words_count (decision);

      rc_table_add_row (table, (RcText *[]) { make_handle (decision->handle), rc_text_new_small (decision->moment), rc_text_new_small (count),
                                             rc_text_new_small (decision->reference) });
    }
  add_heading (document, _("The decisions in this copy"));
  rc_document_add_table (document, table);
  if (facts->decisions->len > LISTED_DECISIONS)
    {
      g_autofree char *count = rc_count_words (facts->decisions->len - LISTED_DECISIONS);
      g_autofree char *words = g_strdup_printf (rc_words_plural ("%s more is listed in index.html.", "%s more are listed in index.html.",
                                                                 facts->decisions->len - LISTED_DECISIONS), count);

      add_paragraph (document, words);
    }
}

static void
add_parts (RcDocument          *document,
           const RcBundleFacts *facts)
{
  const RcColumn columns[] = {
    { _("What it is"), 60, RC_COLUMN_TEXT, TRUE },
    { _("Where"), 28, RC_COLUMN_TEXT },
    { _("Files"), 12, RC_COLUMN_NUMBER },
  };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  g_autoptr (GPtrArray) parts = rc_bundle_words_parts (facts);

  for (guint i = 0; i < parts->len; i++)
    {
      const RcBundlePart *part = g_ptr_array_index (parts, i);

      rc_table_add_row (table, (RcText *[]) { rc_text_new_small (part->title), rc_text_new_small (part->path), rc_text_new_count (part->files) });
    }
  add_heading (document, _("What is in it"));
  rc_document_add_table (document, table);
  add_paragraph (document, _("index.html lists every file with a link, its size and its SHA-256. HOW-TO-CHECK.html explains every check and every verdict."));
}

/* --- How sure it is --- */

static void
add_sure (RcDocument          *document,
          const RcBundleFacts *facts)
{
  const RcColumn columns[] = {
    { _("What the check found"), 80, RC_COLUMN_TEXT, TRUE },
    { _("Protections"), 20, RC_COLUMN_NUMBER },
  };
  RcTable *table;
  guint64 counts[RC_N_VERDICTS];

  add_heading (document, _("How sure it is"));
  add_sentences (document, rc_bundle_words_sure (facts));
  if (facts->judgement->seals->len > 0)
    {
      table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
      rc_bundle_facts_count (facts, counts);
      for (int i = 0; i < RC_N_VERDICTS; i++)
        if (counts[i] > 0)
          rc_table_add_row (table, (RcText *[]) { rc_text_new_shape (rc_shape_of_verdict ((RcVerdict) i), rc_verdict_sentence ((RcVerdict) i)),
                                                 rc_text_new_count (counts[i]) });
      rc_document_add_table (document, table);
    }
  add_paragraph (document, rc_bundle_words_not_shown ());
}

/* --- How to check it --- */

static void
add_step (RcDocument *document,
          const char *mark,
          const char *words,
          const char *command)
{
  RcText *text = rc_text_new ();

  rc_text_add (text, RC_TEXT_PLAIN, words);
  if (command != NULL)
    rc_text_add_format (text, RC_TEXT_MONO, " %s", command);
  rc_document_add_item (document, mark, text);
}

static void
add_windows (RcDocument          *document,
             const RcBundleFacts *facts)
{
  g_autofree char *groups = dup_groups (facts->manifest);
  g_autofree char *unpack = g_strjoin (" ", _("Unpack the zip: a click with the right button, “Extract All…”."), rc_bundle_words_prompt (), NULL);

  /* On a page of its own, beside the keyboard. */
  rc_document_add_page_break (document);
  add_heading (document, _("How to check it in five minutes, on Windows"));
  add_step (document, "1.", unpack, NULL);
  add_step (document, "2.", _("Type the first of these lines, or where PowerShell is not allowed the second, in the command prompt:"), NULL);
  add_mono (document, RC_TEXT_PLAIN, "Get-FileHash -Algorithm SHA256 manifest-sha256.txt");
  add_mono (document, RC_TEXT_PLAIN, "certutil -hashfile manifest-sha256.txt SHA256");
  add_step (document, "3.", _("It must print this SHA-256; capital letters make no difference. In groups, to be read aloud, and in one piece, to be copied:"), NULL);
  add_mono (document, RC_TEXT_STRONG, groups);
  add_mono (document, RC_TEXT_SMALL, facts->manifest);
  add_step (document, "4.", _("Have the maker tell you the same SHA-256 by another way than this copy came, such as by telephone. Only that shows that this page itself is theirs."), NULL);
  add_step (document, "5.", _("The list now stands for every file below data. HOW-TO-CHECK.html has the one line that compares all of them, to be copied into the same window."), NULL);
  if (facts->is_signed)
    add_paragraph (document, rc_bundle_words_signature ());
}

static void
add_seal (RcDocument          *document,
          const RcBundleFacts *facts)
{
  add_heading (document, _("The seal, and whose key it is"));
  if (facts->seal_key != NULL)
    {
      add_mono (document, RC_TEXT_STRONG, facts->seal_key);
      if (facts->seal_fingerprint != NULL)
        {
          g_autofree char *groups = dup_groups (facts->seal_fingerprint);

          add_paragraph (document, _("Fingerprint, the SHA-256 of the key:"));
          add_mono (document, RC_TEXT_PLAIN, groups);
        }
    }
  add_sentences (document, rc_bundle_words_seal (facts));
}

static void
add_unix (RcDocument          *document,
          const RcBundleFacts *facts)
{
  add_heading (document, _("On Unix"));
  add_mono (document, RC_TEXT_PLAIN, "sha256sum -c --quiet manifest-sha256.txt");
  add_mono (document, RC_TEXT_PLAIN, "sha256sum -c --quiet tagmanifest-sha256.txt");
  if (facts->seal_key != NULL)
    add_mono (document, RC_TEXT_PLAIN, "minisign -V -p seal-key.pub -m tagmanifest-sha256.txt");
  add_paragraph (document, _("The first two must print nothing. HOW-TO-CHECK.txt goes on from there, with what each further command must print."));
  add_paragraph (document, rc_bundle_words_systems ());
}

RcDocument *
rc_start_here_build (const RcBundleFacts *facts,
                     const RcFrame       *frame)
{
  const char *title = facts->is_selective ? _("Start here: an extract of a case") : _("Start here: a full copy of a case");
  RcDocument *document = rc_frame_begin (frame, title, _("Handover of evidence"), NULL, FALSE);

  rc_document_add_heading (document, 1, rc_text_new_own (title));
  add_sentences (document, rc_bundle_words_about (facts));
  add_questions (document, facts);
  add_decisions (document, facts);
  add_sure (document, facts);
  add_heading (document, _("What is not in it"));
  add_items (document, rc_bundle_words_left_out (facts));
  add_parts (document, facts);
  add_windows (document, facts);
  add_seal (document, facts);
  add_unix (document, facts);
  return document;
}
