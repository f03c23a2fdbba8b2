/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/mechanism.h"

G_BEGIN_DECLS

/* Signed notes, heads of logs and the cosignatures under them (integrity.md section 5.3). */
extern const RcMechanism rc_mechanism_signed_note;

G_END_DECLS
