/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/cloudtrail-keys.h"

#include <string.h>

#include "core/anchor-kind.h"

/* RSASSA-PKCS1-v1_5 with SHA-256, in hexadecimal digits: integrity.md section 5.1. */

struct _RcCloudTrailKeys
{
  const GPtrArray *accepted;     /* of RcAnchor */
  const GPtrArray *candidates;
  GHashTable      *lists;        /* RcAnchor → GPtrArray of RcCloudTrailKey */
};

static void
read_lists (RcCloudTrailKeys *self,
            const GPtrArray  *anchors)
{
  for (guint i = 0; i < anchors->len; i++)
    {
      RcAnchor *anchor = g_ptr_array_index (anchors, i);
      GPtrArray *keys;

      if (strcmp (anchor->kind, rc_anchor_kind_cloudtrail.id) != 0)
        continue;
      keys = rc_cloudtrail_keys_parse (anchor->material, strlen (anchor->material));
      if (keys != NULL)
        g_hash_table_insert (self->lists, anchor, keys);
    }
}

RcCloudTrailKeys *
rc_cloudtrail_keys_new (RcSealWork *work)
{
  RcCloudTrailKeys *self = g_new0 (RcCloudTrailKeys, 1);

  self->accepted = work->context->anchors;
  self->candidates = work->candidates;
  self->lists = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  read_lists (self, self->accepted);
  read_lists (self, self->candidates);
  return self;
}

void
rc_cloudtrail_keys_free (RcCloudTrailKeys *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->lists);
  g_free (self);
}

RcCloudTrailMatch
rc_cloudtrail_keys_ask (RcCloudTrailKeys *self,
                        const RcAnchor   *list,
                        const char       *fingerprint,
                        GBytes           *message,
                        GBytes           *signature)
{
  RcCloudTrailMatch match = { RC_CLOUDTRAIL_KEY_MISSING, NULL, NULL };
  const GPtrArray *keys = g_hash_table_lookup (self->lists, list);

  for (guint i = 0; keys != NULL && i < keys->len && match.answer != RC_CLOUDTRAIL_KEY_FITS; i++)
    {
      const RcCloudTrailKey *key = g_ptr_array_index (keys, i);
      RcSignatureFit fit;

      if (strcmp (key->fingerprint, fingerprint) != 0)
        continue;
      fit = rc_public_key_verify (key->key, RC_SIGNATURE_RSA_PKCS1, RC_HASH_SHA256, g_bytes_get_data (message, NULL),
                                  g_bytes_get_size (message), g_bytes_get_data (signature, NULL), g_bytes_get_size (signature));
      match.answer = fit == RC_SIGNATURE_FITS ? RC_CLOUDTRAIL_KEY_FITS : RC_CLOUDTRAIL_KEY_FAILED;
      match.list = list;
      match.key = key;
    }
  return match;
}

/**
 * rc_cloudtrail_keys_verify:
 * @fingerprint: as the signed thing names its key
 *
 * Returns: what the accepted lists say; where none of them knows the fingerprint, whether a list that came with the evidence holds a key
 *   that fits
 */
RcCloudTrailMatch
rc_cloudtrail_keys_verify (RcCloudTrailKeys *self,
                           const char       *fingerprint,
                           GBytes           *message,
                           GBytes           *signature)
{
  RcCloudTrailMatch best = { RC_CLOUDTRAIL_KEY_MISSING, NULL, NULL };

  for (guint i = 0; i < self->accepted->len; i++)
    {
      RcCloudTrailMatch match = rc_cloudtrail_keys_ask (self, g_ptr_array_index (self->accepted, i), fingerprint, message, signature);

      if (match.answer == RC_CLOUDTRAIL_KEY_FITS)
        return match;
      if (match.answer == RC_CLOUDTRAIL_KEY_FAILED)
        best = match;
    }
  if (best.answer != RC_CLOUDTRAIL_KEY_MISSING)
    return best;

  for (guint i = 0; i < self->candidates->len; i++)
    {
      RcCloudTrailMatch match = rc_cloudtrail_keys_ask (self, g_ptr_array_index (self->candidates, i), fingerprint, message, signature);

      if (match.answer != RC_CLOUDTRAIL_KEY_FITS)
        continue;
      match.answer = RC_CLOUDTRAIL_KEY_IN_BUNDLE;
      return match;
    }
  return best;
}
