/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/exception-groups.h"
#include "reports/typesetting/shape.h"
#include "ui/finding-marks.h"

G_BEGIN_DECLS

/* What is known of an exception, or of all of one kind, in whole sentences. The steps below them are actions of the page "Exceptions". */

RcShape rc_exception_view_shape     (const RcExceptionGroup  *group);
/* "E-003, line 8,231"; (transfer full). */
char   *rc_exception_view_dup_place (const RcExceptionGroups *groups,
                                     const RcException       *exception);
/* @root: the cause that @exception is, or follows from. */
void    rc_exception_view_add       (GtkWidget               *box,
                                     const RcExceptionGroups *groups,
                                     const RcFindingMarks    *findings,
                                     const RcExceptionGroup  *group,
                                     const RcExceptionRoot   *root,
                                     const RcException       *exception);
void    rc_exception_view_add_group (GtkWidget               *box,
                                     const RcExceptionGroup  *group);

G_END_DECLS
