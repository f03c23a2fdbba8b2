/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/pages/index-page.h"

#include <string.h>

#include "core/date-words.h"
#include "core/words.h"
#include "reports/bundle/pages/html-page.h"
#include "reports/bundle/pages/page-words.h"

static void
add_paragraphs (RcHtmlPage *page,
                GPtrArray  *sentences)
{
  for (guint i = 0; i < sentences->len; i++)
    rc_html_page_element (page, "p", g_ptr_array_index (sentences, i));
  g_ptr_array_unref (sentences);
}

static void
add_list (RcHtmlPage *page,
          GPtrArray  *sentences)
{
  rc_html_page_open (page, "ul");
  for (guint i = 0; i < sentences->len; i++)
    rc_html_page_element (page, "li", g_ptr_array_index (sentences, i));
  rc_html_page_close (page, "ul");
  g_ptr_array_unref (sentences);
}

static void
add_number (RcHtmlPage *page,
            guint64     number)
{
  g_autofree char *words = rc_count_words (number);

  rc_html_page_element (page, "td class=\"number\"", words);
}

static gboolean
has_file (const RcBundleFacts *facts,
          const char          *path)
{
  for (guint i = 0; i < facts->files->len; i++)
    if (strcmp (((const RcBundleFile *) g_ptr_array_index (facts->files, i))->path, path) == 0)
      return TRUE;
  return FALSE;
}

static void
add_top (RcHtmlPage          *page,
         const RcBundleFacts *facts)
{
  add_paragraphs (page, rc_bundle_words_about (facts));
  rc_html_page_open (page, "p");
  rc_html_page_link (page, "START-HERE.pdf", NULL);
  rc_html_page_words (page, " · ");
  rc_html_page_link (page, "HOW-TO-CHECK.html", NULL);
  rc_html_page_words (page, " · ");
  rc_html_page_link (page, "HOW-TO-CHECK.txt", NULL);
  rc_html_page_close (page, "p");
}

static void
add_questions (RcHtmlPage          *page,
               const RcBundleFacts *facts)
{
  const char *titles[] = { _("Question"), _("Where it is answered"), NULL };
  g_autoptr (GPtrArray) questions = rc_bundle_words_questions (facts);

  rc_html_page_element (page, "h2", _("Which question is answered where"));
  rc_html_page_begin_table (page, titles);
  for (guint i = 0; i < questions->len; i++)
    {
      const RcBundleQuestion *question = g_ptr_array_index (questions, i);

      rc_html_page_open (page, "tr");
      rc_html_page_element (page, "td class=\"strong\"", question->question);
      rc_html_page_element (page, "td", question->where);
      rc_html_page_close (page, "tr");
    }
  rc_html_page_end_table (page);
}

/* --- Decisions --- */

static void
add_standings (RcHtmlPage             *page,
               const RcBundleDecision *decision)
{
  rc_html_page_open (page, "td");
  for (int i = 0; i < RC_N_STANDINGS; i++)
    if (decision->standings[i] > 0)
      {
        g_autofree char *count = rc_count_words (decision->standings[i]);

        rc_html_page_shape (page, rc_shape_of_standing ((RcStanding) i));
        rc_html_page_words (page, rc_standing_word ((RcStanding) i));
        rc_html_page_words (page, ": ");
        rc_html_page_words (page, count);
        rc_html_page_open (page, "br");
      }
  rc_html_page_close (page, "td");
}

/* Shown without the part that all of them share: the table is wide as it is. */
static void
add_file_of (RcHtmlPage *page,
             const char *path)
{
  rc_html_page_link (page, path, path + strlen ("data/"));
  rc_html_page_open (page, "br");
}

