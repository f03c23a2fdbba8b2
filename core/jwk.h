/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "json.h"
#include "public-key.h"

G_BEGIN_DECLS

/**
 * RcJwk:
 * @key: sound
 * @key_id: (nullable): "kid": a hint
 * @algorithm: (nullable): "alg": the only one that the key is for
 *
 * A JSON Web Key (RFC 7517) that can verify signatures.
 */
typedef struct
{
  RcPublicKey *key;
  char        *key_id;
  char        *algorithm;
} RcJwk;

typedef enum
{
  RC_JWK_READ,
  RC_JWK_ANOTHER,       /* no key, one for another use, of a type that is not known here, or unsound */
  RC_JWK_SYMMETRIC,     /* a secret that whoever verifies must have too */
  RC_JWK_PRIVATE,       /* has a member that only the key's owner may know */
} RcJwkForm;

/* @node: of @json, in which no name may stand twice; @out_key is set for RC_JWK_READ. */
RcJwkForm rc_jwk_read  (const RcJson *json,
                        guint32       node,
                        RcJwk       **out_key);
void      rc_jwk_free  (RcJwk        *self);

/**
 * RcJwsAlgorithm:
 *
 * A signature algorithm of RFC 7518 section 3.1 and RFC 8037, or a MAC.
 */
typedef struct
{
  const char     *name;
  RcSignatureForm form;
  RcHash          hash;
  gint            curve;      /* an RcKeyType that the key must have; -1: RSA or EdDSA of any size */
  gboolean        is_mac;
} RcJwsAlgorithm;

/* NULL: not known here. */
const RcJwsAlgorithm *rc_jws_algorithm_by_name (const char           *name);
/* Whether a key of that type makes such signatures. */
gboolean              rc_jws_algorithm_is_of   (const RcJwsAlgorithm *self,
                                                const RcPublicKey    *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcJwk, rc_jwk_free)

G_END_DECLS
