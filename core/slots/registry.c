/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/mask.h"
#include "core/slot.h"
#include "core/words.h"

/* Told one by one under one question. */
#define MAX_NOTES 6u

/*
 * Claims that a registry makes about the version that answered, or about its run.
 */

/**
 * rc_slot_registry_rung:
 * @identity: how the registry's entry is known to be the one
 *
 * Returns: the rung, as a key of words.h
 */
const char *
rc_slot_registry_rung (RcIdentity identity)
{
  if (identity == RC_IDENTITY_STRONG)
    return N_("registry entry with the artefact digest of the record");

  if (identity == RC_IDENTITY_AUDITOR)
    return N_("registry entry that the auditor linked with it");

  return N_("registry entry of the same name and version");
}

/* (transfer full) (nullable) */
static char *
dup_text (RcCase         *case_file,
          const RcClaim  *claim,
          const RcEntity *target)
{
  g_autofree char *name = target != NULL ? rc_mask_entity (case_file, target) : NULL;

  if (claim->value == NULL || target == NULL || g_strcmp0 (claim->value, target->name) == 0)
    return g_strdup (name != NULL ? name : claim->value);

  return g_strdup_printf ("%s (%s %s)", claim->value, rc_entity_kind_to_name (target->kind), name);
}

/**
 * rc_slot_add_claims:
 * @entities: (element-type RcSlotEntity): the entities spoken of
 * @property: what is said of them
 *
 * Adds an answer for each claim that counts: its value, and the name of what it links to where that says more.
 */
gboolean
rc_slot_add_claims (RcSlotContext  *context,
                    RcSlotBuilder  *builder,
                    GPtrArray      *entities,
                    RcProperty      property,
                    GError        **error)
{
  g_autoptr (GPtrArray) claims = rc_slot_context_list_all (context, entities, property, error);
  guint n_perhaps = 0;

  if (claims == NULL)
    return FALSE;

  for (guint i = 0; i < claims->len; i++)
    {
      const RcSlotClaim *found = g_ptr_array_index (claims, i);
      g_autoptr (RcEntity) target = NULL;
      g_autofree char *text = NULL, *shown = NULL;

      if (found->claim->target != 0)
        {
          target = rc_entity_load (rc_case_get_database (context->case_file), found->claim->target, error);
          if (target == NULL)
            return FALSE;
        }
      text = dup_text (context->case_file, found->claim, target);
      if (text == NULL)
        continue;

      shown = rc_slot_shorten (text);
      rc_slot_builder_set_rung (builder, rc_slot_registry_rung (found->of->identity));
      if (!rc_slot_builder_add_claim (builder, text, shown, FALSE, target, found->of->identity, found->claim, error))
        return FALSE;
      rc_slot_builder_add_fact (builder, RC_FACT_ENTITY, text, FALSE);
      rc_slot_builder_add_fact (builder, RC_FACT_OF, rc_entity_kind_to_name (found->of->entity->kind), FALSE);
      n_perhaps += rc_slot_context_claim_is_sure (context, found->claim) ? 0 : 1;
    }

  rc_slot_builder_note_perhaps (builder, n_perhaps);
  return TRUE;
}

/* Where it stands, and when it was, beside the moment from which the version was in use; (transfer full). */
static char *
dup_place (const RcClaim      *claim,
           const RcTimestamp  *start)
{
  gint64 time_us = claim->from_us != RC_TIME_NONE ? claim->from_us : claim->recorded_us;
  g_autofree char *time = time_us != RC_TIME_NONE ? rc_time_format_utc (time_us) : NULL;
  g_autofree char *source = g_strdup_printf ("%" G_GINT64_FORMAT, claim->source);
  g_autofree char *record = g_strdup_printf ("%" G_GUINT64_FORMAT, claim->record);

  if (time == NULL || start == NULL)
    return g_strdup_printf (_("source %1$s, record %2$s"), source, record);
  if (time_us > start->to_us)
    return g_strdup_printf (_("%1$s, after the version was in use; source %2$s, record %3$s"), time, source, record);
  return g_strdup_printf (_("%1$s; source %2$s, record %3$s"), time, source, record);
}

static gboolean
note_claim (RcSlotContext      *context,
            RcSlotBuilder      *builder,
            const RcClaim      *claim,
            const char         *label,
            gboolean            personal,
            const RcTimestamp  *start,
            GError            **error)
{
  g_autoptr (RcEntity) target = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *place = dup_place (claim, start);
  const char *text = claim->value;

  if (claim->target != 0)
    {
      target = rc_entity_load (rc_case_get_database (context->case_file), claim->target, error);
      if (target == NULL)
        return FALSE;
      text = target->name;
    }
  if (text == NULL)
    return TRUE;

  shown = personal ? rc_mask_value (context->case_file, RC_FIELD_ACTOR, text) : rc_slot_shorten (text);
  rc_slot_builder_note (builder, "%s: %s (%s).", _(label), shown, place);
  rc_slot_context_touch (context, claim->source, claim->record);
  return TRUE;
}

/**
 * rc_slot_note_claims:
 * @label: what it is, as a key of words.h
 * @personal: whether a person who did something is named: masked
 * @start: (nullable): from when the version was in use; what was later is told so
 *
 * Tells under the answers what is said of @entities that answers no question by itself, each with its place.
 */
gboolean
rc_slot_note_claims (RcSlotContext      *context,
                     RcSlotBuilder      *builder,
                     GPtrArray          *entities,
                     RcProperty          property,
                     const char         *label,
                     gboolean            personal,
                     const RcTimestamp  *start,
                     GError            **error)
{
  g_autoptr (GPtrArray) claims = rc_slot_context_list_all (context, entities, property, error);

  if (claims == NULL)
    return FALSE;

  for (guint i = 0; i < MIN (claims->len, MAX_NOTES); i++)
    {
      const RcSlotClaim *found = g_ptr_array_index (claims, i);

      if (!note_claim (context, builder, found->claim, label, personal, start, error))
        return FALSE;
    }
  if (claims->len > MAX_NOTES)
    rc_slot_builder_note (builder, rc_words_plural ("%u more of these is not told here.", "%u more of these are not told here.",
                                                    claims->len - MAX_NOTES), claims->len - MAX_NOTES);
  return TRUE;
}
