/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/certificate.h"
#include "reports/archival/archival.h"

G_BEGIN_DECLS

/*
 * Signatures over documents that leave the house: in the file (CMS, as readers of PDF know it), or beside it (minisign). Without a time stamp or an
 * answer of the issuer of the certificate: what the file shows later is who held the key, not when, nor whether it had been withdrawn.
 */

typedef struct _RcSigningKey RcSigningKey;

/* The key and its certificates in a PKCS#12 file, which must be fit to sign at @at_us. (transfer full) (nullable) */
RcSigningKey  *rc_signing_key_open      (GBytes              *file,
                                         const char          *passphrase,
                                         gint64               at_us,
                                         GError             **error);
void           rc_signing_key_free      (RcSigningKey        *self);
/* (transfer none) */
RcCertificate *rc_signing_key_get_certificate (const RcSigningKey *self);

/**
 * rc_signing_sign_pdf:
 * @pdf: of this program's making
 * @reason: (nullable)
 * @place: (nullable)
 * @at_us: what the signature says of its time
 *
 * The signature stands behind the bytes of @pdf, which stay as they are, in its empty field or, without one, in one of its own.
 *
 * Returns: (transfer full) (nullable)
 */
GBytes        *rc_signing_sign_pdf      (GBytes              *pdf,
                                         const RcSigningKey  *key,
                                         const char          *reason,
                                         const char          *place,
                                         gint64               at_us,
                                         GError             **error);

/* A file of minisign over @bytes by the auditor's key, which must be unlocked. @name: of the file that is signed. (transfer full) (nullable) */
char          *rc_signing_minisign      (GBytes              *bytes,
                                         const char          *name,
                                         gint64               at_us,
                                         GError             **error);
/* The same with words of the caller's under the signature, in one line. (transfer full) (nullable) */
char          *rc_signing_minisign_commented (GBytes          *bytes,
                                         const char          *comment,
                                         GError             **error);
/* The public key with which minisign verifies those, as a file of minisign; the auditor's key must be unlocked. (transfer full) (nullable) */
char          *rc_signing_dup_minisign_key (GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSigningKey, rc_signing_key_free)

G_END_DECLS
