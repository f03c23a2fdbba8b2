/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/cbor.h"
#include "core/seals/cose-receipt.h"
#include "core/tree.h"
#include "cose-fixture.h"

#define PAYLOAD "{\"model\":\"credit-2\",\"approved\":true}\n"

static void
judge (SealFixture *fixture)
{
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
}

typedef struct
{
  CoseSigner  issuer;
  CoseSigner  log;
  GArray     *leaves;     /* of RcDigest; the statement is the third of five */
} World;

static GByteArray *
make_statement (World      *world,
                const char *payload)
{
  static const char issuer[] = "a301270fa101656172656e61030a";   /* issuer "arena" */
  const CoseWish wish = { issuer, NULL, payload, NULL, 18 };

  return cose_signer_make (&world->issuer, &wish);
}

static void
world_init (World      *self,
            GByteArray *statement)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  RcDigest digest;

  rc_digest_compute (statement->data, statement->len, &digest);
  self->leaves = g_array_new (FALSE, FALSE, sizeof (RcDigest));
  for (guint i = 0; i < 5; i++)
    {
      RcDigest entry = digest;
      RcDigest leaf;

      entry.bytes[0] ^= (guint8) (i == 2 ? 0 : i + 1);
      rc_tree_leaf (hasher, entry.bytes, sizeof entry.bytes, &leaf);
      g_array_append_val (self->leaves, leaf);
    }
}

/* @headers_hex: protected; @extra: hashes that are put behind the path; @place: where the proof says that the statement stands */
static GByteArray *
make_receipt (World      *world,
              const char *headers_hex,
              guint       extra,
              guint       place)
{
  const RcDigest *leaves = (const RcDigest *) world->leaves->data;
  g_autoptr (GArray) path = rc_tree_path (leaves, world->leaves->len, 2);
  g_autoptr (GByteArray) proof = g_byte_array_new ();
  g_autoptr (GByteArray) other = g_byte_array_new ();
  g_autoptr (GBytes) protected_bytes = cose_from_hex (headers_hex);
  g_autoptr (GBytes) other_bytes = NULL;
  RcDigest root;

  rc_tree_root (leaves, world->leaves->len, &root);
  rc_cbor_append_head (proof, RC_CBOR_ARRAY, 3);
  rc_cbor_append_head (proof, RC_CBOR_UNSIGNED, world->leaves->len);
  rc_cbor_append_head (proof, RC_CBOR_UNSIGNED, place);
  rc_cbor_append_head (proof, RC_CBOR_ARRAY, path->len + extra);
  for (guint i = 0; i < path->len + extra; i++)
    rc_cbor_append_bytes (proof, RC_CBOR_BYTES, g_array_index (path, RcDigest, i % path->len).bytes, RC_DIGEST_BYTES);
  rc_cbor_append_head (other, RC_CBOR_MAP, 1);
  rc_cbor_append_head (other, RC_CBOR_UNSIGNED, RC_COSE_PROOFS);
  rc_cbor_append_head (other, RC_CBOR_MAP, 1);
  rc_cbor_append_head (other, RC_CBOR_NEGATIVE, 0);
  rc_cbor_append_head (other, RC_CBOR_ARRAY, 1);
  rc_cbor_append_bytes (other, RC_CBOR_BYTES, proof->data, proof->len);
  other_bytes = g_byte_array_free_to_bytes (g_steal_pointer (&other));
  return cose_make_message (&world->log, protected_bytes, other_bytes, 18, NULL, root.bytes, sizeof root.bytes);
}

#define TREE_RFC9162 "a2012719018b01"
#define TREE_UNKNOWN "a2012719018b0a"

static const struct
{
  const char *name;
  const char *headers;
  guint       extra;
  guint       place;
  gboolean    is_absent;     /* the statement did not come */
  RcVerdict   worst;
  const char *reason;
} receipts[] = {
  { "valid", TREE_RFC9162, 0, 2, FALSE, RC_VERDICT_VALID, NULL },
  { "C51-extra-element", TREE_RFC9162, 1, 2, FALSE, RC_VERDICT_INVALID, "proof" },
  { "another-place", TREE_RFC9162, 0, 3, FALSE, RC_VERDICT_INVALID, "signature" },
  { "place-outside", TREE_RFC9162, 0, 5, FALSE, RC_VERDICT_INVALID, "proof" },
  { "tree-unprotected", "a10127", 0, 2, FALSE, RC_VERDICT_MALFORMED, "format" },
  { "tree-unknown", TREE_UNKNOWN, 0, 2, FALSE, RC_VERDICT_UNVERIFIABLE, "format-unsupported" },
  { "absent", TREE_RFC9162, 0, 2, TRUE, RC_VERDICT_INCOMPLETE, "payload-withheld" },
};

static void
test_receipt (SealFixture  *fixture,
              gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GByteArray) statement = NULL;
  g_autoptr (GByteArray) receipt = NULL;
  const RcSeal *seal;
  World world;

  cose_signer_init (&world.issuer);
  cose_signer_init (&world.log);
  statement = make_statement (&world, PAYLOAD);
  world_init (&world, statement);
  receipt = make_receipt (&world, receipts[i].headers, receipts[i].extra, receipts[i].place);
  cose_signer_trust (&world.log, fixture, "receipts");
  if (!receipts[i].is_absent)
    cose_write (fixture, "statement.cose", statement);
  cose_write (fixture, "receipt.cose", receipt);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "scitt", 0);
  g_assert_cmpint (rc_seal_worst (seal), ==, receipts[i].worst);
  g_assert_cmpstr (seal->reason, ==, receipts[i].reason);
  if (receipts[i].worst == RC_VERDICT_VALID)
    g_assert_cmpint (seal_fixture_protection (fixture, "scitt", "statement.cose", 1), ==, RC_VERDICT_VALID);
  g_array_unref (world.leaves);
}

