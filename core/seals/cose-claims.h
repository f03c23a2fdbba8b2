/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/cose-message.h"

G_BEGIN_DECLS

/**
 * RcCoseClaims:
 * @issuer: (nullable)
 * @subject: (nullable)
 * @issued_us: RC_TIME_NONE: not said
 *
 * What a signer says about itself in the protected headers (RFC 9597): claims, as the word says.
 */
typedef struct
{
  char   *issuer;
  char   *subject;
  gint64  issued_us;
} RcCoseClaims;

void     rc_cose_claims_read  (RcCoseClaims        *self,
                               const RcCoseHeaders *headers);
void     rc_cose_claims_clear (RcCoseClaims        *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcCoseClaims, rc_cose_claims_clear)

G_END_DECLS
