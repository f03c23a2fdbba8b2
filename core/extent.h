/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event-query.h"
#include "exception.h"
#include "extent-set.h"

G_BEGIN_DECLS

/* Inferences of one model version. @version: (nullable): their records name none. */
typedef struct
{
  char    *version;
  guint64  n_inferences;
} RcExtentVersion;

/**
 * RcExtent:
 * @rule: one sentence: what counts as affected, and why
 * @is_delimited: %FALSE where no rule fits: then everything is counted that the fault can have reached
 * @n_records: at how many records of the source the same was found; 0: it is not about single records
 * @n_inferences: affected, each counted once however often it was received
 * @n_own: of them, those of the record at which the fault itself stands
 * @n_decisions: different business references among them, and @n_without_decision: inferences whose own record has none
 * @n_subjects: different persons (pseudonyms), and @n_without_subject, likewise
 * @from_us: the first one, and @to_us: the latest instant of the last one; %RC_TIME_NONE where none tells its time
 * @versions: (element-type RcExtentVersion): the model versions that they name, the most frequent first
 * @versions_complete: %FALSE where more than %RC_LIMIT_RECONCILE_VERSIONS are named
 * @digest: SHA-256 over the reference (SOURCE:RECORD[#ROW]) of each inference in the order of their numbers, each followed by a line feed
 *
 * How many other decisions something that was noticed is about. References and persons are told apart by a fingerprint of 64 bits.
 */
typedef struct
{
  char        *rule;
  gboolean     is_delimited;
  guint        n_records;
  guint64      n_inferences;
  guint64      n_own;
  guint64      n_decisions;
  guint64      n_without_decision;
  guint64      n_subjects;
  guint64      n_without_subject;
  gint64       from_us;
  gint64       to_us;
  guint64      n_without_time;
  GPtrArray   *versions;
  gboolean     versions_complete;
  RcDigest     digest;
  RcExtentSet *set;
} RcExtent;

void      rc_extent_free          (RcExtent             *self);
/* Of an exception of the last verification. RC_CASE_ERROR_NOT_FOUND: it found none of that number, or the evidence has changed since. */
RcExtent *rc_extent_of_exception  (RcCase               *case_file,
                                   RcRecordReader       *reader,
                                   gint64                exception,
                                   GCancellable         *cancellable,
                                   GError              **error);
/* Of what was found elsewhere: a set that is closed, and the rule by which it was made. Both (transfer full). */
RcExtent *rc_extent_new           (RcCase               *case_file,
                                   RcExtentSet          *set,
                                   char                 *rule,
                                   gboolean              is_delimited,
                                   const RcRecordRange  *own,           /* (nullable) */
                                   GCancellable         *cancellable,
                                   GError              **error);
/* The affected inferences behind @after, a number of an event, with their fields read; at most @limit, 0: all. */
gboolean  rc_extent_list          (RcExtent             *self,
                                   RcCase               *case_file,
                                   RcRecordReader       *reader,
                                   gint64                after,
                                   guint                 limit,
                                   RcEventFunc           func,
                                   gpointer              user_data,
                                   GCancellable         *cancellable,
                                   GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcExtent, rc_extent_free)

G_END_DECLS
