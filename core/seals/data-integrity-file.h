/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/json.h"
#include "core/timestamp.h"

G_BEGIN_DECLS

/* What the signature of one proof is over: SHA-256 of its options, then SHA-256 of the document. */
#define RC_DATA_INTEGRITY_MESSAGE_BYTES 64

/**
 * RcDataIntegrityProof:
 * @node: of the proof in the document
 * @id: (nullable)
 * @suite: how it was made: its cryptosuite, else its type
 * @is_jcs: it is one of eddsa-jcs-2022, which alone is judged
 * @method: URL of the key that the signer says it used, which is signed
 * @purpose: (nullable)
 * @created_us: when the signer says it was made; RC_TIME_NONE: not said
 * @previous: of char: ids of the proofs that were there already, and are signed by this one
 * @value: (nullable): the signature; NULL: it is not one of this suite
 *
 * One proof of a document secured by W3C Data Integrity, as read.
 */
typedef struct
{
  guint32    node;
  char      *id;
  char      *suite;
  gboolean   is_jcs;
  char      *method;
  char      *purpose;
  gint64     created_us;
  GPtrArray *previous;
  GBytes    *value;
} RcDataIntegrityProof;

/* How the bytes that were signed could be put together. */
typedef enum
{
  RC_DATA_INTEGRITY_MADE,
  RC_DATA_INTEGRITY_OTHER_CONTEXT,   /* the proof was made for a document with other names for its terms */
  RC_DATA_INTEGRITY_NO_PREVIOUS,     /* a proof that was there when it was made is not there now */
  RC_DATA_INTEGRITY_NUMBER_RANGE,    /* a number that no double holds */
} RcDataIntegrityForm;

/**
 * RcDataIntegrityMessage:
 * @n_respelled: numbers that stand otherwise in the document than they were signed
 * @is_precision_lost: one of them is an integer of which the signature does not cover all digits
 */
typedef struct
{
  guint8   bytes[RC_DATA_INTEGRITY_MESSAGE_BYTES];
  guint    n_respelled;
  gboolean is_precision_lost;
} RcDataIntegrityMessage;

/* @node: an object of @json. The proofs of the document; empty: it has none; (transfer full) (element-type RcDataIntegrityProof). */
GPtrArray          *rc_data_integrity_list_proofs (const RcJson               *json,
                                                   guint32                     node);
RcDataIntegrityForm rc_data_integrity_make_message (const RcJson              *json,
                                                   const GPtrArray            *proofs,
                                                   const RcDataIntegrityProof *proof,
                                                   RcDataIntegrityMessage     *out_message);

G_END_DECLS
