/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/register-view.h"

G_BEGIN_DECLS

/* Findings: what a person made of what was noticed, what the auditee says, and what became of it. */
extern const RcRegisterKind rc_finding_register;

G_END_DECLS
