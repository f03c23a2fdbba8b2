/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/bounds.h"
#include "core/slot.h"

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

  if (id != NULL)
    g_string_append_printf (text, "%s: ", id);
  g_string_append (text, deployment->version != NULL ? deployment->version : "a version that the record does not name");
  if (deployment->event->endpoint != NULL)
    g_string_append_printf (text, " at %s", deployment->event->endpoint);
  if (from != NULL)
    g_string_append_printf (text, ", from %s", from);
  else
    g_string_append_printf (text, ", no beginning recorded (the record's own time: %s)", time != NULL ? time : "none");
  if (to != NULL)
    g_string_append_printf (text, " to %s", to);
  else
    g_string_append (text, ", no end recorded");
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

      rc_slot_builder_set_rung (builder, "deployment record valid at the instant");
      if (!rc_slot_builder_add_fields (builder, key, value, FALSE, identify (context, deployment), deployment->event, fields, error))
        return FALSE;
    }

  if (context->running_perhaps)
    rc_slot_builder_note (builder, "The times do not tell for certain that it ran at that instant.");
  if (!context->deployments_complete)
    rc_slot_builder_note (builder, "Only the %u newest deployment records were weighed.", RC_LIMIT_LINEAGE_EVENTS);
  return TRUE;
}

const RcSlot rc_slot_deployment = {
  .id = "deployment",
  .group = "Who answered",
  .question = "What was deployed there at that instant?",
  .missing = "No deployment record is valid at that endpoint and instant: ask whoever operates the endpoint for its deployment history, "
             "with model, version, artefact digest, begin and end.",
  .single = TRUE,
  .answer = answer_deployment,
};
