/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exercises/exercise-rules.h"

#include <string.h>

#include "core/registers/register.h"
#include "core/words.h"

#define IN(state) (1u << (state))
#define BETWEEN_QUESTIONS (IN (RC_EXERCISE_IN_DECISION) | IN (RC_EXERCISE_FIXED) | IN (RC_EXERCISE_SHOWN))
#define CLOCK_OPEN        (IN (RC_EXERCISE_QUESTION) | IN (RC_EXERCISE_HALTED))
#define QUESTION_OPEN     (CLOCK_OPEN | IN (RC_EXERCISE_GIVEN) | IN (RC_EXERCISE_CONFIRMED))
#define GOING_ON          (IN (RC_EXERCISE_OPEN) | BETWEEN_QUESTIONS | QUESTION_OPEN | IN (RC_EXERCISE_SURPRISE))
#define ANY               (IN (RC_EXERCISE_PLANNED) | GOING_ON | IN (RC_EXERCISE_FINISHED))

/* In which states a step is allowed, and what is said in another. */
static const struct
{
  guint       states;
  const char *otherwise;
} rules[] = {
  [RC_EXERCISE_DECISION_ADDED] = { IN (RC_EXERCISE_PLANNED), N_("Decisions are chosen before the exercise is opened") },
  [RC_EXERCISE_OPENED] = { IN (RC_EXERCISE_PLANNED), N_("The exercise was opened already") },
  [RC_EXERCISE_DECISION_STARTED] = { IN (RC_EXERCISE_OPEN), N_("Another decision is begun: close it first") },
  [RC_EXERCISE_ASKED] = { BETWEEN_QUESTIONS, N_("A question is put within a decision, when no other is open") },
  [RC_EXERCISE_PAUSED] = { IN (RC_EXERCISE_QUESTION), N_("No clock is running") },
  [RC_EXERCISE_RESUMED] = { IN (RC_EXERCISE_HALTED) | IN (RC_EXERCISE_GIVEN) | IN (RC_EXERCISE_CONFIRMED),
                            N_("No clock is stopped that could go on") },
  [RC_EXERCISE_PASSED_ON] = { CLOCK_OPEN, N_("No question is open that could be passed on") },
  [RC_EXERCISE_SKIPPED] = { BETWEEN_QUESTIONS | CLOCK_OPEN, N_("A question is left out within a decision, before it is answered") },
  [RC_EXERCISE_ANSWERED] = { QUESTION_OPEN, N_("No question is open") },
  [RC_EXERCISE_READ_BACK] = { IN (RC_EXERCISE_GIVEN), N_("There is no answer that could be read back") },
  [RC_EXERCISE_LOCKED] = { IN (RC_EXERCISE_CONFIRMED), N_("An answer is read back before it is locked") },
  [RC_EXERCISE_REVEALED] = { BETWEEN_QUESTIONS, N_("The record's answer is revealed when the room's answer is locked") },
  [RC_EXERCISE_CORRECTED] = { ANY & ~IN (RC_EXERCISE_PLANNED), N_("Nothing is locked that could be corrected") },
  [RC_EXERCISE_CARD_PLAYED] = { IN (RC_EXERCISE_OPEN) | BETWEEN_QUESTIONS, N_("A surprise card is played when no question is open") },
  [RC_EXERCISE_CARD_ANSWERED] = { IN (RC_EXERCISE_SURPRISE), N_("No surprise card waits for an answer") },
  [RC_EXERCISE_ATTACHED] = { GOING_ON, N_("Evidence is attached while the exercise goes on") },
  [RC_EXERCISE_PROMISED] = { GOING_ON, N_("A promise is made while the exercise goes on") },
  [RC_EXERCISE_NOTED] = { ANY, N_("Nothing can be noted now") },
  [RC_EXERCISE_REPLACED] = { IN (RC_EXERCISE_OPEN) | BETWEEN_QUESTIONS, N_("A decision is replaced when no question is open") },
  [RC_EXERCISE_NOT_EXAMINABLE] = { IN (RC_EXERCISE_OPEN) | BETWEEN_QUESTIONS,
                                   N_("That a decision cannot be examined is said when no question is open") },
  [RC_EXERCISE_DECISION_CLOSED] = { BETWEEN_QUESTIONS, N_("No decision is begun that could be closed, or a question of it is open") },
  [RC_EXERCISE_CONCLUDED] = { IN (RC_EXERCISE_OPEN), N_("A decision is begun: close it before the exercise is concluded") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (rules) == RC_N_EXERCISE_STEPS);

static gboolean
refuse (RcExerciseError   code,
        GError          **error,
        const char       *sentence)
{
  g_set_error_literal (error, RC_EXERCISE_ERROR, code, sentence);
  return FALSE;
}

static gboolean
require (gboolean      is_said,
         GError      **error,
         const char   *sentence)
{
  return is_said || refuse (RC_EXERCISE_ERROR_TERMS, error, sentence);
}

static gboolean
is_said (const char *words)
{
  return words != NULL && *words != '\0';
}

/* --- Is it allowed now? --- */

static const char *
explain_state (const RcExercise     *self,
               const RcExerciseStep *step)
{
  if (self->state == RC_EXERCISE_FINISHED)
    return _("The exercise is concluded: only notes and corrections can be added");
  if (self->state == RC_EXERCISE_PLANNED)
    return _("The exercise has not been opened yet");
  if (self->state == RC_EXERCISE_SURPRISE)
    return _("A surprise card waits for its answer");
  if (step->kind == RC_EXERCISE_ANSWERED && (self->state == RC_EXERCISE_FIXED || self->state == RC_EXERCISE_SHOWN))
    return _("The answer is locked and stays as it is: what is said now can be added as a correction");
  if (step->kind == RC_EXERCISE_DECISION_STARTED && (IN (self->state) & QUESTION_OPEN))
    return _("A question is open: it is answered and locked first");
  return _(rules[step->kind].otherwise);
}

/* Where the clock stands because the program ended, whoever goes on says so first. */
static gboolean
needs_clock (RcExerciseStepKind kind)
{
  return kind == RC_EXERCISE_PASSED_ON || kind == RC_EXERCISE_SKIPPED || kind == RC_EXERCISE_ANSWERED;
}

/* That the program had ended is known only to the step that says so: for the entries before it the clock was running. */
static gboolean
ends_interruption (const RcExercise     *self,
                   const RcExerciseStep *step)
{
  return step->kind == RC_EXERCISE_RESUMED && step->interrupted_us > 0 && self->state == RC_EXERCISE_QUESTION;
}

static gboolean
check_state (const RcExercise      *self,
             const RcExerciseStep  *step,
             GError               **error)
{
  if (!(rules[step->kind].states & IN (self->state)) && !ends_interruption (self, step))
    return refuse (RC_EXERCISE_ERROR_STATE, error, explain_state (self, step));
  if (self->stopped_us == 0 || !needs_clock (step->kind))
    return TRUE;

  return refuse (RC_EXERCISE_ERROR_STATE, error,
                 _("The program ended while the question was open, and its clock stands since: resume the question first"));
}

/* --- Which decision and which question? --- */

static gboolean
find_decision (const RcExercise      *self,
               guint                  number,
               RcExerciseDecision   **out_decision,
               GError               **error)
{
  *out_decision = rc_exercise_find_decision (self, number);
  if (*out_decision != NULL)
    return TRUE;
  if (number == 0)
    return refuse (RC_EXERCISE_ERROR_NOT_FOUND, error, _("No decision is begun"));

  g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_NOT_FOUND, _("The exercise has no decision %u"), number);
  return FALSE;
}

