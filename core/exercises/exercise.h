/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/exercises/exercise-setup.h"
#include "core/exercises/exercise-step.h"

G_BEGIN_DECLS

/*
 * A tabletop exercise: decisions out of a draw or chosen, an authority's questions put about each, the room's timed answers as they were
 * given, and what the records say beside them. The entry of the exercise is its set-up, each later act an addition to it (entry.h), so
 * that all stands in the custody log as it was given. What an exercise is now follows from these entries alone; only how long the open
 * question has run comes from the table `clock` where the program ended in its middle.
 *
 * It tests records, not people: the clock belongs to a question and a role, names stand on the attendance list alone, nothing here is a
 * score, and a time that was exceeded is told and has no consequence.
 */

#define RC_EXERCISE_ERROR (rc_exercise_error_quark ())
GQuark rc_exercise_error_quark (void);

typedef enum
{
  RC_EXERCISE_ERROR_SETUP,      /* something of the set-up is missing or makes no sense */
  RC_EXERCISE_ERROR_STATE,      /* the act is not allowed now */
  RC_EXERCISE_ERROR_TERMS,      /* the act lacks something that it must say */
  RC_EXERCISE_ERROR_NOT_FOUND,  /* no such decision, question, source … */
  RC_EXERCISE_ERROR_EDITED,     /* its entries are not as this program wrote them */
  RC_EXERCISE_ERROR_PACK,       /* no such pack, or a file that is none */
} RcExerciseError;

typedef enum
{
  RC_EXERCISE_PLANNED,       /* not opened yet */
  RC_EXERCISE_OPEN,          /* between two decisions */
  RC_EXERCISE_IN_DECISION,   /* the card of a decision lies open, and no question */
  RC_EXERCISE_QUESTION,      /* a question is put, its clock runs */
  RC_EXERCISE_HALTED,        /* its clock is stopped: paused, or the program ended */
  RC_EXERCISE_GIVEN,         /* an answer was given */
  RC_EXERCISE_CONFIRMED,     /* and read back */
  RC_EXERCISE_FIXED,         /* and locked; the next question may follow */
  RC_EXERCISE_SHOWN,         /* and the record's answer was revealed; the next question may follow */
  RC_EXERCISE_SURPRISE,      /* a surprise card waits for its answer */
  RC_EXERCISE_FINISHED,      /* concluded: only notes and corrections are added */
  RC_N_EXERCISE_STATES
} RcExerciseState;

/* Where a question of one decision stands. */
typedef enum
{
  RC_EXERCISE_TURN_NOT_ASKED,
  RC_EXERCISE_TURN_SKIPPED,
  RC_EXERCISE_TURN_OPEN,
  RC_EXERCISE_TURN_ANSWERED,
  RC_EXERCISE_TURN_READ_BACK,
  RC_EXERCISE_TURN_LOCKED,
} RcExerciseTurnState;

/* One answer as it was given; of several before the lock the last counts. All texts here are borrowed from the exercise. */
typedef struct
{
  RcExerciseStatus  status;
  const char       *text;         /* (nullable) */
  gint64            source;       /* 0: none; and so for all numbers */
  gint64            record;
  const char       *page;         /* (nullable) */
  gint64            request;
  const char       *due;          /* (nullable) */
  const char       *role;         /* (nullable): who promised */
  gint64            elapsed_us;   /* since the question was put, RC_EXERCISE_TIME_UNKNOWN: nobody took it */
  gboolean          elapsed_is_stated;
  gint64            at_us;
  const char       *paper_by;     /* (nullable): recorded on paper, and when */
  const char       *paper_on;
  gint64            entry;        /* entry.id */
} RcExerciseAnswer;

/* How long a role had the question. */
typedef struct
{
  const char *role;
  gint64      elapsed_us;
} RcExerciseSpan;

typedef struct
{
  const char *text;
  gint64      at_us;
  const char *by;
  gint64      entry;
} RcExerciseRemark;

/**
 * RcExerciseTurn:
 * @role: (nullable): whom it is put to now
 * @answers: (element-type RcExerciseAnswer): as they were given
 * @corrections: (element-type RcExerciseRemark): added after the lock
 * @spans: (element-type RcExerciseSpan): by role, what is over
 * @elapsed_us: until the last answer, or so far without the part that is running
 * @interruptions: how often the program ended while it was open, @interrupted_us in all
 * @skipped_for: (nullable): the reason given
 *
 * One question put about one decision.
 */
