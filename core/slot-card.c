/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "slot-context.h"

/*
 * Which model card was current at the instant of the inference: the newest that is dated before it.
 */

/**
 * rc_slot_context_place_card:
 * @card: a card with a date
 *
 * Returns: whether the card was written before the inference, later, or on the same day, when it cannot be told
 */
RcSlotCardTime
rc_slot_context_place_card (RcSlotContext *self,
                            const RcCard  *card)
{
  if (self->window == NULL || card->date.from_us > self->window->to_us)
    return RC_SLOT_CARD_LATER;

  return card->date.to_us < self->window->from_us ? RC_SLOT_CARD_BEFORE : RC_SLOT_CARD_PERHAPS;
}

/**
 * rc_slot_context_knows_card:
 *
 * The date that places the card in time is all that tells when it was there: the time of a file that was copied tells when it was
 * copied.
 *
 * Returns: whether the card was there by the time asked for, as far as it says
 */
gboolean
rc_slot_context_knows_card (RcSlotContext *self,
                            const RcCard  *card)
{
  return self->known_at_us == RC_TIME_NONE || !card->has_date || card->date.from_us <= self->known_at_us;
}

/* A card of this very version comes before one that names only the model; of each, the newest. */
static gboolean
is_better (const RcCard *card,
           const RcCard *best)
{
  if (best == NULL || card->names_version != best->names_version)
    return best == NULL || card->names_version;

  return card->date.from_us >= best->date.from_us;
}

static const RcCard *
choose (RcSlotContext  *self,
        RcSlotCardTime  wanted)
{
  const RcCard *best = NULL;

  for (guint i = 0; i < self->cards->len; i++)
    {
      const RcCard *card = g_ptr_array_index (self->cards, i);

      if (card->has_date && rc_slot_context_knows_card (self, card) && rc_slot_context_place_card (self, card) == wanted &&
          is_better (card, best))
        best = card;
    }

  return best;
}

/**
 * rc_slot_context_peek_card:
 *
 * Returns: (nullable) (transfer none): the card that was current; one of the day of the inference only where none is older
 */
const RcCard *
rc_slot_context_peek_card (RcSlotContext *self)
{
  const RcCard *card = choose (self, RC_SLOT_CARD_BEFORE);

  return card != NULL ? card : choose (self, RC_SLOT_CARD_PERHAPS);
}

/**
 * rc_slot_context_is_rival:
 * @best: the card that rc_slot_context_peek_card() answers
 * @card: one of @cards
 *
 * Returns: whether @card can have been written before the inference or after it, and would have been the current one if before
 */
gboolean
rc_slot_context_is_rival (RcSlotContext *self,
                          const RcCard  *best,
                          const RcCard  *card)
{
  return card != best && card->has_date && (card->names_version || !best->names_version) && rc_slot_context_knows_card (self, card) &&
         rc_slot_context_place_card (self, card) == RC_SLOT_CARD_PERHAPS;
}
