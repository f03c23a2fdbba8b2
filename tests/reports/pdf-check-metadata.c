/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/pdf-check-parts.h"

#include "core/digest.h"

#include <string.h>

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

void
pdf_check_language (const PdfFile *file,
                    guint32        language)
{
  g_autofree char *words = pdf_file_dup (file, language);

  g_assert_nonnull (words);
  g_assert_true (g_regex_match_simple ("^[a-z]{2,3}(-[a-z0-9]{1,8})*$", words, G_REGEX_CASELESS, 0));
}

static xmlXPathContextPtr
open_xmp (const PdfFile *file)
{
  g_autoptr (GBytes) bytes = pdf_file_read (file, pdf_file_get_raw (file, pdf_file_catalog (file), "/Metadata"));
  xmlDocPtr document = xmlReadMemory (g_bytes_get_data (bytes, NULL), (int) g_bytes_get_size (bytes), "xmp", NULL, XML_PARSE_NONET);
  xmlXPathContextPtr context;

  g_assert_nonnull (document);
  context = xmlXPathNewContext (document);
  xmlXPathRegisterNs (context, BAD_CAST "rdf", BAD_CAST "http://www.w3.org/1999/02/22-rdf-syntax-ns#");
  xmlXPathRegisterNs (context, BAD_CAST "dc", BAD_CAST "http://purl.org/dc/elements/1.1/");
  xmlXPathRegisterNs (context, BAD_CAST "pdf", BAD_CAST "http://ns.adobe.com/pdf/1.3/");
  xmlXPathRegisterNs (context, BAD_CAST "xmp", BAD_CAST "http://ns.adobe.com/xap/1.0/");
  xmlXPathRegisterNs (context, BAD_CAST "pdfaid", BAD_CAST "http://www.aiim.org/pdfa/ns/id/");
  xmlXPathRegisterNs (context, BAD_CAST "pdfuaid", BAD_CAST "http://www.aiim.org/pdfua/ns/id/");
  xmlXPathRegisterNs (context, BAD_CAST "schema", BAD_CAST "http://www.aiim.org/pdfa/ns/schema#");
  return context;
}

/* What there is once; %NULL: not there. */
static char *
dup_value (xmlXPathContextPtr  xmp,
           const char         *path)
{
  xmlXPathObjectPtr found = xmlXPathEvalExpression (BAD_CAST path, xmp);
  xmlChar *words;
  char *value = NULL;

  g_assert_nonnull (found);
  if (found->nodesetval != NULL && found->nodesetval->nodeNr > 0)
    {
      g_assert_cmpint (found->nodesetval->nodeNr, ==, 1);
      words = xmlNodeGetContent (found->nodesetval->nodeTab[0]);
      value = g_strdup ((const char *) words);
      xmlFree (words);
    }
  xmlXPathFreeObject (found);
  return value;
}

static void
assert_value (xmlXPathContextPtr  xmp,
              const char         *path,
              const char         *wanted)
{
  g_autofree char *value = dup_value (xmp, path);

  if (g_strcmp0 (value, wanted) != 0)
    g_test_message ("%s", path);
  g_assert_cmpstr (value, ==, wanted);
}

/* "D:20261130093000Z" → "2026-11-30T09:30:00Z" */
static char *
dup_date (const PdfFile *file,
          guint32        information,
          const char    *key)
{
  g_autofree char *date = pdf_file_dup (file, pdf_file_get (file, information, key));

  g_assert_nonnull (date);
  g_assert_cmpuint (strlen (date), ==, strlen ("D:20261130093000Z"));
  return g_strdup_printf ("%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", date + 2, date + 6, date + 8, date + 10, date + 12, date + 14);
}

