/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "json-schema-rule.h"
#include "json-schema-value.h"

#include <string.h>

#include "bounds.h"
#include "schema-pattern.h"

/*
 * Judging by three answers: what cannot be told stays so unless something else decides. A record differs as soon as one rule says so,
 * whatever else could not be told; it conforms only where everything could be told.
 */

typedef struct
{
  const RcJsonSchema *schema;
  const RcJson       *record;
  RcSchemaFault      *fault;
  RcSchemaFault       doubt;        /* the first thing that could not be told */
  guint               quiet;        /* within an alternative: what differs there decides nothing yet */
  guint               depth;
  RcSchemaWork        work;
} Judge;

static RcSchemaAnswer judge_node (Judge              *self,
                                  const RcSchemaNode *schema,
                                  guint32             node);

static gboolean
spend (Judge *self,
       guint  steps)
{
  return rc_schema_work_spend (&self->work, steps);
}

static void
set_fault (RcSchemaFault *fault,
           guint32        node,
           guint32        rule,
           guint32        name)
{
  *fault = (RcSchemaFault) { .node = node, .rule = rule, .name = name };
}

static RcSchemaAnswer
cannot_tell (Judge   *self,
             guint32  rule,
             guint32  node)
{
  if (self->doubt.rule == RC_JSON_NO_NODE)
    set_fault (&self->doubt, node, rule, RC_JSON_NO_NODE);
  return RC_SCHEMA_CANNOT_TELL;
}

static RcSchemaAnswer
differs (Judge   *self,
         guint32  rule,
         guint32  node,
         guint32  name)
{
  if (self->quiet == 0)
    set_fault (self->fault, node, rule, name);
  return RC_SCHEMA_DIFFERS;
}

static RcSchemaAnswer
decide (Judge              *self,
        const RcSchemaRule *rule,
        guint32             node,
        gboolean            holds)
{
  return holds ? RC_SCHEMA_CONFORMS : differs (self, rule->name, node, RC_JSON_NO_NODE);
}

/* Whether both of two things hold. */
static RcSchemaAnswer
both (RcSchemaAnswer first,
      RcSchemaAnswer second)
{
  if (first == RC_SCHEMA_DIFFERS || second == RC_SCHEMA_DIFFERS)
    return RC_SCHEMA_DIFFERS;
  return first == RC_SCHEMA_CONFORMS ? second : first;
}

/* Without a word of what differs. */
static RcSchemaAnswer
try_node (Judge              *self,
          const RcSchemaNode *schema,
          guint32             node)
{
  RcSchemaAnswer answer;

  self->quiet++;
  answer = judge_node (self, schema, node);
  self->quiet--;
  return answer;
}

/* --- Values --- */

static gboolean
has_type (Judge   *self,
          guint    types,
          guint32  node)
{
  g_auto (RcExactNumber) number = { .digits = number.few };
  const RcJsonNode *value = &self->record->nodes[node];

  if ((types & RC_SCHEMA_TYPE_BIT (value->type)) != 0)
    return TRUE;
  if (value->type != RC_JSON_NUMBER || (types & RC_SCHEMA_TYPE_INTEGER) == 0)
    return FALSE;
  return (value->flags & RC_JSON_NODE_INTEGER) != 0
    || (rc_schema_read_number (&self->work, self->record, node, &number) && rc_exact_number_is_integer (&number));
}

static gboolean
is_among (Judge              *self,
          const RcSchemaRule *rule,
          guint32             node)
{
  const RcJson *schema = &self->schema->json;
  guint32 list = rule->name + 1;

  for (guint32 item = list + 1; item < schema->nodes[list].next; item = schema->nodes[item].next)
    if (rc_schema_values_equal (&self->work, schema, item, self->record, node))
      return TRUE;
  return FALSE;
}

static gboolean
is_constant (Judge              *self,
             const RcSchemaRule *rule,
             guint32             node)
{
  return rc_schema_values_equal (&self->work, &self->schema->json, rule->name + 1, self->record, node);
}

static gboolean
all_differ (Judge   *self,
            guint32  array)
{
  const RcJson *record = self->record;

  for (guint32 i = array + 1; i < record->nodes[array].next; i = record->nodes[i].next)
    for (guint32 j = record->nodes[i].next; j < record->nodes[array].next; j = record->nodes[j].next)
      if (rc_schema_values_equal (&self->work, record, i, record, j) || self->work.limit != NULL)
        return FALSE;
  return TRUE;
}

