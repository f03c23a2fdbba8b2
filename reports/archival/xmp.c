/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/archival/finishing.h"

/* What PDF/UA adds is not among the schemas that PDF/A knows: it is described where it is used. */
#define PDFUA_SCHEMA \
  "  <rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n" \
  "    xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n" \
  "   <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n" \
  "    <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\n" \
  "    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n" \
  "    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n" \
  "    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n" \
  "     <pdfaProperty:name>part</pdfaProperty:name>\n" \
  "     <pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n" \
  "     <pdfaProperty:category>internal</pdfaProperty:category>\n" \
  "     <pdfaProperty:description>Which part of ISO 14289 the file follows</pdfaProperty:description>\n" \
  "    </rdf:li></rdf:Seq></pdfaSchema:property>\n" \
  "   </rdf:li></rdf:Bag></pdfaExtension:schemas>\n" \
  "  </rdf:Description>\n"

static gboolean
is_of_xml (gunichar c)
{
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
}

char *
rc_metadata_dup_clean (const char *text)
{
  g_autofree char *valid = NULL;
  GString *clean;

  if (text == NULL)
    return NULL;
  valid = g_utf8_make_valid (text, -1);
  clean = g_string_new (NULL);
  for (const char *cursor = valid; *cursor != '\0'; cursor = g_utf8_next_char (cursor))
    if (is_of_xml (g_utf8_get_char (cursor)))
      g_string_append_unichar (clean, g_utf8_get_char (cursor));
  return g_string_free (clean, FALSE);
}

/* @text: (nullable): nothing is added */
static void
add (GString    *out,
     const char *before,
     const char *text,
     const char *after)
{
  g_autofree char *clean = rc_metadata_dup_clean (text);
  g_autofree char *escaped = clean != NULL ? g_markup_escape_text (clean, -1) : NULL;

  if (escaped != NULL)
    g_string_append_printf (out, "   %s%s%s\n", before, escaped, after);
}

static void
add_claims (GString           *out,
            RcArchivalProfile  profile)
{
  gboolean is_3a = profile == RC_ARCHIVAL_3A;

  if (is_3a)
    g_string_append (out, PDFUA_SCHEMA);
  g_string_append_printf (out, "  <rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
                          "   <pdfaid:part>%d</pdfaid:part>\n   <pdfaid:conformance>%c</pdfaid:conformance>\n  </rdf:Description>\n",
                          is_3a ? 3 : 1, is_3a ? 'A' : 'B');
  if (is_3a)
    g_string_append (out, "  <rdf:Description rdf:about=\"\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
                     "   <pdfuaid:part>1</pdfuaid:part>\n  </rdf:Description>\n");
}

char *
rc_metadata_dup_xmp (const RcArchivalTerms *terms,
                     const char            *producer)
{
  GString *out = g_string_new ("<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                               "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                               " <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");

  add_claims (out, terms->profile);
  g_string_append (out, "  <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
                   "   <dc:format>application/pdf</dc:format>\n");
  add (out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", terms->title, "</rdf:li></rdf:Alt></dc:title>");
  add (out, "<dc:creator><rdf:Seq><rdf:li>", terms->author, "</rdf:li></rdf:Seq></dc:creator>");
  add (out, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", terms->subject, "</rdf:li></rdf:Alt></dc:description>");
  add (out, "<dc:language><rdf:Bag><rdf:li>", terms->language, "</rdf:li></rdf:Bag></dc:language>");
  g_string_append (out, "  </rdf:Description>\n  <rdf:Description rdf:about=\"\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n");
  add (out, "<pdf:Keywords>", terms->keywords, "</pdf:Keywords>");
  add (out, "<pdf:Producer>", producer, "</pdf:Producer>");
  g_string_append (out, "  </rdf:Description>\n  <rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n");
  add (out, "<xmp:CreatorTool>", RC_ARCHIVAL_CREATOR, "</xmp:CreatorTool>");
  add (out, "<xmp:CreateDate>", terms->dated, "</xmp:CreateDate>");
  add (out, "<xmp:ModifyDate>", terms->dated, "</xmp:ModifyDate>");
  add (out, "<xmp:MetadataDate>", terms->dated, "</xmp:MetadataDate>");
  g_string_append (out, "  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n");
  return g_string_free (out, FALSE);
}
