/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/exercise-commands.h"

#include "core/words.h"

#define IN(state)  (1u << RC_EXERCISE_ ## state)
#define BETWEEN    (IN (IN_DECISION) | IN (FIXED) | IN (SHOWN))
#define CLOCK      (IN (QUESTION) | IN (HALTED))
#define GIVEN      (IN (GIVEN) | IN (CONFIRMED))
#define GOING_ON   (IN (OPEN) | BETWEEN | CLOCK | GIVEN | IN (SURPRISE))
#define ANY        (IN (PLANNED) | GOING_ON | IN (FINISHED))

#define DIRECT  RC_EXERCISE_COMMAND_DIRECT
#define ASKS    RC_EXERCISE_COMMAND_ASKS
#define ANSWERS RC_EXERCISE_COMMAND_ANSWERS
#define REVEALS RC_EXERCISE_COMMAND_REVEALS

static const RcExerciseCommand commands[] = {
  { "exercise.open", N_("_Open the Exercise…"), RC_EXERCISE_OPENED, IN (PLANNED), ASKS, FALSE, IN (PLANNED) },
  { "exercise.add-decision", N_("Add a _Decision…"), RC_EXERCISE_DECISION_ADDED, IN (PLANNED), ASKS, FALSE, 0 },
  { "exercise.start", N_("_Begin This Decision"), RC_EXERCISE_DECISION_STARTED, IN (OPEN), DIRECT, FALSE, IN (OPEN) },
  { "exercise.reveal", N_("Re_veal"), RC_EXERCISE_REVEALED, BETWEEN, REVEALS, FALSE, IN (FIXED) },
  { "exercise.ask", N_("Put This _Question"), RC_EXERCISE_ASKED, BETWEEN, DIRECT, FALSE, BETWEEN },
  { "exercise.read-back", N_("Read Bac_k"), RC_EXERCISE_READ_BACK, IN (GIVEN), DIRECT, FALSE, IN (GIVEN) },
  { "exercise.lock", N_("_Lock"), RC_EXERCISE_LOCKED, IN (CONFIRMED), DIRECT, FALSE, IN (CONFIRMED) },
  { "exercise.resume", N_("R_esume"), RC_EXERCISE_RESUMED, IN (HALTED) | GIVEN, DIRECT, FALSE, IN (HALTED) },
  { "exercise.answer", N_("Rec_ord Answer"), RC_EXERCISE_ANSWERED, CLOCK | GIVEN, ANSWERS, FALSE, IN (QUESTION) },
  { "exercise.answer-card", N_("Rec_ord Answer"), RC_EXERCISE_CARD_ANSWERED, IN (SURPRISE), ANSWERS, FALSE, IN (SURPRISE) },
  { "exercise.pause", N_("Pa_use"), RC_EXERCISE_PAUSED, IN (QUESTION), DIRECT, FALSE, 0 },
  { "exercise.pass-on", N_("Pass _to Another Role…"), RC_EXERCISE_PASSED_ON, CLOCK, ASKS, FALSE, 0 },
  { "exercise.skip", N_("_Leave Out…"), RC_EXERCISE_SKIPPED, BETWEEN | CLOCK, ASKS, FALSE, 0 },
  { "exercise.correct", N_("Add Correct_ion…"), RC_EXERCISE_CORRECTED, ANY & ~IN (PLANNED), ASKS, FALSE, 0 },
  { "exercise.close-decision", N_("_Close Decision"), RC_EXERCISE_DECISION_CLOSED, BETWEEN, DIRECT, FALSE, BETWEEN },
  { "exercise.replace", N_("Rep_lace…"), RC_EXERCISE_REPLACED, IN (OPEN) | BETWEEN, ASKS, FALSE, 0 },
  { "exercise.cannot", N_("Cannot Be E_xamined…"), RC_EXERCISE_NOT_EXAMINABLE, IN (OPEN) | BETWEEN, ASKS, FALSE, 0 },
  { "exercise.conclude", N_("_Conclude…"), RC_EXERCISE_CONCLUDED, IN (OPEN), ASKS, FALSE, IN (OPEN) },
  { "exercise.note", N_("_Note…"), RC_EXERCISE_NOTED, ANY, ASKS, TRUE, 0 },
  { "exercise.promise", N_("_Promise…"), RC_EXERCISE_PROMISED, GOING_ON, ASKS, TRUE, 0 },
  { "exercise.card", N_("_Surprise Card…"), RC_EXERCISE_CARD_PLAYED, IN (OPEN) | BETWEEN, ASKS, TRUE, 0 },
  { "exercise.attach", NULL, RC_EXERCISE_ATTACHED, GOING_ON, ASKS, TRUE, 0 },
};

guint
rc_exercise_command_count (void)
{
  return G_N_ELEMENTS (commands);
}

const RcExerciseCommand *
rc_exercise_command_nth (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (commands), NULL);

  return &commands[index];
}

const RcExerciseCommand *
rc_exercise_command_find (const char *action)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].action, action))
      return &commands[i];

  return NULL;
}

