/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/public-key.h"
#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/* Hashes the bytes of @source, and @suffix (nullable) behind them, while they are read. @out_held: FALSE: the bytes are not held, or
 * damaged. FALSE only where the case itself could not be read. */
gboolean rc_source_hash (RcSealWork      *work,
                         const RcSource  *source,
                         RcHash           hash,
                         GBytes          *suffix,
                         guint8           out_digest[RC_HASH_MAX_BYTES],
                         gboolean        *out_held,
                         GError         **error);

G_END_DECLS
