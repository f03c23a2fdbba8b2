/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/case-view.h"
#include "ui/demo-case.h"
#include "ui/session.h"

G_BEGIN_DECLS

/**
 * RcWindow:
 *
 * One window for one case: the start page first, then what is being opened, then the case or what stood in its way. Every command is an
 * action of the window ("win.…"), so that keys, menus, buttons and tests go one way.
 */
#define RC_TYPE_WINDOW (rc_window_get_type ())
G_DECLARE_FINAL_TYPE (RcWindow, rc_window, RC, WINDOW, GtkApplicationWindow)

GtkWidget  *rc_window_new              (GtkApplication  *application);
/* "start", "opening", "trouble" or "case" */
const char *rc_window_peek_view        (RcWindow        *self);
/* In this window where nothing is open in it, else in another. */
void        rc_window_open             (RcWindow        *self,
                                        const char      *path,
                                        gboolean         for_writing);
/* (nullable): of the case that is open or being opened */
const char *rc_window_peek_path        (RcWindow        *self);
RcSession  *rc_window_peek_session     (RcWindow        *self);   /* (nullable) */
RcCaseView *rc_window_peek_case_view   (RcWindow        *self);   /* (nullable) */
/* Asks once where it comes from, then imports. @request: (transfer full) */
void        rc_window_import           (RcWindow        *self,
                                        RcImportRequest *request);

G_END_DECLS
