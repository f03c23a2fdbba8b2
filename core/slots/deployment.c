/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/bounds.h"
#include "core/slot.h"
#include "core/words.h"

static RcIdentity
identify (RcSlotContext      *context,
          const RcDeployment *deployment)
{
  RcDigest digest;

  if (deployment->has_digest && rc_event_get_model_digest (context->event, &digest) &&
      rc_digest_equal (&digest, &deployment->digest))
    return RC_IDENTITY_STRONG;

  return RC_IDENTITY_WEAK;
}

static char *
describe (const RcDeployment *deployment)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *id = rc_event_peek_field (deployment->event, RC_FIELD_ID);
  const char *from = rc_event_peek_field (deployment->event, RC_FIELD_VALID_FROM);
  const char *to = rc_event_peek_field (deployment->event, RC_FIELD_VALID_TO);
  g_autofree char *time = rc_slot_dup_time (deployment->event);
  const char *version = deployment->version != NULL ? deployment->version : _("a version that the record does not name");

  if (id != NULL)
    g_string_append_printf (text, "%s: ", id);
  if (deployment->event->endpoint != NULL)
    g_string_append_printf (text, _("%1$s at %2$s"), version, deployment->event->endpoint);
  else
    g_string_append (text, version);
  g_string_append (text, ", ");
  if (from != NULL && to != NULL)
    g_string_append_printf (text, _("from %1$s to %2$s"), from, to);
  else if (from != NULL)
    g_string_append_printf (text, _("from %s, no end recorded"), from);
  else if (to != NULL)
    g_string_append_printf (text, _("no beginning recorded (the record's own time: %1$s) to %2$s"), time, to);
  else
    g_string_append_printf (text, _("no beginning recorded (the record's own time: %s), no end recorded"), time);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Two records of one version at one place are one answer. */
static char *
dup_key (const RcDeployment *deployment)
{
  g_autofree char *hex = deployment->has_digest ? rc_digest_dup_hex (&deployment->digest) : g_strdup ("");

  if (deployment->version == NULL && !deployment->has_digest)
    return g_strdup_printf ("%" G_GINT64_FORMAT, deployment->event->id);

  return g_strdup_printf ("%s\n%s", deployment->version != NULL ? deployment->version : "", hex);
}

static gboolean
answer_deployment (RcSlotContext  *context,
                   RcSlotBuilder  *builder,
                   GError        **error)
{
  static const RcField fields[] = {
    RC_FIELD_ID, RC_FIELD_ENDPOINT, RC_FIELD_MODEL_NAME, RC_FIELD_MODEL_VERSION, RC_FIELD_VALID_FROM, RC_FIELD_VALID_TO, RC_N_FIELDS
  };

  for (guint i = 0; i < context->running->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (context->running, i);
      g_autofree char *key = dup_key (deployment);
      g_autofree char *value = describe (deployment);

      rc_slot_builder_set_rung (builder, N_("deployment record valid at the instant"));
      if (!rc_slot_builder_add_fields (builder, key, value, FALSE, identify (context, deployment), deployment->event, fields, error))
        return FALSE;
      rc_slot_builder_add_fact (builder, RC_FACT_VERSION, deployment->version, FALSE);
    }

  if (context->running_perhaps)
    rc_slot_builder_add_slot_fact (builder, RC_FACT_PERHAPS, "yes", NULL);
  if (rc_slot_context_has_candidates (context) && rc_slot_builder_count (builder) > 1)
    {
      rc_slot_builder_set_undecided (builder);
      rc_slot_builder_note (builder, context->running_perhaps
                            ? _("Which of these ran at that instant the times do not tell for certain: each of them can be the one.")
                            : _("Each of these had a part of the traffic; which of them this call went to its record does not tell."));
    }
  else if (context->running_perhaps)
    {
      rc_slot_builder_note (builder, _("The times do not tell for certain that it ran at that instant."));
    }
  if (context->running_perhaps)
    rc_slot_builder_note_doubt (builder);
  if (!context->deployments_complete)
    rc_slot_builder_note (builder, _("Only the %u newest deployment records were weighed."), RC_LIMIT_LINEAGE_EVENTS);
  return TRUE;
}

const RcSlot rc_slot_deployment = {
  .id = "deployment",
  .group = N_("Who answered"),
  .question = N_("What was deployed there at that instant?"),
  .missing = N_("No deployment record is valid at that endpoint and instant: ask whoever operates the endpoint for its "
                "deployment history, with model, version, artefact digest, begin and end."),
  .single = TRUE,
  .parts = RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_INSTANT) | RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_DEPLOYMENTS),
  .answer = answer_deployment,
};
