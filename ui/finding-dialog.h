/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/registers/finding.h"
#include "ui/session.h"

G_BEGIN_DECLS

/*
 * Dialogs in which a person writes a finding, and what follows on it. Each answers the dialog (transfer none).
 */
GtkWidget *rc_finding_dialog_add       (GtkWindow       *parent,
                                        RcSession       *session);
/* From exceptions of the last verification, by their numbers there. @title: (nullable): what it is called at first. */
GtkWidget *rc_finding_dialog_promote   (GtkWindow       *parent,
                                        RcSession       *session,
                                        const gint64    *exceptions,
                                        gsize            n_exceptions,
                                        const char      *title);
/* From what the check of a requirement answers for the whole case. */
GtkWidget *rc_finding_dialog_promote_check (GtkWindow   *parent,
                                        RcSession       *session,
                                        const char      *requirement);
/* What is written anew takes the place of what stood there, and both stay in the case. */
GtkWidget *rc_finding_dialog_change    (GtkWindow       *parent,
                                        RcSession       *session,
                                        const RcFinding *finding);
/* What the auditee says, does, and until when. */
GtkWidget *rc_finding_dialog_respond   (GtkWindow       *parent,
                                        RcSession       *session,
                                        const RcFinding *finding);
GtkWidget *rc_finding_dialog_set_state (GtkWindow       *parent,
                                        RcSession       *session,
                                        gint64           number,
                                        RcFindingState   state);

/* Asks which case, then takes over what is open there. */
void       rc_finding_dialog_take_over (GtkWindow       *parent,
                                        RcSession       *session);
/* Takes over what the case at @path left open, and says what came of it. */
void       rc_finding_take_over        (RcSession       *session,
                                        const char      *path);

G_END_DECLS
