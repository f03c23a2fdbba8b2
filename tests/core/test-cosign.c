/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/seals/cosign-annotations.h"
#include "core/seals/oci-manifest.h"
#include "core/seals/seal-sources.h"
#include "sigstore-fixture.h"

#define LAYER "layer one, compressed"
#define CONFIG "{\"manifestVersion\":\"1.0.0\"}"
#define TYPE_OF_SIGNATURE "application/vnd.dev.cosign.simplesigning.v1+json"
#define TYPE_OF_ENVELOPE "application/vnd.dsse.envelope.v1+json"

/* A layout while it is written: what its index.json will name. */
typedef struct
{
  SealFixture *fixture;
  GString     *manifests;
} Layout;

static char *
digest_of (const char *content)
{
  RcDigest digest;

  rc_digest_compute (content, strlen (content), &digest);
  return rc_digest_dup_hex (&digest);
}

static void
write_blob (Layout     *self,
            const char *content)
{
  g_autofree char *hex = digest_of (content);
  g_autofree char *path = g_strconcat ("kit/blobs/sha256/", hex, NULL);

  seal_fixture_write (self->fixture, path, content, -1);
}

static char *
describe (const char *media_type,
          const char *content,
          const char *annotations)
{
  g_autofree char *hex = digest_of (content);

  return g_strdup_printf ("{\"mediaType\":\"%s\",\"digest\":\"sha256:%s\",\"size\":%" G_GSIZE_FORMAT "%s%s}", media_type, hex,
                          strlen (content), annotations != NULL ? ",\"annotations\":" : "", annotations != NULL ? annotations : "");
}

static char *
dup_manifest (const char *config_type,
              const char *config,
              const char *layer)
{
  g_autofree char *config_text = describe (config_type, config, NULL);

  return g_strdup_printf ("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":%s,"
                          "\"layers\":[%s]}", config_text, layer);
}

static void
add_manifest (Layout     *self,
              const char *manifest,
              const char *tag)
{
  g_autofree char *annotations = g_strdup_printf ("{\"org.opencontainers.image.ref.name\":\"%s\"}", tag);
  g_autofree char *text = describe ("application/vnd.oci.image.manifest.v1+json", manifest, annotations);

  write_blob (self, manifest);
  g_string_append_printf (self->manifests, "%s%s", self->manifests->len > 0 ? "," : "", text);
}

static char *
dup_package (void)
{
  g_autofree char *layer = describe ("application/vnd.kitops.modelkit.model.v1.tar+gzip", LAYER, NULL);

  return dup_manifest ("application/vnd.kitops.modelkit.config.v1+json", CONFIG, layer);
}

static void
begin (Layout      *self,
       SealFixture *fixture)
{
  g_autofree char *package = dup_package ();

  self->fixture = fixture;
  self->manifests = g_string_new (NULL);
  write_blob (self, LAYER);
  write_blob (self, CONFIG);
  add_manifest (self, package, "latest");
}

static void
finish (Layout *self)
{
  g_autofree char *index = g_strdup_printf ("{\"schemaVersion\":2,\"manifests\":[%s]}", self->manifests->str);

  seal_fixture_write (self->fixture, "kit/index.json", index, -1);
  seal_fixture_write (self->fixture, "kit/oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}", -1);
  g_string_free (self->manifests, TRUE);
  seal_fixture_import (self->fixture);
  seal_fixture_judge (self->fixture, NULL);
}

/* A manifest with one signed layer, kept under the tag that cosign gives it. */
static void
add_signed (Layout     *self,
            const char *media_type,
            const char *content,
            const char *annotations,
            const char *of,
            const char *ending)
{
  g_autofree char *layer = describe (media_type, content, annotations);
  g_autofree char *manifest = dup_manifest ("application/vnd.oci.image.config.v1+json", "{}", layer);
  g_autofree char *hex = digest_of (of);
  g_autofree char *tag = g_strdup_printf ("sha256-%s.%s", hex, ending);

  write_blob (self, "{}");
  write_blob (self, content);
  add_manifest (self, manifest, tag);
}

