/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/slot.h"
#include "core/words.h"

#include <string.h>

/* How importers tag a run that was started from a work tree with changes. */
#define UNCOMMITTED "uncommitted changes = "

/* Changes that no commit has are no other commit, but the commit is then not all of the code. */
static gboolean
note_uncommitted (RcSlotContext  *context,
                  RcSlotBuilder  *builder,
                  GError        **error)
{
  g_autoptr (GPtrArray) tags = rc_slot_context_list_all (context, context->runs, RC_PROPERTY_TAG, error);
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  if (tags == NULL)
    return FALSE;

  for (guint i = 0; i < tags->len; i++)
    {
      const RcClaim *tag = ((const RcSlotClaim *) g_ptr_array_index (tags, i))->claim;

      if (tag->value == NULL || !g_str_has_prefix (tag->value, UNCOMMITTED))
        continue;
      rc_slot_context_touch (context, tag->source, tag->record);
      if (g_hash_table_add (told, tag->value))
        rc_slot_builder_note (builder, _("The commit is not all of the code that ran: changes that were not committed are in %s."),
                              tag->value + strlen (UNCOMMITTED));
    }

  return TRUE;
}

/* A registry that is a repository has no run: it says at which commit the version was registered. */
static gboolean
answer_commit (RcSlotContext  *context,
               RcSlotBuilder  *builder,
               GError        **error)
{
  if (!rc_slot_add_claims (context, builder, context->runs, RC_PROPERTY_CODE_COMMIT, error) ||
      !note_uncommitted (context, builder, error))
    return FALSE;

  return rc_slot_builder_count (builder) > 0 ||
         rc_slot_add_claims (context, builder, context->versions, RC_PROPERTY_CODE_COMMIT, error);
}

const RcSlot rc_slot_commit = {
  .id = "commit",
  .group = N_("Where it came from"),
  .question = N_("From which code?"),
  .missing = N_("No record names the code that the run was started from: ask the provider for the commit of the training "
                "code."),
  .single = TRUE,
  .parts = RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_INSTANT) | RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_VERSION) |
           RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_ENTRIES) | RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_RUNS),
  .answer = answer_commit,
};
