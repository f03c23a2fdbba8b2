/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/folio.h"

G_BEGIN_DECLS

/* Prints the pages as they are: the same drawing as on the screen and in the PDF. @paper: (transfer full). @export_path: (nullable): a
 * PDF in place of the printer's dialog. What was printed is entered in the custody log. */
void rc_folio_print (GtkWindow  *parent,
                     RcSession  *session,
                     RcFolio    *paper,
                     const char *export_path);

G_END_DECLS
