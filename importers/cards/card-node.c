/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "card-node.h"

#include "importers/json-value.h"

#include "core/seals/xml-document.h"

#include <string.h>

/**
 * rc_card_node_json:
 * @node: RC_JSON_NO_NODE for none
 */
RcCardNode
rc_card_node_json (const RcJson *json,
                   guint32       node)
{
  return node == RC_JSON_NO_NODE ? (RcCardNode) { 0 } : (RcCardNode) { .json = json, .node = node };
}

/**
 * rc_card_node_xml:
 * @element: (nullable):
 */
RcCardNode
rc_card_node_xml (const xmlNode *element)
{
  return (RcCardNode) { .element = element };
}

gboolean
rc_card_node_exists (RcCardNode self)
{
  return self.json != NULL ? rc_json_value_is_present (self.json, self.node) : self.element != NULL || self.attribute != NULL;
}

static gboolean
is_json (RcCardNode self,
         RcJsonType type)
{
  return self.json != NULL && rc_json_is (self.json, self.node, type);
}

static const xmlNode *
next_element (const xmlNode *node)
{
  while (node != NULL && node->type != XML_ELEMENT_NODE)
    node = node->next;
  return node;
}

gboolean
rc_card_node_is_object (RcCardNode self)
{
  return is_json (self, RC_JSON_OBJECT) || (self.element != NULL && next_element (self.element->children) != NULL);
}

gboolean
rc_card_node_is_list (RcCardNode self)
{
  return is_json (self, RC_JSON_ARRAY);
}

/* Only what stands in the format's own namespace is read. */
static gboolean
is_own (const xmlNode *parent,
        const xmlNode *child)
{
  return parent->ns != NULL && child->ns != NULL && xmlStrcmp (parent->ns->href, child->ns->href) == 0;
}

static RcCardNode
find_xml (const xmlNode *element,
          const char    *name)
{
  for (const xmlAttr *attribute = element->properties; attribute != NULL; attribute = attribute->next)
    if (attribute->ns == NULL && xmlStrcmp (attribute->name, BAD_CAST name) == 0)
      return (RcCardNode) { .attribute = attribute };
  for (const xmlNode *child = next_element (element->children); child != NULL; child = next_element (child->next))
    if (is_own (element, child) && xmlStrcmp (child->name, BAD_CAST name) == 0)
      return rc_card_node_xml (child);

  return (RcCardNode) { 0 };
}

RcCardNode
rc_card_node_member (RcCardNode  self,
                     const char *name)
{
  if (is_json (self, RC_JSON_OBJECT))
    return rc_card_node_json (self.json, rc_json_member (self.json, self.node, name));

  return self.element != NULL ? find_xml (self.element, name) : (RcCardNode) { 0 };
}

RcCardNode
rc_card_node_at (RcCardNode  self,
                 const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, "/", -1);

  for (guint i = 0; names[i] != NULL; i++)
    self = rc_card_node_member (self, names[i]);

  return self;
}

static gboolean
next_json (RcCardNode  self,
           RcCardNode *item)
{
  guint32 next;

  if (!is_json (self, RC_JSON_ARRAY))
    {
      gboolean is_first = item->json == NULL && rc_json_value_is_present (self.json, self.node);

      *item = self;
      return is_first;
    }

  next = item->json == NULL ? self.node + 1 : self.json->nodes[item->node].next;
  if (next >= self.json->nodes[self.node].next)
    return FALSE;
  *item = rc_card_node_json (self.json, next);
  return TRUE;
}

static gboolean
next_xml (const xmlNode *element,
          RcCardNode    *item)
{
  const xmlNode *child = next_element (item->element != NULL ? item->element->next : element->children);

  while (child != NULL && !is_own (element, child))
    child = next_element (child->next);
  *item = rc_card_node_xml (child);
  return child != NULL;
}

gboolean
rc_card_node_next (RcCardNode  self,
                   RcCardNode *item)
{
  if (self.json != NULL)
    return next_json (self, item);

  /* An attribute, or nothing, has no items. */
  return self.element != NULL && next_xml (self.element, item);
}

