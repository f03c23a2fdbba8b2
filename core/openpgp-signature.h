/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "openpgp-packet.h"
#include "public-key.h"

G_BEGIN_DECLS

/* Types of signatures (RFC 4880 section 5.2.1). */
#define RC_OPENPGP_OVER_BINARY      0x00u
#define RC_OPENPGP_CERTIFIES_FIRST  0x10u
#define RC_OPENPGP_CERTIFIES_LAST   0x13u
#define RC_OPENPGP_BINDS_SUBKEY     0x18u
#define RC_OPENPGP_BINDS_PRIMARY    0x19u
#define RC_OPENPGP_OVER_KEY         0x1fu
#define RC_OPENPGP_REVOKES_KEY      0x20u
#define RC_OPENPGP_REVOKES_SUBKEY   0x28u

#define RC_OPENPGP_RSA              1u
#define RC_OPENPGP_RSA_SIGN_ONLY    3u
#define RC_OPENPGP_EDDSA            22u

#define RC_OPENPGP_MAY_SIGN         0x02u       /* of the flags of a key */

/**
 * RcOpenpgpSignature:
 * @created_us: a claim; RC_TIME_NONE: not said
 * @expires_after: seconds after its creation; 0: never
 * @issuer: id of the key; 0: not said. A hint
 * @hash: RC_HASH_NONE: of a method that is not known here
 * @hashed: what of the packet itself is signed, as it is hashed behind the message
 * @start: the first two bytes of the digest
 * @bytes: (nullable): of the signature: RSA without zeros at its front, Ed25519 with its 64 bytes; %NULL: of another algorithm
 * @asks_unknown: asks that something be understood that is not known here
 * @key_expires_after: of a signature over a key: seconds after the key's creation; 0: never
 * @key_flags: -1: not said
 * @is_hard_revocation: the key counts for nothing that was ever signed
 * @embedded: (nullable): the signature by a subkey over its primary key
 *
 * A signature packet as read. Of versions other than 4 only what they claim is known.
 */
typedef struct
{
  guint    version;
  guint    type;
  guint    algorithm;
  guint    hash_number;
  RcHash   hash;
  gint64   created_us;
  guint32  expires_after;
  guint64  issuer;
  GBytes  *hashed;
  guint8   start[2];
  GBytes  *bytes;
  gboolean asks_unknown;
  guint32  key_expires_after;
  int      key_flags;
  gboolean is_hard_revocation;
  GBytes  *embedded;
} RcOpenpgpSignature;

/* The body of a signature packet; NULL: not readable as one. */
RcOpenpgpSignature *rc_openpgp_signature_read (const guint8             *body,
                                               gsize                     length);
void                rc_openpgp_signature_free (RcOpenpgpSignature       *self);
/* NULL: can be verified; else "format-unsupported" or "algorithm-unsupported". */
const char         *rc_openpgp_signature_find_unsupported (const RcOpenpgpSignature *self);
/* What is hashed behind the message. */
GBytes             *rc_openpgp_signature_make_suffix (const RcOpenpgpSignature *self);
/* @digest: of the message and the suffix, by @self->hash. */
gboolean            rc_openpgp_signature_fits (const RcOpenpgpSignature *self,
                                               const RcPublicKey        *key,
                                               const guint8             *digest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcOpenpgpSignature, rc_openpgp_signature_free)

G_END_DECLS
