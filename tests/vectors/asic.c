/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/vectors/vectors.h"

static const Vector vectors[] = {
  { "test.asice", NULL, NULL, "xades", "test1.txt", "UNVERIFIABLE", "chain-untrusted", "fingerprint" },
  { "forged_lt.asice", NULL, NULL, "xades", NULL, "INVALID", NULL, .case_id = "C46" },
  { "asice-path.asice", NULL, NULL, "asic", NULL, "UNSIGNED", NULL, "has the form" },
  { "asice-relative.asice", NULL, NULL, "asic", NULL, "INVALID", "path", "path-refused", "C06" },
  { "dot.asice", NULL, NULL, "asic", NULL, "INVALID", "path", "path-refused", "C12" },
  { "test-invalid.asics", NULL, NULL, "asic", NULL, "INVALID", "format", "of a type that it is not", "C12" },
  { "test.asics", NULL, NULL, "asic", NULL, "UNVERIFIABLE", "chain-untrusted", "has the form" },
  { "test-invalidts.asics", NULL, NULL, "time-stamp", NULL, "INVALID", "digest", .case_id = "C58" },
  { "xml-bomb-attr.xml", NULL, NULL, "xml-signature", NULL, "INVALID", "format", "DOCTYPE", "C70" },
  { "xml-bomb-cont.xml", NULL, NULL, "xml-signature", NULL, "INVALID", "format", "DOCTYPE", "C70" },
};

const VectorSet vectors_asic = { "asic", vectors, G_N_ELEMENTS (vectors) };
