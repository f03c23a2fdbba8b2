/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "extent-place.h"

#include <string.h>

#include "approval.h"
#include "bounds.h"
#include "card.h"
#include "checks/holes.h"
#include "deployment.h"
#include "words.h"

/* Versions that one record can be about: a data set that many runs used. Of more nothing is delimited. */
#define MAX_VERSIONS 64u

static void
window_clear (gpointer data)
{
  RcExtentWindow *self = data;

  g_free (self->system);
  g_free (self->endpoint);
  g_free (self->model);
}

static GArray *
windows_new (void)
{
  GArray *windows = g_array_new (FALSE, FALSE, sizeof (RcExtentWindow));

  g_array_set_clear_func (windows, window_clear);
  return windows;
}

static void
add_place (GArray        *windows,
           const RcEvent *at,
           gint64         from_us,
           gint64         to_us,
           gboolean       wholly)
{
  RcExtentWindow window = {
    .system = g_strdup (at->system),
    .endpoint = g_strdup (at->endpoint),
    .from_us = from_us,
    .to_us = to_us,
    .wholly = wholly,
  };

  g_array_append_val (windows, window);
}

/* (nullable) without @error: nothing that the program knows was read from the record. */
static RcEvent *
load_event (RcCase             *case_file,
            RcRecordReader     *reader,
            const RcException  *exception,
            GError            **error)
{
  g_autoptr (RcEvent) event = NULL;
  gint64 id = 0;

  if (exception->source == 0 || exception->record == 0 ||
      !rc_event_find_at_record (case_file, exception->source, (guint64) exception->record, &id, error) || id == 0)
    return NULL;

  event = rc_event_load (case_file, id, error);
  return event != NULL && rc_event_read_fields (event, case_file, reader, error) ? g_steal_pointer (&event) : NULL;
}

static GPtrArray *
list_deployments (RcCase          *case_file,
                  RcRecordReader  *reader,
                  GError         **error)
{
  gboolean complete;

  return rc_deployment_list (case_file, reader, RC_TIME_NONE, RC_LIMIT_RECONCILE_EVENTS, &complete, error);
}

/* --- Endpoints --- */

/* From the first time to the last at which another version was recorded there too. */
static void
add_overlap (GArray             *windows,
             GPtrArray          *deployments,
             const RcDeployment *own)
{
  gint64 from_us = G_MAXINT64;
  gint64 to_us = G_MININT64;

  for (guint i = 0; i < deployments->len; i++)
    {
      const RcDeployment *other = g_ptr_array_index (deployments, i);

      if (g_strcmp0 (other->version, own->version) == 0 || !rc_deployment_same_place (other, own->event) ||
          rc_interval_overlaps (&other->period, &own->period) == RC_INTERVAL_NO)
        continue;
      from_us = MIN (from_us, MAX (rc_interval_earliest (&other->period), rc_interval_earliest (&own->period)));
      to_us = MAX (to_us, MIN (rc_interval_latest (&other->period), rc_interval_latest (&own->period)));
    }
  if (from_us <= to_us)
    add_place (windows, own->event, from_us, to_us, FALSE);
}

static void
add_gap (GArray        *windows,
         GPtrArray     *deployments,
         const RcEvent *event)
{
  g_autoptr (GArray) presences = g_array_new (FALSE, FALSE, sizeof (RcPresence));
  g_autoptr (RcHoles) holes = NULL;
  const RcHole *hole;

  for (guint i = 0; i < deployments->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (deployments, i);
      RcPresence presence = { .period = deployment->period, .event = deployment->event->id };

      if (rc_deployment_same_place (deployment, event))
        g_array_append_val (presences, presence);
    }

  holes = rc_holes_new (presences);
  hole = event->time_us != RC_TIME_NONE ? rc_holes_find (holes, event->time_us, event->time_us + event->span_us) : NULL;
  if (hole != NULL)
    add_place (windows, event, hole->from_us, hole->to_us, TRUE);
}

static const RcDeployment *
find_deployment (GPtrArray *deployments,
                 gint64     event)
{
  for (guint i = 0; i < deployments->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (deployments, i);

      if (deployment->event->id == event)
        return deployment;
    }
  return NULL;
}

