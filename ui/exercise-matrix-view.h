/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/exercises/exercise-matrix.h"

G_BEGIN_DECLS

/* Decisions by questions, each in shape and words, and how many answers were shown; no severities and no score. @pack: whose questions they
 * are. @scale: how much wider than usual its columns are, where its text is larger. Nothing of the arguments is kept. */
GtkWidget *rc_exercise_matrix_view_new (const RcExerciseMatrix *matrix,
                                        const RcExercisePack   *pack,
                                        double                  scale);

G_END_DECLS
