/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/schema-set.h"
#include "seal.h"
#include "seals/chain.h"
#include "verify.h"

G_BEGIN_DECLS

/**
 * RcVerifyScan:
 *
 * One pass over all stored bytes: blocks decompressed, digests, leaves and trees computed again, chain links judged. Ranges of
 * tiles go to workers with connections of their own; what depends on order comes back to the calling thread.
 */
typedef struct
{
  RcCase         *case_file;
  RcJudgement    *judgement;
  RcChainSet     *chains;
  const RcSchemaSet *schemas;      /* delivered ones */
  GPtrArray      *exams;           /* of RcRecordExam: filled with those of all sources */
  RcProgressFunc  progress;        /* (nullable) */
  gpointer        progress_data;
  GCancellable   *cancellable;     /* (nullable) */
} RcVerifyScan;

gboolean rc_verify_scan_sources (const RcVerifyScan  *self,
                                 GPtrArray           *sources,     /* of RcSource */
                                 GError             **error);

G_END_DECLS
