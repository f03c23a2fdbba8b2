/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "timeline-marks.h"

#include <string.h>

#include "approval.h"
#include "card.h"
#include "deployment.h"
#include "display-text.h"
#include "words.h"

#define MAX_NAME_BYTES 120u

static void
add_mark (RcTimeline         *self,
          RcTimelineMarkKind  kind,
          gint64              time_us,
          gint64              event,
          char               *words)
{
  RcTimelineMark *mark = g_new0 (RcTimelineMark, 1);

  mark->kind = kind;
  mark->time_us = time_us;
  mark->event = event;
  mark->words = words;
  g_ptr_array_add (self->marks, mark);
}

static char *
show (const char *tainted)
{
  return tainted != NULL && *tainted != '\0' ? rc_display_text (tainted, -1, MAX_NAME_BYTES) : NULL;
}

static char *
word_deployment (const RcDeployment *deployment)
{
  g_autofree char *version = show (deployment->version);
  g_autofree char *place = show (deployment->event->endpoint);

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
  band->version = show (deployment->version);
  band->place = show (deployment->event->endpoint);
  band->from_us = deployment->period.from.from_us;
  band->to_us = deployment->period.ends == RC_BOUND_AT ? deployment->period.to.from_us : RC_TIME_NONE;
  band->is_deployment = TRUE;
  g_ptr_array_add (self->bands, band);
}

static gboolean
add_deployments (RcTimeline      *self,
                 RcCase          *case_file,
                 RcRecordReader  *reader,
                 GError         **error)
{
  gboolean complete = TRUE;
  g_autoptr (GPtrArray) deployments = rc_deployment_list (case_file, reader, RC_TIME_NONE, RC_TIMELINE_MAX_MARKS, &complete, error);

  if (deployments == NULL)
    return FALSE;
  for (guint i = 0; i < deployments->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (deployments, i);

      if (deployment->period.begins != RC_BOUND_AT)
        continue;
      add_mark (self, RC_TIMELINE_DEPLOYMENT, deployment->period.from.from_us, deployment->event->id, word_deployment (deployment));
      add_band (self, deployment);
    }
  self->is_cut = self->is_cut || !complete;
  return TRUE;
}

static char *
word_approval (const RcEvent *event)
{
  g_autofree char *raw = rc_event_dup_version (event);
  g_autofree char *version = show (raw);

  if (rc_approval_is_refusal (event))
    return version != NULL ? g_strdup_printf (_("Approval of %s refused or taken back"), version)
                           : g_strdup (_("An approval refused or taken back"));
  return version != NULL ? g_strdup_printf (_("%s approved"), version) : g_strdup (_("An approval that names no version"));
}

