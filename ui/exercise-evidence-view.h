/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/session.h"

G_BEGIN_DECLS

/**
 * RcExerciseEvidenceView:
 *
 * What the records say to a question about a decision, for the Desk alone. It is read in the reader's thread, and so also while evidence is
 * being imported.
 */
#define RC_TYPE_EXERCISE_EVIDENCE_VIEW (rc_exercise_evidence_view_get_type ())
G_DECLARE_FINAL_TYPE (RcExerciseEvidenceView, rc_exercise_evidence_view, RC, EXERCISE_EVIDENCE_VIEW, GtkWidget)

GtkWidget *rc_exercise_evidence_view_new        (RcSession              *session);
/* Reads again where @is_forced or another question is asked for. @question: (nullable): shows nothing. */
void       rc_exercise_evidence_view_show       (RcExerciseEvidenceView *self,
                                                 gint64                  exercise,
                                                 guint                   decision,
                                                 const char             *question,
                                                 gboolean                is_forced);
/* Whether what was asked for is shown: for tests. */
gboolean   rc_exercise_evidence_view_is_settled (RcExerciseEvidenceView *self);

G_END_DECLS
