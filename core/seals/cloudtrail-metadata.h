/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/**
 * RcCloudTrailMetadata:
 *
 * The metadata of stored objects that came with the evidence in files of their own: it carries the signatures of the digests, and an
 * ordinary copy of an object loses it (integrity.md section 5.1).
 */
typedef struct _RcCloudTrailMetadata RcCloudTrailMetadata;

RcCloudTrailMetadata *rc_cloudtrail_metadata_new  (void);
void                  rc_cloudtrail_metadata_free (RcCloudTrailMetadata *self);
/* Reads one file of metadata; FALSE: it is malformed, and @out_fault says how. */
gboolean              rc_cloudtrail_metadata_add  (RcCloudTrailMetadata *self,
                                                   RcSealContext        *context,
                                                   const RcSource       *carrier,
                                                   GBytes               *bytes,
                                                   const char          **out_fault);
/* The signature of the object that lies at @name among the sources, else of the one stored at @location; (nullable) (transfer none). */
GBytes               *rc_cloudtrail_metadata_find (RcCloudTrailMetadata *self,
                                                   const char           *name,
                                                   const char           *location);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCloudTrailMetadata, rc_cloudtrail_metadata_free)

G_END_DECLS