static char *
word_anomaly (const RcEvent *event)
{
  g_autofree char *metric = show (rc_event_peek_field (event, RC_FIELD_METRIC));
  g_autofree char *action = show (rc_event_peek_field (event, RC_FIELD_ACTION));

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
  g_autofree char *severity = show (rc_event_peek_field (event, RC_FIELD_SEVERITY));

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
add_events (RcTimeline          *self,
            RcCase              *case_file,
            RcRecordReader      *reader,
            RcEventKind          kind,
            RcTimelineMarkKind   mark,
            GError             **error)
{
  g_autoptr (GArray) ids = rc_event_list_kind (case_file, kind, RC_TIMELINE_MAX_MARKS + 1, error);

  if (ids == NULL)
    return FALSE;
  self->is_cut = self->is_cut || ids->len > RC_TIMELINE_MAX_MARKS;
  for (guint i = 0; i < MIN (ids->len, RC_TIMELINE_MAX_MARKS); i++)
    {
      g_autoptr (RcEvent) event = rc_event_load (case_file, g_array_index (ids, gint64, i), error);

      if (event == NULL)
        return FALSE;
      if (event->time_us == RC_TIME_NONE)
        continue;
      if (!rc_event_read_fields (event, case_file, reader, NULL))
        g_clear_pointer (&event->fields, g_ptr_array_unref);
      if (event->fields == NULL)
        event->fields = g_ptr_array_new ();
      add_mark (self, mark, event->time_us, event->id, word_event (event));
    }
  return TRUE;
}

static char *
word_card (const RcCard *card,
           const char   *version)
{
  g_autofree char *edition = card->version_claim != NULL ? show (card->version_claim->value) : NULL;
  g_autofree char *shown = show (version);

  /* Translators: an edition of a model card, and the version of the model that it describes. */
  return edition != NULL ? g_strdup_printf (_("Model card %1$s of %2$s"), edition, shown) : g_strdup_printf (_("Model card of %s"), shown);
}

static gboolean
add_cards_of (RcTimeline  *self,
              RcCase      *case_file,
              const char  *version,
              GHashTable  *seen,
              GError     **error)
{
  g_autoptr (GPtrArray) cards = rc_card_list_of_version (case_file, version, error);

  if (cards == NULL)
    return FALSE;
  for (guint i = 0; i < cards->len; i++)
    {
      const RcCard *card = g_ptr_array_index (cards, i);

      if (!card->has_date || !g_hash_table_add (seen, g_memdup2 (&card->entity->id, sizeof card->entity->id)))
        continue;
      if (g_hash_table_size (seen) > RC_TIMELINE_MAX_MARKS)
        {
          self->is_cut = TRUE;
          return TRUE;
        }
      add_mark (self, RC_TIMELINE_CARD, card->date.from_us, 0, word_card (card, version));
    }
  return TRUE;
}

/* The cards of every version that a card or a registry speaks of: names, of which a case has few. */
static gboolean
add_cards (RcTimeline  *self,
           RcCase      *case_file,
           GError     **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) versions = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement;
  gboolean row = FALSE;

  statement = rc_database_prepare (database,
                                   "SELECT DISTINCT name FROM entity WHERE kind IN ('model-version', 'model') AND id <= ?1 "
                                   "ORDER BY kind DESC, name LIMIT ?2", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, rc_case_get_mark (case_file, "entity"));
  sqlite3_bind_int64 (statement, 2, RC_TIMELINE_MAX_MARKS);
  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      g_ptr_array_add (versions, rc_database_column_dup (statement, 0));
    }

  for (guint i = 0; i < versions->len; i++)
    {
      if (!add_cards_of (self, case_file, g_ptr_array_index (versions, i), seen, error))
        return FALSE;
    }
  return TRUE;
}

/* Where in time an exception stands: at the record of an event; what is absent at the end stands at the end. */
static gboolean
place_exception (RcTimeline         *self,
                 RcCase             *case_file,
                 const RcException  *exception,
                 gint64             *out_time_us,
                 gint64             *out_event,
                 GError            **error)
{
  g_autoptr (RcEvent) event = NULL;

  *out_time_us = RC_TIME_NONE;
  *out_event = 0;
  if (strcmp (exception->kind, RC_EXCEPTION_CHAIN_TAIL_MISSING) == 0)
    *out_time_us = self->to_us;
  if (exception->source == 0 || exception->record <= 0)
    return TRUE;
  if (!rc_event_find_at_record (case_file, exception->source, (guint64) exception->record, out_event, error))
    return FALSE;
  if (*out_event == 0)
    return TRUE;
  event = rc_event_load (case_file, *out_event, error);
  if (event != NULL)
    *out_time_us = event->time_us;
  return event != NULL;
}

static gboolean
add_exceptions (RcTimeline         *self,
                RcCase             *case_file,
                const RcJudgement  *judgement,
                GError            **error)
{
  guint count = 0;

  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);
      gint64 time_us, event;

      if (exception->caused_by > 0)
        continue;
      if (count == RC_TIMELINE_MAX_MARKS)
        {
          self->is_cut = TRUE;
          return TRUE;
        }
      if (!place_exception (self, case_file, exception, &time_us, &event, error))
        return FALSE;
      if (time_us == RC_TIME_NONE)
        continue;
      count++;
      add_mark (self, RC_TIMELINE_EXCEPTION, time_us, event, g_strdup (_(rc_exception_kind_title (exception->kind))));
    }
  return TRUE;
}

gboolean
rc_timeline_add_marks (RcTimeline         *self,
                       RcCase             *case_file,
                       RcRecordReader     *reader,
                       const RcJudgement  *judgement,
                       GCancellable       *cancellable,
                       GError            **error)
{
  return add_deployments (self, case_file, reader, error)
    && add_events (self, case_file, reader, RC_EVENT_APPROVAL, RC_TIMELINE_APPROVAL, error)
    && !g_cancellable_set_error_if_cancelled (cancellable, error)
    && add_events (self, case_file, reader, RC_EVENT_ANOMALY, RC_TIMELINE_ANOMALY, error)
    && add_events (self, case_file, reader, RC_EVENT_INCIDENT, RC_TIMELINE_INCIDENT, error)
    && add_cards (self, case_file, error)
    && !g_cancellable_set_error_if_cancelled (cancellable, error)
    && add_exceptions (self, case_file, judgement, error);
}
