/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/ro-crate-file.h"

#include <string.h>

#include "core/bounds.h"
#include "core/json.h"

static void
item_free (gpointer data)
{
  RcCrateItem *self = data;

  g_free (self->id);
  g_free (self->path);
  g_free (self);
}

gboolean
rc_crate_recognise (const char *head,
                    gsize       length)
{
  gsize start = 0;

  while (start < length && g_ascii_isspace (head[start]))
    start++;
  return start < length && head[start] == '{'
         && g_strstr_len (head, (gssize) length, "\"@graph\"") != NULL
         && g_strstr_len (head, (gssize) length, "\"@context\"") != NULL
         && g_strstr_len (head, (gssize) length, "ro-crate-metadata.json") != NULL;
}

/* --- Members --- */

static char *
dup_text (const RcJson *json,
          guint32       object,
          const char   *name)
{
  guint32 node = rc_json_member (json, object, name);
  g_autofree char *text = NULL;
  gsize length = 0;

  if (node == RC_JSON_NO_NODE || json->nodes[node].type != RC_JSON_STRING)
    return NULL;

  text = rc_json_dup_text (json, node, &length);
  return length > 0 && length <= RC_LIMIT_NAME_BYTES && strlen (text) == length ? g_steal_pointer (&text) : NULL;
}

static gboolean
is_text (const RcJson *json,
         guint32       node,
         const char   *text)
{
  gsize length;
  const char *found;

  if (json->nodes[node].type != RC_JSON_STRING || !rc_json_is_plain (json, node))
    return FALSE;

  found = rc_json_peek_text (json, node, &length);
  return length == strlen (text) && memcmp (found, text, length) == 0;
}

/* "@type" is one text or a list of them. */
static gboolean
has_type (const RcJson *json,
          guint32       entity,
          const char   *type)
{
  guint32 node = rc_json_member (json, entity, "@type");

  if (node == RC_JSON_NO_NODE)
    return FALSE;
  if (json->nodes[node].type != RC_JSON_ARRAY)
    return is_text (json, node, type);

  for (guint32 item = node + 1; item < json->nodes[node].next; item = json->nodes[item].next)
    {
      if (is_text (json, item, type))
        return TRUE;
    }
  return FALSE;
}

/* --- Parts --- */

static void
add_part (const RcJson *json,
          guint32       reference,
          GHashTable   *parts)
{
  char *id = json->nodes[reference].type == RC_JSON_OBJECT ? dup_text (json, reference, "@id") : NULL;

  if (id != NULL)
    g_hash_table_add (parts, id);
}

/* A reference, or a list of them. */
static void
add_parts (const RcJson *json,
           guint32       entity,
           GHashTable   *parts)
{
  guint32 node = rc_json_member (json, entity, "hasPart");

  if (node == RC_JSON_NO_NODE)
    return;
  if (json->nodes[node].type != RC_JSON_ARRAY)
    {
      add_part (json, node, parts);
      return;
    }
  for (guint32 item = node + 1; item < json->nodes[node].next; item = json->nodes[item].next)
    add_part (json, item, parts);
}

/* --- One item --- */

/* Ids are references relative to the crate, with what a URL may not hold written as escapes; one with a scheme lies elsewhere. */
static void
read_path (RcCrateItem *item)
{
  g_autofree char *scheme = g_uri_parse_scheme (item->id);

  if (scheme != NULL || item->id[0] == '#' || g_str_has_prefix (item->id, "_:"))
    return;

  item->path = g_uri_unescape_string (item->id, NULL);
  item->is_refused = item->path == NULL || !g_utf8_validate (item->path, -1, NULL);
  if (item->is_refused)
    g_clear_pointer (&item->path, g_free);
}

