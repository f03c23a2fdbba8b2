/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/issue/issue-life.h"

#include <string.h>

#include "core/registers/register.h"
#include "core/words.h"
#include "reports/registers/register-page.h"

#define SHOWN_OF_SECTION 120
#define SHORT_DIGITS     8

/* --- Who looked at it --- */

static gboolean
is_of_earlier (const RcReview *review,
               const RcIssued *issued)
{
  g_autofree char *begun = rc_register_dup_day (issued->begun_us);

  return issued->revision > 0 && review->signatory != NULL && review->reviewed_on != NULL && strcmp (review->reviewed_on, begun) < 0;
}

static gboolean
find_review (RcCase      *case_file,
             const char  *subject,
             RcReview   **out_review,
             GError     **error)
{
  g_autoptr (GError) local_error = NULL;

  *out_review = rc_review_find_subject (case_file, subject, &local_error);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
rc_issue_life_find_review (RcCase          *case_file,
                           const RcIssued  *issued,
                           RcReview       **out_review,
                           RcReview       **out_earlier,
                           GError         **error)
{
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_ISSUED, issued->number);
  g_autofree char *by_number = g_strconcat ("issued:", number, NULL);
  g_autofree char *by_kind = g_strconcat ("report:", issued->kind, NULL);
  g_autofree char *by_subject = issued->subject != NULL ? g_strconcat (by_kind, ":", issued->subject, NULL) : NULL;
  /* The number alone is how people see it named. */
  const char *subjects[] = { by_number, number, by_subject, by_kind };

  *out_review = NULL;
  *out_earlier = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (subjects) && *out_review == NULL; i++)
    {
      g_autoptr (RcReview) review = NULL;

      if (subjects[i] == NULL)
        continue;
      if (!find_review (case_file, subjects[i], &review, error))
        return FALSE;
      if (review != NULL && !is_of_earlier (review, issued))
        *out_review = g_steal_pointer (&review);
      else if (review != NULL && *out_earlier == NULL)
        *out_earlier = g_steal_pointer (&review);
    }
  return TRUE;
}

static void
add_person (RcRegisterPage *page,
            const char     *label,
            const char     *who,        /* (nullable) */
            const char     *on)         /* (nullable) */
{
  g_autofree char *day = rc_register_page_dup_day (on);
  g_autofree char *said = who != NULL ? g_strdup_printf (_("%1$s, on %2$s"), who, day) : NULL;

  rc_register_page_add_said (page, label, said != NULL ? said : _("nobody yet"));
}

static void
add_no_review (const RcIssueLife *self,
               RcRegisterPage    *page)
{
  g_autofree char *day = self->earlier != NULL ? rc_register_page_dup_day (self->earlier->reviewed_on) : NULL;
  g_autofree char *words = NULL;

  if (self->earlier != NULL)
    words = g_strdup_printf (_("The review by %1$s of %2$s is one of an earlier revision: nobody else was asked to review this one."),
                             self->earlier->reviewed_by, day);
  else
    words = g_strdup (_("Nobody else was asked to review this document."));
  rc_document_add_shape_item (page->document, RC_SHAPE_NOTE, rc_text_new_quoted (words));
}

static void
add_review (const RcIssueLife *self,
            RcRegisterPage    *page)
{
  const RcReview *review = self->review;
  g_autoptr (GPtrArray) warnings = review != NULL ? rc_review_list_warnings (review) : NULL;
  gulong n_open = review != NULL ? rc_review_count_open (review) : 0;

  rc_document_add_heading (page->document, 2, rc_text_new_own (_("Review")));
  if (review == NULL)
    {
      add_no_review (self, page);
      return;
    }

  add_person (page, _("Prepared by"), review->prepared_by, review->prepared_on);
  add_person (page, _("Reviewed by"), review->reviewed_by, review->reviewed_on);
  if (n_open > 0)
    rc_register_page_add_words (page, g_strdup_printf (rc_words_plural (N_("%lu review note is not cleared."),
                                                                        N_("%lu review notes are not cleared."), n_open), n_open));
  for (guint i = 0; i < warnings->len; i++)
    rc_document_add_shape_item (page->document, RC_SHAPE_NOTE, rc_text_new_quoted (g_ptr_array_index (warnings, i)));
}

/* --- Drafts, and what changed --- */

