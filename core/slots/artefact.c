/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/slot.h"
#include "core/words.h"

/* A place that names the file that ran: an event, or a claim about a version. */
typedef struct
{
  RcDigest        digest;
  const RcEvent  *event;    /* (nullable) */
  const RcClaim  *claim;    /* (nullable) */
  const RcEntity *entity;   /* (nullable) */
} Witness;

static void
add_deployments (RcSlotContext *context,
                 GArray        *witnesses)
{
  for (guint i = 0; i < context->running->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (context->running, i);
      Witness witness = { .digest = deployment->digest, .event = deployment->event };

      if (deployment->has_digest)
        g_array_append_val (witnesses, witness);
    }
}

static void
add_claim (GArray         *witnesses,
           const RcClaim  *claim,
           const RcEntity *entity)
{
  Witness witness = { .claim = claim, .entity = entity };

  for (guint i = 0; i < witnesses->len; i++)
    {
      const RcClaim *other = g_array_index (witnesses, Witness, i).claim;

      if (other != NULL && other->id == claim->id)
        return;
    }

  if (rc_identity_read_digest (claim->value, &witness.digest))
    g_array_append_val (witnesses, witness);
}

/* A digest in the inference's own record that another record repeats is the strongest identity there is. Without one, the way leads
 * over the names of endpoint and version. */
static RcIdentity
identify (RcSlotContext *context,
          GArray        *witnesses,
          guint          index)
{
  const Witness *witness = &g_array_index (witnesses, Witness, index);
  RcDigest own;

  if (!rc_event_get_model_digest (context->event, &own) || !rc_digest_equal (&own, &witness->digest))
    return RC_IDENTITY_WEAK;

  for (guint i = 0; i < witnesses->len; i++)
    if (i != index && rc_digest_equal (&own, &g_array_index (witnesses, Witness, i).digest))
      return RC_IDENTITY_STRONG;

  return RC_IDENTITY_NONE;
}

static gboolean
add_witness (RcSlotContext  *context,
             RcSlotBuilder  *builder,
             GArray         *witnesses,
             guint           index,
             GError        **error)
{
  static const RcField fields[] = { RC_FIELD_MODEL_DIGEST, RC_N_FIELDS };
  const Witness *witness = &g_array_index (witnesses, Witness, index);
  RcIdentity identity = identify (context, witnesses, index);
  g_autofree char *hex = rc_digest_dup_hex (&witness->digest);

  if (witness->event != NULL)
    {
      if (!rc_slot_builder_add_fields (builder, hex, hex, FALSE, identity, witness->event, fields, error))
        return FALSE;
    }
  else if (!rc_slot_builder_add_claim (builder, hex, hex, FALSE, witness->entity, identity, witness->claim, error))
    {
      return FALSE;
    }

  rc_slot_builder_add_fact (builder, RC_FACT_DIGEST, hex, FALSE);
  return TRUE;
}

static void
add_note (RcSlotContext *context,
          RcSlotBuilder *builder,
          GArray        *witnesses)
{
  g_autofree char *count = g_strdup_printf ("%u", witnesses->len);

  rc_slot_builder_add_slot_fact (builder, RC_FACT_WITNESSES, count, NULL);
  if (rc_slot_builder_count (builder) > 1 && rc_slot_context_has_candidates (context) && context->version == NULL)
    {
      rc_slot_builder_set_undecided (builder);
      rc_slot_builder_note (builder, _("More than one deployment can have answered, and they name different files."));
      rc_slot_builder_note_doubt (builder);
    }
  else if (rc_slot_builder_count (builder) > 1)
    rc_slot_builder_note (builder, _("Records name different files for this version."));
  else if (witnesses->len > 1)
    rc_slot_builder_note (builder, _("The file that ran is the file on record: %u records carry the same fingerprint."), witnesses->len);
  else if (witnesses->len == 1)
    rc_slot_builder_note (builder, _("Only one record names the file; no other record carries the same fingerprint."));
}

