/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "trust-file.h"

#include <string.h>

#include "json.h"
#include "json-writer.h"

#define FORMAT "recount.trust-anchors/1"

/* A time without a fraction would be read again as a whole second. */
static void
write_time (RcJsonWriter *writer,
            const char   *name,
            gint64        time_us)
{
  g_autofree char *text = time_us == RC_TIME_NONE ? NULL : rc_time_format_utc (time_us);
  g_autofree char *exact = NULL;

  if (text != NULL && strchr (text, '.') == NULL)
    exact = g_strdup_printf ("%.*s.000000Z", (int) strlen (text) - 1, text);
  rc_json_writer_member_string (writer, name, exact != NULL ? exact : text);
}

static void
write_anchor (RcJsonWriter   *writer,
              const RcAnchor *anchor)
{
  g_autofree char *material = rc_anchor_dup_material (anchor);
  g_auto (GStrv) purposes = g_strsplit (anchor->purpose, ",", -1);
  char hex[RC_DIGEST_HEX_SIZE];

  rc_digest_to_hex (&anchor->fingerprint, hex);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "kind", anchor->kind);
  rc_json_writer_member_string (writer, "material", material);
  rc_json_writer_name (writer, "key_ids");
  rc_json_writer_begin_array (writer);
  if (rc_anchor_has_number (anchor))
    rc_json_writer_string (writer, anchor->key_id);
  rc_json_writer_end_array (writer);
  rc_json_writer_member_string (writer, "fingerprint_sha256", hex);
  rc_json_writer_member_string (writer, "owner", anchor->owner);
  rc_json_writer_name (writer, "purposes");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; purposes[i] != NULL; i++)
    rc_json_writer_string (writer, purposes[i]);
  rc_json_writer_end_array (writer);
  write_time (writer, "valid_from", anchor->from_us);
  write_time (writer, "valid_to", anchor->to_us);
  rc_json_writer_name (writer, "obtained");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "how", anchor->how);
  rc_json_writer_end_object (writer);
  rc_json_writer_end_object (writer);
}

/**
 * rc_trust_file_write:
 *
 * Returns: (transfer full): the text of trust-anchors.json
 */
char *
rc_trust_file_write (GPtrArray *anchors)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "format", FORMAT);
  rc_json_writer_name (writer, "anchors");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < anchors->len; i++)
    write_anchor (writer, anchors->pdata[i]);
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

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

static char *
dup_list (const RcJson  *json,
          guint32        object,
          const char    *name,
          GError       **error)
{
  guint32 list = rc_json_member (json, object, name);
  g_autoptr (GString) joined = g_string_new (NULL);

  if (list == RC_JSON_NO_NODE)
    return g_strdup ("");
  if (json->nodes[list].type != RC_JSON_ARRAY)
    {
      refuse (error, json, list, "the member “%s” is no list", name);
      return NULL;
    }

  for (guint32 node = list + 1; node < json->nodes[list].next; node = json->nodes[node].next)
    {
      g_autofree char *text = NULL;

      if (json->nodes[node].type != RC_JSON_STRING)
        {
          refuse (error, json, node, "a text was expected");
          return NULL;
        }
      text = rc_json_dup_text (json, node, NULL);
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? "," : "", text);
    }

  return g_strdup (joined->str);
}

/* What can be computed from the key is computed, and what the file says of it must agree. */
static gboolean
check_computed (const RcJson    *json,
                guint32          object,
                const RcAnchor  *anchor,
                GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *fingerprint = dup_member (json, object, "fingerprint_sha256", FALSE, &local_error);
  g_autofree char *key_ids = local_error == NULL ? dup_list (json, object, "key_ids", &local_error) : NULL;
  RcDigest stated;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (fingerprint != NULL
      && (!rc_digest_from_hex (fingerprint, strlen (fingerprint), &stated) || !rc_digest_equal (&stated, &anchor->fingerprint)))
    return refuse (error, json, object, "the fingerprint is not that of the key");
  if (key_ids[0] != '\0' && g_ascii_strcasecmp (key_ids, anchor->key_id) != 0)
    return refuse (error, json, object, "the key id is not that of the key");

  return TRUE;
}

