/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "reports/typesetting/shape.h"
#include "ui/session.h"

G_BEGIN_DECLS

/**
 * RcCaseView:
 *
 * An open case: the list of its pages beside the page that is shown; above them what was said and must be read, notices on the state of
 * the case, and the act that is running. Files that are dropped on it are imported.
 *
 * Properties: "page" (string, notifies): name of the page that is shown. Signals: "dropped" (GdkFileList): files for an import.
 */
#define RC_TYPE_CASE_VIEW (rc_case_view_get_type ())
G_DECLARE_FINAL_TYPE (RcCaseView, rc_case_view, RC, CASE_VIEW, GtkWidget)

GtkWidget  *rc_case_view_new            (RcSession   *session);
const char *rc_case_view_peek_page      (RcCaseView  *self);
/* A name that is none of a page is passed over. */
void        rc_case_view_show_page      (RcCaseView  *self,
                                         const char  *name);
GtkWidget  *rc_case_view_peek_page_widget (RcCaseView *self,
                                         const char  *name);
void        rc_case_view_set_sidebar    (RcCaseView  *self,
                                         gboolean     is_visible);
gboolean    rc_case_view_has_sidebar    (RcCaseView  *self);
/* What must be known of the case on each of its pages, above all other notices; it cannot be closed. */
void        rc_case_view_set_banner     (RcCaseView  *self,
                                         const char  *sentence,
                                         RcShape      shape,
                                         const char  *button,
                                         const char  *action);
/* Closes the newest message; FALSE where there is none. */
gboolean    rc_case_view_close_message  (RcCaseView  *self);

G_END_DECLS
