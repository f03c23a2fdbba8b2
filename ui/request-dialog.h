/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/registers/request.h"
#include "ui/session.h"

G_BEGIN_DECLS

/* Dialogs of the request register. Each answers the dialog (transfer none). */

/* @slot: (nullable): question of the lineage that it would answer; how to export what answers it is proposed. @decision: (nullable): reference of
 * the decision that it is asked for. */
GtkWidget *rc_request_dialog_add    (GtkWindow       *parent,
                                     RcSession       *session,
                                     const char      *slot,
                                     const char      *decision);
/* What happened to it. */
GtkWidget *rc_request_dialog_change (GtkWindow       *parent,
                                     RcSession       *session,
                                     const RcRequest *request,
                                     RcRequestState   state);
/* Whether what came is what was asked for. */
GtkWidget *rc_request_dialog_judge  (GtkWindow       *parent,
                                     RcSession       *session,
                                     const RcRequest *request);

G_END_DECLS
