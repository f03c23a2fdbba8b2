/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/json.h"
#include "core/seals/checkpoint.h"
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

/* --- Consistency --- */

/* The proof of RFC 9162 section 2.1.4.1, by its definition. */
static void
append_consistency (GArray         *path,
                    const RcDigest *leaves,
                    gsize           size,
                    gsize           old_size,
                    gboolean        is_whole)
{
  RcDigest root;
  gsize split = 1;

  if (old_size == size)
    {
      rc_tree_root (leaves, size, &root);
      if (!is_whole)
        g_array_append_val (path, root);
      return;
    }
  while (split * 2 < size)
    split *= 2;
  if (old_size <= split)
    {
      append_consistency (path, leaves, split, old_size, is_whole);
      rc_tree_root (leaves + split, size - split, &root);
    }
  else
    {
      append_consistency (path, leaves + split, size - split, old_size - split, FALSE);
      rc_tree_root (leaves, split, &root);
    }
  g_array_append_val (path, root);
}

static void
test_consistency (void)
{
  g_autoptr (GArray) leaves = make_leaves (40);
  const RcDigest *first = (RcDigest *) leaves->data;

  for (gsize size = 1; size <= 40; size++)
    for (gsize old_size = 1; old_size <= size; old_size++)
      {
        g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (RcDigest));
        RcDigest root, old_root, wrong;

        rc_tree_root (first, size, &root);
        rc_tree_root (first, old_size, &old_root);
        append_consistency (path, first, size, old_size, TRUE);
        g_assert_true (rc_tree_verify_consistency (old_size, &old_root, size, &root, (RcDigest *) path->data, path->len));
        wrong = old_root;
        wrong.bytes[3] ^= 4;
        g_assert_false (rc_tree_verify_consistency (old_size, &wrong, size, &root, (RcDigest *) path->data, path->len));
        wrong = root;
        wrong.bytes[3] ^= 4;
        g_assert_false (rc_tree_verify_consistency (old_size, &old_root, size, &wrong, (RcDigest *) path->data, path->len));
        g_assert_false (rc_tree_verify_consistency (0, &old_root, size, &root, (RcDigest *) path->data, path->len));
        g_assert_false (rc_tree_verify_consistency (size + 1, &old_root, size, &root, (RcDigest *) path->data, path->len));
        g_array_append_val (path, root);
        g_assert_false (rc_tree_verify_consistency (old_size, &old_root, size, &root, (RcDigest *) path->data, path->len));
      }
}

/* C69: a list and the same with its last entry again have one root, by which neither can be told from the other. */
static void
test_duplicate_odd (void)
{
  g_autoptr (GArray) leaves = make_leaves (3);
  RcDigest three, four, promoted_three, promoted_four;

  rc_tree_root_duplicate_odd ((RcDigest *) leaves->data, 3, &three);
  rc_tree_root ((RcDigest *) leaves->data, 3, &promoted_three);
  g_array_append_val (leaves, g_array_index (leaves, RcDigest, 2));
  rc_tree_root_duplicate_odd ((RcDigest *) leaves->data, 4, &four);
  rc_tree_root ((RcDigest *) leaves->data, 4, &promoted_four);
  g_assert_true (rc_digest_equal (&three, &four));
  g_assert_false (rc_digest_equal (&promoted_three, &promoted_four));
  g_assert_true (rc_digest_equal (&four, &promoted_four));
  g_assert_false (rc_digest_equal (&three, &promoted_three));
}

/* --- The published proofs (corpus/integrity/rfc6962), which are no format of any export: they are given to the functions --- */

static guint64
read_number (const RcJson *json,
             const char   *name)
{
  guint32 node = rc_json_member (json, 0, name);
  guint64 value = 0;

  g_assert_cmpuint (node, !=, RC_JSON_NO_NODE);
  g_assert_true (rc_checkpoint_parse_number (json->text + json->nodes[node].offset, json->nodes[node].length, &value));
  return value;
}

