/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/json.h"
#include "core/slot.h"
#include "core/words.h"

/* A human action may keep the machine's answer as a text, or as an object around it. TRUE: it says what @answer says. */
static gboolean
keeps_answer (const char *original,
              const char *answer,
              gboolean   *out_comparable)
{
  g_auto (RcJson) json = { 0 };
  RcJsonFault fault;
  guint32 node;

  *out_comparable = TRUE;
  if (strcmp (original, answer) == 0)
    return TRUE;

  rc_json_init (&json);
  if (!rc_json_parse (&json, original, strlen (original), &fault) || json.nodes[0].type != RC_JSON_OBJECT)
    return FALSE;

  *out_comparable = FALSE;
  for (node = 1; node < json.nodes[0].next; node = json.nodes[node + 1].next)
    {
      g_autofree char *text = NULL;

      if (json.nodes[node + 1].type == RC_JSON_STRING)
        text = rc_json_dup_text (&json, node + 1, NULL);
      if (g_strcmp0 (text, answer) == 0)
        {
          *out_comparable = TRUE;
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
add_kept_answers (RcSlotContext  *context,
                  RcSlotBuilder  *builder,
                  const char     *answer,
                  GError        **error)
{
  static const RcField fields[] = { RC_FIELD_ORIGINAL, RC_N_FIELDS };
  GPtrArray *actions = rc_slot_context_get_human_actions (context, error);

  if (actions == NULL)
    return FALSE;

  for (guint i = 0; i < actions->len; i++)
    {
      const RcEvent *action = g_ptr_array_index (actions, i);
      const char *original = rc_event_peek_field (action, RC_FIELD_ORIGINAL);
      g_autofree char *shown = NULL;
      gboolean comparable, same, masked;

      if (original == NULL)
        continue;
      same = keeps_answer (original, answer, &comparable);
      if (!comparable)
        continue;
      shown = rc_slot_dup_answer (context, same ? answer : original, &masked);
      if (!same)
        rc_slot_builder_note (builder, _("The record of a human action keeps another answer than the inference's own record."));
      if (!rc_slot_builder_add_fields (builder, same ? answer : original, shown, masked, RC_IDENTITY_WEAK, action, fields, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
answer_output (RcSlotContext  *context,
               RcSlotBuilder  *builder,
               GError        **error)
{
  const char *proposal = rc_event_peek_field (context->event, RC_FIELD_PROPOSAL);
  const char *output = rc_event_peek_field (context->event, RC_FIELD_OUTPUT);
  const RcField fields[] = { proposal != NULL ? RC_FIELD_PROPOSAL : RC_FIELD_OUTPUT, RC_N_FIELDS };
  const char *answer = proposal != NULL ? proposal : output;
  g_autofree char *shown = NULL;
  gboolean masked;

  if (answer == NULL)
    return TRUE;

  shown = rc_slot_dup_answer (context, answer, &masked);
  rc_slot_builder_set_rung (builder, N_("in the record"));
  return rc_slot_builder_add_fields (builder, answer, shown, masked, RC_IDENTITY_NONE, context->event, fields, error) &&
         add_kept_answers (context, builder, answer, error);
}

const RcSlot rc_slot_output = {
  .id = "output",
  .group = N_("What was answered"),
  .question = N_("What did the machine answer?"),
  .missing = N_("The record holds no answer of the machine: ask the deployer for the stored responses of this period."),
  .single = TRUE,
  .parts = RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_RECORD),
  .answer = answer_output,
};
