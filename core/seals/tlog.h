/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/mechanism.h"

G_BEGIN_DECLS

/* Logs as folders of tiles (integrity.md section 5.3): judged after the heads that stand beside them. */
extern const RcMechanism rc_mechanism_tlog;

G_END_DECLS
