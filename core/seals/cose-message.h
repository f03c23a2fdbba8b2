/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cbor.h"

G_BEGIN_DECLS

/* Labels of headers (IANA registry; RFC 9597, draft-ietf-scitt-architecture, draft-ietf-cose-merkle-tree-proofs,
 * draft-ietf-cose-hash-envelope). */
#define RC_COSE_ALGORITHM 1
#define RC_COSE_CRITICAL 2
#define RC_COSE_CONTENT_TYPE 3
#define RC_COSE_KEY_ID 4
#define RC_COSE_CLAIMS 15
#define RC_COSE_CERTIFICATES 33
#define RC_COSE_PAYLOAD_HASH 258
#define RC_COSE_PREIMAGE_TYPE 259
#define RC_COSE_PAYLOAD_LOCATION 260
#define RC_COSE_RECEIPTS 394
#define RC_COSE_TREE 395
#define RC_COSE_PROOFS 396

/**
 * RcCoseHeaders:
 * @signed_bytes: what stands in the string of protected headers, as it came
 * @protected_map: of RcCborEntry, borrowed from @signed_bytes
 * @other_map: of RcCborEntry: of the headers that nothing protects; borrowed from the message
 */
typedef struct
{
  GBytes *signed_bytes;
  GArray *protected_map;
  GArray *other_map;
} RcCoseHeaders;

/* One signature: of COSE_Sign1 the only one, whose headers are those of the message. */
typedef struct
{
  RcCoseHeaders *headers;
  GBytes        *signature;
} RcCoseSigner;

/**
 * RcCoseMessage:
 * @payload: (nullable): %NULL: it is detached
 * @is_sign1: one signer, whose headers are @headers
 * @other_start: where in the bytes the map of the headers that nothing protects begins
 * @other_end: and where it ends
 *
 * A signed message (RFC 9052 section 4), parsed.
 */
typedef struct
{
  GBytes        *bytes;
  RcCoseHeaders *headers;
  GBytes        *payload;
  GPtrArray     *signers;    /* of RcCoseSigner */
  gboolean       is_sign1;
  gsize          other_start;
  gsize          other_end;
} RcCoseMessage;

typedef enum
{
  RC_COSE_READ,
  RC_COSE_MALFORMED,
  RC_COSE_UNSUPPORTED,   /* an encrypted message, a message authentication code, lengths that are left open */
  RC_COSE_ANOTHER,
} RcCoseForm;

/* By its first bytes: @bytes may be cut. */
gboolean           rc_cose_message_is    (const void        *bytes,
                                          gsize              length);
RcCoseForm         rc_cose_message_parse (GBytes            *bytes,
                                          RcCoseMessage    **out_message,
                                          const char       **out_fault);
void               rc_cose_message_free  (RcCoseMessage     *self);
/* The exact bytes that @signer signed (RFC 9052 section 4.4). @external: (nullable) */
GBytes            *rc_cose_message_signed (const RcCoseMessage *self,
                                          const RcCoseSigner *signer,
                                          GBytes            *external,
                                          GBytes            *payload);
/* The message as it was before receipts were put into its headers. */
GBytes            *rc_cose_message_without_receipts (const RcCoseMessage *self);
/* (nullable): in the protected headers. */
const RcCborEntry *rc_cose_headers_find_protected (const RcCoseHeaders *self,
                                          gint64             label);
/* (nullable): there, else among those that nothing protects. */
const RcCborEntry *rc_cose_headers_find  (const RcCoseHeaders *self,
                                          gint64             label);
/* (nullable): a text, or a string of bytes, under that label. */
GBytes            *rc_cose_entry_bytes   (const RcCborEntry *entry,
                                          RcCborType         type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCoseMessage, rc_cose_message_free)

G_END_DECLS
