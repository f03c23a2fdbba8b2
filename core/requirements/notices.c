/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/bounds.h"
#include "core/requirements/check.h"

/*
 * Incidents and what was reported of them. A record of the kind incident tells an incident; where its action is a report or a notice it tells
 * that one went out, and its target names the incident. Awareness is when the record says that the incident became known (its beginning of
 * validity). Where it does not, nobody was aware before the record's own time, or soon after: a report in time of that is in time, and one
 * that is late of that is perhaps not.
 */

typedef struct
{
  GPtrArray  *list;
  GHashTable *by_id;       /* id → RcRequirementNotice, borrowed */
  GPtrArray  *reports;     /* of RcRequirementNotice: target in @id */
  gboolean    is_cut;
} Pass;

void
rc_requirement_notice_free (RcRequirementNotice *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->category);
  g_free (self);
}

static gboolean
is_report (const RcEvent *event)
{
  static const char * const words[] = { "report", "reported", "notify", "notified", "notice", "follow-up", NULL };
  const char *action = rc_event_peek_field (event, RC_FIELD_ACTION);
  g_autofree char *lower = action != NULL ? g_ascii_strdown (action, -1) : NULL;

  return lower != NULL && g_strv_contains (words, lower);
}

static void
take_time (RcRequirementNotice *notice,
           const RcEvent       *event,
           RcField              field)
{
  const char *text = rc_event_peek_field (event, field);

  if (text != NULL)
    {
      notice->is_aware_told = TRUE;
      notice->has_aware = rc_timestamp_parse (text, strlen (text), RC_ZONE_UNKNOWN, 0, &notice->aware);
      return;
    }
  if (event->time_us == RC_TIME_NONE)
    return;

  notice->aware.from_us = event->time_us;
  notice->aware.to_us = event->time_us + event->span_us;
  notice->has_aware = TRUE;
}

static gboolean
see_incident (const RcEvent *event,
              gpointer       user_data)
{
  Pass *self = user_data;
  gboolean is_of_report = is_report (event);
  RcRequirementNotice *notice;

  if (self->list->len + self->reports->len == RC_LIMIT_REQUIREMENT_PLACES)
    {
      self->is_cut = TRUE;
      return FALSE;
    }

  notice = g_new0 (RcRequirementNotice, 1);
  notice->id = g_strdup (rc_event_peek_field (event, is_of_report ? RC_FIELD_TARGET : RC_FIELD_ID));
  notice->category = g_strdup (rc_event_peek_field (event, RC_FIELD_SEVERITY));
  notice->source = event->source;
  notice->record = event->record;
  if (is_of_report)
    {
      /* When the report went out is the record's own time. */
      take_time (notice, event, RC_N_FIELDS);
      g_ptr_array_add (self->reports, notice);
      return TRUE;
    }

  take_time (notice, event, RC_FIELD_VALID_FROM);
  g_ptr_array_add (self->list, notice);
  if (notice->id != NULL)
    g_hash_table_insert (self->by_id, notice->id, notice);
  return TRUE;
}

/* The first report counts for the deadline. */
static void
join_reports (Pass *self)
{
  for (guint i = 0; i < self->reports->len; i++)
    {
      const RcRequirementNotice *report = g_ptr_array_index (self->reports, i);
      RcRequirementNotice *incident = report->id != NULL ? g_hash_table_lookup (self->by_id, report->id) : NULL;

      if (incident == NULL)
        continue;
      incident->n_reports++;
      if (!report->has_aware || (incident->has_reported && incident->reported.from_us <= report->aware.from_us))
        continue;
      incident->reported = report->aware;
      incident->has_reported = TRUE;
      incident->report_source = report->source;
      incident->report_record = report->record;
    }
}

/**
 * rc_requirement_get_notices:
 *
 * Returns: (element-type RcRequirementNotice) (transfer none) (nullable): the incidents in scope
 */
GPtrArray *
rc_requirement_get_notices (RcRequirementContext  *context,
                            GError               **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_requirement_notice_free);
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_requirement_notice_free);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  Pass pass = { .list = list, .by_id = by_id, .reports = reports };

  if (context->notices != NULL)
    return context->notices;
  if (!rc_requirement_walk (context, RC_EVENT_INCIDENT, see_incident, &pass, error))
    return NULL;

  join_reports (&pass);
  context->notices = g_steal_pointer (&list);
  context->notices_complete = !pass.is_cut;
  return context->notices;
}
