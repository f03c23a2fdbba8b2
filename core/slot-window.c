/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "bounds.h"
#include "date-words.h"
#include "occurrence.h"
#include "slot-context.h"
#include "slot-trace.h"
#include "words.h"

/*
 * How far the instant of the inference can be trusted. Where the clock of its log went back, either the records before stand too late or
 * those after too early, by as much as it went back: what lies within that much of the instant cannot be placed before or after it.
 */

/* Looked at before a record that goes back, for the one of its system that it goes back behind. */
#define MAX_BEFORE 16u

static gboolean
load_at (RcSlotContext  *self,
         gint64          source,
         gint64          record,
         RcEvent       **out_event,
         GError        **error)
{
  gint64 id;

  *out_event = NULL;
  if (!rc_event_find_at_record (self->case_file, source, record, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;

  *out_event = rc_event_load (self->case_file, id, error);
  return *out_event != NULL;
}

/* By how much the clock went back at the record of @exception; 0: that cannot be told any more. */
static gboolean
measure_step (RcSlotContext    *self,
              const RcException *exception,
              gint64           *out_step_us,
              GError          **error)
{
  g_autoptr (RcEvent) late = NULL;
  gint64 last = exception->record - (gint64) MAX_BEFORE;

  *out_step_us = 0;
  if (!load_at (self, exception->source, exception->record, &late, error))
    return FALSE;

  for (gint64 record = exception->record - 1; late != NULL && late->time_us != RC_TIME_NONE && record >= MAX (last, 1); record--)
    {
      g_autoptr (RcEvent) before = NULL;

      if (!load_at (self, exception->source, record, &before, error))
        return FALSE;
      if (before == NULL || before->time_us == RC_TIME_NONE || g_strcmp0 (before->system, late->system) != 0)
        continue;
      *out_step_us = MAX (before->time_us - late->time_us, 0);
      return TRUE;
    }

  return TRUE;
}

/* The same in every locale; (transfer full). */
static char *
dup_seconds (gint64 span_us)
{
  gint64 milliseconds = (span_us + 999) / 1000;

  return g_strdup_printf ("%" G_GINT64_FORMAT ".%03d", milliseconds / 1000, (int) (milliseconds % 1000));
}

/* The nearest place on each side at which the clock of the log went back. */
static void
find_steps (const RcSlotContext  *self,
            const RcException   **out_before,
            const RcException   **out_after)
{
  const GPtrArray *exceptions = self->judgement->exceptions;
  gint64 record = (gint64) self->event->record;

  *out_before = NULL;
  *out_after = NULL;
  for (guint i = 0; i < exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (exceptions, i);

      if (strcmp (exception->kind, RC_EXCEPTION_CLOCK_BACK) != 0 || exception->source != self->event->source || exception->record == 0)
        continue;
      if (exception->record <= record && (*out_before == NULL || exception->record > (*out_before)->record))
        *out_before = exception;
      if (exception->record > record && (*out_after == NULL || exception->record < (*out_after)->record))
        *out_after = exception;
    }
}

static void
trace_instant (RcSlotContext *self)
{
  g_autofree char *from = NULL, *to = NULL;

  if (!rc_slot_is_traced (self))
    return;
  if (self->instant == NULL)
    {
      rc_slot_trace_event (self, RC_LINEAGE_STEP_TRIED, self->event, _("The record of the inference tells no time that can be read: what was "
                                                                       "valid then cannot be told for certain."));
      return;
    }

  from = rc_time_format_utc (self->instant->from_us);
  to = rc_time_format_utc (self->instant->to_us);
  if (self->instant->to_us - self->instant->from_us < G_USEC_PER_SEC)
    rc_slot_trace_event (self, RC_LINEAGE_STEP_TRIED, self->event, _("The inference is dated %s by its own record."), from);
  else
    rc_slot_trace_event (self, RC_LINEAGE_STEP_TRIED, self->event, _("The inference is dated by its own record to some time between %1$s and "
                                                                     "%2$s."), from, to);
}

/* The same bytes that were met again, and records of its id that it replaced, are no records beside it. */
static gboolean
trace_occurrences (RcSlotContext  *self,
                   gboolean        superseded,
                   GError        **error)
{
  RcDatabase *database = rc_case_get_database (self->case_file);
  g_autoptr (GArray) events = rc_occurrence_list_of (database, self->event->id, superseded, RC_LIMIT_LINEAGE_STEPS, error);

  if (events == NULL)
    return FALSE;

  for (guint i = 0; i < events->len; i++)
    {
      g_autoptr (RcEvent) event = rc_event_load (self->case_file, g_array_index (events, gint64, i), error);

      if (event == NULL)
        return FALSE;
      rc_slot_trace_event (self, RC_LINEAGE_STEP_LEFT_OUT, event,
                           superseded ? _("An earlier record of the same id is left out: the inference's record replaced it.")
                                      : _("The same record was met once more here: that is another copy, and no other record."));
    }
  return TRUE;
}

static void
trace_step (RcSlotContext     *self,
            const RcException *exception,
            gint64             step_us)
{
  g_autofree char *seconds = dup_seconds (step_us);
  g_autofree char *record = rc_count_words ((guint64) exception->record);

  if (exception->record <= (gint64) self->event->record)
    rc_slot_trace (self, RC_LINEAGE_STEP_TRIED, exception->source, (guint64) exception->record,
                   _("The clock of the log went back by %1$s seconds at record %2$s: the inference may have happened "
                     "as much later than its record says."), seconds, record);
  else
    rc_slot_trace (self, RC_LINEAGE_STEP_TRIED, exception->source, (guint64) exception->record,
                   _("The clock of the log went back by %1$s seconds at record %2$s: the inference may have happened as much earlier than its "
                     "record says."), seconds, record);
}

/**
 * rc_slot_context_find_window:
 *
 * Sets @window: the instant of the inference, widened by what the clock of its log is known to be off near it.
 */
gboolean
rc_slot_context_find_window (RcSlotContext  *self,
                             GError        **error)
{
  const RcException *before, *after;
  gint64 step_us;

  rc_lineage_trace_begin_part (self->trace, RC_LINEAGE_PART_RECORD);
  if (rc_slot_is_traced (self) && (!trace_occurrences (self, TRUE, error) || !trace_occurrences (self, FALSE, error)))
    return FALSE;

  rc_lineage_trace_begin_part (self->trace, RC_LINEAGE_PART_INSTANT);
  trace_instant (self);
  self->window = self->instant;
  if (self->instant == NULL)
    {
      rc_lineage_trace_end_part (self->trace);
      return TRUE;
    }

  self->window_storage = self->instant_storage;
  self->window = &self->window_storage;
  find_steps (self, &before, &after);
  if (before != NULL)
    {
      if (!measure_step (self, before, &step_us, error))
        return FALSE;
      self->window_storage.to_us += step_us;
      if (step_us > 0)
        trace_step (self, before, step_us);
    }
  if (after != NULL)
    {
      if (!measure_step (self, after, &step_us, error))
        return FALSE;
      self->window_storage.from_us -= step_us;
      if (step_us > 0)
        trace_step (self, after, step_us);
    }

  rc_lineage_trace_end_part (self->trace);
  return TRUE;
}

/**
 * rc_slot_context_dup_doubt:
 *
 * Returns: (transfer full) (nullable): a sentence on how far the clock of the log is known to be off; %NULL: it is not
 */
char *
rc_slot_context_dup_doubt (const RcSlotContext *self)
{
  g_autofree char *seconds = NULL;
  gint64 later_us, earlier_us;

  if (self->instant == NULL)
    return NULL;

  later_us = self->window->to_us - self->instant->to_us;
  earlier_us = self->instant->from_us - self->window->from_us;
  if (later_us == 0 && earlier_us == 0)
    return NULL;

  seconds = dup_seconds (MAX (later_us, earlier_us));
  return g_strdup_printf (_("The clock of the log went back, next to this record by up to %s seconds: by as much its time is "
                            "not certain."), seconds);
}
