/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/certificate.h"
#include "core/trust.h"

G_BEGIN_DECLS

#define RC_ANCHOR_X509_ROOT "x509-root"
#define RC_ANCHOR_X509_LEAF "x509-pinned-leaf"
#define RC_ANCHOR_TSA_ROOT  "tsa-root"
#define RC_ANCHOR_CCF       "ccf-service-cert"

/* @out_roots: the certificate that was accepted, alone; @out_help: what stood beside it, trusted for nothing; both (transfer full)
 * (element-type RcCertificate). FALSE: an anchor of another kind. */
gboolean rc_anchor_read_certificates (const RcAnchor  *anchor,
                                      GPtrArray      **out_roots,
                                      GPtrArray      **out_help);
/* Whether a root was accepted for whom it certified there: one of its constraints on the subject, and on the issuer, or there are none. */
gboolean rc_anchor_allows_certificate (const RcAnchor      *anchor,
                                       const RcCertificate *certificate);

G_END_DECLS
