/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/database.h"

G_BEGIN_DECLS

/**
 * RcErasedSource:
 * @erased: bytes of it that were erased by this
 * @kept: bytes of it that stay, because a source that remains has them too
 */
typedef struct
{
  gint64  id;
  guint64 erased;
  guint64 kept;
} RcErasedSource;

/**
 * RcVaultErased:
 * @bytes: raw bytes that were erased, each counted once
 * @sources: (element-type RcErasedSource): removed sources of which something was erased or stays, by their numbers
 */
typedef struct
{
  guint64  bytes;
  GArray  *sources;
} RcVaultErased;

void           rc_vault_erased_free  (RcVaultErased *self);
/* Empties the blocks of the evidence store that only removed sources use, and overwrites with zeros what of a block only they use. Within the
 * caller's transaction. */
RcVaultErased *rc_vault_erase_removed (RcDatabase   *database,
                                       GError      **error);

/* Bytes of a removed source that were erased; 0: none. */
gboolean       rc_vault_count_erased (RcDatabase    *database,
                                      gint64         source,
                                      guint64       *out_bytes,
                                      GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcVaultErased, rc_vault_erased_free)

G_END_DECLS