typedef struct
{
  RcExerciseTurnState   state;
  const char           *role;
  gint64                asked_us;
  GArray               *answers;
  GArray               *corrections;
  GArray               *spans;
  gint64                elapsed_us;
  guint                 pauses;
  guint                 interruptions;
  gint64                interrupted_us;
  const char           *skipped_for;
  gint64                locked_us;       /* 0: it is not */
  gint64                revealed_us;     /* 0: it is not */
  const char           *record_answer;   /* (nullable) */
  const char           *standing;        /* (nullable) */
  RcExerciseComparison  comparison;
  RcExerciseComparison  proposed;
} RcExerciseTurn;

typedef enum
{
  RC_EXERCISE_DECISION_PENDING,
  RC_EXERCISE_DECISION_BEGUN,
  RC_EXERCISE_DECISION_DONE,
  RC_EXERCISE_DECISION_REPLACED,
  RC_EXERCISE_DECISION_NOT_EXAMINABLE,   /* a deviation */
} RcExerciseDecisionState;

/**
 * RcExerciseDecision:
 * @number: 1, 2, 3 …
 * @event: SOURCE:RECORD[#ROW] of its inference
 * @handle: what people call it
 * @product: (nullable): the system, as the record names it
 * @time_us: %RC_TIME_NONE: its record tells none
 * @draw: number of the draw that it comes from; 0: none
 * @replaces: number of the decision in whose place it came; @replaced_by: of the one that came in its place; 0: none
 * @reason: (nullable): why it was replaced or could not be examined
 * @rule: (nullable): by which rule it was replaced
 */
typedef struct
{
  guint                    number;
  const char              *event;
  const char              *handle;
  const char              *product;
  gint64                   time_us;
  RcExerciseOrigin         origin;
  gint64                   draw;
  guint                    replaces;
  guint                    replaced_by;
  RcExerciseDecisionState  state;
  const char              *reason;
  const char              *rule;
  gint64                   started_us;
  gint64                   closed_us;

  /*< private >*/
  RcExerciseTurn         **turns;    /* one for each question; NULL until it was begun */
} RcExerciseDecision;

/* A surprise card as it was played; @decision 0: between two decisions. */
typedef struct
{
  const char       *id;
  const char       *title;
  const char       *text;
  guint             decision;
  gint64            played_us;
  gboolean          is_answered;
  RcExerciseAnswer  answer;
} RcExercisePlayedCard;

typedef struct
{
  guint       decision;
  const char *question;     /* (nullable) */
  const char *text;         /* (nullable) */
  const char *role;
  const char *due;
  gint64      request;      /* 0: none was written yet */
  gint64      at_us;
  gint64      entry;
} RcExercisePromise;

/* Evidence that came in while the exercise went on. */
typedef struct
{
  guint       decision;
  const char *question;     /* (nullable) */
  gint64      source;
  const char *text;         /* (nullable): what it is said to be */
  gint64      elapsed_us;   /* of the open question */
  gint64      at_us;
  gint64      entry;
} RcExerciseAttachment;

typedef struct
{
  guint       decision;
  const char *question;     /* (nullable) */
  const char *text;
  gboolean    is_private;
  const char *by;
  gint64      at_us;
  gint64      entry;
} RcExerciseNote;

/* What was said at the end. @signed_by: (nullable): first digits of the key whose signature the act has in the custody log. */
typedef struct
{
  const char *text;
  const char *reason;        /* (nullable): why decisions were left unexamined */
  const char *follow_up;     /* (nullable): a day */
  gint64      at_us;
  const char *by;
  gint64      entry;
  gint64      custody_entry;
  char       *signed_by;
} RcExerciseConclusion;

/**
 * RcExercise:
 * @setup: what was laid down beforehand
 * @decisions: (element-type RcExerciseDecision): those of the set-up, then those that were added or came in another's place
 * @decision: (nullable): the one that is begun
 * @question: (nullable): id of the question that is open, or was last in this decision
 * @present: (nullable): the attendance list, one a line: the one place for names
 * @conclusion: (nullable)
 * @faults: (element-type utf8): a sentence for each entry that is not as this program wrote it; then nothing more is added
 * @n_withheld: private notes that are not in this copy of the case, and not in @notes
 */
typedef struct
{
  RcCase               *case_file;
  gint64                entry;
  gint64                number;
  gint64                planned_us;
  const char           *by;
  RcExerciseSetup      *setup;
  RcExerciseState       state;
  GPtrArray            *decisions;
  RcExerciseDecision   *decision;
  const char           *question;
  gint64                opened_us;       /* 0: it is not */
  const char           *present;
  const char           *opened_on_paper; /* (nullable): by whom it was recorded */
  GArray               *cards;
  GArray               *promises;
  GArray               *attachments;
  GArray               *notes;
  guint                 n_withheld;
  RcExerciseConclusion *conclusion;
  GPtrArray            *faults;

  /*< private >*/
  GStringChunk         *texts;
  gint64                last_us;         /* of the last step */
  gint64                running_since_us; /* 0: the clock is stopped */
  gint64                stopped_us;      /* when the program was last heard of, while the clock ran; 0: it is running, or was stopped by a person */
} RcExercise;