GArray *
rc_extent_list_place_windows (RcCase             *case_file,
                              RcRecordReader     *reader,
                              const RcException  *exception,
                              char              **out_rule,
                              GError            **error)
{
  g_autoptr (GArray) windows = windows_new ();
  g_autoptr (GPtrArray) deployments = list_deployments (case_file, reader, error);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcEvent) event = NULL;
  const RcDeployment *own;

  if (deployments == NULL)
    return NULL;
  event = load_event (case_file, reader, exception, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (event == NULL)
    return g_steal_pointer (&windows);
  if (event->kind == RC_EVENT_APPROVAL)
    return rc_extent_list_version_windows (case_file, reader, exception, out_rule, error);

  own = find_deployment (deployments, event->id);
  if (strcmp (exception->kind, RC_EXCEPTION_DEPLOYMENT_GAP) == 0)
    {
      *out_rule = g_strdup (_("The inferences at the same endpoint for the time for which no deployment is on record there."));
      add_gap (windows, deployments, event);
    }
  else if (own != NULL && rc_interval_is_backward (&own->period))
    {
      *out_rule = g_strdup (_("The inferences at the same endpoint between the two times that the record gives."));
      add_place (windows, own->event, rc_interval_earliest (&own->period), rc_interval_latest (&own->period), FALSE);
    }
  else if (own != NULL)
    {
      *out_rule = g_strdup (_("The inferences at the same endpoint while two versions are recorded as deployed there."));
      add_overlap (windows, deployments, own);
    }
  return g_steal_pointer (&windows);
}

/* --- Versions --- */

static void
add_name (GPtrArray  *names,
          const char *name)
{
  if (name != NULL && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, g_strdup (name));
}

/* What one record of a registry or a card says is about: versions, and what they were made by. */
static gboolean
add_names_of_entity (RcCase     *case_file,
                     GPtrArray  *names,
                     gint64      id,
                     GError    **error)
{
  g_autoptr (RcEntity) entity = rc_entity_load (rc_case_get_database (case_file), id, error);
  RcProperty property = RC_PROPERTY_TRAINED_BY;
  g_autoptr (GPtrArray) links = NULL;

  if (entity == NULL)
    return FALSE;
  if (entity->kind == RC_ENTITY_MODEL_VERSION)
    {
      add_name (names, entity->name);
      return TRUE;
    }
  if (entity->kind == RC_ENTITY_CARD)
    property = RC_PROPERTY_DESCRIBES;
  else if (entity->kind != RC_ENTITY_RUN)
    return TRUE;

  links = property == RC_PROPERTY_DESCRIBES ? rc_claim_list_of_entity (case_file, id, property, error)
                                            : rc_claim_list_of_target (case_file, id, property, error);
  if (links == NULL)
    return FALSE;
  for (guint i = 0; i < links->len; i++)
    {
      const RcClaim *link = g_ptr_array_index (links, i);
      gint64 other = property == RC_PROPERTY_DESCRIBES ? link->target : link->entity;
      g_autoptr (RcEntity) version = other != 0 ? rc_entity_load (rc_case_get_database (case_file), other, error) : NULL;

      if (other != 0 && version == NULL)
        return FALSE;
      if (version != NULL ? version->kind == RC_ENTITY_MODEL_VERSION : property == RC_PROPERTY_DESCRIBES)
        add_name (names, version != NULL ? version->name : link->value);
    }
  return TRUE;
}

static GArray *
list_entities (RcCase             *case_file,
               const RcException  *exception,
               GError            **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT DISTINCT entity FROM claim WHERE source = ?1 AND record = ?2 LIMIT ?3",
                                                 error);
  g_autoptr (GArray) entities = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, exception->source);
  sqlite3_bind_int64 (statement, 2, exception->record);
  sqlite3_bind_int64 (statement, 3, MAX_VERSIONS);
  while (TRUE)
    {
      gint64 entity;

      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&entities);
      entity = sqlite3_column_int64 (statement, 0);
      g_array_append_val (entities, entity);
    }
}

static GPtrArray *
list_versions (RcCase             *case_file,
               const RcException  *exception,
               const RcEvent      *event,
               GError            **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *own = event != NULL ? rc_event_dup_version (event) : NULL;
  g_autoptr (GArray) entities = list_entities (case_file, exception, error);

  if (entities == NULL)
    return NULL;

  add_name (names, own);
  for (guint i = 0; i < entities->len; i++)
    {
      if (!add_names_of_entity (case_file, names, g_array_index (entities, gint64, i), error))
        return NULL;
    }
  return g_steal_pointer (&names);
}

/* An answer that does not name its version is told by where and when it was given. */
static gboolean
add_unnamed (GArray     *windows,
             GPtrArray  *deployments,
             const char *version,
             gint64      from_us,
             gint64      to_us)
{
  gboolean any = FALSE;

  for (guint i = 0; i < deployments->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (deployments, i);
      gint64 begins_us = MAX (from_us, rc_interval_earliest (&deployment->period));
      gint64 ends_us = MIN (to_us, rc_interval_latest (&deployment->period));

      if (g_strcmp0 (deployment->version, version) != 0 || begins_us > ends_us)
        continue;
      add_place (windows, deployment->event, begins_us, ends_us, FALSE);
      g_array_index (windows, RcExtentWindow, windows->len - 1).only_unnamed = TRUE;
      any = TRUE;
    }
  return any;
}

