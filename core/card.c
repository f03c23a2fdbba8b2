/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "card.h"

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

/* Whether the card, which names the model, names a version of it elsewhere: the version asked for was looked for before. */
static gboolean
names_other_version (RcCase    *case_file,
                     gint64     card,
                     gboolean  *out_answer,
                     GError   **error)
{
  g_autoptr (GPtrArray) claims = rc_claim_list_of_entity (case_file, card, RC_PROPERTY_DESCRIBES, error);

  *out_answer = FALSE;
  if (claims == NULL)
    return FALSE;

  for (guint i = 0; i < claims->len; i++)
    {
      const RcClaim *claim = g_ptr_array_index (claims, i);
      g_autoptr (RcEntity) target = NULL;

      if (claim->target == 0)
        continue;
      target = rc_entity_load (rc_case_get_database (case_file), claim->target, error);
      if (target == NULL)
        return FALSE;
      if (target->kind == RC_ENTITY_MODEL_VERSION)
        *out_answer = TRUE;
    }

  return TRUE;
}

static gboolean
add_card (RcCase      *case_file,
          GPtrArray   *cards,
          RcClaim     *describes,
          gboolean     names_version,
          GError     **error)
{
  g_autoptr (RcCard) card = g_new0 (RcCard, 1);
  gboolean other_version = FALSE;

  card->describes = describes;
  card->names_version = names_version;
  for (guint i = 0; i < cards->len; i++)
    {
      const RcCard *other = g_ptr_array_index (cards, i);

      if (other->entity->id == describes->entity)
        return TRUE;
    }

  card->entity = rc_entity_load (rc_case_get_database (case_file), describes->entity, error);
  if (card->entity == NULL)
    return FALSE;
  if (!names_version && !names_other_version (case_file, describes->entity, &other_version, error))
    return FALSE;
  if (card->entity->kind != RC_ENTITY_CARD || other_version)
    return TRUE;
  if (!load_first (case_file, describes->entity, RC_PROPERTY_CARD_DATE, &card->date_claim, error) ||
      !load_first (case_file, describes->entity, RC_PROPERTY_CARD_VERSION, &card->version_claim, error))
    return FALSE;

  if (!place_in_time (case_file, card, error))
    return FALSE;
  g_ptr_array_add (cards, g_steal_pointer (&card));
  return TRUE;
}

static gboolean
add_claims (RcCase      *case_file,
            GPtrArray   *cards,
            GPtrArray   *claims,
            gboolean     names_version,
            GError     **error)
{
  if (claims == NULL)
    return FALSE;

  while (claims->len > 0)
    if (!add_card (case_file, cards, g_ptr_array_steal_index (claims, 0), names_version, error))
      return FALSE;

  return TRUE;
}

/* By link to an entity of this name in any registry, and by the name alone. */
static gboolean
add_describing (RcCase        *case_file,
                GPtrArray     *cards,
                RcEntityKind   kind,
                const char    *name,
                GError       **error)
{
  g_autoptr (GPtrArray) entities = NULL, by_name = NULL;
  gboolean names_version = kind == RC_ENTITY_MODEL_VERSION;

  entities = rc_entity_find (rc_case_get_database (case_file), kind, name, error);
  if (entities == NULL)
    return FALSE;
  for (guint i = 0; i < entities->len; i++)
    {
      const RcEntity *entity = g_ptr_array_index (entities, i);
      g_autoptr (GPtrArray) links = rc_claim_list_of_target (case_file, entity->id, RC_PROPERTY_DESCRIBES, error);

      if (!add_claims (case_file, cards, links, names_version, error))
        return FALSE;
    }

  by_name = rc_claim_list_of_value (case_file, RC_PROPERTY_DESCRIBES, name, error);
  return add_claims (case_file, cards, by_name, names_version, error);
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
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_card_free);
  const char *slash = strrchr (version, '/');
  g_autofree char *model = slash != NULL ? g_strndup (version, slash - version) : g_strdup (version);

  if (!add_describing (case_file, cards, RC_ENTITY_MODEL_VERSION, version, error) ||
      !add_describing (case_file, cards, RC_ENTITY_MODEL, model, error))
    return NULL;

  g_ptr_array_sort (cards, compare_dates);
  return g_steal_pointer (&cards);
}
