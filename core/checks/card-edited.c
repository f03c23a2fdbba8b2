/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/card.h"
#include "core/checks/check.h"

/*
 * A model version was in use, and every card of it that is in evidence is dated later: there was none, or the one there was has been
 * edited since. A later edition beside an earlier one is how it should be. A card without a date that can be read may have been the
 * earlier one: then nothing is said.
 */

/* (nullable): the earliest of the cards of this version, where all are certainly later than the first use. */
static const RcCard *
find_late (GPtrArray        *cards,
           const RcModelUse *use)
{
  const RcCard *earliest = NULL;

  for (guint i = 0; i < cards->len; i++)
    {
      const RcCard *card = g_ptr_array_index (cards, i);

      if (!card->has_date || card->date.from_us <= use->first_us)
        return NULL;
      if (earliest == NULL)
        earliest = card;
    }

  return earliest;
}

static void
report (RcCheckContext   *context,
        const RcModelUse *use,
        const RcCard     *card)
{
  g_autofree char *first = rc_time_format_utc (use->first_us);
  g_autofree char *dated = rc_time_format_utc (card->date.from_us);
  g_autofree char *expected = g_strdup_printf ("a card of %s dated not after its first use at %s", use->version, first);
  g_autofree char *message = NULL;
  gint64 cause = rc_check_find_cause (context, card->describes->source, card->describes->record);

  message = g_strdup_printf ("The only card of %s is dated after the version was first used: it is not the card that was current then.",
                             use->version);
  rc_check_report (context, RC_EXCEPTION_CARD_EDITED, card->describes->source, card->describes->record, cause, expected,
                   card->date_claim != NULL ? card->date_claim->value : dated, message);
}

/**
 * rc_check_cards:
 *
 * Looks for model versions whose cards are all later than their first use.
 */
gboolean
rc_check_cards (RcCheckContext  *context,
                GError         **error)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (context->uses), (GCompareFunc) g_strcmp0);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const RcModelUse *use = g_hash_table_lookup (context->uses, l->data);
      g_autoptr (GPtrArray) cards = NULL;
      const RcCard *late;

      if (use->first_event == 0)
        continue;
      cards = rc_card_list_naming_version (context->case_file, use->version, error);
      if (cards == NULL)
        return FALSE;
      late = find_late (cards, use);
      if (late != NULL)
        report (context, use, late);
    }

  return TRUE;
}
