/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/slot.h"
#include "core/words.h"

static gboolean
answer_run (RcSlotContext  *context,
            RcSlotBuilder  *builder,
            GError        **error)
{
  g_autoptr (GPtrArray) links = NULL;
  guint n_perhaps = 0;

  links = rc_slot_context_list_all (context, context->versions, RC_PROPERTY_TRAINED_BY, error);
  if (links == NULL)
    return FALSE;

  for (guint i = 0; i < links->len; i++)
    {
      const RcSlotClaim *link = g_ptr_array_index (links, i);
      g_autoptr (RcEntity) run = NULL;
      const char *name = link->claim->value;
      const char *key = name;

      if (link->claim->target != 0)
        {
          run = rc_entity_load (rc_case_get_database (context->case_file), link->claim->target, error);
          if (run == NULL)
            return FALSE;
          name = run->name;
          key = rc_slot_context_peek_key (context->runs, run);
        }
      if (name != NULL)
        {
          if (!rc_slot_builder_add_claim (builder, key, name, FALSE, run, link->of->identity, link->claim, error))
            return FALSE;
          rc_slot_builder_add_fact (builder, RC_FACT_ENTITY, name, FALSE);
          n_perhaps += rc_slot_context_claim_is_sure (context, link->claim) ? 0 : 1;
        }
      rc_slot_builder_set_rung (builder, rc_slot_registry_rung (link->of->identity));
    }

  rc_slot_builder_note_perhaps (builder, n_perhaps);
  return rc_slot_note_claims (context, builder, context->runs, RC_PROPERTY_USED_MODEL, N_("The run started from the model"), FALSE, NULL,
                              error) &&
         rc_slot_note_claims (context, builder, context->versions, RC_PROPERTY_BASE_MODEL, N_("The version is based on the model"), FALSE,
                              NULL, error);
}

const RcSlot rc_slot_run = {
  .id = "run",
  .group = N_("Where it came from"),
  .question = N_("Which training run made this version?"),
  .missing = N_("No registry entry links this version to a training run: ask the provider for an export of the model "
                "registry and of its runs."),
  .single = TRUE,
  .parts = RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_INSTANT) | RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_VERSION) |
           RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_ENTRIES),
  .answer = answer_run,
};
