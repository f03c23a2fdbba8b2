/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/exercises/exercise-matrix.h"
#include "core/standing.h"

G_BEGIN_DECLS

/* What the Room shows now. */
typedef enum
{
  RC_EXERCISE_SCREEN_WELCOME,    /* planned: what the exercise is for, the draw, the rules and the notices that are read out at the opening */
  RC_EXERCISE_SCREEN_PROGRESS,   /* between two decisions: the last one closed, promises, how far it is */
  RC_EXERCISE_SCREEN_CARD,       /* the card of a decision, no question */
  RC_EXERCISE_SCREEN_QUESTION,
  RC_EXERCISE_SCREEN_READ_BACK,  /* the answer as it was written down */
  RC_EXERCISE_SCREEN_REVEAL,     /* room's answer beside the record's */
  RC_EXERCISE_SCREEN_SURPRISE,
  RC_EXERCISE_SCREEN_WRAP_UP,    /* decisions by questions, in words */
} RcExerciseScreen;

/* A promise as the room may see it: by role. */
typedef struct
{
  char *text;
  char *role;
  char *due;
} RcExerciseRoomPromise;

/**
 * RcExerciseRoom:
 * @purpose: what the exercise is for
 * @notices: (element-type utf8): sentences that are read out at the opening
 * @draws: (element-type utf8): each draw of the case, in a sentence
 * @roles: (element-type utf8): who is asked, never by name
 * @position: of the decision, of @n_decisions; 0: none is begun
 * @handle: (nullable): of the decision, with its @date and @product
 * @question: (nullable): one sentence; its number in the pack is @question_position of @n_questions
 * @role: (nullable): whom it is put to
 * @clock: of the question; @clock_words: what is said beside it, or ""
 * @decision_elapsed_us: what the decision took so far, with the running question; @minutes: that were set, 0: none
 * @is_over: it took longer; that is told and has no consequence
 * @status: (nullable): how the room answered, in words; @answer_status: the same
 * @answer: (nullable): the answer as it was written down; @is_locked: it stays as it is
 * @record_answer: (nullable), @standing and @comparison: once it is revealed; @how_known and @compared: the same, where there are words
 * @card_title: (nullable): of the surprise card, with @card_text
 * @examined: decisions closed so far
 * @promises: (element-type RcExerciseRoomPromise): of the decision that is begun or was closed last
 * @summary: (nullable): of the decision that was closed last: how many of its answers were shown
 * @matrix: (nullable): for the wrap-up
 *
 * All that the Room may show, and nothing else: no notes, no severities, no names, values as the records' masks leave them. What the room
 * itself said stands there as it was written down.
 */
typedef struct
{
  RcExerciseScreen  screen;
  char             *purpose;
  GPtrArray        *notices;
  GPtrArray        *draws;
  GPtrArray        *roles;
  guint             position;
  guint             n_decisions;
  char             *handle;
  char             *date;
  char             *product;
  char             *question;
  guint             question_position;
  guint             n_questions;
  char             *role;
  RcExerciseClock   clock;
  char             *clock_words;
  gint64            decision_elapsed_us;
  guint             minutes;
  gboolean          is_over;
  char             *status;
  RcExerciseStatus  answer_status;
  char             *answer;
  gboolean          is_locked;
  char             *record_answer;
  char             *standing;
  RcStanding        how_known;
  char             *comparison;
  RcExerciseComparison compared;
  char             *card_title;
  char             *card_text;
  guint             examined;
  GPtrArray        *promises;
  char             *summary;
  RcExerciseMatrix *matrix;
} RcExerciseRoom;

void            rc_exercise_room_free (RcExerciseRoom   *self);
/* @now_us: for the clock; 0: now. @zone: (nullable): of the dates, as the house sets it. The exercise outlives the view. (transfer full) */
RcExerciseRoom *rc_exercise_room_view (const RcExercise *exercise,
                                       gint64            now_us,
                                       const char       *zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcExerciseRoom, rc_exercise_room_free)

G_END_DECLS
