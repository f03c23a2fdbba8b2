/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/slot.h"
#include "core/slot-trace.h"
#include "core/words.h"

static gboolean
add_from_approvals (RcSlotContext  *context,
                    RcSlotBuilder  *builder,
                    GError        **error)
{
  GPtrArray *approvals = rc_slot_context_get_approvals (context, error);

  if (approvals == NULL)
    return FALSE;

  for (guint i = 0; i < approvals->len; i++)
    {
      const RcEvent *approval = g_ptr_array_index (approvals, i);

      if (context->window != NULL && (approval->time_us == RC_TIME_NONE || approval->time_us > context->window->to_us))
        {
          rc_slot_trace_event (context, RC_LINEAGE_STEP_LEFT_OUT, approval, _("An act of approval is left out: it is not dated before the "
                                                                              "inference."));
          continue;
        }
      if (rc_event_peek_field (approval, RC_FIELD_DOCUMENTATION) != NULL)
        rc_slot_builder_set_rung (builder, N_("named by the approval of the version"));
      if (!rc_slot_builder_add_field (builder, approval, RC_FIELD_DOCUMENTATION, RC_IDENTITY_WEAK, error))
        return FALSE;
    }

  return TRUE;
}

static char *
describe (const RcEvent *description)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *time = rc_slot_dup_time (description);
  const char *provider = rc_event_peek_field (description, RC_FIELD_PROVIDER);
  const char *deployer = rc_event_peek_field (description, RC_FIELD_DEPLOYER);
  const char *purpose = rc_event_peek_field (description, RC_FIELD_PURPOSE);
  g_autofree char *shown = purpose != NULL ? rc_slot_shorten (purpose) : NULL;

  g_string_append_printf (text, _("system description as of %s"), time);
  if (provider != NULL)
    g_string_append_printf (text, _("; provider %s"), provider);
  if (deployer != NULL)
    g_string_append_printf (text, _("; deployer %s"), deployer);
  if (shown != NULL)
    g_string_append_printf (text, _("; purpose: %s"), shown);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
add_description (RcSlotContext  *context,
                 RcSlotBuilder  *builder,
                 GError        **error)
{
  static const RcField fields[] = {
    RC_FIELD_SYSTEM, RC_FIELD_TIME, RC_FIELD_PROVIDER, RC_FIELD_DEPLOYER, RC_FIELD_PURPOSE, RC_N_FIELDS
  };
  g_autoptr (GPtrArray) descriptions = rc_slot_context_list_before (context, RC_EVENT_SYSTEM, error);
  g_autofree char *value = NULL;
  const RcEvent *description;

  if (descriptions == NULL)
    return FALSE;
  if (descriptions->len == 0)
    return TRUE;

  description = g_ptr_array_index (descriptions, 0);
  value = describe (description);
  rc_slot_builder_set_rung (builder, N_("newest description of the system before the instant"));
  return rc_slot_builder_add_fields (builder, value, value, FALSE, RC_IDENTITY_WEAK, description, fields, error);
}

static gboolean
answer_documentation (RcSlotContext  *context,
                      RcSlotBuilder  *builder,
                      GError        **error)
{
  return add_from_approvals (context, builder, error) && add_description (context, builder, error);
}

const RcSlot rc_slot_documentation = {
  .id = "documentation",
  .group = N_("Who allowed it"),
  .question = N_("Which technical documentation was current then?"),
  .missing = N_("No record names the technical documentation at deployment: ask the provider for the edition in force, "
                "with its date."),
  .single = FALSE,
  .parts = RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_INSTANT) | RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_VERSION),
  .answer = answer_documentation,
};
