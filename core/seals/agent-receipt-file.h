/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/digest.h"

G_BEGIN_DECLS

typedef enum
{
  RC_RECEIPT_UNSIGNED,       /* without a proof */
  RC_RECEIPT_SIGNED,
  RC_RECEIPT_OTHER_PROOF,    /* of a kind that this form does not know */
  RC_RECEIPT_SPOILED_PROOF,  /* of the right kind, and not readable */
  RC_RECEIPT_AMBIGUOUS,      /* a member stands twice */
} RcReceiptProof;

/**
 * RcReceipt:
 * @line: in the file, from 1; 0: the file is one document
 * @offset: of its first byte in the file
 * @signed_bytes: RFC 8785 form without the proof: what is signed, and what the next one names by its digest
 * @is_first: names none before it
 * @key_name: (nullable): verificationMethod
 */
typedef struct
{
  guint64         line;
  gsize           offset;
  char           *chain;
  gint64          sequence;
  gboolean        is_first;
  gboolean        has_previous;    /* else the link is absent or no digest */
  RcDigest        previous;
  RcDigest        hash;
  gboolean        is_terminal;
  RcReceiptProof  proof;
  guint8          signature[64];
  char           *key_name;
  GString        *signed_bytes;
} RcReceipt;

/* Called for each receipt, which is valid only until the answer. */
typedef void (*RcReceiptFunc) (const RcReceipt *receipt,
                               gpointer         data);

/* The number of receipts; @out_fault: (out) (nullable): what of the file is not readable, at @out_offset. */
guint rc_receipt_file_parse (const char    *bytes,
                             gsize          length,
                             RcReceiptFunc  func,
                             gpointer       data,
                             const char   **out_fault,
                             gsize         *out_offset);

G_END_DECLS
