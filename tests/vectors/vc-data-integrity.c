/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/vectors/vectors.h"

/* The public half of keyPair.json, which also holds the private one and is therefore refused as it stands. */
#define KEY "text:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2;purpose=statements"
#define KIND "vc-data-integrity"

static const Vector vectors[] = {
  { "eddsa-jcs-2022/signedJCS.json", NULL, KEY, KIND, "signedJCS.json", "VALID", NULL, "the signer claims 2023-02-24" },
  { NULL, "eddsa-jcs-2022/signedJCS.json", NULL, KIND, NULL, "UNVERIFIABLE", "key-in-bundle-only", "fingerprint", "C38" },
  { NULL, "eddsa-jcs-2022/signedJCS.json", "text:z6Mkf5rGMoatrSj1f4CyvuHBeXJELe9RPdzo2PKGNCKVtZxP", KIND, NULL, "UNVERIFIABLE",
    "key-in-bundle-only" },
  { NULL, "eddsa-jcs-2022/signedJCS.json", KEY ";identity=verification-method=https://vc.example/other", KIND, NULL, "UNVERIFIABLE",
    "key-in-bundle-only" },
  { NULL, "eddsa-jcs-2022/signedJCS.json", "text:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2;purpose=models", KIND, NULL,
    "UNVERIFIABLE",
    "key-missing" },
  { "variants/subject-changed.json", NULL, KEY, KIND, NULL, "INVALID", "signature", .case_id = "C34" },
  { NULL, "variants/subject-changed.json", NULL, KIND, NULL, "INVALID", "signature" },
  { "variants/proof-created-backdated.json", NULL, KEY, KIND, NULL, "INVALID", "signature" },
};

const VectorSet vectors_vc_data_integrity = { "vc-data-integrity", vectors, G_N_ELEMENTS (vectors) };
