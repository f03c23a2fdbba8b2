/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "deployment.h"

#include <string.h>

void
rc_deployment_free (RcDeployment *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->event, rc_event_free);
  g_free (self->version);
  g_free (self);
}

static gboolean
read_time (const RcEvent *event,
           RcField        field,
           RcTimestamp   *out_time)
{
  const char *text = rc_event_peek_field (event, field);

  return text != NULL && rc_timestamp_parse (text, strlen (text), RC_ZONE_UNKNOWN, 0, out_time);
}

static RcDeployment *
deployment_from_event (RcEvent *event)
{
  RcDeployment *self = g_new0 (RcDeployment, 1);

  self->event = event;
  self->version = rc_event_dup_version (event);
  self->has_digest = rc_event_get_model_digest (event, &self->digest);
  self->has_to = read_time (event, RC_FIELD_VALID_TO, &self->to);
  self->has_from = read_time (event, RC_FIELD_VALID_FROM, &self->from);
  self->has_unread_end = !self->has_to && rc_event_peek_field (event, RC_FIELD_VALID_TO) != NULL;
  /* A beginning that is told and cannot be read is not the record's own time. */
  if (rc_event_peek_field (event, RC_FIELD_VALID_FROM) == NULL && event->time_us != RC_TIME_NONE)
    {
      self->from.from_us = event->time_us;
      self->from.to_us = event->time_us + event->span_us;
      self->has_from = TRUE;
    }

  return self;
}

static gboolean
same_text (const char *a,
           const char *b)
{
  return a != NULL && b != NULL && strcmp (a, b) == 0;
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
  if (self->event->system != NULL && event->system != NULL && strcmp (self->event->system, event->system) != 0)
    return FALSE;
  if (self->event->endpoint != NULL && event->endpoint != NULL)
    return strcmp (self->event->endpoint, event->endpoint) == 0;

  return same_text (self->event->system, event->system);
}

static int
compare_beginnings (gconstpointer a,
                    gconstpointer b)
{
  const RcDeployment *left = *(const RcDeployment * const *) a;
  const RcDeployment *right = *(const RcDeployment * const *) b;

  if (left->has_from != right->has_from)
    return left->has_from ? -1 : 1;
  if (left->has_from && left->from.from_us != right->from.from_us)
    return left->from.from_us < right->from.from_us ? -1 : 1;

  return left->event->id < right->event->id ? -1 : left->event->id > right->event->id;
}

static char *
place_key (const RcEvent *event)
{
  return g_strdup_printf ("%s\n%s", event->system != NULL ? event->system : "", event->endpoint != NULL ? event->endpoint : "");
}

/* Where records tell beginnings only, each deployment lasts until the next one. One that tells its end does not end another:
 * inside an open one it overlaps. */
static void
find_next (GPtrArray *deployments)
{
  g_autoptr (GHashTable) next = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = deployments->len; i > 0; i--)
    {
      RcDeployment *deployment = g_ptr_array_index (deployments, i - 1);
      g_autofree char *key = place_key (deployment->event);
      const RcDeployment *later = g_hash_table_lookup (next, key);

      if (deployment->has_to || deployment->has_unread_end || !deployment->has_from)
        continue;
      if (later != NULL)
        {
          deployment->next = later->from;
          deployment->has_next = TRUE;
        }
      g_hash_table_insert (next, g_steal_pointer (&key), deployment);
    }
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
      g_autoptr (RcEvent) event = rc_event_load (case_file, g_array_index (ids, gint64, i), error);

      if (event == NULL)
        return NULL;
      if (known_at_us != RC_TIME_NONE && event->time_us != RC_TIME_NONE && event->time_us > known_at_us)
        continue;
      if (!rc_event_read_fields (event, case_file, reader, error))
        return NULL;
      g_ptr_array_add (deployments, deployment_from_event (g_steal_pointer (&event)));
    }

  g_ptr_array_sort (deployments, compare_beginnings);
  find_next (deployments);
  return g_steal_pointer (&deployments);
}

/**
 * rc_deployment_ran_at:
 * @self: a deployment
 * @instant: (nullable): an instant; %NULL: not known
 *
 * Returns: whether it ran at @instant, as far as the times can tell
 */
RcDeploymentAnswer
rc_deployment_ran_at (const RcDeployment *self,
                      const RcTimestamp  *instant)
{
  const RcTimestamp *end = self->has_to ? &self->to : self->has_next ? &self->next : NULL;

  if (instant == NULL || !self->has_from)
    return RC_DEPLOYMENT_RAN_PERHAPS;
  if (instant->to_us < self->from.from_us || (end != NULL && instant->from_us > end->to_us))
    return RC_DEPLOYMENT_RAN_NOT;
  if (!self->has_unread_end && instant->from_us >= self->from.to_us && (end == NULL || instant->to_us < end->from_us))
    return RC_DEPLOYMENT_RAN;

  return RC_DEPLOYMENT_RAN_PERHAPS;
}
