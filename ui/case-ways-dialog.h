/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/session.h"

G_BEGIN_DECLS

/* @reason: for the custody log; valid during the call */
typedef void (*RcRenewWanted) (const char *reason,
                               gpointer    owner);

/**
 * rc_case_ways_dialog_show:
 * @session: of a case that is protected, and open for writing
 * @wanted: the key is to be renewed, for which the case is closed; the dialog is gone then
 * @owner: given to @wanted, which is not called where it is gone
 *
 * Lists what opens the case, lets somebody in, and removes ways.
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *rc_case_ways_dialog_show (GtkWindow     *parent,
                                     RcSession     *session,
                                     RcRenewWanted  wanted,
                                     GObject       *owner);

G_END_DECLS
