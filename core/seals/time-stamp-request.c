/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/time-stamp-request.h"

#include <openssl/ts.h>

static void
set_digest (TS_REQ         *request,
            const RcDigest *digest)
{
  TS_MSG_IMPRINT *imprint = TS_MSG_IMPRINT_new ();
  X509_ALGOR *algorithm = X509_ALGOR_new ();

  /* With parameters that are NULL, as openssl and so every authority's own tests write it. */
  X509_ALGOR_set0 (algorithm, OBJ_nid2obj (NID_sha256), V_ASN1_NULL, NULL);
  TS_MSG_IMPRINT_set_algo (imprint, algorithm);
  TS_MSG_IMPRINT_set_msg (imprint, (unsigned char *) digest->bytes, RC_DIGEST_BYTES);
  TS_REQ_set_msg_imprint (request, imprint);
  X509_ALGOR_free (algorithm);
  TS_MSG_IMPRINT_free (imprint);
}

/**
 * rc_time_stamp_request_new:
 * @digest: SHA-256 of what is to be stamped
 *
 * A nonce only shows that an answer is fresh, and whether it is about this digest shows itself: an answer may come weeks later.
 *
 * Returns: (transfer full): a TimeStampReq of version 1 in DER, the same bytes for the same digest
 */
GBytes *
rc_time_stamp_request_new (const RcDigest *digest)
{
  TS_REQ *request = TS_REQ_new ();
  guchar *der = NULL;
  GBytes *bytes;
  int length;

  TS_REQ_set_version (request, 1);
  set_digest (request, digest);
  TS_REQ_set_cert_req (request, 1);
  length = i2d_TS_REQ (request, &der);
  TS_REQ_free (request);
  /* Only without memory. */
  if (length <= 0)
    g_error ("libcrypto could not write a request for a time stamp");

  bytes = g_bytes_new (der, (gsize) length);
  OPENSSL_free (der);
  return bytes;
}
