/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/cloudtrail-chain.h"

G_BEGIN_DECLS

/* Where the objects that a digest names would lie among the sources, seen from where the digest itself lies. */

/* Whether the digest lies elsewhere than it says, as far as its name shows. */
gboolean   rc_cloudtrail_place_is_moved (const RcCloudTrailEntry *entry);
/* The names that the object could have; (transfer full) (element-type utf8). */
GPtrArray *rc_cloudtrail_place_list     (const RcCloudTrailEntry *entry,
                                         const char              *location);

G_END_DECLS