static char *
dup_payload (const char *about,
             const char *type)
{
  g_autofree char *hex = digest_of (about);

  return g_strdup_printf ("{\"critical\":{\"identity\":{\"docker-reference\":\"registry.example.org/kit\"},\"image\":{"
                          "\"docker-manifest-digest\":\"sha256:%s\"},\"type\":\"%s\"},\"optional\":null}", hex, type);
}

static void
add_signature (Layout              *self,
               const SigstoreMaker *maker,
               const char          *about,
               const char          *kept_for,
               const char          *type)
{
  g_autofree char *payload = dup_payload (about, type);
  g_autofree char *signature = sigstore_maker_sign (maker, payload, strlen (payload));
  g_autofree char *annotations = g_strdup_printf ("{\"dev.cosignproject.cosign/signature\":\"%s\"}", signature);

  add_signed (self, TYPE_OF_SIGNATURE, payload, annotations, kept_for, "sig");
}

static void
expect (const RcSeal *seal,
        RcVerdict     verdict,
        const char   *reason)
{
  g_assert_cmpstr (rc_verdict_to_code (rc_seal_worst (seal)), ==, rc_verdict_to_code (verdict));
  g_assert_cmpstr (seal->reason, ==, reason);
}

static RcVerdict
protection_of (SealFixture *fixture,
               const char  *kind,
               const char  *content)
{
  g_autofree char *hex = digest_of (content);
  g_autofree char *path = g_strconcat ("kit/blobs/sha256/", hex, NULL);

  return seal_fixture_protection (fixture, kind, path, 1);
}

#define GOOD_TYPE "cosign container image signature"

/* --- With a bare key --- */

static void
test_key (SealFixture   *fixture,
          gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *package = dup_package ();
  Layout layout;
  const RcSeal *seal;

  begin (&layout, fixture);
  add_signature (&layout, maker, package, package, GOOD_TYPE);
  sigstore_maker_trust_key (maker, fixture);
  finish (&layout);
  expect (seal_fixture_seal (fixture, "cosign", 0), RC_VERDICT_VALID, NULL);
  seal = seal_fixture_seal (fixture, "oci-layout", 0);
  expect (seal, RC_VERDICT_VALID, NULL);
  g_assert_cmpint (seal->checked, ==, 3);
  g_assert_cmpint (seal->total, ==, 3);
  g_assert_cmpuint (seal_fixture_count_seals (fixture, "oci-layout"), ==, 1);
  g_assert_cmpint (protection_of (fixture, "oci-layout", LAYER), ==, RC_VERDICT_VALID);
  g_assert_cmpint (protection_of (fixture, "oci-layout", CONFIG), ==, RC_VERDICT_VALID);
  g_assert_cmpint (protection_of (fixture, "cosign", package), ==, RC_VERDICT_VALID);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 0);
}

static void
test_unsigned (SealFixture   *fixture,
               gconstpointer  data)
{
  Layout layout;

  begin (&layout, fixture);
  finish (&layout);
  expect (seal_fixture_seal (fixture, "oci-layout", 0), RC_VERDICT_UNANCHORED, NULL);
  g_assert_cmpint (protection_of (fixture, "oci-layout", LAYER), ==, RC_VERDICT_UNANCHORED);
  g_assert_cmpuint (seal_fixture_count_seals (fixture, "cosign"), ==, 0);
}

static void
test_key_missing (SealFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *package = dup_package ();
  Layout layout;

  begin (&layout, fixture);
  add_signature (&layout, maker, package, package, GOOD_TYPE);
  finish (&layout);
  expect (seal_fixture_seal (fixture, "cosign", 0), RC_VERDICT_UNVERIFIABLE, "key-missing");
  expect (seal_fixture_seal (fixture, "oci-layout", 0), RC_VERDICT_UNVERIFIABLE, "key-missing");
}

