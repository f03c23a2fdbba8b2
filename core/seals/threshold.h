/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/**
 * RcThreshold:
 * @group: of which keys
 * @needed: how many different ones must sign
 * @found: how many did
 *
 * What a group of accepted keys asks for, and has (integrity.md section 3: a threshold counts distinct keys, not signatures).
 */
typedef struct
{
  const char *group;
  guint       needed;
  guint       found;
} RcThreshold;

/* Different keys among those of @anchors (of RcAnchor) that belong to @group. */
guint      rc_threshold_count  (const GPtrArray *anchors,
                                const char      *group);
/* @fits: of RcAnchor: accepted keys that signed. VALID: one of them vouches alone, or of a group enough did; else INVALID. */
RcVerdict  rc_threshold_judge  (const GPtrArray *fits,
                                RcThreshold     *out_threshold);
/* The seal of one signature file that alone is too few: INVALID, unless others over the same bytes make it enough in the end.
 * @anchor: the accepted key that fits; @covered: what is signed. */
void       rc_threshold_wait   (RcSealWork      *work,
                                RcSeal          *seal,
                                const RcAnchor  *anchor,
                                const RcSource  *covered);
/* The seal of something that carries all its signatures: INVALID. */
void       rc_threshold_tell   (RcSealWork      *work,
                                RcSeal          *seal,
                                const RcSource  *place,
                                const RcThreshold *threshold);
/* When all signatures were judged. */
void       rc_threshold_finish (RcSealWork      *work);

G_END_DECLS
