/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bounds.h"
#include "deployment-index.h"
#include "model-reference.h"
#include "slot-trace.h"
#include "words.h"

#include <string.h>

/*
 * The way from an inference to the model version that answered it (model-reference.h), and from there to what stands behind it.
 */

static gboolean
names_version_of_event (RcSlotContext      *self,
                        const RcDeployment *deployment)
{
  g_autofree char *version = rc_event_dup_version (self->event);
  RcDigest digest;

  if (deployment->has_digest && rc_event_get_model_digest (self->event, &digest))
    return rc_digest_equal (&digest, &deployment->digest);

  return version != NULL && g_strcmp0 (version, deployment->version) == 0;
}

static void
keep_matching (RcSlotContext *self)
{
  g_autoptr (GPtrArray) matching = g_ptr_array_new ();

  for (guint i = 0; i < self->running->len; i++)
    if (names_version_of_event (self, g_ptr_array_index (self->running, i)))
      g_ptr_array_add (matching, g_ptr_array_index (self->running, i));

  if (matching->len > 0 && matching->len < self->running->len)
    rc_slot_trace_event (self, RC_LINEAGE_STEP_LEFT_OUT, self->event,
                         rc_words_plural ("%u of these is kept: it puts there the version that the inference's own record names.",
                                          "%u of these are kept: they put there the version that the inference's own record names.",
                                          matching->len), matching->len);
  if (matching->len > 0)
    {
      g_ptr_array_unref (self->running);
      self->running = g_steal_pointer (&matching);
    }
}

/* Whether each has a part of the traffic: which of them an inference went to its own record must tell. */
static gboolean
share_traffic (const RcSlotContext *self)
{
  for (guint i = 0; i < self->running->len; i++)
    {
      if (!rc_deployment_is_partial (g_ptr_array_index (self->running, i)))
        return FALSE;
    }
  return self->running->len > 1;
}

static const char *
peek_why_not (const RcDeployment *deployment,
              const RcTimestamp  *window)
{
  if (window->to_us < rc_interval_earliest (&deployment->period))
    return _("it began only after the inference");

  return deployment->has_end ? _("it had ended before the inference") : _("another one had followed it there before the inference");
}

static void
trace_deployment (RcSlotContext      *self,
                  const RcDeployment *deployment)
{
  const char *version = deployment->version != NULL ? deployment->version : _("a version that the record does not name");
  const char *id = rc_event_peek_field (deployment->event, RC_FIELD_ID);

  id = id != NULL ? id : _("without a name");
  switch (rc_interval_contains (&deployment->period, self->window))
    {
    case RC_INTERVAL_YES:
      rc_slot_trace_event (self, RC_LINEAGE_STEP_TRIED, deployment->event,
                           _("The deployment record %1$s (%2$s) is of this place and was valid at the instant."), id, version);
      break;
    case RC_INTERVAL_CANNOT_TELL:
      rc_slot_trace_event (self, RC_LINEAGE_STEP_TRIED, deployment->event,
                           _("The deployment record %1$s (%2$s) is of this place; whether it was valid at the instant its "
                             "times do not tell for certain."), id, version);
      break;
    case RC_INTERVAL_NO:
    default:
      rc_slot_trace_event (self, RC_LINEAGE_STEP_LEFT_OUT, deployment->event,
                           _("The deployment record %1$s (%2$s) is of this place and is left out: %3$s."), id, version,
                           peek_why_not (deployment, self->window));
      break;
    }
}

