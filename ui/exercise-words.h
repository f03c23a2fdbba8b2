/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/exercises/exercise.h"
#include "reports/typesetting/shape.h"

G_BEGIN_DECLS

/* How exercises are told in the window: words and shapes that Desk and Room have in common. All texts are safe to show. */

RcShape rc_exercise_words_shape_of_decision (RcExerciseDecisionState   state);
/* Where a question stands: "locked: shown from the record"; @out_shape. (transfer full) */
char   *rc_exercise_words_dup_turn          (const RcExerciseTurn     *turn,
                                             RcShape                  *out_shape);
/* "1 · KA-2026-081834"; (transfer full). */
char   *rc_exercise_words_dup_decision      (const RcExerciseDecision *decision);
/* "14 August 2026 · KreditCheck · draw 1"; (transfer full). */
char   *rc_exercise_words_dup_card          (const RcExerciseDecision *decision,
                                             const char               *zone);
/* What was said or shown, what it rests on, and after which time, beside rc_exercise_answer_words(); (transfer full). */
char   *rc_exercise_words_dup_answer        (const RcExerciseAnswer   *answer);
/* "E-014, line 8231, page 2"; (transfer full) (nullable): it rests on nothing. */
char   *rc_exercise_words_dup_exhibit       (const RcExerciseAnswer   *answer);
/* "E-014", "14" or "e14": a number of that kind; 0: none. */
gint64  rc_exercise_words_parse_number      (const char               *text,
                                             char                      letter);

G_END_DECLS
