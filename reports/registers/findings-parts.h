/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/registers/exception-mark.h"
#include "core/registers/finding.h"
#include "reports/registers/register-page.h"

G_BEGIN_DECLS

/* Findings in a document: all of the case, or those that it is about. */
typedef struct
{
  RcRegisterPage *page;
  RcNoticed      *noticed;
  GPtrArray      *findings;     /* of RcFinding */
} RcFindingsPart;

/* How many of each severity, and how they stand. */
void rc_findings_add_counts  (const RcFindingsPart *self);
/* One line each, as they stand in the list. */
void rc_findings_add_list    (const RcFindingsPart *self);
/* Its number and title; @begun: (transfer full) (nullable): what stands before them. */
void rc_findings_add_heading (const RcFindingsPart *self,
                              const RcFinding      *finding,
                              int                   level,
                              RcText               *begun);
/* All that was written of one, below that. */
void rc_findings_add_one     (const RcFindingsPart *self,
                              const RcFinding      *finding,
                              gboolean              with_response);

G_END_DECLS
