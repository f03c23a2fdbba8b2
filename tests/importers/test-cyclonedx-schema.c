/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/cards/cyclonedx.h"

#include "card-fixture.h"
#include "cyclonedx-sample.h"

#include "core/exception.h"

#include <string.h>

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

/*
 * The program's own schemas against the published ones of the corpus: on every sample, and on every sample with each of its elements and
 * attributes spoiled in turn. What the program refuses, the published schema must refuse too; what the published schema refuses, the program
 * may accept only where the fault lies in a part that is not read.
 */

static const char * const versions[] = { "1.5", "1.6", "1.7" };

/* Parts that are not read; and the list of licences, which is not the program's. */
static const char * const unread[] = {
  "services", "service", "compositions", "vulnerabilities", "definitions", "citations", "swid", "cpe", "evidence", "releaseNotes",
  "patches", "graphics", "sensitiveData", "governance", "address", "licensing", "energyProviders", "co2CostEquivalent", "co2CostOffset",
  "resourceReferences", "tasks", "trigger", "steps", "workspaces", "parameters", "environmentVars", "assessors", "claims",
  "counterClaims", "mitigationStrategies", "organizations", "patentAssertions", "cryptoProperties", "tags", "expression-detailed",
  "distributionConstraints", NULL
};

/* --- The published schemas --- */

static xmlExternalEntityLoader default_loader;

/* The list of licences is imported from an address: it stands beside the schemas. */
static xmlParserInput *
load_beside (const char    *url,
             const char    *id,
             xmlParserCtxt *context)
{
  g_autofree char *local = NULL;

  if (url != NULL && g_str_equal (url, "http://cyclonedx.org/schema/spdx"))
    local = g_build_filename (g_getenv ("RECOUNT_CORPUS"), "model-cards", "cyclonedx", "schema", "spdx.xsd", NULL);
  g_assert_true (local != NULL || !g_str_has_prefix (url, "http"));
  return default_loader (local != NULL ? local : url, id, context);
}

static xmlSchema *
compile_published (const char *version)
{
  const char *corpus = g_getenv ("RECOUNT_CORPUS");
  g_autofree char *name = g_strdup_printf ("bom-%s.xsd", version);
  g_autofree char *path = corpus != NULL ? g_build_filename (corpus, "model-cards", "cyclonedx", "schema", name, NULL) : NULL;
  xmlSchemaParserCtxt *parser;
  xmlSchema *schema;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;

  default_loader = xmlGetExternalEntityLoader ();
  xmlSetExternalEntityLoader (load_beside);
  parser = xmlSchemaNewParserCtxt (path);
  schema = xmlSchemaParse (parser);
  xmlSchemaFreeParserCtxt (parser);
  xmlSetExternalEntityLoader (default_loader);
  g_assert_nonnull (schema);
  return schema;
}

static void
ignore (void           *data,
        const xmlError *fault)
{
}

static gboolean
published_accepts (xmlSchema *schema,
                   xmlDoc    *document)
{
  xmlSchemaValidCtxt *context = xmlSchemaNewValidCtxt (schema);
  gboolean accepts;

  xmlSchemaSetValidStructuredErrors (context, (xmlStructuredErrorFunc) ignore, NULL);
  accepts = xmlSchemaValidateDoc (context, document) == 0;
  xmlSchemaFreeValidCtxt (context);
  return accepts;
}

static gboolean
program_accepts (xmlDoc *document)
{
  g_autoptr (RecordingSink) sink = NULL;
  xmlChar *text;
  int length;
  gboolean accepts;

  xmlDocDumpMemory (document, &text, &length);
  sink = card_fixture_import (rc_cyclonedx_importer (), (const char *) text, (gsize) length);
  xmlFree (text);
  accepts = sink->entities->len > 0;
  /* What is refused is refused whole, with one reason; what is accepted is one card at least. */
  g_assert_true (accepts || (sink->claims->len == 0 && sink->asides->len == 1));
  return accepts;
}

/* --- Spoiling --- */

static gboolean
is_unread (const xmlNode *node)
{
  gboolean is_licence = xmlStrcmp (node->name, BAD_CAST "id") == 0 && xmlStrcmp (node->parent->name, BAD_CAST "license") == 0;

  for (const xmlNode *at = node; at != NULL && at->type == XML_ELEMENT_NODE; at = at->parent)
    if (g_strv_contains (unread, (const char *) at->name))
      return TRUE;
  return is_licence;
}

typedef struct
{
  xmlSchema *published;
  xmlDoc    *document;
  guint      n;             /* spoiled documents */
  guint      n_refused;     /* by both */
  guint      n_unread;      /* by the published schema alone */
} Comparison;

