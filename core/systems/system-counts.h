/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/systems/system-filter.h"

G_BEGIN_DECLS

/* Inferences that belong to no described system, by the name that their records give one. */
typedef struct
{
  char    *name;          /* (nullable): they give none */
  guint64  inferences;
} RcSystemUnbound;

#define RC_SYSTEM_MAX_UNBOUND 1000u

/**
 * RcSystemCounts:
 * @inferences: in the case, each once
 * @of_system: (element-type guint64): how many belong to each system, in the order of the list
 * @none: belong to no described system
 * @several: belong to more than one
 * @unknown: a condition asks for what their records do not let read, so that it is not known to which they belong
 * @unbound: of RcSystemUnbound, the most first; at most RC_SYSTEM_MAX_UNBOUND names
 *
 * Nothing is left out: every inference belongs to one system, or is counted under @none, @several or @unknown.
 */
typedef struct
{
  guint64    inferences;
  GArray    *of_system;
  guint64    none;
  guint64    several;
  guint64    unknown;
  GPtrArray *unbound;
} RcSystemCounts;

void            rc_system_counts_free (RcSystemCounts  *self);
/* @systems: (element-type RcSystem). Reads every row of the events once, and records only where conditions ask; to be run in a worker. */
RcSystemCounts *rc_system_counts_load (RcCase          *case_file,
                                       RcRecordReader  *reader,
                                       GPtrArray       *systems,
                                       GCancellable    *cancellable,
                                       GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSystemCounts, rc_system_counts_free)

G_END_DECLS