static void
check_information (const PdfFile      *file,
                   xmlXPathContextPtr  xmp)
{
  static const char * const pairs[][2] = {
    { "/Title", "//dc:title/rdf:Alt/rdf:li[@xml:lang='x-default']" }, { "/Author", "//dc:creator/rdf:Seq/rdf:li" },
    { "/Subject", "//dc:description/rdf:Alt/rdf:li[@xml:lang='x-default']" }, { "/Keywords", "//pdf:Keywords" },
    { "/Creator", "//xmp:CreatorTool" }, { "/Producer", "//pdf:Producer" },
  };
  guint32 information = pdf_file_get (file, pdf_file_trailer (file), "/Info");
  g_autofree char *created = dup_date (file, information, "/CreationDate"), *changed = dup_date (file, information, "/ModDate");
  g_autofree char *title = pdf_file_dup (file, pdf_file_get (file, information, "/Title"));

  g_assert_nonnull (title);
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *words = pdf_file_dup (file, pdf_file_get (file, information, pairs[i][0]));

      assert_value (xmp, pairs[i][1], words);
    }
  assert_value (xmp, "//xmp:CreateDate", created);
  assert_value (xmp, "//xmp:ModifyDate", changed);
  assert_value (xmp, "//xmp:MetadataDate", changed);
}

static void
check_intent (const PdfFile *file,
              guint32        catalog)
{
  guint32 intents = pdf_file_get (file, catalog, "/OutputIntents"), intent;
  g_autoptr (GBytes) profile = NULL;
  g_autofree char *sha256 = NULL;
  gint64 n_colours = 0;

  g_assert_cmpuint (pdf_file_length (file, intents), ==, 1);
  intent = pdf_file_item (file, intents, 0);
  g_assert_true (pdf_file_is (file, pdf_file_get (file, intent, "/S"), "/GTS_PDFA1"));
  g_assert_true (pdf_file_is (file, pdf_file_get (file, intent, "/OutputConditionIdentifier"), "sRGB"));
  g_assert_true (rc_json_get_integer (&file->json, pdf_file_get (file, pdf_file_get (file, intent, "/DestOutputProfile"), "/N"), &n_colours));
  g_assert_cmpint (n_colours, ==, 3);
  profile = pdf_file_read (file, pdf_file_get_raw (file, intent, "/DestOutputProfile"));
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, profile);
  /* That of Debian's icc-profiles-free: another one is another file to archive. */
  g_assert_cmpstr (sha256, ==, "2a92d4bae450b76d8b0aa42193df974d75f62738ecebf74f01c5e75b12a95796");
}

static void
check_catalog (const PdfFile *file,
               guint32        catalog)
{
  guint32 marked = pdf_file_get (file, pdf_file_get (file, catalog, "/MarkInfo"), "/Marked");
  guint32 shows_title = pdf_file_get (file, pdf_file_get (file, catalog, "/ViewerPreferences"), "/DisplayDocTitle");

  g_assert_true (rc_json_is (&file->json, marked, RC_JSON_TRUE));
  g_assert_true (rc_json_is (&file->json, shows_title, RC_JSON_TRUE));
  pdf_check_language (file, pdf_file_get (file, catalog, "/Lang"));
  g_assert_cmpuint (pdf_file_get (file, pdf_file_get (file, catalog, "/Metadata"), "/Filter"), ==, RC_JSON_NO_NODE);
  g_assert_cmpuint (pdf_file_length (file, pdf_file_get (file, pdf_file_trailer (file), "/ID")), ==, 2);
  g_assert_cmpuint (pdf_file_get (file, pdf_file_trailer (file), "/Encrypt"), ==, RC_JSON_NO_NODE);
}

void
pdf_check_metadata (const PdfFile *file)
{
  guint32 catalog = pdf_file_catalog (file);
  g_autofree char *language = pdf_file_dup (file, pdf_file_get (file, catalog, "/Lang"));
  xmlXPathContextPtr xmp = open_xmp (file);

  check_catalog (file, catalog);
  check_intent (file, catalog);
  check_information (file, xmp);
  assert_value (xmp, "//dc:language/rdf:Bag/rdf:li", language);
  assert_value (xmp, "//pdfaid:part", "3");
  assert_value (xmp, "//pdfaid:conformance", "A");
  assert_value (xmp, "//pdfuaid:part", "1");
  assert_value (xmp, "//schema:namespaceURI", "http://www.aiim.org/pdfua/ns/id/");
  xmlFreeDoc (xmp->doc);
  xmlXPathFreeContext (xmp);
}
