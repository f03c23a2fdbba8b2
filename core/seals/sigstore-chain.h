/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/sigstore-answer.h"
#include "core/seals/sigstore-root.h"

G_BEGIN_DECLS

/* Whether the certificate leads to an authority of @root at each of @times (of gint64, microseconds; empty: no time is established), was
 * made for signing, and was promised to a log of certificates. @certificates: of RcCertificate, the signer's first. */
void rc_sigstore_chain_check    (GPtrArray            *certificates,
                                 const RcSigstoreRoot *root,
                                 GArray               *times,
                                 RcSigstoreAnswer     *answer);
/* Whether an authority of @root issued the certificate, at whatever time. */
gboolean rc_sigstore_chain_is_of (GPtrArray           *certificates,
                                 const RcSigstoreRoot *root);
/* Whether the name in the certificate and who confirmed it are those that the auditor accepts (integrity.md section 5.4, step 4). */
void rc_sigstore_identity_check (const RcCertificate  *certificate,
                                 const RcAnchor       *anchor,
                                 RcSigstoreAnswer     *answer);

G_END_DECLS
