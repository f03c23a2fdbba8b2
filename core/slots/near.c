/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/slot.h"
#include "core/slot-trace.h"
#include "core/words.h"

#define DAY_US (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
/* Reports are about no longer time than this. */
#define LONGEST_WINDOW_US (31 * DAY_US)

/* On the same system and model, as far as both records name them. */
static gboolean
concerns (const RcSlotContext *context,
          const RcEvent       *found)
{
  if (found->system != NULL && context->event->system != NULL && g_strcmp0 (found->system, context->event->system) != 0)
    return FALSE;
  if (found->model != NULL && context->event->model != NULL && g_strcmp0 (found->model, context->event->model) != 0)
    return FALSE;

  return found->system != NULL || found->model != NULL;
}

static void
append_field (GString       *text,
              const RcEvent *event,
              RcField        field,
              const char    *format_before)
{
  const char *value = rc_event_peek_field (event, field);
  g_autofree char *shown = value != NULL ? rc_slot_shorten (value) : NULL;

  if (shown != NULL)
    g_string_append_printf (text, "%s%s", format_before, shown);
}

static GString *
begin_description (const RcEvent *found)
{
  GString *text = g_string_new (NULL);

  append_field (text, found, RC_FIELD_ID, "");
  append_field (text, found, RC_FIELD_ACTION, text->len > 0 ? ": " : "");
  append_field (text, found, RC_FIELD_METRIC, text->len > 0 ? " " : "");
  append_field (text, found, RC_FIELD_SCORE, " = ");
  append_field (text, found, RC_FIELD_THRESHOLD, _(" against "));
  append_field (text, found, RC_FIELD_SEVERITY, _(", severity "));
  if (text->len > 0)
    g_string_append (text, ", ");
  return text;
}

/* Many calls lie in a window: that it was reported says nothing of each of them. */
static gboolean
is_in_window (RcSlotContext *context,
              const RcEvent *found)
{
  const char *from = rc_event_peek_field (found, RC_FIELD_VALID_FROM), *to = rc_event_peek_field (found, RC_FIELD_VALID_TO);
  RcTimestamp begin, end;

  return from != NULL && to != NULL && rc_timestamp_parse (from, strlen (from), RC_ZONE_UNKNOWN, 0, &begin) &&
         rc_timestamp_parse (to, strlen (to), RC_ZONE_UNKNOWN, 0, &end) && begin.to_us <= context->instant->from_us &&
         context->instant->to_us <= end.from_us;
}

