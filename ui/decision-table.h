/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/event-row.h"

G_BEGIN_DECLS

/* The table of decisions, over a list of RcEventRow: cells stay empty until the row's page was read. */
GtkWidget  *rc_decision_table_new           (void);
/* @model: (transfer none): of RcEventRow */
void        rc_decision_table_set_model     (GtkWidget   *table,
                                             GListModel  *model);
/* The model begins anew: the first row is shown, and none is selected. */
void        rc_decision_table_rewind        (GtkWidget   *table);
/* (nullable): nothing is selected, or it is not read yet */
RcEventRow *rc_decision_table_peek_selected (GtkWidget   *table);
void        rc_decision_table_select        (GtkWidget   *table,
                                             guint        position);
/* Shows @popover, whose parent is the table, at the row under (@x, @y), which is selected, or, where @x is negative, at the selected
 * row. */
void        rc_decision_table_pop_up        (GtkWidget   *table,
                                             GtkPopover  *popover,
                                             double       x,
                                             double       y);

G_END_DECLS
