/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/vectors/vectors.h"

#define KEYS "valid-chain/public-keys.json;purpose=cloudtrail"
#define LAKE_KEYS "lake-query-results/public-keys.json;purpose=cloudtrail"
#define DIGESTS "cloudtrail"
#define LAKE "cloudtrail-lake"

static const Vector vectors[] = {
  { "valid-chain/", "valid-chain/", KEYS, DIGESTS, "inference-audit_eu-central-1", "VALID", NULL, "END_NOT_PROVEN" },
  { NULL, "valid-chain/", KEYS, DIGESTS, NULL, "VALID", NULL, "1 digests that hold state that no log files were delivered" },
  { NULL, "valid-chain/", NULL, DIGESTS, NULL, "UNVERIFIABLE", "key-in-bundle-only", "not by whom" },
  { NULL, "valid-chain/", "valid-chain/public-keys.json;purpose=files", DIGESTS, NULL, "UNVERIFIABLE", "key-missing", "was accepted for" },
  { "log-modified/", "log-modified/", KEYS, DIGESTS, NULL, "INVALID", "digest", "digest-mismatch" },
  { "log-missing/", "log-missing/", KEYS, DIGESTS, NULL, "INCOMPLETE", NULL, "1 listed log files were not received" },
  { "digest-missing/", "digest-missing/", KEYS, DIGESTS, NULL, "GAP", NULL, "is listed by no digest", "C61" },
  { "digest-modified/", "digest-modified/", KEYS, DIGESTS, NULL, "INVALID", "signature", "its hash differs" },
  { "digest-signature-missing/", "digest-signature-missing/", KEYS, DIGESTS, NULL, "UNVERIFIABLE", "metadata-lost",
    "1 digests came without their signature", "C62" },
  { "key-not-supplied/", "key-not-supplied/", "key-not-supplied/public-keys.json", DIGESTS, NULL, "UNVERIFIABLE", "key-missing",
    "48412e208abbb83c04bdee031390fb15", "C40" },
  { "resigned-with-unknown-key/", "resigned-with-unknown-key/", KEYS, DIGESTS, NULL, "UNVERIFIABLE", "key-missing",
    "4c2b83aa565e474165e0fed7dc03ad73" },
  { "resigned-key-in-bundle/", "resigned-key-in-bundle/", KEYS, DIGESTS, NULL, "UNVERIFIABLE", "key-in-bundle-only", "not by whom", "C38" },
  { "chain-restart/", "chain-restart/", KEYS, DIGESTS, NULL, "GAP", NULL, "although no time passed", "C63" },
  { "tail-truncated/", "tail-truncated/", KEYS, DIGESTS, NULL, "NOT_COVERED", NULL, "END_NOT_PROVEN: digests after 2025-03-10T11:00:00Z",
    "C16" },
  { "moved-prefix/", "moved-prefix/", KEYS, DIGESTS, NULL, "VALID", NULL, "RELOCATED: 4 digests", "C65" },
  { "fork-two-digests-same-hour/", "fork-two-digests-same-hour/", KEYS, DIGESTS, NULL, "FORK", NULL, "chain-fork", "C64" },
  { "documents/digest-2015-sample.json", NULL, KEYS, DIGESTS, NULL, "UNVERIFIABLE", "metadata-lost", "PARTIAL" },
  { "documents/digest-2020-starting.json", NULL, KEYS, DIGESTS, NULL, "UNVERIFIABLE", "metadata-lost" },
  { "lake-query-results/result_sign.json", NULL, LAKE_KEYS, LAKE, NULL, "INCOMPLETE", NULL, "listed-absent" },
  { NULL, "lake-query-results/", NULL, LAKE, NULL, "INCOMPLETE", NULL, "key-in-bundle-only" },
  { "lake-query-results-file-added/result_sign.json", NULL, LAKE_KEYS, LAKE, NULL, "INVALID", "signature" },
  { "lake-query-results-renamed-backdated/result_sign.json", NULL, LAKE_KEYS, LAKE, NULL, "INCOMPLETE", NULL, "are not signed", "C66" },
};

const VectorSet vectors_cloudtrail = { "cloudtrail", vectors, G_N_ELEMENTS (vectors) };
