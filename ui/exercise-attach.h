/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/exercise-live.h"

G_BEGIN_DECLS

/* Evidence that comes in while the exercise goes on: it is imported, and then each source that is new stands with the exercise, marked as
 * produced in the middle of the session. */

void rc_exercise_attach_paths (RcExerciseLive     *live,
                               const char * const *paths);

G_END_DECLS
