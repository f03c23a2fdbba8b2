/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/verdict-advice.h"

G_BEGIN_DECLS

/* Adds to a box what a state means, what can have caused it and what to ask for; (nullable): adds nothing. */
void rc_advice_view_add (GtkWidget      *box,
                         const RcAdvice *advice);

G_END_DECLS
