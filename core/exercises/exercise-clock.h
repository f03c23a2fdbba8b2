/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/exercises/exercise.h"

G_BEGIN_DECLS

/* Where a clock was last noted while the program ran, it stands there: for the files of the exercise alone. */
gboolean rc_exercise_clock_restore (RcExercise  *self,
                                    GError     **error);

G_END_DECLS
