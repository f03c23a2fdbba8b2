/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "approval-index.h"
#include "bounds.h"
#include "slot-trace.h"
#include "words.h"

/*
 * Records about the system or the model version as a whole: approvals, descriptions, rules. A case has few of them.
 */

static gboolean
names_other_system (RcSlotContext *self,
                    const RcEvent *event)
{
  return event->system != NULL && self->event->system != NULL && g_strcmp0 (event->system, self->event->system) != 0;
}

static void
trace_approvals (RcSlotContext *self,
                 guint          n_read)
{
  guint n_others = n_read - self->approvals->len;

  if (!rc_slot_is_traced (self))
    return;

  for (guint i = 0; i < self->approvals->len; i++)
    rc_slot_trace_event (self, RC_LINEAGE_STEP_TRIED, g_ptr_array_index (self->approvals, i),
                         _("An act of approval is about the version that answered, or about the same file."));
  if (n_others > 0)
    rc_slot_trace (self, RC_LINEAGE_STEP_LEFT_OUT, 0, 0,
                   rc_words_plural ("%u act of approval is of another version or system, or was recorded after the time asked for.",
                                    "%u acts of approval are of other versions or systems, or were recorded after the time asked for.",
                                    n_others), n_others);
  if (n_read == 0)
    rc_slot_trace (self, RC_LINEAGE_STEP_TRIED, 0, 0, _("No act of approval was received."));
}

/**
 * rc_slot_context_get_approvals:
 *
 * Returns: (element-type RcEvent) (transfer none): acts of approval (or refusal) of the version that answered, newest first
 */
GPtrArray *
rc_slot_context_get_approvals (RcSlotContext  *self,
                               GError        **error)
{
  g_autoptr (GPtrArray) approvals = g_ptr_array_new ();
  g_autoptr (GArray) ids = NULL;
  const RcApprovalIndex *index;
  RcDigest own;

  if (self->approvals != NULL)
    {
      rc_lineage_trace_use_part (self->trace, RC_LINEAGE_PART_APPROVALS);
      return self->approvals;
    }

  rc_lineage_trace_begin_part (self->trace, RC_LINEAGE_PART_APPROVALS);
  index = rc_approval_index_get (self->case_file, self->reader, error);
  if (index == NULL)
    return NULL;
  ids = rc_approval_index_list_of (index, self->version, rc_event_get_model_digest (self->event, &own) ? &own : NULL,
                                   RC_LIMIT_LINEAGE_EVENTS);
  for (guint i = 0; i < ids->len; i++)
    {
      const RcEvent *approval;

      if (!rc_slot_context_read_event (self, g_array_index (ids, gint64, i), &approval, error))
        return NULL;
      if (approval != NULL && !names_other_system (self, approval))
        g_ptr_array_add (approvals, (gpointer) approval);
    }

  self->approvals = g_steal_pointer (&approvals);
  trace_approvals (self, rc_approval_index_count (index));
  rc_lineage_trace_end_part (self->trace);
  rc_lineage_trace_use_part (self->trace, RC_LINEAGE_PART_APPROVALS);
  return self->approvals;
}

/**
 * rc_slot_context_list_before:
 * @kind: system descriptions, retention rules and the like
 *
 * Returns: (element-type RcEvent) (transfer container): the records of @kind about the system of the inference, dated not after it,
 *   newest first
 */
GPtrArray *
rc_slot_context_list_before (RcSlotContext  *self,
                             RcEventKind     kind,
                             GError        **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  g_autoptr (GArray) ids = NULL;

  if (self->instant == NULL)
    {
      rc_slot_trace_event (self, RC_LINEAGE_STEP_TRIED, self->event, _("The record of the inference tells no time: which records were older "
                                                                       "cannot be told."));
      return g_steal_pointer (&events);
    }

  ids = rc_event_list_between (self->case_file, kind, RC_TIME_NONE + 1, self->instant->to_us, RC_LIMIT_LINEAGE_EVENTS, error);
  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      const RcEvent *event;

      if (!rc_slot_context_read_event (self, g_array_index (ids, gint64, i), &event, error))
        return NULL;
      if (event == NULL)
        continue;
      if (names_other_system (self, event))
        rc_slot_trace_event (self, RC_LINEAGE_STEP_LEFT_OUT, event, _("A record of the kind “%s” is of another system."),
                             rc_event_kind_to_name (kind));
      else
        g_ptr_array_add (events, (gpointer) event);
    }

  if (ids->len == 0)
    rc_slot_trace (self, RC_LINEAGE_STEP_TRIED, 0, 0, _("No record of the kind “%s” is dated before the inference."),
                   rc_event_kind_to_name (kind));
  return g_steal_pointer (&events);
}
