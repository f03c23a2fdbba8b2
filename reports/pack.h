/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"
#include "reports/typesetting/document.h"

G_BEGIN_DECLS

/*
 * What an exercise is held with where no program runs: script, attendance list, the cards of the decisions without any answer, and an answer
 * sheet for each of them. @number: (nullable): of the exercise; NULL is the last one.
 */
RcDocument *rc_pack_build (RcCase      *case_file,
                           const char  *number,
                           const char  *language,
                           GError     **error);

G_END_DECLS
