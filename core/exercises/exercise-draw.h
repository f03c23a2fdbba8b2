/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/exercises/exercise-setup.h"

G_BEGIN_DECLS

/* Takes down every draw that the case has made, so that none can be passed over in silence, and adds the decisions of the one with the number
 * @used to the set-up, in their order; 0: of none. @with_key_items: those that were found beside it too. A decision that is in the set-up
 * already stays as it is. Where the set-up has no rule of replacement it takes that of the draw, which was written before it.
 * RC_EXERCISE_ERROR_NOT_FOUND: no such draw, or one that was given up. */
gboolean rc_exercise_setup_take_draws  (RcExerciseSetup  *self,
                                        RcCase           *case_file,
                                        gint64            used,
                                        gboolean          with_key_items,
                                        GError          **error);
/* Takes the draws down again, as they are now, with which of them the decisions come from. */
gboolean rc_exercise_setup_count_draws (RcExerciseSetup  *self,
                                        RcCase           *case_file,
                                        GError          **error);
/* A rehearsal must not give away what will be drawn or was: none of its decisions is one of a draw that still stands. */
gboolean rc_exercise_setup_check_rehearsal (RcExerciseSetup  *self,
                                        RcCase           *case_file,
                                        GError          **error);

G_END_DECLS