static gboolean
judge_number (Judge              *self,
              const RcSchemaRule *rule,
              guint32             node,
              gboolean           *out_holds)
{
  g_auto (RcExactNumber) number = { .digits = number.few };
  int order;

  if (!rc_schema_read_number (&self->work, self->record, node, &number))
    return FALSE;
  if (rule->kind == RC_SCHEMA_MULTIPLE_OF)
    return rc_exact_number_is_multiple (&number, &rule->number, out_holds);

  order = rc_exact_number_compare (&number, &rule->number);
  *out_holds = rule->kind == RC_SCHEMA_MINIMUM ? order >= 0 : rule->kind == RC_SCHEMA_MAXIMUM ? order <= 0
    : rule->kind == RC_SCHEMA_EXCLUSIVE_MINIMUM ? order > 0 : order < 0;
  return TRUE;
}

/* FALSE: not taken, or beyond the limit. */
static gboolean
judge_pattern (Judge        *self,
               const GRegex *pattern,
               guint32       node,
               gboolean     *out_holds)
{
  g_autofree char *copy = NULL;
  gsize length;
  const char *text = rc_json_peek_text (self->record, node, &length);
  RcSchemaPatternMatch match;

  if (pattern == NULL || !spend (self, 20 + (guint) MIN (length / 16, 1u << 24)))
    return FALSE;
  if (!rc_json_is_plain (self->record, node))
    text = copy = rc_json_dup_text (self->record, node, &length);
  match = rc_schema_pattern_match (pattern, text, length);
  *out_holds = match == RC_SCHEMA_PATTERN_YES;
  if (match != RC_SCHEMA_PATTERN_LIMIT)
    return TRUE;

  /* Each such match is dear. */
  (void) spend (self, RC_LIMIT_SCHEMA_PATTERN_STEPS / 10);
  return FALSE;
}

/* --- Objects --- */

static RcSchemaAnswer
judge_names (Judge              *self,
             const RcSchemaRule *rule,
             const GArray       *names,
             guint32             node)
{
  for (guint i = 0; i < names->len; i++)
    {
      guint32 name = g_array_index (names, guint32, i);

      if (!spend (self, self->record->nodes[node].count / 8 + 1))
        return cannot_tell (self, rule->name, node);
      if (rc_schema_find_value (self->record, node, &self->schema->json, name) == RC_JSON_NO_NODE)
        return differs (self, rule->name, node, name);
    }
  return RC_SCHEMA_CONFORMS;
}

static RcSchemaAnswer
judge_member (Judge              *self,
              const RcSchemaRule *rule,
              guint32             name)
{
  RcSchemaName key;
  RcSchemaNode *schema;
  RcSchemaAnswer answer = RC_SCHEMA_CONFORMS;
  gboolean is_named = FALSE, is_doubtful = FALSE;

  key.text = rc_json_peek_text (self->record, name, &key.length);
  schema = rule->members != NULL ? g_hash_table_lookup (rule->members, &key) : NULL;
  if (schema != NULL)
    answer = judge_node (self, schema, name + 1);
  is_named = schema != NULL;

  for (guint i = 0; rule->branches != NULL && i < rule->branches->len && answer != RC_SCHEMA_DIFFERS; i++)
    {
      const RcSchemaBranch *branch = &g_array_index (rule->branches, RcSchemaBranch, i);
      gboolean matches = FALSE;

      if (!judge_pattern (self, branch->pattern, name, &matches))
        {
          is_doubtful = TRUE;
          answer = both (answer, cannot_tell (self, branch->name, name + 1));
        }
      is_named = is_named || matches;
      if (matches)
        answer = both (answer, judge_node (self, branch->schema, name + 1));
    }

  if (is_named || rule->schema == NULL || is_doubtful)
    return answer;
  return both (answer, judge_node (self, rule->schema, name + 1));
}

static RcSchemaAnswer
judge_members (Judge              *self,
               const RcSchemaRule *rule,
               guint32             object)
{
  RcSchemaAnswer answer = RC_SCHEMA_CONFORMS;

  for (guint32 name = object + 1; name < self->record->nodes[object].next && answer != RC_SCHEMA_DIFFERS;
       name = self->record->nodes[name].next)
    {
      if (!spend (self, 1))
        return cannot_tell (self, rule->name, object);
      answer = both (answer, judge_member (self, rule, name));
    }
  return answer;
}

static RcSchemaAnswer
judge_property_names (Judge              *self,
                      const RcSchemaRule *rule,
                      guint32             object)
{
  RcSchemaAnswer answer = RC_SCHEMA_CONFORMS;

  for (guint32 name = object + 1; name < self->record->nodes[object].next && answer != RC_SCHEMA_DIFFERS;
       name = self->record->nodes[name].next)
    answer = both (answer, judge_node (self, rule->schema, name));
  return answer;
}

