/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/certificate.h"
#include "core/digest.h"

G_BEGIN_DECLS

/**
 * RcCmsSigned:
 *
 * A CMS SignedData (RFC 5652) with exactly one signer, who signed attributes: those, the content and the certificates that came along.
 */
typedef struct _RcCmsSigned RcCmsSigned;

typedef enum
{
  RC_CMS_ANOTHER,
  RC_CMS_TIME_STAMP_REFUSAL,    /* RFC 3161 section 2.4.2, without a token */
  RC_CMS_TIME_STAMP_RESPONSE,   /* with one */
  RC_CMS_TIME_STAMP_TOKEN,
  RC_CMS_SIGNATURE,             /* over anything else */
} RcCmsShape;

/* Faults that tell more than that it cannot be read. */
#define RC_CMS_NOBODY  "nobody signed it"
#define RC_CMS_SEVERAL "it has more than one signer"
#define RC_CMS_PLAIN   "its signer signed no attributes"

/* What a file that begins with @head is: DER, PEM or base64 of it. @size: of the whole file. */
RcCmsShape     rc_cms_peek                 (const char        *head,
                                            gsize              length,
                                            guint64            size);
/* The DER in a whole file; (nullable): base64 that is none. */
GBytes        *rc_cms_decode               (const char        *bytes,
                                            gsize              length);
/* @out_fault: (transfer none): half a sentence, for "… begins like a signature, but %s". */
RcCmsSigned   *rc_cms_signed_parse         (const void        *bytes,
                                            gsize              length,
                                            const char       **out_fault);
void           rc_cms_signed_free          (RcCmsSigned       *self);
/* Dotted. */
const char    *rc_cms_signed_get_content_type (const RcCmsSigned *self);
/* (transfer none) (nullable): NULL: detached. */
GBytes        *rc_cms_signed_get_content   (const RcCmsSigned *self);
/* By which the signer made the digest of the content; RC_HASH_NONE: by none that is known here. */
RcHash         rc_cms_signed_get_hash      (const RcCmsSigned *self);
/* What came along, trusted for nothing; (transfer none) (element-type RcCertificate). */
GPtrArray     *rc_cms_signed_get_certificates (const RcCmsSigned *self);
/* The signer's own word; RC_TIME_NONE: none. */
gint64         rc_cms_signed_get_claimed_us (const RcCmsSigned *self);
/* Whether the signer signed which certificate is meant (RFC 5035). */
gboolean       rc_cms_signed_names_certificate (const RcCmsSigned *self);
/* Whether the attribute messageDigest is this digest. */
gboolean       rc_cms_signed_has_digest    (const RcCmsSigned *self,
                                            const void        *digest,
                                            gsize              length);
/* Of the content, as it was signed; (transfer full). */
GBytes        *rc_cms_signed_dup_digest    (const RcCmsSigned *self);
RcVerdict      rc_cms_signed_verify        (RcCmsSigned       *self,
                                            GPtrArray         *help,        /* (nullable) */
                                            RcCertificate    **out_signer,
                                            const char       **out_reason,
                                            char             **out_detail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCmsSigned, rc_cms_signed_free)

G_END_DECLS
