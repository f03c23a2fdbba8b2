/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exercises/exercise-room.h"

#include "core/date-words.h"
#include "core/display-text.h"
#include "core/exercises/exercise-paper.h"
#include "core/timestamp.h"
#include "core/words.h"

#define MINUTE_US (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)

static void
promise_free (gpointer data)
{
  RcExerciseRoomPromise *promise = data;

  g_free (promise->text);
  g_free (promise->role);
  g_free (promise->due);
  g_free (promise);
}

void
rc_exercise_room_free (RcExerciseRoom *self)
{
  if (self == NULL)
    return;

  g_free (self->purpose);
  g_ptr_array_unref (self->notices);
  g_ptr_array_unref (self->draws);
  g_ptr_array_unref (self->roles);
  g_free (self->handle);
  g_free (self->date);
  g_free (self->product);
  g_free (self->question);
  g_free (self->role);
  g_free (self->clock_words);
  g_free (self->status);
  g_free (self->answer);
  g_free (self->record_answer);
  g_free (self->standing);
  g_free (self->comparison);
  g_free (self->card_title);
  g_free (self->card_text);
  g_ptr_array_unref (self->promises);
  g_free (self->summary);
  g_clear_pointer (&self->matrix, rc_exercise_matrix_free);
  g_free (self);
}

/* Typed texts and those of records alike: nothing in them may steer what is shown. (nullable) */
static char *
show (const char *text)
{
  return text != NULL ? rc_display_text (text, -1, 0) : NULL;
}

/* The same over several lines, as people type. (nullable) */
static char *
show_lines (const char *text)
{
  return text != NULL ? rc_display_words (text) : NULL;
}

/* --- The opening --- */

static char *
word_draw (const RcExerciseDrawn *drawn,
           guint                  position,
           guint                  of)
{
  if (drawn->is_discarded)
    return g_strdup_printf (_("Draw %1$u of %2$u: %3$u decisions, discarded, and counted."), position, of, drawn->decisions);
  if (drawn->is_used)
    return g_strdup_printf (_("Draw %1$u of %2$u: %3$u decisions, used for this exercise."), position, of, drawn->decisions);
  return g_strdup_printf (_("Draw %1$u of %2$u: %3$u decisions, not used for this exercise."), position, of, drawn->decisions);
}

static void
tell_draws (RcExerciseRoom   *self,
            const RcExercise *exercise)
{
  const GArray *draws = exercise->setup->draws;

  for (guint i = 0; i < draws->len; i++)
    {
      const RcExerciseDrawn *drawn = &g_array_index (draws, RcExerciseDrawn, i);
      g_autofree char *seed = show (drawn->seed);
      g_autofree char *words = word_draw (drawn, i + 1, draws->len);

      /* Translators: a sentence, and what the room said. */
      g_ptr_array_add (self->draws, seed != NULL ? g_strdup_printf (_("%1$s Seed: “%2$s”."), words, seed) : g_steal_pointer (&words));
    }
}

/* --- The decision and its question --- */

static void
tell_decision (RcExerciseRoom           *self,
               const RcExerciseDecision *decision,
               const char               *zone)
{
  self->position = decision->number;
  self->handle = show (decision->handle);
  self->product = show (decision->product);
  self->date = decision->time_us != RC_TIME_NONE ? rc_date_words_day (decision->time_us, zone) : NULL;
}

static void
tell_promises (RcExerciseRoom   *self,
               const RcExercise *exercise,
               guint             decision)
{
  for (guint i = 0; i < exercise->promises->len; i++)
    {
      const RcExercisePromise *of = &g_array_index (exercise->promises, RcExercisePromise, i);
      RcExerciseRoomPromise *promise;

      if (of->decision != decision)
        continue;
      promise = g_new0 (RcExerciseRoomPromise, 1);
      promise->text = show_lines (of->text);
      promise->role = rc_display_words (rc_exercise_role_words (of->role));
      promise->due = g_strdup (of->due);
      g_ptr_array_add (self->promises, promise);
    }
}

static void
tell_answer (RcExerciseRoom       *self,
             const RcExerciseTurn *turn)
{
  const RcExerciseAnswer *answer = rc_exercise_turn_answer (turn);

  if (answer == NULL)
    return;
  self->status = rc_exercise_answer_words (answer);
  self->answer_status = answer->status;
  self->answer = show_lines (answer->text);
  self->is_locked = turn->state == RC_EXERCISE_TURN_LOCKED;
}

static void
tell_record (RcExerciseRoom       *self,
             const RcExerciseTurn *turn)
{
  self->record_answer = show (turn->record_answer);
  if (rc_standing_from_code (turn->standing, &self->how_known))
    self->standing = g_strdup (rc_standing_sentence (self->how_known));
  self->compared = turn->comparison;
  self->comparison = g_strdup (rc_exercise_comparison_words (turn->comparison));
}

static void
tell_question (RcExerciseRoom   *self,
               const RcExercise *exercise,
               gint64            now_us)
{
  const RcExerciseQuestion *question;
  const RcExerciseTurn *turn;
  guint index = 0;

  question = exercise->question != NULL ? rc_exercise_pack_question (exercise->setup->pack, exercise->question, &index) : NULL;
  if (question == NULL)
    return;

  turn = rc_exercise_find_turn (exercise, 0, NULL);
  self->question = rc_display_words (rc_exercise_question_words (question));
  self->question_position = index + 1;
  if (turn->role != NULL)
    self->role = rc_display_words (rc_exercise_role_words (turn->role));
  rc_exercise_read_clock (exercise, now_us, &self->clock);
  tell_answer (self, turn);
  if (turn->revealed_us != 0)
    tell_record (self, turn);
}

