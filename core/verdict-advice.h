/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "verdict.h"

G_BEGIN_DECLS

/**
 * RcAdvice:
 * @meaning: what is the matter
 * @innocent: how it can have come about without anybody meaning it
 * @ask: what to ask the provider of the evidence for
 *
 * What somebody who is no engineer should know of one state: one plain sentence each, in English, to be given through _(). They accuse
 * nobody, and say no more than the check did.
 */
typedef struct
{
  const char *meaning;
  const char *innocent;
  const char *ask;
} RcAdvice;

/* @reason: (nullable): as seals carry it, "limit(…)" too. What an unknown reason means is what the verdict alone means. NULL for VALID only. */
const RcAdvice *rc_verdict_advice       (RcVerdict    verdict,
                                         const char  *reason);
/* The pairs that have words of their own, from 0; FALSE behind the last. @out_reason is NULL for the verdict alone. */
gboolean        rc_verdict_advice_pair  (guint        index,
                                         RcVerdict   *out_verdict,
                                         const char **out_reason);

G_END_DECLS
