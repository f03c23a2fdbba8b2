/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"
#include "interval.h"

G_BEGIN_DECLS

/* Whether an act of approval refuses or takes back, by the word that its record uses; fields read. */
gboolean rc_approval_is_refusal    (const RcEvent *approval);
/* Whether it takes back what was approved before. */
gboolean rc_approval_is_withdrawal (const RcEvent *approval);
/* From when until when it was given, as its own record says; fields read. */
void     rc_approval_get_period    (const RcEvent *approval,
                                    RcInterval    *out_period);

G_END_DECLS
