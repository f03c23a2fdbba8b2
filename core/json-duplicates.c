/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "json-duplicates.h"

#include "json-text.h"

typedef struct
{
  guint64 hash;
  guint32 name;
} Entry;

/* The repetition that comes first in the document is the one that is told. */
static void
note_duplicate (RcJson *json,
                guint32 name)
{
  if (!json->has_duplicate || name < json->duplicate)
    json->duplicate = name;
  json->has_duplicate = TRUE;
}

static int
compare_names (const RcJson     *json,
               const RcJsonNode *a,
               const RcJsonNode *b)
{
  return rc_json_text_compare (json->text + a->offset + 1, a->length - 2, json->text + b->offset + 1, b->length - 2);
}

/**
 * rc_json_check_name:
 * @json: a document that is being read
 * @object: one of its objects, still open
 * @name: the node of its newest name
 *
 * Notes a duplicate if an earlier name of @object is spelled like @name.
 */
void
rc_json_check_name (RcJson *json,
                    guint32 object,
                    guint32 name)
{
  const RcJsonNode *newest = &json->nodes[name];

  for (guint32 i = object + 1; i < name; i = json->nodes[i].next)
    {
      const RcJsonNode *earlier = &json->nodes[i];

      if (earlier->length == newest->length &&
          memcmp (json->text + earlier->offset, json->text + newest->offset, newest->length) == 0)
        {
          note_duplicate (json, name);
          return;
        }
    }
}

/* By hash, then by text, then in document order: never worse than n log n, whatever the names are. */
static int
compare_entries (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  const RcJson *json = user_data;
  const Entry *x = a;
  const Entry *y = b;
  int order;

  if (x->hash != y->hash)
    return x->hash < y->hash ? -1 : 1;

  order = compare_names (json, &json->nodes[x->name], &json->nodes[y->name]);
  return order != 0 ? order : (x->name > y->name) - (x->name < y->name);
}

/* For objects so small that sorting is not worth an allocation. */
static void
compare_few (RcJson *json,
             guint32 object)
{
  const RcJsonNode *node = &json->nodes[object];

  for (guint32 i = object + 1; i < node->next; i = json->nodes[i].next)
    for (guint32 j = object + 1; j < i; j = json->nodes[j].next)
      if (compare_names (json, &json->nodes[i], &json->nodes[j]) == 0)
        {
          note_duplicate (json, i);
          return;
        }
}

/**
 * rc_json_find_duplicate:
 * @json: a document that is being read
 * @object: one of its objects, just closed
 *
 * Notes the first name of @object that comes a second time, names compared after resolving escapes. Time grows with
 * n log n.
 */
void
rc_json_find_duplicate (RcJson *json,
                        guint32 object)
{
  const RcJsonNode *node = &json->nodes[object];
  g_autofree Entry *entries = NULL;
  guint32 n_entries = 0;

  if (node->count <= RC_JSON_FEW_NAMES)
    {
      compare_few (json, object);
      return;
    }

  entries = g_new (Entry, node->count);
  for (guint32 i = object + 1; i < node->next; i = json->nodes[i].next)
    {
      const RcJsonNode *name = &json->nodes[i];

      entries[n_entries].hash = rc_json_text_hash (json->text + name->offset + 1, name->length - 2);
      entries[n_entries++].name = i;
    }
  g_assert (n_entries == node->count);

  g_qsort_with_data (entries, (int) n_entries, sizeof *entries, compare_entries, json);
  for (guint32 i = 1; i < n_entries; i++)
    if (entries[i].hash == entries[i - 1].hash &&
        compare_names (json, &json->nodes[entries[i].name], &json->nodes[entries[i - 1].name]) == 0)
      note_duplicate (json, entries[i].name);
}
