/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/anchor-kind.h"
#include "core/bounds.h"
#include "core/json.h"
#include "core/multikey.h"
#include "core/words.h"

/* The key out of a JSON object such as a verification method; (nullable). @out_private: whether a private key stands beside it. */
static char *
dup_from_json (const char *bytes,
               gsize       length,
               gboolean   *out_private)
{
  g_auto (RcJson) json;
  char *text;

  *out_private = FALSE;
  rc_json_init (&json);
  if (length == 0 || bytes[0] != '{' || !rc_json_parse (&json, bytes, length, NULL) || json.has_duplicate)
    return NULL;

  text = rc_json_dup_string (&json, rc_json_member (&json, 0, "publicKeyMultibase"));
  *out_private = text != NULL && (rc_json_member (&json, 0, "secretKeyMultibase") != RC_JSON_NO_NODE
                                  || rc_json_member (&json, 0, "privateKeyMultibase") != RC_JSON_NO_NODE);
  return text;
}

static char *
dup_line (const char *bytes,
          gsize       length)
{
  if (length > RC_LIMIT_BASE58_BYTES || memchr (bytes, '\0', length) != NULL)
    return g_strdup ("");
  return g_strstrip (g_strndup (bytes, length));
}

/* "z6Mk…", "did:key:z6Mk…", or an object that has the first as its publicKeyMultibase. */
static gboolean
read_multikey (RcAnchor   *anchor,
               const char *bytes,
               gsize       length)
{
  gboolean has_private = FALSE;
  g_autofree char *from_json = dup_from_json (bytes, length, &has_private);
  g_autofree char *line = from_json != NULL ? g_strdup (from_json) : dup_line (bytes, length);
  g_autofree char *from_did = rc_multikey_dup_did (line);
  const char *text = from_did != NULL ? from_did : line;

  if (has_private)
    return FALSE;

  anchor->key = rc_multikey_parse (text, strlen (text));
  if (anchor->key == NULL)
    return FALSE;

  anchor->material = g_strdup (text);
  anchor->key_id = g_strdup (text);
  return TRUE;
}

static const char *
refuse_private (const char *bytes,
                gsize       length)
{
  gboolean has_private = FALSE;
  g_autofree char *text = dup_from_json (bytes, length, &has_private);

  return has_private ? N_("This file holds a private key. Accept the public key alone.") : NULL;
}

const RcAnchorKind rc_anchor_kind_multikey = {
  .id = "multikey",
  .title = N_("Key of a verifiable credential (Multikey)"),
  .purposes = "any",
  .is_guessed = TRUE,
  .read = read_multikey,
  .refuse = refuse_private,
};
