/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/vectors/vectors.h"

#define KEY "keys/signing-key-pub.pem;purpose=models"
#define ROOT "keys/ca-cert.pem;purpose=models"
#define KEYLESS "/sigstore/production-trust/trusted_root.json;purpose=models;identity=subject=stefanb@us.ibm.com;" \
                "identity=issuer=https://sigstore.verify.ibm.com/oauth2"
#define SIG "model.sig"
#define SIGNED(folder) folder "model.sig=model.sig|" folder "signme-1=signme-1|" folder "signme-2=signme-2"

static const Vector vectors[] = {
  { "v0.3.1-certificate/model.sig", "v0.3.1-certificate/", ROOT, "oms", SIG, "VALID", NULL, "certified by" },
  { "v0.3.1-elliptic-key/model.sig", "v0.3.1-elliptic-key/", KEY, "oms", SIG, "VALID", NULL, "does not say which key" },
  { "v1.0.1-certificate/model.sig", SIGNED ("v1.0.1-certificate/"), ROOT, "oms", SIG, "VALID" },
  { "v1.0.1-certificate/ignore-me", "v1.0.1-certificate/", ROOT, "oms", SIG, "NOT_COVERED", NULL, "ignore-me" },
  { "v1.0.1-elliptic-key/model.sig", SIGNED ("v1.0.1-elliptic-key/"), KEY, "oms", SIG, "VALID", NULL, "does not say which key" },
  { "v1.0.1-elliptic-key/ignore-me", "v1.0.1-elliptic-key/", KEY, "oms", SIG, "NOT_COVERED", NULL, "ignore-me" },
  { "v1.1.0-certificate/model.sig", SIGNED ("v1.1.0-certificate/"), ROOT, "oms", SIG, "VALID" },
  { NULL, "v1.1.0-certificate/", ROOT, "oms", SIG, "VALID", NULL, "NOT_COVERED: the signer left out “ignore-me”" },
  { "v1.1.0-elliptic-key/model.sig", SIGNED ("v1.1.0-elliptic-key/"), KEY, "oms", SIG, "VALID" },
  { NULL, "v1.1.0-elliptic-key/", KEY, "oms", SIG, "VALID", NULL, "NOT_COVERED: the signer left out “ignore-me”" },
  { "v1.0.1-sigstore/model.sig", SIGNED ("v1.0.1-sigstore/"), KEYLESS, "oms", SIG, "VALID" },
  { "v1.0.1-sigstore/ignore-me", "v1.0.1-sigstore/", KEYLESS, "oms", SIG, "NOT_COVERED", NULL, "ignore-me" },
  { "v1.1.0-sigstore/model.sig", SIGNED ("v1.1.0-sigstore/"), KEYLESS, "oms", SIG, "VALID" },
  { NULL, "v1.1.0-sigstore/", KEYLESS, "oms", SIG, "VALID", NULL, "NOT_COVERED: the signer left out “ignore-me”" },
  { NULL, "v1.1.0-sigstore/", NULL, "oms", SIG, "UNVERIFIABLE" },
  { NULL, "v1.1.0-elliptic-key/", NULL, "oms", SIG, "UNVERIFIABLE", "key-missing", .case_id = "C40" },
  { NULL, "v0.3.1-elliptic-key/", NULL, "oms", SIG, "UNVERIFIABLE", "key-in-bundle-only", "fingerprint", "C38" },
  { NULL, "v1.1.0-certificate/", NULL, "oms", SIG, "UNVERIFIABLE", "chain-untrusted", "fingerprint" },
  { NULL, "v1.1.0-certificate/|keys/ca-cert.pem", NULL, "oms", SIG, "NOT_COVERED", NULL, "came with the evidence" },
  { NULL, "v1.1.0-certificate/", "keys/signing-key-pub.pem", "oms", SIG, "VALID" },
  { NULL, "v1.1.0-certificate/", "keys/ca-cert.pem;identity=subject=CN=somebody else", "oms", SIG, "INVALID", "identity",
    .case_id = "C49" },
  { NULL, "v1.1.0-elliptic-key/", "keys/signing-key-pub.pem;purpose=builds", "oms", SIG, "UNVERIFIABLE", "key-missing" },
  { NULL, "v1.1.0-elliptic-key/=here/model/|v1.1.0-elliptic-key/model.sig=here/model.sig", KEY, "oms", "here/model.sig", "INCOMPLETE" },
  { NULL, "v1.1.0-elliptic-key/=here/v1.1.0-elliptic-key/|v1.1.0-elliptic-key/model.sig=here/model.sig", KEY, "oms", "here/model.sig",
    "VALID" },
  { "variants/file-modified/model.sig", "variants/file-modified/", KEY, "oms", SIG, "INVALID", "digest", "signme-1", "C01" },
  { "variants/file-missing/model.sig", "variants/file-missing/", KEY, "oms", SIG, "INCOMPLETE", NULL, "signme-2", "C02" },
  { "variants/file-extra/model.sig", "variants/file-extra/", KEY, "oms", SIG, "NOT_COVERED", NULL, "pickle_payload.bin", "C03" },
  { "variants/files-swapped/model.sig", "variants/files-swapped/", KEY, "oms", SIG, "INVALID", "digest", "signme-2", "C04" },
  { "variants/file-ignored-by-signer/model.sig", "variants/file-ignored-by-signer/", KEY, "oms", SIG, "VALID", NULL,
    "NOT_COVERED: the signer left out “ignore-me”", "C50" },
};

/* No seal is over a file that the signer left out; that it is named as NOT_COVERED by the seal that leaves it out is asked above. */
static const char * const material[] = { "v1.1.0-certificate/ignore-me", "v1.1.0-elliptic-key/ignore-me", "v1.1.0-sigstore/ignore-me",
  "variants/file-ignored-by-signer/ignore-me", NULL };

const VectorSet vectors_oms = { "oms", vectors, G_N_ELEMENTS (vectors), .material = material };
