/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/overview.h"

G_BEGIN_DECLS

/* Which questions the evidence can answer, and whom to ask for the rest, as parts of the overview. */

/* Lines that one call adds: what a frame can measure beside the window's other work. */
#define RC_OVERVIEW_LINES 6u

/* Fill @box with the questions from number @from on; TRUE: there are more, for the next frame. */
gboolean   rc_overview_fill_answers (GtkWidget        *box,
                                     const RcOverview *overview,
                                     guint             from);
gboolean   rc_overview_fill_missing (GtkWidget        *box,
                                     const RcOverview *overview,
                                     guint             from);

/* A grid of the overview, and a head of one of its columns: numbers stand to the right of the first. */
GtkWidget *rc_overview_grid_new     (void);
void       rc_overview_add_head     (GtkWidget        *grid,
                                     int               column,
                                     const char       *text);

G_END_DECLS
