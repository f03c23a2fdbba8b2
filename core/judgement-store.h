/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "seal.h"

G_BEGIN_DECLS

/* The tables seal, seal_cover and exception: what the last verify found. */

gboolean     rc_judgement_save  (const RcJudgement  *self,
                                 RcDatabase         *database,      /* within the caller's transaction */
                                 GError            **error);
RcJudgement *rc_judgement_load  (RcDatabase         *database,
                                 GError            **error);

G_END_DECLS
