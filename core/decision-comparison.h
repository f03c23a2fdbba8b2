/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reference-read.h"

G_BEGIN_DECLS

typedef enum
{
  RC_DECISIONS_NO_LIST,         /* no list of decisions was received */
  RC_DECISIONS_NO_LOG,          /* a list, and no log to hold it against */
  RC_DECISIONS_NO_REFERENCES,   /* one of the two names no business reference at all */
  RC_DECISIONS_COMPARED,
} RcDecisionsState;

/**
 * RcDecisionTotals:
 * @lines: of the lists
 * @calls: of the logs
 * @business: decisions on the lists, each business reference counted once
 * @both: of them those that the log knows
 * @only_business: of them those that the log received lacks, although it speaks of that time
 * @left_out: of @only_business those of a time at which the format of the log may have left calls out: their absence shows nothing
 * @outside: decisions on the lists of a time at which the log received does not speak
 * @only_log: decisions that no list names
 * @only_log_within: of them those of a time at which the lists speak
 * @repeated_business: business references on more than one line
 * @repeated_log: business references of more than one inference
 * @without_business: lines without a business reference
 * @without_log: calls without one
 * @unread: records that the case could not give again
 *
 * The business's own list of decisions against the log: an independent count shows what a perfect chain cannot, that a decision was
 * never logged.
 */
typedef struct
{
  RcDecisionsState state;
  guint64          lines;
  guint64          calls;
  guint64          business;
  guint64          both;
  guint64          only_business;
  guint64          left_out;
  guint64          outside;
  guint64          only_log;
  guint64          only_log_within;
  guint64          repeated_business;
  guint64          repeated_log;
  guint64          without_business;
  guint64          without_log;
  guint64          unread;
} RcDecisionTotals;

/* @day_us: midnight, UTC, of the line's time, or of the call's where no line has one; RC_TIME_NONE: no time is known. */
typedef struct
{
  gint64  day_us;
  guint64 both;
  guint64 only_business;
  guint64 outside;
  guint64 only_log;
} RcDecisionDay;

typedef struct
{
  char    *system;
  guint64  both;
  guint64  only_business;
  guint64  outside;
  guint64  only_log;
} RcDecisionSystem;

/**
 * RcDecisionComparison:
 * @lists: (element-type RcReferenceList): the sources of the lines
 * @from_us: first and @to_us last call of the log; RC_TIME_NONE: no call has a time
 * @sampling: (nullable): what a format of the log says of calls that it leaves out
 * @is_complete: somebody stated that the list is complete for its time
 * @days: (element-type RcDecisionDay): in their order, that without a time last
 * @days_cut: the times lie so far apart that not all days are told
 * @systems: (element-type RcDecisionSystem): by name; empty where not both sides name systems
 * @absent: (element-type gint64): lines of @only_business without those of @left_out: one for each, the first RC_LIMIT_SET_ASIDE_LISTED
 * @unlisted: (element-type gint64): calls of @only_log_within: one for each, the first RC_LIMIT_SET_ASIDE_LISTED
 */
typedef struct
{
  RcDecisionTotals  totals;
  GArray           *lists;
  gint64            from_us;
  gint64            to_us;
  char             *sampling;
  gboolean          is_complete;
  GArray           *days;
  gboolean          days_cut;
  GPtrArray        *systems;
  GArray           *absent;
  GArray           *unlisted;
} RcDecisionComparison;

void                  rc_decision_comparison_free (RcDecisionComparison    *self);
/* Goes through all records of the lists and the logs. */
RcDecisionComparison *rc_decision_comparison_load (RcCase                  *case_file,
                                                   GCancellable            *cancellable,
                                                   GError                 **error);
/* Counts what no verification counted, where lines and calls together are at most RC_LIMIT_COMPARED_DECISIONS. */
gboolean              rc_decision_totals_complete (RcDecisionTotals        *self,
                                                   RcCase                  *case_file,
                                                   GCancellable            *cancellable,
                                                   GError                 **error);
guint64               rc_decision_totals_absent   (const RcDecisionTotals  *self);
char                 *rc_decision_totals_dup_text (const RcDecisionTotals  *self);
/* FALSE: @text is none that rc_decision_totals_dup_text() made. */
gboolean              rc_decision_totals_read     (RcDecisionTotals        *self,
                                                   const char              *text);     /* (nullable) */

/* A person's statement, kept with the case: that the list is complete for the time from its first to its last line. */
gboolean              rc_decision_list_is_complete (RcCase                 *case_file);
gboolean              rc_decision_list_set_complete (RcCase                *case_file,
                                                   gboolean                 is_complete,
                                                   GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDecisionComparison, rc_decision_comparison_free)

G_END_DECLS
