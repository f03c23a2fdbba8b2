/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/exercise-live.h"

G_BEGIN_DECLS

/**
 * RcExerciseDesk:
 *
 * Where the facilitator conducts an exercise: decisions and questions, what is to be done now, and what the records say. Every command is an
 * action of the widget ("exercise.…"), so that keys, buttons and tests go one way. The Room, which all others look at, is a window of its own.
 *
 * Signals: "left": the facilitator goes back to the list of exercises; the exercise goes on.
 */
#define RC_TYPE_EXERCISE_DESK (rc_exercise_desk_get_type ())
G_DECLARE_FINAL_TYPE (RcExerciseDesk, rc_exercise_desk, RC, EXERCISE_DESK, GtkWidget)

GtkWidget      *rc_exercise_desk_new        (RcExerciseLive  *live);
RcExerciseLive *rc_exercise_desk_peek_live  (RcExerciseDesk  *self);
/* (nullable): the Room, while it is shown. */
GtkWidget      *rc_exercise_desk_peek_room  (RcExerciseDesk  *self);
/* Whether all that the case says is shown: for tests. */
gboolean        rc_exercise_desk_is_settled (RcExerciseDesk  *self);

G_END_DECLS
