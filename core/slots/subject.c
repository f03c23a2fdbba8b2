/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/slot.h"
#include "core/words.h"

static gboolean
answer_subject (RcSlotContext  *context,
                RcSlotBuilder  *builder,
                GError        **error)
{
  const RcEvent *of;

  if (!rc_slot_context_find_field (context, RC_FIELD_SUBJECT, &of, error))
    return FALSE;
  if (of == NULL || of == context->event)
    {
      rc_slot_builder_set_rung (builder, N_("in the record"));
      return rc_slot_builder_add_field (builder, context->event, RC_FIELD_SUBJECT, RC_IDENTITY_NONE, error);
    }

  rc_slot_builder_set_rung (builder, N_("record of the request"));
  return rc_slot_builder_add_field (builder, of, RC_FIELD_SUBJECT, RC_IDENTITY_WEAK, error);
}

const RcSlot rc_slot_subject = {
  .id = "subject",
  .group = N_("What was asked"),
  .question = N_("Whom did it concern?"),
  .missing = N_("The record names no person, not even by a pseudonym: ask the deployer which person stands behind the "
                "business reference."),
  .single = TRUE,
  .parts = RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_RECORD),
  .answer = answer_subject,
};
