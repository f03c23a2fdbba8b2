/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/registers/findings-report.h"

#include <string.h>

#include "core/date-words.h"
#include "core/law/law.h"
#include "core/registers/note.h"
#include "core/registers/review.h"
#include "core/words.h"
#include "reports/decision/dossier-parts.h"
#include "reports/registers/findings-parts.h"

#define SHOWN_OF_WORDS  120
#define SHOWN_OF_NOTICE 300
#define MAX_EXCEPTIONS  20u

static void
part_clear (RcFindingsPart *self)
{
  g_clear_pointer (&self->noticed, rc_noticed_free);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcFindingsPart, part_clear)

/* --- Overview --- */

static RcText *
make_count (guint count)
{
  g_autofree char *words = count > 0 ? rc_count_words (count) : g_strdup ("–");

  return rc_text_new_small (words);
}

static void
add_severity (const RcFindingsPart *self,
              RcTable              *table,
              RcSeverity            severity)
{
  guint total = 0, open = 0, overdue = 0, repeated = 0;

  for (guint i = 0; i < self->findings->len; i++)
    {
      const RcFinding *finding = g_ptr_array_index (self->findings, i);

      if (finding->severity != severity)
        continue;
      total++;
      open += rc_finding_is_open (finding);
      overdue += rc_finding_is_overdue (finding, self->page->day);
      repeated += finding->repeats > 0 || rc_finding_is_repeated (finding, self->noticed);
    }
  if (total > 0 || severity != RC_SEVERITY_NONE)
    rc_table_add_row (table, (RcText *[]) {
                        rc_text_new_small (rc_severity_words (severity)), make_count (total), make_count (open), make_count (total - open),
                        make_count (overdue), make_count (repeated) });
}

void
rc_findings_add_counts (const RcFindingsPart *self)
{
  const RcColumn columns[] = {
    { _("Severity"), 15, RC_COLUMN_TEXT, TRUE }, { _("Findings"), 19, RC_COLUMN_NUMBER }, { _("Still open"), 15, RC_COLUMN_NUMBER },
    { _("Closed"), 19, RC_COLUMN_NUMBER }, { _("Overdue"), 15, RC_COLUMN_NUMBER }, { _("Repeated"), 17, RC_COLUMN_NUMBER },
  };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);

  for (guint severity = RC_SEVERITY_CRITICAL; severity < RC_N_SEVERITIES; severity++)
    add_severity (self, table, severity);
  add_severity (self, table, RC_SEVERITY_NONE);
  rc_document_add_table (self->page->document, table);
}

void
rc_findings_add_list (const RcFindingsPart *self)
{
  const RcColumn columns[] = {
    { _("No."), 10, RC_COLUMN_TEXT, TRUE }, { _("Finding"), 44, RC_COLUMN_TEXT }, { _("Severity"), 14, RC_COLUMN_TEXT },
    { _("How it stands"), 18, RC_COLUMN_TEXT }, { _("Due"), 14, RC_COLUMN_TEXT },
  };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);

  for (guint i = 0; i < self->findings->len; i++)
    {
      const RcFinding *finding = g_ptr_array_index (self->findings, i);
      g_autofree char *number = rc_register_dup_number (RC_ENTRY_FINDING, finding->number);
      g_autofree char *due = rc_register_page_dup_day (finding->due);

      rc_table_add_row (table, (RcText *[]) {
                          rc_text_new_small (number), rc_register_page_cell_said (finding->title, SHOWN_OF_WORDS),
                          rc_text_new_small (rc_severity_words (finding->severity)),
                          rc_text_new_small (rc_finding_state_words (finding->state)), rc_text_new_small (due) });
    }
  rc_document_add_table (self->page->document, table);
}

/* --- One finding --- */

static void
add_marks (const RcFindingsPart *self,
           const RcFinding      *finding)
{
  g_autofree char *state = g_strdup_printf ("%s · %s", rc_severity_words (finding->severity), rc_finding_state_words (finding->state));
  RcText *text = rc_text_new ();

  rc_text_add (text, RC_TEXT_STRONG, state);
  if (rc_finding_is_overdue (finding, self->page->day))
    rc_text_add_format (text, RC_TEXT_STRONG, " · %s", _("overdue"));
  if (finding->repeats > 0)
    {
      g_autofree char *number = rc_register_dup_number (RC_ENTRY_FINDING, finding->repeats);

      rc_text_add (text, RC_TEXT_STRONG, " · ");
      rc_text_add_format (text, RC_TEXT_STRONG, _("repeats %s"), number);
    }
  else if (rc_finding_is_repeated (finding, self->noticed))
    {
      rc_text_add_format (text, RC_TEXT_STRONG, " · %s", _("noticed again"));
    }
  rc_document_add_paragraph (self->page->document, text);
}

