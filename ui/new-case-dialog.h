/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*RcNewCaseMade) (const char *path,
                               gpointer    owner);

/**
 * rc_new_case_dialog_show:
 * @owner: given to @made; kept as long as the dialog is there
 *
 * Asks what the case is about and whether its custody log is signed, then for a place, and makes it. What goes wrong is told in the
 * dialog, and nothing that was typed is lost.
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *rc_new_case_dialog_show (GtkWindow     *parent,
                                    RcNewCaseMade  made,
                                    GObject       *owner);
/* What the dialog does once a place was chosen. */
void       rc_new_case_dialog_make (GtkWidget     *dialog,
                                    const char    *path);

G_END_DECLS
