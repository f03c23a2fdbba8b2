/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timeline.h"

G_BEGIN_DECLS

/* Fills @self->marks and, from deployment records, @self->bands. Needs @self->from_us and @self->to_us: the inferences' own period. */
gboolean rc_timeline_add_marks (RcTimeline         *self,
                                RcCase             *case_file,
                                RcRecordReader     *reader,
                                const RcJudgement  *judgement,
                                GCancellable       *cancellable,
                                GError            **error);

G_END_DECLS
