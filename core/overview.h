/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "decision-comparison.h"
#include "event.h"
#include "exporting-system.h"
#include "join-counts.h"
#include "protection.h"
#include "slot.h"

G_BEGIN_DECLS

/* Sources that one importer read. */
typedef struct
{
  char    *importer;        /* (nullable): its id; NULL: kept, but understood by none */
  char    *title;           /* (nullable): its name for people */
  guint64  sources;
  guint64  records;
  guint64  events;
  guint64  bytes;
} RcOverviewKind;

typedef enum
{
  RC_OVERVIEW_NOTHING,      /* nothing received on this point */
  RC_OVERVIEW_SOME,         /* some of the records looked at say it */
  RC_OVERVIEW_ANSWERS,
  RC_OVERVIEW_UNCHECKED,    /* answered by a verification, which is not on record for this evidence */
} RcOverviewState;

/* Whether the evidence as a whole has what a question of the lineage needs. Of one decision only its lineage tells. */
typedef struct
{
  const RcSlot    *slot;
  RcOverviewState  state;
  const char      *basis;   /* what it would be answered from, in words; "" for RC_OVERVIEW_NOTHING */
} RcOverviewSlot;

/**
 * RcOverview:
 * @files: files and archive members; neither the rows of a data base again nor what was met before
 * @records: of these and of the rows, those that are here
 * @withheld: records of these that are not: the case holds a bundle's extract of them; so @bytes are of what is here
 * @events: by RcEventKind, each counted once
 * @from_us: first and @to_us last inference; where there is none, of all events; %RC_TIME_NONE: no record has a time
 * @protected_sources: by their worst record, and @protected_records, by RcProtection
 * @verified: a verification of the evidence as it is now is on record
 * @edited: it found that the case file itself was edited
 * @root_exceptions: those that no other explains
 * @joins: what belongs together, as the verification counted it; what came again or was replaced is counted without one
 */
typedef struct
{
  guint64    files;
  guint64    repeats;
  guint64    not_understood;
  guint64    records;
  guint64    withheld;
  guint64    bytes;
  guint64    set_aside;
  GPtrArray *kinds;         /* of RcOverviewKind, those with the most events first */
  guint64    events[RC_N_EVENT_KINDS];
  gint64     from_us;
  gint64     to_us;
  guint64    protected_sources[RC_N_PROTECTIONS];
  guint64    protected_records[RC_N_PROTECTIONS];
  gboolean   verified;
  gboolean   edited;
  RcDecisionTotals decisions; /* of the business's own list and the log */
  guint      seals;
  guint      root_exceptions;
  guint      further_exceptions;
  guint64    records_failed;
  RcJoinCounts joins;
  GArray    *slots;         /* of RcOverviewSlot, in the order of the template */
  GPtrArray *systems;       /* of RcExportingSystem: those whose exports came */
  guint      looked_at;     /* inferences that were read to see what their records say */
} RcOverview;

void        rc_overview_free (RcOverview      *self);
RcOverview *rc_overview_load (RcCase          *case_file,
                              RcRecordReader  *reader,
                              GCancellable    *cancellable,
                              GError         **error);
guint       rc_overview_count_answers (const RcOverview *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcOverview, rc_overview_free)

G_END_DECLS
