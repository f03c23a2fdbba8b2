/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/register-view.h"

G_BEGIN_DECLS

/* The document register: paper evidence, and what people read in it. */
extern const RcRegisterKind rc_paper_register;

G_END_DECLS
