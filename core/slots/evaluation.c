/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/slot.h"
#include "core/words.h"

static gboolean
answer_evaluation (RcSlotContext  *context,
                   RcSlotBuilder  *builder,
                   GError        **error)
{
  return rc_slot_add_claims (context, builder, context->runs, RC_PROPERTY_EVALUATION, error) &&
         rc_slot_add_claims (context, builder, context->versions, RC_PROPERTY_EVALUATION, error);
}

const RcSlot rc_slot_evaluation = {
  .id = "evaluation",
  .group = N_("Where it came from"),
  .question = N_("How did it do when it was evaluated?"),
  .missing = N_("No evaluation result is on record for this version or its run: ask the provider for the evaluation "
                "report before release."),
  .single = FALSE,
  .parts = RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_INSTANT) | RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_VERSION) |
           RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_ENTRIES) | RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_RUNS),
  .answer = answer_evaluation,
};
