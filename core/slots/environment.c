/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/slot.h"
#include "core/words.h"

static gboolean
answer_environment (RcSlotContext  *context,
                    RcSlotBuilder  *builder,
                    GError        **error)
{
  return rc_slot_add_claims (context, builder, context->runs, RC_PROPERTY_ENVIRONMENT, error) &&
         rc_slot_add_claims (context, builder, context->versions, RC_PROPERTY_ENVIRONMENT, error);
}

const RcSlot rc_slot_environment = {
  .id = "environment",
  .group = N_("Where it came from"),
  .question = N_("In which environment was it trained?"),
  .missing = N_("No record describes the environment of the run: ask the provider for the image, the package list or the "
                "lock file."),
  .single = FALSE,
  .parts = RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_INSTANT) | RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_VERSION) |
           RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_ENTRIES) | RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_RUNS),
  .answer = answer_environment,
};
