/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/slot.h"
#include "core/words.h"

/* The silence of a record that was kept is worth telling; it is no answer. */
static gboolean
note_silence (RcSlotContext  *context,
              RcSlotBuilder  *builder,
              GError        **error)
{
  g_autoptr (GArray) ids = rc_event_list_kind (context->case_file, RC_EVENT_ANOMALY, 1, error);

  if (ids == NULL)
    return FALSE;
  if (ids->len > 0)
    rc_slot_builder_add_slot_fact (builder, RC_FACT_SILENCE, "yes", NULL);
  if (ids->len > 0)
    rc_slot_builder_note (builder, _("Anomaly records were received, none within 24 hours: that is silence, not proof."));
  return TRUE;
}

static gboolean
answer_anomaly (RcSlotContext  *context,
                RcSlotBuilder  *builder,
                GError        **error)
{
  if (!rc_slot_add_joined (context, builder, RC_EVENT_GUARDRAIL, error) ||
      !rc_slot_add_joined (context, builder, RC_EVENT_ANOMALY, error) ||
      !rc_slot_add_near (context, builder, RC_EVENT_ANOMALY, error))
    return FALSE;

  return rc_slot_builder_count (builder) > 0 || note_silence (context, builder, error);
}

const RcSlot rc_slot_anomaly = {
  .id = "anomaly",
  .group = N_("What went wrong"),
  .question = N_("Was anything unusual noticed near it?"),
  .missing = N_("Ask whoever monitors the system for the alerts of these two days, and for proof that the monitoring ran."),
  .single = FALSE,
  .parts = RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_INSTANT),
  .answer = answer_anomaly,
};
