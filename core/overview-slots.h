/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "overview.h"

G_BEGIN_DECLS

/* Fills @self->slots: which question of the template the evidence could answer at all, by the rule that the table has for it. */
gboolean rc_overview_judge_slots (RcOverview      *self,
                                  RcCase          *case_file,
                                  RcRecordReader  *reader,
                                  GPtrArray       *sources,
                                  GCancellable    *cancellable,
                                  GError         **error);

G_END_DECLS
