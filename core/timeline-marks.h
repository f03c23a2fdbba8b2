/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timeline-scope.h"
#include "timeline.h"

G_BEGIN_DECLS

/* Fills @self->marks and, from deployment records, @self->bands. Needs @self->from_us and @self->to_us: the inferences' own period. */
gboolean rc_timeline_add_marks  (RcTimeline             *self,
                                 const RcTimelineScope  *scope,
                                 const RcJudgement      *judgement,
                                 GCancellable           *cancellable,
                                 GError                **error);
/* Those that registries and cards tell. */
gboolean rc_timeline_add_claims (RcTimeline             *self,
                                 const RcTimelineScope  *scope,
                                 GCancellable           *cancellable,
                                 GError                **error);
/* What people did about answers, into the bins. */
gboolean rc_timeline_add_actions (RcTimeline            *self,
                                 const RcTimelineScope  *scope,
                                 GCancellable           *cancellable,
                                 GError                **error);
/* Returns: (transfer none): for its place. */
RcTimelineMark *rc_timeline_add_mark (RcTimeline        *self,
                                 RcTimelineMarkKind      kind,
                                 gint64                  time_us,
                                 gint64                  event,      /* 0: none */
                                 char                   *words);     /* (transfer full) */
/* A name from the evidence, short and safe to show; (transfer full) (nullable). */
char    *rc_timeline_show       (const char             *tainted);

G_END_DECLS
