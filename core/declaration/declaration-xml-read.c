/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/declaration-xml.h"

#include <string.h>

#include "core/bounds.h"
#include "core/declaration-resource.h"
#include "core/declaration/declaration-parts.h"
#include "core/seals/xml-document.h"
#include "core/seals/xml-schema.h"
#include "core/timestamp.h"

/*
 * Reading the twin, which anybody may have written: held against the schema first, so that what is read below is of its form. What the schema cannot
 * say (lengths, which things may stand once) is said here, with the line.
 */

#define SPACE  RC_DECLARATION_SPACE
#define SCHEMA RC_RESOURCE_PREFIX "/declaration/declaration.xsd"

GBytes *
rc_declaration_load_schema (void)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resource_lookup_data (rc_declaration_get_resource (), SCHEMA, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL)
    g_error ("The schema of declarations compiled into the program cannot be read: %s", error->message);
  return bytes;
}

G_GNUC_PRINTF (3, 4)
static gboolean
refuse (const xmlNode  *node,
        GError        **error,
        const char     *format,
        ...)
{
  g_autofree char *words = NULL;
  va_list arguments;

  va_start (arguments, format);
  words = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, RC_DECLARATION_ERROR, RC_DECLARATION_ERROR_INVALID, "line %ld: %s", xmlGetLineNo (node), words);
  return FALSE;
}

/* --- Texts --- */

/* Each line by itself: how an author indents is no part of what is declared. */
static char *
dup_lines (const xmlNode *node)
{
  g_autofree char *text = rc_xml_text (node);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_strstrip (lines[i]);
  return g_strjoinv ("\n", lines);
}

static gboolean
is_carried (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (!rc_declaration_is_character (g_utf8_get_char (at)))
        return FALSE;
    }
  return TRUE;
}

/* (transfer full) (nullable): %NULL without @error where there is no such child. */
static gboolean
read_line (const xmlNode  *parent,
           const char     *name,
           char          **out_text,
           GError        **error)
{
  const xmlNode *node = rc_xml_child (parent, SPACE, name);

  *out_text = node != NULL ? rc_xml_line (node) : NULL;
  if (*out_text == NULL || (**out_text != '\0' && strlen (*out_text) <= RC_LIMIT_DECLARATION_VALUE_BYTES && is_carried (*out_text)))
    return TRUE;
  return refuse (node, error, "“%s”: expected text without control characters, of 1 to %u bytes", name, RC_LIMIT_DECLARATION_VALUE_BYTES);
}

static gboolean
read_flag (const xmlNode *node,
           const char    *name)
{
  g_autofree char *value = rc_xml_attribute (node, name);

  return value != NULL && (strcmp (g_strstrip (value), "true") == 0 || strcmp (value, "1") == 0);
}

/* --- The parts --- */

/* Whether the language is one of the Union, and how many digits a body has, is for whoever checks it. */
static gboolean
read_field (RcDeclaration       *self,
            const xmlNode       *node,
            RcDeclarationField   field,
            GError             **error)
{
  RcDeclarationValue *value = &self->values[field];
  g_autofree char *text = rc_declaration_field_has_lines (field) ? dup_lines (node) : rc_xml_line (node);
  g_autoptr (GError) fault = NULL;

  if (field != RC_DECLARATION_ORIGINAL_LANGUAGE && field != RC_DECLARATION_BODY_NUMBER && !rc_declaration_field_check (field, text, &fault))
    return refuse (node, error, "%s", fault->message);

  value->value = g_steal_pointer (&text);
  value->origin = RC_DECLARATION_RECEIVED;
  return TRUE;
}

static gboolean
read_fields (RcDeclaration  *self,
             const xmlNode  *parent,
             GError        **error)
{
  for (guint field = 0; field < RC_N_DECLARATION_FIELDS; field++)
    {
      const xmlNode *node = rc_xml_child (parent, SPACE, rc_declaration_field_to_name (field));

      if (node != NULL && !read_field (self, node, field, error))
        return FALSE;
    }
  return TRUE;
}

static gint64
read_time (const xmlNode *node,
           const char    *name)
{
  g_autofree char *value = rc_xml_attribute (node, name);
  RcTimestamp time;

  if (value == NULL || !rc_timestamp_parse (g_strstrip (value), strlen (value), RC_ZONE_RULE, 0, &time))
    return RC_TIME_NONE;
  return time.from_us;
}

static gboolean
read_version (RcDeclaration  *self,
              const xmlNode  *node,
              GError        **error)
{
  g_autofree char *name = rc_xml_line (node);
  RcDeclarationVersion *version;

  if (*name == '\0' || strlen (name) > RC_LIMIT_DECLARATION_VALUE_BYTES || !is_carried (name))
    return refuse (node, error, "“version”: expected a name without control characters, of 1 to %u bytes", RC_LIMIT_DECLARATION_VALUE_BYTES);

  version = g_new0 (RcDeclarationVersion, 1);
  version->name = g_steal_pointer (&name);
  version->sha256 = rc_xml_attribute (node, "sha256");
  version->from_us = read_time (node, "from");
  version->to_us = read_time (node, "to");
  version->origin = RC_DECLARATION_RECEIVED;
  g_ptr_array_add (self->versions, version);
  return TRUE;
}

static gboolean
read_act (RcDeclaration  *self,
          const xmlNode  *node,
          GError        **error)
{
  RcDeclarationAct *act = g_new0 (RcDeclarationAct, 1);

  g_ptr_array_add (self->acts, act);
  act->origin = RC_DECLARATION_RECEIVED;
  return read_line (node, "number", &act->number, error) && read_line (node, "title", &act->title, error) &&
         read_line (node, "amended-by", &act->amended_by, error);
}

