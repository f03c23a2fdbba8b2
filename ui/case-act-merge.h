/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/case-acts.h"

G_BEGIN_DECLS

/* What comes from elsewhere into a case that is there already; both are of type RcSessionWork, as RcCaseAct has it. */

gpointer rc_case_act_merge_bundle (RcCase           *case_file,
                                   RcProgressRelay  *relay,
                                   gpointer          data,
                                   GCancellable     *cancellable,
                                   GError          **error);
gpointer rc_case_act_merge_case   (RcCase           *case_file,
                                   RcProgressRelay  *relay,
                                   gpointer          data,
                                   GCancellable     *cancellable,
                                   GError          **error);

G_END_DECLS