/* A signature of one package kept under the tag of another. */
static void
test_replaced (SealFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *package = dup_package ();
  Layout layout;

  begin (&layout, fixture);
  add_signature (&layout, maker, "another package", package, GOOD_TYPE);
  sigstore_maker_trust_key (maker, fixture);
  finish (&layout);
  expect (seal_fixture_seal (fixture, "cosign", 0), RC_VERDICT_INVALID, "digest");
  expect (seal_fixture_seal (fixture, "oci-layout", 0), RC_VERDICT_UNANCHORED, NULL);
}

static void
test_other_purpose (SealFixture   *fixture,
                    gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *package = dup_package ();
  Layout layout;

  begin (&layout, fixture);
  add_signature (&layout, maker, package, package, "atomic container signature");
  sigstore_maker_trust_key (maker, fixture);
  finish (&layout);
  expect (seal_fixture_seal (fixture, "cosign", 0), RC_VERDICT_INVALID, "namespace");
}

/* --- Blobs --- */

static void
sign_and_spoil (SealFixture  *fixture,
                const char   *content,
                const char   *replacement)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *package = dup_package ();
  g_autofree char *hex = digest_of (content);
  g_autofree char *path = g_build_filename (fixture->folder, "evidence", "kit", "blobs", "sha256", hex, NULL);
  Layout layout;

  begin (&layout, fixture);
  add_signature (&layout, maker, package, package, GOOD_TYPE);
  sigstore_maker_trust_key (maker, fixture);
  if (replacement != NULL)
    g_assert_true (g_file_set_contents (path, replacement, -1, NULL));
  else
    g_assert_cmpint (g_remove (path), ==, 0);
  finish (&layout);
}

static void
test_layer_changed (SealFixture   *fixture,
                    gconstpointer  data)
{
  sign_and_spoil (fixture, LAYER, "layer one, compressee");
  expect (seal_fixture_seal (fixture, "cosign", 0), RC_VERDICT_VALID, NULL);
  expect (seal_fixture_seal (fixture, "oci-layout", 0), RC_VERDICT_INVALID, "digest");
  g_assert_cmpint (protection_of (fixture, "oci-layout", LAYER), ==, RC_VERDICT_INVALID);
  g_assert_cmpint (protection_of (fixture, "oci-layout", CONFIG), ==, RC_VERDICT_VALID);
  g_assert_nonnull (seal_fixture_exception (fixture, RC_EXCEPTION_DIGEST_MISMATCH));
}

static void
test_layer_absent (SealFixture   *fixture,
                   gconstpointer  data)
{
  const RcSeal *seal;

  sign_and_spoil (fixture, LAYER, NULL);
  seal = seal_fixture_seal (fixture, "oci-layout", 0);
  expect (seal, RC_VERDICT_INCOMPLETE, NULL);
  g_assert_cmpint (seal->checked, ==, 2);
  g_assert_cmpint (protection_of (fixture, "oci-layout", CONFIG), ==, RC_VERDICT_VALID);
  g_assert_nonnull (seal_fixture_exception (fixture, RC_EXCEPTION_LISTED_ABSENT));
}

static void
test_manifest_changed (SealFixture   *fixture,
                       gconstpointer  data)
{
  g_autofree char *package = dup_package ();
  g_autofree char *changed = g_strconcat (package, " ", NULL);

  sign_and_spoil (fixture, package, changed);
  expect (seal_fixture_seal (fixture, "cosign", 0), RC_VERDICT_INVALID, "digest");
  expect (seal_fixture_seal (fixture, "oci-layout", 0), RC_VERDICT_INVALID, "digest");
  /* What the manifest names was not read from bytes that nobody vouches for. */
  g_assert_cmpint (protection_of (fixture, "oci-layout", LAYER), ==, RC_VERDICT_UNSIGNED);
}

