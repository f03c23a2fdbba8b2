/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seal.h"
#include "core/seals/chain.h"

G_BEGIN_DECLS

/* Runs every mechanism in its order: signatures over files, digest lists, chains; then what nobody covers. @chains has
 * scanned all sources. */
gboolean rc_seals_judge (RcSealContext  *context,
                         RcChainSet     *chains,
                         RcJudgement    *judgement,
                         GError        **error);

G_END_DECLS
