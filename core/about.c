/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "about.h"

#include <string.h>

#include "slot.h"

static const char * const kind_names[RC_N_ABOUT_KINDS] = {
  "system", "model", "decision", "question", "slot", "requirement", "topic",
};

/* How the ids of the catalogue of requirements begin. */
static const char * const requirement_prefixes[] = { "AIA-", "AIV-", "DL-", "DOC-", "RET-", "TR-" };

void
rc_about_free (RcAbout *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self);
}

const char *
rc_about_kind_to_name (RcAboutKind kind)
{
  return kind < RC_N_ABOUT_KINDS ? kind_names[kind] : kind_names[RC_ABOUT_TOPIC];
}

static RcAbout *
about_new (RcAboutKind  kind,
           const char  *name)
{
  RcAbout *self = g_new0 (RcAbout, 1);

  self->kind = kind;
  self->name = g_strdup (name);
  return self;
}

static gboolean
is_question (const char *text)
{
  return text[0] == 'Q' && g_ascii_isdigit (text[1]) && g_ascii_isdigit (text[2]) && text[3] == '\0';
}

static gboolean
is_requirement (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (requirement_prefixes); i++)
    {
      if (g_str_has_prefix (text, requirement_prefixes[i]) && text[strlen (requirement_prefixes[i])] != '\0')
        return TRUE;
    }
  return FALSE;
}

RcAbout *
rc_about_parse (const char *text)
{
  const char *colon = strchr (text, ':');

  for (guint kind = 0; colon != NULL && kind < RC_N_ABOUT_KINDS; kind++)
    {
      gsize length = strlen (kind_names[kind]);

      if (length == (gsize) (colon - text) && strncmp (kind_names[kind], text, length) == 0 && colon[1] != '\0')
        return about_new (kind, colon + 1);
    }

  if (is_question (text))
    return about_new (RC_ABOUT_QUESTION, text);
  if (rc_slot_by_id (text) != NULL)
    return about_new (RC_ABOUT_SLOT, text);
  if (is_requirement (text))
    return about_new (RC_ABOUT_REQUIREMENT, text);
  return about_new (RC_ABOUT_TOPIC, text);
}

char *
rc_about_dup_text (const RcAbout *self)
{
  return g_strdup_printf ("%s:%s", rc_about_kind_to_name (self->kind), self->name);
}

gboolean
rc_about_is_subject (const RcAbout *self)
{
  return self->kind == RC_ABOUT_SYSTEM || self->kind == RC_ABOUT_MODEL_VERSION || self->kind == RC_ABOUT_DECISION;
}

/* --- Lists --- */

GPtrArray *
rc_about_list_new (const char * const *texts)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_about_free);

  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    g_ptr_array_add (list, rc_about_parse (texts[i]));
  return list;
}

GPtrArray *
rc_about_list_take (GPtrArray *texts)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_about_free);

  for (guint i = 0; i < texts->len; i++)
    g_ptr_array_add (list, rc_about_parse (g_ptr_array_index (texts, i)));
  g_ptr_array_unref (texts);
  return list;
}

gboolean
rc_about_list_has (GPtrArray   *list,
                   RcAboutKind  kind,
                   const char  *name)
{
  for (guint i = 0; i < list->len; i++)
    {
      const RcAbout *about = g_ptr_array_index (list, i);

      if (about->kind == kind && strcmp (about->name, name) == 0)
        return TRUE;
    }
  return FALSE;
}

void
rc_about_list_write (GPtrArray    *list,
                     RcJsonWriter *writer,
                     const char   *name)
{
  if (list->len == 0)
    return;

  rc_json_writer_name (writer, name);
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < list->len; i++)
    {
      g_autofree char *text = rc_about_dup_text (g_ptr_array_index (list, i));

      rc_json_writer_string (writer, text);
    }
  rc_json_writer_end_array (writer);
}

char *
rc_about_list_dup_text (GPtrArray *list)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      g_autofree char *text = rc_about_dup_text (g_ptr_array_index (list, i));

      g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", text);
    }
  return g_string_free (out, FALSE);
}
