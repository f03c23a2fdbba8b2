/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/session.h"

G_BEGIN_DECLS

/**
 * rc_details_dialog_show:
 *
 * What the house wants on its papers: letterhead, logo, classification, report number, zone of local times. Read in the reader's queue,
 * changed in one act of the custody log. Where the case is open for reading only, it is only shown.
 *
 * Returns: (transfer none): the dialog; its fields are filled once rc_details_dialog_is_ready()
 */
GtkWidget *rc_details_dialog_show     (GtkWindow  *parent,
                                       RcSession  *session);
gboolean   rc_details_dialog_is_ready (GtkWidget  *dialog);

G_END_DECLS
