/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seal.h"

G_BEGIN_DECLS

/* Covers all records of a source, and of all that was taken out of it. */
void rc_cover_source (RcSealContext  *context,
                      RcJudgement    *judgement,
                      gint64          seal,
                      const RcSource *source,
                      RcVerdict       protection);

G_END_DECLS
