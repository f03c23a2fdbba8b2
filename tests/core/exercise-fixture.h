/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/exercises/exercise.h"
#include "lineage-evidence.h"

G_BEGIN_DECLS

/* An exercise over the decisions KA-1 and KA-2 of lineage-evidence.h; the names in it are of fictitious persons. */

#define EXERCISE_START_US G_GINT64_CONSTANT (4102444800000000)   /* 2100-01-01: later than the act that plans it */
#define SECONDS(n) ((gint64) (n) * G_USEC_PER_SEC)

/* Imports the log, and plans; answers the exercise, (transfer full). */
RcExercise *exercise_fixture_plan   (LineageFixture        *fixture);
/* The same with other terms: @replacement (nullable), @n_decisions up to 2. */
RcExercise *exercise_fixture_plan_with (LineageFixture     *fixture,
                                     const char            *replacement,
                                     guint                  n_decisions);
RcExercise *exercise_fixture_load   (LineageFixture        *fixture);
/* One step, @seconds after EXERCISE_START_US. */
void        exercise_fixture_do     (RcExercise            *self,
                                     guint                  seconds,
                                     RcExerciseStep         step);
/* It is refused with this code and a sentence that has @words in it; nothing is written. */
void        exercise_fixture_refuse (RcExercise            *self,
                                     RcExerciseStep         step,
                                     RcExerciseError        code,
                                     const char            *words);
/* Opens it and begins the decision. */
void        exercise_fixture_begin  (RcExercise            *self,
                                     guint                  decision);
/* Asks at @seconds, answers ten seconds later, reads back and locks. */
void        exercise_fixture_answer (RcExercise            *self,
                                     guint                  seconds,
                                     const char            *question,
                                     RcExerciseStatus       status);

#define DO(self, seconds, ...)           exercise_fixture_do (self, seconds, (RcExerciseStep) { __VA_ARGS__ })
#define REFUSE(self, code, words, ...)   exercise_fixture_refuse (self, (RcExerciseStep) { __VA_ARGS__ }, RC_EXERCISE_ERROR_ ## code, words)

G_END_DECLS
