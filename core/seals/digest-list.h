/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seal.h"

G_BEGIN_DECLS

/* Judges every list of digests among the sources; the signatures over them must be in @judgement already. */
gboolean rc_digest_list_judge (RcSealContext  *context,
                               RcJudgement    *judgement,
                               GError        **error);

G_END_DECLS
