/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/mask.h"
#include "core/slot.h"
#include "core/words.h"

/* The record that holds it is the inference's own, or that of its request: then a key led there, and no digest. */
static RcIdentity
identify (const RcSlotContext *context,
          const RcEvent       *of)
{
  return of == context->event ? RC_IDENTITY_NONE : RC_IDENTITY_WEAK;
}

static gboolean
add_fingerprint (RcSlotContext  *context,
                 RcSlotBuilder  *builder,
                 const RcEvent  *of,
                 GError        **error)
{
  static const RcField fields[] = { RC_FIELD_INPUT_DIGEST, RC_FIELD_INPUT_SCHEMA, RC_N_FIELDS };
  const char *digest = rc_event_peek_field (of, RC_FIELD_INPUT_DIGEST);
  g_autofree char *value = g_strdup_printf (_("only a fingerprint is held: %s"), digest);

  rc_slot_builder_set_rung (builder, of == context->event ? N_("fingerprint in the record") : N_("fingerprint in the record of the request"));
  rc_slot_builder_note (builder, _("The input itself was not received: ask the deployer for the stored requests of this period."));
  return rc_slot_builder_add_fields (builder, digest, value, FALSE, identify (context, of), of, fields, error);
}

static gboolean
add_input (RcSlotContext  *context,
           RcSlotBuilder  *builder,
           const RcEvent  *of,
           GError        **error)
{
  static const RcField fields[] = { RC_FIELD_INPUT, RC_FIELD_INPUT_SCHEMA, RC_FIELD_INPUT_DIGEST, RC_N_FIELDS };
  const char *input = rc_event_peek_field (of, RC_FIELD_INPUT);
  const char *schema = rc_event_peek_field (of, RC_FIELD_INPUT_SCHEMA);
  g_autofree char *shape = rc_slot_dup_shape (input), *mask = rc_mask_value (context->case_file, RC_FIELD_INPUT, input), *value = NULL;
  guint n_members;

  if (schema != NULL)
    value = g_strdup_printf (_("%1$s, input schema %2$s; the input itself is held (%3$s)"), shape, schema, mask);
  else
    value = g_strdup_printf (_("%1$s; the input itself is held (%2$s)"), shape, mask);

  rc_slot_builder_set_rung (builder, of == context->event ? N_("in the record") : N_("record of the request"));
  if (!rc_slot_builder_add_fields (builder, input, value, TRUE, identify (context, of), of, fields, error))
    return FALSE;
  if (rc_slot_count_members (input, &n_members))
    {
      g_autofree char *count = g_strdup_printf ("%u", n_members);

      rc_slot_builder_add_fact (builder, RC_FACT_MEMBERS, count, FALSE);
    }
  return TRUE;
}

/* All of them are shown, and none is chosen. */
static gboolean
add_candidates (RcSlotContext  *context,
                RcSlotBuilder  *builder,
                const RcJoin   *request,
                GError        **error)
{
  rc_slot_builder_disagree (builder);
  for (guint i = 0; i < request->events->len; i++)
    {
      const RcEvent *part;

      if (!rc_slot_context_read_event (context, g_array_index (request->events, gint64, i), &part, error))
        return FALSE;
      if (part != NULL && rc_event_peek_field (part, RC_FIELD_INPUT) != NULL && !add_input (context, builder, part, error))
        return FALSE;
    }

  if (!request->is_complete)
    rc_slot_builder_note (builder, _("So many records carry the key of this answer that it tells nothing: none is taken for its request."));
  else if (request->n_records > 1)
    rc_slot_builder_note (builder, rc_words_plural ("%u request carries the key of this answer: which one it answers is not told.",
                                                    "%u requests carry the key of this answer: which one it answers is not told.",
                                                    request->n_records), request->n_records);
  if (request->rivals->len > 0)
    rc_slot_builder_note (builder, rc_words_plural ("%u other answer carries the same key: which of them the request belongs to is not told.",
                                                    "%u other answers carry the same key: which of them the request belongs to is not told.",
                                                    request->rivals->len), request->rivals->len);
  return TRUE;
}

static gboolean
note_request (RcSlotContext  *context,
              RcSlotBuilder  *builder,
              GError        **error)
{
  const RcJoin *request = rc_slot_context_get_request (context, error);
  g_autoptr (RcEvent) far = NULL;
  g_autofree char *reference = NULL;

  if (request == NULL)
    return FALSE;

  switch (request->state)
    {
    case RC_JOIN_AMBIGUOUS:
      return add_candidates (context, builder, request, error);
    case RC_JOIN_HALF:
      rc_slot_builder_note (builder, _("No request was received for this answer."));
      return TRUE;
    case RC_JOIN_OUTSIDE:
      far = rc_event_load (context->case_file, g_array_index (request->outside, gint64, 0), error);
      if (far == NULL)
        return FALSE;
      reference = rc_event_dup_reference (far);
      rc_slot_builder_note (builder, _("The request %s carries the key of this answer, and lies outside the window, or at another endpoint: "
                                       "it is not taken for its request."), reference);
      return TRUE;
    case RC_JOIN_NONE:
    case RC_JOIN_JOINED:
    default:
      return TRUE;
    }
}

static gboolean
answer_input (RcSlotContext  *context,
              RcSlotBuilder  *builder,
              GError        **error)
{
  const RcEvent *of;

  if (!rc_slot_context_find_field (context, RC_FIELD_INPUT, &of, error))
    return FALSE;
  if (of != NULL)
    return add_input (context, builder, of, error);

  if (!rc_slot_context_find_field (context, RC_FIELD_INPUT_DIGEST, &of, error))
    return FALSE;
  return of != NULL ? add_fingerprint (context, builder, of, error) : note_request (context, builder, error);
}

const RcSlot rc_slot_input = {
  .id = "input",
  .group = N_("What was asked"),
  .question = N_("What was put into the system?"),
  .missing = N_("The record holds neither the input nor a fingerprint of it: ask the deployer for the stored requests of "
                "this period."),
  .single = TRUE,
  .parts = RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_RECORD),
  .answer = answer_input,
};
