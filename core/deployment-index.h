/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deployment.h"

G_BEGIN_DECLS

/**
 * RcDeploymentIndex:
 *
 * When which deployment ran where, for all deployments of a case: their records are read once, and of each some hundred bytes are kept. It
 * belongs to the connection of the case, and is made anew once the case has changed.
 */
typedef struct _RcDeploymentIndex RcDeploymentIndex;

/* (transfer none) */
const RcDeploymentIndex *rc_deployment_index_get     (RcCase                   *case_file,
                                                      RcRecordReader           *reader,
                                                      GError                  **error);
/* Those at the place of @event that ran at @instant: surely, or where none did, perhaps. @out_complete: FALSE where some were not looked
 * at. (element-type RcDeployment) (transfer full) */
GPtrArray               *rc_deployment_index_list_at (const RcDeploymentIndex  *self,
                                                      RcCase                   *case_file,
                                                      RcRecordReader           *reader,
                                                      const RcEvent            *event,
                                                      const RcTimestamp        *instant,
                                                      gint64                    known_at_us,
                                                      gboolean                 *out_is_sure,
                                                      gboolean                 *out_complete,
                                                      GError                  **error);
/* All that ran at @instant, surely or perhaps, wherever; the same. */
GPtrArray               *rc_deployment_index_list_live (const RcDeploymentIndex *self,
                                                      RcCase                   *case_file,
                                                      RcRecordReader           *reader,
                                                      const RcTimestamp        *instant,
                                                      gboolean                 *out_complete,
                                                      GError                  **error);
/* How many deployments there are, at all places and times: so many records were read. */
guint                    rc_deployment_index_count   (const RcDeploymentIndex  *self);

G_END_DECLS
