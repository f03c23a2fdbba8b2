/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapping.h"

#include "importers/mapping/mapping-reader.h"

void
rc_mapping_clear_operand (RcMappingOperand *operand)
{
  rc_mapping_path_free (operand->far);
  rc_mapping_pattern_free (operand->like);
  g_free (operand->text);
}

void
rc_mapping_clear_condition (RcMappingCondition *condition)
{
  rc_mapping_clear_operand (&condition->operand);
  g_free (condition->value);
  rc_mapping_free_condition (condition->next);
}

/* Recursion is as deep as one line of the mapping has conditions. */
void
rc_mapping_free_condition (RcMappingCondition *condition)
{
  if (condition == NULL)
    return;

  rc_mapping_clear_condition (condition);
  g_free (condition);
}

static void
clear_alternative (gpointer data)
{
  RcMappingAlternative *alternative = data;

  g_array_unref (alternative->operands);
  rc_mapping_free_condition (alternative->condition);
}

static void
clear_kind_rule (gpointer data)
{
  rc_mapping_clear_condition (&((RcMappingKindRule *) data)->condition);
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

static void
free_path (gpointer data)
{
  rc_mapping_path_free (data);
}

static void
free_condition (gpointer data)
{
  rc_mapping_free_condition (data);
}

static void
free_pattern (gpointer data)
{
  rc_mapping_pattern_free (data);
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
  self->line_patterns = g_ptr_array_new_with_free_func (free_pattern);
  self->ignored_patterns = g_ptr_array_new_with_free_func (free_pattern);
  self->row_paths = g_ptr_array_new_with_free_func (free_path);
  self->row_conditions = g_ptr_array_new_with_free_func (free_condition);
  self->kind_rules = array_new (sizeof (RcMappingKindRule), clear_kind_rule);
  self->nothings = g_ptr_array_new_with_free_func (g_free);
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
  g_free ((char *) self->time.rule.pattern);
  g_free (self->sampling);
  g_free (self->chain_profile);
  g_ptr_array_unref (self->line_patterns);
  g_ptr_array_unref (self->ignored_patterns);
  g_ptr_array_unref (self->row_paths);
  g_ptr_array_unref (self->row_conditions);
  g_array_unref (self->kind_rules);
  g_ptr_array_unref (self->nothings);
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
  for (guint i = 0; i < self->kind_rules->len; i++)
    {
      if (g_array_index (self->kind_rules, RcMappingKindRule, i).kind == kind)
        return TRUE;
    }

  return self->default_kind == kind;
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
