/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "public-key.h"
#include "verdict.h"

G_BEGIN_DECLS

struct x509_st;

/**
 * RcCertificate:
 *
 * An X.509 certificate (RFC 5280): what it says, never whether that is true; immutable, counted.
 */
typedef struct _RcCertificate RcCertificate;

/* Of the subject's alternative names. */
typedef enum
{
  RC_CERTIFICATE_URI,
  RC_CERTIFICATE_EMAIL,
  RC_CERTIFICATE_DNS,
} RcCertificateName;

/* Bits of the key usage (RFC 5280 section 4.2.1.3), as libcrypto numbers them. */
#define RC_KEY_USAGE_DIGITAL_SIGNATURE 0x0080u
#define RC_KEY_USAGE_NON_REPUDIATION   0x0040u
#define RC_KEY_USAGE_CERTIFICATE_SIGN  0x0004u

/* What the holder must be certified for. */
typedef enum
{
  RC_CERTIFICATE_FOR_ANY,
  RC_CERTIFICATE_FOR_CODE_SIGNING,
  RC_CERTIFICATE_FOR_TIME_STAMPING,   /* critical, and for nothing else (RFC 3161 section 2.3) */
} RcCertificateUse;

/* The whole of @bytes, in DER; (nullable). */
RcCertificate *rc_certificate_new_der      (const void          *bytes,
                                            gsize                length);
/* Takes a reference; (nullable) as above. */
RcCertificate *rc_certificate_new_x509     (struct x509_st      *certificate);
/* Every block of a PEM text, all of which must be certificates; (nullable). */
GPtrArray     *rc_certificate_list_pem     (const char          *text,
                                            gsize                length);
RcCertificate *rc_certificate_ref          (RcCertificate       *self);
void           rc_certificate_unref        (RcCertificate       *self);
/* (transfer none) (nullable): NULL: of a type that rc_public_key_new_evp() does not take. */
RcPublicKey   *rc_certificate_get_key      (const RcCertificate *self);
GBytes        *rc_certificate_get_der      (const RcCertificate *self);   /* (transfer none) */
/* SHA-256 over the DER. */
void           rc_certificate_fingerprint  (const RcCertificate *self,
                                            RcDigest            *out_fingerprint);
gboolean       rc_certificate_equal        (const RcCertificate *a,
                                            const RcCertificate *b);
/* Safe to show, on one line, the most particular part first: "CN=…,O=…". */
const char    *rc_certificate_get_subject  (const RcCertificate *self);
const char    *rc_certificate_get_issuer   (const RcCertificate *self);
/* Both ends are inside; microseconds of UTC. */
gint64         rc_certificate_not_before_us (const RcCertificate *self);
gint64         rc_certificate_not_after_us (const RcCertificate *self);
/* One sentence where it is not valid at @at_us; (transfer full) (nullable). */
char          *rc_certificate_dup_time_fault (const RcCertificate *self,
                                            gint64               at_us);
/* In their order; a name with a NUL or that is no UTF-8 is left out; (element-type utf8) (transfer full). */
GPtrArray     *rc_certificate_list_names   (const RcCertificate *self,
                                            RcCertificateName    kind);
/* The UTF8String values of otherName entries of that type; (element-type utf8) (transfer full). */
GPtrArray     *rc_certificate_list_other_names (const RcCertificate *self,
                                            const char          *oid);
/* What stands in the extension's octet string; (nullable): absent, or there twice. */
GBytes        *rc_certificate_get_extension (const RcCertificate *self,
                                            const char          *oid);
/* Basic constraints say so. */
gboolean       rc_certificate_is_ca        (const RcCertificate *self);
gboolean       rc_certificate_is_self_signed (const RcCertificate *self);   /* signed by the key that it names */
/* All of @usages, or the certificate does not limit its use. */
gboolean       rc_certificate_allows       (const RcCertificate *self,
                                            guint                usages);
/* NULL: no such extension; OIDs in dotted form. */
GPtrArray     *rc_certificate_list_extended_usages (const RcCertificate *self);
/* (transfer none): for calls of libcrypto. */
struct x509_st *rc_certificate_peek        (const RcCertificate *self);

/* core/certificate-chain.c */
RcVerdict      rc_certificate_check_chain  (RcCertificate       *leaf,
                                            GPtrArray           *intermediates,   /* (nullable) of RcCertificate */
                                            GPtrArray           *roots,           /* of RcCertificate */
                                            RcCertificateUse     use,
                                            gint64               at_us,
                                            const char         **out_reason,
                                            char               **out_detail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCertificate, rc_certificate_unref)

G_END_DECLS
