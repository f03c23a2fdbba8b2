/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/pages/bundle-facts.h"

#include <string.h>

#include "core/base64.h"

#define KEY_BYTES 32
#define MINISIGN_KEY_BYTES (2 + 8 + KEY_BYTES)    /* algorithm, number of the key, key */

void
rc_bundle_decision_free (RcBundleDecision *self)
{
  if (self == NULL)
    return;

  g_free (self->reference);
  g_free (self->handle);
  g_free (self->moment);
  g_free (self);
}

void
rc_bundle_example_free (RcBundleExample *self)
{
  if (self == NULL)
    return;

  g_free (self->slot);
  g_free (self->path);
  g_free (self);
}

void
rc_bundle_facts_free (RcBundleFacts *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->folder);
  g_free (self->language);
  g_free (self->title);
  g_free (self->auditor);
  g_free (self->organisation);
  g_free (self->engagement);
  g_free (self->independence);
  g_free (self->state);
  g_free (self->head);
  g_free (self->manifest);
  g_free (self->moment);
  g_free (self->seal_key);
  g_free (self->seal_fingerprint);
  g_clear_pointer (&self->decisions, g_ptr_array_unref);
  g_clear_pointer (&self->example, rc_bundle_example_free);
  g_free (self);
}

void
rc_bundle_facts_count (const RcBundleFacts *self,
                       guint64             *out_seals)
{
  memset (out_seals, 0, RC_N_VERDICTS * sizeof *out_seals);
  for (guint i = 0; i < self->judgement->seals->len; i++)
    {
      const RcVerdict worst = rc_seal_worst (g_ptr_array_index (self->judgement->seals, i));

      /* A value that is no verdict never counts as passed. */
      out_seals[(guint) worst < RC_N_VERDICTS ? worst : RC_VERDICT_NOT_CHECKED]++;
    }
}

guint
rc_bundle_facts_files (const RcBundleFacts *self,
                       const char          *prefix,
                       const char          *suffix)
{
  guint count = 0;

  for (guint i = 0; i < self->files->len; i++)
    {
      const RcBundleFile *file = g_ptr_array_index (self->files, i);

      if (g_str_has_prefix (file->path, prefix) && g_str_has_suffix (file->path, suffix))
        count++;
    }
  return count;
}

/**
 * rc_bundle_seal_fingerprint:
 * @seal_key: the line of a public key as minisign writes it
 *
 * Returns: (transfer full) (nullable): SHA-256 of the key alone in hexadecimal digits, as the program tells keys that know Ed25519 alone; %NULL where it is
 *   no such line
 */
char *
rc_bundle_seal_fingerprint (const char *seal_key)
{
  g_autoptr (GBytes) bytes = rc_base64_decode (seal_key, strlen (seal_key), RC_BASE64_STANDARD);
  RcDigest digest;

  if (bytes == NULL || g_bytes_get_size (bytes) != MINISIGN_KEY_BYTES)
    return NULL;

  rc_digest_compute ((const guint8 *) g_bytes_get_data (bytes, NULL) + MINISIGN_KEY_BYTES - KEY_BYTES, KEY_BYTES, &digest);
  return rc_digest_dup_hex (&digest);
}
