/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapped-decoding.h"

#include <string.h>

/*
 * The rows of a record: the elements that the mapping's paths of rows lead to, in the order of the record; of a document that is a list,
 * its items.
 */

typedef struct
{
  RcMappedRecord      *record;
  const RcMappingPath *path;
  RcMappedRowFunc      func;
  gpointer             user_data;
  guint32              count;
} Walk;

static gboolean
tell_row (Walk                *self,
          const RcMappedValue *value,
          guint                n_levels)
{
  RcMappedRecord *record = self->record;
  const guint n_documents = record->n_documents, n_owned = record->owned->len;

  self->count++;
  record->item = *value;
  record->n_levels = n_levels;
  record->row_path = self->path;
  record->row = self->count;
  if (!self->func (record, self->user_data))
    return FALSE;

  rc_mapped_record_end_row (record, value, n_documents, n_owned);
  return TRUE;
}

static gboolean visit (Walk          *self,
                       guint          step,
                       RcMappedValue  value,
                       guint          n_levels);

static gboolean
visit_children (Walk          *self,
                guint          step,
                RcMappedValue  value,
                guint          n_levels)
{
  RcMappedRecord *record = self->record;
  const RcJsonNode *nodes = value.json != NULL ? value.json->nodes : NULL;
  guint32 position = 0;
  gboolean is_object;

  if (nodes == NULL || (nodes[value.node].type != RC_JSON_OBJECT && nodes[value.node].type != RC_JSON_ARRAY))
    return TRUE;

  is_object = nodes[value.node].type == RC_JSON_OBJECT;
  for (guint32 at = value.node + 1; at < nodes[value.node].next; at = nodes[at].next)
    {
      const guint n_documents = record->n_documents, n_owned = record->owned->len;
      RcMappedValue child = value;

      child.node = is_object ? at + 1 : at;
      record->levels[n_levels + 1] = child;
      record->positions[n_levels + 1] = position++;
      if (!visit (self, step, child, n_levels + 1))
        return FALSE;
      rc_mapped_record_end_row (record, &child, n_documents, n_owned);
      nodes = value.json->nodes;
    }

  return TRUE;
}

/* Recursion is as deep as the path has "*", which the reader of mappings bounds. */
static gboolean
visit (Walk          *self,
       guint          step,
       RcMappedValue  value,
       guint          n_levels)
{
  const GArray *steps = self->path->steps;

  for (; step < steps->len; step++)
    {
      const RcMappingStep *at = &g_array_index (steps, RcMappingStep, step);

      if (at->kind == RC_MAPPING_STEP_ANY)
        return visit_children (self, step + 1, value, n_levels);
      self->record->n_levels = n_levels;
      if (!rc_mapped_record_step (self->record, at, &value))
        return TRUE;
    }

  return tell_row (self, &value, n_levels);
}

static gboolean
visit_items (Walk *self)
{
  RcMappedRecord *record = self->record;
  const RcMappedValue root = record->levels[0];
  const RcJsonNode *nodes = root.json->nodes;

  for (guint32 item = root.node + 1; item < nodes[root.node].next; item = nodes[item].next)
    {
      RcMappedValue child = root;

      child.node = item;
      record->levels[1] = child;
      record->positions[1] = self->count;
      if (!tell_row (self, &child, 1))
        return FALSE;
    }

  return TRUE;
}

/* The record itself is told as the event that it is. */
static gboolean
tell_record (Walk *self)
{
  RcMappedRecord *record = self->record;

  record->item = record->levels[0];
  record->n_levels = 0;
  record->row_path = NULL;
  record->row = 0;
  return self->func (record, self->user_data);
}

/* Whether the record is one in which rows stand there. */
static gboolean
path_counts (RcMappedRecord           *record,
             const RcMappingCondition *condition)
{
  if (condition == NULL)
    return TRUE;

  record->item = record->levels[0];
  record->n_levels = 0;
  rc_mapped_record_look (record, RC_PATHS_QUICK);
  return rc_mapped_record_holds (record, condition);
}

static gboolean
visit_all (Walk *self)
{
  RcMappedRecord *record = self->record;
  const GPtrArray *paths = record->mapping->row_paths;
  const RcMappedValue root = record->levels[0];

  if (paths->len == 0 && root.json->nodes[root.node].type == RC_JSON_ARRAY)
    return visit_items (self);
  if (record->mapping->also_record && !tell_record (self))
    return FALSE;

  for (guint i = 0; i < paths->len; i++)
    {
      self->path = g_ptr_array_index (paths, i);
      if (path_counts (record, g_ptr_array_index (record->mapping->row_conditions, i)) && !visit (self, 0, root, 0))
        return FALSE;
    }

  if (self->count > 0 || record->mapping->also_record || (paths->len > 0 && !record->mapping->else_record))
    return TRUE;
  return tell_record (self);
}

