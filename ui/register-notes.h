/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/register-view.h"

G_BEGIN_DECLS

/* The auditor's private notes, which leave the case in no copy. */
extern const RcRegisterKind rc_register_notes;

G_END_DECLS
