/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "decision.h"

#include "bounds.h"
#include "event-index.h"
#include "mask.h"

void
rc_decision_free (RcDecision *self)
{
  if (self == NULL)
    return;

  for (guint kind = 0; kind < RC_N_EVENT_KINDS; kind++)
    g_clear_pointer (&self->events[kind], g_array_unref);
  g_free (self->reference);
  g_free (self->outcome);
  g_free (self);
}

/**
 * rc_decision_count:
 *
 * Returns: how many events of the kind stand under the reference
 */
guint
rc_decision_count (const RcDecision *self,
                   RcEventKind       kind)
{
  return self->events[kind] != NULL ? self->events[kind]->len : 0;
}

static gboolean
find_events (RcDecision      *self,
             RcCase          *case_file,
             RcRecordReader  *reader,
             GError         **error)
{
  for (guint kind = RC_EVENT_INFERENCE; kind < RC_N_EVENT_KINDS; kind++)
    {
      g_autoptr (GArray) found = rc_event_index_find (case_file, reader, kind, RC_EVENT_KEY_DECISION, self->reference,
                                                      RC_LIMIT_LINEAGE_EVENTS + 1, error);

      if (found == NULL)
        return FALSE;
      if (found->len == 0)
        continue;
      if (found->len > RC_LIMIT_LINEAGE_EVENTS)
        {
          self->is_cut = TRUE;
          g_array_set_size (found, RC_LIMIT_LINEAGE_EVENTS);
        }
      self->n_events += found->len;
      self->events[kind] = g_steal_pointer (&found);
    }
  return TRUE;
}

/* The last event of a kind that says what was decided: by its time, else by its place. */
static gboolean
find_outcome (RcDecision      *self,
              RcEventKind      kind,
              RcCase          *case_file,
              RcRecordReader  *reader,
              GError         **error)
{
  gint64 time_us = RC_TIME_NONE;

  for (guint i = 0; i < rc_decision_count (self, kind); i++)
    {
      g_autoptr (RcEvent) event = rc_event_load (case_file, g_array_index (self->events[kind], gint64, i), error);
      const char *final;

      if (event == NULL || !rc_event_read_fields (event, case_file, reader, error))
        return FALSE;
      final = rc_event_peek_field (event, RC_FIELD_FINAL);
      if (final == NULL || (self->outcome != NULL && event->time_us < time_us))
        continue;
      g_free (self->outcome);
      self->outcome = rc_mask_field (case_file, RC_FIELD_FINAL, final, NULL);
      self->outcome_event = event->id;
      time_us = event->time_us;
    }
  return TRUE;
}

/**
 * rc_decision_load:
 * @reference: the business reference, letter for letter
 *
 * Returns: (transfer full): all events under the reference, each confirmed by its record
 */
RcDecision *
rc_decision_load (RcCase          *case_file,
                  RcRecordReader  *reader,
                  const char      *reference,
                  GError         **error)
{
  static const RcEventKind tellers[] = { RC_EVENT_DECISION, RC_EVENT_HUMAN_ACTION, RC_EVENT_INFERENCE };
  g_autoptr (RcDecision) self = g_new0 (RcDecision, 1);

  self->reference = g_strdup (reference);
  if (!find_events (self, case_file, reader, error))
    return NULL;
  for (guint i = 0; self->outcome == NULL && i < G_N_ELEMENTS (tellers); i++)
    if (!find_outcome (self, tellers[i], case_file, reader, error))
      return NULL;

  return g_steal_pointer (&self);
}