static RcSchemaAnswer
judge_dependent (Judge              *self,
                 const RcSchemaRule *rule,
                 guint32             object)
{
  RcSchemaAnswer answer = RC_SCHEMA_CONFORMS;

  for (guint i = 0; i < rule->branches->len && answer != RC_SCHEMA_DIFFERS; i++)
    {
      const RcSchemaBranch *branch = &g_array_index (rule->branches, RcSchemaBranch, i);

      if (!spend (self, self->record->nodes[object].count / 8 + 1))
        return cannot_tell (self, rule->name, object);
      if (rc_schema_find_value (self->record, object, &self->schema->json, branch->name) == RC_JSON_NO_NODE)
        continue;
      answer = both (answer, branch->required != NULL ? judge_names (self, rule, branch->required, object)
                                                      : judge_node (self, branch->schema, object));
    }
  return answer;
}

static RcSchemaAnswer
judge_object (Judge              *self,
              const RcSchemaRule *rule,
              guint32             node)
{
  guint32 count = self->record->nodes[node].count;

  switch ((int) rule->kind)
    {
    case RC_SCHEMA_REQUIRED: return judge_names (self, rule, rule->names, node);
    case RC_SCHEMA_MEMBERS: return judge_members (self, rule, node);
    case RC_SCHEMA_PROPERTY_NAMES: return judge_property_names (self, rule, node);
    case RC_SCHEMA_DEPENDENT: return judge_dependent (self, rule, node);
    case RC_SCHEMA_MIN_PROPERTIES: return decide (self, rule, node, count >= rule->count);
    case RC_SCHEMA_MAX_PROPERTIES: return decide (self, rule, node, count <= rule->count);
    default: return cannot_tell (self, rule->name, node);
    }
}

/* --- Arrays --- */

static RcSchemaAnswer
judge_items (Judge              *self,
             const RcSchemaRule *rule,
             guint32             array)
{
  RcSchemaAnswer answer = RC_SCHEMA_CONFORMS;
  guint position = 0;

  for (guint32 item = array + 1; item < self->record->nodes[array].next && answer != RC_SCHEMA_DIFFERS;
       item = self->record->nodes[item].next, position++)
    {
      if (rule->branches != NULL && position < rule->branches->len)
        answer = both (answer, judge_node (self, g_array_index (rule->branches, RcSchemaBranch, position).schema, item));
      else if (rule->schema != NULL)
        answer = both (answer, judge_node (self, rule->schema, item));
      else
        break;
    }
  return answer;
}

static RcSchemaAnswer
judge_contains (Judge              *self,
                const RcSchemaRule *rule,
                guint32             array)
{
  guint64 n_found = 0, n_doubtful = 0;

  for (guint32 item = array + 1; item < self->record->nodes[array].next; item = self->record->nodes[item].next)
    {
      RcSchemaAnswer answer = try_node (self, rule->schema, item);

      n_found += answer == RC_SCHEMA_CONFORMS;
      n_doubtful += answer == RC_SCHEMA_CANNOT_TELL;
    }
  if (n_found + n_doubtful < rule->count || n_found > rule->most)
    return differs (self, rule->name, array, RC_JSON_NO_NODE);
  return n_found >= rule->count && n_found + n_doubtful <= rule->most ? RC_SCHEMA_CONFORMS : cannot_tell (self, rule->name, array);
}

static RcSchemaAnswer
judge_array (Judge              *self,
             const RcSchemaRule *rule,
             guint32             node)
{
  guint32 count = self->record->nodes[node].count;

  switch ((int) rule->kind)
    {
    case RC_SCHEMA_ITEMS: return judge_items (self, rule, node);
    case RC_SCHEMA_CONTAINS: return judge_contains (self, rule, node);
    case RC_SCHEMA_MIN_ITEMS: return decide (self, rule, node, count >= rule->count);
    case RC_SCHEMA_MAX_ITEMS: return decide (self, rule, node, count <= rule->count);
    case RC_SCHEMA_UNIQUE_ITEMS: return decide (self, rule, node, rule->count == 0 || all_differ (self, node));
    default: return cannot_tell (self, rule->name, node);
    }
}

/* --- Schemas in schemas --- */

static RcSchemaAnswer
judge_all (Judge              *self,
           const RcSchemaRule *rule,
           guint32             node)
{
  RcSchemaAnswer answer = RC_SCHEMA_CONFORMS;

  for (guint i = 0; i < rule->branches->len && answer != RC_SCHEMA_DIFFERS; i++)
    answer = both (answer, judge_node (self, g_array_index (rule->branches, RcSchemaBranch, i).schema, node));
  return answer;
}

