/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/vectors/vectors.h"

#define KEY "minisign.pub"

static const Vector vectors[] = {
  { "test.legacy.minisig", "test|test.legacy.minisig=test.minisig", KEY, "minisign", "test", "VALID", NULL, "older form" },
  { "test.prehashed.minisig", "test|test.prehashed.minisig=test.minisig", KEY, "minisign", "test", "VALID" },
  { "Test", "Test|test.prehashed.minisig=Test.minisig", KEY, "minisign", "Test", "INVALID", "signature", .case_id = "C34" },
  { NULL, "Test|test.legacy.minisig=Test.minisig", KEY, "minisign", "Test", "INVALID", "signature" },
  { NULL, "test|test.prehashed.minisig=test.minisig", NULL, "minisign", "test", "UNVERIFIABLE", "key-missing" },
  { NULL, "test|test.prehashed.minisig=test.minisig|minisign.pub", NULL, "minisign", "test", "UNVERIFIABLE", "key-in-bundle-only",
    "fingerprint", "C38" },
  { "variants/trusted-comment-edited.minisig", "test|variants/trusted-comment-edited.minisig=test.minisig", KEY, "minisign", "test",
    "INVALID", "signature", "trusted comment", "C41" },
  { "variants/untrusted-comment-edited.minisig", "test|variants/untrusted-comment-edited.minisig=test.minisig", KEY, "minisign", "test",
    "VALID", .case_id = "C42" },
  { "variants/alg-swapped.minisig", "test|variants/alg-swapped.minisig=test.minisig", KEY, "minisign", "test", "INVALID", "signature" },
  { "variants/no-global-signature.minisig", "test|variants/no-global-signature.minisig=test.minisig", KEY, "minisign", "test", "MALFORMED" },
  { "variants/crlf.minisig", "test|variants/crlf.minisig=test.minisig", KEY, "minisign", "test", "VALID" },
};

const VectorSet vectors_minisign = { "minisign", vectors, G_N_ELEMENTS (vectors) };
