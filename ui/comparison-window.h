/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/session.h"

G_BEGIN_DECLS

/**
 * RcComparisonWindow:
 *
 * Two lineages side by side, question by question: of two decisions, or of one as it is now and as it had been recorded by a time. Values
 * that may be personal stay masked; that they are equal is told.
 */
#define RC_TYPE_COMPARISON_WINDOW (rc_comparison_window_get_type ())
G_DECLARE_FINAL_TYPE (RcComparisonWindow, rc_comparison_window, RC, COMPARISON_WINDOW, GtkWindow)

/* @event: number of the inference on the left side. */
GtkWidget *rc_comparison_window_new        (GtkWindow          *parent,
                                            RcSession          *session,
                                            gint64              event);
/* Nothing is being looked for: for tests. */
gboolean   rc_comparison_window_is_settled (RcComparisonWindow *self);

G_END_DECLS
