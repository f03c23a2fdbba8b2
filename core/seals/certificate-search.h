/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/certificate.h"
#include "core/seals/key-search.h"

G_BEGIN_DECLS

/**
 * RcCertificateQuestion:
 * @leaf: the signer's certificate, whose key the signature was found to fit
 * @intermediates: (nullable): of RcCertificate: what came with it
 * @use: what the signer must be certified for
 * @key: purpose, times, and what the sentences speak of; its try_key() is not asked
 *
 * Whose certificate it is. It came with the evidence: only a chain to an accepted root, or its own key among the accepted ones, says so.
 */
typedef struct
{
  RcCertificate    *leaf;
  GPtrArray        *intermediates;
  RcCertificateUse  use;
  RcKeyQuestion     key;
} RcCertificateQuestion;

/* Sets the seal as rc_key_search() does. The accepted root, signer's certificate or key; (nullable). */
const RcAnchor *rc_certificate_search (RcSealWork                  *work,
                                       RcSeal                      *seal,
                                       const RcCertificateQuestion *question);

G_END_DECLS
