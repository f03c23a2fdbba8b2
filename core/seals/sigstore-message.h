/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/public-key.h"
#include "core/seal.h"

G_BEGIN_DECLS

/**
 * RcSigstoreMessage:
 *
 * The bytes that were signed: in memory, or a file of any size in the case, of which only digests are kept.
 */
typedef struct _RcSigstoreMessage RcSigstoreMessage;

RcSigstoreMessage *rc_sigstore_message_new_bytes  (GBytes                  *bytes);
/* Reads @source once for all digests; NULL with @error where it cannot be read. */
RcSigstoreMessage *rc_sigstore_message_new_source (RcSealContext           *context,
                                                   const RcSource          *source,
                                                   GError                 **error);
void               rc_sigstore_message_free       (RcSigstoreMessage       *self);
/* SHA-256, SHA-384 and SHA-512, of rc_hash_get_length() bytes; NULL: another hash; (transfer none). */
const guint8      *rc_sigstore_message_get_digest (const RcSigstoreMessage *self,
                                                   RcHash                   hash);
gboolean           rc_sigstore_message_has_digest (const RcSigstoreMessage *self,
                                                   RcHash                   hash,
                                                   const void              *digest,
                                                   gsize                    length);
/* Whether @signature is one by @key over the message, in a form that the ecosystem uses for keys of its type. */
gboolean           rc_sigstore_message_fits       (const RcSigstoreMessage *self,
                                                   const RcPublicKey       *key,
                                                   GBytes                  *signature);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSigstoreMessage, rc_sigstore_message_free)

G_END_DECLS
