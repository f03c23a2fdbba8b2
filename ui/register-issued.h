/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/register-view.h"

G_BEGIN_DECLS

/* Documents that leave the house under somebody's name: drafts, what was said on them, what was frozen, and what came back signed. */
extern const RcRegisterKind rc_register_issued;

/* register-issued-acts.c: what can be done to them. */
#define RC_REGISTER_ISSUED_N_ACTS 9
extern const RcRegisterAct rc_register_issued_acts[RC_REGISTER_ISSUED_N_ACTS];

G_END_DECLS
