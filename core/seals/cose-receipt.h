/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/ccf-tree.h"
#include "core/seals/cose-message.h"

G_BEGIN_DECLS

typedef enum
{
  RC_RECEIPT_RFC9162 = 1,
  RC_RECEIPT_CCF     = 2,
} RcReceiptTree;

/* One proof that a statement is in the log. */
typedef struct
{
  guint64   size;         /* RFC 9162: leaves of the tree */
  guint64   index;
  GArray   *path;         /* RFC 9162: of RcDigest; CCF: of RcCcfStep */
  RcDigest  writes;       /* CCF */
  GBytes   *evidence;     /* CCF */
  RcDigest  claims;       /* CCF: what it is the receipt of */
} RcReceiptProof;

/**
 * RcCoseReceipt:
 * @proofs: of RcReceiptProof, one at least
 *
 * A receipt of a log for a statement (draft-ietf-cose-merkle-tree-proofs; draft-birkholz-cose-receipts-ccf-profile): the root is what is
 * signed, and is computed from the statement.
 */
typedef struct
{
  RcCoseMessage *message;
  RcReceiptTree  tree;
  GPtrArray     *proofs;
} RcCoseReceipt;

/* Whether a message is a receipt: its protected headers name a tree, or its others hold proofs, and it has no payload. */
gboolean       rc_cose_receipt_is    (const RcCoseMessage *message);
/* Takes @message in every case. NULL with @out_fault, or without: a tree or proofs of another kind. */
RcCoseReceipt *rc_cose_receipt_new   (RcCoseMessage       *message,
                                      const char         **out_fault);
void           rc_cose_receipt_free  (RcCoseReceipt       *self);
/* FALSE: no proof of it leads from a statement with this SHA-256 to a root, or they lead to different ones. */
gboolean       rc_cose_receipt_root  (const RcCoseReceipt *self,
                                      const RcDigest      *statement,
                                      RcDigest            *out_root);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCoseReceipt, rc_cose_receipt_free)

G_END_DECLS
