/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "card-claims.h"

#include "importers/secret.h"
#include "importers/yaml-reader.h"

#include "core/exception.h"

#include <string.h>

/* The front matter being read. */
typedef struct
{
  RcCardClaims *claims;
  const RcYaml *yaml;
} Front;

/* A scalar that says something; text that a template wants replaced says nothing. */
static const char *
peek_value (const RcYaml *yaml,
            guint         node)
{
  gsize length = 0;
  const char *text;

  node = rc_yaml_resolve (yaml, node);
  text = rc_yaml_peek_text (yaml, node, &length);
  if (text == NULL || rc_yaml_is_null (yaml, node) || length == 0 || strlen (text) != length || strstr (text, "{{") != NULL)
    return NULL;
  return text;
}

static gsize
place_of (const Front *self,
          guint        node)
{
  const RcYamlNode *peeked = rc_yaml_peek_node (self->yaml, node);

  return self->claims->document->yaml_offset + (peeked != NULL ? peeked->offset : 0);
}

/* "front matter /datasets/0", escaped as RFC 6901 says. */
static char *
dup_locator (const char *key,
             const char *rest)
{
  g_autoptr (GString) locator = g_string_new ("front matter /");

  for (const char *c = key; *c != '\0'; c++)
    if (*c == '~')
      g_string_append (locator, "~0");
    else if (*c == '/')
      g_string_append (locator, "~1");
    else
      g_string_append_c (locator, *c);
  g_string_append (locator, rest);

  return g_strdup (locator->str);
}

static gboolean
add_one (Front         *self,
         const char    *key,
         RcProperty     property,
         const char    *value,
         const char    *locator,
         GError       **error)
{
  g_autofree char *tag = NULL;

  switch (property)
    {
    case RC_PROPERTY_DATASET:
      return rc_card_claims_add_target (self->claims, property, value, RC_ENTITY_DATASET, value, locator, error);
    case RC_PROPERTY_BASE_MODEL:
      return rc_card_claims_add_target (self->claims, property, value, RC_ENTITY_MODEL, value, locator, error);
    case RC_PROPERTY_TAG:
      tag = g_strdup_printf ("%s = %s", key, value);
      return rc_card_claims_add (self->claims, property, tag, 0, locator, error);
    default:
      return rc_card_claims_add (self->claims, property, value, 0, locator, error);
    }
}

/* A key whose value may be one text or a list of them. */
static gboolean
add_all (Front         *self,
         const char    *key,
         RcProperty     property,
         guint          node,
         GError       **error)
{
  const char *value = peek_value (self->yaml, node);
  guint list = rc_yaml_resolve (self->yaml, node);
  guint index = 0;

  if (value != NULL)
    {
      g_autofree char *locator = dup_locator (key, "");

      return add_one (self, key, property, value, locator, error);
    }
  if (rc_yaml_peek_node (self->yaml, list)->type != RC_YAML_SEQUENCE)
    return TRUE;

  for (guint item = rc_yaml_first_child (self->yaml, list); item != RC_YAML_NO_NODE;
       item = rc_yaml_next_sibling (self->yaml, list, item), index++)
    {
      g_autofree char *rest = g_strdup_printf ("/%u", index);
      g_autofree char *locator = dup_locator (key, rest);

      value = peek_value (self->yaml, item);
      if (value != NULL && !add_one (self, key, property, value, locator, error))
        return FALSE;
    }

  return TRUE;
}

/* Keys with a meaning of their own; every other key with texts is kept as tags. */
static const struct
{
  const char *key;
  RcProperty  property;
  gboolean    may_be_list;
} keys[] = {
  { "datasets", RC_PROPERTY_DATASET, TRUE },
  { "base_model", RC_PROPERTY_BASE_MODEL, TRUE },
  { "license", RC_PROPERTY_LICENCE, TRUE },
  { "license_name", RC_PROPERTY_LICENCE, FALSE },
  { "date", RC_PROPERTY_CARD_DATE, FALSE },
  { "card_date", RC_PROPERTY_CARD_DATE, FALSE },
  { "last_modified", RC_PROPERTY_CARD_DATE, FALSE },
  { "card_version", RC_PROPERTY_CARD_VERSION, FALSE },
};

