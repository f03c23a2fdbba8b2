/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/approval.h"
#include "core/mask.h"
#include "core/slot.h"
#include "core/slot-trace.h"
#include "core/words.h"

/* When the version went live: the beginning of the deployment that answered. NULL: no record tells; the inference itself is then
 * the latest possible time. */
static const RcTimestamp *
find_start (RcSlotContext *context)
{
  const RcTimestamp *start = NULL;

  for (guint i = 0; i < context->running->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (context->running, i);

      if (deployment->period.begins == RC_BOUND_AT && g_strcmp0 (deployment->version, context->version) == 0 &&
          (start == NULL || deployment->period.from.from_us < start->from_us))
        start = &deployment->period.from;
    }

  return start != NULL ? start : context->window;
}

/* An act that does not tell its time is taken for one before; its answer says so. */
static RcTimeOrder
place (const RcEvent     *approval,
       const RcTimestamp *start)
{
  if (approval->time_us == RC_TIME_NONE || start == NULL || approval->time_us + approval->span_us <= start->from_us)
    return RC_TIME_ORDER_BEFORE;

  return approval->time_us > start->to_us ? RC_TIME_ORDER_AFTER : RC_TIME_ORDER_CANNOT_TELL;
}

static char *
dup_shown (const RcEvent *approval,
           RcField        field)
{
  const char *value = rc_event_peek_field (approval, field);

  return value != NULL ? rc_slot_shorten (value) : NULL;
}

static char *
describe (RcSlotContext *context,
          const RcEvent *approval)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *actor = rc_slot_mask_field (context, approval, RC_FIELD_ACTOR);
  g_autofree char *time = rc_slot_dup_time (approval);
  g_autofree char *evaluation = dup_shown (approval, RC_FIELD_EVALUATION);
  g_autofree char *documentation = dup_shown (approval, RC_FIELD_DOCUMENTATION);
  g_autofree char *conditions = dup_shown (approval, RC_FIELD_CONDITIONS);
  const char *action = rc_event_peek_field (approval, RC_FIELD_ACTION);
  const char *role = rc_event_peek_field (approval, RC_FIELD_ROLE);

  if (action == NULL)
    action = _("act of approval");
  if (role != NULL)
    g_string_append_printf (text, _("%1$s by %2$s, %3$s, %4$s"), action, actor != NULL ? actor : _("an unnamed person"), role, time);
  else
    g_string_append_printf (text, _("%1$s by %2$s, %3$s"), action, actor != NULL ? actor : _("an unnamed person"), time);
  if (evaluation != NULL)
    g_string_append_printf (text, _("; on evaluation %s"), evaluation);
  if (documentation != NULL)
    g_string_append_printf (text, _("; documentation %s"), documentation);
  if (conditions != NULL)
    g_string_append_printf (text, _("; conditions: %s"), conditions);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
add_approval (RcSlotContext  *context,
              RcSlotBuilder  *builder,
              const RcEvent  *approval,
              GError        **error)
{
  static const RcField fields[] = {
    RC_FIELD_MODEL_VERSION, RC_FIELD_ACTION, RC_FIELD_ACTOR, RC_FIELD_ROLE, RC_FIELD_TIME, RC_FIELD_EVALUATION,
    RC_FIELD_DOCUMENTATION, RC_FIELD_CONDITIONS, RC_N_FIELDS
  };
  g_autofree char *value = describe (context, approval);
  g_autofree char *key = g_strdup_printf ("%s\n%" G_GINT64_FORMAT, value, approval->time_us);
  RcDigest own, approved;
  gboolean strong;

  strong = rc_event_get_model_digest (context->event, &own) && rc_event_get_model_digest (approval, &approved) &&
           rc_digest_equal (&own, &approved);
  rc_slot_builder_set_rung (builder, strong ? N_("approval of the same artefact") : N_("approval of the same version"));
  if (!rc_slot_builder_add_fields (builder, key, value, rc_event_peek_field (approval, RC_FIELD_ACTOR) != NULL,
                                   strong ? RC_IDENTITY_STRONG : RC_IDENTITY_WEAK, approval, fields, error))
    return FALSE;
  if (rc_approval_is_refusal (approval))
    rc_slot_builder_add_fact (builder, RC_FACT_REFUSAL, "yes", FALSE);
  return TRUE;
}

static char *
describe_approver (RcSlotContext *context,
                   const RcClaim *claim)
{
  g_autofree char *mask = rc_mask_value (context->case_file, RC_FIELD_ACTOR, claim->value);
  g_autofree char *time = claim->from_us != RC_TIME_NONE ? rc_time_format_utc (claim->from_us) : NULL;

  if (time == NULL)
    return g_strdup_printf (_("the registry names %s as approver; it does not tell when"), mask);

  return g_strdup_printf (_("the registry names %1$s as approver, %2$s"), mask, time);
}

