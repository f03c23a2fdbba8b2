/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "trust-file.h"

#include <string.h>

#include "anchor-kind.h"
#include "bounds.h"
#include "json.h"

/* A list while it is read. */
typedef struct
{
  RcJson      json;
  gboolean    is_first_format;
  const char *folder;          /* (nullable) */
} Reading;

G_GNUC_PRINTF (4, 5)
static gboolean
refuse (GError       **error,
        const RcJson  *json,
        guint32        node,
        const char    *format,
        ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_FILE, "At byte %u: %s",
               node < json->n_nodes ? json->nodes[node].offset : 0, what);
  return FALSE;
}

/* A member that nobody reads could be meant as a limit on the key: such a file is refused. */
static gboolean
check_members (const RcJson        *json,
               guint32              object,
               const char * const  *known,
               GError             **error)
{
  guint32 node = object + 1;

  if (json->nodes[object].type != RC_JSON_OBJECT)
    return refuse (error, json, object, "an object was expected");

  for (guint32 i = 0; i < json->nodes[object].count; i++)
    {
      g_autofree char *name = rc_json_dup_text (json, node, NULL);

      if (!g_strv_contains (known, name))
        return refuse (error, json, node, "the member “%s” is not known here", name);
      node = json->nodes[node + 1].next;
    }

  return TRUE;
}

/* The text of a member; %NULL without @error where it may be absent or null, and is. */
static char *
dup_member (const RcJson  *json,
            guint32        object,
            const char    *name,
            gboolean       is_needed,
            GError       **error)
{
  guint32 node = rc_json_member (json, object, name);
  g_autofree char *text = NULL;
  gsize length = 0;

  if (node == RC_JSON_NO_NODE || json->nodes[node].type == RC_JSON_NULL)
    {
      if (is_needed)
        refuse (error, json, object, "the member “%s” is absent", name);
      return NULL;
    }
  if (json->nodes[node].type != RC_JSON_STRING)
    {
      refuse (error, json, node, "the member “%s” is no text", name);
      return NULL;
    }

  text = rc_json_dup_text (json, node, &length);
  if (text == NULL || strlen (text) != length)
    {
      refuse (error, json, node, "the member “%s” holds a zero character", name);
      return NULL;
    }
  return g_steal_pointer (&text);
}

static gboolean
parse_time (const RcJson  *json,
            guint32        object,
            const char    *name,
            gboolean       is_end,
            gint64        *out_time,
            GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = dup_member (json, object, name, FALSE, &local_error);
  RcTimestamp timestamp;

  *out_time = RC_TIME_NONE;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (text == NULL)
    return TRUE;
  if (!rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &timestamp))
    return refuse (error, json, rc_json_member (json, object, name), "“%s” is no time", text);

  *out_time = is_end ? timestamp.to_us : timestamp.from_us;
  return TRUE;
}

/* A member that may be absent; %FALSE with @error where it is there and no text. */
static gboolean
read_text (const RcJson  *json,
           guint32        object,
           const char    *name,
           char         **out_text,
           GError       **error)
{
  g_autoptr (GError) local_error = NULL;

  *out_text = dup_member (json, object, name, FALSE, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* @out_texts: (transfer full): empty where the member is absent */
static gboolean
read_list (const RcJson  *json,
           guint32        object,
           const char    *name,
           GStrv         *out_texts,
           GError       **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint32 list = rc_json_member (json, object, name);

  if (list != RC_JSON_NO_NODE && json->nodes[list].type != RC_JSON_ARRAY)
    return refuse (error, json, list, "the member “%s” is no list", name);

  for (guint32 node = list + 1; list != RC_JSON_NO_NODE && node < json->nodes[list].next; node = json->nodes[node].next)
    {
      g_autofree char *text = NULL;
      gsize length = 0;

      if (json->nodes[node].type != RC_JSON_STRING)
        return refuse (error, json, node, "a text was expected");
      text = rc_json_dup_text (json, node, &length);
      if (text == NULL || strlen (text) != length)
        return refuse (error, json, node, "the text holds a zero character");
      g_strv_builder_add (builder, text);
    }

  *out_texts = g_strv_builder_end (builder);
  return TRUE;
}

/* --- The key --- */

/* A name in the folder of the list or below it, never out of it. */
static gboolean
is_inside (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);

  if (*name == '\0' || strlen (name) > RC_LIMIT_NAME_BYTES)
    return FALSE;
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] == '\0' || strcmp (parts[i], ".") == 0 || strcmp (parts[i], "..") == 0)
      return FALSE;
  return TRUE;
}

