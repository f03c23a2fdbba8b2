/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/digest.h"

G_BEGIN_DECLS

/* One step from a transaction to the root of a ledger's tree; unlike in RFC 6962 nothing stands before the two hashes. */
typedef struct
{
  gboolean is_left;     /* the hash stands on the left */
  RcDigest hash;
} RcCcfStep;

/* The leaf of a transaction: its writes, what the commit says of itself (hashed), what the application claims. */
void rc_ccf_leaf  (const RcDigest *writes,
                   const void     *evidence,
                   gsize           evidence_length,
                   const RcDigest *claims,
                   RcDigest       *out_leaf);
void rc_ccf_climb (const RcDigest  *leaf,
                   const RcCcfStep *steps,
                   guint            n_steps,
                   RcDigest        *out_root);

G_END_DECLS
