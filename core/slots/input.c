/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/mask.h"
#include "core/slot.h"

static gboolean
add_fingerprint (RcSlotContext  *context,
                 RcSlotBuilder  *builder,
                 GError        **error)
{
  static const RcField fields[] = { RC_FIELD_INPUT_DIGEST, RC_FIELD_INPUT_SCHEMA, RC_N_FIELDS };
  const char *digest = rc_event_peek_field (context->event, RC_FIELD_INPUT_DIGEST);
  g_autofree char *value = NULL;

  if (digest == NULL)
    return TRUE;

  value = g_strdup_printf ("only a fingerprint is held: %s", digest);
  rc_slot_builder_set_rung (builder, "fingerprint in the record");
  rc_slot_builder_note (builder, "The input itself was not received: ask the deployer for the stored requests of this period.");
  return rc_slot_builder_add_fields (builder, digest, value, FALSE, RC_IDENTITY_NONE, context->event, fields, error);
}

static gboolean
answer_input (RcSlotContext  *context,
              RcSlotBuilder  *builder,
              GError        **error)
{
  static const RcField fields[] = { RC_FIELD_INPUT, RC_FIELD_INPUT_SCHEMA, RC_FIELD_INPUT_DIGEST, RC_N_FIELDS };
  const char *input = rc_event_peek_field (context->event, RC_FIELD_INPUT);
  const char *schema = rc_event_peek_field (context->event, RC_FIELD_INPUT_SCHEMA);
  g_autoptr (GString) value = NULL;
  g_autofree char *shape = NULL, *mask = NULL;

  if (input == NULL)
    return add_fingerprint (context, builder, error);

  shape = rc_slot_dup_shape (input);
  value = g_string_new (shape);
  if (schema != NULL)
    g_string_append_printf (value, ", input schema %s", schema);
  mask = rc_mask_value (context->case_file, input);
  g_string_append_printf (value, "; the input itself is held (%s)", mask);

  rc_slot_builder_set_rung (builder, "in the record");
  return rc_slot_builder_add_fields (builder, input, value->str, TRUE, RC_IDENTITY_NONE, context->event, fields, error);
}

const RcSlot rc_slot_input = {
  .id = "input",
  .group = "What was asked",
  .question = "What was put into the system?",
  .missing = "The record holds neither the input nor a fingerprint of it: ask the deployer for the stored requests of this period.",
  .single = TRUE,
  .answer = answer_input,
};
