/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/session.h"

G_BEGIN_DECLS

/**
 * rc_extent_dialog_show:
 * @exception: its number in the last verification
 * @title: of its kind
 *
 * "How many other decisions?": counts what an exception is about, in the reader's queue, and tells it in sentences; from there the decisions
 * can be listed. Counting ends with the dialog.
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *rc_extent_dialog_show     (GtkWindow  *parent,
                                      RcSession  *session,
                                      gint64      exception,
                                      const char *title);
/* Whether it has counted: for tests. */
gboolean   rc_extent_dialog_is_ready (GtkWidget  *dialog);

G_END_DECLS
