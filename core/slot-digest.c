/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "slot-trace.h"
#include "words.h"

#include <string.h>

/*
 * From the digest of an artefact to the model versions that a registry gives it.
 */

/* From a run to a build to a version. */
#define MAX_DEPTH 3

/**
 * rc_slot_context_add_entity:
 * @entities: (element-type RcSlotEntity)
 * @id: number of an entity
 * @kind: what it must be; another is passed over
 * @identity: how it is known to be the one
 *
 * Adds an entity once; of two ways to it, the better one stays.
 */
gboolean
rc_slot_context_add_entity (RcSlotContext  *self,
                            GPtrArray      *entities,
                            gint64          id,
                            RcEntityKind    kind,
                            RcIdentity      identity,
                            GError        **error)
{
  g_autoptr (RcEntity) entity = NULL;
  RcSlotEntity *found;

  for (guint i = 0; i < entities->len; i++)
    {
      found = g_ptr_array_index (entities, i);
      if (found->entity->id != id)
        continue;
      found->identity = rc_identity_better (found->identity, identity);
      return TRUE;
    }

  entity = rc_entity_load (rc_case_get_database (self->case_file), id, error);
  if (entity == NULL)
    return FALSE;
  if (entity->kind != kind)
    return TRUE;

  found = g_new0 (RcSlotEntity, 1);
  found->entity = g_steal_pointer (&entity);
  found->identity = identity;
  g_ptr_array_add (entities, found);
  return TRUE;
}

/* A build or a run is no version, but may be what a version was made from: the registry's own links say so. They may lead in a circle:
 * @seen holds what was met already. */
static gboolean
add_versions_of (RcSlotContext *self,
                 GPtrArray     *entities,
                 gint64         thing,
                 guint          depth,
                 GHashTable    *seen,
                 guint         *out_added,
                 GError       **error)
{
  static const RcProperty links[] = { RC_PROPERTY_ARTIFACT_PLACE, RC_PROPERTY_TRAINED_BY };
  g_autoptr (RcEntity) entity = NULL;
  guint before = *out_added;

  entity = rc_entity_load (rc_case_get_database (self->case_file), thing, error);
  if (entity == NULL)
    return FALSE;
  if (!g_hash_table_add (seen, g_memdup2 (&thing, sizeof thing)))
    {
      rc_slot_trace (self, RC_LINEAGE_STEP_LEFT_OUT, 0, 0,
                     _("“%s” was met already on this way: a link that leads back to it is not followed again."),
                     entity->name);
      return TRUE;
    }

  for (guint i = 0; strchr (entity->name, '/') == NULL && depth < MAX_DEPTH && i < G_N_ELEMENTS (links); i++)
    {
      g_autoptr (GPtrArray) claims = rc_claim_list_of_target (self->case_file, thing, links[i], error);

      if (claims == NULL)
        return FALSE;
      for (guint j = 0; j < claims->len; j++)
        {
          const RcClaim *claim = g_ptr_array_index (claims, j);

          if (rc_slot_context_claim_counts (self, claim) &&
              !add_versions_of (self, entities, claim->entity, depth + 1, seen, out_added, error))
            return FALSE;
        }
    }

  if (*out_added > before || entity->kind != RC_ENTITY_MODEL_VERSION)
    return TRUE;
  (*out_added)++;
  return rc_slot_context_add_entity (self, entities, thing, RC_ENTITY_MODEL_VERSION, RC_IDENTITY_STRONG, error);
}

static gboolean
add_holder (RcSlotContext *self,
            GPtrArray     *entities,
            const RcClaim *claim,
            GError       **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint before = entities->len;
  guint n_added = 0;

  if (!add_versions_of (self, entities, claim->entity, 0, seen, &n_added, error))
    return FALSE;

  for (guint i = before; i < entities->len; i++)
    {
      RcSlotEntity *found = g_ptr_array_index (entities, i);

      found->digest_claim = rc_claim_copy (claim);
    }

  return TRUE;
}

static gboolean
add_by_value (RcSlotContext *self,
              GPtrArray     *entities,
              const char    *value,
              GError       **error)
{
  g_autoptr (GPtrArray) claims = NULL;

  claims = rc_claim_list_of_value (self->case_file, RC_PROPERTY_ARTIFACT_DIGEST, value, error);
  if (claims == NULL)
    return FALSE;
  for (guint i = 0; i < claims->len; i++)
    {
      const RcClaim *claim = g_ptr_array_index (claims, i);

      if (!rc_slot_context_claim_counts (self, claim) ? !rc_slot_trace_claim_left_out (self, claim, error)
                                                      : !add_holder (self, entities, claim, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rc_slot_context_list_by_digest:
 * @digest: SHA-256 of an artefact
 *
 * Returns: (element-type RcSlotEntity) (transfer full): the model versions to which a registry gives this digest, itself or by the
 *   build or run that they were made from, each with the claim that says so
 */
GPtrArray *
rc_slot_context_list_by_digest (RcSlotContext   *self,
                                const RcDigest  *digest,
                                GError         **error)
{
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_slot_entity_free);
  g_autofree char *hex = rc_digest_dup_hex (digest);
  g_autofree char *prefixed = g_strconcat ("sha256:", hex, NULL);

  if (!add_by_value (self, entities, hex, error) ||
      !add_by_value (self, entities, prefixed, error))
    return NULL;
  return g_steal_pointer (&entities);
}