static void
add_origin (const RcFindingsPart  *self,
            const RcFindingOrigin *origin)
{
  g_autofree char *title = rc_frame_dup_quoted (origin->case_title != NULL ? origin->case_title : "", SHOWN_OF_WORDS, NULL);
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_FINDING, origin->number);
  g_autofree char *due = rc_register_page_dup_day (origin->due);

  rc_register_page_add_words (self->page, g_strdup_printf (_("Taken over from the case “%1$s”, where it is %2$s, severity there: %3$s; due there: "
                                                             "%4$s."), title, number, rc_severity_words (origin->severity), due));
  if (!origin->log_holds)
    rc_register_page_add_words (self->page, g_strdup (_("That case was edited outside the program: what was taken over may not be what its "
                                                        "auditors wrote.")));
}

/* A requirement of the catalogue with its place in the law and what it demands, which are the program's words; an own criterion as it was
 * written. */
static void
add_criterion (const RcFindingsPart *self,
               const char           *label,
               const char           *criterion)
{
  const RcRequirement *requirement = rc_law_find_requirement (rc_law_get (), criterion);
  g_autofree char *place = requirement != NULL ? rc_law_dup_place (rc_law_get (), requirement) : NULL;
  RcText *text;

  if (requirement == NULL)
    {
      rc_register_page_add_said (self->page, label, criterion);
      return;
    }
  text = rc_text_new ();
  rc_text_add_format (text, RC_TEXT_STRONG, "%s  ", label);
  rc_text_add_format (text, RC_TEXT_PLAIN, "%s · %s: ", requirement->id, place);
  rc_text_add (text, RC_TEXT_PLAIN, rc_law_text (requirement->demand));
  rc_document_add_paragraph (self->page->document, text);
}

static void
add_criteria (const RcFindingsPart *self,
              const RcFinding      *finding)
{
  for (guint i = 0; i < finding->criteria->len; i++)
    add_criterion (self, i == 0 ? _("Criterion") : "–", g_ptr_array_index (finding->criteria, i));
  if (finding->check != NULL)
    rc_register_page_add_said (self->page, _("From the check of"), finding->check);
}

static void
add_sample (const RcFindingsPart *self,
            const RcFinding      *finding)
{
  g_autofree char *n = rc_count_words ((guint64) finding->sample_n);
  g_autofree char *k = rc_count_words ((guint64) finding->sample_k);

  if (finding->sample_n == 0)
    return;
  rc_register_page_add_words (self->page, g_strdup_printf (_("From a sample: %1$s of %2$s drawn decisions deviate."), k, n));
  rc_register_page_add_said (self->page, _("Upper limit that the sample states"), finding->sample_upper);
}

static const char *
mark_words (RcMarkState state)
{
  switch (state)
    {
    case RC_MARK_STANDS:
      return _("Noticed by the program, and still noticed");
    case RC_MARK_GONE:
      return _("Noticed by the program then, not by the last check");
    case RC_MARK_NOT_KNOWN:
    default:
      return _("Noticed by the program; the evidence was not checked as it is now");
    }
}

static void
add_exceptions (const RcFindingsPart *self,
                const RcFinding      *finding)
{
  for (guint i = 0; i < MIN (finding->exceptions->len, MAX_EXCEPTIONS); i++)
    {
      const RcExceptionMark *mark = g_ptr_array_index (finding->exceptions, i);
      g_autofree char *message = rc_frame_dup_quoted (mark->message, SHOWN_OF_NOTICE, NULL);
      g_autofree char *place = mark->source > 0 ? rc_frame_dup_place (self->page->frame, mark->source, (guint64) mark->record) : NULL;
      RcText *text = rc_text_new ();

      /* A condition that is the sentence of what was noticed is not told twice. */
      rc_text_add (text, RC_TEXT_SMALL, mark_words (rc_noticed_find (self->noticed, mark)));
      if (strstr (finding->condition, mark->message) == NULL)
        {
          rc_text_add (text, RC_TEXT_SMALL, ": ");
          rc_dossier_add_message (text, message);
        }
      if (place != NULL)
        rc_text_add_format (text, RC_TEXT_SMALL, " (%s)", place);
      rc_document_add_item (self->page->document, "–", text);
    }
  if (finding->exceptions->len > MAX_EXCEPTIONS)
    {
      g_autofree char *rest = rc_count_words (finding->exceptions->len - MAX_EXCEPTIONS);
      g_autofree char *words = g_strdup_printf (_("%s further places are listed by the program."), rest);

      rc_register_page_add_small (self->page, words);
    }
}

