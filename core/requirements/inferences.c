/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/approval.h"
#include "core/bounds.h"
#include "core/requirements/check.h"

/*
 * One pass over the inferences in scope, in the order of their times: what each record says, which deployment was valid at its time, and
 * whether the two agree. At each place the deployments are gone through once, with those that run at the moment at hand.
 */

/* Deployments that are looked at for one inference; where more run at once, that they overlap is told anyway. */
#define MAX_RUNNING 256u

/* The deployments at the place of some inferences. */
typedef struct
{
  GPtrArray *deployments;       /* of RcDeployment, by their beginning */
  guint      next;              /* the first one that no inference has come to */
  GPtrArray *running;           /* of those before it, the ones that may not have ended */
} Place;

typedef struct
{
  RcRequirementContext    *context;
  RcRequirementInferences *facts;
  GHashTable              *by_endpoint; /* endpoint → GPtrArray of RcDeployment */
  GHashTable              *by_system;   /* system → the same: all of it */
  GHashTable              *places;      /* "system\nendpoint" → Place */
  GHashTable              *approved;    /* "name/version\ndigest" → itself */
  RcRequirementVersions   *versions;
  GHashTable              *settings;    /* numbers of deployments, and what threshold and schema inferences under each had */
  const RcDeployment      *alone;       /* of the inference at hand */
} Pass;

static void
place_free (gpointer data)
{
  Place *self = data;

  g_ptr_array_unref (self->deployments);
  g_ptr_array_unref (self->running);
  g_free (self);
}

/* --- Which deployments are at a place --- */

static void
add_to (GHashTable   *table,
        const char   *key,
        RcDeployment *deployment)
{
  GPtrArray *list;

  if (key == NULL)
    return;
  list = g_hash_table_lookup (table, key);
  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (table, (gpointer) key, list);
    }
  g_ptr_array_add (list, deployment);
}

static void
index_deployments (Pass      *self,
                   GPtrArray *deployments)
{
  for (guint i = 0; i < deployments->len; i++)
    {
      RcDeployment *deployment = g_ptr_array_index (deployments, i);

      if (deployment->period.begins != RC_BOUND_AT)
        continue;
      add_to (self->by_endpoint, deployment->event->endpoint, deployment);
      add_to (self->by_system, deployment->event->system, deployment);
    }
}

static int
compare_beginnings (gconstpointer a,
                    gconstpointer b)
{
  const RcDeployment *left = *(const RcDeployment * const *) a;
  const RcDeployment *right = *(const RcDeployment * const *) b;

  return rc_interval_compare_beginnings (&left->period, &right->period);
}

/* Those of @list at the place; of a system only what has no endpoint, where the others were found by theirs. */
static void
take_from (const GPtrArray *list,
           const RcEvent   *event,
           gboolean         without_endpoint,
           GPtrArray       *out_deployments)
{
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      RcDeployment *deployment = g_ptr_array_index (list, i);

      if ((!without_endpoint || deployment->event->endpoint == NULL) && rc_deployment_same_place (deployment, event))
        g_ptr_array_add (out_deployments, deployment);
    }
}

static Place *
make_place (Pass          *self,
            const RcEvent *event)
{
  Place *place = g_new0 (Place, 1);

  place->deployments = g_ptr_array_new ();
  place->running = g_ptr_array_new ();
  if (event->endpoint != NULL)
    take_from (g_hash_table_lookup (self->by_endpoint, event->endpoint), event, FALSE, place->deployments);
  if (event->system != NULL)
    take_from (g_hash_table_lookup (self->by_system, event->system), event, event->endpoint != NULL, place->deployments);
  g_ptr_array_sort (place->deployments, compare_beginnings);
  return place;
}

static Place *
find_place (Pass          *self,
            const RcEvent *event)
{
  g_autofree char *key = g_strdup_printf ("%s\n%s", event->system != NULL ? event->system : "", event->endpoint != NULL ? event->endpoint : "");
  Place *place = g_hash_table_lookup (self->places, key);

  if (place != NULL)
    return place;

  if (g_hash_table_size (self->places) == RC_LIMIT_REQUIREMENT_PLACES)
    g_hash_table_remove_all (self->places);
  place = make_place (self, event);
  g_hash_table_insert (self->places, g_steal_pointer (&key), place);
  return place;
}

/* Takes in what has begun, and lets go what has certainly ended before the instant; the next one is not earlier. */
static void
move_place (Place             *place,
            const RcTimestamp *instant)
{
  for (; place->next < place->deployments->len; place->next++)
    {
      RcDeployment *deployment = g_ptr_array_index (place->deployments, place->next);

      if (deployment->period.from.from_us > instant->to_us)
        break;
      g_ptr_array_add (place->running, deployment);
    }
  for (guint i = place->running->len; i > 0; i--)
    {
      const RcDeployment *deployment = g_ptr_array_index (place->running, i - 1);

      if (rc_interval_latest (&deployment->period) < instant->from_us)
        g_ptr_array_remove_index_fast (place->running, i - 1);
    }
}

/* --- Which of them ran --- */

