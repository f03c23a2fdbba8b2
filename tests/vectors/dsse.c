/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/vectors/vectors.h"

#define KEY "hello-world/key.pub.pem;purpose=statements"
#define VARIANTS "hello-world-variants/"

static const Vector vectors[] = {
  { "hello-world/envelope.json", NULL, KEY, "dsse", "envelope.json", "VALID", NULL, "r and s one behind the other" },
  { NULL, "hello-world/envelope.json", KEY, "dsse", "envelope.json", "VALID", NULL, "http://example.com/HelloWorld" },
  { NULL, "hello-world/envelope.json", NULL, "dsse", "envelope.json", "UNVERIFIABLE", "key-missing" },
  { NULL, "hello-world/envelope.json|hello-world/key.pub.pem", NULL, "dsse", "envelope.json", "UNVERIFIABLE", "key-in-bundle-only",
    "fingerprint", "C38" },
  { NULL, "hello-world/envelope.json", "hello-world/key.pub.pem;purpose=models", "dsse", "envelope.json", "UNVERIFIABLE", "key-missing" },
  { VARIANTS "payloadtype-changed.json", NULL, KEY, "dsse", NULL, "INVALID", "signature", .case_id = "C35" },
  { VARIANTS "payload-changed.json", NULL, KEY, "dsse", NULL, "MALFORMED", "format", "strict Base64" },
  { VARIANTS "payload-extra-newline.json", NULL, KEY, "dsse", NULL, "INVALID", "signature", .case_id = "C34" },
  { VARIANTS "payload-urlsafe-base64.json", NULL, KEY, "dsse", NULL, "VALID" },
  { VARIANTS "keyid-lies.json", NULL, KEY, "dsse", NULL, "VALID", NULL, "“deadbeef”" },
  { VARIANTS "same-sig-twice.json", NULL, KEY, "dsse", NULL, "VALID" },
  { VARIANTS "no-signatures.json", NULL, KEY, "dsse", NULL, "UNSIGNED", .case_id = "C36" },
  { VARIANTS "unknown-extra-field.json", NULL, KEY, "dsse", NULL, "VALID" },
};

static const char * const material[] = { "hello-world/pae.txt", NULL };

const VectorSet vectors_dsse = { "dsse", vectors, G_N_ELEMENTS (vectors), .material = material };
