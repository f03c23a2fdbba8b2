/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/register-view.h"

G_BEGIN_DECLS

/* Reviews: what one person prepared and another looked through. */
extern const RcRegisterKind rc_register_reviews;

G_END_DECLS
