/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/slot.h"
#include "core/words.h"

/*
 * Claims that a registry makes about the version that answered, or about its run.
 */

/**
 * rc_slot_registry_rung:
 * @identity: how the registry's entry is known to be the one
 *
 * Returns: the rung, as a key of words.h
 */
const char *
rc_slot_registry_rung (RcIdentity identity)
{
  if (identity == RC_IDENTITY_STRONG)
    return N_("registry entry with the artefact digest of the record");

  if (identity == RC_IDENTITY_AUDITOR)
    return N_("registry entry that the auditor linked with it");

  return N_("registry entry of the same name and version");
}

/* (transfer full) (nullable) */
static char *
dup_text (const RcClaim  *claim,
          const RcEntity *target)
{
  if (claim->value == NULL || target == NULL || g_strcmp0 (claim->value, target->name) == 0)
    return g_strdup (target != NULL ? target->name : claim->value);

  return g_strdup_printf ("%s (%s %s)", claim->value, rc_entity_kind_to_name (target->kind), target->name);
}

/**
 * rc_slot_add_claims:
 * @entities: (element-type RcSlotEntity): the entities spoken of
 * @property: what is said of them
 *
 * Adds an answer for each claim that counts: its value, and the name of what it links to where that says more.
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
      g_autofree char *text = NULL, *shown = NULL;

      if (found->claim->target != 0)
        {
          target = rc_entity_load (rc_case_get_database (context->case_file), found->claim->target, error);
          if (target == NULL)
            return FALSE;
        }
      text = dup_text (found->claim, target);
      if (text == NULL)
        continue;

      shown = rc_slot_shorten (text);
      rc_slot_builder_set_rung (builder, rc_slot_registry_rung (found->of->identity));
      if (!rc_slot_builder_add_claim (builder, text, shown, FALSE, target, found->of->identity, found->claim, error))
        return FALSE;
      rc_slot_builder_add_fact (builder, RC_FACT_ENTITY, text, FALSE);
    }

  return TRUE;
}
