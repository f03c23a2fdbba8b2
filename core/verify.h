/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import.h"
#include "seal.h"

G_BEGIN_DECLS

/* Everything again, from the stored bytes: blocks, digests, leaves, trees, derivations, seals, contradictions, the case's own
 * tables and its custody log. Where the case is writable, the judgement is kept in it. */
RcJudgement *rc_verify_case         (RcCase          *case_file,
                                     RcProgressFunc   progress,
                                     gpointer         progress_data,
                                     GCancellable    *cancellable,
                                     GError         **error);
/* The judgement that the last verify left; empty where there is none or where the evidence changed since. */
RcJudgement *rc_verify_load         (RcCase          *case_file,
                                     gboolean        *out_current,
                                     GError         **error);
int          rc_judgement_exit_code (const RcJudgement *self);

G_END_DECLS
