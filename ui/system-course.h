/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/session.h"

G_BEGIN_DECLS

/**
 * RcSystemCourse:
 *
 * What happened to one system when, and how long its logs are kept. Read when a system is set; what was being read of another is given up.
 */
#define RC_TYPE_SYSTEM_COURSE (rc_system_course_get_type ())
G_DECLARE_FINAL_TYPE (RcSystemCourse, rc_system_course, RC, SYSTEM_COURSE, GtkWidget)

GtkWidget *rc_system_course_new        (void);
/* @name: (nullable): of the system */
void       rc_system_course_set_system (RcSystemCourse *self,
                                        RcSession      *session,
                                        const char     *name);
/* Nothing is being read: for tests. */
gboolean   rc_system_course_is_settled (RcSystemCourse *self);

G_END_DECLS
