/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exercises/exercise-rules.h"

#include "core/timestamp.h"

/* What a step makes of an exercise. Nothing is ever taken back: each step adds, and moves the state on. */

RcExerciseTurn *
rc_exercise_rules_turn (const RcExercise *self,
                        guint             decision,
                        const char       *question)
{
  const RcExerciseDecision *of = rc_exercise_find_decision (self, decision);
  guint index;

  if (of == NULL || of->turns == NULL || question == NULL ||
      rc_exercise_pack_question (self->setup->pack, question, &index) == NULL)
    return NULL;
  return of->turns[index];
}

static RcExerciseTurn *
begin_turn (RcExercise           *self,
            const RcExerciseStep *step)
{
  RcExerciseTurn *turn = g_new0 (RcExerciseTurn, 1);
  const RcExerciseQuestion *question;
  guint index = 0;

  question = rc_exercise_pack_question (self->setup->pack, step->question, &index);
  turn->state = RC_EXERCISE_TURN_OPEN;
  turn->role = step->role != NULL ? step->role : question->role;
  turn->asked_us = step->at_us;
  turn->answers = g_array_new (FALSE, FALSE, sizeof (RcExerciseAnswer));
  turn->corrections = g_array_new (FALSE, FALSE, sizeof (RcExerciseRemark));
  turn->spans = g_array_new (FALSE, FALSE, sizeof (RcExerciseSpan));
  self->decision->turns[index] = turn;
  self->question = question->id;
  return turn;
}

/* The part of the time that no role was charged with yet goes to the one that has the question. */
static void
end_span (RcExerciseTurn *turn)
{
  RcExerciseSpan span = { .role = turn->role, .elapsed_us = turn->elapsed_us };

  if (turn->elapsed_us == RC_EXERCISE_TIME_UNKNOWN)
    return;
  for (guint i = 0; i < turn->spans->len; i++)
    span.elapsed_us -= g_array_index (turn->spans, RcExerciseSpan, i).elapsed_us;
  span.elapsed_us = MAX (span.elapsed_us, 0);
  g_array_append_val (turn->spans, span);
}

static RcExerciseAnswer
make_answer (const RcExerciseStep       *step,
             const RcExerciseStepOrigin *origin)
{
  return (RcExerciseAnswer) {
    .status = step->status, .text = step->text, .source = step->source, .record = step->record, .page = step->page,
    .request = step->request, .due = step->due, .role = step->role, .elapsed_us = step->elapsed_us,
    .elapsed_is_stated = step->elapsed_is_stated, .at_us = step->at_us, .paper_by = step->paper_by, .paper_on = step->paper_on,
    .entry = origin->entry,
  };
}

static void
add_promise (RcExercise             *self,
             guint                   decision,
             const char             *question,
             const RcExerciseAnswer *answer)
{
  RcExercisePromise promise = {
    .decision = decision, .question = question, .text = answer->text, .role = answer->role, .due = answer->due,
    .request = answer->request, .at_us = answer->at_us, .entry = answer->entry,
  };

  g_array_append_val (self->promises, promise);
}

static guint
number_of (const RcExercise     *self,
           const RcExerciseStep *step)
{
  return step->decision != 0 ? step->decision : self->decision != NULL ? self->decision->number : 0;
}

/* --- Decisions --- */

static RcExerciseDecision *
add_decision (RcExercise           *self,
              const RcExerciseStep *step)
{
  RcExerciseDecision *decision = g_new0 (RcExerciseDecision, 1);

  decision->number = self->decisions->len + 1;
  decision->event = step->event;
  decision->handle = step->handle != NULL ? step->handle : step->event;
  decision->product = step->product;
  decision->time_us = step->time_us != 0 ? step->time_us : RC_TIME_NONE;
  decision->origin = step->origin;
  decision->draw = step->draw;
  g_ptr_array_add (self->decisions, decision);
  return decision;
}

