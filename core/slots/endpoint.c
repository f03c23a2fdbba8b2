/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/slot.h"
#include "core/words.h"

static gboolean
answer_endpoint (RcSlotContext  *context,
                 RcSlotBuilder  *builder,
                 GError        **error)
{
  static const RcField fields[] = { RC_FIELD_SYSTEM, RC_FIELD_ENDPOINT, RC_N_FIELDS };
  const char *system = rc_event_peek_field (context->event, RC_FIELD_SYSTEM);
  const char *endpoint = rc_event_peek_field (context->event, RC_FIELD_ENDPOINT);
  g_autofree char *value = NULL;

  if (system == NULL && endpoint == NULL)
    return TRUE;

  if (system != NULL && endpoint != NULL)
    value = g_strdup_printf (_("%1$s, endpoint %2$s"), system, endpoint);
  else if (system != NULL)
    value = g_strdup_printf (_("%s; no endpoint is recorded"), system);
  else
    value = g_strdup_printf (_("endpoint %s"), endpoint);

  rc_slot_builder_set_rung (builder, N_("in the record"));
  return rc_slot_builder_add_fields (builder, value, value, FALSE, RC_IDENTITY_NONE, context->event, fields, error);
}

const RcSlot rc_slot_endpoint = {
  .id = "endpoint",
  .group = N_("Who answered"),
  .question = N_("Which system answered, at which endpoint?"),
  .missing = N_("The record names neither system nor endpoint: ask the deployer which endpoint wrote this log."),
  .single = TRUE,
  .answer = answer_endpoint,
};
