/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record.h"

G_BEGIN_DECLS

/* The proofs of several records of one source, @records (element-type guint64) ascending: what they have in common is computed once.
 * (element-type RcRecordProof) (transfer full) */
GPtrArray *rc_record_reader_prove_several (RcRecordReader *self,
                                           gint64          source,
                                           const GArray   *records,
                                           GError        **error);

G_END_DECLS
