/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "slot-context.h"

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
        if (!is_known (self, ((const RcFollower *) g_ptr_array_index (followers, i - 1))->event))
          g_ptr_array_remove_index (followers, i - 1);
      self->followers[kind] = g_steal_pointer (&followers);
    }

  *out_complete = self->followers_complete[kind];
  return self->followers[kind];
}

/* An act before the answer is not on the answer. */
static gboolean
is_before (const RcSlotContext *self,
           const RcEvent       *action)
{
  return self->instant != NULL && action->time_us != RC_TIME_NONE && action->time_us + action->span_us < self->instant->from_us;
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
    return self->human_actions;

  followers = rc_slot_context_get_followers (self, RC_EVENT_HUMAN_ACTION, &complete, error);
  if (followers == NULL)
    return NULL;

  self->human_actions = g_ptr_array_new ();
  for (guint i = 0; i < followers->len; i++)
    {
      const RcFollower *follower = g_ptr_array_index (followers, i);

      if (!follower->is_ambiguous && follower->way != RC_JOIN_BY_TRACE && !is_before (self, follower->event))
        g_ptr_array_add (self->human_actions, follower->event);
    }
  return self->human_actions;
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
    self->request = rc_join_find_request (self->case_file, self->reader, self->event, error);
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
