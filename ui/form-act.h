/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/session.h"

G_BEGIN_DECLS

/* What a dialog asks for is done as a short act, with @data (transfer full). The dialog goes where it succeeded; what is refused stays in it
 * with all that was typed, and @trouble, a label of the dialog made by form.h, says why. */
void rc_form_act (GtkWidget      *dialog,
                  GtkWidget      *trouble,
                  RcSession      *session,
                  RcCaseWork      work,
                  gpointer        data,
                  GDestroyNotify  data_free);

G_END_DECLS
