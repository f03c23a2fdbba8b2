/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/digest.h"
#include "tests/vectors/vectors.h"

/* Who signed the published bundles, as their suite gives it to every client. */
#define SIGNER ";identity=subject=https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/" \
               "extremely-dangerous-oidc-beacon.yml@refs/heads/main;identity=issuer=https://token.actions.githubusercontent.com"
#define BUNDLE(folder) folder "/bundle.sigstore.json"
/* The file that most of them are over, and one of its own. */
#define OF_A(folder) "a.txt|" BUNDLE (folder) "=a.txt.sigstore.json"
#define OF_OWN(folder) folder "/artifact|" BUNDLE (folder) "=artifact.sigstore.json"
#define PUBLIC "production-trust/trusted_root.json" SIGNER
#define OWN(folder) folder "/trusted_root.json" SIGNER
#define KEY(folder) folder "/key.pub"

#define OVER_A(folder, ...) { BUNDLE (folder), OF_A (folder), PUBLIC, "sigstore", NULL, __VA_ARGS__ }
#define OVER_A_OWN(folder, ...) { BUNDLE (folder), OF_A (folder), OWN (folder), "sigstore", NULL, __VA_ARGS__ }
#define OVER_OWN(folder, ...) { BUNDLE (folder), OF_OWN (folder), OWN (folder), "sigstore", NULL, __VA_ARGS__ }

/* --- A package in an archive, as it is pulled --- */

static char *
write_file (const char *folder,
            const char *name,
            const char *content)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  RcDigest digest;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  rc_digest_compute (content, strlen (content), &digest);
  return rc_digest_dup_hex (&digest);
}

static char *
write_blob (const char *folder,
            const char *content)
{
  g_autofree char *hex = NULL;
  g_autofree char *name = NULL;
  RcDigest digest;

  rc_digest_compute (content, strlen (content), &digest);
  hex = rc_digest_dup_hex (&digest);
  name = g_strconcat ("kit/blobs/sha256/", hex, NULL);
  g_free (write_file (folder, name, content));
  return g_steal_pointer (&hex);
}

