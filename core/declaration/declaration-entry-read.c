/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/declaration-parts.h"

#include <string.h>

#include "core/bounds.h"
#include "core/declaration/declaration-text.h"
#include "core/display-text.h"
#include "core/entry.h"
#include "core/registers/register.h"
#include "core/words.h"

/* What was entered for a declaration, as it stands now: the newest word on each field, and what was added and not withdrawn. */

/* No node: of an entry that was changed behind the program's back nothing can be read. */
static guint32
find_member (const RcJson *json,
             const char   *name)
{
  return json->n_nodes > 0 ? rc_json_member (json, 0, name) : RC_JSON_NO_NODE;
}

/* (transfer full) (nullable): what is no line is as left away. */
static char *
dup_line (const RcJson *json,
          guint32       node,
          const char   *name)
{
  g_autofree char *text = rc_register_dup_member (json, node, name);

  return text != NULL && rc_declaration_is_line (text) ? g_steal_pointer (&text) : NULL;
}

static char *
dup_origin_words (const RcDeclarationValue *value)
{
  g_autofree char *shown = rc_display_text (value->value, -1, RC_LIMIT_SHOWN_BYTES);

  if (value->origin == RC_DECLARATION_FIXED)
    return g_strdup_printf (_("by the law or by counting: %s"), shown);
  return g_strdup_printf (_("as stated or recorded: %s"), shown);
}

static void
take_value (RcDeclaration      *self,
            RcDeclarationField  field,
            char               *entered,         /* (transfer full) */
            const RcEntry      *entry)
{
  RcDeclarationValue *value = &self->values[field];

  if (value->value != NULL && strcmp (value->value, entered) != 0)
    {
      g_free (value->differs);
      value->differs = dup_origin_words (value);
    }
  g_free (value->value);
  g_free (value->by);
  value->value = entered;
  value->origin = RC_DECLARATION_ENTERED;
  value->by = g_strdup (entry->by);
  value->at_us = entry->added_us;
  value->source = 0;
  value->record = 0;
}

/* The newest entry that has the field decides. */
static void
take_field (RcDeclaration       *self,
            const RcEntryThread *thread,
            RcDeclarationField   field)
{
  for (guint i = thread->additions->len + 1; i > 0; i--)
    {
      const RcEntry *entry = i > 1 ? g_ptr_array_index (thread->additions, i - 2) : thread->first;
      const RcJson *json = rc_entry_peek_json (entry);
      g_autofree char *text = rc_register_dup_member (json, find_member (json, RC_DECLARATION_MEMBER_VALUES), rc_declaration_field_to_name (field));

      if (text == NULL)
        continue;
      if (rc_declaration_field_check (field, text, NULL))
        take_value (self, field, g_steal_pointer (&text), entry);
      return;
    }
}

static void
take_act (RcDeclaration *self,
          const RcJson  *json,
          guint32        node,
          gboolean       withdrawn)
{
  g_autofree char *number = dup_line (json, node, "number");
  RcDeclarationAct *act;

  if (number == NULL)
    return;

  for (guint i = self->acts->len; i > 0; i--)
    {
      if (strcmp (((const RcDeclarationAct *) g_ptr_array_index (self->acts, i - 1))->number, number) == 0)
        g_ptr_array_remove_index (self->acts, i - 1);
    }
  if (withdrawn || self->acts->len >= RC_LIMIT_DECLARATION_ITEMS)
    return;

  act = g_new0 (RcDeclarationAct, 1);
  act->number = g_steal_pointer (&number);
  act->title = dup_line (json, node, "title");
  act->amended_by = dup_line (json, node, "amended-by");
  act->origin = RC_DECLARATION_ENTERED;
  g_ptr_array_add (self->acts, act);
}

static void
take_standard (RcDeclaration *self,
               const RcJson  *json,
               guint32        node,
               gboolean       withdrawn)
{
  g_autofree char *reference = dup_line (json, node, "reference");
  RcDeclarationStandard *standard;

  if (reference == NULL)
    return;

  for (guint i = self->standards->len; i > 0; i--)
    {
      if (strcmp (((const RcDeclarationStandard *) g_ptr_array_index (self->standards, i - 1))->reference, reference) == 0)
        g_ptr_array_remove_index (self->standards, i - 1);
    }
  if (withdrawn || self->standards->len >= RC_LIMIT_DECLARATION_ITEMS)
    return;

  standard = g_new0 (RcDeclarationStandard, 1);
  standard->reference = g_steal_pointer (&reference);
  standard->title = dup_line (json, node, "title");
  standard->dated = dup_line (json, node, "dated");
  standard->oj_reference = dup_line (json, node, "oj-reference");
  standard->oj_date = dup_line (json, node, "oj-date");
  if (standard->oj_date != NULL && !rc_register_is_day (standard->oj_date))
    g_clear_pointer (&standard->oj_date, g_free);
  standard->is_withdrawn = rc_json_is (json, rc_json_member (json, node, "standard-withdrawn"), RC_JSON_TRUE);
  standard->origin = RC_DECLARATION_ENTERED;
  g_ptr_array_add (self->standards, standard);
}

static void
take_translation (RcDeclaration *self,
                  char          *language,       /* (transfer full) */
                  gboolean       withdrawn)
{
  guint index;

  if (g_ptr_array_find_with_equal_func (self->checked, language, g_str_equal, &index))
    g_ptr_array_remove_index (self->checked, index);
  if (!withdrawn && self->checked->len < RC_LIMIT_DECLARATION_LANGUAGES)
    g_ptr_array_add (self->checked, g_steal_pointer (&language));
  g_free (language);
}

gboolean
rc_declaration_awaits_check (const RcDeclaration *self,
                             const char          *language)
{
  return rc_declaration_text_awaits_check (language) && !g_ptr_array_find_with_equal_func (self->checked, language, g_str_equal, NULL);
}

static void
take_items (RcDeclaration *self,
            const RcEntry *entry)
{
  const RcJson *json = rc_entry_peek_json (entry);
  guint32 act = find_member (json, RC_DECLARATION_MEMBER_ACT);
  guint32 standard = find_member (json, RC_DECLARATION_MEMBER_STANDARD);
  gboolean withdrawn = rc_json_is (json, find_member (json, RC_DECLARATION_MEMBER_WITHDRAWN), RC_JSON_TRUE);
  char *language = rc_entry_dup_text (entry, RC_DECLARATION_MEMBER_TRANSLATION);

  if (language != NULL)
    take_translation (self, language, withdrawn);
  if (act != RC_JSON_NO_NODE)
    take_act (self, json, act, withdrawn);
  if (standard != RC_JSON_NO_NODE)
    take_standard (self, json, standard, withdrawn);
}

gboolean
rc_declaration_take_entries (RcDeclaration  *self,
                             RcCase         *case_file,
                             const char     *system,
                             GError        **error)
{
  g_autoptr (GPtrArray) threads = rc_entry_thread_list (case_file, RC_ENTRY_DECLARATION, error);

  if (threads == NULL)
    return FALSE;

  for (guint i = 0; i < threads->len; i++)
    {
      const RcEntryThread *thread = g_ptr_array_index (threads, i);
      g_autofree char *name = rc_entry_dup_text (thread->first, RC_DECLARATION_MEMBER_SYSTEM);

      if (g_strcmp0 (name, system) != 0)
        continue;
      for (guint field = 0; field < RC_N_DECLARATION_FIELDS; field++)
        take_field (self, thread, field);
      take_items (self, thread->first);
      for (guint j = 0; j < thread->additions->len; j++)
        take_items (self, g_ptr_array_index (thread->additions, j));
    }
  return TRUE;
}
