/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/session.h"

G_BEGIN_DECLS

/**
 * RcLiveWindow:
 *
 * What was live on a date: each deployment that ran or perhaps ran then, and whether model, data, configuration and documents of it are on
 * record together.
 */
#define RC_TYPE_LIVE_WINDOW (rc_live_window_get_type ())
G_DECLARE_FINAL_TYPE (RcLiveWindow, rc_live_window, RC, LIVE_WINDOW, GtkWindow)

GtkWidget *rc_live_window_new        (GtkWindow    *parent,
                                      RcSession    *session);
/* Nothing is being looked for: for tests. */
gboolean   rc_live_window_is_settled (RcLiveWindow *self);

G_END_DECLS
