/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "source.h"

G_BEGIN_DECLS

/*
 * Who controls a source: whoever could have written in it what they like. "provider", "deployer", "cloud", "third-party", "public", or a
 * person's own words. Two records agree independently only where different parties control them, so what nobody knows is no party.
 */

#define RC_SOURCE_CONTROLLER_ERROR (rc_source_controller_error_quark ())
GQuark rc_source_controller_error_quark (void);

typedef enum
{
  RC_SOURCE_CONTROLLER_ERROR_WORDS,     /* nothing was said, or too much */
  RC_SOURCE_CONTROLLER_ERROR_SOURCE,    /* the source is out of the case */
} RcSourceControllerError;

/* The words by which most are called, NULL-terminated. */
const char * const *rc_source_controllers (void);
/* Whether the words name a party at all, and @a and @b the same one: blanks and capitals make no difference. */
gboolean rc_source_controller_is_known (const char *controller);   /* (nullable) */
gboolean rc_source_controller_equal    (const char *a,
                                        const char *b);
/* Says who controls a source and all that was taken out of it, in one act of the custody log; "unknown" takes it back. */
gboolean rc_source_set_controller      (RcCase     *case_file,
                                        gint64      id,
                                        const char *controller,
                                        GError    **error);

G_END_DECLS
