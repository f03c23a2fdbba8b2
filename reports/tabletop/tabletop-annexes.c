/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/tabletop/tabletop-parts.h"

#include <string.h>

#include "core/date-words.h"
#include "core/law/law.h"
#include "core/requirement-words.h"
#include "core/samples/sample-draw.h"
#include "core/words.h"
#include "reports/colophon.h"
#include "reports/colophon.h"
#include "reports/decision/dossier-parts.h"
#include "reports/exhibit-list.h"
#include "reports/typesetting/csv.h"

/* What a stranger needs: words, method, citations, dates, the program: TR-17. */

#define MAX_CITATIONS  1000u     /* that are printed; all of them are in the attached table */
#define MAX_LOCATORS   4u
#define SHOWN_OF_NAME  160

/* --- Words --- */

static void
add_verdict_words (RcTabletop *self)
{
  const RcColumn columns[] = { { _("What the evidence shows of a requirement"), 1, RC_COLUMN_TEXT } };
  RcTable *table = rc_table_new (columns, 1, NULL);

  for (guint i = 0; i < RC_N_REQUIREMENT_VERDICTS; i++)
    rc_table_add_row (table, (RcText *[]) { rc_text_new_shape (rc_shape_of_requirement ((RcRequirementVerdict) i),
                                                                    rc_requirement_verdict_words ((RcRequirementVerdict) i)) });
  rc_document_add_table (self->page->document, table);
}

/* With the word that audits by ISO 19011 have for it, in the language of that standard. */
static void
add_severity_words (RcTabletop *self)
{
  const RcColumn columns[] = {
    { _("Severity of a finding"), 18, RC_COLUMN_TEXT, TRUE }, { _("Rule of thumb"), 56, RC_COLUMN_TEXT }, { _("In the words of ISO 19011"), 26, RC_COLUMN_TEXT },
  };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  const RcLaw *law = rc_law_get ();

  for (guint i = 0; i < rc_law_count_terms (law, RC_LAW_TERM_SEVERITY); i++)
    {
      const RcLawTerm *severity = rc_law_nth_term (law, RC_LAW_TERM_SEVERITY, i);
      RcText *word = rc_text_new ();

      rc_text_add_foreign (word, RC_TEXT_SMALL, "en", severity->basis != NULL ? severity->basis : "–", -1);
      rc_table_add_row (table, (RcText *[]) {
                          rc_text_new_small (rc_law_text (severity->name)),
                          rc_text_new_small (severity->detail != NULL ? rc_law_text (severity->detail) : "–"), word });
    }
  rc_document_add_table (self->page->document, table);
}

static void
add_words (RcTabletop *self,
           RcSheet    *sheet)
{
  const RcColumn columns[] = { { _("How a question of the exercise was answered"), 1, RC_COLUMN_TEXT, TRUE } };
  RcTable *statuses = rc_table_new (columns, 1, NULL);

  rc_tabletop_begin_part (self, _("Words and signs"));
  rc_dossier_add_signs (sheet);
  for (guint i = 0; i < RC_N_EXERCISE_STATUSES; i++)
    rc_table_add_row (statuses, (RcText *[]) { rc_text_new_shape (rc_shape_of_exercise_status ((RcExerciseStatus) i),
                                                                       rc_exercise_status_words ((RcExerciseStatus) i)) });
  rc_document_add_table (self->page->document, statuses);
  add_verdict_words (self);
  add_severity_words (self);
}

/* --- Method --- */

static void
add_command (RcTabletop *self,
             const char *words,
             const char *command)
{
  RcText *text = rc_text_new ();

  rc_text_add (text, RC_TEXT_PLAIN, words);
  rc_text_add_format (text, RC_TEXT_MONO, " %s", command);
  rc_document_add_item (self->page->document, "–", text);
}

/* Blanks at the beginning of a line of a program stay, as far as they tell something. */
static void
add_code_line (RcTabletop *self,
               const char *line)
{
  RcText *text = rc_text_new ();
  gsize indent = strspn (line, " ");

  for (gsize i = 0; i < indent; i++)
    rc_text_add (text, RC_TEXT_MONO | RC_TEXT_SMALL, "\u00a0");
  rc_text_add (text, RC_TEXT_MONO | RC_TEXT_SMALL, line + indent);
  rc_document_add_paragraph (self->page->document, text);
}

/* Sentences whose lines go on behind three blanks, or a program. */
static void
add_block (RcTabletop *self,
           const char *block)
{
  g_autoptr (GString) joined = g_string_new (block);
  g_auto (GStrv) lines = NULL;

  if (*block != ' ')
    g_string_replace (joined, "\n   ", " ", 0);
  lines = g_strsplit (joined->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*block == ' ')
        add_code_line (self, lines[i]);
      else if (*lines[i] != '\0')
        rc_register_page_add_small (self->page, lines[i]);
    }
}