static void
read_digest (const RcJson *json,
             guint32       entity,
             RcCrateItem  *item)
{
  static const struct
  {
    const char       *name;
    RcListedAlgorithm algorithm;
  } names[] = {
    { "sha512", RC_LISTED_SHA512 }, { "sha256", RC_LISTED_SHA256 }, { "sha1", RC_LISTED_SHA1 }, { "md5", RC_LISTED_MD5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names) && !item->has_digest; i++)
    {
      g_autofree char *hex = dup_text (json, entity, names[i].name);
      gsize length = 0;
      g_autofree guint8 *digest = hex != NULL ? rc_bytes_from_hex (hex, strlen (hex), &length) : NULL;

      if (digest == NULL || length != rc_listed_algorithm_get_length (names[i].algorithm))
        continue;
      item->has_digest = TRUE;
      item->digest.algorithm = names[i].algorithm;
      item->digest.length = length;
      memcpy (item->digest.digest, digest, length);
    }
}

/* A text of digits, or a number. */
static void
read_size (const RcJson *json,
           guint32       entity,
           RcCrateItem  *item)
{
  guint32 node = rc_json_member (json, entity, "contentSize");
  g_autofree char *text = dup_text (json, entity, "contentSize");
  gint64 number;

  if (text != NULL)
    item->has_size = g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &item->size, NULL);
  else if (node != RC_JSON_NO_NODE && json->nodes[node].type == RC_JSON_NUMBER && rc_json_get_integer (json, node, &number) && number >= 0)
    {
      item->has_size = TRUE;
      item->size = (guint64) number;
    }
}

static RcCrateItem *
read_item (const RcJson *json,
           guint32       entity)
{
  gboolean is_file = has_type (json, entity, "File") || has_type (json, entity, "MediaObject");
  g_autofree char *id = dup_text (json, entity, "@id");
  RcCrateItem *item;

  if (id == NULL || (!is_file && !has_type (json, entity, "Dataset")))
    return NULL;

  item = g_new0 (RcCrateItem, 1);
  item->id = g_steal_pointer (&id);
  item->is_folder = !is_file;
  item->offset = json->nodes[entity].offset;
  read_path (item);
  read_digest (json, entity, item);
  read_size (json, entity, item);
  return item;
}

/**
 * rc_crate_parse:
 * @bytes: tainted: ro-crate-metadata.json
 * @out_is_ambiguous: (out): some member stands twice
 * @out_fault: (out): half a sentence, where the answer is %NULL
 *
 * Flat JSON-LD; its @context is never fetched, nor anything else.
 *
 * Returns: (transfer full) (nullable) (element-type RcCrateItem): the files and folders that it describes
 */
GPtrArray *
rc_crate_parse (const char  *bytes,
                gsize        length,
                gboolean    *out_is_ambiguous,
                const char **out_fault)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (item_free);
  g_autoptr (GHashTable) parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (RcJson) json;
  RcJsonFault fault;
  guint32 graph;

  *out_is_ambiguous = FALSE;
  rc_json_init (&json);
  if (!rc_json_parse (&json, bytes, length, &fault) || json.nodes[0].type != RC_JSON_OBJECT)
    {
      *out_fault = "it is no JSON object";
      return NULL;
    }

  graph = rc_json_member (&json, 0, "@graph");
  if (graph == RC_JSON_NO_NODE || json.nodes[graph].type != RC_JSON_ARRAY)
    {
      *out_fault = "its member @graph is no list";
      return NULL;
    }
  for (guint32 entity = graph + 1; entity < json.nodes[graph].next; entity = json.nodes[entity].next)
    {
      RcCrateItem *item = json.nodes[entity].type == RC_JSON_OBJECT ? read_item (&json, entity) : NULL;

      if (item == NULL)
        continue;
      g_ptr_array_add (items, item);
      add_parts (&json, entity, parts);
    }
  for (guint i = 0; i < items->len; i++)
    {
      RcCrateItem *item = g_ptr_array_index (items, i);

      item->is_part = g_hash_table_contains (parts, item->id);
    }
  *out_is_ambiguous = json.has_duplicate;
  return g_steal_pointer (&items);
}
