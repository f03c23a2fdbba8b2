/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "decision-comparison.h"
#include "lineage.h"

G_BEGIN_DECLS

/**
 * RcRelianceProtection:
 * @present: a mechanism of this kind covers the record
 * @verdict: what was found of it for this record
 * @first_record: first record, of the same file, of the unbroken stretch around it
 * @last_record: the last one
 * @key_owner: (nullable): whose accepted key vouches, where it is one
 * @key_how: (nullable): how that key was obtained, as the auditor said; may be empty
 * @keys: how many accepted keys vouch
 */
typedef struct
{
  gboolean   present;
  RcVerdict  verdict;
  guint64    first_record;
  guint64    last_record;
  char      *key_owner;
  char      *key_how;
  guint      keys;
} RcRelianceProtection;

/**
 * RcReliance:
 * @judged: the evidence was checked as it is now
 * @chain: the chain of records that the record stands in
 * @list: the list of digests that its file stands on
 * @chain_begins_us: time of the first record of the stretch; %RC_TIME_NONE where it has none
 * @chain_ends_us: of the last one
 * @end_open: entries after the last signed head could be absent unnoticed
 * @fault: (nullable): kind of the exception at the record itself that a check of its protection left
 * @decisions: what the business's own list of decisions and the log have; compared where a verification did it, or both are short
 *
 * How far a record can be relied on: what box 7 of the sheet says. It never says more than the mechanisms do.
 */
typedef struct
{
  gboolean      judged;
  RcRelianceProtection chain;
  RcRelianceProtection list;
  gint64        chain_begins_us;
  gint64        chain_ends_us;
  gboolean      end_open;
  char         *fault;
  RcDecisionTotals decisions;
} RcReliance;

void        rc_reliance_free  (RcReliance      *self);
RcReliance *rc_reliance_build (RcCase          *case_file,
                               const RcEvent   *event,
                               GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcReliance, rc_reliance_free)

G_END_DECLS
