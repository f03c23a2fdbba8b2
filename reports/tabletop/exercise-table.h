/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/exercises/exercise-matrix.h"
#include "reports/registers/register-page.h"

G_BEGIN_DECLS

/* Decisions by questions: how each was answered, in signs, letters and words. There is no score in it. */

/* @number: (nullable): of an exercise; %NULL: the newest. The exercise; %NULL with @error where there is none. (transfer full) */
RcExercise *rc_exercise_table_find   (RcCase                 *case_file,
                                      const char             *number,
                                      GError                **error);
/* What was shown, what each letter means, the table, and what must be said beside it. */
void        rc_exercise_table_add    (RcRegisterPage         *page,
                                      const RcExercise       *exercise,
                                      const RcExerciseMatrix *matrix);
/* The same alone; (transfer full). */
RcDocument *rc_exercise_table_build  (RcCase                 *case_file,
                                      const char             *number,
                                      const char             *language,
                                      GError                **error);
/* A line for each decision, with status, comparison and seconds of each question; (transfer full). */
char       *rc_exercise_table_to_csv (RcCase                 *case_file,
                                      const char             *number,
                                      const char             *language,
                                      GError                **error);

G_END_DECLS
