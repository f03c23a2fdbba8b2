/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "seal.h"
#include "verdict-advice.h"

G_BEGIN_DECLS

/* What a seal is, shows and does not show, in words for people and in their language; (transfer none). */
const char     *rc_seal_words_kind     (const RcSeal *seal);
const char     *rc_seal_words_shows    (const RcSeal *seal);
const char     *rc_seal_words_not      (const RcSeal *seal);
/* Whether the words are about its kind, and not about any protection. */
gboolean        rc_seal_words_knows    (const RcSeal *seal);
/* What its worst verdict means; (nullable): the check passed. */
const RcAdvice *rc_seal_words_advice   (const RcSeal *seal);

G_END_DECLS
