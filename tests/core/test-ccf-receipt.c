/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <openssl/evp.h>
#include <sodium.h>

#include "certificate-fixture.h"
#include "core/json-writer.h"
#include "core/seals/ccf-receipt-file.h"
#include "core/trust-file.h"
#include "seal-fixture.h"

#define EVIDENCE "ce:2.35:fa08b4ea"
#define SECRET "c2VjcmV0"      /* "secret" */

/* A ledger of one service and one node; their keys are forgotten with the test. */
typedef struct
{
  CertificateMaker *service;
  CertificateMaker *node;
  RcDigest          writes;
  RcDigest          claims;
  RcCcfStep         steps[2];
} Ledger;

static void
ledger_init (Ledger *self)
{
  static const CertificateWish authority = { .is_ca = TRUE };
  static const CertificateWish leaf = { .is_ca = FALSE };

  memset (self, 0, sizeof *self);
  self->service = certificate_maker_new ("Service (fictitious)", NULL, &authority);
  self->node = certificate_maker_new ("Node (fictitious)", self->service, &leaf);
  memset (&self->writes, 1, sizeof self->writes);
  self->steps[0].is_left = TRUE;
  memset (&self->steps[0].hash, 3, sizeof self->steps[0].hash);
  memset (&self->steps[1].hash, 4, sizeof self->steps[1].hash);
}

static void
ledger_clear (Ledger *self)
{
  g_clear_pointer (&self->service, certificate_maker_free);
  g_clear_pointer (&self->node, certificate_maker_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ledger, ledger_clear)

static char *
sign_root (const Ledger *ledger)
{
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new (ledger->node->key, NULL);
  guint8 signature[80];
  gsize length = sizeof signature;
  RcDigest leaf, root;

  rc_ccf_leaf (&ledger->writes, EVIDENCE, strlen (EVIDENCE), &ledger->claims, &leaf);
  rc_ccf_climb (&leaf, ledger->steps, 2, &root);
  g_assert_cmpint (EVP_PKEY_sign_init (context), ==, 1);
  g_assert_cmpint (EVP_PKEY_CTX_set_signature_md (context, EVP_sha256 ()), ==, 1);
  g_assert_cmpint (EVP_PKEY_sign (context, signature, &length, root.bytes, sizeof root.bytes), ==, 1);
  EVP_PKEY_CTX_free (context);
  return g_base64_encode (signature, length);
}

static void
write_hex (RcJsonWriter   *writer,
           const char     *name,
           const RcDigest *digest)
{
  g_autofree char *hex = rc_digest_dup_hex (digest);

  rc_json_writer_member_string (writer, name, hex);
}

static void
write_steps (RcJsonWriter *writer,
             const Ledger *ledger)
{
  rc_json_writer_name (writer, "proof");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < 2; i++)
    {
      rc_json_writer_begin_object (writer);
      write_hex (writer, ledger->steps[i].is_left ? "left" : "right", &ledger->steps[i].hash);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_receipt (RcJsonWriter *writer,
               const Ledger *ledger)
{
  g_autofree char *pem = certificate_maker_pem (ledger->node);
  g_autofree char *signature = sign_root (ledger);
  RcDigest node_id;

  rc_public_key_fingerprint (rc_certificate_get_key (ledger->node->certificate), &node_id);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "cert", pem);
  rc_json_writer_name (writer, "leafComponents");
  rc_json_writer_begin_object (writer);
  write_hex (writer, "claimsDigest", &ledger->claims);
  rc_json_writer_member_string (writer, "commitEvidence", EVIDENCE);
  write_hex (writer, "writeSetDigest", &ledger->writes);
  rc_json_writer_end_object (writer);
  write_hex (writer, "nodeId", &node_id);
  write_steps (writer, ledger);
  rc_json_writer_member_string (writer, "signature", signature);
  rc_json_writer_end_object (writer);
}

static char *
make_receipt (const Ledger *ledger)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  write_receipt (writer, ledger);
  return rc_json_writer_finish (writer);
}

