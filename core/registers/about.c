/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/about.h"

#include <string.h>

#include "core/law/law.h"
#include "core/slot.h"
#include "core/words.h"

static const char * const kind_names[RC_N_ABOUT_KINDS] = {
  "system", "model", "decision", "question", "slot", "requirement", "topic",
};

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

/* What the law's catalogue demands; own criteria are named with their kind. */
static gboolean
is_requirement (const char *text)
{
  return rc_law_find_requirement (rc_law_get (), text) != NULL || rc_law_find_policy (rc_law_get (), text) != NULL;
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

  if (rc_law_find_question (rc_law_get (), text) != NULL)
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

/**
 * rc_about_dup_words:
 *
 * Returns: (transfer full): the same for people, in the language of the reader; what a person wrote in it is not made safe to show
 */
char *
rc_about_dup_words (const RcAbout *self)
{
  const RcSlot *slot = self->kind == RC_ABOUT_SLOT ? rc_slot_by_id (self->name) : NULL;

  switch (self->kind)
    {
    case RC_ABOUT_SYSTEM:
      return g_strdup_printf (_("AI system %s"), self->name);
    case RC_ABOUT_MODEL_VERSION:
      return g_strdup_printf (_("model version %s"), self->name);
    case RC_ABOUT_DECISION:
      return g_strdup_printf (_("decision %s"), self->name);
    case RC_ABOUT_QUESTION:
      return g_strdup_printf (_("question %s"), self->name);
    case RC_ABOUT_SLOT:
      return g_strdup (slot != NULL ? _(slot->question) : self->name);
    case RC_ABOUT_REQUIREMENT:
    case RC_ABOUT_TOPIC:
    case RC_N_ABOUT_KINDS:
    default:
      return g_strdup (self->name);
    }
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

char *
rc_about_list_dup_words (GPtrArray *list)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      g_autofree char *words = rc_about_dup_words (g_ptr_array_index (list, i));

      g_string_append_printf (out, "%s%s", i > 0 ? "; " : "", words);
    }
  return g_string_free (out, FALSE);
}
