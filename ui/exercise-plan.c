/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/exercise-plan.h"

#include "core/samples/draw.h"
#include "core/exercises/exercise.h"
#include "core/exercises/exercise-draw.h"

void
rc_exercise_plan_free (gpointer data)
{
  RcExercisePlan *self = data;

  g_free (self->purpose);
  g_free (self->criteria);
  g_free (self->scope);
  g_free (self->facilitator);
  g_free (self->replacement);
  g_free (self->pack);
  g_free (self->pack_path);
  g_free (self->roles);
  g_free (self->named);
  g_free (self->seed);
  g_free (self->confidence);
  g_free (self->tolerable);
  g_free (self->why);
  g_free (self);
}

/* (nullable) */
static const char *
said (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

/* --- The set-up --- */

static void
add_named (RcExerciseSetup *setup,
           const char      *lines)
{
  g_auto (GStrv) events = g_strsplit (lines, "\n", -1);

  for (guint i = 0; events[i] != NULL; i++)
    if (*g_strstrip (events[i]) != '\0')
      rc_exercise_setup_add_item (setup, events[i], RC_EXERCISE_ORIGIN_NAMED, 0);
}

static void
add_roles (RcExerciseSetup *setup,
           const char      *list)
{
  g_auto (GStrv) roles = g_strsplit (list, ",", -1);

  rc_exercise_setup_take_roles (setup);
  for (guint i = 0; roles[i] != NULL; i++)
    if (*g_strstrip (roles[i]) != '\0' && !rc_exercise_setup_has_role (setup, roles[i]))
      g_ptr_array_add (setup->roles, g_strdup (roles[i]));
}

static RcExerciseSetup *
make_setup (const RcExercisePlan  *plan,
            GError               **error)
{
  g_autoptr (RcExerciseSetup) setup = rc_exercise_setup_new ();

  setup->purpose = g_strdup (plan->purpose);
  setup->criteria = g_strdup (said (plan->criteria));
  setup->scope = g_strdup (said (plan->scope));
  setup->facilitator = g_strdup (said (plan->facilitator));
  setup->replacement = g_strdup (said (plan->replacement));
  setup->minutes = plan->minutes;
  setup->is_rehearsal = plan->is_rehearsal;
  setup->pack = plan->pack_path != NULL ? rc_exercise_pack_load_file (plan->pack_path, error) : rc_exercise_pack_find (plan->pack, error);
  if (setup->pack == NULL)
    return NULL;

  add_roles (setup, plan->roles);
  add_named (setup, plan->named);
  return rc_exercise_setup_check (setup, error) ? g_steal_pointer (&setup) : NULL;
}

/* --- The draw --- */

static gboolean
draws_now (const RcExercisePlan *plan)
{
  return plan->way == RC_EXERCISE_PLAN_DRAW_BY_RULE || plan->way == RC_EXERCISE_PLAN_DRAW_SOME;
}

/* Number of the draw; 0 with @error. */
static gint64
take_draw (RcCase                *case_file,
           const RcExercisePlan  *plan,
           GCancellable          *cancellable,
           GError               **error)
{
  RcDrawTerms terms = {
    .kind = plan->way == RC_EXERCISE_PLAN_DRAW_SOME ? RC_DRAW_JUDGEMENTAL : RC_DRAW_STATISTICAL,
    .query = { .kind = RC_EVENT_INFERENCE, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE },
    .seed = said (plan->seed),
    .replacement = said (plan->replacement),
    .by = said (plan->facilitator),
  };
  g_autoptr (RcDraw) draw = NULL;

  if (terms.kind == RC_DRAW_JUDGEMENTAL)
    {
      terms.size = plan->size;
      terms.why = plan->why;
    }
  else if (!rc_rate_parse (plan->confidence, &terms.rule.confidence, error) || !rc_rate_parse (plan->tolerable, &terms.rule.tolerable, error))
    {
      return 0;
    }
  draw = rc_draw_take (case_file, &terms, cancellable, error);
  return draw != NULL ? draw->draw : 0;
}

gpointer
rc_exercise_plan_carry_out (RcCase          *case_file,
                            RcRecordReader  *reader,
                            gpointer         data,
                            GCancellable    *cancellable,
                            GError         **error)
{
  const RcExercisePlan *plan = data;
  g_autoptr (RcExerciseSetup) setup = make_setup (plan, error);
  gint64 draw = plan->way == RC_EXERCISE_PLAN_OF_DRAW ? plan->draw : 0;
  gint64 number;

  if (setup == NULL)
    return NULL;
  if (draws_now (plan))
    {
      draw = take_draw (case_file, plan, cancellable, error);
      if (draw == 0)
        return NULL;
    }
  if (!rc_exercise_setup_take_draws (setup, case_file, draw, plan->with_key_items, error))
    return NULL;

  number = rc_exercise_new (case_file, setup, error);
  return number != 0 ? g_memdup2 (&number, sizeof number) : NULL;
}
