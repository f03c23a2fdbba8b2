/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"

G_BEGIN_DECLS

/**
 * RcApprovalIndex:
 *
 * Which acts of approval a case has of which model version or artefact: their records are read once. It belongs to the connection of the
 * case, and is made anew once the case has changed.
 */
typedef struct _RcApprovalIndex RcApprovalIndex;

/* (transfer none) */
const RcApprovalIndex *rc_approval_index_get     (RcCase                 *case_file,
                                                  RcRecordReader         *reader,
                                                  GError                **error);
/* How many acts there are, of all versions. */
guint                  rc_approval_index_count   (const RcApprovalIndex  *self);
/* Numbers of the acts that name the version or the digest (both nullable), newest first, those without a time last; at most @limit.
 * (element-type gint64) (transfer full) */
GArray                *rc_approval_index_list_of (const RcApprovalIndex  *self,
                                                  const char             *version,
                                                  const RcDigest         *digest,
                                                  guint                   limit);

G_END_DECLS
