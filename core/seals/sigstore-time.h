/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/sigstore-answer.h"
#include "core/seals/sigstore-bundle.h"
#include "core/seals/sigstore-root.h"

G_BEGIN_DECLS

/* Tells @answer every time that a time stamp of the bundle establishes: one over the bytes of the signature, by an authority of @root that
 * counted then (integrity.md section 5.4, step 2). */
void rc_sigstore_time_check (const RcSigstoreBundle *bundle,
                             const RcSigstoreRoot   *root,
                             RcSigstoreAnswer       *answer);

G_END_DECLS
