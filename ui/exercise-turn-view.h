/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/exercises/exercise.h"

G_BEGIN_DECLS

/* Appends to @box what was written down about a question of a decision: the answers as they were given, what was revealed, corrections,
 * evidence that came in, promises and notes. For the Desk alone. @question: (nullable): NULL: what belongs to the decision as a whole. */
void rc_exercise_turn_view_fill (GtkWidget        *box,
                                 const RcExercise *exercise,
                                 guint             decision,
                                 const char       *question);

G_END_DECLS
