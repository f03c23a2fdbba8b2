/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/declaration-keyed.h"

#include <string.h>

#include "core/bounds.h"
#include "core/display-text.h"
#include "core/json.h"
#include "core/timestamp.h"
#include "core/words.h"

typedef struct
{
  RcDeclaration *declaration;
  RcJson         json;
} Keyed;

static gboolean
refuse (GError     **error,
        const char  *member,
        const char  *expected)
{
  g_autofree char *shown = rc_display_text (member, -1, RC_LIMIT_SHOWN_BYTES);

  g_set_error (error, RC_DECLARATION_ERROR, RC_DECLARATION_ERROR_FIELD, _("“%1$s”: expected %2$s"), shown, expected);
  return FALSE;
}

gboolean
rc_declaration_key_in (RcDeclaration       *self,
                       RcDeclarationField   field,
                       const char          *value,
                       GError             **error)
{
  RcDeclarationValue *keyed = &self->values[field];

  /* Whether the language is one of the Union, and how many digits a body has, is for the check. */
  gboolean is_loose = field == RC_DECLARATION_ORIGINAL_LANGUAGE || field == RC_DECLARATION_BODY_NUMBER;

  if (is_loose && !rc_declaration_field_check (RC_DECLARATION_NUMBER, value, NULL))
    return refuse (error, rc_declaration_field_to_name (field), _("one line of text"));
  if (!is_loose && !rc_declaration_field_check (field, value, error))
    return FALSE;

  g_free (keyed->value);
  keyed->value = g_strdup (value);
  keyed->origin = RC_DECLARATION_RECEIVED;
  return TRUE;
}

/* --- Members --- */

/* FALSE with @error where it is there and is no line of text; @out_text NULL: it is not there. */
static gboolean
read_line (Keyed       *self,
           guint32      object,
           const char  *name,
           char       **out_text,
           GError     **error)
{
  guint32 node = rc_json_member (&self->json, object, name);

  *out_text = NULL;
  if (node == RC_JSON_NO_NODE || rc_json_is (&self->json, node, RC_JSON_NULL))
    return TRUE;
  if (rc_json_is (&self->json, node, RC_JSON_STRING))
    *out_text = rc_json_dup_string (&self->json, node);
  if (*out_text != NULL && rc_declaration_field_check (RC_DECLARATION_NUMBER, *out_text, NULL))
    return TRUE;
  g_clear_pointer (out_text, g_free);
  return refuse (error, name, _("one line of text without control characters and without blanks at its ends"));
}

static gboolean
read_needed (Keyed       *self,
             guint32      object,
             const char  *name,
             char       **out_text,
             GError     **error)
{
  if (!read_line (self, object, name, out_text, error))
    return FALSE;
  return *out_text != NULL || refuse (error, name, _("one line of text"));
}

static gboolean
read_flag (Keyed      *self,
           guint32     object,
           const char *name)
{
  return rc_json_is (&self->json, rc_json_member (&self->json, object, name), RC_JSON_TRUE);
}

static gboolean
read_version (Keyed    *self,
              guint32   node,
              GError  **error)
{
  RcDeclarationVersion *version = g_new0 (RcDeclarationVersion, 1);

  g_ptr_array_add (self->declaration->versions, version);
  version->origin = RC_DECLARATION_RECEIVED;
  version->from_us = version->to_us = RC_TIME_NONE;
  if (!read_needed (self, node, "name", &version->name, error) || !read_line (self, node, "sha256", &version->sha256, error))
    return FALSE;
  return version->sha256 == NULL || rc_declaration_field_check (RC_DECLARATION_REGISTERED_SHA256, version->sha256, error);
}

static gboolean
read_act (Keyed    *self,
          guint32   node,
          GError  **error)
{
  RcDeclarationAct *act = g_new0 (RcDeclarationAct, 1);

  g_ptr_array_add (self->declaration->acts, act);
  act->origin = RC_DECLARATION_RECEIVED;
  return read_needed (self, node, "number", &act->number, error) && read_line (self, node, "title", &act->title, error) &&
         read_line (self, node, "amended-by", &act->amended_by, error);
}

static gboolean
read_standard (Keyed    *self,
               guint32   node,
               GError  **error)
{
  RcDeclarationStandard *standard = g_new0 (RcDeclarationStandard, 1);

  g_ptr_array_add (self->declaration->standards, standard);
  standard->origin = RC_DECLARATION_RECEIVED;
  standard->is_claimed_harmonised = read_flag (self, node, "harmonised");
  standard->is_withdrawn = read_flag (self, node, "withdrawn");
  if (!read_needed (self, node, "reference", &standard->reference, error) || !read_line (self, node, "title", &standard->title, error) ||
      !read_line (self, node, "dated", &standard->dated, error) || !read_line (self, node, "oj-reference", &standard->oj_reference, error) ||
      !read_line (self, node, "oj-date", &standard->oj_date, error))
    return FALSE;
  return standard->oj_date == NULL || rc_declaration_field_check (RC_DECLARATION_DATE, standard->oj_date, error);
}

