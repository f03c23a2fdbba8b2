/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/exercises/exercise.h"

G_BEGIN_DECLS

/* What can be picked on the Desk: a decision, and perhaps a question about it. */
typedef struct
{
  guint       decision;
  const char *question;     /* (nullable) */
} RcExercisePick;

typedef enum
{
  RC_EXERCISE_COMMAND_DIRECT,    /* the step says all that it must */
  RC_EXERCISE_COMMAND_ASKS,      /* a dialog asks for the rest */
  RC_EXERCISE_COMMAND_ANSWERS,   /* what stands in the form of the answer */
  RC_EXERCISE_COMMAND_REVEALS,
} RcExerciseCommandWay;

/**
 * RcExerciseCommand:
 * @action: of the Desk
 * @label: (nullable): it has no button of its own
 * @states: bits of RcExerciseState in which it may be allowed
 * @is_beside: it stands among those that are possible nearly always
 * @next_in: the states in which it is what is usually done next, where no command before it is
 */
typedef struct
{
  const char           *action;
  const char           *label;
  RcExerciseStepKind    kind;
  guint                 states;
  RcExerciseCommandWay  way;
  gboolean              is_beside;
  guint                 next_in;
} RcExerciseCommand;

guint                    rc_exercise_command_count   (void);
const RcExerciseCommand *rc_exercise_command_nth     (guint                    index);
/* (nullable) */
const RcExerciseCommand *rc_exercise_command_find    (const char              *action);
/* What it would do to what is picked, as far as that is known without asking; its texts are borrowed from @exercise and @pick. FALSE: it is
 * not to be done now. Whether it is allowed is decided by the exercise when it is done. */
gboolean                 rc_exercise_command_prepare (const RcExerciseCommand *self,
                                                      const RcExercise        *exercise,
                                                      const RcExercisePick    *pick,
                                                      RcExerciseStep          *out_step);

G_END_DECLS
