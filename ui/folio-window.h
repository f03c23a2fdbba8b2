/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/folio.h"

G_BEGIN_DECLS

/**
 * RcFolioWindow:
 *
 * A document of one decision on the screen before it is printed or saved: sheet or dossier, in a language, at a size.
 */
#define RC_TYPE_FOLIO_WINDOW (rc_folio_window_get_type ())
G_DECLARE_FINAL_TYPE (RcFolioWindow, rc_folio_window, RC, FOLIO_WINDOW, GtkWindow)

/* @kind: as rc_report_build() takes it; @event: as rc_folio_make_async() takes it */
GtkWidget *rc_folio_window_new      (GtkWindow     *parent,
                                     RcSession     *session,
                                     gint64         event,
                                     const char    *kind);
/* What is no report, in one of its own languages. @source: a reference is taken. */
GtkWidget *rc_folio_window_new_of   (GtkWindow     *parent,
                                     RcSession     *session,
                                     RcFolioSource *source);
/* Whether what is chosen is what is shown: for tests. */
gboolean   rc_folio_window_is_ready (RcFolioWindow *self);

G_END_DECLS
