/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapped-decoding.h"

#include "importers/json-value.h"

#include <string.h>

/* From so many children on, what was found among them is remembered. */
#define LONG 64u

/* The child at that place of a list, or the value of the member at that place. */
static guint32
find_child (const RcJson *json,
            guint32       node,
            guint32       position)
{
  const RcJsonNode *nodes = json->nodes;
  gboolean is_object = nodes[node].type == RC_JSON_OBJECT;
  guint32 at = node + 1;

  if ((!is_object && nodes[node].type != RC_JSON_ARRAY) || position >= nodes[node].count)
    return RC_JSON_NO_NODE;

  for (guint32 i = 0; i < position; i++)
    at = nodes[at].next;
  return is_object ? at + 1 : at;
}

static guint32
find_selected (const RcJson        *json,
               guint32              node,
               const RcMappingStep *step)
{
  const RcJsonNode *nodes = json->nodes;

  if (nodes[node].type != RC_JSON_ARRAY)
    return RC_JSON_NO_NODE;

  for (guint32 item = node + 1; item < nodes[node].next; item = nodes[item].next)
    if (nodes[item].type == RC_JSON_OBJECT && rc_json_value_equals (json, rc_json_member (json, item, step->token), step->value))
      return item;
  return RC_JSON_NO_NODE;
}

static guint32
find_named (const RcJson        *json,
            guint32              node,
            const RcMappingStep *step)
{
  if (json->nodes[node].type == RC_JSON_OBJECT)
    return rc_json_member (json, node, step->token);
  return step->index != G_MAXUINT32 && json->nodes[node].type == RC_JSON_ARRAY ? find_child (json, node, step->index) : RC_JSON_NO_NODE;
}

/**
 * rc_mapped_value_is_member:
 *
 * Returns: whether the value is that of a member of an object, so that it has a name
 */
gboolean
rc_mapped_value_is_member (const RcMappedValue *value)
{
  return value->json != NULL && value->node > 0 && value->json->nodes[value->node - 1].type == RC_JSON_NAME;
}

/* --- Long lists and objects --- */

void
rc_mapped_record_forget (RcMappedRecord *self,
                         const RcJson   *json)
{
  for (guint i = 0; i < RC_MAPPED_N_FOUND; i++)
    if (json == NULL || self->found[i].json == json)
      self->found[i].json = NULL;

  if (json == NULL || self->names_json == json)
    {
      g_clear_pointer (&self->names, g_hash_table_unref);
      self->names_json = NULL;
    }
}

static gboolean
is_long (const RcMappedValue *value)
{
  const RcJsonNode *node = &value->json->nodes[value->node];

  return (node->type == RC_JSON_OBJECT || node->type == RC_JSON_ARRAY) && node->count >= LONG;
}

/* What is remembered of the step from there; with no document where that is nothing. */
static RcMappedFound *
remember (RcMappedRecord      *self,
          const RcMappingStep *step,
          const RcMappedValue *value)
{
  guint slot = (guint) (GPOINTER_TO_SIZE (step) / sizeof *step + value->node) % RC_MAPPED_N_FOUND;
  RcMappedFound *found = &self->found[slot];

  if (found->json != value->json || found->node != value->node || found->step != step)
    *found = (RcMappedFound) { .node = value->node, .step = step };
  return found;
}

/* Rows come in their order: the search goes on where it ended. */
static guint32
find_child_from (RcMappedRecord      *self,
                 const RcMappingStep *step,
                 const RcMappedValue *value,
                 guint32              position)
{
  const RcJsonNode *nodes = value->json->nodes;
  gboolean is_object = nodes[value->node].type == RC_JSON_OBJECT;
  RcMappedFound *found;

  if (!is_long (value) || position >= nodes[value->node].count)
    return find_child (value->json, value->node, position);

  found = remember (self, step, value);
  if (found->json == NULL || found->position > position)
    found->found = find_child (value->json, value->node, position);
  else
    for (guint32 i = found->position; i < position; i++)
      found->found = nodes[found->found].next + (is_object ? 1 : 0);

  found->json = value->json;
  found->position = position;
  return found->found;
}

static guint32
find_by_name (RcMappedRecord      *self,
              const RcMappedValue *value,
              const char          *name)
{
  const RcJsonNode *nodes = value->json->nodes;
  gpointer node;

  if (!is_long (value))
    return rc_json_member (value->json, value->node, name);

  if (self->names_json != value->json || self->names_node != value->node)
    {
      g_clear_pointer (&self->names, g_hash_table_unref);
      self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      self->names_json = value->json;
      self->names_node = value->node;
      for (guint32 at = value->node + 1; at < nodes[value->node].next; at = nodes[at + 1].next)
        {
          gsize length;
          char *text = rc_json_dup_text (value->json, at, &length);

          if (strlen (text) == length)
            g_hash_table_insert (self->names, text, GUINT_TO_POINTER (at + 1));
          else
            g_free (text);
        }
    }

  return g_hash_table_lookup_extended (self->names, name, NULL, &node) ? GPOINTER_TO_UINT (node) : RC_JSON_NO_NODE;
}

/* What has the place of the row, or of what a "*" stands for; where both are members of objects, the name. */
static guint32
find_same (RcMappedRecord      *self,
           const RcMappingStep *step,
           const RcMappedValue *value)
{
  guint level = step->index != G_MAXUINT32 ? step->index : self->n_levels;
  g_autofree char *name = NULL;
  gsize length;

  if (level == 0 || level > self->n_levels)
    return RC_JSON_NO_NODE;
  if (value->json->nodes[value->node].type != RC_JSON_OBJECT || !rc_mapped_value_is_member (&self->levels[level]))
    return find_child_from (self, step, value, self->positions[level]);

  name = rc_json_dup_text (self->levels[level].json, self->levels[level].node - 1, &length);
  return strlen (name) == length ? find_by_name (self, value, name) : RC_JSON_NO_NODE;
}

static guint32
find (const RcMappingStep *step,
      const RcMappedValue *value)
{
  return step->kind == RC_MAPPING_STEP_SELECT ? find_selected (value->json, value->node, step) : find_named (value->json, value->node, step);
}

static guint32
find_remembered (RcMappedRecord      *self,
                 const RcMappingStep *step,
                 const RcMappedValue *value)
{
  RcMappedFound *found;

  if (!is_long (value))
    return find (step, value);

  found = remember (self, step, value);
  if (found->json == NULL)
    {
      found->found = find (step, value);
      found->json = value->json;
    }
  return found->found;
}

/**
 * rc_mapped_record_step:
 * @value: (inout): where it stands, and where it stands then
 *
 * Returns: whether there is something there
 */
gboolean
rc_mapped_record_step (RcMappedRecord      *self,
                       const RcMappingStep *step,
                       RcMappedValue       *value)
{
  guint32 node = RC_JSON_NO_NODE;

  if (step->kind >= RC_MAPPING_STEP_JSON)
    return rc_mapped_record_decode (self, step, value);
  if (value->json == NULL)
    return FALSE;

  if (step->kind == RC_MAPPING_STEP_MEMBER || step->kind == RC_MAPPING_STEP_SELECT)
    node = find_remembered (self, step, value);
  else if (step->kind == RC_MAPPING_STEP_ANY)
    node = find_child (value->json, value->node, 0);
  else
    node = find_same (self, step, value);

  value->node = node;
  return node != RC_JSON_NO_NODE;
}