static void
add_files_of (RcHtmlPage             *page,
              const RcBundleFacts    *facts,
              const RcBundleDecision *decision)
{
  static const char * const forms[] = { "data/lineages/%s.json", "data/prov/%s.json", "data/prov/%s.xml" };

  rc_html_page_open (page, "td class=\"name\"");
  for (guint i = 0; i < facts->files->len; i++)
    {
      const RcBundleFile *file = g_ptr_array_index (facts->files, i);

      /* Its documents carry its reference in their names. */
      if (!g_str_has_prefix (file->path, "data/documents/") || strstr (file->path, decision->reference) == NULL)
        continue;
      add_file_of (page, file->path);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_auto (GStrv) halves = g_strsplit (forms[i], "%s", 2);
      g_autofree char *path = g_strconcat (halves[0], decision->reference, halves[1], NULL);

      if (has_file (facts, path))
        add_file_of (page, path);
    }
  rc_html_page_close (page, "td");
}

static void
add_decisions (RcHtmlPage          *page,
               const RcBundleFacts *facts)
{
  const char *titles[] = { _("Decision"), _("When"), _("How far it could be rebuilt"), _("How the answers are known"), _("Its files"), NULL };

  if (facts->decisions->len == 0)
    return;

  rc_html_page_element (page, "h2", _("The decisions in this copy"));
  rc_html_page_begin_table (page, titles);
  for (guint i = 0; i < facts->decisions->len; i++)
    {
      const RcBundleDecision *decision = g_ptr_array_index (facts->decisions, i);
      g_autofree char *count = rc_bundle_words_count (decision);

      rc_html_page_open (page, "tr");
      rc_html_page_open (page, "td class=\"name handle strong\"");
      rc_html_page_quoted (page, decision->handle);
      rc_html_page_close (page, "td");
      rc_html_page_element (page, "td", decision->moment);
      rc_html_page_element (page, "td", count);
      add_standings (page, decision);
      add_files_of (page, facts, decision);
      rc_html_page_close (page, "tr");
    }
  rc_html_page_end_table (page);
}

/* --- How sure it is, and how it is checked --- */

static void
add_sure (RcHtmlPage          *page,
          const RcBundleFacts *facts)
{
  const char *titles[] = { _("What the check found"), NULL, NULL };
  g_autofree char *protections = g_strconcat ("#", _("Protections"), NULL);
  guint64 counts[RC_N_VERDICTS];

  titles[1] = protections;
  rc_bundle_facts_count (facts, counts);
  rc_html_page_element (page, "h2", _("How sure it is"));
  add_paragraphs (page, rc_bundle_words_sure (facts));
  if (facts->judgement->seals->len > 0)
    {
      rc_html_page_begin_table (page, titles);
      for (int i = 0; i < RC_N_VERDICTS; i++)
        if (counts[i] > 0)
          {
            rc_html_page_open (page, "tr");
            rc_html_page_open (page, "td");
            rc_html_page_shape (page, rc_shape_of_verdict ((RcVerdict) i));
            rc_html_page_words (page, rc_verdict_sentence ((RcVerdict) i));
            rc_html_page_close (page, "td");
            add_number (page, counts[i]);
            rc_html_page_close (page, "tr");
          }
      rc_html_page_end_table (page);
    }
  rc_html_page_element (page, "p", rc_bundle_words_not_shown ());
}

static void
add_check (RcHtmlPage          *page,
           const RcBundleFacts *facts)
{
  g_autofree char *compare = g_strdup_printf ("(Get-FileHash -Algorithm SHA256 manifest-sha256.txt).Hash -eq '%s'", facts->manifest);

  rc_html_page_element (page, "h2", _("How to check it"));
  rc_html_page_element (page, "p", rc_bundle_words_prompt ());
  rc_html_page_element (page, "p", _("Copy this line into it. It must print True. The SHA-256 in it is to be told to you by the maker too, by another way than this copy came."));
  rc_html_page_element (page, "pre", compare);
  rc_html_page_open (page, "p");
  rc_html_page_link (page, "HOW-TO-CHECK.html", NULL);
  rc_html_page_words (page, " ");
  rc_html_page_words (page, _("has the line that compares all files, the checks on Unix, and what every verdict means."));
  rc_html_page_close (page, "p");
  rc_html_page_element (page, "h3", _("The seal, and whose key it is"));
  if (facts->seal_key != NULL)
    rc_html_page_element (page, "pre", facts->seal_key);
  if (facts->seal_fingerprint != NULL)
    {
      rc_html_page_element (page, "p", _("Fingerprint, the SHA-256 of the key:"));
      rc_html_page_element (page, "pre", facts->seal_fingerprint);
    }
  add_paragraphs (page, rc_bundle_words_seal (facts));
  rc_html_page_element (page, "p", rc_bundle_words_systems ());
}

