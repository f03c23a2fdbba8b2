/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "json-schema-rule.h"

#include <string.h>

#include "bounds.h"
#include "json-text.h"

static void
branch_clear (gpointer data)
{
  RcSchemaBranch *branch = data;

  g_clear_pointer (&branch->pattern, g_regex_unref);
  g_clear_pointer (&branch->required, g_array_unref);
}

GArray *
rc_schema_branches_new (void)
{
  GArray *branches = g_array_new (FALSE, TRUE, sizeof (RcSchemaBranch));

  g_array_set_clear_func (branches, branch_clear);
  return branches;
}

void
rc_schema_rule_free (RcSchemaRule *self)
{
  if (self->has_number)
    rc_exact_number_clear (&self->number);
  g_clear_pointer (&self->pattern, g_regex_unref);
  g_clear_pointer (&self->names, g_array_unref);
  g_clear_pointer (&self->branches, g_array_unref);
  g_clear_pointer (&self->members, g_hash_table_unref);
  g_free (self);
}

static void
node_free (gpointer data)
{
  RcSchemaNode *node = data;

  g_ptr_array_unref (node->rules);
  g_free (node);
}

/**
 * rc_schema_take_node:
 *
 * Returns: (transfer none) (nullable): %NULL where neither an object nor a boolean stands at @node
 */
RcSchemaNode *
rc_schema_take_node (RcJsonSchema *self,
                     guint32       node)
{
  RcSchemaNode *schema;
  gboolean is_object = rc_json_is (&self->json, node, RC_JSON_OBJECT);

  if (!is_object && !rc_json_is (&self->json, node, RC_JSON_TRUE) && !rc_json_is (&self->json, node, RC_JSON_FALSE))
    return NULL;
  schema = g_hash_table_lookup (self->nodes, GUINT_TO_POINTER (node));
  if (schema != NULL)
    return schema;

  schema = g_new0 (RcSchemaNode, 1);
  schema->node = node;
  schema->is_false = rc_json_is (&self->json, node, RC_JSON_FALSE);
  schema->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_schema_rule_free);
  g_hash_table_insert (self->nodes, GUINT_TO_POINTER (node), schema);
  if (is_object)
    g_queue_push_tail (&self->pending, schema);
  return schema;
}

/* --- References --- */

/* The schema that gives itself this name, if exactly one does. */
static RcSchemaNode *
find_anchor (RcJsonSchema *self,
             const char   *anchor)
{
  const RcJson *json = &self->json;
  g_autofree char *old_anchor = g_strconcat ("#", anchor, NULL);
  guint32 found = RC_JSON_NO_NODE;

  for (guint32 object = 0; object < json->n_nodes; object++)
    {
      guint32 name = json->nodes[object].type == RC_JSON_OBJECT ? rc_json_member (json, object, "$anchor") : RC_JSON_NO_NODE;
      guint32 id = json->nodes[object].type == RC_JSON_OBJECT ? rc_json_member (json, object, "$id") : RC_JSON_NO_NODE;

      if (!(rc_json_is (json, name, RC_JSON_STRING) && rc_json_name_is (json, name, anchor)) &&
          !(rc_json_is (json, id, RC_JSON_STRING) && rc_json_name_is (json, id, old_anchor)))
        continue;
      if (found != RC_JSON_NO_NODE)
        return NULL;
      found = object;
    }
  return found != RC_JSON_NO_NODE ? rc_schema_take_node (self, found) : NULL;
}

/**
 * rc_schema_follow:
 * @reference: the value of "$ref"
 *
 * Returns: (transfer none) (nullable): the schema within the same document
 */
RcSchemaNode *
rc_schema_follow (RcJsonSchema *self,
                  guint32       reference)
{
  g_autofree char *text = rc_json_dup_string (&self->json, reference);
  g_autofree char *fragment = NULL;
  const char *mark = text != NULL ? strchr (text, '#') : NULL;
  gsize length = text == NULL ? 0 : mark != NULL ? (gsize) (mark - text) : strlen (text);

  if (text == NULL || self->has_embedded)
    return NULL;
  if (length > 0 && (self->id == NULL || strlen (self->id) != length || memcmp (self->id, text, length) != 0))
    return NULL;

  fragment = g_uri_unescape_string (mark != NULL ? mark + 1 : "", NULL);
  if (fragment == NULL)
    return NULL;
  if (*fragment == '\0' || *fragment == '/')
    return rc_schema_take_node (self, rc_json_pointer (&self->json, fragment));
  return find_anchor (self, fragment);
}

/* --- The document --- */

