/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-selective.h"

#include "core/event-record.h"
#include "core/words.h"

/* What the maker says that a record tells, held against what was read from it again. Where nothing can read it, the maker's word is what stands in the case. */

typedef struct
{
  RcCase  *case_file;
  guint64  n_good;
  guint64  n_bad;
} Events;

#define FAULTS_TOLD 20u

static gboolean
is_text (const RcJson *line,
         const char   *name,
         const char   *found)
{
  g_autofree char *said = rc_json_dup_string (line, rc_json_member (line, 0, name));

  return g_strcmp0 (said, found) == 0;
}

static gboolean
is_number (const RcJson *line,
           const char   *name,
           gint64        found)
{
  gint64 said;

  return rc_json_get_integer (line, rc_json_member (line, 0, name), &said) && said == found;
}

static gboolean
is_time (const RcJson *line,
         gint64        found)
{
  return found != RC_TIME_NONE ? is_number (line, "time_us", found) : rc_json_is (line, rc_json_member (line, 0, "time_us"), RC_JSON_NULL);
}

static gboolean
is_same (const RcJson  *line,
         const RcEvent *event)
{
  return is_number (line, "row", event->row) && is_text (line, "kind", rc_event_kind_to_name (event->kind)) && is_time (line, event->time_us)
    && is_number (line, "span_us", event->span_us) && is_text (line, "system", event->system) && is_text (line, "model", event->model)
    && is_text (line, "endpoint", event->endpoint);
}

static gboolean
find_same (Events        *self,
           const RcJson  *line,
           gint64         source,
           gint64         record,
           gboolean      *out_found,
           GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcSource) whole = rc_source_load (rc_case_get_database (self->case_file), source, &local_error);
  g_autoptr (GArray) events = NULL;

  *out_found = FALSE;
  if (whole == NULL && local_error->domain == RC_CASE_ERROR)
    return TRUE;
  if (whole == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  events = rc_event_list_at_record (self->case_file, whole, (guint64) record, G_MAXINT, error);
  for (guint i = 0; events != NULL && i < events->len && !*out_found; i++)
    {
      g_autoptr (RcEvent) event = rc_event_load (self->case_file, g_array_index (events, gint64, i), error);

      if (event == NULL)
        return FALSE;
      *out_found = is_same (line, event);
    }
  return events != NULL;
}

static gboolean
check_event (RcBundleOpenWork  *work,
             const RcJson      *line,
             guint64            number,
             gpointer           user_data,
             GError           **error)
{
  Events *self = user_data;
  g_autofree char *object = g_strdup_printf ("data/events.jsonl line %" G_GUINT64_FORMAT, number);
  g_autofree char *place = NULL;
  gint64 source = 0, record = 0;
  gboolean found = FALSE;

  if (rc_json_get_integer (line, rc_json_member (line, 0, "source"), &source) && rc_json_get_integer (line, rc_json_member (line, 0, "record"), &record)
      && source > 0 && record > 0 && !find_same (self, line, source, record, &found, error))
    return FALSE;
  if (found)
    {
      self->n_good++;
      return TRUE;
    }
  work->opening->n_differing++;
  place = g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, source, record);
  if (self->n_bad++ < FAULTS_TOLD)
    rc_bundle_check_add (work, object, RC_VERDICT_INVALID, "replay", N_("what the record tells"), place,
                         _("What the bundle says that a record tells is not what is read in it."));
  return TRUE;
}

gboolean
rc_bundle_selective_events (RcBundleOpenWork  *work,
                            RcCase            *case_file,
                            GError           **error)
{
  Events events = { .case_file = case_file };

  if (!rc_bundle_check_lines (work, "data/events.jsonl", check_event, &events, error))
    return FALSE;
  work->opening->n_compared += events.n_good + events.n_bad;
  return TRUE;
}