static void
leave_decision (RcExercise           *self,
                RcExerciseDecision   *decision,
                const RcExerciseStep *step)
{
  decision->closed_us = step->at_us;
  if (decision != self->decision)
    return;

  self->decision = NULL;
  self->question = NULL;
  self->state = RC_EXERCISE_OPEN;
}

static void
apply_taken_out (RcExercise           *self,
                 const RcExerciseStep *step)
{
  RcExerciseDecision *decision = rc_exercise_find_decision (self, step->decision);

  decision->reason = step->reason;
  decision->rule = step->rule;
  if (step->kind == RC_EXERCISE_REPLACED)
    {
      RcExerciseDecision *other = add_decision (self, step);

      other->origin = RC_EXERCISE_ORIGIN_REPLACEMENT;
      other->replaces = decision->number;
      decision->replaced_by = other->number;
    }
  decision->state = step->kind == RC_EXERCISE_REPLACED ? RC_EXERCISE_DECISION_REPLACED : RC_EXERCISE_DECISION_NOT_EXAMINABLE;
  leave_decision (self, decision, step);
}

static void
apply_decision (RcExercise           *self,
                const RcExerciseStep *step)
{
  switch (step->kind)
    {
    case RC_EXERCISE_DECISION_ADDED:
      add_decision (self, step);
      break;
    case RC_EXERCISE_DECISION_STARTED:
      self->decision = rc_exercise_find_decision (self, step->decision);
      self->decision->state = RC_EXERCISE_DECISION_BEGUN;
      self->decision->started_us = step->at_us;
      self->decision->turns = g_new0 (RcExerciseTurn *, self->setup->pack->questions->len);
      self->question = NULL;
      self->state = RC_EXERCISE_IN_DECISION;
      break;
    case RC_EXERCISE_DECISION_CLOSED:
      self->decision->state = RC_EXERCISE_DECISION_DONE;
      leave_decision (self, self->decision, step);
      break;
    default:
      apply_taken_out (self, step);
    }
}

/* --- Questions --- */

static void
stop_clock (RcExercise *self)
{
  self->running_since_us = 0;
  self->stopped_us = 0;
}

static void
apply_asked (RcExercise           *self,
             const RcExerciseStep *step)
{
  begin_turn (self, step);
  stop_clock (self);
  /* On paper the time was taken by hand. */
  if (step->paper_by == NULL)
    self->running_since_us = step->at_us;
  self->state = step->paper_by == NULL ? RC_EXERCISE_QUESTION : RC_EXERCISE_HALTED;
}

static void
apply_resumed (RcExercise           *self,
               const RcExerciseStep *step,
               RcExerciseTurn       *turn)
{
  turn->elapsed_us = step->elapsed_us;
  turn->state = RC_EXERCISE_TURN_OPEN;
  if (step->interrupted_us > 0)
    {
      turn->interruptions++;
      turn->interrupted_us += step->interrupted_us;
    }
  self->stopped_us = 0;
  self->running_since_us = step->at_us;
  self->state = RC_EXERCISE_QUESTION;
}

static void
apply_passed_on (RcExercise           *self,
                 const RcExerciseStep *step,
                 RcExerciseTurn       *turn)
{
  turn->elapsed_us = step->elapsed_us;
  end_span (turn);
  turn->role = step->role;
  if (self->running_since_us != 0)
    self->running_since_us = step->at_us;
}

static void
apply_skipped (RcExercise           *self,
               const RcExerciseStep *step,
               RcExerciseTurn       *turn)
{
  if (turn == NULL)
    turn = begin_turn (self, step);
  else
    turn->elapsed_us = step->elapsed_us;
  turn->state = RC_EXERCISE_TURN_SKIPPED;
  turn->skipped_for = step->reason;
  stop_clock (self);
  self->state = RC_EXERCISE_IN_DECISION;
}

