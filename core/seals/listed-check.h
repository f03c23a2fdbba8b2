/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/digest-list-file.h"
#include "core/seals/seal-work.h"

G_BEGIN_DECLS

gboolean rc_listed_digest_equal (const RcListedDigest *a,
                                 const RcListedDigest *b);
/* @out_verdict: VALID, WEAK by an outdated method, INVALID, or UNVERIFIABLE where the bytes cannot be read or the digest not computed.
 * @out_found: (out) (nullable): its digest where it is INVALID. FALSE: the case could not be read. */
gboolean rc_listed_check        (RcSealContext        *context,
                                 const RcListedDigest *entry,
                                 const RcSource       *source,
                                 RcVerdict            *out_verdict,
                                 char                **out_found,
                                 GError              **error);

G_END_DECLS
