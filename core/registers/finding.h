/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/registers/about.h"
#include "core/registers/exception-mark.h"
#include "core/registers/register.h"

G_BEGIN_DECLS

/*
 * Findings: what a person makes of what was noticed. The program notices exceptions; only a person writes a finding, or promotes exceptions to
 * one, and rates it. The elements are the five of internal auditing (Global Internal Audit Standards 2024, standards 14.3 to 15.1): condition,
 * criterion, cause, effect, recommendation.
 */

typedef enum
{
  RC_SEVERITY_NONE,          /* not rated yet */
  RC_SEVERITY_CRITICAL,
  RC_SEVERITY_HIGH,
  RC_SEVERITY_MEDIUM,
  RC_SEVERITY_LOW,
  RC_SEVERITY_OBSERVATION,   /* an improvement; no criterion is breached */
  RC_N_SEVERITIES
} RcSeverity;

typedef enum
{
  RC_RESPONSE_NONE,
  RC_RESPONSE_AGREED,
  RC_RESPONSE_PARTLY,
  RC_RESPONSE_DISAGREED,
  RC_N_RESPONSES
} RcResponse;

/* How it stands. That it is overdue follows from its day. */
typedef enum
{
  RC_FINDING_OPEN,
  RC_FINDING_IMPLEMENTED,     /* as the auditee says */
  RC_FINDING_VERIFIED,        /* closed: the auditor looked */
  RC_FINDING_RISK_ACCEPTED,   /* closed: somebody answers for leaving it so */
  RC_N_FINDING_STATES
} RcFindingState;

/* What it was called in the earlier case that it was taken over from. */
typedef struct
{
  char       *case_title;
  char       *case_id;        /* hash of the first entry of that case's custody log, in hex */
  gint64      number;
  RcSeverity  severity;
  char       *due;            /* (nullable) */
  gboolean    log_holds;      /* the custody log of that case held, and the case was as it said */
} RcFindingOrigin;

/**
 * RcFinding:
 * @number: "F-001" is 1
 * @criteria: (element-type utf8): ids of requirements, or own criteria in words
 * @cause: (nullable): not determined
 * @effect: (nullable), as @recommendation and all words below
 * @about: (element-type RcAbout): systems, model versions, decisions
 * @evidence: (element-type utf8): exhibits and places in them, as a person cites them: "E-003, line 8,231"
 * @exceptions: (element-type RcExceptionMark): that it was promoted from
 * @check: id of the requirement whose check it comes from, and @check_verdict what it answered
 * @sample_n: of how many drawn decisions; 0: from no sample
 * @sample_k: how many of them deviate
 * @sample_upper: the upper limit of the rate, as the sample states it
 * @response: of the auditee, with @response_words, and @action, @owner and @due of what is to be done
 * @state_by: who verified or accepted
 * @state_on: when
 * @repeats: number of the finding of this case that it repeats; 0: none
 * @origin: (nullable): it was taken over
 * @n_changes: how often something was added to it
 */
typedef struct
{
  gint64           number;
  char            *title;
  char            *condition;
  GPtrArray       *criteria;
  char            *cause;
  char            *effect;
  char            *recommendation;
  RcSeverity       severity;
  char            *likelihood;
  GPtrArray       *about;
  GPtrArray       *evidence;
  GPtrArray       *exceptions;
  char            *check;
  char            *check_verdict;
  gint64           sample_n;
  gint64           sample_k;
  char            *sample_upper;
  RcResponse       response;
  char            *response_words;
  char            *action;
  char            *owner;
  char            *due;
  RcFindingState   state;
  char            *state_by;
  char            *state_on;
  char            *state_remark;
  gint64           repeats;
  RcFindingOrigin *origin;
  char            *entered_by;
  gint64           entered_us;
  guint            n_changes;
} RcFinding;

/**
 * RcFindingTerms:
 * @title: needed, as @condition is; of promoted exceptions their sentences stand in
 * @criteria: (nullable), as all further words
 * @evidence: each begins with an exhibit of the case: "E-014, page 2"
 * @sample_n: 0: from no sample
 */
