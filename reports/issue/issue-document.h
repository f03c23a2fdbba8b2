/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/issued/issued.h"
#include "core/registers/review.h"
#include "reports/typesetting/document.h"

G_BEGIN_DECLS

/**
 * RcIssueDocument:
 * @replaced: (nullable): what it is to replace
 * @review: (nullable): that counts for it
 * @earlier: (nullable): the review of an earlier revision
 * @designation: (nullable): the number under which it is frozen; %NULL: a draft
 * @state: that it is written from
 *
 * A report while a draft or the frozen files are made of it.
 */
typedef struct
{
  RcCase     *case_file;
  RcIssued   *issued;
  RcIssued   *replaced;
  RcReview   *review;
  RcReview   *earlier;
  char       *designation;
  RcDigest    state;
} RcIssueDocument;

/* FALSE with @error also where it is no draft any more. */
gboolean    rc_issue_document_load            (RcIssueDocument        *self,
                                               RcCase                 *case_file,
                                               gint64                  number,
                                               GError                **error);
void        rc_issue_document_clear           (RcIssueDocument        *self);
/* @out_sections: (transfer full) (element-type RcIssuedSection): of the report without what its life adds. (transfer full) (nullable) */
RcDocument *rc_issue_document_build           (const RcIssueDocument  *self,
                                               const char             *language,
                                               GPtrArray             **out_sections,
                                               GError                **error);
/* Nothing was entered in the meantime: what was written is of the state that its entry will name. */
gboolean    rc_issue_document_check_unchanged (const RcIssueDocument  *self,
                                               GError                **error);
/* Enters in the custody log that a file of it was written. */
gboolean    rc_issue_document_note            (const RcIssueDocument  *self,
                                               const char             *language,
                                               const char             *sha256,
                                               GError                **error);
/* The report alone. @subject: (nullable). (transfer full) (nullable) */
RcDocument *rc_issue_document_build_report    (RcCase                 *case_file,
                                               const char             *kind,
                                               const char             *subject,
                                               const char             *language,
                                               GError                **error);
/* SHA-256 in hex; (transfer full). */
char       *rc_issue_document_digest          (GBytes                 *bytes);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcIssueDocument, rc_issue_document_clear)

G_END_DECLS
