/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "digest.h"

G_BEGIN_DECLS

/*
 * The Merkle tree of RFC 6962 section 2.1: leaf = SHA-256 (0x00 || bytes), node = SHA-256 (0x01 || left || right),
 * the empty tree is SHA-256 of nothing, and an odd node is promoted, never doubled.
 */

/**
 * RcTreeBuilder:
 *
 * The right edge of a growing tree: one complete subtree for each bit of the number of leaves. Used twice: over the leaves of
 * a tile, and over the hashes of the tiles. Because a tile holds a power of two of leaves, the tree over tile hashes is the
 * tree over all leaves.
 */
typedef struct
{
  RcDigest edge[64];
  guint64  size;
} RcTreeBuilder;

void     rc_tree_builder_init    (RcTreeBuilder  *self);
void     rc_tree_builder_push    (RcTreeBuilder  *self,
                                  RcHasher       *hasher,
                                  const RcDigest *leaf);
void     rc_tree_builder_root    (const RcTreeBuilder *self,
                                  RcHasher       *hasher,
                                  RcDigest       *out_root);
void     rc_tree_leaf            (RcHasher       *hasher,
                                  const void     *bytes,
                                  gsize           length,
                                  RcDigest       *out_leaf);
void     rc_tree_node            (RcHasher       *hasher,
                                  const RcDigest *left,
                                  const RcDigest *right,
                                  RcDigest       *out_node);
void     rc_tree_root            (const RcDigest *leaves,
                                  gsize           n_leaves,
                                  RcDigest       *out_root);
GArray  *rc_tree_path            (const RcDigest *leaves,
                                  gsize           n_leaves,
                                  gsize           index);
gboolean rc_tree_verify_inclusion (const RcDigest *leaf,
                                   guint64         index,
                                   guint64         size,
                                   const RcDigest *path,
                                   gsize           path_length,
                                   const RcDigest *root);
gboolean rc_tree_verify_consistency (guint64         old_size,
                                   const RcDigest *old_root,
                                   guint64         size,
                                   const RcDigest *root,
                                   const RcDigest *path,
                                   gsize           path_length);
/*
 * Another tree, which some products call by the same name: an odd last node is hashed with itself. The lists [a, b, c] and [a, b, c, c]
 * then have one root, so that it never shows how long a list is; what stands on it is never called VALID.
 */
void     rc_tree_root_duplicate_odd (const RcDigest *leaves,
                                   gsize           n_leaves,
                                   RcDigest       *out_root);

/**
 * RcTreeStep:
 * @sibling: the hash of the path that is taken
 * @is_left: it stands on the left of the hash so far
 * @result: SHA-256 (01, left, right)
 *
 * One step from a leaf to the root, as a stranger does it by hand.
 */
typedef struct
{
  RcDigest sibling;
  gboolean is_left;
  RcDigest result;
} RcTreeStep;

/* NULL where the path fits no tree of this size; (element-type RcTreeStep) (transfer full). */
GArray  *rc_tree_list_steps      (const RcDigest *leaf,
                                  guint64         index,
                                  guint64         size,
                                  const RcDigest *path,
                                  gsize           path_length);

G_END_DECLS
