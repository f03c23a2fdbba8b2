/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exercises/exercise.h"

#include <string.h>

#include "core/exercises/exercise-draw.h"
#include "core/exercises/exercise-rules.h"
#include "core/exercises/exercise-signature.h"
#include "core/registers/paper.h"
#include "core/registers/request.h"
#include "core/source.h"
#include "core/timestamp.h"
#include "core/words.h"

/* Doing things: what a step refers to is looked up, its times are taken, and it is written before it counts. */

/* --- Planning --- */

/* What was drawn stays in, also where its record cannot be found or read any more: then it cannot be examined, which is a deviation. */
static gboolean
resolve_item (RcExerciseItem  *item,
              RcCase          *case_file,
              GError         **error)
{
  g_autoptr (GError) local_error = NULL;

  if (rc_exercise_item_resolve (item, case_file, &local_error))
    return TRUE;
  if (item->draw != 0)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
resolve_items (RcCase                 *case_file,
               const RcExerciseSetup  *setup,
               GError                **error)
{
  for (guint i = 0; i < setup->items->len; i++)
    if (!resolve_item (g_ptr_array_index (setup->items, i), case_file, error))
      return FALSE;

  return TRUE;
}

/**
 * rc_exercise_new:
 * @setup: what is laid down; its decisions are looked up in the case, and what they are called is filled in
 *
 * Returns: the number of the exercise; 0 with @error
 */
gint64
rc_exercise_new (RcCase           *case_file,
                 RcExerciseSetup  *setup,
                 GError          **error)
{
  g_autofree char *body = NULL;
  g_autoptr (RcEntry) entry = NULL;
  RcEntryTerms terms = { .kind = RC_ENTRY_EXERCISE, .act = "exercise new", .by = setup->facilitator };
  gint64 id;

  if (!rc_case_require_writable (case_file, error) || !resolve_items (case_file, setup, error) || !rc_exercise_setup_check (setup, error) ||
      !rc_exercise_setup_check_rehearsal (setup, case_file, error) || !rc_exercise_setup_count_draws (setup, case_file, error))
    return 0;

  body = rc_exercise_setup_to_json (setup);
  terms.body = body;
  id = rc_entry_add (case_file, &terms, error);
  entry = id != 0 ? rc_entry_load (case_file, id, error) : NULL;
  return entry != NULL ? entry->number : 0;
}

/* --- What a step refers to --- */

static gboolean
require_source (RcCase                *case_file,
                const RcExerciseStep  *step,
                GError               **error)
{
  g_autoptr (RcSource) source = NULL;

  if (step->source == 0)
    return TRUE;

  source = rc_source_load (rc_case_get_database (case_file), step->source, NULL);
  if (source == NULL || g_strcmp0 (source->state, "published") != 0)
    {
      g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_NOT_FOUND, _("The case has no source %lld"), (long long) step->source);
      return FALSE;
    }
  if (step->record >= 0 && (guint64) step->record <= source->records)
    return TRUE;

  g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_NOT_FOUND,
               _("Source %1$lld has no record %2$lld"), (long long) step->source, (long long) step->record);
  return FALSE;
}

/* What is shown from a document was registered first, so that the register tells what it is. */
static gboolean
require_document (RcCase                *case_file,
                  const RcExerciseStep  *step,
                  GError               **error)
{
  g_autoptr (RcPaper) paper = NULL;

  if (step->status != RC_EXERCISE_STATUS_DOCUMENT)
    return TRUE;

  paper = rc_paper_find_source (case_file, step->source, NULL);
  if (paper != NULL && paper->state == RC_PAPER_SOUND)
    return TRUE;

  g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_NOT_FOUND,
               _("Source %lld is no document of the register: register it first"), (long long) step->source);
  return FALSE;
}

static gboolean
require_request (RcCase  *case_file,
                 gint64   number,
                 GError **error)
{
  g_autoptr (RcRequest) request = number != 0 ? rc_request_find (case_file, number, error) : NULL;

  return number == 0 || request != NULL;
}

