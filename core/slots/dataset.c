/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/slot.h"
#include "core/words.h"

/* The digest that a registry gives the data set is part of the answer and cited with it. */
static gboolean
add_digests (RcSlotContext      *context,
             RcSlotBuilder      *builder,
             const RcEntity     *dataset,
             const RcSlotClaim  *link,
             GError            **error)
{
  g_autoptr (GPtrArray) digests = NULL;

  digests = rc_slot_context_list_claims (context, dataset->id, RC_PROPERTY_DATASET_DIGEST, error);
  if (digests == NULL)
    return FALSE;
  for (guint i = 0; i < digests->len; i++)
    if (!rc_slot_builder_add_claim (builder, dataset->name, dataset->name, FALSE, dataset, link->of->identity,
                                    g_ptr_array_index (digests, i), error))
      return FALSE;
    else
      rc_slot_builder_add_fact (builder, RC_FACT_DIGEST, ((const RcClaim *) g_ptr_array_index (digests, i))->value, FALSE);

  return TRUE;
}

/* Whether @text is one of these digests, whatever way it is written in. */
static gboolean
is_among (GPtrArray  *claims,
          const char *text)
{
  RcDigest wanted, found;
  gboolean is_full = rc_identity_read_digest (text, &wanted);

  for (guint i = 0; i < claims->len; i++)
    {
      const char *value = ((const RcClaim *) g_ptr_array_index (claims, i))->value;

      if (g_strcmp0 (value, text) == 0 || (is_full && rc_identity_read_digest (value, &found) && rc_digest_equal (&wanted, &found)))
        return TRUE;
    }

  return FALSE;
}

/* Another digest is no agreement: it may be of another method, or of other data. */
static gboolean
add_same_thing (RcSlotContext         *context,
                RcSlotBuilder         *builder,
                const RcEntity        *dataset,
                const RcSlotClaim     *link,
                const RcIdentityEdge  *edge,
                GError               **error)
{
  RcIdentity identity = rc_identity_worse (link->of->identity, edge->identity);
  g_autoptr (GPtrArray) own = rc_slot_context_list_claims (context, dataset->id, RC_PROPERTY_DATASET_DIGEST, error);
  g_autoptr (GPtrArray) digests = NULL;

  digests = own != NULL ? rc_slot_context_list_claims (context, edge->other->id, RC_PROPERTY_DATASET_DIGEST, error) : NULL;
  if (digests == NULL)
    return FALSE;

  if (g_strcmp0 (edge->other->name, dataset->name) != 0)
    {
      g_autofree char *words = rc_identity_edge_dup_words (edge);

      rc_slot_builder_note (builder, _("“%1$s” is taken for “%2$s”: %3$s."), edge->other->name, dataset->name, words);
    }
  for (guint i = 0; i < digests->len; i++)
    {
      const RcClaim *digest = g_ptr_array_index (digests, i);

      if (own->len > 0 && !is_among (own, digest->value))
        {
          g_autofree char *shown = rc_slot_shorten (digest->value != NULL ? digest->value : "");

          rc_slot_builder_note (builder, _("Elsewhere “%1$s” has another digest: %2$s."), edge->other->name, shown);
          rc_slot_context_touch (context, digest->source, digest->record);
          continue;
        }
      if (!rc_slot_builder_add_claim (builder, dataset->name, dataset->name, FALSE, dataset, identity, digest, error))
        return FALSE;
    }

  return TRUE;
}

/* What other registries and systems say of the same data set: the same content, the same name, or linked by the auditor. */
static gboolean
add_same (RcSlotContext      *context,
          RcSlotBuilder      *builder,
          const RcEntity     *dataset,
          const RcSlotClaim  *link,
          GError            **error)
{
  g_autoptr (GPtrArray) edges = rc_slot_context_list_same (context, dataset, error);

  if (edges == NULL)
    return FALSE;

  for (guint i = 0; i < edges->len; i++)
    if (!add_same_thing (context, builder, dataset, link, g_ptr_array_index (edges, i), error))
      return FALSE;

  return TRUE;
}

