/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapped-record.h"

#include "importers/json-value.h"

#include <string.h>

/*
 * What the operands, conditions and choices of a mapping answer at the row at hand.
 */

static gboolean
value_equals (RcMappedRecord      *self,
              const RcMappedValue *value,
              const char          *text)
{
  if (value->json != NULL)
    return rc_json_value_equals (value->json, value->node, text);
  return value->text.length == strlen (text) && memcmp (value->text.text, text, value->text.length) == 0;
}

static gboolean
is_present (RcMappedRecord      *self,
            const RcMappedValue *value)
{
  const GPtrArray *nothings = self->mapping->nothings;

  if (value->json != NULL && !rc_json_value_is_present (value->json, value->node))
    return FALSE;

  for (guint i = 0; i < nothings->len; i++)
    if (value_equals (self, value, g_ptr_array_index (nothings, i)))
      return FALSE;
  return TRUE;
}

static gboolean
walk (RcMappedRecord      *self,
      const RcMappingPath *path,
      RcMappedValue       *out_value)
{
  if (path->level == RC_MAPPING_LEVEL_ROW)
    *out_value = self->item;
  else if (path->level <= self->n_levels)
    *out_value = self->levels[path->level];
  else
    return FALSE;

  for (guint i = 0; i < path->steps->len; i++)
    if (!rc_mapped_record_step (self, &g_array_index (path->steps, RcMappingStep, i), out_value))
      return FALSE;
  return TRUE;
}

/* A text that was made, at the place of the row. */
static void
set_made (RcMappedRecord *self,
          char           *text,       /* (transfer full) */
          gsize           length,
          RcMappedValue  *value)
{
  rc_mapped_record_get_place (self, &self->item, &value->offset, &value->length);
  g_ptr_array_add (self->owned, text);
  value->json = NULL;
  value->text = (RcSlice) { text, length };
}

static gboolean
read_key (RcMappedRecord *self,
          guint           level,
          RcMappedValue  *out_value)
{
  const RcMappedValue *child = &self->levels[level];
  gsize length;
  char *text;

  if (level == 0 || level > self->n_levels || !rc_mapped_value_is_member (child))
    return FALSE;

  text = rc_json_dup_text (child->json, child->node - 1, &length);
  set_made (self, text, length, out_value);
  return TRUE;
}

static gboolean
read_base (RcMappedRecord         *self,
           const RcMappingOperand *operand,
           RcMappedValue          *out_value)
{
  switch (operand->kind)
    {
    case RC_MAPPING_OPERAND_PLAIN:
      *out_value = (RcMappedValue) { .json = self->item.json, .node = self->nodes[operand->path], .offset = self->item.offset,
                                     .length = self->item.length };
      return out_value->json != NULL && out_value->node != RC_JSON_NO_NODE;
    case RC_MAPPING_OPERAND_FAR:
      return walk (self, operand->far, out_value);
    case RC_MAPPING_OPERAND_KEY:
      return read_key (self, operand->path == RC_PATH_NONE ? self->n_levels : operand->path, out_value);
    case RC_MAPPING_OPERAND_VALUE:
      *out_value = self->item;
      return TRUE;
    case RC_MAPPING_OPERAND_NAME:
      if (self->name != NULL)
        set_made (self, g_strdup (self->name), strlen (self->name), out_value);
      return self->name != NULL;
    case RC_MAPPING_OPERAND_ROW:
      if (self->n_rows > 1)
        {
          char *number = g_strdup_printf ("%u", self->row);

          set_made (self, number, strlen (number), out_value);
        }
      return self->n_rows > 1;
    case RC_MAPPING_OPERAND_TEXT:
      set_made (self, g_strdup (operand->text), strlen (operand->text), out_value);
      return TRUE;
    }

  return FALSE;
}

typedef struct
{
  GString    *text;
  const char *from;
} Parts;

static void
take_part (guint    part,
           gsize    offset,
           gsize    length,
           gpointer user_data)
{
  Parts *parts = user_data;

  if (part > 0)
    g_string_append_c (parts->text, '/');
  g_string_append_len (parts->text, parts->from + offset, (gssize) length);
}

