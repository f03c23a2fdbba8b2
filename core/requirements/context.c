/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/bounds.h"
#include "core/event-walk.h"
#include "core/integrity-facts.h"
#include "core/joining.h"
#include "core/requirements/check.h"
#include "core/verify.h"

#define NEAR_US (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)

void
rc_requirement_context_free (RcRequirementContext *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->reader, rc_record_reader_free);
  g_clear_pointer (&self->judgement, rc_judgement_free);
  g_clear_pointer (&self->exceptions, g_ptr_array_unref);
  g_clear_pointer (&self->lineage, rc_lineage_free);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->versions, rc_requirement_versions_free);
  g_clear_pointer (&self->used, g_hash_table_unref);
  g_clear_pointer (&self->deployments, g_ptr_array_unref);
  g_clear_pointer (&self->retention, rc_retention_free);
  g_clear_pointer (&self->papers, g_ptr_array_unref);
  g_clear_pointer (&self->declarations, g_ptr_array_unref);
  g_clear_pointer (&self->notices, g_ptr_array_unref);
  g_clear_pointer (&self->filter, rc_system_filter_unref);
  g_free (self->inferences);
  g_free (self->oversight);
  g_free (self);
}

/* --- What is in scope --- */

typedef gboolean (*EventFunc) (const RcEvent *event,
                               gpointer       user_data);

/* What speaks of the one inference. */
static gboolean
walk_followers (RcRequirementContext  *self,
                RcEventKind            kind,
                EventFunc              func,
                gpointer               user_data,
                GError               **error)
{
  gboolean is_complete;
  g_autoptr (GPtrArray) followers = rc_join_list_followers (self->case_file, self->reader, self->event, kind, &is_complete, error);

  if (followers == NULL)
    return FALSE;
  for (guint i = 0; i < followers->len; i++)
    {
      const RcFollower *follower = g_ptr_array_index (followers, i);

      if (!follower->is_ambiguous && follower->way != RC_JOIN_BY_TRACE && !func (follower->event, user_data))
        break;
    }
  return TRUE;
}

static gboolean
is_elsewhere (const RcEvent *a,
              const RcEvent *b)
{
  return a->system != NULL && b->system != NULL && g_strcmp0 (a->system, b->system) != 0;
}

static gboolean
is_covered (RcRequirementContext  *self,
            RcEvent               *event,
            gboolean              *out_is_covered,
            GError               **error)
{
  RcSystemCoverage coverage;

  if (!rc_system_filter_covers (self->filter, self->case_file, self->reader, event, &coverage, error))
    return FALSE;
  *out_is_covered = coverage == RC_SYSTEM_COVERS;
  return TRUE;
}

/* What speaks of one inference belongs to the system that the inference belongs to. */
static gboolean
is_target_covered (RcRequirementContext  *self,
                   const RcEvent         *event,
                   gboolean              *out_is_decided,
                   gboolean              *out_is_covered,
                   GError               **error)
{
  g_autoptr (RcJoin) join = rc_join_find_inference (self->case_file, self->reader, event, error);
  g_autoptr (RcEvent) inference = NULL;

  if (join == NULL)
    return FALSE;
  *out_is_decided = join->state == RC_JOIN_JOINED && join->events->len > 0;
  if (!*out_is_decided)
    return TRUE;
  inference = rc_event_load (self->case_file, g_array_index (join->events, gint64, 0), error);
  return inference != NULL && is_covered (self, inference, out_is_covered, error);
}

/* Whether an event other than an inference belongs to the system: by its inference, by what is bound, or because it names the system. */
static gboolean
belongs (RcRequirementContext  *self,
         const RcEvent         *event,
         gboolean              *out_belongs,
         GError               **error)
{
  g_autoptr (RcEvent) again = NULL;
  gboolean is_decided = FALSE;

  if (rc_event_kind_follows (event->kind) && !is_target_covered (self, event, &is_decided, out_belongs, error))
    return FALSE;
  if (is_decided)
    return TRUE;

  again = rc_event_load (self->case_file, event->id, error);
  if (again == NULL || !is_covered (self, again, out_belongs, error))
    return FALSE;
  *out_belongs = *out_belongs || g_strcmp0 (event->system, self->system->name) == 0;
  return TRUE;
}