/* What a data set was to its run ("training"), as the registry tags the edge. */
static gboolean
add_roles (RcSlotContext      *context,
           RcSlotBuilder      *builder,
           const RcEntity     *dataset,
           const RcSlotClaim  *link,
           GError            **error)
{
  g_autoptr (GPtrArray) tags = rc_slot_context_list_claims (context, link->of->entity->id, RC_PROPERTY_TAG, error);

  if (tags == NULL)
    return FALSE;

  for (guint i = 0; i < tags->len; i++)
    {
      const RcClaim *tag = g_ptr_array_index (tags, i);

      if (tag->target != dataset->id || tag->value == NULL)
        continue;
      rc_slot_builder_note (builder, "%s: %s.", dataset->name, tag->value);
      if (!rc_slot_builder_add_claim (builder, dataset->name, dataset->name, FALSE, dataset, link->of->identity, tag, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_link (RcSlotContext      *context,
          RcSlotBuilder      *builder,
          const RcSlotClaim  *link,
          GError            **error)
{
  g_autoptr (RcEntity) dataset = NULL;
  g_autofree char *value = NULL;

  if (link->claim->target == 0 && link->claim->value == NULL)
    return TRUE;
  if (link->claim->target == 0)
    {
      if (!rc_slot_builder_add_claim (builder, link->claim->value, link->claim->value, FALSE, NULL, link->of->identity, link->claim,
                                      error))
        return FALSE;
      rc_slot_builder_add_fact (builder, RC_FACT_ENTITY, link->claim->value, FALSE);
      rc_slot_builder_add_fact (builder, RC_FACT_OF, rc_entity_kind_to_name (link->of->entity->kind), FALSE);
      return TRUE;
    }

  dataset = rc_entity_load (rc_case_get_database (context->case_file), link->claim->target, error);
  if (dataset == NULL)
    return FALSE;
  if (link->claim->value != NULL && g_strcmp0 (link->claim->value, dataset->name) != 0)
    value = g_strdup_printf ("%s (%s)", dataset->name, link->claim->value);
  else
    value = g_strdup (dataset->name);

  if (!rc_slot_builder_add_claim (builder, dataset->name, value, FALSE, dataset, link->of->identity, link->claim, error))
    return FALSE;
  rc_slot_builder_add_fact (builder, RC_FACT_ENTITY, dataset->name, FALSE);
  rc_slot_builder_add_fact (builder, RC_FACT_OF, rc_entity_kind_to_name (link->of->entity->kind), FALSE);
  return add_digests (context, builder, dataset, link, error) && add_same (context, builder, dataset, link, error) &&
         add_roles (context, builder, dataset, link, error);
}

static gboolean
add_links (RcSlotContext  *context,
           RcSlotBuilder  *builder,
           GPtrArray      *entities,
           GError        **error)
{
  g_autoptr (GPtrArray) links = rc_slot_context_list_all (context, entities, RC_PROPERTY_DATASET, error);

  if (links == NULL)
    return FALSE;

  for (guint i = 0; i < links->len; i++)
    {
      const RcSlotClaim *link = g_ptr_array_index (links, i);

      rc_slot_builder_set_rung (builder, rc_slot_registry_rung (link->of->identity));
      if (!add_link (context, builder, link, error))
        return FALSE;
    }

  return TRUE;
}

/* A card names data sets by name only; it is asked where no run tells. All of it was there when the card was. */
static gboolean
add_from_card (RcSlotContext  *context,
               RcSlotBuilder  *builder,
               GError        **error)
{
  const RcCard *card = rc_slot_context_peek_card (context);
  RcSlotEntity entity = { .identity = RC_IDENTITY_WEAK };
  g_autoptr (GPtrArray) claims = NULL;

  if (card == NULL || rc_slot_builder_count (builder) > 0)
    return TRUE;

  claims = rc_claim_list_of_entity (context->case_file, card->entity->id, RC_PROPERTY_DATASET, error);
  if (claims == NULL)
    return FALSE;
  entity.entity = card->entity;
  for (guint i = 0; claims->len > 0 && i < context->cards->len; i++)
    if (rc_slot_context_is_rival (context, card, g_ptr_array_index (context->cards, i)))
      {
        rc_slot_builder_note (builder, _("Whether that card was the current one cannot be told for certain."));
        break;
      }
  for (guint i = 0; i < claims->len; i++)
    {
      RcSlotClaim named = { .claim = g_ptr_array_index (claims, i), .of = &entity };

      rc_slot_builder_set_rung (builder, N_("named by the model card that was current"));
      if (!add_link (context, builder, &named, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
answer_dataset (RcSlotContext  *context,
                RcSlotBuilder  *builder,
                GError        **error)
{
  return add_links (context, builder, context->runs, error) &&
         (rc_slot_builder_count (builder) > 0 || add_links (context, builder, context->versions, error)) &&
         add_from_card (context, builder, error);
}

const RcSlot rc_slot_dataset = {
  .id = "dataset",
  .group = N_("Where it came from"),
  .question = N_("On which data was it trained and evaluated?"),
  .missing = N_("No record links this version to a version of a data set: ask the provider for the runs' data inputs "
                "with their digests."),
  .single = FALSE,
  .parts = RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_INSTANT) | RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_VERSION) |
           RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_ENTRIES) | RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_RUNS),
  .answer = answer_dataset,
};
