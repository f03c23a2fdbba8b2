/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RC_DIGEST_BYTES 32
#define RC_DIGEST_HEX_SIZE (2 * RC_DIGEST_BYTES + 1)

/**
 * RcDigest:
 *
 * A SHA-256 value. The type keeps algorithm and length together, so that a digest is never compared
 * with a text or a digest of another length.
 */
typedef struct
{
  guint8 bytes[RC_DIGEST_BYTES];
} RcDigest;

typedef struct _RcHasher RcHasher;

RcHasher *rc_hasher_new        (void);
void      rc_hasher_free       (RcHasher       *self);
void      rc_hasher_reset      (RcHasher       *self);
void      rc_hasher_update     (RcHasher       *self,
                                const void     *data,
                                gsize           length);
void      rc_hasher_finish     (RcHasher       *self,
                                RcDigest       *out_digest);
void      rc_digest_compute    (const void     *data,
                                gsize           length,
                                RcDigest       *out_digest);
gboolean  rc_digest_equal      (const RcDigest *a,
                                const RcDigest *b);
void      rc_digest_to_hex     (const RcDigest *self,
                                char            out_hex[RC_DIGEST_HEX_SIZE]);
char     *rc_digest_dup_hex    (const RcDigest *self);
gboolean  rc_digest_from_hex   (const char     *text,
                                gsize           length,
                                RcDigest       *out_digest);
char     *rc_bytes_dup_hex     (const guint8   *bytes,
                                gsize           length);
guint8   *rc_bytes_from_hex    (const char     *text,
                                gsize           length,
                                gsize          *out_length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcHasher, rc_hasher_free)

G_END_DECLS
