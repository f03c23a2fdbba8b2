/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/demo-case.h"

G_BEGIN_DECLS

/**
 * RcApplication:
 *
 * The program: one instance for each desktop session, one window for each case. That only one instance runs protects nothing; the case
 * file has its own lock.
 */
#define RC_TYPE_APPLICATION (rc_application_get_type ())
G_DECLARE_FINAL_TYPE (RcApplication, rc_application, RC, APPLICATION, GtkApplication)

/* @writer: (nullable): writes the evidence of the demo case; without it there is none. */
RcApplication *rc_application_new              (RcDemoWriter   writer);
RcDemoWriter   rc_application_peek_demo_writer (RcApplication *self);
/* In the window that has it, else in a window where nothing is open, else in a new one. */
void           rc_application_open_case        (RcApplication *self,
                                                const char    *path);

G_END_DECLS
