/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/issued/issued.h"
#include "core/registers/review.h"
#include "reports/frame.h"

G_BEGIN_DECLS

/**
 * RcIssueLife:
 * @sections: (element-type RcIssuedSection): of the document as it is now
 * @review: (nullable): that counts for it
 * @earlier: (nullable): the review of an earlier revision, which the report itself may name
 *
 * The last page of a document that is drafted more than once: what changed since the draft before, what was said on its accuracy and answered, who
 * looked at it.
 */
typedef struct
{
  const RcFrame  *frame;
  const RcIssued *issued;
  GPtrArray      *sections;
  const RcReview *review;
  const RcReview *earlier;
  const RcIssued *replaced;     /* (nullable) */
} RcIssueLife;

/* In the language that is pushed. */
void      rc_issue_life_add         (const RcIssueLife *self,
                                     RcDocument        *document);
/* The review that counts for it: the newest of "issued:I-01", "report:KIND:SUBJECT" or "report:KIND". One that was finished before this revision was
 * begun is one of an earlier revision. Both (out) (transfer full) (nullable). */
gboolean  rc_issue_life_find_review (RcCase            *case_file,
                                     const RcIssued    *issued,
                                     RcReview         **out_review,
                                     RcReview         **out_earlier,
                                     GError           **error);

G_END_DECLS