static gboolean
check_question (const RcExercise      *self,
                const char            *question,
                GError               **error)
{
  if (question == NULL)
    return refuse (RC_EXERCISE_ERROR_NOT_FOUND, error, _("No question is named, and none is open"));
  if (rc_exercise_pack_question (self->setup->pack, question, NULL) != NULL)
    return TRUE;

  g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_NOT_FOUND, _("The exercise has no question “%s”"), question);
  return FALSE;
}

/* Steps about the open question must not speak of another one. */
static gboolean
check_open_question (const RcExercise      *self,
                     const RcExerciseStep  *step,
                     GError               **error)
{
  if ((step->decision == 0 || (self->decision != NULL && step->decision == self->decision->number)) &&
      (step->question == NULL || g_strcmp0 (step->question, self->question) == 0))
    return TRUE;

  return refuse (RC_EXERCISE_ERROR_STATE, error, _("Another question is open"));
}

static gboolean
check_new_question (const RcExercise      *self,
                    const RcExerciseStep  *step,
                    GError               **error)
{
  const RcExerciseTurn *turn;
  gboolean is_open;

  if (step->decision != 0 && step->decision != self->decision->number)
    return refuse (RC_EXERCISE_ERROR_STATE, error, _("Another decision is begun"));
  if (!check_question (self, step->question, error))
    return FALSE;

  turn = rc_exercise_rules_turn (self, self->decision->number, step->question);
  is_open = turn != NULL && turn->state == RC_EXERCISE_TURN_OPEN;
  if (turn != NULL && !(is_open && step->kind == RC_EXERCISE_SKIPPED))
    return refuse (RC_EXERCISE_ERROR_STATE, error, _("The question was put already about this decision, or left out"));
  if (is_open && turn->answers->len > 0)
    return refuse (RC_EXERCISE_ERROR_STATE, error, _("An answer was given: the question cannot be left out any more"));
  if (!is_open && (IN (self->state) & CLOCK_OPEN))
    return refuse (RC_EXERCISE_ERROR_STATE, error, _("Another question is open"));
  return TRUE;
}

