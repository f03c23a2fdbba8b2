/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RcVerdict:
 *
 * The only list of verdicts (design.md section 3), worst first: of two verdicts the smaller value is the worse.
 */
typedef enum
{
  RC_VERDICT_INVALID,
  RC_VERDICT_FORK,
  RC_VERDICT_ROLLBACK,
  RC_VERDICT_AMBIGUOUS,
  RC_VERDICT_MALFORMED,
  RC_VERDICT_GAP,
  RC_VERDICT_INCOMPLETE,
  RC_VERDICT_NOT_COVERED,
  RC_VERDICT_UNVERIFIABLE,
  RC_VERDICT_NOT_CHECKED,
  RC_VERDICT_UNANCHORED,
  RC_VERDICT_WEAK,
  RC_VERDICT_UNSIGNED,
  RC_VERDICT_ELSEWHERE,
  RC_VERDICT_ERASED,
  RC_VERDICT_PARTIAL,
  RC_VERDICT_END_NOT_PROVEN,
  RC_VERDICT_DUPLICATE,
  RC_VERDICT_VALID,
  RC_N_VERDICTS
} RcVerdict;

typedef enum
{
  RC_VERDICT_GROUP_PASSED,
  RC_VERDICT_GROUP_FAILED,
  RC_VERDICT_GROUP_ABSENT,
  RC_VERDICT_GROUP_UNCHECKED,
  RC_VERDICT_GROUP_NOBODY_VOUCHES,
  RC_VERDICT_GROUP_NOTES,
} RcVerdictGroup;

const char    *rc_verdict_to_code    (RcVerdict   verdict);
gboolean       rc_verdict_from_code  (const char *code,
                                      RcVerdict  *out_verdict);
RcVerdict      rc_verdict_worst      (RcVerdict   a,
                                      RcVerdict   b);
int            rc_verdict_exit_code  (RcVerdict   verdict);
int            rc_exit_code_worst    (int         a,
                                      int         b);
RcVerdictGroup rc_verdict_group      (RcVerdict   verdict);
const char    *rc_verdict_sentence   (RcVerdict   verdict);
const char    *rc_verdict_word       (RcVerdict   verdict);

G_END_DECLS
