/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"

G_BEGIN_DECLS

/**
 * RcDetachedSignature:
 * @method: "minisign", "signify", "SSH", "CMS"
 * @found: one sentence of the reader: what it was checked with, and what it does not show
 *
 * A signature over exactly some bytes. Whose it is, is only shown where the case accepts the key.
 */
typedef struct
{
  const char *method;
  char       *found;
} RcDetachedSignature;

void                 rc_detached_signature_free  (RcDetachedSignature *self);
/**
 * rc_detached_signature_check:
 * @content: what was signed
 * @signature: (tainted): a file of minisign, signify, ssh-keygen -Y sign, or CMS
 * @name: of the signature file, for sentences
 *
 * Returns: (transfer full) (nullable): %NULL with %RC_ISSUED_ERROR_CONTENT where it is no signature over exactly these bytes, or nobody can tell
 */
RcDetachedSignature *rc_detached_signature_check (RcCase              *case_file,
                                                  GBytes              *content,
                                                  GBytes              *signature,
                                                  const char          *name,
                                                  GError             **error);
/* What a CMS signature holds itself, checked in the same way; NULL without @error: it is none, or holds nothing. @out_signature: (transfer full)
 * (nullable) */
GBytes              *rc_detached_signature_open  (RcCase              *case_file,
                                                  GBytes              *signature,
                                                  const char          *name,
                                                  RcDetachedSignature **out_signature,
                                                  GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDetachedSignature, rc_detached_signature_free)

G_END_DECLS