static gboolean
read_statements (Keyed                  *self,
                 guint32                 node,
                 RcDeclarationLanguage  *language,
                 GError                **error)
{
  if (node == RC_JSON_NO_NODE)
    return TRUE;
  if (!rc_json_is (&self->json, node, RC_JSON_OBJECT))
    return refuse (error, "statements", _("an object"));
  for (guint item = 0; item <= RC_DECLARATION_ITEMS; item++)
    {
      g_autofree char *name = g_strdup_printf ("%u", item);

      if (!read_line (self, node, name, &language->statements[item], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_language (Keyed    *self,
               guint32   node,
               GError  **error)
{
  RcDeclarationLanguage *language = g_new0 (RcDeclarationLanguage, 1);

  g_ptr_array_add (self->declaration->languages, language);
  language->is_original = read_flag (self, node, "original");
  return read_needed (self, node, "language", &language->language, error) && read_line (self, node, "title", &language->title, error) &&
         read_statements (self, rc_json_member (&self->json, node, "statements"), language, error);
}

/* --- The whole --- */

typedef gboolean (*ReadPart) (Keyed    *self,
                              guint32   node,
                              GError  **error);

static const struct
{
  const char *name;
  guint       limit;
  ReadPart    read;
} parts[] = {
  { "versions", RC_LIMIT_DECLARATION_ITEMS, read_version },
  { "acts", RC_LIMIT_DECLARATION_ITEMS, read_act },
  { "standards", RC_LIMIT_DECLARATION_ITEMS, read_standard },
  { "languages", RC_LIMIT_DECLARATION_LANGUAGES, read_language },
};

static gboolean
read_part (Keyed       *self,
           guint        part,
           guint32      list,
           GError     **error)
{
  const RcJson *json = &self->json;

  if (!rc_json_is (json, list, RC_JSON_ARRAY) || json->nodes[list].count > parts[part].limit)
    return refuse (error, parts[part].name, _("a list that is not longer than what is read"));
  for (guint32 node = list + 1; node < json->nodes[list].next; node = json->nodes[node].next)
    {
      if (!rc_json_is (json, node, RC_JSON_OBJECT))
        return refuse (error, parts[part].name, _("a list of objects"));
      if (!parts[part].read (self, node, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_member (Keyed       *self,
             const char  *name,
             guint32      node,
             GError     **error)
{
  RcDeclarationField field;
  g_autofree char *value = NULL;

  for (guint part = 0; part < G_N_ELEMENTS (parts); part++)
    {
      if (strcmp (parts[part].name, name) == 0)
        return read_part (self, part, node, error);
    }
  if (!rc_declaration_field_from_name (name, &field))
    return refuse (error, name, _("the name of a field of a declaration"));
  if (rc_json_is (&self->json, node, RC_JSON_STRING))
    value = rc_json_dup_string (&self->json, node);
  if (value == NULL)
    return refuse (error, name, _("a text"));
  return rc_declaration_key_in (self->declaration, field, value, error);
}

static gboolean
read_object (Keyed   *self,
             GError **error)
{
  const RcJson *json = &self->json;

  for (guint32 member = 1; member < json->nodes[0].next; member = json->nodes[member].next)
    {
      g_autofree char *name = rc_json_dup_text (json, member, NULL);

      if (name == NULL)
        return refuse (error, "", _("the name of a field of a declaration"));
      if (!read_member (self, name, member + 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
parse (Keyed    *self,
       GBytes   *bytes,
       GError  **error)
{
  RcJsonFault fault;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  if (length > RC_LIMIT_DECLARATION_BYTES)
    g_set_error (error, RC_DECLARATION_ERROR, RC_DECLARATION_ERROR_MALFORMED, _("longer than the %u bytes that are read"), RC_LIMIT_DECLARATION_BYTES);
  else if (!rc_json_parse (&self->json, text, length, &fault))
    g_set_error (error, RC_DECLARATION_ERROR, RC_DECLARATION_ERROR_MALFORMED, _("no JSON: at byte %1$lld expected %2$s"), (long long) fault.offset,
                 fault.expected);
  else if (self->json.has_duplicate || !rc_json_is (&self->json, 0, RC_JSON_OBJECT))
    g_set_error_literal (error, RC_DECLARATION_ERROR, RC_DECLARATION_ERROR_MALFORMED, _("no JSON object that names each member once"));
  else
    return TRUE;
  return FALSE;
}

RcDeclaration *
rc_declaration_from_keyed (GBytes  *json,
                           GError **error)
{
  g_autoptr (RcDeclaration) declaration = rc_declaration_new (TRUE);
  Keyed self = { .declaration = declaration };
  gboolean read;

  rc_json_init (&self.json);
  read = parse (&self, json, error) && read_object (&self, error);
  rc_json_clear (&self.json);
  return read ? g_steal_pointer (&declaration) : NULL;
}
