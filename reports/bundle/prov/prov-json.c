/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/prov/prov-document.h"

#include <string.h>

#include "core/canonical.h"
#include "core/json-writer.h"
#include "core/timestamp.h"

/*
 * PROV-JSON: statements stand below their kind by their id, with attributes and ends as members. An attribute that has several values has a list of them.
 */

static const char * const types[] = {
  [RC_PROV_TEXT] = NULL,
  [RC_PROV_WORDS] = NULL,
  [RC_PROV_NAME] = "prov:QUALIFIED_NAME",
  [RC_PROV_NUMBER] = "xsd:unsignedLong",
  [RC_PROV_TRUTH] = "xsd:boolean",
};

static void
write_spaces (RcJsonWriter         *writer,
              const RcProvDocument *self)
{
  rc_json_writer_name (writer, "prefix");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "prov", "http://www.w3.org/ns/prov#");
  rc_json_writer_member_string (writer, "xsd", "http://www.w3.org/2001/XMLSchema#");
  for (guint i = 0; i < self->spaces->len; i++)
    {
      const RcProvSpace *space = g_ptr_array_index (self->spaces, i);

      rc_json_writer_member_string (writer, space->prefix, space->space);
    }
  rc_json_writer_end_object (writer);
}

static void
write_value (RcJsonWriter          *writer,
             const RcProvAttribute *attribute)
{
  if (attribute->type == RC_PROV_TEXT)
    {
      rc_json_writer_string (writer, attribute->value);
      return;
    }

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "$", attribute->value);
  if (types[attribute->type] != NULL)
    rc_json_writer_member_string (writer, "type", types[attribute->type]);
  if (attribute->language != NULL)
    rc_json_writer_member_string (writer, "lang", attribute->language);
  rc_json_writer_end_object (writer);
}

static guint
count_values (const RcProvStatement *statement,
              const char            *name,
              guint                 *out_first)
{
  guint count = 0;

  for (guint i = 0; i < statement->attributes->len; i++)
    {
      const RcProvAttribute *attribute = g_ptr_array_index (statement->attributes, i);

      if (!g_str_equal (attribute->name, name))
        continue;
      if (count++ == 0)
        *out_first = i;
    }
  return count;
}

static void
write_attributes (RcJsonWriter          *writer,
                  const RcProvStatement *statement)
{
  for (guint i = 0; i < statement->attributes->len; i++)
    {
      const RcProvAttribute *attribute = g_ptr_array_index (statement->attributes, i);
      guint first = 0, count = count_values (statement, attribute->name, &first);

      if (first < i)
        continue;
      rc_json_writer_name (writer, attribute->name);
      if (count > 1)
        rc_json_writer_begin_array (writer);
      for (guint j = i; j < statement->attributes->len; j++)
        {
          const RcProvAttribute *other = g_ptr_array_index (statement->attributes, j);

          if (g_str_equal (other->name, attribute->name))
            write_value (writer, other);
        }
      if (count > 1)
        rc_json_writer_end_array (writer);
    }
}

static void
write_member (RcJsonWriter *writer,
              const char   *name,
              const char   *value)
{
  g_autofree char *full = g_strconcat ("prov:", name, NULL);

  rc_json_writer_member_string (writer, full, value);
}

static void
write_time (RcJsonWriter *writer,
            const char   *name,
            gint64        time_us)
{
  g_autofree char *text = time_us != RC_TIME_NONE ? rc_time_format_utc (time_us) : NULL;

  if (text != NULL)
    write_member (writer, name, text);
}

static void
write_statement (RcJsonWriter          *writer,
                 const RcProvStatement *statement)
{
  const RcProvForm *form = rc_prov_kind_get_form (statement->kind);

  rc_json_writer_name (writer, statement->id);
  rc_json_writer_begin_object (writer);
  if (form->subject != NULL)
    {
      write_member (writer, form->subject, statement->subject);
      write_member (writer, form->object, statement->object);
    }
  write_time (writer, "startTime", statement->start_us);
  write_time (writer, "endTime", statement->end_us);
  write_attributes (writer, statement);
  rc_json_writer_end_object (writer);
}

static void
write_kind (RcJsonWriter         *writer,
            const RcProvDocument *self,
            RcProvKind            kind)
{
  if (self->counts[kind] == 0)
    return;

  rc_json_writer_name (writer, rc_prov_kind_get_form (kind)->name);
  rc_json_writer_begin_object (writer);
  for (guint i = 0; i < self->statements->len; i++)
    {
      const RcProvStatement *statement = g_ptr_array_index (self->statements, i);

      if (statement->kind == kind)
        write_statement (writer, statement);
    }
  rc_json_writer_end_object (writer);
}

/**
 * rc_prov_to_json:
 *
 * Returns: (transfer full): the document as PROV-JSON; the same document gives the same bytes
 */
char *
rc_prov_to_json (const RcProvDocument *self)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  const char *text;

  rc_json_writer_begin_object (writer);
  write_spaces (writer, self);
  for (guint kind = 0; kind < RC_PROV_N_KINDS; kind++)
    write_kind (writer, self, (RcProvKind) kind);
  rc_json_writer_end_object (writer);
  text = rc_json_writer_peek (writer);
  return rc_canonical_dup (text, strlen (text));
}
