/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @is_unlocked: the case opens in this process from now on; FALSE: the dialog was cancelled. */
typedef void (*RcCaseUnlocked) (gboolean is_unlocked,
                                gpointer owner);

/**
 * rc_case_unlock_dialog_show:
 * @path: of a case that is protected at rest
 * @owner: given to @answered, which is not called where it is gone
 *
 * Asks for the passphrase of the case, or of the auditor's key where that opens it. A wrong one stays in the dialog.
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *rc_case_unlock_dialog_show (GtkWindow      *parent,
                                       const char     *path,
                                       RcCaseUnlocked  answered,
                                       GObject        *owner);

G_END_DECLS
