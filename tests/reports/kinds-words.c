/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "kinds-case.h"

#include <string.h>

#include "core/json.h"

typedef struct
{
  GString        *text;
  KindsCaseWords  which;
} Words;

static gboolean
is_unread (const RcJson *json,
           guint32       name)
{
  static const char * const unread[] = { "kind", "style", "anchors", "anchor", "sign", "level", "language", "names_row", "note" };

  for (guint i = 0; i < G_N_ELEMENTS (unread); i++)
    if (rc_json_name_is (json, name, unread[i]))
      return TRUE;
  return FALSE;
}

static void append_words (Words *self, const RcJson *json, guint32 node);

static void
append_member (Words        *self,
               const RcJson *json,
               guint32       object,
               const char   *name)
{
  guint32 value = rc_json_member (json, object, name);

  if (value != RC_JSON_NO_NODE)
    append_words (self, json, value);
}

/* The title of a box stands before what is in it, the words of a figure and of a note elsewhere. */
static void
append_object (Words        *self,
               const RcJson *json,
               guint32       object)
{
  guint32 kind = rc_json_member (json, object, "kind");
  g_autofree char *name = kind != RC_JSON_NO_NODE ? rc_json_dup_string (json, kind) : NULL;

  if (g_strcmp0 (name, "figure") == 0 || rc_json_member (json, object, "note") != RC_JSON_NO_NODE)
    return;
  if (self->which == KINDS_CASE_OWN_WORDS && kind == RC_JSON_NO_NODE &&
      rc_json_member (json, object, "language") != RC_JSON_NO_NODE)
    return;
  if (g_strcmp0 (name, "box") == 0)
    {
      append_member (self, json, object, "number");
      append_member (self, json, object, "title");
      append_member (self, json, object, "blocks");
      return;
    }
  for (guint32 member = object + 1; member < json->nodes[object].next; member = json->nodes[member].next)
    if (!is_unread (json, member))
      append_words (self, json, member + 1);
}

static void
append_words (Words        *self,
              const RcJson *json,
              guint32       node)
{
  if (rc_json_is (json, node, RC_JSON_STRING))
    {
      g_autofree char *text = rc_json_dup_string (json, node);

      g_string_append (self->text, text);
    }
  else if (rc_json_is (json, node, RC_JSON_OBJECT))
    {
      append_object (self, json, node);
    }
  else if (rc_json_is (json, node, RC_JSON_ARRAY))
    {
      for (guint32 item = node + 1; item < json->nodes[node].next; item = json->nodes[item].next)
        append_words (self, json, item);
    }
}

char *
kinds_case_dup_words (const RcDocument *document,
                      KindsCaseWords    which)
{
  g_autofree char *text = rc_document_to_json (document);
  Words self = { g_string_new (NULL), which };
  RcJson json;

  rc_json_init (&json);
  g_assert_true (rc_json_parse (&json, text, strlen (text), NULL));
  append_member (&self, &json, 0, "blocks");
  rc_json_clear (&json);
  return g_string_free (self.text, FALSE);
}
