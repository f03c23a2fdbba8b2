/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/session.h"

G_BEGIN_DECLS

/* Asks for a person's identifier, the provider's key where there is one, and a reason; looks the person up and shows the decisions that
 * were found. What was typed is covered unless it is looked at. (transfer none): for tests. */
GtkWidget *rc_subject_dialog_show    (GtkWindow  *parent,
                                      RcSession  *session);
/* As if the file had been chosen. */
void       rc_subject_dialog_set_key (GtkWidget  *dialog,
                                      const char *path);

G_END_DECLS
