/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "reports/typesetting/shape.h"

G_BEGIN_DECLS

/**
 * RcTextCell:
 *
 * One line of text in a long table, with a state's shape before it where it has one. Another text asks for no other size and is set only
 * when it is drawn: a table that jumps changes sixteen hundred cells, of which three hundred are seen.
 */
#define RC_TYPE_TEXT_CELL (rc_text_cell_get_type ())
G_DECLARE_FINAL_TYPE (RcTextCell, rc_text_cell, RC, TEXT_CELL, GtkWidget)

/* @xalign: 0 at the start of the line, 1 at its end. */
GtkWidget  *rc_text_cell_new       (float         xalign);
/* @text: (nullable): safe to show. */
void        rc_text_cell_set       (RcTextCell   *self,
                                    const char   *text);
void        rc_text_cell_set_state (RcTextCell   *self,
                                    RcShape       shape,
                                    const char   *words);
const char *rc_text_cell_peek_text (RcTextCell   *self);

G_END_DECLS