/* @most: of the alternatives may hold. */
static RcSchemaAnswer
judge_alternatives (Judge              *self,
                    const RcSchemaRule *rule,
                    guint32             node,
                    guint               most)
{
  guint n_found = 0, n_doubtful = 0;

  for (guint i = 0; i < rule->branches->len && n_found <= most && self->work.limit == NULL; i++)
    {
      RcSchemaAnswer answer = try_node (self, g_array_index (rule->branches, RcSchemaBranch, i).schema, node);

      n_found += answer == RC_SCHEMA_CONFORMS;
      n_doubtful += answer == RC_SCHEMA_CANNOT_TELL;
      if (n_found > 0 && most == G_MAXUINT)
        return RC_SCHEMA_CONFORMS;
    }
  if (n_found > most || n_found + n_doubtful == 0)
    return differs (self, rule->name, node, RC_JSON_NO_NODE);
  return n_doubtful == 0 ? RC_SCHEMA_CONFORMS : cannot_tell (self, rule->name, node);
}

static RcSchemaAnswer
judge_not (Judge              *self,
           const RcSchemaRule *rule,
           guint32             node)
{
  RcSchemaAnswer answer = try_node (self, rule->schema, node);

  if (answer == RC_SCHEMA_CANNOT_TELL)
    return cannot_tell (self, rule->name, node);
  return decide (self, rule, node, answer == RC_SCHEMA_DIFFERS);
}

static RcSchemaAnswer
judge_optional (Judge              *self,
                const RcSchemaNode *schema,
                guint32             node)
{
  return schema != NULL ? judge_node (self, schema, node) : RC_SCHEMA_CONFORMS;
}

static RcSchemaAnswer
judge_condition (Judge              *self,
                 const RcSchemaRule *rule,
                 guint32             node)
{
  RcSchemaAnswer condition = try_node (self, rule->schema, node);
  RcSchemaAnswer first, second;

  if (condition == RC_SCHEMA_CONFORMS)
    return judge_optional (self, rule->then_schema, node);
  if (condition == RC_SCHEMA_DIFFERS)
    return judge_optional (self, rule->else_schema, node);

  self->quiet++;
  first = judge_optional (self, rule->then_schema, node);
  second = judge_optional (self, rule->else_schema, node);
  self->quiet--;
  if (first != second || first == RC_SCHEMA_CANNOT_TELL)
    return cannot_tell (self, rule->name, node);
  return decide (self, rule, node, first == RC_SCHEMA_CONFORMS);
}

/* --- Rules --- */

static RcSchemaAnswer
judge_text (Judge              *self,
            const RcSchemaRule *rule,
            guint32             node)
{
  gboolean holds;

  if (rule->kind == RC_SCHEMA_PATTERN)
    return judge_pattern (self, rule->pattern, node, &holds) ? decide (self, rule, node, holds) : cannot_tell (self, rule->name, node);
  if (!spend (self, (guint) MIN (self->record->nodes[node].length / 16, G_MAXUINT)))
    return cannot_tell (self, rule->name, node);
  return decide (self, rule, node, rule->kind == RC_SCHEMA_MIN_LENGTH ? rc_schema_count_characters (self->record, node) >= rule->count
                                                                       : rc_schema_count_characters (self->record, node) <= rule->count);
}

