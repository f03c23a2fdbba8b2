/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "verdict-advice.h"

G_BEGIN_DECLS

/* What somebody who is no engineer should know of an exception of that kind; NULL for a kind that this program does not know. */
const RcAdvice *rc_exception_advice (const char *kind);

G_END_DECLS
