/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/cloudtrail-chain.h"

G_BEGIN_DECLS

/* The log files that the digests of all chains list. */
typedef struct _RcCloudTrailLogs RcCloudTrailLogs;

RcCloudTrailLogs *rc_cloudtrail_logs_new        (RcSealWork         *work);
void              rc_cloudtrail_logs_free       (RcCloudTrailLogs   *self);
/* Every log file of every digest of @chain, and what the whole chain says. FALSE only where the case could not be read. */
gboolean          rc_cloudtrail_logs_judge      (RcCloudTrailLogs   *self,
                                                 RcCloudTrailChain  *chain,
                                                 GError            **error);
/* Whether some digest that was judged lists it. */
gboolean          rc_cloudtrail_logs_is_listed  (RcCloudTrailLogs   *self,
                                                 gint64              source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCloudTrailLogs, rc_cloudtrail_logs_free)

G_END_DECLS
