/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "deployment-index.h"

#include "bounds.h"
#include "case-cache.h"
#include "deployment-term.h"

struct _RcDeploymentIndex
{
  GStringChunk     *texts;
  GHashTable       *places;      /* place → Place */
  guint             n_terms;
  gboolean          complete;
};

typedef struct
{
  char   *system;      /* (nullable) */
  char   *endpoint;    /* (nullable) */
  GArray *terms;       /* of RcDeploymentTerm, by their beginning; up to their ends */
} Place;

static void
place_free (gpointer data)
{
  Place *self = data;

  g_free (self->system);
  g_free (self->endpoint);
  g_array_unref (self->terms);
  g_free (self);
}

static void
deployment_index_free (RcDeploymentIndex *self)
{
  g_hash_table_unref (self->places);
  g_string_chunk_free (self->texts);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDeploymentIndex, deployment_index_free)

static void
add_term (RcDeploymentIndex  *self,
          const RcDeployment *deployment)
{
  RcDeploymentTerm term;
  Place *place;

  rc_deployment_term_init (&term, deployment, self->texts);
  place = g_hash_table_lookup (self->places, term.place);
  if (place == NULL)
    {
      place = g_new0 (Place, 1);
      place->system = g_strdup (deployment->event->system);
      place->endpoint = g_strdup (deployment->event->endpoint);
      place->terms = g_array_new (FALSE, FALSE, sizeof (RcDeploymentTerm));
      g_hash_table_insert (self->places, (gpointer) term.place, place);
    }
  g_array_append_val (place->terms, term);
  self->n_terms++;
}

static int
compare_terms (gconstpointer a,
               gconstpointer b)
{
  const RcDeploymentTerm *left = a;
  const RcDeploymentTerm *right = b;
  int order = rc_interval_compare_beginnings (&left->period, &right->period);

  if (order != 0)
    return order;

  return left->id < right->id ? -1 : left->id > right->id;
}

static void
sort_places (RcDeploymentIndex *self)
{
  GHashTableIter iter;
  gpointer place;

  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, NULL, &place))
    {
      GArray *terms = ((Place *) place)->terms;

      g_array_sort (terms, compare_terms);
      rc_deployment_terms_end (terms);
    }
}

/* In the order of their numbers: so the records of a source are read one after the other. */
static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

static RcDeploymentIndex *
deployment_index_new (RcCase          *case_file,
                      RcRecordReader  *reader,
                      GError         **error)
{
  g_autoptr (RcDeploymentIndex) self = g_new0 (RcDeploymentIndex, 1);
  g_autoptr (GArray) ids = NULL;

  self->texts = g_string_chunk_new (4096);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, place_free);
  ids = rc_event_list_kind (case_file, RC_EVENT_DEPLOYMENT, RC_LIMIT_RECONCILE_EVENTS + 1, error);
  if (ids == NULL)
    return NULL;

  self->complete = ids->len <= RC_LIMIT_RECONCILE_EVENTS;
  g_array_set_size (ids, MIN (ids->len, RC_LIMIT_RECONCILE_EVENTS));
  g_array_sort (ids, compare_ids);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (RcDeployment) deployment = rc_deployment_load (case_file, reader, g_array_index (ids, gint64, i), error);

      if (deployment == NULL)
        return NULL;
      add_term (self, deployment);
    }

  sort_places (self);
  return g_steal_pointer (&self);
}

/**
 * rc_deployment_index_get:
 *
 * Returns: (transfer none): the deployments of the case as it is now; valid until the case is changed or closed
 */
const RcDeploymentIndex *
rc_deployment_index_get (RcCase          *case_file,
                         RcRecordReader  *reader,
                         GError         **error)
{
  static const char key[] = "rc-deployment-index";
  RcDatabaseChange now;
  RcDeploymentIndex *self = rc_case_cache_get (case_file, key, &now);

  if (self != NULL)
    return self;

  self = deployment_index_new (case_file, reader, error);
  if (self != NULL)
    rc_case_cache_put (case_file, key, &now, self, (GDestroyNotify) deployment_index_free);
  return self;
}

guint
rc_deployment_index_count (const RcDeploymentIndex *self)
{
  return self->n_terms;
}

