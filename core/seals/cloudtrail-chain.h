/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/cloudtrail-digest.h"
#include "core/seals/cloudtrail-keys.h"
#include "core/seals/cloudtrail-metadata.h"

G_BEGIN_DECLS

/**
 * RcCloudTrailEntry:
 * @source: the digest's own bytes, unpacked
 * @file: as it was delivered: the packed file, or @source itself
 * @signature: (nullable): of this digest: from its metadata, else from the digest after it
 * @is_recovered: from the digest after it
 * @verdict: on its signature, and on its place in the chain
 * @reason: static text; (nullable)
 * @told: exception that says that its signature does not fit; 0: none
 *
 * One digest of a chain while it is judged.
 */
typedef struct
{
  RcCloudTrailDigest *digest;
  const RcSource     *source;
  const RcSource     *file;
  GBytes             *signature;
  gboolean            is_recovered;
  RcVerdict           verdict;
  const char         *reason;
  gint64              told;
  RcCloudTrailMatch   match;
} RcCloudTrailEntry;

/* A stretch of time of which no digest tells. */
typedef struct
{
  gint64 from_us;
  gint64 to_us;
  gint64 exception;
} RcCloudTrailGap;

/**
 * RcCloudTrailChain:
 * @entries: (element-type RcCloudTrailEntry): by time
 * @anchor: verdict of the accepted list of keys: its purpose, its limits
 *
 * The digests of one trail in one region: one seal.
 */
typedef struct
{
  RcSealWork       *work;
  RcCloudTrailKeys *keys;
  GHashTable       *by_location;     /* of all chains: location → GPtrArray of RcCloudTrailEntry */
  char             *name;
  GPtrArray        *entries;
  RcSeal           *seal;
  gint64            seal_id;
  RcVerdict         worst;
  RcVerdict         anchor;
  GArray           *gaps;            /* of RcCloudTrailGap */
  guint             n_told;
  guint             n_recovered;
  guint             n_lost;
} RcCloudTrailChain;

void               rc_cloudtrail_entry_free   (RcCloudTrailEntry *self);
/* @name: account, region and trail. */
RcCloudTrailChain *rc_cloudtrail_chain_new    (RcSealWork        *work,
                                               RcCloudTrailKeys  *keys,
                                               GHashTable        *by_location,
                                               const char        *name);
void               rc_cloudtrail_chain_free   (RcCloudTrailChain *self);
/* Sorts the entries, verifies each signature, follows each link and looks for holes and forks. The seal is in the judgement afterwards. */
void               rc_cloudtrail_chain_judge  (RcCloudTrailChain *self);
/* Links, holes and forks: a part of the former. */
void               rc_cloudtrail_chain_link   (RcCloudTrailChain *self);
/* Makes the seal's reason that of the worst. */
void               rc_cloudtrail_chain_worsen (RcCloudTrailChain *self,
                                               RcVerdict          verdict,
                                               const char        *reason);
/* One exception of a list that is capped; 0: not listed any more. */
gint64             rc_cloudtrail_chain_tell   (RcCloudTrailChain *self,
                                               const char        *kind,
                                               const RcSource    *place,
                                               const char        *expected,
                                               const char        *found,
                                               const char        *format,
                                               ...) G_GNUC_PRINTF (6, 7);
/* What covers the files of a digest: the worst of its own verdict and that of the keys. */
RcVerdict          rc_cloudtrail_chain_protect (RcCloudTrailChain       *self,
                                               const RcCloudTrailEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCloudTrailChain, rc_cloudtrail_chain_free)

G_END_DECLS