/* What is valid at one instant. */
typedef struct
{
  guint    certain;
  guint    perhaps;
  gboolean is_shared;      /* all of them were told to have a part of the traffic alone */
  gboolean has_version;    /* one of them is of the version that the log names */
  gboolean may_be;         /* of one of them the names do not tell */
} Window;

/* Whether both records speak of one version. Names of a model differ from system to system: only another version of the same name is another
 * one, unless it is the same file. */
static RcIntervalAnswer
compare_versions (const RcDeployment *deployment,
                  const RcEvent      *event,
                  const char         *version)
{
  const char *name = rc_event_peek_field (event, RC_FIELD_MODEL_NAME), *other_name = rc_event_peek_field (deployment->event, RC_FIELD_MODEL_NAME);
  RcDigest digest;

  /* What a record does not tell contradicts nothing. */
  if (version == NULL || deployment->version == NULL || strcmp (version, deployment->version) == 0)
    return RC_INTERVAL_YES;
  if (deployment->has_digest && rc_event_get_model_digest (event, &digest) && rc_digest_equal (&digest, &deployment->digest))
    return RC_INTERVAL_YES;
  if (name == NULL || other_name == NULL || strcmp (name, other_name) != 0 || rc_event_peek_field (event, RC_FIELD_MODEL_VERSION) == NULL ||
      rc_event_peek_field (deployment->event, RC_FIELD_MODEL_VERSION) == NULL)
    return RC_INTERVAL_CANNOT_TELL;
  return RC_INTERVAL_NO;
}

static void
see_deployment (Pass               *self,
                const RcDeployment *deployment,
                const RcTimestamp  *instant,
                const RcEvent      *event,
                const char         *version,
                Window             *window)
{
  RcIntervalAnswer answer = rc_interval_contains (&deployment->period, instant);

  if (answer == RC_INTERVAL_CANNOT_TELL)
    window->perhaps++;
  if (answer != RC_INTERVAL_YES)
    return;

  g_hash_table_add (self->context->used, (gpointer) deployment);
  self->alone = window->certain == 0 ? deployment : NULL;
  window->certain++;
  window->is_shared = window->is_shared && rc_deployment_is_partial (deployment);
  answer = compare_versions (deployment, event, version);
  window->has_version = window->has_version || answer == RC_INTERVAL_YES;
  window->may_be = window->may_be || answer == RC_INTERVAL_CANNOT_TELL;
}

/* WINDOW over the deployments: none is a gap, several are an overlap, unless they share the traffic as told. */
static void
see_deployments (Pass          *self,
                 const RcEvent *event,
                 const char    *version)
{
  Place *place = find_place (self, event);
  RcTimestamp instant = { event->time_us, event->time_us + event->span_us, 0, RC_ZONE_EXPLICIT };
  Window window = { .is_shared = TRUE };

  self->alone = NULL;
  if (place->deployments->len == 0 || event->time_us == RC_TIME_NONE)
    return;

  move_place (place, &instant);
  for (guint i = 0; i < MIN (place->running->len, MAX_RUNNING); i++)
    see_deployment (self, g_ptr_array_index (place->running, i), &instant, event, version, &window);
  if (window.perhaps > 0)
    self->alone = NULL;

  self->facts->placed++;
  if (window.certain > 1 && !window.is_shared)
    rc_requirement_places_add (&self->facts->running_several, event->source, event->record);
  else if (window.perhaps > 0)
    self->facts->running_perhaps++;
  else if (window.certain == 0)
    rc_requirement_places_add (&self->facts->running_none, event->source, event->record);
  else if (!window.has_version && window.may_be)
    self->facts->unclear_version++;
  else if (!window.has_version)
    rc_requirement_places_add (&self->facts->other_version, event->source, event->record);
  else
    self->facts->running_one++;
}

static char *
digest_key (const char     *version,
            const RcDigest *digest)
{
  g_autofree char *hex = rc_digest_dup_hex (digest);

  return g_strconcat (version, "\n", hex != NULL ? hex : "", NULL);
}

/* MATCH of the artefact that answered with the one that was deployed, and with those that were approved under the version's name. */
static void
see_digest (Pass          *self,
            const RcEvent *event,
            const char    *version)
{
  RcDigest digest;
  gboolean differs = FALSE, equals = FALSE;

  if (!rc_event_get_model_digest (event, &digest))
    return;
  if (self->alone != NULL && self->alone->has_digest)
    {
      equals = rc_digest_equal (&digest, &self->alone->digest);
      differs = !equals;
    }
  if (version != NULL && g_hash_table_contains (self->approved, version))
    {
      g_autofree char *key = digest_key (version, &digest);
      gboolean is_approved = g_hash_table_contains (self->approved, key);

      equals = is_approved && !differs;
      differs = !is_approved || differs;
    }

  self->facts->same_digest += equals;
  if (differs)
    rc_requirement_places_add (&self->facts->other_digest, event->source, event->record);
}

