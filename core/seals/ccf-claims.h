/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/digest.h"
#include "core/json.h"

G_BEGIN_DECLS

/* The digest over the claims in the array at @node, as the ledger puts it into a transaction. FALSE: one of them is of a kind that is not
 * read, or is spoiled. */
gboolean rc_ccf_claims_digest (const RcJson *json,
                               guint32       node,
                               RcDigest     *out_digest);

G_END_DECLS
