/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "json-place.h"

#include <string.h>

#define MAX_NAME 64u
#define MAX_DIGITS 5u

/* Looks like a name that a program gave, and not like a value: letters of ASCII, few digits, no blank. */
static gboolean
is_name_of_member (const char *text,
                   gsize       length)
{
  guint n_digits = 0;

  if (length == 0 || length > MAX_NAME)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isdigit (text[i]))
        n_digits++;
      else if (!g_ascii_isalpha (text[i]) && strchr ("_-.$:", text[i]) == NULL)
        return FALSE;
    }
  return n_digits <= MAX_DIGITS;
}

static void
append_name (GString      *place,
             const RcJson *json,
             guint32       name)
{
  gsize length;
  const char *text = rc_json_peek_text (json, name, &length);

  if (rc_json_is_plain (json, name) && is_name_of_member (text, length))
    g_string_append_len (place, text, (gssize) length);
  else
    g_string_append_c (place, '*');
}

/* The child of @parent that @node is or stands in. */
static guint32
find_child (const RcJson *json,
            guint32       parent,
            guint32       node,
            guint32      *out_name,
            guint32      *out_index)
{
  gboolean is_object = json->nodes[parent].type == RC_JSON_OBJECT;

  *out_index = 0;
  *out_name = RC_JSON_NO_NODE;
  for (guint32 child = parent + 1; child < json->nodes[parent].next; child = json->nodes[child].next, (*out_index)++)
    {
      if (node >= json->nodes[child].next)
        continue;
      *out_name = is_object ? child : RC_JSON_NO_NODE;
      return is_object ? child + 1 : child;
    }
  g_return_val_if_reached (node);
}

/**
 * rc_json_dup_place:
 * @node: a value or a name; a name stands for its value
 * @with_indexes: whether places in arrays are numbers; "*" otherwise
 *
 * Returns: (transfer full): a JSON Pointer; empty for the whole record
 */
char *
rc_json_dup_place (const RcJson *json,
                   guint32       node,
                   gboolean      with_indexes)
{
  g_autoptr (GString) place = g_string_new (NULL);
  guint32 at = 0;

  if (node < json->n_nodes && json->nodes[node].type == RC_JSON_NAME)
    node++;
  while (at != node && node < json->n_nodes)
    {
      guint32 name, index;

      at = find_child (json, at, node, &name, &index);
      g_string_append_c (place, '/');
      if (name != RC_JSON_NO_NODE)
        append_name (place, json, name);
      else if (with_indexes)
        g_string_append_printf (place, "%u", index);
      else
        g_string_append_c (place, '*');
    }
  return g_string_free (g_steal_pointer (&place), FALSE);
}

/**
 * rc_json_find_parent:
 * @node: a value
 * @out_name: (out): the name of @node in it; %RC_JSON_NO_NODE in an array
 *
 * Returns: %RC_JSON_NO_NODE for the whole record
 */
guint32
rc_json_find_parent (const RcJson *json,
                     guint32       node,
                     guint32      *out_name)
{
  guint32 parent = RC_JSON_NO_NODE;
  guint32 at = 0;

  *out_name = RC_JSON_NO_NODE;
  while (at != node && node < json->n_nodes)
    {
      guint32 index;

      parent = at;
      at = find_child (json, at, node, out_name, &index);
    }
  return parent;
}
