/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "spdx-graph.h"

#include <string.h>

/* What stands between two elements, and who reviewed one. */

/* One end of a relationship. */
typedef struct
{
  RcCardNode    node;       /* the reference */
  gint64        entity;     /* 0: nothing was made of it */
  RcEntityKind  kind;
} End;

static End
find_end (const RcSpdxGraph *self,
          RcCardNode         reference)
{
  g_autofree char *id = rc_card_node_dup_text (reference);
  End end = { .node = reference };

  end.entity = rc_spdx_graph_get_entity (self, id, &end.kind);
  return end;
}

static char *
dup_name (const RcSpdxGraph *self,
          RcCardNode         reference)
{
  return rc_card_node_dup_text (rc_card_node_member (rc_spdx_graph_resolve (self, reference), "name"));
}

/* A data set of the document, or a file that no data set of it contains, by its name. */
static gboolean
add_dataset (RcSpdxGraph   *self,
             gint64         subject,
             const End     *data,
             const char    *purpose,
             GError       **error)
{
  g_autofree char *name = dup_name (self, data->node);
  gint64 target = data->kind == RC_ENTITY_DATASET ? data->entity : 0;

  if (target == 0 && !rc_card_state_thing (self->claims, RC_ENTITY_DATASET, NULL, name, data->node, &target, error))
    return FALSE;

  return target == 0 ||
         (rc_card_state_value (self->claims, subject, RC_PROPERTY_DATASET, NULL, target, RC_TIME_NONE, data->node, error) &&
          rc_card_state_value (self->claims, subject, RC_PROPERTY_TAG, purpose, target, RC_TIME_NONE, data->node, error));
}

static gboolean
add_base (RcSpdxGraph   *self,
          const End     *child,
          const End     *parent,
          GError       **error)
{
  g_autofree char *name = dup_name (self, parent->node);

  if (child->entity == 0 || child->kind != RC_ENTITY_MODEL_VERSION || name == NULL)
    return TRUE;

  return rc_card_state_link (self->claims, child->entity, RC_PROPERTY_BASE_MODEL, RC_ENTITY_MODEL, "", name, RC_TIME_NONE, parent->node,
                             error);
}

static gboolean
add_licence (RcSpdxGraph   *self,
             const End     *of,
             RcCardNode     licence,
             GError       **error)
{
  RcCardNode element = rc_spdx_graph_resolve (self, licence);
  RcCardNode expression = rc_card_node_member (element, "simplelicensing_licenseExpression");
  gint64 entity = of->kind == RC_ENTITY_DATASET ? of->entity : self->claims->card;

  /* A listed licence need not be in the document: its address names it. */
  return of->entity == 0 ||
         rc_card_state_texts (self->claims, entity, RC_PROPERTY_LICENCE, rc_card_node_exists (expression) ? expression : licence, error);
}

/* A build makes models from data, in an environment. */
static gboolean
add_of_build (RcSpdxGraph   *self,
              const char    *type,
              const End     *build,
              const End     *other,
              GError       **error)
{
  g_autofree char *name = dup_name (self, other->node);
  gboolean makes = g_str_equal (type, "generates") || g_str_equal (type, "hasOutput");
  gboolean is_environment = g_str_equal (type, "dependsOn") || g_str_equal (type, "hasHost") || g_str_equal (type, "usesTool");

  if (makes && other->kind == RC_ENTITY_MODEL_VERSION && other->entity != 0 && other->entity != self->claims->card)
    return rc_card_state_value (self->claims, other->entity, RC_PROPERTY_TRAINED_BY, NULL, build->entity, RC_TIME_NONE, other->node, error);
  if (g_str_equal (type, "hasInput") && other->kind == RC_ENTITY_DATASET && other->entity != 0)
    return rc_card_state_value (self->claims, build->entity, RC_PROPERTY_DATASET, NULL, other->entity, RC_TIME_NONE, other->node, error);
  if (is_environment)
    return rc_card_state_value (self->claims, build->entity, RC_PROPERTY_ENVIRONMENT, name, 0, RC_TIME_NONE, other->node, error);

  return TRUE;
}

