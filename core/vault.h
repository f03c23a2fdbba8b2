/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"
#include "stream.h"

G_BEGIN_DECLS

/*
 * The raw bytes of the sources inside the case: one append-only stream of compressed blocks with random access.
 */

typedef struct _RcVault RcVault;

RcVault  *rc_vault_new        (RcDatabase  *database);    /* borrows @database; keeps the last blocks decompressed */
void      rc_vault_free       (RcVault     *self);
gboolean  rc_vault_read       (RcVault     *self,
                               guint64      place,
                               void        *buffer,
                               gsize        length,
                               GError     **error);
/* A stream over a range of the vault, readable at any place. Borrows @self. */
RcStream *rc_vault_new_stream (RcVault     *self,
                               guint64      start,
                               guint64      length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcVault, rc_vault_free)

G_END_DECLS
