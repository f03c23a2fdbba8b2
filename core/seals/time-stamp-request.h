/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/digest.h"

G_BEGIN_DECLS

/* A TimeStampReq (RFC 3161 section 2.4.1) in DER over a SHA-256 digest, to be carried to a time stamping authority. It has no nonce, so that the same
 * digest gives the same bytes; it asks for the authority's certificate. (transfer full) */
GBytes *rc_time_stamp_request_new (const RcDigest *digest);

G_END_DECLS
