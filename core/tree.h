/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "digest.h"

G_BEGIN_DECLS

/*
 * The Merkle tree of RFC 6962 section 2.1: leaf = SHA-256 (0x00 || bytes), node = SHA-256 (0x01 || left || right),
 * the empty tree is SHA-256 of nothing, and an odd node is promoted, never doubled.
 */

typedef struct _RcTree RcTree;

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

G_END_DECLS
