/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "timeline-marks.h"

#include <string.h>

#include "approval.h"
#include "deployment.h"
#include "display-text.h"
#include "words.h"

#define MAX_NAME_BYTES 120u
#define MAX_LOOKED_AT 10000u      /* records of one kind that are asked whether they belong to a system */

RcTimelineMark *
rc_timeline_add_mark (RcTimeline         *self,
                      RcTimelineMarkKind  kind,
                      gint64              time_us,
                      gint64              event,
                      char               *words)
{
  RcTimelineMark *mark = g_new0 (RcTimelineMark, 1);

  mark->kind = kind;
  mark->time_us = time_us;
  mark->until_us = time_us;
  mark->event = event;
  mark->words = words;
  g_ptr_array_add (self->marks, mark);
  return mark;
}

static void
add_mark_of_event (RcTimeline         *self,
                   RcTimelineMarkKind  kind,
                   gint64              time_us,
                   const RcEvent      *event,
                   char               *words)
{
  RcTimelineMark *mark = rc_timeline_add_mark (self, kind, time_us, event->id, words);

  mark->source = event->source;
  mark->record = event->record;
}

char *
rc_timeline_show (const char *tainted)
{
  return tainted != NULL && *tainted != '\0' ? rc_display_text (tainted, -1, MAX_NAME_BYTES) : NULL;
}

static char *
word_deployment (const RcDeployment *deployment)
{
  g_autofree char *version = rc_timeline_show (deployment->version);
  g_autofree char *place = rc_timeline_show (deployment->event->endpoint);

  if (version == NULL)
    return g_strdup (_("A deployment that names no version"));
  /* Translators: a version of a model, and the endpoint that it answers at. */
  return place != NULL ? g_strdup_printf (_("%1$s deployed at %2$s"), version, place) : g_strdup_printf (_("%s deployed"), version);
}

static void
add_band (RcTimeline         *self,
          const RcDeployment *deployment)
{
  RcTimelineBand *band;

  if (deployment->version == NULL || deployment->period.begins != RC_BOUND_AT)
    return;
  if (self->bands->len == RC_TIMELINE_MAX_BANDS)
    return;

  band = g_new0 (RcTimelineBand, 1);
  band->version = rc_timeline_show (deployment->version);
  band->place = rc_timeline_show (deployment->event->endpoint);
  band->from_us = deployment->period.from.from_us;
  band->to_us = deployment->period.ends == RC_BOUND_AT ? deployment->period.to.from_us : RC_TIME_NONE;
  band->is_deployment = TRUE;
  band->source = deployment->event->source;
  band->record = deployment->event->record;
  g_ptr_array_add (self->bands, band);
}

static gboolean
add_deployments (RcTimeline             *self,
                 const RcTimelineScope  *scope,
                 GError                **error)
{
  gboolean complete = TRUE;
  g_autoptr (GPtrArray) deployments = rc_deployment_list (scope->case_file, scope->reader, RC_TIME_NONE, RC_TIMELINE_MAX_MARKS, &complete,
                                                          error);

  if (deployments == NULL)
    return FALSE;
  for (guint i = 0; i < deployments->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (deployments, i);
      gboolean has = FALSE;

      if (!rc_timeline_scope_has_event (scope, deployment->event, &has, error))
        return FALSE;
      if (!has || deployment->period.begins != RC_BOUND_AT)
        continue;
      add_mark_of_event (self, RC_TIMELINE_DEPLOYMENT, deployment->period.from.from_us, deployment->event, word_deployment (deployment));
      add_band (self, deployment);
    }
  self->is_cut = self->is_cut || !complete;
  return TRUE;
}

static char *
word_approval (const RcEvent *event)
{
  g_autofree char *raw = rc_event_dup_version (event);
  g_autofree char *version = rc_timeline_show (raw);

  if (rc_approval_is_refusal (event))
    return version != NULL ? g_strdup_printf (_("Approval of %s refused or taken back"), version)
                           : g_strdup (_("An approval refused or taken back"));
  return version != NULL ? g_strdup_printf (_("%s approved"), version) : g_strdup (_("An approval that names no version"));
}

static char *
word_anomaly (const RcEvent *event)
{
  g_autofree char *metric = rc_timeline_show (rc_event_peek_field (event, RC_FIELD_METRIC));
  g_autofree char *action = rc_timeline_show (rc_event_peek_field (event, RC_FIELD_ACTION));

  if (metric == NULL)
    return g_strdup (_("An anomaly was recorded"));
  if (action == NULL)
    return g_strdup_printf (_("Anomaly: %s"), metric);
  /* Translators: a watched figure, and what was done: raise, resolve. */
  return g_strdup_printf (_("Anomaly: %1$s (%2$s)"), metric, action);
}

static char *
word_incident (const RcEvent *event)
{
  g_autofree char *severity = rc_timeline_show (rc_event_peek_field (event, RC_FIELD_SEVERITY));

  return severity != NULL ? g_strdup_printf (_("Incident, severity as recorded: %s"), severity) : g_strdup (_("An incident was recorded"));
}

static char *
word_event (const RcEvent *event)
{
  switch (event->kind)
    {
    case RC_EVENT_APPROVAL: return word_approval (event);
    case RC_EVENT_ANOMALY:  return word_anomaly (event);
    default:                return word_incident (event);
    }
}