/* The bytes of a file that the list names, which must be those of the SHA-256 beside the name. */
static GBytes *
read_named_file (const Reading  *reading,
                 guint32         object,
                 GError        **error)
{
  static const char * const known[] = { "file", "sha256", NULL };
  const RcJson *json = &reading->json;
  g_autofree char *name = NULL;
  g_autofree char *hex = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  RcDigest stated, found;

  if (!check_members (json, object, known, error))
    return NULL;
  name = dup_member (json, object, "file", TRUE, error);
  hex = name != NULL ? dup_member (json, object, "sha256", TRUE, error) : NULL;
  if (hex == NULL)
    return NULL;
  if (!rc_digest_from_hex (hex, strlen (hex), &stated) || !is_inside (name) || reading->folder == NULL)
    {
      refuse (error, json, object, "expected the name of a file beside the list and its SHA-256, found “%s” and “%s”", name, hex);
      return NULL;
    }

  path = g_build_filename (reading->folder, name, NULL);
  bytes = rc_trust_read_file (path, error);
  if (bytes == NULL)
    return NULL;
  rc_digest_compute (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &found);
  if (rc_digest_equal (&stated, &found))
    return g_steal_pointer (&bytes);

  refuse (error, json, object, "the file “%s” is not the one of the SHA-256 that the list states", name);
  return NULL;
}

static GBytes *
read_material (const Reading  *reading,
               guint32         object,
               GError        **error)
{
  guint32 node = rc_json_member (&reading->json, object, "material");
  char *text;

  if (node != RC_JSON_NO_NODE && reading->json.nodes[node].type == RC_JSON_OBJECT && !reading->is_first_format)
    return read_named_file (reading, node, error);

  text = dup_member (&reading->json, object, "material", TRUE, error);
  return text != NULL ? g_bytes_new_take (text, strlen (text)) : NULL;
}

/* What can be computed from the key is computed, and what the file says of it must agree. */
static gboolean
check_computed (const RcJson    *json,
                guint32          object,
                const RcAnchor  *anchor,
                GError         **error)
{
  g_autofree char *fingerprint = NULL;
  g_auto (GStrv) key_ids = NULL;
  RcDigest stated;

  if (!read_text (json, object, "fingerprint_sha256", &fingerprint, error) || !read_list (json, object, "key_ids", &key_ids, error))
    return FALSE;
  if (fingerprint != NULL
      && (!rc_digest_from_hex (fingerprint, strlen (fingerprint), &stated) || !rc_digest_equal (&stated, &anchor->fingerprint)))
    return refuse (error, json, object, "the fingerprint is not that of the key");
  if (key_ids[0] != NULL && (key_ids[1] != NULL || g_ascii_strcasecmp (key_ids[0], anchor->key_id) != 0))
    return refuse (error, json, object, "the key id is not that of the key");

  return TRUE;
}

