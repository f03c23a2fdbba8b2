/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/vectors/vectors.h"

#define FOR_TESTS ";identity=namespace=unittest"
#define EVERY_KEY "ed25519.pub" FOR_TESTS "|ecdsa.pub" FOR_TESTS "|rsa.pub" FOR_TESTS "|ed25519_sk.pub" FOR_TESTS
#define OF_DATA "signed-data|"

static const Vector vectors[] = {
  { "ed25519.sig", OF_DATA "ed25519.sig=signed-data.sig", EVERY_KEY, "sshsig", "signed-data", "VALID" },
  { "ecdsa.sig", OF_DATA "ecdsa.sig=signed-data.sshsig", EVERY_KEY, "sshsig", "signed-data", "VALID" },
  { "rsa.sig", OF_DATA "rsa.sig=signed-data.sig", EVERY_KEY, "sshsig", "signed-data", "VALID" },
  { "ed25519_sk.sig", OF_DATA "ed25519_sk.sig=signed-data.sig", EVERY_KEY, "sshsig", "signed-data", "VALID", NULL, "security key" },
  { NULL, OF_DATA "ed25519.sig=signed-data.sig", "allowed_signers", "sshsig", "signed-data", "VALID" },
  { "signed-data.tampered", "signed-data.tampered=signed-data|ed25519.sig=signed-data.sig", EVERY_KEY, "sshsig", "signed-data",
    "INVALID", "signature", .case_id = "C34" },
  { "signed-data.tampered", "signed-data.tampered=signed-data|ecdsa.sig=signed-data.sig", EVERY_KEY, "sshsig", "signed-data",
    "INVALID", "signature" },
  { "signed-data.tampered", "signed-data.tampered=signed-data|rsa.sig=signed-data.sig", EVERY_KEY, "sshsig", "signed-data",
    "INVALID", "signature" },
  { "signed-data.tampered", "signed-data.tampered=signed-data|ed25519_sk.sig=signed-data.sig", EVERY_KEY, "sshsig", "signed-data",
    "INVALID", "signature" },
  { "signed-data.tampered", "signed-data.tampered=signed-data|ed25519.sig=signed-data.sig", NULL, "sshsig", "signed-data",
    "INVALID", "signature" },
  { NULL, OF_DATA "ed25519.sig=signed-data.sig", "ed25519.pub", "sshsig", "signed-data", "INVALID", "namespace", "unittest", "C45" },
  { NULL, OF_DATA "rsa.sig=signed-data.sig", "rsa.pub;identity=namespace=git", "sshsig", "signed-data", "INVALID", "namespace" },
  { NULL, OF_DATA "ed25519.sig=signed-data.sig", "ed25519.pub;purpose=log-head" FOR_TESTS, "sshsig", "signed-data", "UNVERIFIABLE",
    "key-missing" },
  { NULL, OF_DATA "ed25519.sig=signed-data.sig", "ecdsa.pub" FOR_TESTS, "sshsig", "signed-data", "UNVERIFIABLE", "key-in-bundle-only",
    "fingerprint" },
  { NULL, OF_DATA "ed25519.sig=signed-data.sig|allowed_signers", NULL, "sshsig", "signed-data", "UNVERIFIABLE", "key-in-bundle-only",
    "fingerprint", "C38" },
  { NULL, "ed25519.sig=absent.sig", EVERY_KEY, "sshsig", "absent.sig", "INCOMPLETE", "payload-withheld" },
};

const VectorSet vectors_sshsig = { "sshsig", vectors, G_N_ELEMENTS (vectors) };
