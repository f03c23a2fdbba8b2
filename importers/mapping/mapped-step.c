/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapped-decoding.h"

#include "importers/json-value.h"

#include <string.h>

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
    return find_child (value->json, value->node, self->positions[level]);

  name = rc_json_dup_text (self->levels[level].json, self->levels[level].node - 1, &length);
  return strlen (name) == length ? rc_json_member (value->json, value->node, name) : RC_JSON_NO_NODE;
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

  if (step->kind == RC_MAPPING_STEP_MEMBER)
    node = find_named (value->json, value->node, step);
  else if (step->kind == RC_MAPPING_STEP_SELECT)
    node = find_selected (value->json, value->node, step);
  else if (step->kind == RC_MAPPING_STEP_ANY)
    node = find_child (value->json, value->node, 0);
  else
    node = find_same (self, step, value);

  value->node = node;
  return node != RC_JSON_NO_NODE;
}
