/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/json.h"
#include "core/jwk.h"

G_BEGIN_DECLS

/**
 * RcJwsSignature:
 * @protected_text: the protected header as received, in base64url; "" where there is none
 * @algorithm_name: "alg"
 * @is_algorithm_covered: whether "alg" stands in the protected header
 * @key_id: (nullable): "kid": a hint
 * @is_key_id_covered: whether "kid" stands in the protected header
 * @is_plain: "b64" is false: the payload is signed as it is (RFC 7797)
 * @names_key: a header holds a key or says where to fetch one; such are never used
 * @unknown_critical: (nullable): what the signer wants understood and is not known here
 * @bytes: of the signature
 *
 * One signature of a JWS as read.
 */
typedef struct
{
  char    *protected_text;
  char    *algorithm_name;
  gboolean is_algorithm_covered;
  char    *key_id;
  gboolean is_key_id_covered;
  gboolean is_plain;
  gboolean names_key;
  char    *unknown_critical;
  GBytes  *bytes;
} RcJwsSignature;

/**
 * RcJws:
 * @payload_text: (nullable): as received; %NULL where it is detached
 * @payload_length: of @payload_text
 * @payload: (nullable): decoded
 * @signatures: of RcJwsSignature; at least one
 *
 * A JSON Web Signature (RFC 7515) as read, in any of its serialisations; nothing is verified yet.
 */
typedef struct
{
  char      *payload_text;
  gsize      payload_length;
  GBytes    *payload;
  GPtrArray *signatures;
} RcJws;

typedef enum
{
  RC_JWS_READ,
  RC_JWS_ANOTHER,       /* something else, an encrypted token among them */
  RC_JWS_MALFORMED,     /* begins like one, and is not readable as one */
  RC_JWS_AMBIGUOUS,     /* says one thing twice */
} RcJwsForm;

/* One JWS and nothing else, blanks at its end excepted. @out_fault: static text, where it is spoiled. */
RcJwsForm rc_jws_parse    (const char      *text,
                           gsize            length,
                           RcJws          **out_jws,
                           const char     **out_fault);
/* From the first bytes of a file, or of one line of it. @is_whole: there are no more. */
gboolean  rc_jws_is       (const char      *text,
                           gsize            length,
                           gboolean         is_whole);
void      rc_jws_free     (RcJws           *self);
/* Whether @key made the signature. @detached: the payload where it stands elsewhere, NULL for the one in @self. */
RcSignatureFit rc_jws_verify (const RcJws          *self,
                           const RcJwsSignature *signature,
                           const RcPublicKey    *key,
                           GBytes               *detached);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcJws, rc_jws_free)

G_END_DECLS