static void
accept_service (SealFixture  *fixture,
                const Ledger *ledger)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  g_autofree char *pem = certificate_maker_pem (ledger->service);
  g_autoptr (GError) error = NULL;
  RcAnchor *anchor = rc_anchor_parse_as ("ccf-service-cert", pem, strlen (pem), &error);

  g_assert_no_error (error);
  g_free (anchor->owner);
  anchor->owner = g_strdup ("Ledger (fictitious)");
  g_ptr_array_add (anchors, anchor);
  (void) rc_trust_add_anchors (fixture->case_file, anchors, &error);
  g_assert_no_error (error);
}

static const RcSeal *
judge (SealFixture *fixture,
       const char  *text)
{
  seal_fixture_write (fixture, "receipt.json", text, -1);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
  return seal_fixture_seal (fixture, "ccf-receipt", 0);
}

/* @from: (nullable): what of the receipt is replaced by @to */
static const struct
{
  const char *name;
  const char *from;
  const char *to;
  RcVerdict   worst;
  const char *reason;
} receipts[] = {
  { "valid", NULL, NULL, RC_VERDICT_VALID, NULL },
  { "evidence", "ce:2.35", "ce:2.36", RC_VERDICT_INVALID, "signature" },
  { "claims-digest", "\"claimsDigest\":\"00", "\"claimsDigest\":\"01", RC_VERDICT_INVALID, "signature" },
  { "side", "\"left\"", "\"right\"", RC_VERDICT_INVALID, "signature" },
  { "node-id", "\"nodeId\":\"", "\"nodeId\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"x\":\"", RC_VERDICT_INVALID,
    "identity" },
  { "no-side", "\"left\"", "\"up\"", RC_VERDICT_MALFORMED, "format" },
  { "no-leaf", "\"writeSetDigest\"", "\"writes\"", RC_VERDICT_MALFORMED, "format" },
  { "twice", "\"nodeId\"", "\"cert\":\"\",\"nodeId\"", RC_VERDICT_AMBIGUOUS, NULL },
};

static void
test_receipt (SealFixture   *fixture,
              gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_auto (Ledger) ledger;
  g_autofree char *text = NULL;
  g_autofree char *spoiled = NULL;
  g_auto (GStrv) parts = NULL;
  const RcSeal *seal;

  ledger_init (&ledger);
  text = make_receipt (&ledger);
  if (receipts[i].from != NULL)
    {
      g_assert_nonnull (strstr (text, receipts[i].from));
      parts = g_strsplit (text, receipts[i].from, 2);
      spoiled = g_strjoinv (receipts[i].to, parts);
    }
  accept_service (fixture, &ledger);
  seal = judge (fixture, spoiled != NULL ? spoiled : text);
  g_assert_cmpint (rc_seal_worst (seal), ==, receipts[i].worst);
  if (receipts[i].reason != NULL)
    g_assert_cmpstr (seal->reason, ==, receipts[i].reason);
}

/* C67: the node of another service. */
static void
test_another_service (SealFixture   *fixture,
                      gconstpointer  data)
{
  g_auto (Ledger) ledger;
  g_auto (Ledger) another;
  g_autofree char *text = NULL;
  const RcSeal *seal;

  ledger_init (&ledger);
  ledger_init (&another);
  text = make_receipt (&another);
  accept_service (fixture, &ledger);
  seal = judge (fixture, text);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_cmpstr (seal->reason, ==, "chain-untrusted");
}

/* --- Claims --- */

static void
hmac (const char *text,
      RcDigest   *out_digest)
{
  crypto_auth_hmacsha256_state state;

  crypto_auth_hmacsha256_init (&state, (const guint8 *) "secret", 6);
  crypto_auth_hmacsha256_update (&state, (const guint8 *) text, strlen (text));
  crypto_auth_hmacsha256_final (&state, out_digest->bytes);
}

