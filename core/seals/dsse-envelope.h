/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/json.h"

G_BEGIN_DECLS

/**
 * RcDsseSignature:
 * @key_id: (nullable): which key the signer says it used: a hint that nobody signed
 * @bytes: as the key's kind writes them
 */
typedef struct
{
  char   *key_id;
  GBytes *bytes;
} RcDsseSignature;

/**
 * RcDsseEnvelope:
 * @type: what the payload is, which is signed together with it
 * @payload: decoded; nothing is verified yet
 * @signatures: of RcDsseSignature; may be empty
 *
 * A Dead Simple Signing Envelope (DSSE 1.0) as read.
 */
typedef struct
{
  char      *type;
  GBytes    *payload;
  GPtrArray *signatures;
} RcDsseEnvelope;

typedef enum
{
  RC_DSSE_READ,
  RC_DSSE_ANOTHER,     /* something else */
  RC_DSSE_MALFORMED,   /* has the members of an envelope, and is not readable as one */
} RcDsseForm;

/* @node: an object of @json. @out_envelope is set for RC_DSSE_READ, @out_fault (static text) for RC_DSSE_MALFORMED. */
RcDsseForm rc_dsse_envelope_read (const RcJson    *json,
                                  guint32          node,
                                  RcDsseEnvelope **out_envelope,
                                  const char     **out_fault);
void       rc_dsse_envelope_free (RcDsseEnvelope  *self);
/* The bytes that are signed: "DSSEv1", and each of the two with its length before it. */
GBytes    *rc_dsse_pae           (const char      *type,
                                  GBytes          *payload);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDsseEnvelope, rc_dsse_envelope_free)

G_END_DECLS