/* @node: what was spoiled, or the parent of what is no longer there. */
static void
compare (Comparison    *self,
         const xmlNode *node,
         const char    *what)
{
  gboolean published = published_accepts (self->published, self->document);
  gboolean program = program_accepts (self->document);

  self->n++;
  self->n_refused += !published && !program;
  if (published == program)
    return;
  if (!published && is_unread (node))
    {
      self->n_unread++;
      return;
    }

  g_test_message ("%s of %s under %s: the published schema %s it, the program %s it", what, (const char *) node->name,
                  (const char *) node->parent->name, published ? "accepts" : "refuses", program ? "accepts" : "refuses");
  g_test_fail ();
}

static void
spoil_text (Comparison *self,
            xmlNode    *node,
            const char *wrong)
{
  xmlChar *before = xmlNodeGetContent (node);

  if (node->children != NULL && node->children == node->last && node->children->type == XML_TEXT_NODE)
    {
      xmlNodeSetContent (node, BAD_CAST wrong);
      compare (self, node, "another text");
      xmlNodeSetContent (node, before);
    }
  xmlFree (before);
}

static void
spoil_attributes (Comparison *self,
                  xmlNode    *node)
{
  for (xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
    {
      g_autofree char *name = g_strdup ((const char *) attribute->name);
      xmlChar *before = xmlNodeGetContent ((xmlNode *) attribute);

      if (attribute->ns == NULL)
        {
          xmlSetProp (node, BAD_CAST name, BAD_CAST "?");
          compare (self, node, "another attribute");
          xmlSetProp (node, BAD_CAST name, BAD_CAST "");
          compare (self, node, "an empty attribute");
          xmlSetProp (node, BAD_CAST name, before);
        }
      xmlFree (before);
    }

  xmlSetProp (node, BAD_CAST "bom-ref", BAD_CAST "bom-ref-of-a-test");
  compare (self, node, "one attribute more");
  xmlUnsetProp (node, BAD_CAST "bom-ref");
}

static void
spoil_attribute_away (Comparison *self,
                      xmlNode    *node)
{
  static const char * const names[] = { "type", "ref", "alg", "name", "bom-ref", "version", "serialNumber" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      xmlChar *before = xmlGetNoNsProp (node, BAD_CAST names[i]);

      if (before == NULL)
        continue;
      xmlUnsetProp (node, BAD_CAST names[i]);
      compare (self, node, "an attribute fewer");
      xmlSetProp (node, BAD_CAST names[i], before);
      xmlFree (before);
    }
}

static void
spoil_element (Comparison *self,
               xmlNode    *node)
{
  xmlNode *next = node->next;
  xmlNode *parent = node->parent;
  g_autofree char *name = g_strdup ((const char *) node->name);
  xmlNode *copy;

  xmlNodeSetName (node, BAD_CAST "unheardOf");
  compare (self, node, "another name");
  xmlNodeSetName (node, BAD_CAST name);

  copy = xmlDocCopyNode (node, self->document, 1);
  xmlAddNextSibling (node, copy);
  compare (self, node, "twice");
  xmlUnlinkNode (copy);
  xmlFreeNode (copy);

  copy = xmlNewChild (node, node->ns, BAD_CAST "unheardOf", NULL);
  compare (self, node, "one child more");
  xmlUnlinkNode (copy);
  xmlFreeNode (copy);

  if (parent->children != node)
    {
      xmlUnlinkNode (node);
      xmlAddPrevSibling (parent->children, node);
      compare (self, node, "put first");
      xmlUnlinkNode (node);
      if (next != NULL)
        xmlAddPrevSibling (next, node);
      else
        xmlAddChild (parent, node);
    }
}

static void
spoil_away (Comparison *self,
            xmlNode    *node)
{
  xmlNode *next = node->next;
  xmlNode *parent = node->parent;

  xmlUnlinkNode (node);
  compare (self, parent, "a child fewer");
  if (next != NULL)
    xmlAddPrevSibling (next, node);
  else
    xmlAddChild (parent, node);
}

static void
spoil_all (Comparison *self,
           xmlNode    *node)
{
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      spoil_all (self, child);

  if (node->parent->type != XML_ELEMENT_NODE)
    return;
  spoil_text (self, node, "?");
  spoil_text (self, node, "");
  if (xmlHasProp (node, BAD_CAST "bom-ref") == NULL)
    spoil_attributes (self, node);
  spoil_attribute_away (self, node);
  spoil_element (self, node);
  spoil_away (self, node);
}

static void
compare_all (const char *name,
             const char *text,
             gsize       length,
             xmlSchema  *published)
{
  Comparison comparison = { .published = published };

  comparison.document = xmlReadMemory (text, (int) length, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOBLANKS);
  g_assert_nonnull (comparison.document);
  g_assert_true (published_accepts (published, comparison.document));
  g_assert_true (program_accepts (comparison.document));
  spoil_all (&comparison, xmlDocGetRootElement (comparison.document));
  g_test_message ("%s: %u spoiled, %u refused by both, %u by the published schema alone, in parts that are not read", name, comparison.n,
                  comparison.n_refused, comparison.n_unread);
  g_assert_cmpuint (comparison.n_refused, >, 0);
  xmlFreeDoc (comparison.document);
}

/* --- Tests --- */

static void
test_corpus (gconstpointer data)
{
  const char *version = data;
  xmlSchema *published = compile_published (version);
  g_autofree char *folder = NULL;
  g_autofree char *ending = g_strdup_printf ("-%s.xml", version);
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint n = 0;

  if (published == NULL)
    {
      g_test_skip ("no corpus at RECOUNT_CORPUS");
      return;
    }

  folder = g_build_filename (g_getenv ("RECOUNT_CORPUS"), "model-cards", "cyclonedx", NULL);
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      gsize length;

      if (!g_str_has_suffix (name, ending))
        continue;
      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      compare_all (name, text, length, published);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
  xmlSchemaFree (published);
}

static void
test_sample (gconstpointer data)
{
  const char *version = data;
  xmlSchema *published = compile_published (version);
  g_autofree char *text = cyclonedx_sample_xml (version);

  if (published == NULL)
    {
      g_test_skip ("no corpus at RECOUNT_CORPUS");
      return;
    }

  compare_all (version, text, strlen (text), published);
  xmlSchemaFree (published);
}

/* The line and the rule are told, and nothing else. */
static void
test_told (void)
{
  g_autofree char *text = cyclonedx_sample_xml ("1.6");
  g_autoptr (GString) spoiled = g_string_new (text);
  g_autoptr (GString) twice = g_string_new (text);
  g_autoptr (RecordingSink) sink = NULL;
  g_autoptr (RecordingSink) again = NULL;
  const RecordedAside *aside;

  g_string_replace (spoiled, "<name>kreditcheck</name><version>3</version>\n<hashes>", "<version>3</version>\n<hashes>", 1);
  sink = card_fixture_import (rc_cyclonedx_importer (), spoiled->str, spoiled->len);
  g_assert_cmpuint (sink->entities->len, ==, 0);
  card_fixture_assert_only_aside (sink, RC_EXCEPTION_UNREADABLE_RECORD, -1);
  aside = recording_sink_find_aside (sink, RC_EXCEPTION_UNREADABLE_RECORD);
  g_assert_cmpstr (aside->expected, ==, "a document that keeps the schema of CycloneDX 1.6");
  g_assert_true (g_str_has_prefix (aside->found, "line 9: "));
  g_assert_nonnull (strstr (aside->found, "name"));

  g_string_replace (twice, "bom-ref=\"data-1\"", "bom-ref=\"model\"", 1);
  again = card_fixture_import (rc_cyclonedx_importer (), twice->str, twice->len);
  g_assert_cmpuint (again->entities->len, ==, 0);
  aside = recording_sink_find_aside (again, RC_EXCEPTION_UNREADABLE_RECORD);
  g_assert_nonnull (strstr (aside->found, "bom-ref “model” is given to two things"));
}

static xmlParserInput *
load_nothing (const char    *url,
              const char    *id,
              xmlParserCtxt *context)
{
  g_test_message ("something is fetched: %s", url);
  g_test_fail ();
  return NULL;
}

/* A document may say where its schema is to be had: nothing is fetched, and the program's own schema counts. */
static void
test_outside (void)
{
  static const char hint[] = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                             "xsi:schemaLocation=\"http://cyclonedx.org/schema/bom/1.6 file:///etc/passwd https://vendor.example/ns x.xsd\" xmlns:x=";
  g_autofree char *text = cyclonedx_sample_xml ("1.6");
  g_autoptr (GString) hinted = g_string_new (text);
  g_autoptr (RecordingSink) sink = NULL;

  g_string_replace (hinted, "xmlns:x=", hint, 1);
  default_loader = xmlGetExternalEntityLoader ();
  xmlSetExternalEntityLoader (load_nothing);
  sink = card_fixture_import (rc_cyclonedx_importer (), hinted->str, hinted->len);
  xmlSetExternalEntityLoader (default_loader);
  g_assert_cmpuint (sink->asides->len, ==, 0);
  g_assert_nonnull (card_fixture_find (sink, RC_PROPERTY_DESCRIBES, "kreditcheck/3"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_autofree char *corpus = g_strdup_printf ("/cyclonedx-schema/corpus/%s", versions[i]);
      g_autofree char *sample = g_strdup_printf ("/cyclonedx-schema/sample/%s", versions[i]);

      g_test_add_data_func (corpus, versions[i], test_corpus);
      g_test_add_data_func (sample, versions[i], test_sample);
    }
  g_test_add_func ("/cyclonedx-schema/told", test_told);
  g_test_add_func ("/cyclonedx-schema/outside", test_outside);
  return g_test_run ();
}
