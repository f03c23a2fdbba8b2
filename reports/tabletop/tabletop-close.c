/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/tabletop/tabletop-parts.h"

#include "core/custody-list.h"
#include "core/date-words.h"
#include "core/law/law.h"
#include "core/registers/acquisition.h"
#include "core/registers/note.h"
#include "core/registers/request.h"
#include "core/words.h"
#include "reports/exhibit.h"

/* What the report cannot say, how the evidence was kept, who signs: TR-14 to TR-16. */

#define MAX_ENTRIES    600u
#define MAX_REQUESTS   200u
#define SHOWN_OF_NAME  160
#define SHOWN_OF_WORDS 300

/* --- TR-14 --- */

static void
add_requests (RcTabletop *self)
{
  const RcColumn columns[] = {
    { _("No."), 9, RC_COLUMN_TEXT, TRUE }, { _("Addressee"), 18, RC_COLUMN_TEXT }, { _("What is asked for"), 41, RC_COLUMN_TEXT },
    { _("Due"), 15, RC_COLUMN_TEXT }, { _("How it stands"), 17, RC_COLUMN_TEXT },
  };
  RcTable *table;
  guint n_open = 0, n_drafts = 0;

  for (guint i = 0; i < self->requests->len; i++)
    {
      const RcRequest *request = g_ptr_array_index (self->requests, i);

      n_open += rc_request_is_open (request);
      n_drafts += request->state == RC_REQUEST_DRAFT;
    }
  rc_tabletop_begin_part (self, _("Asked for, and not received"));
  if (n_drafts > 0)
    {
      g_autofree char *count = rc_count_words (n_drafts);

      rc_register_page_add_words (self->page, g_strdup_printf (rc_words_plural ("%s request was written, and not sent.",
                                                                                "%s requests were written, and not sent.", n_drafts), count));
    }
  if (n_open == 0)
    {
      if (self->requests->len > n_drafts)
        rc_register_page_add_words (self->page, g_strdup (_("No request is still owed an answer.")));
      else if (n_drafts == 0)
        rc_register_page_add_words (self->page, g_strdup (_("Nothing was requested in writing.")));
      return;
    }
  table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  for (guint i = 0, shown = 0; i < self->requests->len && shown < MAX_REQUESTS; i++)
    {
      const RcRequest *request = g_ptr_array_index (self->requests, i);
      g_autofree char *number = rc_register_dup_number (RC_ENTRY_REQUEST, request->number);
      g_autofree char *due = rc_register_page_dup_day (request->due);

      if (!rc_request_is_open (request))
        continue;
      rc_table_add_row (table, (RcText *[]) {
                          rc_text_new_small (number), rc_register_page_cell_said (request->addressee, SHOWN_OF_NAME),
                          rc_register_page_cell_said (request->what, SHOWN_OF_WORDS), rc_text_new_small (due),
                          rc_text_new_shape (rc_shape_of_request (request->state, rc_request_is_overdue (request, self->page->day)),
                                                  rc_request_state_words (request->state)) });
      shown++;
    }
  rc_document_add_table (self->page->document, table);
  rc_tabletop_add_rest (self, n_open, MAX_REQUESTS);
}

static void
add_count (RcTabletop *self,
           RcShape     shape,
           const char *words,      /* with one %s */
           guint64     number)
{
  g_autoptr (GString) text = g_string_new (words);
  g_autofree char *count = rc_count_words (number);

  if (number == 0)
    return;
  g_string_replace (text, "%s", count, 1);
  rc_tabletop_add_shape (self, shape, text->str);
}

static void
add_of_evidence (RcTabletop *self)
{
  const RcRequirementReport *report = g_ptr_array_index (self->checks, 0);
  const RcIntegrityFacts *facts = self->integrity;

  if (!rc_coverage_is_current (facts->coverage))
    rc_tabletop_add_shape (self, RC_SHAPE_UNCHECKED, _("The evidence was not checked as it is now: nothing here says that a record is unchanged."));
  add_count (self, RC_SHAPE_FAILED, _("Causes that show a change or a contradiction: %s."), facts->faults);
  add_count (self, RC_SHAPE_ABSENT, _("Causes that show that something is absent: %s."), facts->holes);
  add_count (self, RC_SHAPE_UNCHECKED, _("Things that could not be checked: %s."), facts->open);
  add_count (self, RC_SHAPE_NOBODY_VOUCHES, _("Records that somebody without any key could have changed unseen: %s."),
             rc_integrity_facts_open_to_all (facts));
  add_count (self, RC_SHAPE_ABSENT, _("Records that were set aside as unreadable: %s."), report->set_aside);
  add_count (self, RC_SHAPE_ABSENT, _("Files that nobody understood: %s."), report->not_understood);
  add_count (self, RC_SHAPE_ABSENT, _("Sources with events that were taken out of the case: %s."), report->removed);
  add_count (self, RC_SHAPE_NOTE, _("Events whose records tell no time: %s."), facts->undated);
}

