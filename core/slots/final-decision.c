/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/answer-pair.h"
#include "core/event-index.h"
#include "core/slot.h"
#include "core/slot-trace.h"
#include "core/words.h"

#define MAX_DECISIONS 16
#define MAX_OUTCOMES 8u

static const RcField final_fields[] = { RC_FIELD_FINAL, RC_N_FIELDS };

/* Of several human actions the last one that ends in an answer counts. */
static gboolean
add_human (RcSlotContext  *context,
           RcSlotBuilder  *builder,
           GError        **error)
{
  GPtrArray *actions = rc_slot_context_get_human_actions (context, error);

  if (actions == NULL)
    return FALSE;

  for (guint i = actions->len; i > 0; i--)
    {
      const RcEvent *action = g_ptr_array_index (actions, i - 1);
      const char *final = rc_event_peek_field (action, RC_FIELD_FINAL);
      g_autofree char *shown = NULL;
      gboolean masked;

      if (final == NULL)
        continue;
      shown = rc_slot_dup_answer (context, final, &masked);
      rc_slot_builder_set_rung (builder, N_("record of the human action"));
      return rc_slot_builder_add_fields (builder, final, shown, masked, RC_IDENTITY_WEAK, action, final_fields, error);
    }

  return TRUE;
}

static gboolean
add_business (RcSlotContext  *context,
              RcSlotBuilder  *builder,
              GError        **error)
{
  const RcEvent *of;
  const char *decision;
  g_autoptr (GArray) ids = NULL;

  if (!rc_slot_context_find_field (context, RC_FIELD_DECISION, &of, error))
    return FALSE;
  if (of == NULL)
    {
      rc_slot_trace_event (context, RC_LINEAGE_STEP_TRIED, context->event,
                           _("Neither the record nor its request has a business reference to look for."));
      return TRUE;
    }

  decision = rc_event_peek_field (of, RC_FIELD_DECISION);
  ids = rc_event_index_find (context->case_file, context->reader, RC_EVENT_DECISION, RC_EVENT_KEY_DECISION, decision, MAX_DECISIONS,
                             error);
  if (ids == NULL)
    return FALSE;
  rc_slot_trace (context, RC_LINEAGE_STEP_TRIED, 0, 0,
                 rc_words_plural ("The business's own lists have %u line under this reference.",
                                  "The business's own lists have %u lines under this reference.", ids->len), ids->len);
  for (guint i = 0; i < ids->len; i++)
    {
      const RcEvent *record;
      g_autofree char *shown = NULL;
      const char *final;
      gboolean masked;

      if (!rc_slot_context_read_event (context, g_array_index (ids, gint64, i), &record, error))
        return FALSE;
      final = record != NULL ? rc_event_peek_field (record, RC_FIELD_FINAL) : NULL;
      if (final == NULL)
        continue;
      shown = rc_slot_dup_answer (context, final, &masked);
      rc_slot_builder_set_rung (builder, N_("the business's own list of decisions"));
      if (!rc_slot_builder_add_fields (builder, final, shown, masked, RC_IDENTITY_WEAK, record, final_fields, error))
        return FALSE;
    }

  return TRUE;
}

static void
add_comparison (RcSlotContext *context,
                RcSlotBuilder *builder)
{
  const char *proposal = rc_event_peek_field (context->event, RC_FIELD_PROPOSAL);
  const char *final = rc_slot_builder_peek_only_key (builder);
  RcAnswerPair pair;

  if (proposal == NULL || final == NULL)
    return;

  pair = rc_answer_pair_compare (proposal, final);
  if (pair == RC_ANSWER_PAIR_INCOMPARABLE)
    return;

  rc_slot_builder_add_slot_fact (builder, RC_FACT_DIFFERS, pair == RC_ANSWER_PAIR_SAME ? "no" : "yes", NULL);
  if (pair == RC_ANSWER_PAIR_SAME)
    rc_slot_builder_note (builder, _("The machine proposed the same."));
  else
    rc_slot_builder_note (builder, _("The final decision differs from the machine's proposal."));
}

/* What turned out to be so is no decision: it is told beside it. */
static gboolean
note_outcomes (RcSlotContext  *context,
               RcSlotBuilder  *builder,
               GError        **error)
{
  static const RcField fields[] = { RC_FIELD_FINAL, RC_FIELD_OUTPUT, RC_FIELD_EVALUATION, RC_FIELD_SCORE };
  gboolean complete;
  GPtrArray *outcomes = rc_slot_context_get_followers (context, RC_EVENT_GROUND_TRUTH, &complete, error);

  if (outcomes == NULL)
    return FALSE;

  for (guint i = 0; i < MIN (outcomes->len, MAX_OUTCOMES); i++)
    {
      const RcFollower *outcome = g_ptr_array_index (outcomes, i);
      g_autofree char *reference = rc_event_dup_reference (outcome->event);
      g_autofree char *shown = NULL;
      gboolean masked;

      for (gsize j = 0; shown == NULL && j < G_N_ELEMENTS (fields); j++)
        if (rc_event_peek_field (outcome->event, fields[j]) != NULL)
          shown = rc_slot_dup_answer (context, rc_event_peek_field (outcome->event, fields[j]), &masked);
      if (shown == NULL)
        continue;
      rc_slot_context_touch (context, outcome->event->source, outcome->event->record);
      if (outcome->is_ambiguous)
        rc_slot_builder_note (builder, _("The outcome %1$s names %2$u answers of the log: which of them it is of is not told."), reference,
                              outcome->n_inferences);
      else if (outcome->way == RC_JOIN_BY_TRACE)
        rc_slot_builder_note (builder, _("Of the trace that the answer is part of it turned out (%1$s): %2$s."), reference, shown);
      else
        rc_slot_builder_note (builder, _("It turned out (%1$s): %2$s."), reference, shown);
    }

  if (outcomes->len > MAX_OUTCOMES || !complete)
    rc_slot_builder_note (builder, _("There may be more such records than are told here."));
  return TRUE;
}

static gboolean
answer_final_decision (RcSlotContext  *context,
                       RcSlotBuilder  *builder,
                       GError        **error)
{
  if (!add_human (context, builder, error) || !add_business (context, builder, error))
    return FALSE;

  add_comparison (context, builder);
  return note_outcomes (context, builder, error);
}

const RcSlot rc_slot_final_decision = {
  .id = "final-decision",
  .group = N_("Who watched"),
  .question = N_("What was decided in the end?"),
  .missing = N_("No record tells the final decision under this business reference: ask the deployer for the business's "
                "own list of decisions."),
  .single = TRUE,
  .answer = answer_final_decision,
};
