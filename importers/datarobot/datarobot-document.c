/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "datarobot-service.h"

#include "datarobot.h"

#include "importers/registry-writer.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/seals/xml-document.h"
#include "core/words.h"

#include <string.h>

/*
 * The text of a compliance document (.docx): the member word/document.xml of the zip, which the container's reader brings as a source.
 *
 * paragraph, by its style                claims about the card (named as the file)                                  → question
 * Title, Heading1, Heading2              tag "chapter" for a Title, "section" for the others                          card
 * Heading … "Intended Use"               intended use, where the section was filled in                                card
 * Heading … "Limitations", "Assumptions" limitation, where the section was filled in                                  card
 * DRIntenseQuote                         instructions that people are to replace: where they still stand, the         card (a fault)
 *                                        section was never filled in, which is told as an unfilled template
 *
 * Not evidenced: which model or project it is about (no id stands in it, only the name of a blueprint), who wrote it, and when: the dates
 * of the document's properties are those of a library's template, see office-properties.c. It is linked to a model by hand.
 */

#define WORD "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

typedef struct
{
  RcRegistryWriter  writer;
  gint64            card;
  char             *heading;        /* (nullable): of the section being read */
  guint             paragraph;      /* of the heading, from 1 */
  gboolean          is_unfilled;    /* and was told */
  gboolean          has_text;
  guint             n_headings;
} Document;

/* All texts of a paragraph in their order, without those of nested ones. */
static char *
dup_text (xmlNode *paragraph)
{
  GString *text = g_string_new (NULL);

  for (xmlNode *node = rc_xml_walk (paragraph, paragraph); node != NULL; node = rc_xml_walk (node, paragraph))
    if (rc_xml_is (node, WORD, "t"))
      {
        xmlChar *content = xmlNodeGetContent (node);

        g_string_append (text, content != NULL ? (const char *) content : "");
        xmlFree (content);
      }
  g_strstrip (text->str);
  return g_string_free (text, FALSE);
}

/* (nullable) (transfer full) */
static char *
dup_style (xmlNode *paragraph)
{
  xmlNode *properties = rc_xml_child (paragraph, WORD, "pPr");
  xmlNode *style = properties != NULL ? rc_xml_child (properties, WORD, "pStyle") : NULL;
  xmlChar *value = style != NULL ? xmlGetNsProp (style, BAD_CAST "val", BAD_CAST WORD) : NULL;
  char *text = g_strdup ((const char *) value);

  xmlFree (value);
  return text;
}

/* A section that was filled in says what its heading promises. */
static gboolean
end_section (Document  *self,
             GError   **error)
{
  static const struct { const char *word; RcProperty property; } words[] = {
    { "Intended Use", RC_PROPERTY_INTENDED_USE },
    { "Limitations", RC_PROPERTY_LIMITATION },
    { "Assumptions", RC_PROPERTY_LIMITATION },
  };

  for (gsize i = 0; self->heading != NULL && self->has_text && !self->is_unfilled && i < G_N_ELEMENTS (words); i++)
    if (strstr (self->heading, words[i].word) != NULL)
      {
        rc_registry_writer_at (&self->writer, "paragraph %u", self->paragraph);
        return rc_registry_writer_add_claim (&self->writer, self->card, words[i].property, self->heading, 0, RC_TIME_NONE, RC_TIME_NONE,
                                             error);
      }

  return TRUE;
}

static gboolean
begin_section (Document    *self,
               const char  *style,
               char        *heading,
               guint        paragraph,
               GError     **error)
{
  gboolean good = end_section (self, error);

  g_free (self->heading);
  self->heading = heading;
  self->paragraph = paragraph;
  self->is_unfilled = FALSE;
  self->has_text = FALSE;
  if (!good || heading[0] == '\0' || self->n_headings++ >= RC_LIMIT_CARD_HEADINGS)
    return good;

  rc_registry_writer_at (&self->writer, "paragraph %u", paragraph);
  return rc_registry_writer_add_tag (&self->writer, self->card, g_str_equal (style, "Title") ? "chapter" : "section", heading, RC_TIME_NONE,
                                     error);
}

static gboolean
tell_unfilled (Document    *self,
               const char  *instruction,
               GError     **error)
{
  g_autofree char *message = NULL;
  g_autofree char *shown = NULL;

  if (self->is_unfilled)
    return TRUE;

  self->is_unfilled = TRUE;
  shown = strlen (instruction) <= RC_LIMIT_SHOWN_BYTES ? g_strdup (instruction) : g_utf8_substring (instruction, 0, 60);
  message = g_strdup_printf ("The section “%.*s” of the compliance document still holds the instructions of its template.",
                             (int) RC_LIMIT_SHOWN_BYTES, self->heading != NULL ? self->heading : "before the first heading");
  return rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_UNFILLED_TEMPLATE, "a text written by a person", shown, message, error);
}

