/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"
#include "protection.h"
#include "systems/system-filter.h"

G_BEGIN_DECLS

#define RC_TIMELINE_MAX_BINS  400u
#define RC_TIMELINE_MAX_MARKS 300u     /* of one kind */
#define RC_TIMELINE_MAX_BANDS 64u
#define RC_TIMELINE_MAX_HOLES 20u
#define RC_TIMELINE_MAX_ACTIONS 10000u /* each of their records is read */

/**
 * RcTimelineBin:
 * @counts: inferences, by the protection of their records
 * @human_actions: what people did about answers in it, by the time of the act
 * @overrides: those of them that say that the answer was replaced
 *
 * One stretch of time.
 */
typedef struct
{
  guint64 counts[RC_N_PROTECTIONS];
  guint64 in_chain;
  guint64 human_actions;
  guint64 overrides;
} RcTimelineBin;

/* From when to when a version of the model was at work. @source, @record: of the deployment; 0: none tells it. */
typedef struct
{
  char     *version;
  char     *place;              /* (nullable): endpoint */
  gint64    from_us;
  gint64    to_us;              /* RC_TIME_NONE: no end on record */
  gboolean  is_deployment;      /* else: its first and last inference */
  gint64    source;
  guint64   record;
} RcTimelineBand;

typedef enum
{
  RC_TIMELINE_DEPLOYMENT,
  RC_TIMELINE_APPROVAL,
  RC_TIMELINE_VERSION,          /* made, or moved to another stage, as a registry tells */
  RC_TIMELINE_EVALUATION,
  RC_TIMELINE_CARD,
  RC_TIMELINE_ANOMALY,
  RC_TIMELINE_INCIDENT,
  RC_TIMELINE_EXCEPTION,        /* what a check noticed at a record of a known time */
  RC_N_TIMELINE_MARKS
} RcTimelineMarkKind;

/* @until_us: it was not later; later than @time_us where only a day is told. @source, @record: what tells it; 0: nothing single does. */
typedef struct
{
  RcTimelineMarkKind kind;
  gint64             time_us;
  gint64             until_us;
  char              *words;     /* safe to show */
  gint64             event;     /* 0: none */
  gint64             source;
  guint64            record;
} RcTimelineMark;

/* A stretch without an inference, to the length of a bin. */
typedef struct
{
  gint64 from_us;
  gint64 to_us;
} RcTimelineHole;

/**
 * RcTimeline:
 * @from_us: beginning of the first bin; %RC_TIME_NONE: no inference has a time
 * @to_us: end of the last bin
 * @bin_us: length of each bin: whole hours or days in UTC
 * @undated: inferences whose records tell no time
 * @marks_far: marks that lie too far from the inferences to be drawn beside them: those in @far
 * @holes: the longest stretches between two inferences in which there is none, by their beginning; at most %RC_TIMELINE_MAX_HOLES. That
 *   nothing was recorded then is no fault by itself.
 * @actions_cut: there are more than %RC_TIMELINE_MAX_ACTIONS human actions: the newest of them are counted
 * @is_cut: there are more than %RC_TIMELINE_MAX_MARKS of a kind
 *
 * What happened when. An inference counts in the bin of the earliest instant that its record can mean.
 */
typedef struct
{
  gint64     from_us;
  gint64     to_us;
  gint64     bin_us;
  GArray    *bins;              /* of RcTimelineBin */
  GPtrArray *bands;             /* of RcTimelineBand, by their beginning */
  GPtrArray *marks;             /* of RcTimelineMark, by their time */
  GPtrArray *far;               /* of RcTimelineMark, by their time */
  GArray    *holes;             /* of RcTimelineHole */
  guint      marks_far;
  gboolean   actions_cut;
  gboolean   is_cut;
  guint64    inferences;
  guint64    undated;
} RcTimeline;

void        rc_timeline_free (RcTimeline      *self);
RcTimeline *rc_timeline_load (RcCase          *case_file,
                              RcRecordReader  *reader,
                              GCancellable    *cancellable,
                              GError         **error);
/* The same of what belongs to a system; @within: (nullable): of the whole case. */
RcTimeline *rc_timeline_load_within (RcCase         *case_file,
                              RcRecordReader  *reader,
                              RcSystemFilter  *within,
                              GCancellable    *cancellable,
                              GError         **error);
/* "Deployments", in the language of the reader; (transfer none). */
const char *rc_timeline_mark_kind_words (RcTimelineMarkKind kind);
/* "deployment", for JSON. */
const char *rc_timeline_mark_kind_to_name (RcTimelineMarkKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcTimeline, rc_timeline_free)

G_END_DECLS