/* A record that cannot be read again is told by the checks; its time is known all the same. */
static gboolean
add_events (RcTimeline             *self,
            const RcTimelineScope  *scope,
            RcEventKind             kind,
            RcTimelineMarkKind      mark,
            GError                **error)
{
  guint limit = scope->within != NULL ? MAX_LOOKED_AT : RC_TIMELINE_MAX_MARKS;
  g_autoptr (GArray) ids = rc_event_list_kind (scope->case_file, kind, limit + 1, error);
  guint count = 0;

  if (ids == NULL)
    return FALSE;
  self->is_cut = self->is_cut || ids->len > limit;
  for (guint i = 0; i < MIN (ids->len, limit); i++)
    {
      g_autoptr (RcEvent) event = rc_event_load (scope->case_file, g_array_index (ids, gint64, i), error);
      gboolean has = FALSE;

      if (event == NULL || !rc_timeline_scope_has_event (scope, event, &has, error))
        return FALSE;
      if (!has || event->time_us == RC_TIME_NONE)
        continue;
      if (count++ == RC_TIMELINE_MAX_MARKS)
        {
          self->is_cut = TRUE;
          return TRUE;
        }
      if (!rc_event_read_fields (event, scope->case_file, scope->reader, NULL))
        g_clear_pointer (&event->fields, g_ptr_array_unref);
      if (event->fields == NULL)
        event->fields = g_ptr_array_new ();
      add_mark_of_event (self, mark, event->time_us, event, word_event (event));
    }
  return TRUE;
}

/* Where in time an exception stands: at the record of an event; what is absent at the end stands at the end. (transfer full) (nullable) */
static gboolean
place_exception (RcTimeline             *self,
                 const RcTimelineScope  *scope,
                 const RcException      *exception,
                 gint64                 *out_time_us,
                 RcEvent               **out_event,
                 GError                **error)
{
  gint64 id = 0;

  *out_event = NULL;
  *out_time_us = strcmp (exception->kind, RC_EXCEPTION_CHAIN_TAIL_MISSING) == 0 ? self->to_us : RC_TIME_NONE;
  if (exception->source == 0 || exception->record <= 0)
    return TRUE;
  if (!rc_event_find_at_record (scope->case_file, exception->source, (guint64) exception->record, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;
  *out_event = rc_event_load (scope->case_file, id, error);
  if (*out_event != NULL)
    *out_time_us = (*out_event)->time_us;
  return *out_event != NULL;
}

/* What is absent is of the system that the first record of its source is of. */
static gboolean
has_exception (const RcTimelineScope  *scope,
               const RcException      *exception,
               RcEvent                *event,
               gboolean               *out_has,
               GError                **error)
{
  g_autoptr (RcSource) source = NULL;
  g_autoptr (RcEvent) first = NULL;

  *out_has = scope->within == NULL;
  if (*out_has)
    return TRUE;
  if (event != NULL)
    return rc_timeline_scope_has_event (scope, event, out_has, error);
  if (exception->source == 0)
    return TRUE;

  source = rc_source_load (rc_case_get_database (scope->case_file), exception->source, NULL);
  if (source == NULL || source->event_rows == 0)
    return TRUE;
  first = rc_event_load (scope->case_file, source->first_event, NULL);
  return first == NULL || rc_timeline_scope_has_event (scope, first, out_has, error);
}

static gboolean
add_exceptions (RcTimeline             *self,
                const RcTimelineScope  *scope,
                const RcJudgement      *judgement,
                GError                **error)
{
  guint count = 0;

  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);
      g_autoptr (RcEvent) event = NULL;
      RcTimelineMark *mark;
      gboolean has = FALSE;
      gint64 time_us;

      if (exception->caused_by > 0)
        continue;
      if (count == RC_TIMELINE_MAX_MARKS)
        {
          self->is_cut = TRUE;
          return TRUE;
        }
      if (!place_exception (self, scope, exception, &time_us, &event, error) || !has_exception (scope, exception, event, &has, error))
        return FALSE;
      if (!has || time_us == RC_TIME_NONE)
        continue;
      count++;
      mark = rc_timeline_add_mark (self, RC_TIMELINE_EXCEPTION, time_us, event != NULL ? event->id : 0,
                                   g_strdup (rc_exception_kind_title (exception->kind)));
      mark->source = exception->source;
      mark->record = (guint64) MAX (exception->record, 0);
    }
  return TRUE;
}

gboolean
rc_timeline_add_marks (RcTimeline             *self,
                       const RcTimelineScope  *scope,
                       const RcJudgement      *judgement,
                       GCancellable           *cancellable,
                       GError                **error)
{
  return add_deployments (self, scope, error)
    && add_events (self, scope, RC_EVENT_APPROVAL, RC_TIMELINE_APPROVAL, error)
    && !g_cancellable_set_error_if_cancelled (cancellable, error)
    && add_events (self, scope, RC_EVENT_ANOMALY, RC_TIMELINE_ANOMALY, error)
    && add_events (self, scope, RC_EVENT_INCIDENT, RC_TIMELINE_INCIDENT, error)
    && rc_timeline_add_claims (self, scope, cancellable, error)
    && !g_cancellable_set_error_if_cancelled (cancellable, error)
    && add_exceptions (self, scope, judgement, error);
}