static gboolean
read_paragraph (Document  *self,
                xmlNode   *paragraph,
                guint      number,
                GError   **error)
{
  g_autofree char *style = dup_style (paragraph);
  g_autofree char *text = dup_text (paragraph);

  if (g_strcmp0 (style, "Title") == 0 || g_strcmp0 (style, "Heading1") == 0 || g_strcmp0 (style, "Heading2") == 0)
    return begin_section (self, style, g_steal_pointer (&text), number, error);
  if (g_strcmp0 (style, "DRIntenseQuote") == 0)
    return text[0] == '\0' || tell_unfilled (self, text, error);

  self->has_text |= text[0] != '\0';
  return TRUE;
}

static gboolean
read_document (Document  *self,
               xmlNode   *top,
               GError   **error)
{
  guint number = 0;

  for (xmlNode *node = rc_xml_walk (top, top); node != NULL; node = rc_xml_walk (node, top))
    if (rc_xml_is (node, WORD, "p") && !read_paragraph (self, node, ++number, error))
      return FALSE;
  return end_section (self, error);
}

/* The zip's name; of a member that was taken out of its zip, its own. */
static char *
dup_card_name (const char *name)
{
  const char *member = strrchr (name, '!');
  g_autofree char *container = member != NULL ? g_strndup (name, (gsize) (member - name)) : g_strdup (name);
  const char *begin = MAX (strrchr (container, '/'), strrchr (container, '!'));

  return g_strdup (begin != NULL ? begin + 1 : container);
}

static gboolean
tell_unreadable (RcImportSink  *sink,
                 RcXmlResult    result,
                 GError       **error)
{
  const char *found = result == RC_XML_DOCTYPE ? "a document type declaration" : result == RC_XML_LIMIT ? "more" : "no XML";

  return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, -1,
                                   result == RC_XML_LIMIT ? RC_EXCEPTION_LIMIT : RC_EXCEPTION_UNREADABLE_RECORD,
                                   result == RC_XML_LIMIT ? "at most 16 MiB and 500000 elements (RC_LIMIT_XML_ELEMENTS)"
                                                          : "XML without a document type declaration",
                                   found, "The text of a document cannot be read.", error);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_autofree char *scope = rc_registry_scope_dup (input, 2);
  g_autofree char *name = dup_card_name (input->name);
  g_autoptr (RcXmlDocument) xml = NULL;
  Document document = { 0 };
  RcXmlResult result = RC_XML_LIMIT;
  gboolean good;

  if (input->bytes != NULL)
    {
      gsize length;
      const void *bytes = g_bytes_get_data (input->bytes, &length);

      result = rc_xml_document_parse (bytes, length, &xml);
    }
  if (result != RC_XML_READ)
    return tell_unreadable (sink, result, error);
  if (!rc_xml_is (xmlDocGetRootElement (rc_xml_document_peek (xml)), WORD, "document"))
    return TRUE;

  rc_registry_writer_init (&document.writer, sink, RC_IMPORT_SOURCE);
  document.writer.scope = scope;
  good = rc_registry_writer_add_entity (&document.writer, RC_ENTITY_CARD, name, &document.card, error) &&
         read_document (&document, xmlDocGetRootElement (rc_xml_document_peek (xml)), error) &&
         rc_registry_writer_finish (&document.writer, error);
  rc_registry_writer_clear (&document.writer);
  g_free (document.heading);

  return good;
}

static gboolean
holds (const RcSample *sample,
       const char     *text)
{
  return memmem (sample->head, sample->head_length, text, strlen (text)) != NULL;
}

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  return holds (sample, WORD) && holds (sample, ":document") && (holds (sample, "DRIntenseQuote") || holds (sample, "DataRobot")) ? 90 : 0;
}

static const RcImporter importer = {
  .id = "datarobot-compliance-document",
  .title = N_("DataRobot compliance document (.docx)"),
  .system = RC_DATAROBOT_SYSTEM,
  .evidences = N_("the chapters of a model's documentation, and which of them nobody filled in; names no model by an id, no author and no "
                  "date"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise,
  .import = import,
};

const RcImporter *
rc_datarobot_document_importer (void)
{
  return &importer;
}