static gboolean
read_hash (const RcJson *json,
           guint32       node,
           RcDigest     *out_hash)
{
  gsize length = 0;
  const char *text;

  g_assert_cmpuint (node, !=, RC_JSON_NO_NODE);
  text = rc_json_peek_text (json, node, &length);
  return rc_checkpoint_parse_hash (text, length, out_hash);
}

static gboolean
read_path (const RcJson *json,
           GArray       *path)
{
  guint32 proof = rc_json_member (json, 0, "proof");

  g_assert_cmpuint (proof, !=, RC_JSON_NO_NODE);
  for (guint32 i = proof + 1; i < json->nodes[proof].next; i = json->nodes[i].next)
    {
      RcDigest hash;

      if (!read_hash (json, i, &hash))
        return FALSE;
      g_array_append_val (path, hash);
    }
  return TRUE;
}

/* A hash that has not 32 bytes is none (RFC 9162 section 4.4): refused before anything is compared. */
static gboolean
judge_proof (const RcJson *json,
             gboolean      is_inclusion)
{
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (RcDigest));
  RcDigest first, second;

  if (!read_path (json, path) || !read_hash (json, rc_json_member (json, 0, is_inclusion ? "leafHash" : "root1"), &first)
      || !read_hash (json, rc_json_member (json, 0, is_inclusion ? "root" : "root2"), &second))
    return FALSE;
  if (is_inclusion)
    return rc_tree_verify_inclusion (&first, read_number (json, "leafIdx"), read_number (json, "treeSize"), (RcDigest *) path->data,
                                     path->len, &second);
  return rc_tree_verify_consistency (read_number (json, "size1"), &first, read_number (json, "size2"), &second,
                                     (RcDigest *) path->data, path->len);
}

/* Where the program answers otherwise than published, and why. */
static const struct
{
  const char *file;
  const char *clause;
} disagreements[] = {
  { "sizes-are-equal-one-and-proof-is-empty.json",
    "its two equal roots have 12 bytes: RFC 9162 section 2.1.1 knows roots of 32 bytes alone, and so does the folder's own ORIGIN.md" },
};

static gboolean
disagrees (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (disagreements); i++)
    {
      if (g_str_has_suffix (path, disagreements[i].file))
        return TRUE;
    }
  return FALSE;
}

static void
check_proof (const char *path)
{
  g_auto (RcJson) json;
  g_autofree char *text = NULL;
  guint32 wanted;
  gboolean is_good;
  RcJsonFault fault;
  gsize length;

  rc_json_init (&json);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_true (rc_json_parse (&json, text, length, &fault));
  wanted = rc_json_member (&json, 0, "wantErr");
  is_good = json.nodes[wanted].type == RC_JSON_FALSE;
  if (judge_proof (&json, rc_json_member (&json, 0, "leafIdx") != RC_JSON_NO_NODE) != (is_good && !disagrees (path)))
    g_test_fail_printf ("%s: wantErr %s", path, is_good ? "false" : "true");
}

static guint
check_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *entry;
  guint count = 0;

  g_assert_nonnull (dir);
  while ((entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, entry, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        count += check_folder (path);
      else if (g_str_has_suffix (path, ".json"))
        check_proof (path), count++;
    }
  return count;
}

static void
test_published_proofs (void)
{
  const char *corpus = g_getenv ("RECOUNT_CORPUS");
  g_autofree char *folder = corpus != NULL ? g_build_filename (corpus, "integrity", "rfc6962", NULL) : NULL;
  guint count;

  if (folder == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("the corpus is not here (RECOUNT_CORPUS)");
      return;
    }
  count = check_folder (folder);
  g_test_message ("%u proofs judged, %u of them otherwise than published", count, (guint) G_N_ELEMENTS (disagreements));
  g_assert_cmpuint (count, ==, 122);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tree/published-roots", test_published_roots);
  g_test_add_func ("/tree/paths", test_paths);
  g_test_add_func ("/tree/tiles", test_tiles);
  g_test_add_func ("/tree/consistency", test_consistency);
  g_test_add_func ("/tree/C69/duplicate-odd", test_duplicate_odd);
  g_test_add_func ("/tree/C51/published-proofs", test_published_proofs);
  return g_test_run ();
}
