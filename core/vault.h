/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"
#include "stream.h"

typedef struct ZSTD_DCtx_s ZSTD_DCtx;

G_BEGIN_DECLS

/*
 * The raw bytes of the sources inside the case: one append-only stream of compressed blocks with random access.
 */

#define RC_VAULT_ERROR (rc_vault_error_quark ())
GQuark rc_vault_error_quark (void);

typedef enum
{
  RC_VAULT_ERROR_DAMAGED,   /* the case's own bytes are not what they were */
  RC_VAULT_ERROR_WITHHELD,  /* they belong to a source of which this copy holds only some records, and to none of these */
} RcVaultError;

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

gboolean  rc_vault_append     (RcDatabase  *database,
                               gint64       id,
                               guint64      start,
                               gsize        length,
                               const void  *frame,
                               gsize        frame_length,
                               GError     **error);
gsize     rc_vault_compress_bound (gsize    length);
gboolean  rc_vault_decompress (ZSTD_DCtx   *decompressor,
                               const void  *frame,
                               gsize        frame_length,
                               gint64       length,
                               void        *buffer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcVault, rc_vault_free)

G_END_DECLS
