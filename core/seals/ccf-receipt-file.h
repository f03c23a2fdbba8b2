/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/certificate.h"
#include "core/seals/ccf-tree.h"

G_BEGIN_DECLS

/**
 * RcCcfReceiptFile:
 * @node: certificate of the node that signed
 * @node_id: SHA-256 over its key, as the receipt says
 * @endorsements: of RcCertificate: identities of the service between the node's and the one that is known, in their order
 * @leaf: of the transaction
 * @claims: what the application claimed in it; all zero: nothing
 * @steps: of RcCcfStep
 * @signature: over the root
 * @has_claims: the claims themselves stand in the file
 * @claimed: over these; set where @has_claims and every one of them is of a kind that is read
 * @is_unread_claim: one is of another kind
 *
 * A receipt of a ledger on the Confidential Consortium Framework in JSON (integrity.md section 5.12).
 */
typedef struct
{
  RcCertificate *node;
  RcDigest       node_id;
  GPtrArray     *endorsements;
  RcDigest       leaf;
  RcDigest       claims;
  gboolean       has_leaf_parts;
  GArray        *steps;
  GBytes        *signature;
  gboolean       has_claims;
  gboolean       is_unread_claim;
  RcDigest       claimed;
} RcCcfReceiptFile;

typedef enum
{
  RC_CCF_READ,
  RC_CCF_MALFORMED,
  RC_CCF_AMBIGUOUS,    /* a member is there twice, at @out_offset */
  RC_CCF_ANOTHER,
} RcCcfForm;

/* By the first bytes alone. */
gboolean  rc_ccf_receipt_file_may_be (const char        *bytes,
                                      gsize              length);
RcCcfForm rc_ccf_receipt_file_parse  (const char        *bytes,
                                      gsize              length,
                                      RcCcfReceiptFile **out_file,
                                      const char       **out_fault,
                                      gsize             *out_offset);
void      rc_ccf_receipt_file_free   (RcCcfReceiptFile  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCcfReceiptFile, rc_ccf_receipt_file_free)

G_END_DECLS
