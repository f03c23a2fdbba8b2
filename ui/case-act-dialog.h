/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/case-acts.h"

G_BEGIN_DECLS

/* Says what is done and what that does not reach, asks for what it needs, does it, and says what came of it. What is refused stays in the dialog, which is
 * answered: (transfer none). */
GtkWidget *rc_case_act_dialog_show (GtkWindow       *parent,
                                    RcSession       *session,
                                    const RcCaseAct *act);
/* What the chooser of files answers; NULL where the act needs none. */
void       rc_case_act_dialog_do   (GtkWidget       *dialog,
                                    const char      *path);

G_END_DECLS
