/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/session.h"

G_BEGIN_DECLS

/* Asks by whom, when and with what a seal was checked outside the program, and for the file with what came out, and records it.
 * @name: of the seal, safe to show. (transfer none): for tests. */
GtkWidget *rc_elsewhere_dialog_show       (GtkWindow  *parent,
                                           RcSession  *session,
                                           gint64      seal,
                                           const char *name);
/* As if the file had been chosen. */
void       rc_elsewhere_dialog_set_output (GtkWidget  *dialog,
                                           const char *path);

G_END_DECLS
