/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @go_on: the key is unlocked now, or the user goes on without signing; FALSE: the dialog was cancelled. */
typedef void (*RcUnlockAnswered) (gboolean  go_on,
                                  gpointer  owner);

/**
 * rc_unlock_dialog_show:
 * @owner: given to @answered; kept until then
 *
 * Asks for the passphrase of the auditor's key, or, where there is no key yet, twice for the passphrase of a new one. A wrong passphrase
 * stays in the dialog.
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *rc_unlock_dialog_show (GtkWindow        *parent,
                                  RcUnlockAnswered  answered,
                                  GObject          *owner);

G_END_DECLS
