/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/mechanism.h"

G_BEGIN_DECLS

/* Signed tokens and statements of JOSE (integrity.md section 5.10). */
extern const RcMechanism rc_mechanism_jws;

G_END_DECLS
