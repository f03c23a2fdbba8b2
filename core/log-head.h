/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log-memory.h"
#include "seals/seal-work.h"

G_BEGIN_DECLS

/* Heads of logs while they are judged: what the case remembers of them, told in the vocabulary of seals. */

/* Every verified head of a mechanism, before the first is compared. */
void      rc_log_head_announce (RcSealWork           *work,
                                const RcVerifiedHead *head);
/* The remembered head that must be shown to be the beginning of @head, by a consistency proof or tiles; FALSE: there is none. */
gboolean  rc_log_head_find_beginning (RcSealWork           *work,
                                const RcVerifiedHead *head,
                                RcKnownHead          *out_beginning);
/* Holds an announced head against what is remembered. @is_consistency_shown: that what rc_log_head_find_beginning() answers is the beginning
 * of it. FORK and ROLLBACK become the seal's completeness and an exception; consistency not shown is a note. */
RcVerdict rc_log_head_compare  (RcSealWork           *work,
                                RcSeal               *seal,
                                const RcVerifiedHead *head,
                                gboolean              is_consistency_shown);

G_END_DECLS
