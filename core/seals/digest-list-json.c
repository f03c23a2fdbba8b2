/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/digest-list-json.h"

#include <string.h>

#include "core/base64.h"
#include "core/bounds.h"
#include "core/json.h"

/* Where manifests that were met list their files. */
static const char * const list_names[] = { "files", "tables", "entries", "artifacts", "checksums", "siblings", NULL };
static const char * const path_names[] = { "path", "name", "file", "filename", "rfilename", NULL };

static const struct
{
  const char       *name;
  RcListedAlgorithm algorithm;
  gsize             n_bytes;
} algorithms[] = {
  { "sha256", RC_LISTED_SHA256, 32 }, { "sha512", RC_LISTED_SHA512, 64 }, { "sha384", RC_LISTED_SHA384, 48 },
  { "sha224", RC_LISTED_SHA224, 28 },
  { "sha1", RC_LISTED_SHA1, 20 }, { "md5", RC_LISTED_MD5, 16 }, { "blake3", RC_LISTED_BLAKE3, 32 },
};

/* Hexadecimal digits, bare or after "sha256:" and the like; a bare one under its algorithm's name or of 32 bytes. */
static gboolean
read_digest (const RcJson   *json,
             guint32         node,
             const char     *name,
             RcListedDigest *out_entry)
{
  g_autofree guint8 *bytes = NULL;
  const char *text;
  gsize length, n_bytes = 0;

  if (node == RC_JSON_NO_NODE || json->nodes[node].type != RC_JSON_STRING || !rc_json_is_plain (json, node))
    return FALSE;

  text = rc_json_peek_text (json, node, &length);
  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    {
      gsize prefix = strlen (algorithms[i].name);
      gboolean has_prefix = length > prefix && memcmp (text, algorithms[i].name, prefix) == 0 && text[prefix] == ':';
      gboolean is_named = g_strcmp0 (name, algorithms[i].name) == 0 || (name == NULL && i == 0);

      if (!has_prefix && !is_named)
        continue;
      bytes = rc_bytes_from_hex (has_prefix ? text + prefix + 1 : text, has_prefix ? length - prefix - 1 : length, &n_bytes);
      if (bytes == NULL || n_bytes != algorithms[i].n_bytes)
        return FALSE;

      out_entry->algorithm = algorithms[i].algorithm;
      out_entry->length = n_bytes;
      memcpy (out_entry->digest, bytes, n_bytes);
      return TRUE;
    }

  return FALSE;
}

static gboolean
read_object_digest (const RcJson   *json,
                    guint32         object,
                    RcListedDigest *out_entry)
{
  if (json->nodes[object].type != RC_JSON_OBJECT)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    {
      if (read_digest (json, rc_json_member (json, object, algorithms[i].name), algorithms[i].name, out_entry))
        return TRUE;
    }
  /* Files of the Hugging Face Hub that stand in large-file storage. */
  if (rc_json_member (json, object, "lfs") != RC_JSON_NO_NODE
      && read_object_digest (json, rc_json_member (json, object, "lfs"), out_entry))
    return TRUE;
  return read_digest (json, rc_json_member (json, object, "digest"), "", out_entry)
         || read_digest (json, rc_json_member (json, object, "oid"), NULL, out_entry)
         || read_digest (json, rc_json_member (json, object, "checksum"), "", out_entry);
}

static gboolean
add_entry (RcDigestListFile     *list,
           const RcJson         *json,
           guint32               path_node,
           const RcListedDigest *digest)
{
  RcListedDigest *entry;
  g_autofree char *path = NULL;
  gsize length = 0;

  if (json->nodes[path_node].type != RC_JSON_STRING && json->nodes[path_node].type != RC_JSON_NAME)
    return FALSE;
  path = rc_json_dup_text (json, path_node, &length);
  if (length == 0 || length > RC_LIMIT_NAME_BYTES || strlen (path) != length)
    return FALSE;

  entry = g_memdup2 (digest, sizeof *digest);
  entry->offset = json->nodes[path_node].offset;
  entry->path = g_steal_pointer (&path);
  g_ptr_array_add (list->entries, entry);
  return TRUE;
}

/* {"a.jsonl": "hex"} or {"a.jsonl": {"sha256": "hex"}} */
static gboolean
read_map (RcDigestListFile *list,
          const RcJson     *json,
          guint32           object)
{
  for (guint32 name = object + 1; name < json->nodes[object].next; name = json->nodes[name].next)
    {
      RcListedDigest digest = { 0 };

      if (!read_digest (json, name + 1, NULL, &digest) && !read_object_digest (json, name + 1, &digest))
        return FALSE;
      if (!add_entry (list, json, name, &digest))
        return FALSE;
    }
  return TRUE;
}

/* [{"path": "a.jsonl", "sha256": "hex"}]; "name" may come without the ending that "format" says. @is_hub: files without a digest are passed
 * over: the Hub tells one of large files alone. */
