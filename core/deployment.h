/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"
#include "interval.h"

G_BEGIN_DECLS

/**
 * RcDeployment:
 * @event: its record, fields read
 * @version: (nullable): "name/version" that it put at the endpoint
 * @period: when it ran: from what the record tells as beginning, else from the record's own time; up to the end that it tells, else up to
 *   the beginning of the deployment that took its place
 * @has_end: the record itself tells the end
 * @share: the part of the traffic that it was given, between 0 and 1; 0: the record does not tell
 *
 * What ran at an endpoint from when to when, as a deployment record says.
 */
typedef struct
{
  RcEvent     *event;
  char        *version;
  RcDigest     digest;
  gboolean     has_digest;
  RcInterval   period;
  gboolean     has_end;
  double       share;
} RcDeployment;

void               rc_deployment_free         (RcDeployment       *self);
/* Reads what the record of a deployment says; its end is not yet that of another's beginning. (transfer full) */
RcDeployment      *rc_deployment_load         (RcCase             *case_file,
                                               RcRecordReader     *reader,
                                               gint64              id,
                                               GError            **error);
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
/* Whether it was told to have only a part of the traffic of its endpoint. */
gboolean           rc_deployment_is_partial   (const RcDeployment *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDeployment, rc_deployment_free)

G_END_DECLS
