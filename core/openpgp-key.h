/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "public-key.h"

G_BEGIN_DECLS

/**
 * RcOpenpgpKey:
 * @fingerprint: of version 4: 40 hexadecimal digits, of which the last 16 are the key's id
 * @created_us: before it nothing was signed with it
 * @to_us: RC_TIME_NONE: does not expire
 * @revoked_us: RC_TIME_NONE: not revoked; @created_us where it counts for nothing that was ever signed
 *
 * A key of an OpenPGP key block that may sign data: a primary key whose own signatures do not say otherwise, or a subkey that the primary
 * key bound for signing and that signed the primary key in turn.
 */
typedef struct
{
  RcPublicKey *key;
  char        *fingerprint;
  gint64       created_us;
  gint64       to_us;
  gint64       revoked_us;
} RcOpenpgpKey;

/* The signing keys of all key blocks in @bytes, (element-type RcOpenpgpKey) (transfer full); NULL: not made of public key blocks. */
GPtrArray *rc_openpgp_keys_read (const guint8 *bytes,
                                 gsize         length);

G_END_DECLS