gboolean
rc_card_node_next_member (RcCardNode  self,
                          const char *name,
                          RcCardNode *item)
{
  if (self.json != NULL)
    return rc_card_node_next (rc_card_node_member (self, name), item);

  while (rc_card_node_next (self, item))
    if (rc_card_node_is_named (*item, name))
      return TRUE;

  return FALSE;
}

gboolean
rc_card_node_is_named (RcCardNode  self,
                       const char *name)
{
  return self.element != NULL && xmlStrcmp (self.element->name, BAD_CAST name) == 0;
}

char *
rc_card_node_dup_text (RcCardNode self)
{
  g_autofree char *text = NULL;

  if (!rc_card_node_exists (self) || is_json (self, RC_JSON_OBJECT) || is_json (self, RC_JSON_ARRAY))
    return NULL;

  text = self.json != NULL ? g_strstrip (rc_json_value_dup (self.json, self.node))
                           : rc_xml_text (self.attribute != NULL ? (const xmlNode *) self.attribute : self.element);
  return text[0] != '\0' ? g_steal_pointer (&text) : NULL;
}

gboolean
rc_card_node_equals (RcCardNode  self,
                     const char *text)
{
  g_autofree char *found = rc_card_node_dup_text (self);

  return g_strcmp0 (found, text) == 0;
}

/* --- Where it stands --- */

static void
append_escaped (GString    *pointer,
                const char *name)
{
  g_string_append_c (pointer, '/');
  for (const char *c = name; *c != '\0'; c++)
    if (*c == '~')
      g_string_append (pointer, "~0");
    else if (*c == '/')
      g_string_append (pointer, "~1");
    else
      g_string_append_c (pointer, *c);
}

/* The nodes of a document do not know what they stand in: the way is looked for from its root. */
static char *
dup_pointer (const RcJson *json,
             guint32       node)
{
  GString *pointer = g_string_new (NULL);
  guint32 at = 0;

  while (at != node)
    {
      gboolean is_object = rc_json_is (json, at, RC_JSON_OBJECT);
      guint32 child = at + 1;

      while (json->nodes[child].next <= node)
        child = json->nodes[child].next;
      if (is_object)
        {
          g_autofree char *name = rc_json_dup_text (json, child, NULL);

          append_escaped (pointer, name);
          child++;
        }
      else
        {
          guint index = 0;

          for (guint32 item = at + 1; item != child; item = json->nodes[item].next)
            index++;
          g_string_append_printf (pointer, "/%u", index);
        }
      at = child;
    }

  return g_string_free (pointer, FALSE);
}

/* "component[2]" where several of the name stand beside each other, else "component". */
static void
prepend_element (GString       *path,
                 const xmlNode *element)
{
  guint before = 0, after = 0;
  g_autofree char *step = NULL;

  for (const xmlNode *other = element->prev; other != NULL; other = other->prev)
    before += other->type == XML_ELEMENT_NODE && xmlStrcmp (other->name, element->name) == 0;
  for (const xmlNode *other = element->next; other != NULL && before + after == 0; other = other->next)
    after += other->type == XML_ELEMENT_NODE && xmlStrcmp (other->name, element->name) == 0;

  step = before + after > 0 ? g_strdup_printf ("/%s[%u]", (const char *) element->name, before + 1)
                            : g_strdup_printf ("/%s", (const char *) element->name);
  g_string_prepend (path, step);
}

static char *
dup_path (const xmlNode *element,
          const xmlAttr *attribute)
{
  GString *path = g_string_new (NULL);

  if (attribute != NULL)
    {
      g_string_printf (path, "/@%s", (const char *) attribute->name);
      element = attribute->parent;
    }
  for (; element != NULL && element->type == XML_ELEMENT_NODE; element = element->parent)
    prepend_element (path, element);

  return g_string_free (path, FALSE);
}

char *
rc_card_node_dup_locator (RcCardNode self)
{
  return self.json != NULL ? dup_pointer (self.json, self.node) : dup_path (self.element, self.attribute);
}

gint64
rc_card_node_offset (RcCardNode self)
{
  return self.json != NULL ? (gint64) self.json->nodes[self.node].offset : -1;
}