/* --- To what it is done --- */

static RcExerciseTurnState
turn_state (const RcExercise *exercise,
            guint             decision,
            const char       *question)
{
  return rc_exercise_find_turn (exercise, decision, question)->state;
}

/* The picked one where it was not put yet, else the first that was not. (nullable) */
static const char *
find_unasked (const RcExercise     *exercise,
              const RcExercisePick *pick)
{
  guint decision = exercise->decision->number;

  if (pick->decision == decision && pick->question != NULL &&
      turn_state (exercise, decision, pick->question) == RC_EXERCISE_TURN_NOT_ASKED)
    return pick->question;
  for (guint i = 0; i < exercise->setup->pack->questions->len; i++)
    {
      const RcExerciseQuestion *question = g_ptr_array_index (exercise->setup->pack->questions, i);

      if (turn_state (exercise, decision, question->id) == RC_EXERCISE_TURN_NOT_ASKED)
        return question->id;
    }
  return NULL;
}

/* The picked one of the begun decision, else the last. */
static const char *
find_locked (const RcExercise     *exercise,
             const RcExercisePick *pick)
{
  const char *question = pick->decision == exercise->decision->number && pick->question != NULL ? pick->question : exercise->question;
  const RcExerciseTurn *turn = question != NULL ? rc_exercise_find_turn (exercise, 0, question) : NULL;

  return turn != NULL && turn->state == RC_EXERCISE_TURN_LOCKED && turn->revealed_us == 0 ? question : NULL;
}

/* What was answered is not made undone. */
static gboolean
has_locked (const RcExercise *exercise,
            guint             decision)
{
  for (guint i = 0; i < exercise->setup->pack->questions->len; i++)
    {
      const RcExerciseQuestion *question = g_ptr_array_index (exercise->setup->pack->questions, i);

      if (turn_state (exercise, decision, question->id) == RC_EXERCISE_TURN_LOCKED)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_open_decision (const RcExercise *exercise,
                  guint             number)
{
  const RcExerciseDecision *decision = number != 0 ? rc_exercise_find_decision (exercise, number) : NULL;

  return decision != NULL && (decision->state == RC_EXERCISE_DECISION_PENDING || decision->state == RC_EXERCISE_DECISION_BEGUN);
}

static gboolean
prepare_decision (const RcExercise     *exercise,
                  const RcExercisePick *pick,
                  RcExerciseStep       *step)
{
  step->decision = pick->decision;
  if (!is_open_decision (exercise, pick->decision))
    return FALSE;
  if (step->kind == RC_EXERCISE_DECISION_STARTED)
    return rc_exercise_find_decision (exercise, pick->decision)->state == RC_EXERCISE_DECISION_PENDING;
  return step->kind != RC_EXERCISE_REPLACED || (exercise->setup->replacement != NULL && !has_locked (exercise, pick->decision));
}

static gboolean
prepare_question (const RcExercise     *exercise,
                  const RcExercisePick *pick,
                  RcExerciseStep       *step)
{
  gboolean is_clock_open = exercise->state == RC_EXERCISE_QUESTION || exercise->state == RC_EXERCISE_HALTED;

  switch (step->kind)
    {
    case RC_EXERCISE_SKIPPED:
      step->question = is_clock_open ? exercise->question : find_unasked (exercise, pick);
      return step->question != NULL;
    case RC_EXERCISE_ASKED:
      step->question = find_unasked (exercise, pick);
      return step->question != NULL;
    case RC_EXERCISE_REVEALED:
      step->question = find_locked (exercise, pick);
      return step->question != NULL;
    case RC_EXERCISE_CORRECTED:
    default:
      step->decision = pick->decision;
      step->question = pick->question;
      return pick->decision != 0 && pick->question != NULL &&
             turn_state (exercise, pick->decision, pick->question) == RC_EXERCISE_TURN_LOCKED;
    }
}

gboolean
rc_exercise_command_prepare (const RcExerciseCommand *self,
                             const RcExercise        *exercise,
                             const RcExercisePick    *pick,
                             RcExerciseStep          *out_step)
{
  RcExerciseClock clock;

  *out_step = (RcExerciseStep) { .kind = self->kind };
  if (!(self->states & 1u << exercise->state))
    return FALSE;

  rc_exercise_read_clock (exercise, 0, &clock);
  switch (self->kind)
    {
    case RC_EXERCISE_DECISION_STARTED:
    case RC_EXERCISE_REPLACED:
    case RC_EXERCISE_NOT_EXAMINABLE:
      return prepare_decision (exercise, pick, out_step);
    case RC_EXERCISE_ANSWERED:
    case RC_EXERCISE_PASSED_ON:
      return !clock.was_interrupted;
    case RC_EXERCISE_SKIPPED:
      return !clock.was_interrupted && prepare_question (exercise, pick, out_step);
    case RC_EXERCISE_ASKED:
    case RC_EXERCISE_REVEALED:
    case RC_EXERCISE_CORRECTED:
      return prepare_question (exercise, pick, out_step);
    default:
      return TRUE;
    }
}
