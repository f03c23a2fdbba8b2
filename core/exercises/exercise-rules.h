/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/exercises/exercise.h"

G_BEGIN_DECLS

/* The state machine of an exercise, for its own files: nothing here reads or writes the case. */

/* Who did a step, and the entry that it stands in. */
typedef struct
{
  gint64      entry;
  const char *by;
} RcExerciseStepOrigin;

/* Whether @step is allowed in the state that @self is in, and says all that it must. */
gboolean rc_exercise_rules_check (const RcExercise           *self,
                                  const RcExerciseStep       *step,
                                  GError                    **error);
/* Takes @step, which was checked, into @self; its texts are in @self->texts. */
void     rc_exercise_rules_apply (RcExercise                 *self,
                                  const RcExerciseStep       *step,
                                  const RcExerciseStepOrigin *origin);

/* The turn of a decision that was begun; NULL where it has none yet. */
RcExerciseTurn *rc_exercise_rules_turn (const RcExercise     *self,
                                  guint                       decision,
                                  const char                 *question);

G_END_DECLS