/* Threshold and schema of the input while one deployment ran alone: each further pair is a change that no record tells of. */
static void
see_settings (Pass          *self,
              const RcEvent *event)
{
  const char *threshold = rc_event_peek_field (event, RC_FIELD_THRESHOLD);
  const char *schema = rc_event_peek_field (event, RC_FIELD_INPUT_SCHEMA);
  g_autofree char *first = NULL;
  g_autofree char *settings = NULL;

  if (self->alone == NULL || (threshold == NULL && schema == NULL) || g_hash_table_size (self->settings) >= RC_LIMIT_REQUIREMENT_PLACES)
    return;

  first = g_strdup_printf ("%" G_GINT64_FORMAT, self->alone->event->id);
  settings = g_strdup_printf ("%s\n%s\n%s", first, threshold != NULL ? threshold : "", schema != NULL ? schema : "");
  if (!g_hash_table_add (self->settings, g_steal_pointer (&settings)) || g_hash_table_add (self->settings, g_steal_pointer (&first)))
    return;
  rc_requirement_places_add (&self->facts->unnamed_change, event->source, event->record);
}

static void
see_times (Pass          *self,
           const RcEvent *event)
{
  RcRequirementInferences *facts = self->facts;
  const char *ended = rc_event_peek_field (event, RC_FIELD_ENDED);
  RcTimestamp begin = { event->time_us, event->time_us + event->span_us, 0, RC_ZONE_EXPLICIT };
  RcTimestamp end;

  if (event->time_us == RC_TIME_NONE)
    {
      facts->undated++;
      return;
    }
  facts->first_us = facts->first_us == RC_TIME_NONE ? event->time_us : MIN (facts->first_us, event->time_us);
  facts->last_us = facts->last_us == RC_TIME_NONE ? event->time_us : MAX (facts->last_us, event->time_us);
  if (ended == NULL || !rc_timestamp_parse (ended, strlen (ended), RC_ZONE_UNKNOWN, 0, &end))
    return;

  facts->n_ended++;
  if (rc_requirement_order (&end, &begin) == RC_TIME_ORDER_BEFORE)
    rc_requirement_places_add (&facts->reversed, event->source, event->record);
}

static void
see_fields (RcRequirementInferences *facts,
            const RcEvent           *event)
{
  guint64 seen = 0;

  G_STATIC_ASSERT (RC_N_FIELDS <= 64);
  for (guint i = 0; i < event->fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (event->fields, i);

      if (value->value != NULL && *value->value != '\0')
        seen |= G_GUINT64_CONSTANT (1) << value->field;
    }
  for (guint i = 0; i < RC_N_FIELDS; i++)
    facts->with[i] += (seen >> i) & 1u;
}

static gboolean
see_inference (const RcEvent *event,
               gpointer       user_data)
{
  Pass *self = user_data;
  g_autofree char *version = rc_event_dup_version (event);

  self->facts->n++;
  rc_requirement_places_add (&self->facts->first, event->source, event->record);
  rc_requirement_versions_see (self->versions, event, version);
  see_fields (self->facts, event);
  see_times (self, event);
  see_deployments (self, event, version);
  see_digest (self, event, version);
  see_settings (self, event);
  return TRUE;
}

static gboolean
see_approval (const RcEvent *event,
              gpointer       user_data)
{
  GHashTable *approved = user_data;
  g_autofree char *version = rc_event_dup_version (event);
  RcDigest digest;

  if (version == NULL || !rc_event_get_model_digest (event, &digest) || rc_approval_is_refusal (event))
    return TRUE;
  g_hash_table_add (approved, digest_key (version, &digest));
  g_hash_table_add (approved, g_steal_pointer (&version));
  return g_hash_table_size (approved) < RC_LIMIT_RECONCILE_EVENTS;
}

/**
 * rc_requirement_get_inferences:
 *
 * Returns: (transfer none) (nullable): what the inferences in scope have in common
 */
const RcRequirementInferences *
rc_requirement_get_inferences (RcRequirementContext  *context,
                               GError               **error)
{
  g_autofree RcRequirementInferences *facts = NULL;
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, place_free);
  g_autoptr (GHashTable) by_endpoint = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) by_system = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) approved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (RcRequirementVersions) versions = rc_requirement_versions_new ();
  Pass pass = {
    .context = context, .by_endpoint = by_endpoint, .by_system = by_system, .places = places, .approved = approved, .settings = settings,
    .versions = versions,
  };
  GPtrArray *deployments;

  if (context->inferences != NULL)
    return context->inferences;

  facts = g_new0 (RcRequirementInferences, 1);
  facts->first_us = facts->last_us = RC_TIME_NONE;
  pass.facts = facts;
  deployments = rc_requirement_get_deployments (context, error);
  if (deployments == NULL)
    return NULL;
  index_deployments (&pass, deployments);
  context->used = g_hash_table_new (NULL, NULL);
  if (!rc_requirement_walk (context, RC_EVENT_APPROVAL, see_approval, approved, error) ||
      !rc_requirement_walk (context, RC_EVENT_INFERENCE, see_inference, &pass, error))
    {
      g_clear_pointer (&context->used, g_hash_table_unref);
      return NULL;
    }

  context->versions = g_steal_pointer (&versions);
  context->inferences = g_steal_pointer (&facts);
  return context->inferences;
}