static gboolean
add_pair (RcSpdxGraph   *self,
          const char    *type,
          const End     *from,
          const End     *to,
          GError       **error)
{
  if (from->entity != 0 && from->kind == RC_ENTITY_RUN)
    return add_of_build (self, type, from, to, error);
  if (g_str_equal (type, "trainedOn") || g_str_equal (type, "testedOn"))
    return from->entity == 0 || from->kind != RC_ENTITY_MODEL_VERSION ||
           add_dataset (self, from->entity, to, g_str_equal (type, "trainedOn") ? "used for = training" : "used for = testing", error);
  if (g_str_equal (type, "descendantOf"))
    return add_base (self, from, to, error);
  if (g_str_equal (type, "ancestorOf"))
    return add_base (self, to, from, error);

  return !(g_str_equal (type, "hasDeclaredLicense") || g_str_equal (type, "hasConcludedLicense")) ||
         add_licence (self, from, to->node, error);
}

static gboolean
add_relation (RcSpdxGraph   *self,
              RcCardNode     relation,
              GError       **error)
{
  g_autofree char *type = rc_card_node_dup_text (rc_card_node_member (relation, "relationshipType"));
  RcCardNode list = rc_card_node_member (relation, "to");
  End from = find_end (self, rc_card_node_member (relation, "from"));
  RcCardNode item = { 0 };

  while (type != NULL && rc_card_node_next (list, &item))
    {
      End to = find_end (self, item);

      if (!add_pair (self, type, &from, &to, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
rc_spdx_add_relations (RcSpdxGraph  *self,
                       GError      **error)
{
  RcCardNode item = { 0 };

  while (rc_spdx_graph_next (self, &item))
    if ((rc_spdx_is (item, "Relationship") || rc_spdx_is (item, "LifecycleScopedRelationship")) && !add_relation (self, item, error))
      return FALSE;

  return TRUE;
}

/* --- Reviews --- */

/* The persons who wrote it, from the day on which they did. A firm or a program reviews nothing. */
static gboolean
add_reviewers (RcSpdxGraph   *self,
               RcCardNode     annotation,
               gint64         version,
               GError       **error)
{
  RcCardNode creation = rc_spdx_graph_resolve (self, rc_card_node_member (annotation, "creationInfo"));
  RcCardNode persons = rc_card_node_member (creation, "createdBy");
  g_autofree char *created = rc_card_node_dup_text (rc_card_node_member (creation, "created"));
  RcTimestamp time = { .from_us = RC_TIME_NONE };
  RcCardNode item = { 0 };

  if (created != NULL && !rc_timestamp_parse (created, strlen (created), RC_ZONE_RULE, 0, &time))
    time.from_us = RC_TIME_NONE;
  while (rc_card_node_next (persons, &item))
    {
      RcCardNode person = rc_spdx_graph_resolve (self, item);
      g_autofree char *name = rc_card_node_dup_text (rc_card_node_member (person, "name"));

      if (rc_spdx_is (person, "Person") &&
          !rc_card_state_link (self->claims, version, RC_PROPERTY_REVIEWED_BY, RC_ENTITY_PERSON, NULL, name, time.from_us,
                               rc_card_node_member (person, "name"), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_annotation (RcSpdxGraph   *self,
                RcCardNode     annotation,
                GError       **error)
{
  RcCardNode statement = rc_card_node_member (annotation, "statement");
  g_autofree char *words = rc_card_node_dup_text (statement);
  g_autofree char *shown = words != NULL ? rc_card_state_dup_cut (words) : NULL;
  g_autofree char *tag = shown != NULL ? g_strdup_printf ("note = %s", shown) : NULL;
  End subject = find_end (self, rc_card_node_member (annotation, "subject"));

  if (!rc_card_state_value (self->claims, self->claims->card, RC_PROPERTY_TAG, tag, 0, RC_TIME_NONE, statement, error))
    return FALSE;

  return !rc_card_node_equals (rc_card_node_member (annotation, "annotationType"), "review") || subject.entity == 0 ||
         subject.kind != RC_ENTITY_MODEL_VERSION || subject.entity == self->claims->card ||
         add_reviewers (self, annotation, subject.entity, error);
}

gboolean
rc_spdx_add_reviews (RcSpdxGraph  *self,
                     GError      **error)
{
  RcCardNode item = { 0 };

  while (rc_spdx_graph_next (self, &item))
    if (rc_spdx_is (item, "Annotation") && !add_annotation (self, item, error))
      return FALSE;

  return TRUE;
}