/* Of several statements the receipt is that from which its proof leads to what the log signed. */
static void
test_receipt_among_many (SealFixture  *fixture,
                         gconstpointer data)
{
  g_autoptr (GByteArray) statement = NULL;
  g_autoptr (GByteArray) another = NULL;
  g_autoptr (GByteArray) receipt = NULL;
  World world;

  cose_signer_init (&world.issuer);
  cose_signer_init (&world.log);
  statement = make_statement (&world, PAYLOAD);
  another = make_statement (&world, "{}");
  world_init (&world, statement);
  receipt = make_receipt (&world, TREE_RFC9162, 0, 2);
  cose_signer_trust (&world.log, fixture, "receipts");
  cose_write (fixture, "1.cose", another);
  cose_write (fixture, "2.cose", statement);
  cose_write (fixture, "receipt.cose", receipt);
  judge (fixture);
  g_assert_cmpint (seal_fixture_protection (fixture, "scitt", "2.cose", 1), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_protection (fixture, "scitt", "1.cose", 1), ==, RC_VERDICT_UNSIGNED);
  g_array_unref (world.leaves);
}

/* A statement with its receipt in the headers that nothing protects: the log took in what it was without them. */
static void
test_transparent (SealFixture  *fixture,
                  gconstpointer data)
{
  g_autoptr (GByteArray) statement = NULL;
  g_autoptr (GByteArray) receipt = NULL;
  g_autoptr (GByteArray) transparent = g_byte_array_new ();
  guint head = 0;
  World world;

  cose_signer_init (&world.issuer);
  cose_signer_init (&world.log);
  statement = make_statement (&world, PAYLOAD);
  world_init (&world, statement);
  receipt = make_receipt (&world, TREE_RFC9162, 0, 2);

  /* The empty map stands behind the tag, the array and the protected headers. */
  head = 3 + statement->data[2] - 0x40;
  g_assert_cmphex (statement->data[head], ==, 0xa0);
  g_byte_array_append (transparent, statement->data, head);
  rc_cbor_append_head (transparent, RC_CBOR_MAP, 1);
  rc_cbor_append_head (transparent, RC_CBOR_UNSIGNED, RC_COSE_RECEIPTS);
  rc_cbor_append_head (transparent, RC_CBOR_ARRAY, 1);
  rc_cbor_append_bytes (transparent, RC_CBOR_BYTES, receipt->data, receipt->len);
  g_byte_array_append (transparent, statement->data + head + 1, statement->len - head - 1);

  cose_signer_trust (&world.issuer, fixture, "statements");
  cose_accept (fixture, "ed25519-raw", world.log.public_key, 32, "receipts");
  cose_write (fixture, "statement.cose", transparent);
  judge (fixture);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "cose", 0)), ==, RC_VERDICT_VALID);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "scitt", 0)), ==, RC_VERDICT_VALID);
  g_assert_true (cose_has_note (seal_fixture_seal (fixture, "cose", 0), "“arena”"));
  g_array_unref (world.leaves);
}

static void
test_receipt_mutations (void)
{
  g_autoptr (GByteArray) statement = NULL;
  g_autoptr (GByteArray) receipt = NULL;
  World world;

  cose_signer_init (&world.issuer);
  cose_signer_init (&world.log);
  statement = make_statement (&world, PAYLOAD);
  world_init (&world, statement);
  receipt = make_receipt (&world, TREE_RFC9162, 0, 2);
  for (guint i = 0; i < receipt->len; i++)
    for (guint bit = 0; bit < 9; bit++)
      {
        g_autofree guint8 *copy = g_memdup2 (receipt->data, receipt->len);
        g_autoptr (GBytes) bytes = NULL;
        g_autoptr (RcCoseMessage) message = NULL;
        g_autoptr (RcCoseReceipt) parsed = NULL;
        const char *fault = NULL;

        if (bit < 8)
          copy[i] ^= (guint8) (1 << bit);
        bytes = g_bytes_new (copy, bit < 8 ? receipt->len : i);
        if (rc_cose_message_parse (bytes, &message, &fault) == RC_COSE_READ && rc_cose_receipt_is (message))
          parsed = rc_cose_receipt_new (g_steal_pointer (&message), &fault);
        g_assert_true (parsed == NULL || parsed->proofs->len == 1);
      }
  g_array_unref (world.leaves);
}

#define ADD(name, function, data) g_test_add ("/scitt/" name, SealFixture, data, seal_fixture_set_up, function, seal_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (receipts); i++)
    {
      g_autofree char *name = g_strdup_printf ("/scitt/receipt/%s", receipts[i].name);

      g_test_add (name, SealFixture, GUINT_TO_POINTER (i), seal_fixture_set_up, test_receipt, seal_fixture_tear_down);
    }
  ADD ("receipt-among-many", test_receipt_among_many, NULL);
  ADD ("transparent", test_transparent, NULL);
  g_test_add_func ("/scitt/mutations", test_receipt_mutations);
  return g_test_run ();
}
