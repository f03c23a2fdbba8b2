/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/slot.h"
#include "core/words.h"

static gboolean
answer_subject (RcSlotContext  *context,
                RcSlotBuilder  *builder,
                GError        **error)
{
  rc_slot_builder_set_rung (builder, N_("in the record"));
  return rc_slot_builder_add_field (builder, context->event, RC_FIELD_SUBJECT, RC_IDENTITY_NONE, error);
}

const RcSlot rc_slot_subject = {
  .id = "subject",
  .group = N_("What was asked"),
  .question = N_("Whom did it concern?"),
  .missing = N_("The record names no person, not even by a pseudonym: ask the deployer which person stands behind the "
                "business reference."),
  .single = TRUE,
  .answer = answer_subject,
};
