/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "json-schema-rule.h"

#include <string.h>

#include "json-text.h"
#include "schema-pattern.h"

/* Reading the keywords of one schema. A keyword whose value is not as the standard says cannot be told. */

static guint
hash_name (gconstpointer data)
{
  const RcSchemaName *name = data;

  return (guint) rc_json_text_hash (name->text, name->length);
}

static gboolean
equal_names (gconstpointer a,
             gconstpointer b)
{
  const RcSchemaName *first = a;
  const RcSchemaName *second = b;

  return rc_json_text_compare (first->text, first->length, second->text, second->length) == 0;
}

static RcSchemaName
peek_name (const RcJson *json,
           guint32       node)
{
  RcSchemaName name;

  name.text = rc_json_peek_text (json, node, &name.length);
  return name;
}

static RcSchemaRule *
add_rule (RcJsonSchema     *self,
          RcSchemaNode     *schema,
          RcSchemaRuleKind  kind,
          guint32           name)
{
  RcSchemaRule *rule = g_new0 (RcSchemaRule, 1);

  rule->kind = kind;
  rule->name = name;
  g_ptr_array_add (schema->rules, rule);
  self->n_rules++;
  return rule;
}

/* --- Values of keywords --- */

static guint
type_bits (const RcJson *json,
           guint32       node)
{
  static const struct { const char *name; guint bits; } types[] = {
    { "null", RC_SCHEMA_TYPE_BIT (RC_JSON_NULL) },
    { "boolean", RC_SCHEMA_TYPE_BIT (RC_JSON_FALSE) | RC_SCHEMA_TYPE_BIT (RC_JSON_TRUE) },
    { "number", RC_SCHEMA_TYPE_BIT (RC_JSON_NUMBER) | RC_SCHEMA_TYPE_INTEGER },
    { "integer", RC_SCHEMA_TYPE_INTEGER },
    { "string", RC_SCHEMA_TYPE_BIT (RC_JSON_STRING) | RC_SCHEMA_TYPE_BIT (RC_JSON_NAME) },
    { "array", RC_SCHEMA_TYPE_BIT (RC_JSON_ARRAY) },
    { "object", RC_SCHEMA_TYPE_BIT (RC_JSON_OBJECT) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (rc_json_is (json, node, RC_JSON_STRING) && rc_json_name_is (json, node, types[i].name))
      return types[i].bits;
  return 0;
}

static gboolean
read_types (RcJsonSchema *self,
            RcSchemaRule *rule,
            guint32       value)
{
  const RcJson *json = &self->json;

  if (!rc_json_is (json, value, RC_JSON_ARRAY))
    {
      rule->types = type_bits (json, value);
      return rule->types != 0;
    }
  for (guint32 item = value + 1; item < json->nodes[value].next; item = json->nodes[item].next)
    {
      guint bits = type_bits (json, item);

      if (bits == 0)
        return FALSE;
      rule->types |= bits;
    }
  return rule->types != 0;
}

static gboolean
read_number (RcJsonSchema *self,
             RcSchemaRule *rule,
             guint32       value)
{
  gsize length;
  const char *text = rc_json_peek_text (&self->json, value, &length);

  rule->has_number = rc_json_is (&self->json, value, RC_JSON_NUMBER) && rc_exact_number_read (&rule->number, text, length);
  return rule->has_number;
}

static gboolean
read_divisor (RcJsonSchema *self,
              RcSchemaRule *rule,
              guint32       value)
{
  return read_number (self, rule, value) && rule->number.n_digits > 0 && !rule->number.is_negative;
}

static gboolean
read_count_of (RcJsonSchema *self,
               guint32       value,
               guint64      *out_count)
{
  g_auto (RcExactNumber) number = { .digits = number.few };
  gsize length;
  const char *text = rc_json_peek_text (&self->json, value, &length);

  return rc_json_is (&self->json, value, RC_JSON_NUMBER) && rc_exact_number_read (&number, text, length)
    && rc_exact_number_get_count (&number, out_count);
}

static gboolean
read_count (RcJsonSchema *self,
            RcSchemaRule *rule,
            guint32       value)
{
  return read_count_of (self, value, &rule->count);
}

/* A list of texts. */
static GArray *
read_names (const RcJson *json,
            guint32       value)
{
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (!rc_json_is (json, value, RC_JSON_ARRAY))
    return NULL;
  for (guint32 item = value + 1; item < json->nodes[value].next; item = json->nodes[item].next)
    {
      if (!rc_json_is (json, item, RC_JSON_STRING))
        return NULL;
      g_array_append_val (names, item);
    }
  return g_steal_pointer (&names);
}

static gboolean
read_required (RcJsonSchema *self,
               RcSchemaRule *rule,
               guint32       value)
{
  rule->names = read_names (&self->json, value);
  return rule->names != NULL;
}

static gboolean
read_pattern (RcJsonSchema *self,
              RcSchemaRule *rule,
              guint32       value)
{
  g_autofree char *pattern = rc_json_dup_string (&self->json, value);

  /* One that is not taken is told of texts alone: to other values it does not apply. */
  if (pattern != NULL)
    rule->pattern = rc_schema_pattern_new (pattern);
  return pattern != NULL;
}

static gboolean
read_any (RcJsonSchema *self,
          RcSchemaRule *rule,
          guint32       value)
{
  return TRUE;
}

static gboolean
read_array (RcJsonSchema *self,
            RcSchemaRule *rule,
            guint32       value)
{
  return rc_json_is (&self->json, value, RC_JSON_ARRAY);
}

static gboolean
read_unique (RcJsonSchema *self,
             RcSchemaRule *rule,
             guint32       value)
{
  rule->count = rc_json_is (&self->json, value, RC_JSON_TRUE);
  return rule->count != 0 || rc_json_is (&self->json, value, RC_JSON_FALSE);
}

static gboolean
read_schema (RcJsonSchema *self,
             RcSchemaRule *rule,
             guint32       value)
{
  rule->schema = rc_schema_take_node (self, value);
  return rule->schema != NULL;
}

static gboolean
read_schemas (RcJsonSchema *self,
              RcSchemaRule *rule,
              guint32       value)
{
  const RcJson *json = &self->json;

  if (!rc_json_is (json, value, RC_JSON_ARRAY))
    return FALSE;
  rule->branches = rc_schema_branches_new ();
  for (guint32 item = value + 1; item < json->nodes[value].next; item = json->nodes[item].next)
    {
      RcSchemaBranch branch = { .name = item, .schema = rc_schema_take_node (self, item) };

      if (branch.schema == NULL)
        return FALSE;
      g_array_append_val (rule->branches, branch);
    }
  return TRUE;
}

static gboolean
read_reference (RcJsonSchema *self,
                RcSchemaRule *rule,
                guint32       value)
{
  rule->schema = rc_schema_follow (self, value);
  return rule->schema != NULL;
}

static gboolean
read_dependent (RcJsonSchema *self,
                RcSchemaRule *rule,
                guint32       value)
{
  const RcJson *json = &self->json;

  if (!rc_json_is (json, value, RC_JSON_OBJECT))
    return FALSE;
  rule->branches = rc_schema_branches_new ();
  for (guint32 name = value + 1; name < json->nodes[value].next; name = json->nodes[name].next)
    {
      RcSchemaBranch branch = { .name = name, .key = peek_name (json, name), .required = read_names (json, name + 1) };

      if (branch.required == NULL)
        branch.schema = rc_schema_take_node (self, name + 1);
      g_array_append_val (rule->branches, branch);
      if (branch.required == NULL && branch.schema == NULL)
        return FALSE;
    }
  return TRUE;
}

/* --- Keywords that belong together --- */

static gboolean
read_patterns (RcJsonSchema *self,
               RcSchemaRule *rule,
               guint32       value)
{
  const RcJson *json = &self->json;

  if (value == RC_JSON_NO_NODE)
    return TRUE;
  if (!rc_json_is (json, value, RC_JSON_OBJECT))
    return FALSE;
  rule->branches = rc_schema_branches_new ();
  for (guint32 name = value + 1; name < json->nodes[value].next; name = json->nodes[name].next)
    {
      RcSchemaBranch branch = { .name = name, .schema = rc_schema_take_node (self, name + 1) };
      gsize length;
      g_autofree char *pattern = rc_json_dup_text (json, name, &length);

      branch.pattern = strlen (pattern) == length ? rc_schema_pattern_new (pattern) : NULL;
      g_array_append_val (rule->branches, branch);
      if (branch.schema == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_properties (RcJsonSchema *self,
                 RcSchemaRule *rule,
                 guint32       value)
{
  const RcJson *json = &self->json;

  if (value == RC_JSON_NO_NODE)
    return TRUE;
  if (!rc_json_is (json, value, RC_JSON_OBJECT))
    return FALSE;
  rule->members = g_hash_table_new_full (hash_name, equal_names, g_free, NULL);
  for (guint32 name = value + 1; name < json->nodes[value].next; name = json->nodes[name].next)
    {
      RcSchemaName key = peek_name (json, name);
      RcSchemaNode *schema = rc_schema_take_node (self, name + 1);

      if (schema == NULL)
        return FALSE;
      g_hash_table_insert (rule->members, g_memdup2 (&key, sizeof key), schema);
    }
  return TRUE;
}

static guint32
take_member (const RcJson *json,
             guint32       object,
             const char   *name,
             guint32      *inout_first)
{
  guint32 value = rc_json_member (json, object, name);

  if (value != RC_JSON_NO_NODE && *inout_first == RC_JSON_NO_NODE)
    *inout_first = value - 1;
  return value;
}

/* The value of a schema that may be absent; FALSE: no schema stands there. */
static gboolean
take_schema (RcJsonSchema  *self,
             guint32        value,
             RcSchemaNode **out_schema)
{
  *out_schema = value != RC_JSON_NO_NODE ? rc_schema_take_node (self, value) : NULL;
  return value == RC_JSON_NO_NODE || *out_schema != NULL;
}

static void
read_members (RcJsonSchema *self,
              RcSchemaNode *schema)
{
  guint32 first = RC_JSON_NO_NODE;
  guint32 properties = take_member (&self->json, schema->node, "properties", &first);
  guint32 patterns = take_member (&self->json, schema->node, "patternProperties", &first);
  guint32 others = take_member (&self->json, schema->node, "additionalProperties", &first);
  RcSchemaRule *rule;

  if (first == RC_JSON_NO_NODE)
    return;
  rule = add_rule (self, schema, RC_SCHEMA_MEMBERS, first);
  if (!read_properties (self, rule, properties) || !read_patterns (self, rule, patterns) || !take_schema (self, others, &rule->schema))
    rule->kind = RC_SCHEMA_UNKNOWN_OBJECT;
}

/* Drafts 6 to 2019-09 list the first items in "items" itself, 2020-12 in "prefixItems". */
static void
read_items (RcJsonSchema *self,
            RcSchemaNode *schema)
{
  guint32 first = RC_JSON_NO_NODE;
  guint32 prefix = take_member (&self->json, schema->node, "prefixItems", &first);
  guint32 items = take_member (&self->json, schema->node, "items", &first);
  gboolean is_old = rc_json_is (&self->json, items, RC_JSON_ARRAY);
  gboolean has_prefix = self->dialect == RC_SCHEMA_DIALECT_ANY || (self->dialect == RC_SCHEMA_DIALECT_2020 && !self->is_2019);
  gboolean has_list = self->dialect != RC_SCHEMA_DIALECT_2020 || self->is_2019;
  RcSchemaRule *rule;

  if (first == RC_JSON_NO_NODE)
    return;
  rule = add_rule (self, schema, RC_SCHEMA_ITEMS, first);
  rule->is_foreign = prefix != RC_JSON_NO_NODE && !has_prefix;
  if (is_old && (!has_list || prefix != RC_JSON_NO_NODE))
    rule->kind = RC_SCHEMA_UNKNOWN_ARRAY;
  else if (is_old && (!read_schemas (self, rule, items)
                      || !take_schema (self, rc_json_member (&self->json, schema->node, "additionalItems"), &rule->schema)))
    rule->kind = RC_SCHEMA_UNKNOWN_ARRAY;
  else if (!is_old && ((prefix != RC_JSON_NO_NODE && !read_schemas (self, rule, prefix)) || !take_schema (self, items, &rule->schema)))
    rule->kind = RC_SCHEMA_UNKNOWN_ARRAY;
}

static void
read_contains (RcJsonSchema *self,
               RcSchemaNode *schema)
{
  guint32 value = rc_json_member (&self->json, schema->node, "contains");
  guint32 least = rc_json_member (&self->json, schema->node, "minContains");
  guint32 most = rc_json_member (&self->json, schema->node, "maxContains");
  gboolean counts = self->dialect != RC_SCHEMA_DIALECT_7;
  RcSchemaRule *rule;

  if (value == RC_JSON_NO_NODE)
    return;
  rule = add_rule (self, schema, RC_SCHEMA_CONTAINS, value - 1);
  rule->count = 1;
  rule->most = G_MAXUINT64;
  if (!take_schema (self, value, &rule->schema)
      || (counts && least != RC_JSON_NO_NODE && !read_count_of (self, least, &rule->count))
      || (counts && most != RC_JSON_NO_NODE && !read_count_of (self, most, &rule->most)))
    rule->kind = RC_SCHEMA_UNKNOWN_ARRAY;
}

static void
read_condition (RcJsonSchema *self,
                RcSchemaNode *schema)
{
  guint32 value = rc_json_member (&self->json, schema->node, "if");
  RcSchemaRule *rule;

  if (value == RC_JSON_NO_NODE)
    return;
  rule = add_rule (self, schema, RC_SCHEMA_IF, value - 1);
  if (!take_schema (self, value, &rule->schema)
      || !take_schema (self, rc_json_member (&self->json, schema->node, "then"), &rule->then_schema)
      || !take_schema (self, rc_json_member (&self->json, schema->node, "else"), &rule->else_schema))
    rule->kind = RC_SCHEMA_UNKNOWN;
}

/* --- Keywords that stand for themselves --- */

#define FOREIGN_TO_7    (1u << RC_SCHEMA_DIALECT_7)
#define FOREIGN_TO_2020 (1u << RC_SCHEMA_DIALECT_2020)

static const struct
{
  const char       *name;
  RcSchemaRuleKind  kind;
  RcSchemaRuleKind  wrong;       /* where the value is not as it should be */
  guint             foreign;
  gboolean        (*read) (RcJsonSchema *self, RcSchemaRule *rule, guint32 value);
} keywords[] = {
  { "type", RC_SCHEMA_TYPE, RC_SCHEMA_UNKNOWN, 0, read_types },
  { "enum", RC_SCHEMA_ENUM, RC_SCHEMA_UNKNOWN, 0, read_array },
  { "const", RC_SCHEMA_CONST, RC_SCHEMA_UNKNOWN, 0, read_any },
  { "required", RC_SCHEMA_REQUIRED, RC_SCHEMA_UNKNOWN, 0, read_required },
  { "propertyNames", RC_SCHEMA_PROPERTY_NAMES, RC_SCHEMA_UNKNOWN_OBJECT, 0, read_schema },
  { "minProperties", RC_SCHEMA_MIN_PROPERTIES, RC_SCHEMA_UNKNOWN_OBJECT, 0, read_count },
  { "maxProperties", RC_SCHEMA_MAX_PROPERTIES, RC_SCHEMA_UNKNOWN_OBJECT, 0, read_count },
  { "dependentRequired", RC_SCHEMA_DEPENDENT, RC_SCHEMA_UNKNOWN_OBJECT, FOREIGN_TO_7, read_dependent },
  { "dependentSchemas", RC_SCHEMA_DEPENDENT, RC_SCHEMA_UNKNOWN_OBJECT, FOREIGN_TO_7, read_dependent },
  { "dependencies", RC_SCHEMA_DEPENDENT, RC_SCHEMA_UNKNOWN_OBJECT, FOREIGN_TO_2020, read_dependent },
  { "minItems", RC_SCHEMA_MIN_ITEMS, RC_SCHEMA_UNKNOWN_ARRAY, 0, read_count },
  { "maxItems", RC_SCHEMA_MAX_ITEMS, RC_SCHEMA_UNKNOWN_ARRAY, 0, read_count },
  { "uniqueItems", RC_SCHEMA_UNIQUE_ITEMS, RC_SCHEMA_UNKNOWN_ARRAY, 0, read_unique },
  { "minLength", RC_SCHEMA_MIN_LENGTH, RC_SCHEMA_UNKNOWN, 0, read_count },
  { "maxLength", RC_SCHEMA_MAX_LENGTH, RC_SCHEMA_UNKNOWN, 0, read_count },
  { "pattern", RC_SCHEMA_PATTERN, RC_SCHEMA_UNKNOWN, 0, read_pattern },
  { "minimum", RC_SCHEMA_MINIMUM, RC_SCHEMA_UNKNOWN, 0, read_number },
  { "maximum", RC_SCHEMA_MAXIMUM, RC_SCHEMA_UNKNOWN, 0, read_number },
  { "exclusiveMinimum", RC_SCHEMA_EXCLUSIVE_MINIMUM, RC_SCHEMA_UNKNOWN, 0, read_number },
  { "exclusiveMaximum", RC_SCHEMA_EXCLUSIVE_MAXIMUM, RC_SCHEMA_UNKNOWN, 0, read_number },
  { "multipleOf", RC_SCHEMA_MULTIPLE_OF, RC_SCHEMA_UNKNOWN, 0, read_divisor },
  { "allOf", RC_SCHEMA_ALL_OF, RC_SCHEMA_UNKNOWN, 0, read_schemas },
  { "anyOf", RC_SCHEMA_ANY_OF, RC_SCHEMA_UNKNOWN, 0, read_schemas },
  { "oneOf", RC_SCHEMA_ONE_OF, RC_SCHEMA_UNKNOWN, 0, read_schemas },
  { "not", RC_SCHEMA_NOT, RC_SCHEMA_UNKNOWN, 0, read_schema },
  { "$ref", RC_SCHEMA_REF, RC_SCHEMA_UNKNOWN, 0, read_reference },
};

static void
read_keyword (RcJsonSchema *self,
              RcSchemaNode *schema,
              gsize         index)
{
  guint32 value = rc_json_member (&self->json, schema->node, keywords[index].name);
  RcSchemaRule *rule;

  if (value == RC_JSON_NO_NODE)
    return;
  rule = add_rule (self, schema, keywords[index].kind, value - 1);
  rule->is_foreign = (keywords[index].foreign & 1u << self->dialect) != 0;
  if (!keywords[index].read (self, rule, value))
    rule->kind = keywords[index].wrong;
}

/* What might say more than is understood here. */
static void
read_not_understood (RcJsonSchema *self,
                     RcSchemaNode *schema)
{
  static const struct { const char *name; RcSchemaRuleKind kind; } rows[] = {
    { "$dynamicRef", RC_SCHEMA_UNKNOWN },
    { "$recursiveRef", RC_SCHEMA_UNKNOWN },
    { "unevaluatedProperties", RC_SCHEMA_UNKNOWN_OBJECT },
    { "unevaluatedItems", RC_SCHEMA_UNKNOWN_ARRAY },
    { "extends", RC_SCHEMA_UNKNOWN },
    { "disallow", RC_SCHEMA_UNKNOWN },
    { "divisibleBy", RC_SCHEMA_UNKNOWN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint32 value = rc_json_member (&self->json, schema->node, rows[i].name);

      if (value != RC_JSON_NO_NODE && !rc_json_is (&self->json, value, RC_JSON_TRUE))
        (void) add_rule (self, schema, rows[i].kind, value - 1);
    }
}

/* A schema within a schema may be of another dialect. */
static gboolean
is_of_other_dialect (RcJsonSchema *self,
                     guint32       value)
{
  g_autofree char *text = rc_json_dup_string (&self->json, value);

  return self->dialect == RC_SCHEMA_DIALECT_OTHER
    || (rc_json_is (&self->json, value, RC_JSON_STRING) && g_strcmp0 (text, self->dialect_text) != 0);
}

/**
 * rc_schema_read_rules:
 * @schema: stands at an object
 */
void
rc_schema_read_rules (RcJsonSchema *self,
                      RcSchemaNode *schema)
{
  guint32 dialect = rc_json_member (&self->json, schema->node, "$schema");
  guint32 reference = rc_json_member (&self->json, schema->node, "$ref");
  gboolean has_reference = rc_json_is (&self->json, reference, RC_JSON_STRING);

  if (is_of_other_dialect (self, dialect))
    {
      (void) add_rule (self, schema, RC_SCHEMA_UNKNOWN, dialect != RC_JSON_NO_NODE ? dialect - 1 : schema->node);
      return;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (keywords); i++)
    {
      if (reference == RC_JSON_NO_NODE || strcmp (keywords[i].name, "$ref") == 0 || self->dialect != RC_SCHEMA_DIALECT_7)
        read_keyword (self, schema, i);
    }
  /* Draft 7 passes over everything beside a reference. */
  if (has_reference && self->dialect == RC_SCHEMA_DIALECT_7)
    return;

  read_members (self, schema);
  read_items (self, schema);
  read_contains (self, schema);
  read_condition (self, schema);
  read_not_understood (self, schema);
  if (!has_reference || self->dialect != RC_SCHEMA_DIALECT_ANY)
    return;
  for (guint i = 0; i < schema->rules->len; i++)
    {
      RcSchemaRule *rule = g_ptr_array_index (schema->rules, i);

      rule->is_foreign = rule->is_foreign || rule->kind != RC_SCHEMA_REF;
    }
}
