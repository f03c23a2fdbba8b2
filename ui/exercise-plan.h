/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/case-queue.h"

G_BEGIN_DECLS

/* How the decisions of an exercise are chosen. */
typedef enum
{
  RC_EXERCISE_PLAN_NAMED,         /* by a person, one by one */
  RC_EXERCISE_PLAN_OF_DRAW,       /* by a draw that the case has */
  RC_EXERCISE_PLAN_DRAW_BY_RULE,  /* by a draw made now, its size by confidence and tolerable rate */
  RC_EXERCISE_PLAN_DRAW_SOME,     /* by a draw made now, as many as a person says */
  RC_N_EXERCISE_PLAN_WAYS
} RcExercisePlanWay;

/**
 * RcExercisePlan:
 * @pack: id of a pack of the catalogue; @pack_path: (nullable): of a file of own questions, instead
 * @roles: further roles, parted by commas
 * @named: decisions that are examined in any case, one a line
 * @draw: of %RC_EXERCISE_PLAN_OF_DRAW
 * @seed: of a draw that is made now; empty: one is made up. @confidence and @tolerable in per cent; @size and @why of a number that a
 *   person says
 *
 * What was typed to plan an exercise. Empty texts were not said.
 */
typedef struct
{
  char              *purpose;
  char              *criteria;
  char              *scope;
  char              *facilitator;
  char              *replacement;
  char              *pack;
  char              *pack_path;
  guint              minutes;
  char              *roles;
  char              *named;
  RcExercisePlanWay  way;
  gint64             draw;
  char              *seed;
  char              *confidence;
  char              *tolerable;
  guint              size;
  char              *why;
  gboolean           with_key_items;
  gboolean           is_rehearsal;
} RcExercisePlan;

void     rc_exercise_plan_free      (gpointer        data);
/* Work for an act of the session; @data is an RcExercisePlan. Draws where that was asked for, once all else is known to be in order, and
 * plans. Answers the number of the exercise, a gint64 (transfer full). */
gpointer rc_exercise_plan_carry_out (RcCase          *case_file,
                                     RcRecordReader  *reader,
                                     gpointer         data,
                                     GCancellable    *cancellable,
                                     GError         **error);

G_END_DECLS