/* A number, or a mapping with one among words about how it was measured. */
static gboolean
add_emissions (Front         *self,
               guint          node,
               GError       **error)
{
  const char *value = peek_value (self->yaml, rc_yaml_member (self->yaml, rc_yaml_resolve (self->yaml, node), "emissions"));

  if (value == NULL)
    return add_all (self, "co2_eq_emissions", RC_PROPERTY_TAG, node, error);

  return add_one (self, "co2_eq_emissions", RC_PROPERTY_TAG, value, "front matter /co2_eq_emissions/emissions", error);
}

static gboolean
add_key (Front         *self,
         const char    *key,
         guint          node,
         GError       **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].key, key))
      return keys[i].may_be_list || peek_value (self->yaml, node) != NULL ? add_all (self, key, keys[i].property, node, error)
                                                                          : TRUE;

  /* Said by DESCRIBES, or read as a list of results. */
  if (g_str_equal (key, "model_name") || g_str_equal (key, "model-index"))
    return TRUE;
  if (g_str_equal (key, "co2_eq_emissions"))
    return add_emissions (self, node, error);
  return rc_secret_is_name (key) || add_all (self, key, RC_PROPERTY_TAG, node, error);
}

static gboolean
add_keys (Front         *self,
          GError       **error)
{
  guint child = rc_yaml_first_child (self->yaml, 0);

  /* A key given twice makes two claims: the card can be read both ways. */
  while (child != RC_YAML_NO_NODE)
    {
      guint value = rc_yaml_next_sibling (self->yaml, 0, child);
      const char *key = peek_value (self->yaml, child);

      if (key != NULL && !add_key (self, key, value, error))
        return FALSE;
      child = rc_yaml_next_sibling (self->yaml, 0, value);
    }

  return TRUE;
}

/* The first date that can be read. YAML's timestamps are UTC where they name no zone. */
static gint64
read_date (const RcYaml *yaml)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *text = keys[i].property == RC_PROPERTY_CARD_DATE ? peek_value (yaml, rc_yaml_member (yaml, 0, keys[i].key)) : NULL;
      RcTimestamp time;

      if (text != NULL && rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &time))
        return time.from_us;
    }

  return RC_TIME_NONE;
}

static gboolean
add_described (Front         *self,
               const char    *name,
               const char    *locator,
               GError       **error)
{
  const char *version = peek_value (self->yaml, rc_yaml_member (self->yaml, 0, "version"));
  g_autofree char *full = version != NULL ? g_strdup_printf ("%s/%s", name, version) : g_strdup (name);

  self->claims->is_named = TRUE;
  return rc_card_claims_add_target (self->claims, RC_PROPERTY_DESCRIBES, full,
                                    version != NULL ? RC_ENTITY_MODEL_VERSION : RC_ENTITY_MODEL, full, locator, error);
}

/* --- model-index: a list of models with results --- */

static gboolean
set_result_aside (Front         *self,
                  guint          node,
                  const char    *found,
                  GError       **error)
{
  return rc_card_claims_set_aside (self->claims, RC_EXCEPTION_UNREADABLE_RECORD, place_of (self, node),
                                   "a result with a task type, a data set type and name, and metrics with type and value", found,
                                   "An evaluation result of a model card is not complete.", error);
}

static const char *
peek_member (const Front *self,
             guint        mapping,
             const char  *name)
{
  return peek_value (self->yaml, rc_yaml_member (self->yaml, mapping, name));
}

static char *
dup_dataset_name (const Front *self,
                  guint        dataset)
{
  const char *type = peek_member (self, dataset, "type");
  const char *revision = peek_member (self, dataset, "revision");

  return revision != NULL ? g_strdup_printf ("%s@%s", type, revision) : g_strdup (type);
}