typedef struct
{
  const char         *title;
  const char         *condition;
  const char * const *criteria;
  const char         *cause;
  const char         *effect;
  const char         *recommendation;
  RcSeverity          severity;
  const char         *likelihood;
  const char * const *about;
  const char * const *evidence;
  const char         *check;
  const char         *check_verdict;
  gint64              sample_n;
  gint64              sample_k;
  const char         *sample_upper;
  gint64              repeats;
  const char         *by;
} RcFindingTerms;

typedef struct
{
  RcResponse  response;
  const char *words;
  const char *action;
  const char *owner;
  const char *due;
  const char *by;
} RcResponseTerms;

const char *rc_severity_to_name        (RcSeverity             severity);
gboolean    rc_severity_from_name      (const char            *name,
                                        RcSeverity            *out_severity);
const char *rc_severity_words          (RcSeverity             severity);
const char *rc_response_to_name        (RcResponse             response);
gboolean    rc_response_from_name      (const char            *name,
                                        RcResponse            *out_response);
const char *rc_response_words          (RcResponse             response);
const char *rc_finding_state_to_name   (RcFindingState         state);
gboolean    rc_finding_state_from_name (const char            *name,
                                        RcFindingState        *out_state);
const char *rc_finding_state_words     (RcFindingState         state);

void        rc_finding_free            (RcFinding             *self);
RcFinding  *rc_finding_find            (RcCase                *case_file,
                                        gint64                 number,
                                        GError               **error);
/* By their numbers; (element-type RcFinding) (transfer full). */
GPtrArray  *rc_finding_list            (RcCase                *case_file,
                                        GError               **error);
/* Neither verified nor accepted. */
gboolean    rc_finding_is_open         (const RcFinding       *self);
/* Open, not said to be implemented, and its day lies before @day. */
gboolean    rc_finding_is_overdue      (const RcFinding       *self,
                                        const char            *day);
/* It was taken over, is open, and exceptions of its kinds are noticed again. */
gboolean    rc_finding_is_repeated     (const RcFinding       *self,
                                        const RcNoticed       *noticed);
/* Elements that a report needs and that nobody wrote, in words of the reader; (element-type utf8) (transfer full), empty: none. The cause may
 * be "not determined", an observation breaches no criterion. */
GPtrArray  *rc_finding_list_missing    (const RcFinding       *self);

/* finding-enter.c. Each answers the number of the finding, 0 with @error, or whether it was done. */
gint64      rc_finding_add             (RcCase                *case_file,
                                        const RcFindingTerms  *terms,
                                        GError               **error);
/* From exceptions of the last verification, by their numbers there. */
gint64      rc_finding_promote         (RcCase                *case_file,
                                        const gint64          *exceptions,
                                        gsize                  n_exceptions,
                                        const RcFindingTerms  *terms,
                                        GError               **error);
/* From what the check of a requirement answers for the whole case: finding-check.c. */
gint64      rc_finding_promote_check   (RcCase                *case_file,
                                        const char            *requirement,
                                        const RcFindingTerms  *terms,
                                        GError               **error);
/* What is NULL, RC_SEVERITY_NONE or 0 in @terms stays as it is. */
gboolean    rc_finding_change          (RcCase                *case_file,
                                        gint64                 number,
                                        const RcFindingTerms  *terms,
                                        GError               **error);
gboolean    rc_finding_respond         (RcCase                *case_file,
                                        gint64                 number,
                                        const RcResponseTerms *terms,
                                        GError               **error);
/* @who: who implemented, verified or accepted; needed. @on: (nullable): today. */
gboolean    rc_finding_set_state       (RcCase                *case_file,
                                        gint64                 number,
                                        RcFindingState         state,
                                        const char            *who,
                                        const char            *on,
                                        const char            *remark,
                                        GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcFinding, rc_finding_free)

G_END_DECLS
