/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/declaration-xml.h"

#include "core/bounds.h"
#include "core/declaration/declaration-parts.h"
#include "core/display-text.h"
#include "core/timestamp.h"
#include "core/words.h"

/*
 * The twin as bytes. There is one way to write a declaration: elements in the order of the schema, two blanks for each level, a line end behind each
 * element, none of what may be left away.
 */

/* A field or sentence that was made by others can hold what XML cannot carry: it is then shown, as on paper. */
static char *
dup_carried (const char *value)
{
  g_autofree char *carried = g_utf8_make_valid (value, -1);

  for (const char *at = carried; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (!rc_declaration_is_character (g_utf8_get_char (at)) || *at == '\r')
        return g_strstrip (rc_display_text (carried, -1, 0));
    }
  return g_strstrip (g_steal_pointer (&carried));
}

static void
append_escaped (GString    *out,
                const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    {
      switch (*at)
        {
        case '&':  g_string_append (out, "&amp;"); break;
        case '<':  g_string_append (out, "&lt;"); break;
        case '>':  g_string_append (out, "&gt;"); break;
        case '"':  g_string_append (out, "&quot;"); break;
        default:   g_string_append_c (out, *at); break;
        }
    }
}

static void
append_indent (GString *out,
               guint    level)
{
  for (guint i = 0; i < level; i++)
    g_string_append (out, "  ");
}

/* @attributes: as they stand in the tag, with the blank before them. */
static void
append_element (GString    *out,
                guint       level,
                const char *name,
                const char *attributes,
                const char *text)          /* (nullable): no element */
{
  g_autofree char *carried = text != NULL ? dup_carried (text) : NULL;

  if (carried == NULL || *carried == '\0')
    return;

  append_indent (out, level);
  g_string_append_printf (out, "<%s%s>", name, attributes);
  append_escaped (out, carried);
  g_string_append_printf (out, "</%s>\n", name);
}

/* --- The parts --- */

static void
append_fields (GString             *out,
               const RcDeclaration *self,
               guint                item)
{
  for (guint field = 0; field < RC_N_DECLARATION_FIELDS; field++)
    {
      if (rc_declaration_field_item (field) == item)
        append_element (out, 2, rc_declaration_field_to_name (field), "", rc_declaration_peek (self, field));
    }
}

static void
append_time (GString    *attributes,
             const char *name,
             gint64      time_us)
{
  g_autofree char *time = time_us != RC_TIME_NONE ? rc_time_format_utc (time_us) : NULL;

  if (time != NULL)
    g_string_append_printf (attributes, " %s=\"%s\"", name, time);
}

static void
append_versions (GString             *out,
                 const RcDeclaration *self)
{
  for (guint i = 0; i < self->versions->len; i++)
    {
      const RcDeclarationVersion *version = g_ptr_array_index (self->versions, i);
      g_autoptr (GString) attributes = g_string_new (NULL);

      append_time (attributes, "from", version->from_us);
      append_time (attributes, "to", version->to_us);
      if (version->sha256 != NULL)
        g_string_append_printf (attributes, " sha256=\"%s\"", version->sha256);
      append_element (out, 2, "version", attributes->str, version->name);
    }
}

static void
append_acts (GString             *out,
             const RcDeclaration *self)
{
  for (guint i = 0; i < self->acts->len; i++)
    {
      const RcDeclarationAct *act = g_ptr_array_index (self->acts, i);

      g_string_append (out, "    <act>\n");
      append_element (out, 3, "number", "", act->number);
      append_element (out, 3, "title", "", act->title);
      append_element (out, 3, "amended-by", "", act->amended_by);
      g_string_append (out, "    </act>\n");
    }
}

static void
append_standards (GString             *out,
                  const RcDeclaration *self)
{
  for (guint i = 0; i < self->standards->len; i++)
    {
      const RcDeclarationStandard *standard = g_ptr_array_index (self->standards, i);

      g_string_append_printf (out, "    <standard harmonised=\"%s\" withdrawn=\"%s\">\n",
                              rc_declaration_claims_harmonised (self, standard) ? "true" : "false", standard->is_withdrawn ? "true" : "false");
      append_element (out, 3, "reference", "", standard->reference);
      append_element (out, 3, "title", "", standard->title);
      append_element (out, 3, "dated", "", standard->dated);
      append_element (out, 3, "oj-reference", "", standard->oj_reference);
      append_element (out, 3, "oj-date", "", standard->oj_date);
      g_string_append (out, "    </standard>\n");
    }
}

static void
append_items (GString             *out,
              const RcDeclaration *self)
{
  g_string_append (out, "  <document>\n");
  append_fields (out, self, 0);
  g_string_append (out, "  </document>\n");
  for (guint item = 1; item <= RC_DECLARATION_ITEMS; item++)
    {
      /* A sentence alone, which stands with its language. */
      if (item == 3)
        continue;
      g_string_append_printf (out, "  <item-%u>\n", item);
      append_fields (out, self, item);
      if (item == 1)
        append_versions (out, self);
      else if (item == 4)
        append_acts (out, self);
      else if (item == 6)
        append_standards (out, self);
      g_string_append_printf (out, "  </item-%u>\n", item);
    }
}

static void
append_language (GString                     *out,
                 const RcDeclarationLanguage *language)
{
  g_string_append_printf (out, "  <language code=\"%s\" original=\"%s\">\n", language->language, language->is_original ? "true" : "false");
  append_element (out, 2, "title", "", language->title);
  for (guint item = 0; item <= RC_DECLARATION_ITEMS; item++)
    {
      g_autofree char *attributes = g_strdup_printf (" item=\"%u\"", item);

      append_element (out, 2, "statement", attributes, language->statements[item]);
    }
  append_element (out, 2, "tree", "", language->tree);
  g_string_append (out, "  </language>\n");
}

/**
 * rc_declaration_to_xml:
 *
 * Where values come from is not in it: what stands here is declared, and whoever receives it has no use for the records of another's case.
 *
 * Returns: (transfer full) (nullable): the twin; %NULL with %RC_DECLARATION_ERROR_INVALID where it would be larger than is read
 */
GBytes *
rc_declaration_to_xml (const RcDeclaration  *self,
                       GError              **error)
{
  g_autoptr (GString) out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

  g_string_append_printf (out, "<declaration xmlns=\"" RC_DECLARATION_SPACE "\"%s>\n", self->is_draft ? " draft=\"true\"" : "");
  append_items (out, self);
  for (guint i = 0; i < self->languages->len; i++)
    append_language (out, g_ptr_array_index (self->languages, i));
  g_string_append (out, "</declaration>\n");

  if (out->len > RC_LIMIT_DECLARATION_BYTES)
    {
      g_set_error (error, RC_DECLARATION_ERROR, RC_DECLARATION_ERROR_INVALID, _("The XML of the declaration would have more than %u bytes"),
                   RC_LIMIT_DECLARATION_BYTES);
      return NULL;
    }
  return g_string_free_to_bytes (g_steal_pointer (&out));
}
