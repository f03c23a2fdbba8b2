/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "reports/typesetting/shape.h"

G_BEGIN_DECLS

/**
 * RcStateMark:
 *
 * A state as people see it everywhere: its shape, in its colour, and its words beside it. Never the shape alone.
 */
#define RC_TYPE_STATE_MARK (rc_state_mark_get_type ())
G_DECLARE_FINAL_TYPE (RcStateMark, rc_state_mark, RC, STATE_MARK, GtkWidget)

/* @words: already safe to show. */
GtkWidget *rc_state_mark_new       (RcShape      shape,
                                    const char  *words);
void       rc_state_mark_set       (RcStateMark *self,
                                    RcShape      shape,
                                    const char  *words);
/* Neither shape nor words: what is to be shown is not known yet. */
void       rc_state_mark_clear     (RcStateMark *self);
/* Words over several lines, rather than one that ends in an ellipsis. */
void       rc_state_mark_set_wrap  (RcStateMark *self,
                                    gboolean     wrap);

G_END_DECLS
