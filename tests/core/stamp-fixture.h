/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "certificate-fixture.h"

G_BEGIN_DECLS

/*
 * Time stamps and CMS signatures by authorities that live as long as the test.
 */

typedef struct
{
  const CertificateMaker *signer;
  const CertificateMaker *second;       /* (nullable): signs, too */
  const CertificateMaker *beside;       /* (nullable): its certificate lies in it, before that of the signer */
  const char             *digest;       /* of what is stamped or signed: "SHA1"; NULL: SHA-256 */
  const char             *time;         /* GeneralizedTime; NULL: noon of 1 June 2025 */
  gboolean                is_response;
  gboolean                leaves_out_certificate;
  gboolean                names_no_certificate;
  gboolean                is_attached;  /* of a signature: what is signed stands in it */
} StampWish;

/* A time stamp over @message, in DER. */
GBytes *stamp_make      (const StampWish *wish,
                         const void      *message,
                         gsize            length);
/* A signature over @message, in DER. */
GBytes *stamp_make_signature (const StampWish *wish,
                         const void      *message,
                         gsize            length);
/* A response without a token: the request was refused. */
GBytes *stamp_make_refusal (void);

G_END_DECLS
