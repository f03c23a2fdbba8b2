/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/cloudtrail-metadata.h"

#include <string.h>

#include "core/seals/cloudtrail-digest.h"

struct _RcCloudTrailMetadata
{
  GHashTable *by_name;       /* name of a source → GBytes */
  GHashTable *by_location;   /* bucket and object → GBytes */
};

RcCloudTrailMetadata *
rc_cloudtrail_metadata_new (void)
{
  RcCloudTrailMetadata *self = g_new0 (RcCloudTrailMetadata, 1);

  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  self->by_location = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  return self;
}

void
rc_cloudtrail_metadata_free (RcCloudTrailMetadata *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->by_location);
  g_free (self);
}

/* The signature among the metadata of one object: as it is stored, as a header, or within the whole answer of HeadObject. */
static GBytes *
read_signature (const RcJson *json,
                guint32       object)
{
  static const char * const names[] = { "signature", "x-amz-meta-signature" };
  guint32 inner;

  if (json->nodes[object].type != RC_JSON_OBJECT)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *hex = rc_cloudtrail_dup_member (json, object, names[i]);

      if (hex != NULL)
        return rc_cloudtrail_read_signature (hex);
    }
  inner = rc_json_member (json, object, "Metadata");
  return inner != RC_JSON_NO_NODE ? read_signature (json, inner) : NULL;
}

/* "X.json.gz.metadata.json" speaks of "X.json.gz". */
static void
add_beside (RcCloudTrailMetadata *self,
            const RcSource       *carrier,
            GBytes               *signature)
{
  static const char * const endings[] = { ".metadata.json", ".head-object.json", ".head.json", ".meta.json", ".json", NULL };

  for (guint i = 0; endings[i] != NULL; i++)
    {
      gsize length = strlen (carrier->name);

      if (!g_str_has_suffix (carrier->name, endings[i]))
        continue;
      length -= strlen (endings[i]);
      g_hash_table_insert (self->by_name, g_strndup (carrier->name, length), g_bytes_ref (signature));
      return;
    }
}

static gboolean
add_all (RcCloudTrailMetadata *self,
         RcSealContext        *context,
         const RcSource       *carrier,
         const RcJson         *json)
{
  g_autofree char *folder = rc_seal_context_dup_folder (context, carrier);
  gboolean is_any = FALSE;

  for (guint32 name = 1; name < json->nodes[0].next; name = json->nodes[name].next)
    {
      g_autoptr (GBytes) signature = read_signature (json, name + 1);
      g_autofree char *location = NULL;

      if (signature == NULL)
        continue;
      location = rc_json_dup_text (json, name, NULL);
      g_hash_table_insert (self->by_name, g_strconcat (folder, location, NULL), g_bytes_ref (signature));
      g_hash_table_insert (self->by_location, g_steal_pointer (&location), g_bytes_ref (signature));
      is_any = TRUE;
    }
  return is_any;
}

/**
 * rc_cloudtrail_metadata_add:
 * @bytes: tainted: the metadata of one object, or of many by bucket and object
 * @out_fault: (out): half a sentence, where the answer is %FALSE
 */
gboolean
rc_cloudtrail_metadata_add (RcCloudTrailMetadata *self,
                            RcSealContext        *context,
                            const RcSource       *carrier,
                            GBytes               *bytes,
                            const char          **out_fault)
{
  g_autoptr (GBytes) single = NULL;
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  if (!rc_json_parse (&json, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &fault) || json.nodes[0].type != RC_JSON_OBJECT)
    {
      *out_fault = "it is no JSON object";
      return FALSE;
    }
  if (json.has_duplicate)
    {
      *out_fault = "a member stands in it twice";
      return FALSE;
    }

  single = read_signature (&json, 0);
  if (single != NULL)
    add_beside (self, carrier, single);
  else if (!add_all (self, context, carrier, &json))
    {
      *out_fault = "it holds no signature that is readable";
      return FALSE;
    }
  return TRUE;
}

/**
 * rc_cloudtrail_metadata_find:
 *
 * Returns: (transfer none) (nullable): the signature; that of the place where the digest lies now counts before that of the place that the
 *   digest itself names
 */
GBytes *
rc_cloudtrail_metadata_find (RcCloudTrailMetadata *self,
                             const char           *name,
                             const char           *location)
{
  GBytes *signature = g_hash_table_lookup (self->by_name, name);

  return signature != NULL ? signature : g_hash_table_lookup (self->by_location, location);
}
