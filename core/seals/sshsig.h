/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/mechanism.h"

G_BEGIN_DECLS

/* Detached signatures of ssh-keygen -Y sign (integrity.md section 5.8). */
extern const RcMechanism rc_mechanism_sshsig;

G_END_DECLS
