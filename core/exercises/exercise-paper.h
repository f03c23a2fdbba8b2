/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/exercises/exercise.h"

G_BEGIN_DECLS

/*
 * What is printed so that an exercise can go on where no program runs: the script, the decision cards without any answer, an answer sheet
 * for each decision, the attendance list. What was written on them is typed in later, marked with who wrote it and on which day.
 */

/* A part of the script: what the facilitator says and does. */
typedef struct
{
  char      *heading;
  GPtrArray *sentences;   /* (element-type utf8) */
} RcExerciseScriptPart;

/* One decision as the room may see it, without answers. */
typedef struct
{
  guint  number;
  char  *handle;
  char  *date;            /* (nullable): its record tells none */
  char  *product;         /* (nullable) */
  char  *origin;          /* in words: "draw 1", "key item" … */
} RcExercisePaperCard;

typedef struct
{
  char *id;
  char *text;
  char *role;             /* (nullable) */
} RcExercisePaperLine;

/**
 * RcExercisePaper:
 * @script: (element-type RcExerciseScriptPart)
 * @cards: (element-type RcExercisePaperCard): of the decisions that are to be examined
 * @lines: (element-type RcExercisePaperLine): of the answer sheet of each decision, in the order of the pack
 * @statuses: (element-type utf8): to be ticked beside each answer
 * @roles: (element-type utf8): of the attendance list; who is present writes the name beside it
 * @minutes: for each decision; 0: none were set
 *
 * All words in the language of the reader.
 */
typedef struct
{
  GPtrArray *script;
  GPtrArray *cards;
  GPtrArray *lines;
  GPtrArray *statuses;
  GPtrArray *roles;
  guint      minutes;
} RcExercisePaper;

void             rc_exercise_paper_free   (RcExercisePaper          *self);
/* @zone: (nullable): of the dates, as the house sets it. (transfer full) */
RcExercisePaper *rc_exercise_paper_new    (const RcExercise         *exercise,
                                           const char               *zone);
/* "draw 1", "key item", "in place of decision 2"; (transfer full). */
char            *rc_exercise_origin_words (const RcExerciseDecision *decision);
/* The sentences that are read out at the opening; (element-type utf8) (transfer full). */
GPtrArray       *rc_exercise_notices      (const RcExercise         *exercise);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcExercisePaper, rc_exercise_paper_free)

G_END_DECLS
