/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/vectors/vectors.h"

#define SIGSTAGE "sigstage/ts_chain.pem;kind=tsa-root;purpose=time-stamps"
#define TEST_TSA "test_tsa/ts_chain.pem;kind=tsa-root;purpose=time-stamps"
#define STAMP(response) "hello.bin|" response "=hello.bin.tsr"

static const Vector vectors[] = {
  { "sigstage/response-sha256.tsr", STAMP ("sigstage/response-sha256.tsr"), SIGSTAGE, "time-stamp", "hello.bin", "VALID", NULL,
    "2025-05-09T11:58:55" },
  { "sigstage/response-sha384.tsr", STAMP ("sigstage/response-sha384.tsr"), SIGSTAGE, "time-stamp", "hello.bin", "VALID" },
  { "sigstage/response-sha512.tsr", STAMP ("sigstage/response-sha512.tsr"), SIGSTAGE, "time-stamp", "hello.bin", "VALID" },
  { "sigstage/response-no-embedded-cert.tsr", STAMP ("sigstage/response-no-embedded-cert.tsr"), SIGSTAGE, "time-stamp", "hello.bin",
    "VALID" },
  { "sigstage/response-invalid-signature.tsr", STAMP ("sigstage/response-invalid-signature.tsr"), SIGSTAGE, "time-stamp", "hello.bin",
    "INVALID", "signature", .case_id = "C58" },
  { "test_tsa/response.tsr", STAMP ("test_tsa/response.tsr"), TEST_TSA, "time-stamp", "hello.bin", "VALID" },
  { "hello-tampered.bin", "hello-tampered.bin=hello.bin|test_tsa/response.tsr=hello.bin.tsr", TEST_TSA, "time-stamp", "hello.bin", "INVALID",
    "digest", .case_id = "C58" },
  /* Found by what it stamps. */
  { NULL, "hello.bin|sigstage/response-sha256.tsr", SIGSTAGE, "time-stamp", "hello.bin", "VALID" },
  { NULL, "hello.bin|sigstage/response-sha512.tsr", SIGSTAGE, "time-stamp", "hello.bin", "VALID" },
  { NULL, "sigstage/response-sha512.tsr", SIGSTAGE, "time-stamp", NULL, "INCOMPLETE", "payload-withheld" },
  /* Another authority, none, one that came along, one for something else. */
  { NULL, STAMP ("sigstage/response-sha256.tsr"), TEST_TSA, "time-stamp", "hello.bin", "UNVERIFIABLE", "chain-untrusted" },
  { NULL, STAMP ("sigstage/response-sha256.tsr"), NULL, "time-stamp", "hello.bin", "UNVERIFIABLE", "chain-untrusted" },
  { NULL, STAMP ("sigstage/response-no-embedded-cert.tsr"), NULL, "time-stamp", "hello.bin", "UNVERIFIABLE", "key-missing" },
  { NULL, STAMP ("sigstage/response-sha256.tsr") "|sigstage/ts_chain.pem", NULL, "time-stamp", "hello.bin", "UNVERIFIABLE",
    "key-in-bundle-only", "fingerprint", "C38" },
  { NULL, STAMP ("sigstage/response-sha256.tsr"), "sigstage/ts_chain.pem;kind=x509-root", "time-stamp", "hello.bin", "UNVERIFIABLE",
    "chain-untrusted" },
  { NULL, STAMP ("sigstage/response-sha256.tsr"), "sigstage/ts_chain.pem;kind=tsa-root;purpose=time-stamps;to=2025-01-01T00:00:00Z",
    "time-stamp", "hello.bin", "INVALID", "time" },
};

/* Requests, and what is stamped. */
static const char * const material[] = { "sigstage/request.der", "test_tsa/request.der", "hello.bin", NULL };

const VectorSet vectors_rfc3161 = { "rfc3161", vectors, G_N_ELEMENTS (vectors), .material = material };
