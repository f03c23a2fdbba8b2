/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/case-acts.h"

G_BEGIN_DECLS

/* Says what is done and what that does not reach, asks for what it needs, does it, and says what came of it. What is refused stays in the dialog, which is
 * answered: (transfer none). */
GtkWidget *rc_case_act_dialog_show (GtkWindow       *parent,
                                    RcSession       *session,
                                    const RcCaseAct *act);
/* Of whom or what in the case it is to be done: the number is for its work, the name for who reads the dialog, and for the file that is proposed. */
void       rc_case_act_dialog_set_about (GtkWidget *dialog,
                                    gint64      number,
                                    const char *label,
                                    const char *tainted);
/* What the chooser of files answers; NULL where the act needs none. */
void       rc_case_act_dialog_do   (GtkWidget       *dialog,
                                    const char      *path);

G_END_DECLS