/* The program's own text, which is the same in every language. */
static void
add_algorithm (RcTabletop *self)
{
  const char *text = rc_sample_draw_algorithm_text ();
  g_auto (GStrv) blocks = g_strsplit (text, "\n\n", -1);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  rc_tabletop_add_referring (self, _("A draw is made again from the population and the seed, which are told with it, in this way:"), 8);
  for (guint i = 0; blocks[i] != NULL; i++)
    add_block (self, blocks[i]);
  rc_document_attach (self->page->document, "draw.txt", "text/plain", RC_ATTACHMENT_SUPPLEMENT, _("How a draw is made again"), bytes);
}

static void
add_method (RcTabletop *self,
            RcSheet    *sheet)
{
  const RcExerciseDecision *first = self->exercise != NULL && self->exercise->decisions->len > 0
    ? g_ptr_array_index (self->exercise->decisions, 0) : NULL;

  rc_tabletop_begin_part (self, _("How a stranger checks it again"));
  rc_dossier_add_steps (sheet, first != NULL ? first->event : "SOURCE:RECORD");
  add_command (self, _("A file with a digest list:"), "sha256sum --check SHA256SUMS");
  add_command (self, _("On a computer with Windows alone:"), "Get-FileHash -Algorithm SHA256 FILE");
  add_command (self, _("The log of the case, entry by entry:"), "recount-cli custody CASE");
  add_command (self, _("The requirements held against the evidence again:"), "recount-cli check CASE");
  add_command (self, _("The exercise, answer by answer:"), "recount-cli exercise CASE show");
  if (self->draws->len > 0)
    add_algorithm (self);
}

/* --- Citations --- */

static int
compare_cited (gconstpointer one,
               gconstpointer other)
{
  const RcCitation *a = (*(const RcTabletopCited * const *) one)->citation;
  const RcCitation *b = (*(const RcTabletopCited * const *) other)->citation;

  if (a->source != b->source)
    return a->source < b->source ? -1 : 1;
  return a->record < b->record ? -1 : a->record > b->record;
}

static int
compare_locators (gconstpointer one,
                  gconstpointer other)
{
  return strcmp (*(const char * const *) one, *(const char * const *) other);
}

static GPtrArray *
sort_cited (const RcTabletop *self)
{
  GPtrArray *sorted = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer cited;

  g_hash_table_iter_init (&iter, self->citations);
  while (g_hash_table_iter_next (&iter, NULL, &cited))
    g_ptr_array_add (sorted, cited);
  g_ptr_array_sort (sorted, compare_cited);
  for (guint i = 0; i < sorted->len; i++)
    g_ptr_array_sort (((RcTabletopCited *) g_ptr_array_index (sorted, i))->locators, compare_locators);
  return sorted;
}

static char *
dup_locators (const RcTabletopCited *cited,
              guint                  most)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < MIN (cited->locators->len, most); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", (const char *) g_ptr_array_index (cited->locators, i));
  if (cited->locators->len > most)
    g_string_append (list, " …");
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
attach_citations (RcTabletop *self,
                  GPtrArray  *sorted)
{
  const char * const header[] = { _("Exhibit"), _("Record"), _("Place within it"), _("SHA-256 of the record"), _("SHA-256 of its leaf"), NULL };
  g_autoptr (RcCsv) csv = rc_csv_new (header);
  g_autofree char *table = NULL;
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < sorted->len; i++)
    {
      const RcTabletopCited *cited = g_ptr_array_index (sorted, i);
      g_autofree char *exhibit = rc_register_dup_exhibit (cited->citation->source);
      g_autofree char *record = g_strdup_printf ("%" G_GUINT64_FORMAT, cited->citation->record);
      g_autofree char *locators = dup_locators (cited, G_MAXUINT);
      g_autofree char *of_record = rc_digest_dup_hex (&cited->citation->record_sha256);
      g_autofree char *of_leaf = rc_digest_dup_hex (&cited->citation->leaf_sha256);

      rc_csv_add (csv, exhibit);
      rc_csv_add (csv, record);
      rc_csv_add (csv, locators);
      rc_csv_add (csv, of_record);
      rc_csv_add (csv, of_leaf);
    }
  table = rc_csv_finish (csv);
  bytes = g_bytes_new_take (table, strlen (table));
  table = NULL;
  rc_document_attach (self->page->document, "citations.csv", "text/csv", RC_ATTACHMENT_DATA, _("All records that the report cites"), bytes);
}