/* --- What is in it --- */

static void
add_parts (RcHtmlPage          *page,
           const RcBundleFacts *facts)
{
  g_autofree char *files = g_strconcat ("#", _("Files"), NULL);
  const char *titles[] = { _("What it is"), _("Where"), files, NULL };
  g_autoptr (GPtrArray) parts = rc_bundle_words_parts (facts);

  rc_html_page_element (page, "h2", _("What is in it"));
  rc_html_page_begin_table (page, titles);
  for (guint i = 0; i < parts->len; i++)
    {
      const RcBundlePart *part = g_ptr_array_index (parts, i);

      rc_html_page_open (page, "tr");
      rc_html_page_element (page, "td", part->title);
      rc_html_page_open (page, "td class=\"name\"");
      if (g_str_has_suffix (part->path, "/"))
        rc_html_page_words (page, part->path);
      else
        rc_html_page_link (page, part->path, NULL);
      rc_html_page_close (page, "td");
      add_number (page, part->files);
      rc_html_page_close (page, "tr");
    }
  rc_html_page_end_table (page);
}

static void
add_files (RcHtmlPage          *page,
           const RcBundleFacts *facts)
{
  g_autofree char *size = g_strconcat ("#", _("Bytes"), NULL);
  const char *titles[] = { _("File"), _("What it is"), size, "SHA-256", NULL };
  g_autoptr (GPtrArray) list = rc_bundle_words_files (facts);

  rc_html_page_element (page, "h2", _("Every file"));
  rc_html_page_begin_table (page, titles);
  for (guint i = 0; i < list->len; i++)
    {
      const RcBundleFile *file = g_ptr_array_index (list, i);
      g_autofree char *hex = rc_digest_dup_hex (&file->sha256);

      rc_html_page_open (page, "tr");
      rc_html_page_open (page, "td class=\"name\"");
      rc_html_page_link (page, file->path, NULL);
      rc_html_page_close (page, "td");
      rc_html_page_open (page, "td");
      rc_html_page_quoted (page, file->title);
      rc_html_page_close (page, "td");
      add_number (page, file->bytes);
      rc_html_page_element (page, "td class=\"digest\"", hex);
      rc_html_page_close (page, "tr");
    }
  rc_html_page_end_table (page);
  rc_html_page_element (page, "p class=\"small\"", _("This page, the lists of digests and the seals over them were written after it and are not in the table."));
}

/* --- The state that it is of --- */

static void
add_state (RcHtmlPage          *page,
           const RcBundleFacts *facts)
{
  const char *rows[][2] = {
    { _("Number of this copy"), facts->id },
    { _("Evidence state"), facts->state },
    { _("Head of the custody log"), facts->head },
  };

  rc_html_page_element (page, "h2", _("Which state it is of"));
  rc_html_page_open (page, "table");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      rc_html_page_open (page, "tr");
      rc_html_page_element (page, "td", rows[i][0]);
      rc_html_page_element (page, "td class=\"digest\"", rows[i][1]);
      rc_html_page_close (page, "tr");
    }
  rc_html_page_close (page, "table");
}

char *
rc_index_page_write (const RcBundleFacts *facts)
{
  const char *title = facts->is_selective ? _("Start here: an extract of a case") : _("Start here: a full copy of a case");
  g_autoptr (RcHtmlPage) page = rc_html_page_new (facts->language, title);

  add_top (page, facts);
  add_questions (page, facts);
  add_decisions (page, facts);
  add_sure (page, facts);
  rc_html_page_element (page, "h2", _("What is not in it"));
  add_list (page, rc_bundle_words_left_out (facts));
  add_parts (page, facts);
  add_check (page, facts);
  add_state (page, facts);
  add_files (page, facts);
  return rc_html_page_finish (page);
}
