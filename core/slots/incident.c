/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/slot.h"
#include "core/words.h"

static gboolean
answer_incident (RcSlotContext  *context,
                 RcSlotBuilder  *builder,
                 GError        **error)
{
  return rc_slot_add_near (context, builder, RC_EVENT_INCIDENT, error);
}

const RcSlot rc_slot_incident = {
  .id = "incident",
  .group = N_("What went wrong"),
  .question = N_("Was an incident recorded near it?"),
  .missing = N_("No incident near it is on record: ask the deployer for the incident register, and the provider for "
                "reports made under Article 73."),
  .single = FALSE,
  .parts = RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_INSTANT),
  .answer = answer_incident,
};
