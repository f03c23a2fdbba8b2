/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/stream.h"
#include "core/trust.h"

G_BEGIN_DECLS

/**
 * RcMinisignFile:
 * @is_prehashed: the signature is over BLAKE2b-512 of the file ("ED"), else over the file itself ("Ed")
 * @key_number: a hint which key to try, never a decision
 * @trusted_comment: (nullable): %NULL for signify, whose signatures have none
 * @global: Ed25519 over @signature and the trusted comment
 * @embedded: place of the signed text in the same file (signify -e), or 0
 *
 * A signature file of minisign or signify, as read; nothing is verified yet.
 */
typedef struct
{
  gboolean is_prehashed;
  gboolean is_signify;
  guint64  key_number;
  guint8   signature[64];
  char    *trusted_comment;
  gsize    trusted_length;
  guint8   global[64];
  gsize    embedded;
} RcMinisignFile;

typedef enum
{
  RC_MINISIGN_READ,        /* a signature */
  RC_MINISIGN_ANOTHER,     /* something else */
  RC_MINISIGN_MALFORMED,   /* begins like a signature, and is not readable as one */
} RcMinisignForm;

/**
 * RcMinisignContent:
 *
 * What the signature is over, computed once for all keys that are tried: 64 bytes of BLAKE2b, or the file itself.
 */
typedef struct
{
  guint8 *bytes;
  gsize   length;
} RcMinisignContent;

void            rc_minisign_file_free     (RcMinisignFile     *self);
RcMinisignFile *rc_minisign_file_copy     (const RcMinisignFile *self);
RcMinisignForm  rc_minisign_file_parse    (const char         *bytes,
                                           gsize               length,
                                           const char         *name,
                                           RcMinisignFile    **out_file,
                                           const char        **out_fault);
/* FALSE without error: too large to be read whole, as the old form asks. */
gboolean        rc_minisign_content_read  (const RcMinisignFile *file,
                                           RcStream           *stream,
                                           guint64             size,
                                           RcMinisignContent  *out_content,
                                           GError            **error);
void            rc_minisign_content_clear (RcMinisignContent  *self);
gboolean        rc_minisign_file_fits     (const RcMinisignFile    *self,
                                           const RcMinisignContent *content,
                                           const guint8        key[32]);
gboolean        rc_minisign_file_comment_fits (const RcMinisignFile *self,
                                           const guint8        key[32]);
/* The time that the signer claims in "timestamp:"; RC_TIME_NONE: none. */
gint64          rc_minisign_file_claimed_time (const RcMinisignFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcMinisignFile, rc_minisign_file_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcMinisignContent, rc_minisign_content_clear)

G_END_DECLS