static void
test_unnamed (SealFixture   *fixture,
              gconstpointer  data)
{
  Layout layout;

  begin (&layout, fixture);
  write_blob (&layout, "nobody names this");
  seal_fixture_write (fixture, "kit/blobs/sha256/0123", "nor is this its own digest", -1);
  finish (&layout);
  g_assert_cmpuint (seal_fixture_count_seals (fixture, "oci-layout"), ==, 2);
  g_assert_cmpint (seal_fixture_seal (fixture, "oci-layout", 1)->completeness, ==, RC_VERDICT_NOT_COVERED);
  expect (seal_fixture_seal (fixture, "oci-layout", 1), RC_VERDICT_INVALID, "digest");
  g_assert_cmpuint (seal_fixture_count (fixture, RC_EXCEPTION_NOT_LISTED), ==, 2);
}

/* --- Keyless, attestations, referrers --- */

static char *
escape (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *joined = g_strjoinv ("\\n", lines);
  g_auto (GStrv) quotes = g_strsplit (joined, "\"", -1);

  return g_strjoinv ("\\\"", quotes);
}

static void
add_keyless (Layout              *self,
             const SigstoreMaker *maker,
             const char          *package)
{
  g_autofree char *payload = dup_payload (package, GOOD_TYPE);
  g_autofree char *signature = sigstore_maker_sign (maker, payload, strlen (payload));
  g_autofree char *pem = certificate_maker_pem (maker->signer);
  g_autofree char *chain = certificate_maker_pem (maker->authority);
  g_autofree char *entry = sigstore_maker_cosign (maker, payload, signature);
  g_autofree char *pem_text = escape (pem);
  g_autofree char *chain_text = escape (chain);
  g_autofree char *entry_text = escape (entry);
  g_autofree char *annotations = g_strdup_printf ("{\"dev.cosignproject.cosign/signature\":\"%s\","
                                                  "\"dev.sigstore.cosign/certificate\":\"%s\",\"dev.sigstore.cosign/chain\":\"%s\",\"dev.sigstore.cosign/bundle\":\"%s\"}", signature,
                                                  pem_text, chain_text, entry_text);

  add_signed (self, TYPE_OF_SIGNATURE, payload, annotations, package, "sig");
}

static void
test_keyless (SealFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *package = dup_package ();
  Layout layout;

  begin (&layout, fixture);
  add_keyless (&layout, maker, package);
  sigstore_maker_trust_root (maker, fixture, SIGSTORE_SUBJECT, SIGSTORE_ISSUER);
  finish (&layout);
  expect (seal_fixture_seal (fixture, "cosign", 0), RC_VERDICT_VALID, NULL);
  expect (seal_fixture_seal (fixture, "oci-layout", 0), RC_VERDICT_VALID, NULL);
}

static void
test_keyless_identity (SealFixture   *fixture,
                       gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *package = dup_package ();
  Layout layout;

  begin (&layout, fixture);
  add_keyless (&layout, maker, package);
  sigstore_maker_trust_root (maker, fixture, SIGSTORE_SUBJECT "x", SIGSTORE_ISSUER);
  finish (&layout);
  expect (seal_fixture_seal (fixture, "cosign", 0), RC_VERDICT_INVALID, "identity");
  expect (seal_fixture_seal (fixture, "oci-layout", 0), RC_VERDICT_INVALID, "identity");
}

static void
test_attestation (SealFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *package = dup_package ();
  g_autofree char *statement = sigstore_make_statement ("kit", package);
  g_autofree char *signature = NULL;
  g_autofree char *envelope = sigstore_maker_dsse (maker, "application/vnd.in-toto+json", statement, &signature);
  Layout layout;

  begin (&layout, fixture);
  add_signed (&layout, TYPE_OF_ENVELOPE, envelope, "{\"dev.cosignproject.cosign/signature\":\"\"}", package, "att");
  sigstore_maker_trust_key (maker, fixture);
  finish (&layout);
  expect (seal_fixture_seal (fixture, "cosign", 0), RC_VERDICT_VALID, NULL);
  g_assert_cmpuint (seal_fixture_count_seals (fixture, "dsse"), ==, 0);
  g_assert_cmpint (protection_of (fixture, "cosign", package), ==, RC_VERDICT_VALID);
  expect (seal_fixture_seal (fixture, "oci-layout", 0), RC_VERDICT_VALID, NULL);
}