/* Writes the set-up as an entry of its own, with all draws of the case; what its decisions are called is filled in. Answers its number; 0
 * with @error. */
gint64                    rc_exercise_new           (RcCase                 *case_file,
                                                     RcExerciseSetup        *setup,
                                                     GError                **error);
RcExercise               *rc_exercise_load          (RcCase                 *case_file,
                                                     gint64                  number,
                                                     GError                **error);
/* All of the case, by their numbers; (element-type RcExercise) (transfer full). */
GPtrArray                *rc_exercise_list          (RcCase                 *case_file,
                                                     GError                **error);
void                      rc_exercise_free          (RcExercise             *self);

/* Whether such a step can be done in the state that it is in; @error has the sentence. */
gboolean                  rc_exercise_allows        (const RcExercise       *self,
                                                     RcExerciseStepKind      kind,
                                                     GError                **error);
/* Whether the step is allowed now and says all that it must; @error has the sentence. Nothing is written. */
gboolean                  rc_exercise_check         (RcExercise             *self,
                                                     const RcExerciseStep   *step,
                                                     GError                **error);
/* Does it: an entry, an act of the custody log, and @self is as it is then. */
gboolean                  rc_exercise_act           (RcExercise             *self,
                                                     const RcExerciseStep   *step,
                                                     GError                **error);

/* --- The clock --- */

/* Whoever keeps an exercise open notes its clock more often than that. */
#define RC_EXERCISE_NOTE_FRESH_US (15 * G_USEC_PER_SEC)

/**
 * RcExerciseClock:
 * @elapsed_us: how long the open question has run
 * @is_running: it is running now
 * @was_interrupted: the program ended while it ran: it stands where it was last noted, and goes on with a step RESUMED
 * @gap_us: how long ago that is
 */
typedef struct
{
  gint64   elapsed_us;
  gboolean is_running;
  gboolean was_interrupted;
  gint64   gap_us;
} RcExerciseClock;

void                      rc_exercise_read_clock    (const RcExercise       *self,
                                                     gint64                  now_us,
                                                     RcExerciseClock        *out_clock);
/* Notes where the running clock stands, so that a crash loses no more than the time since. Every few seconds, by whoever keeps the
 * exercise open; no act, and no evidence. Nothing happens while no clock runs. */
gboolean                  rc_exercise_note_clock    (RcExercise             *self,
                                                     gint64                  now_us,
                                                     GError                **error);
/* "3:20", "1:02:05"; "–" for a time that nobody took; (transfer full). */
char                     *rc_exercise_time_words    (gint64                  elapsed_us);
/* FALSE: neither seconds nor M:SS nor H:MM:SS. */
gboolean                  rc_exercise_parse_time    (const char             *text,
                                                     gint64                 *out_elapsed_us);
/* "Stopped at 3:20, interrupted for 4:00." Empty where nothing interrupted it; (transfer full). */
char                     *rc_exercise_clock_words   (const RcExerciseClock  *clock);

/* --- Looking at it --- */

const char               *rc_exercise_state_to_name (RcExerciseState         state);
const char               *rc_exercise_state_words   (RcExerciseState         state);
const char               *rc_exercise_decision_state_to_name (RcExerciseDecisionState state);
const char               *rc_exercise_decision_state_words   (RcExerciseDecisionState state);
/* (nullable) where there is none; both (transfer none). @number 0: the one that is begun. */
RcExerciseDecision       *rc_exercise_find_decision (const RcExercise       *self,
                                                     guint                   number);
/* @question: (nullable): NULL is the open one, or the last. A turn that was not begun is an empty one of its own. */
const RcExerciseTurn     *rc_exercise_find_turn     (const RcExercise       *self,
                                                     guint                   decision,
                                                     const char             *question);
/* (nullable): the answer that counts. */
const RcExerciseAnswer   *rc_exercise_turn_answer   (const RcExerciseTurn   *turn);
/* "produced during the session, after 3:20", "promised by Model owner until 2026-12-05 (R-06)"; (transfer full). */
char                     *rc_exercise_answer_words  (const RcExerciseAnswer *self);
/* How it stands for the count: NOT_ASKED until an answer is locked. */
RcExerciseStatus          rc_exercise_turn_status   (const RcExerciseTurn   *turn);
/* What the questions of the decision took in all. @out_unknown: (optional): that some took a time that nobody knows. */
gint64                    rc_exercise_decision_time (const RcExercise       *self,
                                                     const RcExerciseDecision *decision,
                                                     gboolean               *out_unknown);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcExercise, rc_exercise_free)

G_END_DECLS
