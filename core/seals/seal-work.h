/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seal.h"

G_BEGIN_DECLS

/* A verified statement that something existed: a time stamp, a log's time, the auditor's word. */
typedef struct
{
  gint64  time_us;      /* not later than */
  char   *by;           /* who says so, for people */
} RcEstablishedTime;

/**
 * RcSealWork:
 * @candidates: of RcAnchor: public keys and certificates that came with the evidence; the id of each is the source it stands in. They are
 *   named where they fit, never trusted.
 * @keys: of RcAnchor, borrowed: the accepted keys, those in accepted lists among them
 * @listed: of RcAnchor: the keys in accepted lists
 * @times: source id → RcEstablishedTime: the earliest verified time stamp over the bytes of that source
 * @over: source id → seals that stand over its bytes
 * @below_threshold: (nullable): of threshold.c: signatures that alone are too few
 * @listings: (element-type RcListing): lists of digests that wait to be judged (listing.h)
 * @listing_files: ids of the sources that those own
 * @counted_source: the source whose line ends were counted last, up to @counted_to, where line @counted_lines stands
 *
 * One judging of all seals of a case.
 */
typedef struct
{
  RcSealContext *context;
  RcJudgement   *judgement;
  GPtrArray     *candidates;
  GPtrArray     *keys;
  GPtrArray     *listed;
  GHashTable    *times;
  GHashTable    *over;
  GArray        *below_threshold;
  GPtrArray     *listings;
  GHashTable    *listing_files;
  gint64         counted_source;
  gsize          counted_to;
  gint64         counted_lines;
} RcSealWork;

RcSealWork *rc_seal_work_new          (RcSealContext     *context,
                                       RcJudgement       *judgement,
                                       GError           **error);
void        rc_seal_work_free         (RcSealWork        *self);
/* A source with bytes of its own that were not derived as rows. */
gboolean    rc_seal_work_is_file      (const RcSource    *source);
/* A seal carried by @carrier over @covered (nullable: the carrier alone, or something that was not received). */
RcSeal     *rc_seal_work_begin        (RcSealWork        *self,
                                       const char        *kind,
                                       const RcSource    *covered,
                                       const RcSource    *carrier);
/* Takes the seal; covers all records of each of its sources but @carrier with the worst of integrity, signature and anchor. */
gint64      rc_seal_work_end          (RcSealWork        *self,
                                       RcSeal            *seal,
                                       const RcSource    *carrier);
/* The same for a seal whose first source is @carrier, because what is sealed stands in it: the carrier is covered whatever else was not
 * received, and where @record is not 0, only that record of it. */
gint64      rc_seal_work_end_inside   (RcSealWork        *self,
                                       RcSeal            *seal,
                                       const RcSource    *carrier,
                                       guint64            record);
/* The same for a seal over files of which each has a verdict of its own (@own: as many as @files, of RcSource): each is covered with the
 * worst of that, signature and anchor. The first of the seal's sources is the first of @files, or @carrier where there are none. */
gint64      rc_seal_work_end_files    (RcSealWork        *self,
                                       RcSeal            *seal,
                                       GPtrArray         *files,
                                       const RcVerdict   *own);
/* Sets the first three questions to @verdict, completeness to VALID, and the reason; (nullable). */
void        rc_seal_set_all           (RcSeal            *seal,
                                       RcVerdict          verdict,
                                       const char        *reason);
void        rc_seal_set_reason        (RcSeal            *seal,
                                       const char        *reason);
/* About the whole of @place. */
gint64      rc_seal_work_tell         (RcSealWork        *self,
                                       const char        *exception_kind,
                                       const RcSource    *place,
                                       const char        *expected,
                                       const char        *found,
                                       const char        *format,
                                       ...) G_GNUC_PRINTF (6, 7);
/* About one byte of @place, whose whole content is @bytes: the record is found from it. */
gint64      rc_seal_work_tell_at      (RcSealWork        *self,
                                       const char        *exception_kind,
                                       const RcSource    *place,
                                       GBytes            *bytes,
                                       gsize              offset,
                                       const char        *expected,
                                       const char        *found,
                                       const char        *format,
                                       ...) G_GNUC_PRINTF (8, 9);
/* A carrier that is recognised and not readable under its own rules: one MALFORMED seal over @covered (nullable) and its exception. */
void        rc_seal_work_malformed    (RcSealWork        *self,
                                       const char        *kind,
                                       const RcSource    *covered,
                                       const RcSource    *carrier,
                                       const char        *expected,
                                       const char        *fault);
/* A carrier that names a member twice, the second time at @offset: one AMBIGUOUS seal and its exception. */
void        rc_seal_work_ambiguous    (RcSealWork        *self,
                                       const char        *kind,
                                       const RcSource    *carrier,
                                       GBytes            *bytes,
                                       gsize              offset);
/* A carrier that is recognised and cannot be judged: one UNVERIFIABLE seal with that reason, no exception. */
void        rc_seal_work_unverifiable (RcSealWork        *self,
                                       const char        *kind,
                                       const RcSource    *covered,
                                       const RcSource    *carrier,
                                       const char        *reason);
/* The seal is over something that was not received: UNVERIFIABLE(payload-withheld), INCOMPLETE, and its exception. */
void        rc_seal_work_payload_absent (RcSealWork      *self,
                                       RcSeal            *seal,
                                       const RcSource    *carrier);
/* The first RC_LIMIT_SAMPLE_BYTES; NULL without error where they cannot be read. */
GBytes     *rc_seal_work_read_head    (RcSealWork        *self,
                                       const RcSource    *source,
                                       GError           **error);
/* What the carrier's name less the first of @endings (ends with NULL) that it has names beside it, in every delivery; (transfer container),
 * never NULL. */
GPtrArray  *rc_seal_work_find_signed  (RcSealWork        *self,
                                       const RcSource    *carrier,
                                       const char * const *endings);
/* Of the seals that stand over the bytes of @source as signatures the one with the best verdict; (nullable) (transfer none). */
const RcSeal *rc_seal_work_find_over  (RcSealWork        *self,
                                       gint64             source);
const GPtrArray *rc_seal_work_list_over (RcSealWork      *self,
                                       gint64             source);
/* For mechanisms that cover single files themselves: @seal, which the judgement owns, is one over the bytes of that source. */
void        rc_seal_work_stand_over   (RcSealWork        *self,
                                       gint64             source,
                                       RcSeal            *seal);
/* Keeps the earlier of two. */
void        rc_seal_work_add_time     (RcSealWork        *self,
                                       gint64             source,
                                       gint64             time_us,
                                       const char        *by);
const RcEstablishedTime *rc_seal_work_get_time (RcSealWork *self,
                                       gint64             source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSealWork, rc_seal_work_free)

G_END_DECLS