static gboolean
read_how (const RcJson  *json,
          guint32        object,
          RcAnchor      *anchor,
          GError       **error)
{
  static const char * const known[] = { "how", NULL };
  guint32 obtained = rc_json_member (json, object, "obtained");
  g_autoptr (GError) local_error = NULL;
  g_autofree char *how = NULL;

  if (obtained == RC_JSON_NO_NODE)
    return TRUE;
  if (!check_members (json, obtained, known, error))
    return FALSE;

  how = dup_member (json, obtained, "how", FALSE, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_free (anchor->how);
  anchor->how = g_strdup (how != NULL ? how : "");
  return TRUE;
}

static RcAnchor *
read_anchor (const RcJson  *json,
             guint32        object,
             GError       **error)
{
  static const char * const known[] = { "kind", "material", "key_ids", "fingerprint_sha256", "owner", "purposes", "valid_from",
                                        "valid_to", "obtained", NULL };
  static const char * const kinds[] = { "minisign", "signify", "ed25519-raw", NULL };
  g_autofree char *kind = NULL;
  g_autofree char *material = NULL;
  g_autofree char *owner = NULL;
  g_autofree char *purpose = NULL;
  g_autoptr (RcAnchor) anchor = NULL;

  if (!check_members (json, object, known, error))
    return NULL;
  kind = dup_member (json, object, "kind", TRUE, error);
  if (kind == NULL)
    return NULL;
  if (!g_strv_contains (kinds, kind))
    {
      refuse (error, json, object, "keys of the kind “%s” cannot be accepted here", kind);
      return NULL;
    }
  material = dup_member (json, object, "material", TRUE, error);
  owner = material != NULL ? dup_member (json, object, "owner", TRUE, error) : NULL;
  purpose = owner != NULL ? dup_list (json, object, "purposes", error) : NULL;
  if (purpose == NULL)
    return NULL;

  anchor = rc_anchor_parse_as (kind, material, strlen (material), error);
  if (anchor == NULL || !check_computed (json, object, anchor, error))
    return NULL;
  if (rc_anchor_has_number (anchor) == (strcmp (kind, "ed25519-raw") == 0))
    {
      refuse (error, json, object, "the key is not of the kind “%s”", kind);
      return NULL;
    }
  if (!parse_time (json, object, "valid_from", FALSE, &anchor->from_us, error)
      || !parse_time (json, object, "valid_to", TRUE, &anchor->to_us, error) || !read_how (json, object, anchor, error))
    return NULL;

  g_free (anchor->kind);
  g_free (anchor->owner);
  g_free (anchor->purpose);
  anchor->kind = g_steal_pointer (&kind);
  anchor->owner = g_steal_pointer (&owner);
  anchor->purpose = g_steal_pointer (&purpose);
  return g_steal_pointer (&anchor);
}

/**
 * rc_trust_file_parse:
 * @bytes: tainted
 *
 * Reads trust-anchors.json: strict JSON, no member twice, unknown members refused, computable members compared with the key.
 *
 * Returns: (element-type RcAnchor) (transfer full): %NULL with RC_TRUST_ERROR_FILE or RC_TRUST_ERROR_NOT_A_KEY
 */
GPtrArray *
rc_trust_file_parse (const char  *bytes,
                     gsize        length,
                     GError     **error)
{
  static const char * const known[] = { "format", "anchors", NULL };
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  g_autofree char *format = NULL;
  g_auto (RcJson) json;
  RcJsonFault fault;
  guint32 list;

  rc_json_init (&json);
  if (!rc_json_parse (&json, bytes, length, &fault))
    {
      g_set_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_FILE, "At byte %" G_GSIZE_FORMAT ": %s was expected", fault.offset,
                   fault.expected);
      return NULL;
    }
  if (json.has_duplicate)
    {
      refuse (error, &json, json.duplicate, "a member stands twice");
      return NULL;
    }
  if (!check_members (&json, 0, known, error))
    return NULL;
  format = dup_member (&json, 0, "format", TRUE, error);
  if (format == NULL)
    return NULL;
  list = rc_json_member (&json, 0, "anchors");
  if (strcmp (format, FORMAT) != 0 || list == RC_JSON_NO_NODE || json.nodes[list].type != RC_JSON_ARRAY)
    {
      refuse (error, &json, 0, "this is no list of accepted keys of the format " FORMAT);
      return NULL;
    }

  for (guint32 node = list + 1; node < json.nodes[list].next; node = json.nodes[node].next)
    {
      RcAnchor *anchor = read_anchor (&json, node, error);

      if (anchor == NULL)
        return NULL;
      g_ptr_array_add (anchors, anchor);
    }

  return g_steal_pointer (&anchors);
}

/**
 * rc_trust_export:
 *
 * Returns: (transfer full): the accepted keys as trust-anchors.json, %NULL with @error
 */
char *
rc_trust_export (RcCase  *case_file,
                 GError **error)
{
  g_autoptr (GPtrArray) anchors = rc_trust_list (case_file, error);

  return anchors != NULL ? rc_trust_file_write (anchors) : NULL;
}

static gboolean
holds_key (GPtrArray      *anchors,
           const RcAnchor *anchor)
{
  for (guint i = 0; i < anchors->len; i++)
    {
      if (rc_digest_equal (&((const RcAnchor *) anchors->pdata[i])->fingerprint, &anchor->fingerprint))
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
  g_autoptr (GBytes) bytes = NULL;

  if (!rc_case_require_writable (case_file, error))
    return FALSE;
  bytes = rc_trust_read_file (path, error);
  if (bytes == NULL)
    return FALSE;
  anchors = rc_trust_file_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
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