/* Those that did not run are read for the reasoning only. */
static gboolean
trace_deployments (RcSlotContext  *self,
                   GError        **error)
{
  g_autoptr (GPtrArray) deployments = NULL;
  guint n_elsewhere = 0;
  gboolean is_complete;

  if (!rc_slot_is_traced (self))
    return TRUE;

  deployments = rc_deployment_list (self->case_file, self->reader, self->known_at_us, RC_LIMIT_LINEAGE_EVENTS, &is_complete, error);
  if (deployments == NULL)
    return FALSE;
  for (guint i = 0; i < deployments->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (deployments, i);

      if (rc_deployment_same_place (deployment, self->event))
        trace_deployment (self, deployment);
      else
        n_elsewhere++;
    }

  if (deployments->len == 0)
    rc_slot_trace (self, RC_LINEAGE_STEP_TRIED, 0, 0, _("No deployment record was received that was recorded by then."));
  if (n_elsewhere > 0)
    rc_slot_trace (self, RC_LINEAGE_STEP_LEFT_OUT, 0, 0,
                   rc_words_plural ("%u deployment record is of another system or endpoint.",
                                    "%u deployment records are of another system or endpoint.", n_elsewhere), n_elsewhere);
  if (!is_complete)
    rc_slot_trace (self, RC_LINEAGE_STEP_TRIED, 0, 0, _("Only the %u newest deployment records are told of here; all of them were weighed."),
                   RC_LIMIT_LINEAGE_EVENTS);
  return rc_slot_trace_later_events (self, RC_EVENT_DEPLOYMENT, error);
}

static gboolean
has_deployment (const RcSlotContext *self,
                gint64               event)
{
  for (guint i = 0; i < self->deployments->len; i++)
    if (((const RcDeployment *) g_ptr_array_index (self->deployments, i))->event->id == event)
      return TRUE;

  return FALSE;
}

/* One surely ran all the while, but another may have joined or left it between the earliest and the latest time that the inference can have
 * happened at. */
static gboolean
add_passing (RcSlotContext            *self,
             const RcDeploymentIndex  *index,
             gint64                    at_us,
             gboolean                 *is_sure,
             GError                  **error)
{
  const RcTimestamp end = { .from_us = at_us, .to_us = at_us };
  g_autoptr (GPtrArray) deployments = NULL;
  gboolean is_sure_then, is_complete;

  deployments = rc_deployment_index_list_at (index, self->case_file, self->reader, self->event, &end, self->known_at_us, &is_sure_then,
                                             &is_complete, error);
  if (deployments == NULL)
    return FALSE;

  self->deployments_complete = self->deployments_complete && is_complete;
  for (guint i = deployments->len; is_sure_then && i > 0; i--)
    {
      const RcDeployment *passing = g_ptr_array_index (deployments, i - 1);

      if (has_deployment (self, passing->event->id))
        continue;
      g_ptr_array_add (self->deployments, g_ptr_array_steal_index (deployments, i - 1));
      *is_sure = FALSE;
    }
  return TRUE;
}

static gboolean
add_all_passing (RcSlotContext            *self,
                 const RcDeploymentIndex  *index,
                 gboolean                 *is_sure,
                 GError                  **error)
{
  if (!*is_sure || self->window == NULL || self->window->from_us == self->window->to_us)
    return TRUE;

  return add_passing (self, index, self->window->from_us, is_sure, error) && add_passing (self, index, self->window->to_us, is_sure, error);
}

/* Where the times leave it open which deployment ran, or the record which endpoint, one that names what the record names is the
 * one; where the times are clear, one that names another contradicts. */
static gboolean
find_running (RcSlotContext  *self,
              GError        **error)
{
  const RcDeploymentIndex *index = rc_deployment_index_get (self->case_file, self->reader, error);
  g_autoptr (GPtrArray) deployments = NULL;
  gboolean is_sure;

  if (index == NULL)
    return FALSE;
  deployments = rc_deployment_index_list_at (index, self->case_file, self->reader, self->event, self->window, self->known_at_us, &is_sure,
                                             &self->deployments_complete, error);
  if (deployments == NULL)
    return FALSE;

  self->n_deployments = rc_deployment_index_count (index);
  g_ptr_array_unref (self->deployments);
  self->deployments = g_steal_pointer (&deployments);
  if (!add_all_passing (self, index, &is_sure, error))
    return FALSE;
  for (guint i = 0; i < self->deployments->len; i++)
    g_ptr_array_add (self->running, g_ptr_array_index (self->deployments, i));

  self->running_perhaps = !is_sure && self->running->len > 0;
  self->running_shared = share_traffic (self);
  if (self->running_perhaps || self->event->endpoint == NULL || self->running_shared)
    keep_matching (self);
  return TRUE;
}

