/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/slot.h"

/*
 * Claims that a registry makes about the version that answered, or about its run.
 */

/**
 * rc_slot_registry_rung:
 * @identity: how the registry's entry is known to be the one
 *
 * Returns: the rung in words
 */
const char *
rc_slot_registry_rung (RcIdentity identity)
{
  if (identity == RC_IDENTITY_STRONG)
    return "registry entry with the artefact digest of the record";

  return "registry entry of the same name and version";
}

/**
 * rc_slot_add_claims:
 * @entities: (element-type RcSlotEntity): the entities spoken of
 * @property: what is said of them
 *
 * Adds an answer for each claim that counts: the name of what it links to, or its value.
 */
gboolean
rc_slot_add_claims (RcSlotContext  *context,
                    RcSlotBuilder  *builder,
                    GPtrArray      *entities,
                    RcProperty      property,
                    GError        **error)
{
  g_autoptr (GPtrArray) claims = rc_slot_context_list_all (context, entities, property, error);

  if (claims == NULL)
    return FALSE;

  for (guint i = 0; i < claims->len; i++)
    {
      const RcSlotClaim *found = g_ptr_array_index (claims, i);
      g_autoptr (RcEntity) target = NULL;
      g_autofree char *shown = NULL;
      const char *value = found->claim->value;

      if (found->claim->target != 0)
        {
          target = rc_entity_load (rc_case_get_database (context->case_file), found->claim->target, error);
          if (target == NULL)
            return FALSE;
          value = target->name;
        }
      if (value == NULL)
        continue;

      shown = rc_slot_shorten (value);
      rc_slot_builder_set_rung (builder, rc_slot_registry_rung (found->of->identity));
      if (!rc_slot_builder_add_claim (builder, value, shown, FALSE, target, found->of->identity, found->claim, error))
        return FALSE;
    }

  return TRUE;
}
