/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/systems/system-description.h"

#include <string.h>

#include "core/bounds.h"
#include "core/display-text.h"
#include "core/event.h"
#include "core/words.h"

#define MAX_REMARK_BYTES 400u

typedef struct
{
  const RcJson        *json;
  RcSystemDescription *description;
  gboolean             by_officer;
} Reader;

static const char * const binding_names[RC_N_SYSTEM_BINDINGS] = { "models", "endpoints", "log_systems", "sources", "where" };

const char *
rc_system_binding_kind_to_name (RcSystemBindingKind kind)
{
  return binding_names[kind];
}

const char *
rc_system_binding_kind_title (RcSystemBindingKind kind)
{
  static const char * const titles[RC_N_SYSTEM_BINDINGS] = {
    N_("Model"), N_("Endpoint"), N_("System named in records"), N_("Source"), N_("Only where"),
  };

  return _(titles[kind]);
}

gboolean
rc_system_binding_equals (const RcSystemBinding *a,
                          const RcSystemBinding *b)
{
  return a->kind == b->kind && strcmp (a->value, b->value) == 0 && g_strcmp0 (a->field, b->field) == 0;
}

void
rc_system_statement_free (RcSystemStatement *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->values);
  g_free (self->locator);
  g_free (self);
}

void
rc_system_binding_free (RcSystemBinding *self)
{
  if (self == NULL)
    return;

  g_free (self->value);
  g_free (self->field);
  g_free (self->locator);
  g_free (self);
}

static void
fault_free (gpointer data)
{
  RcSystemFault *fault = data;

  g_free (fault->locator);
  g_free (fault);
}

void
rc_system_description_free (RcSystemDescription *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->id);
  g_free (self->as_of);
  g_ptr_array_unref (self->statements);
  g_ptr_array_unref (self->bindings);
  g_ptr_array_unref (self->faults);
  g_ptr_array_unref (self->remarks);
  g_free (self);
}

static const char *
name_type (const RcJson *json,
           guint32       node)
{
  switch ((RcJsonType) json->nodes[node].type)
    {
    case RC_JSON_NULL:   return "null";
    case RC_JSON_FALSE:
    case RC_JSON_TRUE:   return "true or false";
    case RC_JSON_NUMBER: return "a number";
    case RC_JSON_ARRAY:  return "a list";
    case RC_JSON_OBJECT: return "an object";
    default:             return "a text";
    }
}

static void
add_fault (Reader     *self,
           guint32     node,
           const char *locator,
           const char *expected,
           const char *found)
{
  RcSystemFault *fault;

  if (self->description->faults->len == RC_LIMIT_SYSTEM_REMARKS)
    {
      self->description->is_cut = TRUE;
      return;
    }
  fault = g_new0 (RcSystemFault, 1);
  fault->locator = g_strdup (locator);
  fault->offset = self->json->nodes[node].offset;
  fault->expected = expected;
  fault->found = found != NULL ? found : name_type (self->json, node);
  g_ptr_array_add (self->description->faults, fault);
}

/* A text that is no text, too long, or holds a NUL is told and left out. (transfer full) (nullable) */
static char *
read_text (Reader     *self,
           guint32     node,
           const char *locator,
           const char *expected)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!rc_json_is (self->json, node, RC_JSON_STRING))
    {
      add_fault (self, node, locator, expected, NULL);
      return NULL;
    }
  text = rc_json_dup_text (self->json, node, &length);
  if (length <= RC_LIMIT_ENTRY_WORDS_BYTES && strlen (text) == length)
    return g_steal_pointer (&text);

  add_fault (self, node, locator, expected, length <= RC_LIMIT_ENTRY_WORDS_BYTES ? "a text with a NUL character"
                                                                               : "a text longer than 16 KiB (RC_LIMIT_ENTRY_WORDS_BYTES)");
  return NULL;
}

/* --- Attributes --- */

