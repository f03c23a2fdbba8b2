/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/dsse-envelope.h"
#include "core/seals/key-search.h"

G_BEGIN_DECLS

/**
 * RcDsseSigners:
 * @purpose: for which a key must be accepted
 * @key_hint: (nullable): how the bundle around the envelope names the key: SHA-256 over its PEM text, in hexadecimal digits
 * @embedded: (nullable): the key itself, as the bundle around the envelope carries it: no more than a candidate
 * @established: (nullable): by when the envelope is proven to have been there
 * @is_der: the ecosystem writes ECDSA in DER and in no other way
 *
 * An envelope whose signers are looked for among the accepted keys.
 */
typedef struct
{
  RcSealWork              *work;
  const RcSource          *carrier;
  const RcDsseEnvelope    *envelope;
  const char              *purpose;
  const char              *key_hint;
  const RcAnchor          *embedded;
  const RcEstablishedTime *established;
  gboolean                 is_der;
} RcDsseSigners;

/* Sets the seal as rc_key_search() does. An envelope without signatures is UNSIGNED. The accepted key that fits; (nullable). */
const RcAnchor *rc_dsse_signers_judge (const RcDsseSigners *self,
                                       RcSeal              *seal);

G_END_DECLS