static gboolean
add_general (RcTabletop  *self,
             GError     **error)
{
  const char *sentences[] = {
    _("That every decision was logged, and that an entry was true when it was written, is not shown by any of this."),
    _("Times are those that the records tell; how far their clocks were wrong is known only where a record says so."),
    _("Personal values are masked in this copy. What a person wrote or said stands here as it was entered."),
    _("No output was computed again: whether the model would answer the same today was not tested."),
    _("What was said in the room and not shown is no evidence."),
  };
  guint notes = 0;

  if (!rc_note_count (self->page->frame->case_file, &notes, error))
    return FALSE;
  for (guint i = 0; self->exercise != NULL && i < self->exercise->notes->len; i++)
    notes += g_array_index (self->exercise->notes, RcExerciseNote, i).is_private;
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    rc_document_add_item (self->page->document, "–", rc_text_new_own (sentences[i]));
  if (notes > 0)
    {
      g_autofree char *count = rc_count_words (notes);
      g_autofree char *words = g_strdup_printf (rc_words_plural ("The case holds %s private note of its auditors, which is part of no copy.",
                                                                 "The case holds %s private notes of its auditors, which are part of no copy.",
                                                                 notes), count);

      rc_document_add_item (self->page->document, "–", rc_text_new_own (words));
    }
  return TRUE;
}

static void
add_open_points (RcTabletop *self)
{
  const RcLaw *law = rc_law_get ();

  rc_tabletop_begin_part (self, _("Questions of law that are open"));
  for (guint i = 0; i < rc_law_count_terms (law, RC_LAW_TERM_OPEN_POINT); i++)
    {
      const RcLawTerm *point = rc_law_nth_term (law, RC_LAW_TERM_OPEN_POINT, i);

      rc_document_add_item (self->page->document, point->id, rc_text_new_own (rc_law_text (point->name)));
    }
}

gboolean
rc_tabletop_add_limitations (RcTabletop  *self,
                             GError     **error)
{
  rc_tabletop_begin_section (self, 14);
  add_requests (self);
  rc_tabletop_begin_part (self, _("Of the evidence"));
  add_of_evidence (self);
  if (!add_general (self, error))
    return FALSE;
  add_open_points (self);
  return TRUE;
}

/* --- TR-15 --- */

static gboolean
add_handovers (RcTabletop  *self,
               GError     **error)
{
  const RcColumn columns[] = {
    { _("No."), 9, RC_COLUMN_TEXT, TRUE }, { _("Day"), 15, RC_COLUMN_TEXT }, { _("Handed over by"), 20, RC_COLUMN_TEXT },
    { _("Handed over to"), 20, RC_COLUMN_TEXT }, { _("Where"), 16, RC_COLUMN_TEXT }, { _("Medium, seal"), 20, RC_COLUMN_TEXT },
  };
  g_autoptr (GPtrArray) all = rc_acquisition_list (self->page->frame->case_file, error);
  RcTable *table;

  if (all == NULL)
    return FALSE;
  rc_tabletop_begin_part (self, _("Handovers"));
  if (all->len == 0)
    {
      rc_register_page_add_words (self->page, g_strdup (_("No handover of evidence is entered in the case")));
      return TRUE;
    }
  table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  for (guint i = 0; i < all->len; i++)
    {
      const RcAcquisition *handover = g_ptr_array_index (all, i);
      g_autofree char *number = rc_register_dup_number (RC_ENTRY_ACQUISITION, handover->number);
      g_autofree char *day = rc_register_page_dup_day (handover->on);
      g_autofree char *medium = g_strdup_printf ("%s; %s", handover->medium != NULL ? handover->medium : "–",
                                                 handover->seal_number != NULL ? handover->seal_number : "–");

      rc_table_add_row (table, (RcText *[]) {
                          rc_text_new_small (number), rc_text_new_small (day), rc_register_page_cell_said (handover->handed_by, SHOWN_OF_NAME),
                          rc_register_page_cell_said (handover->handed_to, SHOWN_OF_NAME), rc_register_page_cell_said (handover->place, SHOWN_OF_NAME),
                          rc_register_page_cell_said (medium, SHOWN_OF_NAME) });
    }
  rc_document_add_table (self->page->document, table);
  return TRUE;
}

