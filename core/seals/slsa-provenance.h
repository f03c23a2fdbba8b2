/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/in-toto-statement.h"
#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/* Whether the statement says how something was built, in a form of SLSA that is read: v1, or v0.2. */
gboolean rc_slsa_provenance_is   (const RcInTotoStatement *statement);
/* Adds notes of what it says, and judges whether @key (an accepted key that fits; nullable: another proof of who signed was found) may
 * speak for the builder it names. Where @key is NULL that is left to the caller, who asks rc_slsa_provenance_dup_builder(). */
void     rc_slsa_provenance_tell (RcSealWork              *work,
                                  const RcInTotoStatement *statement,
                                  const RcAnchor          *key,
                                  const RcSource          *carrier,
                                  RcSeal                  *seal);
/* (nullable): it names none; (transfer full). */
char    *rc_slsa_provenance_dup_builder (const RcInTotoStatement *statement);

G_END_DECLS