gboolean
rc_slot_context_has_candidates (const RcSlotContext *self)
{
  return self->running->len > 1 && (self->running_perhaps || self->running_shared);
}

/**
 * rc_slot_context_list_all:
 * @entities: (element-type RcSlotEntity): must outlive the answer
 *
 * Returns: (element-type RcSlotClaim) (transfer full): the claims of @property that count
 */
GPtrArray *
rc_slot_context_list_all (RcSlotContext  *self,
                          GPtrArray      *entities,
                          RcProperty      property,
                          GError        **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_slot_claim_free);

  for (guint i = 0; i < entities->len; i++)
    {
      const RcSlotEntity *of = g_ptr_array_index (entities, i);
      g_autoptr (GPtrArray) claims = rc_slot_context_list_claims (self, of->entity->id, property, error);

      if (claims == NULL)
        return NULL;
      g_ptr_array_set_free_func (claims, NULL);
      for (guint j = 0; j < claims->len; j++)
        {
          RcSlotClaim *claim = g_new0 (RcSlotClaim, 1);

          claim->claim = g_ptr_array_index (claims, j);
          claim->of = of;
          g_ptr_array_add (all, claim);
        }
    }

  rc_slot_trace_asked (self, entities, property, all);
  return g_steal_pointer (&all);
}

/* The digest in the inference's own record ties it to an entry of a registry. One that only the deployment's record has ties that
 * deployment; the inference is tied to the deployment by the name of its endpoint. */
static gboolean
read_path_digest (RcSlotContext *self,
                  RcDigest      *out_digest,
                  RcIdentity    *out_identity)
{
  if (rc_model_reference_get_digest (self->event, out_digest, NULL))
    {
      *out_identity = RC_IDENTITY_STRONG;
      return TRUE;
    }

  for (guint i = 0; i < self->running->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (self->running, i);

      if (!deployment->has_digest || g_strcmp0 (deployment->version, self->version) != 0)
        continue;
      *out_digest = deployment->digest;
      *out_identity = RC_IDENTITY_WEAK;
      return TRUE;
    }

  return FALSE;
}

static void
trace_by_digest (RcSlotContext  *self,
                 const RcDigest *digest,
                 RcIdentity      identity,
                 GPtrArray      *found)
{
  g_autofree char *hex = rc_digest_dup_hex (digest);
  const char *of = identity == RC_IDENTITY_STRONG ? _("the inference's own record") : _("the deployment record");

  if (!rc_slot_is_traced (self))
    return;
  if (found->len == 0)
    rc_slot_trace (self, RC_LINEAGE_STEP_TRIED, 0, 0, _("No entry of a registry has the digest %1$.8s… of %2$s."), hex, of);

  for (guint i = 0; i < found->len; i++)
    {
      const RcSlotEntity *entity = g_ptr_array_index (found, i);

      rc_slot_trace (self, RC_LINEAGE_STEP_LINKED, entity->digest_claim->source, entity->digest_claim->record,
                     _("The entry “%1$s” of a registry has the same digest %2$.8s… as %3$s."), entity->entity->name, hex, of);
    }
}

static gboolean
add_by_digest (RcSlotContext *self,
               gboolean       same_name,
               GError       **error)
{
  g_autoptr (GPtrArray) found = NULL;
  RcDigest digest;
  RcIdentity identity;

  if (self->versions->len > 0)
    return TRUE;
  if (!read_path_digest (self, &digest, &identity))
    {
      rc_slot_trace_event (self, RC_LINEAGE_STEP_TRIED, self->event,
                           _("Neither the inference's own record nor that of its deployment has a full digest to look for in the "
                             "registries."));
      return TRUE;
    }

  found = rc_slot_context_list_by_digest (self, &digest, error);
  if (found == NULL)
    return FALSE;
  trace_by_digest (self, &digest, identity, found);
  for (guint i = 0; i < found->len; i++)
    {
      const RcSlotEntity *entity = g_ptr_array_index (found, i);

      if (same_name && g_strcmp0 (entity->entity->name, self->version) != 0)
        continue;
      if (!rc_slot_context_add_entity (self, self->versions, entity->entity->id, RC_ENTITY_MODEL_VERSION, identity, error))
        return FALSE;
    }

  return TRUE;
}

