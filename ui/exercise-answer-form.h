/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/exercises/exercise.h"

G_BEGIN_DECLS

/**
 * RcExerciseAnswerForm:
 *
 * Where an answer of the room is written down: how it was answered, what was said or shown, and what it rests on. Only the fields that the
 * chosen status must have are seen.
 */
#define RC_TYPE_EXERCISE_ANSWER_FORM (rc_exercise_answer_form_get_type ())
G_DECLARE_FINAL_TYPE (RcExerciseAnswerForm, rc_exercise_answer_form, RC, EXERCISE_ANSWER_FORM, GtkWidget)

GtkWidget *rc_exercise_answer_form_new        (void);
/* The roles that may promise. */
void       rc_exercise_answer_form_set_roles  (RcExerciseAnswerForm *self,
                                               const RcExercise     *exercise);
/* Whether the time that it took is typed too, since it was recorded on paper. */
void       rc_exercise_answer_form_set_paper  (RcExerciseAnswerForm *self,
                                               gboolean              is_paper);
void       rc_exercise_answer_form_set_status (RcExerciseAnswerForm *self,
                                               RcExerciseStatus      status);
/* Takes all that was typed away. */
void       rc_exercise_answer_form_clear      (RcExerciseAnswerForm *self);
void       rc_exercise_answer_form_focus      (RcExerciseAnswerForm *self);
/* Into @step; its texts are borrowed from the form until it is asked again. */
void       rc_exercise_answer_form_fill       (RcExerciseAnswerForm *self,
                                               RcExerciseStep       *step);

G_END_DECLS
