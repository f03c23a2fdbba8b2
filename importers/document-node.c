/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "document-node.h"

#include "json-value.h"

#include <string.h>

void
rc_document_node_init_json (RcDocumentNode *self,
                            const RcJson   *json,
                            guint32         node)
{
  *self = (RcDocumentNode) { .json = json, .node = node };
}

void
rc_document_node_init_yaml (RcDocumentNode *self,
                            const RcYaml   *yaml,
                            guint32         node)
{
  *self = (RcDocumentNode) { .yaml = yaml, .node = rc_yaml_resolve (yaml, node) };
}

static gboolean
is_json (const RcDocumentNode *self,
         RcJsonType            type)
{
  return self->json != NULL && self->node < self->json->n_nodes && self->json->nodes[self->node].type == type;
}

static gboolean
is_yaml (const RcDocumentNode *self,
         RcYamlType            type)
{
  const RcYamlNode *node = self->yaml != NULL ? rc_yaml_peek_node (self->yaml, self->node) : NULL;

  return node != NULL && node->type == type;
}

gboolean
rc_document_node_is_object (const RcDocumentNode *self)
{
  return is_json (self, RC_JSON_OBJECT) || is_yaml (self, RC_YAML_MAPPING);
}

gboolean
rc_document_node_is_list (const RcDocumentNode *self)
{
  return is_json (self, RC_JSON_ARRAY) || is_yaml (self, RC_YAML_SEQUENCE);
}

gsize
rc_document_node_offset (const RcDocumentNode *self)
{
  const RcYamlNode *node = self->yaml != NULL ? rc_yaml_peek_node (self->yaml, self->node) : NULL;

  if (self->json != NULL)
    return self->json->nodes[self->node].offset;
  return node != NULL ? node->offset : 0;
}

static gboolean
is_null (const RcDocumentNode *self)
{
  return self->json != NULL ? is_json (self, RC_JSON_NULL) : rc_yaml_is_null (self->yaml, self->node);
}

gboolean
rc_document_node_find (const RcDocumentNode *self,
                       const char           *name,
                       RcDocumentNode       *out_value)
{
  *out_value = *self;
  if (!rc_document_node_is_object (self))
    return FALSE;

  if (self->json != NULL)
    out_value->node = rc_json_member (self->json, self->node, name);
  else
    out_value->node = rc_yaml_member (self->yaml, self->node, name);
  return out_value->node != (self->json != NULL ? RC_JSON_NO_NODE : RC_YAML_NO_NODE) && !is_null (out_value);
}

char *
rc_document_node_dup (const RcDocumentNode *self)
{
  g_autofree char *text = NULL;
  const char *peeked;
  gsize length = 0;

  if (is_null (self) || rc_document_node_is_object (self) || rc_document_node_is_list (self))
    return NULL;
  if (self->json != NULL && !is_json (self, RC_JSON_STRING))
    return rc_json_value_dup (self->json, self->node);

  if (self->json != NULL)
    text = rc_json_dup_text (self->json, self->node, &length);
  else
    {
      peeked = rc_yaml_peek_text (self->yaml, self->node, &length);
      text = peeked != NULL ? g_strndup (peeked, length) : NULL;
    }
  return text != NULL && strlen (text) == length ? g_steal_pointer (&text) : NULL;
}

char *
rc_document_node_dup_text (const RcDocumentNode *self,
                           const char           *name)
{
  RcDocumentNode value;

  return rc_document_node_find (self, name, &value) ? rc_document_node_dup (&value) : NULL;
}

void
rc_document_iter_init (RcDocumentIter       *self,
                       const RcDocumentNode *container)
{
  self->container = *container;
  if (!rc_document_node_is_object (container) && !rc_document_node_is_list (container))
    self->at = G_MAXUINT32;
  else if (container->json != NULL)
    self->at = container->node + 1;
  else
    self->at = rc_yaml_first_child (container->yaml, container->node);
}

static gboolean
next_json (RcDocumentIter  *self,
           char           **out_name,
           RcDocumentNode  *out_value)
{
  const RcJson *json = self->container.json;
  gboolean is_member = rc_document_node_is_object (&self->container);

  if (self->at >= json->nodes[self->container.node].next)
    return FALSE;

  if (is_member && out_name != NULL)
    *out_name = rc_json_dup_text (json, self->at, NULL);
  rc_document_node_init_json (out_value, json, is_member ? self->at + 1 : self->at);
  self->at = json->nodes[self->at].next;
  return TRUE;
}

static gboolean
next_yaml (RcDocumentIter  *self,
           char           **out_name,
           RcDocumentNode  *out_value)
{
  const RcYaml *yaml = self->container.yaml;
  guint value = self->at;

  if (rc_document_node_is_object (&self->container))
    {
      if (out_name != NULL)
        *out_name = g_strdup (rc_yaml_peek_text (yaml, self->at, NULL));
      value = rc_yaml_next_sibling (yaml, self->container.node, self->at);
      if (value == RC_YAML_NO_NODE)
        return FALSE;
    }

  rc_document_node_init_yaml (out_value, yaml, value);
  self->at = rc_yaml_next_sibling (yaml, self->container.node, value);
  return TRUE;
}

gboolean
rc_document_iter_next (RcDocumentIter  *self,
                       char           **out_name,
                       RcDocumentNode  *out_value)
{
  if (out_name != NULL)
    *out_name = NULL;
  if (self->at == G_MAXUINT32)
    return FALSE;

  return self->container.json != NULL ? next_json (self, out_name, out_value) : next_yaml (self, out_name, out_value);
}
