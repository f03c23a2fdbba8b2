/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/ccf-tree.h"

static void
hash_two (const RcDigest *left,
          const RcDigest *right,
          RcDigest       *out_node)
{
  guint8 bytes[2 * RC_DIGEST_BYTES];

  for (guint i = 0; i < RC_DIGEST_BYTES; i++)
    {
      bytes[i] = left->bytes[i];
      bytes[RC_DIGEST_BYTES + i] = right->bytes[i];
    }
  rc_digest_compute (bytes, sizeof bytes, out_node);
}

void
rc_ccf_leaf (const RcDigest *writes,
             const void     *evidence,
             gsize           evidence_length,
             const RcDigest *claims,
             RcDigest       *out_leaf)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  RcDigest commit;

  rc_digest_compute (evidence, evidence_length, &commit);
  rc_hasher_update (hasher, writes->bytes, sizeof writes->bytes);
  rc_hasher_update (hasher, commit.bytes, sizeof commit.bytes);
  rc_hasher_update (hasher, claims->bytes, sizeof claims->bytes);
  rc_hasher_finish (hasher, out_leaf);
}

void
rc_ccf_climb (const RcDigest  *leaf,
              const RcCcfStep *steps,
              guint            n_steps,
              RcDigest        *out_root)
{
  *out_root = *leaf;
  for (guint i = 0; i < n_steps; i++)
    {
      if (steps[i].is_left)
        hash_two (&steps[i].hash, out_root, out_root);
      else
        hash_two (out_root, &steps[i].hash, out_root);
    }
}
