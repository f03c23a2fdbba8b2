/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "json-schema-rule.h"

#include <string.h>

#include "display-text.h"

/* What was expected, in the words of the schema, which holds no record; and what was found, of which only sort and length are told. */

#define SHOWN_CHARACTERS 120

/* A rule stands at its name, the schema `false` at itself. */
static gboolean
is_keyword (const RcJson        *schema,
            const RcSchemaFault *fault)
{
  return fault->rule < schema->n_nodes && schema->nodes[fault->rule].type == RC_JSON_NAME;
}

static void
append_token (GString      *pointer,
              const RcJson *json,
              guint32       name)
{
  gsize length;
  g_autofree char *text = rc_json_dup_text (json, name, &length);

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '~')
        g_string_append (pointer, "~0");
      else if (text[i] == '/')
        g_string_append (pointer, "~1");
      else if (text[i] != '\0')
        g_string_append_c (pointer, text[i]);
    }
}

/* Goes from @at one step towards @node. */
static guint32
descend (const RcJson *json,
         guint32       at,
         guint32       node,
         GString      *pointer)
{
  gboolean is_object = json->nodes[at].type == RC_JSON_OBJECT;
  guint index = 0;

  for (guint32 child = at + 1; child < json->nodes[at].next; child = json->nodes[child].next, index++)
    {
      if (node >= json->nodes[child].next)
        continue;
      g_string_append_c (pointer, '/');
      if (is_object)
        append_token (pointer, json, child);
      else
        g_string_append_printf (pointer, "%u", index);
      return is_object ? child + 1 : child;
    }
  g_return_val_if_reached (node);
}

/**
 * rc_json_schema_dup_rule:
 *
 * Returns: (transfer full): a JSON Pointer in the schema; empty where no rule is to blame
 */
char *
rc_json_schema_dup_rule (const RcJsonSchema  *self,
                         const RcSchemaFault *fault)
{
  g_autoptr (GString) pointer = g_string_new (NULL);
  guint32 node = fault->rule;
  guint32 at = 0;

  if (node >= self->json.n_nodes)
    return g_strdup ("");
  if (is_keyword (&self->json, fault))
    node++;
  while (at != node)
    at = descend (&self->json, at, node, pointer);
  return g_string_free (g_steal_pointer (&pointer), FALSE);
}

/* As the schema writes it, cut where it is long. */
static char *
dup_value (const RcJson *json,
           guint32       node)
{
  g_autofree char *text = g_strndup (json->text + json->nodes[node].offset, json->nodes[node].length);

  return rc_display_text (text, -1, SHOWN_CHARACTERS);
}

/**
 * rc_json_schema_dup_expected:
 *
 * Returns: (transfer full): one line
 */
char *
rc_json_schema_dup_expected (const RcJsonSchema  *self,
                             const RcSchemaFault *fault)
{
  static const struct { const char *keyword; const char *words; } rows[] = {
    { "type", "a value of type %s" },
    { "enum", "one of %s" },
    { "const", "%s" },
    { "minProperties", "at least %s members" },
    { "maxProperties", "at most %s members" },
    { "minItems", "at least %s items" },
    { "maxItems", "at most %s items" },
    { "uniqueItems", "items that all differ" },
    { "contains", "items of which enough are as the schema says" },
    { "minLength", "at least %s characters" },
    { "maxLength", "at most %s characters" },
    { "pattern", "a text of the pattern %s" },
    { "minimum", "at least %s" },
    { "maximum", "at most %s" },
    { "exclusiveMinimum", "more than %s" },
    { "exclusiveMaximum", "less than %s" },
    { "multipleOf", "a multiple of %s" },
    { "anyOf", "what one of the alternatives allows" },
    { "oneOf", "what exactly one of the alternatives allows" },
    { "not", "nothing of what the schema excludes here" },
  };
  const RcJson *json = &self->json;

  if (fault->name != RC_JSON_NO_NODE)
    {
      g_autofree char *name = dup_value (json, fault->name);

      return g_strdup_printf ("the member %s", name);
    }
  if (fault->rule >= json->n_nodes)
    return g_strdup ("a value that the schema can be held against");
  if (!is_keyword (json, fault))
    return g_strdup ("no value here");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *mark = strstr (rows[i].words, "%s");
      g_autofree char *value = NULL;

      if (!rc_json_name_is (json, fault->rule, rows[i].keyword))
        continue;
      if (mark == NULL)
        return g_strdup (rows[i].words);
      value = dup_value (json, fault->rule + 1);
      return g_strdup_printf ("%.*s%s%s", (int) (mark - rows[i].words), rows[i].words, value, mark + 2);
    }
  return g_strdup ("what the schema says here");
}

/**
 * rc_json_schema_dup_found:
 *
 * Returns: (transfer full): one line, without anything of the value
 */
char *
rc_json_schema_dup_found (const RcJsonSchema  *self,
                          const RcJson        *record,
                          const RcSchemaFault *fault)
{
  const RcJsonNode *node = &record->nodes[fault->node];
  gsize length;
  g_autofree char *text = NULL;

  if (fault->name != RC_JSON_NO_NODE)
    return g_strdup ("no such member");

  switch ((RcJsonType) node->type)
    {
    case RC_JSON_NULL: return g_strdup ("null");
    case RC_JSON_FALSE:
    case RC_JSON_TRUE: return g_strdup ("a value of type boolean");
    case RC_JSON_NUMBER: return g_strdup ((node->flags & RC_JSON_NODE_INTEGER) != 0 ? "an integer"
                                                                            : "a number with a fraction or exponent");
    case RC_JSON_ARRAY: return g_strdup_printf ("an array of %u items", node->count);
    case RC_JSON_OBJECT: return g_strdup_printf ("an object of %u members", node->count);
    case RC_JSON_STRING:
    case RC_JSON_NAME:
      text = rc_json_dup_text (record, fault->node, &length);
      return g_strdup_printf ("a %s of %ld characters", node->type == RC_JSON_NAME ? "name" : "text",
                              g_utf8_strlen (text, (gssize) length));
    }
  g_return_val_if_reached (g_strdup (""));
}
