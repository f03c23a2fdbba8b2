/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "spdx-graph.h"

#include "core/exception.h"

#include <string.h>

/* Steps from a file to the package that contains it. */
#define MAX_STEPS 8u

static RcCardNode
get_graph (const RcSpdxGraph *self)
{
  return rc_card_node_member (self->root, "@graph");
}

gboolean
rc_spdx_graph_next (RcSpdxGraph *self,
                    RcCardNode  *item)
{
  return rc_card_node_next (get_graph (self), item);
}

gboolean
rc_spdx_is (RcCardNode  element,
            const char *type)
{
  return rc_card_node_equals (rc_card_node_member (element, "type"), type);
}

static char *
dup_id (RcCardNode element)
{
  g_autofree char *id = rc_card_node_dup_text (rc_card_node_member (element, "spdxId"));

  return id != NULL ? g_steal_pointer (&id) : rc_card_node_dup_text (rc_card_node_member (element, "@id"));
}

static gboolean
index_element (RcSpdxGraph   *self,
               RcCardNode     element,
               GError       **error)
{
  g_autofree char *id = dup_id (element);

  if (id == NULL)
    return TRUE;
  if (g_hash_table_contains (self->elements, id))
    return rc_card_state_refuse (self->claims, element, RC_EXCEPTION_DUPLICATE_MEMBER, "each element given once", id,
                                 "An SPDX document gives two elements the same id: what refers to it is read as the first.", error);

  g_hash_table_insert (self->elements, g_steal_pointer (&id), GUINT_TO_POINTER (element.node));
  return TRUE;
}

/* What is in several containers is taken for part of the first. */
static void
index_container (RcSpdxGraph *self,
                 RcCardNode   relation)
{
  g_autofree char *from = rc_card_node_dup_text (rc_card_node_member (relation, "from"));
  RcCardNode to = rc_card_node_member (relation, "to");
  RcCardNode item = { 0 };

  while (from != NULL && rc_card_node_next (to, &item))
    {
      g_autofree char *id = rc_card_node_dup_text (item);

      if (id != NULL && !g_hash_table_contains (self->containers, id))
        g_hash_table_insert (self->containers, g_steal_pointer (&id), g_strdup (from));
    }
}

/**
 * rc_spdx_graph_init:
 * @root: the object of the document, which has a list @graph
 */
gboolean
rc_spdx_graph_init (RcSpdxGraph   *self,
                    RcCardClaims  *claims,
                    RcCardNode     root,
                    GError       **error)
{
  RcCardNode item = { 0 };

  *self = (RcSpdxGraph) { .claims = claims, .root = root };
  self->elements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->entities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->containers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  while (rc_spdx_graph_next (self, &item))
    {
      if (!index_element (self, item, error))
        return FALSE;
      if (rc_card_node_equals (rc_card_node_member (item, "relationshipType"), "contains"))
        index_container (self, item);
    }

  return TRUE;
}

void
rc_spdx_graph_clear (RcSpdxGraph *self)
{
  g_clear_pointer (&self->elements, g_hash_table_unref);
  g_clear_pointer (&self->entities, g_hash_table_unref);
  g_clear_pointer (&self->containers, g_hash_table_unref);
}

RcCardNode
rc_spdx_graph_resolve (const RcSpdxGraph *self,
                       RcCardNode         reference)
{
  g_autofree char *id = rc_card_node_dup_text (reference);
  gpointer node;

  if (rc_card_node_is_object (reference))
    return reference;
  if (id == NULL || !g_hash_table_lookup_extended (self->elements, id, NULL, &node))
    return (RcCardNode) { 0 };

  return rc_card_node_json (self->root.json, GPOINTER_TO_UINT (node));
}

void
rc_spdx_graph_set_entity (RcSpdxGraph *self,
                          RcCardNode   element,
                          gint64       entity)
{
  g_autofree char *id = dup_id (element);

  if (id != NULL && entity != 0)
    g_hash_table_insert (self->entities, g_steal_pointer (&id), g_memdup2 (&entity, sizeof entity));
}

static RcEntityKind
kind_of (RcCardNode element)
{
  if (rc_spdx_is (element, "dataset_DatasetPackage"))
    return RC_ENTITY_DATASET;

  return rc_spdx_is (element, "build_Build") ? RC_ENTITY_RUN : RC_ENTITY_MODEL_VERSION;
}

/**
 * rc_spdx_graph_get_entity:
 * @out_kind: (out): of the entity
 *
 * A file of a model's package is taken for the model, one of a data set's package for the data set.
 */
gint64
rc_spdx_graph_get_entity (const RcSpdxGraph *self,
                          const char        *id,
                          RcEntityKind      *out_kind)
{
  for (guint i = 0; id != NULL && i < MAX_STEPS; i++)
    {
      const gint64 *entity = g_hash_table_lookup (self->entities, id);

      if (entity != NULL)
        {
          gpointer node = g_hash_table_lookup (self->elements, id);

          *out_kind = kind_of (rc_card_node_json (self->root.json, GPOINTER_TO_UINT (node)));
          return *entity;
        }
      id = g_hash_table_lookup (self->containers, id);
    }

  return 0;
}
