/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/slot.h"
#include "core/words.h"

static gboolean
add_part (RcSlotContext  *context,
          RcSlotBuilder  *builder,
          const char     *value,
          const RcEvent  *of,
          const RcField  *fields,
          GError        **error)
{
  return rc_slot_builder_add_fields (builder, value, value, FALSE, of == context->event ? RC_IDENTITY_NONE : RC_IDENTITY_WEAK, of,
                                     fields, error);
}

static gboolean
answer_endpoint (RcSlotContext  *context,
                 RcSlotBuilder  *builder,
                 GError        **error)
{
  static const RcField system_fields[] = { RC_FIELD_SYSTEM, RC_N_FIELDS };
  static const RcField endpoint_fields[] = { RC_FIELD_ENDPOINT, RC_N_FIELDS };
  const RcEvent *of_system, *of_endpoint;
  const char *system, *endpoint;
  g_autofree char *value = NULL;

  if (!rc_slot_context_find_field (context, RC_FIELD_SYSTEM, &of_system, error) ||
      !rc_slot_context_find_field (context, RC_FIELD_ENDPOINT, &of_endpoint, error))
    return FALSE;
  system = of_system != NULL ? rc_event_peek_field (of_system, RC_FIELD_SYSTEM) : NULL;
  endpoint = of_endpoint != NULL ? rc_event_peek_field (of_endpoint, RC_FIELD_ENDPOINT) : NULL;

  if (system == NULL && endpoint == NULL)
    return TRUE;

  if (system != NULL && endpoint != NULL)
    value = g_strdup_printf (_("%1$s, endpoint %2$s"), system, endpoint);
  else if (system != NULL)
    value = g_strdup_printf (_("%s; no endpoint is recorded"), system);
  else
    value = g_strdup_printf (_("endpoint %s"), endpoint);

  rc_slot_builder_set_rung (builder, of_system == context->event || of_endpoint == context->event ? N_("in the record")
                                                                                                : N_("record of the request"));
  return (system == NULL || add_part (context, builder, value, of_system, system_fields, error)) &&
         (endpoint == NULL || add_part (context, builder, value, of_endpoint, endpoint_fields, error));
}

const RcSlot rc_slot_endpoint = {
  .id = "endpoint",
  .group = N_("Who answered"),
  .question = N_("Which system answered, at which endpoint?"),
  .missing = N_("The record names neither system nor endpoint: ask the deployer which endpoint wrote this log."),
  .single = TRUE,
  .parts = RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_RECORD),
  .answer = answer_endpoint,
};
