/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/answer-pair.h"
#include "core/bounds.h"
#include "core/joining.h"
#include "core/requirements/check.h"

/* One pass over the human actions in scope, each held against the answer of the log that it is on. */

/* Stops that are looked behind; of more it is told that they were not. */
#define MAX_STOPS 256u

/* A system that was stopped: no inference is expected until it is resumed. */
typedef struct
{
  char   *system;
  char   *endpoint;    /* (nullable): the whole system */
  gint64  from_us;     /* certainly stopped from here on */
  gint64  to_us;       /* RC_TIME_NONE: not resumed on record */
} Stop;

typedef struct
{
  RcRequirementContext   *context;
  RcRequirementOversight *facts;
  GHashTable             *persons;
  GPtrArray              *stops;      /* of Stop */
  GError                 *error;
} Pass;

static void
stop_free (gpointer data)
{
  Stop *self = data;

  g_free (self->system);
  g_free (self->endpoint);
  g_free (self);
}

static gboolean
says (const RcEvent *event,
      const char    *words)
{
  const char *action = rc_event_peek_field (event, RC_FIELD_ACTION);
  g_autofree char *lower = action != NULL ? g_ascii_strdown (action, -1) : NULL;
  g_auto (GStrv) list = g_strsplit (words, " ", -1);

  return lower != NULL && g_strv_contains ((const char * const *) list, lower);
}

/* A stop of the system, and not of what one decision is about: an account is suspended, too. */
static gboolean
is_of_system (const RcEvent *event)
{
  const char *target = rc_event_peek_field (event, RC_FIELD_TARGET);

  return event->time_us != RC_TIME_NONE && rc_event_peek_field (event, RC_FIELD_DECISION) == NULL &&
         (target == NULL || g_strcmp0 (target, event->system) == 0 || g_strcmp0 (target, event->endpoint) == 0);
}

static void
see_stop (Pass          *self,
          const RcEvent *event)
{
  Stop *stop;

  if (!is_of_system (event))
    return;
  if (says (event, "stop suspend halt interrupt shutdown"))
    {
      rc_requirement_places_add (&self->facts->stops, event->source, event->record);
      if (event->system == NULL || self->stops->len == MAX_STOPS)
        {
          self->facts->unclear_stops++;
          return;
        }
      stop = g_new0 (Stop, 1);
      stop->system = g_strdup (event->system);
      stop->endpoint = g_strdup (event->endpoint);
      stop->from_us = event->time_us + event->span_us + 1;
      stop->to_us = RC_TIME_NONE;
      g_ptr_array_add (self->stops, stop);
    }
  if (!says (event, "resume restart"))
    return;

  self->facts->resumes++;
  for (guint i = 0; i < self->stops->len; i++)
    {
      stop = g_ptr_array_index (self->stops, i);
      if (stop->to_us == RC_TIME_NONE && g_strcmp0 (stop->system, event->system) == 0)
        stop->to_us = event->time_us;
    }
}

/* Certainly while it was stopped. */
static gboolean
is_behind (const Stop    *stop,
           const RcEvent *event)
{
  return g_strcmp0 (stop->system, event->system) == 0 && (stop->endpoint == NULL || g_strcmp0 (stop->endpoint, event->endpoint) == 0) &&
         event->time_us >= stop->from_us && (stop->to_us == RC_TIME_NONE || event->time_us + event->span_us < stop->to_us);
}

static gboolean
see_inference (const RcEvent *event,
               gpointer       user_data)
{
  Pass *self = user_data;

  for (guint i = 0; i < self->stops->len; i++)
    if (is_behind (g_ptr_array_index (self->stops, i), event))
      {
        rc_requirement_places_add (&self->facts->after_stop, event->source, event->record);
        break;
      }
  return TRUE;
}

