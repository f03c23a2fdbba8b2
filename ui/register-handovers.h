/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/register-view.h"

G_BEGIN_DECLS

/* Handovers: who handed over what to whom, and whether what was declared came. */
extern const RcRegisterKind rc_register_handovers;

G_END_DECLS
