/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/override.h"
#include "core/slot.h"
#include "core/words.h"

/* Told in notes, of each kind. */
#define MAX_TOLD 8u

/* The decision as a whole has more than one answer: the person's need not be about this one. */
static RcAnswerPair
compare_answers (const RcSlotContext *context,
                 const RcFollower    *follower)
{
  return rc_override_compare (follower->event, follower->n_inferences > 1 ? NULL : context->event);
}

/* "Override" only where the record says so, or where the machine's and the human's answer are both there and differ. */
static const char *
name_action (const RcFollower *follower,
             RcAnswerPair      pair)
{
  const char *declared = rc_event_peek_field (follower->event, RC_FIELD_ACTION);

  if (declared != NULL)
    return declared;
  if (pair == RC_ANSWER_PAIR_DIFFERENT)
    return _("override");

  return pair == RC_ANSWER_PAIR_SAME ? _("review, the answer kept") : _("review");
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
describe (RcSlotContext    *context,
          const RcFollower *follower,
          RcAnswerPair      pair)
{
  const RcEvent *action = follower->event;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *actor = rc_slot_mask_field (context, action, RC_FIELD_ACTOR);
  g_autofree char *time = rc_slot_dup_time (action);
  const char *role = rc_event_peek_field (action, RC_FIELD_ROLE);
  const char *declared = rc_event_peek_field (action, RC_FIELD_ACTION);
  const char *name = name_action (follower, pair);

  if (role != NULL)
    g_string_append_printf (text, _("%1$s by %2$s, %3$s, %4$s"), name, actor != NULL ? actor : _("an unnamed person"), role, time);
  else
    g_string_append_printf (text, _("%1$s by %2$s, %3$s"), name, actor != NULL ? actor : _("an unnamed person"), time);
  append_change (context, text, action);
  if (pair == RC_ANSWER_PAIR_DIFFERENT && !rc_override_is_declared (declared))
    g_string_append (text, _("; the answers differ: the person's replaced the machine's"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- Who --- */

/* Two persons must have verified some results (Article 14(5)): how many acted is told wherever the records name them. */
static void
note_persons (RcSlotBuilder   *builder,
              const GPtrArray *actions)
{
  g_autoptr (GHashTable) persons = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_unnamed = 0;

  for (guint i = 0; i < actions->len; i++)
    {
      const RcEvent *action = g_ptr_array_index (actions, i);
      const char *actor = rc_event_peek_field (action, RC_FIELD_ACTOR);

      if (actor != NULL && *actor != '\0')
        g_hash_table_add (persons, (gpointer) actor);
      else
        n_unnamed++;
    }

  if (g_hash_table_size (persons) > 0 && n_unnamed > 0)
    rc_slot_builder_note (builder, _("Not every record names the person: how many acted cannot be told."));
  else if (g_hash_table_size (persons) == 1)
    rc_slot_builder_note (builder, _("One person only acted on it."));
  else if (g_hash_table_size (persons) > 1)
    rc_slot_builder_note (builder, _("%u persons acted on it, as the records name them."), g_hash_table_size (persons));
}

/* --- What speaks of it without being a person's act on this answer --- */

typedef char * (*Describe) (RcSlotContext    *context,
                            const RcFollower *follower,
                            const char       *reference);

static gboolean
note_followers (RcSlotContext  *context,
                RcSlotBuilder  *builder,
                RcEventKind     kind,
                Describe        describe_follower,
                GError        **error)
{
  gboolean complete;
  GPtrArray *followers = rc_slot_context_get_followers (context, kind, &complete, error);
  guint n_told = 0;

  if (followers == NULL)
    return FALSE;

  for (guint i = 0; i < followers->len; i++)
    {
      const RcFollower *follower = g_ptr_array_index (followers, i);
      g_autofree char *reference = rc_event_dup_reference (follower->event);
      g_autofree char *note = n_told < MAX_TOLD ? describe_follower (context, follower, reference) : NULL;

      if (note == NULL)
        continue;
      rc_slot_context_touch (context, follower->event->source, follower->event->record);
      rc_slot_builder_note (builder, "%s", note);
      n_told++;
    }

  if (n_told == MAX_TOLD || !complete)
    rc_slot_builder_note (builder, _("There may be more such records than are told here."));
  return TRUE;
}

/* An act that cannot be laid to this answer is told, and is no answer to the question. */
static char *
describe_uncertain (RcSlotContext    *context,
                    const RcFollower *follower,
                    const char       *reference)
{
  if (follower->is_ambiguous)
    return g_strdup_printf (_("The human action %1$s names %2$u answers of the log: which of them it is on is not told."), reference,
                            follower->n_inferences);
  if (follower->way == RC_JOIN_BY_TRACE)
    return g_strdup_printf (_("The human action %s is about the trace that the answer is part of, not about this answer alone."), reference);

  return NULL;
}

static const char *
peek_rating (const RcEvent *event)
{
  static const RcField fields[] = { RC_FIELD_EVALUATION, RC_FIELD_FINAL, RC_FIELD_OUTPUT, RC_FIELD_SCORE };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (rc_event_peek_field (event, fields[i]) != NULL)
      return rc_event_peek_field (event, fields[i]);

  return NULL;
}

static char *
describe_rating (RcSlotContext    *context,
                 const RcFollower *follower,
                 const char       *reference)
{
  const char *rated = peek_rating (follower->event), *name = rc_event_peek_field (follower->event, RC_FIELD_METRIC);
  const char *by = rc_event_peek_field (follower->event, RC_FIELD_ACTOR_KIND);
  gboolean masked;
  g_autofree char *shown = rated != NULL ? rc_slot_dup_answer (context, rated, &masked) : g_strdup (_("nothing that can be read"));
  g_autofree char *what = name != NULL ? g_strdup_printf ("%s = %s", name, shown) : g_steal_pointer (&shown);
  const char *of = follower->is_ambiguous ? _("of this answer or another one") :
                   follower->way == RC_JOIN_BY_TRACE ? _("of the trace that the answer is part of") :
                   follower->n_inferences > 1 ? _("of the decision") : _("of the answer");

  if (by != NULL)
    return g_strdup_printf (_("Rating %1$s (%2$s, by: %3$s): %4$s. A rating is no override."), of, reference, by, what);

  return g_strdup_printf (_("Rating %1$s (%2$s, it is not told by whom or what): %3$s. A rating is no override."), of, reference, what);
}

static gboolean
answer_human_action (RcSlotContext  *context,
                     RcSlotBuilder  *builder,
                     GError        **error)
{
  static const RcField fields[] = {
    RC_FIELD_TARGET, RC_FIELD_CORRELATION, RC_FIELD_DECISION, RC_FIELD_ACTOR, RC_FIELD_ROLE, RC_FIELD_ACTION, RC_FIELD_ORIGINAL,
    RC_FIELD_FINAL, RC_FIELD_METRIC, RC_FIELD_EVALUATION, RC_FIELD_REASON, RC_FIELD_TIME, RC_N_FIELDS
  };
  GPtrArray *actions = rc_slot_context_get_human_actions (context, error);
  GPtrArray *followers;
  gboolean complete;

  followers = actions != NULL ? rc_slot_context_get_followers (context, RC_EVENT_HUMAN_ACTION, &complete, error) : NULL;
  if (followers == NULL)
    return FALSE;

  for (guint i = 0; i < followers->len; i++)
    {
      const RcFollower *follower = g_ptr_array_index (followers, i);
      RcAnswerPair pair = compare_answers (context, follower);
      g_autofree char *value = NULL;

      if (!g_ptr_array_find (actions, follower->event, NULL))
        continue;
      value = describe (context, follower, pair);
      rc_slot_builder_set_rung (builder, follower->way == RC_JOIN_BY_DECISION ? N_("record under the same business reference")
                                                                              : N_("record that names the inference"));
      if (!rc_slot_builder_add_fields (builder, value, value, strstr (value, "••••") != NULL, RC_IDENTITY_WEAK, follower->event, fields,
                                       error))
        return FALSE;
      if (pair != RC_ANSWER_PAIR_INCOMPARABLE)
        rc_slot_builder_add_fact (builder, RC_FACT_DIFFERS, pair == RC_ANSWER_PAIR_DIFFERENT ? "yes" : "no", FALSE);
    }

  note_persons (builder, actions);
  return note_followers (context, builder, RC_EVENT_HUMAN_ACTION, describe_uncertain, error) &&
         note_followers (context, builder, RC_EVENT_FEEDBACK, describe_rating, error);
}

const RcSlot rc_slot_human_action = {
  .id = "human-action",
  .group = N_("Who watched"),
  .question = N_("What did a human do with the answer?"),
  .missing = N_("No record of a human action on this inference or its business reference was received: ask the deployer "
                "for the review and override records, with person, time, the machine's answer and the final one."),
  .single = FALSE,
  .parts = RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_INSTANT),
  .answer = answer_human_action,
};