static void
add_response (const RcFindingsPart *self,
              const RcFinding      *finding)
{
  g_autofree char *due = finding->due != NULL ? rc_register_page_dup_day (finding->due) : NULL;
  g_autofree char *on = finding->state_on != NULL ? rc_register_page_dup_day (finding->state_on) : NULL;
  g_autofree char *said = on != NULL ? g_strdup_printf ("%s, %s", finding->state_by != NULL ? finding->state_by : "–", on) : NULL;

  rc_register_page_add_said (self->page, _("Response of the auditee"), rc_response_words (finding->response));
  rc_register_page_add_said (self->page, "–", finding->response_words);
  rc_register_page_add_said (self->page, _("Action"), finding->action);
  rc_register_page_add_said (self->page, _("Owner"), finding->owner);
  rc_register_page_add_said (self->page, _("Due"), due);
  if (finding->state != RC_FINDING_OPEN)
    rc_register_page_add_said (self->page, rc_finding_state_words (finding->state), said);
  rc_register_page_add_said (self->page, "–", finding->state_remark);
}

static void
add_missing (const RcFindingsPart *self,
             const RcFinding      *finding)
{
  g_autoptr (GPtrArray) missing = rc_finding_list_missing (finding);
  g_autofree char *list = NULL;
  g_autofree char *words = NULL;

  if (missing->len == 0)
    return;
  g_ptr_array_add (missing, NULL);
  list = g_strjoinv (", ", (char **) missing->pdata);
  words = g_strdup_printf (_("Not written yet: %s"), list);
  rc_document_add_shape_item (self->page->document, RC_SHAPE_UNCHECKED, rc_text_new_own (words));
}

void
rc_findings_add_heading (const RcFindingsPart *self,
                         const RcFinding      *finding,
                         int                   level,
                         RcText               *begun)
{
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_FINDING, finding->number);
  RcText *heading = begun != NULL ? begun : rc_text_new ();

  rc_text_add_format (heading, RC_TEXT_PLAIN, "%s  ", number);
  rc_text_add_quoted (heading, RC_TEXT_PLAIN, finding->title, -1);
  rc_document_add_heading (self->page->document, level, heading);
}

void
rc_findings_add_one (const RcFindingsPart *self,
                     const RcFinding      *finding,
                     gboolean              with_response)
{
  g_autofree char *about = rc_about_list_dup_words (finding->about);

  add_marks (self, finding);
  if (finding->origin != NULL)
    add_origin (self, finding->origin);
  rc_register_page_add_said (self->page, _("Condition"), finding->condition);
  for (guint i = 0; i < finding->evidence->len; i++)
    rc_register_page_add_said (self->page, i == 0 ? _("Evidence") : "–", g_ptr_array_index (finding->evidence, i));
  add_sample (self, finding);
  add_exceptions (self, finding);
  add_criteria (self, finding);
  rc_register_page_add_said (self->page, _("Cause"), finding->cause != NULL ? finding->cause : _("not determined"));
  rc_register_page_add_said (self->page, _("Effect"), finding->effect);
  rc_register_page_add_said (self->page, _("Likelihood"), finding->likelihood);
  rc_register_page_add_said (self->page, _("Recommendation"), finding->recommendation);
  rc_register_page_add_said (self->page, _("Concerns"), about);
  add_missing (self, finding);
  if (with_response)
    add_response (self, finding);
}

/* --- Who looked at it --- */

