/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/vectors/vectors.h"

#include <string.h>

#define BOTH(folder) folder "/statement.cose|" folder "/receipt.cose|" folder "/payload.bin"
#define KEYS(folder) folder "/issuer-key.pub;purpose=statements|" folder "/log-key.pub;purpose=receipts"
#define ONE(folder, file, kind, verdict, reason, id) \
  { folder "/" file, BOTH (folder), KEYS (folder), kind, NULL, verdict, reason, NULL, id }

#define LEDGER "ccf-ledger/"

/* One hash of the path, or what the path leads to, is changed; the log's signature is not. */
static void
spoil_receipt (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "receipt.cose", NULL);
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (length, >, 120);
  content[length / 2] ^= 1;
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

static const Vector vectors[] = {
  ONE ("valid-eddsa", "expected.json", NULL, "VALID", NULL, NULL),
  ONE ("valid-eddsa", "statement.cose", "cose", "VALID", NULL, NULL),
  ONE ("valid-eddsa", "receipt.cose", "scitt", "VALID", NULL, NULL),
  ONE ("valid-es256", "expected.json", NULL, "VALID", NULL, NULL),
  ONE ("valid-es256", "statement.cose", "cose", "VALID", NULL, NULL),
  ONE ("valid-es256", "receipt.cose", "scitt", "VALID", NULL, NULL),
  ONE ("valid-ccf-vds2", "expected.json", NULL, "VALID", NULL, NULL),
  ONE ("valid-ccf-vds2", "statement.cose", "cose", "VALID", NULL, NULL),
  ONE ("valid-ccf-vds2", "receipt.cose", "scitt", "VALID", NULL, NULL),
  ONE ("fail-tampered-path", "expected.json", NULL, "INVALID", NULL, NULL),
  ONE ("fail-tampered-path", "statement.cose", NULL, "INVALID", NULL, NULL),
  ONE ("fail-tampered-path", "receipt.cose", "scitt", "INVALID", NULL, "C51"),
  ONE ("fail-bad-statement-sig", "expected.json", NULL, "INVALID", NULL, NULL),
  ONE ("fail-bad-statement-sig", "statement.cose", "cose", "INVALID", "signature", NULL),
  ONE ("fail-bad-statement-sig", "receipt.cose", NULL, "INVALID", NULL, NULL),
  /* The path was changed, the statement was not; the receipt over the changed statement holds. */
  { NULL, BOTH ("fail-tampered-path"), KEYS ("fail-tampered-path"), "cose", NULL, "VALID" },
  { NULL, BOTH ("fail-bad-statement-sig"), KEYS ("fail-bad-statement-sig"), "scitt", NULL, "VALID" },
  { NULL, BOTH ("valid-ccf-vds2"), KEYS ("valid-ccf-vds2"), "scitt", NULL, "INVALID", .make = spoil_receipt },
  /* The receipt of another statement. */
  { NULL, "valid-eddsa/statement.cose|valid-ccf-vds2/receipt.cose", KEYS ("valid-ccf-vds2"), "scitt", NULL, "INVALID", "proof" },
  { NULL, "valid-eddsa/receipt.cose", KEYS ("valid-eddsa"), "scitt", NULL, "INCOMPLETE", "payload-withheld" },
  { NULL, BOTH ("valid-eddsa"), NULL, "scitt", NULL, "UNVERIFIABLE", "key-missing", .case_id = "C40" },
  { LEDGER "manifest.spdx.json.sha384.digest.cose", NULL, NULL, "cose", NULL, "UNVERIFIABLE", "chain-untrusted" },
  { LEDGER "cts-hashv-cwtclaims-b64url.cose", NULL, NULL, "cose", NULL, "UNVERIFIABLE", "chain-untrusted" },
};

const VectorSet vectors_scitt = { "scitt", vectors, G_N_ELEMENTS (vectors) };