/* As integrity.md section 5.12 has it. */
static void
claim (Ledger *ledger)
{
  guint8 all[4 + 32] = { 1, 0, 0, 0 };
  guint8 one[13 + 32] = "LedgerEntryV1";
  RcDigest parts[2], digest;

  hmac ("subledger:0", &parts[0]);
  hmac ("Hello world", &parts[1]);
  rc_digest_compute (parts, sizeof parts, &digest);
  memcpy (one + 13, digest.bytes, 32);
  rc_digest_compute (one, sizeof one, &digest);
  memcpy (all + 4, digest.bytes, 32);
  rc_digest_compute (all, sizeof all, &ledger->claims);
}

static void
test_claims (SealFixture   *fixture,
             gconstpointer  data)
{
  const char *contents = data;
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_auto (Ledger) ledger;
  g_autofree char *text = NULL;
  const RcSeal *seal;

  ledger_init (&ledger);
  claim (&ledger);
  rc_json_writer_begin_object (writer);
  rc_json_writer_name (writer, "applicationClaims");
  rc_json_writer_begin_array (writer);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "kind", "LedgerEntry");
  rc_json_writer_name (writer, "ledgerEntry");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "collectionId", "subledger:0");
  rc_json_writer_member_string (writer, "contents", contents);
  rc_json_writer_member_string (writer, "protocol", strcmp (contents, "?") == 0 ? "LedgerEntryV9" : "LedgerEntryV1");
  rc_json_writer_member_string (writer, "secretKey", SECRET);
  rc_json_writer_end_object (writer);
  rc_json_writer_end_object (writer);
  rc_json_writer_end_array (writer);
  rc_json_writer_name (writer, "receipt");
  write_receipt (writer, &ledger);
  rc_json_writer_end_object (writer);
  text = rc_json_writer_finish (writer);
  accept_service (fixture, &ledger);
  seal = judge (fixture, text);
  if (strcmp (contents, "Hello world") == 0)
    {
      g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_VALID);
      g_assert_true (seal_fixture_has_note (seal, "are those of the transaction"));
    }
  else
    {
      g_assert_cmpint (rc_seal_worst (seal), ==, strcmp (contents, "?") == 0 ? RC_VERDICT_UNVERIFIABLE : RC_VERDICT_INVALID);
      g_assert_cmpstr (seal->reason, ==, strcmp (contents, "?") == 0 ? "format-unsupported" : "digest");
    }
}

/* --- The parser --- */

static void
test_mutations (void)
{
  g_auto (Ledger) ledger;
  g_autofree char *text = NULL;
  gsize length;

  ledger_init (&ledger);
  text = make_receipt (&ledger);
  length = strlen (text);
  for (gsize i = 0; i < length; i += 3)
    for (guint bit = 0; bit < 9; bit += 2)
      {
        g_autofree char *copy = g_memdup2 (text, length);
        g_autoptr (RcCcfReceiptFile) file = NULL;
        const char *fault = NULL;
        gsize offset = 0;
        RcCcfForm form;

        if (bit < 8)
          copy[i] ^= (char) (1 << bit);
        form = rc_ccf_receipt_file_parse (copy, bit < 8 ? length : i, &file, &fault, &offset);
        g_assert_true ((file != NULL) == (form == RC_CCF_READ));
        g_assert_true ((fault != NULL) == (form == RC_CCF_MALFORMED));
      }
}

#define ADD(name, function, data) g_test_add ("/ccf-receipt/" name, SealFixture, data, seal_fixture_set_up, function, \
                                              seal_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (receipts); i++)
    {
      g_autofree char *name = g_strdup_printf ("/ccf-receipt/%s", receipts[i].name);

      g_test_add (name, SealFixture, GUINT_TO_POINTER (i), seal_fixture_set_up, test_receipt, seal_fixture_tear_down);
    }
  ADD ("C67/another-service", test_another_service, NULL);
  ADD ("claims", test_claims, "Hello world");
  ADD ("claims-altered", test_claims, "Hello word");
  ADD ("claims-unread", test_claims, "?");
  g_test_add_func ("/ccf-receipt/mutations", test_mutations);
  return g_test_run ();
}
