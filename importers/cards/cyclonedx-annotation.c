/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cyclonedx-bom.h"

#include <string.h>

/*
 * Who looked at the BOM and its parts, and who put a name to it. Nothing here is taken for an approval but the signature of a person under an
 * affirmation: a note is a note, whoever wrote it, and the author of a model is not who allowed it.
 */

/* --- Notes --- */

/* The person who wrote it; (transfer full) (nullable): a firm, a program, or nobody. */
static char *
dup_person (RcCardNode  annotation,
            RcCardNode *out_node)
{
  *out_node = rc_card_node_at (annotation, "annotator/individual/name");
  return rc_card_node_dup_text (*out_node);
}

static gboolean
add_reviewer (RcBom         *self,
              RcCardNode     annotation,
              gint64         version,
              GError       **error)
{
  RcCardNode node;
  g_autofree char *person = dup_person (annotation, &node);
  g_autofree char *time = rc_card_node_dup_text (rc_card_node_member (annotation, "timestamp"));
  RcTimestamp when = { .from_us = RC_TIME_NONE };

  if (time != NULL && !rc_timestamp_parse (time, strlen (time), RC_ZONE_RULE, 0, &when))
    when.from_us = RC_TIME_NONE;
  return person == NULL ||
         rc_card_state_link (self->claims, version, RC_PROPERTY_REVIEWED_BY, RC_ENTITY_PERSON, NULL, person, when.from_us, node, error);
}

static gboolean
add_annotation (RcBom         *self,
                RcCardNode     annotation,
                GError       **error)
{
  RcCardNode subjects = rc_card_node_member (annotation, "subjects");
  RcCardNode text = rc_card_node_member (annotation, "text");
  g_autofree char *words = rc_card_node_dup_text (text);
  g_autofree char *shown = words != NULL ? rc_card_state_dup_cut (words) : NULL;
  g_autofree char *tag = shown != NULL ? g_strdup_printf ("note = %s", shown) : NULL;
  RcCardNode item = { 0 };

  if (!rc_card_state_value (self->claims, self->claims->card, RC_PROPERTY_TAG, tag, 0, RC_TIME_NONE, text, error))
    return FALSE;

  while (rc_card_node_next (subjects, &item))
    {
      RcCardNode reference = item.json != NULL ? item : rc_card_node_member (item, "ref");
      const RcBomThing *thing = rc_bom_peek_thing (self, reference);

      if (thing != NULL && thing->kind == RC_ENTITY_MODEL_VERSION && thing->entity != self->claims->card &&
          !add_reviewer (self, annotation, thing->entity, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
rc_bom_add_annotations (RcBom   *self,
                        GError **error)
{
  RcCardNode list = rc_card_node_member (self->root, "annotations");
  RcCardNode item = { 0 };

  while (rc_card_node_next (list, &item))
    if (!add_annotation (self, item, error))
      return FALSE;

  return TRUE;
}

/* --- Declarations --- */

/* The model that the declarations are about: a target, or where they name no component the one that the BOM is about. 0: none. */
static gint64
find_declared (const RcBom *self,
               RcCardNode   declarations)
{
  RcCardNode targets = rc_card_node_at (declarations, "targets/components");
  RcCardNode item = { 0 };
  gint64 found = 0;
  guint n = 0;

  while (rc_card_node_next (targets, &item))
    {
      const RcBomThing *thing = rc_bom_peek_thing (self, rc_card_node_member (item, "bom-ref"));

      n++;
      if (thing != NULL && thing->kind == RC_ENTITY_MODEL_VERSION)
        found = thing->entity;
    }

  found = n == 0 ? self->main : n == 1 ? found : 0;
  return found != self->claims->card ? found : 0;
}

static gboolean
add_map (RcBom         *self,
         RcCardNode     map,
         gint64         model,
         GError       **error)
{
  RcCardNode score = rc_card_node_at (map, "conformance/score");
  g_autofree char *requirement = rc_card_node_dup_text (rc_card_node_member (map, "requirement"));
  g_autofree char *number = rc_card_node_dup_text (score);
  g_autofree char *value = NULL;

  if (requirement == NULL || number == NULL)
    return TRUE;

  value = g_strdup_printf ("%s = conformance %s", requirement, number);
  return model != 0 ? rc_card_state_value (self->claims, model, RC_PROPERTY_CHECKED, value, 0, RC_TIME_NONE, score, error)
                    : rc_card_state_value (self->claims, self->claims->card, RC_PROPERTY_TAG, value, 0, RC_TIME_NONE, score, error);
}

static gboolean
add_attestations (RcBom         *self,
                  RcCardNode     attestations,
                  gint64         model,
                  GError       **error)
{
  RcCardNode attestation = { 0 };

  while (rc_card_node_next (attestations, &attestation))
    {
      RcCardNode map = { 0 };

      if (!rc_card_state_tags (self->claims, self->claims->card, "attestation", rc_card_node_member (attestation, "summary"), error))
        return FALSE;
      while (rc_card_node_next_member (attestation, "map", &map))
        if (!add_map (self, map, model, error))
          return FALSE;
    }

  return TRUE;
}

/* Persons who put their names under the affirmation. It names no time. */
static gboolean
add_signatories (RcBom         *self,
                 RcCardNode     signatories,
                 gint64         model,
                 GError       **error)
{
  RcCardNode item = { 0 };

  while (rc_card_node_next (signatories, &item))
    {
      RcCardNode node = rc_card_node_member (item, "name");
      g_autofree char *name = rc_card_node_dup_text (node);

      if (!rc_card_state_tags (self->claims, self->claims->card, "role of a signatory", rc_card_node_member (item, "role"), error) ||
          !rc_card_state_link (self->claims, model, RC_PROPERTY_APPROVED_BY, RC_ENTITY_PERSON, NULL, name, RC_TIME_NONE, node, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
rc_bom_add_declarations (RcBom   *self,
                         GError **error)
{
  RcCardNode declarations = rc_card_node_member (self->root, "declarations");
  RcCardNode affirmation = rc_card_node_member (declarations, "affirmation");
  gint64 model = find_declared (self, declarations);

  return add_attestations (self, rc_card_node_member (declarations, "attestations"), model, error) &&
         rc_card_state_tags (self->claims, self->claims->card, "affirmation", rc_card_node_member (affirmation, "statement"), error) &&
         add_signatories (self, rc_card_node_member (affirmation, "signatories"), model, error);
}
