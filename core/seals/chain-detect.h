/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/chain-record.h"

G_BEGIN_DECLS

/**
 * RcChainDetection:
 * @profile: (nullable): the rule that reproduces some stored digest
 * @owned: (nullable): @profile, where it was put together from what the records have
 * @likeness: (nullable): a known rule by the looks, that reproduces none or cannot be computed here
 * @carries: the records hold hashes of a chain
 */
typedef struct
{
  const RcChainProfile *profile;
  RcChainProfile       *owned;
  const RcChainProfile *likeness;
  gboolean              carries;
} RcChainDetection;

/* Finds the rule by trial over the first records. */
void rc_chain_detect       (RcFraming         framing,
                            const char       *head,
                            gsize             head_length,
                            gboolean          is_whole,
                            RcChainDetection *out_detection);
void rc_chain_profile_free (RcChainProfile   *owned);

G_END_DECLS
