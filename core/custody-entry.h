/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "custody-tables.h"

G_BEGIN_DECLS

/*
 * One entry of the custody log. Its hash is the SHA-256 of
 *
 *   {"act":"import","detail":{…},"id":7,"previous":"<64 hex>","time_us":1774000000000000}
 *
 * in the form of RFC 8785: names in order, no blanks. `detail` is one object in that same form, so that what is stored is what was
 * hashed, byte for byte. The signature is Ed25519 (RFC 8032) over the 32 bytes of the hash.
 */

#define RC_CUSTODY_SIGNATURE_BYTES 64
#define RC_CUSTODY_SIGNER_BYTES 32

typedef struct
{
  const RcCustodyTables *tables;         /* (nullable) */
  const RcDigest        *state;          /* (nullable): the evidence state after the act */
  const RcCustodyTables *edited_from;    /* (nullable): with @edited_to: tables that somebody else edited before the act */
  const RcCustodyTables *edited_to;
} RcCustodyDetail;

void   rc_custody_entry_hash    (const char             *act,
                                 const char             *detail,
                                 gint64                  id,
                                 const RcDigest         *previous,
                                 gint64                  time_us,
                                 RcDigest               *out_hash);
/* The caller's members and the program's own in canonical form; (transfer full) (nullable). */
char  *rc_custody_detail_format (const char             *detail_json,
                                 const RcCustodyDetail  *own,
                                 GError                **error);

G_END_DECLS