/* The machine's answer that was kept with the action, held against the one of the log. */
static gboolean
see_target (Pass          *self,
            const RcEvent *event,
            const char    *original,
            GError       **error)
{
  RcRequirementContext *context = self->context;
  g_autoptr (RcJoin) join = rc_join_find_inference (context->case_file, context->reader, event, error);
  g_autoptr (RcEvent) inference = NULL;
  const char *answer;
  RcAnswerPair pair;

  if (join == NULL)
    return FALSE;
  if (join->state != RC_JOIN_JOINED || join->n_records != 1 || join->events->len != 1)
    return TRUE;
  inference = rc_event_load (context->case_file, g_array_index (join->events, gint64, 0), error);
  if (inference == NULL || !rc_event_read_fields (inference, context->case_file, context->reader, error))
    return FALSE;

  self->facts->targets++;
  if (inference->time_us != RC_TIME_NONE && event->time_us != RC_TIME_NONE && event->time_us >= inference->time_us)
    {
      gint64 distance = event->time_us - inference->time_us;

      self->facts->least_us = self->facts->n_timed == 0 ? distance : MIN (self->facts->least_us, distance);
      self->facts->n_timed++;
      self->facts->sum_us += (double) distance;
    }
  answer = rc_event_peek_field (inference, RC_FIELD_PROPOSAL);
  if (answer == NULL)
    answer = rc_event_peek_field (inference, RC_FIELD_OUTPUT);
  pair = original != NULL && answer != NULL ? rc_answer_pair_compare (answer, original) : RC_ANSWER_PAIR_INCOMPARABLE;
  self->facts->kept += pair == RC_ANSWER_PAIR_SAME;
  if (pair == RC_ANSWER_PAIR_DIFFERENT)
    rc_requirement_places_add (&self->facts->changed, event->source, event->record);
  return TRUE;
}

static gboolean
see_action (const RcEvent *event,
            gpointer       user_data)
{
  Pass *self = user_data;
  RcRequirementOversight *facts = self->facts;
  const char *actor = rc_event_peek_field (event, RC_FIELD_ACTOR);
  const char *original = rc_event_peek_field (event, RC_FIELD_ORIGINAL);
  const char *final = rc_event_peek_field (event, RC_FIELD_FINAL);
  RcAnswerPair pair = original != NULL && final != NULL ? rc_answer_pair_compare (original, final) : RC_ANSWER_PAIR_INCOMPARABLE;
  gboolean is_override = pair == RC_ANSWER_PAIR_DIFFERENT || says (event, "override modify reject reverse disregard");

  facts->n++;
  rc_requirement_places_add (&facts->first, event->source, event->record);
  facts->named += actor != NULL;
  facts->with_role += rc_event_peek_field (event, RC_FIELD_ROLE) != NULL;
  facts->with_reason += rc_event_peek_field (event, RC_FIELD_REASON) != NULL;
  facts->with_final += final != NULL;
  facts->decided += pair != RC_ANSWER_PAIR_INCOMPARABLE || is_override;
  facts->overridden += is_override;
  if (is_override && rc_event_peek_field (event, RC_FIELD_REASON) == NULL)
    rc_requirement_places_add (&facts->no_reason, event->source, event->record);
  if (actor != NULL && g_hash_table_size (self->persons) < RC_LIMIT_REQUIREMENT_PLACES)
    g_hash_table_add (self->persons, g_strdup (actor));
  facts->persons_cut = g_hash_table_size (self->persons) == RC_LIMIT_REQUIREMENT_PLACES;

  see_stop (self, event);
  return see_target (self, event, original, &self->error);
}

/**
 * rc_requirement_get_oversight:
 *
 * Returns: (transfer none) (nullable): what the human actions in scope have in common
 */
const RcRequirementOversight *
rc_requirement_get_oversight (RcRequirementContext  *context,
                              GError               **error)
{
  g_autofree RcRequirementOversight *facts = NULL;
  g_autoptr (GHashTable) persons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) stops = g_ptr_array_new_with_free_func (stop_free);
  Pass pass = { .context = context, .persons = persons, .stops = stops };

  if (context->oversight != NULL)
    return context->oversight;

  facts = g_new0 (RcRequirementOversight, 1);
  pass.facts = facts;
  if (!rc_requirement_walk (context, RC_EVENT_HUMAN_ACTION, see_action, &pass, error))
    return NULL;
  if (pass.error != NULL)
    {
      g_propagate_error (error, pass.error);
      return NULL;
    }
  if (stops->len > 0 && !rc_requirement_walk (context, RC_EVENT_INFERENCE, see_inference, &pass, error))
    return NULL;

  facts->persons = g_hash_table_size (persons);
  context->oversight = g_steal_pointer (&facts);
  return context->oversight;
}
