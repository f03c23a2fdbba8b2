/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/register-view.h"

G_BEGIN_DECLS

/* The request register: what was asked for, of whom, until when, and what became of it. */
extern const RcRegisterKind rc_request_register;

G_END_DECLS
