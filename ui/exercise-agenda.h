/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/exercises/exercise.h"

G_BEGIN_DECLS

/**
 * RcExerciseAgenda:
 *
 * The decisions of an exercise and, below them, the questions about the one that is picked, each with where it stands.
 *
 * Signals: "picked": another decision or question is picked by the user.
 */
#define RC_TYPE_EXERCISE_AGENDA (rc_exercise_agenda_get_type ())
G_DECLARE_FINAL_TYPE (RcExerciseAgenda, rc_exercise_agenda, RC, EXERCISE_AGENDA, GtkWidget)

GtkWidget  *rc_exercise_agenda_new           (void);
/* Shows how all of it stands now. What was picked stays picked; where the exercise went on to another decision or question, that is picked. */
void        rc_exercise_agenda_show          (RcExerciseAgenda  *self,
                                              const RcExercise  *exercise);
/* 0: there is none. */
guint       rc_exercise_agenda_get_decision  (RcExerciseAgenda  *self);
/* (nullable): id of the picked question. */
const char *rc_exercise_agenda_peek_question (RcExerciseAgenda  *self);
void        rc_exercise_agenda_pick          (RcExerciseAgenda  *self,
                                              guint              decision,
                                              const char        *question);

G_END_DECLS
