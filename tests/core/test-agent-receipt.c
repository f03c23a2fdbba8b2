/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <sodium.h>

#include "core/json.h"
#include "core/seals/agent-receipt-file.h"
#include "seal-fixture.h"

/* --- Receipts made here --- */

typedef struct
{
  int         sequence;
  const char *status;
  const char *previous;      /* (nullable): hexadecimal digits */
  gboolean    is_terminal;
} Receipt;

/* RFC 8785 form: names in their order, no blanks. */
static char *
dup_form (const Receipt *receipt)
{
  g_autofree char *previous = receipt->previous != NULL ? g_strdup_printf ("\"sha256:%s\"", receipt->previous) : g_strdup ("null");

  return g_strdup_printf ("{\"credentialSubject\":{\"chain\":{\"chain_id\":\"c-1\",\"previous_receipt_hash\":%s,\"sequence\":%d%s},"
                          "\"outcome\":{\"status\":\"%s\"}},\"type\":[\"VerifiableCredential\",\"AgentReceipt\"]}", previous,
                          receipt->sequence, receipt->is_terminal ? ",\"terminal\":true" : "", receipt->status);
}

static char *
dup_hash (const Receipt *receipt)
{
  g_autofree char *form = dup_form (receipt);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, form, -1);
}

static void
make_key (guint8 seed,
          guint8 out_public[32],
          guint8 out_secret[64])
{
  guint8 bytes[32];

  memset (bytes, seed, sizeof bytes);
  g_assert_cmpint (crypto_sign_seed_keypair (out_public, out_secret, bytes), ==, 0);
}

static char *
dup_signed (const Receipt *receipt,
            guint8         seed,
            const char    *type)
{
  g_autofree char *form = dup_form (receipt);
  guint8 public[32], secret[64], signature[64];
  char text[128];

  make_key (seed, public, secret);
  crypto_sign_detached (signature, NULL, (const guint8 *) form, strlen (form), secret);
  sodium_bin2base64 (text, sizeof text, signature, sizeof signature, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  form[strlen (form) - 1] = '\0';
  return g_strdup_printf ("%s,\"proof\":{\"type\":\"%s\",\"proofValue\":\"u%s\",\"verificationMethod\":\"did:agent:test#key-1\"}}\n", form,
                          type, text);
}

static void
trust (SealFixture *fixture,
       guint8       seed)
{
  g_autofree char *path = g_build_filename (fixture->folder, "receipts.pub", NULL);
  guint8 public[32], secret[64];
  g_autofree char *hex = NULL;
  g_autoptr (GError) error = NULL;

  make_key (seed, public, secret);
  hex = rc_bytes_dup_hex (public, sizeof public);
  g_assert_true (g_file_set_contents (path, hex, -1, NULL));
  g_assert_cmpint (rc_trust_add (fixture->case_file, path, "Operator (fictitious)", "statements", RC_TIME_NONE, RC_TIME_NONE, "made here",
                                 &error), >, 0);
  g_assert_no_error (error);
}

/* --- A chain of three --- */

typedef struct
{
  Receipt receipts[3];
  char   *hashes[3];
} Three;

static void
three_init (Three *self)
{
  memset (self, 0, sizeof *self);
  for (guint i = 0; i < 3; i++)
    {
      self->receipts[i] = (Receipt) { .sequence = (int) i + 1, .status = "success", .previous = i > 0 ? self->hashes[i - 1] : NULL };
      self->hashes[i] = dup_hash (&self->receipts[i]);
    }
}

static void
three_clear (Three *self)
{
  for (guint i = 0; i < 3; i++)
    g_free (self->hashes[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Three, three_clear)

static void
write_lines (SealFixture   *fixture,
             const Receipt *receipts,
             guint          n_receipts)
{
  g_autoptr (GString) log = g_string_new (NULL);

  for (guint i = 0; i < n_receipts; i++)
    {
      g_autofree char *line = dup_signed (&receipts[i], 1, "Ed25519Signature2020");

      g_string_append (log, line);
    }
  seal_fixture_write (fixture, "receipts.jsonl", log->str, -1);
}

static const RcSeal *
judge (SealFixture *fixture)
{
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
  g_assert_cmpuint (seal_fixture_count_seals (fixture, "agent-receipt"), ==, 1);
  g_assert_cmpuint (seal_fixture_count_seals (fixture, "chain"), ==, 0);
  return seal_fixture_seal (fixture, "agent-receipt", 0);
}

static void
test_valid (SealFixture   *fixture,
            gconstpointer  data)
{
  g_auto (Three) three;
  const RcSeal *seal;

  three_init (&three);
  three.receipts[2].is_terminal = TRUE;
  write_lines (fixture, three.receipts, 3);
  trust (fixture, 1);
  seal = judge (fixture);
  g_assert_cmpstr (seal->name, ==, "c-1");
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->checked, ==, 3);
  g_assert_cmpint (seal->total, ==, 3);
  g_assert_cmpint (seal_fixture_protection (fixture, "agent-receipt", "receipts.jsonl", 2), ==, RC_VERDICT_VALID);
}

/* One file a receipt, in an order of names that is not that of their numbers. */
static void
test_files (SealFixture   *fixture,
            gconstpointer  data)
{
  g_auto (Three) three;
  const RcSeal *seal;

  three_init (&three);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("%c.json", 'z' - (int) i);
      g_autofree char *text = dup_signed (&three.receipts[i], 1, "Ed25519Signature2020");

      seal_fixture_write (fixture, name, text, -1);
    }
  trust (fixture, 1);
  seal = judge (fixture);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_END_NOT_PROVEN);
  g_assert_cmpuint (seal->sources->len, ==, 3);
}

