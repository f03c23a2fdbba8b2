/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/demo/demo-calendar.h"

G_BEGIN_DECLS

/* Faults at one place of the inference log. */
typedef enum
{
  RC_DEMO_FAULT_NONE,
  RC_DEMO_FAULT_ALTERED,      /* a value changed, the hash left */
  RC_DEMO_FAULT_REHASHED,     /* a value changed and the hash made new */
  RC_DEMO_FAULT_GAP,          /* records taken out */
  RC_DEMO_FAULT_FORK,         /* a second record with the same number, directly after */
  RC_DEMO_FAULT_REPLAY,       /* the record again, some lines later */
  RC_DEMO_FAULT_CLOCK_BACK,   /* written with a time before that of the record before */
  RC_DEMO_FAULT_UNLOGGED,     /* never written: the chain goes on without it, and only the bank's own list knows */
  RC_DEMO_N_FAULTS
} RcDemoFaultKind;

#define RC_DEMO_NO_HEAD RC_DEMO_HALVES

/**
 * RcDemoFaults:
 * @planted: whether there are any
 * @places: of each kind, the index of the (first) record concerned
 * @spans: how many records from @places on belong to the fault
 * @clock_ms: the time that the record of RC_DEMO_FAULT_CLOCK_BACK states
 * @end: the first record of the cut tail; the number of inferences where it is not cut
 * @unsigned_head: half month whose head has no signature
 * @strange_head: half month whose head is signed by another key
 * @list: what was planted so far, for FAULTS.json
 *
 * Where the faults of the set are: drawn from the seed before anything is written, each so far from the others, and from the
 * records that heads name, that none hides another and that each makes one root exception.
 */
typedef struct
{
  gboolean   planted;
  guint64    places[RC_DEMO_N_FAULTS];
  guint64    spans[RC_DEMO_N_FAULTS];
  gint64     clock_ms;
  guint64    end;
  guint      unsigned_head;
  guint      strange_head;
  GPtrArray *list;
} RcDemoFaults;

void            rc_demo_faults_init     (RcDemoFaults         *self,
                                         gboolean              planted,
                                         const RcDemoCalendar *calendar);
void            rc_demo_faults_clear    (RcDemoFaults         *self);
RcDemoFaultKind rc_demo_faults_at       (const RcDemoFaults   *self,
                                         guint64               index);
gboolean        rc_demo_faults_touch    (const RcDemoFaults   *self,
                                         guint64               index);
void            rc_demo_faults_add      (RcDemoFaults         *self,
                                         const char           *kind,
                                         const char           *source,
                                         guint64               record,
                                         const char           *expected,
                                         const char           *evidence_format,
                                         ...) G_GNUC_PRINTF (6, 7);
char           *rc_demo_faults_dup_json (const RcDemoFaults   *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcDemoFaults, rc_demo_faults_clear)

G_END_DECLS
