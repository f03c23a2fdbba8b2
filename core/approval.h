/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"

G_BEGIN_DECLS

/* Whether an act of approval refuses or takes back, by the word that its record uses; fields read. */
gboolean rc_approval_is_refusal (const RcEvent *approval);

G_END_DECLS
