/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/cose-receipt.h"
#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/* A statement that receipts can be of. */
typedef struct
{
  const RcSource *source;
  char           *folder;
  RcDigest        digest;     /* over the statement without any receipts in it */
} RcScittStatement;

void     rc_scitt_statement_free (gpointer             data);
/* Judges a receipt in a file of its own; @statements: of RcScittStatement: all that were met. */
void     rc_scitt_judge_receipt  (RcSealWork          *work,
                                  const GPtrArray     *statements,
                                  const RcSource      *carrier,
                                  const RcCoseReceipt *receipt);
/* Judges the receipts that stand in a statement's headers (a transparent statement). */
void     rc_scitt_judge_inside   (RcSealWork             *work,
                                  const RcScittStatement *statement,
                                  const RcCoseMessage    *message);
/* A message that seemed to be a receipt and is none that can be judged; @fault: (nullable). */
void     rc_scitt_tell_unread    (RcSealWork          *work,
                                  const RcSource      *carrier,
                                  const char          *fault);

G_END_DECLS
