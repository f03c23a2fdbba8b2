/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/mechanism.h"

G_BEGIN_DECLS

/* Signatures over models as OpenSSF Model Signing writes them: Sigstore bundles whose envelope holds a statement over a model
 * (integrity.md section 5.5). */
extern const RcMechanism rc_mechanism_oms;

/* Whether a text, which may be cut off or spoiled, is a bundle over a model, and so judged here and by no other mechanism. */
gboolean rc_oms_recognise (const char *text,
                           gsize       length);

G_END_DECLS
