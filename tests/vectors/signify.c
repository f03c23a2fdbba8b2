/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/vectors/vectors.h"

static const Vector vectors[] = {
  { "orders.txt.sig", "orders.txt|orders.txt.sig", "regresskey.pub", "signify", "orders.txt", "VALID" },
  { "forgery.txt.sig", "forgery.txt|forgery.txt.sig", "regresskey.pub", "signify", "forgery.txt", "INVALID", "signature" },
  { "SHA256.sig", "SHA256.sig", "signifyportable.pub", "signify", "SHA256.sig", "VALID" },
  /* The list within the signed text names an archive that was not received. */
  { NULL, "SHA256.sig", "signifyportable.pub", "digest-list", "SHA256.sig", "INCOMPLETE" },
};

const VectorSet vectors_signify = { "signify", vectors, G_N_ELEMENTS (vectors) };
