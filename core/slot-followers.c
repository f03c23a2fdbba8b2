/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "slot-trace.h"
#include "words.h"

/*
 * What belongs to the inference of a lineage without being its own record: the request, where that is one of its own, and what was
 * said of the answer.
 */

static gboolean
is_known (const RcSlotContext *self,
          const RcEvent       *event)
{
  return self->known_at_us == RC_TIME_NONE || event->time_us == RC_TIME_NONE || event->time_us <= self->known_at_us;
}

static const char *
way_words (RcJoinWay way)
{
  switch (way)
    {
    case RC_JOIN_BY_ID:
      return _("it names the inference");
    case RC_JOIN_BY_CORRELATION:
      return _("both carry the same key");
    case RC_JOIN_BY_DECISION:
      return _("both are under the same business reference");
    case RC_JOIN_BY_TRACE:
      return _("it is about the trace that the inference is part of");
    case RC_JOIN_BY_NOTHING:
    default:
      return _("nothing ties them together");
    }
}

static void
trace_followers (RcSlotContext *self,
                 RcEventKind    kind)
{
  const GPtrArray *followers = self->followers[kind];
  const char *name = rc_event_kind_to_name (kind);

  if (!rc_slot_is_traced (self))
    return;
  if (followers->len == 0)
    rc_slot_trace (self, RC_LINEAGE_STEP_TRIED, 0, 0,
                   _("No record of the kind “%s” speaks of the inference, of its business reference or of its trace."), name);

  for (guint i = 0; i < followers->len; i++)
    {
      const RcFollower *follower = g_ptr_array_index (followers, i);

      if (follower->is_ambiguous)
        rc_slot_trace_event (self, RC_LINEAGE_STEP_LEFT_OUT, follower->event,
                             _("A record of the kind “%1$s” could speak of %2$u inferences, and is laid to none of them: %3$s."), name,
                             follower->n_inferences, way_words (follower->way));
      else
        rc_slot_trace_event (self, RC_LINEAGE_STEP_TRIED, follower->event, _("A record of the kind “%1$s” speaks of it: %2$s."), name,
                             way_words (follower->way));
    }
}

/**
 * rc_slot_context_get_followers:
 * @kind: of those that are wanted
 * @out_complete: (out): %FALSE where more could speak of the inference than were asked
 *
 * Returns: (element-type RcFollower) (transfer none): by their time
 */
GPtrArray *
rc_slot_context_get_followers (RcSlotContext  *self,
                               RcEventKind     kind,
                               gboolean       *out_complete,
                               GError        **error)
{
  g_autoptr (GPtrArray) followers = NULL;

  if (self->followers[kind] == NULL)
    {
      followers = rc_join_list_followers (self->case_file, self->reader, self->event, kind, &self->followers_complete[kind], error);
      if (followers == NULL)
        return NULL;
      for (guint i = followers->len; i > 0; i--)
        {
          const RcEvent *event = ((const RcFollower *) g_ptr_array_index (followers, i - 1))->event;

          if (is_known (self, event))
            continue;
          rc_slot_trace_later_event (self, event);
          g_ptr_array_remove_index (followers, i - 1);
        }
      self->followers[kind] = g_steal_pointer (&followers);
      trace_followers (self, kind);
    }

  *out_complete = self->followers_complete[kind];
  return self->followers[kind];
}

/* An act before the answer is not on the answer. */
static gboolean
is_before (const RcSlotContext *self,
           const RcEvent       *action)
{
  return self->window != NULL && action->time_us != RC_TIME_NONE && action->time_us + action->span_us < self->window->from_us;
}

/**
 * rc_slot_context_get_human_actions:
 *
 * Those that could be on another answer as well, or are about a trace, are none of these.
 *
 * Returns: (element-type RcEvent) (transfer none): the human actions on the inference or its decision, by their time
 */