static gboolean
require_words (const RcExerciseStep  *step,
               GError               **error)
{
  const struct { const char *words; const char *what; } texts[] = {
    { step->text, N_("what was said") }, { step->title, N_("what it is called") }, { step->reason, N_("the reason") },
    { step->rule, N_("the rule") }, { step->present, N_("who is present") }, { step->record_answer, N_("what the record says") },
    { step->paper_by, N_("who recorded it on paper") }, { step->card, N_("which surprise card") }, { step->standing, N_("how it is known") },
    { step->page, N_("on which page") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].words != NULL && *texts[i].words != '\0' && !rc_entry_require_words (_(texts[i].what), texts[i].words, error))
      return FALSE;

  return TRUE;
}

/* --- Filling in --- */

/* The decision that comes in, by the place of its record and with what people call it. */
static gboolean
take_event (RcExercise      *self,
            RcExerciseStep  *step,
            GError         **error)
{
  g_autoptr (RcExerciseItem) item = NULL;

  if (step->event == NULL)
    return TRUE;

  item = g_new0 (RcExerciseItem, 1);
  item->event = g_strdup (step->event);
  if (!rc_exercise_item_resolve (item, self->case_file, error))
    return FALSE;

  step->event = g_string_chunk_insert_const (self->texts, item->event);
  step->handle = g_string_chunk_insert_const (self->texts, item->handle);
  step->product = item->product != NULL ? g_string_chunk_insert_const (self->texts, item->product) : NULL;
  step->time_us = item->time_us != RC_TIME_NONE ? item->time_us : 0;
  return TRUE;
}

static gboolean
has_question (RcExerciseStepKind kind)
{
  switch (kind)
    {
    case RC_EXERCISE_PAUSED:
    case RC_EXERCISE_RESUMED:
    case RC_EXERCISE_PASSED_ON:
    case RC_EXERCISE_ANSWERED:
    case RC_EXERCISE_READ_BACK:
    case RC_EXERCISE_LOCKED:
    case RC_EXERCISE_REVEALED:
    case RC_EXERCISE_CORRECTED:
    case RC_EXERCISE_ATTACHED:
    case RC_EXERCISE_PROMISED:
    case RC_EXERCISE_NOTED:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
has_decision (RcExerciseStepKind kind)
{
  return has_question (kind) || kind == RC_EXERCISE_ASKED || kind == RC_EXERCISE_SKIPPED || kind == RC_EXERCISE_CARD_PLAYED ||
         kind == RC_EXERCISE_CARD_ANSWERED || kind == RC_EXERCISE_REPLACED || kind == RC_EXERCISE_NOT_EXAMINABLE ||
         kind == RC_EXERCISE_DECISION_CLOSED;
}

/* Of what was said on paper, or with a time of its own, the clock of the program knows nothing. */
static void
take_times (const RcExercise *self,
            RcExerciseStep   *step)
{
  RcExerciseClock clock;

  step->at_us = MAX (step->at_us != 0 ? step->at_us : g_get_real_time (), self->last_us);
  rc_exercise_read_clock (self, step->at_us, &clock);
  step->interrupted_us = step->kind == RC_EXERCISE_RESUMED && clock.was_interrupted ? clock.gap_us : 0;
  if (step->elapsed_is_stated)
    return;
  if (step->kind == RC_EXERCISE_CARD_ANSWERED && self->cards->len > 0)
    step->elapsed_us = step->at_us - g_array_index (self->cards, RcExercisePlayedCard, self->cards->len - 1).played_us;
  else
    step->elapsed_us = has_question (step->kind) || step->kind == RC_EXERCISE_SKIPPED ? clock.elapsed_us : RC_EXERCISE_TIME_UNKNOWN;
  if (step->paper_by != NULL)
    step->elapsed_us = RC_EXERCISE_TIME_UNKNOWN;
}

/* The question that the room is at; none once it was left out, or a surprise card lay over it. */
static const char *
find_question_at_hand (const RcExercise *self)
{
  return self->state != RC_EXERCISE_IN_DECISION && self->state != RC_EXERCISE_SURPRISE ? self->question : NULL;
}

static gboolean
fill_in (RcExercise            *self,
         const RcExerciseStep  *given,
         RcExerciseStep        *out_step,
         GError               **error)
{
  *out_step = *given;
  if (out_step->decision == 0 && has_decision (given->kind) && self->decision != NULL)
    out_step->decision = self->decision->number;
  if (out_step->question == NULL && has_question (given->kind) && self->decision != NULL && out_step->decision == self->decision->number)
    out_step->question = find_question_at_hand (self);
  if (out_step->origin == RC_EXERCISE_ORIGIN_REPLACEMENT || given->kind == RC_EXERCISE_REPLACED)
    out_step->origin = RC_EXERCISE_ORIGIN_REPLACEMENT;
  if (given->kind == RC_EXERCISE_REPLACED && out_step->rule == NULL)
    out_step->rule = self->setup->replacement;
  take_times (self, out_step);
  return take_event (self, out_step, error);
}

static gboolean
require_unedited (const RcExercise  *self,
                  GError           **error)
{
  if (self->faults->len == 0)
    return TRUE;

  g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_EDITED,
               _("The exercise is not as this program wrote it, so nothing is added to it: %s"),
               (const char *) g_ptr_array_index (self->faults, 0));
  return FALSE;
}

static gboolean
require_plausible (const RcExerciseStep  *step,
                   GError               **error)
{
  if (rc_exercise_step_is_plausible (step))
    return TRUE;

  g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_TERMS, _("The act gives a time or a number that cannot be"));
  return FALSE;
}