static RcAnchor *
read_key (const Reading  *reading,
          guint32         object,
          GError        **error)
{
  g_autofree char *kind = dup_member (&reading->json, object, "kind", TRUE, error);
  g_autoptr (RcAnchor) anchor = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (kind == NULL)
    return NULL;
  if (rc_anchor_kind_by_id (kind) == NULL)
    {
      refuse (error, &reading->json, object, "keys of the kind “%s” cannot be accepted here", kind);
      return NULL;
    }

  bytes = read_material (reading, object, error);
  if (bytes == NULL)
    return NULL;
  anchor = rc_anchor_parse_as (kind, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
  if (anchor == NULL || !check_computed (&reading->json, object, anchor, error))
    return NULL;

  /* The bytes of a key of signify are those of one of minisign. */
  g_free (anchor->kind);
  anchor->kind = g_steal_pointer (&kind);
  return g_steal_pointer (&anchor);
}

/* --- Its terms --- */

static gboolean
read_obtained (const Reading  *reading,
               guint32         object,
               RcAnchor       *anchor,
               GError        **error)
{
  static const char * const known[] = { "how", "by", "on", NULL };
  static const char * const known_first[] = { "how", NULL };
  const RcJson *json = &reading->json;
  guint32 obtained = rc_json_member (json, object, "obtained");
  char *how;

  if (obtained == RC_JSON_NO_NODE)
    return TRUE;
  if (!check_members (json, obtained, reading->is_first_format ? known_first : known, error) ||
      !read_text (json, obtained, "how", &how, error))
    return FALSE;

  if (how != NULL)
    {
      g_free (anchor->how);
      anchor->how = how;
    }
  return read_text (json, obtained, "by", &anchor->by, error) && parse_time (json, obtained, "on", FALSE, &anchor->obtained_us, error);
}

static gboolean
read_group (const RcJson  *json,
            guint32        object,
            RcAnchor      *anchor,
            GError       **error)
{
  static const char * const known[] = { "name", "k", NULL };
  guint32 group = rc_json_member (json, object, "threshold_group");
  gint64 threshold;

  if (group == RC_JSON_NO_NODE || json->nodes[group].type == RC_JSON_NULL)
    return TRUE;
  if (!check_members (json, group, known, error))
    return FALSE;

  anchor->group = dup_member (json, group, "name", TRUE, error);
  if (anchor->group == NULL)
    return FALSE;
  if (!rc_json_get_integer (json, rc_json_member (json, group, "k"), &threshold) || threshold < 1 || threshold > RC_LIMIT_ANCHOR_THRESHOLD)
    return refuse (error, json, group, "the member “k” is no number of keys from 1 to %u", RC_LIMIT_ANCHOR_THRESHOLD);
  anchor->threshold = (guint) threshold;
  return TRUE;
}

static gboolean
read_lists (const RcJson  *json,
            guint32        object,
            RcAnchor      *anchor,
            GError       **error)
{
  g_auto (GStrv) purposes = NULL;
  g_auto (GStrv) identities = NULL;

  if (!read_list (json, object, "purposes", &purposes, error) || !read_list (json, object, "identities", &identities, error))
    return FALSE;

  g_free (anchor->purpose);
  anchor->purpose = g_strjoinv (",", purposes);
  if (identities[0] != NULL)
    anchor->identities = g_steal_pointer (&identities);
  return TRUE;
}

static gboolean
read_owner (const RcJson  *json,
            guint32        object,
            RcAnchor      *anchor,
            GError       **error)
{
  char *owner = dup_member (json, object, "owner", TRUE, error);

  if (owner == NULL)
    return FALSE;
  g_free (anchor->owner);
  anchor->owner = owner;
  return TRUE;
}

static gboolean
read_terms (const Reading  *reading,
            guint32         object,
            RcAnchor       *anchor,
            GError        **error)
{
  const RcJson *json = &reading->json;

  return read_owner (json, object, anchor, error) && read_text (json, object, "id", &anchor->label, error)
         && read_lists (json, object, anchor, error)
         && parse_time (json, object, "valid_from", FALSE, &anchor->from_us, error)
         && parse_time (json, object, "valid_to", TRUE, &anchor->to_us, error)
         && parse_time (json, object, "revoked_at", FALSE, &anchor->revoked_us, error)
         && read_text (json, object, "revocation_reason", &anchor->revoked_for, error)
         && read_obtained (reading, object, anchor, error) && read_group (json, object, anchor, error);
}

/* An id that would be made anyway is none that somebody gave: the case keeps the key as it would without it. */
static void
drop_common_label (RcAnchor *anchor)
{
  g_autofree char *label = g_steal_pointer (&anchor->label);
  g_autofree char *common = rc_anchor_dup_label (anchor);

  if (g_strcmp0 (label, common) != 0)
    anchor->label = g_steal_pointer (&label);
}

static RcAnchor *
read_anchor (const Reading  *reading,
             guint32         object,
             GError        **error)
{
  static const char * const known_first[] = { "kind", "material", "key_ids", "fingerprint_sha256", "owner", "purposes", "valid_from",
                                              "valid_to", "obtained", NULL };
  static const char * const known[] = { "id", "kind", "material", "key_ids", "fingerprint_sha256", "owner", "purposes", "identities",
                                        "valid_from", "valid_to", "revoked_at", "revocation_reason", "obtained", "threshold_group", NULL };
  g_autoptr (RcAnchor) anchor = NULL;

  if (!check_members (&reading->json, object, reading->is_first_format ? known_first : known, error))
    return NULL;
  anchor = read_key (reading, object, error);
  if (anchor == NULL || !read_terms (reading, object, anchor, error))
    return NULL;

  drop_common_label (anchor);
  return g_steal_pointer (&anchor);
}

/* Answers the node of the list; RC_JSON_NO_NODE with @error. */
static guint32
read_head (Reading     *reading,
           const char  *bytes,
           gsize        length,
           GError     **error)
{
  static const char * const known[] = { "format", "anchors", NULL };
  RcJson *json = &reading->json;
  g_autofree char *format = NULL;
  RcJsonFault fault;
  guint32 list;

  if (!rc_json_parse (json, bytes, length, &fault))
    {
      g_set_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_FILE, "At byte %" G_GSIZE_FORMAT ": %s was expected", fault.offset,
                   fault.expected);
      return RC_JSON_NO_NODE;
    }
  if (json->has_duplicate)
    {
      refuse (error, json, json->duplicate, "a member stands twice");
      return RC_JSON_NO_NODE;
    }
  if (!check_members (json, 0, known, error))
    return RC_JSON_NO_NODE;
  format = dup_member (json, 0, "format", TRUE, error);
  if (format == NULL)
    return RC_JSON_NO_NODE;

  reading->is_first_format = strcmp (format, RC_TRUST_FILE_FORMAT_1) == 0;
  list = rc_json_member (json, 0, "anchors");
  if ((reading->is_first_format || strcmp (format, RC_TRUST_FILE_FORMAT) == 0) && list != RC_JSON_NO_NODE &&
      json->nodes[list].type == RC_JSON_ARRAY)
    return list;

  refuse (error, json, 0, "this is no list of accepted keys of the format " RC_TRUST_FILE_FORMAT);
  return RC_JSON_NO_NODE;
}

