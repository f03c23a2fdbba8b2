/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/event.h"

G_BEGIN_DECLS

/*
 * By what a population is divided: "model" (its version), "system", "endpoint", "month" (of the time, UTC), "outcome" (what the record itself
 * says was decided, else proposed, else put out), "override" (whether a person replaced the machine's answer), or the name of a field of the
 * normalised event. What could be a person's data divides nothing. A decision stands where its first inference does.
 */

#define RC_STRATUM_NONE       "(none)"
#define RC_STRATUM_UNREADABLE "(could not be read)"

#define RC_STRATUM_OVERRIDE      "override"
#define RC_STRATUM_OVERRIDDEN    "overridden"
#define RC_STRATUM_NOT_OVERRIDDEN "not overridden"

/* RC_SAMPLE_ERROR_TERMS where nothing is called so, or what it holds may be personal. */
gboolean rc_sample_stratum_check    (const char     *key,
                                     GError        **error);
/* In which stratum an inference stands, its fields read; (transfer full). NULL with @error where what stands there may be personal. */
char    *rc_sample_stratum_dup_name (const char     *key,
                                     RcCase         *case_file,
                                     const RcEvent  *event,
                                     GError        **error);

G_END_DECLS