static gboolean
take_parts (RcMappedRecord         *self,
            const RcMappingPattern *like,
            RcMappedValue          *value)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Parts parts = { .text = text };
  guint64 offset, length;
  RcSlice whole;
  gsize taken;

  rc_mapped_record_read (self, value, &whole);
  parts.from = whole.text;
  if (!rc_mapping_pattern_match (like, whole.text, whole.length, take_part, &parts))
    return FALSE;

  rc_mapped_record_get_place (self, value, &offset, &length);
  taken = text->len;
  set_made (self, g_string_free (g_steal_pointer (&text), FALSE), taken, value);
  value->offset = offset;
  value->length = length;
  return TRUE;
}

static gboolean
read_operand (RcMappedRecord         *self,
              const RcMappingOperand *operand,
              RcMappedValue          *out_value)
{
  *out_value = (RcMappedValue) { 0 };
  if (!read_base (self, operand, out_value) || !is_present (self, out_value))
    return FALSE;
  return operand->like == NULL || take_parts (self, operand->like, out_value);
}

gboolean
rc_mapped_record_holds (RcMappedRecord           *self,
                        const RcMappingCondition *condition)
{
  for (; condition != NULL; condition = condition->next)
    {
      RcMappedValue value;
      gboolean stands = read_operand (self, &condition->operand, &value) &&
                        (condition->value == NULL || value_equals (self, &value, condition->value));

      if (stands == condition->is_negated)
        return FALSE;
    }

  return TRUE;
}

/* The operands behind the first are joined to it as far as they say something. */
static void
join_operands (RcMappedRecord *self,
               const GArray   *operands,
               RcMappedValue  *value)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint64 offset, length;
  gsize joined;
  RcSlice part;

  rc_mapped_record_get_place (self, value, &offset, &length);
  rc_mapped_record_read (self, value, &part);
  g_string_append_len (text, part.text, (gssize) part.length);
  for (guint i = 1; i < operands->len; i++)
    {
      RcMappedValue other;

      if (!read_operand (self, &g_array_index (operands, RcMappingOperand, i), &other))
        continue;
      rc_mapped_record_read (self, &other, &part);
      g_string_append_c (text, '/');
      g_string_append_len (text, part.text, (gssize) part.length);
    }

  joined = text->len;
  set_made (self, g_string_free (g_steal_pointer (&text), FALSE), joined, value);
  value->offset = offset;
  value->length = length;
}

/* What nearly every alternative is, without a detour. */
static gboolean
read_simple (RcMappedRecord             *self,
             const RcMappingAlternative *alternative,
             RcMappedValue              *out_value)
{
  const RcMappingOperand *operand = &g_array_index (alternative->operands, RcMappingOperand, 0);

  *out_value = (RcMappedValue) { .json = self->item.json, .node = self->nodes[operand->path], .offset = self->item.offset,
                                 .length = self->item.length };
  return out_value->json != NULL && is_present (self, out_value);
}

static gboolean
read_alternative (RcMappedRecord             *self,
                  const RcMappingAlternative *alternative,
                  RcMappedValue              *out_value)
{
  if (G_LIKELY (alternative->is_simple))
    return read_simple (self, alternative, out_value);
  if (alternative->condition != NULL && !rc_mapped_record_holds (self, alternative->condition))
    return FALSE;
  if (!read_operand (self, &g_array_index (alternative->operands, RcMappingOperand, 0), out_value))
    return FALSE;

  if (alternative->operands->len > 1)
    join_operands (self, alternative->operands, out_value);
  return TRUE;
}

/**
 * rc_mapped_record_pick:
 * @choice: (nullable)
 * @out_answer: (out): the first alternative that is present
 *
 * Returns: whether the record says any of them
 */
gboolean
rc_mapped_record_pick (RcMappedRecord        *self,
                       const RcMappingChoice *choice,
                       RcMappedAnswer        *out_answer)
{
  if (choice == NULL)
    return FALSE;

  for (guint i = 0; i < choice->alternatives->len; i++)
    {
      const RcMappingAlternative *alternative = &g_array_index (choice->alternatives, RcMappingAlternative, i);

      if (!read_alternative (self, alternative, &out_answer->value))
        continue;
      out_answer->alternative = alternative;
      return TRUE;
    }

  return FALSE;
}