/* An exception at a record of which another system's event was read is not of this system. */
static gboolean
is_of_system (RcRequirementContext  *self,
              const RcException     *exception,
              gboolean              *out_is,
              GError               **error)
{
  g_autoptr (RcEvent) event = NULL;
  gint64 id = 0;

  *out_is = TRUE;
  if (exception->source == 0 || exception->record <= 0)
    return TRUE;
  if (!rc_event_find_at_record (self->case_file, exception->source, (guint64) exception->record, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;
  event = rc_event_load (self->case_file, id, error);
  if (event == NULL || !rc_event_read_fields (event, self->case_file, self->reader, error))
    return FALSE;
  return event->kind == RC_EVENT_INFERENCE ? is_covered (self, event, out_is, error) : belongs (self, event, out_is, error);
}

/* Of one inference those that touch a record of its lineage. */
static gboolean
list_exceptions_of_event (RcRequirementContext  *self,
                          GError               **error)
{
  RcEvent *event = rc_event_load (self->case_file, self->event->id, error);

  self->lineage = event != NULL ? rc_lineage_build (self->case_file, event, RC_TIME_NONE, error) : NULL;
  if (self->lineage == NULL)
    return FALSE;
  for (guint i = 0; i < self->lineage->exceptions->len; i++)
    g_ptr_array_add (self->exceptions, g_ptr_array_index (self->lineage->exceptions, i));
  return TRUE;
}

static gboolean
list_exceptions (RcRequirementContext  *self,
                 GError               **error)
{
  self->exceptions = g_ptr_array_new ();
  if (self->event != NULL)
    return list_exceptions_of_event (self, error);

  for (guint i = 0; i < self->judgement->exceptions->len; i++)
    {
      RcException *exception = g_ptr_array_index (self->judgement->exceptions, i);
      gboolean is_in_scope = TRUE;

      if (self->filter != NULL && !is_of_system (self, exception, &is_in_scope, error))
        return FALSE;
      if (is_in_scope)
        g_ptr_array_add (self->exceptions, exception);
    }
  return TRUE;
}

/* --- The context --- */

static gboolean
note_time (const RcEvent *event,
           gpointer       user_data)
{
  *(gint64 *) user_data = event->time_us;
  return FALSE;
}

/* The time of what is judged: of the inference; else of the newest one. */
static gboolean
find_time (RcRequirementContext  *self,
           GError               **error)
{
  RcEventQuery query = {
    .kind = RC_EVENT_INFERENCE, .within = self->filter, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .newest_first = TRUE, .limit = 1,
  };

  self->at_us = RC_TIME_NONE;
  if (self->event == NULL)
    return rc_event_query_walk (self->case_file, self->reader, &query, note_time, &self->at_us, self->cancellable, error);

  self->at_us = self->event->time_us;
  return TRUE;
}

/**
 * rc_requirement_context_new:
 * @system: (nullable): borrowed
 * @event: (nullable): borrowed, its fields read
 *
 * Returns: (transfer full): the case as the checks look at it
 */
RcRequirementContext *
rc_requirement_context_new (RcCase                      *case_file,
                            RcRequirementScope           scope,
                            const RcSystem              *system,
                            const RcEvent               *event,
                            const RcRequirementOptions  *options,
                            GError                     **error)
{
  g_autoptr (RcRequirementContext) self = g_new0 (RcRequirementContext, 1);
  gboolean is_current = FALSE;

  self->scope = scope;
  self->case_file = case_file;
  self->system = system;
  self->event = event;
  self->law = options->law != NULL ? options->law : rc_law_get ();
  self->as_of_us = options->as_of_us != RC_TIME_NONE ? options->as_of_us : rc_law_state_us (self->law);
  self->cancellable = options->cancellable != NULL ? g_object_ref (options->cancellable) : NULL;
  self->reader = rc_record_reader_new (rc_case_get_database (case_file));
  for (guint i = 0; i < RC_N_EVENT_KINDS; i++)
    self->n_events[i] = -1;

  self->judgement = rc_verify_load (case_file, &is_current, error);
  if (self->judgement == NULL)
    return NULL;
  if (system != NULL && (self->filter = rc_system_filter_new (case_file, system, error)) == NULL)
    return NULL;
  if (!find_time (self, error))
    return NULL;

  self->verified = is_current && !rc_judgement_tells_of_edit (self->judgement);
  if (!list_exceptions (self, error))
    return NULL;
  for (guint i = 0; i < self->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (self->exceptions, i);

      self->has_faults = self->has_faults || rc_integrity_kind (exception->kind) == RC_INTEGRITY_KIND_FAULT;
    }
  return g_steal_pointer (&self);
}

/* --- A pass over what is in scope --- */

typedef struct
{
  RcRequirementContext *context;
  EventFunc             func;
  gpointer              user_data;
  GError               *error;
} Filter;

static gboolean
pass (const RcEvent *event,
      gpointer       user_data)
{
  Filter *self = user_data;
  RcRequirementContext *context = self->context;
  gboolean is_in_scope = context->event == NULL || context->filter != NULL || !is_elsewhere (event, context->event);

  if (context->filter != NULL && event->kind != RC_EVENT_INFERENCE && !belongs (context, event, &is_in_scope, &self->error))
    return FALSE;
  return !is_in_scope || self->func (event, self->user_data);
}

/**
 * rc_requirement_walk:
 * @kind: of events
 * @func: called for each one in scope, with its fields read; %FALSE ends the walk
 *
 * Goes over the index of the kind once, in the order of the times, with memory for one step. In the scope of one inference: that inference;
 * what speaks of it; anomalies and incidents within a day of it; and of other kinds what is of its system. In that of a system: what belongs
 * to it.
 */
gboolean
rc_requirement_walk (RcRequirementContext  *self,
                     RcEventKind            kind,
                     EventFunc              func,
                     gpointer               user_data,
                     GError               **error)
{
  Filter filter = { self, func, user_data, NULL };
  RcEventQuery query = { .kind = kind, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE };
  gboolean is_near = kind == RC_EVENT_ANOMALY || kind == RC_EVENT_INCIDENT;

  if (self->event != NULL && kind == RC_EVENT_INFERENCE)
    {
      (void) func (self->event, user_data);
      return TRUE;
    }
  if (self->event != NULL && rc_event_kind_follows (kind) && !is_near)
    return walk_followers (self, kind, func, user_data, error);
  if (self->event != NULL && is_near)
    {
      /* Without a time nothing is near it. */
      if (self->event->time_us == RC_TIME_NONE)
        return TRUE;
      query.from_us = self->event->time_us - NEAR_US;
      query.to_us = self->event->time_us + NEAR_US;
    }

  if (kind == RC_EVENT_INFERENCE)
    query.within = self->filter;
  if (!rc_event_query_walk (self->case_file, self->reader, &query, pass, &filter, self->cancellable, error))
    return FALSE;
  if (filter.error == NULL)
    return TRUE;
  g_propagate_error (error, filter.error);
  return FALSE;
}

typedef struct
{
  gulong               n;
  RcRequirementPlaces *first;
} Count;

static gboolean
count_event (const RcEvent *event,
             gpointer       user_data)
{
  Count *self = user_data;

  self->n++;
  rc_requirement_places_add (self->first, event->source, event->record);
  return TRUE;
}

/* All of a kind: counted by their rows; of the first ones the records are looked up. */
static gboolean
count_rows (RcRequirementContext  *self,
            RcEventKind            kind,
            Count                 *count,
            GError               **error)
{
  const RcEventQuery query = { .kind = kind, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE };
  RcEventPlace places[RC_EVENT_WALK_STEP];
  RcEventWalk walk;
  guint n;

  if (!rc_event_walk_begin (&walk, &query, rc_case_get_mark (self->case_file, "event"), error))
    return FALSE;
  while (!walk.at_end)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          !rc_event_walk_step (&walk, self->case_file, places, &n, error))
        return FALSE;
      for (guint i = 0; i < n; i++)
        {
          g_autoptr (RcEvent) event = NULL;

          count->n++;
          if (count->first->n_kept == RC_LIMIT_REQUIREMENT_CITATIONS)
            {
              count->first->n++;
              continue;
            }
          event = rc_event_load (self->case_file, places[i].id, error);
          if (event == NULL)
            return FALSE;
          rc_requirement_places_add (count->first, event->source, event->record);
        }
    }
  return TRUE;
}

