/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/session.h"

G_BEGIN_DECLS

/**
 * rc_provenance_dialog_show:
 * @request: (transfer full): imported once the dialog is answered, dropped where it is cancelled
 *
 * Asks once who controls what is imported and how it was obtained; both may be left empty.
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *rc_provenance_dialog_show (GtkWindow       *parent,
                                      RcSession       *session,
                                      RcImportRequest *request);
/* Asks where it comes from, unless that was said before or it is in the case already, then imports. @request: (transfer full) */
void       rc_provenance_import      (GtkWindow       *parent,
                                      RcSession       *session,
                                      RcImportRequest *request);

G_END_DECLS