/* A tag or field of a registry that names an approver: mostly without a time of its own. */
static gboolean
add_registry_approvers (RcSlotContext  *context,
                        RcSlotBuilder  *builder,
                        GError        **error)
{
  const RcTimestamp *start = find_start (context);
  g_autoptr (GPtrArray) claims = NULL;

  claims = rc_slot_context_list_all (context, context->versions, RC_PROPERTY_APPROVED_BY, error);
  if (claims == NULL)
    return FALSE;
  for (guint i = 0; i < claims->len; i++)
    {
      const RcSlotClaim *found = g_ptr_array_index (claims, i);
      g_autofree char *value = NULL;

      if (found->claim->value == NULL)
        continue;
      if (found->claim->from_us != RC_TIME_NONE && start != NULL && found->claim->from_us > start->to_us)
        {
          rc_slot_builder_disagree (builder);
          rc_slot_builder_note (builder, _("The registry dates its approval after the version was in use."));
        }
      value = describe_approver (context, found->claim);
      rc_slot_builder_set_rung (builder, rc_slot_registry_rung (found->of->identity));
      if (!rc_slot_builder_add_claim (builder, value, value, TRUE, NULL, found->of->identity, found->claim, error))
        return FALSE;
      rc_slot_builder_add_fact (builder, RC_FACT_REGISTRY, "yes", FALSE);
    }

  return TRUE;
}

static void
add_count (RcSlotBuilder *builder,
           const char    *name,
           guint          count)
{
  g_autofree char *text = g_strdup_printf ("%u", count);

  rc_slot_builder_add_slot_fact (builder, name, text, NULL);
}

/* How an approval stands at the inference: it may have ended by then. */
static RcIntervalAnswer
has_ended (RcSlotContext *context,
           const RcEvent *approval)
{
  RcInterval period;

  rc_approval_get_period (approval, &period);
  if (period.ends == RC_BOUND_OPEN || context->window == NULL)
    return RC_INTERVAL_NO;
  if (period.ends == RC_BOUND_UNKNOWN)
    return RC_INTERVAL_CANNOT_TELL;
  if (period.to.to_us <= context->window->from_us)
    return RC_INTERVAL_YES;

  return period.to.from_us > context->window->to_us ? RC_INTERVAL_NO : RC_INTERVAL_CANNOT_TELL;
}

/* Whether an act after the deployment took the approval back before the inference. */
static RcIntervalAnswer
was_taken_back (RcSlotContext     *context,
                const RcEvent     *approval,
                const RcTimestamp *start)
{
  if (!rc_approval_is_withdrawal (approval) || place (approval, start) != RC_TIME_ORDER_AFTER || context->window == NULL ||
      approval->time_us > context->window->to_us)
    return RC_INTERVAL_NO;

  return approval->time_us + approval->span_us < context->window->from_us ? RC_INTERVAL_YES : RC_INTERVAL_CANNOT_TELL;
}

static void
tell_end (RcSlotContext    *context,
          RcSlotBuilder    *builder,
          const RcEvent    *approval,
          RcIntervalAnswer  ended)
{
  if (ended == RC_INTERVAL_YES)
    {
      rc_slot_builder_disagree (builder);
      rc_slot_builder_note (builder, rc_approval_is_withdrawal (approval)
                            ? _("The approval was taken back before the inference, yet the version answered.")
                            : _("The approval had ended before the inference, yet the version answered."));
      return;
    }

  rc_slot_builder_set_undecided (builder);
  rc_slot_builder_note (builder, _("Whether the approval still held at the inference the times do not tell."));
  rc_slot_builder_note_doubt (builder);
}

/* Newest first: the first act that still held decides, or that took the approval back. */
static gboolean
weigh_end (RcSlotContext  *context,
           RcSlotBuilder  *builder,
           GPtrArray      *approvals,
           GError        **error)
{
  const RcTimestamp *start = find_start (context);
  const RcEvent *ended_one = NULL;
  RcIntervalAnswer ended_how = RC_INTERVAL_NO;

  for (guint i = 0; i < approvals->len; i++)
    {
      const RcEvent *approval = g_ptr_array_index (approvals, i);
      RcIntervalAnswer back = was_taken_back (context, approval, start), ended;

      if (back != RC_INTERVAL_NO)
        {
          tell_end (context, builder, approval, back);
          return add_approval (context, builder, approval, error);
        }
      if (rc_approval_is_refusal (approval) || place (approval, start) == RC_TIME_ORDER_AFTER)
        continue;

      ended = has_ended (context, approval);
      if (ended == RC_INTERVAL_NO)
        return TRUE;
      if (ended_one == NULL || ended == RC_INTERVAL_CANNOT_TELL)
        {
          ended_one = approval;
          ended_how = ended;
        }
    }

  if (ended_one != NULL)
    tell_end (context, builder, ended_one, ended_how);
  return TRUE;
}

