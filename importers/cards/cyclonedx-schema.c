/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cyclonedx-rules.h"

#include "core/exception.h"
#include "core/seals/xml-document.h"

#include <string.h>

#include <gio/gio.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include "importers/cards/cards-resource.h"

/*
 * The schemas are compiled in, one for each version: nothing is fetched, and no catalogue is asked. What versions have in common is put into
 * the schema of each, whose namespace it then has.
 */

#define NAMESPACE "http://cyclonedx.org/schema/bom/"

typedef struct
{
  const char *version;
  const char *resource;
  xmlDoc     *document;   /* (nullable): what @schema was made from, and points into */
  xmlSchema  *schema;     /* (nullable): not yet made */
} Version;

static Version versions[] = {
  { "1.5", "/recount/cards/cyclonedx-1.5.xsd", NULL, NULL },
  { "1.6", "/recount/cards/cyclonedx-1.6.xsd", NULL, NULL },
  { "1.7", "/recount/cards/cyclonedx-1.7.xsd", NULL, NULL },
};

/* --- The schemas --- */

static xmlDoc *
read_resource (const char *path)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (rc_cards_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_return_val_if_fail (bytes != NULL, NULL);
  return xmlReadMemory (g_bytes_get_data (bytes, NULL), (int) g_bytes_get_size (bytes), NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOBLANKS);
}

static void
compile (Version *version)
{
  xmlDoc *document = read_resource (version->resource);
  xmlDoc *common = read_resource ("/recount/cards/cyclonedx-common.xsd");
  xmlNode *root = xmlDocGetRootElement (document);
  xmlSchemaParserCtxt *parser;

  for (xmlNode *part = xmlDocGetRootElement (common)->children; part != NULL; part = part->next)
    if (part->type == XML_ELEMENT_NODE)
      xmlAddChild (root, xmlDocCopyNode (part, document, 1));
  xmlReconciliateNs (document, root);

  parser = xmlSchemaNewDocParserCtxt (document);
  version->schema = xmlSchemaParse (parser);
  version->document = document;
  xmlSchemaFreeParserCtxt (parser);
  xmlFreeDoc (common);
}

/* Kept once made, for as long as the program runs. */
static xmlSchema *
peek_schema (Version *version)
{
  static GMutex mutex;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  if (version->schema == NULL)
    compile (version);
  return version->schema;
}

static Version *
find_version (const xmlNode *root)
{
  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_autofree char *name = g_strconcat (NAMESPACE, versions[i].version, NULL);

      if (rc_xml_is (root, name, "bom"))
        return &versions[i];
    }

  return NULL;
}

/* --- A document --- */

/* The first rule that it breaks. */
typedef struct
{
  char *message;
  long  line;
} Breach;

static void
keep_first (void           *data,
            const xmlError *fault)
{
  Breach *self = data;

  if (self->message != NULL)
    return;

  self->message = g_strstrip (g_strdup (fault->message != NULL ? fault->message : "a rule of the schema"));
  self->line = fault->node != NULL ? xmlGetLineNo (fault->node) : fault->line;
}

static void
validate (xmlDoc    *document,
          xmlSchema *schema,
          Breach    *breach)
{
  xmlSchemaValidCtxt *context;

  /* Without one the library would look for those that the document names. */
  if (schema == NULL)
    {
      breach->message = g_strdup ("the program's own schema is spoiled");
      return;
    }

  context = xmlSchemaNewValidCtxt (schema);
  xmlSchemaSetValidStructuredErrors (context, (xmlStructuredErrorFunc) keep_first, breach);
  if (xmlSchemaValidateDoc (context, document) != 0 && breach->message == NULL)
    breach->message = g_strdup ("a rule of the schema");
  xmlSchemaFreeValidCtxt (context);
}

/* Each reference is given once, wherever it stands. A set of those that were met finds the second in one pass. */
static void
check_references (const xmlNode *root,
                  Breach        *breach)
{
  g_autoptr (GHashTable) met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (xmlNode *node = (xmlNode *) root->children; node != NULL && breach->message == NULL; node = rc_xml_walk (node, root))
    {
      g_autofree char *reference = node->type == XML_ELEMENT_NODE ? rc_xml_attribute (node, "bom-ref") : NULL;

      if (reference == NULL)
        continue;
      if (g_hash_table_contains (met, reference))
        {
          breach->message = g_strdup_printf ("bom-ref “%.200s” is given to two things", reference);
          breach->line = xmlGetLineNo (node);
        }
      g_hash_table_add (met, g_steal_pointer (&reference));
    }
}

static gboolean
refuse (RcCardClaims  *claims,
        const char    *version,
        const Breach  *breach,
        GError       **error)
{
  g_autofree char *valid = g_utf8_make_valid (breach->message, -1);
  g_autofree char *found = g_strdup_printf ("line %ld: %.400s", breach->line, valid);
  g_autofree char *whole = g_utf8_make_valid (found, -1);
  g_autofree char *expected = g_strdup_printf ("a document that keeps the schema of CycloneDX %s", version);

  return rc_import_sink_set_aside (claims->sink, RC_IMPORT_SOURCE, 1, -1, RC_EXCEPTION_UNREADABLE_RECORD, expected, whole,
                                   "A CycloneDX BOM breaks a rule of its format, and nothing of it is read.", error);
}

/**
 * rc_cyclonedx_check_schema:
 * @claims: told of a breach; nothing is claimed
 *
 * Returns: %FALSE with @error where the case could not be written
 */
gboolean
rc_cyclonedx_check_schema (RcCardClaims  *claims,
                           xmlDoc        *document,
                           gboolean      *out_keeps,
                           GError       **error)
{
  const xmlNode *root = xmlDocGetRootElement (document);
  Version *version = root != NULL ? find_version (root) : NULL;
  Breach breach = { NULL, 0 };
  gboolean told;

  *out_keeps = FALSE;
  if (version == NULL)
    return rc_import_sink_set_aside (claims->sink, RC_IMPORT_SOURCE, 1, -1, RC_EXCEPTION_UNREADABLE_RECORD,
                                     "a bom of CycloneDX 1.5, 1.6 or 1.7", "another root element or version",
                                     "A CycloneDX BOM is of a version that is not read.", error);

  validate (document, peek_schema (version), &breach);
  if (breach.message == NULL)
    check_references (root, &breach);
  if (breach.message == NULL)
    {
      *out_keeps = TRUE;
      return TRUE;
    }

  told = refuse (claims, version->version, &breach, error);
  g_free (breach.message);
  return told;
}