/* What was recorded by the time asked for, each up to an end that was known by then. */
static GArray *
dup_known (const Place *place,
           gint64       known_at_us)
{
  GArray *terms;

  if (known_at_us == RC_TIME_NONE)
    return g_array_ref (place->terms);

  terms = g_array_sized_new (FALSE, FALSE, sizeof (RcDeploymentTerm), place->terms->len);
  for (guint i = 0; i < place->terms->len; i++)
    {
      RcDeploymentTerm term = g_array_index (place->terms, RcDeploymentTerm, i);

      if (!term.has_end)
        term.period.ends = RC_BOUND_OPEN;
      if (term.recorded_us == RC_TIME_NONE || term.recorded_us <= known_at_us)
        g_array_append_val (terms, term);
    }

  rc_deployment_terms_end (terms);
  return terms;
}

static void
collect_at (const Place       *place,
            const RcTimestamp *instant,
            gint64             known_at_us,
            GArray            *surely,
            GArray            *perhaps)
{
  g_autoptr (GArray) terms = dup_known (place, known_at_us);

  for (guint i = 0; i < terms->len; i++)
    {
      const RcDeploymentTerm *term = &g_array_index (terms, RcDeploymentTerm, i);
      RcIntervalAnswer answer = rc_interval_contains (&term->period, instant);

      if (answer != RC_INTERVAL_NO)
        g_array_append_val (answer == RC_INTERVAL_YES ? surely : perhaps, *term);
    }
}

/* @found: (element-type RcDeploymentTerm): sorted by the call. */
static GPtrArray *
load_terms (const RcDeploymentIndex  *self,
            RcCase                   *case_file,
            RcRecordReader           *reader,
            GArray                   *found,
            gboolean                 *out_complete,
            GError                  **error)
{
  g_autoptr (GPtrArray) deployments = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_deployment_free);

  g_array_sort (found, compare_terms);
  *out_complete = self->complete && found->len <= RC_LIMIT_LINEAGE_EVENTS;
  for (guint i = 0; i < MIN (found->len, RC_LIMIT_LINEAGE_EVENTS); i++)
    {
      const RcDeploymentTerm *term = &g_array_index (found, RcDeploymentTerm, i);
      RcDeployment *deployment = rc_deployment_load (case_file, reader, term->id, error);

      if (deployment == NULL)
        return NULL;
      deployment->period = term->period;
      g_ptr_array_add (deployments, deployment);
    }
  return g_steal_pointer (&deployments);
}

GPtrArray *
rc_deployment_index_list_live (const RcDeploymentIndex  *self,
                               RcCase                   *case_file,
                               RcRecordReader           *reader,
                               const RcTimestamp        *instant,
                               gboolean                 *out_complete,
                               GError                  **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (RcDeploymentTerm));
  GHashTableIter iter;
  gpointer place;

  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, NULL, &place))
    collect_at (place, instant, RC_TIME_NONE, found, found);
  return load_terms (self, case_file, reader, found, out_complete, error);
}

/**
 * rc_deployment_index_list_at:
 * @event: an inference
 * @instant: (nullable): when it happened; %NULL: not known
 * @known_at_us: those recorded later are left out; %RC_TIME_NONE: none is
 * @out_is_sure: (out): whether they surely ran then
 * @out_complete: (out): %FALSE where there were more than are weighed
 *
 * Returns: (element-type RcDeployment) (transfer full): by their beginning
 */
GPtrArray *
rc_deployment_index_list_at (const RcDeploymentIndex  *self,
                             RcCase                   *case_file,
                             RcRecordReader           *reader,
                             const RcEvent            *event,
                             const RcTimestamp        *instant,
                             gint64                    known_at_us,
                             gboolean                 *out_is_sure,
                             gboolean                 *out_complete,
                             GError                  **error)
{
  g_autoptr (GArray) surely = g_array_new (FALSE, FALSE, sizeof (RcDeploymentTerm));
  g_autoptr (GArray) perhaps = g_array_new (FALSE, FALSE, sizeof (RcDeploymentTerm));
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Place *place = value;

      if (rc_deployment_place_matches (place->system, place->endpoint, event->system, event->endpoint))
        collect_at (place, instant, known_at_us, surely, perhaps);
    }

  *out_is_sure = surely->len > 0;
  return load_terms (self, case_file, reader, *out_is_sure ? surely : perhaps, out_complete, error);
}
