/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/exercises/exercise.h"

G_BEGIN_DECLS

/* One question of one decision. */
typedef struct
{
  guint                decision;
  const char          *question;
  RcExerciseStatus     status;
  RcExerciseComparison comparison;
  gint64               elapsed_us;     /* RC_EXERCISE_TIME_UNKNOWN: nobody took it; 0 where it was not asked */
  const char          *skipped_for;    /* (nullable): why it was left out */
} RcExerciseCell;

/* One decision with a cell for each question, in the order of the pack. */
typedef struct
{
  const RcExerciseDecision *decision;
  RcExerciseCell           *cells;
  gint64                    elapsed_us;
  gboolean                  has_unknown_time;
  gboolean                  is_over;         /* it took more than the minutes that were set */
} RcExerciseRow;

/**
 * RcExerciseMatrix:
 * @rows: (element-type RcExerciseRow): every decision, those that were replaced too
 * @n_questions: of the pack
 * @total: questions that there were to answer: of every decision that was not replaced, also of one that could not be examined
 * @counts: of these, by RcExerciseStatus; those never asked are counted as such
 * @shown: of these, shown from records or documents, at once or during the session
 * @shown_differing: of those shown, answers that differ from the record's answer, as the facilitator says
 * @shown_uncompared: of those shown, answers that nobody compared with the record's answer
 * @open: (element-type RcExerciseCell): the others, in the order of the decisions
 * @comparisons: of these, by RcExerciseComparison
 * @decisions: by RcExerciseDecisionState
 * @drawn: decisions out of draws that were examined
 * @question_times: (array length=n_questions): what each question took over all decisions, of known times
 *
 * What came of an exercise: which answers were shown, and which not. There is no score in it. Texts are borrowed from the exercise.
 */
typedef struct
{
  GPtrArray *rows;
  guint      n_questions;
  guint      total;
  guint      counts[RC_N_EXERCISE_STATUSES];
  guint      shown;
  guint      shown_differing;
  guint      shown_uncompared;
  GArray    *open;
  guint      comparisons[RC_N_EXERCISE_COMPARISONS];
  guint      decisions[RC_EXERCISE_DECISION_NOT_EXAMINABLE + 1];
  guint      drawn;
  gint64    *question_times;
} RcExerciseMatrix;

void              rc_exercise_matrix_free      (RcExerciseMatrix       *self);
RcExerciseMatrix *rc_exercise_matrix_new       (const RcExercise       *exercise);
/* "41 of 50 answers shown from records or documents."; (transfer full). */
char             *rc_exercise_matrix_words     (const RcExerciseMatrix *self);
/* What must be said beside the count: decisions replaced, not examinable or left, draws that were not used, and that few decisions say
 * nothing about all; (element-type utf8) (transfer full). */
GPtrArray        *rc_exercise_matrix_remarks   (const RcExerciseMatrix *self,
                                                const RcExercise       *exercise);

/* --- Then and now --- */

/* How a question stood in one exercise, over its decisions. */
typedef struct
{
  gboolean is_asked;      /* the pack had it */
  guint    total;
  guint    shown;
  guint    counts[RC_N_EXERCISE_STATUSES];
} RcExerciseStand;

/**
 * RcExerciseThenNow:
 * @question: of the later exercise, or of the earlier one where only that had it
 * @other_wording: both had the id, with another text
 */
typedef struct
{
  const RcExerciseQuestion *question;
  gboolean                  other_wording;
  RcExerciseStand           then;
  RcExerciseStand           now;
} RcExerciseThenNow;

/* Each question of either exercise, which need not be of one case; the caller keeps both. (element-type RcExerciseThenNow) (transfer full) */
GArray           *rc_exercise_then_and_now     (const RcExercise       *then,
                                                const RcExercise       *now);
/* "4 of 5 shown", "not asked"; (transfer full). */
char             *rc_exercise_stand_words      (const RcExerciseStand  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcExerciseMatrix, rc_exercise_matrix_free)

G_END_DECLS
