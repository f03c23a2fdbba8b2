/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"
#include "law/law.h"
#include "record.h"
#include "systems/system.h"

G_BEGIN_DECLS

/*
 * Each requirement of the law's catalogue, held against what a case has: what the evidence supports or contradicts, what was not received,
 * what does not apply, and what a person must judge. The program reports on evidence. It never says that a system is in conformity, and role
 * and class of a system are those that the officer stated.
 */

/* In the order in which the exit code weighs them, the worst first. */
typedef enum
{
  RC_REQUIREMENT_NOT_MET,       /* a condition is shown false by imported records */
  RC_REQUIREMENT_NO_EVIDENCE,   /* nothing received; never a breach */
  RC_REQUIREMENT_JUDGE,         /* the material was found, a person decides */
  RC_REQUIREMENT_MET,           /* the check ran, over everything that it is about, and every condition held */
  RC_REQUIREMENT_NA,            /* does not apply, for the reason given */
  RC_N_REQUIREMENT_VERDICTS
} RcRequirementVerdict;

/* What is judged. */
typedef enum
{
  RC_REQUIREMENT_OF_CASE,       /* all that the case has */
  RC_REQUIREMENT_OF_SYSTEM,     /* what is bound to one system */
  RC_REQUIREMENT_OF_INFERENCE,
} RcRequirementScope;

/* Evidence of one class that a check looked at. */
typedef struct
{
  char    *id;                  /* "E05" */
  guint64  count;
} RcRequirementEvidence;

/* What a person said of a requirement: an entry of the case, shown beside what the machine found and never instead. */
typedef struct
{
  gint64  number;               /* of the entry among the judgements of the case */
  char   *verdict;              /* code, as the person gave it */
  char   *words;
  char   *by;
  gint64  added_us;
} RcRequirementJudgement;

/**
 * RcRequirementResult:
 * @requirement: of the catalogue that was held against the case
 * @words: one plain sentence: what was found, or why it does not apply
 * @checked: of @total things that the check is about; both 0 where it counts nothing
 * @of: (nullable): what was counted: "inferences"
 * @citations: (element-type RcCitation): at most %RC_LIMIT_REQUIREMENT_CITATIONS
 * @more_citations: further records that are not listed
 * @papers: (element-type utf8): what a person registered: "E-014, …"
 * @evidence: (element-type RcRequirementEvidence): what was looked at, by class
 * @notes: (element-type utf8): what must be said beside it
 * @missing: (nullable): what is missing, and whom to ask
 * @applies_from_us: from when the requirement applies, in the law as it was asked for; %RC_TIME_NONE: the catalogue has no date
 * @not_yet: it did not yet apply at the time of what is judged
 * @date_note: (nullable): what must be said beside the date
 * @judgements: (element-type RcRequirementJudgement)
 */
typedef struct
{
  const RcRequirement  *requirement;
  RcRequirementVerdict  verdict;
  char                 *words;
  guint64               checked;
  guint64               total;
  char                 *of;
  GPtrArray            *citations;
  guint64               more_citations;
  GPtrArray            *papers;
  GPtrArray            *evidence;
  GPtrArray            *notes;
  char                 *missing;
  gint64                applies_from_us;
  gboolean              not_yet;
  const RcLawText      *date_note;
  GPtrArray            *judgements;
} RcRequirementResult;

/**
 * RcRequirementOptions:
 * @law: (nullable): a catalogue with own criteria; %NULL: the program's own
 * @as_of_us: the law as it stood then; %RC_TIME_NONE: as the catalogue last knew it
 * @only: (nullable): id of the one requirement that is asked for
 */
typedef struct
{
  const RcLaw  *law;
  gint64        as_of_us;
  const char   *only;
  GCancellable *cancellable;
} RcRequirementOptions;

/**
 * RcRequirementReport:
 * @system: (nullable): name of the system
 * @event: (nullable): SOURCE:RECORD of the inference
 * @at_us: the time of what is judged: of the inference, else of the newest inference; %RC_TIME_NONE: none has a time
 * @as_of_us: the law as it stood then
 * @mode: "assessed against requirements applicable from …"
 * @verified: a verify of the evidence as it is now is on record, and found no edit of the case file
 * @is_legacy: the system is stated to have been placed on the market before the requirements on high-risk systems applied: Article 111(2)
 * @inferences: in scope, of @all_inferences of the case
 * @set_aside: records of the case that could not be read, and @not_understood: files that nobody understood; nothing of them is in any count
 * @removed: sources with events that were taken out of the case
 * @results: (element-type RcRequirementResult): in the order of the catalogue
 * @counts: how many results have each verdict
 */
typedef struct
{
  RcRequirementScope  scope;
  const RcLaw        *law;
  char               *system;
  char               *event;
  gint64              at_us;
  gint64              as_of_us;
  char               *mode;
  gboolean            verified;
  gboolean            is_legacy;
  guint64             inferences;
  guint64             all_inferences;
  guint64             set_aside;
  guint64             removed;
  guint               not_understood;
  GPtrArray          *results;
  guint               counts[RC_N_REQUIREMENT_VERDICTS];
} RcRequirementReport;

void                 rc_requirement_report_free     (RcRequirementReport        *self);
RcRequirementReport *rc_requirement_check_case      (RcCase                     *case_file,
                                                     const RcRequirementOptions *options,
                                                     GError                    **error);
RcRequirementReport *rc_requirement_check_system    (RcCase                     *case_file,
                                                     const RcSystem             *system,
                                                     const RcRequirementOptions *options,
                                                     GError                    **error);
/* The one system that the inference is of, as systems are stated; @out_system NULL: none, or several. */
gboolean             rc_requirement_find_system     (RcCase                     *case_file,
                                                     RcRecordReader             *reader,
                                                     RcEvent                    *event,
                                                     RcSystem                  **out_system,
                                                     GError                    **error);
RcRequirementReport *rc_requirement_check_inference (RcCase                     *case_file,
                                                     const RcSystem             *system,
                                                     const RcEvent              *event,
                                                     const RcRequirementOptions *options,
                                                     GError                    **error);
/* The result of that requirement; (nullable) (transfer none). */
const RcRequirementResult *rc_requirement_report_find (const RcRequirementReport *self,
                                                     const char                 *id);
int                  rc_requirement_report_exit_code (const RcRequirementReport *self);
/* 1: contradicted; 3: nothing received, or for a person; 0 otherwise. */
int                  rc_requirement_exit_code       (RcRequirementVerdict        verdict);
/* "MET" …: of the command line's contract. */
const char          *rc_requirement_verdict_to_code (RcRequirementVerdict        verdict);
gboolean             rc_requirement_verdict_from_code (const char               *code,
                                                     RcRequirementVerdict       *out_verdict);
/* Whether a function of the program answers for the requirement of this id. */
gboolean             rc_requirement_has_check       (const char                 *id);
/* The ids that functions answer for, NULL-terminated; (transfer container). */
const char         **rc_requirement_list_checks     (void);

/* A person's word on a requirement, as an act of the case. @system and @event (nullable): what it is about alone. */
gboolean             rc_requirement_judge           (RcCase                     *case_file,
                                                     const char                 *id,
                                                     const char                 *system,
                                                     const char                 *event,
                                                     RcRequirementVerdict        verdict,
                                                     const char                 *words,
                                                     GError                    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcRequirementReport, rc_requirement_report_free)

G_END_DECLS