/* A value that the attribute cannot have stays as it was stated; the fault says that it is none of those that are known. */
static void
add_value (Reader            *self,
           RcSystemStatement *statement,
           guint32            node,
           const char        *locator)
{
  const char *expected = NULL;
  g_autofree char *text = NULL;

  if (rc_system_attribute_type (statement->attribute) == RC_SYSTEM_VALUE_TRUTH)
    {
      if (rc_json_is (self->json, node, RC_JSON_TRUE) || rc_json_is (self->json, node, RC_JSON_FALSE))
        g_ptr_array_add (statement->values, g_strdup (rc_json_is (self->json, node, RC_JSON_TRUE) ? "true" : "false"));
      else
        add_fault (self, node, locator, "true or false", NULL);
      return;
    }

  text = read_text (self, node, locator, "a text");
  if (text == NULL)
    return;
  if (!rc_system_attribute_accepts (statement->attribute, text, &expected))
    add_fault (self, node, locator, expected, "another text");
  if (*text != '\0')
    g_ptr_array_add (statement->values, g_steal_pointer (&text));
}

static void
add_list (Reader            *self,
          RcSystemStatement *statement,
          guint32            list)
{
  const RcJsonNode *nodes = self->json->nodes;
  guint index = 0;

  for (guint32 item = list + 1; item < nodes[list].next; item = nodes[item].next, index++)
    {
      g_autofree char *locator = g_strdup_printf ("%s/%u", statement->locator, index);

      if (index == RC_LIMIT_SYSTEM_ITEMS)
        {
          add_fault (self, item, locator, "at most 10000 items (RC_LIMIT_SYSTEM_ITEMS)", "more");
          return;
        }
      add_value (self, statement, item, locator);
    }
}

static void
read_attribute (Reader            *self,
                guint32            node,
                RcSystemAttribute  attribute)
{
  RcSystemStatement *statement;
  gboolean is_list = rc_system_attribute_is_list (attribute);

  if (rc_json_is (self->json, node, RC_JSON_NULL))
    return;

  statement = g_new0 (RcSystemStatement, 1);
  statement->attribute = attribute;
  statement->values = g_ptr_array_new_with_free_func (g_free);
  statement->locator = g_strdup (rc_system_attribute_pointer (attribute));
  if (is_list && rc_json_is (self->json, node, RC_JSON_ARRAY))
    add_list (self, statement, node);
  else
    add_value (self, statement, node, statement->locator);

  /* An empty list is a statement too: there is none. */
  if (statement->values->len > 0 || (is_list && rc_json_is (self->json, node, RC_JSON_ARRAY)))
    g_ptr_array_add (self->description->statements, statement);
  else
    rc_system_statement_free (statement);
}

/* --- Bindings --- */

static void
add_binding (Reader              *self,
             RcSystemBindingKind  kind,
             gboolean             withdraws,
             char                *value,       /* (transfer full) */
             char                *field,       /* (transfer full) (nullable) */
             const char          *locator)
{
  RcSystemBinding *binding = g_new0 (RcSystemBinding, 1);

  binding->kind = kind;
  binding->withdraws = withdraws;
  binding->value = value;
  binding->field = field;
  binding->locator = g_strdup (locator);
  g_ptr_array_add (self->description->bindings, binding);
}

static gboolean
is_field (const char *field)
{
  RcField known;

  return field[0] == '/' || rc_field_from_name (field, &known);
}

static void
read_condition (Reader     *self,
                guint32     node,
                gboolean    withdraws,
                const char *locator)
{
  guint32 field_node, value_node;
  g_autofree char *field = NULL;
  g_autofree char *value = NULL;

  field_node = rc_json_is (self->json, node, RC_JSON_OBJECT) ? rc_json_member (self->json, node, "field") : RC_JSON_NO_NODE;
  value_node = field_node != RC_JSON_NO_NODE ? rc_json_member (self->json, node, "value") : RC_JSON_NO_NODE;
  if (value_node == RC_JSON_NO_NODE)
    {
      add_fault (self, node, locator, "an object with the texts “field” and “value”", NULL);
      return;
    }

  field = read_text (self, field_node, locator, "a text “field”");
  value = read_text (self, value_node, locator, "a text “value”");
  if (field == NULL || value == NULL)
    return;
  if (!is_field (field))
    {
      add_fault (self, field_node, locator, "a JSON Pointer such as /product, or the name of a field such as endpoint", "another text");
      return;
    }
  add_binding (self, RC_SYSTEM_BINDING_WHERE, withdraws, g_steal_pointer (&value), g_steal_pointer (&field), locator);
}