static void
add_entry (RcTabletop          *self,
           RcTable             *table,
           const RcCustodyLine *line)
{
  g_autofree char *time = rc_tabletop_dup_utc (line->time_us);
  g_autofree char *last = line->last_id != line->id ? rc_tabletop_dup_utc (line->last_us) : NULL;
  g_autofree char *numbers = line->last_id != line->id ? g_strdup_printf ("%lld–%lld", (long long) line->id, (long long) line->last_id)
                                                       : g_strdup_printf ("%lld", (long long) line->id);
  g_autofree char *when = last != NULL ? g_strdup_printf ("%s – %s", time, last) : g_strdup (time);

  rc_table_add_row (table, (RcText *[]) {
                      rc_text_new_small (numbers), rc_text_new_small (when), rc_text_new_small (line->words),
                      rc_text_new_small (line->signer != NULL ? line->signer : "–") });
}

gboolean
rc_tabletop_add_custody (RcTabletop  *self,
                         GError     **error)
{
  const RcColumn columns[] = {
    { _("Entry"), 11, RC_COLUMN_NUMBER, TRUE }, { _("Time (UTC)"), 23, RC_COLUMN_TEXT }, { _("What was done"), 52, RC_COLUMN_TEXT },
    { _("Signed by key"), 14, RC_COLUMN_TEXT },
  };
  const RcFrame *frame = self->page->frame;
  guint64 rest = 0;
  g_autoptr (GPtrArray) lines = rc_custody_list_until (frame->case_file, &frame->head, MAX_ENTRIES, &rest, error);
  g_autofree char *head = rc_digest_dup_hex (&frame->head);
  RcTable *table;

  if (lines == NULL)
    return FALSE;
  rc_tabletop_begin_section (self, 15);
  if (!add_handovers (self, error))
    return FALSE;
  rc_tabletop_begin_part (self, _("The log of the case"));
  rc_register_page_add_words (self->page, g_strdup (_("Every act that changed the case or let evidence out of it, to the act that brought about the "
                                                      "state from which this report is written. Each entry holds the digest of the one before it; "
                                                      "whoever examines keeps this log, and nobody else vouches for it.")));
  table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  for (guint i = 0; i < lines->len; i++)
    add_entry (self, table, g_ptr_array_index (lines, i));
  rc_document_add_table (self->page->document, table);
  rc_tabletop_add_rest (self, lines->len + (guint) MIN (rest, G_MAXINT), lines->len);
  rc_tabletop_add_digest (self, _("Head of the log"), head);
  if (self->log_holds && self->page->is_edited)
    rc_tabletop_add_shape (self, RC_SHAPE_FAILED, _("The log holds, but the case is not as it says: something was edited outside the program."));
  else if (self->log_holds)
    rc_register_page_add_words (self->page, g_strdup (_("Its entries follow each other without a break, and the case is as they say.")));
  rc_tabletop_add_edits (self);
  return TRUE;
}

/* --- TR-16 --- */

void
rc_tabletop_add_sign_off (RcTabletop *self)
{
  const char *labels[] = { _("Lead auditor: name, place, date, signature"), _("Reviewer: name, place, date, signature"), NULL };
  const RcReview *review = self->review;

  /* Of what is signed nothing stands on another page. */
  rc_document_add_page_break (self->page->document);
  rc_tabletop_begin_section (self, 16);
  if (review == NULL)
    rc_register_page_add_words (self->page, g_strdup (_("Nobody has been asked to review it yet.")));
  else if (review->signatory == NULL)
    {
      g_autofree char *open = rc_count_words (rc_review_count_open (review));

      rc_register_page_add_words (self->page, g_strdup_printf (_("The review is not finished. Open review notes: %s"), open));
    }
  else
    {
      g_autofree char *day = rc_register_page_dup_day (review->final_on);
      g_autofree char *words = g_strdup_printf (_("Signed as final by %1$s on %2$s, as entered in the case."), review->signatory, day);

      rc_document_add_paragraph (self->page->document, rc_tabletop_make_sentence (words));
    }
  rc_document_add_signatures (self->page->document, labels);
  rc_register_page_add_small (self->page, _("Whoever signs confirms what the report says of the evidence received. It is no conformity assessment, no "
                                            "certification and no assurance opinion."));
  rc_tabletop_begin_part (self, _("Distribution list"));
  rc_tabletop_add_lines (self, self->exercise != NULL ? self->exercise->setup->distribution : NULL, _("No distribution list was written down."));
}
