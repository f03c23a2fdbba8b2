/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/entry.h"

G_BEGIN_DECLS

/*
 * One act of an exercise: what an addition to its entry says. All that an exercise is follows from its set-up and its steps, in their
 * order; which step is allowed when is told by exercise-rules.h.
 */

typedef enum
{
  RC_EXERCISE_DECISION_ADDED,   /* before the opening: a decision more, from a draw, as a key item, or named */
  RC_EXERCISE_OPENED,           /* aim, rules and notices were said; who is present */
  RC_EXERCISE_DECISION_STARTED,
  RC_EXERCISE_ASKED,            /* a question is put: its clock runs */
  RC_EXERCISE_PAUSED,
  RC_EXERCISE_RESUMED,
  RC_EXERCISE_PASSED_ON,        /* to another role; the clock runs on */
  RC_EXERCISE_SKIPPED,          /* will not be asked of this decision, with the reason */
  RC_EXERCISE_ANSWERED,
  RC_EXERCISE_READ_BACK,
  RC_EXERCISE_LOCKED,
  RC_EXERCISE_REVEALED,         /* the record's answer is shown, and compared by the facilitator */
  RC_EXERCISE_CORRECTED,        /* an addition to a locked answer, which stays */
  RC_EXERCISE_CARD_PLAYED,
  RC_EXERCISE_CARD_ANSWERED,
  RC_EXERCISE_ATTACHED,         /* evidence that was imported or registered in mid-session */
  RC_EXERCISE_PROMISED,
  RC_EXERCISE_NOTED,
  RC_EXERCISE_REPLACED,         /* a decision by another, by the rule that was written beforehand; it stays counted */
  RC_EXERCISE_NOT_EXAMINABLE,   /* a decision that cannot be examined: a deviation */
  RC_EXERCISE_DECISION_CLOSED,
  RC_EXERCISE_CONCLUDED,
  RC_N_EXERCISE_STEPS
} RcExerciseStepKind;

/* How a question was answered. What is said is no evidence. */
typedef enum
{
  RC_EXERCISE_STATUS_NOT_ASKED,
  RC_EXERCISE_STATUS_RECORD,      /* shown from the record */
  RC_EXERCISE_STATUS_DOCUMENT,    /* shown from a document */
  RC_EXERCISE_STATUS_PRODUCED,    /* produced during the session */
  RC_EXERCISE_STATUS_SAID,        /* said, not shown */
  RC_EXERCISE_STATUS_PROMISED,
  RC_EXERCISE_STATUS_COULD_NOT,
  RC_N_EXERCISE_STATUSES
} RcExerciseStatus;

/* What the facilitator says of the room's answer beside the record's. */
typedef enum
{
  RC_EXERCISE_COMPARISON_NONE,
  RC_EXERCISE_COMPARISON_AGREE,
  RC_EXERCISE_COMPARISON_DIFFER,
  RC_EXERCISE_COMPARISON_SILENT,  /* the record says nothing on it */
  RC_N_EXERCISE_COMPARISONS
} RcExerciseComparison;

/* Where a decision comes from. */
typedef enum
{
  RC_EXERCISE_ORIGIN_NAMED,       /* chosen by a person: no statement about others rests on it */
  RC_EXERCISE_ORIGIN_DRAW,
  RC_EXERCISE_ORIGIN_KEY_ITEM,    /* taken beside the sample, and never extrapolated from */
  RC_EXERCISE_ORIGIN_REPLACEMENT,
  RC_N_EXERCISE_ORIGINS
} RcExerciseOrigin;

/* A time that nobody took. */
#define RC_EXERCISE_TIME_UNKNOWN (-1)

/**
 * RcExerciseStep:
 * @decision: of the exercise, from 1; 0: the one that is started
 * @question: (nullable): its id; %NULL: the one that is open, or was last
 * @role: (nullable): whom it is put to, or who promises
 * @text: (nullable): the answer, the note, the correction, the conclusion …
 * @reason: (nullable)
 * @rule: (nullable): of a replacement
 * @event: (nullable): reference of a decision that comes in
 * @handle: (nullable): what people call it, and @product, and @time_us, 0: none; filled in from the event
 * @source: exhibit, the number of the source in which it was shown, or that came in; 0: none. @record in it; 0: no certain one
 * @page: (nullable): of a document
 * @request: number of a request; 0: none
 * @due: (nullable): a day, "2026-12-05"; of a conclusion: when it is followed up
 * @card: (nullable): id of a surprise card; @text and @title of it are kept as they were played
 * @record_answer: (nullable): what the record says, as it may be shown in the room
 * @standing: (nullable): how that is known, as a code
 * @proposed: the comparison that the machine proposed
 * @present: (nullable): who is present, one a line: "role: name"
 * @paper_by: (nullable): it was recorded on paper by this person, on @paper_on, and typed in later
 * @is_private: a note that leaves the case in no copy
 * @at_us: when; 0: now
 * @elapsed_us: how long the open question had run, %RC_EXERCISE_TIME_UNKNOWN: nobody took it. Of a new step it counts only with
 *   @elapsed_is_stated; else the clock of the exercise tells
 * @interrupted_us: of a resumption: how long the program was not running
 */
typedef struct
{
  RcExerciseStepKind   kind;
  guint                decision;
  const char          *question;
  const char          *role;
  RcExerciseStatus     status;
  const char          *text;
  const char          *title;
  const char          *reason;
  const char          *rule;
  const char          *event;
  const char          *handle;
  const char          *product;
  gint64               time_us;
  RcExerciseOrigin     origin;
  gint64               draw;
  gint64               source;
  gint64               record;
  const char          *page;
  gint64               request;
  const char          *due;
  const char          *card;
  const char          *record_answer;
  const char          *standing;
  RcExerciseComparison comparison;
  RcExerciseComparison proposed;
  const char          *present;
  const char          *paper_by;
  const char          *paper_on;
  gboolean             is_private;
  gint64               at_us;
  gint64               elapsed_us;
  gboolean             elapsed_is_stated;
  gint64               interrupted_us;
} RcExerciseStep;

/* Names are stable: they stand in cases and in JSON. */
const char *rc_exercise_step_to_name         (RcExerciseStepKind    kind);
const char *rc_exercise_status_to_name       (RcExerciseStatus      status);
gboolean    rc_exercise_status_from_name     (const char           *name,
                                              RcExerciseStatus     *out_status);
/* In the language of the reader. */
const char *rc_exercise_status_words         (RcExerciseStatus      status);
/* Whether it was shown: from a record or a document, at once or during the session. */
gboolean    rc_exercise_status_is_shown      (RcExerciseStatus      status);
const char *rc_exercise_comparison_to_name   (RcExerciseComparison  comparison);
gboolean    rc_exercise_comparison_from_name (const char           *name,
                                              RcExerciseComparison *out_comparison);
const char *rc_exercise_comparison_words     (RcExerciseComparison  comparison);
const char *rc_exercise_origin_to_name       (RcExerciseOrigin      origin);
gboolean    rc_exercise_origin_from_name     (const char           *name,
                                              RcExerciseOrigin     *out_origin);

/* FALSE: a time or a number that cannot be. */
gboolean    rc_exercise_step_is_plausible    (const RcExerciseStep *self);
/* The body of an entry; (transfer full). */
char       *rc_exercise_step_to_json         (const RcExerciseStep *self);
/* Tainted: the texts are kept in @texts. FALSE where it is no step, or says what no step can say. */
gboolean    rc_exercise_step_from_entry      (const RcEntry        *entry,
                                              GStringChunk         *texts,
                                              RcExerciseStep       *out_step);

G_END_DECLS