/* One digest ties the inference to one entry of a registry; without it, every entry of the name is a candidate, and says so. */
static gboolean
find_versions (RcSlotContext *self,
               GError       **error)
{
  g_autoptr (GPtrArray) named = NULL;

  if (!add_by_digest (self, TRUE, error) || !add_by_digest (self, FALSE, error))
    return FALSE;
  if (self->versions->len > 0 || self->version == NULL)
    return TRUE;

  named = rc_entity_find (rc_case_get_database (self->case_file), RC_ENTITY_MODEL_VERSION, self->version, error);
  if (named == NULL)
    return FALSE;
  if (!rc_slot_trace_named (self, named, error))
    return FALSE;
  self->all_identities = self->all_identities && named->len <= RC_LIMIT_IDENTITY_EDGES;
  for (guint i = 0; i < MIN (named->len, RC_LIMIT_IDENTITY_EDGES); i++)
    {
      const RcEntity *entity = g_ptr_array_index (named, i);

      if (!rc_slot_context_add_entity (self, self->versions, entity->id, RC_ENTITY_MODEL_VERSION, RC_IDENTITY_WEAK, error))
        return FALSE;
    }

  return TRUE;
}

/* The build that a version was registered from is described in the same registry: what is said of it is said of the version. */
static gboolean
add_builds (RcSlotContext *self,
            GError       **error)
{
  g_autoptr (GPtrArray) places = NULL;

  places = rc_slot_context_list_all (self, self->versions, RC_PROPERTY_ARTIFACT_PLACE, error);
  if (places == NULL)
    return FALSE;
  for (guint i = 0; i < places->len; i++)
    {
      const RcSlotClaim *place = g_ptr_array_index (places, i);

      if (place->claim->target != 0 &&
          !rc_slot_context_add_entity (self, self->versions, place->claim->target, RC_ENTITY_MODEL_VERSION, place->of->identity, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
find_runs (RcSlotContext *self,
           GError       **error)
{
  g_autoptr (GPtrArray) links = NULL;

  links = rc_slot_context_list_all (self, self->versions, RC_PROPERTY_TRAINED_BY, error);
  if (links == NULL)
    return FALSE;
  for (guint i = 0; i < links->len; i++)
    {
      const RcSlotClaim *link = g_ptr_array_index (links, i);

      if (link->claim->target != 0 &&
          !rc_slot_context_add_entity (self, self->runs, link->claim->target, RC_ENTITY_RUN, link->of->identity, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
has_card (RcSlotContext *self,
          const RcCard  *card)
{
  for (guint i = 0; i < self->cards->len; i++)
    {
      if (((const RcCard *) g_ptr_array_index (self->cards, i))->entity->id == card->entity->id)
        return TRUE;
    }

  return FALSE;
}

static gboolean
add_cards (RcSlotContext *self,
           const char    *version,
           GError       **error)
{
  g_autoptr (GPtrArray) cards = rc_card_list_of_version (self->case_file, version, error);

  if (cards == NULL)
    return FALSE;

  for (guint i = cards->len; i > 0; i--)
    {
      g_autoptr (RcCard) card = g_ptr_array_steal_index (cards, i - 1);

      if (!has_card (self, card))
        g_ptr_array_insert (self->cards, 0, g_steal_pointer (&card));
    }

  return TRUE;
}

/* Of the version as the inference names it, and as other registries name the same thing. */
static gboolean
find_cards (RcSlotContext *self,
            GError       **error)
{
  if (self->version == NULL)
    return TRUE;

  for (guint i = 0; i < self->versions->len; i++)
    {
      const RcSlotEntity *version = g_ptr_array_index (self->versions, i);

      if (strchr (version->entity->name, '/') != NULL && strcmp (version->entity->name, self->version) != 0 &&
          !add_cards (self, version->entity->name, error))
        return FALSE;
    }

  return add_cards (self, self->version, error);
}

static void
trace_card (RcSlotContext *self,
            const RcCard  *card)
{
  const RcClaim *says = card->date_claim != NULL ? card->date_claim : card->describes;
  g_autofree char *from = card->has_date ? rc_time_format_utc (card->date.from_us) : NULL;
  g_autofree char *to = card->has_date ? rc_time_format_utc (card->date.to_us) : NULL;
  const char *of = card->names_version ? _("of this version") : _("of the model, which names no version,");

  if (!card->has_date)
    rc_slot_trace (self, RC_LINEAGE_STEP_LEFT_OUT, says->source, says->record,
                   _("A card %s is left out: it has no date that can be read."), of);
  else if (self->window == NULL)
    rc_slot_trace (self, RC_LINEAGE_STEP_LEFT_OUT, says->source, says->record,
                   _("A card %1$s is left out: it is dated %2$s, and the inference tells no time to hold that against."), of, from);
  else if (!rc_slot_context_knows_card (self, card))
    rc_slot_trace (self, RC_LINEAGE_STEP_LEFT_OUT, says->source, says->record,
                   _("A card %1$s is left out: it is dated %2$s, after the time asked for."), of, from);
  else if (rc_slot_context_place_card (self, card) == RC_SLOT_CARD_LATER)
    rc_slot_trace (self, RC_LINEAGE_STEP_LEFT_OUT, says->source, says->record,
                   _("A card %1$s is left out: it is dated %2$s, after the inference (%3$s)."), of, from, _(card->date_rung));
  else if (rc_slot_context_place_card (self, card) == RC_SLOT_CARD_PERHAPS)
    rc_slot_trace (self, RC_LINEAGE_STEP_TRIED, says->source, says->record,
                   _("A card %1$s is dated between %2$s and %3$s (%4$s): whether it came before the inference cannot be told."), of, from, to,
                   _(card->date_rung));
  else
    rc_slot_trace (self, RC_LINEAGE_STEP_TRIED, says->source, says->record,
                   _("A card %1$s is dated %2$s, before the inference (%3$s)."), of, from, _(card->date_rung));
}

static void
trace_cards (RcSlotContext *self)
{
  if (!rc_slot_is_traced (self))
    return;

  for (guint i = 0; i < self->cards->len; i++)
    trace_card (self, g_ptr_array_index (self->cards, i));
  if (self->cards->len == 0)
    rc_slot_trace (self, RC_LINEAGE_STEP_TRIED, 0, 0, _("No card that was received speaks of this version or its model."));
}

/**
 * rc_slot_context_find_path:
 *
 * Goes the way from the inference to what stands behind it, once for all questions.
 */
gboolean
rc_slot_context_find_path (RcSlotContext  *self,
                           GError        **error)
{
  rc_lineage_trace_begin_part (self->trace, RC_LINEAGE_PART_DEPLOYMENTS);
  if (!trace_deployments (self, error) || !find_running (self, error))
    return FALSE;

  rc_lineage_trace_begin_part (self->trace, RC_LINEAGE_PART_VERSION);
  if (!rc_model_reference_find (self, error))
    return FALSE;

  rc_lineage_trace_begin_part (self->trace, RC_LINEAGE_PART_ENTRIES);
  if (!find_versions (self, error) || !rc_slot_context_add_same (self, self->versions, error) || !add_builds (self, error))
    return FALSE;

  rc_lineage_trace_begin_part (self->trace, RC_LINEAGE_PART_RUNS);
  if (!find_runs (self, error) || !rc_slot_context_add_same (self, self->runs, error))
    return FALSE;

  rc_lineage_trace_begin_part (self->trace, RC_LINEAGE_PART_CARDS);
  if (!find_cards (self, error))
    return FALSE;

  trace_cards (self);
  rc_lineage_trace_end_part (self->trace);
  return TRUE;
}