/* The beginning of the next approval of the version behind an end; G_MAXINT64: none is on record. */
static gboolean
find_next_approval (RcCase          *case_file,
                    RcRecordReader  *reader,
                    const char      *version,
                    gint64           end_us,
                    gint64          *out_us,
                    GError         **error)
{
  g_autoptr (GArray) ids = rc_event_list_kind (case_file, RC_EVENT_APPROVAL, RC_LIMIT_RECONCILE_EVENTS, error);

  *out_us = G_MAXINT64;
  if (ids == NULL)
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (RcEvent) event = rc_event_load (case_file, g_array_index (ids, gint64, i), error);
      RcInterval period;
      g_autofree char *of = NULL;

      if (event == NULL)
        return FALSE;
      if (event->model != NULL && strcmp (event->model, version) != 0)
        continue;
      if (!rc_event_read_fields (event, case_file, reader, error))
        return FALSE;
      of = rc_event_dup_version (event);
      rc_approval_get_period (event, &period);
      if (g_strcmp0 (of, version) == 0 && !rc_approval_is_refusal (event) && period.begins == RC_BOUND_AT &&
          period.from.from_us > end_us)
        *out_us = MIN (*out_us, period.from.from_us - 1);
    }
  return TRUE;
}

/* Up to the approval that came late, from the end of one that ended, up to the date of a card that was written later. */
static gboolean
find_bounds (RcCase             *case_file,
             RcRecordReader     *reader,
             const RcException  *exception,
             const RcEvent      *event,
             const char         *version,
             RcExtentWindow     *window,
             const char        **out_rule,
             GError            **error)
{
  g_autoptr (GPtrArray) cards = NULL;
  RcInterval period;

  if (event != NULL && strcmp (exception->kind, RC_EXCEPTION_APPROVAL_LATE) == 0 && event->time_us != RC_TIME_NONE)
    {
      *out_rule = N_("The inferences of the same model version up to its first approval.");
      window->to_us = event->time_us + event->span_us;
    }
  else if (event != NULL && strcmp (exception->kind, RC_EXCEPTION_APPROVAL_ENDED) == 0)
    {
      *out_rule = N_("The inferences of the same model version after its approval had ended and before the next one.");
      rc_approval_get_period (event, &period);
      window->from_us = rc_approval_is_withdrawal (event) ? period.from.to_us : rc_interval_latest (&period) + 1;
      window->wholly = TRUE;
      return find_next_approval (case_file, reader, version, window->from_us, &window->to_us, error);
    }
  else if (strcmp (exception->kind, RC_EXCEPTION_CARD_EDITED) == 0)
    {
      cards = rc_card_list_naming_version (case_file, version, error);
      if (cards == NULL)
        return FALSE;
      for (guint i = 0; i < cards->len && window->to_us == G_MAXINT64; i++)
        {
          const RcCard *card = g_ptr_array_index (cards, i);

          if (card->has_date)
            window->to_us = card->date.to_us;
        }
      *out_rule = N_("The inferences of the model version that the card describes, up to the date of the card.");
    }
  return TRUE;
}

GArray *
rc_extent_list_version_windows (RcCase             *case_file,
                                RcRecordReader     *reader,
                                const RcException  *exception,
                                char              **out_rule,
                                GError            **error)
{
  g_autoptr (GArray) windows = windows_new ();
  g_autoptr (GPtrArray) deployments = list_deployments (case_file, reader, error);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcEvent) event = NULL;
  g_autoptr (GPtrArray) names = NULL;
  const char *rule = N_("The inferences of the model version that this record is about.");
  gboolean any_unnamed = FALSE;

  if (deployments == NULL)
    return NULL;
  event = load_event (case_file, reader, exception, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  names = list_versions (case_file, exception, event, error);
  if (names == NULL)
    return NULL;
  if (names->len >= MAX_VERSIONS)
    return g_steal_pointer (&windows);

  for (guint i = 0; i < names->len; i++)
    {
      const char *version = g_ptr_array_index (names, i);
      RcExtentWindow window = { .model = g_strdup (version), .from_us = G_MININT64, .to_us = G_MAXINT64 };
      gint64 from_us, to_us;

      if (!find_bounds (case_file, reader, exception, event, version, &window, &rule, error))
        {
          window_clear (&window);
          return NULL;
        }
      from_us = window.from_us;
      to_us = window.to_us;
      g_array_append_val (windows, window);
      any_unnamed = add_unnamed (windows, deployments, version, from_us, to_us) || any_unnamed;
    }

  *out_rule = any_unnamed ? g_strdup_printf (_("%s Answers that do not name their version are counted where it was deployed."), _(rule))
                          : g_strdup (_(rule));
  return g_steal_pointer (&windows);
}