static gboolean
check_locked_question (const RcExercise      *self,
                       const RcExerciseStep  *step,
                       GError               **error)
{
  const char *question = step->question != NULL ? step->question : self->question;
  RcExerciseDecision *decision;
  const RcExerciseTurn *turn;

  if (!find_decision (self, step->decision, &decision, error) || !check_question (self, question, error))
    return FALSE;

  turn = rc_exercise_rules_turn (self, decision->number, question);
  if (turn == NULL || turn->state != RC_EXERCISE_TURN_LOCKED)
    return refuse (RC_EXERCISE_ERROR_STATE, error, _("The question has no locked answer"));
  if (step->kind == RC_EXERCISE_REVEALED && turn->revealed_us != 0)
    return refuse (RC_EXERCISE_ERROR_STATE, error, _("The record's answer was revealed already"));
  if (step->kind == RC_EXERCISE_REVEALED && decision != self->decision)
    return refuse (RC_EXERCISE_ERROR_STATE, error, _("Another decision is begun"));
  return TRUE;
}

/* A decision that is taken out: it was not begun, or nothing was locked about it. What was answered is not made undone. */
static gboolean
check_taken_out (const RcExercise      *self,
                 const RcExerciseStep  *step,
                 GError               **error)
{
  RcExerciseDecision *decision;

  if (!find_decision (self, step->decision, &decision, error))
    return FALSE;
  if (decision->state != RC_EXERCISE_DECISION_PENDING && decision->state != RC_EXERCISE_DECISION_BEGUN)
    return refuse (RC_EXERCISE_ERROR_STATE, error, _("The decision was closed, replaced or found not examinable already"));
  if (step->kind == RC_EXERCISE_NOT_EXAMINABLE)
    return TRUE;

  for (guint i = 0; decision->turns != NULL && i < self->setup->pack->questions->len; i++)
    if (decision->turns[i] != NULL && decision->turns[i]->state == RC_EXERCISE_TURN_LOCKED)
      return refuse (RC_EXERCISE_ERROR_STATE, error, _("Answers about the decision are locked: it can be closed, and not be replaced"));
  return TRUE;
}

