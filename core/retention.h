/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duration.h"
#include "hold.h"
#include "registers/paper.h"
#include "systems/system-filter.h"
#include "timestamp.h"

G_BEGIN_DECLS

/*
 * How long the logs of a system, or of the whole case, are kept: what the rules say, from when to when records are held, and what was deleted.
 * An export covers a slice of what is kept: that something is not in it shows no deletion, and that nothing was deleted is concluded only
 * where a rule with its id and a deletion log were received beside the records (facts on Regulation (EU) 2024/1689, section 6.3).
 */

/* Where a rule stands. */
typedef enum
{
  RC_RETENTION_OF_LAW,        /* the catalogue's */
  RC_RETENTION_OF_RECORD,     /* a rule among the evidence */
  RC_RETENTION_OF_STATEMENT,  /* stated of the system, by an officer or in a description */
} RcRetentionOrigin;

/**
 * RcRetentionRule:
 * @id: (nullable): of the policy
 * @basis: (nullable): the law or paper that it rests on, as written
 * @target: (nullable): which records it is about, as written; %NULL: not said by a record, else the logs
 * @period: (nullable): as written; %NULL: the law leaves it to another rule
 * @has_duration: @period could be read
 * @from_us: in force from then, and until @to_us; %RC_TIME_NONE: open
 * @event: the record that says so; 0: none
 * @words: who says so, safe to show
 */
typedef struct
{
  RcRetentionOrigin origin;
  char             *id;
  char             *basis;
  char             *target;
  char             *period;
  RcDuration        duration;
  gboolean          has_duration;
  gint64            from_us;
  gint64            to_us;
  gint64            event;
  char             *words;
} RcRetentionRule;

/**
 * RcRetentionLog:
 * @first_us: beginning of its first inference, and @last_us of its last; %RC_TIME_NONE: none has a time
 *
 * The inferences of one source.
 */
typedef struct
{
  gint64   source;
  char    *name;
  guint64  inferences;
  guint64  undated;
  gint64   first_us;
  gint64   last_us;
} RcRetentionLog;

/* Whole days in UTC, from the first to the day behind the last, on which no inference was recorded. */
typedef struct
{
  gint64 from_us;
  gint64 to_us;
} RcRetentionHole;

#define RC_RETENTION_MAX_HOLES 20u

typedef enum
{
  RC_RETENTION_IN_TIME,       /* older than every minimum that applies */
  RC_RETENTION_EARLY,         /* younger than one */
  RC_RETENTION_CANNOT_TELL,   /* it does not say of when the records were, or no minimum applies for certain */
} RcRetentionAge;

/**
 * RcRetentionDeletion:
 * @system: (nullable): as its record names it
 * @when_us: when it was done; %RC_TIME_NONE: the record does not say
 * @from_us: the deleted records were not older, and @to_us not younger; %RC_TIME_NONE: not said
 * @policy: (nullable): id of the rule under which it was done
 * @certificate: (nullable): the paper that records the destruction
 * @is_none: not a deletion: the deletion log says that there was none in the period
 * @under: (nullable): the longest minimum that applies
 * @held: (nullable): a hold that stood then and reaches these records
 * @perhaps_held: it is not said of when the records were, so that the hold may not reach them
 */
typedef struct
{
  gint64                 event;
  char                  *system;
  gint64                 when_us;
  gint64                 from_us;
  gint64                 to_us;
  char                  *target;
  char                  *policy;
  char                  *reason;
  char                  *certificate;
  gboolean               is_none;
  RcRetentionAge         age;
  const RcRetentionRule *under;
  const RcHold          *held;
  gboolean               perhaps_held;
} RcRetentionDeletion;

/* What is asked of retention; each has one answer. */
typedef enum
{
  RC_RETENTION_FLOOR,      /* no rule on the logs is shorter than the law's minimum */
  RC_RETENTION_KEPT,       /* nothing was deleted before its minimum */
  RC_RETENTION_SECTOR,     /* a financial institution's rule names the law of its sector */
  RC_RETENTION_HOLDS,      /* nothing was deleted that was on hold */
  RC_N_RETENTION_QUESTIONS
} RcRetentionQuestion;

typedef enum
{
  RC_RETENTION_SUPPORTS,
  RC_RETENTION_CONTRADICTS,
  RC_RETENTION_NO_EVIDENCE,
  RC_RETENTION_DOES_NOT_APPLY,
  RC_RETENTION_JUDGE,
} RcRetentionAnswer;

/* @words: why, in the language of the reader, safe to show. @events: (element-type gint64): records that show it. */
typedef struct
{
  RcRetentionAnswer  answer;
  char              *words;
  GArray            *events;
} RcRetentionPoint;

/**
 * RcRetention:
 * @rules: of RcRetentionRule, the law's first
 * @logs: of RcRetentionLog, by their first inference
 * @holes: of RcRetentionHole, the longest, by their beginning
 * @deletions: of RcRetentionDeletion, by their time
 * @holds: of RcHold: those that concern it
 * @papers: of RcPaper: registered documents of the class E13, retention policy and deletion log, on the system or on none: certificates of
 *   destruction, policies. People read them.
 * @conflicts: (element-type utf8): rules that ask for different periods of the same records, shown and never resolved here
 * @is_cut: there are more rules and deletions than are read
 */
typedef struct
{
  GPtrArray        *rules;
  GPtrArray        *logs;
  GArray           *holes;
  GPtrArray        *deletions;
  GPtrArray        *holds;
  GPtrArray        *papers;
  GPtrArray        *conflicts;
  gboolean          is_cut;
  RcRetentionPoint  points[RC_N_RETENTION_QUESTIONS];
} RcRetention;

void         rc_retention_free               (RcRetention         *self);
/* @system: (nullable): of the whole case. Reads every row of the events once; to be run in a worker. */
RcRetention *rc_retention_load               (RcCase              *case_file,
                                              RcRecordReader      *reader,
                                              const RcSystem      *system,
                                              GCancellable        *cancellable,
                                              GError             **error);
const char  *rc_retention_answer_to_name     (RcRetentionAnswer    answer);    /* "MET", "NOT_MET" … */
const char  *rc_retention_answer_words       (RcRetentionAnswer    answer);    /* "Evidence supports" … */
const char  *rc_retention_question_to_name   (RcRetentionQuestion  question);
const char  *rc_retention_question_words     (RcRetentionQuestion  question);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcRetention, rc_retention_free)

G_END_DECLS
