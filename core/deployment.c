/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "deployment.h"

#include <string.h>

#include "deployment-term.h"
#include "number.h"

void
rc_deployment_free (RcDeployment *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->event, rc_event_free);
  g_free (self->version);
  g_free (self);
}

/* A time that is told and cannot be read is not known; one that is not told is @absent. */
static RcBound
read_bound (const RcEvent *event,
            RcField        field,
            RcBound        absent,
            RcTimestamp   *out_time)
{
  const char *text = rc_event_peek_field (event, field);

  if (text == NULL)
    return absent;

  return rc_timestamp_parse (text, strlen (text), RC_ZONE_UNKNOWN, 0, out_time) ? RC_BOUND_AT : RC_BOUND_UNKNOWN;
}

/* "10%" and "10" are ten hundredths, "0.1" is too: a number up to 1 is a part, a greater one a percentage. */
static double
read_share (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;
  gboolean is_percentage = length > 0 && text[length - 1] == '%';
  double value;

  if (length == 0 || !rc_number_read (text, is_percentage ? length - 1 : length, &value) || value <= 0 || value > 100)
    return 0;

  return is_percentage || value > 1 ? value / 100 : value;
}

static RcDeployment *
deployment_from_event (RcEvent *event)
{
  RcDeployment *self = g_new0 (RcDeployment, 1);

  self->event = event;
  self->version = rc_event_dup_version (event);
  self->has_digest = rc_event_get_model_digest (event, &self->digest);
  self->share = read_share (rc_event_peek_field (event, RC_FIELD_SHARE));
  self->period.ends = read_bound (event, RC_FIELD_VALID_TO, RC_BOUND_OPEN, &self->period.to);
  self->has_end = self->period.ends != RC_BOUND_OPEN;
  self->period.begins = read_bound (event, RC_FIELD_VALID_FROM, RC_BOUND_UNKNOWN, &self->period.from);
  /* A beginning that is told and cannot be read is not the record's own time. */
  if (rc_event_peek_field (event, RC_FIELD_VALID_FROM) == NULL && event->time_us != RC_TIME_NONE)
    {
      self->period.from.from_us = event->time_us;
      self->period.from.to_us = event->time_us + event->span_us;
      self->period.begins = RC_BOUND_AT;
    }

  return self;
}

/**
 * rc_deployment_load:
 * @id: number of the event
 *
 * Returns: (transfer full): what its record says of the deployment
 */
RcDeployment *
rc_deployment_load (RcCase          *case_file,
                    RcRecordReader  *reader,
                    gint64           id,
                    GError         **error)
{
  g_autoptr (RcEvent) event = rc_event_load (case_file, id, error);

  if (event == NULL || !rc_event_read_fields (event, case_file, reader, error))
    return NULL;

  return deployment_from_event (g_steal_pointer (&event));
}

gboolean
rc_deployment_is_partial (const RcDeployment *self)
{
  return rc_deployment_share_is_partial (self->share);
}

/**
 * rc_deployment_same_place:
 * @self: a deployment
 * @event: an inference, or another deployment's event
 *
 * Returns: whether both are at the same endpoint; of systems that are both named and differ it is another endpoint. Where one
 *   side names no endpoint, the system decides
 */
gboolean
rc_deployment_same_place (const RcDeployment *self,
                          const RcEvent      *event)
{
  return rc_deployment_place_matches (self->event->system, self->event->endpoint, event->system, event->endpoint);
}

static int
compare_beginnings (gconstpointer a,
                    gconstpointer b)
{
  const RcDeployment *left = *(const RcDeployment * const *) a;
  const RcDeployment *right = *(const RcDeployment * const *) b;
  int order = rc_interval_compare_beginnings (&left->period, &right->period);

  if (order != 0)
    return order;

  return left->event->id < right->event->id ? -1 : left->event->id > right->event->id;
}

static void
find_ends (GPtrArray *deployments)
{
  g_autoptr (GArray) terms = g_array_sized_new (FALSE, FALSE, sizeof (RcDeploymentTerm), deployments->len);
  g_autoptr (GStringChunk) texts = g_string_chunk_new (4096);

  for (guint i = 0; i < deployments->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (deployments, i);
      RcDeploymentTerm term;

      rc_deployment_term_init (&term, deployment, texts);
      g_array_append_val (terms, term);
    }

  rc_deployment_terms_end (terms);
  for (guint i = 0; i < deployments->len; i++)
    ((RcDeployment *) g_ptr_array_index (deployments, i))->period = g_array_index (terms, RcDeploymentTerm, i).period;
}

/**
 * rc_deployment_list:
 * @case_file: the case
 * @reader: reads the records
 * @known_at_us: those recorded later are left out; %RC_TIME_NONE: none is
 * @limit: how many records at most are read, the newest first
 * @out_complete: (out): %FALSE where there are more
 *
 * Returns: (element-type RcDeployment) (transfer full): the deployments by their beginning, those without one last
 */
GPtrArray *
rc_deployment_list (RcCase         *case_file,
                    RcRecordReader *reader,
                    gint64          known_at_us,
                    guint           limit,
                    gboolean       *out_complete,
                    GError        **error)
{
  g_autoptr (GPtrArray) deployments = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_deployment_free);
  g_autoptr (GArray) ids = NULL;

  ids = rc_event_list_kind (case_file, RC_EVENT_DEPLOYMENT, limit + 1, error);
  if (ids == NULL)
    return NULL;
  *out_complete = ids->len <= limit;

  for (guint i = 0; i < MIN (ids->len, limit); i++)
    {
      g_autoptr (RcDeployment) deployment = rc_deployment_load (case_file, reader, g_array_index (ids, gint64, i), error);

      if (deployment == NULL)
        return NULL;
      if (known_at_us == RC_TIME_NONE || deployment->event->time_us == RC_TIME_NONE || deployment->event->time_us <= known_at_us)
        g_ptr_array_add (deployments, g_steal_pointer (&deployment));
    }

  g_ptr_array_sort (deployments, compare_beginnings);
  find_ends (deployments);
  return g_steal_pointer (&deployments);
}
