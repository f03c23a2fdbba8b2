/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/xml-document.h"

#include <string.h>

#include <libxml/parser.h>

#include "core/base64.h"
#include "core/bounds.h"
#include "core/display-text.h"

struct _RcXmlDocument
{
  xmlDoc     *document;
  GHashTable *ids;          /* text → xmlNode; borrowed from @document */
  GHashTable *twice;        /* set of text */
};

void
rc_xml_document_free (RcXmlDocument *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->twice, g_hash_table_unref);
  xmlFreeDoc (self->document);
  g_free (self);
}

/* --- Reading --- */

static void
refuse_doctype (void          *data,
                const xmlChar *name,
                const xmlChar *external,
                const xmlChar *system)
{
  xmlParserCtxt *context = data;
  gboolean *has_doctype = context->_private;

  *has_doctype = TRUE;
  xmlStopParser (context);
}

static xmlDoc *
read_document (const void *bytes,
               gsize       length,
               gboolean   *out_has_doctype)
{
  xmlParserCtxt *context = xmlNewParserCtxt ();
  xmlDoc *document;

  *out_has_doctype = FALSE;
  if (context == NULL)
    return NULL;

  xmlResetLastError ();
  context->_private = out_has_doctype;
  context->sax->internalSubset = refuse_doctype;
  document = xmlCtxtReadMemory (context, bytes, (int) length, NULL, NULL,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOXINCNODE);
  if (*out_has_doctype && document != NULL)
    {
      xmlFreeDoc (document);
      document = NULL;
    }
  xmlFreeParserCtxt (context);
  return document;
}

static void
add_id (RcXmlDocument *self,
        xmlNode       *element,
        const xmlAttr *attribute)
{
  xmlChar *value;

  if (xmlStrcmp (attribute->name, BAD_CAST "Id") != 0 && xmlStrcmp (attribute->name, BAD_CAST "ID") != 0
      && xmlStrcmp (attribute->name, BAD_CAST "id") != 0)
    return;

  value = xmlNodeGetContent ((const xmlNode *) attribute);
  if (value != NULL && g_hash_table_contains (self->ids, value) && g_hash_table_lookup (self->ids, value) != element)
    g_hash_table_add (self->twice, g_strdup ((const char *) value));
  else if (value != NULL)
    g_hash_table_insert (self->ids, g_strdup ((const char *) value), element);
  xmlFree (value);
}

/* What canonical form costs grows with elements times namespaces. */
static gboolean
index_ids (RcXmlDocument *self)
{
  const xmlNode *top = (const xmlNode *) self->document;
  guint n_elements = 0;
  guint n_spaces = 0;

  for (xmlNode *node = rc_xml_walk (top, top); node != NULL; node = rc_xml_walk (node, top))
    {
      guint n_attributes = 0;

      if (node->type != XML_ELEMENT_NODE)
        continue;
      n_elements++;
      for (const xmlNs *space = node->nsDef; space != NULL; space = space->next)
        n_spaces++;
      if (n_elements > RC_LIMIT_XML_ELEMENTS || n_spaces > RC_LIMIT_XML_NAMESPACES)
        return FALSE;
      for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
        {
          if (++n_attributes > RC_LIMIT_XML_ATTRIBUTES)
            return FALSE;
          add_id (self, node, attribute);
        }
    }
  return TRUE;
}

/**
 * rc_xml_document_parse:
 * @bytes: tainted
 * @out_document: (out) (transfer full) (nullable): set with %RC_XML_READ alone
 */
RcXmlResult
rc_xml_document_parse (const void     *bytes,
                       gsize           length,
                       RcXmlDocument **out_document)
{
  g_autoptr (RcXmlDocument) self = g_new0 (RcXmlDocument, 1);
  gboolean has_doctype;

  *out_document = NULL;
  if (length > RC_LIMIT_SEAL_FILE_BYTES)
    return RC_XML_LIMIT;

  self->document = read_document (bytes, length, &has_doctype);
  if (has_doctype)
    return RC_XML_DOCTYPE;
  if (self->document == NULL)
    return RC_XML_MALFORMED;

  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->twice = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!index_ids (self))
    return RC_XML_LIMIT;

  *out_document = g_steal_pointer (&self);
  return RC_XML_READ;
}

