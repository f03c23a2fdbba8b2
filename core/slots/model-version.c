/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/model-reference.h"
#include "core/slot.h"
#include "core/slot-trace.h"
#include "core/snapshot.h"
#include "core/words.h"

/* Told in a note. */
#define MAX_CHANGES 8u

static const RcField version_fields[] = { RC_FIELD_MODEL_NAME, RC_FIELD_MODEL_VERSION, RC_N_FIELDS };

static const char *
version_part (const char *name)
{
  const char *slash = strrchr (name, '/');

  return slash != NULL ? slash + 1 : name;
}

/* Two registries may write the model's name in two ways: of one artefact, the version decides. */
static const char *
choose_key (RcSlotContext *context,
            const char    *name)
{
  if (context->version != NULL && strcmp (version_part (context->version), version_part (name)) == 0)
    return context->version;

  return name;
}

static gboolean
add_explicit (RcSlotContext  *context,
              RcSlotBuilder  *builder,
              GError        **error)
{
  if (context->rung != RC_MODEL_RUNG_EXPLICIT)
    return TRUE;

  return rc_slot_builder_add_fields (builder, context->version, context->version, FALSE, RC_IDENTITY_NONE, context->event,
                                     version_fields, error);
}

static gboolean
add_by_digest (RcSlotContext  *context,
               RcSlotBuilder  *builder,
               GError        **error)
{
  g_autoptr (GPtrArray) found = NULL;
  RcDigest digest;

  if (!rc_model_reference_get_digest (context->event, &digest, NULL))
    return TRUE;

  found = rc_slot_context_list_by_digest (context, &digest, error);
  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      const RcSlotEntity *version = g_ptr_array_index (found, i);

      if (!rc_slot_builder_add_claim (builder, choose_key (context, version->entity->name), version->entity->name, FALSE,
                                      version->entity, RC_IDENTITY_STRONG, version->digest_claim, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_deployed (RcSlotContext  *context,
              RcSlotBuilder  *builder,
              GError        **error)
{
  RcDigest digest;
  gboolean has_digest = rc_event_get_model_digest (context->event, &digest);

  for (guint i = 0; i < context->running->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (context->running, i);
      gboolean same = has_digest && deployment->has_digest && rc_digest_equal (&digest, &deployment->digest);

      if (deployment->version != NULL &&
          !rc_slot_builder_add_fields (builder, choose_key (context, deployment->version), deployment->version, FALSE,
                                       same ? RC_IDENTITY_STRONG : RC_IDENTITY_WEAK, deployment->event, version_fields, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_alias (RcSlotContext  *context,
           RcSlotBuilder  *builder,
           GError        **error)
{
  g_autoptr (GPtrArray) stages = NULL;

  const char *alias = rc_event_peek_field (context->event, RC_FIELD_MODEL_ALIAS);

  if (context->rung != RC_MODEL_RUNG_ALIAS)
    return TRUE;

  if (alias == NULL)
    alias = rc_event_peek_field (context->event, RC_FIELD_MODEL_VERSION);
  stages = rc_slot_context_list_all (context, context->versions, RC_PROPERTY_STAGE, error);
  if (stages == NULL)
    return FALSE;
  for (guint i = 0; i < stages->len; i++)
    {
      const RcSlotClaim *stage = g_ptr_array_index (stages, i);

      if (g_strcmp0 (stage->claim->value, alias) == 0 &&
          !rc_slot_builder_add_claim (builder, stage->of->entity->name, stage->of->entity->name, FALSE, stage->of->entity,
                                      RC_IDENTITY_WEAK, stage->claim, error))
        return FALSE;
    }

  return TRUE;
}

/* A snapshot from after the time asked for was not there then, whatever it tells of earlier days. */
static gboolean
leave_out_later (RcSlotContext       *context,
                 const RcStageChange *change)
{
  const RcClaim *told_by = change->later != NULL ? change->later : change->earlier;
  gint64 told_us = MAX (change->before_us, told_by != NULL ? told_by->recorded_us : RC_TIME_NONE);

  if (context->known_at_us == RC_TIME_NONE || told_us <= context->known_at_us)
    return FALSE;

  rc_slot_trace (context, RC_LINEAGE_STEP_LEFT_OUT, told_by != NULL ? told_by->source : 0, told_by != NULL ? told_by->record : 0,
                 _("That its stage changed is left out: the snapshot that tells it is of after the time asked for."));
  return TRUE;
}

/* When the version came into its stages and went out of them, as the snapshots of the registry around tell. */
static gboolean
add_changes (RcSlotContext  *context,
             RcSlotBuilder  *builder,
             GError        **error)
{
  g_autoptr (GPtrArray) changes = rc_stage_change_list (context->case_file, context->version, error);

  if (changes == NULL)
    return FALSE;

  for (guint i = 0; i < MIN (changes->len, MAX_CHANGES); i++)
    {
      const RcStageChange *change = g_ptr_array_index (changes, i);
      g_autofree char *words = rc_stage_change_dup_words (change);
      const RcClaim *claims[] = { change->earlier, change->later };

      if (leave_out_later (context, change))
        continue;
      for (gsize j = 0; j < G_N_ELEMENTS (claims); j++)
        {
          if (claims[j] != NULL)
            rc_slot_context_touch (context, claims[j]->source, claims[j]->record);
        }
      rc_slot_builder_note (builder, "%s.", words);
    }
  return TRUE;
}

/* Where more than one version was deployed there, each is shown, and none is chosen. */
static gboolean
add_candidates (RcSlotContext  *context,
                RcSlotBuilder  *builder,
                GError        **error)
{
  if (!add_deployed (context, builder, error))
    return FALSE;
  if (!rc_slot_context_has_candidates (context) || rc_slot_builder_count (builder) < 2)
    return TRUE;

  rc_slot_builder_set_undecided (builder);
  rc_slot_builder_note_doubt (builder);
  return TRUE;
}

static gboolean
answer_model_version (RcSlotContext  *context,
                      RcSlotBuilder  *builder,
                      GError        **error)
{
  g_autofree char *why = NULL, *requested = rc_model_reference_dup_requested (context);

  rc_slot_builder_set_rung (builder, context->version_rung);
  if (requested != NULL)
    rc_slot_builder_note (builder, _("Asked for was “%1$s”; the record names “%2$s” as the one that answered."), requested,
                          rc_event_peek_field (context->event, RC_FIELD_MODEL_NAME));
  if (!rc_model_reference_dup_why (context, &why, error))
    return FALSE;
  if (why != NULL)
    rc_slot_builder_note (builder, "%s", why);
  if (context->version == NULL)
    return add_candidates (context, builder, error);

  if (!context->all_identities)
    rc_slot_builder_note (builder, _("More things have this name or digest than are looked at: not all that is said of them is here."));
  return add_explicit (context, builder, error) &&
         add_by_digest (context, builder, error) &&
         add_deployed (context, builder, error) &&
         add_alias (context, builder, error) &&
         add_changes (context, builder, error);
}

const RcSlot rc_slot_model_version = {
  .id = "model-version",
  .group = N_("Who answered"),
  .question = N_("Which version of the model answered?"),
  .missing = N_("The record names no version, and no artefact digest, deployment record or dated alias leads to one: ask "
                "whoever operates the endpoint for its deployment history."),
  .single = TRUE,
  .parts = RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_INSTANT) | RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_DEPLOYMENTS) |
           RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_VERSION) | RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_ENTRIES),
  .answer = answer_model_version,
};