static gboolean
read_array (RcDigestListFile *list,
            const RcJson     *json,
            guint32           array,
            gboolean          is_hub)
{
  for (guint32 item = array + 1; item < json->nodes[array].next; item = json->nodes[item].next)
    {
      guint32 path = RC_JSON_NO_NODE;
      guint32 format = rc_json_member (json, item, "format");
      RcListedDigest digest = { 0 };
      RcListedDigest *entry;

      for (guint i = 0; path_names[i] != NULL && path == RC_JSON_NO_NODE; i++)
        path = rc_json_member (json, item, path_names[i]);
      if (path != RC_JSON_NO_NODE && is_hub && !read_object_digest (json, item, &digest))
        {
          list->n_without++;
          continue;
        }
      if (path == RC_JSON_NO_NODE || (!is_hub && !read_object_digest (json, item, &digest)) || !add_entry (list, json, path, &digest))
        return FALSE;

      if (format != RC_JSON_NO_NODE && json->nodes[format].type == RC_JSON_STRING)
        {
          g_autofree char *ending = rc_json_dup_text (json, format, NULL);

          entry = list->entries->pdata[list->entries->len - 1];
          entry->alternative = g_strdup_printf ("%s.%s", entry->path, ending);
        }
    }
  return TRUE;
}

/* --- Manifests of artifacts of Weights & Biases --- */

/* {"storagePolicy": …, "contents": {"a.bin": {"digest": base64 of an MD5}}} */
#define ARTIFACT_SIGN "storagePolicy"
#define ARTIFACT_LIST "contents"

static gboolean
read_artifact_digest (const RcJson   *json,
                      guint32         node,
                      RcListedDigest *out_entry)
{
  g_autoptr (GBytes) bytes = NULL;
  const char *text;
  gsize length;

  if (node == RC_JSON_NO_NODE || json->nodes[node].type != RC_JSON_STRING || !rc_json_is_plain (json, node))
    return FALSE;

  text = rc_json_peek_text (json, node, &length);
  bytes = rc_base64_decode (text, length, RC_BASE64_STANDARD);
  if (bytes == NULL || g_bytes_get_size (bytes) != 16)
    return FALSE;

  out_entry->algorithm = RC_LISTED_MD5;
  out_entry->length = 16;
  memcpy (out_entry->digest, g_bytes_get_data (bytes, NULL), 16);
  return TRUE;
}

/* A file that is only referred to lies elsewhere, and its digest is whatever the store there calls one. */
static RcDigestListFile *
read_artifact (const RcJson *json,
               guint32       contents)
{
  g_autoptr (RcDigestListFile) list = rc_digest_list_file_new ();

  for (guint32 name = contents + 1; name < json->nodes[contents].next; name = json->nodes[name].next)
    {
      RcListedDigest digest = { 0 };
      guint32 object = name + 1;
      guint64 offset = json->nodes[name].offset;

      if (json->nodes[object].type == RC_JSON_OBJECT && rc_json_member (json, object, "ref") != RC_JSON_NO_NODE)
        list->n_without++;
      else if (json->nodes[object].type != RC_JSON_OBJECT
               || !read_artifact_digest (json, rc_json_member (json, object, "digest"), &digest)
               || !add_entry (list, json, name, &digest))
        g_array_append_val (list->spoiled, offset);
    }

  return list->entries->len > 0 ? g_steal_pointer (&list) : NULL;
}

/**
 * rc_digest_list_json_parse:
 * @bytes: tainted
 *
 * Returns: (transfer full) (nullable): the list of a manifest all of whose files have digests; %NULL where @bytes are none
 */
RcDigestListFile *
rc_digest_list_json_parse (const char *bytes,
                           gsize       length)
{
  g_auto (RcJson) json;
  RcJsonFault fault;
  guint32 contents;

  rc_json_init (&json);
  if (!rc_json_parse (&json, bytes, length, &fault) || json.nodes[0].type != RC_JSON_OBJECT)
    return NULL;

  contents = rc_json_member (&json, 0, ARTIFACT_LIST);
  if (rc_json_member (&json, 0, ARTIFACT_SIGN) != RC_JSON_NO_NODE && contents != RC_JSON_NO_NODE
      && json.nodes[contents].type == RC_JSON_OBJECT)
    return read_artifact (&json, contents);

  for (guint i = 0; list_names[i] != NULL; i++)
    {
      g_autoptr (RcDigestListFile) list = NULL;
      guint32 node = rc_json_member (&json, 0, list_names[i]);

      if (node == RC_JSON_NO_NODE || json.nodes[node].count == 0)
        continue;

      list = rc_digest_list_file_new ();
      if (json.nodes[node].type == RC_JSON_OBJECT ? read_map (list, &json, node)
          : json.nodes[node].type == RC_JSON_ARRAY && read_array (list, &json, node, strcmp (list_names[i], "siblings") == 0))
        return list->entries->len > 0 ? g_steal_pointer (&list) : NULL;
    }

  return NULL;
}

/**
 * rc_digest_list_json_sniff:
 *
 * Returns: whether a file that begins with @head is one JSON object that may list files, and no log of one object a line
 */
gboolean
rc_digest_list_json_sniff (const char *head,
                           gsize       length,
                           guint64     size)
{
  const char *end = memchr (head, '\n', length);
  g_auto (RcJson) json;
  RcJsonFault fault;
  gsize line = end != NULL ? (gsize) (end - head) : length;

  rc_json_init (&json);
  if (line + 1 < size && rc_json_parse (&json, head, line, &fault))
    return FALSE;

  for (guint i = 0; list_names[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("\"%s\"", list_names[i]);

      if (g_strstr_len (head, (gssize) length, name) != NULL)
        return TRUE;
    }
  return size > length || g_strstr_len (head, (gssize) length, "\"" ARTIFACT_SIGN "\"") != NULL;
}