static char *
describe (RcSlotContext *context,
          const RcEvent *found)
{
  g_autoptr (GString) text = begin_description (found);
  g_autofree char *time = rc_slot_dup_time (found);
  gint64 distance_us = found->time_us - context->event->time_us;
  gint64 tenths = (ABS (distance_us) + 180 * G_USEC_PER_SEC) / (360 * G_USEC_PER_SEC);
  g_autofree char *hours = g_strdup_printf (_("%1$d.%2$d"), (int) (tenths / 10), (int) (tenths % 10));

  g_string_append_printf (text, distance_us < 0 ? _("%1$s, %2$s hours before") : _("%1$s, %2$s hours after"), time, hours);
  if (is_in_window (context, found))
    g_string_append (text, _("; the inference lies within the window that it reports"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Not every record of a filter has an id, a figure or a word for what it did. */
static char *
describe_joined (const RcFollower *follower)
{
  g_autoptr (GString) text = begin_description (follower->event);
  g_autofree char *time = rc_slot_dup_time (follower->event);

  append_field (text, follower->event, RC_FIELD_STATUS, "");
  if (text->len > 0 && !g_str_has_suffix (text->str, ", "))
    g_string_append (text, ", ");
  g_string_append_printf (text, "%s, ", time);
  if (follower->is_ambiguous)
    g_string_append_printf (text, _("names %u answers of the log: which of them is not told"), follower->n_inferences);
  else if (follower->way == RC_JOIN_BY_TRACE)
    g_string_append (text, _("about the trace that the answer is part of"));
  else if (follower->way == RC_JOIN_BY_DECISION)
    g_string_append (text, _("under the same business reference"));
  else
    g_string_append (text, _("names this answer"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * rc_slot_add_joined:
 * @kind: of records that speak of one call
 *
 * Adds the records of @kind that name the inference, its decision or its trace.
 */
gboolean
rc_slot_add_joined (RcSlotContext  *context,
                    RcSlotBuilder  *builder,
                    RcEventKind     kind,
                    GError        **error)
{
  static const RcField fields[] = {
    RC_FIELD_ID, RC_FIELD_TARGET, RC_FIELD_CORRELATION, RC_FIELD_TRACE, RC_FIELD_ACTION, RC_FIELD_METRIC, RC_FIELD_SCORE,
    RC_FIELD_THRESHOLD, RC_FIELD_SEVERITY, RC_FIELD_STATUS, RC_FIELD_TIME, RC_N_FIELDS
  };
  gboolean complete;
  GPtrArray *followers = rc_slot_context_get_followers (context, kind, &complete, error);

  if (followers == NULL)
    return FALSE;

  for (guint i = 0; i < followers->len; i++)
    {
      const RcFollower *follower = g_ptr_array_index (followers, i);
      g_autofree char *value = describe_joined (follower);

      rc_slot_builder_set_rung (builder, follower->way < RC_JOIN_BY_DECISION ? N_("record that names the inference")
                                : follower->way == RC_JOIN_BY_DECISION ? N_("record under the same business reference")
                                                                       : N_("record about the same trace"));
      if (!rc_slot_builder_add_fields (builder, value, value, FALSE, RC_IDENTITY_WEAK, follower->event, fields, error))
        return FALSE;
    }

  if (!complete)
    rc_slot_builder_note (builder, _("There may be more such records than are told here."));
  return TRUE;
}

static gboolean
is_joined (RcSlotContext *context,
           gint64         id)
{
  for (guint kind = 0; kind < RC_N_EVENT_KINDS; kind++)
    for (guint i = 0; context->followers[kind] != NULL && i < context->followers[kind]->len; i++)
      if (((const RcFollower *) g_ptr_array_index (context->followers[kind], i))->event->id == id)
        return TRUE;

  return FALSE;
}

static gboolean
add_near (RcSlotContext  *context,
          RcSlotBuilder  *builder,
          const RcEvent  *found,
          GError        **error)
{
  static const RcField fields[] = {
    RC_FIELD_ID, RC_FIELD_ACTION, RC_FIELD_METRIC, RC_FIELD_SCORE, RC_FIELD_THRESHOLD, RC_FIELD_SEVERITY, RC_FIELD_TIME, RC_N_FIELDS
  };
  g_autofree char *value = describe (context, found);
  g_autofree char *distance = g_strdup_printf ("%" G_GINT64_FORMAT, found->time_us - context->event->time_us);

  if (!rc_slot_builder_add_fields (builder, value, value, FALSE, RC_IDENTITY_WEAK, found, fields, error))
    return FALSE;

  rc_slot_builder_add_fact (builder, RC_FACT_DISTANCE, distance, FALSE);
  return TRUE;
}

/* A report may be about weeks that began long before: it is near wherever its window reaches to the inference. */
static gboolean
add_windows (RcSlotContext  *context,
             RcSlotBuilder  *builder,
             RcEventKind     kind,
             GError        **error)
{
  g_autoptr (GArray) ids = NULL;

  ids = rc_event_list_between (context->case_file, kind, context->instant->from_us - LONGEST_WINDOW_US,
                               context->instant->from_us - DAY_US - 1, RC_LIMIT_LINEAGE_EVENTS, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      const RcEvent *found;

      if (!rc_slot_context_read_event (context, g_array_index (ids, gint64, i), &found, error))
        return FALSE;
      if (found == NULL || !concerns (context, found) || is_joined (context, found->id) || !is_in_window (context, found))
        continue;
      rc_slot_builder_set_rung (builder, N_("within a window that was reported"));
      if (!add_near (context, builder, found, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rc_slot_add_near:
 * @kind: anomalies or incidents
 *
 * Adds the records of @kind that lie within a day before or after the inference, on its system or model.
 */
gboolean
rc_slot_add_near (RcSlotContext  *context,
                  RcSlotBuilder  *builder,
                  RcEventKind     kind,
                  GError        **error)
{
  g_autoptr (GArray) ids = NULL;

  if (context->instant == NULL)
    {
      rc_slot_builder_note (builder, _("The record of the inference tells no time to look around."));
      return TRUE;
    }

  ids = rc_event_list_between (context->case_file, kind, context->instant->from_us - DAY_US, context->instant->to_us + DAY_US,
                               RC_LIMIT_LINEAGE_EVENTS, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      const RcEvent *found;

      if (!rc_slot_context_read_event (context, g_array_index (ids, gint64, i), &found, error))
        return FALSE;
      if (found != NULL && !concerns (context, found))
        rc_slot_trace_event (context, RC_LINEAGE_STEP_LEFT_OUT, found,
                             _("A record of the kind “%s” from these two days is left out: it is not about this system or model, or "
                               "names neither."),
                             rc_event_kind_to_name (kind));
      if (found == NULL || !concerns (context, found) || is_joined (context, found->id))
        continue;
      rc_slot_builder_set_rung (builder, N_("within 24 hours on the same system or model"));
      if (!add_near (context, builder, found, error))
        return FALSE;
    }

  if (ids->len == 0)
    rc_slot_trace (context, RC_LINEAGE_STEP_TRIED, 0, 0,
                   _("No record of the kind “%s” is dated within 24 hours before or after the inference."),
                   rc_event_kind_to_name (kind));
  if (!add_windows (context, builder, kind, error))
    return FALSE;
  if (ids->len == RC_LIMIT_LINEAGE_EVENTS)
    rc_slot_builder_note (builder, _("Only the %u newest records of these two days were looked at."), RC_LIMIT_LINEAGE_EVENTS);
  return TRUE;
}
