/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/trust.h"

G_BEGIN_DECLS

#define RC_ANCHOR_COSE_KEY "cose-key"

/**
 * RcCoseKey:
 * @kid: (nullable): how messages name it; a hint
 * @algorithm: the only one that it may be used with; 0: not said
 *
 * A public key as COSE_Key (RFC 9052 section 7).
 */
typedef struct
{
  GBytes      *kid;
  gint64       algorithm;
  RcPublicKey *key;
} RcCoseKey;

/* NULL: not one, or one that holds a secret. */
RcCoseKey *rc_cose_key_parse (const void     *bytes,
                              gsize           length);
/* (nullable): an anchor of another kind. */
RcCoseKey *rc_cose_key_read  (const RcAnchor *anchor);
void       rc_cose_key_free  (RcCoseKey      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCoseKey, rc_cose_key_free)

G_END_DECLS
