/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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
 * @compared: the business's own list of decisions was held against the log
 * @business: how many decisions the list has, each business reference counted once
 * @business_only: how many of them no inference received names
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
  gboolean      compared;
  guint64       business;
  guint64       business_only;
} RcReliance;

void        rc_reliance_free  (RcReliance      *self);
RcReliance *rc_reliance_build (RcCase          *case_file,
                               const RcEvent   *event,
                               GError         **error);

/* core/business-list.c: holds the list of decisions against the inferences. FALSE in @out_compared: there is no list, or it is longer
 * than RC_LIMIT_COMPARED_DECISIONS. */
gboolean    rc_business_list_compare (RcCase          *case_file,
                                      gboolean        *out_compared,
                                      guint64         *out_decisions,
                                      guint64         *out_absent,
                                      GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcReliance, rc_reliance_free)

G_END_DECLS
