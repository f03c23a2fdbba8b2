/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "declaration-text-parts.h"

#include <string.h>

#include "core/declaration-resource.h"
#include "core/seals/xml-document.h"
#include "core/seals/xml-schema.h"

#define SPACE "urn:recount:declaration-texts:1"
#define FILES RC_RESOURCE_PREFIX "/declaration/"

/* In the order of RcDeclarationTextId, which is that of the schema. */
static const char * const elements[] = {
  "title", "item-1", "item-2", "item-3", "item-4", "item-5", "item-6", "item-7", "item-8",
  "sole-responsibility", "conformity", "other-acts", "section-2", "personal-data", "no-personal-data", "no-standards", "internal-control",
  "draft", "for-signature", "number", "revision", "replaces", "original", "translation",
  "system-name", "system-type", "version", "reference", "covered-versions", "digest", "provider", "representative",
  "harmonised", "other-specifications", "notified-body", "procedure", "certificate",
  "on-behalf-of", "place-and-date", "name-and-function", "signature",
  "not-stated", "awaits-check", "voluntary", "machine-readable", "annex", "address", "body-number", "amended-by", "missing",
  "country", "member-states", "original-language", "placed-on-market", "kept-until", "certificate-date", "certificate-expiry",
};
G_STATIC_ASSERT (G_N_ELEMENTS (elements) == RC_N_DECLARATION_TEXTS);

static const char * const law_elements[] = {
  "article-47-2", "annex-v-1", "annex-v-2", "annex-v-3", "annex-v-4", "annex-v-5", "annex-v-6", "annex-v-7", "annex-v-8",
};
G_STATIC_ASSERT (G_N_ELEMENTS (law_elements) == RC_DECLARATION_N_LAW);

/* A text without an attribute has that of its language. */
static char *
read_inherited (const xmlNode *node,
                const char    *attribute)
{
  char *own = rc_xml_attribute (node, attribute);

  return own != NULL ? own : rc_xml_attribute (node->parent, attribute);
}

static void
read_text (const xmlNode     *node,
           RcDeclarationText *text)
{
  g_autofree char *status = read_inherited (node, "status");

  text->words = rc_xml_line (node);
  text->is_official = strcmp (status, "official") == 0;
  text->awaits_check = strcmp (status, "awaiting-check") == 0;
  text->source = read_inherited (node, "source");
}

static void
read_days (const xmlNode      *days,
           RcDeclarationWords *words)
{
  guint n_months = 0;

  if (days == NULL)
    return;

  words->day_form = rc_xml_attribute (days, "form");
  words->first_form = rc_xml_attribute (days, "first");
  for (const xmlNode *month = rc_xml_child (days, SPACE, "month"); month != NULL; month = rc_xml_next (month))
    words->months[n_months++] = rc_xml_line (month);
}

static void
read_law (const xmlNode      *law,
          RcDeclarationWords *words)
{
  for (guint i = 0; law != NULL && i < RC_DECLARATION_N_LAW; i++)
    {
      const xmlNode *node = rc_xml_child (law, SPACE, law_elements[i]);

      if (node != NULL)
        words->law[i] = (RcDeclarationText) { rc_xml_line (node), TRUE, FALSE, rc_xml_attribute (law, "source") };
    }
}

static void
read_language (const xmlNode      *node,
               RcDeclarationWords *words)
{
  words->code = rc_xml_attribute (node, "code");
  words->name = rc_xml_attribute (node, "name");
  read_days (rc_xml_child (node, SPACE, "days"), words);
  read_law (rc_xml_child (node, SPACE, "law"), words);
  for (guint i = 0; i < RC_N_DECLARATION_TEXTS; i++)
    read_text (rc_xml_child (node, SPACE, elements[i]), &words->texts[i]);
}

static RcDeclarationTexts *
read_texts (const xmlNode *root)
{
  RcDeclarationTexts *self = g_new0 (RcDeclarationTexts, 1);
  guint n_languages = 0;

  for (const xmlNode *node = rc_xml_child (root, SPACE, "language"); node != NULL; node = rc_xml_next (node))
    {
      read_language (node, &self->languages[n_languages]);
      self->codes[n_languages] = self->languages[n_languages].code;
      n_languages++;
    }

  self->states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  for (const xmlNode *node = rc_xml_child (root, SPACE, "state"); node != NULL; node = rc_xml_next (node))
    {
      g_autofree char *languages = rc_xml_attribute (node, "languages");

      g_hash_table_insert (self->states, rc_xml_attribute (node, "code"), g_strsplit (languages, " ", -1));
    }
  return self;
}

static GBytes *
load_file (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strconcat (FILES, name, NULL);
  GBytes *bytes = g_resource_lookup_data (rc_declaration_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL)
    g_error ("The texts of declarations compiled into the program cannot be read: %s", error->message);
  return bytes;
}

RcDeclarationTexts *
rc_declaration_texts_load (void)
{
  g_autoptr (GBytes) bytes = load_file ("declaration-texts.xml");
  g_autoptr (GBytes) schema = load_file ("declaration-texts.xsd");
  g_autoptr (RcXmlDocument) document = NULL;
  g_autofree char *complaint = NULL;

  if (rc_xml_document_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &document) != RC_XML_READ)
    g_error ("The texts of declarations compiled into the program are no XML document that can be read");
  if (!rc_xml_schema_check (rc_xml_document_peek (document), schema, SPACE, "declaration-texts", &complaint))
    g_error ("The texts of declarations compiled into the program are not of the form of their schema: %s", complaint);
  return read_texts (xmlDocGetRootElement (rc_xml_document_peek (document)));
}