static void
test_attestation_of_another (SealFixture   *fixture,
                             gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *package = dup_package ();
  g_autofree char *statement = sigstore_make_statement ("kit", "another package");
  g_autofree char *signature = NULL;
  g_autofree char *envelope = sigstore_maker_dsse (maker, "application/vnd.in-toto+json", statement, &signature);
  Layout layout;

  begin (&layout, fixture);
  add_signed (&layout, TYPE_OF_ENVELOPE, envelope, NULL, package, "att");
  sigstore_maker_trust_key (maker, fixture);
  finish (&layout);
  expect (seal_fixture_seal (fixture, "cosign", 0), RC_VERDICT_INVALID, "digest");
}

/* OCI 1.1: the bundle names its subject, and is judged as the file that it is. */
static void
test_referrer (SealFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (SigstoreMaker) maker = sigstore_maker_new (SIGSTORE_SCT_GOOD);
  g_autofree char *package = dup_package ();
  g_autofree char *statement = sigstore_make_statement ("kit", package);
  g_autofree char *bundle = sigstore_maker_envelope (maker, "application/vnd.in-toto+json", statement, SIGSTORE_SECONDS, 0);
  g_autofree char *layer = describe ("application/vnd.dev.sigstore.bundle.v0.3+json", bundle, NULL);
  g_autofree char *config = describe ("application/vnd.oci.empty.v1+json", "{}", NULL);
  g_autofree char *subject = describe ("application/vnd.oci.image.manifest.v1+json", package, NULL);
  g_autofree char *manifest = g_strdup_printf ("{\"schemaVersion\":2,\"artifactType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\","
                                               "\"config\":%s,\"layers\":[%s],\"subject\":%s}", config, layer, subject);
  Layout layout;

  begin (&layout, fixture);
  write_blob (&layout, "{}");
  write_blob (&layout, bundle);
  add_manifest (&layout, manifest, "referrer");
  sigstore_maker_trust_root (maker, fixture, SIGSTORE_SUBJECT, SIGSTORE_ISSUER);
  finish (&layout);
  expect (seal_fixture_seal (fixture, "sigstore", 0), RC_VERDICT_VALID, NULL);
  expect (seal_fixture_seal (fixture, "oci-layout", 0), RC_VERDICT_VALID, NULL);
  g_assert_cmpuint (seal_fixture_count_seals (fixture, "oci-layout"), ==, 1);
  g_assert_cmpint (protection_of (fixture, "oci-layout", LAYER), ==, RC_VERDICT_VALID);
}

/* --- What is not readable --- */

static void
test_malformed (SealFixture   *fixture,
                gconstpointer  data)
{
  seal_fixture_write (fixture, "kit/index.json", "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"sha256:configA\"}]}", -1);
  seal_fixture_write (fixture, "kit/oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}", -1);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
  expect (seal_fixture_seal (fixture, "oci-layout", 0), RC_VERDICT_MALFORMED, "format");
}

static void
test_signature_malformed (SealFixture   *fixture,
                          gconstpointer  data)
{
  g_autofree char *package = dup_package ();
  Layout layout;

  begin (&layout, fixture);
  add_signed (&layout, TYPE_OF_SIGNATURE, "{}", "{\"dev.cosignproject.cosign/signature\":\"!\"}", package, "sig");
  finish (&layout);
  expect (seal_fixture_seal (fixture, "cosign", 0), RC_VERDICT_MALFORMED, "format");
  expect (seal_fixture_seal (fixture, "oci-layout", 0), RC_VERDICT_UNANCHORED, NULL);
}

