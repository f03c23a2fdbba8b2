/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/xml-coverage.h"

#include "core/seals/xades.h"

static gboolean
is_taken (const xmlNode *node,
          GPtrArray     *taken)
{
  return g_ptr_array_find (taken, node, NULL);
}

/* An attribute says something, but for an id and what XML itself defines. */
static gboolean
has_attribute (const xmlNode *element)
{
  for (const xmlAttr *attribute = element->properties; attribute != NULL; attribute = attribute->next)
    if (attribute->ns == NULL && g_ascii_strcasecmp ((const char *) attribute->name, "id") != 0)
      return TRUE;
  return FALSE;
}

/* What only holds other elements says nothing of its own. */
static gboolean
says_something (const xmlNode *node)
{
  switch (node->type)
    {
    case XML_ELEMENT_NODE:
      return node->children == NULL || has_attribute (node);
    case XML_TEXT_NODE:
    case XML_CDATA_SECTION_NODE:
      return xmlIsBlankNode ((xmlNode *) node) == 0;
    default:
      return FALSE;
    }
}

/* The next node behind all that is in @node. */
static const xmlNode *
skip (const xmlNode *node,
      const xmlNode *top)
{
  while (node != top && node->next == NULL)
    node = node->parent;
  return node == top ? NULL : node->next;
}

/* Signatures are looked at for themselves; properties of XAdES only describe one. */
static gboolean
is_apart (const xmlNode *node)
{
  return rc_xml_is (node, RC_XML_DSIG, "Signature") || rc_xml_is (node, RC_XADES, "QualifyingProperties");
}

static guint
count_below (const xmlNode *top,
             GPtrArray     *taken)
{
  const xmlNode *node = top->children;
  guint n_uncovered = 0;

  while (node != NULL)
    {
      gboolean is_done = is_taken (node, taken) || is_apart (node);

      n_uncovered += !is_done && says_something (node) ? 1 : 0;
      node = is_done ? skip (node, top) : rc_xml_walk (node, top);
    }
  return n_uncovered;
}

/* The objects of a signature hold what an enveloping one signs. */
static guint
count_objects (const xmlNode *signature,
               GPtrArray     *taken)
{
  guint n_uncovered = 0;

  for (const xmlNode *object = rc_xml_child (signature, RC_XML_DSIG, "Object"); object != NULL; object = rc_xml_next (object))
    n_uncovered += is_taken (object, taken) ? 0 : count_below (object, taken);
  return n_uncovered;
}

guint
rc_xml_coverage_count (const RcXmlDocument  *document,
                       const RcXmlSignature *signature,
                       GPtrArray            *taken,
                       gboolean              leaves_out)
{
  const xmlNode *top = (const xmlNode *) rc_xml_document_peek (document);
  gboolean is_whole = is_taken (top, taken);
  guint n_uncovered = is_whole ? 0 : count_below (top, taken);

  for (const xmlNode *node = rc_xml_walk (top, top); node != NULL; node = rc_xml_walk (node, top))
    {
      if (rc_xml_is (node, RC_XML_DSIG, "Signature") && (!is_whole || leaves_out || node == signature->node))
        n_uncovered += count_objects (node, taken);
    }
  return n_uncovered;
}
