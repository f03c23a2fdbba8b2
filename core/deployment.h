/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"

G_BEGIN_DECLS

/**
 * RcDeployment:
 * @event: its record, fields read
 * @version: (nullable): "name/version" that it put at the endpoint
 * @from: when it began; where the record says no beginning, its own time
 * @to: when it ended, as its record says
 * @next: beginning of the next deployment at the endpoint without an end of its own, which ends this one where it has none
 *
 * What ran at an endpoint from when to when, as a deployment record says.
 */
typedef struct
{
  RcEvent     *event;
  char        *version;
  RcDigest     digest;
  gboolean     has_digest;
  RcTimestamp  from;
  gboolean     has_from;
  gboolean     has_unread_end;   /* the record tells an end that cannot be read: how long it ran is not known */
  RcTimestamp  to;
  gboolean     has_to;
  RcTimestamp  next;
  gboolean     has_next;
} RcDeployment;

typedef enum
{
  RC_DEPLOYMENT_RAN_NOT,
  RC_DEPLOYMENT_RAN_PERHAPS,   /* the times do not tell */
  RC_DEPLOYMENT_RAN,
} RcDeploymentAnswer;

void               rc_deployment_free         (RcDeployment       *self);
/* Those recorded by @known_at_us (RC_TIME_NONE: all), by their beginning. @out_complete: FALSE where @limit cut the list.
 * (element-type RcDeployment) (transfer full) */
GPtrArray         *rc_deployment_list         (RcCase             *case_file,
                                               RcRecordReader     *reader,
                                               gint64              known_at_us,
                                               guint               limit,
                                               gboolean           *out_complete,
                                               GError            **error);
gboolean           rc_deployment_same_place   (const RcDeployment *self,
                                               const RcEvent      *event);
RcDeploymentAnswer rc_deployment_ran_at       (const RcDeployment *self,
                                               const RcTimestamp  *instant);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDeployment, rc_deployment_free)

G_END_DECLS
