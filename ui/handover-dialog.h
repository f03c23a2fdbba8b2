/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/session.h"

G_BEGIN_DECLS

/**
 * rc_handover_dialog_show:
 * @session: open for writing
 *
 * Asks what of the case goes out, to whom it is closed and whether it is sealed, writes the bundle, and says what was written, what was left out, and
 * what comes next. What is refused stays in the dialog.
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *rc_handover_dialog_show        (GtkWindow          *parent,
                                           RcSession          *session);
/* What the choosers of files answer: who can open it, and where it is to stand. */
void       rc_handover_dialog_set_readers (GtkWidget          *dialog,
                                           const char * const *paths);
void       rc_handover_dialog_write       (GtkWidget          *dialog,
                                           const char         *path);

G_END_DECLS