static void
add_citations (RcTabletop *self)
{
  const RcColumn columns[] = {
    { _("Record"), 14, RC_COLUMN_TEXT, TRUE }, { _("Place within it"), 20, RC_COLUMN_TEXT }, { _("SHA-256 of the record"), 33, RC_COLUMN_DIGEST },
    { _("SHA-256 of its leaf"), 33, RC_COLUMN_DIGEST },
  };
  g_autoptr (GPtrArray) sorted = sort_cited (self);
  g_autofree char *count = rc_count_words (sorted->len);
  RcTable *table;

  rc_tabletop_begin_part (self, _("Records that the report cites"));
  if (sorted->len == 0)
    {
      rc_register_page_add_words (self->page, g_strdup (_("The report cites no record.")));
      return;
    }
  rc_register_page_add_words (self->page, g_strdup_printf (rc_words_plural ("%s record; it is attached to this file as a table too.",
                                                                            "%s records; all of them are attached to this file as a table too.",
                                                                            sorted->len), count));
  table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  for (guint i = 0; i < MIN (sorted->len, MAX_CITATIONS); i++)
    {
      const RcTabletopCited *cited = g_ptr_array_index (sorted, i);
      g_autofree char *place = rc_frame_dup_place (self->page->frame, cited->citation->source, cited->citation->record);
      g_autofree char *locators = dup_locators (cited, MAX_LOCATORS);

      rc_table_add_row (table, (RcText *[]) {
                          rc_text_new_small (place), rc_register_page_cell_said (locators, SHOWN_OF_NAME),
                          rc_exhibit_make_digest (&cited->citation->record_sha256), rc_exhibit_make_digest (&cited->citation->leaf_sha256) });
    }
  rc_document_add_table (self->page->document, table);
  rc_tabletop_add_rest (self, sorted->len, MAX_CITATIONS);
  attach_citations (self, sorted);
}

/* --- Dates and rules --- */

static const char *
word_category (RcLawCategory category)
{
  switch (category)
    {
    case RC_LAW_CATEGORY_ANNEX_III:
      return _("systems of Annex III");
    case RC_LAW_CATEGORY_ANNEX_I:
      return _("systems of Annex I");
    case RC_LAW_CATEGORY_PUBLIC_AUTHORITY:
      return _("systems on the market before, meant for public authorities");
    case RC_LAW_CATEGORY_LARGE_SCALE_SYSTEM:
      return _("large-scale systems of Annex X");
    case RC_LAW_CATEGORY_GENERAL_PURPOSE_MODEL:
      return _("general-purpose models on the market before");
    case RC_LAW_CATEGORY_GENERATOR:
      return _("generators on the market before");
    case RC_LAW_CATEGORY_ANY:
    default:
      return _("all");
    }
}

static void
add_date (RcTable         *table,
          const RcLaw     *law,
          const RcLawDate *date)
{
  const RcLawSection *section = rc_law_find_section (law, date->section);
  g_autofree char *from = rc_date_words_day (date->from_us, "UTC");
  g_autofree char *articles = section != NULL && section->articles != NULL ? g_strdup_printf (_("Articles %s"), section->articles) : g_strdup ("–");

  rc_table_add_row (table, (RcText *[]) {
                      rc_text_new_small (section != NULL ? rc_law_text (section->name) : date->section), rc_text_new_small (articles),
                      rc_text_new_small (word_category (date->category)),
                      rc_text_new_small (from), rc_text_new_small (date->source != NULL ? rc_law_text (date->source) : "–") });
}

static void
add_dates (RcTabletop *self)
{
  const RcColumn columns[] = {
    { _("Part of the law"), 28, RC_COLUMN_TEXT, TRUE }, { _("Articles"), 14, RC_COLUMN_TEXT }, { C_("law", "For"), 20, RC_COLUMN_TEXT },
    { _("Applies from"), 16, RC_COLUMN_TEXT }, { _("Provision that says so"), 22, RC_COLUMN_TEXT },
  };
  const RcRequirementReport *report = g_ptr_array_index (self->checks, 0);
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  g_autofree char *state = rc_date_words_day (rc_law_state_us (report->law), "UTC");

  rc_tabletop_begin_part (self, _("Rules and dates of application"));
  rc_register_page_add_words (self->page, g_strdup_printf (_("Catalogue of the law, version %1$s, with the law as it stood on %2$s."),
                                                           rc_law_peek_version (report->law), state != NULL ? state : "–"));
  for (guint i = 0; i < rc_law_count_dates (report->law); i++)
    {
      const RcLawDate *date = rc_law_nth_date (report->law, i);

      if (date->superseded_us == RC_TIME_NONE)
        add_date (table, report->law, date);
    }
  rc_document_add_table (self->page->document, table);
}

gboolean
rc_tabletop_add_annexes (RcTabletop  *self,
                         GError     **error)
{
  RcSheet sheet = { .frame = self->page->frame, .document = self->page->document };

  rc_tabletop_begin_section (self, 17);
  add_words (self, &sheet);
  add_method (self, &sheet);
  rc_tabletop_begin_part (self, _("Keys that the auditor accepted"));
  if (!rc_dossier_add_key_list (&sheet, error))
    return FALSE;
  add_citations (self);
  add_dates (self);
  rc_tabletop_begin_part (self, _("How this document was made"));
  rc_colophon_add (self->page->document);
  return TRUE;
}
