/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/slot.h"
#include "core/words.h"

static char *
describe (const RcCard *card,
          const char   *version)
{
  const char *edition = card->version_claim != NULL ? card->version_claim->value : NULL;
  g_autofree char *time = rc_time_format_utc (card->date.from_us);
  g_autofree char *day = g_strndup (time, 10);

  const char *subject = card->names_version ? version : card->describes->value != NULL ? card->describes->value : _("the model");
  const char *date = card->date_claim != NULL ? card->date_claim->value : day;

  if (edition != NULL)
    return g_strdup_printf (_("card %1$s of %2$s, dated %3$s"), edition, subject, date);
  return g_strdup_printf (_("card of %1$s, dated %2$s"), subject, date);
}

static gboolean
add_card (RcSlotContext  *context,
          RcSlotBuilder  *builder,
          const RcCard   *card,
          GError        **error)
{
  const RcClaim *claims[] = { card->describes, card->date_claim, card->version_claim };
  g_autofree char *value = describe (card, context->version);
  /* A card is its text: one that only says to be the same edition is another answer. */
  g_autofree char *key = g_strdup_printf ("%s %s", value, card->entity->name);

  rc_slot_builder_set_rung (builder, card->date_rung);
  for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
    if (claims[i] != NULL &&
        !rc_slot_builder_add_claim (builder, key, value, FALSE, card->entity, RC_IDENTITY_WEAK, claims[i], error))
      return FALSE;

  rc_slot_builder_add_fact (builder, RC_FACT_CARD_EDITION, card->version_claim != NULL ? card->version_claim->value : NULL, FALSE);
  rc_slot_builder_add_time_fact (builder, RC_FACT_CARD_DATE, card->date_claim != NULL ? card->date_claim->value : "", &card->date);
  return TRUE;
}

/* Two cards of one date that are not the same cannot both have been current. */
static gboolean
add_best (RcSlotContext  *context,
          RcSlotBuilder  *builder,
          GPtrArray      *cards,
          const RcCard   *best,
          GError        **error)
{
  for (guint i = 0; i < cards->len; i++)
    {
      const RcCard *card = g_ptr_array_index (cards, i);

      if (card->has_date && card->names_version == best->names_version && card->date.from_us == best->date.from_us &&
          rc_slot_context_knows_card (context, card) && !add_card (context, builder, card, error))
        return FALSE;
    }

  return TRUE;
}

static void
add_count (RcSlotBuilder *builder,
           const char    *name,
           guint          count)
{
  g_autofree char *text = g_strdup_printf ("%u", count);

  if (count > 0)
    rc_slot_builder_add_slot_fact (builder, name, text, NULL);
}

static void
add_notes (RcSlotContext *context,
           RcSlotBuilder *builder,
           GPtrArray     *cards)
{
  guint n_later = 0, n_undated = 0, n_perhaps = 0, n_unplaced = 0;

  for (guint i = 0; i < cards->len; i++)
    {
      const RcCard *card = g_ptr_array_index (cards, i);

      if (!rc_slot_context_knows_card (context, card))
        continue;
      if (!card->has_date)
        n_undated++;
      else if (context->window == NULL)
        n_unplaced++;
      else if (rc_slot_context_place_card (context, card) == RC_SLOT_CARD_LATER)
        n_later++;
      else if (rc_slot_context_place_card (context, card) == RC_SLOT_CARD_PERHAPS)
        n_perhaps++;
      if (!card->has_date || rc_slot_context_place_card (context, card) != RC_SLOT_CARD_BEFORE)
        rc_slot_context_touch (context, card->describes->source, card->describes->record);
    }

  add_count (builder, RC_FACT_CARDS_LATER, n_later);
  add_count (builder, RC_FACT_CARDS_SAME_DAY, n_perhaps);
  add_count (builder, RC_FACT_CARDS_UNDATED, n_undated);
  if (n_unplaced > 0)
    rc_slot_builder_note (builder, _("The record of the inference tells no time: which card was current then cannot be told."));
  if (n_later > 0)
    rc_slot_builder_note (builder, rc_words_plural ("%u card is dated after the inference: not current then.",
                                                    "%u cards are dated after the inference: not current then.", n_later), n_later);
  if (n_perhaps > 0)
    rc_slot_builder_note (builder, rc_words_plural ("%u card is of the day of the inference: which came first cannot be told.",
                                                    "%u cards are of the day of the inference: which came first cannot be told.",
                                                    n_perhaps), n_perhaps);
  if (n_undated > 0)
    rc_slot_builder_note (builder, rc_words_plural ("%u card has no date that can be read: whether it was current cannot be told.",
                                                    "%u cards have no date that can be read: whether one was current cannot be told.",
                                                    n_undated), n_undated);
}

/* Each card that can have been the current one instead is shown. */
static gboolean
add_rivals (RcSlotContext  *context,
            RcSlotBuilder  *builder,
            const RcCard   *best,
            GError        **error)
{
  guint n_before = rc_slot_builder_count (builder);

  for (guint i = 0; i < context->cards->len; i++)
    {
      const RcCard *card = g_ptr_array_index (context->cards, i);

      if (rc_slot_context_is_rival (context, best, card) && !add_card (context, builder, card, error))
        return FALSE;
    }

  if (rc_slot_builder_count (builder) == n_before)
    return TRUE;
  /* Two that contradict each other do so whichever else there may be. */
  if (n_before == 1)
    rc_slot_builder_set_undecided (builder);
  rc_slot_builder_note_doubt (builder);
  return TRUE;
}

/* What the card that was current says for what the model is meant, where its limits are, and who issued it. */
static gboolean
note_contents (RcSlotContext  *context,
               RcSlotBuilder  *builder,
               const RcCard   *card,
               GError        **error)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_slot_entity_free);

  return rc_slot_context_add_entity (context, cards, card->entity->id, RC_ENTITY_CARD, RC_IDENTITY_WEAK, error) &&
         rc_slot_note_claims (context, builder, cards, RC_PROPERTY_ISSUED_BY, N_("The card was issued by"), TRUE, NULL, error) &&
         rc_slot_note_claims (context, builder, cards, RC_PROPERTY_INTENDED_USE, N_("Intended use, as the card says"), FALSE, NULL, error) &&
         rc_slot_note_claims (context, builder, cards, RC_PROPERTY_LIMITATION, N_("Limit, as the card says"), FALSE, NULL, error);
}

static gboolean
answer_card (RcSlotContext  *context,
             RcSlotBuilder  *builder,
             GError        **error)
{
  const RcCard *best = rc_slot_context_peek_card (context);

  if (best != NULL && (!add_best (context, builder, context->cards, best, error) || !add_rivals (context, builder, best, error)))
    return FALSE;

  add_notes (context, builder, context->cards);
  return best == NULL || note_contents (context, builder, best, error);
}

const RcSlot rc_slot_card = {
  .id = "card",
  .group = N_("What was known"),
  .question = N_("Which model card was current then?"),
  .missing = N_("No card of this version is dated before the inference: ask the provider for all editions of the model "
                "card with their dates."),
  .single = TRUE,
  .parts = RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_INSTANT) | RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_VERSION) |
           RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_ENTRIES) | RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_CARDS),
  .answer = answer_card,
};
