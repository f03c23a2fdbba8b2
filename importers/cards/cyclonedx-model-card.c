/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cyclonedx-bom.h"

#include "importers/secret.h"

/* The model card within a component, and the properties that every part of a BOM may have. */

/**
 * rc_bom_add_properties:
 * @properties: a list of names with values, kept as they are
 */
gboolean
rc_bom_add_properties (RcBom         *self,
                       gint64         entity,
                       RcCardNode     properties,
                       GError       **error)
{
  RcCardNode item = { 0 };

  while (rc_card_node_next (properties, &item))
    {
      RcCardNode value = item.json != NULL ? rc_card_node_member (item, "value") : item;
      g_autofree char *name = rc_card_node_dup_text (rc_card_node_member (item, "name"));

      if (name != NULL && !rc_secret_is_name (name) && !rc_card_state_tags (self->claims, entity, name, value, error))
        return FALSE;
    }

  return TRUE;
}

/* A reference to a data component, or a data object in its place. */
static gboolean
add_dataset (RcBom         *self,
             RcCardNode     item,
             gint64         subject,
             GError       **error)
{
  RcCardNode reference = rc_card_node_is_named (item, "ref") ? item : rc_card_node_member (item, "ref");
  RcCardNode named = rc_card_node_member (item, "name");
  RcCardNode node = rc_card_node_exists (named) ? named : rc_card_node_at (item, "contents/url");
  const RcBomThing *thing = rc_bom_peek_thing (self, reference);
  g_autofree char *name = NULL;

  if (rc_card_node_exists (reference) && thing != NULL && thing->entity != 0)
    return rc_card_state_value (self->claims, subject, RC_PROPERTY_DATASET, NULL, thing->entity, RC_TIME_NONE, reference, error);

  name = rc_card_node_dup_text (rc_card_node_exists (reference) ? reference : node);
  return rc_card_state_link (self->claims, subject, RC_PROPERTY_DATASET, RC_ENTITY_DATASET, NULL, name, RC_TIME_NONE,
                             rc_card_node_exists (reference) ? reference : node, error);
}

static gboolean
add_parameters (RcBom         *self,
                RcCardNode     parameters,
                gint64         subject,
                GError       **error)
{
  static const struct { const char *path, *key; } tags[] = {
    { "approach/type", "approach" },
    { "task", "task" },
    { "architectureFamily", "architecture family" },
    { "modelArchitecture", "model architecture" },
  };
  RcCardNode datasets = rc_card_node_member (parameters, "datasets");
  RcCardNode item = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    if (!rc_card_state_tags (self->claims, subject, tags[i].key, rc_card_node_at (parameters, tags[i].path), error))
      return FALSE;
  while (rc_card_node_next (datasets, &item))
    if (!add_dataset (self, item, subject, error))
      return FALSE;

  return TRUE;
}

static gboolean
add_metrics (RcBom         *self,
             RcCardNode     metrics,
             gint64         subject,
             GError       **error)
{
  RcCardNode item = { 0 };

  while (rc_card_node_next (metrics, &item))
    if (!rc_card_state_evaluation (self->claims, subject, rc_card_node_member (item, "type"), rc_card_node_member (item, "value"),
                                   rc_card_node_member (item, "slice"), error))
      return FALSE;

  return TRUE;
}

static gboolean
add_energy (RcBom         *self,
            RcCardNode     consumptions,
            gint64         subject,
            GError       **error)
{
  RcCardNode item = { 0 };

  while (rc_card_node_next (consumptions, &item))
    {
      RcCardNode cost = rc_card_node_member (item, "activityEnergyCost");
      RcCardNode node = rc_card_node_member (cost, "value");
      g_autofree char *activity = rc_card_node_dup_text (rc_card_node_member (item, "activity"));
      g_autofree char *value = rc_card_node_dup_text (node);
      g_autofree char *unit = rc_card_node_dup_text (rc_card_node_member (cost, "unit"));
      g_autofree char *tag = value != NULL ? g_strdup_printf ("energy of %s = %s %s", activity != NULL ? activity : "an activity", value,
                                                              unit != NULL ? unit : "") : NULL;

      if (!rc_card_state_value (self->claims, subject, RC_PROPERTY_TAG, tag, 0, RC_TIME_NONE, node, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_considerations (RcBom         *self,
                    RcCardNode     considerations,
                    gint64         subject,
                    GError       **error)
{
  static const struct
  {
    const char *name;
    RcProperty  property;
    const char *member;
  } lists[] = {
    { "users", RC_PROPERTY_INTENDED_USE, NULL },
    { "useCases", RC_PROPERTY_INTENDED_USE, NULL },
    { "technicalLimitations", RC_PROPERTY_LIMITATION, NULL },
    { "performanceTradeoffs", RC_PROPERTY_LIMITATION, NULL },
    { "ethicalConsiderations", RC_PROPERTY_LIMITATION, "name" },
    { "fairnessAssessments", RC_PROPERTY_LIMITATION, "groupAtRisk" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!rc_card_state_prose (self->claims, lists[i].property, rc_card_node_member (considerations, lists[i].name), lists[i].member,
                              error))
      return FALSE;

  return add_energy (self, rc_card_node_at (considerations, "environmentalConsiderations/energyConsumptions"), subject, error);
}

/**
 * rc_bom_add_model_card:
 * @card: the member or element modelCard; may be none
 * @subject: of whom it is said
 */
gboolean
rc_bom_add_model_card (RcBom         *self,
                       RcCardNode     card,
                       gint64         subject,
                       GError       **error)
{
  return add_parameters (self, rc_card_node_member (card, "modelParameters"), subject, error) &&
         add_metrics (self, rc_card_node_at (card, "quantitativeAnalysis/performanceMetrics"), subject, error) &&
         add_considerations (self, rc_card_node_member (card, "considerations"), subject, error) &&
         rc_bom_add_properties (self, subject, rc_card_node_member (card, "properties"), error);
}
