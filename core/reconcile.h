/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "seal.h"

G_BEGIN_DECLS

/* What records of different sources say against each other, and against the order of time: card edited after use, approval
 * after deployment, overlapping deployments, registry digest against log digest, clocks going back, one id for two records.
 * One small file in core/checks/ for each. Adds exceptions; where an exception already in @judgement explains one, caused_by
 * names it. */
gboolean rc_reconcile (RcSealContext  *context,
                       RcJudgement    *judgement,
                       GError        **error);

/* What the comparison found, as `verify` tells it; (element-type RcException) (transfer full). What explains it is known only where
 * @judgement, that of the last verification, holds for the evidence as it is now; no exception of it is repeated. */
GPtrArray *rc_reconcile_list_decisions (RcCase                     *case_file,
                                        RcRecordReader             *reader,
                                        RcJudgement                *judgement,
                                        const RcDecisionComparison *comparison,
                                        GCancellable               *cancellable,
                                        GError                    **error);

G_END_DECLS
