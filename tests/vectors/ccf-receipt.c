/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/vectors/vectors.h"

#define SERVICE_1 "service-1.pem;kind=ccf-service-cert"
#define SERVICE_2 "service-2.pem;kind=ccf-service-cert"

static const Vector vectors[] = {
  { "receipt-1.json", NULL, SERVICE_1, "ccf-receipt", "receipt-1.json", "VALID", NULL, "claimed nothing in the transaction" },
  { "receipt-2.json", NULL, SERVICE_2, "ccf-receipt", "receipt-2.json", "VALID", NULL, "that it ran out since is usual" },
  { "variants/receipt-1-signature-of-2.json", NULL, SERVICE_1, "ccf-receipt", NULL, "INVALID", "signature" },
  { "variants/receipt-1-node-of-2.json", NULL, SERVICE_1, "ccf-receipt", NULL, "INVALID", NULL, NULL, "C67" },
  { "variants/receipt-1-short-proof.json", NULL, SERVICE_1, "ccf-receipt", NULL, "INVALID", "signature" },
  { "variants/receipt-1-claims-digest.json", NULL, SERVICE_1, "ccf-receipt", NULL, "INVALID", "signature" },
  /* The service of another ledger, none, and one that came with the receipt. */
  { NULL, "receipt-1.json", SERVICE_2, "ccf-receipt", NULL, "UNVERIFIABLE", "chain-untrusted" },
  { NULL, "receipt-1.json", NULL, "ccf-receipt", NULL, "UNVERIFIABLE", "chain-untrusted", .case_id = "C40" },
  { NULL, "receipt-1.json|service-1.pem", NULL, "ccf-receipt", NULL, "UNVERIFIABLE", "key-in-bundle-only", "fingerprint", "C38" },
  { NULL, "receipt-1.json", "service-1.pem;kind=ccf-service-cert;purpose=time-stamps", "ccf-receipt", NULL, "UNVERIFIABLE", "key-missing" },
};

const VectorSet vectors_ccf_receipt = { "ccf-receipt", vectors, G_N_ELEMENTS (vectors) };