static void
apply_answered (RcExercise                 *self,
                const RcExerciseStep       *step,
                const RcExerciseStepOrigin *origin,
                RcExerciseTurn             *turn)
{
  RcExerciseAnswer answer = make_answer (step, origin);

  g_array_append_val (turn->answers, answer);
  turn->elapsed_us = step->elapsed_us;
  turn->state = RC_EXERCISE_TURN_ANSWERED;
  stop_clock (self);
  self->state = RC_EXERCISE_GIVEN;
}

/* A promise binds when the answer does. */
static void
apply_locked (RcExercise           *self,
              const RcExerciseStep *step,
              RcExerciseTurn       *turn)
{
  const RcExerciseAnswer *answer = rc_exercise_turn_answer (turn);

  end_span (turn);
  turn->state = RC_EXERCISE_TURN_LOCKED;
  turn->locked_us = step->at_us;
  if (answer->status == RC_EXERCISE_STATUS_PROMISED)
    add_promise (self, self->decision->number, self->question, answer);
  self->state = RC_EXERCISE_FIXED;
}

static void
apply_revealed (RcExercise           *self,
                const RcExerciseStep *step,
                RcExerciseTurn       *turn)
{
  turn->revealed_us = step->at_us;
  turn->record_answer = step->record_answer;
  turn->standing = step->standing;
  turn->comparison = step->comparison;
  turn->proposed = step->proposed;
  if (step->question != NULL)
    self->question = rc_exercise_pack_question (self->setup->pack, step->question, NULL)->id;
  self->state = RC_EXERCISE_SHOWN;
}

static void
apply_corrected (const RcExerciseStep       *step,
                 const RcExerciseStepOrigin *origin,
                 RcExerciseTurn             *turn)
{
  RcExerciseRemark remark = { .text = step->text, .at_us = step->at_us, .by = origin->by, .entry = origin->entry };

  g_array_append_val (turn->corrections, remark);
}

static void
apply_question (RcExercise                 *self,
                const RcExerciseStep       *step,
                const RcExerciseStepOrigin *origin)
{
  RcExerciseTurn *turn = rc_exercise_rules_turn (self, step->decision, step->question != NULL ? step->question : self->question);

  switch (step->kind)
    {
    case RC_EXERCISE_ASKED:
      apply_asked (self, step);
      break;
    case RC_EXERCISE_PAUSED:
      turn->elapsed_us = step->elapsed_us;
      turn->pauses++;
      stop_clock (self);
      self->state = RC_EXERCISE_HALTED;
      break;
    case RC_EXERCISE_RESUMED:
      apply_resumed (self, step, turn);
      break;
    case RC_EXERCISE_PASSED_ON:
      apply_passed_on (self, step, turn);
      break;
    case RC_EXERCISE_SKIPPED:
      apply_skipped (self, step, turn);
      break;
    case RC_EXERCISE_ANSWERED:
      apply_answered (self, step, origin, turn);
      break;
    case RC_EXERCISE_READ_BACK:
      turn->state = RC_EXERCISE_TURN_READ_BACK;
      self->state = RC_EXERCISE_CONFIRMED;
      break;
    case RC_EXERCISE_LOCKED:
      apply_locked (self, step, turn);
      break;
    case RC_EXERCISE_REVEALED:
      apply_revealed (self, step, turn);
      break;
    default:
      apply_corrected (step, origin, turn);
    }
}

/* --- Beside the questions --- */

static void
apply_card (RcExercise                 *self,
            const RcExerciseStep       *step,
            const RcExerciseStepOrigin *origin)
{
  RcExercisePlayedCard card = {
    .id = step->card, .title = step->title, .text = step->text, .decision = number_of (self, step), .played_us = step->at_us,
  };
  RcExercisePlayedCard *last;

  if (step->kind == RC_EXERCISE_CARD_PLAYED)
    {
      g_array_append_val (self->cards, card);
      self->state = RC_EXERCISE_SURPRISE;
      return;
    }

  last = &g_array_index (self->cards, RcExercisePlayedCard, self->cards->len - 1);
  last->is_answered = TRUE;
  last->answer = make_answer (step, origin);
  if (step->status == RC_EXERCISE_STATUS_PROMISED)
    add_promise (self, last->decision, NULL, &last->answer);
  self->state = self->decision != NULL ? RC_EXERCISE_IN_DECISION : RC_EXERCISE_OPEN;
}

