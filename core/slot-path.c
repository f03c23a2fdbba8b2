/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "deployment-index.h"
#include "model-reference.h"

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
  deployments = rc_deployment_index_list_at (index, self->case_file, self->reader, self->event, self->instant, self->known_at_us, &is_sure,
                                             &self->deployments_complete, error);
  if (deployments == NULL)
    return FALSE;

  self->n_deployments = rc_deployment_index_count (index);
  g_ptr_array_unref (self->deployments);
  self->deployments = g_steal_pointer (&deployments);
  for (guint i = 0; i < self->deployments->len; i++)
    g_ptr_array_add (self->running, g_ptr_array_index (self->deployments, i));

  self->running_perhaps = !is_sure && self->running->len > 0;
  if (self->running_perhaps || self->event->endpoint == NULL || share_traffic (self))
    keep_matching (self);
  return TRUE;
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

static gboolean
add_by_digest (RcSlotContext *self,
               gboolean       same_name,
               GError       **error)
{
  g_autoptr (GPtrArray) found = NULL;
  RcDigest digest;
  RcIdentity identity;

  if (self->versions->len > 0 || !read_path_digest (self, &digest, &identity))
    return TRUE;

  found = rc_slot_context_list_by_digest (self, &digest, error);
  if (found == NULL)
    return FALSE;
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
  for (guint i = 0; i < named->len; i++)
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

/**
 * rc_slot_context_find_path:
 *
 * Goes the way from the inference to what stands behind it, once for all questions.
 */
gboolean
rc_slot_context_find_path (RcSlotContext  *self,
                           GError        **error)
{
  return find_running (self, error) && rc_model_reference_find (self, error) && find_versions (self, error) && rc_slot_context_add_same (self, self->versions, error) &&
         add_builds (self, error) && find_runs (self, error) && rc_slot_context_add_same (self, self->runs, error) &&
         find_cards (self, error);
}