/**
 * rc_requirement_exists:
 * @out_count: (out): events of @kind in scope
 * @out_first: (out) (optional) (transfer none): where the first ones stand
 */
gboolean
rc_requirement_exists (RcRequirementContext        *self,
                       RcEventKind                  kind,
                       gulong                      *out_count,
                       const RcRequirementPlaces  **out_first,
                       GError                     **error)
{
  if (self->n_events[kind] < 0)
    {
      Count count = { 0, &self->firsts[kind] };
      gboolean is_narrow = self->event != NULL || self->filter != NULL;

      if (is_narrow ? !rc_requirement_walk (self, kind, count_event, &count, error) : !count_rows (self, kind, &count, error))
        return FALSE;
      self->n_events[kind] = (gint64) count.n;
    }

  *out_count = (gulong) self->n_events[kind];
  if (out_first != NULL)
    *out_first = &self->firsts[kind];
  return TRUE;
}

/* Leaves the deployments that are in scope. */
static gboolean
drop_others (RcRequirementContext  *self,
             GError               **error)
{
  for (guint i = self->deployments->len; i > 0; i--)
    {
      const RcDeployment *deployment = g_ptr_array_index (self->deployments, i - 1);
      gboolean is_in_scope = self->event == NULL || !is_elsewhere (deployment->event, self->event);

      if (self->filter != NULL && !belongs (self, deployment->event, &is_in_scope, error))
        return FALSE;
      if (!is_in_scope)
        g_ptr_array_remove_index (self->deployments, i - 1);
    }
  return TRUE;
}

/**
 * rc_requirement_get_deployments:
 *
 * Returns: (element-type RcDeployment) (transfer none) (nullable): those on record, by their beginning
 */
GPtrArray *
rc_requirement_get_deployments (RcRequirementContext  *self,
                                GError               **error)
{
  if (self->deployments != NULL)
    return self->deployments;

  self->deployments = rc_deployment_list (self->case_file, self->reader, RC_TIME_NONE, RC_LIMIT_RECONCILE_EVENTS, &self->deployments_complete,
                                          error);
  if (self->deployments == NULL || drop_others (self, error))
    return self->deployments;
  g_clear_pointer (&self->deployments, g_ptr_array_unref);
  return NULL;
}