/* Of a value to which the rule does not apply it says nothing. */
static RcSchemaAnswer
judge_rule (Judge              *self,
            const RcSchemaRule *rule,
            guint32             node)
{
  RcJsonType type = self->record->nodes[node].type;
  gboolean holds;

  switch (rule->kind)
    {
    case RC_SCHEMA_TYPE: return decide (self, rule, node, has_type (self, rule->types, node));
    case RC_SCHEMA_ENUM: return decide (self, rule, node, is_among (self, rule, node));
    case RC_SCHEMA_CONST: return decide (self, rule, node, is_constant (self, rule, node));
    case RC_SCHEMA_REQUIRED:
    case RC_SCHEMA_MEMBERS:
    case RC_SCHEMA_PROPERTY_NAMES:
    case RC_SCHEMA_MIN_PROPERTIES:
    case RC_SCHEMA_MAX_PROPERTIES:
    case RC_SCHEMA_DEPENDENT:
    case RC_SCHEMA_UNKNOWN_OBJECT: return type == RC_JSON_OBJECT ? judge_object (self, rule, node) : RC_SCHEMA_CONFORMS;
    case RC_SCHEMA_ITEMS:
    case RC_SCHEMA_CONTAINS:
    case RC_SCHEMA_MIN_ITEMS:
    case RC_SCHEMA_MAX_ITEMS:
    case RC_SCHEMA_UNIQUE_ITEMS:
    case RC_SCHEMA_UNKNOWN_ARRAY: return type == RC_JSON_ARRAY ? judge_array (self, rule, node) : RC_SCHEMA_CONFORMS;
    case RC_SCHEMA_MIN_LENGTH:
    case RC_SCHEMA_MAX_LENGTH:
    case RC_SCHEMA_PATTERN:
      return type == RC_JSON_STRING || type == RC_JSON_NAME ? judge_text (self, rule, node) : RC_SCHEMA_CONFORMS;
    case RC_SCHEMA_MINIMUM:
    case RC_SCHEMA_MAXIMUM:
    case RC_SCHEMA_EXCLUSIVE_MINIMUM:
    case RC_SCHEMA_EXCLUSIVE_MAXIMUM:
    case RC_SCHEMA_MULTIPLE_OF:
      if (type != RC_JSON_NUMBER)
        return RC_SCHEMA_CONFORMS;
      return judge_number (self, rule, node, &holds) ? decide (self, rule, node, holds) : cannot_tell (self, rule->name, node);
    case RC_SCHEMA_ALL_OF: return judge_all (self, rule, node);
    case RC_SCHEMA_ANY_OF: return judge_alternatives (self, rule, node, G_MAXUINT);
    case RC_SCHEMA_ONE_OF: return judge_alternatives (self, rule, node, 1);
    case RC_SCHEMA_NOT: return judge_not (self, rule, node);
    case RC_SCHEMA_IF: return judge_condition (self, rule, node);
    case RC_SCHEMA_REF: return judge_node (self, rule->schema, node);
    case RC_SCHEMA_UNKNOWN: return cannot_tell (self, rule->name, node);
    }
  g_return_val_if_reached (RC_SCHEMA_CANNOT_TELL);
}

static RcSchemaAnswer
judge_foreign (Judge              *self,
               const RcSchemaRule *rule,
               guint32             node)
{
  RcSchemaAnswer answer;

  self->quiet++;
  answer = judge_rule (self, rule, node);
  self->quiet--;
  return answer == RC_SCHEMA_CONFORMS ? answer : cannot_tell (self, rule->name, node);
}

static RcSchemaAnswer
judge_node (Judge              *self,
            const RcSchemaNode *schema,
            guint32             node)
{
  RcSchemaAnswer answer = RC_SCHEMA_CONFORMS;

  if (schema->is_false)
    return differs (self, schema->node, node, RC_JSON_NO_NODE);
  if (self->depth >= RC_LIMIT_SCHEMA_DEPTH && self->work.limit == NULL)
    self->work.limit = "RC_LIMIT_SCHEMA_DEPTH";

  self->depth++;
  for (guint i = 0; i < schema->rules->len && answer != RC_SCHEMA_DIFFERS; i++)
    {
      const RcSchemaRule *rule = g_ptr_array_index (schema->rules, i);

      if (!spend (self, 1))
        {
          answer = cannot_tell (self, rule->name, node);
          break;
        }
      answer = both (answer, rule->is_foreign ? judge_foreign (self, rule, node) : judge_rule (self, rule, node));
    }
  self->depth--;
  return answer;
}

/**
 * rc_json_schema_judge:
 * @record: parsed; tainted
 * @node: the value in it that the schema is about
 * @out_fault: (out): set where the answer is not %RC_SCHEMA_CONFORMS
 */
RcSchemaAnswer
rc_json_schema_judge (const RcJsonSchema *self,
                      const RcJson       *record,
                      guint32             node,
                      RcSchemaFault      *out_fault)
{
  Judge judge = {
    .schema = self,
    .record = record,
    .fault = out_fault,
    .doubt = { .node = node, .rule = RC_JSON_NO_NODE, .name = RC_JSON_NO_NODE },
    .work = { .steps = RC_LIMIT_SCHEMA_STEPS },
  };
  RcSchemaAnswer answer = judge_node (&judge, self->root, node);

  /* What was answered after a limit was met may be wrong. */
  if (judge.work.limit != NULL)
    answer = RC_SCHEMA_CANNOT_TELL;
  if (answer == RC_SCHEMA_CANNOT_TELL)
    {
      *out_fault = judge.doubt;
      out_fault->limit = judge.work.limit;
    }
  return answer;
}
