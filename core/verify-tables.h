/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "verify-scan.h"

G_BEGIN_DECLS

/* The case's own tables against the digests that stand in the source rows and in the custody log. Runs beside the scan, in a
 * thread and with a connection of its own; the faults are told when it is joined. */
typedef struct _RcVerifyTables RcVerifyTables;

RcVerifyTables *rc_verify_tables_begin (RcCase          *case_file,
                                        GPtrArray       *sources);     /* borrowed until rc_verify_tables_end() */
gboolean        rc_verify_tables_end   (RcVerifyTables  *self,         /* freed by this */
                                        RcJudgement     *judgement,
                                        GError         **error);

G_END_DECLS
