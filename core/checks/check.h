/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/deployment.h"
#include "core/seal.h"

G_BEGIN_DECLS

/* How a model version was used, as far as the log tells. */
typedef struct
{
  char    *version;         /* "name/version" */
  guint64  n_events;
  gint64   first_event;     /* by time */
  gint64   first_us;        /* latest instant that the first event can mean */
  gint64   last_event;
  gint64   last_us;
  GArray  *samples;         /* of gint64: events spread over all of them */
  guint64  stride;          /* every which event is a sample */
} RcModelUse;

/**
 * RcCheckContext:
 *
 * What the contradictions are looked for in. @uses and @deployments are gathered once.
 */
typedef struct
{
  RcSealContext *seal_context;
  RcCase        *case_file;
  RcJudgement   *judgement;
  GHashTable    *causes;        /* place → number of the exception that explains what is wrong there */
  GHashTable    *uses;          /* "name/version" → RcModelUse */
  GPtrArray     *deployments;   /* of RcDeployment, by their beginning */
  gboolean       deployments_complete;
} RcCheckContext;

/* The exception, known before, that explains a fault at this record; 0: none. */
gint64   rc_check_find_cause    (RcCheckContext  *context,
                                 gint64           source,
                                 guint64          record);
/* Adds an exception at a record. @cause: of it, or 0. */
void     rc_check_report        (RcCheckContext  *context,
                                 const char      *kind,
                                 gint64           source,
                                 guint64          record,
                                 gint64           cause,
                                 const char      *expected,
                                 const char      *found,
                                 const char      *message);

/* Whether times go back in a chained source; fed record by record. */
typedef struct _RcClockCheck RcClockCheck;

RcClockCheck *rc_clock_check_new  (RcCheckContext *context,
                                   const RcSource *source);
void          rc_clock_check_free (RcClockCheck   *self);
void          rc_clock_check_see  (RcClockCheck   *self,
                                   guint64         record,
                                   gint64          system,
                                   gint64          time_us,
                                   gint64          span_us);
/* Tells how many were not listed. */
void          rc_clock_check_end  (RcClockCheck   *self);

/* The text of a name of the case. (transfer full) */
char         *rc_check_load_name      (RcCheckContext  *context,
                                       gint64           id,
                                       GError         **error);

/* Whether inferences lie in times without a deployment on record; fed inference by inference. */
typedef struct _RcGapCheck RcGapCheck;

RcGapCheck   *rc_gap_check_new        (RcCheckContext  *context);
void          rc_gap_check_free       (RcGapCheck      *self);
gboolean      rc_gap_check_see        (RcGapCheck      *self,
                                       gint64           event,
                                       gint64           time_us,
                                       gint64           span_us,
                                       gint64           system,
                                       gint64           endpoint,
                                       GError         **error);
gboolean      rc_gap_check_tell       (RcGapCheck      *self,
                                       GError         **error);

/* Whether versions answered after their approval had ended; likewise. */
typedef struct _RcApprovalCheck RcApprovalCheck;

RcApprovalCheck *rc_approval_check_new  (RcCheckContext  *context,
                                       GError         **error);
void          rc_approval_check_free  (RcApprovalCheck *self);
gboolean      rc_approval_check_see   (RcApprovalCheck *self,
                                       gint64           event,
                                       gint64           time_us,
                                       gint64           span_us,
                                       gint64           model,
                                       gint64           system,
                                       GError         **error);
gboolean      rc_approval_check_tell  (RcApprovalCheck *self,
                                       GError         **error);

/* Goes over the event rows of all sources once: fills @uses, looks for clocks that go back, for gaps between deployments and for approvals
 * that had ended. */
gboolean rc_check_walk_events   (RcCheckContext  *context,
                                 GError         **error);
gboolean rc_check_cards         (RcCheckContext  *context,
                                 GError         **error);
gboolean rc_check_approvals     (RcCheckContext  *context,
                                 GError         **error);
gboolean rc_check_overlaps      (RcCheckContext  *context,
                                 GError         **error);
/* Names that look like others. */
gboolean rc_check_names         (RcCheckContext  *context,
                                 GError         **error);
gboolean rc_check_digests       (RcCheckContext  *context,
                                 GError         **error);

/* What systems say differently of one thing. */
gboolean rc_check_systems       (RcCheckContext  *context,
                                 GError         **error);
/* How requests, answers and what was said of them belong together. */
gboolean rc_check_joins         (RcCheckContext  *context,
                                 GError         **error);
/* What a later snapshot of a store has no more. */
gboolean rc_check_vanished      (RcCheckContext  *context,
                                 GError         **error);

/* What the business's own list and the logs do not both have. */
gboolean rc_check_decisions     (RcCheckContext  *context,
                                 GError         **error);
gboolean rc_check_tell_decisions (RcCheckContext *context,
                                 const RcDecisionComparison *comparison,
                                 GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcClockCheck, rc_clock_check_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcGapCheck, rc_gap_check_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcApprovalCheck, rc_approval_check_free)

G_END_DECLS
