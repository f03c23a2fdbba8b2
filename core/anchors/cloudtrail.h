/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/public-key.h"
#include "core/timestamp.h"

G_BEGIN_DECLS

/**
 * RcCloudTrailKey:
 * @fingerprint: as AWS names the key: cannot be computed from it, so that it selects and never decides
 * @from_us: RC_TIME_NONE: not said
 *
 * One key of a saved answer of ListPublicKeys.
 */
typedef struct
{
  char        *fingerprint;
  RcPublicKey *key;
  gint64       from_us;
  gint64       to_us;
} RcCloudTrailKey;

/* NULL: no such list, or one with an entry that is no key; (transfer full) (element-type RcCloudTrailKey). */
GPtrArray *rc_cloudtrail_keys_parse (const char *text,
                                     gsize       length);

G_END_DECLS