static void
read_binding (Reader              *self,
              guint32              node,
              RcSystemBindingKind  kind,
              gboolean             withdraws,
              const char          *locator)
{
  g_autofree char *value = NULL;

  if (kind == RC_SYSTEM_BINDING_WHERE)
    {
      read_condition (self, node, withdraws, locator);
      return;
    }
  value = read_text (self, node, locator, "a text");
  if (value != NULL && *value == '\0')
    add_fault (self, node, locator, "a text that is not empty", "an empty one");
  else if (value != NULL)
    add_binding (self, kind, withdraws, g_steal_pointer (&value), NULL, locator);
}

static void
read_bindings_of (Reader              *self,
                  guint32              list,
                  RcSystemBindingKind  kind,
                  gboolean             withdraws)
{
  const RcJsonNode *nodes = self->json->nodes;
  const char *member = withdraws ? "unbind" : "bindings";
  guint index = 0;

  if (!rc_json_is (self->json, list, RC_JSON_ARRAY))
    {
      g_autofree char *locator = g_strdup_printf ("/%s/%s", member, binding_names[kind]);

      if (!rc_json_is (self->json, list, RC_JSON_NULL))
        add_fault (self, list, locator, "a list", NULL);
      return;
    }
  for (guint32 item = list + 1; item < nodes[list].next; item = nodes[item].next, index++)
    {
      g_autofree char *locator = g_strdup_printf ("/%s/%s/%u", member, binding_names[kind], index);

      if (index == RC_LIMIT_SYSTEM_ITEMS)
        {
          add_fault (self, item, locator, "at most 10000 items (RC_LIMIT_SYSTEM_ITEMS)", "more");
          return;
        }
      read_binding (self, item, kind, withdraws, locator);
    }
}

/* --- What has no meaning here --- */

static void
add_remark (Reader     *self,
            guint32     node,
            const char *locator)
{
  g_autofree char *text = NULL;
  g_autofree char *remark = NULL;

  if (self->description->remarks->len == RC_LIMIT_SYSTEM_REMARKS)
    {
      self->description->is_cut = TRUE;
      return;
    }
  if (rc_json_is (self->json, node, RC_JSON_STRING))
    text = rc_json_dup_text (self->json, node, NULL);
  else
    text = g_strndup (self->json->text + self->json->nodes[node].offset, self->json->nodes[node].length);
  remark = g_strdup_printf ("%s = %s", locator, text);
  g_ptr_array_add (self->description->remarks, rc_display_text (remark, -1, MAX_REMARK_BYTES));
}

static gboolean
read_known (Reader     *self,
            guint32     node,
            const char *locator)
{
  for (guint i = 0; i < RC_N_SYSTEM_ATTRIBUTES; i++)
    {
      if (strcmp (rc_system_attribute_pointer (i), locator) != 0)
        continue;
      read_attribute (self, node, i);
      return TRUE;
    }
  for (guint kind = 0; kind < RC_N_SYSTEM_BINDINGS; kind++)
    {
      if (g_str_has_prefix (locator, "/bindings/") && strcmp (locator + strlen ("/bindings/"), binding_names[kind]) == 0)
        return read_bindings_of (self, node, kind, FALSE), TRUE;
      if (self->by_officer && g_str_has_prefix (locator, "/unbind/") && strcmp (locator + strlen ("/unbind/"), binding_names[kind]) == 0)
        return read_bindings_of (self, node, kind, TRUE), TRUE;
    }
  return FALSE;
}

