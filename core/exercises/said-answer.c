/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exercises/said-answer.h"

#include "core/exercises/exercise.h"

/* What is kept with the connection of a case. */
typedef struct
{
  GPtrArray        *answers;
  RcDatabaseChange  read_at;
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_ptr_array_unref (kept->answers);
  g_free (kept);
}

static void
said_answer_free (gpointer data)
{
  RcSaidAnswer *self = data;

  g_free (self->event);
  g_free (self->question.id);
  g_free (self->question.text);
  g_strfreev (self->question.slots);
  g_free (self->role);
  g_free (self->text);
  g_free (self);
}

static void
add (GPtrArray                *answers,
     const RcExercise         *exercise,
     const RcExerciseDecision *decision,
     const RcExerciseQuestion *question)
{
  const RcExerciseTurn *turn = rc_exercise_find_turn (exercise, decision->number, question->id);
  const RcExerciseAnswer *answer = turn != NULL && turn->state == RC_EXERCISE_TURN_LOCKED ? rc_exercise_turn_answer (turn) : NULL;
  RcSaidAnswer *said;

  /* Until an answer is locked the room may give another one. */
  if (answer == NULL || answer->status != RC_EXERCISE_STATUS_SAID || answer->text == NULL)
    return;

  said = g_new0 (RcSaidAnswer, 1);
  said->exercise = exercise->number;
  said->event = g_strdup (decision->event);
  said->question.id = g_strdup (question->id);
  said->question.text = g_strdup (question->text);
  said->question.slots = g_strdupv (question->slots);
  said->role = g_strdup (turn->role);
  said->text = g_strdup (answer->text);
  said->entry = answer->entry;
  said->at_us = answer->at_us;
  g_ptr_array_add (answers, said);
}

static void
add_exercise (GPtrArray        *answers,
              const RcExercise *exercise)
{
  const GPtrArray *questions = exercise->setup->pack->questions;

  if (exercise->setup->is_rehearsal || exercise->faults->len > 0)
    return;

  for (guint i = 0; i < exercise->decisions->len; i++)
    for (guint j = 0; j < questions->len; j++)
      add (answers, exercise, g_ptr_array_index (exercise->decisions, i), g_ptr_array_index (questions, j));
}

const GPtrArray *
rc_said_answer_list (RcCase  *case_file,
                     GError **error)
{
  static const char key[] = "rc-said-answers";
  Kept *kept = g_object_get_data (G_OBJECT (case_file), key);
  g_autoptr (GPtrArray) exercises = NULL;
  RcDatabaseChange now;

  if (!rc_database_get_change (rc_case_get_database (case_file), &now, error))
    return NULL;
  if (kept != NULL && rc_database_change_equal (&kept->read_at, &now))
    return kept->answers;

  exercises = rc_exercise_list (case_file, error);
  if (exercises == NULL)
    return NULL;

  kept = g_new0 (Kept, 1);
  kept->read_at = now;
  kept->answers = g_ptr_array_new_with_free_func (said_answer_free);
  for (guint i = 0; i < exercises->len; i++)
    add_exercise (kept->answers, g_ptr_array_index (exercises, i));
  g_object_set_data_full (G_OBJECT (case_file), key, kept, kept_free);
  return kept->answers;
}