/* In time: all of them are answers. Late only: they are shown, and contradict the deployment. */
static gboolean
weigh (RcSlotContext  *context,
       RcSlotBuilder  *builder,
       GPtrArray      *approvals,
       GError        **error)
{
  const RcTimestamp *start = find_start (context);
  const RcEvent *latest = NULL;
  guint n_late = 0, n_perhaps = 0, n_before = 0;

  for (guint i = 0; i < approvals->len; i++)
    {
      const RcEvent *approval = g_ptr_array_index (approvals, i);
      RcTimeOrder order = place (approval, start);

      if (order == RC_TIME_ORDER_AFTER && rc_approval_is_withdrawal (approval))
        continue;
      if (order == RC_TIME_ORDER_AFTER)
        {
          rc_slot_trace_event (context, RC_LINEAGE_STEP_LEFT_OUT, approval, _("An act of approval came only after the version was in use."));
          n_late++;
          continue;
        }
      n_perhaps += order == RC_TIME_ORDER_CANNOT_TELL ? 1 : 0;
      n_before += order == RC_TIME_ORDER_BEFORE ? 1 : 0;
      if (latest == NULL || latest->time_us == RC_TIME_NONE)
        latest = approval;
      if (approval->time_us == RC_TIME_NONE)
        rc_slot_builder_note (builder, _("An act of approval does not tell when it was done."));
      if (!add_approval (context, builder, approval, error))
        return FALSE;
    }

  if (latest != NULL && rc_approval_is_refusal (latest))
    {
      rc_slot_builder_disagree (builder);
      rc_slot_builder_add_slot_fact (builder, RC_FACT_REFUSED, "yes", NULL);
      rc_slot_builder_note (builder, _("The last act before the deployment refuses the version, yet it was deployed."));
    }
  if (n_perhaps > 0 && n_before == 0)
    {
      rc_slot_builder_set_undecided (builder);
      rc_slot_builder_note (builder, _("Whether the approval came before the version was in use or after it the times do not tell."));
      rc_slot_builder_note_doubt (builder);
    }
  if (n_late == 0)
    return TRUE;

  rc_slot_builder_note (builder, rc_words_plural ("%u act of approval came only after the version was in use.",
                                                  "%u acts of approval came only after the version was in use.", n_late), n_late);
  add_count (builder, RC_FACT_LATE, n_late);
  for (guint i = 0; latest == NULL && i < approvals->len; i++)
    {
      rc_slot_builder_disagree (builder);
      if (!add_approval (context, builder, g_ptr_array_index (approvals, i), error))
        return FALSE;
    }

  return TRUE;
}

/* Only what a deployment record says is a beginning. */
static void
add_start (RcSlotContext *context,
           RcSlotBuilder *builder)
{
  const RcTimestamp *start = find_start (context);

  if (start != NULL && start != context->window)
    rc_slot_builder_add_slot_fact (builder, RC_FACT_IN_USE, context->version, start);
}

/* A check that passed and a review of the code are no approval: they are told beside it, and answer nothing by themselves. */
static gboolean
note_gates (RcSlotContext  *context,
            RcSlotBuilder  *builder,
            GPtrArray      *entities,
            GError        **error)
{
  const RcTimestamp *start = find_start (context);

  return rc_slot_note_claims (context, builder, entities, RC_PROPERTY_CHECKED, N_("Check"), FALSE, start, error) &&
         rc_slot_note_claims (context, builder, entities, RC_PROPERTY_REVIEWED_BY, N_("Reviewed by"), TRUE, start, error);
}

static gboolean
add_gates (RcSlotContext  *context,
           RcSlotBuilder  *builder,
           GError        **error)
{
  g_autoptr (GPtrArray) commits = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_slot_entity_free);
  g_autoptr (GPtrArray) links = rc_slot_context_list_all (context, context->runs, RC_PROPERTY_CODE_COMMIT, error);

  if (links == NULL)
    return FALSE;

  for (guint i = 0; i < links->len; i++)
    {
      const RcSlotClaim *link = g_ptr_array_index (links, i);

      if (link->claim->target != 0 &&
          !rc_slot_context_add_entity (context, commits, link->claim->target, RC_ENTITY_COMMIT, link->of->identity, error))
        return FALSE;
    }
  return note_gates (context, builder, context->versions, error) && note_gates (context, builder, commits, error);
}

static gboolean
answer_approval (RcSlotContext  *context,
                 RcSlotBuilder  *builder,
                 GError        **error)
{
  GPtrArray *approvals;

  if (context->version == NULL)
    return TRUE;

  add_start (context, builder);
  approvals = rc_slot_context_get_approvals (context, error);
  return approvals != NULL &&
         weigh (context, builder, approvals, error) &&
         weigh_end (context, builder, approvals, error) &&
         add_registry_approvers (context, builder, error) &&
         add_gates (context, builder, error);
}

const RcSlot rc_slot_approval = {
  .id = "approval",
  .group = N_("Who allowed it"),
  .question = N_("Who allowed this version to go live, and when?"),
  .missing = N_("No record shows an approval of this version: ask the provider's or deployer's change management for the "
                "approval of the promotion, with person, role, time, evaluation and conditions."),
  .single = FALSE,
  .parts = RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_INSTANT) | RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_DEPLOYMENTS) |
           RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_VERSION) | RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_ENTRIES),
  .answer = answer_approval,
};
