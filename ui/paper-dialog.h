/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/registers/paper.h"
#include "ui/session.h"

G_BEGIN_DECLS

/* Dialogs of the document register. Each answers the dialog (transfer none). */

/* @slot: (nullable): question of the lineage that it is read for; @decision: (nullable): reference of the decision that it is read for */
GtkWidget *rc_paper_dialog_add      (GtkWindow     *parent,
                                     RcSession     *session,
                                     const char    *slot,
                                     const char    *decision);
GtkWidget *rc_paper_dialog_read     (GtkWindow     *parent,
                                     RcSession     *session,
                                     const RcPaper *paper);
/* @reading: its entry; it stays in the list and counts no more. */
GtkWidget *rc_paper_dialog_withdraw (GtkWindow     *parent,
                                     RcSession     *session,
                                     const RcPaper *paper,
                                     gint64         reading);

G_END_DECLS
