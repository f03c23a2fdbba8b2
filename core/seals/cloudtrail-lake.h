/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/cloudtrail-keys.h"

G_BEGIN_DECLS

/* Judges the signature over the results of one query of CloudTrail Lake. FALSE only where the case could not be read. */
gboolean rc_cloudtrail_lake_judge (RcSealWork       *work,
                                   RcCloudTrailKeys *keys,
                                   const RcSource   *carrier,
                                   GBytes           *bytes);

G_END_DECLS