static void
pack (const char *folder)
{
  const char *arguments[] = { "tar", "-C", "kit", "--remove-files", "-cf", "kit.tar", "index.json", "oci-layout", "blobs", NULL };
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_sync (folder, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static void
make_package (const char *folder,
              const char *layer,
              const char *kept_layer)
{
  g_autofree char *config = write_blob (folder, "{}");
  g_autofree char *blob = write_blob (folder, layer);
  g_autofree char *manifest_text = g_strdup_printf ("{\"schemaVersion\":2,\"config\":{\"mediaType\":\"application/json\",\"digest\":"
                                                    "\"sha256:%s\"},\"layers\":[{\"digest\":\"sha256:%s\"}]}", config, blob);
  g_autofree char *manifest = write_blob (folder, manifest_text);
  g_autofree char *index = g_strdup_printf ("{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"sha256:%s\"}]}", manifest);
  g_autofree char *name = g_strconcat ("kit/blobs/sha256/", blob, NULL);

  g_free (write_file (folder, "kit/index.json", index));
  g_free (write_file (folder, "kit/oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}"));
  g_free (write_file (folder, name, kept_layer));
  pack (folder);
}

static void
make_good_package (const char *folder)
{
  make_package (folder, "a layer", "a layer");
}

static void
make_spoiled_package (const char *folder)
{
  make_package (folder, "a layer", "another");
}

static const Vector vectors[] = {
  OVER_A ("bundle-empty-certificate-chain_fail", "MALFORMED", "format", "empty"),
  OVER_A ("bundle-from-wrong-instance_fail", "INVALID", "identity", .case_id = "C49"),
  OVER_A ("bundle-invalid-base64-signature_fail", "MALFORMED", "format", "base64"),
  OVER_A ("bundle-malformed-json_fail", "MALFORMED", "format", "ends in the middle"),
  OVER_A ("bundle-unknown-version_fail", "UNVERIFIABLE", "format-unsupported"),
  { BUNDLE ("bundle-with-root-cert_fail"), OF_OWN ("bundle-with-root-cert_fail"), PUBLIC, "sigstore", NULL, "MALFORMED", "format",
    "authority itself" },
  OVER_A ("checkpoint-wrong-roothash_fail", "INVALID", "proof", "another one than the proof leads to", "C53"),
  OVER_A ("dsse-mismatch-envelope_fail", "INVALID", "proof", "not about this signature"),
  OVER_A ("dsse-mismatch-sig_fail", "INVALID", "proof", "another signature"),
  OVER_A ("happy-path-intoto-in-dsse-v3", "VALID"),
  OVER_A ("happy-path-v0.1", "VALID"),
  OVER_A ("happy-path-v0.2", "VALID"),
  OVER_A ("happy-path-v0.3", "VALID"),
  OVER_A ("happy-path-v0.3-new-mediaType", "VALID"),
  OVER_A ("incorrect-public-key_fail", "INVALID", "proof", "another signer", "C39"),
  { BUNDLE ("integrated-time-in-future_fail"), OF_A ("integrated-time-in-future_fail"),
    "production-trust/trusted_root.json;identity=subject=untrusted-sa@sigstore-conformance.iam.gserviceaccount.com;"
    "identity=issuer=https://accounts.google.com", "sigstore", NULL, "INVALID" },
  OVER_OWN ("intoto-expired-certificate_fail", "INVALID", "time", .case_id = "C59"),
  OVER_OWN ("intoto-log-entry-mismatch_fail", "INVALID", "proof", .case_id = "C48"),
  OVER_OWN ("intoto-missing-inclusion-proof_fail", "MALFORMED", "format", "no proof"),
  OVER_OWN ("intoto-set-outside-signing-cert-validity_fail", "INVALID", "time", .case_id = "C59"),
  OVER_OWN ("intoto-with-custom-trust-root", "VALID"),
  OVER_A ("invalid-checkpoint-signature_fail", "INVALID", "proof", "does not fit its signature"),
  OVER_A ("invalid-inclusion-proof_fail", "MALFORMED", "format"),
  { BUNDLE ("managed-key-and-trusted-root"), OF_A ("managed-key-and-trusted-root"),
    KEY ("managed-key-and-trusted-root") "|" OWN ("managed-key-and-trusted-root"), "sigstore", NULL, "VALID", NULL, "1 of 1 log entries" },
  { BUNDLE ("managed-key-happy-path"), OF_A ("managed-key-happy-path"), KEY ("managed-key-happy-path") "|" PUBLIC, "sigstore", NULL,
    "VALID", NULL, "1 of 1 log entries" },
  OVER_A ("managed-key-no-key_fail", "UNVERIFIABLE", "key-missing", .case_id = "C40"),
  OVER_A ("message-digest-mismatch_fail", "INVALID", "digest"),
  OVER_A_OWN ("rekor2-checkpoint-cosigned", "VALID", NULL, "no keys of witnesses"),
  OVER_A_OWN ("rekor2-checkpoint-missing-log-signature_fail", "INVALID", "proof"),
  OVER_A_OWN ("rekor2-checkpoint-missing-origin_fail", "INVALID", "proof"),
  OVER_A_OWN ("rekor2-checkpoint-missing-root-hash_fail", "INVALID", "proof"),
  OVER_A_OWN ("rekor2-checkpoint-no-matching-signature_fail", "INVALID", "proof", "not signed by that log"),
  OVER_A_OWN ("rekor2-checkpoint-origin-not-first", "VALID"),
  OVER_A_OWN ("rekor2-checkpoint-two-sigs-cosigned", "VALID"),
  OVER_A_OWN ("rekor2-checkpoint-two-sigs-from-origin", "VALID"),
  OVER_A_OWN ("rekor2-dsse-happy-path", "VALID"),
  OVER_A_OWN ("rekor2-dsse-invalid-sig_fail", "INVALID"),
  OVER_A_OWN ("rekor2-dsse-mismatch-envelope_fail", "INVALID", "proof", "other bytes"),
  OVER_A_OWN ("rekor2-happy-path", "VALID"),
  OVER_A_OWN ("rekor2-no-inclusion-proof_fail", "MALFORMED", "format"),
  OVER_A_OWN ("rekor2-no-timestamp_fail", "UNVERIFIABLE", "time-not-established", .case_id = "C60"),
  OVER_A_OWN ("rekor2-timestamp-outside-trust-root-tsa-validity_fail", "INVALID", "time"),
  OVER_A_OWN ("rekor2-timestamp-outside-tsa-cert-validity_fail", "INVALID", "time"),
  OVER_A_OWN ("rekor2-timestamp-payload-mismatch_fail", "INVALID", "digest", "made for other bytes", "C58"),
  OVER_A_OWN ("rekor2-timestamp-untrusted-tsa-without-embedded-cert_fail", "UNVERIFIABLE", "time-not-established"),
  OVER_A_OWN ("rekor2-timestamp-with-embedded-cert", "VALID"),
  OVER_A_OWN ("rekor2-timestamp-with-expired-cert-chain", "VALID"),
  OVER_A_OWN ("rekor2-timestamp-without-embedded-cert", "VALID"),
  OVER_A ("signature-mismatch_fail", "INVALID", .case_id = "C47"),
  OVER_A_OWN ("trust-root-tlog-validity-end-inclusive", "VALID"),
  OVER_A ("wrong-hashedrekord-artifact_fail", "INVALID", .case_id = "C47"),
  OVER_A ("wrong-hashedrekord-entry_fail", "INVALID", "proof", .case_id = "C48"),
  { BUNDLE ("wrong-material_fail"), OF_OWN ("wrong-material_fail"), PUBLIC, "sigstore", NULL, "INVALID", .case_id = "C47" },

  /* What the suite leaves to the client's arguments. */
  { NULL, OF_A ("happy-path-v0.3"), "production-trust/trusted_root.json;identity=subject=somebody@example.org;"
    "identity=issuer=https://token.actions.githubusercontent.com", "sigstore", NULL, "INVALID", "identity", .case_id = "C49" },
  { NULL, OF_A ("happy-path-v0.3"), "production-trust/trusted_root.json", "sigstore", NULL, "UNVERIFIABLE", "key-missing",
    "does not say whose signatures count" },
  { NULL, OF_A ("happy-path-v0.3"), NULL, "sigstore", NULL, "UNVERIFIABLE", "chain-untrusted", "fingerprint" },
  { NULL, OF_A ("happy-path-v0.3") "|production-trust/trusted_root.json", NULL, "sigstore", NULL, "UNVERIFIABLE", "key-in-bundle-only",
    "fingerprint", "C38" },
  { NULL, "happy-path-v0.3/bundle.sigstore.json=a.txt.sigstore.json", PUBLIC, "sigstore", NULL, "INCOMPLETE", "payload-withheld" },
  { NULL, "a.txt=elsewhere/b.txt|happy-path-v0.3/bundle.sigstore.json=proof.sigstore.json", PUBLIC, "sigstore", "elsewhere/b.txt",
    "VALID" },
  { NULL, "a.txt", NULL, "oci-layout", NULL, "UNANCHORED", .make = make_good_package },
  { NULL, "a.txt", NULL, "oci-layout", NULL, "INVALID", "digest", "does not hold the bytes", "C01", make_spoiled_package },
};

static const Disagreement disagreements[] = {
  { BUNDLE ("bundle-unknown-version_fail"),
    "sigstore_bundle.proto, media_type: a version that a client does not know is not its to judge" },
  { BUNDLE ("rekor2-no-timestamp_fail"),
    "RFC 5280 section 6.1.1 (b): a path is judged at a time, and none is shown" },
  { BUNDLE ("rekor2-timestamp-untrusted-tsa-without-embedded-cert_fail"),
    "RFC 3161 section 2.3: a token of an authority whose certificate is not at hand cannot be verified" },
};

const VectorSet vectors_sigstore = { "sigstore", vectors, G_N_ELEMENTS (vectors), disagreements, G_N_ELEMENTS (disagreements) };