/* A schema within that has another base: what a reference in it means depends on documents that are not here. */
static gboolean
has_embedded (const RcJson *json)
{
  for (guint32 i = 0; i < json->n_nodes; i++)
    {
      gsize length;
      const char *text;

      if (json->nodes[i].type != RC_JSON_NAME || json->nodes[i].depth < 2 || !rc_json_name_is (json, i, "$id")
          || !rc_json_is (json, i + 1, RC_JSON_STRING))
        continue;
      text = rc_json_peek_text (json, i + 1, &length);
      if (length == 0 || *text != '#')
        return TRUE;
    }
  return FALSE;
}

static RcSchemaDialect
read_dialect (RcJsonSchema *self)
{
  guint32 member = rc_json_member (&self->json, 0, "$schema");
  g_autofree char *text = rc_json_dup_string (&self->json, member);
  const char *name = text;

  if (member == RC_JSON_NO_NODE)
    return RC_SCHEMA_DIALECT_ANY;
  self->dialect_text = g_strdup (text != NULL ? text : "");
  if (name == NULL || !(g_str_has_prefix (name, "http://json-schema.org/") || g_str_has_prefix (name, "https://json-schema.org/")))
    return RC_SCHEMA_DIALECT_OTHER;
  name = strstr (name, "json-schema.org/") + strlen ("json-schema.org/");
  if (g_str_has_suffix (name, "#"))
    text[strlen (text) - 1] = '\0';
  if (strcmp (name, "draft-07/schema") == 0 || strcmp (name, "draft-06/schema") == 0)
    return RC_SCHEMA_DIALECT_7;
  self->is_2019 = strcmp (name, "draft/2019-09/schema") == 0;
  if (self->is_2019 || strcmp (name, "draft/2020-12/schema") == 0)
    return RC_SCHEMA_DIALECT_2020;
  return RC_SCHEMA_DIALECT_OTHER;
}

static char *
dup_id (const RcJson *json)
{
  g_autofree char *id = rc_json_dup_string (json, rc_json_member (json, 0, "$id"));

  if (id != NULL && g_str_has_suffix (id, "#"))
    id[strlen (id) - 1] = '\0';
  return id != NULL && *id != '\0' ? g_steal_pointer (&id) : NULL;
}

static const char *
read_document (RcJsonSchema *self,
               gsize         length)
{
  RcJsonFault fault;

  if (!rc_json_parse (&self->json, self->text, length, &fault))
    return "JSON";
  if (self->json.has_duplicate)
    return "each member named once";
  if (!rc_json_is (&self->json, 0, RC_JSON_OBJECT) && self->json.n_nodes != 1)
    return "an object or a boolean";

  self->id = dup_id (&self->json);
  self->dialect = read_dialect (self);
  self->has_embedded = has_embedded (&self->json);
  self->root = rc_schema_take_node (self, 0);
  if (self->root == NULL)
    return "an object or a boolean";
  while (!g_queue_is_empty (&self->pending))
    {
      rc_schema_read_rules (self, g_queue_pop_head (&self->pending));
      if (self->n_rules > RC_LIMIT_SCHEMA_RULES)
        return "at most 100000 rules (RC_LIMIT_SCHEMA_RULES)";
    }
  return NULL;
}

/**
 * rc_json_schema_new:
 * @text: tainted; copied
 * @out_reason: (out): what was expected, where the answer is %NULL
 *
 * Returns: (transfer full) (nullable)
 */
RcJsonSchema *
rc_json_schema_new (const char  *text,
                    gsize        length,
                    const char **out_reason)
{
  RcJsonSchema *self;

  *out_reason = NULL;
  if (length > RC_LIMIT_SCHEMA_BYTES)
    {
      *out_reason = "at most 4 MiB (RC_LIMIT_SCHEMA_BYTES)";
      return NULL;
    }

  self = g_new0 (RcJsonSchema, 1);
  rc_json_init (&self->json);
  self->text = g_memdup2 (text, length);
  self->nodes = g_hash_table_new_full (NULL, NULL, NULL, node_free);
  g_queue_init (&self->pending);
  *out_reason = read_document (self, length);
  if (*out_reason == NULL)
    return self;

  rc_json_schema_free (self);
  return NULL;
}

void
rc_json_schema_free (RcJsonSchema *self)
{
  if (self == NULL)
    return;

  g_queue_clear (&self->pending);
  g_hash_table_unref (self->nodes);
  rc_json_clear (&self->json);
  g_free (self->dialect_text);
  g_free (self->id);
  g_free (self->text);
  g_free (self);
}

const char *
rc_json_schema_peek_id (const RcJsonSchema *self)
{
  return self->id;
}
