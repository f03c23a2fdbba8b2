/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "core/timeline.h"
#include "reports/typesetting/shape.h"

G_BEGIN_DECLS

#define RC_TIMELINE_MARK_SIZE 11

void rc_timeline_ink_stack (cairo_t            *cr,
                            RcScheme            scheme,
                            RcProtection        protection,
                            double              left,
                            double              top,
                            double              width,
                            double              height);
void rc_timeline_ink_mark  (cairo_t            *cr,
                            RcScheme            scheme,
                            RcTimelineMarkKind  kind,
                            double              x,
                            double              y);

G_END_DECLS
