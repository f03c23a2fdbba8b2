/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "reports/typesetting/shape.h"

G_BEGIN_DECLS

/* The scheme in which to draw into this widget, from the theme that it stands in; ask again for each drawing. */
RcScheme rc_scheme_of_widget (GtkWidget *widget);
/* How much larger than usual the text of the widget is; 1 or more. */
double   rc_scheme_text_unit (GtkWidget *widget);
void     rc_scheme_set_ink   (cairo_t   *cr,
                              RcInk      ink);

G_END_DECLS
