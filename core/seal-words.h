/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "seal.h"

G_BEGIN_DECLS

/* What a seal is, shows and does not show, in words for people and in their language; (transfer none). */
const char *rc_seal_words_kind     (const RcSeal *seal);
const char *rc_seal_words_shows    (const RcSeal *seal);
const char *rc_seal_words_not      (const RcSeal *seal);
/* Why its worst verdict is what it is; (nullable): nothing is to be added. */
const char *rc_seal_words_reason   (const RcSeal *seal);

G_END_DECLS