static void
apply_attached (RcExercise                 *self,
                const RcExerciseStep       *step,
                const RcExerciseStepOrigin *origin)
{
  RcExerciseAttachment attachment = {
    .decision = number_of (self, step), .question = step->question, .source = step->source, .text = step->text,
    .elapsed_us = step->elapsed_us, .at_us = step->at_us, .entry = origin->entry,
  };

  g_array_append_val (self->attachments, attachment);
}

static void
apply_noted (RcExercise                 *self,
             const RcExerciseStep       *step,
             const RcExerciseStepOrigin *origin)
{
  RcExerciseNote note = {
    .decision = number_of (self, step), .question = step->question, .text = step->text, .is_private = step->is_private,
    .by = origin->by, .at_us = step->at_us, .entry = origin->entry,
  };

  g_array_append_val (self->notes, note);
}

static void
apply_concluded (RcExercise                 *self,
                 const RcExerciseStep       *step,
                 const RcExerciseStepOrigin *origin)
{
  self->conclusion = g_new0 (RcExerciseConclusion, 1);
  self->conclusion->text = step->text;
  self->conclusion->reason = step->reason;
  self->conclusion->follow_up = step->due;
  self->conclusion->at_us = step->at_us;
  self->conclusion->by = origin->by;
  self->conclusion->entry = origin->entry;
  self->state = RC_EXERCISE_FINISHED;
}

static void
apply_beside (RcExercise                 *self,
              const RcExerciseStep       *step,
              const RcExerciseStepOrigin *origin)
{
  const RcExerciseAnswer promise = make_answer (step, origin);

  switch (step->kind)
    {
    case RC_EXERCISE_OPENED:
      self->opened_us = step->at_us;
      self->present = step->present;
      self->opened_on_paper = step->paper_by;
      self->state = RC_EXERCISE_OPEN;
      break;
    case RC_EXERCISE_CARD_PLAYED:
    case RC_EXERCISE_CARD_ANSWERED:
      apply_card (self, step, origin);
      break;
    case RC_EXERCISE_ATTACHED:
      apply_attached (self, step, origin);
      break;
    case RC_EXERCISE_PROMISED:
      add_promise (self, number_of (self, step), step->question, &promise);
      break;
    case RC_EXERCISE_NOTED:
      apply_noted (self, step, origin);
      break;
    default:
      apply_concluded (self, step, origin);
    }
}

void
rc_exercise_rules_apply (RcExercise                 *self,
                         const RcExerciseStep       *step,
                         const RcExerciseStepOrigin *origin)
{
  self->last_us = step->at_us;
  switch (step->kind)
    {
    case RC_EXERCISE_DECISION_ADDED:
    case RC_EXERCISE_DECISION_STARTED:
    case RC_EXERCISE_REPLACED:
    case RC_EXERCISE_NOT_EXAMINABLE:
    case RC_EXERCISE_DECISION_CLOSED:
      apply_decision (self, step);
      break;
    case RC_EXERCISE_ASKED:
    case RC_EXERCISE_PAUSED:
    case RC_EXERCISE_RESUMED:
    case RC_EXERCISE_PASSED_ON:
    case RC_EXERCISE_SKIPPED:
    case RC_EXERCISE_ANSWERED:
    case RC_EXERCISE_READ_BACK:
    case RC_EXERCISE_LOCKED:
    case RC_EXERCISE_REVEALED:
    case RC_EXERCISE_CORRECTED:
      apply_question (self, step, origin);
      break;
    default:
      apply_beside (self, step, origin);
    }
}