/**
 * rc_trust_file_parse:
 * @bytes: tainted
 * @folder: (nullable): where files lie that the list names instead of holding a key; %NULL: it may name none
 *
 * Reads trust-anchors.json (integrity.md section 3): strict JSON, no member twice, unknown members refused, computable members compared
 * with the key.
 *
 * Returns: (element-type RcAnchor) (transfer full): %NULL with RC_TRUST_ERROR_FILE or RC_TRUST_ERROR_NOT_A_KEY
 */
GPtrArray *
rc_trust_file_parse (const char  *bytes,
                     gsize        length,
                     const char  *folder,
                     GError     **error)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  Reading reading = { .folder = folder };
  gboolean good = TRUE;
  guint32 list;

  rc_json_init (&reading.json);
  list = read_head (&reading, bytes, length, error);
  good = list != RC_JSON_NO_NODE;
  for (guint32 node = list + 1; good && node < reading.json.nodes[list].next; node = reading.json.nodes[node].next)
    {
      RcAnchor *anchor = read_anchor (&reading, node, error);

      good = anchor != NULL;
      if (good)
        g_ptr_array_add (anchors, anchor);
    }

  rc_json_clear (&reading.json);
  return good ? g_steal_pointer (&anchors) : NULL;
}

static gboolean
holds_key (GPtrArray      *anchors,
           const RcAnchor *anchor)
{
  for (guint i = 0; i < anchors->len; i++)
    {
      const RcAnchor *other = g_ptr_array_index (anchors, i);

      if (rc_digest_equal (&other->fingerprint, &anchor->fingerprint) && strcmp (other->kind, anchor->kind) == 0 &&
          strcmp (other->key_id, anchor->key_id) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * rc_trust_import:
 * @out_added: (out) (optional): how many keys the case did not have yet
 *
 * Accepts every key of a trust-anchors.json, or none. A key that the case accepts already stays as it is.
 *
 * Returns: %FALSE with @error
 */
gboolean
rc_trust_import (RcCase      *case_file,
                 const char  *path,
                 guint       *out_added,
                 GError     **error)
{
  g_autoptr (GPtrArray) present = NULL;
  g_autoptr (GPtrArray) anchors = NULL;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GBytes) bytes = NULL;

  if (!rc_case_require_writable (case_file, error))
    return FALSE;
  bytes = rc_trust_read_file (path, error);
  if (bytes == NULL)
    return FALSE;
  anchors = rc_trust_file_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), folder, error);
  if (anchors == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  present = rc_trust_list (case_file, error);
  if (present == NULL)
    return FALSE;

  for (guint i = anchors->len; i > 0; i--)
    {
      if (holds_key (present, anchors->pdata[i - 1]))
        g_ptr_array_remove_index (anchors, i - 1);
    }
  if (anchors->len > 0 && !rc_trust_add_anchors (case_file, anchors, error))
    return FALSE;

  if (out_added != NULL)
    *out_added = anchors->len;
  return TRUE;
}