/* The time of a question that runs is not yet in that of its decision. */
static void
tell_time (RcExerciseRoom           *self,
           const RcExercise         *exercise,
           const RcExerciseDecision *decision)
{
  self->decision_elapsed_us = rc_exercise_decision_time (exercise, decision, NULL);
  if (self->clock.is_running)
    self->decision_elapsed_us += self->clock.elapsed_us - MAX (rc_exercise_find_turn (exercise, 0, NULL)->elapsed_us, 0);
  self->is_over = self->minutes != 0 && self->decision_elapsed_us > self->minutes * MINUTE_US;
}

/* --- Between two decisions --- */

static const RcExerciseDecision *
find_last_closed (const RcExercise *exercise)
{
  const RcExerciseDecision *last = NULL;

  for (guint i = 0; i < exercise->decisions->len; i++)
    {
      const RcExerciseDecision *decision = g_ptr_array_index (exercise->decisions, i);

      if (decision->state == RC_EXERCISE_DECISION_DONE && (last == NULL || decision->closed_us >= last->closed_us))
        last = decision;
    }
  return last;
}

static void
tell_last (RcExerciseRoom   *self,
           const RcExercise *exercise,
           const char       *zone)
{
  const RcExerciseDecision *last = find_last_closed (exercise);
  guint shown = 0;

  if (last == NULL)
    return;

  tell_decision (self, last, zone);
  tell_promises (self, exercise, last->number);
  for (guint i = 0; i < self->n_questions; i++)
    shown += last->turns[i] != NULL && rc_exercise_status_is_shown (rc_exercise_turn_status (last->turns[i]));
  self->summary = g_strdup_printf (_("%1$u of %2$u answers shown from records or documents."), shown, self->n_questions);
  self->decision_elapsed_us = rc_exercise_decision_time (exercise, last, NULL);
  self->is_over = self->minutes != 0 && self->decision_elapsed_us > self->minutes * MINUTE_US;
}

static RcExerciseScreen
choose_screen (const RcExercise *exercise)
{
  switch (exercise->state)
    {
    case RC_EXERCISE_PLANNED:
      return RC_EXERCISE_SCREEN_WELCOME;
    case RC_EXERCISE_OPEN:
      return RC_EXERCISE_SCREEN_PROGRESS;
    case RC_EXERCISE_QUESTION:
    case RC_EXERCISE_HALTED:
      return RC_EXERCISE_SCREEN_QUESTION;
    case RC_EXERCISE_GIVEN:
    case RC_EXERCISE_CONFIRMED:
    case RC_EXERCISE_FIXED:
      return RC_EXERCISE_SCREEN_READ_BACK;
    case RC_EXERCISE_SHOWN:
      return RC_EXERCISE_SCREEN_REVEAL;
    case RC_EXERCISE_SURPRISE:
      return RC_EXERCISE_SCREEN_SURPRISE;
    case RC_EXERCISE_FINISHED:
      return RC_EXERCISE_SCREEN_WRAP_UP;
    case RC_EXERCISE_IN_DECISION:
    case RC_N_EXERCISE_STATES:
    default:
      return RC_EXERCISE_SCREEN_CARD;
    }
}

static RcExerciseRoom *
room_new (const RcExercise *exercise)
{
  RcExerciseRoom *self = g_new0 (RcExerciseRoom, 1);

  self->screen = choose_screen (exercise);
  self->purpose = show (exercise->setup->purpose);
  self->notices = rc_exercise_notices (exercise);
  self->draws = g_ptr_array_new_with_free_func (g_free);
  self->roles = g_ptr_array_new_with_free_func (g_free);
  self->promises = g_ptr_array_new_with_free_func (promise_free);
  self->minutes = exercise->setup->minutes;
  self->n_decisions = exercise->decisions->len;
  self->n_questions = exercise->setup->pack->questions->len;
  for (guint i = 0; i < exercise->setup->roles->len; i++)
    g_ptr_array_add (self->roles, rc_display_words (rc_exercise_role_words (g_ptr_array_index (exercise->setup->roles, i))));
  for (guint i = 0; i < exercise->decisions->len; i++)
    self->examined += ((const RcExerciseDecision *) g_ptr_array_index (exercise->decisions, i))->state == RC_EXERCISE_DECISION_DONE;
  return self;
}

RcExerciseRoom *
rc_exercise_room_view (const RcExercise *exercise,
                       gint64            now_us,
                       const char       *zone)
{
  RcExerciseRoom *self = room_new (exercise);

  if (exercise->decision != NULL)
    {
      tell_decision (self, exercise->decision, zone);
      tell_question (self, exercise, now_us);
      tell_promises (self, exercise, exercise->decision->number);
      tell_time (self, exercise, exercise->decision);
    }
  else if (self->screen == RC_EXERCISE_SCREEN_PROGRESS)
    {
      tell_last (self, exercise, zone);
    }
  if (self->screen == RC_EXERCISE_SCREEN_WELCOME)
    tell_draws (self, exercise);
  if (self->screen == RC_EXERCISE_SCREEN_SURPRISE)
    {
      const RcExercisePlayedCard *card = &g_array_index (exercise->cards, RcExercisePlayedCard, exercise->cards->len - 1);

      self->card_title = show (card->title);
      self->card_text = show_lines (card->text);
    }
  if (self->screen == RC_EXERCISE_SCREEN_WRAP_UP)
    self->matrix = rc_exercise_matrix_new (exercise);
  self->clock_words = rc_exercise_clock_words (&self->clock);
  return self;
}
