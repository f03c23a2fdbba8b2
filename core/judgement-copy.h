/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "seal.h"

G_BEGIN_DECLS

/* What a judgement holds once more, with its number; (transfer full). */
RcSeal      *rc_seal_copy      (const RcSeal      *self);
RcException *rc_exception_copy (const RcException *self);

G_END_DECLS