static void
test_key_missing (SealFixture   *fixture,
                  gconstpointer  data)
{
  g_auto (Three) three;
  const RcSeal *seal;

  three_init (&three);
  write_lines (fixture, three.receipts, 3);
  trust (fixture, 2);
  seal = judge (fixture);
  g_assert_cmpint (seal->signature, ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_cmpstr (seal->reason, ==, "key-missing");
  g_assert_cmpstr (seal_fixture_exception (fixture, RC_EXCEPTION_KEY_UNKNOWN)->found, ==, "did:agent:test#key-1");
}

/* The same key accepted as one of minisign vouches for files that minisign signed, and for nothing else (T12). */
static void
test_other_kind (SealFixture   *fixture,
                 gconstpointer  data)
{
  g_auto (Three) three;

  three_init (&three);
  write_lines (fixture, three.receipts, 3);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  g_assert_cmpstr (judge (fixture)->reason, ==, "key-missing");
}

static void
test_key_in_bundle (SealFixture   *fixture,
                    gconstpointer  data)
{
  g_auto (Three) three;
  guint8 public[32], secret[64];
  g_autofree char *hex = NULL;

  three_init (&three);
  write_lines (fixture, three.receipts, 3);
  make_key (1, public, secret);
  hex = rc_bytes_dup_hex (public, sizeof public);
  seal_fixture_write (fixture, "key.pub", hex, -1);
  g_assert_cmpstr (judge (fixture)->reason, ==, "key-in-bundle-only");
}

/* What was changed after it was signed is named; the others keep their signature. */
static void
test_altered (SealFixture   *fixture,
              gconstpointer  data)
{
  g_auto (Three) three;
  g_autofree char *path = g_build_filename (fixture->folder, "evidence/receipts.jsonl", NULL);
  g_autofree char *text = NULL;
  const RcSeal *seal;

  three_init (&three);
  three.receipts[2].status = "pending";
  write_lines (fixture, three.receipts, 3);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  memcpy (strstr (text, "pending"), "success", 7);
  seal_fixture_write (fixture, "receipts.jsonl", text, -1);
  trust (fixture, 1);
  seal = judge (fixture);
  g_assert_cmpint (seal->signature, ==, RC_VERDICT_INVALID);
  g_assert_cmpstr (seal->reason, ==, "signature");
  g_assert_cmpint (seal->checked, ==, 0);
  for (guint i = 0; i < fixture->judgement->exceptions->len; i++)
    {
      const RcException *exception = fixture->judgement->exceptions->pdata[i];

      if (strstr (exception->message, "is not the one that was signed") != NULL)
        g_assert_cmpint (exception->record, ==, 3);
    }
}

static void
test_link (SealFixture   *fixture,
           gconstpointer  data)
{
  g_auto (Three) three;
  const RcSeal *seal;

  three_init (&three);
  three.receipts[2].previous = three.hashes[0];
  write_lines (fixture, three.receipts, 3);
  trust (fixture, 1);
  seal = judge (fixture);
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_INVALID);
  g_assert_cmpstr (seal->reason, ==, "link");
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_RECORD_REHASHED)->record, ==, 3);
}

