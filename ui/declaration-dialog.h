/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What an officer enters for a declaration, each one act of the custody log. @entry is a RcDeclarationRow; @part is not used. */
void rc_declaration_dialog_enter        (GtkWindow *parent,
                                         RcSession *session,
                                         gpointer   entry,
                                         gint64     part);
void rc_declaration_dialog_add_act      (GtkWindow *parent,
                                         RcSession *session,
                                         gpointer   entry,
                                         gint64     part);
void rc_declaration_dialog_add_standard (GtkWindow *parent,
                                         RcSession *session,
                                         gpointer   entry,
                                         gint64     part);
/* Without asking: it can be entered again. */
void rc_declaration_dialog_take_back    (GtkWindow *parent,
                                         RcSession *session,
                                         gpointer   entry,
                                         gint64     part);

G_END_DECLS
