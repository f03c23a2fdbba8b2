/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping.h"

#include "importers/json-value.h"
#include "importers/mapping-reader.h"

static void
clear_alternative (gpointer data)
{
  RcMappingAlternative *alternative = data;

  g_free (alternative->condition);
}

static void
clear_term (gpointer data)
{
  RcMappingTerm *term = data;

  g_free (term->text);
  g_free (term->word);
}

static void
clear_sign (gpointer data)
{
  RcMappingSign *sign = data;

  g_free (sign->value);
}

static void
free_choice (gpointer data)
{
  RcMappingChoice *choice = data;

  g_array_unref (choice->alternatives);
  g_free (choice);
}

static GArray *
array_new (gsize          item_size,
           GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, TRUE, item_size);

  g_array_set_clear_func (array, clear);
  return array;
}

/**
 * rc_mapping_new:
 * @text: a mapping file, tainted; copied
 * @length: of @text in bytes
 * @name: for messages
 *
 * Returns: (transfer full) (nullable): %NULL with RC_IMPORTER_ERROR_MAPPING, whose message names the line
 */
RcMapping *
rc_mapping_new (const char *text,
                gsize       length,
                const char *name,
                GError    **error)
{
  g_autoptr (RcMapping) self = g_new0 (RcMapping, 1);

  self->sign_paths = rc_path_set_new ();
  self->signs = array_new (sizeof (RcMappingSign), clear_sign);
  self->paths = rc_path_set_new ();
  self->choices = g_ptr_array_new_with_free_func (free_choice);
  self->kind_terms = array_new (sizeof (RcMappingTerm), clear_term);
  self->action_terms = array_new (sizeof (RcMappingTerm), clear_term);

  if (!rc_mapping_read_text (self, text, length, name, error))
    return NULL;

  self->data.text = g_strndup (text, length);
  self->data.length = length;
  return g_steal_pointer (&self);
}

void
rc_mapping_free (RcMapping *self)
{
  if (self == NULL)
    return;

  g_free ((char *) self->data.text);
  g_free (self->id);
  g_free (self->title);
  g_free (self->evidences);
  g_free (self->chain_profile);
  rc_path_set_free (self->sign_paths);
  g_array_unref (self->signs);
  rc_path_set_free (self->paths);
  g_ptr_array_unref (self->choices);
  g_array_unref (self->kind_terms);
  g_array_unref (self->action_terms);
  g_free (self);
}

/**
 * rc_mapping_add_choice:
 *
 * Returns: (transfer none): an empty choice that is kept with the mapping
 */
RcMappingChoice *
rc_mapping_add_choice (RcMapping *self)
{
  RcMappingChoice *choice = g_new0 (RcMappingChoice, 1);

  choice->alternatives = array_new (sizeof (RcMappingAlternative), clear_alternative);
  g_ptr_array_add (self->choices, choice);
  return choice;
}

/**
 * rc_mapping_yields:
 *
 * Returns: whether a record can become an event of this kind
 */
gboolean
rc_mapping_yields (const RcMapping *self,
                   RcEventKind      kind)
{
  for (guint i = 0; i < self->kind_terms->len; i++)
    {
      if (g_array_index (self->kind_terms, RcMappingTerm, i).kind == kind)
        return TRUE;
    }

  return self->default_kind == kind;
}

/**
 * rc_mapping_read_kind:
 * @nodes: what rc_path_set_find() found in the record
 *
 * Returns: what the record says happened; the default where it says something unknown or nothing
 */
RcEventKind
rc_mapping_read_kind (const RcMapping *self,
                      const RcJson    *json,
                      const guint32   *nodes)
{
  guint32 node;

  if (self->kind_choice == NULL)
    return self->default_kind;

  node = rc_mapping_choice_pick (self->kind_choice, json, nodes, NULL);
  for (guint i = 0; node != RC_JSON_NO_NODE && i < self->kind_terms->len; i++)
    {
      const RcMappingTerm *term = &g_array_index (self->kind_terms, RcMappingTerm, i);

      if (rc_json_value_equals (json, node, term->text))
        return term->kind;
    }

  return self->default_kind;
}

/**
 * rc_mapping_peek_action:
 * @text: an action as the record names it
 *
 * Returns: (transfer none): the word that it stands for; @text itself where the mapping does not know it
 */
const char *
rc_mapping_peek_action (const RcMapping *self,
                        const char      *text)
{
  for (guint i = 0; i < self->action_terms->len; i++)
    {
      const RcMappingTerm *term = &g_array_index (self->action_terms, RcMappingTerm, i);

      if (g_str_equal (term->text, text))
        return term->word;
    }

  return text;
}

static gboolean
alternative_counts (const RcMappingAlternative *self,
                    const RcJson               *json,
                    const guint32              *nodes)
{
  if (!rc_json_value_is_present (json, nodes[self->path]))
    return FALSE;

  return self->condition == NULL || rc_json_value_equals (json, nodes[self->condition_path], self->condition);
}

/**
 * rc_mapping_choice_pick:
 * @nodes: what rc_path_set_find() found in the record
 * @out_path: (out) (optional): the path of the answer; set where there is one
 *
 * Returns: the node of the first alternative that is present, RC_JSON_NO_NODE where the record says none of them
 */
guint32
rc_mapping_choice_pick (const RcMappingChoice *self,
                        const RcJson          *json,
                        const guint32         *nodes,
                        guint                 *out_path)
{
  for (guint i = 0; i < self->alternatives->len; i++)
    {
      const RcMappingAlternative *alternative = &g_array_index (self->alternatives, RcMappingAlternative, i);

      if (!alternative_counts (alternative, json, nodes))
        continue;
      if (out_path != NULL)
        *out_path = alternative->path;
      return nodes[alternative->path];
    }

  return RC_JSON_NO_NODE;
}
