/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/issue/issue-document.h"

#include "core/custody.h"
#include "core/event.h"
#include "core/registers/register.h"
#include "core/words.h"
#include "reports/colophon.h"
#include "reports/issue/issue-life.h"
#include "reports/issue/issue-sections.h"
#include "reports/report.h"
#include "reports/typesetting/block.h"

static gboolean
refuse (GError    **error,
        const char *message)
{
  g_set_error_literal (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE, message);
  return FALSE;
}

/* --- The report itself --- */

RcDocument *
rc_issue_document_build_report (RcCase      *case_file,
                                const char  *kind,
                                const char  *subject,
                                const char  *language,
                                GError     **error)
{
  g_autoptr (RcRecordReader) reader = NULL;
  RcEvent *event = NULL;

  if (!rc_report_has_kind (kind))
    {
      g_set_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_NOT_FOUND, _("There is no report “%s” that could be issued"), kind);
      return NULL;
    }
  if (rc_report_takes_number (kind))
    return rc_report_build_numbered (case_file, kind, subject, language, error);
  if (!rc_report_is_of_event (kind))
    return rc_report_build (case_file, kind, NULL, language, error);

  reader = rc_record_reader_new (rc_case_get_database (case_file));
  event = rc_event_find (case_file, reader, subject, error);
  return event != NULL ? rc_report_build (case_file, kind, event, language, error) : NULL;
}

/* --- What a draft and a frozen one have in common --- */

gboolean
rc_issue_document_load (RcIssueDocument  *self,
                        RcCase           *case_file,
                        gint64            number,
                        GError          **error)
{
  self->case_file = case_file;
  self->issued = rc_issued_find (case_file, number, error);
  if (self->issued == NULL || !rc_custody_evidence_state (case_file, &self->state, NULL, error))
    return FALSE;
  if (self->issued->state != RC_ISSUED_DRAFT)
    return refuse (error, _("It is frozen: no more drafts are made of it. A change is a new revision that replaces it"));

  if (self->issued->replaces != 0)
    self->replaced = rc_issued_find (case_file, self->issued->replaces, error);
  return (self->issued->replaces == 0 || self->replaced != NULL) &&
         rc_issue_life_find_review (case_file, self->issued, &self->review, &self->earlier, error);
}

void
rc_issue_document_clear (RcIssueDocument *self)
{
  g_clear_pointer (&self->issued, rc_issued_free);
  g_clear_pointer (&self->replaced, rc_issued_free);
  g_clear_pointer (&self->review, rc_review_free);
  g_clear_pointer (&self->earlier, rc_review_free);
  g_clear_pointer (&self->designation, g_free);
}

gboolean
rc_issue_document_check_unchanged (const RcIssueDocument  *self,
                                   GError                **error)
{
  RcDigest now;

  if (!rc_custody_evidence_state (self->case_file, &now, NULL, error))
    return FALSE;
  return rc_digest_equal (&now, &self->state) || refuse (error, _("The case was changed while the document was written: it is written anew"));
}

static gboolean
has_signatures (const RcDocument *document)
{
  for (guint i = 0; i < document->blocks->len; i++)
    {
      if (((const RcBlock *) g_ptr_array_index (document->blocks, i))->kind == RC_BLOCK_SIGNATURES)
        return TRUE;
    }
  return FALSE;
}

static void
finish_draft (const RcIssueDocument *self,
              RcDocument            *document,
              RcFrame               *frame,
              GPtrArray             *sections)
{
  guint next = self->issued->drafts->len + 1;
  g_autofree char *shown = rc_register_dup_number (RC_ENTRY_ISSUED, self->issued->number);
  g_autofree char *number = g_strdup_printf (_("%1$s, draft %2$u"), shown, next);
  g_autofree char *banner = g_strdup_printf (_("DRAFT %u – not signed, not issued"), next);
  const RcIssueLife life = {
    .frame = frame, .issued = self->issued, .sections = sections, .review = self->review, .earlier = self->earlier,
    .replaced = self->replaced,
  };

  rc_document_set_issue (document, banner, number);
  if (next > 1)
    rc_issue_life_add (&life, document);
}

static void
finish_frozen (const RcIssueDocument *self,
               RcDocument            *document,
               RcFrame               *frame,
               GPtrArray             *sections)
{
  const char *labels[] = { _("Name and function"), _("Place and date"), C_("by hand", "Signature"), NULL };
  g_autofree char *number = g_strdup_printf (_("%1$s, revision %2$u"), self->designation, self->issued->revision);
  const RcIssueLife life = {
    .frame = frame, .issued = self->issued, .sections = sections, .review = self->review, .earlier = self->earlier,
    .replaced = self->replaced,
  };
  gboolean is_signable = has_signatures (document);

  rc_document_set_issue (document, _("Valid only when signed"), number);
  rc_issue_life_add (&life, document);
  if (!is_signable)
    rc_document_add_signatures (document, labels);
}

RcDocument *
rc_issue_document_build (const RcIssueDocument  *self,
                         const char             *language,
                         GPtrArray             **out_sections,
                         GError                **error)
{
  g_autoptr (RcDocument) document = rc_issue_document_build_report (self->case_file, self->issued->kind, self->issued->subject,
                                                                    language, error);
  g_autoptr (RcFrame) frame = NULL;

  *out_sections = NULL;
  if (document == NULL || !rc_words_push (language))
    return NULL;

  frame = rc_frame_new (self->case_file, language, error);
  if (frame != NULL)
    {
      *out_sections = rc_issue_list_sections (document);
      (self->designation != NULL ? finish_frozen : finish_draft) (self, document, frame, *out_sections);
      rc_colophon_renew (document);
    }
  rc_words_pop ();
  return frame != NULL ? g_steal_pointer (&document) : NULL;
}

gboolean
rc_issue_document_note (const RcIssueDocument  *self,
                        const char             *language,
                        const char             *sha256,
                        GError                **error)
{
  const RcReportEntry entry = { .kind = self->issued->kind, .reference = self->issued->subject, .language = language, .digest = sha256 };

  return rc_report_note (self->case_file, &entry, error);
}

char *
rc_issue_document_digest (GBytes *bytes)
{
  RcDigest digest;

  rc_digest_compute (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &digest);
  return rc_digest_dup_hex (&digest);
}
