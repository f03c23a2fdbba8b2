/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/anchors/cloudtrail.h"

#include <string.h>

#include "core/anchor-kind.h"
#include "core/base64.h"
#include "core/bounds.h"
#include "core/json.h"
#include "core/words.h"

static void
key_free (gpointer data)
{
  RcCloudTrailKey *self = data;

  g_free (self->fingerprint);
  rc_public_key_unref (self->key);
  g_free (self);
}

static char *
dup_text (const RcJson *json,
          guint32       object,
          const char   *name)
{
  guint32 node = rc_json_member (json, object, name);

  return node != RC_JSON_NO_NODE && json->nodes[node].type == RC_JSON_STRING ? rc_json_dup_text (json, node, NULL) : NULL;
}

/* A text, or seconds of Unix time, as different programs save the same answer. */
static gboolean
read_time (const RcJson *json,
           guint32       object,
           const char   *name,
           gint64       *out_time_us)
{
  guint32 node = rc_json_member (json, object, name);
  g_autofree char *text = dup_text (json, object, name);
  RcTimestamp time;
  double seconds;

  *out_time_us = RC_TIME_NONE;
  if (node == RC_JSON_NO_NODE || json->nodes[node].type == RC_JSON_NULL)
    return TRUE;
  if (text == NULL)
    {
      if (json->nodes[node].type != RC_JSON_NUMBER || !rc_json_get_double (json, node, &seconds) || seconds < 0 || seconds > 1e11)
        return FALSE;
      *out_time_us = (gint64) (seconds * G_USEC_PER_SEC);
      return TRUE;
    }
  if (!rc_timestamp_parse (text, strlen (text), RC_ZONE_UNKNOWN, 0, &time) || time.zone != RC_ZONE_EXPLICIT)
    return FALSE;

  *out_time_us = time.from_us;
  return TRUE;
}

static RcPublicKey *
read_key (const RcJson *json,
          guint32       object)
{
  g_autofree char *base64 = dup_text (json, object, "Value");
  g_autoptr (GBytes) der = base64 != NULL ? rc_base64_decode (base64, strlen (base64), RC_BASE64_STANDARD) : NULL;

  return der != NULL ? rc_public_key_new_pkcs1 (g_bytes_get_data (der, NULL), g_bytes_get_size (der)) : NULL;
}

static gboolean
read_entry (const RcJson *json,
            guint32       object,
            GPtrArray    *keys)
{
  RcCloudTrailKey *key;

  if (json->nodes[object].type != RC_JSON_OBJECT)
    return FALSE;

  key = g_new0 (RcCloudTrailKey, 1);
  g_ptr_array_add (keys, key);
  key->fingerprint = dup_text (json, object, "Fingerprint");
  key->key = read_key (json, object);
  return key->fingerprint != NULL && key->key != NULL
         && read_time (json, object, "ValidityStartTime", &key->from_us)
         && read_time (json, object, "ValidityEndTime", &key->to_us);
}

/**
 * rc_cloudtrail_keys_parse:
 * @text: tainted
 *
 * Returns: (transfer full) (nullable) (element-type RcCloudTrailKey): at least one key
 */
GPtrArray *
rc_cloudtrail_keys_parse (const char *text,
                          gsize       length)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (key_free);
  g_auto (RcJson) json;
  RcJsonFault fault;
  guint32 list;

  rc_json_init (&json);
  if (length > RC_LIMIT_KEY_BYTES || !rc_json_parse (&json, text, length, &fault) || json.has_duplicate
      || json.nodes[0].type != RC_JSON_OBJECT)
    return NULL;

  list = rc_json_member (&json, 0, "PublicKeyList");
  if (list == RC_JSON_NO_NODE || json.nodes[list].type != RC_JSON_ARRAY)
    return NULL;

  for (guint32 item = list + 1; item < json.nodes[list].next; item = json.nodes[item].next)
    {
      if (!read_entry (&json, item, keys))
        return NULL;
    }
  return keys->len > 0 ? g_steal_pointer (&keys) : NULL;
}

static gboolean
read_keylist (RcAnchor   *anchor,
              const char *bytes,
              gsize       length)
{
  g_autoptr (GPtrArray) keys = rc_cloudtrail_keys_parse (bytes, length);

  return keys != NULL;
}

/* The keys stay in the material: each is valid for a time of its own, and selected by a fingerprint that only the list tells. */
const RcAnchorKind rc_anchor_kind_cloudtrail = {
  .id = "cloudtrail-keylist",
  .title = N_("Public keys of AWS CloudTrail"),
  .purposes = "cloudtrail",
  .is_guessed = TRUE,
  .read = read_keylist,
};
