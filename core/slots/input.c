/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/mask.h"
#include "core/slot.h"
#include "core/words.h"

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

  value = g_strdup_printf (_("only a fingerprint is held: %s"), digest);
  rc_slot_builder_set_rung (builder, N_("fingerprint in the record"));
  rc_slot_builder_note (builder, _("The input itself was not received: ask the deployer for the stored requests of this period."));
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
  g_autofree char *shape = NULL, *mask = NULL, *value = NULL;
  guint n_members;

  if (input == NULL)
    return add_fingerprint (context, builder, error);

  shape = rc_slot_dup_shape (input);
  mask = rc_mask_value (context->case_file, input);
  if (schema != NULL)
    value = g_strdup_printf (_("%1$s, input schema %2$s; the input itself is held (%3$s)"), shape, schema, mask);
  else
    value = g_strdup_printf (_("%1$s; the input itself is held (%2$s)"), shape, mask);

  rc_slot_builder_set_rung (builder, N_("in the record"));
  if (!rc_slot_builder_add_fields (builder, input, value, TRUE, RC_IDENTITY_NONE, context->event, fields, error))
    return FALSE;
  if (rc_slot_count_members (input, &n_members))
    {
      g_autofree char *count = g_strdup_printf ("%u", n_members);

      rc_slot_builder_add_fact (builder, RC_FACT_MEMBERS, count, FALSE);
    }
  return TRUE;
}

const RcSlot rc_slot_input = {
  .id = "input",
  .group = N_("What was asked"),
  .question = N_("What was put into the system?"),
  .missing = N_("The record holds neither the input nor a fingerprint of it: ask the deployer for the stored requests of "
                "this period."),
  .single = TRUE,
  .answer = answer_input,
};
