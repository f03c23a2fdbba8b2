/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "coverage.h"

G_BEGIN_DECLS

/**
 * RcUncovered:
 * @sources: (element-type RcSource): all of the case
 * @not_listed: of those: a list beside them should name them
 * @unprotected: no seal speaks of them; those of @not_listed too
 * @not_understood: kept, but nothing of them is in a list or a lineage
 * @files: how many files stand how
 *
 * What no seal covers, and what no importer understood.
 */
typedef struct
{
  GPtrArray *sources;
  GPtrArray *not_listed;
  GPtrArray *unprotected;
  GPtrArray *not_understood;
  guint      files[RC_N_COVERAGES];
} RcUncovered;

/* @judgement: of the evidence as it is now. (transfer full) */
RcUncovered *rc_uncovered_new  (RcCase            *case_file,
                                const RcJudgement *judgement,
                                GError           **error);
void         rc_uncovered_free (RcUncovered       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcUncovered, rc_uncovered_free)

G_END_DECLS
