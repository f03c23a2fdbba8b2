/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tree.h"

#include <string.h>

/**
 * rc_tree_leaf:
 * @hasher: an empty hasher; empty again afterwards
 * @bytes: the record with its line end
 *
 * The hash of a leaf, RFC 6962 section 2.1: SHA-256 (0x00 || bytes).
 */
void
rc_tree_leaf (RcHasher   *hasher,
              const void *bytes,
              gsize       length,
              RcDigest   *out_leaf)
{
  static const guint8 prefix = 0x00;

  rc_hasher_update (hasher, &prefix, 1);
  rc_hasher_update (hasher, bytes, length);
  rc_hasher_finish (hasher, out_leaf);
}

/**
 * rc_tree_node:
 * @hasher: an empty hasher; empty again afterwards
 *
 * The hash of an inner node, RFC 6962 section 2.1: SHA-256 (0x01 || left || right).
 */
void
rc_tree_node (RcHasher       *hasher,
              const RcDigest *left,
              const RcDigest *right,
              RcDigest       *out_node)
{
  guint8 bytes[1 + 2 * RC_DIGEST_BYTES];

  bytes[0] = 0x01;
  memcpy (bytes + 1, left->bytes, RC_DIGEST_BYTES);
  memcpy (bytes + 1 + RC_DIGEST_BYTES, right->bytes, RC_DIGEST_BYTES);
  rc_hasher_update (hasher, bytes, sizeof bytes);
  rc_hasher_finish (hasher, out_node);
}

void
rc_tree_builder_init (RcTreeBuilder *self)
{
  self->size = 0;
}

/**
 * rc_tree_builder_push:
 * @self: a builder
 * @hasher: an empty hasher
 * @leaf: hash of the next leaf, or root of the next complete subtree where the tree is built over subtrees of one size
 */
void
rc_tree_builder_push (RcTreeBuilder  *self,
                      RcHasher       *hasher,
                      const RcDigest *leaf)
{
  RcDigest node = *leaf;
  guint level = 0;

  /* As in binary addition: each set bit is a complete subtree that the carry joins. */
  for (guint64 carry = self->size; (carry & 1) != 0; carry >>= 1)
    rc_tree_node (hasher, &self->edge[level++], &node, &node);

  self->edge[level] = node;
  self->size++;
}

/**
 * rc_tree_builder_root:
 * @out_root: (out): the root over what was pushed; SHA-256 of nothing for the empty tree
 */
void
rc_tree_builder_root (const RcTreeBuilder *self,
                      RcHasher            *hasher,
                      RcDigest            *out_root)
{
  gboolean found = FALSE;
  RcDigest root;

  if (self->size == 0)
    {
      rc_hasher_finish (hasher, out_root);
      return;
    }

  for (guint level = 0; level < 64; level++)
    {
      if ((self->size >> level & 1) == 0)
        continue;
      if (found)
        rc_tree_node (hasher, &self->edge[level], &root, &root);
      else
        root = self->edge[level];
      found = TRUE;
    }

  *out_root = root;
}

/**
 * rc_tree_root:
 * @leaves: (array length=n_leaves): hashes of leaves
 *
 * The Merkle tree hash of RFC 6962 section 2.1.
 */
void
rc_tree_root (const RcDigest *leaves,
              gsize           n_leaves,
              RcDigest       *out_root)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  RcTreeBuilder builder;

  rc_tree_builder_init (&builder);
  for (gsize i = 0; i < n_leaves; i++)
    rc_tree_builder_push (&builder, hasher, &leaves[i]);
  rc_tree_builder_root (&builder, hasher, out_root);
}

static gsize
split_point (gsize n_leaves)
{
  gsize split = 1;

  while (split < n_leaves - split)
    split *= 2;
  return split;
}

static void
append_path (GArray         *path,
             const RcDigest *leaves,
             gsize           n_leaves,
             gsize           index)
{
  RcDigest sibling;
  gsize split;

  if (n_leaves <= 1)
    return;

  split = split_point (n_leaves);
  if (index < split)
    {
      append_path (path, leaves, split, index);
      rc_tree_root (leaves + split, n_leaves - split, &sibling);
    }
  else
    {
      append_path (path, leaves + split, n_leaves - split, index - split);
      rc_tree_root (leaves, split, &sibling);
    }
  g_array_append_val (path, sibling);
}

/**
 * rc_tree_path:
 * @index: of the leaf, from 0
 *
 * The audit path of RFC 6962 section 2.1.1, from the leaf's sibling upwards.
 *
 * Returns: (transfer full) (element-type RcDigest): empty for a tree of one leaf
 */
GArray *
rc_tree_path (const RcDigest *leaves,
              gsize           n_leaves,
              gsize           index)
{
  GArray *path = g_array_new (FALSE, FALSE, sizeof (RcDigest));

  g_return_val_if_fail (index < n_leaves, path);

  append_path (path, leaves, n_leaves, index);
  return path;
}

/**
 * rc_tree_list_steps:
 * @leaf: hash of the leaf
 * @index: of the leaf, from 0; tainted
 * @size: leaves of the tree; tainted
 * @path: tainted
 *
 * Goes an audit path by the steps of RFC 9162 section 2.1.3.2.
 *
 * Returns: (transfer full) (nullable) (element-type RcTreeStep): the steps, the last of which results in the root that the path leads
 *   to; %NULL where the path is not one of a leaf at @index of a tree of @size leaves
 */
