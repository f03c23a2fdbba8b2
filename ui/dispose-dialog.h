/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/disposal-run.h"
#include "ui/session.h"

G_BEGIN_DECLS

typedef void (*RcDisposalWanted) (RcDisposalOrder *order,
                                  gpointer         owner);

/* Says what destroying a case does and what it does not reach, asks for what the certificate needs and for the title of the case, and looks whether anything
 * stands against it: that stays in the dialog. @owner: given to @wanted, which is not called where it is gone. (transfer none): the dialog */
GtkWidget *rc_dispose_dialog_show      (GtkWindow        *parent,
                                        RcSession        *session,
                                        RcDisposalWanted  wanted,
                                        GObject          *owner);
/* What the chooser of files answers. */
void       rc_dispose_dialog_set_place (GtkWidget        *dialog,
                                        const char       *path);

G_END_DECLS