static void
test_empty (SealFixture   *fixture,
            gconstpointer  data)
{
  seal_fixture_write (fixture, "kit/index.json", "{\"schemaVersion\":2,\"manifests\":[]}", -1);
  seal_fixture_write (fixture, "kit/oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}", -1);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
  expect (seal_fixture_seal (fixture, "oci-layout", 0), RC_VERDICT_UNANCHORED, NULL);
}

/* --- Parsers --- */

static void
test_digests (void)
{
  RcHash hash;
  guint8 value[RC_HASH_MAX_BYTES];
  g_autofree char *good = g_strconcat ("sha256:", "a0cfc71271d6e278e57cd332ff957c3f7043fdda354c4cbb190a30d56efa01bf", NULL);
  g_autofree char *upper = g_strconcat ("sha256:", "A0cfc71271d6e278e57cd332ff957c3f7043fdda354c4cbb190a30d56efa01bf", NULL);

  g_assert_true (rc_oci_digest_parse (good, &hash, value));
  g_assert_cmpint (hash, ==, RC_HASH_SHA256);
  g_assert_false (rc_oci_digest_parse (upper, &hash, value));
  g_assert_false (rc_oci_digest_parse ("sha256:", &hash, value));
  g_assert_false (rc_oci_digest_parse ("sha256:configA", &hash, value));
  g_assert_false (rc_oci_digest_parse ("sha256", &hash, value));
  g_assert_false (rc_oci_digest_parse ("sha256:../../../etc/passwd", &hash, value));
  g_assert_false (rc_oci_digest_parse ("../x:ab", &hash, value));
  g_assert_true (rc_oci_digest_parse ("blake3:ab", &hash, value));
  g_assert_cmpint (hash, ==, RC_HASH_NONE);
}

static void
test_bytes (void)
{
  g_autofree char *package = dup_package ();
  gsize length = strlen (package);

  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (RcOciManifest) whole = NULL;
      g_autoptr (RcOciManifest) cut = NULL;
      const char *fault = NULL;
      gsize offset = 0;

      package[i] ^= 1;
      g_assert_true ((rc_oci_manifest_parse (package, length, &whole, &fault, &offset) == RC_OCI_READ) == (whole != NULL));
      package[i] ^= 1;
      g_assert_cmpint (rc_oci_manifest_parse (package, i, &cut, &fault, &offset), ==, RC_OCI_MALFORMED);
      g_assert_cmpuint (offset, <=, length);
    }
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *name;
    void      (*test) (SealFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/cosign/key", test_key },
    { "/cosign/unsigned", test_unsigned },
    { "/cosign/C40/key-missing", test_key_missing },
    { "/cosign/C48/replaced", test_replaced },
    { "/cosign/other-purpose", test_other_purpose },
    { "/cosign/C01/layer-changed", test_layer_changed },
    { "/cosign/C02/layer-absent", test_layer_absent },
    { "/cosign/C47/manifest-changed", test_manifest_changed },
    { "/cosign/C03/unnamed", test_unnamed },
    { "/cosign/keyless", test_keyless },
    { "/cosign/C49/keyless-identity", test_keyless_identity },
    { "/cosign/attestation", test_attestation },
    { "/cosign/attestation-of-another", test_attestation_of_another },
    { "/cosign/referrer", test_referrer },
    { "/cosign/malformed", test_malformed },
    { "/cosign/signature-malformed", test_signature_malformed },
    { "/cosign/empty", test_empty },
  };

  g_test_init (&argc, &argv, NULL);
  rc_seal_sources_register ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, SealFixture, NULL, seal_fixture_set_up, tests[i].test, seal_fixture_tear_down);
  g_test_add_func ("/cosign/digests", test_digests);
  g_test_add_func ("/cosign/bytes", test_bytes);
  return g_test_run ();
}
