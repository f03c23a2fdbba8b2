/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/session.h"

G_BEGIN_DECLS

/*
 * The mapping assistant: the beginning of a log that nobody understands, where it says what, and what its records become; nothing is
 * imported before it is asked for. (transfer none) each: for tests.
 */

/* Of a file that is to be imported. */
GtkWidget *rc_mapping_dialog_show_file    (GtkWindow  *parent,
                                           RcSession  *session,
                                           const char *path);
/* Of a source that the case has; its first records are shown, which the custody log keeps with @reason. */
GtkWidget *rc_mapping_dialog_show_source  (GtkWindow  *parent,
                                           RcSession  *session,
                                           gint64      source,
                                           const char *reason);
/* As if the place had been chosen. */
void       rc_mapping_dialog_save         (GtkWidget  *dialog,
                                           const char *path);
/* Nothing of it is being worked on: for tests. */
gboolean   rc_mapping_dialog_is_settled   (GtkWidget  *dialog);

G_END_DECLS
