/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/bounds.h"
#include "core/checks/check.h"
#include "core/checks/holes.h"
#include "core/deployment-term.h"

/*
 * Inferences at a time for which surely no deployment is on record where they were answered, though for other times there is one. Told
 * once for each such time. Where no deployment at all is on record nothing can be said, and the lineage says so.
 */

/* All places together: so that many systems and many deployments do not multiply. */
#define MAX_HOLES 1000000u

typedef struct
{
  gint64   system;       /* name.id, 0: none */
  gint64   endpoint;
  RcHoles *holes;        /* (nullable): no deployment is on record there */
} Place;

struct _RcGapCheck
{
  RcCheckContext *context;
  GHashTable     *by_system;      /* text → GPtrArray of RcDeployment that name no endpoint, or where the event names none */
  GHashTable     *by_endpoint;
  GHashTable     *places;         /* Place → itself */
  const Place    *last;
  guint           n_holes;
  guint           n_told;
  gboolean        is_full;
};

static guint
place_hash (gconstpointer key)
{
  const Place *self = key;

  return g_int64_hash (&self->system) * 31 + g_int64_hash (&self->endpoint);
}

static gboolean
place_equal (gconstpointer a,
             gconstpointer b)
{
  const Place *left = a;
  const Place *right = b;

  return left->system == right->system && left->endpoint == right->endpoint;
}

static void
place_free (gpointer data)
{
  Place *self = data;

  g_clear_pointer (&self->holes, rc_holes_free);
  g_free (self);
}

static void
index_deployment (GHashTable   *index,
                  const char   *text,
                  RcDeployment *deployment)
{
  GPtrArray *deployments = text != NULL ? g_hash_table_lookup (index, text) : NULL;

  if (text == NULL)
    return;
  if (deployments == NULL)
    {
      deployments = g_ptr_array_new ();
      g_hash_table_insert (index, (gpointer) text, deployments);
    }
  g_ptr_array_add (deployments, deployment);
}

/* @context: its deployments must outlive the check. */
RcGapCheck *
rc_gap_check_new (RcCheckContext *context)
{
  RcGapCheck *self = g_new0 (RcGapCheck, 1);

  self->context = context;
  self->by_system = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->by_endpoint = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->places = g_hash_table_new_full (place_hash, place_equal, place_free, NULL);
  for (guint i = 0; i < context->deployments->len; i++)
    {
      RcDeployment *deployment = g_ptr_array_index (context->deployments, i);

      index_deployment (self->by_system, deployment->event->system, deployment);
      index_deployment (self->by_endpoint, deployment->event->endpoint, deployment);
    }
  return self;
}

void
rc_gap_check_free (RcGapCheck *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->by_endpoint, g_hash_table_unref);
  g_clear_pointer (&self->by_system, g_hash_table_unref);
  g_free (self);
}

static void
collect (GArray     *presences,
         GPtrArray  *deployments,     /* (nullable) */
         const char *system,
         const char *endpoint,
         gboolean    only_without_endpoint)
{
  for (guint i = 0; deployments != NULL && i < deployments->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (deployments, i);
      RcPresence presence = { .period = deployment->period, .event = deployment->event->id };

      if (only_without_endpoint && deployment->event->endpoint != NULL)
        continue;
      if (rc_deployment_place_matches (deployment->event->system, deployment->event->endpoint, system, endpoint))
        g_array_append_val (presences, presence);
    }
}

static gboolean
find_holes (RcGapCheck  *self,
            Place       *place,
            GError     **error)
{
  g_autoptr (GArray) presences = g_array_new (FALSE, FALSE, sizeof (RcPresence));
  g_autofree char *system = NULL;
  g_autofree char *endpoint = NULL;

  if ((place->system != 0 && (system = rc_check_load_name (self->context, place->system, error)) == NULL) ||
      (place->endpoint != 0 && (endpoint = rc_check_load_name (self->context, place->endpoint, error)) == NULL))
    return FALSE;

  if (endpoint != NULL)
    collect (presences, g_hash_table_lookup (self->by_endpoint, endpoint), system, endpoint, FALSE);
  if (system != NULL)
    collect (presences, g_hash_table_lookup (self->by_system, system), system, endpoint, endpoint != NULL);
  if (presences->len > 0)
    place->holes = rc_holes_new (presences);
  return TRUE;
}

