/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/slot.h"

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
    value = g_strdup_printf ("%s against a threshold of %s", score, threshold);
  else if (score != NULL)
    value = g_strdup_printf ("%s; no threshold is recorded", score);
  else
    value = g_strdup_printf ("no score is recorded; the threshold is %s", threshold);

  rc_slot_builder_set_rung (builder, "in the record");
  return rc_slot_builder_add_fields (builder, value, value, FALSE, RC_IDENTITY_NONE, context->event, fields, error);
}

const RcSlot rc_slot_score = {
  .id = "score",
  .group = "What was answered",
  .question = "With which score, against which threshold?",
  .missing = "The record holds neither score nor threshold: ask the provider where they are logged, and for the thresholds in force.",
  .single = TRUE,
  .answer = answer_score,
};
