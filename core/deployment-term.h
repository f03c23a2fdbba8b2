/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deployment.h"

G_BEGIN_DECLS

/**
 * RcDeploymentTerm:
 * @id: of the deployment's event
 * @recorded_us: the time of its record; %RC_TIME_NONE: it tells none
 * @place: system and endpoint as one text, and @version: (nullable): both interned, borrowed
 *
 * What of a deployment is needed to tell when it ran: small enough that those of ten thousand versions can be kept.
 */
typedef struct
{
  gint64      id;
  gint64      recorded_us;
  RcInterval  period;
  gboolean    has_end;
  float       share;
  const char *place;
  const char *version;
} RcDeploymentTerm;

/* @texts: keeps each different text once. */
void     rc_deployment_term_init        (RcDeploymentTerm   *self,
                                         const RcDeployment *deployment,
                                         GStringChunk       *texts);
/* @terms: (element-type RcDeploymentTerm): by their beginning. */
void     rc_deployment_terms_end        (GArray             *terms);
/* A number between 0 and 1, 1 excluded. */
gboolean rc_deployment_share_is_partial (double              share);
/* All texts (nullable). */
gboolean rc_deployment_place_matches    (const char         *system,
                                         const char         *endpoint,
                                         const char         *other_system,
                                         const char         *other_endpoint);

G_END_DECLS