static void
test_gap (SealFixture   *fixture,
          gconstpointer  data)
{
  g_auto (Three) three;

  three_init (&three);
  three.receipts[1] = three.receipts[2];
  write_lines (fixture, three.receipts, 2);
  trust (fixture, 1);
  g_assert_cmpint (judge (fixture)->completeness, ==, RC_VERDICT_GAP);
  g_assert_cmpint (seal_fixture_exception (fixture, RC_EXCEPTION_CHAIN_GAP)->record, ==, 2);
}

static void
test_fork (SealFixture   *fixture,
           gconstpointer  data)
{
  g_auto (Three) three;
  Receipt four[4];

  three_init (&three);
  memcpy (four, three.receipts, sizeof three.receipts);
  four[3] = three.receipts[1];
  four[3].status = "denied";
  write_lines (fixture, four, 4);
  trust (fixture, 1);
  g_assert_cmpint (judge (fixture)->integrity, ==, RC_VERDICT_FORK);
  g_assert_cmpuint (seal_fixture_count (fixture, RC_EXCEPTION_RECORD_REHASHED), ==, 0);
}

static void
test_repeated (SealFixture   *fixture,
               gconstpointer  data)
{
  g_auto (Three) three;
  Receipt four[4];

  three_init (&three);
  memcpy (four, three.receipts, sizeof three.receipts);
  four[3] = three.receipts[2];
  write_lines (fixture, four, 4);
  trust (fixture, 1);
  g_assert_cmpint (rc_seal_worst (judge (fixture)), ==, RC_VERDICT_END_NOT_PROVEN);
}

static void
test_other_proof (SealFixture   *fixture,
                  gconstpointer  data)
{
  g_auto (Three) three;
  g_autofree char *text = NULL;
  const RcSeal *seal;

  three_init (&three);
  text = dup_signed (&three.receipts[0], 1, "RsaSignature2018");
  seal_fixture_write (fixture, "receipts.jsonl", text, -1);
  trust (fixture, 1);
  seal = judge (fixture);
  g_assert_cmpint (seal->signature, ==, RC_VERDICT_INVALID);
  g_assert_cmpstr (seal->reason, ==, "algorithm");
}

static void
test_spoiled_proof (SealFixture   *fixture,
                    gconstpointer  data)
{
  g_auto (Three) three;
  g_autofree char *text = NULL;

  three_init (&three);
  text = dup_signed (&three.receipts[0], 1, "Ed25519Signature2020");
  strstr (text, "\"proofValue\":\"u")[strlen ("\"proofValue\":\"")] = 'z';
  seal_fixture_write (fixture, "receipts.jsonl", text, -1);
  trust (fixture, 1);
  g_assert_cmpint (judge (fixture)->signature, ==, RC_VERDICT_MALFORMED);
}

static void
test_unsigned (SealFixture   *fixture,
               gconstpointer  data)
{
  g_auto (Three) three;
  g_autofree char *text = NULL;

  three_init (&three);
  text = dup_form (&three.receipts[0]);
  seal_fixture_write (fixture, "receipts.json", text, -1);
  g_assert_cmpint (rc_seal_worst (judge (fixture)), ==, RC_VERDICT_UNANCHORED);
}

/* --- Published receipts --- */

static char *
load_corpus (const char *name)
{
  const char *root = g_getenv ("RECOUNT_CORPUS");
  g_autofree char *path = root != NULL ? g_build_filename (root, "inference/ai-audit-chains/agent-receipts", name, NULL) : NULL;
  char *text = NULL;

  if (path == NULL || !g_file_get_contents (path, &text, NULL, NULL))
    g_test_skip ("the corpus is not here (RECOUNT_CORPUS)");
  return text;
}

typedef struct
{
  const RcPublicKey *key;
  const char        *hash;        /* hexadecimal digits */
  gboolean           fits;
  gboolean           hash_fits;
  RcReceiptProof     proof;
} Published;

static void
take_published (const RcReceipt *receipt,
                gpointer         data)
{
  Published *self = data;
  g_autofree char *hex = rc_digest_dup_hex (&receipt->hash);

  self->proof = receipt->proof;
  self->hash_fits = g_strcmp0 (hex, self->hash) == 0;
  self->fits = rc_public_key_verify (self->key, RC_SIGNATURE_EDDSA, RC_HASH_NONE, receipt->signed_bytes->str, receipt->signed_bytes->len,
                                     receipt->signature, sizeof receipt->signature) == RC_SIGNATURE_FITS;
}

