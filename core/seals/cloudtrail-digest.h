/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/digest.h"
#include "core/json.h"

G_BEGIN_DECLS

/**
 * RcCloudTrailLog:
 * @location: bucket and object, parted by "/"
 * @has_hash: the digest names SHA-256, and 32 bytes in hexadecimal digits
 * @is_late: its oldest event is older than the hour of the digest
 * @offset: in the digest, where the entry begins
 *
 * A log file as a digest lists it.
 */
typedef struct
{
  char    *location;
  RcDigest hash;
  gboolean has_hash;
  gboolean is_late;
  gsize    offset;
} RcCloudTrailLog;

/**
 * RcCloudTrailDigest:
 * @chain: account, region, trail and home region as the object's name gives them; the same for all digests of one chain
 * @location: bucket and object, parted by "/", as the digest itself says
 * @bucket_length: of the bucket in @location
 * @end_text: as written, for the string that is signed
 * @previous_location: (nullable): %NULL in a starting digest
 * @previous_signature: (nullable): hexadecimal digits as written
 * @is_backfill: of a chain of its own, made later
 * @logs: (nullable) (element-type RcCloudTrailLog): only where they were asked for
 *
 * One digest file of AWS CloudTrail, unpacked (integrity.md section 5.1).
 */
typedef struct
{
  char      *chain;
  char      *location;
  gsize      bucket_length;
  char      *end_text;
  char      *fingerprint;
  char      *previous_location;
  char      *previous_signature;
  RcDigest   previous_hash;
  gint64     start_us;
  gint64     end_us;
  gboolean   is_backfill;
  gboolean   is_known_algorithm;
  gboolean   is_ambiguous;        /* some member stands twice */
  guint      n_logs;
  GPtrArray *logs;
} RcCloudTrailDigest;

typedef enum
{
  RC_CLOUDTRAIL_ANOTHER,      /* nothing of CloudTrail */
  RC_CLOUDTRAIL_DIGEST,
  RC_CLOUDTRAIL_METADATA,     /* the metadata of stored objects, with their signatures */
  RC_CLOUDTRAIL_LAKE,         /* the signature over the results of a query */
  RC_CLOUDTRAIL_CTS,          /* a digest of another vendor with the same idea */
} RcCloudTrailForm;

/* From the first bytes. */
RcCloudTrailForm    rc_cloudtrail_recognise      (const char          *head,
                                                  gsize                length);
/* NULL: it is none; @out_fault says why. */
RcCloudTrailDigest *rc_cloudtrail_digest_parse   (const char          *bytes,
                                                  gsize                length,
                                                  gboolean             with_logs,
                                                  const char         **out_fault,
                                                  gsize               *out_offset);
void                rc_cloudtrail_digest_free    (RcCloudTrailDigest  *self);
/* The bytes that are signed, for a digest whose own are those of @hash. */
GBytes             *rc_cloudtrail_digest_string  (const RcCloudTrailDigest *self,
                                                  const RcDigest      *hash);
/* The text of a member, with neither control characters nor more than RC_LIMIT_NAME_BYTES; NULL: there is none such. */
char               *rc_cloudtrail_dup_member     (const RcJson        *json,
                                                  guint32              object,
                                                  const char          *name);
/* A signature in hexadecimal digits; NULL: it is none. */
GBytes             *rc_cloudtrail_read_signature (const char          *hex);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCloudTrailDigest, rc_cloudtrail_digest_free)

G_END_DECLS