static gboolean
prepare (RcExercise            *self,
         const RcExerciseStep  *given,
         RcExerciseStep        *out_step,
         GError               **error)
{
  return require_unedited (self, error) && fill_in (self, given, out_step, error) && rc_exercise_rules_check (self, out_step, error) &&
         require_plausible (out_step, error) && require_words (out_step, error) && require_source (self->case_file, out_step, error) &&
         require_document (self->case_file, out_step, error) && require_request (self->case_file, out_step->request, error);
}

gboolean
rc_exercise_check (RcExercise            *self,
                   const RcExerciseStep  *step,
                   GError               **error)
{
  RcExerciseStep filled;

  return prepare (self, step, &filled, error);
}

/* --- Doing it --- */

/* What it is now, from what stands in the case: the texts of the caller do not outlive the call. */
static gboolean
take_written (RcExercise  *self,
              gint64       id,
              GError     **error)
{
  g_autoptr (RcEntry) entry = rc_entry_load (self->case_file, id, error);
  RcExerciseStepOrigin origin = { .entry = id };
  RcExerciseStep step;

  if (entry == NULL)
    return FALSE;
  if (!rc_exercise_step_from_entry (entry, self->texts, &step))
    g_return_val_if_reached (FALSE);

  origin.by = g_string_chunk_insert_const (self->texts, entry->by);
  rc_exercise_rules_apply (self, &step, &origin);
  return rc_exercise_find_signature (self, error);
}

/**
 * rc_exercise_act:
 * @step: what is done; what it does not say is filled in: the decision and the question that are open, the time, the clock
 *
 * Returns: %TRUE once it stands in the case and its custody log
 */
gboolean
rc_exercise_act (RcExercise            *self,
                 const RcExerciseStep  *step,
                 GError               **error)
{
  g_autofree char *body = NULL;
  g_autofree char *act = NULL;
  RcExerciseStep filled;
  RcEntryTerms terms = { .kind = RC_ENTRY_EXERCISE, .about = self->entry, .by = self->setup->facilitator };
  gint64 id;

  if (!rc_case_require_writable (self->case_file, error) || !prepare (self, step, &filled, error))
    return FALSE;

  body = rc_exercise_step_to_json (&filled);
  act = g_strconcat ("exercise ", rc_exercise_step_to_name (filled.kind), NULL);
  terms.act = act;
  terms.body = body;
  terms.is_private = filled.kind == RC_EXERCISE_NOTED && filled.is_private;
  id = rc_entry_add (self->case_file, &terms, error);
  return id != 0 && take_written (self, id, error);
}
