/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/vectors/origin.h"

#include <string.h>

#define EXPECTATION_CELL 4

/* The words of the corpus beside the codes themselves. */
static const struct
{
  const char *word;
  RcVerdict   verdict;
} words[] = {
  { "NOT COVERED", RC_VERDICT_NOT_COVERED },
  { "NOT-COVERED", RC_VERDICT_NOT_COVERED },
  { "END NOT PROVEN", RC_VERDICT_END_NOT_PROVEN },
  { "TRUNCATED", RC_VERDICT_INCOMPLETE },
  { "MISSING FILE", RC_VERDICT_INCOMPLETE },
  { "INSUFFICIENT WITNESSES", RC_VERDICT_UNVERIFIABLE },
};

static void
row_free (gpointer data)
{
  OriginRow *row = data;

  g_free (row->file);
  g_free (row->expectation);
  g_free (row);
}

static gboolean
is_word_at (const char *text,
            const char *at,
            const char *word)
{
  gsize length = strlen (word);

  return (at == text || !g_ascii_isupper (at[-1])) && !g_ascii_isupper (at[length]) && at[length] != '_';
}

static void
take_word (OriginRow    *row,
           const char   *word,
           RcVerdict     verdict,
           const char  **first_at)
{
  const char *at = row->expectation;

  while ((at = strstr (at, word)) != NULL)
    {
      if (is_word_at (row->expectation, at, word))
        {
          row->named |= 1u << verdict;
          row->has_verdict = TRUE;
          if (*first_at == NULL || at < *first_at)
            {
              *first_at = at;
              row->first = verdict;
            }
          return;
        }
      at++;
    }
}

static void
read_words (OriginRow *row)
{
  const char *first_at = NULL;
  const char *warning;

  for (int verdict = 0; verdict < RC_N_VERDICTS; verdict++)
    take_word (row, rc_verdict_to_code (verdict), verdict, &first_at);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    take_word (row, words[i].word, words[i].verdict, &first_at);
  row->of_signature = g_str_has_prefix (row->expectation, "signature VALID") || g_str_has_prefix (row->expectation, "signature still VALID");
  row->of_structure = g_str_has_prefix (row->expectation, "VALID structure");
  warning = strstr (row->expectation, "WARN");
  row->asks_note = warning != NULL;
  /* A warning is told; what other readers would say of it comes after. */
  if (warning != NULL && (first_at == NULL || warning < first_at))
    row->first = RC_VERDICT_PARTIAL, row->has_verdict = TRUE;
}

/* "\|" within a cell is a bar. */
static char **
split_cells (const char *line)
{
  g_autoptr (GRegex) regex = g_regex_new ("(?<!\\\\)\\|", 0, 0, NULL);

  return g_regex_split (regex, line, 0);
}

static OriginRow *
read_row (const char *line)
{
  g_auto (GStrv) cells = split_cells (line);
  OriginRow *row;
  char *tick;

  if (g_strv_length (cells) <= EXPECTATION_CELL + 1 || !g_str_has_prefix (g_strstrip (cells[1]), "`"))
    return NULL;

  row = g_new0 (OriginRow, 1);
  row->file = g_strdup (cells[1] + 1);
  tick = strchr (row->file, '`');
  if (tick != NULL)
    *tick = '\0';
  row->expectation = g_strdup (g_strstrip (cells[EXPECTATION_CELL]));
  read_words (row);
  return row;
}

/**
 * origin_read:
 *
 * Returns: (element-type OriginRow) (transfer full) (nullable): the rows about files; the sources of a folder are another table,
 *   whose first cells are no file names in ticks
 */
GPtrArray *
origin_read (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "ORIGIN.md", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *rows;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;

  rows = g_ptr_array_new_with_free_func (row_free);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      OriginRow *row = read_row (lines[i]);

      if (row != NULL)
        g_ptr_array_add (rows, row);
    }
  return rows;
}

static gboolean
is_failure (RcVerdict verdict)
{
  return rc_verdict_group (verdict) == RC_VERDICT_GROUP_FAILED;
}

/**
 * origin_agrees:
 *
 * The suites of others know fewer words than the program: a failure is a failure whatever its word, and what holds while nobody vouches
 * for it, or by an outdated method, was published as valid.
 *
 * Returns: whether @worst is what was published
 */
gboolean
origin_agrees (const OriginRow *row,
               RcVerdict        worst,
               RcVerdict        integrity,
               RcVerdict        completeness)
{
  gboolean holds = integrity >= RC_VERDICT_PARTIAL || integrity == RC_VERDICT_WEAK;

  if (row->first == RC_VERDICT_VALID)
    return worst == RC_VERDICT_VALID || (row->named & (1u << worst)) != 0
           || (rc_verdict_group (worst) == RC_VERDICT_GROUP_NOBODY_VOUCHES && holds && completeness >= RC_VERDICT_PARTIAL);
  if (is_failure (row->first))
    return is_failure (worst);
  if (rc_verdict_group (row->first) == RC_VERDICT_GROUP_NOTES)
    return holds;
  return (row->named & (1u << worst)) != 0;
}
