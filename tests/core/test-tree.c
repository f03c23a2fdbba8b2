/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/tree.h"

/* The published example of the certificate transparency test suite: eight leaves and the root over them. */
static const char * const leaves_hex[] = {
  "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
};
static const char * const roots_hex[] = {
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

static GArray *
make_leaves (gsize count)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  GArray *leaves = g_array_new (FALSE, FALSE, sizeof (RcDigest));

  for (gsize i = 0; i < count; i++)
    {
      RcDigest leaf;

      rc_tree_leaf (hasher, &i, sizeof i, &leaf);
      g_array_append_val (leaves, leaf);
    }
  return leaves;
}

static void
test_published_roots (void)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  RcDigest leaves[8];

  for (gsize i = 0; i < 8; i++)
    {
      gsize length = 0;
      g_autofree guint8 *bytes = rc_bytes_from_hex (leaves_hex[i], strlen (leaves_hex[i]), &length);
      g_autofree char *hex = NULL;
      RcDigest root;

      rc_tree_leaf (hasher, bytes, length, &leaves[i]);
      rc_tree_root (leaves, i + 1, &root);
      hex = rc_digest_dup_hex (&root);
      g_assert_cmpstr (hex, ==, roots_hex[i]);
    }
}

static void
test_paths (void)
{
  for (gsize size = 1; size < 70; size++)
    {
      g_autoptr (GArray) leaves = make_leaves (size);
      RcDigest root;

      rc_tree_root ((RcDigest *) leaves->data, size, &root);
      for (gsize i = 0; i < size; i++)
        {
          g_autoptr (GArray) path = rc_tree_path ((RcDigest *) leaves->data, size, i);
          const RcDigest *leaf = &g_array_index (leaves, RcDigest, i);
          RcDigest wrong = root;

          g_assert_true (rc_tree_verify_inclusion (leaf, i, size, (RcDigest *) path->data, path->len, &root));
          wrong.bytes[0] ^= 1;
          g_assert_false (rc_tree_verify_inclusion (leaf, i, size, (RcDigest *) path->data, path->len, &wrong));
          g_assert_false (rc_tree_verify_inclusion (leaf, size, size, (RcDigest *) path->data, path->len, &root));
          if (path->len > 0)
            {
              g_assert_false (rc_tree_verify_inclusion (leaf, i, size, (RcDigest *) path->data, path->len - 1, &root));
              g_array_index (path, RcDigest, 0).bytes[31] ^= 1;
              g_assert_false (rc_tree_verify_inclusion (leaf, i, size, (RcDigest *) path->data, path->len, &root));
            }
        }
    }
}

/* The tree over the hashes of complete tiles is the tree over all leaves. */
static void
test_tiles (void)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();

  for (gsize size = 1; size < 1200; size += 37)
    {
      g_autoptr (GArray) leaves = make_leaves (size);
      RcTreeBuilder tiles;
      RcDigest whole, by_tiles;

      rc_tree_builder_init (&tiles);
      for (gsize first = 0; first < size; first += 256)
        {
          RcDigest tile;

          rc_tree_root ((RcDigest *) leaves->data + first, MIN (256, size - first), &tile);
          rc_tree_builder_push (&tiles, hasher, &tile);
        }
      rc_tree_builder_root (&tiles, hasher, &by_tiles);
      rc_tree_root ((RcDigest *) leaves->data, size, &whole);
      g_assert_true (rc_digest_equal (&whole, &by_tiles));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tree/published-roots", test_published_roots);
  g_test_add_func ("/tree/paths", test_paths);
  g_test_add_func ("/tree/tiles", test_tiles);
  return g_test_run ();
}