/* The hub checked who computed the value. Its token could be checked with the hub's key alone, and is not claimed. */
static gboolean
add_verified (Front         *self,
              guint          metric,
              const char    *type,
              const char    *locator,
              GError       **error)
{
  const char *verified = peek_member (self, metric, "verified");
  g_autofree char *place = g_strdup_printf ("%s/verified", locator);
  g_autofree char *tag = g_strdup_printf ("%s verified by the hub = %s", type, verified != NULL ? verified : "");

  return verified == NULL || rc_card_claims_add (self->claims, RC_PROPERTY_TAG, tag, 0, place, error);
}

static gboolean
add_metric (Front         *self,
            guint          metric,
            const char    *dataset,
            const char    *locator,
            GError       **error)
{
  const char *type = peek_member (self, metric, "type");
  guint value_node = rc_yaml_member (self->yaml, metric, "value");
  const char *value = peek_value (self->yaml, value_node);
  g_autofree char *text = NULL;

  if (type == NULL || value_node == RC_YAML_NO_NODE)
    return set_result_aside (self, metric, type == NULL ? "no metric type" : "no metric value", error);
  /* A structure of values is read from the card on demand. */
  if (value == NULL)
    return TRUE;

  text = g_strdup_printf ("%s = %s", type, value);
  return rc_card_claims_add_target (self->claims, RC_PROPERTY_EVALUATION, text, RC_ENTITY_DATASET, dataset, locator, error) &&
         add_verified (self, metric, type, locator, error);
}

