/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/core/certificate-fixture.h"

#include "reports/archival/signing-examine.h"
#include "reports/archival/signing.h"

G_BEGIN_DECLS

#define SIGNING_PASSPHRASE "Schl\xc3\xbcssel"

/* In the middle of 2025, in which the certificates are valid. */
#define SIGNING_DAY G_GINT64_CONSTANT (1750000000000000)

/* A document that was frozen, and the key of who signs it. */
typedef struct
{
  CertificateMaker *root;
  CertificateMaker *maker;
  GBytes           *file;        /* PKCS#12 */
  GBytes           *frozen;
  RcDigest          digest;
} SigningFixture;

void                  signing_fixture_set_up        (SigningFixture         *self,
                                                     gconstpointer           data);
void                  signing_fixture_set_up_with   (SigningFixture         *self,
                                                     const CertificateWish  *wish,
                                                     gboolean                has_field);
void                  signing_fixture_tear_down     (SigningFixture         *self,
                                                     gconstpointer           data);
/* All transfer full. */
GBytes               *signing_fixture_make_key_file (const CertificateMaker *maker,
                                                     const CertificateMaker *issuer);
RcSigningKey         *signing_fixture_open_key      (const SigningFixture   *self);
GBytes               *signing_fixture_sign          (const SigningFixture   *self,
                                                     GBytes                 *pdf,
                                                     const char             *reason,
                                                     const char             *place);
RcSigningExamination *signing_fixture_examine       (const SigningFixture   *self,
                                                     GBytes                 *pdf);
GBytes               *signing_fixture_join          (GBytes                 *bytes,
                                                     const char             *more);
/* One bit at @at is another. */
GBytes               *signing_fixture_flip          (GBytes                 *bytes,
                                                     gsize                   at);

G_END_DECLS
