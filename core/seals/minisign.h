/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seal.h"

G_BEGIN_DECLS

/* Judges every signature file of minisign and signify among the sources. */
gboolean      rc_minisign_judge          (RcSealContext     *context,
                                          RcJudgement       *judgement,
                                          GError           **error);
/* The best judged signature over a source; (nullable) (transfer none). */
const RcSeal *rc_minisign_find_signature (const RcJudgement *judgement,
                                          gint64             source);
/* Whether the seal is a signature made by rc_minisign_judge(). */
gboolean      rc_minisign_is_signature   (const RcSeal      *seal);
/* Whether a judged seal is a signature found to be made with this accepted key. */
gboolean rc_minisign_seal_names_key (const RcSeal   *seal,
                                     const RcAnchor *anchor);

G_END_DECLS
