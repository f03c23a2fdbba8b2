/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "certificate-fixture.h"
#include "seal-fixture.h"

G_BEGIN_DECLS

#define SIGSTORE_SUBJECT "https://forge.example.org/bank/model/.github/workflows/release.yml@refs/heads/main"
#define SIGSTORE_ISSUER "https://login.example.org"
/* 2025-06-01T00:01:00Z, within the signer's certificate. */
#define SIGSTORE_SECONDS G_GINT64_CONSTANT (1748736060)

/*
 * An authority, a log of certificates, a log of signatures, and a signer with all that a bundle needs; everything lives as long as the
 * test.
 */
typedef struct
{
  CertificateMaker   *authority;
  struct evp_pkey_st *certificate_log;
  struct evp_pkey_st *log;
  CertificateMaker   *signer;
} SigstoreMaker;

typedef enum
{
  SIGSTORE_BY_KEY        = 1 << 0,   /* names the bare key, and no certificate */
  SIGSTORE_NO_PROMISE    = 1 << 1,   /* no time, then */
  SIGSTORE_NO_ENTRY      = 1 << 2,
  SIGSTORE_OTHER_ENTRY   = 1 << 3,   /* about another signature */
  SIGSTORE_OTHER_HEAD    = 1 << 4,   /* the log signed another root */
  SIGSTORE_HEAD_UNSIGNED = 1 << 5,   /* by the log: somebody else did */
  SIGSTORE_OTHER_LOG     = 1 << 6,   /* names a log that nobody knows */
  SIGSTORE_NO_KIND       = 1 << 7,   /* leaves the kind of the entry to the entry */
} SigstoreFlags;

/* What goes wrong when the signer's certificate is made. */
typedef enum
{
  SIGSTORE_SCT_GOOD,
  SIGSTORE_SCT_NONE,
  SIGSTORE_SCT_FORGED,
} SigstoreSct;

SigstoreMaker *sigstore_maker_new       (SigstoreSct          sct);
void           sigstore_maker_free      (SigstoreMaker       *self);
/* trusted_root.json. */
char          *sigstore_maker_root      (const SigstoreMaker *self);
char          *sigstore_maker_key       (const SigstoreMaker *self);   /* the signer's public key in PEM */
/* A bundle of version 0.3 over a file of that content, on one line. */
char          *sigstore_maker_file      (const SigstoreMaker *self,
                                         const char          *content,
                                         gint64               seconds,
                                         SigstoreFlags        flags);
/* The same over an envelope. */
char          *sigstore_maker_envelope  (const SigstoreMaker *self,
                                         const char          *payload_type,
                                         const char          *payload,
                                         gint64               seconds,
                                         SigstoreFlags        flags);
/* A statement of in-toto about one file. */
char          *sigstore_make_statement  (const char          *name,
                                         const char          *content);
/* base64 of the signer's signature. */
char          *sigstore_maker_sign      (const SigstoreMaker *self,
                                         const char          *message,
                                         gsize                length);
/* What cosign writes as the annotation dev.sigstore.cosign/bundle. */
char          *sigstore_maker_cosign    (const SigstoreMaker *self,
                                         const char          *message,
                                         const char          *signature);
/* An envelope of DSSE alone. */
char          *sigstore_maker_dsse      (const SigstoreMaker *self,
                                         const char          *payload_type,
                                         const char          *payload,
                                         char               **out_signature);
/* Accepts the trusted root; @subject: (nullable): the only signer. */
void           sigstore_maker_trust_root (const SigstoreMaker *self,
                                         SealFixture         *fixture,
                                         const char          *subject,
                                         const char          *issuer);
void           sigstore_maker_trust_key (const SigstoreMaker *self,
                                         SealFixture         *fixture);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SigstoreMaker, sigstore_maker_free)

G_END_DECLS
