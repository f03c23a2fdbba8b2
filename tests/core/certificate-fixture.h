/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/certificate.h"

G_BEGIN_DECLS

struct evp_pkey_st;

/*
 * Certificates with keys that live as long as the test.
 */

/* Defaults: P-256, SHA-256, valid in the year 2025 (a CA from 2020 to 2040), a digital signature as the only use. */
typedef struct
{
  gboolean    is_ca;
  guint       rsa_bits;         /* 0: an elliptic curve */
  const char *digest;           /* "SHA1"; NULL: SHA-256 */
  const char *usage;            /* as in a configuration file of libcrypto; NULL: see above */
  const char *extended_usage;   /* the same */
  const char *names;            /* the same */
  const char *from;             /* "20250101000000Z" */
  const char *to;
} CertificateWish;

typedef struct
{
  struct evp_pkey_st *key;
  RcCertificate      *certificate;
} CertificateMaker;

/* @issuer: NULL: signed by itself. */
CertificateMaker *certificate_maker_new  (const char             *name,
                                          const CertificateMaker *issuer,
                                          const CertificateWish  *wish);
void              certificate_maker_free (CertificateMaker       *self);
char             *certificate_maker_pem  (const CertificateMaker *self);
char             *certificate_maker_key_pem (const CertificateMaker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CertificateMaker, certificate_maker_free)

G_END_DECLS