static gboolean
check_decision_started (const RcExercise      *self,
                        const RcExerciseStep  *step,
                        GError               **error)
{
  RcExerciseDecision *decision;

  if (step->decision == 0)
    return refuse (RC_EXERCISE_ERROR_TERMS, error, _("It must be said which decision is begun"));
  if (!find_decision (self, step->decision, &decision, error))
    return FALSE;
  return decision->state == RC_EXERCISE_DECISION_PENDING ||
         refuse (RC_EXERCISE_ERROR_STATE, error, _("The decision was closed, replaced or found not examinable already"));
}

static gboolean
check_new_event (const RcExercise      *self,
                 const RcExerciseStep  *step,
                 GError               **error)
{
  if (!is_said (step->event))
    return refuse (RC_EXERCISE_ERROR_TERMS, error, _("It must be said which decision comes in"));

  for (guint i = 0; i < self->decisions->len; i++)
    if (strcmp (((const RcExerciseDecision *) g_ptr_array_index (self->decisions, i))->event, step->event) == 0)
      return refuse (RC_EXERCISE_ERROR_TERMS, error, _("That decision is in the exercise already"));
  return TRUE;
}

/* --- Does it say what it must? --- */

static gboolean
check_day (const char  *day,
           GError     **error)
{
  if (rc_register_is_day (day))
    return TRUE;

  g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_TERMS, _("“%s” is no day: write 2026-12-05"), day);
  return FALSE;
}

/* Names are for the attendance list alone. */
static gboolean
check_role (const RcExercise  *self,
            const char        *role,
            GError           **error)
{
  if (role == NULL || rc_exercise_setup_has_role (self->setup, role))
    return TRUE;

  g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_NOT_FOUND,
               _("“%s” is no role of this exercise: questions and promises belong to roles, not to persons"), role);
  return FALSE;
}

static gboolean
check_promise (const RcExercise      *self,
               const RcExerciseStep  *step,
               GError               **error)
{
  return require (is_said (step->role), error, _("It must be said which role promises")) && check_role (self, step->role, error) &&
         require (is_said (step->due), error, _("It must be said until when it is promised")) && check_day (step->due, error);
}

static gboolean
check_answer (const RcExercise      *self,
              const RcExerciseStep  *step,
              GError               **error)
{
  gboolean is_held = step->source != 0;

  switch (step->status)
    {
    case RC_EXERCISE_STATUS_RECORD:
      return require (is_held, error, _("It must be said in which source it was shown")) &&
             require (is_said (step->text), error, _("It must be said what was shown"));
    case RC_EXERCISE_STATUS_DOCUMENT:
      return require (is_held, error, _("It must be said in which registered document it was shown")) &&
             require (is_said (step->text), error, _("It must be said what was shown"));
    case RC_EXERCISE_STATUS_PRODUCED:
      return require (is_held, error, _("It must be said which source or document was produced")) &&
             require (is_said (step->text), error, _("It must be said what was shown"));
    case RC_EXERCISE_STATUS_SAID:
      return require (!is_held, error, _("What is only said rests on no source and no document")) &&
             require (is_said (step->text), error, _("It must be said what was said"));
    case RC_EXERCISE_STATUS_PROMISED:
      return check_promise (self, step, error);
    case RC_EXERCISE_STATUS_COULD_NOT:
      return require (!is_held, error, _("What could not be answered rests on no source and no document"));
    case RC_EXERCISE_STATUS_NOT_ASKED:
    default:
      return refuse (RC_EXERCISE_ERROR_TERMS, error, _("A question that was put has another status than “not asked”"));
    }
}

static gboolean
check_conclusion (const RcExercise      *self,
                  const RcExerciseStep  *step,
                  GError               **error)
{
  guint pending = 0;

  for (guint i = 0; i < self->decisions->len; i++)
    pending += ((const RcExerciseDecision *) g_ptr_array_index (self->decisions, i))->state == RC_EXERCISE_DECISION_PENDING;

  return require (is_said (step->text), error, _("It must be said what is concluded")) &&
         (step->due == NULL || check_day (step->due, error)) &&
         require (pending == 0 || is_said (step->reason), error, _("It must be said why decisions were left unexamined"));
}

