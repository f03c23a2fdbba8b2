/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/json-value.h"

#include <string.h>

/**
 * rc_json_value_is_present:
 * @node: a node, or RC_JSON_NO_NODE
 *
 * Returns: whether the record says something there; null says nothing
 */
gboolean
rc_json_value_is_present (const RcJson *json,
                          guint32       node)
{
  return node != RC_JSON_NO_NODE && json->nodes[node].type != RC_JSON_NULL;
}

/* %NULL where the text holds U+0000: cut at the zero it would read as another text. */
static char *
dup_resolved (const RcJson *json,
              guint32       node,
              gsize        *out_length)
{
  g_autofree char *resolved = rc_json_dup_text (json, node, out_length);

  if (memchr (resolved, '\0', *out_length) != NULL)
    return NULL;

  return g_steal_pointer (&resolved);
}

/**
 * rc_json_value_read:
 * @node: a node that is present
 * @owned: (element-type utf8): keeps what had to be made
 * @out_slice: (out): borrowed from @json's bytes, or from @owned where escapes were resolved. A text that holds U+0000 stays as
 *   it is written.
 */
void
rc_json_value_read (const RcJson *json,
                    guint32       node,
                    GPtrArray    *owned,
                    RcSlice      *out_slice)
{
  if (json->nodes[node].type == RC_JSON_STRING && !rc_json_is_plain (json, node))
    {
      char *resolved = dup_resolved (json, node, &out_slice->length);

      if (resolved != NULL)
        {
          g_ptr_array_add (owned, resolved);
          out_slice->text = resolved;
          return;
        }
    }

  out_slice->text = rc_json_peek_text (json, node, &out_slice->length);
}

/**
 * rc_json_value_dup:
 * @node: a node that is present
 *
 * Returns: (transfer full): the same as rc_json_value_read()
 */
char *
rc_json_value_dup (const RcJson *json,
                   guint32       node)
{
  const char *text;
  gsize length;

  if (json->nodes[node].type == RC_JSON_STRING && !rc_json_is_plain (json, node))
    {
      char *resolved = dup_resolved (json, node, &length);

      if (resolved != NULL)
        return resolved;
    }

  text = rc_json_peek_text (json, node, &length);
  return g_strndup (text, length);
}

/**
 * rc_json_value_equals:
 * @node: a node, or RC_JSON_NO_NODE
 *
 * Returns: whether the value is present and reads as @text
 */
gboolean
rc_json_value_equals (const RcJson *json,
                      guint32       node,
                      const char   *text)
{
  g_autofree char *resolved = NULL;
  const char *value;
  gsize length;

  if (!rc_json_value_is_present (json, node))
    return FALSE;

  if (json->nodes[node].type == RC_JSON_STRING && !rc_json_is_plain (json, node))
    value = resolved = rc_json_dup_text (json, node, &length);
  else
    value = rc_json_peek_text (json, node, &length);

  return length == strlen (text) && memcmp (value, text, length) == 0;
}
