/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "event-index.h"
#include "slot-context.h"

/*
 * Which human actions belong to an inference: those whose target is its id, and those under its business reference that do not
 * name another inference as their target.
 */

#define MAX_ACTIONS 64

static gboolean
is_of_another (RcSlotContext *self,
               const RcEvent *action,
               gboolean      *out_answer,
               GError       **error)
{
  const char *target = rc_event_peek_field (action, RC_FIELD_TARGET);
  g_autoptr (GArray) others = NULL;

  *out_answer = FALSE;
  if (target == NULL ||
      g_strcmp0 (target, rc_event_peek_field (self->event, RC_FIELD_ID)) == 0 ||
      g_strcmp0 (target, rc_event_peek_field (self->event, RC_FIELD_DECISION)) == 0)
    return TRUE;

  others = rc_event_index_find (self->case_file, self->reader, RC_EVENT_INFERENCE, RC_EVENT_KEY_ID, target, 1, error);
  if (others == NULL)
    return FALSE;
  *out_answer = others->len > 0;
  return TRUE;
}

static gboolean
add_action (RcSlotContext *self,
            gint64         id,
            GError       **error)
{
  const RcEvent *action;
  gboolean other;

  if (!rc_slot_context_read_event (self, id, &action, error))
    return FALSE;
  if (action == NULL || g_ptr_array_find (self->human_actions, action, NULL))
    return TRUE;
  if (self->instant != NULL && action->time_us != RC_TIME_NONE && action->time_us + action->span_us < self->instant->from_us)
    return TRUE;
  if (!is_of_another (self, action, &other, error))
    return FALSE;

  if (!other)
    g_ptr_array_add (self->human_actions, (gpointer) action);
  return TRUE;
}

static gboolean
add_found (RcSlotContext *self,
           RcEventKey     key,
           const char    *text,
           GError       **error)
{
  g_autoptr (GArray) ids = NULL;

  if (text == NULL)
    return TRUE;

  ids = rc_event_index_find (self->case_file, self->reader, RC_EVENT_HUMAN_ACTION, key, text, MAX_ACTIONS, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!add_action (self, g_array_index (ids, gint64, i), error))
      return FALSE;

  return TRUE;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const RcEvent *left = *(const RcEvent * const *) a;
  const RcEvent *right = *(const RcEvent * const *) b;

  if (left->time_us != right->time_us)
    return left->time_us < right->time_us ? -1 : 1;

  return left->id < right->id ? -1 : left->id > right->id;
}

/**
 * rc_slot_context_get_human_actions:
 *
 * Returns: (element-type RcEvent) (transfer none): the human actions on the inference, by their time
 */
GPtrArray *
rc_slot_context_get_human_actions (RcSlotContext  *self,
                                   GError        **error)
{
  const char *id = rc_event_peek_field (self->event, RC_FIELD_ID);
  const char *decision = rc_event_peek_field (self->event, RC_FIELD_DECISION);

  if (self->human_actions != NULL)
    return self->human_actions;

  self->human_actions = g_ptr_array_new ();
  if (!add_found (self, RC_EVENT_KEY_TARGET, id, error) ||
      !add_found (self, RC_EVENT_KEY_TARGET, decision, error) ||
      !add_found (self, RC_EVENT_KEY_DECISION, decision, error))
    {
      g_clear_pointer (&self->human_actions, g_ptr_array_unref);
      return NULL;
    }

  g_ptr_array_sort (self->human_actions, compare_times);
  return self->human_actions;
}
