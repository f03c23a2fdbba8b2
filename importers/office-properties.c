/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "office-properties.h"

#include "registry-writer.h"

#include "core/exception.h"
#include "core/seals/xml-document.h"
#include "core/words.h"

#include <string.h>

/*
 * docProps/core.xml, the properties of a document of an office program, which the container's reader brings as a source.
 *
 * element                       claims about the declaration "document properties"
 * dc:creator, cp:lastModifiedBy tags: names as the program or the person typed them, no proof of authorship
 * dcterms:created, modified     created; tag modified: what the machine's clock said, or what somebody set
 *
 * A document made by the library python-docx carries creator and dates of the library's template (2013): they are no time of the
 * document, and are tagged as what they are.
 */

#define CORE        "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
#define ELEMENTS    "http://purl.org/dc/elements/1.1/"
#define TERMS       "http://purl.org/dc/terms/"
#define TEMPLATE    "python-docx"
#define TEMPLATE_OF "2013-12-23"

static char *
dup_element (xmlNode    *top,
             const char *space,
             const char *name)
{
  xmlNode *element = rc_xml_child (top, space, name);
  g_autofree char *text = element != NULL ? rc_xml_text (element) : NULL;

  return text != NULL && text[0] != '\0' ? g_steal_pointer (&text) : NULL;
}

static gboolean
add_dates (RcRegistryWriter  *writer,
           xmlNode           *top,
           gint64             declaration,
           const char        *creator,
           GError           **error)
{
  g_autofree char *created = dup_element (top, TERMS, "created");
  g_autofree char *modified = dup_element (top, TERMS, "modified");
  RcTimestamp time;

  if (g_strcmp0 (creator, TEMPLATE) == 0 && created != NULL && g_str_has_prefix (created, TEMPLATE_OF))
    return rc_registry_writer_add_tag (writer, declaration, "date of the library's template, no time of the document", created, RC_TIME_NONE,
                                       error);
  if (created != NULL && rc_timestamp_parse (created, strlen (created), RC_ZONE_UNKNOWN, 0, &time) &&
      !rc_registry_writer_add_created (writer, declaration, time.from_us, error))
    return FALSE;
  return rc_registry_writer_add_tag (writer, declaration, "modified", modified, RC_TIME_NONE, error);
}

static gboolean
read_properties (RcRegistryWriter  *writer,
                 xmlNode           *top,
                 GError           **error)
{
  g_autofree char *creator = dup_element (top, ELEMENTS, "creator");
  g_autofree char *title = dup_element (top, ELEMENTS, "title");
  g_autofree char *modifier = dup_element (top, CORE, "lastModifiedBy");
  gint64 declaration;

  rc_registry_writer_at (writer, "core properties");
  return rc_registry_writer_add_entity (writer, RC_ENTITY_DECLARATION, "document properties", &declaration, error) &&
         rc_registry_writer_add_tag (writer, declaration, "title", title, RC_TIME_NONE, error) &&
         rc_registry_writer_add_tag (writer, declaration, "creator", creator, RC_TIME_NONE, error) &&
         rc_registry_writer_add_tag (writer, declaration, "last modified by", modifier, RC_TIME_NONE, error) &&
         add_dates (writer, top, declaration, creator, error);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_autofree char *scope = rc_registry_scope_dup (input, 2);
  g_autoptr (RcXmlDocument) xml = NULL;
  RcRegistryWriter writer;
  const void *bytes = NULL;
  xmlNode *top;
  gsize length = 0;
  gboolean good;

  if (input->bytes != NULL)
    bytes = g_bytes_get_data (input->bytes, &length);
  if (bytes == NULL || rc_xml_document_parse (bytes, length, &xml) != RC_XML_READ)
    return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, -1, RC_EXCEPTION_UNREADABLE_RECORD,
                                     "XML without a document type declaration", "something else",
                                     "The properties of a document cannot be read.", error);
  top = xmlDocGetRootElement (rc_xml_document_peek (xml));
  if (!rc_xml_is (top, CORE, "coreProperties"))
    return TRUE;

  rc_registry_writer_init (&writer, sink, RC_IMPORT_SOURCE);
  writer.scope = scope;
  good = read_properties (&writer, top, error);
  rc_registry_writer_clear (&writer);
  return good;
}

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  return memmem (sample->head, sample->head_length, CORE, strlen (CORE)) != NULL &&
         memmem (sample->head, sample->head_length, "coreProperties", strlen ("coreProperties")) != NULL ? 70 : 0;
}

static const RcImporter importer = {
  .id = "office-properties",
  .title = N_("properties of an office document"),
  .evidences = N_("what the document says of its author and times; anybody can set them, and libraries leave those of their template"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
};

/**
 * rc_office_properties_importer:
 *
 * Returns: the importer of docProps/core.xml
 */
const RcImporter *
rc_office_properties_importer (void)
{
  return &importer;
}
