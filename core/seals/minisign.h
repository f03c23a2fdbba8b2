/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/mechanism.h"

G_BEGIN_DECLS

/* Detached signatures of minisign and signify, and texts with a signature of signify in front (integrity.md section 5.7). */
extern const RcMechanism rc_mechanism_minisign;

G_END_DECLS
