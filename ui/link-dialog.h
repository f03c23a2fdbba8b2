/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/entity.h"
#include "ui/session.h"

G_BEGIN_DECLS

/**
 * rc_link_dialog_show:
 * @kind: of the things to begin with
 * @name: (nullable): of the first one
 *
 * Lets the auditor say, with a reason, that two names mean one thing, and take such a link back.
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *rc_link_dialog_show (GtkWindow    *parent,
                                RcSession    *session,
                                RcEntityKind  kind,
                                const char   *name);

G_END_DECLS
