/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "card.h"

#include "card-index.h"
#include "source.h"
#include "words.h"

#include <string.h>

void
rc_card_free (RcCard *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->entity, rc_entity_free);
  g_clear_pointer (&self->describes, rc_claim_free);
  g_clear_pointer (&self->date_claim, rc_claim_free);
  g_clear_pointer (&self->version_claim, rc_claim_free);
  g_free (self);
}

/* (transfer full) (nullable): the first claim of the card with a value. */
static gboolean
load_first (RcCase      *case_file,
            gint64       card,
            RcProperty   property,
            RcClaim    **out_claim,
            GError     **error)
{
  g_autoptr (GPtrArray) claims = rc_claim_list_of_entity (case_file, card, property, error);

  *out_claim = NULL;
  if (claims == NULL)
    return FALSE;

  for (guint i = 0; i < claims->len; i++)
    {
      const RcClaim *claim = g_ptr_array_index (claims, i);

      if (claim->value == NULL)
        continue;
      *out_claim = g_ptr_array_steal_index (claims, i);
      break;
    }

  return TRUE;
}

/* What the auditor knows of the document; RC_TIME_NONE where nothing was said. */
static gboolean
load_auditors_time (RcCase   *case_file,
                    gint64    source_id,
                    gint64   *out_time_us,
                    GError  **error)
{
  g_autoptr (RcSource) source = rc_source_load (rc_case_get_database (case_file), source_id, error);

  if (source == NULL)
    return FALSE;
  *out_time_us = g_strcmp0 (source->as_of_how, RC_AS_OF_AUDITOR) == 0 ? source->as_of_us : RC_TIME_NONE;
  return TRUE;
}

/*
 * The rungs, the best first: the time stamp that the document gives itself, its date, the time that the auditor gave at the import, the
 * time that its file or archive carried. A text such as "08/28/2020" is not guessed at: which is the day? The next rung stands in.
 */
static gboolean
place_in_time (RcCase  *case_file,
               RcCard  *self,
               GError **error)
{
  const char *text = self->date_claim != NULL ? self->date_claim->value : NULL;
  gint64 file_us = self->describes->recorded_us != RC_TIME_NONE ? self->describes->recorded_us : self->describes->from_us;
  gint64 said_us;

  if (text != NULL && rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &self->date))
    {
      self->has_date = TRUE;
      self->date_rung = self->date.to_us - self->date.from_us < G_TIME_SPAN_MINUTE ? N_("time stamp that the card gives itself")
                                                                                   : N_("date that the card gives itself");
      return TRUE;
    }

  if (!load_auditors_time (case_file, self->describes->source, &said_us, error))
    return FALSE;
  if (said_us == RC_TIME_NONE && file_us == RC_TIME_NONE)
    return TRUE;

  self->has_date = TRUE;
  self->date_rung = said_us != RC_TIME_NONE ? N_("time that the auditor gave the card at the import") : N_("time that the file carried");
  self->date.from_us = said_us != RC_TIME_NONE ? said_us : file_us;
  self->date.to_us = self->date.from_us;
  return TRUE;
}

/* (nullable) without @error: the claim is no more one of those that count. */
static RcClaim *
load_link (RcCase            *case_file,
           const RcCardLink  *link,
           GError           **error)
{
  g_autoptr (GPtrArray) claims = rc_claim_list_of_entity (case_file, link->card, RC_PROPERTY_DESCRIBES, error);

  for (guint i = 0; claims != NULL && i < claims->len; i++)
    {
      if (((const RcClaim *) g_ptr_array_index (claims, i))->id == link->claim)
        return g_ptr_array_steal_index (claims, i);
    }
  return NULL;
}

static gboolean
has_card (GPtrArray *cards,
          gint64     card)
{
  for (guint i = 0; i < cards->len; i++)
    {
      if (((const RcCard *) g_ptr_array_index (cards, i))->entity->id == card)
        return TRUE;
    }
  return FALSE;
}

static gboolean
add_card (RcCase            *case_file,
          GPtrArray         *cards,
          const RcCardLink  *link,
          gboolean           names_version,
          GError           **error)
{
  g_autoptr (RcCard) card = NULL;
  g_autoptr (GError) local_error = NULL;

  if (has_card (cards, link->card))
    return TRUE;

  card = g_new0 (RcCard, 1);
  card->names_version = names_version;
  card->describes = load_link (case_file, link, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (card->describes == NULL)
    return TRUE;

  card->entity = rc_entity_load (rc_case_get_database (case_file), link->card, error);
  if (card->entity == NULL ||
      !load_first (case_file, link->card, RC_PROPERTY_CARD_DATE, &card->date_claim, error) ||
      !load_first (case_file, link->card, RC_PROPERTY_CARD_VERSION, &card->version_claim, error) ||
      !place_in_time (case_file, card, error))
    return FALSE;

  g_ptr_array_add (cards, g_steal_pointer (&card));
  return TRUE;
}

static gboolean
add_links (RcCase        *case_file,
           GPtrArray     *cards,
           const GArray  *links,      /* (nullable) */
           gboolean       names_version,
           GError       **error)
{
  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      if (!add_card (case_file, cards, &g_array_index (links, RcCardLink, i), names_version, error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_dates (gconstpointer a,
               gconstpointer b)
{
  const RcCard *left = *(const RcCard * const *) a;
  const RcCard *right = *(const RcCard * const *) b;

  if (left->has_date != right->has_date)
    return left->has_date ? -1 : 1;
  if (left->has_date && left->date.from_us != right->date.from_us)
    return left->date.from_us < right->date.from_us ? -1 : 1;

  return left->entity->id < right->entity->id ? -1 : left->entity->id > right->entity->id;
}

/* @model: (nullable): of which the cards that name no version are wanted, too. */
static GPtrArray *
list_cards (RcCase      *case_file,
            const char  *version,
            const char  *model,
            GError     **error)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_card_free);
  const RcCardIndex *index = rc_card_index_get (case_file, error);

  if (index == NULL ||
      !add_links (case_file, cards, rc_card_index_find_version (index, version), TRUE, error) ||
      (model != NULL && !add_links (case_file, cards, rc_card_index_find_model (index, model), FALSE, error)))
    return NULL;

  g_ptr_array_sort (cards, compare_dates);
  return g_steal_pointer (&cards);
}

/**
 * rc_card_list_of_version:
 * @case_file: the case
 * @version: "name/version" as the log or a registry writes it
 *
 * Cards that describe this version, and cards that name only the model; one that names another version of it is not among them.
 *
 * Returns: (element-type RcCard) (transfer full): the cards by their date, undated ones last
 */
GPtrArray *
rc_card_list_of_version (RcCase      *case_file,
                         const char  *version,
                         GError     **error)
{
  const char *slash = strrchr (version, '/');
  g_autofree char *model = slash != NULL ? g_strndup (version, slash - version) : g_strdup (version);

  return list_cards (case_file, version, model, error);
}

/**
 * rc_card_list_naming_version:
 *
 * Returns: (element-type RcCard) (transfer full): only the cards that describe this version, in the same order
 */
GPtrArray *
rc_card_list_naming_version (RcCase      *case_file,
                             const char  *version,
                             GError     **error)
{
  return list_cards (case_file, version, NULL, error);
}
