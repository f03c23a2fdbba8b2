/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/case.h"

G_BEGIN_DECLS

/*
 * Seals one page of a case at a time: XChaCha20-Poly1305 (IETF) over all but the last RC_CASE_RESERVED_BYTES of the page, with a nonce drawn
 * anew at each write. Nonce and tag take the place of the reserved bytes, which SQLite never uses; they are read back as zeros.
 *
 * What is authenticated beside the page: the kind of file, the place of the page in it, what its file says of the page in clear, and the salt
 * of the case. A page that was moved, or comes from another file or case, does not open. What this cannot show: that a page, or the whole file,
 * was put back as it stood at the same place earlier. The custody log shows that where its later entries are known from elsewhere.
 */

#define RC_PAGE_KEY_BYTES 32u
#define RC_PAGE_SALT_BYTES 32u
#define RC_PAGE_CONTEXT_BYTES 16u
#define RC_PAGE_SUM_BYTES 8u

typedef enum
{
  RC_PAGE_KIND_DATABASE = 1,
  RC_PAGE_KIND_WAL,
  RC_PAGE_KIND_JOURNAL,
  RC_PAGE_KIND_TEMPORARY,
} RcPageKind;

typedef struct
{
  RcPageKind kind;
  guint64    number;                           /* of the page, or its offset in the file */
  guint8     context[RC_PAGE_CONTEXT_BYTES];   /* what stands in clear beside it; zeros where nothing does */
} RcPagePlace;

typedef struct _RcPageCipher RcPageCipher;

RcPageCipher *rc_page_cipher_new      (const guint8       key[RC_PAGE_KEY_BYTES],
                                       const guint8       salt[RC_PAGE_SALT_BYTES]);
RcPageCipher *rc_page_cipher_ref      (RcPageCipher      *self);
void          rc_page_cipher_unref    (RcPageCipher      *self);   /* (nullable) */
void          rc_page_cipher_seal     (RcPageCipher      *self,
                                       const RcPagePlace *place,
                                       const guint8      *page,
                                       gsize              length,
                                       guint8            *out_sealed);
gboolean      rc_page_cipher_open     (RcPageCipher      *self,
                                       const RcPagePlace *place,
                                       const guint8      *tainted,
                                       gsize              length,
                                       guint8            *out_page);
/* Sums that SQLite makes of pages in clear tell of them too. */
void          rc_page_cipher_hide_sum (RcPageCipher      *self,
                                       guint64            place,
                                       guint8             sum[RC_PAGE_SUM_BYTES]);
void          rc_page_cipher_show_sum (RcPageCipher      *self,
                                       guint64            place,
                                       guint8             sum[RC_PAGE_SUM_BYTES]);
guint32       rc_page_cipher_get_mask (RcPageCipher      *self,
                                       const guint8      *sealed,
                                       gsize              length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcPageCipher, rc_page_cipher_unref)

G_END_DECLS
