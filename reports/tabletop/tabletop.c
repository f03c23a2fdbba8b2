/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/tabletop/tabletop.h"

#include "core/registers/finding.h"
#include "core/custody.h"
#include "core/date-words.h"
#include "core/display-text.h"
#include "core/registers/request.h"
#include "core/samples/draw.h"
#include "core/systems/system.h"
#include "core/words.h"
#include "reports/tabletop/exercise-table.h"
#include "reports/tabletop/tabletop-parts.h"

#define MAX_LISTED  40u           /* decisions, or findings, that the table of contents names one by one */
#define MAX_SYSTEMS 8u            /* that are held against the catalogue one by one; of more, the case as a whole */

/* --- What the sections share --- */

void
rc_tabletop_begin_section (RcTabletop *self,
                           guint       number)
{
  g_autofree char *id = g_strdup_printf ("TR-%02u", number);
  const RcLawTerm *part = rc_law_find_term (rc_law_get (), RC_LAW_TERM_REPORT_PART, id);
  g_autofree char *anchor = g_strdup_printf ("section-%u", number);

  rc_sections_add (&self->sections, self->page->document, 1, anchor, part != NULL ? rc_law_text (part->name) : id);
  g_return_if_fail (self->sections.counts[0] == number);
}

void
rc_tabletop_begin_part (RcTabletop *self,
                        const char *title)
{
  rc_sections_add (&self->sections, self->page->document, 2, NULL, title);
}

RcText *
rc_tabletop_begin_entry (RcTabletop *self,
                         const char *title,
                         guint       n_entries,
                         int        *out_level)
{
  *out_level = n_entries > MAX_LISTED ? 3 : 2;
  if (*out_level == 3 && self->sections.counts[2] == 0)
    rc_tabletop_begin_part (self, title);
  return rc_sections_begin (&self->sections, *out_level);
}

void
rc_tabletop_refer (RcText *text,
                   guint   section)
{
  g_autofree char *words = g_strdup_printf (_("section %u"), section);
  g_autofree char *anchor = g_strdup_printf ("section-%u", section);

  rc_text_add_reference (text, RC_TEXT_ACCENT, anchor, words);
}

void
rc_tabletop_add_referring (RcTabletop *self,
                           const char *words,
                           guint       section)
{
  RcText *text = rc_tabletop_make_sentence (words);

  rc_text_add (text, RC_TEXT_PLAIN, " (");
  rc_tabletop_refer (text, section);
  rc_text_add (text, RC_TEXT_PLAIN, ")");
  rc_document_add_paragraph (self->page->document, text);
}

void
rc_tabletop_refer_finding (RcText          *text,
                           const RcFinding *finding)
{
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_FINDING, finding->number);
  g_autofree char *anchor = g_strdup_printf ("finding-%lld", (long long) finding->number);

  rc_text_add_reference (text, RC_TEXT_ACCENT, anchor, number);
}

char *
rc_tabletop_dup_said (const char *said,
                      gsize       most)
{
  g_autofree char *line = g_strdelimit (g_strdup (said), "\r\n\t", ' ');

  return rc_frame_dup_quoted (line, most, NULL);
}

RcText *
rc_tabletop_make_sentence (const char *words)
{
  g_autofree char *shown = rc_display_sentence (words);

  return rc_text_new_own (shown);
}

RcText *
rc_tabletop_cell_sentence (const char *words)
{
  g_autofree char *shown = rc_display_sentence (words);

  return rc_text_new_small (shown);
}

void
rc_tabletop_add_lines (RcTabletop *self,
                       const char *said,
                       const char *otherwise)
{
  g_auto (GStrv) lines = g_strsplit (said != NULL ? said : "", "\n", -1);
  guint n_lines = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      {
        rc_document_add_item (self->page->document, "–", rc_text_new_quoted (lines[i]));
        n_lines++;
      }
  if (n_lines == 0)
    rc_document_add_paragraph (self->page->document, rc_text_new_own (otherwise));
}

void
rc_tabletop_add_shape (RcTabletop *self,
                       RcShape     shape,
                       const char *words)
{
  rc_document_add_shape_item (self->page->document, shape, rc_tabletop_make_sentence (words));
}

void
rc_tabletop_add_edits (RcTabletop *self)
{
  if (!self->log_holds)
    rc_tabletop_add_shape (self, RC_SHAPE_FAILED, _("The log does not hold: it was edited outside the program. What it says of the case can no longer be "
                                                    "relied on."));
  if (self->integrity->answer == RC_INTEGRITY_EDITED)
    rc_tabletop_add_shape (self, RC_SHAPE_FAILED, _("The last check found that the case file itself was edited: what stands here may not be what the "
                                                    "evidence says."));
  if (self->exercise != NULL && self->exercise->faults->len > 0)
    rc_tabletop_add_shape (self, RC_SHAPE_FAILED, _("Acts of the exercise are not as this program wrote them, and are left out: they were edited outside "
                                                    "the program."));
}

