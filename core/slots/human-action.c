/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/slot.h"
#include "core/words.h"

/* "Override" only where the record says so, or where the machine's and the human's answer are both there and differ. */
static const char *
name_action (const RcEvent *action)
{
  const char *declared = rc_event_peek_field (action, RC_FIELD_ACTION);
  const char *original = rc_event_peek_field (action, RC_FIELD_ORIGINAL);
  const char *final = rc_event_peek_field (action, RC_FIELD_FINAL);

  if (declared != NULL)
    return declared;
  if (original != NULL && final != NULL)
    return g_strcmp0 (original, final) != 0 ? _("override") : _("review, the answer kept");

  return _("review");
}

/* What was judged is neither the machine's answer nor the decision. */
static void
append_judgement (RcSlotContext *context,
                  GString       *text,
                  const RcEvent *action)
{
  const char *judged = rc_event_peek_field (action, RC_FIELD_METRIC);
  const char *judgement = rc_event_peek_field (action, RC_FIELD_EVALUATION);
  g_autofree char *shown = NULL;
  gboolean masked;

  if (judgement == NULL)
    return;

  shown = rc_slot_dup_answer (context, judgement, &masked);
  if (judged != NULL)
    g_string_append_printf (text, _(": %1$s was judged %2$s"), judged, shown);
  else
    g_string_append_printf (text, _(": judged %s"), shown);
}

static void
append_change (RcSlotContext *context,
               GString       *text,
               const RcEvent *action)
{
  const char *original = rc_event_peek_field (action, RC_FIELD_ORIGINAL);
  const char *final = rc_event_peek_field (action, RC_FIELD_FINAL);
  gboolean masked;
  g_autofree char *before = original != NULL ? rc_slot_dup_answer (context, original, &masked) : NULL;
  g_autofree char *after = final != NULL ? rc_slot_dup_answer (context, final, &masked) : NULL;

  if (before != NULL && g_strcmp0 (original, final) == 0)
    g_string_append_printf (text, _(": the machine's answer kept, %s"), after);
  else if (before != NULL && after != NULL)
    g_string_append_printf (text, _(": from %1$s to %2$s"), before, after);
  else if (after != NULL)
    g_string_append_printf (text, _(": %s; the machine's answer is not kept with it"), after);
  else
    append_judgement (context, text, action);
  g_string_append (text, rc_event_peek_field (action, RC_FIELD_REASON) != NULL ? _("; a reason is given") : _("; no reason is given"));
}

static char *
describe (RcSlotContext *context,
          const RcEvent *action)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *actor = rc_slot_mask_field (context, action, RC_FIELD_ACTOR);
  g_autofree char *time = rc_slot_dup_time (action);
  const char *role = rc_event_peek_field (action, RC_FIELD_ROLE);

  const char *name = name_action (action);

  if (role != NULL)
    g_string_append_printf (text, _("%1$s by %2$s, %3$s, %4$s"), name, actor != NULL ? actor : _("an unnamed person"), role, time);
  else
    g_string_append_printf (text, _("%1$s by %2$s, %3$s"), name, actor != NULL ? actor : _("an unnamed person"), time);
  append_change (context, text, action);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
answer_human_action (RcSlotContext  *context,
                     RcSlotBuilder  *builder,
                     GError        **error)
{
  static const RcField fields[] = {
    RC_FIELD_TARGET, RC_FIELD_DECISION, RC_FIELD_ACTOR, RC_FIELD_ROLE, RC_FIELD_ACTION, RC_FIELD_ORIGINAL, RC_FIELD_FINAL,
    RC_FIELD_METRIC, RC_FIELD_EVALUATION, RC_FIELD_REASON, RC_FIELD_TIME, RC_N_FIELDS
  };
  const char *id = rc_event_peek_field (context->event, RC_FIELD_ID);
  GPtrArray *actions = rc_slot_context_get_human_actions (context, error);

  if (actions == NULL)
    return FALSE;

  for (guint i = 0; i < actions->len; i++)
    {
      const RcEvent *action = g_ptr_array_index (actions, i);
      const char *target = rc_event_peek_field (action, RC_FIELD_TARGET);
      g_autofree char *value = describe (context, action);
      gboolean by_id = id != NULL && g_strcmp0 (target, id) == 0;

      rc_slot_builder_set_rung (builder, by_id ? N_("record that names the inference") : N_("record under the same business reference"));
      if (!rc_slot_builder_add_fields (builder, value, value, strstr (value, "••••") != NULL, RC_IDENTITY_WEAK, action, fields,
                                       error))
        return FALSE;
    }

  return TRUE;
}

const RcSlot rc_slot_human_action = {
  .id = "human-action",
  .group = N_("Who watched"),
  .question = N_("What did a human do with the answer?"),
  .missing = N_("No record of a human action on this inference or its business reference was received: ask the deployer "
                "for the review and override records, with person, time, the machine's answer and the final one."),
  .single = FALSE,
  .answer = answer_human_action,
};
