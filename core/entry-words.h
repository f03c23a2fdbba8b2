/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "json.h"

G_BEGIN_DECLS

/* What was entered, in a sentence that is safe to show, from the detail of the act in the custody log, which is tainted. (transfer full)
 * (nullable): the act entered nothing. */
char *rc_entry_words (const char   *act,
                      const RcJson *detail);
/* Whether the act is on something that people enter. */
gboolean rc_entry_act_is_known (const char *act);

G_END_DECLS