GArray *
rc_tree_list_steps (const RcDigest *leaf,
                    guint64         index,
                    guint64         size,
                    const RcDigest *path,
                    gsize           path_length)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (RcTreeStep));
  RcDigest node = *leaf;
  guint64 last;

  if (index >= size)
    return NULL;

  last = size - 1;
  for (gsize i = 0; i < path_length; i++)
    {
      RcTreeStep step = { .sibling = path[i], .is_left = (index & 1) != 0 || index == last };

      if (last == 0)
        return NULL;

      rc_tree_node (hasher, step.is_left ? &path[i] : &node, step.is_left ? &node : &path[i], &node);
      while (step.is_left && (index & 1) == 0 && index != 0)
        {
          index >>= 1;
          last >>= 1;
        }
      index >>= 1;
      last >>= 1;
      step.result = node;
      g_array_append_val (steps, step);
    }

  return last == 0 ? g_steal_pointer (&steps) : NULL;
}

/**
 * rc_tree_verify_inclusion:
 * @leaf: hash of the leaf
 * @index: of the leaf, from 0; tainted
 * @size: leaves of the tree; tainted
 * @path: tainted
 * @root: what the path must lead to
 *
 * Returns: whether the leaf stands at @index of the tree of @size leaves with this root
 */
gboolean
rc_tree_verify_inclusion (const RcDigest *leaf,
                          guint64         index,
                          guint64         size,
                          const RcDigest *path,
                          gsize           path_length,
                          const RcDigest *root)
{
  g_autoptr (GArray) steps = rc_tree_list_steps (leaf, index, size, path, path_length);

  if (steps == NULL)
    return FALSE;
  return rc_digest_equal (steps->len > 0 ? &g_array_index (steps, RcTreeStep, steps->len - 1).result : leaf, root);
}

/* One step of RFC 9162 section 2.1.4.2: both trees climb, the old one only while its right edge is on the way. */
static gboolean
climb_consistency (RcHasher       *hasher,
                   guint64        *index,
                   guint64        *last,
                   const RcDigest *sibling,
                   RcDigest       *old_node,
                   RcDigest       *node)
{
  if (*last == 0)
    return FALSE;

  if ((*index & 1) != 0 || *index == *last)
    {
      rc_tree_node (hasher, sibling, old_node, old_node);
      rc_tree_node (hasher, sibling, node, node);
      while ((*index & 1) == 0 && *index != 0)
        {
          *index >>= 1;
          *last >>= 1;
        }
    }
  else
    {
      rc_tree_node (hasher, node, sibling, node);
    }
  *index >>= 1;
  *last >>= 1;
  return TRUE;
}

/**
 * rc_tree_verify_consistency:
 * @old_size: leaves of the smaller tree; tainted
 * @size: leaves of the larger tree; tainted
 * @path: tainted
 *
 * RFC 9162 section 2.1.4.2. That the empty tree is the beginning of every tree shows nothing, and is refused.
 *
 * Returns: whether the first @old_size leaves of the tree with @root are the tree with @old_root
 */
gboolean
rc_tree_verify_consistency (guint64         old_size,
                            const RcDigest *old_root,
                            guint64         size,
                            const RcDigest *root,
                            const RcDigest *path,
                            gsize           path_length)
{
  g_autoptr (RcHasher) hasher = NULL;
  gboolean is_complete = (old_size & (old_size - 1)) == 0;
  guint64 index = old_size - 1;
  guint64 last = size - 1;
  RcDigest old_node, node;

  if (old_size == 0 || old_size > size)
    return FALSE;
  if (old_size == size)
    return path_length == 0 && rc_digest_equal (old_root, root);
  if (path_length == 0)
    return FALSE;

  for (; (index & 1) != 0; index >>= 1)
    last >>= 1;
  hasher = rc_hasher_new ();
  old_node = node = is_complete ? *old_root : path[0];
  for (gsize i = is_complete ? 0 : 1; i < path_length; i++)
    {
      if (!climb_consistency (hasher, &index, &last, &path[i], &old_node, &node))
        return FALSE;
    }
  return last == 0 && rc_digest_equal (&old_node, old_root) && rc_digest_equal (&node, root);
}

/**
 * rc_tree_root_duplicate_odd:
 * @leaves: (array length=n_leaves): hashes of leaves
 * @out_root: (out): SHA-256 of nothing for the empty tree
 */
void
rc_tree_root_duplicate_odd (const RcDigest *leaves,
                            gsize           n_leaves,
                            RcDigest       *out_root)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  g_autofree RcDigest *level = g_memdup2 (leaves, n_leaves * sizeof *leaves);

  if (n_leaves == 0)
    {
      rc_hasher_finish (hasher, out_root);
      return;
    }
  for (gsize count = n_leaves; count > 1; count = (count + 1) / 2)
    {
      for (gsize i = 0; i < count; i += 2)
        rc_tree_node (hasher, &level[i], &level[MIN (i + 1, count - 1)], &level[i / 2]);
    }
  *out_root = level[0];
}
