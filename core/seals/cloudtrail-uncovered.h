/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/cloudtrail-logs.h"

G_BEGIN_DECLS

/* After all chains: log files of CloudTrail that no digest lists: NOT_COVERED. FALSE only where the case could not be read. */
gboolean rc_cloudtrail_uncovered_find (RcCloudTrailLogs  *logs,
                                       RcSealWork        *work,
                                       GPtrArray         *chains,
                                       GError           **error);

G_END_DECLS
