/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/oci-plain.h"

#include <string.h>

#include "core/json.h"

/* Where configurations list the digests in the order of the layers. */
static const char * const ordered[] = { "/modelfs/diffIds", "/rootfs/diff_ids" };
/* Where a ModelKit's names them beside the digest of each layer. */
static const char * const named[] = { "/model", "/model/parts", "/code", "/datasets", "/docs" };

static char *
dup_text (const RcJson *json,
          guint32       node)
{
  gsize length = 0;
  g_autofree char *text = node != RC_JSON_NO_NODE && json->nodes[node].type == RC_JSON_STRING ? rc_json_dup_text (json, node, &length) : NULL;

  return text != NULL && strlen (text) == length ? g_steal_pointer (&text) : NULL;
}

static void
take_named (const RcJson *json,
            guint32       object,
            GHashTable   *by_layer)
{
  g_autofree char *layer = NULL;
  g_autofree char *plain = NULL;

  if (json->nodes[object].type != RC_JSON_OBJECT)
    return;

  layer = dup_text (json, rc_json_member (json, object, "digest"));
  plain = dup_text (json, rc_json_member (json, object, "diffId"));
  if (layer != NULL && plain != NULL)
    g_hash_table_insert (by_layer, g_steal_pointer (&layer), g_steal_pointer (&plain));
}

static void
take_ordered (const RcJson        *json,
              guint32              list,
              const RcOciManifest *manifest,
              GHashTable          *by_layer)
{
  guint32 item = list + 1;

  if (json->nodes[list].type != RC_JSON_ARRAY || json->nodes[list].count != manifest->parts->len)
    return;

  for (guint i = 0; i < manifest->parts->len; i++, item = json->nodes[item].next)
    {
      const RcOciDescriptor *layer = manifest->parts->pdata[i];
      char *plain = dup_text (json, item);

      if (plain != NULL)
        g_hash_table_insert (by_layer, g_strdup (layer->digest), plain);
    }
}

/* digest of a layer → digest of its uncompressed form; what cannot be read is the importer's matter. */
static GHashTable *
list_stated (GBytes              *bytes,
             const RcOciManifest *manifest)
{
  GHashTable *by_layer = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  if (!rc_json_parse (&json, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &fault) || json.has_duplicate)
    return by_layer;

  for (gsize i = 0; i < G_N_ELEMENTS (ordered); i++)
    {
      guint32 list = rc_json_pointer (&json, ordered[i]);

      if (list != RC_JSON_NO_NODE)
        take_ordered (&json, list, manifest, by_layer);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (named); i++)
    {
      guint32 node = rc_json_pointer (&json, named[i]);

      if (node == RC_JSON_NO_NODE)
        continue;
      take_named (&json, node, by_layer);
      for (guint32 item = node + 1; json.nodes[node].type == RC_JSON_ARRAY && item < json.nodes[node].next; item = json.nodes[item].next)
        take_named (&json, item, by_layer);
    }

  return by_layer;
}

/* What the layer holds when it is unpacked; the layer itself where it is not packed; (nullable): not unpacked here. */
static const RcSource *
find_plain (RcOciLayout           *layout,
            const RcOciDescriptor *descriptor,
            const RcSource        *layer)
{
  const GArray *children = rc_seal_context_children (layout->work->context, layer->id);

  for (guint i = 0; children != NULL && i < children->len; i++)
    {
      const RcSource *child = rc_seal_context_source (layout->work->context, g_array_index (children, gint64, i));

      if (child != NULL && (strcmp (child->derivation, "gunzip of") == 0 || strcmp (child->derivation, "unzstd of") == 0))
        return child;
    }

  return descriptor->media_type != NULL
         && (g_str_has_suffix (descriptor->media_type, ".tar") || g_str_has_suffix (descriptor->media_type, ".raw")) ? layer : NULL;
}

static void
compare_layer (RcOciLayout           *layout,
               const RcOciDescriptor *descriptor,
               const RcSource        *layer,
               const char            *stated,
               RcVerdict             *inout_integrity,
               guint                 *out_fitting)
{
  const RcSource *plain = find_plain (layout, descriptor, layer);
  guint8 expected[RC_HASH_MAX_BYTES];
  g_autofree char *found = NULL;
  RcHash hash;

  if (plain == NULL || !rc_oci_digest_parse (stated, &hash, expected) || hash != RC_HASH_SHA256)
    return;
  if (memcmp (expected, plain->sha256.bytes, RC_DIGEST_BYTES) == 0)
    {
      (*out_fitting)++;
      return;
    }

  found = rc_digest_dup_hex (&plain->sha256);
  *inout_integrity = rc_verdict_worst (*inout_integrity, RC_VERDICT_INVALID);
  rc_seal_work_tell (layout->work, RC_EXCEPTION_DIGEST_MISMATCH, plain, stated, found,
                     "“%s” does not unpack to what the configuration of its package states.", layer->name);
}

gboolean
rc_oci_plain_check (RcOciLayout          *layout,
                    const RcOciManifest  *manifest,
                    const RcSource       *config,
                    const GArray         *layers,
                    RcVerdict            *inout_integrity,
                    guint                *out_fitting,
                    GError              **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = rc_seal_context_read (layout->work->context, config, &local_error);
  g_autoptr (GHashTable) stated = NULL;

  *out_fitting = 0;
  if (local_error != NULL)
    return rc_seal_context_tolerate (&local_error, error);
  if (bytes == NULL)
    return TRUE;

  stated = list_stated (bytes, manifest);
  for (guint i = 0; i < manifest->parts->len && i < layers->len; i++)
    {
      const RcOciDescriptor *descriptor = manifest->parts->pdata[i];
      const RcOciBlob *blob = &g_array_index (layers, RcOciBlob, i);
      const char *plain = g_hash_table_lookup (stated, descriptor->digest);

      if (plain != NULL && blob->source != NULL && blob->verdict == RC_VERDICT_VALID)
        compare_layer (layout, descriptor, blob->source, plain, inout_integrity, out_fitting);
    }
  return TRUE;
}
