/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"

G_BEGIN_DECLS

char *rc_mask_value (RcCase     *case_file,
                     const char *value);

G_END_DECLS
