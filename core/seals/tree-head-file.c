/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/tree-head-file.h"

#include "core/base64.h"
#include "core/bounds.h"
#include "core/json.h"
#include "core/seals/checkpoint.h"

void
rc_tree_head_file_free (RcTreeHeadFile *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->signature, g_bytes_unref);
  g_free (self);
}

/* As written: sizes above 2^53 keep every digit. */
static gboolean
read_number (const RcJson *json,
             const char   *name,
             guint64      *out_value)
{
  guint32 node = rc_json_member (json, 0, name);

  return node != RC_JSON_NO_NODE && json->nodes[node].type == RC_JSON_NUMBER
         && rc_checkpoint_parse_number (json->text + json->nodes[node].offset, json->nodes[node].length, out_value);
}

static const char *
peek_member (const RcJson *json,
             const char   *name,
             gsize        *out_length)
{
  guint32 node = rc_json_member (json, 0, name);

  if (node == RC_JSON_NO_NODE || json->nodes[node].type != RC_JSON_STRING || !rc_json_is_plain (json, node))
    return NULL;
  return rc_json_peek_text (json, node, out_length);
}

static const char *
read_head (const RcJson   *json,
           RcTreeHeadFile *self)
{
  gsize length = 0;
  const char *root = peek_member (json, "sha256_root_hash", &length);
  const char *signature;

  if (!read_number (json, "tree_size", &self->size) || !read_number (json, "timestamp", &self->time_ms))
    return "its size or its time is no whole number";
  if (root == NULL || !rc_checkpoint_parse_hash (root, length, &self->root))
    return "its root is no SHA-256 in base64";

  signature = peek_member (json, "tree_head_signature", &length);
  self->signature = signature != NULL ? rc_base64_decode (signature, length, RC_BASE64_STANDARD) : NULL;
  return self->signature != NULL ? NULL : "its signature is not base64";
}

/**
 * rc_tree_head_file_parse:
 * @bytes: tainted
 * @out_fault: (out): for %RC_TREE_HEAD_MALFORMED and %RC_TREE_HEAD_AMBIGUOUS
 */
RcTreeHeadForm
rc_tree_head_file_parse (const char      *bytes,
                         gsize            length,
                         RcTreeHeadFile **out_file,
                         const char     **out_fault)
{
  g_autoptr (RcTreeHeadFile) self = NULL;
  g_auto (RcJson) json;
  RcJsonFault fault;

  *out_file = NULL;
  *out_fault = NULL;
  rc_json_init (&json);
  /* Most JSON is something else, and need not be read for that. */
  if (length == 0 || length > RC_LIMIT_NOTE_BYTES || g_strstr_len (bytes, (gssize) length, "sha256_root_hash") == NULL)
    return RC_TREE_HEAD_ANOTHER;
  if (!rc_json_parse (&json, bytes, length, &fault) || json.nodes[0].type != RC_JSON_OBJECT
      || rc_json_member (&json, 0, "sha256_root_hash") == RC_JSON_NO_NODE
      || rc_json_member (&json, 0, "tree_head_signature") == RC_JSON_NO_NODE)
    return RC_TREE_HEAD_ANOTHER;
  if (json.has_duplicate)
    {
      *out_fault = "it names a member twice";
      return RC_TREE_HEAD_AMBIGUOUS;
    }

  self = g_new0 (RcTreeHeadFile, 1);
  *out_fault = read_head (&json, self);
  if (*out_fault != NULL)
    return RC_TREE_HEAD_MALFORMED;
  *out_file = g_steal_pointer (&self);
  return RC_TREE_HEAD_READ;
}
