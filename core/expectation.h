/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "seal.h"

G_BEGIN_DECLS

/* What a source presents as its protection, whatever became of judging it; the weakest first. */
typedef enum
{
  RC_EXPECTATION_NONE,       /* nothing stands over it */
  RC_EXPECTATION_WEAK,       /* digests by an outdated method alone */
  RC_EXPECTATION_DIGESTS,    /* a list of digests or a chain that nobody signed */
  RC_EXPECTATION_SIGNED,     /* a signature, over it or over such a list or chain */
} RcExpectationLevel;

/**
 * RcExpectations:
 *
 * How sources of one importer and name were protected, the first time and ever since at best: the table `expectation`. Whoever takes a
 * signature away leaves evidence in which nothing fails; that the same export once came signed is what shows it (tamper-cases.md T11). A name
 * counts with each run of digits as one '#', so that the files of every day and every delivery are one. Like the heads of logs it outlives
 * the removal of a source and is no part of the evidence state.
 */
typedef struct _RcExpectations RcExpectations;

const char     *rc_expectation_level_to_name (RcExpectationLevel level);
/* "log/2026-06-30.jsonl" as "log/#-#-#.jsonl"; (transfer full). */
char           *rc_expectation_dup_pattern   (const char        *name);
RcExpectations *rc_expectations_load         (RcDatabase        *database,
                                              GError           **error);
void            rc_expectations_free         (RcExpectations    *self);
/* Tells where a delivery is weaker protected than an earlier one, once for each name and delivery. @sources: of RcSource, by id. */
void            rc_expectations_judge        (RcExpectations    *self,
                                              GPtrArray         *sources,
                                              RcJudgement       *judgement);
/* Within the transaction that keeps the judgement. */
gboolean        rc_expectations_save         (const RcExpectations *self,
                                              RcDatabase        *database,
                                              GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcExpectations, rc_expectations_free)

G_END_DECLS
