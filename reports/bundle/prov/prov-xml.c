/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/prov/prov-document.h"

#include "core/timestamp.h"

/*
 * PROV-XML: one way to write each statement. Elements stand in the order that the schema of the Note asks for; the document's own children may stand in any.
 */

static const char * const types[] = {
  [RC_PROV_TEXT] = NULL,
  [RC_PROV_WORDS] = NULL,
  [RC_PROV_NAME] = "xsd:QName",
  [RC_PROV_NUMBER] = "xsd:unsignedLong",
  [RC_PROV_TRUTH] = "xsd:boolean",
};

static void
append_escaped (GString    *out,
                const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (out, escaped);
}

static void
append_spaces (GString              *out,
               const RcProvDocument *self)
{
  g_string_append (out, "<prov:document xmlns:prov=\"http://www.w3.org/ns/prov#\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
                   " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"");
  for (guint i = 0; i < self->spaces->len; i++)
    {
      const RcProvSpace *space = g_ptr_array_index (self->spaces, i);

      g_string_append_printf (out, " xmlns:%s=\"", space->prefix);
      append_escaped (out, space->space);
      g_string_append_c (out, '"');
    }
  g_string_append (out, ">\n");
}

static void
append_end (GString    *out,
            const char *name,
            const char *id)
{
  g_string_append_printf (out, "    <prov:%s prov:ref=\"", name);
  append_escaped (out, id);
  g_string_append (out, "\"/>\n");
}

static void
append_time (GString    *out,
             const char *name,
             gint64      time_us)
{
  g_autofree char *text = time_us != RC_TIME_NONE ? rc_time_format_utc (time_us) : NULL;

  if (text != NULL)
    g_string_append_printf (out, "    <prov:%s>%s</prov:%s>\n", name, text, name);
}

static void
append_attribute (GString               *out,
                  const RcProvAttribute *attribute)
{
  g_string_append_printf (out, "    <%s", attribute->name);
  if (types[attribute->type] != NULL)
    g_string_append_printf (out, " xsi:type=\"%s\"", types[attribute->type]);
  if (attribute->language != NULL)
    g_string_append_printf (out, " xml:lang=\"%s\"", attribute->language);
  g_string_append_c (out, '>');
  append_escaped (out, attribute->value);
  g_string_append_printf (out, "</%s>\n", attribute->name);
}

static void
append_statement (GString               *out,
                  const RcProvStatement *statement)
{
  const RcProvForm *form = rc_prov_kind_get_form (statement->kind);

  g_string_append_printf (out, "  <prov:%s prov:id=\"", form->name);
  append_escaped (out, statement->id);
  g_string_append (out, "\">\n");
  if (form->subject != NULL)
    {
      append_end (out, form->subject, statement->subject);
      append_end (out, form->object, statement->object);
    }
  append_time (out, "startTime", statement->start_us);
  append_time (out, "endTime", statement->end_us);
  for (guint i = 0; i < statement->attributes->len; i++)
    append_attribute (out, g_ptr_array_index (statement->attributes, i));
  g_string_append_printf (out, "  </prov:%s>\n", form->name);
}

/**
 * rc_prov_to_xml:
 *
 * Returns: (transfer full): the document as PROV-XML; the same document gives the same bytes
 */
char *
rc_prov_to_xml (const RcProvDocument *self)
{
  GString *out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

  append_spaces (out, self);
  for (guint i = 0; i < self->statements->len; i++)
    append_statement (out, g_ptr_array_index (self->statements, i));
  g_string_append (out, "</prov:document>\n");
  return g_string_free (out, FALSE);
}