RcTable *
rc_tabletop_new_facts (const char *title)
{
  const RcColumn columns[] = { { title, 28, RC_COLUMN_TEXT, TRUE }, { "", 72, RC_COLUMN_TEXT } };

  return rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
}

void
rc_tabletop_add_fact (RcTable    *table,
                      const char *label,
                      const char *words)
{
  rc_table_add_row (table, (RcText *[]) { rc_text_new_small (label), rc_tabletop_cell_sentence (words) });
}

void
rc_tabletop_add_stated (RcTable    *table,
                        const char *label,
                        const char *said,
                        const char *otherwise)
{
  if (said != NULL && *said != '\0')
    rc_register_page_add_fact (table, label, said);
  else
    rc_tabletop_add_fact (table, label, otherwise);
}

char *
rc_tabletop_dup_utc (gint64 time_us)
{
  char *text = time_us != RC_TIME_NONE ? rc_time_format_utc (time_us - time_us % G_USEC_PER_SEC) : NULL;

  return text != NULL ? text : g_strdup ("–");
}

char *
rc_tabletop_dup_time (const RcTabletop *self,
                      gint64            time_us)
{
  g_autofree char *moment = rc_frame_dup_moment (self->page->frame, time_us);
  g_autofree char *utc = time_us != RC_TIME_NONE ? rc_time_format_utc (time_us) : NULL;

  return utc != NULL ? g_strdup_printf ("%s (%s)", moment, utc) : g_strdup (moment);
}

char *
rc_tabletop_dup_act_time (const RcTabletop *self,
                          gint64            time_us)
{
  return rc_tabletop_dup_time (self, time_us != RC_TIME_NONE ? time_us - time_us % G_USEC_PER_SEC : RC_TIME_NONE);
}

void
rc_tabletop_add_digest (RcTabletop *self,
                        const char *label,
                        const char *hex)
{
  RcText *text = rc_text_new ();

  rc_text_add_format (text, RC_TEXT_STRONG, "%s  ", label);
  rc_text_add (text, RC_TEXT_MONO | RC_TEXT_SMALL, hex);
  rc_document_add_paragraph (self->page->document, text);
}

char *
rc_tabletop_dup_place_of (const RcTabletop *self,
                          const char       *reference)
{
  char *end = NULL;
  gint64 source = g_ascii_strtoll (reference, &end, 10);
  guint64 record = *end == ':' ? g_ascii_strtoull (end + 1, NULL, 10) : 0;

  return record > 0 ? rc_frame_dup_place (self->page->frame, source, record) : g_strdup (reference);
}

void
rc_tabletop_add_rest (RcTabletop *self,
                      guint       all,
                      guint       shown)
{
  guint rest = all - MIN (all, shown);
  g_autofree char *count = rc_count_words (rest);
  g_autofree char *words = NULL;

  if (rest == 0)
    return;
  words = g_strdup_printf (rc_words_plural ("%s further line is not printed; the program shows all.",
                                            "%s further lines are not printed; the program shows all.", rest), count);
  rc_register_page_add_small (self->page, words);
}

/* --- Citations --- */

static void
cited_free (gpointer data)
{
  RcTabletopCited *cited = data;

  rc_citation_free (cited->citation);
  g_ptr_array_unref (cited->locators);
  g_free (cited);
}

static guint
hash_place (gconstpointer key)
{
  const RcCitation *citation = key;
  guint64 place = (guint64) citation->source * 31 + citation->record;

  return (guint) (place ^ place >> 32);
}

static gboolean
is_same_place (gconstpointer one,
               gconstpointer other)
{
  const RcCitation *a = one, *b = other;

  return a->source == b->source && a->record == b->record;
}

void
rc_tabletop_cite (RcTabletop       *self,
                  const RcCitation *citation)
{
  RcTabletopCited *cited = g_hash_table_lookup (self->citations, citation);

  if (cited == NULL)
    {
      cited = g_new0 (RcTabletopCited, 1);
      cited->citation = rc_citation_copy (citation);
      cited->locators = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->citations, cited->citation, cited);
    }
  if (citation->locator != NULL && *citation->locator != '\0' &&
      !g_ptr_array_find_with_equal_func (cited->locators, citation->locator, g_str_equal, NULL))
    g_ptr_array_add (cited->locators, g_strdup (citation->locator));
}

/* --- What it is written from --- */

static void
tabletop_clear (RcTabletop *self)
{
  g_clear_pointer (&self->matrix, rc_exercise_matrix_free);
  g_clear_pointer (&self->exercise, rc_exercise_free);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->noticed, rc_noticed_free);
  g_clear_pointer (&self->draws, g_ptr_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->systems, g_ptr_array_unref);
  g_clear_pointer (&self->integrity, rc_integrity_facts_free);
  g_clear_pointer (&self->review, rc_review_free);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  g_clear_pointer (&self->citations, g_hash_table_unref);
  g_clear_pointer (&self->reader, rc_record_reader_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcTabletop, tabletop_clear)