static gboolean
is_group (const Reader *self,
          const char   *locator)
{
  static const char * const groups[] = {
    "/provider", "/deployer", "/authorised_representative", "/risk_class", "/retention", "/bindings", NULL
  };

  return g_strv_contains (groups, locator) || (self->by_officer && strcmp (locator, "/unbind") == 0);
}

static gboolean
read_head (Reader     *self,
           guint32     node,
           const char *locator)
{
  RcSystemDescription *description = self->description;
  char **place = strcmp (locator, "/system") == 0         ? &description->name
               : strcmp (locator, "/description_id") == 0 ? &description->id
               : strcmp (locator, "/as_of") == 0          ? &description->as_of
                                                          : NULL;

  if (place != NULL && *place == NULL && !rc_json_is (self->json, node, RC_JSON_NULL))
    *place = read_text (self, node, locator, "a text");
  return place != NULL || strcmp (locator, "/schema") == 0;
}

/* The name as a step of a JSON Pointer, so that "a/b" is not taken for the member "b" of "a". (transfer full) */
static char *
dup_step (Reader  *self,
          guint32  name)
{
  g_autofree char *member = rc_json_dup_text (self->json, name, NULL);
  g_autoptr (GString) step = g_string_new (member);

  g_string_replace (step, "~", "~0", 0);
  g_string_replace (step, "/", "~1", 0);
  return g_string_free (g_steal_pointer (&step), FALSE);
}

/* Two levels are known: deeper ones belong to values and remarks. */
static void
read_members (Reader     *self,
              guint32     object,
              const char *prefix)
{
  const RcJsonNode *nodes = self->json->nodes;

  for (guint32 name = object + 1; name < nodes[object].next; name = nodes[name].next)
    {
      g_autofree char *step = dup_step (self, name);
      g_autofree char *locator = g_strdup_printf ("%s/%s", prefix, step);
      gboolean at_top = *prefix == '\0';

      if (at_top && is_group (self, locator))
        {
          if (rc_json_is (self->json, name + 1, RC_JSON_OBJECT))
            read_members (self, name + 1, locator);
          else if (!rc_json_is (self->json, name + 1, RC_JSON_NULL))
            add_fault (self, name + 1, locator, "an object", NULL);
        }
      else if (!(at_top && read_head (self, name + 1, locator)) && !read_known (self, name + 1, locator))
        {
          add_remark (self, name + 1, locator);
        }
    }
}

gboolean
rc_system_description_is (const RcJson *json,
                          guint32       object)
{
  guint32 schema = rc_json_is (json, object, RC_JSON_OBJECT) ? rc_json_member (json, object, "schema") : RC_JSON_NO_NODE;
  g_autofree char *text = NULL;

  if (schema == RC_JSON_NO_NODE || !rc_json_is (json, schema, RC_JSON_STRING))
    return FALSE;
  text = rc_json_dup_string (json, schema);
  return g_strcmp0 (text, RC_SYSTEM_DESCRIPTION_SCHEMA) == 0;
}

/**
 * rc_system_description_read:
 * @object: node of the object
 * @by_officer: an officer enters it, and can take bindings back; a file cannot
 *
 * Reads what a description says. A member that is there twice counts as told first and second, and is a fault.
 *
 * Returns: (transfer full): what could be read, with what could not
 */
RcSystemDescription *
rc_system_description_read (const RcJson *json,
                            guint32       object,
                            gboolean      by_officer)
{
  RcSystemDescription *description = g_new0 (RcSystemDescription, 1);
  Reader self = { json, description, by_officer };

  description->statements = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_system_statement_free);
  description->bindings = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_system_binding_free);
  description->faults = g_ptr_array_new_with_free_func (fault_free);
  description->remarks = g_ptr_array_new_with_free_func (g_free);
  if (json->has_duplicate)
    add_fault (&self, json->duplicate, "", "each member once", "a member twice");
  if (rc_json_is (json, object, RC_JSON_OBJECT))
    read_members (&self, object, "");
  else
    add_fault (&self, object, "", "an object", NULL);
  return description;
}
