/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "requirement.h"

G_BEGIN_DECLS

/* What people read of requirements, in the language of the reader. */

/* "Evidence supports", "For your judgement" … */
const char *rc_requirement_verdict_words (RcRequirementVerdict       verdict);
/* "assessed against requirements applicable from 2 December 2027 (readiness)"; (transfer full). @from_us and @at_us: RC_TIME_NONE where it
 * is not known. */
char       *rc_requirement_mode_words    (gint64                     from_us,
                                          gint64                     at_us);
/* "applies from 2 December 2027: not yet applicable at the time"; (transfer full). */
char       *rc_requirement_date_words    (const RcRequirementResult *result);
/* "Annex III-1a", "Annex III (but not III-2)"; (transfer full) (nullable): every system. */
char       *rc_requirement_annex_words   (const RcRequirement       *requirement);
/* "duty of the provider"; (transfer none) (nullable): of nobody alone. */
const char *rc_requirement_role_words    (const RcRequirement       *requirement);
/* "1,959 of 2,000 inferences"; (transfer full) (nullable): it counts nothing. */
char       *rc_requirement_count_words   (const RcRequirementResult *result);
/* "Of 131 requirements evidence supports 4 and contradicts 1 …", without a score; (transfer full). */
char       *rc_requirement_sum_words     (const RcRequirementReport *report);

G_END_DECLS