static gboolean
add_result (Front         *self,
            guint          result,
            guint          model_index,
            guint          result_index,
            GError       **error)
{
  guint task = rc_yaml_member (self->yaml, result, "task");
  guint dataset = rc_yaml_member (self->yaml, result, "dataset");
  guint metrics = rc_yaml_member (self->yaml, result, "metrics");
  const RcYamlNode *list = rc_yaml_peek_node (self->yaml, metrics);
  g_autofree char *name = NULL;
  guint index = 0;

  if (peek_member (self, task, "type") == NULL)
    return set_result_aside (self, result, "no task type", error);
  if (peek_member (self, dataset, "type") == NULL || peek_member (self, dataset, "name") == NULL)
    return set_result_aside (self, result, "no data set type and name", error);
  if (list == NULL || list->type != RC_YAML_SEQUENCE)
    return set_result_aside (self, result, "no list of metrics", error);

  name = dup_dataset_name (self, dataset);
  for (guint item = rc_yaml_first_child (self->yaml, metrics); item != RC_YAML_NO_NODE;
       item = rc_yaml_next_sibling (self->yaml, metrics, item), index++)
    {
      g_autofree char *locator = g_strdup_printf ("front matter /model-index/%u/results/%u/metrics/%u", model_index, result_index,
                                                  index);

      if (!add_metric (self, rc_yaml_resolve (self->yaml, item), name, locator, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_model (Front         *self,
           guint          model,
           guint          model_index,
           gboolean       names_model,
           GError       **error)
{
  const char *name = peek_member (self, model, "name");
  guint results = rc_yaml_member (self->yaml, model, "results");
  const RcYamlNode *list = rc_yaml_peek_node (self->yaml, results);
  guint index = 0;

  if (name != NULL && names_model)
    {
      g_autofree char *locator = g_strdup_printf ("front matter /model-index/%u/name", model_index);

      if (!add_described (self, name, locator, error))
        return FALSE;
    }
  if (list == NULL || list->type != RC_YAML_SEQUENCE)
    return set_result_aside (self, model, "no list of results", error);

  for (guint item = rc_yaml_first_child (self->yaml, results); item != RC_YAML_NO_NODE;
       item = rc_yaml_next_sibling (self->yaml, results, item), index++)
    if (!add_result (self, rc_yaml_resolve (self->yaml, item), model_index, index, error))
      return FALSE;

  return TRUE;
}

static gboolean
add_model_index (Front         *self,
                 gboolean       names_model,
                 GError       **error)
{
  guint node = rc_yaml_member (self->yaml, 0, "model-index");
  guint index = 0;

  if (node == RC_YAML_NO_NODE || rc_yaml_is_null (self->yaml, node))
    return TRUE;
  if (rc_yaml_peek_node (self->yaml, node)->type != RC_YAML_SEQUENCE)
    return set_result_aside (self, node, "no list of models", error);

  for (guint item = rc_yaml_first_child (self->yaml, node); item != RC_YAML_NO_NODE;
       item = rc_yaml_next_sibling (self->yaml, node, item), index++)
    if (!add_model (self, rc_yaml_resolve (self->yaml, item), index, names_model, error))
      return FALSE;

  return TRUE;
}

/* --- The whole --- */

static gboolean
tell_duplicates (Front         *self,
                 GError       **error)
{
  for (guint i = 0; i < rc_yaml_count_duplicates (self->yaml); i++)
    {
      guint node = rc_yaml_nth_duplicate (self->yaml, i);
      g_autofree char *found = g_strdup_printf ("“%.200s” once more", rc_yaml_peek_text (self->yaml, node, NULL));
      g_autofree char *valid = g_utf8_make_valid (found, -1);

      if (!rc_card_claims_set_aside (self->claims, RC_EXCEPTION_DUPLICATE_MEMBER, place_of (self, node), "each key once", valid,
                                     "The front matter of a model card names a key twice.", error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_mapping (Front         *self,
              GError       **error)
{
  guint name_node = rc_yaml_member (self->yaml, 0, "model_name");
  const char *name = peek_value (self->yaml, name_node);

  self->claims->date_us = read_date (self->yaml);
  if (!rc_import_sink_set_as_of (self->claims->sink, self->claims->date_us, error))
    return FALSE;
  if (name != NULL && !add_described (self, name, "front matter /model_name", error))
    return FALSE;

  return add_model_index (self, name == NULL, error) && add_keys (self, error) && tell_duplicates (self, error);
}

/**
 * rc_card_read_front_matter:
 *
 * Reads the keys of a card's front matter. What cannot be read of it is set aside, and the rest of the card stays understood.
 */
gboolean
rc_card_read_front_matter (RcCardClaims  *self,
                           GError       **error)
{
  static const char * const found[] = { "one text", "a list", "", "an alias" };
  const RcCardDocument *document = self->document;
  g_autoptr (RcYaml) yaml = rc_yaml_new ();
  Front front = { self, yaml };
  RcYamlFault fault;
  const RcYamlNode *root;

  if (document->front == RC_CARD_FRONT_UNCLOSED)
    return rc_card_claims_set_aside (self, RC_EXCEPTION_UNREADABLE_RECORD, document->yaml_offset,
                                     "a line of three hyphens that ends the front matter", "none to the end of the file",
                                     "The front matter of a model card has no end.", error);
  if (!rc_yaml_parse (yaml, document->text + document->yaml_offset, document->yaml_length, &fault))
    /* A template that nobody filled in need not be YAML: that it was not filled in is said already. */
    return document->front_has_placeholder ||
           rc_card_claims_set_aside (self, fault.kind, document->yaml_offset + fault.offset, fault.expected, fault.found,
                                     "The front matter of a model card cannot be read.", error);

  root = rc_yaml_peek_node (yaml, 0);
  if (root == NULL || rc_yaml_is_null (yaml, 0))
    return TRUE;
  if (root->type != RC_YAML_MAPPING)
    return rc_card_claims_set_aside (self, RC_EXCEPTION_UNREADABLE_RECORD, document->yaml_offset + root->offset,
                                     "keys with values", found[root->type],
                                     "The front matter of a model card is something else.", error);

  return read_mapping (&front, error);
}
