/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "law-parts.h"

#include <libxml/xmlschemas.h>

#include "core/display-text.h"
#include "core/law-resource.h"
#include "core/seals/xml-document.h"

#define SCHEMA          RC_RESOURCE_PREFIX "/law/law.xsd"
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
  /* There is but one namespace. */
  g_string_replace (first, "{" RC_LAW_SPACE "}", "", 0);
}

static xmlSchema *
parse_schema (GString *complaint)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resource_lookup_data (rc_law_get_resource (), SCHEMA, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  xmlSchemaParserCtxt *context;
  xmlSchema *schema;

  if (bytes == NULL)
    {
      g_string_append (complaint, error->message);
      return NULL;
    }

  context = xmlSchemaNewMemParserCtxt (g_bytes_get_data (bytes, NULL), (int) g_bytes_get_size (bytes));
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

/**
 * rc_law_check_schema:
 * @document: read without a document type
 *
 * Holds a catalogue against the schema that is compiled in. Nothing is fetched from anywhere.
 */
gboolean
rc_law_check_schema (xmlDoc  *document,
                     GError **error)
{
  const xmlNode *foreign = find_foreign_schema (document);
  const xmlNode *root = xmlDocGetRootElement (document);
  g_autoptr (GString) complaint = g_string_new (NULL);
  g_autofree char *shown = NULL;
  xmlSchema *schema;
  gboolean valid;

  if (foreign != NULL)
    {
      g_set_error (error, RC_LAW_ERROR, RC_LAW_ERROR_INVALID,
                   "line %ld: names a schema of its own; criteria are held against the program's schema alone", xmlGetLineNo (foreign));
      return FALSE;
    }

  /* Any element of the schema would do as the root of a document. */
  if (!rc_xml_is (root, RC_LAW_SPACE, "law"))
    {
      g_set_error (error, RC_LAW_ERROR, RC_LAW_ERROR_INVALID, "line %ld: the root element is not “law” of the namespace “%s”",
                   xmlGetLineNo (root), RC_LAW_SPACE);
      return FALSE;
    }

  schema = parse_schema (complaint);
  valid = schema != NULL && is_valid (schema, document, complaint);
  xmlSchemaFree (schema);
  if (valid)
    return TRUE;

  shown = rc_display_text (complaint->len > 0 ? complaint->str : "the schema could not be applied", -1, SHOWN_BYTES);
  g_set_error_literal (error, RC_LAW_ERROR, RC_LAW_ERROR_INVALID, shown);
  return FALSE;
}
