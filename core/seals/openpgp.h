/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/mechanism.h"

G_BEGIN_DECLS

/* Detached signatures of OpenPGP (integrity.md section 5.9). */
extern const RcMechanism rc_mechanism_openpgp;

G_END_DECLS