/* The reader keeps its last complaint for each thread. */
static char *
dup_malformed (void)
{
  const xmlError *complaint = xmlGetLastError ();
  g_autofree char *message = complaint != NULL ? g_strdup (complaint->message) : NULL;
  g_autofree char *shown = message != NULL ? rc_display_text (g_strstrip (message), -1, RC_LIMIT_SHOWN_BYTES) : NULL;

  if (shown == NULL)
    return g_strdup ("is no well-formed XML document");
  return g_strdup_printf ("line %d: is no well-formed XML: %s", complaint->line, shown);
}

/**
 * rc_xml_document_dup_refusal:
 * @result: what rc_xml_document_parse() just answered in this thread; not %RC_XML_READ
 *
 * Returns: (transfer full): the rest of a sentence on why it was not read, with the line where there is one; safe to show
 */
char *
rc_xml_document_dup_refusal (RcXmlResult result)
{
  if (result == RC_XML_DOCTYPE)
    return g_strdup ("has a document type, which is not read");
  if (result == RC_XML_LIMIT)
    return g_strdup ("has more elements, namespaces or attributes than are read");
  return dup_malformed ();
}

xmlDoc *
rc_xml_document_peek (const RcXmlDocument *self)
{
  return self->document;
}

xmlNode *
rc_xml_document_find_id (const RcXmlDocument *self,
                         const char          *id,
                         gboolean            *out_is_twice)
{
  *out_is_twice = g_hash_table_contains (self->twice, id);
  return g_hash_table_lookup (self->ids, id);
}

/* --- Walking --- */

gboolean
rc_xml_is (const xmlNode *node,
           const char    *space,
           const char    *name)
{
  return node->type == XML_ELEMENT_NODE && xmlStrcmp (node->name, BAD_CAST name) == 0 && node->ns != NULL
         && xmlStrcmp (node->ns->href, BAD_CAST space) == 0;
}

xmlNode *
rc_xml_child (const xmlNode *parent,
              const char    *space,
              const char    *name)
{
  for (xmlNode *child = parent != NULL ? parent->children : NULL; child != NULL; child = child->next)
    if (rc_xml_is (child, space, name))
      return child;
  return NULL;
}

xmlNode *
rc_xml_next (const xmlNode *node)
{
  for (xmlNode *next = node->next; next != NULL; next = next->next)
    if (rc_xml_is (next, (const char *) node->ns->href, (const char *) node->name))
      return next;
  return NULL;
}

xmlNode *
rc_xml_walk (const xmlNode *node,
             const xmlNode *top)
{
  if (node->children != NULL && node->type != XML_ENTITY_REF_NODE)
    return node->children;

  while (node != top && node->next == NULL)
    node = node->parent;
  return node == top ? NULL : node->next;
}

gboolean
rc_xml_is_below (const xmlNode *node,
                 const xmlNode *top)
{
  for (const xmlNode *at = node; at != NULL; at = at->parent)
    if (at == top)
      return TRUE;
  return FALSE;
}

/* --- Texts --- */

char *
rc_xml_attribute (const xmlNode *node,
                  const char    *name)
{
  xmlChar *value = xmlGetNoNsProp (node, BAD_CAST name);
  char *copy = g_strdup ((const char *) value);

  xmlFree (value);
  return copy;
}

char *
rc_xml_text (const xmlNode *node)
{
  xmlChar *value = xmlNodeGetContent (node);
  char *copy = g_strdup (value != NULL ? (const char *) value : "");

  xmlFree (value);
  return g_strstrip (copy);
}

char *
rc_xml_line (const xmlNode *node)
{
  g_autofree char *text = rc_xml_text (node);
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n", -1);
  g_autoptr (GString) line = g_string_new (NULL);

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", *word);

  return g_strdup (line->str);
}

GBytes *
rc_xml_base64 (const xmlNode *node)
{
  xmlChar *value = xmlNodeGetContent (node);
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const xmlChar *at = value; at != NULL && *at != '\0'; at++)
    if (!g_ascii_isspace (*at))
      g_string_append_c (digits, (char) *at);

  xmlFree (value);
  return digits->len > 0 ? rc_base64_decode (digits->str, digits->len, RC_BASE64_STANDARD) : NULL;
}
