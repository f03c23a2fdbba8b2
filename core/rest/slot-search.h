/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/rest/key-table.h"

G_BEGIN_DECLS

/* Looks for the key of a protected case in its slots, with what is at hand; case-keys.h says in which order. */

typedef struct
{
  guint8     secret[RC_KEY_BYTES];   /* for the caller to wipe */
  RcKeyTable table;                  /* the newest that the key opens */
  guint      copy;                   /* which of the two in the header page that is */
} RcKeyFound;

gboolean rc_slot_search        (const guint8        header[RC_CASE_PAGE_BYTES],    /* tainted, checked */
                               const char         *path,
                               RcKeyFound         *out_found,
                               GError            **error);
/* Tries @secret from now on before anything else. */
void     rc_slot_search_keep   (const guint8        secret[RC_KEY_BYTES]);
/* The newest table that @secret opens. */
gboolean rc_slot_search_table  (const guint8        header[RC_CASE_PAGE_BYTES],
                               const guint8        secret[RC_KEY_BYTES],
                               RcKeyFound         *out_found);
/* The X25519 key pair that @passphrase makes. */
gboolean rc_slot_search_derive (const RcKeyTable   *table,
                               const char         *passphrase,
                               gsize               length,
                               guint8              out_public[RC_KEY_BYTES],
                               guint8              out_secret[RC_KEY_BYTES],      /* for the caller to wipe */
                               GError            **error);

G_END_DECLS
