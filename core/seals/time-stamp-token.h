/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/certificate.h"

G_BEGIN_DECLS

/**
 * RcTimeStampToken:
 *
 * A time stamp of RFC 3161: that somebody with a clock saw a digest.
 */
typedef struct _RcTimeStampToken RcTimeStampToken;

/* A TimeStampResp or a bare TimeStampToken, in DER; (nullable). @out_fault: (transfer none): half a sentence, as of
 * rc_cms_signed_parse(). */
RcTimeStampToken *rc_time_stamp_token_parse     (const void              *bytes,
                                                 gsize                    length,
                                                 const char             **out_fault);
void              rc_time_stamp_token_free      (RcTimeStampToken        *self);
/* When the authority says it saw the digest, cut to microseconds of UTC; a claim until it is verified. */
gint64            rc_time_stamp_token_time_us   (const RcTimeStampToken  *self);
/* The digest's algorithm; RC_HASH_NONE: none that is known here. */
RcHash            rc_time_stamp_token_get_hash  (const RcTimeStampToken  *self);
gboolean          rc_time_stamp_token_has_digest (const RcTimeStampToken *self,
                                                 const void              *digest,
                                                 gsize                    length);
/* What it stamps, by that algorithm; (transfer full). */
GBytes           *rc_time_stamp_token_dup_digest (const RcTimeStampToken *self);
/* Dotted. */
const char       *rc_time_stamp_token_get_policy (const RcTimeStampToken *self);
/* "1 s", "1 s 500 ms"; (nullable): not said; (transfer full). */
char             *rc_time_stamp_token_dup_accuracy (const RcTimeStampToken *self);
/* Hexadecimal digits; (transfer full). */
char             *rc_time_stamp_token_dup_serial (const RcTimeStampToken *self);
/* What came along, trusted for nothing; (transfer none) (element-type RcCertificate). */
GPtrArray        *rc_time_stamp_token_get_certificates (const RcTimeStampToken *self);
/* The certificate that the signature was found to fit by the last verification; (transfer none) (nullable). */
RcCertificate    *rc_time_stamp_token_get_signer (const RcTimeStampToken *self);
/* Over the digest that is in it: says nothing of what it stamps. */
RcVerdict         rc_time_stamp_token_verify_signature (RcTimeStampToken *self,
                                                 GPtrArray               *roots,   /* of RcCertificate */
                                                 GPtrArray               *help,    /* (nullable) of RcCertificate */
                                                 const char             **out_reason,
                                                 char                   **out_detail);
RcVerdict         rc_time_stamp_token_verify_digest (RcTimeStampToken    *self,
                                                 const void              *digest,
                                                 gsize                    digest_length,
                                                 GPtrArray               *roots,
                                                 GPtrArray               *help,
                                                 const char             **out_reason,
                                                 char                   **out_detail);
RcVerdict         rc_time_stamp_token_verify    (RcTimeStampToken        *self,
                                                 const void              *message,
                                                 gsize                    length,
                                                 GPtrArray               *roots,
                                                 GPtrArray               *help,
                                                 const char             **out_reason,
                                                 char                   **out_detail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcTimeStampToken, rc_time_stamp_token_free)

G_END_DECLS
