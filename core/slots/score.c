/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/slot.h"
#include "core/words.h"

static gboolean
answer_score (RcSlotContext  *context,
              RcSlotBuilder  *builder,
              GError        **error)
{
  static const RcField fields[] = { RC_FIELD_SCORE, RC_FIELD_THRESHOLD, RC_N_FIELDS };
  const char *score = rc_event_peek_field (context->event, RC_FIELD_SCORE);
  const char *threshold = rc_event_peek_field (context->event, RC_FIELD_THRESHOLD);
  g_autofree char *value = NULL;

  if (score == NULL && threshold == NULL)
    return TRUE;

  if (score != NULL && threshold != NULL)
    value = g_strdup_printf (_("%1$s against a threshold of %2$s"), score, threshold);
  else if (score != NULL)
    value = g_strdup_printf (_("%s; no threshold is recorded"), score);
  else
    value = g_strdup_printf (_("no score is recorded; the threshold is %s"), threshold);

  rc_slot_builder_set_rung (builder, N_("in the record"));
  return rc_slot_builder_add_fields (builder, value, value, FALSE, RC_IDENTITY_NONE, context->event, fields, error);
}

const RcSlot rc_slot_score = {
  .id = "score",
  .group = N_("What was answered"),
  .question = N_("With which score, against which threshold?"),
  .missing = N_("The record holds neither score nor threshold: ask the provider where they are logged, and for the "
                "thresholds in force."),
  .single = TRUE,
  .parts = RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_RECORD),
  .answer = answer_score,
};
