/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/sigstore-root.h"

G_BEGIN_DECLS

/* What the time stamps of certificate logs inside a certificate say (RFC 6962 section 3.3), the best of them. */
typedef enum
{
  RC_SCT_FITS,
  RC_SCT_OUTSIDE,       /* fits, at a time for which the log's key does not count */
  RC_SCT_FAILS,         /* names an accepted log, which did not sign it */
  RC_SCT_UNKNOWN_LOG,
  RC_SCT_MALFORMED,
  RC_SCT_ABSENT,
} RcSctFit;

/* @issuer: whose key signed @certificate. @logs: of RcSigstoreLog. @out_time_us: when the log saw it; RC_TIME_NONE. */
RcSctFit rc_sct_check (const RcCertificate *certificate,
                       const RcCertificate *issuer,
                       GPtrArray           *logs,
                       gint64              *out_time_us);

G_END_DECLS