/* The registry's entries of this version by name, and the builds that they were made from: one that carries another digest
 * contradicts. */
static gboolean
list_registered (RcSlotContext  *context,
                 GPtrArray     **out_entities,
                 GError        **error)
{
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_slot_entity_free);
  g_autoptr (GPtrArray) named = NULL;

  named = rc_entity_find (rc_case_get_database (context->case_file), RC_ENTITY_MODEL_VERSION,
                          context->version != NULL ? context->version : "", error);
  if (named == NULL)
    return FALSE;
  for (guint i = 0; i < named->len; i++)
    {
      const RcEntity *entity = g_ptr_array_index (named, i);
      g_autoptr (GPtrArray) places = rc_slot_context_list_claims (context, entity->id, RC_PROPERTY_ARTIFACT_PLACE, error);

      if (places == NULL || !rc_slot_context_add_entity (context, entities, entity->id, RC_ENTITY_MODEL_VERSION, RC_IDENTITY_WEAK, error))
        return FALSE;
      for (guint j = 0; j < places->len; j++)
        {
          const RcClaim *place = g_ptr_array_index (places, j);

          if (place->target != 0 && !rc_slot_context_add_entity (context, entities, place->target, RC_ENTITY_MODEL_VERSION, RC_IDENTITY_WEAK, error))
            return FALSE;
        }
    }

  *out_entities = g_steal_pointer (&entities);
  return TRUE;
}

static void
add_registered (GArray    *witnesses,
                GPtrArray *claims,
                GPtrArray *holders)
{
  for (guint i = 0; i < claims->len; i++)
    {
      const RcSlotClaim *claim = g_ptr_array_index (claims, i);

      add_claim (witnesses, claim->claim, claim->of->entity);
    }
  for (guint i = 0; i < holders->len; i++)
    {
      const RcSlotEntity *holder = g_ptr_array_index (holders, i);

      add_claim (witnesses, holder->digest_claim, holder->entity);
    }
}

static gboolean
answer_artefact (RcSlotContext  *context,
                 RcSlotBuilder  *builder,
                 GError        **error)
{
  g_autoptr (GArray) witnesses = g_array_new (FALSE, FALSE, sizeof (Witness));
  g_autoptr (GPtrArray) entities = NULL, claims = NULL, holders = NULL;
  Witness own = { .event = context->event };
  gboolean has_own = rc_event_get_model_digest (context->event, &own.digest);

  if (!list_registered (context, &entities, error))
    return FALSE;
  claims = rc_slot_context_list_all (context, entities, RC_PROPERTY_ARTIFACT_DIGEST, error);
  holders = has_own ? rc_slot_context_list_by_digest (context, &own.digest, error) : g_ptr_array_new ();
  if (claims == NULL || holders == NULL)
    return FALSE;

  if (has_own)
    {
      g_array_append_val (witnesses, own);
      rc_slot_builder_set_rung (builder, N_("artefact digest in the record"));
    }
  add_deployments (context, witnesses);
  if (witnesses->len > 0)
    rc_slot_builder_set_rung (builder, N_("deployment record valid at the instant"));
  add_registered (witnesses, claims, holders);
  if (witnesses->len > 0)
    rc_slot_builder_set_rung (builder, N_("registry entry of the same name and version"));

  for (guint i = 0; i < witnesses->len; i++)
    if (!add_witness (context, builder, witnesses, i, error))
      return FALSE;

  add_note (context, builder, witnesses);
  return TRUE;
}

const RcSlot rc_slot_artefact = {
  .id = "artefact",
  .group = N_("Who answered"),
  .question = N_("Which file ran?"),
  .missing = N_("No record ties the version to a file: ask for the SHA-256 of the deployed artefact from the deployment "
                "system and from the model registry."),
  .single = TRUE,
  .parts = RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_INSTANT) | RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_DEPLOYMENTS) |
           RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_VERSION) | RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_ENTRIES),
  .answer = answer_artefact,
};
