/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "extent-set.h"
#include "seal.h"

G_BEGIN_DECLS

/* Fills @set with the inferences that an exception is about. @out_rule: (transfer full): the sentence that says which they are.
 * @out_is_delimited: FALSE where no rule fits, and @set has all that the fault can have reached.
 * @out_n_records: at how many records of the source the same was found; 0: it is not about single records. */
gboolean rc_extent_rule_apply (RcCase             *case_file,
                               RcRecordReader     *reader,
                               const RcJudgement  *judgement,
                               const RcException  *exception,
                               RcExtentSet        *set,
                               char              **out_rule,
                               gboolean           *out_is_delimited,
                               guint              *out_n_records,
                               GError            **error);

G_END_DECLS
