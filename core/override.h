/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "answer-pair.h"
#include "event.h"

G_BEGIN_DECLS

/* Whether a human action replaced what the machine answered: Article 14(4)(d) of the AI Act. */

/* One of the words of the mappings under which an answer was replaced: override, modify, reject. */
gboolean     rc_override_is_declared (const char     *action);      /* (nullable) */
/* The machine's answer beside the person's. @inference: (nullable): the one inference that the action is on, its fields read. */
RcAnswerPair rc_override_compare     (const RcEvent  *action,
                                      const RcEvent  *inference);
/* Declared to be one, or else two answers that differ. A declared approval that differs all the same is one. */
gboolean     rc_override_is_one      (const RcEvent  *action,
                                      const RcEvent  *inference);
/* Stopped it, or gave it to somebody else to decide (Article 14(4)(e)). */
gboolean     rc_override_stops       (const RcEvent  *action);

G_END_DECLS
