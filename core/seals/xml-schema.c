/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "xml-schema.h"

#include <libxml/xmlschemas.h>

#include "core/display-text.h"
#include "core/seals/xml-document.h"

#define SCHEMA_INSTANCE "http://www.w3.org/2001/XMLSchema-instance"
#define SHOWN_BYTES     400

/* An attribute of a document can name schemas to be fetched from elsewhere, and the validator would follow it. */
static const xmlNode *
find_foreign_schema (xmlDoc *document)
{
  const xmlNode *top = (const xmlNode *) document;

  for (const xmlNode *node = rc_xml_walk (top, top); node != NULL; node = rc_xml_walk (node, top))
    for (const xmlAttr *attribute = node->type == XML_ELEMENT_NODE ? node->properties : NULL; attribute != NULL;
         attribute = attribute->next)
      if (attribute->ns != NULL && xmlStrcmp (attribute->ns->href, BAD_CAST SCHEMA_INSTANCE) == 0)
        return node;
  return NULL;
}

/* The first complaint is the cause; those that follow from it say less. */
static void
keep_first (void        *data,
            xmlErrorPtr  complaint)
{
  GString *first = data;
  g_autofree char *message = NULL;

  if (first->len > 0 || complaint->message == NULL)
    return;

  message = g_strdup (complaint->message);
  g_string_printf (first, "line %d: %s", complaint->line, g_strstrip (message));
}

static xmlSchema *
parse_schema (GBytes  *bytes,
              GString *complaint)
{
  xmlSchemaParserCtxt *context = xmlSchemaNewMemParserCtxt (g_bytes_get_data (bytes, NULL), (int) g_bytes_get_size (bytes));
  xmlSchema *schema;

  if (context == NULL)
    return NULL;

  xmlSchemaSetParserStructuredErrors (context, keep_first, complaint);
  schema = xmlSchemaParse (context);
  xmlSchemaFreeParserCtxt (context);
  return schema;
}

static gboolean
is_valid (xmlSchema *schema,
          xmlDoc    *document,
          GString   *complaint)
{
  xmlSchemaValidCtxt *context = xmlSchemaNewValidCtxt (schema);
  int result;

  if (context == NULL)
    return FALSE;

  xmlSchemaSetValidStructuredErrors (context, keep_first, complaint);
  result = xmlSchemaValidateDoc (context, document);
  xmlSchemaFreeValidCtxt (context);
  return result == 0;
}

/* There is but one namespace, and it says nothing to a reader. */
static char *
dup_shown (GString    *complaint,
           const char *space)
{
  g_autofree char *prefix = g_strdup_printf ("{%s}", space);

  if (complaint->len == 0)
    return g_strdup ("the schema could not be applied");
  g_string_replace (complaint, prefix, "", 0);
  return rc_display_text (complaint->str, -1, SHOWN_BYTES);
}

/**
 * rc_xml_schema_check:
 * @document: read without a document type
 * @schema: compiled in
 * @space: the one namespace of the document
 * @root: the one element that may be its root
 * @out_complaint: (out) (transfer full): what is wrong, safe to show: with the line where there is one
 *
 * Returns: whether the schema accepts the document
 */
gboolean
rc_xml_schema_check (xmlDoc      *document,
                     GBytes      *schema,
                     const char  *space,
                     const char  *root,
                     char       **out_complaint)
{
  const xmlNode *foreign = find_foreign_schema (document);
  const xmlNode *top = xmlDocGetRootElement (document);
  g_autoptr (GString) complaint = g_string_new (NULL);
  xmlSchema *parsed;
  gboolean valid;

  *out_complaint = NULL;
  if (foreign != NULL)
    {
      *out_complaint = g_strdup_printf ("line %ld: names a schema of its own; it is held against the program's schema alone",
                                        xmlGetLineNo (foreign));
      return FALSE;
    }

  /* Any element of the schema would do as the root of a document. */
  if (!rc_xml_is (top, space, root))
    {
      *out_complaint = g_strdup_printf ("line %ld: the root element is not “%s” of the namespace “%s”", xmlGetLineNo (top), root, space);
      return FALSE;
    }

  parsed = parse_schema (schema, complaint);
  valid = parsed != NULL && is_valid (parsed, document, complaint);
  xmlSchemaFree (parsed);
  if (!valid)
    *out_complaint = dup_shown (complaint, space);
  return valid;
}
