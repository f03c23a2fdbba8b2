/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* base58btc, as Multibase writes keys and signatures behind a “z”: strict, leading zero bytes as “1”. */

/* (nullable): not of the alphabet, empty, or longer than RC_LIMIT_BASE58_BYTES. */
GBytes *rc_base58_decode (const char   *text,
                          gsize         length);
/* At most RC_LIMIT_BASE58_BYTES; (transfer full). */
char   *rc_base58_encode (const guint8 *bytes,
                          gsize         length);

G_END_DECLS
