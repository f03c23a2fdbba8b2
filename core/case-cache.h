/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"

G_BEGIN_DECLS

/*
 * What was worked out from a case and holds until somebody changes it: kept with the connection, dropped with it, and never used once this
 * connection or another one has changed the case.
 */

/* (transfer none) (nullable): what is kept under the name. NULL: nothing, or the case has changed since: then what is worked out now is to
 * be given to rc_case_cache_put() with @out_now, which is G_MININT64 where not even that can be told: nothing is kept then. */
gpointer rc_case_cache_get (RcCase                 *case_file,
                            const char             *static_name,
                            RcDatabaseChange       *out_now);
/* Takes @value. */
void     rc_case_cache_put (RcCase                 *case_file,
                            const char             *static_name,
                            const RcDatabaseChange *made_at,
                            gpointer                value,
                            GDestroyNotify          free_value);

G_END_DECLS