static void
add_drafts (const RcIssueLife *self,
            RcRegisterPage    *page)
{
  const RcColumn columns[] = {
    { _("Draft"), 10, RC_COLUMN_TEXT, TRUE }, { _("Language"), 12, RC_COLUMN_TEXT }, { _("Made"), 24, RC_COLUMN_TEXT },
    { _("By"), 34, RC_COLUMN_TEXT }, { _("Evidence state"), 20, RC_COLUMN_DIGEST },
  };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);

  for (guint i = 0; i < self->issued->drafts->len; i++)
    {
      const RcIssuedDraft *draft = g_ptr_array_index (self->issued->drafts, i);
      g_autofree char *number = g_strdup_printf ("%u", draft->number);
      g_autofree char *made = rc_frame_dup_moment (self->frame, draft->at_us);
      g_autofree char *state = g_strndup (draft->evidence_state, SHORT_DIGITS);

      rc_table_add_row (table, (RcText *[]) {
                          rc_text_new_small (number), rc_text_new_small (draft->language), rc_text_new_small (made),
                          rc_register_page_cell_said (draft->by, SHOWN_OF_SECTION), rc_text_new_small (state) });
    }
  rc_document_add_table (page->document, table);
}

static void
add_changes (const RcIssueLife *self,
             RcRegisterPage    *page)
{
  const RcIssuedDraft *before = rc_issued_find_draft (self->issued, self->frame->language);
  g_autoptr (GPtrArray) changes = NULL;
  g_autofree char *heading = NULL;

  if (before == NULL)
    {
      rc_document_add_heading (page->document, 2, rc_text_new_own (_("Changes")));
      rc_register_page_add_words (page, g_strdup (_("There was no draft in this language: there is nothing to compare it with.")));
      return;
    }

  heading = g_strdup_printf (_("Changes since draft %u"), before->number);
  rc_document_add_heading (page->document, 2, rc_text_new_own (heading));
  changes = rc_issued_compare_sections (before->sections, self->sections);
  if (changes->len == 0)
    rc_register_page_add_words (page, g_strdup (_("Nothing was changed: every section says what it said in that draft.")));
  for (guint i = 0; i < changes->len; i++)
    rc_document_add_item (page->document, "•", rc_text_new_quoted (g_ptr_array_index (changes, i)));
}

/* --- Comments --- */

/* "Comment 1 on draft 2, “Findings”, by …": nothing of what was said is cut, so that it stands in paragraphs and not in a table. */
static void
add_comment_head (RcRegisterPage        *page,
                  const RcIssuedComment *comment)
{
  RcText *text = rc_text_new ();

  rc_text_add_format (text, RC_TEXT_STRONG, _("Comment %1$u on draft %2$u"), comment->number, comment->draft);
  if (comment->section != NULL)
    {
      rc_text_add (text, RC_TEXT_PLAIN, " · ");
      rc_text_add_quoted (text, RC_TEXT_PLAIN, comment->section, -1);
    }
  rc_text_add (text, RC_TEXT_MUTED, " – ");
  rc_text_add_quoted (text, RC_TEXT_MUTED, comment->by, -1);
  rc_document_add_paragraph (page->document, text);
}

static void
add_comment (RcRegisterPage        *page,
             const RcIssuedComment *comment)
{
  g_autofree char *answer = comment->outcome != NULL ? g_strdup_printf ("%s – %s", comment->answer, comment->answered_by) : NULL;

  add_comment_head (page, comment);
  rc_register_page_add_said (page, _("Said"), comment->words);
  rc_register_page_add_said (page, rc_issued_outcome_words (comment->outcome), answer != NULL ? answer : "–");
}

static void
add_comments (const RcIssueLife *self,
              RcRegisterPage    *page)
{
  GPtrArray *comments = self->issued->comments;

  rc_document_add_heading (page->document, 2, rc_text_new_own (_("Comments on its accuracy, and their answers")));
  if (comments->len == 0)
    rc_register_page_add_words (page, g_strdup (_("No comment was entered.")));
  for (guint i = 0; i < comments->len; i++)
    add_comment (page, g_ptr_array_index (comments, i));
}

/* --- The page --- */

static void
add_replaced (const RcIssueLife *self,
              RcRegisterPage    *page)
{
  const RcIssued *replaced = self->replaced;
  const RcIssuedSignature *signature;
  g_autofree char *day = NULL;

  if (replaced == NULL || replaced->signatures->len == 0)
    return;

  signature = g_ptr_array_index (replaced->signatures, 0);
  day = rc_register_page_dup_day (signature->on);
  rc_register_page_add_words (page, g_strdup_printf (_("Once it is signed, it replaces %1$s, revision %2$u, which was signed on %3$s."),
                                                     replaced->designation, replaced->revision, day));
}

void
rc_issue_life_add (const RcIssueLife *self,
                   RcDocument        *document)
{
  RcRegisterPage page = { .frame = (RcFrame *) self->frame, .document = document };

  rc_document_add_page_break (document);
  rc_document_add_heading (document, 1, rc_text_new_own (_("How this document came about")));
  add_replaced (self, &page);
  if (self->issued->drafts->len == 0)
    rc_register_page_add_words (&page, g_strdup (_("It was frozen without a draft having been made.")));
  else
    {
      add_drafts (self, &page);
      add_changes (self, &page);
    }
  add_comments (self, &page);
  add_review (self, &page);
}
