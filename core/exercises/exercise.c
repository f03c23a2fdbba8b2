/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exercises/exercise.h"

#include <string.h>

#include "core/exercises/exercise-clock.h"
#include "core/exercises/exercise-rules.h"
#include "core/exercises/exercise-signature.h"
#include "core/registers/register.h"
#include "core/timestamp.h"
#include "core/words.h"

G_DEFINE_QUARK (rc-exercise-error-quark, rc_exercise_error)

#define CHUNK_BYTES 4096
#define MAX_FAULTS 20u

static void
turn_free (RcExerciseTurn *turn)
{
  if (turn == NULL)
    return;

  g_array_unref (turn->answers);
  g_array_unref (turn->corrections);
  g_array_unref (turn->spans);
  g_free (turn);
}

static void
free_decisions (RcExercise *self)
{
  for (guint i = 0; i < self->decisions->len; i++)
    {
      RcExerciseDecision *decision = g_ptr_array_index (self->decisions, i);

      for (guint j = 0; decision->turns != NULL && j < self->setup->pack->questions->len; j++)
        turn_free (decision->turns[j]);
      g_free (decision->turns);
      g_free (decision);
    }
  g_ptr_array_unref (self->decisions);
}

void
rc_exercise_free (RcExercise *self)
{
  if (self == NULL)
    return;

  free_decisions (self);
  g_clear_pointer (&self->setup, rc_exercise_setup_free);
  g_array_unref (self->cards);
  g_array_unref (self->promises);
  g_array_unref (self->attachments);
  g_array_unref (self->notes);
  g_ptr_array_unref (self->faults);
  if (self->conclusion != NULL)
    g_free (self->conclusion->signed_by);
  g_free (self->conclusion);
  g_string_chunk_free (self->texts);
  g_clear_object (&self->case_file);
  g_free (self);
}

/* --- Reading it from its entries --- */

static void
take_items (RcExercise *self)
{
  for (guint i = 0; i < self->setup->items->len; i++)
    {
      const RcExerciseItem *item = g_ptr_array_index (self->setup->items, i);
      RcExerciseDecision *decision = g_new0 (RcExerciseDecision, 1);

      decision->number = i + 1;
      decision->event = item->event;
      decision->handle = item->handle != NULL ? item->handle : item->event;
      decision->product = item->product;
      decision->time_us = item->time_us;
      decision->origin = item->origin;
      decision->draw = item->draw;
      g_ptr_array_add (self->decisions, decision);
    }
}

static RcExercise *
exercise_new (RcCase         *case_file,
              const RcEntry  *first,
              GError        **error)
{
  RcExerciseSetup *setup = rc_exercise_setup_from_entry (first, error);
  RcExercise *self;

  if (setup == NULL)
    return NULL;

  self = g_new0 (RcExercise, 1);
  self->case_file = g_object_ref (case_file);
  self->setup = setup;
  self->entry = first->id;
  self->number = first->number;
  self->planned_us = first->added_us;
  self->last_us = first->added_us;
  self->texts = g_string_chunk_new (CHUNK_BYTES);
  self->by = g_string_chunk_insert_const (self->texts, first->by);
  self->decisions = g_ptr_array_new ();
  self->cards = g_array_new (FALSE, FALSE, sizeof (RcExercisePlayedCard));
  self->promises = g_array_new (FALSE, FALSE, sizeof (RcExercisePromise));
  self->attachments = g_array_new (FALSE, FALSE, sizeof (RcExerciseAttachment));
  self->notes = g_array_new (FALSE, FALSE, sizeof (RcExerciseNote));
  self->faults = g_ptr_array_new_with_free_func (g_free);
  take_items (self);
  return self;
}

static gboolean
is_as_written (const RcEntry *entry)
{
  RcDigest digest;

  rc_digest_compute (entry->body, strlen (entry->body), &digest);
  return rc_digest_equal (&digest, &entry->sha256);
}

static void
note_fault (RcExercise    *self,
            const RcEntry *entry,
            const char    *why)
{
  if (self->faults->len < MAX_FAULTS)
    g_ptr_array_add (self->faults,
                     g_strdup_printf (_("Act %1$lld of exercise %2$lld is left out: %3$s"), (long long) entry->number,
                                      (long long) self->number, why));
}