/* Without a number none need be there. */
static gboolean
load_exercise (RcTabletop  *self,
               RcCase      *case_file,
               const char  *number,
               GError     **error)
{
  g_autoptr (GPtrArray) entries = rc_entry_list (case_file, RC_ENTRY_EXERCISE, error);

  if (entries == NULL)
    return FALSE;
  if (number == NULL && entries->len == 0)
    return TRUE;

  self->exercise = rc_exercise_table_find (case_file, number, error);
  if (self->exercise == NULL)
    return FALSE;
  self->matrix = rc_exercise_matrix_new (self->exercise);
  return TRUE;
}

static gboolean
load_checks (RcTabletop  *self,
             RcCase      *case_file,
             GError     **error)
{
  const RcRequirementOptions options = { .as_of_us = RC_TIME_NONE };
  guint n = self->systems->len <= MAX_SYSTEMS ? self->systems->len : 0;

  self->checks = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_requirement_report_free);
  for (guint i = 0; i < MAX (n, 1); i++)
    {
      RcRequirementReport *report = n > 0 ? rc_requirement_check_system (case_file, g_ptr_array_index (self->systems, i), &options, error)
                                          : rc_requirement_check_case (case_file, &options, error);

      if (report == NULL)
        return FALSE;
      g_ptr_array_add (self->checks, report);
    }
  return TRUE;
}

static gboolean
load_review (RcTabletop  *self,
             RcCase      *case_file,
             GError     **error)
{
  g_autoptr (GError) local_error = NULL;

  self->review = rc_review_find_subject (case_file, RC_TABLETOP_REVIEW, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
load_log (RcTabletop  *self,
          RcCase      *case_file,
          GError     **error)
{
  g_autoptr (RcCustodyReport) report = rc_custody_verify (case_file, error);

  if (report == NULL)
    return FALSE;
  self->log_holds = report->faults->len == 0;
  return TRUE;
}

static gboolean
load (RcTabletop  *self,
      const char  *number,
      GError     **error)
{
  RcCase *case_file = self->page->frame->case_file;

  self->reader = rc_record_reader_new (rc_case_get_database (case_file));
  self->citations = g_hash_table_new_full (hash_place, is_same_place, NULL, cited_free);
  if (!load_exercise (self, case_file, number, error))
    return FALSE;
  self->findings = rc_finding_list (case_file, error);
  self->noticed = self->findings != NULL ? rc_noticed_load (case_file, error) : NULL;
  self->draws = self->noticed != NULL ? rc_draw_list (case_file, error) : NULL;
  self->requests = self->draws != NULL ? rc_request_list (case_file, error) : NULL;
  self->systems = self->requests != NULL ? rc_system_list (case_file, self->reader, NULL, error) : NULL;
  if (self->systems == NULL || !load_checks (self, case_file, error))
    return FALSE;
  self->integrity = rc_integrity_facts_load (case_file, NULL, error);
  return self->integrity != NULL && load_review (self, case_file, error) && load_log (self, case_file, error);
}

/* --- The report --- */

static gboolean
write_sections (RcTabletop  *self,
                GError     **error)
{
  rc_tabletop_add_cover (self);
  rc_document_add_page_break (self->page->document);
  rc_document_add_contents (self->page->document, _("Contents"), 2);
  rc_tabletop_add_summary (self);
  rc_tabletop_add_scope (self);
  rc_tabletop_add_criteria (self);
  rc_tabletop_add_team (self);
  rc_tabletop_add_method (self);
  if (!rc_tabletop_add_evidence (self, error))
    return FALSE;
  rc_tabletop_add_sampling (self);
  if (!rc_tabletop_add_decisions (self, error))
    return FALSE;
  rc_tabletop_add_findings (self);
  rc_tabletop_add_requirements (self);
  rc_tabletop_add_conclusion (self);
  rc_tabletop_add_responses (self);
  if (!rc_tabletop_add_limitations (self, error) || !rc_tabletop_add_custody (self, error))
    return FALSE;
  rc_tabletop_add_sign_off (self);
  return rc_tabletop_add_annexes (self, error);
}

static gboolean
fill (RcRegisterPage  *page,
      const char      *reference,
      GError         **error)
{
  g_auto (RcTabletop) self = { .page = page };
  g_autofree char *number = NULL;

  if (!load (&self, reference, error))
    return FALSE;

  if (self.exercise != NULL)
    number = g_strdup_printf (_("Exercise %lld"), (long long) self.exercise->number);
  rc_register_page_begin (page, _("Report of a tabletop audit"), _("Tabletop audit"), number);
  return write_sections (&self, error);
}

RcDocument *
rc_tabletop_build (RcCase      *case_file,
                   const char  *number,
                   const char  *language,
                   GError     **error)
{
  return rc_register_page_build (case_file, number, language, fill, error);
}