static gboolean
read_standard (RcDeclaration  *self,
               const xmlNode  *node,
               GError        **error)
{
  RcDeclarationStandard *standard = g_new0 (RcDeclarationStandard, 1);

  g_ptr_array_add (self->standards, standard);
  standard->origin = RC_DECLARATION_RECEIVED;
  standard->is_claimed_harmonised = read_flag (node, "harmonised");
  standard->is_withdrawn = read_flag (node, "withdrawn");
  return read_line (node, "reference", &standard->reference, error) && read_line (node, "title", &standard->title, error) &&
         read_line (node, "dated", &standard->dated, error) && read_line (node, "oj-reference", &standard->oj_reference, error) &&
         read_line (node, "oj-date", &standard->oj_date, error);
}

typedef gboolean (*ReadPart) (RcDeclaration  *self,
                              const xmlNode  *node,
                              GError        **error);

static gboolean
read_all (RcDeclaration  *self,
          const xmlNode  *parent,
          const char     *name,
          guint           limit,
          ReadPart        read,
          GError        **error)
{
  guint n = 0;

  for (const xmlNode *node = rc_xml_child (parent, SPACE, name); node != NULL; node = rc_xml_next (node))
    {
      if (++n > limit)
        return refuse (node, error, "more than the %u elements “%s” that are read", limit, name);
      if (!read (self, node, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Languages --- */

static gboolean
read_statements (RcDeclarationLanguage  *language,
                 const xmlNode          *parent,
                 GError                **error)
{
  for (const xmlNode *node = rc_xml_child (parent, SPACE, "statement"); node != NULL; node = rc_xml_next (node))
    {
      g_autofree char *item = rc_xml_attribute (node, "item");
      guint index = (guint) (*g_strstrip (item) - '0');
      g_autofree char *text = rc_xml_line (node);

      if (language->statements[index] != NULL)
        return refuse (node, error, "a second statement for item %u in one language", index);
      if (!is_carried (text) || *text == '\0')
        return refuse (node, error, "“statement”: expected text without control characters");
      language->statements[index] = g_steal_pointer (&text);
    }
  return TRUE;
}

static gboolean
read_language (RcDeclaration  *self,
               const xmlNode  *node,
               GError        **error)
{
  RcDeclarationLanguage *language = g_new0 (RcDeclarationLanguage, 1);

  language->language = rc_xml_attribute (node, "code");
  language->is_original = read_flag (node, "original");
  g_ptr_array_add (self->languages, language);
  for (guint i = 0; i + 1 < self->languages->len; i++)
    {
      if (strcmp (((const RcDeclarationLanguage *) g_ptr_array_index (self->languages, i))->language, language->language) == 0)
        return refuse (node, error, "the language “%s” a second time", language->language);
    }
  return read_line (node, "title", &language->title, error) && read_statements (language, node, error) &&
         read_line (node, "tree", &language->tree, error);
}

/* --- The whole --- */

static RcDeclaration *
read_document (const xmlNode  *root,
               GError        **error)
{
  g_autoptr (RcDeclaration) self = rc_declaration_new (TRUE);

  self->is_draft = read_flag (root, "draft");
  for (const xmlNode *part = root->children; part != NULL; part = part->next)
    {
      if (part->type == XML_ELEMENT_NODE && !rc_xml_is (part, SPACE, "language") && !read_fields (self, part, error))
        return NULL;
    }
  if (!read_all (self, rc_xml_child (root, SPACE, "item-1"), "version", RC_LIMIT_DECLARATION_ITEMS, read_version, error) ||
      !read_all (self, rc_xml_child (root, SPACE, "item-4"), "act", RC_LIMIT_DECLARATION_ITEMS, read_act, error) ||
      !read_all (self, rc_xml_child (root, SPACE, "item-6"), "standard", RC_LIMIT_DECLARATION_ITEMS, read_standard, error) ||
      !read_all (self, root, "language", RC_LIMIT_DECLARATION_LANGUAGES, read_language, error))
    return NULL;
  return g_steal_pointer (&self);
}

static RcDeclaration *
refuse_whole (RcDeclarationError  code,
              const char         *words,
              GError            **error)
{
  g_set_error_literal (error, RC_DECLARATION_ERROR, code, words);
  return NULL;
}

/**
 * rc_declaration_from_xml:
 * @bytes: tainted
 *
 * Returns: (transfer full) (nullable): what it says, and nothing else; %NULL with %RC_DECLARATION_ERROR_MALFORMED or %RC_DECLARATION_ERROR_INVALID,
 *   whose message is the rest of a sentence on the file and names the line where there is one
 */
RcDeclaration *
rc_declaration_from_xml (GBytes  *bytes,
                         GError **error)
{
  g_autoptr (RcXmlDocument) document = NULL;
  g_autoptr (GBytes) schema = NULL;
  g_autofree char *complaint = NULL;
  RcXmlResult result;

  if (g_bytes_get_size (bytes) > RC_LIMIT_DECLARATION_BYTES)
    return refuse_whole (RC_DECLARATION_ERROR_MALFORMED, "is larger than the 4 MiB that are read of a declaration (RC_LIMIT_DECLARATION_BYTES)",
                         error);
  result = rc_xml_document_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &document);
  if (result != RC_XML_READ)
    {
      complaint = rc_xml_document_dup_refusal (result);
      return refuse_whole (RC_DECLARATION_ERROR_MALFORMED, complaint, error);
    }

  schema = rc_declaration_load_schema ();
  if (!rc_xml_schema_check (rc_xml_document_peek (document), schema, SPACE, "declaration", &complaint))
    return refuse_whole (RC_DECLARATION_ERROR_INVALID, complaint, error);
  return read_document (xmlDocGetRootElement (rc_xml_document_peek (document)), error);
}
