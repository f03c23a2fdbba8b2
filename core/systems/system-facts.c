/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/systems/system-facts.h"

#include "core/display-text.h"
#include "core/systems/system-filter.h"

static void
fact_free (gpointer data)
{
  RcSystemFact *fact = data;

  g_free (fact->value);
  g_free (fact->word);
  g_free (fact);
}

void
rc_system_sheet_free (RcSystemSheet *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_clear_pointer (&self->system, rc_system_free);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  g_clear_pointer (&self->bindings, g_ptr_array_unref);
  g_free (self);
}

static char *
dup_values (const RcSystemStatement *statement)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < statement->values->len; i++)
    {
      g_autofree char *value = rc_system_attribute_dup_words (statement->attribute, g_ptr_array_index (statement->values, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", value);
    }
  return g_string_free (text, FALSE);
}

static void
add_fact (RcSystemSheet            *self,
          const RcSystemStatement  *statement,
          gboolean                  counts,
          RcCase                   *case_file)
{
  RcSystemFact *fact = g_new0 (RcSystemFact, 1);

  fact->attribute = statement->attribute;
  fact->title = rc_system_attribute_title (statement->attribute);
  fact->value = dup_values (statement);
  fact->word = rc_system_word_dup_words (statement->word, case_file);
  fact->counts = counts;
  fact->differs = rc_system_differs (self->system, statement->attribute);
  g_ptr_array_add (self->facts, fact);
}

/* The word that counts first, then those beside it that were not replaced by their own voice. */
static void
add_attribute (RcSystemSheet     *self,
               RcSystemAttribute  attribute,
               RcCase            *case_file)
{
  const RcSystemStatement *counting = rc_system_peek (self->system, attribute);

  if (counting == NULL)
    return;

  add_fact (self, counting, TRUE, case_file);
  for (guint i = 0; i < self->system->statements->len; i++)
    {
      const RcSystemStatement *statement = g_ptr_array_index (self->system->statements, i);

      if (statement->attribute == attribute && statement != counting && !statement->is_superseded)
        add_fact (self, statement, FALSE, case_file);
    }
}

static char *
dup_binding (const RcSystemBinding *binding)
{
  g_autofree char *value = rc_display_text (binding->value, -1, 0);
  g_autofree char *field = binding->field != NULL ? rc_display_text (binding->field, -1, 0) : NULL;

  return field != NULL ? g_strdup_printf ("%s = %s", field, value) : g_steal_pointer (&value);
}

static void
add_binding (RcSystemSheet          *self,
             const RcSystemBinding  *binding,
             const RcSystemFilter   *filter,
             RcCase                 *case_file)
{
  RcSystemFact *fact;

  if (binding->is_withdrawn || binding->withdraws)
    return;

  fact = g_new0 (RcSystemFact, 1);
  fact->attribute = RC_N_SYSTEM_ATTRIBUTES;
  fact->title = rc_system_binding_kind_title (binding->kind);
  fact->value = dup_binding (binding);
  fact->word = rc_system_word_dup_words (binding->word, case_file);
  fact->counts = TRUE;
  fact->is_idle = rc_system_filter_is_idle (filter, binding);
  g_ptr_array_add (self->bindings, fact);
}

static RcSystemSheet *
sheet_new (RcCase    *case_file,
           RcSystem  *system,        /* (transfer full) */
           GError   **error)
{
  g_autoptr (RcSystemSheet) self = g_new0 (RcSystemSheet, 1);
  g_autoptr (RcSystemFilter) filter = NULL;

  self->system = system;
  self->name = g_strdup (system->name);
  self->facts = g_ptr_array_new_with_free_func (fact_free);
  self->bindings = g_ptr_array_new_with_free_func (fact_free);
  filter = rc_system_filter_new (case_file, system, error);
  if (filter == NULL)
    return NULL;

  for (guint i = 0; i < RC_N_SYSTEM_ATTRIBUTES; i++)
    add_attribute (self, (RcSystemAttribute) i, case_file);
  for (guint i = 0; i < system->bindings->len; i++)
    add_binding (self, g_ptr_array_index (system->bindings, i), filter, case_file);
  return g_steal_pointer (&self);
}

/**
 * rc_system_sheet_list:
 *
 * Returns: (element-type RcSystemSheet) (transfer full): the systems by their names; %NULL with @error
 */
GPtrArray *
rc_system_sheet_list (RcCase          *case_file,
                      RcRecordReader  *reader,
                      gboolean        *out_complete,
                      GError         **error)
{
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_system_sheet_free);
  g_autoptr (GPtrArray) systems = rc_system_list (case_file, reader, out_complete, error);

  if (systems == NULL)
    return NULL;

  while (systems->len > 0)
    {
      RcSystemSheet *sheet = sheet_new (case_file, g_ptr_array_steal_index (systems, 0), error);

      if (sheet == NULL)
        return NULL;
      g_ptr_array_add (sheets, sheet);
    }
  return g_steal_pointer (&sheets);
}
