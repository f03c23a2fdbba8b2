/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "coverage.h"

G_BEGIN_DECLS

/* How the integrity of one source stands. */
typedef struct
{
  const RcSource  *source;      /* of the coverage */
  RcCoverageState  state;
  RcProtection     worst;
  guint64          counts[RC_N_PROTECTIONS];
  gint64           from_us;     /* of its events; RC_TIME_NONE: none has a time */
  gint64           to_us;
  guint            faults;      /* causes noticed there that show a change or a contradiction */
  guint            holes;       /* causes noticed there that show something absent */
} RcIntegritySource;

typedef enum
{
  RC_INTEGRITY_BY_DAY,
  RC_INTEGRITY_BY_MONTH,
  RC_INTEGRITY_BY_YEAR,
} RcIntegrityScale;

/* How the records of the events of a day, month or year (UTC) stand. */
typedef struct
{
  gint64  start_us;
  guint64 events;
  guint64 counts[RC_N_PROTECTIONS];
  guint   faults;
  guint   holes;
} RcIntegrityPeriod;

/* The one answer to "was it tampered with?", worst first. */
typedef enum
{
  RC_INTEGRITY_UNCHECKED,       /* not checked as it is now */
  RC_INTEGRITY_EDITED,          /* the case file itself was edited */
  RC_INTEGRITY_FAILED,          /* something is not what was protected */
  RC_INTEGRITY_HOLES,           /* something is absent */
  RC_INTEGRITY_UNPROTECTED,     /* nothing was found, and nothing could have been */
  RC_INTEGRITY_IN_PART,         /* no sign of a change in a part; of the rest nothing can be said */
  RC_INTEGRITY_NO_SIGN,         /* no sign of a change in any record */
} RcIntegrityAnswer;

/**
 * RcIntegrityFacts:
 * @coverage: of the last verification
 * @files: by RcCoverageState; neither archives, nor rows of data bases again, nor what was met before
 * @records: of these, without the signatures, lists and heads that nothing covers, by RcProtection
 * @total: all of these
 * @stamped: of these at least so many stand under a time stamp, a receipt or a log that passed the check
 * @rows: of data bases, by RcProtection: they are the same bytes again
 * @from_us: first and @to_us last event; %RC_TIME_NONE where none has a time
 * @undated: events without a time
 * @sources: of RcIntegritySource, in the order of their numbers; rows of data bases too
 * @periods: of RcIntegrityPeriod, in their order
 * @faults: causes that show a change or a contradiction, @holes: that something is absent, @open: that something could not be checked
 * @log_seals: seals of logs kept by an operator
 *
 * What the integrity report says. It never says more than the seals do.
 */
typedef struct
{
  RcCoverage        *coverage;
  RcIntegrityAnswer  answer;
  guint64            files[RC_N_COVERAGES];
  guint64            records[RC_N_PROTECTIONS];
  guint64            total;
  guint64            stamped;
  gint64             from_us;
  gint64             to_us;
  guint64            events;
  guint64            undated;
  GArray            *sources;
  RcIntegrityScale   scale;
  GArray            *periods;
  guint              faults;
  guint              contradictions;
  guint              holes;
  guint              open;
  guint              seals_failed;
  guint              log_seals;
} RcIntegrityFacts;

void              rc_integrity_facts_free (RcIntegrityFacts  *self);
RcIntegrityFacts *rc_integrity_facts_load (RcCase            *case_file,
                                           GCancellable      *cancellable,
                                           GError           **error);
/* Records that somebody without any key could have changed unseen. */
guint64           rc_integrity_facts_open_to_all (const RcIntegrityFacts *self);

/* What an exception of that kind shows. */
typedef enum
{
  RC_INTEGRITY_KIND_FAULT,           /* not what was protected */
  RC_INTEGRITY_KIND_CONTRADICTION,   /* records contradict each other */
  RC_INTEGRITY_KIND_HOLE,
  RC_INTEGRITY_KIND_OPEN,            /* could not be checked */
  RC_INTEGRITY_KIND_NOTE,
} RcIntegrityKind;

RcIntegrityKind   rc_integrity_kind       (const char        *exception_kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcIntegrityFacts, rc_integrity_facts_free)

G_END_DECLS