static gboolean
check_paper (const RcExerciseStep  *step,
             GError               **error)
{
  if (step->paper_by == NULL && step->paper_on == NULL)
    return TRUE;

  return require (is_said (step->paper_by), error, _("It must be said who recorded it on paper")) &&
         require (is_said (step->paper_on), error, _("It must be said on which day it was recorded on paper")) &&
         check_day (step->paper_on, error);
}

static gboolean
check_terms (const RcExercise      *self,
             const RcExerciseStep  *step,
             GError               **error)
{
  switch (step->kind)
    {
    case RC_EXERCISE_DECISION_ADDED:
      return check_new_event (self, step, error) &&
             require (step->origin != RC_EXERCISE_ORIGIN_REPLACEMENT, error, _("Nothing is replaced before the exercise is opened"));
    case RC_EXERCISE_OPENED:
      return require (self->decisions->len > 0, error, _("There is no decision to examine: draw or name some first"));
    case RC_EXERCISE_DECISION_STARTED:
      return check_decision_started (self, step, error);
    case RC_EXERCISE_ASKED:
      return check_new_question (self, step, error) && check_role (self, step->role, error);
    case RC_EXERCISE_SKIPPED:
      return check_new_question (self, step, error) && require (is_said (step->reason), error, _("It must be said why it is left out"));
    case RC_EXERCISE_PAUSED:
    case RC_EXERCISE_RESUMED:
    case RC_EXERCISE_READ_BACK:
    case RC_EXERCISE_LOCKED:
      return check_open_question (self, step, error);
    case RC_EXERCISE_PASSED_ON:
      return check_open_question (self, step, error) &&
             require (is_said (step->role), error, _("It must be said to which role it is passed on")) &&
             check_role (self, step->role, error);
    case RC_EXERCISE_ANSWERED:
      return check_open_question (self, step, error) && check_answer (self, step, error);
    case RC_EXERCISE_REVEALED:
      return check_locked_question (self, step, error);
    case RC_EXERCISE_CORRECTED:
      return check_locked_question (self, step, error) && require (is_said (step->text), error, _("It must be said what is corrected"));
    case RC_EXERCISE_CARD_PLAYED:
      return require (is_said (step->card), error, _("It must be said which surprise card is played")) &&
             require (is_said (step->text), error, _("A surprise card needs a text"));
    case RC_EXERCISE_CARD_ANSWERED:
      return check_answer (self, step, error);
    case RC_EXERCISE_ATTACHED:
      return require (step->source != 0, error, _("It must be said which source or document came in"));
    case RC_EXERCISE_PROMISED:
      return check_promise (self, step, error) && require (is_said (step->text), error, _("It must be said what is promised"));
    case RC_EXERCISE_NOTED:
      return require (is_said (step->text), error, _("A note needs a text"));
    case RC_EXERCISE_REPLACED:
      return require (self->setup->replacement != NULL, error,
                      _("No rule of replacement was written beforehand: a decision can only be said not to be examinable")) &&
             require (is_said (step->reason), error, _("It must be said why the decision is replaced")) &&
             check_taken_out (self, step, error) && check_new_event (self, step, error);
    case RC_EXERCISE_NOT_EXAMINABLE:
      return require (is_said (step->reason), error, _("It must be said why the decision cannot be examined")) &&
             check_taken_out (self, step, error);
    case RC_EXERCISE_DECISION_CLOSED:
      return TRUE;
    case RC_EXERCISE_CONCLUDED:
      return check_conclusion (self, step, error);
    case RC_N_EXERCISE_STEPS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

gboolean
rc_exercise_allows (const RcExercise    *self,
                    RcExerciseStepKind   kind,
                    GError             **error)
{
  const RcExerciseStep step = { .kind = kind };

  g_return_val_if_fail (kind < RC_N_EXERCISE_STEPS, FALSE);

  return check_state (self, &step, error);
}

gboolean
rc_exercise_rules_check (const RcExercise      *self,
                         const RcExerciseStep  *step,
                         GError               **error)
{
  g_return_val_if_fail (step->kind < RC_N_EXERCISE_STEPS, FALSE);

  return check_state (self, step, error) && check_terms (self, step, error) && check_paper (step, error);
}
