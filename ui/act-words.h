/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/import.h"
#include "core/seal.h"

G_BEGIN_DECLS

/* What a long act came to, in words that stay in the window until they are read. */
typedef struct
{
  char     *sentence;
  gboolean  is_trouble;
} RcActOutcome;

void          rc_act_outcome_free          (RcActOutcome         *self);
/* @foreign: how many of the things that were dropped are no files of this computer. */
RcActOutcome *rc_act_outcome_of_import     (const RcImportResult *result,
                                            guint                 foreign);
RcActOutcome *rc_act_outcome_of_verify     (const RcJudgement    *judgement);
/* Of something that was not done, and that left the case as it was before. (transfer full) */
char         *rc_act_words_of_import_error (const GError         *error);
char         *rc_act_words_of_verify_error (const GError         *error);
/* The message of an error, safe to show: it may name files of others. (transfer full) */
char         *rc_act_words_of_error        (const GError         *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcActOutcome, rc_act_outcome_free)

G_END_DECLS