static RcPublicKey *
read_key (const RcJson *json)
{
  g_autofree char *pem = rc_json_dup_text (json, rc_json_pointer (json, "/keys/publicKey"), NULL);

  return rc_public_key_new_pem (pem, strlen (pem));
}

static void
test_published (void)
{
  static const char * const names[] = { "runtimeReceipt", "extendedRuntimeReceipt", "rootAgentReceipt" };
  g_autofree char *text = load_corpus ("v050_vectors.json");
  g_autoptr (RcPublicKey) key = NULL;
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  if (text == NULL)
    return;
  g_assert_true (rc_json_parse (&json, text, strlen (text), &fault));
  key = read_key (&json);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      guint32 vector = rc_json_member (&json, 0, names[i]);
      const RcJsonNode *receipt = &json.nodes[rc_json_member (&json, vector, "receipt")];
      g_autofree char *hash = rc_json_dup_text (&json, rc_json_member (&json, vector, "expectedReceiptHash"), NULL);
      Published published = { .key = key, .hash = hash + strlen ("sha256:") };
      const char *broken;
      gsize offset;

      g_assert_cmpuint (rc_receipt_file_parse (text + receipt->offset, receipt->length, take_published, &published, &broken, &offset), ==, 1);
      g_assert_cmpint (published.proof, ==, RC_RECEIPT_SIGNED);
      g_assert_true (published.hash_fits);
      g_assert_true (published.fits);
    }
}

/* Every published receipt that is to be refused is. */
static void
test_published_malformed (void)
{
  g_autofree char *text = load_corpus ("malformed_vectors.json");
  g_autoptr (RcPublicKey) key = NULL;
  g_auto (RcJson) json;
  RcJsonFault fault;
  guint32 list;
  guint n_refused = 0;

  rc_json_init (&json);
  if (text == NULL)
    return;
  g_assert_true (rc_json_parse (&json, text, strlen (text), &fault));
  key = read_key (&json);
  list = rc_json_member (&json, 0, "receipts");
  for (guint32 node = list + 1; node < json.nodes[list].next; node = json.nodes[node].next)
    {
      const RcJsonNode *receipt = &json.nodes[rc_json_member (&json, node, "receipt")];
      Published published = { .key = key };
      const char *broken;
      gsize offset;

      g_assert_cmpuint (rc_receipt_file_parse (text + receipt->offset, receipt->length, take_published, &published, &broken, &offset), ==, 1);
      g_assert_false (published.proof == RC_RECEIPT_SIGNED && published.fits);
      n_refused++;
    }
  g_assert_cmpuint (n_refused, ==, 6);
}

static void
ignore (const RcReceipt *receipt,
        gpointer         data)
{
  guint *n_signed = data;

  *n_signed += receipt->proof == RC_RECEIPT_SIGNED;
}

/* No byte changed or cut away makes the reader stumble. */
static void
test_mutations (void)
{
  g_auto (Three) three;
  g_autofree char *text = NULL;
  guint n_signed = 0;
  const char *fault;
  gsize length, offset;

  three_init (&three);
  text = dup_signed (&three.receipts[1], 1, "Ed25519Signature2020");
  length = strlen (text);
  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *cut = g_strndup (text, i);
      g_autofree char *changed = g_strdup (text);

      (void) rc_receipt_file_parse (cut, i, ignore, &n_signed, &fault, &offset);
      changed[i] ^= 0x55;
      (void) rc_receipt_file_parse (changed, length, ignore, &n_signed, &fault, &offset);
    }
  g_assert_cmpuint (n_signed, >, 0);
}

#define ADD(name, function) \
  g_test_add ("/agent-receipt/" name, SealFixture, NULL, seal_fixture_set_up, function, seal_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("valid", test_valid);
  ADD ("files", test_files);
  ADD ("key-missing", test_key_missing);
  ADD ("other-kind", test_other_kind);
  ADD ("key-in-bundle", test_key_in_bundle);
  ADD ("altered", test_altered);
  ADD ("link", test_link);
  ADD ("gap", test_gap);
  ADD ("fork", test_fork);
  ADD ("repeated", test_repeated);
  ADD ("other-proof", test_other_proof);
  ADD ("spoiled-proof", test_spoiled_proof);
  ADD ("unsigned", test_unsigned);
  g_test_add_func ("/agent-receipt/published", test_published);
  g_test_add_func ("/agent-receipt/published-malformed", test_published_malformed);
  g_test_add_func ("/agent-receipt/mutations", test_mutations);
  return g_test_run ();
}