static const Place *
find_place (RcGapCheck  *self,
            gint64       system,
            gint64       endpoint,
            GError     **error)
{
  Place key = { .system = system, .endpoint = endpoint };
  Place *place = g_hash_table_lookup (self->places, &key);

  if (place != NULL)
    return place;

  place = g_memdup2 (&key, sizeof key);
  g_hash_table_add (self->places, place);
  if (g_hash_table_size (self->places) > RC_LIMIT_RECONCILE_VERSIONS || self->n_holes > MAX_HOLES)
    self->is_full = TRUE;
  else if (!find_holes (self, place, error))
    return NULL;
  self->n_holes += place->holes != NULL ? rc_holes_count (place->holes) : 0;
  return place;
}

/**
 * rc_gap_check_see:
 * @system: number of its name, 0: none, and @endpoint
 *
 * To be called for each inference that tells its time.
 */
gboolean
rc_gap_check_see (RcGapCheck  *self,
                  gint64       event,
                  gint64       time_us,
                  gint64       span_us,
                  gint64       system,
                  gint64       endpoint,
                  GError     **error)
{
  if (self->is_full || self->context->deployments->len == 0 || !self->context->deployments_complete)
    return TRUE;

  if (self->last == NULL || self->last->system != system || self->last->endpoint != endpoint)
    self->last = find_place (self, system, endpoint, error);
  if (self->last == NULL)
    return FALSE;
  if (self->last->holes != NULL)
    rc_holes_see (self->last->holes, event, time_us, time_us + span_us);
  return TRUE;
}

static char *
dup_expected (const RcHole *hole)
{
  g_autofree char *from = hole->has_after ? rc_time_format_utc (hole->from_us) : NULL;
  g_autofree char *to = hole->has_before ? rc_time_format_utc (hole->to_us + 1) : NULL;

  if (from != NULL && to != NULL)
    return g_strdup_printf ("a deployment there between %s and %s", from, to);

  return from != NULL ? g_strdup_printf ("a deployment there after %s, the end of the last one on record", from)
                      : g_strdup_printf ("a deployment there before %s, the beginning of the first one on record", to != NULL ? to : "it");
}

static gboolean
tell_hole (RcGapCheck    *self,
           const RcHole  *hole,
           GError       **error)
{
  g_autoptr (RcEvent) first = rc_event_load (self->context->case_file, hole->first_event, error);
  g_autofree char *from = rc_time_format_utc (hole->first_us);
  g_autofree char *to = rc_time_format_utc (hole->last_us);
  g_autofree char *expected = dup_expected (hole);
  g_autofree char *found = NULL;
  g_autofree char *message = NULL;

  if (first == NULL)
    return FALSE;

  found = g_strdup_printf ("%" G_GUINT64_FORMAT " inferences from %s to %s", hole->n_events, from, to);
  message = g_strdup_printf ("“%s” answered at a time for which no deployment is on record there.",
                             first->endpoint != NULL ? first->endpoint : first->system);
  rc_check_report (self->context, RC_EXCEPTION_DEPLOYMENT_GAP, first->source, first->record,
                   rc_check_find_cause (self->context, first->source, first->record), expected, found, message);
  return TRUE;
}

static gboolean
tell_place (RcGapCheck   *self,
            const Place  *place,
            guint        *n_more,
            GError      **error)
{
  for (guint i = 0; place->holes != NULL && i < rc_holes_count (place->holes); i++)
    {
      const RcHole *hole = rc_holes_get (place->holes, i);

      if (hole->n_events == 0)
        continue;
      if (self->n_told == RC_LIMIT_SET_ASIDE_LISTED)
        (*n_more)++;
      else if (!tell_hole (self, hole, error))
        return FALSE;
      else
        self->n_told++;
    }
  return TRUE;
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const Place *left = a;
  const Place *right = b;

  if (left->system != right->system)
    return left->system < right->system ? -1 : 1;

  return (left->endpoint > right->endpoint) - (left->endpoint < right->endpoint);
}

gboolean
rc_gap_check_tell (RcGapCheck  *self,
                   GError     **error)
{
  g_autoptr (GList) places = g_list_sort (g_hash_table_get_keys (self->places), compare_places);
  guint n_more = 0;

  for (GList *l = places; l != NULL; l = l->next)
    {
      if (!tell_place (self, l->data, &n_more, error))
        return FALSE;
    }

  if (n_more > 0)
    {
      g_autofree char *found = g_strdup_printf ("%u further times", n_more);

      rc_check_report (self->context, RC_EXCEPTION_DEPLOYMENT_GAP, 0, 0, 0, "a deployment on record whenever an endpoint answers", found,
                       "There are further times at which endpoints answered and no deployment is on record.");
    }
  if (self->is_full)
    rc_check_report (self->context, RC_EXCEPTION_LIMIT, 0, 0, 0, "at most 10000 endpoints", "more",
                     "The log names so many endpoints that not all were held against the deployment records.");
  return TRUE;
}