static gboolean
count_row (RcMappedRecord *self,
           gpointer        user_data)
{
  guint32 *count = user_data;

  *count = self->row;
  return TRUE;
}

/**
 * rc_mapped_record_each_row:
 * @self: stands at its record
 *
 * Returns: %FALSE where @func had enough
 */
gboolean
rc_mapped_record_each_row (RcMappedRecord  *self,
                           RcMappedRowFunc  func,
                           gpointer         user_data)
{
  Walk walk = { .record = self, .func = func, .user_data = user_data };
  guint32 n_rows = 0;

  if (self->mapping->asks_row)
    {
      Walk count = { .record = self, .func = count_row, .user_data = &n_rows };

      visit_all (&count);
    }

  self->n_rows = n_rows;
  return visit_all (&walk);
}

static gboolean
is_not_row (RcMappedRecord *self,
            gpointer        user_data)
{
  const guint32 *row = user_data;

  return self->row != *row;
}

gboolean
rc_mapped_record_find_row (RcMappedRecord *self,
                           guint32         row)
{
  return !rc_mapped_record_each_row (self, is_not_row, &row);
}

/* --- Locators --- */

static void
append_position (GString              *text,
                 const RcMappedRecord *self,
                 guint                 level)
{
  const RcMappedValue *child = &self->levels[level];
  g_autofree char *name = NULL;
  gsize length;

  if (child->json == NULL || child->node == 0 || child->json->nodes[child->node - 1].type != RC_JSON_NAME)
    {
      g_string_append_printf (text, "/%u", self->positions[level]);
      return;
    }

  name = rc_json_dup_text (child->json, child->node - 1, &length);
  g_string_append_c (text, '/');
  for (gsize i = 0; i < length; i++)
    g_string_append (text, name[i] == '~' ? "~0" : name[i] == '/' ? "~1" : (const char[]) { name[i], '\0' });
}

/* The path from the record to the row, or to what its first @n_levels "*" stand for. */
static void
append_row (GString              *text,
            const RcMappedRecord *self,
            guint                 n_levels)
{
  g_auto (GStrv) steps = NULL;
  guint level = 0;

  if (self->row == 0)
    return;
  if (self->row_path == NULL)
    {
      if (n_levels > 0)
        append_position (text, self, 1);
      return;
    }

  steps = g_strsplit (self->row_path->text + 1, "/", -1);
  for (guint i = 0; steps[i] != NULL && (level < n_levels || n_levels == RC_MAPPING_LEVEL_ROW); i++)
    {
      if (g_str_equal (steps[i], "*"))
        append_position (text, self, ++level);
      else
        g_string_append_printf (text, "/%s", steps[i]);
    }
}

static void
append_operand (GString                *text,
                const RcMappedRecord   *self,
                const RcMappingOperand *operand)
{
  switch (operand->kind)
    {
    case RC_MAPPING_OPERAND_PLAIN:
      append_row (text, self, RC_MAPPING_LEVEL_ROW);
      g_string_append (text, operand->text);
      return;
    case RC_MAPPING_OPERAND_FAR:
      append_row (text, self, operand->far->level);
      g_string_append (text, operand->far->level == RC_MAPPING_LEVEL_ROW ? operand->text : operand->text + 2);
      return;
    case RC_MAPPING_OPERAND_VALUE:
      append_row (text, self, RC_MAPPING_LEVEL_ROW);
      return;
    case RC_MAPPING_OPERAND_NAME:
    case RC_MAPPING_OPERAND_KEY:
    case RC_MAPPING_OPERAND_ROW:
      g_string_append (text, operand->text);
      return;
    case RC_MAPPING_OPERAND_TEXT:
      break;
    }
  g_string_append_printf (text, "\"%s\"", operand->text);
}

/**
 * rc_mapped_record_dup_locator:
 * @alternative: that counted, at the row at hand
 *
 * Returns: (transfer full): its path from the record on
 */
char *
rc_mapped_record_dup_locator (const RcMappedRecord       *self,
                              const RcMappingAlternative *alternative)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < alternative->operands->len; i++)
    {
      if (i > 0)
        g_string_append (text, " + ");
      append_operand (text, self, &g_array_index (alternative->operands, RcMappingOperand, i));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
