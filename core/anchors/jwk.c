/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/anchors/jwk.h"

#include <string.h>

#include "core/anchor-kind.h"
#include "core/bounds.h"
#include "core/words.h"

/* A name that people can read: printable, and short enough for a line. */
static gboolean
is_readable (const char *text)
{
  if (text[0] == '\0' || strlen (text) > RC_LIMIT_KEY_NAME_BYTES)
    return FALSE;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (!g_unichar_isprint (g_utf8_get_char (at)))
        return FALSE;
    }
  return TRUE;
}

/* JSON is looked for by its first byte, so that other key files are not read as such. */
static gboolean
parse (RcJson     *json,
       const char *bytes,
       gsize       length)
{
  RcJsonFault fault;
  gsize start = 0;

  while (start < length && g_ascii_isspace (bytes[start]))
    start++;
  return start < length && bytes[start] == '{' && length <= RC_LIMIT_JWK_SET_BYTES && rc_json_parse (json, bytes, length, &fault)
         && !json->has_duplicate;
}

static guint32
find_set (const RcJson *json)
{
  guint32 keys = rc_json_member (json, 0, "keys");

  return keys != RC_JSON_NO_NODE && json->nodes[keys].type == RC_JSON_ARRAY ? keys : RC_JSON_NO_NODE;
}

static void
fill (RcAnchor     *anchor,
      const RcJwk  *key,
      const RcJson *json,
      guint32       node)
{
  anchor->key = rc_public_key_ref (key->key);
  anchor->material = g_strndup (json->text + json->nodes[node].offset, json->nodes[node].length);
  if (key->key_id != NULL && is_readable (key->key_id))
    anchor->key_id = g_strdup (key->key_id);
}

/* Keys of other uses and types that stand in a set are passed over (RFC 7517 section 5). */
static gboolean
has_usable (const RcJson *json,
            guint32       set)
{
  for (guint32 item = set + 1; item < json->nodes[set].next; item = json->nodes[item].next)
    {
      g_autoptr (RcJwk) key = NULL;

      if (rc_jwk_read (json, item, &key) == RC_JWK_READ)
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_jwk (RcAnchor   *anchor,
          const char *bytes,
          gsize       length)
{
  g_auto (RcJson) json = { 0 };
  g_autoptr (RcJwk) key = NULL;
  guint32 set;

  rc_json_init (&json);
  if (!parse (&json, bytes, length))
    return FALSE;
  set = find_set (&json);
  if (set != RC_JSON_NO_NODE)
    return has_usable (&json, set);

  if (rc_jwk_read (&json, 0, &key) != RC_JWK_READ)
    return FALSE;
  fill (anchor, key, &json, 0);
  return TRUE;
}

static void
list_keys (const RcAnchor *list,
           GPtrArray      *keys)
{
  g_auto (RcJson) json = { 0 };
  guint32 set;

  rc_json_init (&json);
  set = parse (&json, list->material, strlen (list->material)) ? find_set (&json) : RC_JSON_NO_NODE;
  if (set == RC_JSON_NO_NODE)
    return;

  for (guint32 item = set + 1; item < json.nodes[set].next; item = json.nodes[item].next)
    {
      g_autoptr (RcJwk) key = NULL;
      RcAnchor *anchor;

      if (rc_jwk_read (&json, item, &key) != RC_JWK_READ)
        continue;
      anchor = rc_anchor_new ("jwk");
      fill (anchor, key, &json, item);
      g_ptr_array_add (keys, anchor);
    }
}

static const char *
refuse_key (const RcJson *json,
            guint32       node)
{
  g_autoptr (RcJwk) key = NULL;

  switch (rc_jwk_read (json, node, &key))
    {
    case RC_JWK_PRIVATE:
      return "This is a private key; only the public key is wanted, and a private key should be with nobody but its owner";
    case RC_JWK_SYMMETRIC:
      return "This is a shared secret; whoever can check with it can also forge with it, so it can vouch for nobody";
    case RC_JWK_READ:
    case RC_JWK_ANOTHER:
    default:
      return NULL;
    }
}

static const char *
refuse (const char *bytes,
        gsize       length)
{
  g_auto (RcJson) json = { 0 };
  const char *refusal = NULL;
  guint32 set;

  rc_json_init (&json);
  if (!parse (&json, bytes, length))
    return NULL;
  set = find_set (&json);
  if (set == RC_JSON_NO_NODE)
    return refuse_key (&json, 0);

  for (guint32 item = set + 1; item < json.nodes[set].next && refusal == NULL; item = json.nodes[item].next)
    refusal = refuse_key (&json, item);
  return refusal;
}

RcJwk *
rc_anchor_read_jwk (const RcAnchor *anchor)
{
  g_auto (RcJson) json = { 0 };
  RcJwk *key = NULL;

  if (strcmp (anchor->kind, "jwk") != 0 || anchor->key == NULL)
    return NULL;

  rc_json_init (&json);
  if (parse (&json, anchor->material, strlen (anchor->material)))
    (void) rc_jwk_read (&json, 0, &key);
  return key;
}

const RcAnchorKind rc_anchor_kind_jwk = {
  .id = "jwk",
  .title = N_("JSON Web Key, or set of them"),
  .purposes = "statements",
  .is_guessed = TRUE,
  .read = read_jwk,
  .refuse = refuse,
  .list_keys = list_keys,
};