GPtrArray *
rc_slot_context_get_human_actions (RcSlotContext  *self,
                                   GError        **error)
{
  GPtrArray *followers;
  gboolean complete;

  if (self->human_actions != NULL)
    {
      rc_lineage_trace_use_part (self->trace, RC_LINEAGE_PART_ACTIONS);
      return self->human_actions;
    }

  rc_lineage_trace_begin_part (self->trace, RC_LINEAGE_PART_ACTIONS);
  followers = rc_slot_context_get_followers (self, RC_EVENT_HUMAN_ACTION, &complete, error);
  if (followers == NULL)
    return NULL;

  self->human_actions = g_ptr_array_new ();
  for (guint i = 0; i < followers->len; i++)
    {
      const RcFollower *follower = g_ptr_array_index (followers, i);

      if (is_before (self, follower->event))
        rc_slot_trace_event (self, RC_LINEAGE_STEP_LEFT_OUT, follower->event, _("A human action is left out: it is dated before the answer."));
      else if (!follower->is_ambiguous && follower->way != RC_JOIN_BY_TRACE)
        g_ptr_array_add (self->human_actions, follower->event);
    }

  rc_lineage_trace_end_part (self->trace);
  rc_lineage_trace_use_part (self->trace, RC_LINEAGE_PART_ACTIONS);
  return self->human_actions;
}

static const char *
request_words (const RcJoin *request)
{
  switch (request->state)
    {
    case RC_JOIN_HALF:
      return _("The request should be a record of its own, and none was received.");
    case RC_JOIN_OUTSIDE:
      return _("A request carries the key of this answer, but lies outside the window or at another endpoint: it is not taken for its "
               "request.");
    case RC_JOIN_AMBIGUOUS:
      return _("More than one request, or more than one answer, carries the key: none is taken for the one.");
    case RC_JOIN_JOINED:
      return _("The request is a record of its own: it carries the key of this answer, and nothing else does.");
    case RC_JOIN_NONE:
    default:
      return _("There is no request of its own to look into: the record joins none by a key.");
    }
}

static gboolean
trace_request (RcSlotContext  *self,
               GError        **error)
{
  const GArray *events = self->request->events->len > 0 ? self->request->events : self->request->outside;
  RcLineageStep *step;

  if (!rc_slot_is_traced (self))
    return TRUE;

  step = rc_lineage_step_new (self->request->state == RC_JOIN_OUTSIDE ? RC_LINEAGE_STEP_LEFT_OUT : RC_LINEAGE_STEP_TRIED,
                              g_strdup (request_words (self->request)));
  for (guint i = 0; i < events->len; i++)
    {
      g_autoptr (RcEvent) event = rc_event_load (self->case_file, g_array_index (events, gint64, i), error);

      if (event == NULL)
        {
          rc_lineage_step_free (step);
          return FALSE;
        }
      rc_lineage_step_add_record (step, event->source, event->record);
    }

  rc_lineage_trace_take (self->trace, step);
  return TRUE;
}

/**
 * rc_slot_context_get_request:
 *
 * Returns: (transfer none): how the request of the inference was found
 */
const RcJoin *
rc_slot_context_get_request (RcSlotContext  *self,
                             GError        **error)
{
  if (self->request == NULL)
    {
      self->request = rc_join_find_request (self->case_file, self->reader, self->event, error);
      if (self->request == NULL)
        return NULL;
      rc_lineage_trace_begin_part (self->trace, RC_LINEAGE_PART_REQUEST);
      if (!trace_request (self, error))
        return NULL;
      rc_lineage_trace_end_part (self->trace);
    }

  rc_lineage_trace_use_part (self->trace, RC_LINEAGE_PART_REQUEST);
  return self->request;
}

/**
 * rc_slot_context_find_field:
 * @field: what is asked for
 * @out_event: (out) (transfer none) (nullable): the record that says it
 *
 * The request speaks where the inference's own record is silent, and only where there is exactly one.
 */
gboolean
rc_slot_context_find_field (RcSlotContext  *self,
                            RcField         field,
                            const RcEvent **out_event,
                            GError        **error)
{
  const RcJoin *request;
  const RcEvent *part;

  *out_event = NULL;
  if (rc_event_peek_field (self->event, field) != NULL)
    {
      *out_event = self->event;
      return TRUE;
    }

  rc_slot_trace_event (self, RC_LINEAGE_STEP_TRIED, self->event, _("The inference's own record has nothing under “%s”."),
                       rc_field_to_name (field));
  request = rc_slot_context_get_request (self, error);
  if (request == NULL)
    return FALSE;
  if (request->state != RC_JOIN_JOINED)
    return TRUE;
  if (!rc_slot_context_read_event (self, g_array_index (request->events, gint64, 0), &part, error))
    return FALSE;
  if (part != NULL && rc_event_peek_field (part, field) != NULL)
    *out_event = part;
  return TRUE;
}