static gboolean
add_review (RcFindingsPart  *self,
            GError         **error)
{
  RcCase *case_file = self->page->frame->case_file;
  const char *labels[] = { _("Prepared by: date, signature"), _("Reviewed by: date, signature"), NULL };
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcReview) review = rc_review_find_subject (case_file, RC_FINDINGS_REVIEW, &local_error);
  g_autoptr (GPtrArray) warnings = NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  rc_document_add_heading (self->page->document, 1, rc_text_new_own (_("Prepared and reviewed")));
  if (review == NULL)
    rc_register_page_add_words (self->page, g_strdup (_("Nobody has been asked to review it yet.")));
  else
    {
      g_autofree char *open = rc_count_words (rc_review_count_open (review));

      warnings = rc_review_list_warnings (review);
      rc_register_page_add_said (self->page, _("Prepared by"), review->prepared_by);
      rc_register_page_add_said (self->page, _("Reviewed by"), review->reviewed_by != NULL ? review->reviewed_by : _("nobody yet"));
      rc_register_page_add_words (self->page, review->signatory != NULL ? g_strdup (_("All review notes are cleared; it is final."))
                                                                        : g_strdup_printf (_("The review is not finished. Open review notes: %s"), open));
      for (guint i = 0; i < warnings->len; i++)
        rc_document_add_shape_item (self->page->document, RC_SHAPE_NOTE, rc_text_new_quoted (g_ptr_array_index (warnings, i)));
    }
  rc_document_add_signatures (self->page->document, labels);
  return TRUE;
}

static gboolean
add_close (RcFindingsPart  *self,
           GError         **error)
{
  g_autofree char *day = rc_register_page_dup_day (self->page->day);
  g_autofree char *as_of = g_strdup_printf (_("What is overdue is told as of %s, the day of the last entry in the case."), day);
  guint notes = 0;

  if (!rc_note_count (self->page->frame->case_file, &notes, error))
    return FALSE;

  rc_register_page_add_small (self->page, as_of);
  if (!self->noticed->is_current)
    rc_register_page_add_small (self->page, _("The evidence was not checked as it is now: whether something is noticed still, or again, is not "
                                              "known."));
  if (notes > 0)
    {
      g_autofree char *count = rc_count_words (notes);
      g_autofree char *words = g_strdup_printf (rc_words_plural ("The case holds %s private note of its auditors, which is part of no copy.",
                                                                 "The case holds %s private notes of its auditors, which are part of no copy.",
                                                                 notes), count);

      rc_register_page_add_small (self->page, words);
    }
  rc_register_page_add_small (self->page, _("Findings are what the persons named made of the evidence received; they are no statement of conformity."));
  return TRUE;
}

static gboolean
load (RcFindingsPart  *self,
      const char      *reference,
      GError         **error)
{
  RcCase *case_file = self->page->frame->case_file;
  RcFinding *one;
  gint64 number;

  self->noticed = rc_noticed_load (case_file, error);
  if (self->noticed == NULL)
    return FALSE;
  if (reference == NULL)
    {
      self->findings = rc_finding_list (case_file, error);
      return self->findings != NULL;
    }
  if (!rc_register_parse_number (RC_ENTRY_FINDING, reference, &number))
    {
      g_set_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_WORDS, _("“%s” is no number of a finding; expected one like F-001"), reference);
      return FALSE;
    }

  one = rc_finding_find (case_file, number, error);
  if (one == NULL)
    return FALSE;
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_finding_free);
  g_ptr_array_add (self->findings, one);
  return TRUE;
}

static gboolean
fill (RcRegisterPage  *page,
      const char      *reference,
      GError         **error)
{
  g_auto (RcFindingsPart) self = { .page = page };

  if (!load (&self, reference, error))
    return FALSE;

  rc_register_page_begin (page, _("Findings"), _("Findings"), reference);
  rc_frame_add_engagement (page->frame, page->document);
  if (self.findings->len == 0)
    rc_register_page_add_words (page, g_strdup (_("Nobody has written a finding yet. That says nothing of what a check noticed.")));
  if (self.findings->len > 0 && reference == NULL)
    {
      rc_findings_add_counts (&self);
      rc_findings_add_list (&self);
      rc_document_add_heading (page->document, 1, rc_text_new_own (_("Finding by finding")));
    }
  for (guint i = 0; i < self.findings->len; i++)
    {
      const RcFinding *finding = g_ptr_array_index (self.findings, i);

      rc_findings_add_heading (&self, finding, 2, NULL);
      rc_findings_add_one (&self, finding, TRUE);
    }
  return (reference != NULL || add_review (&self, error)) && add_close (&self, error);
}

RcDocument *
rc_findings_report_build (RcCase      *case_file,
                          const char  *number,
                          const char  *language,
                          GError     **error)
{
  return rc_register_page_build (case_file, number, language, fill, error);
}
