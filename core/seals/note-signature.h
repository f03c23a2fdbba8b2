/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/note-key.h"

G_BEGIN_DECLS

/* Whether one signature (without the key's id) over the text of a note fits. @key: of any type but ML-DSA. @out_time_us: what the signer
 * says about the time, which is signed too; RC_TIME_NONE: nothing. */
gboolean rc_note_signature_fits (GBytes            *text,
                                 GBytes            *signature,
                                 const RcNoteKey   *key,
                                 gint64            *out_time_us);
/* Whether a tree head of RFC 6962 section 3.5 fits. @signature: "digitally-signed" of TLS, with its two bytes of algorithms. */
gboolean rc_tree_head_fits      (const RcPublicKey *key,
                                 guint64            time_ms,
                                 guint64            size,
                                 const RcDigest    *root,
                                 const guint8      *signature,
                                 gsize              length);

G_END_DECLS