/* A clock that was put back between two acts does not turn their order. */
static void
replay (RcExercise    *self,
        const RcEntry *entry)
{
  RcExerciseStepOrigin origin = { .entry = entry->id, .by = g_string_chunk_insert_const (self->texts, entry->by) };
  g_autoptr (GError) error = NULL;
  RcExerciseStep step;

  if (rc_entry_is_withheld (entry))
    {
      self->n_withheld++;
      return;
    }
  if (!is_as_written (entry))
    return note_fault (self, entry, _("it was edited outside the program"));
  if (!rc_exercise_step_from_entry (entry, self->texts, &step))
    return note_fault (self, entry, _("this version of the program does not know it"));

  step.at_us = MAX (step.at_us, self->last_us);
  if (!rc_exercise_rules_check (self, &step, &error))
    return note_fault (self, entry, error->message);
  rc_exercise_rules_apply (self, &step, &origin);
}

static RcExercise *
from_thread (RcCase               *case_file,
             const RcEntryThread  *thread,
             GError              **error)
{
  g_autoptr (RcExercise) self = exercise_new (case_file, thread->first, error);

  if (self == NULL)
    return NULL;

  if (!is_as_written (thread->first))
    note_fault (self, thread->first, _("it was edited outside the program"));
  for (guint i = 0; i < thread->additions->len; i++)
    replay (self, g_ptr_array_index (thread->additions, i));
  if (!rc_exercise_clock_restore (self, error) || !rc_exercise_find_signature (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * rc_exercise_load:
 * @number: of the exercise
 *
 * As it stands now, out of its entries. Where the program ended while a question was open, the question is open still and its clock
 * stands.
 *
 * Returns: (transfer full): the exercise; %NULL with %RC_ENTRY_ERROR_NOT_FOUND, or %RC_EXERCISE_ERROR_EDITED where its set-up cannot be
 *   read. Acts that cannot be read are told in @faults
 */
RcExercise *
rc_exercise_load (RcCase  *case_file,
                  gint64   number,
                  GError **error)
{
  g_autoptr (RcEntryThread) thread = rc_entry_thread_find (case_file, RC_ENTRY_EXERCISE, number, error);

  return thread != NULL ? from_thread (case_file, thread, error) : NULL;
}

/**
 * rc_exercise_list:
 *
 * Returns: (element-type RcExercise) (transfer full): all exercises of the case by their numbers, without those whose set-up cannot be
 *   read; %NULL on error
 */
GPtrArray *
rc_exercise_list (RcCase  *case_file,
                  GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exercise_free);
  g_autoptr (GPtrArray) threads = rc_entry_thread_list (case_file, RC_ENTRY_EXERCISE, error);

  if (threads == NULL)
    return NULL;

  for (guint i = 0; i < threads->len; i++)
    {
      g_autoptr (GError) local_error = NULL;
      RcExercise *exercise = from_thread (case_file, g_ptr_array_index (threads, i), &local_error);

      if (exercise != NULL)
        g_ptr_array_add (list, exercise);
      else if (!g_error_matches (local_error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_EDITED))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }
  return g_steal_pointer (&list);
}

/* --- Looking at it --- */

static const struct
{
  const char *name;
  const char *words;
} states[] = {
  [RC_EXERCISE_PLANNED] = { "planned", N_("planned, not opened yet") },
  [RC_EXERCISE_OPEN] = { "open", N_("open, between two decisions") },
  [RC_EXERCISE_IN_DECISION] = { "in-decision", N_("a decision is begun") },
  [RC_EXERCISE_QUESTION] = { "question", N_("a question is open, its clock runs") },
  [RC_EXERCISE_HALTED] = { "halted", N_("a question is open, its clock is stopped") },
  [RC_EXERCISE_GIVEN] = { "answered", N_("an answer was given, and not read back yet") },
  [RC_EXERCISE_CONFIRMED] = { "read-back", N_("an answer was read back, and not locked yet") },
  [RC_EXERCISE_FIXED] = { "locked", N_("the answer is locked") },
  [RC_EXERCISE_SHOWN] = { "revealed", N_("the record's answer is revealed") },
  [RC_EXERCISE_SURPRISE] = { "surprise", N_("a surprise card waits for its answer") },
  [RC_EXERCISE_FINISHED] = { "concluded", N_("concluded") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (states) == RC_N_EXERCISE_STATES);

const char *
rc_exercise_state_to_name (RcExerciseState state)
{
  g_return_val_if_fail (state < RC_N_EXERCISE_STATES, NULL);

  return states[state].name;
}

const char *
rc_exercise_state_words (RcExerciseState state)
{
  g_return_val_if_fail (state < RC_N_EXERCISE_STATES, NULL);

  return _(states[state].words);
}

const char *
rc_exercise_decision_state_to_name (RcExerciseDecisionState state)
{
  static const char * const names[] = { "pending", "begun", "closed", "replaced", "not-examinable" };

  g_return_val_if_fail (state < G_N_ELEMENTS (names), NULL);
  return names[state];
}

const char *
rc_exercise_decision_state_words (RcExerciseDecisionState state)
{
  static const char * const words[] = {
    N_("not examined yet"), N_("begun"), N_("examined"), N_("replaced, and counted"), N_("cannot be examined: a deviation"),
  };

  g_return_val_if_fail (state < G_N_ELEMENTS (words), NULL);
  return _(words[state]);
}

RcExerciseDecision *
rc_exercise_find_decision (const RcExercise *self,
                           guint             number)
{
  if (number == 0)
    return self->decision;
  return number <= self->decisions->len ? g_ptr_array_index (self->decisions, number - 1) : NULL;
}

const RcExerciseTurn *
rc_exercise_find_turn (const RcExercise *self,
                       guint             decision,
                       const char       *question)
{
  static const RcExerciseTurn none = { .state = RC_EXERCISE_TURN_NOT_ASKED };
  const RcExerciseTurn *turn = rc_exercise_rules_turn (self, decision, question != NULL ? question : self->question);

  return turn != NULL ? turn : &none;
}

const RcExerciseAnswer *
rc_exercise_turn_answer (const RcExerciseTurn *turn)
{
  return turn->answers != NULL && turn->answers->len > 0
           ? &g_array_index (turn->answers, RcExerciseAnswer, turn->answers->len - 1) : NULL;
}

static char *
word_promise (const RcExerciseAnswer *answer)
{
  const char *role = rc_exercise_role_words (answer->role);
  g_autofree char *request = answer->request != 0 ? rc_register_dup_number (RC_ENTRY_REQUEST, answer->request) : NULL;

  if (request != NULL)
    return g_strdup_printf (_("promised by %1$s until %2$s (%3$s)"), role, answer->due, request);
  return g_strdup_printf (_("promised by %1$s until %2$s"), role, answer->due);
}

char *
rc_exercise_answer_words (const RcExerciseAnswer *self)
{
  if (self->status == RC_EXERCISE_STATUS_PROMISED)
    return word_promise (self);
  if (self->status == RC_EXERCISE_STATUS_PRODUCED && self->elapsed_us != RC_EXERCISE_TIME_UNKNOWN)
    {
      g_autofree char *elapsed = rc_exercise_time_words (self->elapsed_us);

      return g_strdup_printf (_("produced during the session, after %s"), elapsed);
    }
  return g_strdup (rc_exercise_status_words (self->status));
}

RcExerciseStatus
rc_exercise_turn_status (const RcExerciseTurn *turn)
{
  return turn->state == RC_EXERCISE_TURN_LOCKED ? rc_exercise_turn_answer (turn)->status : RC_EXERCISE_STATUS_NOT_ASKED;
}

gint64
rc_exercise_decision_time (const RcExercise         *self,
                           const RcExerciseDecision *decision,
                           gboolean                 *out_unknown)
{
  gint64 sum = 0;

  if (out_unknown != NULL)
    *out_unknown = FALSE;
  for (guint i = 0; decision->turns != NULL && i < self->setup->pack->questions->len; i++)
    {
      const RcExerciseTurn *turn = decision->turns[i];

      if (turn != NULL && turn->elapsed_us != RC_EXERCISE_TIME_UNKNOWN)
        sum += turn->elapsed_us;
      else if (turn != NULL && out_unknown != NULL)
        *out_unknown = TRUE;
    }

  return sum;
}
