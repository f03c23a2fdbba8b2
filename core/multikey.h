/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "public-key.h"

G_BEGIN_DECLS

/* A public key as Multikey writes it: “z” and base58btc over a code for its type and its bytes (W3C Controlled Identifiers, section
 * 2.2.2). */

/* (nullable): not of that form, or of a type that is not read here. */
RcPublicKey *rc_multikey_parse   (const char        *text,
                                  gsize              length);
/* (nullable): Ed25519 keys alone are written; (transfer full). */
char        *rc_multikey_dup     (const RcPublicKey *key);
/* The Multikey of “did:key:z…”, which names itself, up to a “#”; NULL: another identifier; (transfer full). */
char        *rc_multikey_dup_did (const char        *identifier);

G_END_DECLS
